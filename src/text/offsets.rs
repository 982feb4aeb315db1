//! Offsets in the three units that formats count in, and conversion between them.
//!
//! Inside the program every offset is a UTF-8 byte. Exchange formats count code points (Python) or UTF-16 units
//! (JavaScript, Java), so each article keeps an [`OffsetIndex`]: one checkpoint per 256 bytes, found
//! directly for a byte and by binary search for the other units, and at most one stride of text read from there.
//! A text that is all ASCII needs no checkpoint, since the three units are then the same.

use std::fmt;

use memchr::memchr2_iter;
use thiserror::Error;

/// Distance in bytes between two checkpoints: a conversion reads at most this much text.
const STRIDE: usize = 256;

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OffsetUnit {
    /// UTF-8 bytes: all offsets inside the program, and its own files.
    Byte,
    /// Unicode code points: what Python counts.
    CodePoint,
    /// UTF-16 code units: what JavaScript and Java count.
    Utf16,
}

impl OffsetUnit {
    /// Returns the length of `text` in this unit. Reads all of it; an [`OffsetIndex`] knows it at once.
    pub fn length(self, text: &str) -> usize {
        let count = Position::default().advanced(text.as_bytes());
        count.get(self)
    }
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Byte => "bytes",
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 units",
        })
    }
}

/// An offset that is no place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OffsetError {
    /// The offset is greater than the length of the text.
    #[error("offset {offset} is beyond the end of the text, which has {length} {unit}")]
    BeyondEnd {
        /// The unit of `offset` and `length`.
        unit: OffsetUnit,
        /// The offset asked for.
        offset: usize,
        /// The length of the text.
        length: usize,
    },
    /// The byte offset is between two bytes of one code point.
    #[error("byte {byte} is inside the code point that starts at byte {start}")]
    InsideCodePoint {
        /// The offset asked for, in bytes.
        byte: usize,
        /// Where the code point starts, in bytes.
        start: usize,
    },
    /// The UTF-16 offset is between the two halves of a surrogate pair.
    #[error("UTF-16 offset {offset} is inside the surrogate pair that starts at {start}")]
    InsideSurrogatePair {
        /// The offset asked for, in UTF-16 units.
        offset: usize,
        /// Where the pair starts, in UTF-16 units.
        start: usize,
    },
}

/// One place in a text, in all three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Position {
    byte: usize,
    code_point: usize,
    utf16: usize,
}

impl Position {
    fn get(self, unit: OffsetUnit) -> usize {
        match unit {
            OffsetUnit::Byte => self.byte,
            OffsetUnit::CodePoint => self.code_point,
            OffsetUnit::Utf16 => self.utf16,
        }
    }

    /// Returns the place after `bytes`, which must be whole code points that follow this place.
    fn advanced(self, bytes: &[u8]) -> Self {
        // Every byte but a continuation byte starts a code point; a four-byte one is a surrogate pair.
        let code_points = bytes.iter().filter(|&&byte| (byte & 0xC0) != 0x80).count();
        let astral = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
        Self {
            byte: self.byte + bytes.len(),
            code_point: self.code_point + code_points,
            utf16: self.utf16 + code_points + astral,
        }
    }
}

/// Converts offsets of one text between the three units, reading at most 256 bytes each time.
///
/// The index does not hold the text; every call must be given the text that it was made from. Another text
/// gives meaningless numbers, never a panic.
#[derive(Clone, Debug)]
pub struct OffsetIndex {
    end: Position,
    /// The place at or just before every multiple of `STRIDE`; empty when the text is ASCII.
    checkpoints: Vec<Position>,
}

