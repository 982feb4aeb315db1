//! What an exporter is, and how articles are handed to it: encoded in parallel, written in order, a batch at a time while
//! the next one is encoded.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use thiserror::Error;

use super::card::{self, CardNotes};
use super::filter::{Filter, Selection};
use super::format::Format;
use super::losses::Losses;
use super::options::ExportOptions;
use super::outputs::side_file;
use super::proof::{Facts, Ledger};
use super::shaping::Shaping;
use super::shaping::label_map::LabelMapError;
use super::sink::Sink;
use super::splits::leakage::Leakage;
use super::splits::{self, Assignment};
use super::watch::{Phase, Watch};
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::project::Project;

/// How many articles are encoded at a time, while as many are written.
const BATCH: usize = 64;

/// Writes one format.
pub trait Exporter: Sync {
    /// What one article becomes.
    type Piece: Send;

    /// Encodes one article; called for many at the same time. What the format cannot hold goes to `losses`.
    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Self::Piece, ExportError>;

    /// Begins to write.
    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Self::Piece> + 's>, ExportError>;
}

/// Puts the pieces of an export in their files.
pub trait PieceWriter<P> {
    /// Writes the next article.
    fn piece(&mut self, article: &ArticleId, piece: P, losses: &mut Losses) -> Result<(), ExportError>;

    /// Writes what comes after all articles.
    fn finish(self: Box<Self>, losses: &mut Losses) -> Result<(), ExportError>;
}

/// Exports all articles in one format, as the registry of formats holds it.
pub type ExportFn = fn(&ExportContext<'_>, &dyn Articles, &dyn Sink) -> Result<Losses, ExportError>;

/// What is exported, and how.
#[derive(Clone, Copy)]
pub struct ExportContext<'a> {
    /// A snapshot of the project: its schema and registers.
    pub project: &'a Project,
    /// Which part of the work.
    pub filter: &'a Filter,
    /// How.
    pub options: &'a ExportOptions,
    /// Which article is in which split, if they are split. [`export`] finds it out.
    pub splits: Option<&'a Assignment>,
    /// What becomes of articles before they are written, if anything does. [`export`] makes it.
    pub(super) shaping: Option<&'a Shaping>,
    /// What the card of the data set is written from, if it has one. [`export`] takes the notes.
    pub(super) card: Option<&'a CardNotes<'a>>,
    /// What is to come back when the export is read again, if it is. [`export`] reads it.
    pub(super) ledger: Option<&'a Ledger<'a>>,
    /// Who watches, and may call it off.
    pub watch: &'a dyn Watch,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exported {
    /// What the format could not hold.
    pub losses: Losses,
    /// What leaks from split to split, where the articles were split.
    pub leakage: Option<Leakage>,
}

/// The articles to export. They are asked for one by one, from several threads, and let go of soon.
pub trait Articles: Sync {
    /// The articles, in the order in which they are written.
    fn ids(&self) -> Vec<ArticleId>;

    /// One of them, in full; `None` for one that is left out because it is damaged, of which its keeper tells.
    fn article(&self, id: &ArticleId) -> Result<Option<Arc<Article>>, ExportError>;
}

/// Why an export fails.
#[derive(Debug, Error)]
pub enum ExportError {
    /// An article cannot be read.
    #[error("article {article} cannot be read: {source}")]
    Read {
        /// The article.
        article: ArticleId,
        /// Why not.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file cannot be written.
    #[error("{file:?} cannot be written: {source}")]
    Write {
        /// The file, below the place of the export; empty where that is a file itself.
        file: String,
        /// Why not.
        source: io::Error,
    },
    /// A thing that the format cannot hold and that cannot be left out.
    #[error("article {article}: {message}")]
    Refused {
        /// The article.
        article: ArticleId,
        /// What it is.
        message: String,
    },
    /// The format is one that is only read.
    #[error("the format {format} can be read, but not written")]
    Unwritable {
        /// Its id.
        format: &'static str,
    },
    /// The format is nothing without texts.
    #[error("the format {format} cannot leave texts out; jsonl can")]
    NeedsText {
        /// Its id.
        format: &'static str,
    },
    /// What was written cannot be read again.
    #[error("what was written cannot be read again, so nothing was put in its place: {message}")]
    Unreadable {
        /// Why not.
        message: String,
    },
    /// What was written is not what was to be written.
    #[error(
        "article {article} is not the same when it is read again, so nothing was put in its place: {message}"
    )]
    Differs {
        /// The article.
        article: ArticleId,
        /// What is not the same.
        message: String,
    },
    /// The labels cannot be named as was asked for.
    #[error(transparent)]
    Labels(#[from] LabelMapError),
    /// It was called off.
    #[error("the export was called off; nothing was written")]
    Stopped,
}

