//! Importing articles: a transaction outside undo.
//!
//! Everything is written beside what is there, under hidden names, and gets its own name when it is committed: see
//! [`super::staged`]. What a crash leaves is ignored by every reader and removed by the next import, or finished where the
//! commit had begun to replace what is there: see `store::unfinished`. An article whose `articles/*.ron` is missing is an
//! orphan; an import of that article adopts work in the same text, and moves work in another to the trash.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::cache::{ArticleEntry, FileKey};
use super::conflict::Conflict;
use super::disk::{Disk, Lock, Stat};
use super::files::{ArticleFile, WorkContent, write_work};
use super::layout::FileId;
use super::reader::{Store, merge_work, parse_article, parse_work};
use super::staged::{Rename, Staged, StagedArticle};
use super::trash::Original;
use super::work_entry::WorkEntry;
use super::{StoreError, records, stem, unfinished};
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::summary::WorkSummary;
use crate::model::work::Work;

/// How the names of files end that wait for the commit.
const TEMPORARY: &str = ".import.tmp";

/// How long to wait for another program that writes shared files: tries, and milliseconds between them.
const LOCK_TRIES: u32 = 100;
const LOCK_WAIT_MS: u64 = 20;

/// An import under way. What was not committed when it is dropped does not exist.
#[derive(Debug)]
pub struct Import<'a> {
    pub(super) store: &'a mut Store,
    pub(super) staged: Staged,
}

