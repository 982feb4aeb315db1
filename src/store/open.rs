//! Opening a project: from the cache where files are as they were, from the files where they are not.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::cache::{self, ArticleEntry, FileKey, Index, RootEntry, WorkEntry};
use super::disk::{Disk, Entry, Stat};
use super::files::{ProjectContent, RegisterContent, read_project, read_register, versions};
use super::layout::{FileId, Layout};
use super::merge::{Pending, Records, rebase, union};
use super::reader::{Store, parse_article, parse_work};
use super::{Notice, StoreError, conflict::Conflict, journal, records, stem};
use crate::model::article::WorkSummary;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::model::work::Work;

/// A project that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its files.
    pub store: Store,
    /// What they say: articles are listed, everything else is there.
    pub project: Project,
    /// What is odd in them.
    pub notices: Vec<Notice>,
    /// Records with two versions in files that belong to no article.
    pub conflicts: Vec<(FileId, Conflict)>,
    /// Files that do not seem to belong: the copies that a sync tool makes of a conflict, for one.
    pub strays: Vec<PathBuf>,
    /// Files that could not be read, which must not be written over.
    pub unreadable: Vec<FileId>,
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
    let mut opening = Opening { disk: &**disk, layout: &layout, notices: Vec::new(), strays: Vec::new() };
    // Journals first: what is saved between this and reading the files is then found in both, and applied once.
    let (overlay, journals) = opening.read_journals()?;
    let mut root = RootEntry::default();
    let mut content = opening.read_project(&index.root, &mut root)?;
    let mut conflicts: Vec<(FileId, Conflict)> =
        content.conflicts.iter().map(|conflict| (FileId::Project, conflict.clone())).collect();
    let mut unreadable = Vec::new();
    let registers = opening.read_registers(&index.root, &mut root, &mut unreadable, &mut conflicts)?;
    let entries = opening.read_articles(&index, &root)?;
    let Opening { notices, strays, .. } = opening;
    if let Some(pending) = overlay.get(&FileId::Project) {
        let merged = rebase(content.records, pending);
        content.records = merged.records;
        conflicts.extend(merged.conflicts.into_iter().map(|conflict| (FileId::Project, conflict)));
    }
    let stems = entries.iter().map(|(stem, entry)| (entry.id.clone(), stem.clone())).collect();
    let store = Store { disk: Arc::clone(disk), layout: layout.clone(), root, entries, stems, overlay };
    let project = build(&store, content.records, registers, &mut conflicts);
    Ok(Opened { store, project, notices, conflicts, strays, unreadable, journals })
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
    let touched = store.overlay.keys().filter_map(|file| match file {
        FileId::Article(id) | FileId::Work(_, id) => Some(id),
        _ => None,
    });
    for id in touched {
        // An article that cannot be loaded stays listed, and says why when it is asked for.
        if let Ok(loaded) = store.load(id) {
            project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
        }
    }
    project
}

type Overlay = BTreeMap<FileId, Pending>;

struct Opening<'a> {
    disk: &'a dyn Disk,
    layout: &'a Layout,
    notices: Vec<Notice>,
    strays: Vec<PathBuf>,
}

