//! What an import changes in an article that is there already.

use std::sync::Arc;

use thiserror::Error;

use super::proposals::Known;
use super::reanchor::{Reanchored, reanchor};
use super::rename::rename;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::record::{Record, RecordKey};
use crate::model::work::{Work, WorkRecords};

/// What is to be done with an article that was read.
#[derive(Clone, Debug)]
pub enum Planned {
    /// It is not there yet.
    New,
    /// Its text is there: records are added or replaced.
    Same(Changes),
    /// It is there, and brings nothing that could be missing.
    Skipped(&'static str),
    /// Its text is another one: the marks that were there have been found again in it, and the new ones added.
    Replaced(Box<Reanchored>),
}

/// Records that are added to an article, or take the place of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Records that are missing, annotations before what refers to them.
    pub added: Vec<(RecordKey, Record)>,
    /// Records that are there with another value: the key, the value there, the new value.
    pub replaced: Vec<(RecordKey, Record, Record)>,
    /// How many are there already.
    pub kept: usize,
    /// Suggestions that bring nothing new: the same waits, is marked, or was decided about.
    pub known: usize,
    /// Records that got a new id, because another annotator's has theirs: the key in the file, and the key now.
    pub renamed: Vec<(RecordKey, RecordKey)>,
}

/// Why an article is not imported.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The text of the article is another one.
    #[error("article {article} is there with another text")]
    OtherBody {
        /// The article.
        article: ArticleId,
    },
    /// Records are there with another value.
    #[error("{} {} there with another value: {}", records.len(), if records.len() == 1 { "record is" } else { "records are" }, names(records))]
    Different {
        /// The records.
        records: Vec<RecordKey>,
    },
}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::OtherBody { .. } => {
                "import it under another id, or with --update, which looks for the marks in the new text"
            }
            Self::Different { .. } => "import with --update to replace them",
        }
    }
}

/// The first few of `records`.
fn names(records: &[RecordKey]) -> String {
    let mut names: Vec<String> = records.iter().take(3).map(ToString::to_string).collect();
    if records.len() > 3 {
        names.push("...".to_owned());
    }
    names.join(", ")
}

/// Compares `incoming` with the article of the same id that is there. With `update`, what differs is replaced.
pub fn plan(existing: Option<&Article>, incoming: &Article, update: bool) -> Result<Planned, Refusal> {
    let Some(existing) = existing else { return Ok(Planned::New) };
    let renamed = rename(existing, incoming);
    let incoming = renamed.as_ref().map_or(incoming, |renamed| &renamed.article);
    if existing.body() != incoming.body() {
        if !update {
            return Err(Refusal::OtherBody { article: existing.id().clone() });
        }
        return Ok(Planned::Replaced(Box::new(reanchor(existing, incoming))));
    }
    let mut changes = compare(existing, incoming, update);
    if !changes.replaced.is_empty() && !update {
        let records = changes.replaced.into_iter().map(|(key, ..)| key).collect();
        return Err(Refusal::Different { records });
    }
    changes.metadata(existing, incoming, update);
    let has_come = |(_, now): &&(RecordKey, RecordKey)| changes.added.iter().any(|(key, _)| key == now);
    let renamed = renamed.iter().flat_map(|renamed| &renamed.records);
    changes.renamed = renamed.filter(has_come).cloned().collect();
    let is_bare = incoming.works().is_empty() && incoming.zones().is_empty();
    if is_bare && changes.is_empty() {
        return Ok(Planned::Skipped("the article is there already"));
    }
    Ok(Planned::Same(changes))
}

/// Compares a record of a register with the one of the same key that is there. With `update`, another value is
/// replaced. `None` means that there is nothing to do.
pub fn plan_shared(
    existing: Option<&Record>,
    incoming: &Record,
    update: bool,
) -> Result<Option<Record>, Refusal> {
    match existing {
        Some(existing) if existing == incoming => Ok(None),
        Some(_) if !update => {
            Err(Refusal::Different { records: incoming.shared_key().into_iter().collect() })
        }
        _ => Ok(Some(incoming.clone())),
    }
}

fn compare(existing: &Article, incoming: &Article, update: bool) -> Changes {
    let mut changes = Changes::default();
    for zone in incoming.zones().values() {
        let before = existing.zone(&zone.id).cloned().map(Record::Zone);
        changes.compare(existing.id(), before, Record::Zone(Arc::clone(zone)));
    }
    for (annotator, work) in incoming.works() {
        let own = existing.work(annotator);
        let known = own.filter(|_| !work.suggestions().is_empty()).map(Known::new);
        for record in records(work) {
            if let (Record::Suggestion(new), Some(known)) = (&record, &known)
                && (known.settles(new)
                    || known.awaits(new) && !(update && existing.suggestion(&new.id).is_some()))
            {
                changes.known += 1;
                continue;
            }
            let before = counterpart(existing, own, &record);
            changes.compare(existing.id(), before, record);
        }
    }
    changes
}

