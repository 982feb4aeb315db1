"""A person's whole way: a new project, articles, marks by keys and by mouse, a crash, and what is in the files then."""

import functools
import json
import re
import time

import texts
from desk import ANNOTATOR, ROOT, Desk, check, glossator, until

# What lies beside the article, in pixels.
LIST, INSPECTOR = 268, 312
# The labels that are used: keys in the window, in the files and in data sets.
LABELS = {
    "p": ("person", "Person"),
    "o": ("organization", "Organization"),
    "l": ("political_place", "Political place"),
    "e": ("event", "Event"),
    "f": ("figure", "Figure"),
    "c": ("claim", "Claim"),
}


@functools.cache
def selected():
    """What the paper looks like behind a selection: red, green and blue."""
    theme = (ROOT / "assets/theme.ron").read_text(encoding="utf-8")
    light = theme[theme.index("    light: (\n") :]
    paper, over = (bytes.fromhex(re.search(rf'\b{name}: "#(\w+)"', light).group(1)) for name in ("paper", "text_selection"))
    strength = float(re.search(r"\bselection_strength: ([\d.]+)", theme).group(1))
    return [round(below + (above - below) * strength) for below, above in zip(paper, over)]


class Annotator:
    """Hands that mark, and a list of what must be marked in the end."""

    def __init__(self, desk, articles):
        self.desk, self.articles = desk, articles
        self.open_article = None
        self.expected = []

    def open(self, article):
        self.desk.open_article(article)
        self.open_article = article

    @property
    def text(self):
        return self.articles[self.open_article]

    def expect(self, start, end, letter):
        self.expected.append((self.open_article, start, end, LABELS[letter][0]))

    def before(self, paragraph):
        """Selects the paragraph before `paragraph`, all by keys."""
        self.desk.press("ctrl+Home")
        self.desk.rush(*["ctrl+Down"] * paragraph.number)

    def select_words(self, paragraph, first, count):
        """Selects `count` words from the word `first` of a paragraph on; returns where they stand."""
        self.before(paragraph)
        self.desk.rush(*["Right"] * (first + 1), *["shift+Right"] * (count - 1))
        return paragraph.words[first][0], paragraph.words[first + count - 1][1]

    def mark_words(self, paragraph, first, count, letter):
        place = self.select_words(paragraph, first, count)
        self.desk.press(letter)
        self.expect(*place, letter)
        return place

    def lit(self):
        """Where the selection lies on the screen: for each of its lines the left and right edge and the middle."""
        between = (LIST, self.desk.size[0] - INSPECTOR)
        columns = {}
        for x, y in self.desk.picture().pixels(selected(), between):
            columns.setdefault(y, []).append(x)
        lines = []
        for y in sorted(columns):
            if not lines or y > lines[-1][-1] + 1:
                lines.append([])
            lines[-1].append(y)
        edges = [[x for y in line for x in columns[y]] for line in lines]
        return [(min(xs), max(xs), (line[0] + line[-1]) / 2) for line, xs in zip(lines, edges)]

    def box(self, paragraph, first, count=1):
        """Where words begin and end on the screen; they are not selected any more then, and the page stays."""
        self.select_words(paragraph, first, count)
        # The mark under the pointer would look otherwise.
        self.desk.away()
        seen = [None]

        def rests():
            # A page on its way to the selection is not where it was a moment ago.
            time.sleep(0.2)
            seen.append(self.lit())
            return seen[-1] and seen[-1] == seen[-2]

        until(rests, f"words {first} to {first + count} of {paragraph.text!r} are not lit")
        self.desk.press("Escape")
        check(not self.lit(), "Escape leaves words selected")
        (left, _, y), (_, right, other_y) = seen[-1][0], seen[-1][-1]
        return (left, y), (right, other_y)


def without_stop(sentence):
    """What a mark on a sentence holds: no full stop."""
    return sentence[:-1] if sentence.endswith(".") else sentence


