"""Articles and windows that nobody would make: the window stays."""

import json

from desk import ANNOTATOR, Desk, check, glossator

KEYS = ["Right", "ctrl+Right", "ctrl+Down", "space", "space", "space", "shift+Right", "Down", "shift+Down", "Next", "p"]
KEYS += ["Tab", "period", "bracketright", "Prior", "ctrl+End", "Up", "Left", "shift+Left", "c", "ctrl+Home", "ctrl+z"]
KEYS += ["F3", "ctrl+e", "ctrl+Return", "Escape", "Escape", "F6", "F6", "F6", "ctrl+b", "ctrl+shift+b", "ctrl+l"]
KEYS += ["ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+1", "ctrl+p", "Escape", "ctrl+f", "Escape", "ctrl+plus", "ctrl+0"]


def stays(texts, size, screen=(1280, 800)):
    """Opens each text in a window of `size`, presses keys, clicks and quits."""
    with Desk(screen) as desk:
        project, folder = desk.folder / "project", desk.folder / "texts"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        glossator("new", project, "--name", "Odd")
        glossator("import", project, folder, "--annotator", ANNOTATOR, codes=(0, 1))
        for name in texts:
            check(list(project.glob(f"articles/{name}-*.ron")), f"{name} is not imported")
        desk.start(project, size=size)
        for name in texts:
            desk.open_article(name)
            desk.rush(*KEYS)
            width, height = size
            desk.drag((width * 0.45, height * 0.4), (width * 0.55, height * 0.6))
            desk.click(width / 2, height / 2, times=3)
            desk.press("p")
            check(desk.lives(), f"the window is gone after {name}")
        desk.quit()
        said = desk.log.read_text()
        check("panicked" not in said, said)
        glossator("check", project)


def test_odd_articles_are_shown():
    line = "the minister said that the dam would hold until the spring and nobody believed her "
    stays({"nothing": "", "spaces": "   \n \n\t  \n", "line": line * (1_000_000 // len(line))}, (1280, 800))


def test_a_small_window_shows_what_fits():
    stays({"small": "Ilsa Maren met Toma Reyk in Halvard.\n\nThe dam held.\n"}, (300, 200))


def test_a_line_of_ten_megabytes_is_marked_where_the_keys_are():
    line = "the minister said that the dam would hold until the spring and nobody believed her "
    text = line * (10_000_000 // len(line)) + "at all"
    with Desk() as desk:
        project, file, out = desk.folder / "project", desk.folder / "line.txt", desk.folder / "out.jsonl"
        file.write_text(text)
        glossator("new", project, "--name", "Odd")
        glossator("import", project, file)
        desk.start(project)
        desk.press("ctrl+Home", "Right", "Right", "p", "Next", "Next", "ctrl+End", "shift+Left", "o")
        desk.drag((420, 300), (560, 420))
        desk.press("e")
        desk.quit()
        glossator("export", project, "--to", "jsonl", "--out", out)
        marks = json.loads(out.read_text().splitlines()[0])["annotations"]
        places = {mark["label"]: (mark["start"], mark["end"]) for mark in marks}
        check(places.get("Person") == (4, 12), f"the second word: {places}")
        check(places.get("Organization") == (len(text) - 3, len(text)), f"the last word: {places}")
        start, end = places.get("Event", (0, 0))
        check(end > start and text[start - 1] == text[end] == " ", f"whole words of the last lines: {places}")
