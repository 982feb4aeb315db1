//! The lines of a text, as zones are looked for in them.

use std::ops::Range;

use crate::text::paragraphs::paragraphs;
use crate::text::trim::trim_span;

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Without white space around it, in bytes.
    pub(super) span: Range<usize>,
    pub(super) text: &'t str,
    /// Whether no blank line stands between it and the one before.
    pub(super) follows: bool,
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for paragraph in paragraphs(text) {
        let span = trim_span(text, paragraph);
        if span.is_empty() {
            continue;
        }
        let gap = lines.last().map_or("\n\n", |before| &text[before.span.end..span.start]);
        let follows = gap.replace("\r\n", "\n").matches(['\n', '\r', '\u{2028}', '\u{2029}']).count() == 1;
        lines.push(Line { text: &text[span.clone()], span, follows });
    }
    lines
}

impl Line<'_> {
    /// Whether it ends like a sentence.
    pub(super) fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
        end.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।'])
    }

    /// How many words it has, as far as spaces tell.
    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}
