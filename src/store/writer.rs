//! An open project, written: one annotator's journal, and the RON files that catch up with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::{self, FileKey, WorkEntry, shard_of};
use super::conflict::Conflict;
use super::current::{Current, read_records};
use super::disk::{Disk, Lock, replace};
use super::history_file::{self, HistoryFile};
use super::journal::Journal;
use super::layout::{FileId, Layout};
use super::merge::{Pending, difference, rebase};
use super::open::{Opened, open};
use super::reader::{Loaded, Store};
use super::{Notice, StoreError, records};
use crate::edit::history::{History, Revision};
use crate::edit::{Change, Edit};
use crate::model::article::WorkSummary;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;

/// Writes one annotator's work. Holds that annotator's lock as long as it lives.
#[derive(Debug)]
pub struct Writer {
    pub(super) store: Store,
    pub(super) annotator: Annotator,
    journal: Journal,
    history: HistoryFile,
    /// Records with two versions, by the file that keeps both.
    pub(super) conflicts: BTreeMap<FileId, Vec<Conflict>>,
    /// Files that could not be read and must not be written over.
    unreadable: BTreeSet<FileId>,
    /// Files whose hash the journal has noted.
    based: BTreeSet<FileId>,
    /// Parts of the index that are not on the disk.
    stale_shards: BTreeSet<usize>,
    is_root_stale: bool,
    _lock: Box<dyn Lock>,
}

/// A project that was opened for work.
#[derive(Debug)]
pub struct OpenedForWork {
    /// Writes the work.
    pub writer: Writer,
    /// What the files and the journal say.
    pub project: Project,
    /// The annotator's undo steps.
    pub history: History,
    /// What is odd in the files.
    pub notices: Vec<Notice>,
}

/// What saving has brought to light.
#[derive(Debug, Default)]
pub struct Saved {
    /// What another program has changed, to be applied to the project in memory; no step of ours.
    pub outside: Edit,
    /// What is odd.
    pub notices: Vec<Notice>,
}

impl Writer {
    /// Opens the project in `path` for the work of `annotator`.
    pub fn open(
        disk: &Arc<dyn Disk>,
        path: &Path,
        annotator: &Annotator,
    ) -> Result<OpenedForWork, StoreError> {
        let layout = Layout::new(path);
        if !matches!(disk.stat(&layout.file(&FileId::Project)), Ok(Some(_))) {
            return Err(StoreError::NoProject { path: layout.root().to_owned() });
        }
        for folder in layout.folders() {
            disk.create_folder(&folder).map_err(StoreError::io("make the folder", &folder))?;
        }
        let lock = lock(&**disk, &layout.lock(annotator), annotator)?;
        let Opened { mut store, project, mut notices, conflicts, strays, unreadable, journals } =
            open(disk, path)?;
        // The work of others in their journals is theirs to save; it stays readable through `load`.
        let journal_len = journals.get(annotator).copied().unwrap_or_default();
        let (history, damaged) = history_file::read(&**disk, &layout.history(annotator), annotator);
        notices.extend(damaged);
        let all_shards = (0..cache::SHARDS).collect();
        store.root.annotators.sort_by(|a, b| a.0.cmp(&b.0));
        let mut writer = Self {
            journal: Journal::new(layout.journal(annotator), annotator.clone(), journal_len),
            history: HistoryFile::new(layout.history(annotator)),
            store,
            annotator: annotator.clone(),
            conflicts: BTreeMap::new(),
            unreadable: unreadable.into_iter().collect(),
            based: BTreeSet::new(),
            stale_shards: all_shards,
            is_root_stale: true,
            _lock: lock,
        };
        for (file, conflict) in conflicts {
            writer.conflicts.entry(file).or_default().push(conflict);
        }
        writer.keep_damaged_journal(&mut notices)?;
        writer.adopt_strays(strays, &mut notices)?;
        notices.extend(writer.conflict_notices());
        Ok(OpenedForWork { writer, project, history, notices })
    }

