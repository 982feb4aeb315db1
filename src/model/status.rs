//! How far an annotator has come with a layer of an article.

use super::id::{Annotator, EventId, LayerKey};

/// How far the work on one layer of one article has come. Kept per layer, so that an article that is done
/// for entities is never exported as empty of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Nothing done.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Everything is marked.
    Done,
    /// Will not be done.
    Skipped {
        /// Why not.
        reason: String,
    },
}

impl Progress {
    /// Whether nothing is left to do.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done | Self::Skipped { .. })
    }
}

/// An annotator's progress in one layer of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whose.
    pub annotator: Annotator,
    /// In which layer.
    pub layer: LayerKey,
    /// How far.
    pub progress: Progress,
}

/// The event that an article tells of, in the eyes of an annotator: its figures belong to it, unless they say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEvent {
    /// Who says so.
    pub annotator: Annotator,
    /// An event of their register.
    pub event: EventId,
}

/// An annotator's labels of the article as a whole, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLabels {
    /// Whose.
    pub annotator: Annotator,
    /// The labels, sorted, each once.
    pub labels: Vec<String>,
}
