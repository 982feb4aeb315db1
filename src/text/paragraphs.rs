//! Paragraphs: a paragraph is a line, without the characters that end it.
//!
//! Lines end at LF, CR LF, CR, U+2028 and U+2029. An empty line is an empty paragraph.

use std::ops::Range;

use memchr::{memchr3_iter, memrchr3_iter};

/// The first byte of U+2028 and U+2029, which are E2 80 A8 and E2 80 A9.
const SEPARATOR_LEAD: u8 = 0xE2;

/// Returns the paragraph that contains `byte`. Between the text of a line and the next line, that is the former.
///
/// An offset beyond the end or inside a code point is moved back to the nearest place. Reads only the paragraph.
pub fn paragraph_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    // Between CR and LF the line is the one that both end.
    let inside = if is_inside_crlf(text, byte) { byte - 1 } else { byte };
    paragraph_start(text, inside, 0)..paragraph_end(text, inside, text.len())
}

/// Returns the paragraphs of `text` in order. A text has at least one, and one more than it has line ends.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next_start = Some(0);
    std::iter::from_fn(move || {
        let start = next_start?;
        let end = paragraph_end(text, start, text.len());
        next_start = (end < text.len()).then(|| end + line_end_length(text, end).unwrap_or(1));
        Some(start..end)
    })
}

/// Returns whether `byte` is between the CR and the LF of one line end.
fn is_inside_crlf(text: &str, byte: usize) -> bool {
    byte > 0 && text.as_bytes().get(byte - 1..=byte) == Some(b"\r\n")
}

/// Returns where the line that contains `byte` starts, but not before `floor`. `byte` may not be inside CR LF.
pub(super) fn paragraph_start(text: &str, byte: usize, floor: usize) -> usize {
    let floor = floor.min(byte);
    memrchr3_iter(b'\n', b'\r', SEPARATOR_LEAD, &text.as_bytes()[floor..byte])
        .map(|at| floor + at)
        .find_map(|at| line_end_length(text, at).map(|length| at + length))
        .unwrap_or(floor)
}

/// Returns where the line that contains `byte` ends, but not after `ceiling`.
pub(super) fn paragraph_end(text: &str, byte: usize, ceiling: usize) -> usize {
    let ceiling = ceiling.clamp(byte, text.len());
    memchr3_iter(b'\n', b'\r', SEPARATOR_LEAD, &text.as_bytes()[byte..ceiling])
        .map(|at| byte + at)
        .find(|&at| line_end_length(text, at).is_some())
        .unwrap_or(ceiling)
}

/// Returns how many bytes the line end at `at` has, if there is one.
fn line_end_length(text: &str, at: usize) -> Option<usize> {
    match &text.as_bytes()[at..] {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n' | b'\r', ..] => Some(1),
        [SEPARATOR_LEAD, 0x80, 0xA8 | 0xA9, ..] => Some(3),
        _ => None,
    }
}

/// Returns whether `character` ends a line.
pub fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        paragraphs(text).map(|paragraph| &text[paragraph]).collect()
    }

    #[test]
    fn every_line_end_ends_a_paragraph() {
        assert_eq!(lines("a\nb\r\nc\rd\u{2028}e\u{2029}f"), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(lines("“a”…\n\nb\n"), ["“a”…", "", "b", ""]);
        assert_eq!(lines(""), [""]);
        assert_eq!(lines("\r\n"), ["", ""]);
    }

    #[test]
    fn the_end_of_a_line_belongs_to_it() {
        let text = "one\r\ntwo";
        let at = |byte| &text[paragraph_at(text, byte)];
        assert_eq!([at(0), at(3), at(4), at(5), at(99)], ["one", "one", "one", "two", "two"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn paragraphs_and_line_ends_make_the_text(text in "(?s)[a“\\u{2028}é\r\n\\u{2029} ]{0,40}") {
            let all: Vec<_> = paragraphs(&text).collect();
            let mut at = 0;
            for paragraph in &all {
                prop_assert!(text[at..paragraph.start].chars().all(is_line_end));
                prop_assert!(!text[paragraph.clone()].contains(is_line_end));
                for byte in paragraph.start..=paragraph.end {
                    prop_assert_eq!(&paragraph_at(&text, byte), paragraph);
                }
                at = paragraph.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
