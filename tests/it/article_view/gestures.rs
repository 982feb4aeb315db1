//! What the mouse asks for.

use egui::{Event, Modifiers, PointerButton, pos2, vec2};
use glossator::ui::article::Gesture;

use super::stage::{Stage, TEXT, annotation, place};

#[test]
fn a_drag_takes_whole_words_in_either_direction() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let (from, to) = (stage.caret(7), stage.caret(17));
    let gestures = stage.drag(from, to, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "Idrel, its director", "the middle of two words, without the comma");
    let gestures = stage.drag(to, from, Modifiers::NONE);
    assert_eq!(gestures.last(), Some(&Gesture::Selected { anchor: 24, head: 5 }));
    let gestures = stage.drag(from, to, Modifiers::ALT);
    assert_eq!(stage.taken(&gestures), "rel, its d");
}

#[test]
fn a_drag_that_ends_outside_goes_to_the_end_of_the_line() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let from = stage.caret(41);
    let gestures = stage.drag(from, from + vec2(2_000.0, 0.0), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "the lists may overlap.");
    let gestures = stage.drag(from, pos2(-50.0, from.y), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "Samo Idrel, its director, cautioned that");
}

#[test]
fn a_drag_in_arabic_takes_what_is_lit() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let name = place(TEXT, "دافيت أورسولن");
    let (from, to) = (stage.caret(name.start), stage.caret(name.end));
    assert!(to.x < from.x, "it is read from right to left");
    let gestures = stage.drag(from + vec2(-1.0, 0.0), to + vec2(1.0, 0.0), Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "دافيت أورسولن");
}

#[test]
fn a_double_click_takes_a_word_and_a_triple_click_a_sentence() {
    let mut stage = Stage::new(TEXT, Vec::new());
    let at = stage.caret(8);
    let press = |pressed| vec![Stage::button(at, pressed, Modifiers::NONE)];
    stage.frame(vec![Event::PointerMoved(at)]);
    let mut all = Vec::new();
    for _ in 0..3 {
        all.extend(stage.frame(press(true)));
        all.extend(stage.frame(press(false)));
    }
    assert_eq!(
        all,
        [Gesture::Select { anchor: 8, head: 8 }, Gesture::SelectWord(8), Gesture::SelectSentence(8)],
    );
}

#[test]
fn a_drag_after_a_double_click_takes_words_and_after_a_triple_click_sentences() {
    let text = "Samo Idrel spoke. The lists may overlap, he said. قال العقيد.";
    for (presses, expected) in [(2, "lists may overlap"), (3, "The lists may overlap, he said.")] {
        let mut stage = Stage::new(text, Vec::new());
        let (from, to, start) = (stage.caret(24), stage.caret(34), stage.caret(19));
        stage.frame(vec![Event::PointerMoved(from)]);
        for _ in 1..presses {
            stage.frame(vec![Stage::button(from, true, Modifiers::NONE)]);
            stage.frame(vec![Stage::button(from, false, Modifiers::NONE)]);
        }
        stage.frame(vec![Stage::button(from, true, Modifiers::NONE)]);
        let gestures = stage.frame(vec![Event::PointerMoved(to)]);
        let [Gesture::Select { anchor, head }] = &gestures[..] else { panic!("{gestures:?}") };
        assert_eq!(&text[*anchor..*head], expected);
        // Back over the place where it began: what was pressed on stays.
        let gestures = stage.frame(vec![Event::PointerMoved(start)]);
        let [Gesture::Select { anchor, head }] = &gestures[..] else { panic!("{gestures:?}") };
        assert!(text[*head..*anchor].starts_with("The lists"), "{:?}", &text[*head..*anchor]);
    }
}

#[test]
fn clicks_go_through_the_marks_that_lie_on_a_place() {
    let marks = vec![
        annotation("claim", "claim", "claim", &[0..62]),
        annotation("person", "entity", "person", &[0..10]),
        annotation("also", "entity", "group", &[5..10]),
    ];
    let mut stage = Stage::new(TEXT, marks);
    let at = stage.caret(7) + vec2(2.0, 0.0);
    let mut order = Vec::new();
    for _ in 0..4 {
        let gestures = stage.click(at);
        let [Gesture::Choose(id)] = &gestures[..] else { panic!("{gestures:?}") };
        order.push(id.to_string());
        stage.desk.chosen = Some(id.clone());
    }
    assert_eq!(order, ["also", "person", "claim", "also"]);
}

#[test]
fn an_edge_of_the_chosen_mark_can_be_moved() {
    for (part, edge, to, expected) in [
        ("Samo Idrel", "end", "director", "Samo Idrel, its director"),
        ("Idrel", "start", "Samo", "Samo Idrel"),
        ("أورسولن", "start", "دافيت", "دافيت أورسولن"),
    ] {
        let span = place(TEXT, part);
        let mut stage =
            Stage::new(TEXT, vec![annotation("m", "entity", "person", std::slice::from_ref(&span))]);
        stage.desk.chosen = Some("m".into());
        let target = place(TEXT, to);
        let (from, goal) =
            if edge == "end" { (span.end, target.start + 4) } else { (span.start, target.start + 2) };
        let (from, goal) = (stage.caret(from), stage.caret(goal));
        let gestures = stage.drag(from, goal, Modifiers::NONE);
        let [Gesture::MoveEdge { mark, start, end }] = &gestures[..] else { panic!("{part}: {gestures:?}") };
        assert_eq!((mark.as_str(), &TEXT[*start..*end]), ("m", expected));
    }
}

#[test]
fn a_right_click_asks_for_a_menu() {
    let mut stage = Stage::new(TEXT, vec![annotation("m", "entity", "person", &[0..10])]);
    let at = stage.caret(2);
    stage.frame(vec![Event::PointerMoved(at)]);
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Secondary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    stage.frame(vec![button(true)]);
    let gestures = stage.frame(vec![button(false)]);
    assert!(
        matches!(&gestures[..], [Gesture::Menu { mark: Some(mark), .. }] if mark.as_str() == "m"),
        "{gestures:?}"
    );
}
