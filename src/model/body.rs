//! The immutable text of an article.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::span::{Span, SpanError, Spans};
use crate::text::offsets::OffsetIndex;

/// The BLAKE3 hash of a body's UTF-8 bytes: guards the body against change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyHash([u8; 32]);

impl BodyHash {
    /// The hash of `text`.
    pub fn of(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }

    /// The hash's 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for BodyHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for BodyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for BodyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::str::FromStr for BodyHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotAHash);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).map_err(|_| NotAHash)?;
        }
        Ok(Self(bytes))
    }
}

/// A string is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a hash of 64 hexadecimal digits")]
pub struct NotAHash;

/// A body: text that never changes after import, with its hash and an index of its offsets.
#[derive(Clone)]
pub struct Body(Arc<Inner>);

struct Inner {
    text: Box<str>,
    hash: BodyHash,
    index: OnceLock<OffsetIndex>,
}

impl Body {
    /// Takes `text` as it is.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let hash = BodyHash::of(&text);
        Self(Arc::new(Inner { text, hash, index: OnceLock::new() }))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The hash of the text.
    pub fn hash(&self) -> BodyHash {
        self.0.hash
    }

    /// Converts offsets; built when first asked for.
    pub fn offsets(&self) -> &OffsetIndex {
        self.0.index.get_or_init(|| OffsetIndex::new(&self.0.text))
    }

    /// The span from byte `start` to byte `end` of this body.
    pub fn span(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        let span = Span::new(start, end)?;
        self.check(span)?;
        Ok(span)
    }

    /// Whether `span` lies in this body with both ends on code point boundaries.
    pub fn check(&self, span: Span) -> Result<(), SpanError> {
        let text = self.text();
        let (start, end) = (span.start(), span.end());
        if end > text.len() {
            return Err(SpanError::Outside { start, end, length: text.len() });
        }
        [start, end].into_iter().find(|&offset| !text.is_char_boundary(offset)).map_or(Ok(()), |offset| {
            let first = text.floor_char_boundary(offset);
            let character = text[first..].chars().next().unwrap_or('\u{fffd}');
            Err(SpanError::InsideCodePoint { offset, character })
        })
    }

    /// Checks every span of `spans`.
    pub fn check_all(&self, spans: &Spans) -> Result<(), SpanError> {
        spans.iter().try_for_each(|span| self.check(span))
    }

    /// The text of `span`, or "" where it is no span of this body.
    pub fn quote(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or_default()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.0.hash == other.0.hash && self.0.text == other.0.text
    }
}

impl Eq for Body {}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Body({} bytes, {})", self.0.text.len(), self.0.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_must_lie_on_code_point_boundaries_of_the_body() {
        let body = Body::new("é👨🏻‍🚒 firemen");
        assert_eq!(body.quote(body.span(0, 2).unwrap()), "é");
        assert_eq!(body.span(1, 2), Err(SpanError::InsideCodePoint { offset: 1, character: 'é' }));
        assert!(matches!(body.span(0, 99), Err(SpanError::Outside { length: 25, .. })));
    }

    #[test]
    fn a_hash_reads_what_it_writes() {
        let hash = Body::new("ش").hash();
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("zz".parse::<BodyHash>(), Err(NotAHash));
    }
}
