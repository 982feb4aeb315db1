//! What can go wrong with a project's files, and what was noticed in them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::id::{AnnotationId, Annotator, ArticleId};
use crate::model::record::RecordKey;

/// A file cannot be read or written, or is not what it should be.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder is no longer there.
    #[error("the project folder is gone: {path}")]
    Gone {
        /// The folder.
        path: PathBuf,
    },
    /// The folder is no project.
    #[error("this is no Glossator project, it has no project.ron: {path}")]
    NoProject {
        /// The folder.
        path: PathBuf,
    },
    /// There is a project already.
    #[error("there is a project here already: {path}")]
    ProjectExists {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds something else.
    #[error("the folder is not empty: {path}")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The file was written by a newer program.
    #[error("the file has format {found}, and this program knows formats up to {known}: {path}")]
    NewerFormat {
        /// The format of the file.
        found: u64,
        /// The newest format that is known.
        known: u64,
        /// The file.
        path: PathBuf,
    },
    /// The file does not read.
    #[error("{message}: {path}:{line}:{column}")]
    Broken {
        /// What is wrong.
        message: String,
        /// Line, from 1.
        line: usize,
        /// Column in code points, from 1.
        column: usize,
        /// The file.
        path: PathBuf,
    },
    /// An article's text is not there.
    #[error("the text of article {article} is missing: {path}")]
    MissingBody {
        /// The article.
        article: ArticleId,
        /// Where its text should be.
        path: PathBuf,
    },
    /// An article's text is no longer what it was imported as.
    #[error("the text of article {article} was changed by another program: {path}")]
    BodyChanged {
        /// The article.
        article: ArticleId,
        /// Its text.
        path: PathBuf,
    },
    /// Work was made in a text of the article that another one has taken the place of.
    #[error("the text of article {article} was replaced while there was work in the old one here: {path}")]
    TextReplaced {
        /// The article.
        article: ArticleId,
        /// What is known of it now.
        path: PathBuf,
    },
    /// There is no such article.
    #[error("there is no article {article} in this project")]
    NoArticle {
        /// The article.
        article: ArticleId,
    },
    /// Another window works as the same annotator.
    #[error("{annotator} is at work in this project in another window: {path}")]
    Locked {
        /// The annotator.
        annotator: Annotator,
        /// The lock.
        path: PathBuf,
    },
    /// Others are at work, so that what belongs to all of them cannot be taken away or replaced.
    #[error("article {article} cannot {action} while {} in this project", at_work(.annotators))]
    AtWork {
        /// The article.
        article: ArticleId,
        /// What was to be done with it: "be removed".
        action: &'static str,
        /// Who is at work.
        annotators: Vec<Annotator>,
    },
    /// Somebody has work in an article that their files do not hold yet.
    #[error("article {article} cannot be removed: {annotator} has work that is only in the journal: {path}")]
    OnlyInJournal {
        /// The article.
        article: ArticleId,
        /// Whose work.
        annotator: Annotator,
        /// The journal.
        path: PathBuf,
    },
    /// Another program is writing the files that all share.
    #[error("another program is writing to this project: {path}")]
    Busy {
        /// The lock.
        path: PathBuf,
    },
    /// A file is not what it was when it was read.
    #[error("another program has changed this file since it was read: {path}")]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// The operating system says no.
    #[error("cannot {action}: {path}")]
    Io {
        /// What was tried: "read", "write".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl StoreError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// What the user can do about it.
    pub fn hints(&self) -> Vec<&'static str> {
        match self {
            Self::Gone { .. } => {
                vec![
                    "put it back; until then, what is not saved is in the memory of the program that says this",
                ]
            }
            Self::NoProject { .. } => vec!["make one with: glossator new DIR --name NAME"],
            Self::ProjectExists { .. } => vec!["open it, or choose another folder"],
            Self::NotEmpty { .. } => vec!["choose an empty folder or a new name"],
            Self::NewerFormat { .. } => vec!["install a newer Glossator to open it"],
            Self::Broken { .. } => {
                vec!["mend the line or take the file from a backup; nothing has been written over it"]
            }
            Self::MissingBody { .. } => vec!["put the file back, from a backup or from version control"],
            Self::BodyChanged { .. } => {
                vec![
                    "put the old text back: from version control, a backup, or the file that was imported",
                    "to have the new text instead: copy it elsewhere as a file named by the id of the article, put the old one back, and import the copy with --update, which finds the marks again",
                ]
            }
            Self::TextReplaced { .. } => vec![
                "open the project again: what was done in the old text is left out and kept in a copy of the journal",
            ],
            Self::NoArticle { .. } => vec!["list the articles with: glossator stats PROJECT"],
            Self::Locked { .. } => vec!["close the other window, or work under another name"],
            Self::AtWork { .. } => {
                vec!["close the other windows first: everybody's work in the article is concerned"]
            }
            Self::OnlyInJournal { .. } => {
                vec!["open the project as that annotator and close it again: that saves the work"]
            }
            Self::Busy { .. } => vec!["try again when it has finished"],
            Self::ChangedMeanwhile { .. } => vec!["do it again: the file will be read first"],
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    vec!["make space on the disk; nothing that was saved before is harmed"]
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    vec!["make the folder writable, or copy the project to one that is"]
                }
                _ => Vec::new(),
            },
        }
    }

    /// Whether the disk or another program is at fault, and the same call may succeed later.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Io { .. }
                | Self::Gone { .. }
                | Self::Busy { .. }
                | Self::Locked { .. }
                | Self::AtWork { .. }
                | Self::OnlyInJournal { .. }
                | Self::ChangedMeanwhile { .. }
        )
    }
}

