//! Zones, and what annotators have done in an article beside marks, as JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::PartError;
use super::places::{Places, Stretch};
use super::reader::{Reader, required, word};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::json::input::{Name, Text, TextOr, object};
use crate::exchange::json::output::{Object, array};
use crate::model::id::{Annotator, ZoneId};
use crate::model::status::{ArticleEvent, DocumentLabels, Progress, Status};
use crate::model::work::{Work, WorkRecords};
use crate::model::zone::{Zone, ZoneKind, ZoneVerdict};

object! {
    /// A zone as it stands in a file.
    ZonePart {
        id: Name<'a> = "id",
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        kind: Text<'a> = "kind",
    }
}

object! {
    /// An annotator's work beside marks.
    AnnotatorPart {
        status: BTreeMap<String, TextOr<'a, SkippedPart<'a>>> = "status",
        labels: Vec<String> = "labels",
        event: Name<'a> = "event",
        zones: Vec<ZonePart<'a>> = "zones",
        zone_verdicts: BTreeMap<String, Text<'a>> = "zone_verdicts",
    }
}

object! {
    /// Why a layer was skipped.
    SkippedPart {
        skipped: Text<'a> = "skipped",
    }
}

/// Reads a zone, which gets the id `default` if it has none.
pub(super) fn read_zone(
    reader: &Reader<'_>,
    part: ZonePart<'_>,
    default: impl FnOnce() -> ZoneId,
    annotator: Option<&Annotator>,
) -> Result<Zone, PartError> {
    reader.dropped.note("zone", &part.unknown);
    let ZonePart { id, start, end, text, kind, .. } = part;
    let stretch = Stretch { start, end, text, ..Stretch::default() };
    Ok(Zone {
        id: id.map_or_else(default, |id| id.id()),
        span: reader.places.spans(&stretch)?.hull(),
        kind: required("kind", word!(ZoneKind, "kind", kind)?)?,
        annotator: annotator.cloned(),
    })
}

/// Reads an annotator's work beside marks into `records`. Zones without an id get `new_zone`.
pub(super) fn read_annotator(
    reader: &Reader<'_>,
    schema: &mut SchemaGrowth,
    part: AnnotatorPart<'_>,
    annotator: &Annotator,
    new_zone: &mut dyn FnMut() -> ZoneId,
    records: &mut WorkRecords,
) -> Result<(), PartError> {
    reader.dropped.note("annotators", &part.unknown);
    for (layer, progress) in part.status.unwrap_or_default() {
        let progress = read_progress(reader, progress)?;
        let layer = schema.layer(&layer);
        records.statuses.push(Arc::new(Status { annotator: annotator.clone(), layer, progress }));
    }
    if let Some(mut labels) = part.labels.filter(|labels| !labels.is_empty()) {
        labels.sort();
        labels.dedup();
        for label in &labels {
            schema.document_label(label);
        }
        records.document_labels = Some(Arc::new(DocumentLabels { annotator: annotator.clone(), labels }));
    }
    records.event =
        part.event.map(|event| Arc::new(ArticleEvent { annotator: annotator.clone(), event: event.id() }));
    for zone in part.zones.unwrap_or_default() {
        let zone = read_zone(reader, zone, &mut *new_zone, Some(annotator));
        records.zones.push(Arc::new(zone.map_err(|error| error.within("zone"))?));
    }
    for (zone, verdict) in part.zone_verdicts.unwrap_or_default() {
        let accepted = match verdict.as_str() {
            "accepted" => true,
            "refused" => false,
            other => return Err(PartError::not_a_word("zone_verdicts", other, ["accepted", "refused"])),
        };
        let (zone, annotator) = (zone.into(), annotator.clone());
        records.zone_verdicts.push(Arc::new(ZoneVerdict { zone, annotator, accepted }));
    }
    Ok(())
}

fn read_progress(reader: &Reader<'_>, part: TextOr<'_, SkippedPart<'_>>) -> Result<Progress, PartError> {
    let part = match part {
        TextOr::Object(part) => part,
        TextOr::Text(text) => {
            return Ok(match text.as_str() {
                "new" => Progress::New,
                "in_progress" => Progress::InProgress,
                "done" => Progress::Done,
                "skipped" => Progress::Skipped { reason: String::new() },
                other => {
                    return Err(PartError::not_a_word(
                        "status",
                        other,
                        ["new", "in_progress", "done", "{\"skipped\": reason}"],
                    ));
                }
            });
        }
    };
    reader.dropped.note("status", &part.unknown);
    Ok(Progress::Skipped { reason: required("skipped", part.skipped)?.into_string() })
}

/// Writes a zone.
pub(super) fn write_zone(out: &mut Vec<u8>, places: Places<'_>, zone: &Zone) {
    let mut object = Object::begin(out);
    object.text("id", zone.id.as_str());
    object.raw("start", places.offset(zone.span.start()));
    object.raw("end", places.offset(zone.span.end()));
    object.text("kind", zone.kind.name());
    object.end();
}

/// Whether an annotator has done anything beside marks that `write_annotator` would write.
pub(super) fn has_more_than_marks<'w>(
    work: &Work,
    mut statuses: impl Iterator<Item = &'w Arc<Status>>,
) -> bool {
    statuses.next().is_some()
        || work.document_labels().is_some_and(|labels| !labels.labels.is_empty())
        || work.event().is_some()
        || !work.zones().is_empty()
        || !work.zone_verdicts().is_empty()
}

/// Writes an annotator's work beside marks, with the given part of the statuses.
pub(super) fn write_annotator<'w>(
    out: &mut Vec<u8>,
    places: Places<'_>,
    work: &Work,
    statuses: impl Iterator<Item = &'w Arc<Status>>,
) {
    let mut object = Object::begin(out);
    let mut statuses = statuses.peekable();
    if statuses.peek().is_some() {
        let mut part = Object::begin(object.key("status"));
        for status in statuses {
            write_progress(&mut part, status.layer.as_str(), &status.progress);
        }
        part.end();
    }
    if let Some(labels) = work.document_labels() {
        object.texts("labels", &labels.labels);
    }
    object.some_display("event", work.event().map(|event| &event.event));
    let mut zones: Vec<&Arc<Zone>> = work.zones().values().collect();
    zones.sort_by_key(|zone| (zone.span, &zone.id));
    if !zones.is_empty() {
        array(object.key("zones"), zones, |out, zone| write_zone(out, places, zone));
    }
    if !work.zone_verdicts().is_empty() {
        let mut part = Object::begin(object.key("zone_verdicts"));
        for verdict in work.zone_verdicts().values() {
            part.text(verdict.zone.as_str(), if verdict.accepted { "accepted" } else { "refused" });
        }
        part.end();
    }
    object.end();
}

fn write_progress(object: &mut Object<'_>, layer: &str, progress: &Progress) {
    match progress {
        Progress::New => object.text(layer, "new"),
        Progress::InProgress => object.text(layer, "in_progress"),
        Progress::Done => object.text(layer, "done"),
        Progress::Skipped { reason } => {
            let mut part = Object::begin(object.key(layer));
            part.text("skipped", reason);
            part.end();
        }
    }
}
