"""seqeval reads the columns, and finds in them what was annotated."""

import pathlib
import sys

from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB2, Entities

import truth


def check(folder, native, scheme):
    expected = truth.articles(native)
    for layer in ("entity", "claim", "figure"):
        text = (pathlib.Path(folder) / f"{layer}.conll").read_text(encoding="utf-8")
        documents = text.split("-DOCSTART- -X- -X- O\n\n")[1:]
        names = [name for name, record in sorted(expected.items()) if layer in record["complete"]]
        assert len(documents) == len(names), layer
        for name, document in zip(names, documents, strict=True):
            sentences = [block.split("\n") for block in document.split("\n\n") if block]
            rows = [[line.split(" ") for line in lines if line] for lines in sentences]
            assert all(len(row) == 4 for sentence in rows for row in sentence), name
            found = []
            for sentence in rows:
                (entities,) = Entities([[row[3] for row in sentence]], scheme).entities
                found += [("".join(row[0] for row in sentence[e.start:e.end]), e.tag) for e in entities]
            marks = truth.outermost([mark for mark in truth.whole(expected[name]) if mark["layer"] == layer])
            words = [("".join(expected[name]["text"][m["start"]:m["end"]].split()), m["label"].replace(" ", "_")) for m in marks]
            assert found == words, (name, layer, found, words)
    print(f"seqeval: {scheme.__name__} as it was annotated")


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[3], IOB2)
    check(sys.argv[2], sys.argv[3], BILOU)
