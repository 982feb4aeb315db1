//! Trimming: a selection does not swallow the space or the comma beside what the person meant.

use std::ops::Range;

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
}