impl ExportError {
    /// What to do about it, where there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        let is_our_fault = matches!(self, Self::Unreadable { .. } | Self::Differs { .. });
        is_our_fault.then_some("this is a fault of Glossator or of the disk, not of your work, which is as it was; please report it. The format jsonl holds everything")
    }
}

/// A project whose articles are loaded.
impl Articles for Project {
    fn ids(&self) -> Vec<ArticleId> {
        self.articles().keys().cloned().collect()
    }

    fn article(&self, id: &ArticleId) -> Result<Option<Arc<Article>>, ExportError> {
        let read = |error| ExportError::Read { article: id.clone(), source: Box::new(error) };
        self.article(id).cloned().map(Some).map_err(read)
    }
}

impl<'a> ExportContext<'a> {
    /// A context in which the articles are not split yet.
    pub fn new(
        project: &'a Project,
        filter: &'a Filter,
        options: &'a ExportOptions,
        watch: &'a dyn Watch,
    ) -> Self {
        Self { project, filter, options, splits: None, shaping: None, card: None, ledger: None, watch }
    }

    /// The work in `article` that is exported, where what the filter leaves out is no loss of the format.
    pub fn select<'b>(&self, article: &'b Article) -> Selection<'b> {
        self.filter.select(self.project.schema(), article, &mut Losses::default())
    }

    /// What is written of an article: nothing where the filter leaves it out.
    pub(super) fn shaped(&self, article: Arc<Article>, losses: &mut Losses) -> Vec<Arc<Article>> {
        let id = article.id().clone();
        let article = self.shaping.map_or(Arc::clone(&article), |shaping| shaping.renamed(article));
        if !self.filter.has_article(self.project.schema(), &article) {
            return Vec::new();
        }
        let pieces = match self.shaping {
            Some(shaping) => shaping.pieces(article, losses),
            None => vec![article],
        };
        if let Some(card) = self.card {
            card.note(self, &id, &pieces);
        }
        pieces
    }

    /// Fails if the export is to be called off.
    pub fn require_going(&self) -> Result<(), ExportError> {
        if self.watch.is_stopped() { Err(ExportError::Stopped) } else { Ok(()) }
    }
}

/// Writes `articles` to `sink` in `format`, split if that is asked for, and reads them again: what does not come back is
/// an error. After an error, that it was called off among them, what the sink holds is to be thrown away.
pub fn export(
    format: &Format,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    sink: &dyn Sink,
) -> Result<Exported, ExportError> {
    let write = format.export.ok_or(ExportError::Unwritable { format: format.id })?;
    if context.options.without_text && !format.can_omit_text() {
        return Err(ExportError::NeedsText { format: format.id });
    }
    let split = context.options.split.as_ref();
    let found =
        split.map(|options| splits::split(articles, context.project.schema(), context.filter, options));
    let (assignment, leakage) = found.transpose()?.unzip();
    let shaping = Shaping::new(context.project, context.filter, &context.options.shaping)?;
    let notes = CardNotes::new(format, leakage.as_ref());
    // Without texts there is nothing to find marks in; `rehydrate` proves them when it has the texts.
    let written = sink.written().filter(|_| !context.options.without_text);
    let ledger = written.as_ref().and_then(|_| Ledger::new(format));
    let context = ExportContext {
        project: &shaping.project,
        filter: &shaping.filter,
        splits: assignment.as_ref(),
        shaping: Some(&shaping),
        card: format.has_card(split.is_some()).then_some(&notes),
        ledger: ledger.as_ref(),
        ..*context
    };
    let mut losses = write(&context, articles, sink)?;
    if context.card.is_some() && !format.has_own_card() {
        side_file(sink, card::NAME, &card::plain(&context))?;
    }
    for article in assignment.iter().flat_map(|assignment| &assignment.undated) {
        losses.remark("articles without a date, which are in the first split", article, "");
    }
    // A format that does not ask is called off here, before anything is visible.
    context.require_going()?;
    if let Some((ledger, written)) = ledger.as_ref().zip(written) {
        let is_read = ledger.prove(&context, articles, &*written)?;
        if let Some(first) = articles.ids().first().filter(|_| !is_read) {
            losses.remark("exports that are too long to be read back as a whole, and are not", first, "");
        }
    }
    Ok(Exported { losses, leakage })
}

