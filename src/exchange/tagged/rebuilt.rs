//! A text that is put together from tokens.

use std::ops::Range;

/// The key under which an article says that its text was put together from tokens, and of what.
pub(crate) const REBUILT: &str = "text_rebuilt";

/// A text that is put together from tokens, with the place of each. Offsets count code points.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rebuilt {
    text: String,
    len: usize,
    tokens: Vec<Range<usize>>,
}

impl Rebuilt {
    /// Adds a token.
    pub(crate) fn token(&mut self, token: &str) {
        let start = self.len;
        self.space(token);
        self.tokens.push(start..self.len);
    }

    /// Adds what stands between two tokens.
    pub(crate) fn space(&mut self, space: &str) {
        self.text.push_str(space);
        self.len += space.chars().count();
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the last token stands.
    pub(crate) fn last(&self) -> Option<&Range<usize>> {
        self.tokens.last()
    }

    /// How many tokens there are.
    pub(crate) fn count(&self) -> usize {
        self.tokens.len()
    }

    /// Where some tokens stand, from the first to the one before `tokens.end`; `None` where there are no such tokens.
    pub(crate) fn place(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let last = tokens.end.checked_sub(1).filter(|last| *last >= tokens.start)?;
        Some(self.tokens.get(tokens.start)?.start..self.tokens.get(last)?.end)
    }
}
