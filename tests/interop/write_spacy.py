"""Files that spaCy itself writes, and what is in them: what Glossator must read. The texts are made up here.

write_spacy.py FOLDER
"""

import json
import pathlib
import sys

import spacy
from spacy.tokens import Doc, DocBin, Span, Token

Doc.set_extension("outlet", default=None, force=True)
Token.set_extension("rank", default=None, force=True)


def document(nlp, text, ents=(), groups={}, **more):
    """A document; marks are (words, label)."""
    doc = nlp(text)
    span = lambda words, label, **link: doc.char_span(text.index(words), text.index(words) + len(words), label=label, **link)
    if ents is None:
        return doc, []
    doc.set_ents([span(*mark, kb_id="Q42") if mark[0] == "Maren" else span(*mark) for mark in ents], default="outside")
    marks = [("entity", *mark) for mark in ents]
    for name, spans in groups.items():
        doc.spans[name] = [span(*mark) for mark in spans]
        marks += [("entity" if name == "sc" else name, *mark) for mark in spans]
    doc.cats = more.get("cats", {})
    doc._.outlet = "Meridian"
    if len(doc):
        doc[0]._.rank = 1
    return doc, marks


def main(folder):
    nlp = spacy.blank("xx")
    texts = [
        ("👨🏻‍🚒 Maren met Neve Orsolen  in\r\nLisk.", [("Maren", "PERSON"), ("Neve Orsolen", "PERSON"), ("Lisk", "GPE")],
         {"sc": [("Neve", "GIVEN"), ("Neve Orsolen", "PERSON")], "claim": [("met Neve Orsolen  in\r\nLisk", "Claim")]},
         {"economy": 1.0, "sport": 0.0}),
        ("قال حاكم إقليم ليسك", [("إقليم ليسك", "GPE")], {}, {}),
        ("e\u0301te\u0301 dep X", [("X", "dep")], {}, {}),
        ("Nobody has looked here.", None, {}, {}),
        ("", [], {}, {}),
    ]
    expected = []
    # With everything that spaCy keeps when it is not told what to keep, and with the least that it can keep.
    for name, settings in [("default", {"store_user_data": True}), ("least", {"attrs": ["ENT_IOB", "ENT_TYPE"]})]:
        bin = DocBin(**settings)
        for text, ents, groups, cats in texts:
            doc, marks = document(nlp, text, ents, groups, cats=cats)
            bin.add(doc)
            if name == "default":
                found = {(layer, text.index(words), text.index(words) + len(words), label) for layer, words, label in marks}
                done = ({"entity"} if ents is not None and text else set()) | ({"claim"} if "claim" in groups else set())
                labels = sorted(label for label, weight in cats.items() if weight)
                expected.append({"text": text, "marks": sorted(found), "done": sorted(done), "labels": labels})
        bin.to_disk(pathlib.Path(folder) / f"{name}.spacy")
    (pathlib.Path(folder) / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
