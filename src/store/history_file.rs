//! The undo steps of one annotator on disk. Losing the file loses nothing but undo.
//!
//! The file grows by one frame for each step done, undone or redone, and is written anew when it is opened.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Appender, Disk, replace};
use super::frames::{self, frame};
use super::rows::RevisionRow;
use super::{Notice, StoreError};
use crate::edit::history::{History, Revision};
use crate::model::id::Annotator;

#[derive(Serialize, Deserialize)]
enum Entry {
    Pushed(Box<RevisionRow>),
    /// How many steps are done now.
    Done(u64),
}

/// Reads a history; one that is not there is empty, and what is damaged ends it.
pub(super) fn read(disk: &dyn Disk, path: &Path, annotator: &Annotator) -> (History, Option<Notice>) {
    let Ok(bytes) = disk.read(path) else { return (History::default(), None) };
    let found = frames::read(&bytes);
    let mut history = History::default();
    let mut is_damaged = found.damaged > 0;
    for content in found.whole {
        let understood = match postcard::from_bytes::<Entry>(&content) {
            Ok(Entry::Pushed(row)) => {
                row.into_model(annotator).map(|revision| history.push(revision)).is_ok()
            }
            Ok(Entry::Done(done)) => {
                history =
                    History::new(history.revisions().to_vec(), usize::try_from(done).unwrap_or(usize::MAX));
                true
            }
            Err(_) => false,
        };
        is_damaged |= !understood;
    }
    if is_damaged {
        // A history with a hole cannot be trusted: undoing across it would be refused step by step.
        return (History::default(), Some(Notice::Damaged { entries: 1, path: path.to_owned() }));
    }
    (history, None)
}

/// The open end of a history file.
#[derive(Debug)]
pub(super) struct HistoryFile {
    path: PathBuf,
    file: Option<Box<dyn Appender>>,
}

impl HistoryFile {
    /// The history at `path`, which [`read`] has read.
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    /// Notes a new step, or with `None` that another number of steps is done.
    pub(super) fn note(
        &mut self,
        disk: &dyn Disk,
        pushed: Option<&Revision>,
        done: usize,
    ) -> Result<(), StoreError> {
        let entry = match pushed {
            Some(revision) => Entry::Pushed(Box::new(revision.into())),
            None => Entry::Done(done as u64),
        };
        self.append(disk, &bytes_of(&entry)).map_err(StoreError::io("write the history", &self.path))
    }

    fn append(&mut self, disk: &dyn Disk, bytes: &[u8]) -> std::io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(disk.append(&self.path)?),
        };
        file.append(bytes)
    }

    /// Writes the whole history anew, without what had been undone and overwritten.
    pub(super) fn rewrite(&mut self, disk: &dyn Disk, history: &History) -> Result<(), StoreError> {
        self.file = None;
        let pushed =
            history.revisions().iter().flat_map(|step| bytes_of(&Entry::Pushed(Box::new(step.into()))));
        let mut bytes: Vec<u8> = pushed.collect();
        bytes.extend(bytes_of(&Entry::Done(history.done() as u64)));
        replace(disk, &self.path, &bytes).map_err(StoreError::io("write the history", &self.path))
    }
}

fn bytes_of(entry: &Entry) -> Vec<u8> {
    match postcard::to_stdvec(entry) {
        Ok(content) => frame(&content),
        Err(err) => unreachable!("a row cannot be written: {err}"),
    }
}
