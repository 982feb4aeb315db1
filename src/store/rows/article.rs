//! Rows of what belongs to an article: metadata, zones, status, decisions.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{RowError, SpanRow, leaf, read_spans, span_row};
use crate::model::decision::{Decision, Outcome};
use crate::model::extra::Extra;
use crate::model::id::{Annotator, DecisionId, LabelKey, LayerKey, ZoneId};
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::model::span::Span;
use crate::model::status::Progress;
use crate::model::zone::{Zone, ZoneKind};

/// What is known of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct MetadataRow {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    byline: Option<String>,
    #[serde(default)]
    published: Option<Moment>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    other: Extra,
}

/// A zone that came with an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ZoneRow {
    pub(in super::super) id: ZoneId,
    /// Start and end in UTF-8 bytes.
    span: (usize, usize),
    kind: ZoneKind,
}

/// A zone whose maker must be said.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct OwnZoneRow {
    zone: ZoneRow,
    #[serde(default)]
    imported: bool,
}

/// How far a layer has come.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum ProgressRow {
    New,
    InProgress,
    Done,
    Skipped(String),
}

/// A decision on a suggestion.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct DecisionRow {
    pub(in super::super) id: DecisionId,
    #[serde(default)]
    rule: String,
    spans: SpanRow,
    layer: LayerKey,
    label: LabelKey,
    outcome: Outcome,
    #[serde(default, with = "leaf::timestamp")]
    at: Option<Timestamp>,
    #[serde(default)]
    after_ms: Option<u64>,
    #[serde(default)]
    extra: Extra,
}

impl From<&Metadata> for MetadataRow {
    fn from(metadata: &Metadata) -> Self {
        Self {
            title: metadata.title.clone(),
            outlet: metadata.outlet.clone(),
            url: metadata.url.clone(),
            byline: metadata.byline.clone(),
            published: metadata.published,
            language: metadata.language.clone(),
            other: metadata.other.clone(),
        }
    }
}

impl From<MetadataRow> for Metadata {
    fn from(row: MetadataRow) -> Self {
        Self {
            title: row.title,
            outlet: row.outlet,
            url: row.url,
            byline: row.byline,
            published: row.published,
            language: row.language,
            other: row.other,
        }
    }
}

impl From<&Zone> for ZoneRow {
    fn from(zone: &Zone) -> Self {
        Self { id: zone.id.clone(), span: (zone.span.start(), zone.span.end()), kind: zone.kind }
    }
}

impl ZoneRow {
    pub(in super::super) fn into_model(self, annotator: Option<&Annotator>) -> Result<Zone, RowError> {
        let span = Span::new(self.span.0, self.span.1)?;
        Ok(Zone { id: self.id, span, kind: self.kind, annotator: annotator.cloned() })
    }
}

impl From<&Zone> for OwnZoneRow {
    fn from(zone: &Zone) -> Self {
        Self { zone: zone.into(), imported: zone.annotator.is_none() }
    }
}

impl OwnZoneRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Zone, RowError> {
        self.zone.into_model((!self.imported).then_some(annotator))
    }
}

impl From<&Progress> for ProgressRow {
    fn from(progress: &Progress) -> Self {
        match progress {
            Progress::New => Self::New,
            Progress::InProgress => Self::InProgress,
            Progress::Done => Self::Done,
            Progress::Skipped { reason } => Self::Skipped(reason.clone()),
        }
    }
}

impl From<ProgressRow> for Progress {
    fn from(row: ProgressRow) -> Self {
        match row {
            ProgressRow::New => Self::New,
            ProgressRow::InProgress => Self::InProgress,
            ProgressRow::Done => Self::Done,
            ProgressRow::Skipped(reason) => Self::Skipped { reason },
        }
    }
}

impl From<&Decision> for DecisionRow {
    fn from(decision: &Decision) -> Self {
        Self {
            id: decision.id.clone(),
            rule: decision.rule.clone(),
            spans: span_row(&decision.spans),
            layer: decision.layer.clone(),
            label: decision.label.clone(),
            outcome: decision.outcome,
            at: decision.at,
            after_ms: decision.after_ms,
            extra: decision.extra.clone(),
        }
    }
}

impl DecisionRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Decision, RowError> {
        Ok(Decision {
            id: self.id,
            annotator: annotator.clone(),
            rule: self.rule,
            spans: read_spans(&self.spans)?,
            layer: self.layer,
            label: self.label,
            outcome: self.outcome,
            at: self.at,
            after_ms: self.after_ms,
            extra: self.extra,
        })
    }
}
