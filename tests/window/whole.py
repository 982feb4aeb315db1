"""An article marked whole, with keys alone: figures with their values, entities, claims with their sources."""

import json

import texts
from desk import ANNOTATOR, ROOT, Desk, check, glossator

# What somebody pressed who knew what was to be marked, one key a line: `tests/it/ui/keys_per_mark.rs` writes and checks it.
KEYS = ROOT / "tests/window/first_article.keys"
GOLD = ROOT / "tests/gold/keys/shared.json"


def strokes():
    """The keys as xdotool calls them."""
    names = {"Enter": "Return", "Space": "space"}
    for line in KEYS.read_text(encoding="ascii").split():
        *held, key = line.split("+")
        yield "+".join([*(one.lower() for one in held), names.get(key, key)])


def test_an_article_is_marked_whole_by_keys():
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    source = texts.REAL / gold["article"]
    if not source.exists():
        return
    with Desk() as desk:
        project = desk.folder / "whole"
        glossator("new", project, "--name", "Whole")
        glossator("import", project, source, "--annotator", ANNOTATOR)
        desk.start(project)
        pressed = list(strokes())
        for key in pressed:
            desk.press(key)
        desk.quit()
        exported = desk.folder / "whole.jsonl"
        glossator("export", project, "--to", "jsonl", "--out", exported)
        article = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])
    marks = {mark["id"]: mark for mark in article["annotations"]}
    found = sorted([mark["start"], mark["end"], mark["label"]] for mark in marks.values())
    check(found == sorted(gold["marks"]), f"{len(found)} marks, not those that were wanted")
    unread = [mark["text"] for mark in marks.values() if mark["label"] == "Figure" and "quantity" not in mark]
    check(not unread, f"figures without a value: {unread}")

    def place(anchor):
        if isinstance(anchor, str):
            return marks[anchor]["start"], marks[anchor]["end"]
        return anchor["start"], anchor["end"]

    said = {}
    for attribution in article["attributions"]:
        for content in attribution["contents"]:
            said.setdefault(place(content), []).extend(place(one) for one in attribution["sources"])
    for wanted in gold["said"]:
        start, end = wanted["source"]
        sources = said.get(tuple(wanted["claim"]), [])
        check(any(a < end and start < b for a, b in sources), f"{wanted} is said by {sources}")
    print(f"{len(pressed)} keys for {len(found)} marks with {len(gold['said'])} sources: {len(pressed) / len(found):.2f} a mark")
