//! What a drag takes: letters, words or sentences, by how often the button was pressed before.

use std::ops::Range;

use egui::Pos2;

use crate::text::{graphemes, sentences, words};

/// What a drag takes whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unit {
    /// What lies between press and release, with the words at its ends.
    #[default]
    Stretch,
    /// The word that was pressed on, too, however little the pointer moves.
    Word,
    /// Sentences.
    Sentence,
}

/// Presses that follow each other fast.
#[derive(Debug, Default)]
pub(super) struct Presses {
    last: Option<(Pos2, f64)>,
    count: u8,
}

impl Presses {
    /// Takes in a press at `now` (seconds); what it takes. It belongs to the one before it if it is at most `delay` seconds
    /// later and `near` points away.
    pub(super) fn press(&mut self, at: Pos2, now: f64, (delay, near): (f64, f32)) -> Unit {
        let follows =
            self.last.is_some_and(|(before, when)| now - when <= delay && before.distance(at) <= near);
        self.count = if follows { self.count % 3 + 1 } else { 1 };
        self.last = Some((at, now));
        match self.count {
            2 => Unit::Word,
            3 => Unit::Sentence,
            _ => Unit::Stretch,
        }
    }
}

/// A selection from one place to another, in bytes. `by_letter` takes no more than that; `breaks` are where sentences end
/// in any case, ascending.
pub(super) fn selected(
    text: &str,
    from: usize,
    to: usize,
    (unit, by_letter): (Unit, bool),
    breaks: &[usize],
) -> (usize, usize) {
    let range = from.min(to)..from.max(to);
    let around = |at: usize| match unit {
        Unit::Stretch => at..at,
        Unit::Word => words::word_at(text, at).unwrap_or(at..at),
        Unit::Sentence => sentences::sentence_at(text, at, breaks),
    };
    let range = if by_letter {
        graphemes::snap_to_graphemes(text, range)
    } else {
        let whole = words::snap_to_words(text, range);
        let (first, last) = (around(from), around(to));
        whole.start.min(first.start).min(last.start)..whole.end.max(first.end).max(last.end)
    };
    if from <= to { (range.start, range.end) } else { (range.end, range.start) }
}

/// The nearest start or end of a word beside `at`, in bytes.
pub(super) fn word_edge(text: &str, at: usize, is_start: bool) -> usize {
    let inside = words::word_at(text, at).filter(|word| word.start < at);
    inside.map_or(at, |word: Range<usize>| if is_start { word.start } else { word.end })
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    #[test]
    fn presses_count_while_they_are_fast_and_near() {
        let mut presses = Presses::default();
        let (at, follows) = (pos2(10.0, 10.0), (0.3, 6.0));
        let units: Vec<Unit> =
            (0..4).map(|press| presses.press(at, f64::from(press) * 0.2, follows)).collect();
        assert_eq!(units, [Unit::Stretch, Unit::Word, Unit::Sentence, Unit::Stretch]);
        assert_eq!(presses.press(at, 2.0, follows), Unit::Stretch, "too late");
        assert_eq!(presses.press(pos2(40.0, 10.0), 2.1, follows), Unit::Stretch, "too far");
    }

    #[test]
    fn a_drag_takes_whole_units_of_both_its_ends() {
        let text = "Sie kam. Der Damm 👩🏽\u{200d}🚒 brach, قال العقيد. Ende.";
        let part = |(from, to): (usize, usize)| &text[from.min(to)..from.max(to)];
        let inside = text.find("amm").unwrap();
        let colonel = text.find("عقيد").unwrap();
        assert_eq!(part(selected(text, inside, inside, (Unit::Word, false), &[])), "Damm");
        assert_eq!(part(selected(text, inside, 5, (Unit::Word, false), &[])), "kam. Der Damm");
        let (anchor, head) = selected(text, colonel, inside, (Unit::Sentence, false), &[]);
        assert!(head < anchor, "the end that moves stays the end that moves");
        assert!(part((anchor, head)).starts_with("Der Damm") && part((anchor, head)).ends_with("العقيد."));
        assert_eq!(part(selected(text, 1, 6, (Unit::Word, true), &[])), "ie ka");
    }
}