/// "ana is at work", "ana, ben are at work".
fn at_work(annotators: &[Annotator]) -> String {
    let names: Vec<&str> = annotators.iter().map(Annotator::as_str).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb} at work", names.join(", "))
}

/// Something in the files that their user should know. Nothing was lost.
#[derive(Debug)]
pub enum Notice {
    /// A file was changed by another program since it was last read or written here.
    ChangedOutside {
        /// The file.
        path: PathBuf,
    },
    /// A file that was there is gone.
    RemovedOutside {
        /// The file.
        path: PathBuf,
    },
    /// A part of the project cannot be read; the rest can.
    Unreadable(StoreError),
    /// Two versions of a record could not be reconciled; one is in place, the other is kept beside it.
    Conflict {
        /// The record.
        key: RecordKey,
        /// The file that keeps both.
        path: PathBuf,
    },
    /// An annotator's active time cannot be read or saved. Their work is not concerned.
    Effort(StoreError),
    /// The words at an annotation's place are not those that it was made on.
    QuoteDiffers {
        /// The annotation.
        annotation: AnnotationId,
        /// What it was made on.
        expected: String,
        /// What is there.
        found: String,
        /// Line of the file, from 1.
        line: usize,
        /// The file.
        path: PathBuf,
    },
    /// Work that is only in a journal was made in a text of the article that is no longer the one in its place. None of
    /// it is applied: its offsets would count in another text.
    OtherText {
        /// The article.
        article: ArticleId,
        /// The journal, or the copy that was kept of it.
        path: PathBuf,
    },
    /// Two versions of a file were merged, record by record.
    Merged {
        /// The file that stays.
        path: PathBuf,
    },
    /// A file in the project's folders is none of the project's.
    StrayFile {
        /// The file.
        path: PathBuf,
    },
    /// A journal or history was damaged; what could be read of it was used, and the file is kept.
    Damaged {
        /// How many entries are lost at least.
        entries: usize,
        /// The damaged file, or the copy that was kept of it.
        path: PathBuf,
    },
}

impl Notice {
    /// What the user can do about it.
    pub fn hints(&self) -> Vec<&'static str> {
        match self {
            Self::Unreadable(err) | Self::Effort(err) => err.hints(),
            Self::RemovedOutside { .. } => vec!["put the file back if it was not meant to go"],
            Self::Conflict { .. } => {
                vec!["keep the version that is right and take the other out of the file"]
            }
            Self::QuoteDiffers { .. } => {
                vec!["put the mark on its words again, or take the file from a backup"]
            }
            Self::OtherText { .. } => {
                vec!["it is there again with the old text in its place and this file as the journal"]
            }
            Self::StrayFile { .. } => vec!["take it away if it is not needed"],
            Self::ChangedOutside { .. } | Self::Merged { .. } | Self::Damaged { .. } => Vec::new(),
        }
    }

    /// Whether a part of the project may be missing from what was read.
    pub fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::Unreadable(_) | Self::Conflict { .. } | Self::QuoteDiffers { .. } | Self::OtherText { .. }
        )
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChangedOutside { path } => {
                write!(formatter, "changed by another program since it was last used: {}", path.display())
            }
            Self::RemovedOutside { path } => {
                write!(formatter, "removed by another program since it was last used: {}", path.display())
            }
            Self::Unreadable(err) | Self::Effort(err) => write!(formatter, "{}", Chain(err)),
            Self::Conflict { key, path } => {
                write!(formatter, "{key} has two versions; both are kept in {}", path.display())
            }
            Self::QuoteDiffers { annotation, expected, found, line, path } => write!(
                formatter,
                "annotation {annotation} was made on {expected:?}, but {found:?} is at its place: {}:{line}",
                path.display()
            ),
            Self::OtherText { article, path } => write!(
                formatter,
                "work in article {article} that was not saved yet was made in another text of it, and is left out: {}",
                path.display()
            ),
            Self::Merged { path } => {
                write!(formatter, "two versions were merged, record by record: {}", path.display())
            }
            Self::StrayFile { path } => {
                write!(formatter, "this file is none of the project's: {}", path.display())
            }
            Self::Damaged { entries, path } => {
                let plural = if *entries == 1 { "entry" } else { "entries" };
                write!(formatter, "{entries} damaged {plural} could not be read: {}", path.display())
            }
        }
    }
}

/// Shows an error with its sources.
struct Chain<'a>(&'a StoreError);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut source = std::error::Error::source(self.0);
        while let Some(err) = source {
            write!(formatter, ": {err}")?;
            source = err.source();
        }
        Ok(())
    }
}
