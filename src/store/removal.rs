//! Removing an article: a transaction outside undo.
//!
//! Everything that belongs to the article is copied to the trash first. Then `articles/*.ron` goes, which is the moment
//! at which the article is removed; a body and works that a crash leaves behind are orphans, as those of an import that
//! was cut off.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::cache::shard_of;
use super::journal;
use super::layout::FileId;
use super::reader::parse_work;
use super::stem::{annotator_stem, article_stem};
use super::trash::Original;
use super::writer::Writer;
use super::{StoreError, unfinished};
use crate::model::id::ArticleId;
use crate::model::project::Project;

/// An article that was removed.
#[derive(Debug)]
pub struct Removed {
    /// The folder in the trash that holds what belonged to it.
    pub folder: PathBuf,
    /// How many marks went with it, as far as work files read.
    pub marks: usize,
    /// How many annotators they are of.
    pub annotators: usize,
    /// How many work files that do not read went with it.
    pub unread: usize,
    /// Files of the article that could not be removed. They are ignored from now on.
    pub left: Vec<PathBuf>,
    /// Why a power cut may bring the article back, if so.
    pub unsynced: Option<StoreError>,
}

impl Removed {
    /// Counts what is in the work files that went to `folder`.
    fn counting<'a>(folder: PathBuf, works: impl Iterator<Item = &'a Original>) -> Self {
        let (mut marks, mut annotators, mut unread) = (0, 0, 0);
        for work in works {
            match parse_work(&work.bytes, &work.path, None) {
                Ok(content) => {
                    let count = content.records.annotations.len();
                    marks += count;
                    annotators += usize::from(count > 0);
                }
                Err(_) => unread += 1,
            }
        }
        Self { folder, marks, annotators, unread, left: Vec::new(), unsynced: None }
    }
}

impl Writer {
    /// Moves an article with everybody's work in it to the trash. `project` holds exactly what was noted.
    ///
    /// Fails, leaving the article as it was, while somebody else is at work, where a journal of somebody else holds work
    /// in it, or where the disk does not do what is needed.
    pub fn remove_article(&mut self, id: &ArticleId, project: &Project) -> Result<Removed, StoreError> {
        self.require_folder()?;
        unfinished::finish(&*self.store.disk, &self.store.layout)?;
        self.store.entry(id)?;
        let _others = self.store.lock_others(Some(&self.annotator), &BTreeSet::new(), id, "be removed")?;
        self.require_saved_by_others(id)?;
        if self.is_dirty() {
            self.save_files(project)?;
        }
        let _shared = self.store.lock_shared()?;
        let body_hash = self.store.entry(id)?.body_hash;
        let files = self.store.files_of(id)?;
        let folder = self.store.copy_to_trash(id, &body_hash, &files)?;
        self.store.sync_trash()?;
        self.remove_article_file(id)?;
        let articles = self.store.layout.articles();
        let synced = self.store.disk.sync_folder(&articles).map_err(StoreError::io("write", &articles));
        // Where the disk does not know yet that the article is gone, the rest must stay, or it could come back in part.
        let left = if synced.is_ok() { self.remove_rest(id, &files) } else { Vec::new() };
        self.forget(id);
        let annotations = self.store.layout.annotations();
        let works = files.iter().filter(|file| file.path.starts_with(&annotations));
        Ok(Removed { left, unsynced: synced.err(), ..Removed::counting(folder, works) })
    }

    /// Fails where a journal of somebody else has work in the article, or cannot be read whole.
    fn require_saved_by_others(&self, id: &ArticleId) -> Result<(), StoreError> {
        let folder = self.store.layout.journals();
        let own = annotator_stem(self.annotator.as_str());
        for name in self.store.names_in(&folder)?.into_iter().filter(|name| *name != own) {
            let path = folder.join(&name);
            let replay = journal::read(&*self.store.disk, &path)?;
            let is_about = replay.edits.iter().any(|noted| noted.edit.articles().contains(id));
            if is_about || replay.damaged > 0 {
                let annotator = replay.annotator.unwrap_or_else(|| self.store.annotator_of(&name));
                return Err(StoreError::OnlyInJournal { article: id.clone(), annotator, path });
            }
        }
        Ok(())
    }

    /// Removes the file that makes the article be there.
    fn remove_article_file(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        let disk = Arc::clone(&self.store.disk);
        let path = self.store.layout.file(&FileId::Article(id.clone()));
        self.journal.announce(&*disk, self.store.layout.relative(&path), None)?;
        disk.remove(&path).map_err(StoreError::io("remove", &path))
    }

    /// Removes what belonged to an article that is no longer there, and gives what could not be removed.
    fn remove_rest(&self, id: &ArticleId, files: &[Original]) -> Vec<PathBuf> {
        let disk = &*self.store.disk;
        let gone = self.store.layout.file(&FileId::Article(id.clone()));
        let (mut left, mut folders) = (Vec::new(), BTreeSet::new());
        for path in files.iter().map(|file| file.path.as_path()).filter(|path| *path != gone) {
            match disk.remove(path) {
                Ok(()) => folders.extend(path.parent()),
                Err(_) => left.push(path.to_owned()),
            }
        }
        for folder in folders {
            // A file that comes back after a power cut is an orphan.
            drop(disk.sync_folder(folder));
        }
        left
    }

    /// Takes the article out of everything that is known of the files.
    fn forget(&mut self, id: &ArticleId) {
        let is_other = |file: &FileId| file.article() != Some(id);
        self.conflicts.retain(|file, _| is_other(file));
        self.unreadable.retain(is_other);
        self.outside.retain(|file, _| is_other(file));
        self.store.overlay.retain(|file, _| is_other(file));
        if let Some(stem) = self.store.stems.remove(id) {
            self.store.entries.remove(&stem);
            self.stale_shards.insert(shard_of(&stem));
        }
        for folder in self.store.annotator_folders().unwrap_or_default() {
            // A copy that stays counts for no other file.
            let copies = self.store.layout.cache().join("works").join(folder);
            drop(self.store.disk.remove(&copies.join(article_stem(id.as_str()))));
        }
        self.save_index();
        // It says that the file was about to go, and nothing else. If it stays, the next save empties it.
        drop(self.journal.clear(&*self.store.disk));
    }
}