/// Every record of `work`, annotations before what refers to them.
pub(super) fn records(work: &Work) -> impl Iterator<Item = Record> {
    let annotations = work.annotations().values().cloned().map(Record::Annotation);
    let relations = work.relations().values().cloned().map(Record::Relation);
    let attributions = work.attributions().values().cloned().map(Record::Attribution);
    let zones = work.zones().values().cloned().map(Record::Zone);
    let verdicts = work.zone_verdicts().values().cloned().map(Record::ZoneVerdict);
    let decisions = work.decisions().values().cloned().map(Record::Decision);
    let suggestions = work.suggestions().values().cloned().map(Record::Suggestion);
    let statuses = work.statuses().values().cloned().map(Record::Status);
    let labels = work.document_labels().cloned().map(Record::DocumentLabels);
    let event = work.event().cloned().map(Record::ArticleEvent);
    annotations
        .chain(relations)
        .chain(attributions)
        .chain(zones)
        .chain(verdicts)
        .chain(decisions)
        .chain(suggestions)
        .chain(statuses)
        .chain(labels)
        .chain(event)
}

/// Adds a record; of two with the same key, the later one counts.
pub(super) fn add(records: &mut WorkRecords, record: Record) {
    match record {
        Record::Annotation(record) => records.annotations.push(record),
        Record::Relation(record) => records.relations.push(record),
        Record::Attribution(record) => records.attributions.push(record),
        Record::Zone(record) => records.zones.push(record),
        Record::ZoneVerdict(record) => records.zone_verdicts.push(record),
        Record::Decision(record) => records.decisions.push(record),
        Record::Suggestion(record) => records.suggestions.push(record),
        Record::Status(record) => records.statuses.push(record),
        Record::DocumentLabels(record) => records.document_labels = Some(record),
        Record::ArticleEvent(record) => records.event = Some(record),
        _ => {}
    }
}

/// The record of `existing` with the key of `record`; `own` is the work of the same annotator.
fn counterpart(existing: &Article, own: Option<&Work>, record: &Record) -> Option<Record> {
    Some(match record {
        Record::Annotation(new) => Record::Annotation(existing.annotation(&new.id)?.clone()),
        Record::Relation(new) => Record::Relation(existing.relation(&new.id)?.clone()),
        Record::Attribution(new) => Record::Attribution(existing.attribution(&new.id)?.clone()),
        Record::Zone(new) => Record::Zone(existing.zone(&new.id)?.clone()),
        Record::Decision(new) => Record::Decision(existing.decision(&new.id)?.clone()),
        Record::Suggestion(new) => Record::Suggestion(existing.suggestion(&new.id)?.clone()),
        Record::ZoneVerdict(new) => Record::ZoneVerdict(own?.zone_verdicts().get(&new.zone)?.clone()),
        Record::Status(new) => Record::Status(own?.statuses().get(&new.layer)?.clone()),
        Record::DocumentLabels(_) => Record::DocumentLabels(own?.document_labels()?.clone()),
        Record::ArticleEvent(_) => Record::ArticleEvent(own?.event()?.clone()),
        _ => return None,
    })
}

