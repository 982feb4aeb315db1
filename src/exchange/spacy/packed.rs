//! `MessagePack` as values that borrow from the bytes. No more is kept than the bytes say.

use rmp::Marker;
use serde_json::Value;

/// How deep values may be nested: spaCy's own are at four.
const DEPTH: usize = 32;

/// A value. Text, bytes and keys of any kind are told apart, as spaCy does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Packed<'b> {
    Null,
    Bool(bool),
    /// A whole number that is not negative.
    Number(u64),
    /// A whole number that is.
    Negative(i64),
    Float(f64),
    Text(&'b str),
    Bytes(&'b [u8]),
    List(Vec<Packed<'b>>),
    Map(Vec<(Packed<'b>, Packed<'b>)>),
    /// A kind of value that another library has added.
    Other,
}

/// The value that all of `bytes` are; else what is wrong, and at which byte.
pub(super) fn unpack(bytes: &[u8]) -> Result<Packed<'_>, String> {
    let mut cursor = Cursor { bytes, at: 0 };
    let value = cursor.value(0)?;
    if cursor.at < bytes.len() {
        return Err(format!("there is more after the value that ends at byte {}", cursor.at));
    }
    Ok(value)
}

impl<'b> Packed<'b> {
    /// The value at a key of text.
    pub(super) fn get(&self, key: &str) -> Option<&Packed<'b>> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(name, _)| *name == Packed::Text(key)).map(|(_, value)| value)
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self) -> &[Packed<'b>] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The pairs of a map; none of anything else.
    pub(super) fn pairs(&self) -> &[(Packed<'b>, Packed<'b>)] {
        if let Self::Map(pairs) = self { pairs } else { &[] }
    }

    /// The text.
    pub(super) fn text(&self) -> Option<&'b str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> Option<&'b [u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// The number.
    pub(super) fn number(&self) -> Option<u64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The value as JSON has it, if it can.
    pub(super) fn json(&self) -> Option<Value> {
        Some(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::Negative(value) => (*value).into(),
            Self::Float(value) => serde_json::Number::from_f64(*value)?.into(),
            Self::Text(text) => (*text).into(),
            Self::List(items) => items.iter().map(Self::json).collect::<Option<Vec<Value>>>()?.into(),
            Self::Map(pairs) => {
                let pair = |(key, value): &(Self, Self)| Some((key.text()?.to_owned(), value.json()?));
                Value::Object(pairs.iter().map(pair).collect::<Option<_>>()?)
            }
            Self::Bytes(_) | Self::Other => return None,
        })
    }
}

struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], String> {
        let end = self.at.checked_add(len);
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let cut =
            || format!("it ends at byte {}, in the middle of a value: it was cut off", self.bytes.len());
        let taken = taken.ok_or_else(cut)?;
        self.at += len;
        Ok(taken)
    }

    /// A whole number of `len` bytes, the highest first.
    fn whole(&mut self, len: usize) -> Result<u64, String> {
        Ok(self.take(len)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The same with a sign.
    fn signed(&mut self, len: usize) -> Result<Packed<'b>, String> {
        let shift = 64 - 8 * len as u32;
        let number = (self.whole(len)? << shift).cast_signed() >> shift;
        Ok(u64::try_from(number).map_or(Packed::Negative(number), Packed::Number))
    }

    fn len(&mut self, len: usize) -> Result<usize, String> {
        let number = self.whole(len)?;
        usize::try_from(number).map_err(|_| format!("a length of {number} is too large"))
    }

    fn text(&mut self, len: usize) -> Result<Packed<'b>, String> {
        let start = self.at;
        let text = str::from_utf8(self.take(len)?);
        text.map(Packed::Text).map_err(|error| format!("byte {} is no UTF-8", start + error.valid_up_to()))
    }

    fn list(&mut self, len: usize, depth: usize) -> Result<Packed<'b>, String> {
        // What a length promises is not made room for: each item has to be there first.
        let mut items = Vec::new();
        for _ in 0..len {
            items.push(self.value(depth + 1)?);
        }
        Ok(Packed::List(items))
    }

    fn map(&mut self, len: usize, depth: usize) -> Result<Packed<'b>, String> {
        let mut pairs = Vec::new();
        for _ in 0..len {
            pairs.push((self.value(depth + 1)?, self.value(depth + 1)?));
        }
        Ok(Packed::Map(pairs))
    }

    fn other(&mut self, len: usize) -> Result<Packed<'b>, String> {
        self.take(len + 1).map(|_| Packed::Other)
    }

    fn value(&mut self, depth: usize) -> Result<Packed<'b>, String> {
        if depth > DEPTH {
            return Err(format!("values are nested more than {DEPTH} deep at byte {}", self.at));
        }
        let marker = Marker::from_u8(self.take(1)?.first().copied().unwrap_or_default());
        match marker {
            Marker::Null => Ok(Packed::Null),
            Marker::True => Ok(Packed::Bool(true)),
            Marker::False => Ok(Packed::Bool(false)),
            Marker::FixPos(number) => Ok(Packed::Number(number.into())),
            Marker::FixNeg(number) => Ok(Packed::Negative(number.into())),
            Marker::U8 => self.whole(1).map(Packed::Number),
            Marker::U16 => self.whole(2).map(Packed::Number),
            Marker::U32 => self.whole(4).map(Packed::Number),
            Marker::U64 => self.whole(8).map(Packed::Number),
            Marker::I8 => self.signed(1),
            Marker::I16 => self.signed(2),
            Marker::I32 => self.signed(4),
            Marker::I64 => self.signed(8),
            Marker::F32 => Ok(Packed::Float(f32::from_bits(self.whole(4)? as u32).into())),
            Marker::F64 => Ok(Packed::Float(f64::from_bits(self.whole(8)?))),
            Marker::FixStr(len) => self.text(len.into()),
            Marker::Str8 => self.len(1).and_then(|len| self.text(len)),
            Marker::Str16 => self.len(2).and_then(|len| self.text(len)),
            Marker::Str32 => self.len(4).and_then(|len| self.text(len)),
            Marker::Bin8 => self.len(1).and_then(|len| self.take(len)).map(Packed::Bytes),
            Marker::Bin16 => self.len(2).and_then(|len| self.take(len)).map(Packed::Bytes),
            Marker::Bin32 => self.len(4).and_then(|len| self.take(len)).map(Packed::Bytes),
            Marker::FixArray(len) => self.list(len.into(), depth),
            Marker::Array16 => self.len(2).and_then(|len| self.list(len, depth)),
            Marker::Array32 => self.len(4).and_then(|len| self.list(len, depth)),
            Marker::FixMap(len) => self.map(len.into(), depth),
            Marker::Map16 => self.len(2).and_then(|len| self.map(len, depth)),
            Marker::Map32 => self.len(4).and_then(|len| self.map(len, depth)),
            Marker::FixExt1 => self.other(1),
            Marker::FixExt2 => self.other(2),
            Marker::FixExt4 => self.other(4),
            Marker::FixExt8 => self.other(8),
            Marker::FixExt16 => self.other(16),
            Marker::Ext8 => self.len(1).and_then(|len| self.other(len)),
            Marker::Ext16 => self.len(2).and_then(|len| self.other(len)),
            Marker::Ext32 => self.len(4).and_then(|len| self.other(len)),
            Marker::Reserved => Err(format!("byte {} begins no value", self.at - 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let bytes = b"\x85\xa1a\xc0\xa1b\x93\xc3\x7f\xff\xc4\x01x\xd1\xff\x00\x92\xa1k\x01\xcb\x3f\xf8\0\0\0\0\0\0\xa1e\xd5\x01\0\0";
        let value = unpack(bytes).unwrap();
        assert_eq!(
            value.get("b").unwrap().items(),
            [Packed::Bool(true), Packed::Number(127), Packed::Negative(-1)]
        );
        assert_eq!(value.pairs()[2], (Packed::Bytes(b"x"), Packed::Negative(-256)));
        assert_eq!(value.pairs()[3].1, Packed::Float(1.5));
        assert_eq!(value.get("e"), Some(&Packed::Other));
        for len in 0..bytes.len() {
            assert!(unpack(&bytes[..len]).unwrap_err().contains("cut off"), "{len}");
        }
    }

    #[test]
    fn what_promises_more_than_it_has_is_refused_at_once() {
        for bytes in
            [b"\xdd\xff\xff\xff\xff".as_slice(), b"\xc6\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff\x01"]
        {
            assert!(unpack(bytes).unwrap_err().contains("cut off"));
        }
        assert!(unpack(&[0x91; 100]).unwrap_err().contains("nested"));
        assert!(unpack(b"\xc1").unwrap_err().contains("begins no value"));
        assert!(unpack(b"\xa2\xff\xff").unwrap_err().contains("byte 1 is no UTF-8"));
        assert!(unpack(b"\x01\x01").unwrap_err().contains("more after"));
    }
}
