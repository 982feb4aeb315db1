//! An open project, written: one annotator's journal. The RON files that catch up with it are written by `saving`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::{self, FileKey};
use super::conflict::Conflict;
use super::disk::{Disk, Lock};
use super::effort::EffortFile;
use super::history_file::HistoryFile;
use super::journal::{self, Journal, Texts};
use super::layout::{FileId, Layout};
use super::merge::Pending;
use super::open::{Opened, open};
use super::reader::{Loaded, Store};
use super::{Notice, StoreError, copies, records, unfinished};
use crate::edit::history::{History, Revision};
use crate::edit::{Change, Edit};
use crate::model::body::BodyHash;
use crate::model::effort::Effort;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;

/// Writes one annotator's work. Holds that annotator's lock as long as it lives.
#[derive(Debug)]
pub struct Writer {
    pub(super) store: Store,
    pub(super) annotator: Annotator,
    pub(super) journal: Journal,
    history: HistoryFile,
    pub(super) effort: EffortFile,
    /// Records with two versions, by the file that keeps both.
    pub(super) conflicts: BTreeMap<FileId, Vec<Conflict>>,
    /// Files that could not be read and must not be written over.
    pub(super) unreadable: BTreeSet<FileId>,
    /// Files whose hash the journal has noted.
    pub(super) based: BTreeSet<FileId>,
    /// What other programs have changed and the project in memory may not know yet.
    pub(super) outside: BTreeMap<FileId, Pending>,
    /// What saving has brought to light and nobody has been told yet.
    pub(super) saved: Saved,
    /// Parts of the index that are not on the disk.
    pub(super) stale_shards: BTreeSet<usize>,
    pub(super) is_root_stale: bool,
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
    /// The annotator's active time.
    pub effort: Effort,
    /// What is odd in the files.
    pub notices: Vec<Notice>,
}

/// What saving has brought to light.
#[derive(Debug, Default)]
pub struct Saved {
    /// What another program has changed, to be applied to the project in memory; no step of ours.
    pub outside: Edit,
    /// Active time of the annotator that another program has put into the file.
    pub effort: Effort,
    /// What is odd.
    pub notices: Vec<Notice>,
}