def by_keys(hand):
    """Ten spans and more, with nothing but keys."""
    desk, (first, second, third, *_) = hand.desk, hand.articles

    hand.open(first)
    one, two = texts.plain(hand.text, 6)[:2]
    hand.mark_words(one, 0, 1, "p")
    hand.mark_words(one, 2, 2, "o")
    hand.mark_words(one, 5, 1, "l")
    # "Repeat" does the same mark again, somewhere else.
    place = hand.select_words(two, 1, 2)
    desk.press("period")
    hand.expect(*place, "l")
    # A mark too short, made longer at its end and then at its beginning.
    hand.select_words(two, 4, 1)
    desk.press("e", "bracketright", "shift+bracketleft")
    hand.expect(two.words[3][0], two.words[5][1], "e")

    hand.open(second)
    one = texts.plain(hand.text, 6)[0]
    # The space bar selects the word at the cursor.
    hand.before(one)
    desk.rush("Right", "Right", "Right")
    desk.press("Escape", "alt+Left", "space", "f")
    hand.expect(*one.words[2], "f")
    hand.mark_words(one, 4, 2, "p")
    # Backwards, and one word too many taken back.
    hand.select_words(one, 1, 1)
    desk.rush("shift+Left", "shift+Left")
    desk.rush("shift+Right")
    desk.press("Escape")

    hand.open(third)
    for sentence in texts.sentences(hand.text)[:2]:
        hand.before(sentence)
        desk.press("Right", "ctrl+space", "c")
        hand.expect(sentence.start, sentence.start + len(without_stop(sentence.text)), "c")


def candidates(hand, twin):
    """Tab goes to names and numbers; the command line says to which. Enter gives them the label that is ready."""
    desk, article = hand.desk, list(hand.articles)[3]
    lines = [{"command": "article.open", "article": article}]
    lines += [{"command": "candidate.next"}, {"command": "label.apply", "layer": "entity", "label": "organization"}]
    lines += [{"command": "candidate.next"}, {"command": "label.apply", "layer": "entity", "label": "person"}]
    lines += [{"command": "candidate.next"}, {"command": "candidate.reject"}]
    script = "".join(json.dumps(line) + "\n" for line in lines)
    answers = glossator("run", twin, "--annotator", ANNOTATOR, "--stdin", stdin=script).splitlines()
    found = [json.loads(answers[at])["selection"] for at in (1, 3)]

    hand.open(article)
    desk.press("ctrl+Home", "Tab", "o", "Tab", "p", "Tab", "BackSpace", "Escape")
    for selection, letter in zip(found, "op"):
        hand.expect(selection["start"], selection["end"], letter)


def everywhere(hand):
    """Marks every place where a word stands."""
    desk = hand.desk
    hand.open(list(hand.articles)[4])
    taken = {}
    for part in texts.plain(hand.text, 4):
        for at, (start, end) in enumerate(part.words[:6]):
            word = hand.text[start:end]
            places = [found.span() for found in re.finditer(rf"\b{word}\b", hand.text)]
            alone = [found for found in re.finditer(rf"(?<=[ \n]){word}(?=[ ,.\n])", hand.text)]
            if len(word) > 4 and 1 < len(places) < 9 and len(alone) == len(places):
                taken.setdefault(word, (part, at, places))
    check(taken, "no word stands twice in the article")
    part, at, places = next(iter(taken.values()))
    hand.mark_words(part, at, 1, "e")
    desk.press("ctrl+Return")
    confirm_places(desk)
    for place in places:
        if (hand.open_article, *place, "event") not in hand.expected:
            hand.expect(*place, "e")


def confirm_places(desk):
    """Confirms the places that "Mark all" shows: the keys are in their list."""
    desk.press("Return", "Escape")


def by_mouse(hand):
    """Six spans with the mouse: drags in both directions and out of the text, double and triple clicks."""
    desk = hand.desk
    hand.open(list(hand.articles)[0])
    used = {part.number for part in texts.plain(hand.text, 6)[:2]}
    parts = texts.plain(hand.text, 4, used)
    for part, letter, backwards in ((parts[0], "o", False), (parts[1], "p", True)):
        (left, y), (right, other_y) = hand.box(part, 1, 3)
        ends = [(left + 2, y), (right - 2, other_y)]
        desk.drag(*(reversed(ends) if backwards else ends))
        desk.press(letter)
        hand.expect(part.words[1][0], part.words[3][1], letter)
    # Over the list of articles the drag is still one along its line.
    part = parts[2]
    _, (right, y) = hand.box(part, 0, 2)
    desk.drag((right - 2, y), (LIST / 2, y))
    desk.press("e")
    hand.expect(part.words[0][0], part.words[1][1], "e")
    # Part of a word is all of it.
    hand.open(list(hand.articles)[1])
    used = {part.number for part in texts.plain(hand.text, 6)[:1]}
    part = texts.plain(hand.text, 5, used)[0]
    (left, y), (right, _) = hand.box(part, 3)
    desk.drag((left + (right - left) * 0.3, y), (left + (right - left) * 0.8, y))
    desk.press("l")
    hand.expect(*part.words[3], "l")
    (left, y), (right, _) = hand.box(part, 1)
    desk.click((left + right) / 2, y, times=2)
    desk.press("f")
    hand.expect(*part.words[1], "f")
    # Three clicks take the sentence.
    hand.open(list(hand.articles)[2])
    sentence = texts.sentences(hand.text)[2]
    (left, y), (right, _) = hand.box(sentence, 0)
    desk.click((left + right) / 2, y, times=3)
    desk.press("c")
    hand.expect(sentence.start, sentence.start + len(without_stop(sentence.text)), "c")