impl Opening<'_> {
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, StoreError> {
        match self.disk.list(folder) {
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            listed => listed.map_err(StoreError::io("read", folder)),
        }
    }

    fn read_journals(&mut self) -> Result<(Overlay, BTreeMap<Annotator, u64>), StoreError> {
        let folder = self.layout.journals();
        let (mut overlay, mut lengths) = (Overlay::new(), BTreeMap::new());
        for entry in self.list(&folder)? {
            if entry.stat.is_dir || entry.name.contains('.') {
                continue;
            }
            let replay = journal::read(self.disk, &folder.join(&entry.name))?;
            self.notices.extend(replay.notice);
            if let Some(annotator) = replay.annotator {
                lengths.insert(annotator, replay.len);
            }
            for change in replay.edits.iter().flat_map(|edit| &edit.changes) {
                overlay.entry(records::file_of(change)).or_default().add(change);
            }
        }
        overlay.retain(|_, pending| !pending.is_empty());
        Ok((overlay, lengths))
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
        for folder in self.list(&self.layout.annotations())?.into_iter().filter(|entry| entry.stat.is_dir) {
            let known = known.annotators.iter().find(|(name, ..)| *name == folder.name);
            let path = self.layout.annotations().join(&folder.name).join("register.ron");
            let read = self.read(&path, known.and_then(|(.., key)| *key))?;
            if read.is_none() && known.is_some_and(|(.., key)| key.is_some()) {
                self.notices.push(Notice::RemovedOutside { path: path.clone() });
            }
            let parsed =
                read.map(|(bytes, key)| self.parse_register(&bytes, &path).map(|content| (content, key)));
            let name = match &parsed {
                Some(Ok((content, _))) => Some(content.annotator.clone()),
                _ => known.map(|(_, annotator, _)| annotator.clone()).or_else(|| self.name_of(&folder.name)),
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
            root.annotators.push((folder.name, annotator, key));
        }
        Ok(registers)
    }

    fn parse_register(&mut self, bytes: &[u8], path: &Path) -> Result<RegisterContent, StoreError> {
        let (ours, theirs) = versions(bytes);
        let mut content = read_register(&ours, path)?;
        if let Some(theirs) = theirs {
            let theirs = read_register(&theirs, path)?;
            let merged = union(content.records, theirs.records);
            content.records = merged.records;
            content.conflicts.extend(theirs.conflicts.into_iter().chain(merged.conflicts));
            self.notices.push(Notice::Merged { path: path.to_owned() });
        }
        Ok(content)
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

    fn read_articles(
        &mut self,
        index: &Index,
        root: &RootEntry,
    ) -> Result<HashMap<String, ArticleEntry>, StoreError> {
        let folder = self.layout.articles();
        let listed = self.list(&folder)?;
        let bodies: HashMap<&str, Stat> =
            listed.iter().filter_map(|entry| Some((entry.name.strip_suffix(".txt")?, entry.stat))).collect();
        let files: Vec<(&str, Stat)> =
            listed.iter().filter_map(|entry| Some((entry.name.strip_suffix(".ron")?, entry.stat))).collect();
        let known = &index.articles;
        let this = &*self;
        let read: Vec<Result<FoundArticle, Notices>> = files
            .par_iter()
            .with_min_len(64)
            .map(|(stem, stat)| this.article(stem, *stat, bodies.get(stem).copied(), known.get(*stem)))
            .collect();
        let mut entries = HashMap::with_capacity(read.len());
        for article in read {
            match article {
                Ok((stem, entry, notices)) => {
                    self.notices.extend(notices);
                    entries.insert(stem, entry);
                }
                Err(notices) => self.notices.extend(notices),
            }
        }
        let gone = known.keys().filter(|stem| !entries.contains_key(*stem) && !has(&files, stem));
        let mut gone: Vec<PathBuf> = gone.map(|stem| folder.join(stem).with_added_extension("ron")).collect();
        gone.sort();
        self.notices.extend(gone.into_iter().map(|path| Notice::RemovedOutside { path }));
        for (name, annotator, _) in &root.annotators {
            self.read_works(name, annotator, &mut entries, known)?;
        }
        Ok(entries)
    }

    /// What the index will say of an article, without its works.
    fn article(
        &self,
        stem: &str,
        stat: Stat,
        body: Option<Stat>,
        known: Option<&ArticleEntry>,
    ) -> Result<FoundArticle, Notices> {
        let mut notices = Vec::new();
        let path = self.layout.articles().join(stem).with_added_extension("ron");
        let mut entry = match known.filter(|known| known.file.matches(stat)) {
            Some(known) => ArticleEntry { works: Vec::new(), ..known.clone() },
            None => self
                .read_article(stem, stat, &path, known, &mut notices)
                .map_err(|err| vec![Notice::Unreadable(err)])?,
        };
        let body_path = path.with_extension("txt");
        let Some(body) = body else {
            let (article, path) = (entry.id.clone(), body_path);
            notices.push(Notice::Unreadable(StoreError::MissingBody { article, path }));
            return Ok((stem.to_owned(), entry, notices));
        };
        let seen = (body.len, body.modified_ns);
        if known.is_some_and(|known| known.body != seen || known.body_hash != entry.body_hash) {
            let is_same = self
                .disk
                .read(&body_path)
                .is_ok_and(|bytes| BodyHash::from(*blake3::hash(&bytes).as_bytes()) == entry.body_hash);
            if !is_same {
                let (article, path) = (entry.id.clone(), body_path);
                notices.push(Notice::Unreadable(StoreError::BodyChanged { article, path }));
                // Kept as it was, so that it is found again the next time.
                return Ok((stem.to_owned(), entry, notices));
            }
        }
        entry.body = seen;
        Ok((stem.to_owned(), entry, notices))
    }

    fn read_article(
        &self,
        stem: &str,
        stat: Stat,
        path: &Path,
        known: Option<&ArticleEntry>,
        notices: &mut Notices,
    ) -> Result<ArticleEntry, StoreError> {
        let bytes = self.disk.read(path).map_err(StoreError::io("read", path))?;
        let key = FileKey::new(stat, &bytes);
        if known.is_some_and(|known| known.file.hash != key.hash) {
            notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
        let (file, is_merged) = parse_article(&bytes, path)?;
        if is_merged {
            notices.push(Notice::Merged { path: path.to_owned() });
        }
        if stem::article_stem(file.id.as_str()) != stem {
            let message = format!("the file's name does not belong to article {}", file.id);
            return Err(StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() });
        }
        Ok(ArticleEntry {
            id: file.id,
            metadata: file.metadata,
            body_hash: file.body,
            body: (0, 0),
            file: key,
            works: Vec::new(),
        })
    }

    fn read_works(
        &mut self,
        folder: &str,
        annotator: &Annotator,
        entries: &mut HashMap<String, ArticleEntry>,
        known: &HashMap<String, ArticleEntry>,
    ) -> Result<(), StoreError> {
        let folder = self.layout.annotations().join(folder).join("articles");
        let listed = self.list(&folder)?;
        let before = |stem: &str| {
            known.get(stem).and_then(|entry| entry.works.iter().find(|work| work.annotator == *annotator))
        };
        let (disk, known_stems) = (self.disk, &*entries);
        let read: Vec<FoundWork> = listed
            .par_iter()
            .with_min_len(64)
            .filter_map(|entry| {
                let stem = entry.name.strip_suffix(".ron").filter(|stem| known_stems.contains_key(*stem))?;
                Some(work_entry(disk, &folder.join(&entry.name), stem, entry.stat, before(stem)))
            })
            .collect();
        let strays =
            listed.iter().filter(|entry| is_stray(&entry.name)).map(|entry| folder.join(&entry.name));
        self.strays.extend(strays);
        let mut found = std::collections::BTreeSet::new();
        for (stem, work, notices) in read {
            self.notices.extend(notices);
            // Work that does not read is listed all the same, so that nobody writes over it unseen.
            let work = work.unwrap_or_else(|| WorkEntry::unreadable(annotator.clone()));
            if let Some(entry) = entries.get_mut(&stem) {
                entry.works.push(work);
            }
            found.insert(stem);
        }
        let mut gone: Vec<PathBuf> = entries
            .keys()
            .filter(|stem| before(stem).is_some() && !found.contains(*stem))
            .map(|stem| folder.join(stem).with_added_extension("ron"))
            .collect();
        gone.sort();
        self.notices.extend(gone.into_iter().map(|path| Notice::RemovedOutside { path }));
        Ok(())
    }
}

type Notices = Vec<Notice>;
type FoundArticle = (String, ArticleEntry, Notices);
type FoundWork = (String, Option<WorkEntry>, Notices);

fn has(files: &[(&str, Stat)], stem: &str) -> bool {
    files.binary_search_by(|(name, _)| (*name).cmp(stem)).is_ok()
}

/// A name that is no stem of ours with our extension, and no temporary file of ours.
fn is_stray(name: &str) -> bool {
    let is_stem = |stem: &str| {
        let digits = stem.rsplit('-').next().unwrap_or(stem);
        digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    !name.starts_with('.') && !name.strip_suffix(".ron").is_some_and(is_stem)
}

fn work_entry(disk: &dyn Disk, path: &Path, stem: &str, stat: Stat, known: Option<&WorkEntry>) -> FoundWork {
    if let Some(known) = known.filter(|known| known.file.matches(stat)) {
        return (stem.to_owned(), Some(known.clone()), Vec::new());
    }
    let mut notices = Vec::new();
    let read = disk.read(path).map_err(StoreError::io("read", path)).and_then(|bytes| {
        let key = FileKey::new(stat, &bytes);
        if known.is_some_and(|known| known.file.hash != key.hash) {
            notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
        Ok((parse_work(&bytes, path, None)?, key))
    });
    match read {
        Ok((content, key)) => {
            notices.extend(content.notices);
            let summary = WorkSummary::new(content.annotator, &Work::from(content.records));
            (stem.to_owned(), Some(WorkEntry::new(summary, key)), notices)
        }
        Err(err) => {
            notices.push(Notice::Unreadable(err));
            (stem.to_owned(), None, notices)
        }
    }
}
