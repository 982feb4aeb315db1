//! Work as a set of records, and back: the form in which files are merged.

use std::sync::Arc;

use super::layout::FileId;
use super::merge::Records;
use crate::edit::Change;
use crate::model::id::ArticleId;
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::register::Register;
use crate::model::work::{Work, WorkRecords};

/// The records of `work` in `article`.
pub(super) fn of_work(article: &ArticleId, work: &WorkRecords) -> Records {
    each_of(article, work).collect()
}

/// Every record of `work` in `article` with its key, twins included.
pub(super) fn each_of(article: &ArticleId, work: &WorkRecords) -> impl Iterator<Item = (RecordKey, Record)> {
    let annotations = work.annotations.iter().cloned().map(Record::Annotation);
    let relations = work.relations.iter().cloned().map(Record::Relation);
    let attributions = work.attributions.iter().cloned().map(Record::Attribution);
    let zones = work.zones.iter().cloned().map(Record::Zone);
    let verdicts = work.zone_verdicts.iter().cloned().map(Record::ZoneVerdict);
    let decisions = work.decisions.iter().cloned().map(Record::Decision);
    let suggestions = work.suggestions.iter().cloned().map(Record::Suggestion);
    let statuses = work.statuses.iter().cloned().map(Record::Status);
    let labels = work.document_labels.iter().cloned().map(Record::DocumentLabels);
    let all = annotations.chain(relations).chain(attributions).chain(zones).chain(verdicts);
    let event = work.event.iter().cloned().map(Record::ArticleEvent);
    let all = all.chain(decisions).chain(suggestions).chain(statuses).chain(labels).chain(event);
    all.map(|record| (record.key_in(article), record))
}

/// The lists of records that make up `work`.
pub(super) fn lists_of(work: &Work) -> WorkRecords {
    WorkRecords {
        annotations: work.annotations().values().cloned().collect(),
        relations: work.relations().values().cloned().collect(),
        attributions: work.attributions().values().cloned().collect(),
        zones: work.zones().values().cloned().collect(),
        zone_verdicts: work.zone_verdicts().values().cloned().collect(),
        decisions: work.decisions().values().cloned().collect(),
        suggestions: work.suggestions().values().cloned().collect(),
        statuses: work.statuses().values().cloned().collect(),
        document_labels: work.document_labels().cloned(),
        event: work.event().cloned(),
    }
}

/// The work that `records` make up; records that belong to no work are left out.
pub(super) fn to_work(records: Records) -> WorkRecords {
    let mut work = WorkRecords::default();
    for record in records.into_values() {
        match record {
            Record::Annotation(annotation) => work.annotations.push(annotation),
            Record::Relation(relation) => work.relations.push(relation),
            Record::Attribution(attribution) => work.attributions.push(attribution),
            Record::Zone(zone) => work.zones.push(zone),
            Record::ZoneVerdict(verdict) => work.zone_verdicts.push(verdict),
            Record::Decision(decision) => work.decisions.push(decision),
            Record::Suggestion(suggestion) => work.suggestions.push(suggestion),
            Record::Status(status) => work.statuses.push(status),
            Record::DocumentLabels(labels) => work.document_labels = Some(labels),
            Record::ArticleEvent(event) => work.event = Some(event),
            _ => {}
        }
    }
    work
}

/// The records of a register.
pub(super) fn of_register(register: &Register) -> Records {
    let entities = register.entities.values().map(|entity| Record::Entity(Arc::clone(entity)));
    let claims = register.claims.values().map(|claim| Record::Claim(Arc::clone(claim)));
    let links = register.claim_links.values().map(|link| Record::ClaimLink(Arc::clone(link)));
    let events = register.events.values().map(|event| Record::Event(Arc::clone(event)));
    let settlements = register.settlements.values();
    let settlements = settlements.map(|settlement| Record::Settlement(Arc::clone(settlement)));
    let all = entities.chain(claims).chain(links).chain(events).chain(settlements);
    all.filter_map(|record| Some((record.shared_key()?, record))).collect()
}

/// The file that a change belongs into.
pub(super) fn file_of(change: &Change) -> FileId {
    match &change.key {
        RecordKey::Project(_) => FileId::Project,
        RecordKey::Register(annotator, _) => FileId::Register(annotator.clone()),
        RecordKey::Article(article, ArticleKey::Metadata) => FileId::Article(article.clone()),
        RecordKey::Article(article, _) => {
            let annotator = change.after.as_ref().or(change.before.as_ref()).and_then(Record::annotator);
            match annotator {
                Some(annotator) => FileId::Work(annotator.clone(), article.clone()),
                None => FileId::Article(article.clone()),
            }
        }
    }
}
