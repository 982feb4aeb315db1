//! Importing articles: a transaction outside undo.
//!
//! Bodies and works are written first, then `articles/*.ron`, each of which commits its article; the disk is waited for
//! twice in a thousand articles. What a crash leaves without its `articles/*.ron` is an orphan: ignored, and written over
//! by the next import of that article.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::cache::{self, ArticleEntry, FileKey, WorkEntry, shard_of};
use super::create::shared_records;
use super::disk::{Lock, replace};
use super::files::{ArticleFile, ProjectContent, RegisterContent, write_project, write_register, write_work};
use super::layout::FileId;
use super::reader::Store;
use super::{StoreError, records, stem};
use crate::model::article::{Article, WorkSummary};
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;

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
    /// Temporary file and where it belongs, works before the article.
    renames: Vec<(PathBuf, PathBuf)>,
}

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
        let text = write_project(&ProjectContent { records: shared_records(project), conflicts: Vec::new() });
        self.store.root.project = self.replace(&self.store.layout.file(&FileId::Project), &text)?;
        Ok(())
    }

    /// Writes the register of `annotator`.
    pub fn put_register(&mut self, project: &Project, annotator: &Annotator) -> Result<(), StoreError> {
        let records = project.registers().get(annotator).map(records::of_register).unwrap_or_default();
        let path = self.store.layout.file(&FileId::Register(annotator.clone()));
        self.make_folder(&path)?;
        let content = RegisterContent { annotator: annotator.clone(), records, conflicts: Vec::new() };
        let key = self.replace(&path, &write_register(&content))?;
        self.store.remember_register(annotator, key);
        Ok(())
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
        let staged = self.stage(article, annotators);
        match staged {
            Ok(staged) => self.batch.push(staged),
            Err(err) => {
                self.discard();
                return Err(err);
            }
        }
        if self.batch.len() >= BATCH { self.commit() } else { Ok(()) }
    }

    fn stage(&self, article: &Article, annotators: &BTreeSet<Annotator>) -> Result<Staged, StoreError> {
        let store = &*self.store;
        let known = store.entry(article.id()).ok();
        let body_path = store.layout.body(article.id());
        if known.is_none_or(|known| known.body_hash != article.body().hash()) {
            self.write(&body_path, article.body().text().as_bytes())?;
        }
        let mut works: Vec<WorkEntry> = known.map(|known| known.works.clone()).unwrap_or_default();
        works.retain(|work| !annotators.contains(&work.annotator));
        let mut renames = Vec::new();
        for annotator in annotators {
            let Some(work) = article.work(annotator) else { continue };
            let path = store.layout.file(&FileId::Work(annotator.clone(), article.id().clone()));
            self.make_folder(&path)?;
            let text = write_work(article.id(), annotator, article.body(), work, &[]);
            let key = self.write_beside(&path, &text, &mut renames)?;
            works.push(WorkEntry::new(WorkSummary::new(annotator.clone(), work), key));
        }
        works.sort_by(|a, b| a.annotator.cmp(&b.annotator));
        let path = store.layout.file(&FileId::Article(article.id().clone()));
        let file = self.write_beside(&path, &ArticleFile::of(article, Vec::new()).write(), &mut renames)?;
        let stat = store.disk.stat(&body_path).map_err(StoreError::io("read", &body_path))?;
        let entry = ArticleEntry {
            id: article.id().clone(),
            metadata: article.metadata().clone(),
            body_hash: article.body().hash(),
            body: stat.map(|stat| (stat.len, stat.modified_ns)).unwrap_or_default(),
            file,
            works,
        };
        Ok(Staged { stem: stem::article_stem(article.id().as_str()), entry, renames })
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.store.disk.write(path, bytes).map_err(StoreError::io("write", path))
    }

    fn write_beside(
        &self,
        path: &Path,
        text: &str,
        renames: &mut Vec<(PathBuf, PathBuf)>,
    ) -> Result<FileKey, StoreError> {
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
            self.discard();
            return Err(StoreError::io("write", &root)(err));
        }
        for staged in std::mem::take(&mut self.batch) {
            for (temporary, path) in &staged.renames {
                self.store.disk.rename(temporary, path).map_err(StoreError::io("write", path))?;
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

    /// Removes what was not committed.
    fn discard(&mut self) {
        for (temporary, _) in self.batch.drain(..).flat_map(|staged| staged.renames) {
            // What stays is hidden and ignored by every reader.
            drop(self.store.disk.remove(&temporary));
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
