//! What an importer is, and how a source is handed to the importers that know its files.

use std::collections::HashMap;
use std::fmt;

use thiserror::Error;

use super::encoding::EncodingError;
use super::format::Format;
use super::growth::SchemaGrowth;
use super::jsonl::parts::PartError;
use super::mapped::columns::ColumnMap;
use super::metadata_table::MetadataTable;
use super::proposals::{self, Proposals};
use super::recognition::{articles, by_format};
use super::source::{Part, Source};
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::record::Record;
use crate::model::schema::Schema;

/// Reads one format.
pub trait Importer {
    /// Whether a file with this name (a path below the source) that begins with `head` is of this format.
    fn recognises(&self, name: &str, head: &[u8]) -> bool;

    /// The files that belong to the file `name` of this format, and are read with it whatever format they look like.
    fn companions(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    /// How long the texts of a file may be that is read to prove an export, in bytes: all of it is in memory then.
    fn most_at_once(&self) -> usize {
        usize::MAX
    }

    /// Reads everything that `source` holds and hands it to `out`, article by article. What the files use and
    /// `schema` lacks is added to it.
    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError>;
}

/// How to import.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Who made what names nobody.
    pub annotator: Annotator,
    /// The encoding of text files, where it is known; else they must be UTF-8 or begin with a byte order mark.
    pub encoding: Option<String>,
    /// What is known of the articles, by file name.
    pub metadata: Option<MetadataTable>,
    /// The format of all files; else each file is looked at.
    pub format: Option<&'static Format>,
    /// Which columns of tables hold what; else their headings must say it.
    pub columns: Option<ColumnMap>,
    /// The layer of the marks of files that name none, by key or by the name that people see; else it is the one that
    /// has their labels.
    pub layer: Option<String>,
    /// Whether marks come as suggestions, which wait for the annotator.
    pub as_suggestions: bool,
    /// Whether to leave out what is refused and go on with the rest.
    pub keep_going: bool,
    /// Whether each record is an article of its own, where several may tell of one: they need not be held then until
    /// all are known. What an export is proven by is the same either way.
    pub apart: bool,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the source names it.
    pub file: String,
    /// The line, from 1, where the format has lines.
    pub line: Option<u64>,
}

/// What an importer hands out.
#[derive(Clone, Debug)]
pub enum Incoming {
    /// An article with everybody's work in it.
    Article(IncomingArticle),
    /// A record of an annotator's register.
    Shared(Place, Record),
    /// Something that the user should know: nothing was lost but what it says.
    Warning(ImportWarning),
}

/// An article with everybody's work in it.
#[derive(Clone, Debug)]
pub struct IncomingArticle {
    /// Where it stands.
    pub place: Place,
    /// The article.
    pub article: Article,
    /// The schema as it has grown so far: it has everything that the article uses.
    pub schema: Schema,
    /// How many suggestions were left out of it, because marks or decisions of the same annotator in it say the same.
    pub known: usize,
}

/// Something that the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportWarning {
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
    /// Whether an article or record was left out.
    pub refused: bool,
}

/// Why an import fails, and where.
#[derive(Debug, Error)]
#[error("{problem} ({place})")]
pub struct ImportError {
    /// Where.
    pub place: Place,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

/// What is wrong with a file or record.
#[derive(Debug, Error)]
pub enum Problem {
    /// A file cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// A file is no text.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// A line is no JSON, or a value in it has the wrong shape.
    #[error("column {column}: {message}")]
    Json {
        /// Where in the line, in code points from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// A record is wrong.
    #[error("{0}")]
    Part(PartError),
    /// Two articles of one import have the same id.
    #[error("article {id} is there twice: the first is in {first}")]
    DuplicateArticle {
        /// The id.
        id: ArticleId,
        /// Where the first one stands.
        first: Place,
    },
    /// A decision on a suggestion names an article that is not there.
    #[error("it names article {0}, which is in none of the files")]
    NoArticle(ArticleId),
    /// No format fits.
    #[error("no format is known for such a file")]
    UnknownFormat,
    /// A table of metadata is wrong.
    #[error("{0}")]
    Table(String),
    /// Something that only one format can get wrong.
    #[error("{0}")]
    Other(String),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}, line {line}", self.file),
            None => formatter.write_str(&self.file),
        }
    }
}

impl Place {
    /// A whole file.
    pub fn file(name: &str) -> Self {
        Self { file: name.to_owned(), line: None }
    }