/// Writes `articles` with `exporter` to `sink`, and tells what the format could not hold. After an error, that it was
/// called off among them, what the sink holds is to be thrown away.
///
/// While a batch of articles is written, the next one is read and encoded. Memory holds these two, however many
/// articles there are.
pub fn run<E: Exporter>(
    exporter: &E,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    sink: &dyn Sink,
) -> Result<Losses, ExportError> {
    let mut losses = Losses::default();
    let mut writer = exporter.writer(context, sink)?;
    let ids = articles.ids();
    context.watch.begin(Phase::Export, ids.len() as u64);
    let mut done = 0;
    let mut batches = ids.chunks(BATCH);
    let mut next = batches.next().map(|batch| encode_all(exporter, context, articles, batch));
    while let Some(batch) = next.take().transpose()? {
        done += batch.len() as u64;
        rayon::in_place_scope(|scope| {
            if let Some(batch) = batches.next() {
                let next = &mut next;
                scope.spawn(move |_| *next = Some(encode_all(exporter, context, articles, batch)));
            }
            write(context, &mut *writer, batch, &mut losses)
        })?;
        context.watch.reach(done);
    }
    writer.finish(&mut losses)?;
    // From here on, whoever holds the sink makes it visible.
    context.require_going()?;
    Ok(losses)
}

/// Encodes a batch of articles, several at a time; `None` for each one that is left out because it is damaged.
fn encode_all<E: Exporter>(
    exporter: &E,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    batch: &[ArticleId],
) -> Result<Vec<Option<Encoded<E::Piece>>>, ExportError> {
    batch.par_iter().map(|id| encode(exporter, context, articles, id)).collect()
}

/// Writes a batch of articles in their order.
fn write<P>(
    context: &ExportContext<'_>,
    writer: &mut dyn PieceWriter<P>,
    batch: Vec<Option<Encoded<P>>>,
    losses: &mut Losses,
) -> Result<(), ExportError> {
    for mut encoded in batch.into_iter().flatten() {
        context.require_going()?;
        for piece in encoded.pieces {
            writer.piece(&encoded.article, piece, &mut encoded.losses)?;
        }
        if let Some(ledger) = context.ledger {
            ledger.note(&encoded.article, encoded.facts, &encoded.losses);
        }
        losses.append(encoded.shaping);
        losses.append(encoded.losses);
    }
    Ok(())
}

/// What an article has become.
struct Encoded<P> {
    article: ArticleId,
    pieces: Vec<P>,
    /// What is to come back of each piece.
    facts: Vec<Facts>,
    /// What was lost before the format saw it.
    shaping: Losses,
    /// What the format could not hold.
    losses: Losses,
}

/// Encodes the article `id`; `None` for one that is left out because it is damaged.
fn encode<E: Exporter>(
    exporter: &E,
    context: &ExportContext<'_>,
    articles: &dyn Articles,
    id: &ArticleId,
) -> Result<Option<Encoded<E::Piece>>, ExportError> {
    context.require_going()?;
    let Some(article) = articles.article(id)? else { return Ok(None) };
    let (mut shaping, mut losses) = (Losses::default(), Losses::default());
    let (mut pieces, mut facts) = (Vec::new(), Vec::new());
    for article in context.shaped(article, &mut shaping) {
        pieces.push(exporter.encode(context, &article, &mut losses)?);
        facts.extend(context.ledger.map(|ledger| ledger.facts(context, &article)));
    }
    Ok(Some(Encoded { article: id.clone(), pieces, facts, shaping, losses }))
}
