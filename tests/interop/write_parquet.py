"""A table of texts that the datasets library itself writes: what Glossator must read by its columns.

write_parquet.py FILE.parquet
write_parquet.py --check NATIVE.jsonl
"""

import datetime
import sys

import datasets

import truth

ROWS = [
    {"body": "👨🏻‍🚒 Maren met\r\n\r\nNeve in Lisk.", "headline": "Maren in Lisk", "when": datetime.date(2021, 10, 11), "stars": 4, "topics": ["flood"]},
    {"body": "قال حاكم إقليم ليسك", "headline": None, "when": None, "stars": None, "topics": []},
    {"body": "", "headline": "Nothing", "when": datetime.date(2021, 10, 12), "stars": 0, "topics": ["a", "b"]},
]


def check(native):
    found = truth.articles(native)
    for number, row in enumerate(ROWS, 1):
        record = found.pop(f"texts-{number}")
        assert record["text"] == row["body"], number
        assert record.get("title") == (row["headline"] or row["body"]), number
        assert record.get("published") == (row["when"] and row["when"].isoformat()), number
        assert (record.get("stars"), record["topics"]) == (row["stars"], row["topics"]), number
    assert not found
    print(f"import: {len(ROWS)} rows of datasets as the library has them")


if __name__ == "__main__" and sys.argv[1] == "--check":
    check(sys.argv[2])
elif __name__ == "__main__":
    datasets.Dataset.from_list(ROWS).to_parquet(sys.argv[1])
