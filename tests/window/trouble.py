"""What a machine does to a window: fonts, settings, a display, a disk that are not as they should be."""

import json
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


def disk_desk():
    """A desk whose program sees a disk of its own, or nothing where this user may make no mounts."""
    probe = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"]
    try:
        can = subprocess.run(probe, capture_output=True).returncode == 0
    except FileNotFoundError:
        can = False
    if not can:
        print("  skipped: mounting needs rights that this user does not have")
    return can


def is_unsaved(desk):
    """Whether the dot at the top right is that of work in memory alone, and the line at the bottom says why."""
    picture, width, height = desk.picture(), *desk.size
    pixels = picture.pixels(colour("danger"), (0, width))
    return any(y < 44 for _, y in pixels) and len([y for _, y in pixels if y > height - 32]) > 50


def stays_when_asked_to_quit(desk):
    desk.xdotool("key", "ctrl+q")
    time.sleep(1)
    check(desk.lives(), "the window closes over work that is in memory alone")


def test_a_folder_that_is_taken_away_is_said_and_work_waits_for_it():
    with Desk() as desk:
        project = new_project(desk, {"one": TEXT})
        away = desk.folder / "away"
        desk.start(project)
        desk.press("ctrl+Home", "Right", "p")
        project.rename(away)
        desk.press("Right", "p")
        until(lambda: is_unsaved(desk), "nothing says that the folder is gone", 10)
        desk.press("Right", "o")
        stays_when_asked_to_quit(desk)
        check(not project.exists(), "half a project was made in the place of the one that is gone")
        away.rename(project)
        until(lambda: not is_unsaved(desk), "the folder is back and nothing is saved", 10)
        desk.settle()
        desk.quit()
        no_panic(desk)
        check(marks(desk, project) == 3, "a mark is lost")
        glossator("check", project)


def test_a_disk_that_is_full_or_takes_nothing_is_said_and_work_waits_for_it():
    if not disk_desk():
        return
    full = ("dd if=/dev/zero of=$1/filler bs=4k", "rm $1/filler")
    closed = ("mount --bind $1 $1 && mount -o remount,bind,ro $1", "umount $1")
    for close, open_again in (full, closed):
        with Desk() as desk:
            project, disk = new_project(desk, {"one": TEXT}), desk.folder / "disk"
            disk.mkdir()
            mount = "mount -t tmpfs -o size=2m none $1 && cp -r $2 $1/project && shift 2 && exec \"$@\""
            desk.before = ["unshare", "-m", "sh", "-c", mount, "sh", disk, project]
            desk.start(disk / "project")

            def there(script):
                """Runs a script where the program sees its disk."""
                enter = ["nsenter", "-t", desk.program.pid, "-m", "sh", "-c", script, "sh", disk, project]
                subprocess.run([str(part) for part in enter], capture_output=True)

            desk.press("ctrl+Home", "Right", "p")
            there(close)
            # The journal may have had room for a few more; files are written when nothing is done for five seconds.
            for _ in range(6):
                desk.rush("Right", *["o", "l"] * 8)
            until(lambda: is_unsaved(desk), f"nothing is said after {close}", 15)
            desk.press("ctrl+Home", "Right", "c")
            if close is full[0]:
                # In a folder that became read-only the open journal goes on, and nothing would be lost.
                stays_when_asked_to_quit(desk)
            there(open_again)
            until(lambda: not is_unsaved(desk), f"nothing is saved after {open_again}", 10)
            desk.settle()
            there("rm -r $2; cp -r $1/project $2")
            desk.quit()
            no_panic(desk)
            check(marks(desk, project) == 8, f"a mark is lost after {close}")


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


def place(desk):
    """Where the window stands, as the program has put it: left, top, width, height."""
    seek = ["search", "--onlyvisible", "--class", "glossator"]
    found = until(lambda: desk.xdotool(*seek, codes=(0, 1)).split(), "no window opens")[-1]
    desk.window = found
    desk.settle()
    said = dict(line.split("=") for line in desk.xdotool("getwindowgeometry", "--shell", found).split())
    return tuple(int(said[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


def test_the_window_stands_where_it_stood_and_never_outside_of_the_screen():
    with Desk() as desk:
        project = new_project(desk, {"one": TEXT})
        desk.start(project, size=(900, 600))
        desk.xdotool("windowmove", desk.window, 120, 80)
        desk.answered("windowfocus", desk.window, "key", "ctrl+plus")
        desk.press("Left", "Right")
        desk.quit()
        desk.launch(project)
        left, top, width, height = place(desk)
        check(abs(left - 120) < 3 and abs(top - 80) < 3, f"it stood at 120, 80 and stands at {left}, {top}")
        check(abs(width - 900) < 3 and abs(height - 600) < 3, f"it was 900x600 and is {width}x{height}")
        desk.xdotool("windowfocus", desk.window)
        desk.quit()
        file = desk.folder / "config/glossator/preferences.ron"
        kept = file.read_text()
        for away in ("(5000.0, 5000.0)", "(-4000.0, -4000.0)"):
            file.write_text(re.sub(r"position: \([^)]*\)", f"position: {away}", kept))
            desk.launch(project)

            def is_seen():
                left, top, width, _ = place(desk)
                return -width + 96 <= left <= desk.size[0] - 96 and 0 <= top <= desk.size[1] - 24

            until(is_seen, f"a window that was left at {away} is not seen", 10)
            desk.xdotool("windowfocus", desk.window)
            desk.quit()


def test_two_windows_of_one_project_lose_nothing_of_each_other():
    """The same person's second window may only look and says so; another person's works beside it."""
    with Desk() as first, Desk() as second:
        project = new_project(first, {"one": TEXT})
        first.start(project)
        first.press("ctrl+Home", "Right", "p")
        second.start(project)
        warned = second.picture().pixels(colour("warning"), (0, second.size[0]))
        check(len([y for _, y in warned if y > second.size[1] - 32]) > 50, "the line at the bottom says nothing")
        second.press("ctrl+Home", "Right", "Right", "o")
        first.press("Right", "l")
        second.quit()
        check(marks(first, project) == 2, "a window that may only look has written")
        run = ["run", project, "--annotator", "bo", "--stdin"]
        line = json.dumps({"command": "annotation.add", "article": "one", "layer": "entity", "label": "Person"})
        glossator(*run, stdin=line[:-1] + ', "start": 0, "end": 4}\n')
        first.press("Right", "e")
        first.quit()
        check(marks(first, project) == 4, "a mark of one of two is lost")
        for desk in (first, second):
            no_panic(desk)
        glossator("check", project)
