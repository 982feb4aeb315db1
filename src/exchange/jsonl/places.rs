//! Places in a body: offsets in the unit of a file, to and from spans.

use serde::Deserialize;

use super::error::PartError;
use crate::exchange::json::input::{Text, object};
use crate::exchange::json::output::{Object, array, bare};
use crate::model::body::Body;
use crate::model::span::{Span, Spans};
use crate::text::offsets::OffsetUnit;

/// A body, and the unit in which a file counts its offsets.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) body: &'a Body,
    pub(super) unit: OffsetUnit,
    /// Whether the words of the body are left out where they are written.
    pub(super) is_silent: bool,
}

object! {
    /// A stretch of text that stands alone in an object.
    Stretch {
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
    }
}

/// Start and end of one of several spans.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Fragment(usize, usize);

impl Stretch<'_> {
    /// Whether nothing says where it is.
    pub(super) fn is_nowhere(&self) -> bool {
        self.start.is_none() && self.end.is_none() && self.fragments.is_none()
    }
}

impl<'a> Places<'a> {
    pub(super) fn new(body: &'a Body, unit: OffsetUnit) -> Self {
        Self { body, unit, is_silent: false }
    }

    /// The span from `start` to `end`, counted in the unit of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Result<Span, PartError> {
        if start >= end {
            return Err(PartError::EmptySpan { start, end, unit: self.unit });
        }
        let (text, offsets) = (self.body.text(), self.body.offsets());
        let first = offsets.to_byte(text, self.unit, start)?;
        let last = offsets.to_byte(text, self.unit, end)?;
        Ok(Span::new(first, last)?)
    }

    /// The spans of `stretch`. Its text, when given, must be the text from the first start to the last end.
    pub(super) fn spans(&self, stretch: &Stretch<'_>) -> Result<Spans, PartError> {
        let spans = match &stretch.fragments {
            Some(fragments) if !fragments.is_empty() => self.fragments(fragments, stretch)?,
            _ => {
                let start = stretch.start.ok_or(PartError::Missing { key: "start" })?;
                let end = stretch.end.ok_or(PartError::Missing { key: "end" })?;
                Spans::from(self.span(start, end)?)
            }
        };
        match &stretch.text {
            Some(text) if self.body.quote(spans.hull()) != text.as_str() => {
                Err(self.other_text(text.as_str(), spans.hull()))
            }
            _ => Ok(spans),
        }
    }

    fn fragments(&self, fragments: &[Fragment], stretch: &Stretch<'_>) -> Result<Spans, PartError> {
        let spans = fragments.iter().map(|&Fragment(start, end)| self.span(start, end));
        let spans = Spans::new(spans.collect::<Result<Vec<_>, _>>()?)?;
        let first = fragments.iter().map(|fragment| fragment.0).min().unwrap_or_default();
        let last = fragments.iter().map(|fragment| fragment.1).max().unwrap_or_default();
        let (start, end) = (stretch.start.unwrap_or(first), stretch.end.unwrap_or(last));
        if (start, end) == (first, last) {
            Ok(spans)
        } else {
            Err(PartError::Hull { first, last, start, end })
        }
    }

    fn other_text(&self, given: &str, span: Span) -> PartError {
        PartError::OtherText {
            given: given.to_owned(),
            found: self.body.quote(span).to_owned(),
            start: self.offset(span.start()),
            end: self.offset(span.end()),
            unit: self.unit,
        }
    }

    /// The byte offset `byte` in the unit of the file. A span of another body would give its bytes.
    pub(super) fn offset(&self, byte: usize) -> usize {
        self.body.offsets().from_byte(self.body.text(), self.unit, byte).unwrap_or(byte)
    }

    /// Writes start, end and text.
    pub(super) fn write(&self, object: &mut Object<'_>, spans: &Spans) {
        let hull = spans.hull();
        object.raw("start", self.offset(hull.start()));
        object.raw("end", self.offset(hull.end()));
        if !self.is_silent {
            object.text("text", self.body.quote(hull));
        }
    }

    /// Writes the fragments of a discontinuous place.
    pub(super) fn write_fragments(&self, object: &mut Object<'_>, spans: &Spans) {
        if spans.is_discontinuous() {
            array(object.key("fragments"), spans.iter(), |out, span| {
                array(out, [span.start(), span.end()], |out, byte| bare(out, self.offset(byte)));
            });
        }
    }
}

/// The name of a unit in a file.
pub(super) fn unit_name(unit: OffsetUnit) -> &'static str {
    match unit {
        OffsetUnit::CodePoint => "code_point",
        OffsetUnit::Utf16 => "utf16",
        OffsetUnit::Byte => "byte",
    }
}

/// The unit of that name. Some names that other programs use are understood as well.
pub(super) fn unit_from_name(name: &str) -> Result<OffsetUnit, PartError> {
    Ok(match name {
        "code_point" | "code_points" | "code-points" => OffsetUnit::CodePoint,
        "utf16" | "utf-16" => OffsetUnit::Utf16,
        "byte" | "bytes" => OffsetUnit::Byte,
        other => return Err(PartError::not_a_word("offset_unit", other, ["code_point", "utf16", "byte"])),
    })
}
