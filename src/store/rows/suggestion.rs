//! Rows of suggestions that wait.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::annotation::{FeatureValueRow, NumberRow, feature_rows, read_features};
use super::{RowError, SpanRow, leaf, read_spans, span_row};
use crate::model::extra::Extra;
use crate::model::id::{Annotator, FeatureKey, LabelKey, LayerKey, SuggestionId};
use crate::model::suggestion::Suggestion;

/// A suggestion that waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct SuggestionRow {
    pub(in super::super) id: SuggestionId,
    #[serde(default)]
    rule: String,
    spans: SpanRow,
    layer: LayerKey,
    label: LabelKey,
    #[serde(default)]
    features: BTreeMap<FeatureKey, FeatureValueRow>,
    #[serde(default)]
    score: Option<NumberRow>,
    #[serde(default)]
    version: Option<String>,
    #[serde(default, with = "leaf::timestamp")]
    at: Option<Timestamp>,
    #[serde(default)]
    extra: Extra,
}

impl From<&Suggestion> for SuggestionRow {
    fn from(suggestion: &Suggestion) -> Self {
        Self {
            id: suggestion.id.clone(),
            rule: suggestion.rule.clone(),
            spans: span_row(&suggestion.spans),
            layer: suggestion.layer.clone(),
            label: suggestion.label.clone(),
            features: feature_rows(&suggestion.features),
            score: suggestion.score.map(NumberRow),
            version: suggestion.version.clone(),
            at: suggestion.at,
            extra: suggestion.extra.clone(),
        }
    }
}

impl SuggestionRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Suggestion, RowError> {
        Ok(Suggestion {
            id: self.id,
            annotator: annotator.clone(),
            rule: self.rule,
            spans: read_spans(&self.spans)?,
            layer: self.layer,
            label: self.label,
            features: read_features(self.features),
            score: self.score.map(|score| score.0),
            version: self.version,
            at: self.at,
            extra: self.extra,
        })
    }
}
