//! Bringing RON files up to a project: each is written whole, and merged first where another program has changed it.

use std::path::Path;
use std::sync::Arc;

use super::cache::{self, FileKey, shard_of};
use super::current::{Current, read_records};
use super::disk::replace;
use super::layout::FileId;
use super::merge::{Pending, catch_up, difference, rebase};
use super::work_entry::WorkEntry;
use super::writer::{Saved, Writer};
use super::{Notice, StoreError, unfinished};
use crate::model::project::Project;
use crate::model::summary::WorkSummary;

impl Writer {
    /// Brings every RON file up to `project`, which holds exactly what was noted, and empties the journal.
    ///
    /// A file that another program has changed is merged by record. When a file cannot be written the others still are,
    /// the journal stays, the first error is returned, and [`Self::take_saved`] says what was found out all the same.
    pub fn save(&mut self, project: &Project) -> Result<Saved, StoreError> {
        self.save_files(project).map(|()| self.take_saved())
    }

    /// As [`Self::save`]; what was found out waits for [`Self::take_saved`].
    pub(super) fn save_files(&mut self, project: &Project) -> Result<(), StoreError> {
        self.require_folder()?;
        // What it changes is merged, or refused, as the work of any other program.
        unfinished::finish(&*self.store.disk, &self.store.layout)?;
        let own: Vec<FileId> = self.store.overlay.keys().filter(|file| self.is_ours(file)).cloned().collect();
        let mut failed = None;
        let needs_lock = own.iter().any(|file| matches!(file, FileId::Project | FileId::Article(_)));
        let shared = if needs_lock { Some(self.store.lock_shared()?) } else { None };
        for file in own {
            match self.save_file(&file, project) {
                Ok(()) => {
                    self.store.overlay.remove(&file);
                }
                Err(err) => failed = failed.or(Some(err)),
            }
        }
        drop(shared);
        if let Some(err) = failed {
            return Err(err);
        }
        // The index first: as long as the journal is there, it tells our own writing from that of others.
        self.save_index();
        self.journal.clear(&*self.store.disk)?;
        self.based.clear();
        Ok(())
    }

    /// What saving has brought to light since this was last asked.
    pub fn take_saved(&mut self) -> Saved {
        std::mem::take(&mut self.saved)
    }

    pub(super) fn is_ours(&self, file: &FileId) -> bool {
        match file {
            FileId::Project | FileId::Article(_) => true,
            FileId::Work(annotator, _) | FileId::Register(annotator) => *annotator == self.annotator,
        }
    }

    fn save_file(&mut self, file: &FileId, project: &Project) -> Result<(), StoreError> {
        let path = self.store.layout.file(file);
        let Some(pending) = self.store.overlay.get(file).cloned() else { return Ok(()) };
        let found = self.changed_outside(file, &path)?;
        let mut current = Current::of(file, project, &self.store)?;
        self.require_text(&current)?;
        if let Some(outside) = self.outside.get_mut(file) {
            let known = current.records();
            outside.forget_reached(&known);
            let merged = catch_up(known, outside);
            self.conflicts.entry(file.clone()).or_default().extend(merged.conflicts);
            current = current.with(merged.records);
        }
        if let Some(bytes) = found {
            self.saved.notices.push(Notice::ChangedOutside { path: path.clone() });
            current = self.merge_outside(file, &path, &bytes, current, &pending)?;
        }
        let conflicts = self.conflicts.get(file).cloned().unwrap_or_default();
        let key = self.write(file, &path, current.text(conflicts))?;
        self.remember(file, &current, key);
        Ok(())
    }

    /// Fails where another program has given the article another text: what was done here has its offsets in the old one,
    /// and must neither be read in the new one nor name the old one for it.
    fn require_text(&self, current: &Current) -> Result<(), StoreError> {
        let Some((id, body)) = current.text_of() else { return Ok(()) };
        let path = self.store.layout.file(&FileId::Article(id.clone()));
        let stat = self.store.disk.stat(&path).map_err(StoreError::io("read", &path))?;
        let Ok(known) = self.store.entry(id) else { return Ok(()) };
        let there = match stat {
            // Whoever removed it has removed its text as well.
            None => return Ok(()),
            Some(stat) if known.file.matches(stat) => known.body_hash,
            Some(_) => match self.store.read_article_file(&path) {
                Ok((file, _)) => file.body,
                // It is not written over, and says nothing of a text.
                Err(_) => return Ok(()),
            },
        };
        if there == body { Ok(()) } else { Err(StoreError::TextReplaced { article: id.clone(), path }) }
    }

