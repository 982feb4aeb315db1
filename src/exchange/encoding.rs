//! From the bytes of a text file to its text, without guessing.

use encoding_rs::{
    BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_8859_2, ISO_8859_5, ISO_8859_7,
    ISO_8859_15, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};
use thiserror::Error;

/// The encodings that are tried when a file is not UTF-8, to tell which ones fit.
const CANDIDATES: [&Encoding; 22] = [
    SHIFT_JIS,
    EUC_JP,
    EUC_KR,
    BIG5,
    GBK,
    GB18030,
    WINDOWS_1252,
    WINDOWS_1251,
    WINDOWS_1250,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    ISO_8859_15,
    ISO_8859_2,
    ISO_8859_5,
    ISO_8859_7,
    KOI8_R,
    encoding_rs::MACINTOSH,
];

/// How many encodings an error names.
const NAMED: usize = 5;

/// Why bytes are no text.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EncodingError {
    /// The file holds something else than text.
    #[error("byte {byte} is 0x{value:02x}, which no text has: this is a binary file")]
    Binary {
        /// Where, counted from 0.
        byte: usize,
        /// The byte.
        value: u8,
    },
    /// The bytes are not in the encoding that they should be in.
    #[error("byte {byte} (0x{value:02x}) is not valid {encoding}")]
    Malformed {
        /// The encoding.
        encoding: &'static str,
        /// Where the first wrong byte is, counted from 0.
        byte: usize,
        /// That byte.
        value: u8,
        /// Encodings in which the whole file is text, the likeliest first, each with what stands around that byte.
        fitting: Vec<(&'static str, String)>,
    },
    /// There is no such encoding.
    #[error("there is no encoding {0:?}")]
    Unknown(String),
}

impl EncodingError {
    /// The same error in bytes that begin `by` bytes further on.
    pub(crate) fn moved(mut self, by: u64) -> Self {
        match &mut self {
            Self::Binary { byte, .. } | Self::Malformed { byte, .. } => {
                *byte = byte.saturating_add(usize::try_from(by).unwrap_or(usize::MAX));
            }
            Self::Unknown(_) => {}
        }
        self
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Binary { .. } => Some(
                "leave the file out, or name its encoding with --encoding if it is a text all the same"
                    .to_owned(),
            ),
            Self::Malformed { fitting, .. } if fitting.is_empty() => None,
            Self::Malformed { fitting, .. } => {
                let names: Vec<String> =
                    fitting.iter().map(|(name, excerpt)| format!("{name} ({excerpt})")).collect();
                Some(format!("name its encoding with --encoding; these fit: {}", names.join(", ")))
            }
            Self::Unknown(_) => {
                Some("use a name of the WHATWG encoding standard, such as windows-1252".to_owned())
            }
        }
    }
}

/// The text that `bytes` are: in the encoding `name` if it is given, else UTF-8, or UTF-16 with a byte order mark.
///
/// A byte order mark is no part of the text; everything else is, to the byte. Whoever names the encoding has said that
/// it is a text; else signs that no text has show that it is none.
pub fn decode(bytes: &[u8], name: Option<&str>) -> Result<String, EncodingError> {
    let marked = Encoding::for_bom(bytes);
    let encoding = match (name, marked) {
        (Some(name), _) => {
            Encoding::for_label(name.as_bytes()).ok_or_else(|| EncodingError::Unknown(name.to_owned()))?
        }
        (None, Some((encoding, _))) => encoding,
        (None, None) => UTF_8,
    };
    let mark = marked.filter(|(marked, _)| *marked == encoding).map_or(0, |(_, length)| length);
    let text = if encoding == UTF_8 {
        decode_utf8(&bytes[mark..], mark, bytes)?
    } else {
        decode_as(encoding, &bytes[mark..]).map_err(|at| malformed(encoding, bytes, mark + at))?
    };
    match first_binary(&text).filter(|_| name.is_none()) {
        Some((byte, value)) => Err(EncodingError::Binary { byte: byte + mark, value }),
        None => Ok(text),
    }
}