impl OffsetIndex {
    /// Builds the index of `text`, reading it once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            let length = text.len();
            let end = Position { byte: length, code_point: length, utf16: length };
            return Self { end, checkpoints: Vec::new() };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut place = Position::default();
        while place.byte + STRIDE < text.len() {
            checkpoints.push(place);
            let next = text.floor_char_boundary(checkpoints.len() * STRIDE);
            place = place.advanced(&text.as_bytes()[place.byte..next]);
        }
        checkpoints.push(place);
        Self { end: place.advanced(&text.as_bytes()[place.byte..]), checkpoints }
    }

    /// Returns the length of the text in `unit`.
    pub fn length(&self, unit: OffsetUnit) -> usize {
        self.end.get(unit)
    }

    /// Converts the byte offset `byte` of `text` to `unit`.
    ///
    /// Fails when it is beyond the end or inside a code point.
    pub fn from_byte(&self, text: &str, unit: OffsetUnit, byte: usize) -> Result<usize, OffsetError> {
        if byte > self.end.byte {
            return Err(OffsetError::BeyondEnd {
                unit: OffsetUnit::Byte,
                offset: byte,
                length: self.end.byte,
            });
        }
        if !text.is_char_boundary(byte) {
            return Err(OffsetError::InsideCodePoint { byte, start: text.floor_char_boundary(byte) });
        }
        if unit == OffsetUnit::Byte || self.checkpoints.is_empty() {
            return Ok(byte);
        }
        // A checkpoint stands at or before its multiple of the stride, so the one of this stride is never too far.
        let number = (byte / STRIDE).min(self.checkpoints.len() - 1);
        let place = self.checkpoints[number];
        let between = text.as_bytes().get(place.byte..byte).unwrap_or_default();
        Ok(place.advanced(between).get(unit))
    }

    /// Converts `offset`, counted in `unit`, to a byte offset of `text`.
    ///
    /// Fails when it is beyond the end, inside a code point (bytes) or inside a surrogate pair (UTF-16).
    pub fn to_byte(&self, text: &str, unit: OffsetUnit, offset: usize) -> Result<usize, OffsetError> {
        let length = self.end.get(unit);
        if offset > length {
            return Err(OffsetError::BeyondEnd { unit, offset, length });
        }
        if unit == OffsetUnit::Byte {
            return self.from_byte(text, unit, offset);
        }
        if self.checkpoints.is_empty() {
            return Ok(offset);
        }
        let number = self.checkpoints.partition_point(|place| place.get(unit) <= offset).saturating_sub(1);
        let mut place = self.checkpoints[number];
        for character in text.get(place.byte..).unwrap_or_default().chars() {
            if place.get(unit) >= offset {
                break;
            }
            let start = place.utf16;
            place.byte += character.len_utf8();
            place.code_point += 1;
            place.utf16 += character.len_utf16();
            if place.get(unit) > offset {
                return Err(OffsetError::InsideSurrogatePair { offset, start });
            }
        }
        Ok(place.byte)
    }
}

