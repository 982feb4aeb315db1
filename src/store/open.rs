//! Opening a project: from the cache where files are as they were, from the files where they are not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::cache::{self, ArticleEntry, FileKey, RootEntry};
use super::disk::{Disk, Entry};
use super::files::{ProjectContent, RegisterContent, read_project, read_register, versions};
use super::journal::{self, Noted};
use super::layout::{FileId, Layout};
use super::merge::{Pending, Records, rebase, union};
use super::reader::{Loaded, Store, parse_work};
use super::{Notice, StoreError, conflict::Conflict, records, stem, unfinished};
use crate::model::body::BodyHash;
use crate::model::effort::Effort;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};

/// A project that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its files.
    pub store: Store,
    /// What they say: articles are listed, everything else is there.
    pub project: Project,
    /// What is odd in them.
    pub notices: Vec<Notice>,
    /// Records with two versions in the files that were read.
    pub conflicts: Vec<(FileId, Conflict)>,
    /// Files that could not be read, which must not be written over.
    pub unreadable: Vec<FileId>,
    /// Everybody's active time.
    pub efforts: BTreeMap<Annotator, Effort>,
    /// How far each annotator's journal is whole, in bytes.
    pub journals: BTreeMap<Annotator, u64>,
}

/// Opens the project in `path`, its folder or its `project.ron`, without a lock.
pub fn open(disk: &Arc<dyn Disk>, path: &Path) -> Result<Opened, StoreError> {
    let layout = Layout::new(path);
    let project_file = layout.file(&FileId::Project);
    if disk.stat(&project_file).map_err(StoreError::io("read", &project_file))?.is_none() {
        return Err(StoreError::NoProject { path: layout.root().to_owned() });
    }
    let index = cache::read(&**disk, &layout.cache());
    let mut opening = Opening { disk: &**disk, layout: &layout, notices: Vec::new(), own: BTreeSet::new() };
    // Journals first: what is saved between this and reading the files is then found in both, and applied once.
    let (noted, journals) = opening.read_journals()?;
    let mut root = RootEntry::default();
    let mut content = opening.read_project(&index.root, &mut root)?;
    let mut conflicts: Vec<(FileId, Conflict)> =
        content.conflicts.iter().map(|conflict| (FileId::Project, conflict.clone())).collect();
    let mut unreadable = Vec::new();
    let registers = opening.read_registers(&index.root, &mut root, &mut unreadable, &mut conflicts)?;
    let entries = opening.read_articles(&index, &root)?;
    let overlay = opening.overlay(noted, &entries);
    let efforts = opening.read_efforts()?;
    let mut notices = opening.notices_of_others();
    if let Some(pending) = overlay.get(&FileId::Project) {
        let merged = rebase(content.records, pending);
        content.records = merged.records;
        conflicts.extend(merged.conflicts.into_iter().map(|conflict| (FileId::Project, conflict)));
    }
    let stems = entries.iter().map(|(stem, entry)| (entry.id.clone(), stem.clone())).collect();
    let store = Store { disk: Arc::clone(disk), layout: layout.clone(), root, entries, stems, overlay };
    let mut project = build(&store, content.records, registers, &mut conflicts);
    notices.extend(store.conflict_notices(&conflicts));
    for loaded in load_touched(&store) {
        conflicts.extend(loaded.conflicts);
        // An article of which a part cannot be read stays listed, and says why when it is asked for.
        if loaded.unreadable.is_empty() {
            notices.extend(loaded.notices);
            project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
        }
        unreadable.extend(loaded.unreadable);
    }
    Ok(Opened { store, project, notices, conflicts, unreadable, efforts, journals })
}

/// As [`open`], for an import: one that was cut off in its commit is finished first.
pub fn open_to_import(disk: &Arc<dyn Disk>, path: &Path) -> Result<Opened, StoreError> {
    unfinished::finish(&**disk, &Layout::new(path))?;
    open(disk, path)
}

/// The articles that journals have changed.
fn load_touched(store: &Store) -> Vec<Loaded> {
    let touched: BTreeSet<&ArticleId> = store.overlay.keys().filter_map(FileId::article).collect();
    touched.into_iter().filter_map(|id| store.load(id).ok()).collect()
}