/// Whether a file that begins with `head` is in UTF-8 unless it is wrong, where `name` is the encoding if it is given.
pub(super) fn is_utf8(head: &[u8], name: Option<&str>) -> bool {
    let named = name.map(|name| Encoding::for_label(name.as_bytes()));
    named.unwrap_or_else(|| Encoding::for_bom(head).map_or(Some(UTF_8), |(marked, _)| Some(marked)))
        == Some(UTF_8)
}

/// The first bytes of a file, in UTF-8 if they begin with the byte order mark of another encoding: formats are told by what
/// stands there. A character that is cut off is replaced.
pub(super) fn head_as_utf8(head: Vec<u8>) -> Vec<u8> {
    match Encoding::for_bom(&head) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            encoding.decode_without_bom_handling(&head[mark..]).0.into_owned().into_bytes()
        }
        _ => head,
    }
}

fn decode_utf8(bytes: &[u8], mark: usize, all: &[u8]) -> Result<String, EncodingError> {
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            if let Some(byte) = bytes.iter().position(|&byte| is_binary(byte)) {
                return Err(EncodingError::Binary { byte: byte + mark, value: bytes[byte] });
            }
            Err(malformed(UTF_8, all, mark + error.valid_up_to()))
        }
    }
}

/// The text of `bytes`, or the place of the first byte that is wrong.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(0_usize)?;
    let mut text = String::with_capacity(capacity);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(length, after), read) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        (DecoderResult::OutputFull, read) => Err(read),
    }
}

fn malformed(encoding: &'static Encoding, bytes: &[u8], at: usize) -> EncodingError {
    let mut fitting: Vec<(usize, &'static str, String)> = CANDIDATES
        .into_iter()
        .filter(|candidate| *candidate != encoding)
        .filter_map(|candidate| {
            let text = decode_as(candidate, bytes).ok().filter(|text| is_plausible(text))?;
            Some((oddness(&text), candidate.name(), excerpt(candidate, bytes, at)))
        })
        .collect();
    // The sort is stable: among equals the order of the list counts.
    fitting.sort_by_key(|(oddness, ..)| *oddness);
    fitting.dedup_by(|next, previous| next.0 == previous.0 && next.2 == previous.2);
    EncodingError::Malformed {
        encoding: encoding.name(),
        byte: at,
        value: bytes.get(at).copied().unwrap_or_default(),
        fitting: fitting.into_iter().take(NAMED).map(|(_, name, excerpt)| (name, excerpt)).collect(),
    }
}

/// What stands around byte `at` in `encoding`.
fn excerpt(encoding: &'static Encoding, bytes: &[u8], at: usize) -> String {
    let before = decode_as(encoding, &bytes[..at]).unwrap_or_default();
    let all = decode_as(encoding, bytes).unwrap_or_default();
    let start = before.char_indices().rev().nth(9).map_or(0, |(place, _)| place);
    let around = all.get(start..).unwrap_or_default().chars().take(20);
    around.map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Whether a byte of ASCII is in no text: all controls but tab, line ends, form feed and the escape of terminals.
const fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)
}

/// The first character that shows that something is no text. A NUL does so at once, other controls when they are
/// more than a twentieth of the text.
fn first_binary(text: &str) -> Option<(usize, u8)> {
    let bytes = text.as_bytes();
    if let Some(at) = memchr::memchr(0, bytes) {
        return Some((at, 0));
    }
    let controls = bytes.iter().filter(|byte| is_binary(**byte)).count();
    let first = bytes.iter().position(|&byte| is_binary(byte))?;
    (controls * 20 > bytes.len()).then(|| (first, bytes[first]))
}

/// Whether a text could have been written by a person.
fn is_plausible(text: &str) -> bool {
    !text.chars().any(|character| {
        let control = character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
        let private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{fffd}');
        control || private
    })
}

