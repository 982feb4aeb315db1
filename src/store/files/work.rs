//! `annotations/*/articles/*.ron`: one annotator's work in one article.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::read::{broken_at, parse, place, text_of};
use super::text::FileText;
use super::{ConflictRow, conflicts_of};
use crate::model::annotation::Annotation;
use crate::model::body::{Body, BodyHash};
use crate::model::id::{Annotator, ArticleId, EventId, LayerKey, ZoneId};
use crate::model::span::SpanError;
use crate::model::status::{ArticleEvent, DocumentLabels, Status};
use crate::model::work::{Work, WorkRecords};
use crate::model::zone::ZoneVerdict;
use crate::store::conflict::Conflict;
use crate::store::merge::gather;
use crate::store::parsed::ParsedCopy;
use crate::store::records;
use crate::store::ron_write::quoted;
use crate::store::rows::{
    AnnotationRow, AttributionRow, DecisionRow, ProgressRow, RelationRow, SuggestionRow, ZoneRow,
};
use crate::store::{Notice, StoreError};

/// What the offsets of the file count.
const OFFSETS: &str = "UTF-8 bytes";
/// How many code points around a mark are kept.
const CONTEXT: usize = 24;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    format: u32,
    offsets: String,
    article: ArticleId,
    annotator: Annotator,
    /// The hash of the body that the offsets count in.
    body: BodyHash,
    #[serde(default)]
    status: BTreeMap<LayerKey, ProgressRow>,
    #[serde(default)]
    labels: Option<Vec<String>>,
    #[serde(default)]
    event: Option<EventId>,
    #[serde(default)]
    zone_verdicts: BTreeMap<ZoneId, bool>,
    #[serde(default)]
    zones: Vec<ZoneRow>,
    #[serde(default)]
    annotations: Vec<AnnotationRow>,
    #[serde(default)]
    relations: Vec<RelationRow>,
    #[serde(default)]
    attributions: Vec<AttributionRow>,
    #[serde(default)]
    decisions: Vec<DecisionRow>,
    #[serde(default)]
    suggestions: Vec<SuggestionRow>,
    #[serde(default)]
    conflicts: Vec<ConflictRow>,
}

/// The content of a work file.
#[derive(Debug)]
pub(in super::super) struct WorkContent {
    pub(in super::super) article: ArticleId,
    pub(in super::super) annotator: Annotator,
    /// The hash of the body that its offsets count in.
    pub(in super::super) body: BodyHash,
    pub(in super::super) records: WorkRecords,
    pub(in super::super) conflicts: Vec<Conflict>,
    /// What is odd in it.
    pub(in super::super) notices: Vec<Notice>,
}

/// The text of a work file.
pub(in super::super) fn write_work(
    article: &ArticleId,
    annotator: &Annotator,
    body: &Body,
    work: &Work,
    conflicts: &[Conflict],
) -> String {
    let status: BTreeMap<&LayerKey, ProgressRow> =
        work.statuses().iter().map(|(layer, status)| (layer, (&status.progress).into())).collect();
    let verdicts: BTreeMap<&ZoneId, bool> =
        work.zone_verdicts().iter().map(|(zone, verdict)| (zone, verdict.accepted)).collect();
    let text = FileText::new()
        .field("offsets", &OFFSETS)
        .field("article", article)
        .field("annotator", annotator)
        .field("body", &body.hash())
        .optional("status", Some(&status).filter(|status| !status.is_empty()))
        .optional("labels", work.document_labels().map(|labels| &labels.labels))
        .optional("event", work.event().map(|event| &event.event))
        .optional("zone_verdicts", Some(&verdicts).filter(|verdicts| !verdicts.is_empty()));
    let mut zones: Vec<_> = work.zones().values().collect();
    zones.sort_by_key(|zone| (zone.span, &zone.id));
    text.rows("zones", zones.into_iter().map(|zone| ZoneRow::from(zone.as_ref())))
        .rows("annotations", work.in_order().map(|annotation| annotation_row(annotation, body)))
        .rows("relations", work.relations().values().map(|relation| RelationRow::from(relation.as_ref())))
        .rows("attributions", work.attributions().values().map(|said| AttributionRow::from(said.as_ref())))
        .rows("decisions", work.decisions().values().map(|decision| DecisionRow::from(decision.as_ref())))
        .rows(
            "suggestions",
            work.suggestions_in(0..usize::MAX).map(|open| SuggestionRow::from(open.as_ref())),
        )
        .rows("conflicts", conflicts.iter().map(ConflictRow::from))
        .finish()
}

fn annotation_row(annotation: &Annotation, body: &Body) -> AnnotationRow {
    let hull = annotation.spans.hull();
    let text = body.text();
    let (before, after) =
        (text.get(..hull.start()).unwrap_or_default(), text.get(hull.end()..).unwrap_or_default());
    let prefix_start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(place, _)| place);
    let suffix_end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(place, _)| place);
    let mut row = AnnotationRow::from(annotation);
    row.quote = Some(body.quote(hull).to_owned());
    before[prefix_start..].clone_into(&mut row.prefix);
    after[..suffix_end].clone_into(&mut row.suffix);
    row
}

