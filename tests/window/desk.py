"""A screen without a monitor, the program in a window on it, and a person's hands: keys and a mouse."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from picture import Picture

ROOT = pathlib.Path(__file__).resolve().parents[2]
GLOSSATOR = pathlib.Path(os.environ.get("GLOSSATOR", ROOT / "target/debug/glossator"))
# A machine that does other things as well is slow; nothing here is a measurement.
PATIENCE = float(os.environ.get("PATIENCE", "60"))
# No frame for so long means that the window has done what it was asked for. Seconds.
QUIET = 0.25
ANNOTATOR = "ana"


class Failed(Exception):
    """What should hold does not."""


def check(holds, said):
    if not holds:
        raise Failed(said)


def until(holds, said, patience=PATIENCE):
    """Waits for `holds()` and returns what it gives."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise Failed(f"{said} (waited for {patience:.0f} s)")


def glossator(*arguments, stdin=None, codes=(0,)):
    """Runs the program without a window; returns what it writes."""
    command = [str(GLOSSATOR), *map(str, arguments)]
    ran = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=600)
    check(ran.returncode in codes, f"{' '.join(command)}: {ran.returncode} {ran.stdout} {ran.stderr}")
    return ran.stdout


class Desk:
    """A screen, a folder for everything that is written, and at most one window."""

    def __init__(self, size=(1280, 800)):
        self.size = size
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="glossator-window-"))
        self.frames = self.folder / "frames.jsonl"
        self.log = self.folder / "log"
        # What the program is started by, where it is to see another machine.
        self.before = []
        self.program = None
        self.window = None
        read, write = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
        command += ["-fbdir", str(self.folder)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.screen = subprocess.Popen(command, pass_fds=[write], **quiet)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{int(answer.readline())}"
        self.environment = {
            **os.environ,
            "DISPLAY": self.display,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
        }
        self.environment.pop("WAYLAND_DISPLAY", None)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.keep_evidence()
        if self.program is not None and self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        self.screen.terminate()
        self.screen.wait()
        if kind is None:
            shutil.rmtree(self.folder)

    def keep_evidence(self):
        """Leaves what was seen and said when something failed."""
        path = self.folder / "failed.png"
        path.write_bytes(self.picture().png())
        print(f"  seen last: {path}")
        if self.log.exists() and (said := self.log.read_text().strip()):
            print("  said last: " + "\n    ".join(said.splitlines()[-10:]))

    def start(self, *arguments, size=None):
        """Opens the window, `size` pixels large or as large as the screen."""
        self.launch(*arguments)
        self.take_window(size)

    def launch(self, *arguments):
        """Starts the program, and waits for nothing."""
        command = [*self.before, GLOSSATOR, "--annotator", ANNOTATOR, "--frame-log", self.frames, *arguments]
        self.frames.unlink(missing_ok=True)
        with self.log.open("a") as log:
            self.program = subprocess.Popen([*map(str, command)], env=self.environment, stdout=log, stderr=log)

    def take_window(self, size=None):
        """Waits for the window, gives it its size and the focus."""
        seek = ["search", "--onlyvisible", "--class", "glossator"]
        self.window = until(lambda: self.xdotool(*seek, codes=(0, 1)).split(), "no window opens")[-1]
        width, height = size or self.size
        # There is no window manager: nobody else gives the window a place and the focus.
        self.xdotool("windowmove", self.window, 0, 0)
        self.xdotool("windowsize", self.window, width, height)
        self.xdotool("windowfocus", self.window)
        self.settle()

    def xdotool(self, *arguments, codes=(0,)):
        command = ["xdotool", *map(str, arguments)]
        ran = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE)
        check(ran.returncode in codes, f"{' '.join(command)}: {ran.stderr}")
        return ran.stdout

    def lives(self):
        return self.program.poll() is None

    def written(self):
        """Goes up with each frame."""
        return self.frames.stat().st_size if self.frames.exists() else 0

    def settle(self):
        """Waits until there was a frame, and no other for a moment."""
        until(self.written, "there is no frame")
        last, since = self.written(), time.monotonic()
        end = since + PATIENCE
        while time.monotonic() - since < QUIET:
            check(self.lives(), "the window is gone")
            check(time.monotonic() < end, "the window never rests")
            time.sleep(0.02)
            if (written := self.written()) != last:
                last, since = written, time.monotonic()

    def answered(self, *act):
        """Does something with keys or the mouse, and waits until the window has answered it."""
        before = self.written()
        self.xdotool(*act)
        until(lambda: not self.lives() or self.written() > before, f"no frame answers {act}")
        check(self.lives(), f"the window is gone after {act}")
        self.settle()

    def press(self, *keys):
        """Presses keys, as xdotool names them, one after the other."""
        for key in keys:
            self.answered("key", key)

    def rush(self, *keys):
        """Presses keys as fast as they can be sent, so that several may come in one frame."""
        self.answered("key", "--delay", "0", *keys)

    def type(self, text):
        self.answered("type", "--delay", "5", text)

    def at(self, x, y):
        return ["mousemove", "--window", self.window, str(round(x)), str(round(y))]

    def click(self, x, y, times=1):
        self.answered(*self.at(x, y), "sleep", "0.1", "click", "--repeat", times, "--delay", "60", 1)

    def drag(self, start, end):
        """Presses at `start`, moves to `end` in steps, and releases there."""
        (ax, ay), (bx, by) = start, end
        steps = 6
        moves = [*self.at(ax, ay), "sleep", "0.1", "mousedown", 1]
        for step in range(1, steps + 1):
            part = step / steps
            moves += ["sleep", "0.05", *self.at(ax + (bx - ax) * part, ay + (by - ay) * part)]
        self.answered(*moves, "sleep", "0.1", "mouseup", 1)
        # The next press is no double click.
        time.sleep(0.4)

    def away(self):
        """Puts the pointer where it points at nothing that changes under it."""
        self.xdotool(*self.at(self.size[0] // 2, self.size[1] - 2))
        self.settle()

    def picture(self):
        return Picture.of_screen(self.folder / "Xvfb_screen0")

    def layout(self, name):
        subprocess.run(["setxkbmap", name], env=self.environment, check=True, capture_output=True)
        time.sleep(0.3)

    def command(self, name):
        """Gives a command by its name in the palette."""
        self.press("ctrl+p")
        self.type(name)
        self.press("Return")

    def open_article(self, article):
        self.command("article.open")
        self.type(article)
        self.press("Return")

    def give_path(self, keys, path):
        """Presses the keys of a command that asks for a place, and types the place."""
        self.press(keys)
        self.type(str(path))
        self.press("Return")

    def kill(self):
        self.program.send_signal(signal.SIGKILL)
        self.program.wait()

    def quit(self, key="q"):
        """Quits by key; the program must end of itself, and well."""
        self.xdotool("key", f"ctrl+{key}")
        until(lambda: not self.lives(), "Ctrl+Q does not end the program")
        check(self.program.returncode == 0, f"the program ended with {self.program.returncode}")
