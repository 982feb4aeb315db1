//! The undo steps of one annotator on disk. Losing the file loses nothing but undo.
//!
//! The file grows by one frame for each step done, undone or redone, and is written anew when the project is closed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::disk::{Appender, Disk, replace};
use super::frames::{self, frame_of};
use super::journal::keep_aside;
use super::rows::RevisionRow;
use super::{Notice, StoreError};
use crate::edit::history::{History, Revision};
use crate::model::id::Annotator;

/// What each frame begins with. Format 1 had no number and did not say in which texts its steps were made.
const FORMAT: u32 = 2;

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
    /// Reads a history to go on with it. One that is not there is empty, and one of another format counts as empty: it
    /// is only undo. One that is damaged is put aside: with a hole in it undo would be refused step by step.
    pub(super) fn open(
        disk: &dyn Disk,
        path: PathBuf,
        annotator: &Annotator,
    ) -> (Self, History, Option<Notice>) {
        let mut this = Self { path, file: None, len: 0 };
        let Ok(bytes) = disk.read(&this.path) else { return (this, History::default(), None) };
        let found = frames::read(&bytes);
        if found.damaged == 0 && found.whole.first().is_some_and(|content| format_of(content) != Some(FORMAT))
        {
            return (this, History::default(), None);
        }
        let history = if found.damaged > 0 { None } else { replay(&found.whole, annotator) };
        if let Some(history) = history {
            this.len = found.len;
            return (this, history, None);
        }
        let path = keep_aside(disk, &this.path, &bytes, "damaged").unwrap_or_else(|_| this.path.clone());
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
        let bytes = frame_of(FORMAT, &entry);
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
        let pushed = history
            .revisions()
            .iter()
            .flat_map(|step| frame_of(FORMAT, &Entry::Pushed(Box::new(step.into()))));
        let mut bytes: Vec<u8> = pushed.collect();
        bytes.extend(frame_of(FORMAT, &Entry::Done(history.done() as u64)));
        replace(disk, &self.path, &bytes).map_err(StoreError::io("write the history", &self.path))?;
        self.len = bytes.len() as u64;
        Ok(())
    }
}

/// The history that entries make up; `None` if one of them means nothing.
fn replay(entries: &[Vec<u8>], annotator: &Annotator) -> Option<History> {
    let mut history = History::default();
    for content in entries {
        let (format, entry) = postcard::from_bytes::<(u32, Entry)>(content).ok()?;
        if format != FORMAT {
            return None;
        }
        match entry {
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

/// The format of an entry. An entry of format 1 begins with the number of its kind, 0 or 1.
fn format_of(content: &[u8]) -> Option<u32> {
    postcard::take_from_bytes(content).ok().map(|(format, _)| format)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::disk::memory::MemoryDisk;

    #[test]
    fn a_history_that_does_not_name_texts_is_begun_anew_without_a_word() {
        let (disk, path) = (MemoryDisk::default(), Path::new("/p/history"));
        disk.create_folder(Path::new("/p")).unwrap();
        // Format 1: the kind of entry, and how many steps are done.
        disk.write(path, &frame_of(1, &7_u64)).unwrap();
        let open = || HistoryFile::open(&disk, path.to_owned(), &"ana".into());
        let (mut file, history, notice) = open();
        assert!(history == History::default() && notice.is_none(), "{notice:?}");
        let revision = Revision {
            edit: crate::edit::Edit::default(),
            command: "x".to_owned(),
            at: None,
            view: crate::edit::history::View::default(),
            texts: [("نص".into(), crate::model::body::BodyHash::of("قالت ليلى"))].into(),
        };
        file.note(&disk, Some(&revision), 1).unwrap();
        let (_, history, notice) = open();
        assert!(notice.is_none(), "{notice:?}");
        assert_eq!(history.to_undo(), Some(&revision));
    }
}
