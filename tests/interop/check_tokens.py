"""Compares tokens with those of spaCy itself.

check_tokens.py FOLDER              an export with `--tokens spacy-like` against `spacy.blank("en")`
check_tokens.py FOLDER REPORT.json  the marks that an export says training will drop against those that it drops
"""

import collections
import configparser
import json
import pathlib
import sys

import spacy
from spacy.tokens import DocBin
from spacy.training import Example

# Of all tokens of both, in percent.
WANTED = 99.9


def edges(doc):
    return {(token.idx, token.idx + len(token)) for token in doc if not token.is_space}


def documents(folder, nlp):
    for path in sorted(pathlib.Path(folder).glob("*.spacy")):
        yield from DocBin().from_disk(path).get_docs(nlp.vocab)


def check_tokens(folder):
    nlp = spacy.blank("en")
    equal, total = 0, 0
    other = collections.Counter()
    for doc in documents(folder, nlp):
        ours, theirs = edges(doc), edges(nlp.make_doc(doc.text))
        equal += 2 * len(ours & theirs)
        total += len(ours) + len(theirs)
        other.update(doc.text[start:end] for start, end in theirs - ours)
    share = 100 * equal / total
    assert share >= WANTED, (share, other.most_common(50))
    print(f"spaCy: {share:.3f} % of {total // 2} tokens are its own")


def check_dropped(folder, report):
    remarks = json.loads(pathlib.Path(report).read_text())["remarks"]
    told = [mark for remark in remarks if "training drops" in remark["reason"] for mark in remark["listed"]]
    config = configparser.ConfigParser()
    config.read(pathlib.Path(folder) / "config.cfg")
    nlp = spacy.blank(json.loads(config["nlp"]["lang"]))
    dropped = collections.Counter()
    for doc in documents(folder, nlp):
        example = Example(nlp.make_doc(doc.text), doc)
        groups = [spans for layer, spans in doc.spans.items() if layer != "incorrect"]
        if "entity" not in doc.spans:
            groups.append(doc.ents)
        for spans in groups:
            kept = {(s.start_char, s.end_char) for s in example.get_aligned_spans_y2x(spans, allow_overlap=True)}
            lost = (span.text for span in spans if (span.start_char, span.end_char) not in kept)
            dropped.update((doc.user_data["id"], text[:80]) for text in lost)
    told = collections.Counter((mark["article"], mark["quote"]) for mark in told)
    assert told == dropped, (told - dropped, dropped - told)
    print(f"spaCy: drops {dropped.total()} marks in training, as was told")


if __name__ == "__main__":
    check_dropped(*sys.argv[1:]) if len(sys.argv) > 2 else check_tokens(sys.argv[1])
