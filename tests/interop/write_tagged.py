"""Tokens with tags as the datasets library itself writes them: what Glossator must read. The texts are made up here.

write_tagged.py FILE.parquet [EXPECTED.json]
"""

import json
import sys

import datasets

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
ROWS = [
    {"id": "0", "tokens": ["👨🏻‍🚒", "Ilsa", "Maren", "met", "Lisk", "Bank", "."], "ner_tags": [0, 1, 2, 0, 3, 4, 0]},
    {"id": "1", "tokens": ["قال", "حاكم", "إقليم", "ليسك"], "ner_tags": [0, 1, 0, 3]},
    {"id": "2", "tokens": [], "ner_tags": []},
]



def expected(row):
    """The text that the tokens make, and the marks that the tags are."""
    marks, at = [], 0
    for token, tag in zip(row["tokens"], row["ner_tags"]):
        name = NAMES[tag]
        if name.startswith("B-"):
            marks.append(["entity", at, at + len(token), name[2:]])
        elif name.startswith("I-"):
            marks[-1][2] = at + len(token)
        at += len(token) + 1
    return {"text": " ".join(row["tokens"]), "marks": sorted(marks)}


if __name__ == "__main__":
    tags = datasets.Sequence(datasets.ClassLabel(names=NAMES))
    text = datasets.Value("string")
    features = datasets.Features({"id": text, "tokens": datasets.Sequence(text), "ner_tags": tags})
    datasets.Dataset.from_list(ROWS, features=features).to_parquet(sys.argv[1])
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            json.dump([expected(row) for row in ROWS], file)
