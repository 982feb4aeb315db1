"""Tokens with tags as the datasets library itself writes them: what Glossator must read. The texts are made up here.

write_tagged.py FILE.parquet
"""

import sys

import datasets

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
ROWS = [
    {"id": "0", "tokens": ["👨🏻‍🚒", "Ilsa", "Maren", "met", "Lisk", "Bank", "."], "ner_tags": [0, 1, 2, 0, 3, 4, 0]},
    {"id": "1", "tokens": ["قال", "حاكم", "إقليم", "ليسك"], "ner_tags": [0, 1, 0, 3]},
    {"id": "2", "tokens": [], "ner_tags": []},
]

if __name__ == "__main__":
    tags = datasets.Sequence(datasets.ClassLabel(names=NAMES))
    text = datasets.Value("string")
    features = datasets.Features({"id": text, "tokens": datasets.Sequence(text), "ner_tags": tags})
    datasets.Dataset.from_list(ROWS, features=features).to_parquet(sys.argv[1])
