//! An import that is written beside the files that are there, and becomes visible when it is committed.
//!
//! Until [`Staged::commit`] the project is as it was to every reader, and dropping the value leaves nothing behind.
//! The commit gives the files their names, those that all share first and each `articles/*.ron` last: that is the
//! moment at which its article is there. It is made up of many steps and is not to be called off; what it does to articles
//! that are there is noted first, so that it can be finished after a crash: see `store::unfinished`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;
use super::cache::{self, ArticleEntry, FileKey, shard_of};
use super::conflict::Conflict;
use super::disk::{Disk, Lock, Stat};
use super::layout::FileId;
use super::reader::Store;
use super::trash::Original;
use super::unfinished::{self, Note};
use crate::model::id::ArticleId;
use crate::model::record::RecordKey;

/// An import that can be committed. What was not committed when it is dropped does not exist.
#[derive(Debug)]
pub struct Staged {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) shared: Vec<StagedFile>,
    pub(super) articles: Vec<StagedArticle>,
    /// Whether there is a note on the disk by which another program finishes the commit: its temporary files stay.
    pub(super) is_begun: bool,
    pub(super) _locks: Vec<Box<dyn Lock>>,
}

/// A file that belongs to no article.
#[derive(Debug)]
pub(super) struct StagedFile {
    pub(super) file: FileId,
    /// What it was when it was read; none where there was none.
    pub(super) before: Option<FileKey>,
    pub(super) after: FileKey,
    pub(super) rename: Rename,
    /// The records with two versions that it keeps.
    pub(super) conflicts: Vec<Conflict>,
    /// The records that are in it as the import has them.
    pub(super) keys: Vec<RecordKey>,
}

/// An article with the work that is new or changed.
#[derive(Debug)]
pub(super) struct StagedArticle {
    pub(super) stem: String,
    /// What was known of it when it was read; none for an article that is new.
    pub(super) before: Option<ArticleEntry>,
    pub(super) entry: ArticleEntry,
    /// Works, then the body, then the article.
    pub(super) renames: Vec<Rename>,
    /// Work files that have nothing left to hold.
    pub(super) gone: Vec<PathBuf>,
    /// Work in another text that an article of this id has left.
    pub(super) orphans: Vec<Original>,
}

/// A temporary file, and where it belongs.
#[derive(Debug)]
pub(super) struct Rename {
    pub(super) temporary: PathBuf,
    pub(super) target: PathBuf,
    /// What was known of the file that is there before it was read; none where there was none.
    pub(super) before: Option<Stat>,
}

