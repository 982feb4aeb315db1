//! A place of a text with a few words around it.

use std::ops::Range;

use crate::text::graphemes::{ceil_to_grapheme, floor_to_grapheme};

/// How much is shown before a place, in bytes.
const BEFORE: usize = 36;
/// How much is shown after the beginning of a place, in bytes.
const AFTER: usize = 140;
/// How many words of a place itself are shown at most, in bytes.
const LONGEST: usize = 200;

/// A few words in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The words, without line breaks.
    pub text: Box<str>,
    /// Which of them the place is, in bytes of `text`.
    pub place: Range<usize>,
}

impl Excerpt {
    /// The place `span` of `text` (bytes) with words of its line around it.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let end = text.floor_char_boundary(span.end.min(span.start + LONGEST));
        let start = text.floor_char_boundary(span.start).min(end);
        let before = &text[first_word(text, start)..start];
        let before =
            before.rsplit(['\n', '\r', '\u{2028}', '\u{2029}']).next().unwrap_or_default().trim_start();
        let after = &text[end..last_word(text, end)];
        let after = after.split(['\n', '\r', '\u{2028}', '\u{2029}']).next().unwrap_or_default().trim_end();
        let mut line = String::with_capacity(before.len() + end - start + after.len());
        if before.len() < start && !text[..start - before.len()].trim_end_matches(' ').ends_with(['\n', '\r'])
        {
            line.push('…');
        }
        line.push_str(before);
        let from = line.len();
        line.extend(text[start..end].chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        let place = from..line.len();
        line.push_str(after);
        Self { text: line.into(), place }
    }
}

/// Where the words before `at` begin that are shown.
fn first_word(text: &str, at: usize) -> usize {
    let floor = text.floor_char_boundary(at.saturating_sub(BEFORE));
    match text[floor..at].find(char::is_whitespace) {
        _ if floor == 0 => 0,
        Some(space) => floor + space,
        None => ceil_to_grapheme(text, floor).min(at),
    }
}

/// Where the words after `at` end that are shown.
fn last_word(text: &str, at: usize) -> usize {
    let ceiling = text.floor_char_boundary(at.saturating_add(AFTER));
    match text[at..ceiling].rfind(char::is_whitespace) {
        _ if ceiling == text.len() => ceiling,
        Some(space) => at + space,
        None => floor_to_grapheme(text, ceiling).max(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, needle: &str) -> (String, String) {
        let at = text.find(needle).unwrap();
        let excerpt = Excerpt::of(text, &(at..at + needle.len()));
        (excerpt.text[excerpt.place.clone()].to_owned(), excerpt.text.into())
    }

    #[test]
    fn a_place_stands_in_its_line() {
        let text = "Headline\r\nThe dam at Lisk gave way.\nNext";
        assert_eq!(shown(text, "Lisk"), ("Lisk".into(), "The dam at Lisk gave way.".into()));
        assert_eq!(shown(text, "Next"), ("Next".into(), "Next".into()));
        assert_eq!(shown(text, "way.\nNext"), ("way. Next".into(), "The dam at Lisk gave way. Next".into()));
    }

    #[test]
    fn long_lines_are_cut_between_words_and_never_inside_a_grapheme() {
        let text = "A very long sentence about the reservoir, in which the dam of Lisk is named at last";
        assert_eq!(shown(text, "Lisk").1, "…the reservoir, in which the dam of Lisk is named at last");
        let family = "👩‍👩‍👧".repeat(30);
        for (at, _) in family.match_indices("👩‍👩‍👧") {
            let excerpt = Excerpt::of(&family, &(at..at + "👩‍👩‍👧".len()));
            let rest = excerpt.text.replace("👩‍👩‍👧", "");
            assert!(rest.is_empty() || rest == "…", "{rest:?}");
        }
    }
}