/// The project that the files describe, with what journals add to it.
fn build(
    store: &Store,
    shared: Records,
    mut registers: BTreeMap<Annotator, Records>,
    conflicts: &mut Vec<(FileId, Conflict)>,
) -> Project {
    for (file, pending) in &store.overlay {
        if let FileId::Register(annotator) = file {
            let merged = rebase(registers.remove(annotator).unwrap_or_default(), pending);
            registers.insert(annotator.clone(), merged.records);
            conflicts.extend(merged.conflicts.into_iter().map(|conflict| (file.clone(), conflict)));
        }
    }
    let mut project = Project::default();
    for (key, record) in shared.into_iter().chain(registers.into_values().flatten()) {
        // Neither an article nor a wrong kind is among these records.
        drop(project.put(&key, Some(record)));
    }
    let mut slots: Vec<(ArticleId, Slot)> = store
        .entries
        .par_iter()
        .map(|(_, entry)| (entry.id.clone(), Slot::Listed(Arc::new(entry.listing()))))
        .collect();
    slots.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    project.put_slots(slots);
    project
}

type Overlay = BTreeMap<FileId, Pending>;

/// Each edit of every journal, with the journal.
type AllNoted = Vec<(PathBuf, Noted)>;

/// A project that is being opened.
pub(super) struct Opening<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) layout: &'a Layout,
    pub(super) notices: Vec<Notice>,
    /// The files (relative to the project folder) that journals announce, with the hashes that they give them.
    own: BTreeSet<(PathBuf, Option<BodyHash>)>,
}