/// Reads one version of a work file. With the body at hand every place is checked: one that lies outside the text is an
/// error, one whose words differ is noticed.
pub(in super::super) fn read_work(
    bytes: &[u8],
    path: &Path,
    body: Option<&Body>,
) -> Result<WorkContent, StoreError> {
    let text = text_of(bytes, path)?;
    content_of(parse(text, path)?, text, path, body)
}

/// As [`read_work`] with the body at hand, but without parsing where `copy` knows these bytes.
pub(in super::super) fn read_work_through(
    copy: &ParsedCopy<'_>,
    bytes: &[u8],
    path: &Path,
    body: &Body,
) -> Result<WorkContent, StoreError> {
    let text = text_of(bytes, path)?;
    let row: Row = if let Some(row) = copy.read(bytes) {
        row
    } else {
        let row = parse(text, path)?;
        copy.write(bytes, &row);
        row
    };
    content_of(row, text, path, Some(body))
}

fn content_of(row: Row, text: &str, path: &Path, body: Option<&Body>) -> Result<WorkContent, StoreError> {
    if row.offsets != OFFSETS {
        let message = format!("offsets in {:?} are not known, only in {OFFSETS:?}", row.offsets);
        return Err(broken_at(text, "offsets:", message, path));
    }
    let who = row.annotator;
    let mut content = WorkContent {
        article: row.article,
        annotator: who.clone(),
        body: row.body,
        records: WorkRecords::default(),
        conflicts: Vec::new(),
        notices: Vec::new(),
    };
    let at = |id: &str| format!("(id: {}", quoted(id));
    let broken = |err: &dyn std::fmt::Display, needle: &str| broken_at(text, needle, err.to_string(), path);
    let records = &mut content.records;
    let mut quotes = Vec::new();
    for annotation in row.annotations {
        let id = annotation.id.clone();
        quotes.push(annotation.quote.clone());
        let annotation = annotation.into_model(&who).map_err(|err| broken(&err, &at(id.as_str())))?;
        records.annotations.push(Arc::new(annotation));
    }
    for zone in row.zones {
        let id = zone.id.clone();
        let zone = zone.into_model(Some(&who)).map_err(|err| broken(&err, &at(id.as_str())))?;
        records.zones.push(Arc::new(zone));
    }
    for attribution in row.attributions {
        let id = attribution.id.clone();
        let said = attribution.into_model(&who).map_err(|err| broken(&err, &at(id.as_str())))?;
        records.attributions.push(Arc::new(said));
    }
    for decision in row.decisions {
        let id = decision.id.clone();
        let decision = decision.into_model(&who).map_err(|err| broken(&err, &at(id.as_str())))?;
        records.decisions.push(Arc::new(decision));
    }
    for suggestion in row.suggestions {
        let id = suggestion.id.clone();
        let suggestion = suggestion.into_model(&who).map_err(|err| broken(&err, &at(id.as_str())))?;
        records.suggestions.push(Arc::new(suggestion));
    }
    records.relations =
        row.relations.into_iter().map(|relation| Arc::new(relation.into_model(&who))).collect();
    let verdict = |(zone, accepted)| Arc::new(ZoneVerdict { zone, annotator: who.clone(), accepted });
    records.zone_verdicts = row.zone_verdicts.into_iter().map(verdict).collect();
    let status = |(layer, progress): (LayerKey, ProgressRow)| {
        Arc::new(Status { annotator: who.clone(), layer, progress: progress.into() })
    };
    records.statuses = row.status.into_iter().map(status).collect();
    records.document_labels =
        row.labels.map(|labels| Arc::new(DocumentLabels { annotator: who.clone(), labels }));
    records.event = row.event.map(|event| Arc::new(ArticleEvent { annotator: who.clone(), event }));
    content.conflicts = conflicts_of(row.conflicts, &who, text, path)?;
    if let Some(body) = body {
        let places = check_places(records, body);
        places.map_err(|(id, err)| broken(&format!("{id}: {err}"), &at(&id)))?;
        content.notices = check_quotes(records, &quotes, body, text, path);
        if body.hash() != row.body {
            content.notices.push(Notice::ChangedOutside { path: path.to_owned() });
        }
    }
    if has_twins(records) {
        let gathered = gather(records::each_of(&content.article, records));
        content.records = records::to_work(gathered.records);
        content.conflicts.extend(gathered.conflicts);
        content.notices.push(Notice::Merged { path: path.to_owned() });
    }
    Ok(content)
}

