"""The window and `glossator screenshot` show the same, and a mark changes only its place."""

import shutil

from desk import ANNOTATOR, ROOT, Desk, check, glossator
from picture import Picture

EXAMPLE = ROOT / "projects/lisk-dam"
FIRST, SECOND = "meridian-day1-dam-gives-way", "radio-orlan-day3-the-gate"


def screenshot(desk, project, article, *more):
    """What `glossator screenshot` paints of the window of `desk`."""
    out = desk.folder / "painted.png"
    width, height = desk.size
    size = f"{width}x{height}"
    glossator("screenshot", project, "--out", out, "--article", article, "--annotator", ANNOTATOR, "--size", size, *more)
    return Picture.of_png(out.read_bytes())


def test_the_window_looks_as_it_is_painted_without_a_display():
    with Desk() as desk:
        project = desk.folder / "project"
        shutil.copytree(EXAMPLE, project)
        desk.start(project)
        pixels = desk.size[0] * desk.size[1]
        seen = {}
        for article in (FIRST, SECOND):
            desk.open_article(article)
            desk.press("ctrl+Home")
            desk.away()
            seen[article] = desk.picture()
            painted = screenshot(desk, project, article)
            differing = seen[article].differing(painted)
            # Two painters round a colour in two ways; nothing else may differ.
            check(len(differing) < pixels / 100, f"{article}: {len(differing)} of {pixels} pixels differ")
            coarse = seen[article].differing(painted, tolerance=3)
            check(len(coarse) < pixels / 1_000, f"{article}: {len(coarse)} pixels differ by more than a shade")
        check(len(seen[FIRST].differing(seen[SECOND])) > pixels / 50, "two articles look the same")
        desk.quit()


def test_a_mark_changes_only_its_place():
    with Desk() as desk:
        project = desk.folder / "project"
        shutil.copytree(EXAMPLE, project)
        # Beyond the list and before the margin: the column of the text.
        column = (300, 760)
        before = screenshot(desk, project, FIRST)
        body = (project / "articles").glob(f"{FIRST}-*.txt")
        text = next(body).read_text(encoding="utf-8")
        start = text.index("wall of water")
        glossator(
            "run", project, "--annotator", ANNOTATOR, "--stdin",
            stdin=f'{{"command": "annotation.add", "article": "{FIRST}", "layer": "entity", "label": "Event", '
            f'"start": {start}, "end": {start + 13}}}\n',
        )
        after = screenshot(desk, project, FIRST)
        changed = after.differing(before, between=column)
        check(changed, "the mark is not seen")
        left, right = min(x for x, _ in changed), max(x for x, _ in changed)
        top, bottom = min(y for _, y in changed), max(y for _, y in changed)
        # Two lines of text at most, should the words be broken over them.
        check(bottom - top < 80 and right - left <= 460, f"{left}..{right}, {top}..{bottom} changed")
