"""Claims, sentences and figures are read with what Python has, and stand where their words are."""

import csv
import json
import pathlib
import sys

import truth


def table(path, quoting=csv.QUOTE_NONE):
    with open(path, encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=quoting))


def spans(cell):
    return [tuple(map(int, span.split("-"))) for span in cell.split(";") if span]


def words(text, places):
    return " ".join(" … ".join(text[start:end] for start, end in places).split())


def nested(said, depth=0):
    for one in said:
        yield depth, one
        yield from nested(one["attributions"], depth + 1)


def main(native, claims, parc, innermost, averitec, reviews, sentences, measeval):
    records = truth.articles(native)
    attributions = {name: record.get("attributions", []) for name, record in records.items() if "claim" in record["complete"]}

    deepest = 0
    with open(claims, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            text, found = line["text"], list(nested(line["attributions"]))
            assert text == records[line["id"]]["text"]
            assert len(found) == len(attributions[line["id"]]), line["id"]
            for depth, one in found:
                deepest = max(deepest, depth)
                for part in [*one["sources"], *one["contents"], *([one["cue"]] if "cue" in one else [])]:
                    assert part["text"] == words(text, part["spans"]), part

    for path in parc, innermost:
        for row in table(path):
            text, taken = records[row["article"]]["text"], set()
            for part in "source", "cue", "content":
                assert row[part] == words(text, spans(row[part + "_spans"])), row
        by_article = {}
        for row in table(path):
            for start, end in spans(row["content_spans"]):
                places = set(range(start, end))
                assert not places & by_article.setdefault(row["article"], set()), row
                by_article[row["article"]] |= places

    with open(averitec, encoding="utf-8") as file:
        found = json.load(file)
    assert found and all(claim["claim"] and "speaker" in claim for claim in found)
    with open(reviews, encoding="utf-8") as file:
        graph = json.load(file)
    assert graph["@context"] == "https://schema.org"
    with_verdict = [claim["claim"] for claim in found if claim["label"]]
    assert sorted(with_verdict) == sorted(review["claimReviewed"] for review in graph["@graph"])

    rows = table(sentences, csv.QUOTE_MINIMAL)
    assert {row["class_label"] for row in rows} == {"Yes", "No"}
    bare = {name: " ".join(record["text"].split()) for name, record in records.items()}
    for row in rows:
        assert row["Text"] in bare[row["Sentence_id"].rsplit("_", 1)[0]], row

    figures = 0
    for path in pathlib.Path(measeval, "tsv").glob("*.tsv"):
        text = pathlib.Path(measeval, "text", path.stem + ".txt").read_bytes().decode("utf-8")
        rows = table(path)
        assert len({row["annotId"] for row in rows}) == len(rows)
        figures += sum(row["annotType"] == "Quantity" for row in rows)
        for row in rows:
            span = text[int(row["startOffset"]):int(row["endOffset"])]
            assert span.translate({9: " ", 10: " ", 13: " "}) == row["text"], row
            json.loads(row["other"])
    print(f"{len(found)} claims, {len(with_verdict)} with a verdict, attributions {deepest + 1} deep, {figures} figures: ok")


main(*sys.argv[1:])