impl Opening<'_> {
    /// What was noticed, without files that are as a journal has announced them: the program ended after writing them
    /// and before the index knew.
    fn notices_of_others(self) -> Vec<Notice> {
        let is_own = |path: &Path| {
            let hash =
                self.disk.read(path).ok().map(|bytes| BodyHash::from(*blake3::hash(&bytes).as_bytes()));
            self.own.contains(&(self.layout.relative(path).to_owned(), hash))
        };
        let is_of_others = |notice: &Notice| match notice {
            Notice::ChangedOutside { path } | Notice::RemovedOutside { path } => !is_own(path),
            _ => true,
        };
        self.notices.into_iter().filter(is_of_others).collect()
    }

    /// What a folder holds; nothing where it is not there.
    pub(super) fn list(&self, folder: &Path) -> Result<Vec<Entry>, StoreError> {
        match self.disk.list(folder) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            listed => listed.map_err(StoreError::io("read", folder)),
        }
    }

    fn read_journals(&mut self) -> Result<(AllNoted, BTreeMap<Annotator, u64>), StoreError> {
        let folder = self.layout.journals();
        let (mut noted, mut lengths) = (AllNoted::new(), BTreeMap::new());
        for entry in self.list(&folder)? {
            if entry.stat.is_dir || entry.name.contains('.') {
                continue;
            }
            let path = folder.join(&entry.name);
            let replay = journal::read(self.disk, &path)?;
            if replay.damaged > 0 {
                self.notices.push(Notice::Damaged { entries: replay.damaged, path: path.clone() });
            }
            if let Some(annotator) = replay.annotator {
                lengths.insert(annotator, replay.len);
            }
            self.own.extend(replay.writes);
            noted.extend(replay.edits.into_iter().map(|edit| (path.clone(), edit)));
        }
        Ok((noted, lengths))
    }

    /// What journals add to the files, without what was made in another text than the one that is there now.
    fn overlay(&mut self, noted: AllNoted, entries: &HashMap<String, ArticleEntry>) -> Overlay {
        let (mut overlay, mut left_out) = (Overlay::new(), BTreeSet::new());
        for (journal, Noted { edit, texts }) in noted {
            let is_in_another_text = |id: &&ArticleId| {
                let entry = entries.get(&stem::article_stem(id.as_str()));
                entry.zip(texts.get(id)).is_some_and(|(entry, text)| entry.body_hash != *text)
            };
            for change in &edit.changes {
                match change.key.article().filter(is_in_another_text) {
                    Some(id) => drop(left_out.insert((journal.clone(), id.clone()))),
                    None => overlay.entry(records::file_of(change)).or_default().add(change),
                }
            }
        }
        let notice = |(path, article)| Notice::OtherText { article, path };
        self.notices.extend(left_out.into_iter().map(notice));
        overlay
    }

    /// Reads a small file whole, and notices when it is not what it was.
    fn read(
        &mut self,
        path: &Path,
        known: Option<FileKey>,
    ) -> Result<Option<(Vec<u8>, FileKey)>, StoreError> {
        let Some(stat) = self.disk.stat(path).map_err(StoreError::io("read", path))? else { return Ok(None) };
        let bytes = self.disk.read(path).map_err(StoreError::io("read", path))?;
        let key = FileKey::new(stat, &bytes);
        if known.is_some_and(|known| known.hash != key.hash) {
            self.notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
        Ok(Some((bytes, key)))
    }

    fn read_project(
        &mut self,
        known: &RootEntry,
        root: &mut RootEntry,
    ) -> Result<ProjectContent, StoreError> {
        let path = self.layout.file(&FileId::Project);
        let Some((bytes, key)) = self.read(&path, known.project)? else {
            return Err(StoreError::NoProject { path: self.layout.root().to_owned() });
        };
        root.project = Some(key);
        let (ours, theirs) = versions(&bytes);
        let mut content = read_project(&ours, &path)?;
        if let Some(theirs) = theirs {
            let theirs = read_project(&theirs, &path)?;
            let merged = union(content.records, theirs.records);
            content.records = merged.records;
            content.conflicts.extend(theirs.conflicts.into_iter().chain(merged.conflicts));
            self.notices.push(Notice::Merged { path });
        }
        Ok(content)
    }

    fn read_registers(
        &mut self,
        known: &RootEntry,
        root: &mut RootEntry,
        unreadable: &mut Vec<FileId>,
        conflicts: &mut Vec<(FileId, Conflict)>,
    ) -> Result<BTreeMap<Annotator, Records>, StoreError> {
        let mut registers = BTreeMap::new();
        let listed = self.list(&self.layout.annotations())?.into_iter().filter(|entry| entry.stat.is_dir);
        let mut folders: BTreeSet<String> = listed.map(|entry| entry.name).collect();
        // A folder that is gone is looked into as well, so that what it held is missed.
        folders.extend(known.annotators.iter().map(|(name, ..)| name.clone()));
        for folder in folders {
            let known = known.annotators.iter().find(|(name, ..)| *name == folder);
            self.notice_strays(&self.layout.annotations().join(&folder))?;
            let path = self.layout.annotations().join(&folder).join("register.ron");
            let read = self.read(&path, known.and_then(|(.., key)| *key))?;
            if read.is_none() && known.is_some_and(|(.., key)| key.is_some()) {
                self.notices.push(Notice::RemovedOutside { path: path.clone() });
            }
            let parsed = read.map(|(bytes, key)| Ok((self.parse_register(&bytes, &path, &folder)?, key)));
            let name = match &parsed {
                Some(Ok((content, _))) => Some(content.annotator.clone()),
                _ => known.map(|(_, annotator, _)| annotator.clone()).or_else(|| self.name_of(&folder)),
            };
            let Some(annotator) = name else { continue };
            let mut key = None;
            match parsed {
                Some(Ok((content, found))) => {
                    key = Some(found);
                    let file = FileId::Register(annotator.clone());
                    conflicts.extend(content.conflicts.into_iter().map(|conflict| (file.clone(), conflict)));
                    registers.insert(annotator.clone(), content.records);
                }
                Some(Err(err)) => {
                    unreadable.push(FileId::Register(annotator.clone()));
                    self.notices.push(Notice::Unreadable(err));
                }
                None => {}
            }
            root.annotators.push((folder, annotator, key));
        }
        Ok(registers)
    }

    fn parse_register(
        &mut self,
        bytes: &[u8],
        path: &Path,
        folder: &str,
    ) -> Result<RegisterContent, StoreError> {
        let (ours, theirs) = versions(bytes);
        let mut content = read_register(&ours, path)?;
        if stem::annotator_stem(content.annotator.as_str()) != folder {
            let message = format!("this is the register of {}", content.annotator);
            return Err(StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() });
        }
        if let Some(theirs) = theirs {
            let theirs = read_register(&theirs, path)?;
            let merged = union(content.records, theirs.records);
            content.records = merged.records;
            content.conflicts.extend(theirs.conflicts.into_iter().chain(merged.conflicts));
            self.notices.push(Notice::Merged { path: path.to_owned() });
        }
        Ok(content)
    }

    /// Names what stands beside a register and is none of ours.
    fn notice_strays(&mut self, folder: &Path) -> Result<(), StoreError> {
        let known = ["articles", "register.ron", Layout::EFFORT];
        for entry in self.list(folder)? {
            if !entry.name.starts_with('.') && !known.contains(&entry.name.as_str()) {
                self.notices.push(Notice::StrayFile { path: folder.join(entry.name) });
            }
        }
        Ok(())
    }

    /// The annotator of a folder: its name if it is plain, else what its first readable file says.
    fn name_of(&self, folder: &str) -> Option<Annotator> {
        if stem::annotator_stem(folder) == folder {
            return Some(Annotator::from(folder));
        }
        let works = self.layout.annotations().join(folder).join("articles");
        let mut files = self.list(&works).ok()?.into_iter().map(|entry| works.join(entry.name));
        files.find_map(|path| Some(parse_work(&self.disk.read(&path).ok()?, &path, None).ok()?.annotator))
    }
}
