"""The datasets library loads the export, and finds in it what was annotated."""

import json
import sys

import datasets

import truth

SPACES = " \r\n\t\u2028\u00a0"


def check(folder, native):
    expected = truth.articles(native)
    spans = datasets.load_dataset(folder, cache_dir=sys.argv[3])
    rows = {row["id"]: row for split in spans.values() for row in split}
    assert rows.keys() == expected.keys(), rows.keys() ^ expected.keys()
    count = 0
    for name, record in expected.items():
        row = rows[name]
        assert row["text"] == record["text"], name
        # Among lines of JSON, whose types the library guesses, a day is JSON in a string.
        published = json.loads(row["published"]) if row["published"].startswith('"') else row["published"]
        assert (row["outlet"], published) == (record.get("outlet", ""), record.get("published", "")), (name, row["outlet"], published)
        found = {
            (s["id"], s["layer"], s["label"], s["start"], s["end"], tuple((f["start"], f["end"]) for f in s["fragments"]))
            for s in row["spans"]
        }
        wanted = {
            (m["id"], m["layer"], m["label"], m["start"], m["end"], tuple(map(tuple, m.get("fragments", []))))
            for m in record["annotations"]
        }
        assert found == wanted, (name, found ^ wanted)
        assert all(row["text"][s["start"]:s["end"]] == s["text"] for s in row["spans"]), name
        ids = [span["id"] for span in row["spans"]]
        found = {(r["type"], ids[r["head"]], ids[r["tail"]]) for r in row["relations"]}
        assert found == {(r["type"], r["from"], r["to"]) for r in record["relations"]}, name
        assert set(row["labels"]) == set(record["labels"]), name
        assert set(row["complete"]) == record["complete"], name
        found = {(s["start"], s["end"], s["label"]) for s in row["rejected"]}
        assert found == {(r["start"], r["end"], r["label"]) for r in record["refused"]}, name
        count += len(record["annotations"])
    for layer in ("entity", "claim", "figure"):
        tokens = datasets.load_dataset(folder, f"tokens_{layer}", cache_dir=sys.argv[3])
        check_tokens(layer, tokens, expected)
    print(f"datasets: {len(rows)} lines, {count} marks as they were annotated")


def check_tokens(layer, tokens, expected):
    rows = {row["id"]: row for split in tokens.values() for row in split}
    assert rows.keys() == {name for name, record in expected.items() if layer in record["complete"]}, layer
    names = next(iter(tokens.values())).features["tags"].feature.names
    for name, row in rows.items():
        record, at, places = expected[name], 0, []
        for token in row["tokens"]:
            at = record["text"].index(token, at)
            places.append((at, at + len(token)))
            at += len(token)
        assert not set("".join(row["tokens"])) & set(SPACES), name
        found = []
        for tag, (start, end) in zip((names[tag] for tag in row["tags"]), places, strict=True):
            if tag.startswith("B-"):
                found.append([start, end, tag[2:]])
            elif tag.startswith("I-"):
                assert found[-1][2] == tag[2:], name
                found[-1][1] = end
        marks = truth.outermost([mark for mark in truth.whole(record) if mark["layer"] == layer])
        assert found == [[mark["start"], mark["end"], mark["label"]] for mark in marks], (name, layer, found)


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2])
