//! Where the files of a project are.

use std::path::{Path, PathBuf};

use super::stem::{annotator_stem, article_stem};
use crate::model::id::{Annotator, ArticleId};

/// The paths of one project folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

/// One file of the project that holds records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileId {
    /// `project.ron`
    Project,
    /// What is known of an article: the commit point of its import.
    Article(ArticleId),
    /// An annotator's work in an article.
    Work(Annotator, ArticleId),
    /// An annotator's register.
    Register(Annotator),
}

impl FileId {
    /// The article that the file belongs to, if it belongs to one.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article(id) | Self::Work(_, id) => Some(id),
            Self::Project | Self::Register(_) => None,
        }
    }
}

/// The name of the project file.
pub const PROJECT_FILE: &str = "project.ron";

impl Layout {
    /// The name of the file with an annotator's active time.
    pub(super) const EFFORT: &str = "effort.ron";

    /// The layout of the project in `path`, a folder or the `project.ron` in it.
    pub fn new(path: &Path) -> Self {
        let is_file = path.file_name().is_some_and(|name| name == PROJECT_FILE);
        let root = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
        Self { root: if root.as_os_str().is_empty() { PathBuf::from(".") } else { root.to_owned() } }
    }

    /// The project folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `path` as seen from the project folder.
    pub(super) fn relative<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// The file that holds certain records.
    pub fn file(&self, file: &FileId) -> PathBuf {
        match file {
            FileId::Project => self.root.join(PROJECT_FILE),
            FileId::Article(id) => {
                self.articles().join(article_stem(id.as_str())).with_added_extension("ron")
            }
            FileId::Work(annotator, id) => {
                self.works(annotator).join(article_stem(id.as_str())).with_added_extension("ron")
            }
            FileId::Register(annotator) => self.annotator(annotator).join("register.ron"),
        }
    }

    /// An article's body.
    pub fn body(&self, id: &ArticleId) -> PathBuf {
        self.articles().join(article_stem(id.as_str())).with_added_extension("txt")
    }

    /// The folder of bodies and articles.
    pub fn articles(&self) -> PathBuf {
        self.root.join("articles")
    }

    /// The folder of all annotators.
    pub fn annotations(&self) -> PathBuf {
        self.root.join("annotations")
    }

    /// The folder of one annotator.
    pub fn annotator(&self, annotator: &Annotator) -> PathBuf {
        self.annotations().join(annotator_stem(annotator.as_str()))
    }

    /// The file with an annotator's active time.
    pub fn effort(&self, annotator: &Annotator) -> PathBuf {
        self.annotator(annotator).join(Self::EFFORT)
    }

    /// The folder of an annotator's work, one file an article.
    pub fn works(&self, annotator: &Annotator) -> PathBuf {
        self.annotator(annotator).join("articles")
    }

    /// The folder of everything that is not shared between machines.
    pub fn local(&self) -> PathBuf {
        self.root.join(".glossator")
    }

    /// The folder of what can be computed again.
    pub fn cache(&self) -> PathBuf {
        self.local().join("cache")
    }

    /// The copy of an annotator's parsed work in an article.
    pub fn parsed_work(&self, annotator: &Annotator, id: &ArticleId) -> PathBuf {
        let folder = self.cache().join("works").join(annotator_stem(annotator.as_str()));
        folder.join(article_stem(id.as_str()))
    }

    /// The folder of journals.
    pub fn journals(&self) -> PathBuf {
        self.local().join("journal")
    }

    /// An annotator's work that is not yet in RON files.
    pub fn journal(&self, annotator: &Annotator) -> PathBuf {
        self.journals().join(annotator_stem(annotator.as_str()))
    }

    /// An annotator's undo steps.
    pub fn history(&self, annotator: &Annotator) -> PathBuf {
        self.local().join("history").join(annotator_stem(annotator.as_str()))
    }

    /// The folder of locks.
    pub(super) fn locks(&self) -> PathBuf {
        self.local().join("locks")
    }

    /// The lock of an annotator.
    pub fn lock(&self, annotator: &Annotator) -> PathBuf {
        self.locks().join(annotator_stem(annotator.as_str()))
    }

    /// The lock of the files that all share.
    pub fn shared_lock(&self) -> PathBuf {
        self.locks().join(".shared")
    }

    /// The lock of whoever imports.
    pub(super) fn import_lock(&self) -> PathBuf {
        self.locks().join(".import")
    }

    /// The note of an import whose commit is under way, or was cut off.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.local().join("import")
    }

    /// The folder of files that were merged into others, and of articles that were removed or whose text was replaced.
    pub fn trash(&self) -> PathBuf {
        self.local().join("trash")
    }

    /// Every folder that a project has from the beginning.
    pub fn folders(&self) -> [PathBuf; 7] {
        [
            self.articles(),
            self.annotations(),
            self.cache(),
            self.journals(),
            self.local().join("history"),
            self.locks(),
            self.trash(),
        ]
    }
}
