//! Rows of attributions.

use serde::{Deserialize, Serialize};

use super::{RowError, SpanRow, read_spans, span_row};
use crate::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source, Via};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, Annotator, AttributionId, EntityId};
use crate::model::moment::Moment;

/// An attribution.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct AttributionRow {
    pub(in super::super) id: AttributionId,
    #[serde(default)]
    sources: Vec<SourceRow>,
    #[serde(default)]
    cue: Option<AnchorRow>,
    #[serde(default)]
    contents: Vec<AnchorRow>,
    #[serde(default)]
    via: Option<ViaRow>,
    #[serde(default)]
    said_at: Option<Moment>,
    quote_type: QuoteType,
    polarity: Polarity,
    certainty: Certainty,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    extra: Extra,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AnchorRow {
    Mark(AnnotationId),
    Text(SpanRow),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceRow {
    at: AnchorRow,
    #[serde(default)]
    entity: Option<EntityId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ViaRow {
    #[serde(default)]
    text: String,
    #[serde(default)]
    spans: Option<SpanRow>,
}

impl From<&Attribution> for AttributionRow {
    fn from(attribution: &Attribution) -> Self {
        let source = |source: &Source| SourceRow {
            at: AnchorRow::from(&source.anchor),
            entity: source.entity.clone(),
        };
        let via = |via: &Via| ViaRow { text: via.text.clone(), spans: via.spans.as_ref().map(span_row) };
        Self {
            id: attribution.id.clone(),
            sources: attribution.sources.iter().map(source).collect(),
            cue: attribution.cue.as_ref().map(AnchorRow::from),
            contents: attribution.contents.iter().map(AnchorRow::from).collect(),
            via: attribution.via.as_ref().map(via),
            said_at: attribution.said_at,
            quote_type: attribution.quote_type,
            polarity: attribution.polarity,
            certainty: attribution.certainty,
            note: attribution.note.clone(),
            extra: attribution.extra.clone(),
        }
    }
}

impl AttributionRow {
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Attribution, RowError> {
        let source =
            |row: SourceRow| Ok::<_, RowError>(Source { anchor: row.at.into_model()?, entity: row.entity });
        let via = |row: ViaRow| {
            let spans = row.spans.map(|spans| read_spans(&spans)).transpose()?;
            Ok::<_, RowError>(Via { text: row.text, spans })
        };
        Ok(Attribution {
            id: self.id,
            annotator: annotator.clone(),
            sources: self.sources.into_iter().map(source).collect::<Result<_, _>>()?,
            cue: self.cue.map(AnchorRow::into_model).transpose()?,
            contents: self.contents.into_iter().map(AnchorRow::into_model).collect::<Result<_, _>>()?,
            via: self.via.map(via).transpose()?,
            said_at: self.said_at,
            quote_type: self.quote_type,
            polarity: self.polarity,
            certainty: self.certainty,
            note: self.note,
            extra: self.extra,
        })
    }
}

impl From<&Anchor> for AnchorRow {
    fn from(anchor: &Anchor) -> Self {
        match anchor {
            Anchor::Annotation(id) => Self::Mark(id.clone()),
            Anchor::Spans(spans) => Self::Text(span_row(spans)),
        }
    }
}

impl AnchorRow {
    fn into_model(self) -> Result<Anchor, RowError> {
        Ok(match self {
            Self::Mark(id) => Anchor::Annotation(id),
            Self::Text(spans) => Anchor::Spans(read_spans(&spans)?),
        })
    }
}
