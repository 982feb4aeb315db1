//! Trimming: a selection does not swallow the space, the comma or the full stop beside what the person meant.

use std::ops::Range;

use super::lexicon::abbreviation;
use super::words::word_at;

/// Returns `span` without white space at its edges and without a comma, semicolon or colon at its end or start.
///
/// A span of nothing else becomes empty, at its start. Offsets that are no place in the text are moved back.
pub fn trim_span(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end).max(start);
    let content = &text[start..end];
    let trimmed_start = end - content.trim_start_matches(is_trimmed).len();
    let trimmed_end = start + content.trim_end_matches(is_trimmed).len();
    if trimmed_start < trimmed_end { trimmed_start..trimmed_end } else { start..start }
}

/// Returns `span` without the full stop of a sentence at its end.
///
/// The period of "U.S." and of "Inc." belongs to the word; question and exclamation marks say how a thing was meant, and
/// stay. A span of nothing else is left as it is.
pub fn trim_full_stop(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end).max(start);
    let bare = start + text[start..end].trim_end_matches(is_full_stop).len();
    let is_of_word = word_at(text, bare).is_some_and(|word| word.start < bare);
    let last = text[start..bare].rsplit(|character: char| !character.is_alphabetic()).next();
    let is_of_abbreviation = text[bare..end].starts_with('.') && last.and_then(abbreviation).is_some();
    if bare == start || is_of_word || is_of_abbreviation { start..end } else { start..bare }
}

fn is_full_stop(character: char) -> bool {
    matches!(character, '.' | '。' | '．' | '｡' | '۔' | '।' | '॥' | '።' | '։' | '။' | '។')
}

fn is_trimmed(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';' | ':' | '،' | '؛' | '，' | '、' | '；' | '：')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_commas_are_left_out() {
        let text = " Baghouz,\r\n«الباغوز»، \u{a0};:";
        assert_eq!(&text[trim_span(text, 0..text.len())], "Baghouz,\r\n«الباغوز»");
        assert_eq!(trim_span(text, 0..11), 1..8);
        assert_eq!(trim_span(text, 8..11), 8..8);
        assert_eq!(trim_span(text, 3..3), 3..3);
        assert_eq!(trim_span("é", 1..99), 0..2);
    }
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(&text[trim_full_stop(text, 0..text.len())], expected, "{text}");
    }

    #[test]
    fn the_full_stop_of_a_sentence_is_left_out() {
        check("The dam held.", "The dam held");
        check("Nobody knows...", "Nobody knows");
        check("大坝决堤了。", "大坝决堤了");
        check("बाँध टूट गया।", "बाँध टूट गया");
        check("انهار السد.", "انهار السد");
    }

    #[test]
    fn other_marks_and_the_periods_of_words_stay() {
        for text in [
            "left the U.S.",
            "Orlan Water Inc.",
            "Sr.",
            "Yahoo!",
            "Who knew?",
            ".",
            "…",
            "",
            "3.5",
            "“It held.”",
        ] {
            check(text, text);
        }
        let text = "He left the U.S. on Monday.";
        assert_eq!(trim_full_stop(text, 0..16), 0..16);
        assert_eq!(trim_full_stop(text, 0..15), 0..15);
    }
}