    /// Writes a file, or removes it where there is nothing to keep.
    fn write(
        &mut self,
        file: &FileId,
        path: &Path,
        text: Option<String>,
    ) -> Result<Option<FileKey>, StoreError> {
        let disk = Arc::clone(&self.store.disk);
        let stat = || disk.stat(path).map_err(StoreError::io("read", path));
        let relative = self.store.layout.relative(path);
        let Some(text) = text else {
            if stat()?.is_some() {
                self.journal.announce(&*disk, relative, None)?;
                disk.remove(path).map_err(StoreError::io("remove", path))?;
            }
            return Ok(None);
        };
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        if let (Some(known), Some(stat)) = (self.known(file), stat()?)
            && known.matches(stat)
            && known.hash == hash
        {
            return Ok(Some(known));
        }
        self.journal.announce(&*disk, relative, Some(hash.into()))?;
        self.make_folder(path)?;
        replace(&*disk, path, text.as_bytes()).map_err(StoreError::io("write", path))?;
        Ok(stat()?.map(|stat| FileKey::new(stat, text.as_bytes())))
    }

    /// The bytes of a file that is not as it was when it was last read or written here; `None` where it is, or is gone.
    fn changed_outside(&self, file: &FileId, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        if self.unreadable.contains(file) {
            // Whoever opened it was told; it may have been mended since, else reading it fails again below.
            return self.store.disk.read(path).map(Some).map_err(StoreError::io("read", path));
        }
        let known = self.known(file);
        let Some(stat) = self.store.disk.stat(path).map_err(StoreError::io("read", path))? else {
            return Ok(None);
        };
        if known.is_some_and(|known| known.matches(stat)) {
            return Ok(None);
        }
        let bytes = self.store.disk.read(path).map_err(StoreError::io("read", path))?;
        let is_same = known.is_some_and(|known| known.hash == *blake3::hash(&bytes).as_bytes());
        Ok((!is_same).then_some(bytes))
    }

    fn merge_outside(
        &mut self,
        file: &FileId,
        path: &Path,
        bytes: &[u8],
        ours: Current,
        pending: &Pending,
    ) -> Result<Current, StoreError> {
        let (theirs, mut conflicts) = read_records(file, path, bytes, &ours)?;
        let merged = rebase(theirs, pending);
        for conflict in &merged.conflicts {
            self.saved.notices.push(Notice::Conflict { key: conflict.key.clone(), path: path.to_owned() });
        }
        conflicts.extend(merged.conflicts);
        let news = difference(&ours.records(), &merged.records);
        let outside = self.outside.entry(file.clone()).or_default();
        news.changes.iter().for_each(|change| outside.add(change));
        self.saved.outside.changes.extend(news.changes);
        self.conflicts.insert(file.clone(), conflicts);
        self.unreadable.remove(file);
        Ok(ours.with(merged.records))
    }

    fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        match self.store.disk.stat(folder) {
            Ok(Some(_)) => Ok(()),
            _ => self.store.disk.create_folder(folder).map_err(StoreError::io("make the folder", folder)),
        }
    }

    /// Brings the index up to a file that was just written.
    pub(super) fn remember(&mut self, file: &FileId, current: &Current, key: Option<FileKey>) {
        match (file, current) {
            (FileId::Project, _) => {
                self.store.root.project = key;
                self.is_root_stale = true;
            }
            (FileId::Register(who), _) => {
                self.store.remember_register(who, key);
                self.is_root_stale = true;
            }
            (FileId::Article(_), Current::Article(content)) => {
                if let (Some(key), Some((stem, entry))) = (key, self.store.entry_mut(&content.id)) {
                    entry.file = key;
                    entry.metadata = Arc::clone(&content.metadata);
                    self.stale_shards.insert(shard_of(&stem));
                }
            }
            (FileId::Work(who, id), Current::Work(_, _, work)) => {
                self.store.remember_annotator(who);
                self.is_root_stale = true;
                if let Some((stem, entry)) = self.store.entry_mut(id) {
                    entry.works.retain(|known| known.annotator != *who);
                    let row = key.map(|key| WorkEntry::new(WorkSummary::new(who.clone(), work), key));
                    entry.works.extend(row);
                    entry.works.sort_by(|a, b| a.annotator.cmp(&b.annotator));
                    self.stale_shards.insert(shard_of(&stem));
                }
            }
            _ => {}
        }
    }

    /// Writes what is new in the index. An index that cannot be written is only slower to open with.
    pub(super) fn save_index(&mut self) {
        let folder = self.store.layout.cache();
        if self.is_root_stale && cache::write_root(&*self.store.disk, &folder, &self.store.root).is_ok() {
            self.is_root_stale = false;
        }
        let (disk, entries) = (&*self.store.disk, &self.store.entries);
        self.stale_shards.retain(|&shard| cache::write_articles(disk, &folder, shard, entries).is_err());
    }
}
