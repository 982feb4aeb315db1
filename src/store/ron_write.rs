//! Writes rows as RON on one line.
//!
//! Own code because `ron` escapes every combining mark and joiner and cannot leave out empty fields: here only `"`, `\`,
//! control characters, U+2028, U+2029 and the controls of bidirectional text are escaped, and a field that is `None`,
//! false, or an empty string, list or map is left out. What is written is read back by `ron` itself.

use std::fmt::{self, Display, Write as _};

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

/// `value` as RON on one line.
pub(super) fn to_ron(value: &impl Serialize) -> String {
    let mut writer = Writer::default();
    // Writing to a string cannot fail, and rows hold nothing that RON cannot.
    if let Err(err) = value.serialize(&mut writer) {
        unreachable!("a row cannot be written: {err}");
    }
    writer.out
}

/// `text` as a RON string.
pub(super) fn quoted(text: &str) -> String {
    let mut writer = Writer::default();
    writer.string(text);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether the last value written may be left out of a struct.
    is_empty: bool,
}

#[derive(Debug)]
struct WriteError(String);

impl Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

impl ser::Error for WriteError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl From<fmt::Error> for WriteError {
    fn from(err: fmt::Error) -> Self {
        Self(err.to_string())
    }
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some((place, character)) =
            rest.char_indices().find(|&(_, character)| needs_escape(character))
        {
            self.out.push_str(&rest[..place]);
            self.escape(character);
            rest = &rest[place + character.len_utf8()..];
        }
        self.out.push_str(rest);
        self.out.push('"');
        self.is_empty = text.is_empty();
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            other => self.out.extend(other.escape_unicode()),
        }
    }

    fn number(&mut self, number: impl Display) -> Result<(), WriteError> {
        write!(self.out, "{number}")?;
        self.is_empty = false;
        Ok(())
    }

    fn open(&mut self, bracket: char) -> Compound<'_> {
        self.out.push(bracket);
        let close = match bracket {
            '[' => ']',
            '{' => '}',
            _ => ')',
        };
        Compound { writer: self, close, is_first: true }
    }
}

fn needs_escape(character: char) -> bool {
    matches!(character,
        '"' | '\\' | '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

struct Compound<'a> {
    writer: &'a mut Writer,
    close: char,
    is_first: bool,
}

impl Compound<'_> {
    fn separate(&mut self) {
        if !self.is_first {
            self.writer.out.push_str(", ");
        }
        self.is_first = false;
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), WriteError> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), WriteError> {
        let (length, was_first) = (self.writer.out.len(), self.is_first);
        self.separate();
        self.writer.out.push_str(name);
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)?;
        if self.writer.is_empty {
            self.writer.out.truncate(length);
            self.is_first = was_first;
        }
        Ok(())
    }

    fn close(self) {
        self.writer.out.push(self.close);
        self.writer.is_empty = self.is_first && self.close != ')';
    }
}

type Written = Result<(), WriteError>;

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Written {
            self.number(value)
        }
    )*};
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    numbers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64
    );

    fn serialize_bool(self, value: bool) -> Written {
        self.number(value)?;
        self.is_empty = !value;
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Written {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Written {
        self.out.push_str("None");
        self.is_empty = true;
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(&mut *self)?;
        // `Some(false)` says something that a missing field does not.
        self.is_empty = false;
        Ok(())
    }

    fn serialize_unit(self) -> Written {
        self.out.push_str("()");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.number(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(&mut *self)?;
        self.is_empty = false;
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.out.push_str(variant);
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        self.is_empty = false;
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, WriteError> {
        Ok(self.open('['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, WriteError> {
        Ok(self.open('('))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, WriteError> {
        Ok(self.open('('))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, WriteError> {
        self.out.push_str(variant);
        Ok(self.open('('))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, WriteError> {
        Ok(self.open('{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, WriteError> {
        Ok(self.open('('))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, WriteError> {
        self.out.push_str(variant);
        Ok(self.open('('))
    }
}

macro_rules! compound {
    ($($trait:ident::$method:ident),*) => {$(
        impl $trait for Compound<'_> {
            type Ok = ();
            type Error = WriteError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.value(value)
            }

            fn end(self) -> Written {
                self.close();
                Ok(())
            }
        }
    )*};
}

compound!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! compound_struct {
    ($($trait:ident),*) => {$(
        impl $trait for Compound<'_> {
            type Ok = ();
            type Error = WriteError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
                self.field(name, value)
            }

            fn end(self) -> Written {
                self.close();
                Ok(())
            }
        }
    )*};
}

compound_struct!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.value(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        #[serde(default)]
        text: String,
        #[serde(default)]
        maybe: Option<String>,
        #[serde(default)]
        decided: Option<bool>,
        #[serde(default)]
        flags: Vec<bool>,
        #[serde(default)]
        pairs: Vec<(usize, usize)>,
        #[serde(default)]
        map: BTreeMap<String, Kind>,
        kind: Kind,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Text(String),
        Pair(u8, bool),
    }

    fn options() -> ron::Options {
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
    }

    #[test]
    fn only_what_must_be_is_escaped() {
        let text = "é e\u{301} 👨🏻‍🚒 كتاب हिन्दी \"quote\" back\\slash\r\n\t\u{2028}\u{202e}\u{0}";
        assert_eq!(
            quoted(text),
            "\"é e\u{301} 👨🏻‍🚒 كتاب हिन्दी \\\"quote\\\" back\\\\slash\\r\\n\\t\\u{2028}\\u{202e}\\u{0}\""
        );
    }

    #[test]
    fn empty_fields_are_left_out_and_some_false_is_not() {
        let row = Row {
            text: String::new(),
            maybe: None,
            decided: Some(false),
            flags: Vec::new(),
            pairs: vec![(0, 5)],
            map: BTreeMap::new(),
            kind: Kind::Plain,
        };
        assert_eq!(to_ron(&row), "(decided: false, pairs: [(0, 5)], kind: plain)");
    }

    fn kind() -> impl Strategy<Value = Kind> {
        prop_oneof![
            Just(Kind::Plain),
            any::<String>().prop_map(Kind::Text),
            any::<(u8, bool)>().prop_map(|(number, yes)| Kind::Pair(number, yes)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn ron_reads_what_is_written(
            (text, maybe, decided) in any::<(String, Option<String>, Option<bool>)>(),
            flags in any::<Vec<bool>>(), pairs in any::<Vec<(usize, usize)>>(),
            map in prop::collection::btree_map(any::<String>(), kind(), 0..4), kind in kind(),
        ) {
            let row = Row { text, maybe, decided, flags, pairs, map, kind };
            let written = to_ron(&row);
            prop_assert!(!written.contains('\n'));
            let read: Row = options().from_str(&written).unwrap();
            prop_assert_eq!(read, row);
        }
    }
}
