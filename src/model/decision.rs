//! What an annotator did with a suggestion.

use jiff::Timestamp;

use super::extra::Extra;
use super::id::{Annotator, DecisionId, LabelKey, LayerKey};
use super::span::Spans;
use super::words::words;

/// A suggestion and its fate. Rejected suggestions do not come back, and are hard negatives for an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Unique in its article.
    pub id: DecisionId,
    /// Who decided.
    pub annotator: Annotator,
    /// The rule that had proposed it.
    pub rule: String,
    /// The place that was proposed.
    pub spans: Spans,
    /// The layer that was proposed.
    pub layer: LayerKey,
    /// The label that was proposed.
    pub label: LabelKey,
    /// What became of it.
    pub outcome: Outcome,
    /// When it was decided.
    pub at: Option<Timestamp>,
    /// How long it had been on the screen, in milliseconds.
    pub after_ms: Option<u64>,
    /// What another program wrote on it.
    pub extra: Extra,
}

words! {
    /// What became of a suggestion.
    Outcome {
        /// Taken as it was.
        Accepted = "accepted",
        /// Taken with changes.
        Edited = "edited",
        /// Not taken.
        Rejected = "rejected",
    }
}