/// Whether two records of one kind have the same id: version control has merged two versions of one of them.
fn has_twins(records: &WorkRecords) -> bool {
    let WorkRecords { annotations, relations, attributions, zones, decisions, suggestions, .. } = records;
    twice(annotations.iter().map(|record| record.id.as_str()))
        || twice(relations.iter().map(|record| record.id.as_str()))
        || twice(attributions.iter().map(|record| record.id.as_str()))
        || twice(zones.iter().map(|record| record.id.as_str()))
        || twice(decisions.iter().map(|record| record.id.as_str()))
        || twice(suggestions.iter().map(|record| record.id.as_str()))
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> bool {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.windows(2).any(|pair| pair[0] == pair[1])
}

fn check_places(records: &WorkRecords, body: &Body) -> Result<(), (String, SpanError)> {
    let annotations =
        records.annotations.iter().map(|record| (record.id.as_str(), body.check_all(&record.spans)));
    let zones = records.zones.iter().map(|record| (record.id.as_str(), body.check(record.span)));
    let decisions =
        records.decisions.iter().map(|record| (record.id.as_str(), body.check_all(&record.spans)));
    let suggestions =
        records.suggestions.iter().map(|record| (record.id.as_str(), body.check_all(&record.spans)));
    let said = records
        .attributions
        .iter()
        .flat_map(|record| record.spans().map(|spans| (record.id.as_str(), body.check_all(spans))));
    let mut all = annotations.chain(zones).chain(decisions).chain(suggestions).chain(said);
    all.try_for_each(|(id, checked)| checked.map_err(|err| (id.to_owned(), err)))
}

fn check_quotes(
    records: &WorkRecords,
    quotes: &[Option<String>],
    body: &Body,
    text: &str,
    path: &Path,
) -> Vec<Notice> {
    let pairs = records.annotations.iter().zip(quotes);
    let differing = pairs.filter_map(|(annotation, quote)| {
        let (expected, found) = (quote.as_deref()?, body.quote(annotation.spans.hull()));
        (expected != found).then(|| {
            let needle = format!("(id: {}", quoted(annotation.id.as_str()));
            Notice::QuoteDiffers {
                annotation: annotation.id.clone(),
                expected: expected.to_owned(),
                found: found.to_owned(),
                line: place(text.as_bytes(), text.find(&needle).unwrap_or_default()).0,
                path: path.to_owned(),
            }
        })
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::parsed::FORMAT;

    /// Work with something in every field of its rows.
    const WORK: &str = r#"(
    format: 1, offsets: "UTF-8 bytes", article: "one", annotator: "ana",
    body: "150f093d6567360bbf2779a893415b12a873130517d799431c222db970d67845",
    status: {"claim": done, "figure": skipped("no numbers")}, labels: ["politics"], event: "ev1", zone_verdicts: {"z2": false},
    zones: [(id: "z1", span: (0, 5), kind: "byline")],
    annotations: [(id: "a1", layer: "figure", label: "figure", spans: [(0, 2), (3, 8)], quote: "Hundreds", prefix: "p", suffix: "s",
        features: {"mention": text("name")}, flag: (question: "Is it?", answer: "Yes"), note: "n", origin: "hand",
        created: "2021-10-18T13:31:48Z", entity: "e1", claim: "c1", quantity: (low: number("200"), high: number("300"), low_open: true,
        high_open: true, point: number("250"), approximator: "hundreds", kind: "count", unit: "mile", currency: "USD",
        counted: text("people"), property: "missing", qualifier: "q", event: "ev1", place: span([(0, 1)]), from: "2021", to: "2022",
        base: (figure: "a2", factor: "0.5"), link: (kind: "part_of", figure: "a2"), source: "q1", modality: "planned", doubtful: true))],
    relations: [(id: "r1", kind: "same", from: "a1", to: "a2", features: {"sure": bool(true)})],
    attributions: [(id: "q1", sources: [(at: mark("a4"), entity: "e1")], cue: text([(45, 49)]), contents: [mark("a1")],
        via: (text: "in a tweet", spans: [(1, 2)]), said_at: "2021-10-12", quote_type: "indirect", polarity: "affirms", certainty: "certain", note: "n")],
    decisions: [(id: "d1", rule: "numbers", spans: [(0, 1)], layer: "figure", label: "figure", outcome: "rejected", at: "2021-10-18T13:31:48Z", after_ms: 5)],
    suggestions: [(id: "s1", layer: "figure", label: "figure", spans: [(0, 1)], rule: "model", score: "0.5")],
)"#;

    #[test]
    fn a_copy_in_another_shape_is_not_read() {
        let row: Row = parse(WORK, Path::new("work.ron")).unwrap();
        let shape = blake3::hash(&postcard::to_stdvec(&row).unwrap());
        // Where this fails, the shape of the rows has changed: count FORMAT up, or copies of before are read as something else.
        assert_eq!((FORMAT, &shape.to_hex()[..16]), (3, "39ea0eabdb6f0e53"));
    }
}
