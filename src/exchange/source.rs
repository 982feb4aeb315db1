//! What is imported: named streams of bytes, which can be opened again.

use std::collections::BTreeMap;
use std::io::{Cursor, Error, ErrorKind, Read, Result};

/// One stream of a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path below the source, with `/` between folders.
    pub name: String,
    /// Its length in bytes.
    pub len: u64,
}

/// Named streams of bytes. Each can be opened any number of times, since an import reads everything twice:
/// once to check it, once to keep it.
pub trait Source {
    /// The streams, in the order in which they are to be read.
    fn entries(&self) -> Result<Vec<Entry>>;

    /// Opens a stream at its beginning.
    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>>;
}

/// Streams in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl<N: Into<String>, B: Into<Vec<u8>>> FromIterator<(N, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (N, B)>>(streams: I) -> Self {
        Self(streams.into_iter().map(|(name, bytes)| (name.into(), bytes.into())).collect())
    }
}

impl Source for Memory {
    fn entries(&self) -> Result<Vec<Entry>> {
        let entry =
            |(name, bytes): (&String, &Vec<u8>)| Entry { name: name.clone(), len: bytes.len() as u64 };
        Ok(self.0.iter().map(entry).collect())
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        let bytes =
            self.0.get(name).ok_or_else(|| Error::new(ErrorKind::NotFound, "there is no such file"))?;
        Ok(Box::new(Cursor::new(bytes)))
    }
}

/// A part of another source.
pub(crate) struct Part<'a> {
    pub(crate) whole: &'a dyn Source,
    pub(crate) entries: Vec<Entry>,
}

impl Source for Part<'_> {
    fn entries(&self) -> Result<Vec<Entry>> {
        Ok(self.entries.clone())
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        self.whole.open(name)
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path without its extension.
pub(crate) fn stem(path: &str) -> &str {
    let name = file_name(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
