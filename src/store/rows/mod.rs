//! The records as they stand in files, version 1: plain rows with serde, turned into model values by hand.
//!
//! RON files leave out what is empty; journal, history and cache write the same rows in full (`postcard`).

mod annotation;
mod article;
mod attribution;
mod change;
mod leaf;
mod register;
mod schema;
mod suggestion;

pub(super) use annotation::{AnnotationRow, RelationRow};
pub(super) use article::{DecisionRow, MetadataRow, OwnZoneRow, ProgressRow, ZoneRow};
pub(super) use attribution::AttributionRow;
pub(super) use change::{EditRow, KeyRow, RecordRow, RevisionRow};
pub(super) use register::{ClaimLinkRow, ClaimRow, EntityRow, EventRow, SettlementRow};
pub(super) use schema::{AssignmentRow, GuidelineRow, LayerRow, PersonRow, RelationTypeRow};
pub(super) use suggestion::SuggestionRow;

use crate::model::span::{Span, SpanError, Spans};
use thiserror::Error;

/// A row that reads well but means nothing that can be.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(super) enum RowError {
    /// A place that cannot be.
    #[error(transparent)]
    Span(#[from] SpanError),
}

/// Start and end of each span, in UTF-8 bytes.
pub(super) type SpanRow = Vec<(usize, usize)>;

fn span_row(spans: &Spans) -> SpanRow {
    spans.iter().map(|span| (span.start(), span.end())).collect()
}

fn read_spans(row: &[(usize, usize)]) -> Result<Spans, SpanError> {
    let spans: Vec<Span> = row.iter().map(|&(start, end)| Span::new(start, end)).collect::<Result<_, _>>()?;
    Spans::new(spans)
}
