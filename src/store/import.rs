//! Importing articles: a transaction outside undo.
//!
//! Bodies and works are written first, then `articles/*.ron`, each of which commits its article; the disk is waited for
//! twice in a thousand articles. What a crash leaves without its `articles/*.ron` is an orphan: ignored, and written over
//! by the next import of that article. Work in the same text is adopted then, work in another goes to the trash.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::cache::{self, ArticleEntry, FileKey, shard_of};
use super::conflict::Conflict;
use super::create::shared_records;
use super::disk::{Lock, replace};
use super::files::{
    ArticleFile, ProjectContent, RegisterContent, WorkContent, read_project, read_register, write_project,
    write_register, write_work,
};
use super::layout::FileId;
use super::reader::{Store, merge_work, parse_article, parse_work};
use super::work_entry::WorkEntry;
use super::{StoreError, records, stem};
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;
use crate::model::summary::WorkSummary;
use crate::model::work::Work;

/// How many articles are written between two waits for the disk.
const BATCH: usize = 1_000;

/// How long to wait for another program that writes shared files: tries, and milliseconds between them.
const LOCK_TRIES: u32 = 100;
const LOCK_WAIT_MS: u64 = 20;

/// An import under way. What was not committed when it is dropped does not exist.
#[derive(Debug)]
pub struct Import<'a> {
    store: &'a mut Store,
    batch: Vec<Staged>,
    /// How many articles were committed.
    committed: usize,
    stale_shards: BTreeSet<usize>,
    _locks: Vec<Box<dyn Lock>>,
}

#[derive(Debug)]
struct Staged {
    stem: String,
    entry: ArticleEntry,
    renames: Renames,
    /// Work files that have nothing left to hold; a copy of each is in the trash.
    gone: Vec<PathBuf>,
}

/// Temporary files and where they belong: works, then the body, then the article.
type Renames = Vec<(PathBuf, PathBuf)>;

impl Store {
    /// Begins an import that will write work of `annotators`. Fails while one of them is at work elsewhere.
    pub fn begin_import(&mut self, annotators: &BTreeSet<Annotator>) -> Result<Import<'_>, StoreError> {
        for folder in self.layout.folders() {
            self.disk.create_folder(&folder).map_err(StoreError::io("make the folder", &folder))?;
        }
        let mut locks = vec![self.lock_shared()?];
        for annotator in annotators {
            let path = self.layout.lock(annotator);
            let lock = self.disk.lock(&path).map_err(StoreError::io("lock", &path))?;
            locks.push(lock.ok_or_else(|| StoreError::Locked { annotator: annotator.clone(), path })?);
        }
        Ok(Import {
            store: self,
            batch: Vec::new(),
            committed: 0,
            stale_shards: BTreeSet::new(),
            _locks: locks,
        })
    }

    /// Takes the lock of the files that all share, waiting a little for whoever holds it.
    pub(super) fn lock_shared(&self) -> Result<Box<dyn Lock>, StoreError> {
        let path = self.layout.shared_lock();
        for _ in 0..LOCK_TRIES {
            if let Some(lock) = self.disk.lock(&path).map_err(StoreError::io("lock", &path))? {
                return Ok(lock);
            }
            std::thread::sleep(std::time::Duration::from_millis(LOCK_WAIT_MS));
        }
        Err(StoreError::Busy { path })
    }

    pub(super) fn entry_mut(&mut self, id: &ArticleId) -> Option<(String, &mut ArticleEntry)> {
        let stem = self.stems.get(id)?;
        self.entries.get_mut(stem).map(|entry| (stem.clone(), entry))
    }

    /// Notes an annotator in the index.
    pub(super) fn remember_annotator(&mut self, annotator: &Annotator) {
        if !self.root.annotators.iter().any(|(_, name, _)| name == annotator) {
            let folder = stem::annotator_stem(annotator.as_str());
            self.root.annotators.push((folder, annotator.clone(), None));
            self.root.annotators.sort_by(|a, b| a.0.cmp(&b.0));
        }
    }

    /// Notes what an annotator's register is now; `None` where it is gone.
    pub(super) fn remember_register(&mut self, annotator: &Annotator, register: Option<FileKey>) {
        self.remember_annotator(annotator);
        let row = self.root.annotators.iter_mut().find(|(_, name, _)| name == annotator);
        if let Some((.., key)) = row {
            *key = register;
        }
    }
}