    /// A line of a file, from 1.
    pub fn line(name: &str, line: u64) -> Self {
        Self { file: name.to_owned(), line: Some(line) }
    }

    /// This problem at this place.
    pub fn error(self, problem: impl Into<Problem>) -> ImportError {
        ImportError { place: self, problem: problem.into() }
    }

    /// A warning at this place.
    pub fn warning(self, message: impl Into<String>) -> Incoming {
        Incoming::Warning(ImportWarning { place: self, message: message.into(), refused: false })
    }
}

impl From<PartError> for Problem {
    fn from(error: PartError) -> Self {
        match error {
            // The line of the file is known from the place.
            PartError::Json { column, message, .. } => Self::Json { column, message },
            other => Self::Part(other),
        }
    }
}

impl ImportError {
    /// What to do about it, where there is something to do.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.problem {
            Problem::Encoding(error) => return error.hint(),
            Problem::DuplicateArticle { .. } => {
                "an article's id is its file name without folder and extension; rename one of the two"
                    .to_owned()
            }
            Problem::UnknownFormat => {
                "choose one with --from; `glossator formats` lists them. Of a table say where its texts are: --columns text=NAME"
                    .to_owned()
            }
            Problem::Part(error) => return error.hint().map(str::to_owned),
            _ => return None,
        })
    }

    /// The error as a warning that something was left out.
    pub fn into_warning(self) -> Incoming {
        let message = self.problem.to_string();
        Incoming::Warning(ImportWarning { place: self.place, message, refused: true })
    }
}

impl ImportOptions {
    /// Options that only say who made what names nobody.
    pub fn by(annotator: Annotator) -> Self {
        Self {
            annotator,
            encoding: None,
            metadata: None,
            format: None,
            columns: None,
            layer: None,
            as_suggestions: false,
            keep_going: false,
            apart: false,
        }
    }

    /// Hands `error` out as a warning if the import is to go on, else returns it.
    pub fn settle(
        &self,
        error: ImportError,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        if self.keep_going { out(error.into_warning()) } else { Err(error) }
    }
}

/// Reads everything that `source` holds, each file by the importer that knows it, and hands it to `out`.
///
/// Joins the table of metadata, and refuses two articles with the same id. Nothing is kept between two calls, so the
/// first can check everything and the second keep it.
pub fn import(
    source: &dyn Source,
    options: &ImportOptions,
    schema: &mut SchemaGrowth,
    out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let entries = articles(source)?;
    let mut join = options.metadata.as_ref().map(MetadataTable::join);
    let mut seen: HashMap<ArticleId, Place> = HashMap::new();
    let mut proposals = options.as_suggestions.then(|| Proposals::new(options.annotator.clone()));
    for (format, entries) in by_format(source, entries, options, out)? {
        let Some(importer) = format.importer else {
            let message = format!("the format {} can be written, but not read", format.id);
            return Err(Place::file(".").error(Problem::Other(message)));
        };
        let part = Part { whole: source, entries };
        importer.read(&part, options, schema, &mut |incoming| {
            let mut incoming = match (incoming, &mut proposals) {
                (Incoming::Article(incoming), _) => incoming,
                (Incoming::Shared(place, record), Some(proposals)) => {
                    proposals.shared(&record, &place);
                    return Ok(());
                }
                (other, _) => return out(other),
            };
            let id = incoming.article.id().clone();
            if let Some(first) = seen.get(&id) {
                let problem = Problem::DuplicateArticle { id, first: first.clone() };
                return options.settle(incoming.place.error(problem), out);
            }
            seen.insert(id, incoming.place.clone());
            if let Some(join) = &mut join {
                match join.add_to(&incoming.article, &incoming.place.file) {
                    Some(article) => incoming.article = article,
                    None => out(incoming.place.clone().warning("the table of metadata has no row for it"))?,
                }
            }
            if let Some(proposals) = &mut proposals {
                incoming.article = proposals.article(&incoming.article, &incoming.place, format.id);
            }
            if options.as_suggestions || format.id != "jsonl" {
                (incoming.article, incoming.known) = proposals::without_settled(incoming.article);
            }
            out(Incoming::Article(incoming))
        })?;
    }
    proposals.into_iter().flat_map(Proposals::into_warnings).try_for_each(&mut *out)?;
    join.map_or(Ok(()), |join| join.unused().try_for_each(out))
}
