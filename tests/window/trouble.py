"""What a machine does to a window: fonts, settings, a display, a disk that are not as they should be."""

import re
import subprocess
import time

from desk import ANNOTATOR, ROOT, Desk, check, glossator, until

TEXT = "Ilsa Maren met Toma Reyk in Halvard.\n\nThe dam held.\n"


def colour(name, appearance="light"):
    """A colour of the built-in theme: red, green and blue."""
    theme = (ROOT / "assets/theme.ron").read_text(encoding="utf-8")
    palette = theme[theme.index(f"    {appearance}: (\n") :]
    return bytes.fromhex(re.search(rf'\b{name}: "#(\w+)"', palette).group(1))


def new_project(desk, texts):
    """A project with articles of these names and texts."""
    project, folder = desk.folder / "project", desk.folder / "texts"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    glossator("new", project, "--name", "Trouble")
    glossator("import", project, folder, "--annotator", ANNOTATOR, codes=(0, 1))
    return project


def marks(desk, project):
    """How many marks a data set of the project has."""
    out = desk.folder / "out.jsonl"
    glossator("export", project, "--to", "jsonl", "--out", out)
    return out.read_text(encoding="utf-8").count('"origin":"hand"')


def says_trouble(desk):
    """Whether a message in the colour of trouble stands over the bottom right corner."""
    return len(desk.picture().pixels(colour("danger"), (desk.size[0] // 2, desk.size[0]))) > 50


def no_panic(desk):
    said = desk.log.read_text()
    check("panicked" not in said, said)


def test_settings_that_cannot_be_used_are_said_and_the_defaults_hold():
    wrong = {
        "keys.ron": '(keys: {"undo": ["Ctrl+Y"]})',
        "theme.ron": '(light: (paper: "#21201C"))',
        "preferences.ron": "(zoom: 2, zooom: 3)",
    }
    for name, text in wrong.items():
        with Desk() as desk:
            project = new_project(desk, {"one": TEXT})
            settings = desk.folder / "config/glossator"
            settings.mkdir(parents=True)
            (settings / name).write_text(text)
            desk.start(project)
            check(says_trouble(desk), f"nothing is said of {name}")
            # The keys and the paper are those of the program.
            desk.press("ctrl+Home", "Right", "p", "Right", "p", "ctrl+z")
            check(desk.picture().pixels(colour("paper"), (500, 501)), f"{name} changes the paper")
            desk.quit()
            no_panic(desk)
            check((settings / name).read_text() == text, f"{name} was written over")
            check(marks(desk, project) == 1, f"Ctrl+Z is no undo with {name}")


def test_a_theme_of_the_person_is_shown():
    with Desk() as desk:
        project = new_project(desk, {"one": TEXT})
        settings = desk.folder / "config/glossator"
        settings.mkdir(parents=True)
        (settings / "theme.ron").write_text('(light: (paper: "#F0F8F0"))')
        desk.start(project)
        check(desk.picture().pixels(bytes.fromhex("F0F8F0"), (500, 501)), "the paper has another colour")
        check(not says_trouble(desk), "a theme that can be used is trouble")
        desk.quit()


def test_letters_in_no_font_are_boxes_that_can_be_marked():
    """No font of the system: scripts that the built-in faces lack, private use, unassigned, variation selectors."""
    odd = "\ue000\ue001 \U000f0000 \u0378\u0379 ประชุม 会議 ಕನ್ನಡ \U0001f9d1\u200d\U0001f692 a\ufe0f\u0301\u0302\u0303 \ufffd"
    with Desk() as desk:
        project = new_project(desk, {"odd": f"{odd}\n\n{TEXT}"})
        fonts = desk.folder / "fonts.conf"
        fonts.write_text(f'<?xml version="1.0"?><fontconfig><dir>{desk.folder}/fonts</dir></fontconfig>')
        (desk.folder / "fonts").mkdir()
        desk.environment |= {"FONTCONFIG_FILE": str(fonts), "FONTCONFIG_PATH": str(desk.folder / "fonts")}
        desk.start(project)
        desk.press("ctrl+Home")
        # Each grapheme by itself, then words, then the sentence, then by mouse.
        for key in ("shift+alt+Right", "Right", "Right", "Right", "ctrl+Right", "space"):
            desk.press(key, "p")
        desk.drag((420, 180), (560, 180))
        desk.press("o")
        check(desk.lives(), "the window is gone")
        desk.quit()
        no_panic(desk)
        check(marks(desk, project) >= 6, "what is drawn as boxes cannot be marked")
        glossator("check", project)


def test_a_display_that_goes_away_ends_the_program_and_loses_nothing():
    for rush in (False, True):
        with Desk() as desk:
            project = new_project(desk, {"one": TEXT})
            desk.start(project)
            desk.press("ctrl+Home", "Right", "p", "Right", "o")
            if rush:
                keys = ["xdotool", "key", "--delay", "0", *["Right", "Left"] * 200]
                hands = subprocess.Popen(keys, env=desk.environment, stderr=subprocess.DEVNULL)
                time.sleep(0.1)
            # What is noted is on the disk a moment later, at the latest.
            time.sleep(0.1)
            desk.screen.kill()
            desk.screen.wait()
            until(lambda: not desk.lives(), "the program waits for a display that is gone", 20)
            if rush:
                hands.wait()
            check(desk.program.returncode in (1, 3), f"the program ended with {desk.program.returncode}")
            said = desk.log.read_text()
            check(said.strip(), "the program says nothing")
            no_panic(desk)
            check(marks(desk, project) == 2, "a mark is lost")
            # Nobody holds the project any more.
            command = '{"command":"undo"}\n'
            glossator("run", project, "--annotator", ANNOTATOR, "--stdin", stdin=command)
            check(marks(desk, project) == 1, "what was done cannot be undone")
