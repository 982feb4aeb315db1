//! What a file should hold now, and what it holds after another program has written it.

use std::path::Path;

use super::StoreError;
use super::conflict::Conflict;
use super::create::shared_records;
use super::files::{
    ArticleFile, ProjectContent, RegisterContent, read_project, read_register, versions, write_project,
    write_register, write_work,
};
use super::layout::FileId;
use super::merge::{Records, union};
use super::reader::{Store, parse_article, parse_work};
use super::records;
use crate::model::article::Article;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;
use crate::model::work::Work;

/// What a file should hold.
pub(super) enum Current {
    Project(ProjectContent),
    Register(RegisterContent),
    Article(ArticleFile),
    Work(Box<Article>, Annotator, Box<Work>),
}

impl Current {
    pub(super) fn of(file: &FileId, project: &Project, store: &Store) -> Result<Self, StoreError> {
        let article = |id: &ArticleId| match project.article(id) {
            Ok(article) => Ok(article.as_ref().clone()),
            // It was let go of; its files and the journal know it.
            Err(_) => store.load(id).map(|loaded| loaded.article),
        };
        Ok(match file {
            FileId::Project => {
                Self::Project(ProjectContent { records: shared_records(project), conflicts: Vec::new() })
            }
            FileId::Register(annotator) => {
                let records =
                    project.registers().get(annotator).map(records::of_register).unwrap_or_default();
                Self::Register(RegisterContent {
                    annotator: annotator.clone(),
                    records,
                    conflicts: Vec::new(),
                })
            }
            FileId::Article(id) => Self::Article(ArticleFile::of(&article(id)?, Vec::new())),
            FileId::Work(annotator, id) => {
                let article = article(id)?;
                let work = article.work(annotator).cloned().unwrap_or_default();
                Self::Work(Box::new(article), annotator.clone(), Box::new(work))
            }
        })
    }

    /// The article that it belongs to, and the hash of the text that it was made in.
    pub(super) fn text_of(&self) -> Option<(&ArticleId, BodyHash)> {
        match self {
            Self::Project(_) | Self::Register(_) => None,
            Self::Article(content) => Some((&content.id, content.body)),
            Self::Work(article, ..) => Some((article.id(), article.body().hash())),
        }
    }

    pub(super) fn records(&self) -> Records {
        match self {
            Self::Project(content) => content.records.clone(),
            Self::Register(content) => content.records.clone(),
            Self::Article(content) => content.records(),
            Self::Work(article, _, work) => records::of_work(article.id(), &records::lists_of(work)),
        }
    }

    pub(super) fn with(self, records: Records) -> Self {
        match self {
            Self::Project(content) => Self::Project(ProjectContent { records, ..content }),
            Self::Register(content) => Self::Register(RegisterContent { records, ..content }),
            Self::Article(content) => Self::Article(content.with(&records, Vec::new())),
            Self::Work(article, annotator, _) => {
                Self::Work(article, annotator, Box::new(records::to_work(records).into()))
            }
        }
    }

    /// The text of the file; `None` where there is nothing to keep.
    pub(super) fn text(&self, conflicts: Vec<Conflict>) -> Option<String> {
        match self {
            Self::Project(content) => {
                Some(write_project(&ProjectContent { records: content.records.clone(), conflicts }))
            }
            Self::Register(content) if content.records.is_empty() && conflicts.is_empty() => None,
            Self::Register(content) => Some(write_register(&RegisterContent {
                annotator: content.annotator.clone(),
                records: content.records.clone(),
                conflicts,
            })),
            Self::Article(content) => Some(ArticleFile { conflicts, ..content.clone() }.write()),
            Self::Work(_, _, work) if work.is_empty() && conflicts.is_empty() => None,
            Self::Work(article, annotator, work) => {
                Some(write_work(article.id(), annotator, article.body(), work, &conflicts))
            }
        }
    }
}

/// The records and the unsettled conflicts of a file that another program has written.
pub(super) fn read_records(
    file: &FileId,
    path: &Path,
    bytes: &[u8],
    ours: &Current,
) -> Result<(Records, Vec<Conflict>), StoreError> {
    match (file, ours) {
        (FileId::Work(..), Current::Work(article, ..)) => {
            let content = parse_work(bytes, path, Some(article.body()))?;
            Ok((records::of_work(article.id(), &content.records), content.conflicts))
        }
        (FileId::Article(_), _) => {
            let (content, _) = parse_article(bytes, path)?;
            Ok((content.records(), content.conflicts))
        }
        (FileId::Register(_), _) => {
            let read =
                |bytes: &[u8]| read_register(bytes, path).map(|content| (content.records, content.conflicts));
            both_versions(bytes, read)
        }
        _ => {
            let read =
                |bytes: &[u8]| read_project(bytes, path).map(|content| (content.records, content.conflicts));
            both_versions(bytes, read)
        }
    }
}

type RecordsAndConflicts = (Records, Vec<Conflict>);

fn both_versions(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<RecordsAndConflicts, StoreError>,
) -> Result<RecordsAndConflicts, StoreError> {
    let (ours, theirs) = versions(bytes);
    let (records, mut conflicts) = read(&ours)?;
    let Some(theirs) = theirs else { return Ok((records, conflicts)) };
    let (theirs, more) = read(&theirs)?;
    let merged = union(records, theirs);
    conflicts.extend(more.into_iter().chain(merged.conflicts));
    Ok((merged.records, conflicts))
}
