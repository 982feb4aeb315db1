//! Writing JSON: compact, on one line, keys in the order of the calls.

use std::fmt::Display;
use std::io::Write as _;

use super::input::compact;
use crate::model::extra::{Extra, ExtraValue};

/// An object that is being written.
pub(crate) struct Object<'o> {
    out: &'o mut Vec<u8>,
    empty: bool,
}

impl<'o> Object<'o> {
    /// Opens an object at the end of `out`.
    pub(crate) fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true }
    }

    /// Writes a key; its value is to be written to what is returned.
    pub(crate) fn key(&mut self, key: &str) -> &mut Vec<u8> {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        string(self.out, key);
        self.out.push(b':');
        self.out
    }

    /// Writes a string.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        string(self.key(key), value);
    }

    /// Writes a string, if there is one.
    pub(crate) fn some_text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// Writes what `value` displays as a string, if there is a value.
    pub(crate) fn some_display(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(key, &value.to_string());
        }
    }

    /// Writes what `value` displays as it is: a number, or true and false.
    pub(crate) fn raw(&mut self, key: &str, value: impl Display) {
        bare(self.key(key), value);
    }

    /// Writes a list, unless it is empty.
    pub(crate) fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Vec<u8>, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            array(self.key(key), items, write);
        }
    }

    /// Writes a list of strings, unless it is empty.
    pub(crate) fn texts(&mut self, key: &str, items: &[String]) {
        self.list(key, items, |out, item| string(out, item));
    }

    /// Writes what another program had written.
    pub(crate) fn extra(&mut self, extra: &Extra) {
        for (key, value) in extra.iter() {
            self.extra_value(key, value);
        }
    }

    /// Writes one value that another program had written.
    pub(crate) fn extra_value(&mut self, key: &str, value: &ExtraValue) {
        match value {
            ExtraValue::Text(text) => self.text(key, text),
            ExtraValue::Json(text) => json(self.key(key), text),
        }
    }

    /// Closes the object.
    pub(crate) fn end(self) {
        self.out.push(b'}');
    }
}

/// What `write` writes, as text.
pub(crate) fn to_text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    // Everything here writes whole code points.
    String::from_utf8(out).unwrap_or_default()
}

/// Writes an array.
pub(crate) fn array<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// Writes what `value` displays without quotation marks.
pub(crate) fn bare(out: &mut Vec<u8>, value: impl Display) {
    // Writing to memory cannot fail.
    let _infallible = write!(out, "{value}");
}

/// Writes JSON text that is kept as it was, on one line.
pub(crate) fn json(out: &mut Vec<u8>, text: &str) {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        out.extend_from_slice(compact(text).as_bytes());
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Writes a string. Besides what JSON asks for, the line ends U+0085, U+2028 and U+2029 are escaped, because some
/// readers of JSON lines end a line there.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if is_plain(byte) {
            continue;
        }
        let Some((length, escape)) = escape(&bytes[at..]) else { continue };
        out.extend_from_slice(&bytes[written..at]);
        match escape {
            Escape::Letter(letter) => out.extend_from_slice(&[b'\\', letter]),
            Escape::CodePoint(code) => {
                let _infallible = write!(out, "\\u{code:04x}");
            }
        }
        written = at + length;
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

enum Escape {
    Letter(u8),
    CodePoint(u16),
}

/// Whether a byte never begins something that is escaped.
const fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && !matches!(byte, b'"' | b'\\' | 0x7F | 0xC2 | 0xE2)
}

/// What the beginning of `bytes` is escaped as, and how many bytes that replaces.
fn escape(bytes: &[u8]) -> Option<(usize, Escape)> {
    Some(match bytes {
        [b'"', ..] => (1, Escape::Letter(b'"')),
        [b'\\', ..] => (1, Escape::Letter(b'\\')),
        [b'\n', ..] => (1, Escape::Letter(b'n')),
        [b'\r', ..] => (1, Escape::Letter(b'r')),
        [b'\t', ..] => (1, Escape::Letter(b't')),
        [byte @ (..0x20 | 0x7F), ..] => (1, Escape::CodePoint(u16::from(*byte))),
        [0xC2, 0x85, ..] => (2, Escape::CodePoint(0x85)),
        [0xE2, 0x80, 0xA8, ..] => (3, Escape::CodePoint(0x2028)),
        [0xE2, 0x80, 0xA9, ..] => (3, Escape::CodePoint(0x2029)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        string(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_line_ends_controls_quotes_and_backslashes_are_escaped() {
        assert_eq!(written("“é”…👨🏻‍🚒 \u{a0}ش"), "\"“é”…👨🏻‍🚒 \u{a0}ش\"");
        assert_eq!(written("a\"\\\r\n\t\u{1}\u{7f}"), r#""a\"\\\r\n\t\u0001\u007f""#);
        assert_eq!(written("\u{2028}\u{2029}\u{85}"), r#""\u2028\u2029\u0085""#);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn strings_are_read_as_they_were_written(text in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&written(&text)).unwrap(), text);
        }
    }
}
