//! An open project, read: articles are loaded from their files, with what journals add to them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::cache::{ArticleEntry, RootEntry};
use super::conflict::Conflict;
use super::disk::Disk;
use super::files::{ArticleFile, WorkContent, read_work, read_work_through, versions};
use super::layout::{FileId, Layout};
use super::merge::{Pending, Records, rebase, union};
use super::parsed::ParsedCopy;
use super::{Notice, StoreError, records};
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::id::{Annotator, ArticleId};
use crate::model::work::WorkRecords;

/// An open project's files.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) layout: Layout,
    pub(super) root: RootEntry,
    /// By file stem.
    pub(super) entries: HashMap<String, ArticleEntry>,
    /// File stem by article.
    pub(super) stems: HashMap<ArticleId, String>,
    /// What journals hold that files do not.
    pub(super) overlay: BTreeMap<FileId, Pending>,
}

/// An article as its files give it.
#[derive(Debug)]
pub struct Loaded {
    /// The article, with all work that could be read.
    pub article: Article,
    /// What is odd in its files.
    pub notices: Vec<Notice>,
    /// Records with two versions, by the file that keeps them.
    pub conflicts: Vec<(FileId, Conflict)>,
    /// Files that could not be read; they must not be written over.
    pub unreadable: Vec<FileId>,
}

impl Store {
    /// Where the project's files are.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The articles, sorted.
    pub fn ids(&self) -> Vec<ArticleId> {
        let mut ids: Vec<ArticleId> = self.stems.keys().cloned().collect();
        ids.sort();
        ids
    }

    /// Loads an article with everybody's work. Work that cannot be read is left out and noticed.
    pub fn load(&self, id: &ArticleId) -> Result<Loaded, StoreError> {
        let entry = self.entry(id)?;
        let article_path = self.layout.file(&FileId::Article(id.clone()));
        let (file, second) = self.read_article_file(&article_path)?;
        let body = self.read_body(id, &file)?;
        let is_pending = self.overlay.keys().any(|file| file.article() == Some(id));
        if is_pending && body.hash() != entry.body_hash {
            // What journals hold was made in the text that was there.
            return Err(StoreError::ChangedMeanwhile { path: article_path });
        }
        let mut article =
            Article::new(id.clone(), body, Arc::clone(&file.metadata), file.zones.iter().cloned());
        let mut loaded = LoadedParts::default();
        if second {
            loaded.notices.push(Notice::Merged { path: article_path });
        }
        let file_id = FileId::Article(id.clone());
        loaded.conflicts.extend(file.conflicts.iter().map(|conflict| (file_id.clone(), conflict.clone())));
        if let Some(pending) = self.overlay.get(&file_id) {
            let merged = rebase(file.records(), pending);
            let file = file.with(&merged.records, Vec::new());
            article = Article::new(id.clone(), article.body().clone(), file.metadata, file.zones);
            loaded.conflict(&file_id, merged.conflicts);
        }
        for annotator in self.annotators_of(entry, id) {
            match self.load_work(&article, &annotator, &mut loaded) {
                Ok(work) => article = article.with_work(annotator, work),
                Err(err) => {
                    loaded.unreadable.push(FileId::Work(annotator, id.clone()));
                    loaded.notices.push(Notice::Unreadable(err));
                }
            }
        }
        let LoadedParts { mut notices, conflicts, unreadable } = loaded;
        notices.extend(self.conflict_notices(&conflicts));
        Ok(Loaded { article, notices, conflicts, unreadable })
    }

    /// What is to be said of conflicts.
    pub(super) fn conflict_notices(&self, conflicts: &[(FileId, Conflict)]) -> impl Iterator<Item = Notice> {
        conflicts.iter().map(|(file, conflict)| Notice::Conflict {
            key: conflict.key.clone(),
            path: self.layout.file(file),
        })
    }

    pub(super) fn entry(&self, id: &ArticleId) -> Result<&ArticleEntry, StoreError> {
        let entry = self.stems.get(id).and_then(|stem| self.entries.get(stem));
        entry.ok_or_else(|| StoreError::NoArticle { article: id.clone() })
    }

    fn annotators_of(&self, entry: &ArticleEntry, id: &ArticleId) -> Vec<Annotator> {
        let mut annotators: Vec<Annotator> = entry.works.iter().map(|work| work.annotator.clone()).collect();
        annotators.extend(self.overlay.keys().filter_map(|file| match file {
            FileId::Work(annotator, article) if article == id => Some(annotator.clone()),
            _ => None,
        }));
        annotators.sort();
        annotators.dedup();
        annotators
    }

    pub(super) fn read_article_file(&self, path: &Path) -> Result<(ArticleFile, bool), StoreError> {
        let bytes = self.disk.read(path).map_err(StoreError::io("read", path))?;
        parse_article(&bytes, path)
    }

