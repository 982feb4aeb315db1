//! A way for an import to come in beside the work of an annotator, on another thread.
//!
//! The import reads a copy of what is known of the files and writes beside them while the work goes on. What it has
//! written is committed in a pause: whoever works sends nothing between handing over the project and the answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::StoreError;
use super::background::lock;
use super::reader::Store;
use super::staged::{Staged, StagedFile};
use super::writer::Writer;
use crate::model::article::Listing;
use crate::model::id::Annotator;
use crate::model::project::Project;

/// Lets an import in beside the work. As long as it lives, so does the annotator's lock.
#[derive(Clone, Debug)]
pub struct Gate {
    pub(super) writer: Arc<Mutex<Writer>>,
    /// Whether articles get their places: that takes too long for somebody to wait for the writer.
    pub(super) is_committing: Arc<AtomicBool>,
}

/// Says that articles get their places, for as long as it lives.
struct Committing<'a>(&'a AtomicBool);

impl<'a> Committing<'a> {
    fn begin(flag: &'a AtomicBool) -> Self {
        flag.store(true, Ordering::SeqCst);
        Self(flag)
    }
}

impl Drop for Committing<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Gate {
    /// Who is at work, and whose lock is held.
    pub fn annotator(&self) -> Annotator {
        lock(&self.writer).annotator.clone()
    }

    /// What is known of the files now, with what is in journals.
    pub fn store(&self) -> Store {
        lock(&self.writer).store.clone()
    }

    /// Commits an import after saving the work that `project` holds, and returns what is known of its articles now.
    /// `project` is everything that was noted; none where nothing is left to be saved.
    ///
    /// Fails with [`StoreError::ChangedMeanwhile`], having changed nothing, where the work since the import was read
    /// concerns the same files.
    pub fn commit(
        &self,
        staged: Staged,
        project: Option<&Project>,
        tell: &mut dyn FnMut(usize),
    ) -> Result<Vec<Arc<Listing>>, StoreError> {
        let _committing = Committing::begin(&self.is_committing);
        let mut writer = lock(&self.writer);
        writer.require_folder()?;
        match project {
            Some(project) if writer.is_dirty() => writer.save_files(project)?,
            None if writer.is_dirty() => {
                let path = writer.store.layout.journal(&writer.annotator);
                return Err(StoreError::ChangedMeanwhile { path });
            }
            _ => {}
        }
        let articles: Vec<_> = staged.articles().cloned().collect();
        let news = |staged: &StagedFile| (staged.file.clone(), staged.conflicts.clone(), staged.keys.clone());
        let shared: Vec<_> = staged.shared.iter().map(news).collect();
        staged.commit(&mut writer.store, tell)?;
        for (file, conflicts, keys) in shared {
            if let Some(outside) = writer.outside.get_mut(&file) {
                // The project in memory is about to get the import's version, and waits for no other.
                for key in &keys {
                    outside.forget(key);
                }
            }
            writer.conflicts.insert(file, conflicts);
        }
        let listed = articles.iter().filter_map(|id| writer.store.entry(id).ok());
        Ok(listed.map(|entry| Arc::new(entry.listing())).collect())
    }
}
