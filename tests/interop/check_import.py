"""What Glossator has imported is what the library wrote that the files are from.

check_import.py EXPECTED.json NATIVE.jsonl
"""

import json
import sys

import truth


def main(expected, native):
    with open(expected, encoding="utf-8") as file:
        wanted = {record["text"]: record for record in json.load(file)}
    found = {}
    for record in truth.articles(native).values():
        marks = sorted([m["layer"], m["start"], m["end"], m["label"]] for m in record["annotations"])
        found[record["text"]] = {"marks": marks, "done": sorted(record["complete"]), "labels": record["labels"]}
    assert found.keys() == wanted.keys(), found.keys() ^ wanted.keys()
    for text, record in wanted.items():
        for what, value in found[text].items():
            assert what not in record or record[what] == value, (text, what, record[what], value)
    print(f"import: {len(wanted)} articles, {sum(len(r['marks']) for r in wanted.values())} marks as the library has them")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