    /// The project's files, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Loads an article for work. Fails where the annotator's own work in it cannot be read: it must not be written over.
    pub fn load(&mut self, id: &ArticleId) -> Result<Loaded, StoreError> {
        let mut loaded = self.store.load(id)?;
        for (file, _) in &loaded.conflicts {
            self.conflicts.remove(file);
        }
        for (file, conflict) in &loaded.conflicts {
            self.conflicts.entry(file.clone()).or_default().push(conflict.clone());
        }
        self.unreadable.extend(loaded.unreadable.iter().cloned());
        let own = FileId::Work(self.annotator.clone(), id.clone());
        if loaded.unreadable.contains(&own) {
            let path = self.store.layout.file(&own);
            let is_own = |notice: &Notice| matches!(notice, Notice::Unreadable(err) if names(err, &path));
            if let Some(place) = loaded.notices.iter().position(is_own)
                && let Notice::Unreadable(err) = loaded.notices.swap_remove(place)
            {
                return Err(err);
            }
        }
        Ok(loaded)
    }

    /// Writes edits to the journal and waits until they are safe on the disk. When that fails they are not written, and
    /// the call can be made again.
    pub fn note(&mut self, edits: &[&Edit]) -> Result<(), StoreError> {
        let changes = || edits.iter().flat_map(|edit| &edit.changes);
        let fresh: BTreeSet<FileId> =
            changes().map(records::file_of).filter(|file| !self.based.contains(file)).collect();
        let bases: Vec<(PathBuf, Option<BodyHash>)> = fresh.iter().map(|file| self.base(file)).collect();
        self.journal.write(&*self.store.disk, &bases, edits)?;
        self.based.extend(fresh);
        for change in changes() {
            self.add_pending(change);
        }
        Ok(())
    }

    fn add_pending(&mut self, change: &Change) {
        let file = records::file_of(change);
        let pending = self.store.overlay.entry(file.clone()).or_default();
        pending.add(change);
        if pending.is_empty() {
            self.store.overlay.remove(&file);
        }
    }

    fn base(&self, file: &FileId) -> (PathBuf, Option<BodyHash>) {
        let path = self.store.layout.file(file);
        let relative = path.strip_prefix(self.store.layout.root()).unwrap_or(&path).to_owned();
        (relative, self.known(file).map(|key| key.hash.into()))
    }

    /// Notes an undo step that was made, or with `None` that `done` steps are done now. Not synced: it is only undo.
    pub fn note_history(&mut self, pushed: Option<&Revision>, done: usize) -> Result<(), StoreError> {
        self.history.note(&*self.store.disk, pushed, done)
    }

    /// Writes the whole history anew.
    pub fn rewrite_history(&mut self, history: &History) -> Result<(), StoreError> {
        self.history.rewrite(&*self.store.disk, history)
    }

    /// The length of the journal in bytes.
    pub fn journal_len(&self) -> u64 {
        self.journal.len()
    }

    /// Whether there is work that is in the journal alone.
    pub fn is_dirty(&self) -> bool {
        self.journal.len() > 0
    }

