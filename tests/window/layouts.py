"""The same keys on the keyboards of several countries: keys are pressed by their place, as hands do it."""

import texts
from desk import Desk, Failed, check, glossator
from marking import Annotator, compare, in_data_set

# Codes of X: where a key lies, whatever is printed on it. 108 is AltGr.
P, SPACE, TAB, LEFT, RIGHT = 33, 65, 23, 113, 114
FULL_STOP, BRACKET_LEFT, BRACKET_RIGHT = 60, 34, 35
# How the keyboard of each country types what the table of keys calls ".", "]" and "[".
LAYOUTS = {
    "us": (["60"], ["35"], ["34"]),
    "fr": (["shift+59"], ["108", "20"], ["108", "14"]),
    "de": (["60"], ["108", "18"], ["108", "17"]),
    # These two have no brackets, and a full stop elsewhere: there the place on the keyboard counts.
    "ru": (["61"], ["35"], ["34"]),
    "ara": (["60"], ["35"], ["34"]),
}


def stroke(desk, keys):
    """Presses a key, with AltGr held where it is named first."""
    if keys[0] == "108":
        desk.answered("keydown", 108, "key", keys[1], "keyup", 108)
    else:
        desk.press(*keys)


def marks_on(desk, hand, layout):
    repeat, longer, shorter = LAYOUTS[layout]
    desk.layout(layout)
    one, two = texts.plain(hand.text, 6)[:2]
    hand.before(one)
    # Label, made longer by two words and shorter by one.
    desk.press(RIGHT, P)
    stroke(desk, longer)
    stroke(desk, longer)
    stroke(desk, shorter)
    hand.expect(one.words[0][0], one.words[1][1], "p")
    # The next word, grown from the cursor by the space bar, and marked like the last.
    hand.before(two)
    desk.press(RIGHT, RIGHT, RIGHT, "Escape", "alt+" + str(LEFT), SPACE)
    stroke(desk, repeat)
    hand.expect(*two.words[2], "p")
    # Tab stays in the article, and so do letters behind it.
    desk.press(TAB, "Escape")
    hand.before(two)
    desk.press(RIGHT, P)
    hand.expect(*two.words[0], "p")


def test_keys_mean_the_same_on_every_layout():
    failed = []
    for layout in LAYOUTS:
        with Desk() as desk:
            articles = texts.gather(desk.folder / "texts")
            project = desk.folder / "project"
            glossator("new", project, "--name", "Layouts")
            glossator("import", project, desk.folder / "texts")
            desk.start(project)
            hand = Annotator(desk, articles)
            hand.open(list(articles)[2])
            marks_on(desk, hand, layout)
            # The key that says "q" there, or lies where it does on an American keyboard.
            desk.quit(38 if layout == "fr" else 24)
            try:
                compare(in_data_set(project, desk.folder / "out.jsonl"), hand.expected, layout)
            except Failed as why:
                failed.append(str(why))
    check(not failed, "; ".join(failed))