/// How unlikely it is that `text` was decoded rightly: strange signs, letters of two scripts in one word, capitals
/// after small letters, accent after accent.
fn oddness(text: &str) -> usize {
    let mut odd = 0;
    let mut previous = ' ';
    for character in text.chars() {
        let foreign = !character.is_ascii();
        if foreign && !character.is_alphabetic() && !is_common_sign(character) {
            odd += 3;
        }
        let both = character.is_alphabetic() && previous.is_alphabetic();
        if both && (foreign || !previous.is_ascii()) {
            odd += 2 * usize::from(is_latin(character) != is_latin(previous));
            odd += 2 * usize::from(previous.is_lowercase() && character.is_uppercase());
            // Latin letters with accents rarely stand side by side.
            odd += 2 * usize::from(is_accented(character) && is_accented(previous));
        }
        odd += usize::from(foreign);
        previous = character;
    }
    odd
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, '\u{c0}'..='\u{24f}')
}

fn is_accented(character: char) -> bool {
    !character.is_ascii() && is_latin(character)
}

fn is_common_sign(character: char) -> bool {
    matches!(
        character,
        '\u{a0}'
            | '«'
            | '»'
            | '°'
            | '€'
            | '£'
            | '–'
            | '—'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '„'
            | '…'
            | '•'
    ) || matches!(character, '\u{300}'..='\u{36f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitting(bytes: &[u8]) -> (usize, Vec<&'static str>) {
        match decode(bytes, None).unwrap_err() {
            EncodingError::Malformed { byte, fitting, .. } => {
                (byte, fitting.into_iter().map(|(name, _)| name).collect())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn text_stays_as_it_is_without_a_byte_order_mark() {
        for text in ["", " \r\n\t\u{a0}\u{2028}\n", "e\u{301} é 👨🏻‍🚒 שלום", "\u{1b}[1mx\u{c}"]
        {
            assert_eq!(decode(text.as_bytes(), None).unwrap(), text);
            assert_eq!(decode(format!("\u{feff}{text}").as_bytes(), None).unwrap(), text);
            let wide: Vec<u16> = std::iter::once(0xFEFF).chain(text.encode_utf16()).collect();
            let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(decode(&little, None).unwrap(), text);
            assert_eq!(decode(&big, None).unwrap(), text);
            assert_eq!(decode(&little[2..], Some("utf-16le")).unwrap(), text);
        }
    }

    #[test]
    fn the_first_bad_byte_is_named_with_what_would_fit() {
        let (byte, names) = fitting(b"The caf\xe9 in Neuch\xe2tel");
        assert_eq!((byte, names[0]), (7, "windows-1252"));
        let (text, _, _) = WINDOWS_1251.encode("Сирийские силы заявили о победе");
        let (byte, names) = fitting(&text);
        assert_eq!((byte, names[0]), (0, "windows-1251"));
        let (text, _, _) = SHIFT_JIS.encode("シリア民主軍は勝利を宣言した。これは終わりだ。");
        assert!(fitting(&text).1.contains(&"Shift_JIS"));
        let (text, _, _) = WINDOWS_1256.encode("قوات سوريا الديمقراطية");
        assert!(fitting(&text).1.contains(&"windows-1256"));
    }

    #[test]
    fn a_named_encoding_is_taken_at_its_word() {
        assert_eq!(decode(b"caf\xe9", Some("Windows-1252")).unwrap(), "café");
        assert_eq!(decode(b"x", Some("latin-99")), Err(EncodingError::Unknown("latin-99".to_owned())));
        let error = decode(b"ab\xff\xffc", Some("shift_jis")).unwrap_err();
        assert!(matches!(error, EncodingError::Malformed { byte: 2, .. }), "{error:?}");
        let error = decode(b"\xff\xfea\x00\x00\xd8b\x00", None).unwrap_err();
        assert!(matches!(error, EncodingError::Malformed { byte: 4, .. }), "{error:?}");
    }

    #[test]
    fn binary_files_are_told_apart() {
        for bytes in [b"\x89PNG\r\n\x1a\n\x00\x00".as_slice(), b"plain\0text", b"PK\x03\x04\xff\xfe"] {
            let error = decode(bytes, None).unwrap_err();
            assert!(matches!(error, EncodingError::Binary { .. }), "{error:?}");
        }
    }

    #[test]
    fn the_hint_shows_the_words() {
        let hint = decode(b"The caf\xe9 closed", None).unwrap_err().hint().unwrap();
        assert!(hint.contains("windows-1252 (The café closed)"), "{hint}");
    }
}