    /// Brings every RON file up to `project`, which holds at least everything noted, and empties the journal.
    ///
    /// A file that another program has changed is merged by record. When a file cannot be written the others still are,
    /// the journal stays, and the first error is returned.
    pub fn save(&mut self, project: &Project) -> Result<Saved, StoreError> {
        let mut saved = Saved::default();
        let own: Vec<FileId> = self.store.overlay.keys().filter(|file| self.is_ours(file)).cloned().collect();
        let mut failed = None;
        let needs_lock = own.iter().any(|file| matches!(file, FileId::Project | FileId::Article(_)));
        let shared = if needs_lock { Some(self.store.lock_shared()?) } else { None };
        for file in own {
            match self.save_file(&file, project, &mut saved) {
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
        self.journal.clear(&*self.store.disk)?;
        self.based.clear();
        self.save_index();
        Ok(saved)
    }

    fn is_ours(&self, file: &FileId) -> bool {
        match file {
            FileId::Project | FileId::Article(_) => true,
            FileId::Work(annotator, _) | FileId::Register(annotator) => *annotator == self.annotator,
        }
    }

    fn save_file(&mut self, file: &FileId, project: &Project, saved: &mut Saved) -> Result<(), StoreError> {
        let path = self.store.layout.file(file);
        let Some(pending) = self.store.overlay.get(file).cloned() else { return Ok(()) };
        let current = match self.changed_outside(file, &path)? {
            None => Current::of(file, project, &self.store)?,
            Some(bytes) => {
                saved.notices.push(Notice::ChangedOutside { path: path.clone() });
                let ours = Current::of(file, project, &self.store)?;
                self.merge_outside(file, &path, &bytes, ours, &pending, saved)?
            }
        };
        let conflicts = self.conflicts.get(file).cloned().unwrap_or_default();
        let key = if let Some(text) = current.text(conflicts) {
            self.make_folder(&path)?;
            replace(&*self.store.disk, &path, text.as_bytes()).map_err(StoreError::io("write", &path))?;
            let stat = self.store.disk.stat(&path).map_err(StoreError::io("read", &path))?;
            stat.map(|stat| FileKey::new(stat, text.as_bytes()))
        } else {
            if self.known(file).is_some() {
                self.store.disk.remove(&path).map_err(StoreError::io("remove", &path))?;
            }
            None
        };
        self.remember(file, &current, key);
        Ok(())
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
        saved: &mut Saved,
    ) -> Result<Current, StoreError> {
        let (theirs, mut conflicts) = read_records(file, path, bytes, &ours)?;
        let merged = rebase(theirs, pending);
        for conflict in &merged.conflicts {
            saved.notices.push(Notice::Conflict { key: conflict.key.clone(), path: path.to_owned() });
        }
        conflicts.extend(merged.conflicts);
        saved.outside.changes.extend(difference(&ours.records(), &merged.records).changes);
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

    fn known(&self, file: &FileId) -> Option<FileKey> {
        let annotator_row =
            |who: &Annotator| self.store.root.annotators.iter().find(|(_, name, _)| name == who);
        match file {
            FileId::Project => self.store.root.project,
            FileId::Register(who) => annotator_row(who).and_then(|(.., key)| *key),
            FileId::Article(id) => self.store.entry(id).ok().map(|entry| entry.file),
            FileId::Work(who, id) => {
                let entry = self.store.entry(id).ok()?;
                entry.works.iter().find(|work| work.annotator == *who).map(|work| work.file)
            }
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
    fn save_index(&mut self) {
        let folder = self.store.layout.cache();
        if self.is_root_stale && cache::write_root(&*self.store.disk, &folder, &self.store.root).is_ok() {
            self.is_root_stale = false;
        }
        let (disk, entries) = (&*self.store.disk, &self.store.entries);
        self.stale_shards.retain(|&shard| cache::write_articles(disk, &folder, shard, entries).is_err());
    }

    /// A journal with holes is put aside before it is written to, so that what is in it can still be looked at.
    fn keep_damaged_journal(&mut self, notices: &mut [Notice]) -> Result<(), StoreError> {
        let own = self.store.layout.journal(&self.annotator);
        let is_own = |notice: &&mut Notice| matches!(notice, Notice::Damaged { path, .. } if *path == own);
        let Some(Notice::Damaged { path, .. }) = notices.iter_mut().find(is_own) else { return Ok(()) };
        let bytes = self.store.disk.read(&own).map_err(StoreError::io("read", &own))?;
        let kept = own.with_added_extension(format!(
            "damaged-{}",
            &BodyHash::from(*blake3::hash(&bytes).as_bytes()).to_string()[..8]
        ));
        self.store.disk.write(&kept, &bytes).map_err(StoreError::io("write", &kept))?;
        *path = kept;
        Ok(())
    }

    fn conflict_notices(&self) -> Vec<Notice> {
        let rows = self.conflicts.iter().flat_map(|(file, conflicts)| {
            let path = self.store.layout.file(file);
            conflicts
                .iter()
                .map(move |conflict| Notice::Conflict { key: conflict.key.clone(), path: path.clone() })
        });
        rows.collect()
    }
}

fn names(err: &StoreError, path: &Path) -> bool {
    matches!(err, StoreError::Broken { path: at, .. } | StoreError::Io { path: at, .. } | StoreError::NewerFormat { path: at, .. } if at == path)
}

fn lock(disk: &dyn Disk, path: &Path, annotator: &Annotator) -> Result<Box<dyn Lock>, StoreError> {
    let locked = disk.lock(path).map_err(StoreError::io("lock", path))?;
    locked.ok_or_else(|| StoreError::Locked { annotator: annotator.clone(), path: path.to_owned() })
}