impl Staged {
    /// The articles that become new or other ones.
    pub fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        self.articles.iter().map(|staged| &staged.entry.id)
    }

    /// Gives everything its name and brings `store` and the index up to it. `tell` hears how many articles are in place.
    ///
    /// Fails with [`StoreError::ChangedMeanwhile`], having changed nothing, where a file is not what it was when it was
    /// read. A disk that fails later leaves some articles in place; those that were there before are finished by the next
    /// opening for work or import, and the same import adds the rest.
    pub fn commit(mut self, store: &mut Store, tell: &mut dyn FnMut(usize)) -> Result<usize, StoreError> {
        let _shared = store.lock_shared()?;
        self.require_unchanged(store)?;
        for staged in &self.articles {
            store.keep_superseded(staged)?;
        }
        self.sync(store)?;
        self.begin(store)?;
        self.place_shared(store)?;
        let count = self.articles.len();
        let mut shards = BTreeSet::new();
        let mut articles = std::mem::take(&mut self.articles).into_iter();
        let mut done = 0;
        while let Some(staged) = articles.next() {
            if let Err(err) = self.place(&staged) {
                self.articles = std::iter::once(staged).chain(articles).collect();
                return Err(err);
            }
            shards.insert(shard_of(&staged.stem));
            store.take_in(staged);
            done += 1;
            tell(done);
        }
        self.sync(store)?;
        if self.is_begun {
            // Whoever finds the note finds everything done.
            drop(unfinished::take_back(&*self.disk, &store.layout));
        }
        // An index that cannot be written is only slower to open with.
        let folder = store.layout.cache();
        drop(cache::write_root(&*self.disk, &folder, &store.root));
        for shard in shards {
            drop(cache::write_articles(&*self.disk, &folder, shard, &store.entries));
        }
        Ok(count)
    }

    /// Notes what is about to be done to articles that are there, so that it can be finished after a crash. An article that
    /// is new needs none: it is not there until all of it is.
    fn begin(&mut self, store: &Store) -> Result<(), StoreError> {
        if !self.articles.iter().any(StagedArticle::is_replacing) {
            return Ok(());
        }
        let (layout, mut note) = (&store.layout, Note::default());
        for StagedFile { rename, before, .. } in &self.shared {
            note.rename(layout, &rename.temporary, &rename.target, before.map(|before| before.hash));
        }
        for staged in self.articles.iter().filter(|staged| staged.is_replacing()) {
            let known = staged.known(store);
            for Original { path, bytes } in &staged.orphans {
                note.remove(layout, path, *blake3::hash(bytes).as_bytes());
            }
            for path in &staged.gone {
                if let Some(key) = known.get(path) {
                    note.remove(layout, path, key.hash);
                }
            }
            for Rename { temporary, target, .. } in &staged.renames {
                note.rename(layout, temporary, target, known.get(target).map(|key| key.hash));
            }
        }
        let written = note.write(&*self.disk, layout);
        self.is_begun = written.is_ok() || unfinished::take_back(&*self.disk, layout).is_err();
        written
    }

    fn require_unchanged(&self, store: &Store) -> Result<(), StoreError> {
        let changed = |path: &Path| StoreError::ChangedMeanwhile { path: path.to_owned() };
        for staged in &self.shared {
            let path = &staged.rename.target;
            if store.key_of(&staged.file) != staged.before || !self.is_as(path, staged.before)? {
                return Err(changed(path));
            }
        }
        for staged in &self.articles {
            let id = &staged.entry.id;
            let path = store.layout.file(&FileId::Article(id.clone()));
            if store.entry(id).ok() != staged.before.as_ref() {
                return Err(changed(&path));
            }
            let known = staged.known(store);
            for rename in &staged.renames {
                let is_same = match known.get(&rename.target) {
                    Some(key) => self.is_as(&rename.target, Some(*key))?,
                    None => self.stat(&rename.target)? == rename.before,
                };
                if !is_same {
                    return Err(changed(&rename.target));
                }
            }
            for path in &staged.gone {
                if !self.is_as(path, known.get(path).copied())? {
                    return Err(changed(path));
                }
            }
            for Original { path, bytes } in &staged.orphans {
                if !self.disk.read(path).is_ok_and(|there| there == *bytes) {
                    return Err(changed(path));
                }
            }
        }
        Ok(())
    }

    fn stat(&self, path: &Path) -> Result<Option<Stat>, StoreError> {
        self.disk.stat(path).map_err(StoreError::io("read", path))
    }

    /// Whether a file on the disk is the one that was read.
    fn is_as(&self, path: &Path, known: Option<FileKey>) -> Result<bool, StoreError> {
        match (known, self.stat(path)?) {
            (None, stat) => Ok(stat.is_none()),
            (Some(_), None) => Ok(false),
            (Some(known), Some(stat)) if known.matches(stat) => Ok(true),
            (Some(known), Some(_)) => {
                let bytes = self.disk.read(path).map_err(StoreError::io("read", path))?;
                Ok(known.hash == *blake3::hash(&bytes).as_bytes())
            }
        }
    }

    fn sync(&self, store: &Store) -> Result<(), StoreError> {
        let root = store.layout.root();
        self.disk.sync_below(root).map_err(StoreError::io("write", root))
    }

    /// The schema and the registers: they are on the disk before an article that needs them.
    fn place_shared(&mut self, store: &mut Store) -> Result<(), StoreError> {
        if self.shared.is_empty() {
            return Ok(());
        }
        for staged in &self.shared {
            self.rename(&staged.rename)?;
            match &staged.file {
                FileId::Register(annotator) => store.remember_register(annotator, Some(staged.after)),
                _ => store.root.project = Some(staged.after),
            }
        }
        self.shared.clear();
        self.sync(store)
    }

    fn place(&self, staged: &StagedArticle) -> Result<(), StoreError> {
        let remove = |path: &PathBuf| self.disk.remove(path).map_err(StoreError::io("remove", path));
        staged.orphans.iter().try_for_each(|orphan| remove(&orphan.path))?;
        staged.renames.iter().try_for_each(|rename| self.rename(rename))?;
        staged.gone.iter().try_for_each(remove)
    }

    fn rename(&self, rename: &Rename) -> Result<(), StoreError> {
        self.disk.rename(&rename.temporary, &rename.target).map_err(StoreError::io("write", &rename.target))
    }

    /// Removes temporary files.
    pub(super) fn discard(&self, renames: &[Rename]) {
        for Rename { temporary, .. } in renames {
            // What stays is hidden and ignored by every reader.
            drop(self.disk.remove(temporary));
        }
    }
}

impl StagedArticle {
    /// Whether something of an article that is or was there gives way.
    fn is_replacing(&self) -> bool {
        self.before.is_some() || !self.orphans.is_empty()
    }

    /// The files of the article as they were read, by path, as far as their content is known.
    fn known(&self, store: &Store) -> BTreeMap<PathBuf, FileKey> {
        let Some(before) = &self.before else { return BTreeMap::new() };
        let id = &before.id;
        let works = before.works.iter();
        let works = works.map(|work| (FileId::Work(work.annotator.clone(), id.clone()), work.file));
        let files = std::iter::once((FileId::Article(id.clone()), before.file)).chain(works);
        let (len, modified_ns) = before.body;
        let body = FileKey { len, modified_ns, hash: *before.body_hash.as_bytes() };
        let body = std::iter::once((store.layout.body(id), body));
        files.map(|(file, key)| (store.layout.file(&file), key)).chain(body).collect()
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let is_begun = self.is_begun;
        for staged in self.shared.iter().filter(|_| !is_begun) {
            self.discard(std::slice::from_ref(&staged.rename));
        }
        for staged in self.articles.iter().filter(|staged| !(is_begun && staged.is_replacing())) {
            self.discard(&staged.renames);
        }
    }
}

impl Store {
    /// What a file that belongs to no article was when it was last seen.
    pub(super) fn key_of(&self, file: &FileId) -> Option<FileKey> {
        match file {
            FileId::Project => self.root.project,
            FileId::Register(who) => {
                self.root.annotators.iter().find(|(_, name, _)| name == who).and_then(|(.., key)| *key)
            }
            FileId::Article(_) | FileId::Work(..) => None,
        }
    }

    /// Notes an article that is in its place.
    fn take_in(&mut self, staged: StagedArticle) {
        for work in &staged.entry.works {
            self.remember_annotator(&work.annotator);
        }
        self.stems.insert(staged.entry.id.clone(), staged.stem.clone());
        self.entries.insert(staged.stem, staged.entry);
    }
}
