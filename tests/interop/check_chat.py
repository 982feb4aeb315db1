"""The datasets library loads each shape, and every answer has what was annotated, with quotes that are in the article."""

import json
import sys

import datasets

import truth


def turns(row):
    """The question and the answer."""
    if "messages" in row:
        assert [turn["role"] for turn in row["messages"]] == ["system", "user", "assistant"]
        return row["messages"][1]["content"], row["messages"][2]["content"]
    if "conversations" in row:
        assert [turn["from"] for turn in row["conversations"]] == ["system", "human", "gpt"]
        return row["conversations"][1]["value"], row["conversations"][2]["value"]
    return row["instruction"] + row["input"], row["output"]


def check(native, cache, *files):
    records = [record for record in truth.articles(native).values() if record["text"] and record["complete"]]
    for path in files:
        rows = datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache)
        assert len(rows) == len(records), (len(rows), len(records))
        count = 0
        for record, row in zip(records, rows, strict=True):
            question, answer = turns(row)
            text, answer = record["text"], json.loads(answer)
            assert text in question and ("input" not in row or row["input"] == text), record["id"]
            assert answer.keys() == record["complete"], (record["id"], answer.keys())
            by_id = {mark["id"]: mark for mark in record["annotations"]}
            for layer, items in answer.items():
                marks = sorted((m for m in record["annotations"] if m["layer"] == layer), key=lambda m: (m["start"], m["end"], m["id"]))
                found = [(item["quote"], item["label"], item.get("pieces", [])) for item in items]
                pieces = [[text[a:b] for a, b in mark.get("fragments", [])] for mark in marks]
                assert found == [(text[m["start"]:m["end"]], m["label"], p) for m, p in zip(marks, pieces, strict=True)], (record["id"], layer)
                assert all(item["quote"] in text for item in items)
                for item, mark in zip(items, marks, strict=True):
                    check_said(record, by_id, item, mark)
                    check_value(item, mark)
                count += len(items)
        print(f"datasets: {len(rows)} answers of {list(rows.features)[0]} with {count} marks as they were annotated")


def check_said(record, by_id, item, mark):
    if mark["layer"] != "claim":
        assert "said_by" not in item
        return
    text = record["text"]

    def words(anchor):
        place = by_id[anchor] if isinstance(anchor, str) else by_id.get(anchor.get("annotation"), anchor)
        return text[place["start"]:place["end"]]

    said = [a for a in record.get("attributions", []) if mark["id"] in a.get("contents", [])]
    wanted = [([words(s) for s in a.get("sources", [])], words(a["cue"]) if "cue" in a else None, a["polarity"], a["certainty"]) for a in said]
    assert [(s["sources"], s.get("cue"), s["polarity"], s["certainty"]) for s in item["said_by"]] == wanted, mark["id"]


def check_value(item, mark):
    value, quantity = item.get("value"), mark.get("quantity")
    assert (value is None) == (quantity is None), mark["id"]
    for key in ("low", "high", "low_open", "high_open", "point", "approximator", "kind", "unit", "currency", "property") if quantity else ():
        assert value.get(key) == quantity.get(key), (mark["id"], key)


if __name__ == "__main__":
    check(*sys.argv[1:])
