"""spaCy loads the export, finds in it what was annotated, and trains on it."""

import pathlib
import sys

import spacy
from spacy.cli.train import train
from spacy.tokens import DocBin

import truth


def check(folder, native):
    expected = truth.articles(native)
    vocab = spacy.blank("xx").vocab
    docs = {}
    for path in sorted(pathlib.Path(folder).glob("*.spacy")):
        for doc in DocBin().from_disk(path).get_docs(vocab):
            docs[doc.user_data["id"]] = doc
    assert docs.keys() == expected.keys(), docs.keys() ^ expected.keys()
    count = 0
    for name, record in expected.items():
        doc = docs[name]
        assert doc.text == record["text"], name
        marks = [mark for mark in truth.whole(record) if mark["layer"] in record["complete"]]
        found = {(layer, s.start_char, s.end_char, s.label_, s.kb_id_) for layer, group in doc.spans.items() for s in group if layer != "incorrect"}
        wanted = {
            (mark["layer"], mark["start"], mark["end"], mark["label"], mark.get("entity") or mark.get("claim") or "")
            for mark in marks
        }
        assert found == wanted, (name, found ^ wanted)
        entities = truth.outermost([mark for mark in truth.whole(record) if mark["layer"] == "entity"])
        found = [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
        assert found == [(mark["start"], mark["end"], mark["label"]) for mark in entities], (name, found)
        outside = [token for token in doc if not token.ent_type_]
        if "entity" in record["complete"]:
            assert all(token.ent_iob_ == "O" for token in outside), name
        else:
            assert all(token.ent_iob_ == "" for token in outside), name
        numbers = {mark["id"]: mark for mark in marks}
        links = {(r["type"], r["from"], r["to"]) for r in record["relations"] if r["from"] in numbers and r["to"] in numbers}
        found = set()
        for relation in doc.user_data["relations"]:
            ends = []
            for layer, number in (relation["head"], relation["child"]):
                span = doc.spans[layer][number]
                (mark,) = [m for m in marks if (m["layer"], m["start"], m["end"], m["label"]) == (layer, span.start_char, span.end_char, span.label_)]
                ends.append(mark["id"])
            found.add((relation["type"], *ends))
        assert found == links, (name, found ^ links)
        refused = {(r["start"], r["end"], r["label"]) for r in record["refused"]}
        assert {(s.start_char, s.end_char, s.label_) for s in doc.spans.get("incorrect", [])} == refused, name
        assert {label for label, value in doc.cats.items() if value} == set(record["labels"]), name
        count += len(marks)
    print(f"spaCy: {len(docs)} documents, {count} marks as they were annotated")


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 3:
        folder = pathlib.Path(sys.argv[1])
        overrides = {
            "paths.train": str(folder / "train.spacy"), "paths.dev": str(folder / "validation.spacy"),
            "training.max_steps": 4, "training.eval_frequency": 2,
        }
        train(folder / "config.cfg", sys.argv[3], overrides=overrides)
        print("spaCy: trained on it")
