//! Edits of a project: adding, changing and removing records of every kind, most of them allowed.

use std::sync::Arc;

use glossator::edit::{Change, Edit};
use glossator::model::article::Article;
use glossator::model::id::{AnnotationId, Annotator};
use glossator::model::people::{Assignment, Guideline, Person};
use glossator::model::project::{Project, Slot};
use glossator::model::record::{ProjectKey, Record, RecordKey};
use glossator::model::status::ArticleEvent;

use super::dice::Dice;
use super::{
    annotation, attribution, decision, document_labels, label, metadata, register_records, relation, status,
    suggestion, zone,
};

/// An edit of one to three records by `who`; some are not allowed.
pub(crate) fn edit(dice: &mut Dice, project: &Project, who: &Annotator) -> Edit {
    (0..=dice.below(3)).filter_map(|_| change(dice, project, who)).collect()
}

fn change(dice: &mut Dice, project: &Project, who: &Annotator) -> Option<Change> {
    let articles: Vec<&Arc<Article>> = project.articles().values().filter_map(Slot::loaded).collect();
    if articles.is_empty() || dice.once_in(4) {
        return shared_change(dice, project, who);
    }
    let article = articles[dice.below(articles.len())];
    if dice.once_in(3) {
        return removal(dice, article, who);
    }
    let record = article_record(dice, project, article, who)?;
    put(project, record.key_in(article.id()), record)
}

/// Adds the record, or replaces the one that is there and belongs to the same annotator.
fn put(project: &Project, key: RecordKey, after: Record) -> Option<Change> {
    let before = project.record(&key).ok()?;
    let is_own = before.as_ref().is_none_or(|before| before.annotator() == after.annotator());
    is_own.then_some(Change { key, before, after: Some(after) })
}

fn removal(dice: &mut Dice, article: &Article, who: &Annotator) -> Option<Change> {
    let work = article.work(who)?;
    let annotations = work.annotations().values().cloned().map(Record::Annotation);
    let relations = work.relations().values().cloned().map(Record::Relation);
    let attributions = work.attributions().values().cloned().map(Record::Attribution);
    let suggestions = work.suggestions().values().cloned().map(Record::Suggestion);
    let statuses = work.statuses().values().cloned().map(Record::Status);
    let labels = work.document_labels().cloned().map(Record::DocumentLabels);
    let all: Vec<Record> = annotations
        .chain(relations)
        .chain(attributions)
        .chain(suggestions)
        .chain(statuses)
        .chain(labels)
        .chain(work.event().cloned().map(Record::ArticleEvent))
        .collect();
    let before = all.get(dice.below(all.len().max(1)))?.clone();
    Some(Change::remove(before.key_in(article.id()), before))
}

fn article_record(dice: &mut Dice, project: &Project, article: &Article, who: &Annotator) -> Option<Record> {
    let body = article.body();
    let own = article.work(who).map(|work| work.annotations().keys().cloned().collect());
    let ids: Vec<AnnotationId> = own.unwrap_or_default();
    let layer = dice.choose(&project.schema().layers.keys().collect::<Vec<_>>());
    Some(match dice.below(11) {
        10 => Record::ArticleEvent(Arc::new(ArticleEvent {
            annotator: who.clone(),
            event: dice.id("v").into(),
        })),
        0 => Record::Status(Arc::new(status(dice, layer, who))),
        1 => Record::DocumentLabels(Arc::new(document_labels(dice, who))),
        2 => Record::Metadata(Arc::new(metadata(dice))),
        _ if body.text().is_empty() => return None,
        3 => Record::Zone(Arc::new(zone(dice, body, Some(who)))),
        4 => Record::Decision(Arc::new(decision(dice, project, body, who))),
        5 => Record::Attribution(Arc::new(attribution(dice, body, who, &ids))),
        6 if !ids.is_empty() => Record::Relation(Arc::new(relation(dice, project, who, &ids)?)),
        7 => Record::Suggestion(Arc::new(suggestion(dice, project, body, who))),
        kind => {
            let mut annotation = annotation(dice, project, body, who, &ids);
            if kind == 8 && !ids.is_empty() {
                annotation.id = dice.choose(&ids);
            }
            Record::Annotation(Arc::new(annotation))
        }
    })
}

fn shared_change(dice: &mut Dice, project: &Project, who: &Annotator) -> Option<Change> {
    let record = match dice.below(6) {
        0 => Record::Name(dice.text(3).into()),
        1 => Record::Guideline(Arc::new(Guideline { version: dice.below(9) as u32, text: dice.text(3) })),
        2 => Record::Person(Arc::new(Person { annotator: who.clone(), name: dice.text(2) })),
        3 => Record::Assignment(Arc::new(Assignment {
            annotator: who.clone(),
            articles: project.articles().keys().filter(|_| dice.once_in(2)).cloned().collect(),
        })),
        4 => return label_change(dice, project),
        _ => register_records(dice, project, who).into_iter().next()?,
    };
    put(project, record.shared_key()?, record)
}

/// A new label, or another name for an old one.
fn label_change(dice: &mut Dice, project: &Project) -> Option<Change> {
    let layer = dice.choose(&project.schema().layers.keys().collect::<Vec<_>>());
    let mut label = label(dice, layer);
    if dice.once_in(2) {
        let known = project.schema().labels_of(layer);
        label.clone_from(known.get(dice.below(known.len()))?);
        label.name = dice.id("renamed");
    }
    let key = RecordKey::Project(ProjectKey::Label(layer.clone(), label.key.clone()));
    put(project, key, Record::Label(Arc::new(label)))
}