def undone(hand):
    """Marks in two articles and takes both back."""
    desk, (first, second, *_) = hand.desk, hand.articles
    for article in (first, second):
        hand.open(article)
        part = texts.plain(hand.text, 4)[-1]
        hand.select_words(part, 0, 1)
        desk.press("g")
    desk.press("ctrl+z", "ctrl+z")


def in_data_set(project, out):
    """What a data set says is marked."""
    glossator("export", project, "--to", "jsonl", "--out", out)
    keys = {name: key for key, name in LABELS.values()}
    found = []
    for line in out.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for mark in row.get("annotations", []):
            check(row["text"][mark["start"] : mark["end"]] == mark["text"], f"{mark} is not what stands there")
            found.append((row["id"], mark["start"], mark["end"], keys.get(mark["label"], mark["label"])))
    return found


MARK = re.compile(r'label: "(\w+)", spans: \[\((\d+), (\d+)\)\]')


def in_files(project, articles):
    """What the RON files say is marked; their offsets are bytes."""
    found = []
    for file in sorted((project / "annotations" / ANNOTATOR / "articles").glob("*.ron")):
        text = file.read_text(encoding="utf-8")
        article = re.search(r'article: "([^"]+)"', text).group(1)
        body = articles[article].encode()
        for label, start, end in MARK.findall(text):
            places = [len(body[: int(at)].decode()) for at in (start, end)]
            found.append((article, *places, label))
    return found


def compare(found, expected, where):
    missing = sorted(set(expected) - set(found))
    surplus = sorted(set(found) - set(expected))
    check(not missing and not surplus, f"{where}: missing {missing}, surplus {surplus}")
    check(len(found) == len(expected), f"{where}: a mark stands twice")


def test_marks_reach_the_files_by_every_door():
    with Desk() as desk:
        articles = texts.gather(desk.folder / "texts")
        project, twin = desk.folder / "project", desk.folder / "twin"
        glossator("new", twin, "--name", "Twin")
        glossator("import", twin, desk.folder / "texts")
        desk.start()
        desk.give_path("ctrl+n", project)
        until((project / "project.ron").exists, "Ctrl+N makes no project")
        desk.give_path("ctrl+i", desk.folder / "texts")
        # The sheet asks how; as it stands will do.
        desk.press("Return")
        until(lambda: len(list(project.glob("articles/*.ron"))) == len(articles), "Ctrl+I imports nothing")
        desk.settle()

        hand = Annotator(desk, articles)
        by_keys(hand)
        candidates(hand, twin)
        everywhere(hand)
        keys = len(hand.expected)
        check(keys >= 10, "ten spans by keys")
        by_mouse(hand)
        check(len(hand.expected) - keys >= 5, "five spans by mouse")
        undone(hand)
        # What was marked is safe as soon as the window says so, whatever happens to the program.
        desk.kill()
        compare(in_data_set(project, desk.folder / "killed.jsonl"), hand.expected, "after the crash")
        desk.start(project)
        # Work goes on where the undone mark stood.
        hand.open(list(articles)[1])
        hand.mark_words(texts.plain(hand.text, 4)[-1], 0, 1, "o")
        desk.quit()

        compare(in_files(project, articles), hand.expected, "files")
        compare(in_data_set(project, desk.folder / "out.jsonl"), hand.expected, "data set")
        glossator("check", project)
