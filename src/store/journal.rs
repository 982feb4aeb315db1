//! The journal: every edit of one annotator that is not yet in RON files.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Appender, Disk};
use super::frames::{self, frame};
use super::rows::EditRow;
use super::{Notice, StoreError};
use crate::edit::Edit;
use crate::model::body::BodyHash;
use crate::model::id::Annotator;

/// One entry.
#[derive(Serialize, Deserialize)]
enum Entry {
    /// Whose journal it is: the first entry.
    Owner { format: u32, annotator: Annotator },
    /// The hash of a file (relative to the project folder) when it was first changed.
    Base { file: String, hash: Option<BodyHash> },
    /// An edit.
    Edit(EditRow),
}

const FORMAT: u32 = 1;

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Replay {
    /// Whose it is; `None` for an empty journal.
    pub(super) annotator: Option<Annotator>,
    /// The edits in order.
    pub(super) edits: Vec<Edit>,
    /// The files that it builds on, with their hashes then.
    pub(super) bases: Vec<(PathBuf, Option<BodyHash>)>,
    /// The length in bytes of what is whole.
    pub(super) len: u64,
    /// What was wrong with it.
    pub(super) notice: Option<Notice>,
}

/// Reads a journal; one that is not there is empty.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> Result<Replay, StoreError> {
    let bytes = match disk.read(path) {
        Ok(bytes) => bytes,
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(Replay::default()),
        Err(err) => return Err(StoreError::io("read", path)(err)),
    };
    let found = frames::read(&bytes);
    let mut replay = Replay { len: found.len, ..Replay::default() };
    let mut damaged = found.damaged;
    for content in found.whole {
        let entry = postcard::from_bytes::<Entry>(&content).ok();
        let understood = entry.and_then(|entry| match entry {
            Entry::Owner { format: FORMAT, annotator } => {
                replay.annotator = Some(annotator);
                Some(())
            }
            Entry::Owner { .. } => None,
            Entry::Base { file, hash } => {
                replay.bases.push((PathBuf::from(file), hash));
                Some(())
            }
            Entry::Edit(row) => {
                replay.edits.push(row.into_model(replay.annotator.as_ref()?).ok()?);
                Some(())
            }
        });
        damaged += usize::from(understood.is_none());
    }
    if damaged > 0 {
        replay.notice = Some(Notice::Damaged { entries: damaged, path: path.to_owned() });
    }
    Ok(replay)
}

/// The open end of a journal.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    annotator: Annotator,
    /// `None` until the first entry, and after a failure.
    file: Option<Box<dyn Appender>>,
    /// The length in bytes of what is whole.
    len: u64,
}

impl Journal {
    /// Continues the journal at `path` after its first `len` bytes.
    pub(super) fn new(path: PathBuf, annotator: Annotator, len: u64) -> Self {
        Self { path, annotator, file: None, len }
    }

    /// The length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Writes the hash of a file (path relative to the project folder) and edits, and waits until they are on the disk.
    /// When that fails the journal is as it was.
    pub(super) fn write(
        &mut self,
        disk: &dyn Disk,
        bases: &[(PathBuf, Option<BodyHash>)],
        edits: &[&Edit],
    ) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        if self.len == 0 {
            bytes.extend(entry(&Entry::Owner { format: FORMAT, annotator: self.annotator.clone() }));
        }
        for (file, hash) in bases {
            bytes.extend(entry(&Entry::Base { file: file.to_string_lossy().into_owned(), hash: *hash }));
        }
        for edit in edits {
            bytes.extend(entry(&Entry::Edit((*edit).into())));
        }
        let written = self.append(disk, &bytes);
        if written.is_err() {
            // What was half written is cut off before the next attempt, when the file is opened again.
            self.file = None;
        }
        written.map_err(StoreError::io("write the journal", &self.path))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    fn append(&mut self, disk: &dyn Disk, bytes: &[u8]) -> std::io::Result<()> {
        let file = if let Some(file) = &mut self.file {
            file
        } else {
            let mut file = disk.append(&self.path)?;
            file.truncate(self.len)?;
            if let Some(folder) = self.path.parent() {
                disk.sync_folder(folder)?;
            }
            self.file.insert(file)
        };
        file.append(bytes)?;
        file.sync()
    }

    /// Empties the journal, after everything in it is in RON files.
    pub(super) fn clear(&mut self, disk: &dyn Disk) -> Result<(), StoreError> {
        if self.len == 0 {
            return Ok(());
        }
        self.file = None;
        disk.remove(&self.path).map_err(StoreError::io("empty the journal", &self.path))?;
        self.len = 0;
        Ok(())
    }
}

fn entry(entry: &Entry) -> Vec<u8> {
    match postcard::to_stdvec(entry) {
        Ok(content) => frame(&content),
        Err(err) => unreachable!("a row cannot be written: {err}"),
    }
}
