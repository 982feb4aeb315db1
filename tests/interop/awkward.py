"""Articles that break other tools, as lines of the native format. Offsets are counted here, by Python."""

import json
import sys

DONE = {"entity": "done", "claim": "done", "figure": "done"}


def article(name, text, marks, relations=(), labels=(), status=DONE, rejected=()):
    """Lines for an article. A mark is (id, layer, label, words) or (id, layer, label, [pieces])."""
    annotations = []
    for number, layer, label, words in marks:
        pieces = [words] if isinstance(words, str) else words
        spans, at = [], 0
        for piece in pieces:
            start = text.index(piece, at)
            at = start + len(piece)
            spans.append([start, at])
        mark = {"id": number, "layer": layer, "label": label, "start": spans[0][0], "end": spans[-1][1]}
        if len(spans) > 1:
            mark["fragments"] = spans
        annotations.append(mark)
    line = {"id": name, "text": text, "outlet": "Meridian", "language": "en", "published": "2021-10-11"}
    line["annotators"] = {"ana": {"status": status, "labels": list(labels)}}
    line["annotations"] = [dict(mark, annotator="ana") for mark in annotations]
    line["relations"] = [
        {"id": f"r{n}", "type": kind, "from": a, "to": b, "annotator": "ana"} for n, (kind, a, b) in enumerate(relations)
    ]
    yield line
    for n, (layer, label, words) in enumerate(rejected):
        start = text.index(words)
        yield {
            "record": "decision", "id": f"d{n}", "article": name, "annotator": "ana", "rule": "name", "start": start,
            "end": start + len(words), "layer": layer, "label": label, "outcome": "rejected",
        }


def lines():
    entity, claim, figure = "entity", "claim", "figure"
    yield from article(
        "emoji",
        "👨🏻‍🚒 firemen of Halvard drive 3 firetrucks 🚒\u200d to e\u0301te\u0301 and été.",
        [
            ("a", entity, "Product", "firetrucks"), ("b", entity, "Person", "👨🏻‍🚒"), ("c", figure, "Figure", "3"),
            ("d", entity, "Place", "e\u0301te\u0301"), ("e", entity, "Place", "été"), ("f", entity, "Person", "firemen"),
        ],
        relations=[("drives", "f", "a")],
        labels=["economy"],
        rejected=[(entity, "Place", "Halvard")],
    )
    yield from article(
        "crossing",
        "New York State Bank said it lost $5bn.\r\n\r\nIt had 2,000 men  in  Lisk",
        [
            ("a", entity, "Organization", "New York State Bank"), ("b", entity, "Place", "New York"),
            ("c", entity, "Place", "York State"), ("d", claim, "Claim", "it lost $5bn.\r\n\r\nIt had 2,000 men  in  Lisk"),
            ("e", figure, "Figure", "$5bn"), ("f", figure, "Figure", "2,000"), ("g", entity, "Place", "Lisk"),
            ("h", claim, "Claim", "It had 2,000 men"),
        ],
        relations=[("of", "b", "a"), ("says", "a", "d")],
    )
    yield from article("adjacent", "MarenOrsolen 谷歌公司 𝒳𝒴", [
        ("a", entity, "Person", "Maren"), ("b", entity, "Person", "Orsolen"), ("c", entity, "Organization", "谷歌"),
        ("d", entity, "Person", "𝒴"),
    ])
    yield from article("pieces", "New and old Lisk met.", [("a", entity, "Place", ["New", "Lisk"]), ("b", entity, "Place", "old Lisk")])
    yield from article("arabic", "قال حاكم إقليم ليسك، بافلي أستور، إن 31 شخصا قتلوا", [
        ("a", entity, "Place", "إقليم ليسك"), ("b", entity, "Person", "بافلي أستور"), ("c", figure, "Figure", "31"),
    ], labels=["conflict", "disaster"])
    yield from article("hebrew", "שלום לעולם.\u2028 क्षत्रिय", [("a", entity, "Place", "לעולם"), ("b", entity, "Group", "क्षत्रिय")])
    yield from article("empty", "", [])
    yield from article("blank", " \r\n\t ", [])
    yield from article("nothing-there", "Nothing is named here.", [])
    yield from article(
        "unfinished", "Maren said 3 things.", [("a", entity, "Person", "Maren"), ("b", figure, "Figure", "3")],
        status={"figure": "done"},
    )


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as out:
        for line in lines():
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
