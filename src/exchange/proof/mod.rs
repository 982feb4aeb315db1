//! Proof of an export: what was written is read again, by the importer of its format, and compared with what was to be
//! written. What does not come back never appears.
//!
//! Articles are known by their texts, since not every format keeps ids and some write one for each annotator. What was
//! noted as lost may be missing, and nothing else; what was noted as moved may be elsewhere.

mod expected;
mod facts;
mod files;
mod letters;
mod shared;

use std::sync::{Mutex, PoisonError};

use self::expected::{Difference, Expectations};
pub(super) use self::facts::Facts;
use self::facts::{Fact, Kind, Reader};
use self::files::Written;
use self::letters::Letters;
use self::shared::Shared;
use super::exporter::{Articles, ExportContext, ExportError};
use super::format::Format;
use super::importer::{ImportError, ImportOptions, Incoming, Place};
use super::losses::Losses;
use super::source::Source;
use super::watch::{Phase, Watched};
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};

/// What comes back of an export in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComesBack {
    /// Nothing: this program does not read what it writes there.
    Nothing,
    /// The words of marks: texts are cut into pieces that do not say where they come from.
    Words,
    /// Texts up to their white space, with the marks in them.
    Letters,
    /// Texts to the byte, with the marks in them.
    Texts,
    /// Everything of an article, so that writing it again gives the same bytes.
    Everything,
}

/// What is to come back, noted while it is written.
pub(super) struct Ledger<'a> {
    format: &'a Format,
    expected: Mutex<Expectations>,
}

impl<'a> Ledger<'a> {
    /// Of an export in `format`; none where nothing comes back.
    pub(super) fn new(format: &'a Format) -> Option<Self> {
        let comes_back = format.importer.is_some() && format.comes_back != ComesBack::Nothing;
        comes_back.then(|| Self { format, expected: Mutex::default() })
    }

    /// What is to come back of an article, or of a piece of one.
    pub(super) fn facts(&self, context: &ExportContext<'_>, article: &Article) -> Facts {
        Reader::of_exported(context, self.format).facts(article)
    }

    /// Notes what was written of `article`, and what was lost of it.
    pub(super) fn note(&self, article: &ArticleId, written: Vec<Facts>, losses: &Losses) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).add(article, written, losses);
    }

    /// Reads what was written to `source` and fails unless everything that was noted comes back. Returns whether it was
    /// read: what a reader would have to hold in memory as a whole is not, if it is long.
    pub(super) fn prove(
        &self,
        context: &ExportContext<'_>,
        articles: &dyn Articles,
        source: &dyn Source,
    ) -> Result<bool, ExportError> {
        let Some(importer) = self.format.importer else { return Ok(false) };
        let mut expected = std::mem::take(&mut *self.expected.lock().unwrap_or_else(PoisonError::into_inner));
        if expected.len > importer.most_at_once() {
            return Ok(false);
        }
        let unreadable = |error: ImportError| ExportError::Unreadable { message: error.to_string() };
        let source = Written::new(source, self.format, importer, context.options)
            .map_err(|error| unreadable(Place::file(".").error(error)))?;
        let len = source.len();
        context.watch.begin(Phase::Prove, len);
        let source = Watched::new(&source, context.watch);
        let reader = Reader::of_exported(context, self.format);
        let keeps_everything = self.format.comes_back == ComesBack::Everything;
        let mut shared = Shared::new(context, keeps_everything);
        // An article may have signs by which a file that nobody knows is told to be no text.
        let encoding = Some("utf-8".to_owned());
        let options = ImportOptions { encoding, apart: true, ..ImportOptions::by(Annotator::from("nobody")) };
        let Shared { growth, records } = &mut shared;
        let read = importer.read(&source, &options, growth, &mut |incoming| {
            source.passed(&incoming);
            match incoming {
                Incoming::Article(incoming) => {
                    let facts = reader.of_returned(&incoming.schema).facts(&incoming.article);
                    expected.found(facts, || beginning(incoming.article.body().text()));
                }
                Incoming::Shared(_, record) => records.push(record),
                Incoming::Warning(_) => {}
            }
            Ok(())
        });
        context.require_going()?;
        read.map_err(unreadable)?;
        context.watch.reach(len);
        if let Some(difference) = expected.difference() {
            return Err(told(&difference, &reader, articles));
        }
        match shared.difference(context).filter(|_| keeps_everything) {
            Some(message) => Err(ExportError::Unreadable { message }),
            None => Ok(true),
        }
    }
}

/// How many code points of a text are told.
const TOLD: usize = 60;

fn beginning(text: &str) -> String {
    text.chars().take(TOLD).collect()
}

/// A difference as an error that names what it is about.
fn told(difference: &Difference, reader: &Reader<'_>, articles: &dyn Articles) -> ExportError {
    let differs =
        |article: &ArticleId, message: String| ExportError::Differs { article: article.clone(), message };
    match difference {
        Difference::Stranger(begins) => ExportError::Unreadable {
            message: format!("a text comes back that no article has; it begins with {begins:?}"),
        },
        Difference::NoText(article) => differs(article, "its text does not come back as it is".to_owned()),
        Difference::Facts { article, missing, added } => {
            let mut words = Vec::new();
            if let Ok(Some(found)) = articles.article(article) {
                for piece in reader.context.shaped(found, &mut Losses::default()) {
                    let letters = Letters::new(piece.body().text(), reader.comes_back);
                    let marks = reader.chosen(&piece).annotations.into_iter();
                    let lost = marks.filter(|mark| missing.contains(&reader.mark(&letters, mark)));
                    words.extend(
                        lost.map(|mark| format!("{:?}", beginning(piece.body().quote(mark.spans.hull())))),
                    );
                }
            }
            let such =
                words.first().map_or_else(String::new, |words| format!(", the mark {words} among them"));
            let message = format!("{} missing{such}; {} that it has not", counted(missing), counted(added));
            differs(article, message)
        }
    }
}

/// How many things of each kind there are, in words.
fn counted(facts: &[Fact]) -> String {
    let count = |kind: Kind| facts.iter().filter(|fact| fact.kind() == kind).count();
    let kinds = Kind::ALL.map(|kind| (count(kind), kind.name())).into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = kinds.map(|(count, name)| format!("{count} {name}")).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}