impl Store {
    /// Begins an import that will write work of `annotators` and gives no article another text. Fails while one of them is
    /// at work elsewhere.
    pub fn begin_import(&mut self, annotators: &BTreeSet<Annotator>) -> Result<Import<'_>, StoreError> {
        self.begin(|store| {
            let lock = |annotator: &Annotator| {
                let path = store.layout.lock(annotator);
                let lock = store.disk.lock(&path).map_err(StoreError::io("lock", &path))?;
                lock.ok_or_else(|| StoreError::Locked { annotator: annotator.clone(), path })
            };
            annotators.iter().map(lock).collect()
        })
    }

    /// As [`Self::begin_import`], where texts are replaced, that of `article` among them. Fails while anybody is at work but
    /// `held`, whose lock the caller has: who has an article in memory would go on marking the text that is gone.
    pub fn begin_replacing(
        &mut self,
        article: &ArticleId,
        annotators: &BTreeSet<Annotator>,
        held: Option<&Annotator>,
    ) -> Result<Import<'_>, StoreError> {
        self.begin(|store| store.lock_others(held, annotators, article, "get another text"))
    }

    fn begin(
        &mut self,
        lock: impl FnOnce(&Self) -> Result<Vec<Box<dyn Lock>>, StoreError>,
    ) -> Result<Import<'_>, StoreError> {
        for folder in self.layout.folders() {
            self.disk.create_folder(&folder).map_err(StoreError::io("make the folder", &folder))?;
        }
        let mut locks = vec![wait_for(&*self.disk, &self.layout.import_lock())?];
        if unfinished::finish_locked(&*self.disk, &self.layout)? {
            return Err(StoreError::ChangedMeanwhile { path: self.layout.unfinished() });
        }
        self.clear_leftovers();
        locks.extend(lock(self)?);
        let disk = Arc::clone(&self.disk);
        let staged =
            Staged { disk, shared: Vec::new(), articles: Vec::new(), is_begun: false, _locks: locks };
        Ok(Import { store: self, staged })
    }

    /// Removes what an import has left that was cut off by a crash: whoever writes such files holds the lock.
    fn clear_leftovers(&self) {
        let mut folders = vec![self.layout.root().to_owned(), self.layout.articles()];
        for name in self.annotator_folders().unwrap_or_default() {
            let folder = self.layout.annotations().join(name);
            folders.extend([folder.join("articles"), folder]);
        }
        for folder in folders {
            let listed = self.disk.list(&folder).unwrap_or_default();
            for entry in listed.iter().filter(|entry| entry.name.ends_with(TEMPORARY)) {
                // What stays is hidden and ignored by every reader.
                drop(self.disk.remove(&folder.join(&entry.name)));
            }
        }
    }

    /// Takes the lock of the files that all share, waiting a little for whoever holds it.
    pub(super) fn lock_shared(&self) -> Result<Box<dyn Lock>, StoreError> {
        wait_for(&*self.disk, &self.layout.shared_lock())
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

/// Takes a lock, waiting a little for whoever holds it.
pub(super) fn wait_for(disk: &dyn Disk, path: &Path) -> Result<Box<dyn Lock>, StoreError> {
    for _ in 0..LOCK_TRIES {
        if let Some(lock) = disk.lock(path).map_err(StoreError::io("lock", path))? {
            return Ok(lock);
        }
        std::thread::sleep(std::time::Duration::from_millis(LOCK_WAIT_MS));
    }
    Err(StoreError::Busy { path: path.to_owned() })
}

impl Import<'_> {
    /// The bytes of a file, if it is there; an error if it is not what it was when the project was opened.
    pub(super) fn unchanged(
        &self,
        path: &Path,
        known: Option<FileKey>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = match self.store.disk.read(path) {
            Ok(bytes) => bytes,
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(err) => return Err(StoreError::io("read", path)(err)),
        };
        let is_same = known.is_some_and(|known| known.hash == *blake3::hash(&bytes).as_bytes());
        if is_same { Ok(Some(bytes)) } else { Err(StoreError::ChangedMeanwhile { path: path.to_owned() }) }
    }

    /// Writes an article that is new, or the metadata and the work of `annotators` in one that is there.
    pub fn put_article(
        &mut self,
        article: &Article,
        annotators: &BTreeSet<Annotator>,
    ) -> Result<(), StoreError> {
        let mut renames = Vec::new();
        let orphans = self.store.orphans_of(article)?;
        match self.stage(article, annotators, &orphans, &mut renames) {
            Ok(entry) => {
                self.staged.articles.push(StagedArticle {
                    stem: stem::article_stem(article.id().as_str()),
                    before: self.store.entry(article.id()).ok().cloned(),
                    entry,
                    renames,
                    gone: self.store.work_without(article, annotators),
                    orphans,
                });
                Ok(())
            }
            Err(err) => {
                self.staged.discard(&renames);
                Err(err)
            }
        }
    }

    fn stage(
        &self,
        article: &Article,
        annotators: &BTreeSet<Annotator>,
        orphans: &[Original],
        renames: &mut Vec<Rename>,
    ) -> Result<ArticleEntry, StoreError> {
        let store = &*self.store;
        let known = store.entry(article.id()).ok();
        let path = store.layout.file(&FileId::Article(article.id().clone()));
        let there = self.stat(&path)?;
        let conflicts = self.conflicts_in(&path, known)?;
        let mut works: Vec<WorkEntry> = known.map(|known| known.works.clone()).unwrap_or_default();
        for annotator in annotators {
            works.retain(|known| known.annotator != *annotator);
            let Some(work) = article.work(annotator) else { continue };
            works.push(self.stage_work(article, annotator, work, orphans, renames)?);
        }
        works.sort_by(|a, b| a.annotator.cmp(&b.annotator));
        let body = self.stage_body(article, known, renames)?;
        let file = self.write_beside(&path, there, &ArticleFile::of(article, conflicts).write(), renames)?;
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
        orphans: &[Original],
        renames: &mut Vec<Rename>,
    ) -> Result<WorkEntry, StoreError> {
        let path = self.store.layout.file(&FileId::Work(annotator.clone(), article.id().clone()));
        let known = self.store.entry(article.id()).ok();
        let known = known.and_then(|known| known.works.iter().find(|work| work.annotator == *annotator));
        let mut content = WorkContent {
            article: article.id().clone(),
            annotator: annotator.clone(),
            body: article.body().hash(),
            records: records::lists_of(work),
            conflicts: Vec::new(),
            notices: Vec::new(),
        };
        let there = self.stat(&path)?;
        let is_aside = orphans.iter().any(|orphan| orphan.path == path);
        if let (Ok(bytes), false) = (self.store.disk.read(&path), is_aside) {
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
        let key = self.write_beside(&path, there, &text, renames)?;
        Ok(WorkEntry::new(WorkSummary::new(annotator.clone(), &work), key))
    }

    /// Writes the body of an article where it is new. Gives its length in bytes and time of change.
    fn stage_body(
        &self,
        article: &Article,
        known: Option<&ArticleEntry>,
        renames: &mut Vec<Rename>,
    ) -> Result<(u64, u64), StoreError> {
        if let Some(known) = known.filter(|known| known.body_hash == article.body().hash()) {
            return Ok(known.body);
        }
        let path = self.store.layout.body(article.id());
        let key = self.write_beside(&path, self.stat(&path)?, article.body().text(), renames)?;
        Ok((key.len, key.modified_ns))
    }

    pub(super) fn stat(&self, path: &Path) -> Result<Option<Stat>, StoreError> {
        self.store.disk.stat(path).map_err(StoreError::io("read", path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.store.disk.write(path, bytes).map_err(StoreError::io("write", path))
    }

    pub(super) fn write_beside(
        &self,
        path: &Path,
        before: Option<Stat>,
        text: &str,
        renames: &mut Vec<Rename>,
    ) -> Result<FileKey, StoreError> {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        // Whoever is at work meanwhile saves through another temporary file.
        let temporary = path.with_file_name(format!(".{name}{TEMPORARY}"));
        renames.push(Rename { temporary: temporary.clone(), target: path.to_owned(), before });
        self.write(&temporary, text.as_bytes())?;
        let stat = self.stat(&temporary)?;
        let stat =
            stat.ok_or_else(|| StoreError::io("read", &temporary)(std::io::ErrorKind::NotFound.into()))?;
        Ok(FileKey::new(stat, text.as_bytes()))
    }

    pub(super) fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        if matches!(self.store.disk.stat(folder), Ok(Some(_))) {
            return Ok(());
        }
        self.store.disk.create_folder(folder).map_err(StoreError::io("make the folder", folder))
    }

    /// Ends the writing; nothing of it is visible yet.
    pub fn seal(self) -> Staged {
        self.staged
    }

    /// Commits everything that was put; returns how many articles that were.
    pub fn finish(self) -> Result<usize, StoreError> {
        let Self { store, staged } = self;
        staged.commit(store, &mut |_| ())
    }
}
