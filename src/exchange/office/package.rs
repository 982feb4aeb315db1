//! The archive that a document is: single parts of it, in memory and within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::exchange::encoding;

/// How an archive begins that has something in it.
pub(super) const SIGNATURE: &[u8] = b"PK\x03\x04";
/// How documents begin that Word has encrypted, and those that it wrote before 2007.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// The largest document that is read, pictures included, in bytes.
const LARGEST: u64 = 128 << 20;
/// The largest part that is unpacked, in bytes: the text of twenty books.
const LARGEST_PART: u64 = 64 << 20;

/// An archive.
pub(super) struct Package(ZipArchive<Cursor<Vec<u8>>>);

impl Package {
    /// The archive that `stream` is, or why it is none.
    pub(super) fn open(stream: impl Read) -> Result<Self, String> {
        let mut bytes = Vec::new();
        let read = stream.take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("the file cannot be read: {error}"))?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("the document is larger than {} MB", LARGEST >> 20));
        }
        if bytes.is_empty() {
            return Err("the file is empty".to_owned());
        }
        if bytes.starts_with(COMPOUND) {
            return Err(
                "the document is encrypted, or from a Word before 2007: save it again, as .docx and without a password"
                    .to_owned(),
            );
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        archive.map(Self).map_err(|error| format!("the document is damaged, or none: {error}"))
    }

    /// The text of the part `name`; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        let part = match self.0.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(encrypted());
            }
            Err(error) => return Err(damaged(name, &error.to_string())),
        };
        let mut bytes = Vec::new();
        let read = part.take(LARGEST_PART + 1).read_to_end(&mut bytes);
        read.map_err(|error| damaged(name, &error.to_string()))?;
        if bytes.len() as u64 > LARGEST_PART {
            return Err(format!("{name} in the document unpacks to more than {} MB", LARGEST_PART >> 20));
        }
        encoding::decode(&bytes, None).map(Some).map_err(|error| damaged(name, &error.to_string()))
    }
}

/// What is said of a document with a password.
pub(super) fn encrypted() -> String {
    "the document is encrypted: save it again without a password".to_owned()
}

/// What is said of a part that cannot be read.
pub(super) fn damaged(part: &str, why: &str) -> String {
    format!("{part} in the document is damaged: {why}")
}
