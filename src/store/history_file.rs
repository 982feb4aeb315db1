//! The undo steps of one annotator on disk. Losing the file loses nothing but undo.
//!
//! The file grows by one frame for each step done, undone or redone, and is written anew when the project is closed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::disk::{Appender, Disk, replace};
use super::frames::{self, frame};
use super::journal::keep_aside;
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

/// The open end of a history file.
#[derive(Debug)]
pub(super) struct HistoryFile {
    path: PathBuf,
    file: Option<Box<dyn Appender>>,
    /// The length in bytes of what is whole.
    len: u64,
}

impl HistoryFile {
    /// Reads a history to go on with it. One that is not there is empty. One that is damaged is put aside: with a hole in
    /// it undo would be refused step by step.
    pub(super) fn open(
        disk: &dyn Disk,
        path: PathBuf,
        annotator: &Annotator,
    ) -> (Self, History, Option<Notice>) {
        let mut this = Self { path, file: None, len: 0 };
        let Ok(bytes) = disk.read(&this.path) else { return (this, History::default(), None) };
        let found = frames::read(&bytes);
        let history = if found.damaged > 0 { None } else { replay(&found.whole, annotator) };
        if let Some(history) = history {
            this.len = found.len;
            return (this, history, None);
        }
        let path = keep_aside(disk, &this.path, &bytes).unwrap_or_else(|_| this.path.clone());
        (this, History::default(), Some(Notice::Damaged { entries: found.damaged.max(1), path }))
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
        let bytes = bytes_of(&entry);
        let written = self.append(disk, &bytes);
        if written.is_err() {
            // What was half written is cut off before the next attempt, when the file is opened again.
            self.file = None;
        }
        written.map_err(StoreError::io("write the history", &self.path))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    fn append(&mut self, disk: &dyn Disk, bytes: &[u8]) -> std::io::Result<()> {
        let file = if let Some(file) = &mut self.file {
            file
        } else {
            let mut file = disk.append(&self.path)?;
            file.truncate(self.len)?;
            self.file.insert(file)
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
        replace(disk, &self.path, &bytes).map_err(StoreError::io("write the history", &self.path))?;
        self.len = bytes.len() as u64;
        Ok(())
    }
}

/// The history that entries make up; `None` if one of them means nothing.
fn replay(entries: &[Vec<u8>], annotator: &Annotator) -> Option<History> {
    let mut history = History::default();
    for content in entries {
        match postcard::from_bytes::<Entry>(content).ok()? {
            Entry::Pushed(row) => history.push(row.into_model(annotator).ok()?),
            Entry::Done(done) => {
                let done = usize::try_from(done).unwrap_or(usize::MAX).min(history.revisions().len());
                while history.done() > done {
                    history.undone();
                }
                while history.done() < done {
                    history.redone();
                }
            }
        }
    }
    Some(history)
}

fn bytes_of(entry: &Entry) -> Vec<u8> {
    match postcard::to_stdvec(entry) {
        Ok(content) => frame(&content),
        Err(err) => unreachable!("a row cannot be written: {err}"),
    }
}