/// Returns the line and the column, in code points and both from 1, of the byte offset `byte` in `text`.
///
/// Lines end at LF, CR LF and CR, as editors count them. An offset beyond the end or inside a code point is moved
/// back to the nearest place. Reads all text before `byte`: this is for messages, not for the text view.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let byte = text.floor_char_boundary(byte);
    let bytes = text.as_bytes();
    let (mut line, mut line_start) = (1, 0);
    for at in memchr2_iter(b'\n', b'\r', &bytes[..byte]) {
        let is_first_half = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if !is_first_half {
            line += 1;
            line_start = at + 1;
        }
    }
    (line, text[line_start..byte].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Finds `needle` in `text` and returns its span in each unit: code points, UTF-16.
    fn spans(text: &str, needle: &str) -> [(usize, usize); 2] {
        let index = OffsetIndex::new(text);
        let start = text.find(needle).unwrap();
        let end = start + needle.len();
        [OffsetUnit::CodePoint, OffsetUnit::Utf16].map(|unit| {
            (index.from_byte(text, unit, start).unwrap(), index.from_byte(text, unit, end).unwrap())
        })
    }

    #[test]
    fn emoji_count_differently_in_each_unit() {
        assert_eq!(spans("👨🏻‍🚒 firemen drive firetrucks", "firetrucks"), [(19, 29), (22, 32)]);
        assert_eq!(spans("💩This is an annotation.", "annotation"), [(12, 22), (13, 23)]);
        assert_eq!(spans("e\u{301} é β-catenin", "β-catenin"), [(5, 14), (5, 14)]);
    }

    #[test]
    fn errors_name_the_place() {
        let text = "a💩b";
        let index = OffsetIndex::new(text);
        assert_eq!(
            index.to_byte(text, OffsetUnit::Utf16, 2),
            Err(OffsetError::InsideSurrogatePair { offset: 2, start: 1 })
        );
        assert_eq!(
            index.from_byte(text, OffsetUnit::CodePoint, 3),
            Err(OffsetError::InsideCodePoint { byte: 3, start: 1 })
        );
        let error = index.to_byte(text, OffsetUnit::CodePoint, 4).unwrap_err();
        assert_eq!(error, OffsetError::BeyondEnd { unit: OffsetUnit::CodePoint, offset: 4, length: 3 });
        assert_eq!(error.to_string(), "offset 4 is beyond the end of the text, which has 3 code points");
        assert!(index.to_byte(text, OffsetUnit::Byte, 2).is_err());
        assert_eq!(index.to_byte(text, OffsetUnit::Byte, 5), Ok(5));
    }

    #[test]
    fn ascii_needs_no_checkpoints() {
        let text = "word ".repeat(10_000);
        let index = OffsetIndex::new(&text);
        assert!(index.checkpoints.is_empty());
        assert_eq!(index.to_byte(&text, OffsetUnit::Utf16, 50_000), Ok(50_000));
        assert!(index.to_byte(&text, OffsetUnit::Utf16, 50_001).is_err());
    }

    #[test]
    fn long_texts_convert_on_both_sides_of_every_checkpoint() {
        for filler in ["é", "中", "💩", "a💩", "e\u{301}x", "\r\nع"] {
            let text = filler.repeat(2_500);
            let index = OffsetIndex::new(&text);
            let mut place = Position::default();
            for character in text.chars() {
                assert_eq!(index.from_byte(&text, OffsetUnit::CodePoint, place.byte), Ok(place.code_point));
                assert_eq!(index.to_byte(&text, OffsetUnit::Utf16, place.utf16), Ok(place.byte));
                place.byte += character.len_utf8();
                place.code_point += 1;
                place.utf16 += character.len_utf16();
            }
            assert_eq!(index.end, place);
        }
    }

    #[test]
    fn another_text_does_not_panic() {
        let index = OffsetIndex::new(&"é".repeat(3_000));
        for offset in 0..=3_000 {
            let _ignored = index.to_byte("💩", OffsetUnit::CodePoint, offset);
            let _ignored = index.from_byte("💩", OffsetUnit::CodePoint, offset);
        }
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let text = "one\r\ntwö x\rthree\n\n5";
        let at = |needle: &str| line_column(text, text.find(needle).unwrap());
        assert_eq!((at("one"), at("tw")), ((1, 1), (2, 1)));
        assert_eq!((at("x"), at("three"), at("5")), ((2, 5), (3, 1), (5, 1)));
        assert_eq!(line_column(text, 9_999), (5, 2));
        assert_eq!(line_column("", 0), (1, 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn conversion_agrees_with_counting(text in "(?s)(.|a|é|中|💩|\r\n){0,60}", pick in any::<prop::sample::Index>()) {
            // Repeated, so that most texts are longer than one stride.
            let text = text.repeat(20);
            let index = OffsetIndex::new(&text);
            let byte = text.floor_char_boundary(pick.index(text.len() + 1));
            let code_point = text[..byte].chars().count();
            let utf16 = text[..byte].encode_utf16().count();
            prop_assert_eq!(index.from_byte(&text, OffsetUnit::CodePoint, byte), Ok(code_point));
            prop_assert_eq!(index.from_byte(&text, OffsetUnit::Utf16, byte), Ok(utf16));
            prop_assert_eq!(index.to_byte(&text, OffsetUnit::CodePoint, code_point), Ok(byte));
            prop_assert_eq!(index.to_byte(&text, OffsetUnit::Utf16, utf16), Ok(byte));
            prop_assert_eq!(index.length(OffsetUnit::Utf16), OffsetUnit::Utf16.length(&text));
        }

        #[test]
        fn every_offset_is_a_place_or_an_error(text in "(?s)(.|a|é|中|💩|\r\n){0,60}", offset in 0..600_usize) {
            let index = OffsetIndex::new(&text);
            for unit in [OffsetUnit::Byte, OffsetUnit::CodePoint, OffsetUnit::Utf16] {
                match index.to_byte(&text, unit, offset) {
                    Ok(byte) => prop_assert_eq!(index.from_byte(&text, unit, byte), Ok(offset)),
                    Err(OffsetError::BeyondEnd { length, .. }) => prop_assert!(offset > length),
                    Err(OffsetError::InsideSurrogatePair { start, .. }) => prop_assert_eq!(start + 1, offset),
                    Err(OffsetError::InsideCodePoint { start, .. }) => prop_assert!(start < offset),
                }
            }
        }
    }
}
