//! What breaks other annotation tools, done to the article with the mouse. The numbers are those of the list of traps.
#![expect(clippy::single_range_in_vec_init, reason = "a mark of one piece")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Modifiers, Rect, Shape, vec2};
use glossator::session::desk::{Desk, Selection};
use glossator::text::graphemes::is_grapheme_boundary;
use glossator::ui::article::Gesture;
use glossator::ui::theme::Appearance;

use crate::article_view::stage::{Stage, annotation, place};

/// Lines of both directions, with figures, brackets, emoji of several code points and combining marks.
const MIXED: &str = "He said قتل 31 شخصا (Reuters) today.\n\
    قال العقيد إن 1,204 منازل و Halvard 12.5% غرقت.\n\
    אמר 31 איש (Reuters) ב-2021.\n\
    x👩🏽‍🚒 نe\u{301}ם 7";

/// Where the selection is lit.
fn lit(stage: &mut Stage, start: usize, end: usize) -> Vec<Rect> {
    stage.desk = Desk { selection: Selection { anchor: start, head: end }, ..Desk::default() };
    stage.frame(Vec::new());
    let look = stage.theme.look(Appearance::Light);
    let colour = look.palette.text_selection.gamma_multiply(look.theme.marks.selection_strength);
    let rects = stage.shapes().into_iter().filter_map(|shape| match shape {
        Shape::Rect(rect) if rect.fill == colour => Some(rect.rect),
        _ => None,
    });
    rects.filter(|rect| rect.width() > 0.0).collect()
}

/// Trap 34: of a line in two directions exactly that is lit which is selected, wherever a selection begins and ends.
#[test]
fn what_is_lit_is_what_is_selected_in_lines_of_two_directions() {
    let mut stage = Stage::new(MIXED, Vec::new());
    let bounds: Vec<usize> = (0..=MIXED.len()).filter(|at| is_grapheme_boundary(MIXED, *at)).collect();
    let pairs: Vec<(usize, usize)> = bounds.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let single: Vec<_> = pairs.iter().map(|&(start, end)| lit(&mut stage, start, end)).collect();
    let width = |rects: &[Rect]| rects.iter().map(Rect::width).sum::<f32>();
    for first in (0..pairs.len()).step_by(3) {
        for last in (first..pairs.len()).step_by(5) {
            let (start, end) = (pairs[first].0, pairs[last].1);
            let whole = lit(&mut stage, start, end);
            for (at, letter) in single.iter().enumerate().filter(|(_, letter)| !letter.is_empty()) {
                let center = letter[0].center();
                let is_lit = whole.iter().any(|rect| rect.expand(0.1).contains(center));
                let is_selected = (first..=last).contains(&at);
                let part = &MIXED[pairs[at].0..pairs[at].1];
                assert_eq!(is_lit, is_selected, "{part:?} where {:?} is selected", &MIXED[start..end]);
            }
            if !MIXED[start..end].contains('\n') {
                let letters: f32 = single[first..=last].iter().map(|letter| width(letter)).sum();
                assert!((width(&whole) - letters).abs() < 0.5, "{:?}", &MIXED[start..end]);
            }
        }
    }
}

/// Trap 34: figures in lines that run to the left are taken as they are read, whichever way the drag goes.
#[test]
fn figures_in_mixed_lines_are_selected_as_they_are_read() {
    let mut stage = Stage::new(MIXED, Vec::new());
    for (figure, after) in
        [("31", "قتل "), ("1,204", "إن "), ("12.5%", "Halvard "), ("31", "אמר "), ("2021", "ב-")]
    {
        let start = MIXED.find(&format!("{after}{figure}")).unwrap() + after.len();
        let rects = lit(&mut stage, start, start + figure.len());
        assert_eq!(rects.len(), 1, "{figure} stands in one place");
        let (left, right) =
            (rects[0].left_center() + vec2(1.0, 0.0), rects[0].right_center() - vec2(1.0, 0.0));
        for (from, to) in [(left, right), (right, left)] {
            let gestures = stage.drag(from, to, Modifiers::NONE);
            let Some(Gesture::Selected { anchor, head }) = gestures.last() else { panic!("{gestures:?}") };
            let taken = (*anchor.min(head), &MIXED[*anchor.min(head)..*anchor.max(head)]);
            assert_eq!(taken.0, start, "{taken:?}");
            assert_eq!(taken.1.trim_end_matches('%'), figure.trim_end_matches('%'));
        }
    }
}

/// Trap 15: a drag that begins or ends on white space, or above and below the text, takes the words that it went over.
#[test]
fn a_drag_from_white_space_takes_the_words_it_went_over() {
    let text = "Ilsa   Maren met\n\n\nToma Reyk in Halvard.";
    let mut stage = Stage::new(text, Vec::new());
    let (gap, met) = (stage.caret(6), stage.caret(place(text, "met").end));
    let gestures = stage.drag(gap, met, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures).trim(), "Maren met");
    let gestures = stage.drag(met, gap, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures).trim(), "Maren met");
    let gestures = stage.drag(met, met + vec2(0.0, 5_000.0), Modifiers::NONE);
    assert!(stage.taken(&gestures).ends_with("Halvard"), "{:?}", stage.taken(&gestures));
    let reyk = stage.caret(place(text, "Reyk").start + 2);
    let gestures = stage.drag(reyk, reyk - vec2(0.0, 5_000.0), Modifiers::NONE);
    assert!(stage.taken(&gestures).ends_with("met\n\n\nToma Reyk"), "{:?}", stage.taken(&gestures));
}

