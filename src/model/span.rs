//! Where something stands in a body.

use std::ops::Range;

use smallvec::SmallVec;
use thiserror::Error;

/// A non-empty half-open range of UTF-8 bytes.
///
/// That both ends lie in a certain body, on code point boundaries, is checked where a body is at hand:
/// by [`super::body::Body::span`] and by every edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why a range is no span of a body. Offsets are UTF-8 bytes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SpanError {
    /// The range holds nothing.
    #[error("the span {start}..{end} is empty or runs backwards")]
    Empty {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// The range leaves the body.
    #[error("the span {start}..{end} ends outside the text, which has {length} bytes")]
    Outside {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// Length of the body in bytes.
        length: usize,
    },
    /// An end lies inside a code point.
    #[error("byte {offset} lies inside the character {character:?}")]
    InsideCodePoint {
        /// The offending byte.
        offset: usize,
        /// The code point that it would cut.
        character: char,
    },
    /// There is no span at all.
    #[error("an annotation needs at least one span")]
    None,
    /// Two spans of one annotation share text or are out of order.
    #[error("the spans of one annotation must follow each other without overlap, byte {offset} does not")]
    Overlap {
        /// Where the second of the two starts, in bytes.
        offset: usize,
    },
}

impl Span {
    /// The span from byte `start` to byte `end`, which must be larger.
    pub fn new(start: usize, end: usize) -> Result<Self, SpanError> {
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(first), Ok(last)) if first < last => Ok(Self { start: first, end: last }),
            (Ok(_), Ok(_)) => Err(SpanError::Empty { start, end }),
            _ => Err(SpanError::Outside { start, end, length: u32::MAX as usize }),
        }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The span as a range of bytes.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether byte `offset` lies in the span.
    pub const fn contains(self, offset: usize) -> bool {
        self.start as usize <= offset && offset < self.end as usize
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in this span.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One or more spans in order, without overlap: the place of an annotation, which may be discontinuous.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spans(SmallVec<[Span; 1]>);

impl Spans {
    /// Sorts `spans`; they must not be empty and not overlap. Touching is allowed.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Result<Self, SpanError> {
        let mut spans: SmallVec<[Span; 1]> = spans.into_iter().collect();
        spans.sort_unstable();
        if spans.is_empty() {
            return Err(SpanError::None);
        }
        match spans.windows(2).find(|pair| pair[1].start < pair[0].end) {
            Some(pair) => Err(SpanError::Overlap { offset: pair[1].start() }),
            None => Ok(Self(spans)),
        }
    }

    /// The spans in order, at least one.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// The spans in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// From the first start to the last end, gaps included.
    pub fn hull(&self) -> Span {
        // Neither index can fail: there is at least one span.
        Span { start: self.0[0].start, end: self.0[self.0.len() - 1].end }
    }

    /// First byte of the first span.
    pub fn start(&self) -> usize {
        self.hull().start()
    }

    /// Byte after the last of the last span.
    pub fn end(&self) -> usize {
        self.hull().end()
    }

    /// Whether there is a gap.
    pub fn is_discontinuous(&self) -> bool {
        self.0.len() > 1
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self(SmallVec::from_buf([span]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_backward_spans_cannot_be_made() {
        assert_eq!(Span::new(3, 3), Err(SpanError::Empty { start: 3, end: 3 }));
        assert_eq!(Span::new(4, 3), Err(SpanError::Empty { start: 4, end: 3 }));
    }

    #[test]
    fn spans_sort_touch_and_refuse_overlap() {
        let span = |start, end| Span::new(start, end).unwrap();
        let spans = Spans::new([span(5, 7), span(0, 5)]).unwrap();
        assert_eq!(spans.as_slice(), [span(0, 5), span(5, 7)]);
        assert_eq!(spans.hull(), span(0, 7));
        assert_eq!(Spans::new([span(0, 5), span(4, 7)]), Err(SpanError::Overlap { offset: 4 }));
        assert_eq!(Spans::new([]), Err(SpanError::None));
    }
}