    fn read_body(&self, id: &ArticleId, file: &ArticleFile) -> Result<Body, StoreError> {
        let path = self.layout.body(id);
        let bytes = self.disk.read(&path).map_err(|err| match err.kind() {
            std::io::ErrorKind::NotFound => {
                StoreError::MissingBody { article: id.clone(), path: path.clone() }
            }
            _ => StoreError::io("read", &path)(err),
        })?;
        let changed = || StoreError::BodyChanged { article: id.clone(), path: path.clone() };
        let body = Body::new(String::from_utf8(bytes).map_err(|_| changed())?);
        if body.hash() == file.body { Ok(body) } else { Err(changed()) }
    }

    fn load_work(
        &self,
        article: &Article,
        annotator: &Annotator,
        loaded: &mut LoadedParts,
    ) -> Result<WorkRecords, StoreError> {
        let file = FileId::Work(annotator.clone(), article.id().clone());
        let path = self.layout.file(&file);
        let read = match self.disk.read(&path) {
            Ok(bytes) => Some(self.parse_own(&bytes, &path, article, annotator)?),
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => None,
            Err(err) => return Err(StoreError::io("read", &path)(err)),
        };
        let mut work = WorkRecords::default();
        if let Some(content) = read {
            loaded.notices.extend(content.notices);
            loaded.conflict(&file, content.conflicts);
            work = content.records;
        }
        if let Some(pending) = self.overlay.get(&file) {
            let merged = rebase(records::of_work(article.id(), &work), pending);
            loaded.conflict(&file, merged.conflicts);
            work = records::to_work(merged.records);
        }
        Ok(work)
    }

    /// Parses the file with the work of `annotator` in `article`, or takes it from the cache.
    fn parse_own(
        &self,
        bytes: &[u8],
        path: &Path,
        article: &Article,
        annotator: &Annotator,
    ) -> Result<WorkContent, StoreError> {
        let content = match versions(bytes) {
            (_, Some(_)) => parse_work(bytes, path, Some(article.body()))?,
            (whole, None) => {
                let place = self.layout.parsed_work(annotator, article.id());
                let copy = ParsedCopy { disk: &*self.disk, path: place };
                read_work_through(&copy, &whole, path, article.body())?
            }
        };
        if content.annotator == *annotator && content.article == *article.id() {
            return Ok(content);
        }
        let message = format!("this is work of {} in article {}", content.annotator, content.article);
        Err(StoreError::Broken { message, line: 1, column: 1, path: path.to_owned() })
    }
}

/// The parts of a [`Loaded`] that grow while its files are read.
#[derive(Default)]
struct LoadedParts {
    notices: Vec<Notice>,
    conflicts: Vec<(FileId, Conflict)>,
    unreadable: Vec<FileId>,
}

impl LoadedParts {
    fn conflict(&mut self, file: &FileId, conflicts: Vec<Conflict>) {
        self.conflicts.extend(conflicts.into_iter().map(|conflict| (file.clone(), conflict)));
    }
}

/// Parses an article file; says whether it held two versions that had to be merged.
pub(super) fn parse_article(bytes: &[u8], path: &Path) -> Result<(ArticleFile, bool), StoreError> {
    let (ours, theirs) = versions(bytes);
    let file = ArticleFile::read(&ours, path)?;
    let Some(theirs) = theirs else { return Ok((file, false)) };
    let theirs = ArticleFile::read(&theirs, path)?;
    let merged = union(file.records(), theirs.records());
    let conflicts = [file.conflicts.clone(), theirs.conflicts, merged.conflicts].concat();
    Ok((file.with(&merged.records, conflicts), true))
}

/// Parses a work file, merging its versions if there are two.
pub(super) fn parse_work(bytes: &[u8], path: &Path, body: Option<&Body>) -> Result<WorkContent, StoreError> {
    let (ours, theirs) = versions(bytes);
    let mut content = read_work(&ours, path, body)?;
    if let Some(theirs) = theirs {
        let theirs = read_work(&theirs, path, body)?;
        content.notices.push(Notice::Merged { path: path.to_owned() });
        merge_work(&mut content, theirs);
    }
    Ok(content)
}

/// Puts another version of the same work into `content`.
pub(super) fn merge_work(content: &mut WorkContent, other: WorkContent) {
    let ours: Records = records::of_work(&content.article, &content.records);
    let merged = union(ours, records::of_work(&content.article, &other.records));
    content.records = records::to_work(merged.records);
    content.conflicts.extend(other.conflicts);
    content.conflicts.extend(merged.conflicts);
    content.notices.extend(other.notices);
}
