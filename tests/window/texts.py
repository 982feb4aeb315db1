"""The articles that are marked, and where in them something can be told without asking the program."""

import os
import pathlib
import re
import shutil

from desk import ROOT, Failed

# Real articles lie beside the project where there are any; else those of the example do.
REAL = pathlib.Path(os.environ.get("ARTICLES", ROOT.parent / "shared/articles"))
EXAMPLE = ROOT / "projects/lisk-dam/articles"
# Of the example those that are not in English, and one where no plain word stands twice.
UNFIT = ("al-marfa", "la-hoja", "meridian-day4")


def gather(folder):
    """Copies five articles into `folder`; returns their ids and texts."""
    source = REAL if REAL.is_dir() else EXAMPLE
    files = [path for path in sorted(source.glob("*.txt")) if not path.name.startswith(UNFIT)][:5]
    folder.mkdir()
    for path in files:
        shutil.copy(path, folder)
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


class Paragraph:
    """A paragraph, and its words as far as it has nothing but letters and single spaces."""

    def __init__(self, number, start, text):
        self.number, self.start, self.text = number, start, text
        plain = re.match(r"(?:[A-Za-z]+ )*", text).group()
        self.words = [(start + word.start(), start + word.end()) for word in re.finditer("[A-Za-z]+", plain)]

    def is_one_sentence(self):
        """Whether nothing in it can be taken for the end of a sentence but its last full stop."""
        return re.fullmatch(r"[A-Z][^.!?:;“”\"]*\.", self.text) is not None


def paragraphs(text):
    found = re.finditer(r"[^\n]+", text)
    stripped = [(part.start() + len(part.group()) - len(part.group().lstrip()), part.group().strip()) for part in found]
    return [Paragraph(number, start, line) for number, (start, line) in enumerate(p for p in stripped if p[1])]


def plain(text, words, beside=()):
    """Paragraphs that begin with so many plain words, those of `beside` left out."""
    found = [part for part in paragraphs(text) if len(part.words) >= words and part.number and part.number not in beside]
    if not found:
        raise Failed(f"no paragraph begins with {words} plain words")
    return found


def sentences(text):
    """Paragraphs that are one sentence and begin with a plain word: three or more."""
    found = [part for part in paragraphs(text) if part.words and part.is_one_sentence()]
    if len(found) < 3:
        raise Failed("fewer than three paragraphs are one sentence")
    return found