impl Import<'_> {
    /// Writes the project's own records: the schema may have grown.
    pub fn put_project(&mut self, project: &Project) -> Result<(), StoreError> {
        let path = self.store.layout.file(&FileId::Project);
        let bytes = self.unchanged(&path, self.store.root.project)?;
        let kept = bytes.map(|bytes| read_project(&bytes, &path)).transpose()?;
        let conflicts = kept.map(|kept| kept.conflicts).unwrap_or_default();
        let text = write_project(&ProjectContent { records: shared_records(project), conflicts });
        self.store.root.project = self.replace(&path, &text)?;
        Ok(())
    }

    /// Writes the register of `annotator`.
    pub fn put_register(&mut self, project: &Project, annotator: &Annotator) -> Result<(), StoreError> {
        let path = self.store.layout.file(&FileId::Register(annotator.clone()));
        let known = self.store.root.annotators.iter().find(|(_, name, _)| name == annotator);
        let bytes = self.unchanged(&path, known.and_then(|(.., key)| *key))?;
        let kept = bytes.map(|bytes| read_register(&bytes, &path)).transpose()?;
        let conflicts = kept.map(|kept| kept.conflicts).unwrap_or_default();
        let records = project.registers().get(annotator).map(records::of_register).unwrap_or_default();
        self.make_folder(&path)?;
        let content = RegisterContent { annotator: annotator.clone(), records, conflicts };
        let key = self.replace(&path, &write_register(&content))?;
        self.store.remember_register(annotator, key);
        Ok(())
    }

    /// The bytes of a file, if it is there; an error if it is not what it was when the project was opened.
    fn unchanged(&self, path: &Path, known: Option<FileKey>) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = match self.store.disk.read(path) {
            Ok(bytes) => bytes,
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(err) => return Err(StoreError::io("read", path)(err)),
        };
        let is_same = known.is_some_and(|known| known.hash == *blake3::hash(&bytes).as_bytes());
        if is_same { Ok(Some(bytes)) } else { Err(StoreError::ChangedMeanwhile { path: path.to_owned() }) }
    }

    fn replace(&self, path: &Path, text: &str) -> Result<Option<FileKey>, StoreError> {
        replace(&*self.store.disk, path, text.as_bytes()).map_err(StoreError::io("write", path))?;
        let stat = self.store.disk.stat(path).map_err(StoreError::io("read", path))?;
        Ok(stat.map(|stat| FileKey::new(stat, text.as_bytes())))
    }

    /// Writes an article that is new, or the metadata and the work of `annotators` in one that is there.
    pub fn put_article(
        &mut self,
        article: &Article,
        annotators: &BTreeSet<Annotator>,
    ) -> Result<(), StoreError> {
        let mut renames = Vec::new();
        let gone: Vec<PathBuf> = self.store.work_without(article, annotators);
        let kept =
            self.store.keep_superseded(article, &gone).and_then(|()| self.store.put_orphans_aside(article));
        match kept.and_then(|()| self.stage(article, annotators, &mut renames)) {
            Ok(entry) => {
                let stem = stem::article_stem(article.id().as_str());
                self.batch.push(Staged { stem, entry, renames, gone });
            }
            Err(err) => {
                self.discard(&renames);
                self.discard_batch();
                return Err(err);
            }
        }
        if self.batch.len() >= BATCH { self.commit() } else { Ok(()) }
    }

    fn stage(
        &self,
        article: &Article,
        annotators: &BTreeSet<Annotator>,
        renames: &mut Renames,
    ) -> Result<ArticleEntry, StoreError> {
        let store = &*self.store;
        let known = store.entry(article.id()).ok();
        let path = store.layout.file(&FileId::Article(article.id().clone()));
        let conflicts = self.conflicts_in(&path, known)?;
        let mut works: Vec<WorkEntry> = known.map(|known| known.works.clone()).unwrap_or_default();
        for annotator in annotators {
            works.retain(|known| known.annotator != *annotator);
            let Some(work) = article.work(annotator) else { continue };
            works.push(self.stage_work(article, annotator, work, known, renames)?);
        }
        works.sort_by(|a, b| a.annotator.cmp(&b.annotator));
        let body = self.stage_body(article, known, renames)?;
        let file = self.write_beside(&path, &ArticleFile::of(article, conflicts).write(), renames)?;
        Ok(ArticleEntry {
            id: article.id().clone(),
            metadata: article.metadata().clone(),
            body_hash: article.body().hash(),
            body,
            file,
            works,
        })
    }

    /// The unsettled conflicts in an article file. One that does not read is not written over.
    fn conflicts_in(&self, path: &Path, known: Option<&ArticleEntry>) -> Result<Vec<Conflict>, StoreError> {
        if known.is_none()
            && let Ok(bytes) = self.store.disk.read(path)
        {
            // Opening has left it out because it does not read, or it is new.
            parse_article(&bytes, path)?;
        }
        let bytes = self.unchanged(path, known.map(|known| known.file))?;
        if known.is_some() && bytes.is_none() {
            // Removed since the project was opened: its text is gone as well.
            return Err(StoreError::ChangedMeanwhile { path: path.to_owned() });
        }
        let file = bytes.map(|bytes| parse_article(&bytes, path)).transpose()?;
        Ok(file.map(|(file, _)| file.conflicts).unwrap_or_default())
    }

    fn stage_work(
        &self,
        article: &Article,
        annotator: &Annotator,
        work: &Work,
        known: Option<&ArticleEntry>,
        renames: &mut Renames,
    ) -> Result<WorkEntry, StoreError> {
        let path = self.store.layout.file(&FileId::Work(annotator.clone(), article.id().clone()));
        let known = known.and_then(|known| known.works.iter().find(|work| work.annotator == *annotator));
        let mut content = WorkContent {
            article: article.id().clone(),
            annotator: annotator.clone(),
            body: article.body().hash(),
            records: records::lists_of(work),
            conflicts: Vec::new(),
            notices: Vec::new(),
        };
        if let Ok(bytes) = self.store.disk.read(&path) {
            let kept = parse_work(&bytes, &path, None)?;
            match known {
                Some(known) => {
                    self.unchanged(&path, Some(known.file))?;
                    content.conflicts = kept.conflicts;
                }
                // What an import that was cut off has left, or work in an article that was lost.
                None => merge_work(&mut content, parse_work(&bytes, &path, Some(article.body()))?),
            }
        }
        self.make_folder(&path)?;
        let work = Work::from(content.records);
        let text = write_work(article.id(), annotator, article.body(), &work, &content.conflicts);
        let key = self.write_beside(&path, &text, renames)?;
        Ok(WorkEntry::new(WorkSummary::new(annotator.clone(), &work), key))
    }

    /// Writes the body of an article, beside the one that is there. Gives its length in bytes and time of change.
    fn stage_body(
        &self,
        article: &Article,
        known: Option<&ArticleEntry>,
        renames: &mut Renames,
    ) -> Result<(u64, u64), StoreError> {
        let path = self.store.layout.body(article.id());
        let text = article.body().text();
        if let Some(known) = known {
            if known.body_hash == article.body().hash() {
                return Ok(known.body);
            }
            let key = self.write_beside(&path, text, renames)?;
            return Ok((key.len, key.modified_ns));
        }
        self.write(&path, text.as_bytes())?;
        let stat = self.store.disk.stat(&path).map_err(StoreError::io("read", &path))?;
        Ok(stat.map(|stat| (stat.len, stat.modified_ns)).unwrap_or_default())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.store.disk.write(path, bytes).map_err(StoreError::io("write", path))
    }

    fn write_beside(&self, path: &Path, text: &str, renames: &mut Renames) -> Result<FileKey, StoreError> {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let temporary = path.with_file_name(format!(".{name}.tmp"));
        renames.push((temporary.clone(), path.to_owned()));
        self.write(&temporary, text.as_bytes())?;
        let stat = self.store.disk.stat(&temporary).map_err(StoreError::io("read", &temporary))?;
        let stat =
            stat.ok_or_else(|| StoreError::io("read", &temporary)(std::io::ErrorKind::NotFound.into()))?;
        Ok(FileKey::new(stat, text.as_bytes()))
    }

    fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        if matches!(self.store.disk.stat(folder), Ok(Some(_))) {
            return Ok(());
        }
        self.store.disk.create_folder(folder).map_err(StoreError::io("make the folder", folder))
    }

    /// Commits what was put: afterwards it is safe on the disk.
    fn commit(&mut self) -> Result<(), StoreError> {
        let root = self.store.layout.root().to_owned();
        if let Err(err) = self.store.disk.sync_below(&root) {
            self.discard_batch();
            return Err(StoreError::io("write", &root)(err));
        }
        let mut batch = std::mem::take(&mut self.batch).into_iter();
        while let Some(staged) = batch.next() {
            if let Err(err) = self.rename(&staged.renames) {
                self.batch.push(staged);
                self.batch.extend(batch);
                self.discard_batch();
                return Err(err);
            }
            for path in &staged.gone {
                self.store.disk.remove(path).map_err(StoreError::io("remove", path))?;
            }
            for work in &staged.entry.works {
                self.store.remember_annotator(&work.annotator);
            }
            self.stale_shards.insert(shard_of(&staged.stem));
            self.store.stems.insert(staged.entry.id.clone(), staged.stem.clone());
            self.store.entries.insert(staged.stem, staged.entry);
            self.committed += 1;
        }
        self.store.disk.sync_below(&root).map_err(StoreError::io("write", &root))
    }

    fn rename(&self, renames: &Renames) -> Result<(), StoreError> {
        renames.iter().try_for_each(|(temporary, path)| {
            self.store.disk.rename(temporary, path).map_err(StoreError::io("write", path))
        })
    }

    /// Removes what was not committed.
    fn discard_batch(&mut self) {
        for staged in std::mem::take(&mut self.batch) {
            self.discard(&staged.renames);
        }
    }

    fn discard(&self, renames: &Renames) {
        for (temporary, _) in renames {
            // What stays is hidden and ignored by every reader.
            drop(self.store.disk.remove(temporary));
        }
    }

    /// How many articles are committed so far.
    pub fn committed(&self) -> usize {
        self.committed
    }

    /// Commits the rest and brings the index up to date.
    pub fn finish(mut self) -> Result<usize, StoreError> {
        if !self.batch.is_empty() {
            self.commit()?;
        }
        let folder = self.store.layout.cache();
        let disk = &*self.store.disk;
        // An index that cannot be written is only slower to open with.
        drop(cache::write_root(disk, &folder, &self.store.root));
        for &shard in &self.stale_shards {
            drop(cache::write_articles(disk, &folder, shard, &self.store.entries));
        }
        Ok(self.committed)
    }
}

impl Drop for Import<'_> {
    fn drop(&mut self) {
        self.discard_batch();
    }
}
