//! A text cut into tokens as spaCy cuts it: with its white space.

use std::ops::Range;

use crate::model::span::Span;

/// The tokens of a text as spaCy has them: all of it, white space too but for the one space that may follow a token.
pub(super) struct Tokens<'t> {
    text: &'t str,
    /// Tokens and stretches of white space, in bytes.
    pub(super) spans: Vec<Range<usize>>,
    /// Whether a space follows each, 1 or 0.
    pub(super) spaces: Vec<u8>,
    /// The number in `spans` of each token that is no white space.
    words: Vec<usize>,
}

impl<'t> Tokens<'t> {
    /// Adds what stands between `tokens`.
    pub(super) fn new(text: &'t str, tokens: &[Range<usize>]) -> Self {
        // A break between two paragraphs is a token too.
        let room = tokens.len() + tokens.len() / 8;
        let mut all = Self {
            text,
            spans: Vec::with_capacity(room),
            spaces: Vec::with_capacity(room),
            words: Vec::with_capacity(tokens.len()),
        };
        let mut at = 0;
        for token in tokens {
            all.gap(at..token.start);
            all.words.push(all.spans.len());
            all.push(token.clone());
            at = token.end;
        }
        all.gap(at..text.len());
        all
    }

    /// The words of a token.
    pub(super) fn text(&self, span: &Range<usize>) -> &'t str {
        &self.text[span.clone()]
    }

    fn push(&mut self, span: Range<usize>) {
        self.spans.push(span);
        self.spaces.push(0);
    }

    /// Adds white space. Its first space belongs to the token before it.
    fn gap(&mut self, mut span: Range<usize>) {
        if self.text.as_bytes()[span.clone()].first() == Some(&b' ')
            && let Some(space) = self.spaces.last_mut()
        {
            *space = 1;
            span.start += 1;
        }
        if !span.is_empty() {
            self.push(span);
        }
    }

    /// `covered`, counted in tokens that are no white space, counted in all.
    pub(super) fn with_spaces(&self, covered: &Range<usize>) -> Range<usize> {
        self.words[covered.start]..self.words[covered.end - 1] + 1
    }

    /// The tokens that `span` consists of, if it starts and ends on the edges of two that are no white space.
    pub(super) fn exactly(&self, span: Span) -> Option<Range<usize>> {
        let first = self.words.partition_point(|word| self.spans[*word].start < span.start());
        let last = self.words.partition_point(|word| self.spans[*word].end < span.end());
        let (first, last) = (*self.words.get(first)?, *self.words.get(last)?);
        let is_exact = self.spans[first].start == span.start() && self.spans[last].end == span.end();
        (is_exact && first <= last).then_some(first..last + 1)
    }
}
