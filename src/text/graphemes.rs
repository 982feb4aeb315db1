//! Graphemes, what a reader takes for one character: the smallest step of the cursor and the edges of marks.
//!
//! Every function reads only the neighbourhood of the offset, and moves an offset that is beyond the end or inside
//! a code point back to the nearest code point boundary first.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// Returns whether a grapheme starts or ends at `byte`. Offsets that are no place in the text are not boundaries.
pub fn is_grapheme_boundary(text: &str, byte: usize) -> bool {
    if !text.is_char_boundary(byte) {
        return false;
    }
    let bytes = text.as_bytes();
    // Two ASCII characters are two graphemes, save CR LF; most questions end here.
    if let (Some(before), Some(after)) = (byte.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(byte))
        && before.is_ascii()
        && after.is_ascii()
    {
        return (*before, *after) != (b'\r', b'\n');
    }
    // The cursor is given the whole text, so it never asks for more of it.
    GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Returns the first grapheme boundary after `byte`, or the end of the text.
pub fn next_grapheme(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// Returns the last grapheme boundary before `byte`, or the start of the text.
pub fn previous_grapheme(text: &str, byte: usize) -> usize {
    // Inside a code point, the boundary before it may be the start of that code point.
    let byte = if byte < text.len() { text.ceil_char_boundary(byte) } else { text.len() };
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Returns the last grapheme boundary at or before `byte`.
pub fn floor_to_grapheme(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if is_grapheme_boundary(text, byte) { byte } else { previous_grapheme(text, byte) }
}

/// Returns the first grapheme boundary at or after `byte`.
pub fn ceil_to_grapheme(text: &str, byte: usize) -> usize {
    let byte = text.ceil_char_boundary(byte);
    if is_grapheme_boundary(text, byte) { byte } else { next_grapheme(text, byte) }
}

/// Returns the smallest span of whole graphemes that contains `span`. An empty span stays empty.
pub fn snap_to_graphemes(text: &str, span: Range<usize>) -> Range<usize> {
    let start = floor_to_grapheme(text, span.start);
    if span.end <= span.start {
        return start..start;
    }
    start..ceil_to_grapheme(text, span.end).max(start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;

    #[test]
    fn joined_emoji_marks_and_crlf_are_one_grapheme() {
        for grapheme in ["👨🏻‍🚒", "e\u{301}", "\r\n", "नि", "한", "🇩🇪", "بُ"] {
            let text = format!("x{grapheme}y");
            assert_eq!(next_grapheme(&text, 1), 1 + grapheme.len(), "{grapheme:?}");
            assert_eq!(previous_grapheme(&text, 1 + grapheme.len()), 1, "{grapheme:?}");
            assert_eq!(snap_to_graphemes(&text, 2..3), 1..1 + grapheme.len(), "{grapheme:?}");
        }
    }

    #[test]
    fn a_mark_may_start_inside_a_word() {
        let text = "0Even Kundennummer2785708";
        assert_eq!(snap_to_graphemes(text, 1..5), 1..5);
        assert_eq!(snap_to_graphemes(text, 18..25), 18..25);
    }

    #[test]
    fn places_outside_the_text_are_clamped() {
        assert_eq!(next_grapheme("é", 9), 2);
        assert_eq!(previous_grapheme("é", 9), 0);
        assert_eq!(previous_grapheme("é", 1), 0);
        assert_eq!(snap_to_graphemes("é", 7..9), 2..2);
        assert_eq!((next_grapheme("", 0), previous_grapheme("", 3)), (0, 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn steps_agree_with_the_whole_text(text in "(?s)(.|a|e\u{301}|\u{200d}|👨🏻‍🚒|\r|\n|🇩|नि|한){0,30}", byte in 0..200_usize) {
            let boundaries: Vec<usize> =
                text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).collect();
            let next = boundaries.iter().copied().find(|&at| at > byte).unwrap_or(text.len());
            let previous = boundaries.iter().copied().rfind(|&at| at < byte).unwrap_or(0);
            prop_assert_eq!(is_grapheme_boundary(&text, byte), boundaries.contains(&byte));
            if text.is_char_boundary(byte) {
                prop_assert_eq!(next_grapheme(&text, byte), next);
                prop_assert_eq!(previous_grapheme(&text, byte), previous);
            }
            prop_assert!(previous_grapheme(&text, byte) < byte || byte == 0);
            prop_assert!(next_grapheme(&text, byte) > byte || byte >= text.len() || !text.is_char_boundary(byte));
        }

        #[test]
        fn snapping_only_widens(text in "(?s)(.|a|e\u{301}|\u{200d}|👨🏻‍🚒|\r|\n|🇩|नि|한){0,30}", start in 0..100_usize, length in 0..50_usize) {
            let snapped = snap_to_graphemes(&text, start..start + length);
            prop_assert!(snapped.start <= snapped.end && snapped.end <= text.len());
            prop_assert!(is_grapheme_boundary(&text, snapped.start) && is_grapheme_boundary(&text, snapped.end));
            if length > 0 && start + length <= text.len() {
                prop_assert!(snapped.start <= start && snapped.end >= start + length);
            }
        }
    }
}