impl Changes {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.replaced.is_empty()
    }

    /// Metadata is never a reason to refuse: without `update` only what is not known yet is added.
    fn metadata(&mut self, existing: &Article, incoming: &Article, update: bool) {
        let (known, new) = (existing.metadata(), incoming.metadata());
        let metadata = if update { known.updated(new) } else { known.filled(new) };
        if metadata != **known {
            let (before, after) = (Record::Metadata(Arc::clone(known)), Record::Metadata(metadata.into()));
            self.replaced.push((after.key_in(existing.id()), before, after));
        }
    }

    fn compare(&mut self, article: &ArticleId, before: Option<Record>, after: Record) {
        let key = after.key_in(article);
        match before {
            Some(before) if before == after => self.kept += 1,
            Some(before) => self.replaced.push((key, before, after)),
            None => self.added.push((key, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Annotation, Features, Origin};
    use crate::model::body::Body;
    use crate::model::extra::Extra;
    use crate::model::metadata::Metadata;
    use crate::model::relation::Relation;

    fn mark(body: &Body, id: &str, annotator: &str, start: usize, end: usize) -> Arc<Annotation> {
        Arc::new(Annotation {
            id: id.into(),
            annotator: annotator.into(),
            layer: "entity".into(),
            label: "Person".into(),
            spans: body.span(start, end).unwrap().into(),
            features: Features::new(),
            flag: None,
            note: None,
            origin: Origin::Hand,
            created: None,
            entity: None,
            claim: None,
            quantity: None,
            extra: Extra::default(),
        })
    }

    fn article(marks: &[(&str, &str, usize, usize)]) -> Article {
        let body = Body::new("Ana met Ben in Raqqa.");
        let bare = Article::new("a".into(), body.clone(), Metadata::default(), []);
        marks.iter().fold(bare, |article, (id, annotator, start, end)| {
            let work = WorkRecords {
                annotations: vec![mark(&body, id, annotator, *start, *end)],
                ..WorkRecords::default()
            };
            article.with_work((*annotator).into(), work)
        })
    }

    #[test]
    fn what_is_missing_is_added_and_what_is_equal_is_kept() {
        let existing = article(&[("a1", "ana", 0, 3)]);
        let incoming = article(&[("a1", "ana", 0, 3), ("b1", "ben", 8, 11)]);
        let Planned::Same(changes) = plan(Some(&existing), &incoming, false).unwrap() else { panic!() };
        assert_eq!((changes.added.len(), changes.kept, changes.replaced.len()), (1, 1, 0));
        assert_eq!(changes.added[0].0.to_string(), "annotation b1 of article a");
        assert!(matches!(plan(None, &incoming, false), Ok(Planned::New)));
        assert!(matches!(plan(Some(&existing), &article(&[]), false), Ok(Planned::Skipped(_))));
    }

    #[test]
    fn what_differs_is_replaced_only_when_asked_for() {
        let existing = article(&[("a1", "ana", 0, 3)]);
        let incoming = article(&[("a1", "ana", 0, 2)]);
        let refusal = plan(Some(&existing), &incoming, false).unwrap_err();
        assert_eq!(refusal.to_string(), "1 record is there with another value: annotation a1 of article a");
        let Planned::Same(changes) = plan(Some(&existing), &incoming, true).unwrap() else { panic!() };
        assert_eq!(changes.replaced.len(), 1);
    }

    #[test]
    fn two_annotators_can_have_marks_of_one_name() {
        let existing = article(&[("a1", "ana", 0, 3)]);
        let incoming = article(&[("a1", "ben", 0, 3)]);
        let Planned::Same(changes) = plan(Some(&existing), &incoming, false).unwrap() else { panic!() };
        assert_eq!(changes.added[0].0.to_string(), "annotation a1-ben of article a");
        assert_eq!(changes.renamed.len(), 1);
        // The same file again brings nothing new.
        let both = article(&[("a1", "ana", 0, 3), ("a1-ben", "ben", 0, 3)]);
        let Planned::Same(changes) = plan(Some(&both), &incoming, false).unwrap() else { panic!() };
        assert_eq!((changes.added.len(), changes.kept, changes.renamed.len()), (0, 1, 0));
    }

    #[test]
    fn what_refers_to_a_renamed_mark_still_does() {
        let existing = article(&[("a1", "ana", 0, 3)]);
        let body = existing.body().clone();
        let relation = Relation {
            id: "r1".into(),
            annotator: "ben".into(),
            kind: "met".into(),
            from: "a1".into(),
            to: "b2".into(),
            features: Features::new(),
            extra: Extra::default(),
        };
        let work = WorkRecords {
            annotations: vec![mark(&body, "a1", "ben", 0, 3), mark(&body, "b2", "ben", 8, 11)],
            relations: vec![relation.into()],
            ..WorkRecords::default()
        };
        let incoming = Article::new("a".into(), body, Metadata::default(), []).with_work("ben".into(), work);
        let Planned::Same(changes) = plan(Some(&existing), &incoming, false).unwrap() else { panic!() };
        let Some(Record::Relation(relation)) = changes.added.last().map(|(_, record)| record) else {
            panic!()
        };
        assert_eq!(
            (relation.id.as_str(), relation.from.as_str(), relation.to.as_str()),
            ("r1", "a1-ben", "b2")
        );
    }

    #[test]
    fn another_text_is_refused() {
        let existing = article(&[("a1", "ana", 0, 3)]);
        let other = Article::new("a".into(), Body::new("Other"), Metadata::default(), []);
        assert!(matches!(plan(Some(&existing), &other, false), Err(Refusal::OtherBody { .. })));
    }
}