/// Trap 16: a drag may begin on a blank line and go over the break of a paragraph.
#[test]
fn a_drag_from_a_blank_line_over_breaks_is_a_selection() {
    let text = "Ilsa Maren\n\n\nToma Reyk in Halvard.";
    let mut stage = Stage::new(text, Vec::new());
    let (blank, reyk) = (stage.caret(11), stage.caret(place(text, "Reyk").end));
    let gestures = stage.drag(blank, reyk, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures).trim(), "Toma Reyk");
    let (maren, toma) = (stage.caret(6), stage.caret(place(text, "Toma").end));
    let gestures = stage.drag(toma, maren, Modifiers::NONE);
    assert_eq!(stage.taken(&gestures), "Maren\n\n\nToma");
}

/// Trap 14: marks that cross, touch, lie in each other or have gaps are each chosen by clicking on what only they cover.
#[test]
fn each_of_the_marks_that_lie_on_each_other_is_reached_by_mouse() {
    let text = "Ilsa Maren of Halvard met Toma Reyk at the dam of Lisk.";
    let marks = vec![
        annotation("outer", "entity", "group", &[0..place(text, "Halvard").end]),
        annotation("inner", "entity", "person", &[place(text, "Maren")]),
        annotation("crossing", "entity", "event", &[place(text, "Halvard").start..place(text, "Toma").end]),
        annotation("touching", "entity", "person", &[place(text, "Toma").end..place(text, "Reyk").end]),
        annotation("pieces", "entity", "facility", &[place(text, "dam"), place(text, "Lisk")]),
    ];
    let mut stage = Stage::new(text, marks);
    for (quote, first) in [
        ("Ilsa", "outer"),
        ("Maren", "inner"),
        ("met", "crossing"),
        ("Reyk", "touching"),
        ("dam", "pieces"),
        ("Lisk", "pieces"),
    ] {
        stage.desk = Desk::default();
        let at = stage.caret(place(text, quote).start + 2);
        let gestures = stage.click(at);
        let [Gesture::Choose(id)] = &gestures[..] else { panic!("{quote}: {gestures:?}") };
        assert_eq!(id.as_str(), first, "{quote}");
    }
    let at = stage.caret(place(text, "Halvard").start + 2);
    let mut both = BTreeSet::new();
    for _ in 0..2 {
        let gestures = stage.click(at);
        let [Gesture::Choose(id)] = &gestures[..] else { panic!("{gestures:?}") };
        both.insert(id.to_string());
        stage.desk.chosen = Some(id.clone());
    }
    assert_eq!(both, BTreeSet::from(["outer".to_owned(), "crossing".to_owned()]));
}

/// Trap 22: in 200,000 words the selection follows the pointer in the same frame, at the beginning and far down, and nothing
/// is laid out for it that was not seen before.
#[test]
fn the_selection_follows_the_pointer_in_200_000_words() {
    let text = "The dam at Lisk held, said the minister of works.\n".repeat(20_000);
    let mut stage = Stage::new(&text, Vec::new());
    for far in [0, text.len() / 2] {
        let far = text[..far].rfind('\n').map_or(0, |at| at + 1);
        stage.view.reveal(far..far + 1);
        stage.frame(Vec::new());
        stage.frame(Vec::new());
        let (from, to) = (stage.caret(far + 5), stage.caret(far + 85));
        let before = stage.typesetter.laid_out();
        stage.frame(vec![Event::PointerMoved(from)]);
        stage.frame(vec![Stage::button(from, true, Modifiers::NONE)]);
        let mut heads = BTreeSet::new();
        for step in 1..=20 {
            let at = from + (to - from) * (step as f32 / 20.0);
            let start = Instant::now();
            let gestures = stage.frame(vec![Event::PointerMoved(at)]);
            assert!(start.elapsed() < Duration::from_secs(1), "{:?} for a frame", start.elapsed());
            heads.extend(gestures.iter().filter_map(|gesture| match gesture {
                Gesture::Select { head, .. } => Some(*head),
                _ => None,
            }));
        }
        assert!(heads.len() >= 3, "the selection grows with the pointer: {heads:?}");
        let gestures = stage.frame(vec![Stage::button(to, false, Modifiers::NONE)]);
        assert_eq!(
            stage.taken(&gestures),
            "dam at Lisk held, said the minister of works.\nThe dam at Lisk held, said the minister"
        );
        assert_eq!(stage.typesetter.laid_out(), before, "what is seen is laid out already");
        stage.desk = Desk::default();
    }
}

/// Trap 23: of 10,000 marks each is drawn where its words are seen; none is left out.
#[test]
fn of_10_000_marks_none_disappears() {
    let line = "Ilsa Toma Halvard Lisk\n";
    let text = line.repeat(2_500);
    let marks = (0..2_500).flat_map(|row| {
        [(0, 4), (5, 9), (10, 17), (18, 22)].map(|(start, end)| {
            let at = row * line.len();
            annotation(&format!("{row}-{start}"), "entity", "person", &[at + start..at + end])
        })
    });
    let mut stage = Stage::new(text.trim_end(), marks.collect());
    stage.ctx.enable_accesskit();
    let (mut seen, mut at) = (0, 0);
    while at < text.len() {
        stage.view.reveal(at..at + 1);
        stage.frame(Vec::new());
        stage.frame(Vec::new());
        let update = stage.output.as_ref().unwrap().platform_output.accesskit_update.as_ref().unwrap();
        let drawn = update.nodes.iter().filter(|(_, node)| node.role() == Role::Mark).count();
        let lines = update.nodes.iter().filter(|(_, node)| node.role() == Role::TextRun).count();
        assert_eq!(drawn, lines * 4, "at {at}");
        seen += drawn;
        at += lines.max(1) * line.len();
    }
    assert!(seen >= 10_000, "{seen} were seen");
}
