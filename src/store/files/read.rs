//! Reading a RON file: format first, then the rest, with line and column for every error.

use std::path::Path;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::FORMAT;
use crate::store::StoreError;

/// Parses a file of this format. A byte order mark and CRLF are accepted.
pub(in super::super) fn parse<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, StoreError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_format(text, path)?;
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|err| StoreError::Broken {
        message: message(&err.code),
        line: err.span.start.line,
        column: err.span.start.col,
        path: path.to_owned(),
    })
}

fn message(err: &ron::Error) -> String {
    match err {
        // The list of all fields and the name of the type in the program help nobody.
        ron::Error::NoSuchStructField { found, .. } => format!("there is no field {found:?} here"),
        other => other.to_string(),
    }
}

/// Reads bytes as the UTF-8 text of a RON file.
pub(in super::super) fn text_of<'a>(bytes: &'a [u8], path: &Path) -> Result<&'a str, StoreError> {
    std::str::from_utf8(bytes).map_err(|err| {
        let (line, column) = place(bytes, err.valid_up_to());
        let message = "the file is not UTF-8 text".to_owned();
        StoreError::Broken { message, line, column, path: path.to_owned() }
    })
}

/// An error at the first place in `text` where `needle` stands, or at the beginning.
pub(super) fn broken_at(text: &str, needle: &str, message: String, path: &Path) -> StoreError {
    let (line, column) = place(text.as_bytes(), text.find(needle).unwrap_or_default());
    StoreError::Broken { message, line, column, path: path.to_owned() }
}

/// The line and the column (in code points) of a byte, both from 1.
pub(super) fn place(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset.min(bytes.len())];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |line_end| line_end + 1);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// A newer format may have fields that are not known here, so it is looked for before anything is parsed.
fn check_format(text: &str, path: &Path) -> Result<(), StoreError> {
    let Some((_, rest)) = text.split_once("format:") else {
        return Err(broken_at(text, "", "the file does not say its format".to_owned(), path));
    };
    let rest = rest.trim_start();
    let digits = &rest[..rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len())];
    match digits.parse() {
        Ok(found) if found == u64::from(FORMAT) => Ok(()),
        Ok(found) if found > u64::from(FORMAT) => {
            Err(StoreError::NewerFormat { found, known: u64::from(FORMAT), path: path.to_owned() })
        }
        _ => Err(broken_at(text, "format:", format!("there is no format {digits:?}"), path)),
    }
}
