//! Projects of every shape: arbitrary text, marks that nest, cross and are discontinuous, every kind of record, and
//! annotators with names that no file system likes.

pub(crate) mod dice;
mod edits;
mod leaves;
mod register;
mod schema;
mod work;

use std::collections::BTreeSet;
use std::sync::Arc;

use glossator::edit::{Change, apply};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::people::{Assignment, Guideline, Person};
use glossator::model::project::{Project, Slot};
use glossator::model::record::{ProjectKey, Record, RecordKey};
use proptest::prelude::*;

use dice::Dice;

pub(crate) use edits::edit;
use leaves::metadata;
use register::register_records;
use schema::label;
use schema::schema;
use work::{annotation, attribution, decision, document_labels, relation, status, suggestion};
use work::{work, zone};

/// Names of annotators: two words, a device of Windows, two that differ in case, another script, a path.
pub(crate) const ANNOTATORS: &[&str] = &["ana", "Ana María", "CON", "安娜", "con", "../ben"];

/// A project of up to three articles with the work of up to three annotators, all loaded.
pub(crate) fn projects() -> impl Strategy<Value = Project> {
    dice::dice(2500).prop_map(|mut dice| project(&mut dice))
}

pub(crate) fn project(dice: &mut Dice) -> Project {
    let mut project = Project::new(&dice.text(4), schema(dice));
    let annotators = annotators(dice);
    for _ in 0..dice.below(4) {
        project.put_slot(Slot::Loaded(Arc::new(article(dice, &project, &annotators))));
    }
    for annotator in &annotators {
        for record in register_records(dice, &project, annotator) {
            add(&mut project, record);
        }
    }
    put_people(dice, &mut project, &annotators);
    project
}

/// Up to three annotators, never none.
pub(crate) fn annotators(dice: &mut Dice) -> BTreeSet<Annotator> {
    (0..=dice.below(3)).map(|_| Annotator::from(dice.pick(ANNOTATORS))).collect()
}

/// An article with an arbitrary body and the work of `annotators`.
pub(crate) fn article(dice: &mut Dice, project: &Project, annotators: &BTreeSet<Annotator>) -> Article {
    let id = ArticleId::from(dice.id(dice.clone().pick(&["a", "خبر عاجل", "a/b\\c", "CON", "..", "头条 "])));
    let body = Body::new(dice.text(40));
    let zones =
        if body.text().is_empty() { Vec::new() } else { dice.some(3, |dice| zone(dice, &body, None)) };
    let mut article = Article::new(id, body, metadata(dice), zones);
    for annotator in annotators {
        let work = work(dice, project, &article, annotator);
        article = article.with_work(annotator.clone(), work);
    }
    article
}

fn put_people(dice: &mut Dice, project: &mut Project, annotators: &BTreeSet<Annotator>) {
    let articles: Vec<ArticleId> = project.articles().keys().cloned().collect();
    for annotator in annotators {
        if let Some(name) = dice.maybe(|dice| dice.text(3)) {
            add(project, Record::Person(Arc::new(Person { annotator: annotator.clone(), name })));
        }
        if dice.once_in(2) {
            let articles = articles.iter().filter(|_| dice.once_in(2)).cloned().collect();
            add(project, Record::Assignment(Arc::new(Assignment { annotator: annotator.clone(), articles })));
        }
    }
    let key = RecordKey::Project(ProjectKey::Guideline);
    let before = project.record(&key).unwrap().unwrap();
    let after = Guideline { version: dice.below(5) as u32, text: dice.text(6) };
    apply(project, &Change::replace(key, before, Record::Guideline(Arc::new(after))).into()).unwrap();
}

/// Adds a record that belongs to no article.
fn add(project: &mut Project, record: Record) {
    let key = record.shared_key().unwrap();
    apply(project, &Change::add(key, record).into()).unwrap();
}
