//! What breaks other annotation tools, done in the window by keys. The numbers are those of the list of traps that each test
//! holds: marking inside words, over paragraphs, one on the other; edges; scripts that run to the left.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::keeper::Unkept;
use glossator::ui::commands::{AnyCommand, WindowCommand};

use super::hands::Window;
use crate::common::news_project;
use crate::session::fixture::session_with;

fn window(text: &str) -> Window {
    Window::new(session_with(news_project(&[("one", text)]), Unkept))
}

/// Presses the same keys several times.
fn times(window: &mut Window, keys: &str, count: usize) {
    for _ in 0..count {
        window.press(keys);
    }
}

/// What a screen reader is told of the marks that are seen.
fn seen(window: &Window) -> Vec<String> {
    let nodes = window.0.query_all_by_role(Role::Mark);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

/// Trap 7: a mark begins and ends inside a word, at any grapheme.
#[test]
fn a_part_of_a_word_is_marked_by_single_characters() {
    for (text, before, count, part) in [
        ("Kundennummer2785708 stimmt.", 12, 7, "2785708"),
        ("0Even so.", 1, 4, "Even"),
        ("x👨🏻‍🚒e\u{301}y", 1, 2, "👨🏻‍🚒e\u{301}"),
        ("नमस्ते", 1, 1, "म"),
    ] {
        let mut window = window(text);
        window.press("Ctrl+Home");
        times(&mut window, "Alt+Right", before);
        times(&mut window, "Shift+Alt+Right", count);
        assert_eq!(window.selected(), part);
        window.letter('p');
        assert_eq!(window.marks_in("one"), [format!("person: {part}")]);
    }
}

/// Trap 14: marks on the same words, in each other, across each other, side by side and in pieces are all seen, reached by
/// keys, edited and deleted.
#[test]
fn marks_that_lie_on_each_other_are_all_seen_reached_edited_and_deleted() {
    let mut window = window("Ilsa Maren of Halvard met Toma Reyk.\n\nThe dam at Lisk held.");
    for (quote, letter) in [
        ("Ilsa Maren", 'p'),
        ("Ilsa Maren", 'o'),
        ("Ilsa Maren of Halvard", 'g'),
        ("Halvard met Toma", 'e'),
        ("Toma", 'p'),
        (" Reyk", 'p'),
    ] {
        window.select(quote);
        window.letter(letter);
    }
    window.select("dam");
    window.letter('b');
    window.select("Lisk");
    window.press("Plus");
    let all = [
        "group: Ilsa Maren of Halvard",
        "organization: Ilsa Maren",
        "person: Ilsa Maren",
        "event: Halvard met Toma",
        "person: Toma",
        "person: Reyk",
        "facility: dam…Lisk",
    ];
    let mut found = window.marks_in("one");
    found.sort();
    let mut expected = all.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(seen(&window).len(), all.len(), "{:?}", seen(&window));
    window.press("Ctrl+Home");
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..all.len() {
        window.press("F3");
        reached.insert(window.session().chosen().unwrap().id.clone());
    }
    assert_eq!(reached.len(), all.len(), "F3 comes to each");
    for id in &reached {
        let choose = Arguments::new().with("id", id.as_str());
        assert_eq!(window.run(CommandKind::AnnotationChoose, choose), None);
        window.press("Alt+]");
    }
    assert_eq!(window.session().history().done(), 8 + all.len(), "each is edited");
    for left in (0..all.len()).rev() {
        window.press("Ctrl+Home F3 Delete");
        assert_eq!(window.marks_in("one").len(), left);
    }
    assert_eq!(seen(&window), [""; 0]);
}

/// Trap 16: a selection that begins on a blank line stays one, and a mark goes over the break of a paragraph.
#[test]
fn blank_lines_and_breaks_are_no_walls() {
    let mut window = window("Ilsa Maren\r\n\r\n\r\nof Halvard.");
    window.press("Ctrl+Home Down");
    let at = window.session().desk().selection.head;
    assert!((10..16).contains(&at), "{at} is on a blank line");
    window.press("Shift+Down Shift+Down Shift+Right");
    window.letter('p');
    assert_eq!(window.marks_in("one").len(), 1, "from the blank line on: {:?}", window.selected());
    window.press("Ctrl+Z");
    window.select("Maren\r\n\r\n\r\nof Halvard");
    window.letter('p');
    assert_eq!(window.marks_in("one"), ["person: Maren\r\n\r\n\r\nof Halvard"]);
}

/// Trap 17: edges move by a word or a character, and nothing is marked anew. Trap 18: the comma and the space are left out,
/// and taken in by single characters.
#[test]
fn edges_move_by_words_and_characters_and_leave_out_the_comma() {
    let mut window = window("So Ilsa Maren, minister, left Halvard.");
    window.select("Ilsa Maren, ");
    window.letter('p');
    let id = window.session().chosen().unwrap().id.clone();
    let step = |window: &mut Window, keys: &str| {
        window.press(keys);
        window.marks_in("one").remove(0)
    };
    assert_eq!(window.marks_in("one"), ["person: Ilsa Maren"]);
    assert_eq!(step(&mut window, "]"), "person: Ilsa Maren, minister");
    assert_eq!(step(&mut window, "["), "person: Ilsa Maren");
    assert_eq!(step(&mut window, "Alt+]"), "person: Ilsa Maren,");
    assert_eq!(step(&mut window, "Alt+]"), "person: Ilsa Maren, ");
    assert_eq!(step(&mut window, "Alt+["), "person: Ilsa Maren,");
    assert_eq!(step(&mut window, "Shift+["), "person: So Ilsa Maren,");
    assert_eq!(step(&mut window, "Alt+Shift+]"), "person: o Ilsa Maren,");
    assert_eq!(window.session().chosen().unwrap().id, id, "it is the same mark");
}

/// Trap 19: what has no key is found in the palette by its name, and given by Enter.
#[test]
fn every_command_is_given_in_the_palette_without_a_mouse() {
    let (mut other, mut given) = (Vec::new(), 0);
    for command in AnyCommand::all() {
        let mut window = window("Ilsa Maren met Toma Reyk.");
        window.select("Ilsa Maren");
        window.press("Ctrl+P");
        window.write(command.id());
        window.press("Enter");
        match window.0.state().lately().first() {
            Some(last) if *last == command => given += 1,
            // What cannot be done as things are is refused there.
            Some(AnyCommand::Window(WindowCommand::Palette)) => {}
            last => other.push(format!("{} gives {last:?}", command.id())),
        }
    }
    assert!(other.is_empty(), "{other:#?}");
    assert!(given > 60, "{given} could be given");
}

/// Trap 21: a label that is armed paints what is dragged over, until it is put away.
#[test]
fn an_armed_label_marks_what_is_dragged_over() {
    let mut window = window("Ilsa Maren met Toma Reyk\n\nIlsa left.");
    let arm = Arguments::new().with("layer", "entity").with("label", "person");
    assert_eq!(window.run(CommandKind::LabelArm, arm), None);
    assert!(window.says("Person is armed"));
    let drag = |window: &mut Window, line: &str| {
        let page = window.0.get_by_role(Role::Document);
        let is_line =
            |node: &egui_kittest::Node<'_>| node.value().is_some_and(|value| value.trim_end() == line);
        let rect = page.query_all_by_role(Role::TextRun).find(is_line).unwrap().rect();
        let (from, to) = (rect.left_center(), rect.right_center());
        window.0.drag_at(from);
        window.0.step();
        window.0.hover_at(to);
        window.0.step();
        window.0.drop_at(to);
        window.settle();
        window.0.run_steps(60);
    };
    drag(&mut window, "Ilsa Maren met Toma Reyk");
    drag(&mut window, "Ilsa left.");
    let marks = window.marks_in("one");
    assert_eq!(marks, ["person: Ilsa Maren met Toma Reyk", "person: Ilsa left"]);
    window.press("Shift+Escape");
    assert!(!window.says("is armed"));
    drag(&mut window, "Ilsa left.");
    assert_eq!(window.marks_in("one"), marks);
}

/// Trap 34: selections of no width and at the edges of right-to-left text stand, and what cannot be marked is refused with a
/// sentence.
#[test]
fn selections_of_no_width_and_at_edges_hold_in_arabic_and_hebrew() {
    for text in
        ["قتل 31 شخصا (Reuters).\n\nنعم", "אמר 31 איש (Reuters).\n\nכן", "\u{200f}\u{202b}א1\u{202c}", "ـ"]
    {
        let mut window = window(text);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let select = Arguments::new().with("start", at).with("end", at);
            window.run(CommandKind::Select, select);
            let before = window.marks_in("one");
            window.letter('p');
            assert!(window.marks_in("one").len() <= before.len() + 1, "at {at} of {text}");
            window.0.run_steps(1);
        }
        for keys in ["Ctrl+Home", "Ctrl+End"] {
            window.press(keys);
            for key in
                ["Left", "Right", "Alt+Left", "Alt+Right", "Up", "Down", "Shift+Left", "Shift+Alt+Right"]
            {
                times(&mut window, key, 3);
                let range = window.session().desk().selection.range();
                assert!(text.get(range.clone()).is_some(), "{range:?} after {key} in {text}");
            }
        }
    }
}
