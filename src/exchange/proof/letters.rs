//! A text as far as it comes back, and places in it.

use std::borrow::Cow;

use super::ComesBack;
use crate::model::span::Spans;

/// What tells a place from others: from where to where each piece goes, or the words there.
pub(super) type Place = (Vec<(usize, usize)>, Option<String>);

/// A text as far as it comes back.
pub(super) struct Letters<'t> {
    text: &'t str,
    comes_back: ComesBack,
    /// Where the letters stand, in bytes, if they alone come back.
    places: Vec<usize>,
}

impl<'t> Letters<'t> {
    /// Of a text that was exported, or has come back.
    pub(super) fn new(text: &'t str, comes_back: ComesBack) -> Self {
        let places = match comes_back {
            ComesBack::Letters => {
                let signs = text.char_indices().filter(|(_, sign)| !sign.is_whitespace());
                signs.map(|(place, _)| place).collect()
            }
            _ => Vec::new(),
        };
        Self { text, comes_back, places }
    }

    /// What tells the text from others; nothing where it is cut into pieces.
    pub(super) fn hash(&self) -> blake3::Hash {
        match self.comes_back {
            ComesBack::Nothing | ComesBack::Words => blake3::hash(b""),
            ComesBack::Letters => blake3::hash(without_space(self.text).as_bytes()),
            ComesBack::Texts | ComesBack::Everything => blake3::hash(self.text.as_bytes()),
        }
    }

    /// The place of a mark.
    pub(super) fn place(&self, spans: &Spans) -> Place {
        let pieces = spans.iter();
        match self.comes_back {
            ComesBack::Nothing | ComesBack::Words => {
                let words = pieces.filter_map(|span| self.text.get(span.range()));
                (Vec::new(), Some(words.map(without_space).collect()))
            }
            ComesBack::Letters => {
                let letter = |byte| self.places.partition_point(|place| *place < byte);
                (pieces.map(|span| (letter(span.start()), letter(span.end()))).collect(), None)
            }
            ComesBack::Texts | ComesBack::Everything => (self.pieces(spans), None),
        }
    }

    /// Where the pieces of a mark stand, in bytes. Those that only a line break parts are one: some formats cannot have
    /// them otherwise.
    fn pieces(&self, spans: &Spans) -> Vec<(usize, usize)> {
        let mut pieces: Vec<(usize, usize)> = Vec::with_capacity(spans.iter().len());
        for span in spans.iter() {
            let is_break = |between: &str| between.chars().all(|sign| ['\n', '\r'].contains(&sign));
            match pieces.last_mut() {
                Some((_, end)) if self.text.get(*end..span.start()).is_some_and(is_break) => {
                    *end = span.end();
                }
                _ => pieces.push((span.start(), span.end())),
            }
        }
        pieces
    }
}

fn without_space(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        text.split_whitespace().collect::<String>().into()
    } else {
        text.into()
    }
}
