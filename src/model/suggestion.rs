//! A mark that is proposed and waits for somebody to decide about it.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::annotation::Features;
use super::extra::Extra;
use super::id::{Annotator, LabelKey, LayerKey, SuggestionId};
use super::span::Spans;

/// A mark that a file or a model proposes. It is no annotation: nobody has looked at it yet. Whoever decides about it
/// leaves a [`super::decision::Decision`] in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Unique in its article.
    pub id: SuggestionId,
    /// Who is to decide.
    pub annotator: Annotator,
    /// What proposes it: "import:label-studio", the name of a model.
    pub rule: String,
    /// Where the mark would stand.
    pub spans: Spans,
    /// The layer that it would belong to.
    pub layer: LayerKey,
    /// The label that it would get.
    pub label: LabelKey,
    /// The values that it would get.
    pub features: Features,
    /// How sure the model is, on a scale of its own: mostly from 0 to 1.
    pub score: Option<Decimal>,
    /// The version of the model.
    pub version: Option<String>,
    /// When it was proposed.
    pub at: Option<Timestamp>,
    /// What another program wrote on it.
    pub extra: Extra,
}
