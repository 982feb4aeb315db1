//! Copies of parsed files in the cache: reading one takes a fraction of the time that RON takes.
//!
//! A copy holds the hash of the bytes that it was made of and counts for no others. It may be deleted at any time, and
//! one that is not there or does not read is made anew.

use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk::Disk;
use super::frames::{self, frame};

/// Counts up with the shape of the rows. A test in `files/work` fails when the shape changes.
pub(super) const FORMAT: u32 = 3;

/// Where the copy of one file is.
#[derive(Debug)]
pub(super) struct ParsedCopy<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) path: PathBuf,
}

impl ParsedCopy<'_> {
    /// What parsing `bytes` gives, if the copy knows.
    pub(super) fn read<T: DeserializeOwned>(&self, bytes: &[u8]) -> Option<T> {
        let frames = frames::read(&self.disk.read(&self.path).ok()?);
        let content = frames.whole.first()?;
        let (format, rest) = postcard::take_from_bytes::<u32>(content).ok()?;
        if format != FORMAT {
            return None;
        }
        let (hash, rest) = postcard::take_from_bytes::<[u8; 32]>(rest).ok()?;
        (hash == *blake3::hash(bytes).as_bytes()).then(|| postcard::from_bytes(rest).ok())?
    }

    /// Keeps what parsing `bytes` has given. Where that is not possible, they are parsed again the next time.
    pub(super) fn write(&self, bytes: &[u8], parsed: &impl Serialize) {
        let Ok(content) = postcard::to_stdvec(&(FORMAT, blake3::hash(bytes).as_bytes(), parsed)) else {
            return;
        };
        let temporary = self.path.with_added_extension("tmp");
        let content = frame(&content);
        let written = self.disk.write(&temporary, &content).or_else(|_| {
            let folder = self.path.parent().unwrap_or(&self.path);
            self.disk.create_folder(folder).and_then(|()| self.disk.write(&temporary, &content))
        });
        drop(written.and_then(|()| self.disk.rename(&temporary, &self.path)));
    }
}