impl Saved {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.outside.is_empty() && self.effort.is_empty() && self.notices.is_empty()
    }
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
        unfinished::finish(&**disk, &layout)?;
        let Opened { mut store, project, mut notices, conflicts, unreadable, mut efforts, journals } =
            open_with_copies(disk, path, annotator)?;
        let effort = efforts.remove(annotator).unwrap_or_default();
        // The work of others in their journals is theirs to save; it stays readable through `load`.
        let mut journal_len = journals.get(annotator).copied().unwrap_or_default();
        let journal = layout.journal(annotator);
        if let Some(path) = damage_of(&mut notices, &journal) {
            (*path, journal_len) = journal::mend(&**disk, &journal)?;
        }
        for path in left_out_of(&mut notices, &journal) {
            // The next save empties the journal.
            *path = journal::keep_left_out(&**disk, &journal)?;
        }
        let (history_file, history, damaged) =
            HistoryFile::open(&**disk, layout.history(annotator), annotator);
        notices.extend(damaged);
        let all_shards = (0..cache::SHARDS).collect();
        store.root.annotators.sort_by(|a, b| a.0.cmp(&b.0));
        let mut writer = Self {
            journal: Journal::new(journal, annotator.clone(), journal_len),
            history: history_file,
            effort: EffortFile::new(layout.effort(annotator), annotator.clone(), effort.clone()),
            store,
            annotator: annotator.clone(),
            conflicts: BTreeMap::new(),
            unreadable: unreadable.into_iter().collect(),
            based: BTreeSet::new(),
            outside: BTreeMap::new(),
            saved: Saved::default(),
            stale_shards: all_shards,
            is_root_stale: true,
            _lock: lock,
        };
        for (file, conflict) in conflicts {
            writer.conflicts.entry(file).or_default().push(conflict);
        }
        Ok(OpenedForWork { writer, project, history, effort, notices })
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
        if let Some((_, entry)) = self.store.entry_mut(id) {
            // Edits are noted as made in the text that was loaded.
            entry.body_hash = loaded.article.body().hash();
        }
        Ok(loaded)
    }

    /// Writes edits to the journal and waits until they are safe on the disk. When that fails they are not written, and
    /// the call can be made again.
    pub fn note(&mut self, edits: &[&Edit]) -> Result<(), StoreError> {
        self.require_journal()?;
        let changes = || edits.iter().flat_map(|edit| &edit.changes);
        let fresh: BTreeSet<FileId> =
            changes().map(records::file_of).filter(|file| !self.based.contains(file)).collect();
        let bases: Vec<(PathBuf, Option<BodyHash>)> = fresh.iter().map(|file| self.base(file)).collect();
        let edits: Vec<(&Edit, Texts)> = edits.iter().map(|edit| (*edit, self.texts_of(edit))).collect();
        self.journal.write(&*self.store.disk, &bases, &edits)?;
        self.based.extend(fresh);
        for change in changes() {
            self.add_pending(change);
        }
        Ok(())
    }

    /// Makes sure that the journal is where it was, and writes it anew where another program has removed it.
    fn require_journal(&mut self) -> Result<(), StoreError> {
        let disk = Arc::clone(&self.store.disk);
        if !self.journal.is_lost(&*disk)? {
            return Ok(());
        }
        self.require_folder()?;
        let own = || self.store.overlay.iter().filter(|(file, _)| self.is_ours(file));
        let edit: Edit = own().flat_map(|(_, pending)| pending.changes()).collect();
        let bases: Vec<(PathBuf, Option<BodyHash>)> = own().map(|(file, _)| self.base(file)).collect();
        self.journal.rewrite(&*disk, &bases, &[(&edit, self.texts_of(&edit))])
    }

    /// The texts in which an edit of loaded articles is made.
    fn texts_of(&self, edit: &Edit) -> Texts {
        let known = edit.articles().into_iter().filter_map(|id| self.store.entry(id).ok());
        known.map(|entry| (entry.id.clone(), entry.body_hash)).collect()
    }

    /// Fails where the project is no longer there: a folder that is made anew would hold only a part of it.
    pub(super) fn require_folder(&self) -> Result<(), StoreError> {
        let project = self.store.layout.file(&FileId::Project);
        match self.store.disk.stat(&project).map_err(StoreError::io("read", &project))? {
            Some(_) => Ok(()),
            None => Err(StoreError::Gone { path: self.store.layout.root().to_owned() }),
        }
    }

    fn add_pending(&mut self, change: &Change) {
        let file = records::file_of(change);
        if let Some(outside) = self.outside.get_mut(&file) {
            // It was made on the version in memory, which is no longer waited for.
            outside.forget(&change.key);
        }
        self.store.overlay.entry(file).or_default().add(change);
    }

    fn base(&self, file: &FileId) -> (PathBuf, Option<BodyHash>) {
        let path = self.store.layout.file(file);
        let relative = self.store.layout.relative(&path);
        (relative.to_owned(), self.known(file).map(|key| key.hash.into()))
    }

    /// Notes an undo step that was made, or with `None` that `done` steps are done now. Not synced: it is only undo.
    pub fn note_history(&mut self, pushed: Option<&Revision>, done: usize) -> Result<(), StoreError> {
        self.history.note(&*self.store.disk, pushed, done)
    }

    /// Writes the whole history anew.
    pub fn rewrite_history(&mut self, history: &History) -> Result<(), StoreError> {
        self.history.rewrite(&*self.store.disk, history)
    }

    /// Takes note of sums of active time that have grown. They are in memory until [`Self::save_effort`].
    pub fn note_effort(&mut self, grown: &Effort) {
        self.effort.note(grown);
    }

    /// Whether active time was noted since saving it was last tried.
    pub fn is_effort_due(&self) -> bool {
        self.effort.is_due()
    }

    /// Saves the active time that was noted, merged with what another program has put into the file. What goes wrong
    /// waits as a notice for [`Self::take_saved`]: nobody is to be kept from working by it.
    pub fn save_effort(&mut self) {
        let saved = match self.require_folder() {
            Ok(()) => self.effort.save(&*self.store.disk),
            // Saving the work fails for the same reason, and says so.
            Err(_) => return,
        };
        match saved {
            Ok(outside) => self.saved.effort.merge(&outside),
            Err(err) => self.saved.notices.extend(err.map(Notice::Effort)),
        }
    }

    /// The length of the journal in bytes.
    pub fn journal_len(&self) -> u64 {
        self.journal.len()
    }

    /// Whether there is work that is in the journal alone.
    pub fn is_dirty(&self) -> bool {
        self.journal.len() > 0
    }

    /// What a file was when it was last read or written here.
    pub(super) fn known(&self, file: &FileId) -> Option<FileKey> {
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
}

/// Opens a project after the copies that sync tools have made of the annotator's files are merged into them.
fn open_with_copies(disk: &Arc<dyn Disk>, path: &Path, annotator: &Annotator) -> Result<Opened, StoreError> {
    let opened = open(disk, path)?;
    let merged = copies::adopt(&opened.store, annotator, &opened.notices)?;
    if merged.is_empty() {
        return Ok(opened);
    }
    let mut opened = open(disk, path)?;
    // That it was changed is known: it was changed here.
    let is_ours =
        |notice: &Notice| matches!(notice, Notice::ChangedOutside { path } if merged.contains(path));
    opened.notices.retain(|notice| !is_ours(notice));
    opened.notices.extend(merged.into_iter().map(|path| Notice::Merged { path }));
    Ok(opened)
}

/// Where a notice names the damaged file `file`.
fn damage_of<'a>(notices: &'a mut [Notice], file: &Path) -> Option<&'a mut PathBuf> {
    notices.iter_mut().find_map(|notice| match notice {
        Notice::Damaged { path, .. } if path == file => Some(path),
        _ => None,
    })
}

/// Where notices name `journal` as one of which something is left out.
fn left_out_of<'a>(notices: &'a mut [Notice], journal: &Path) -> impl Iterator<Item = &'a mut PathBuf> {
    notices.iter_mut().filter_map(move |notice| match notice {
        Notice::OtherText { path, .. } if path == journal => Some(path),
        _ => None,
    })
}

fn names(err: &StoreError, path: &Path) -> bool {
    matches!(err, StoreError::Broken { path: at, .. } | StoreError::Io { path: at, .. } | StoreError::NewerFormat { path: at, .. } if at == path)
}

fn lock(disk: &dyn Disk, path: &Path, annotator: &Annotator) -> Result<Box<dyn Lock>, StoreError> {
    let locked = disk.lock(path).map_err(StoreError::io("lock", path))?;
    locked.ok_or_else(|| StoreError::Locked { annotator: annotator.clone(), path: path.to_owned() })
}
