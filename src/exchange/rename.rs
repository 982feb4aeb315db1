//! Giving new ids to incoming records whose ids are taken by records of other annotators.
//!
//! Ids are unique in an article over all annotators, but two people's files may well both begin with "a1". The new
//! id follows from the old one and the annotator, so that importing the same file again finds the same records.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::merge::{add, records};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::id::{
    AnnotationId, Annotator, AttributionId, DecisionId, RelationId, SuggestionId, ZoneId,
};
use crate::model::quantity::{Quantity, Referent};
use crate::model::record::{Record, RecordKey};
use crate::model::relation::Relation;
use crate::model::work::{Work, WorkRecords};

/// An article without clashes, and the records that were renamed: the key before and the key now.
pub(super) struct Renamed {
    pub(super) article: Article,
    pub(super) records: Vec<(RecordKey, RecordKey)>,
}

/// `incoming` with new ids where those of `existing` clash; `None` if none does.
pub(super) fn rename(existing: &Article, incoming: &Article) -> Option<Renamed> {
    let names = Names::new(existing, incoming);
    if names.are_empty() {
        return None;
    }
    let zones = incoming.zones().values().map(|zone| zone.as_ref().clone());
    let metadata = Arc::clone(incoming.metadata());
    let mut article = Article::new(incoming.id().clone(), incoming.body().clone(), metadata, zones);
    let mut changed = Vec::new();
    for (annotator, work) in incoming.works() {
        let mut renamed = WorkRecords::default();
        for before in records(work) {
            let after = names.apply(before.clone());
            let keys = (before.key_in(incoming.id()), after.key_in(incoming.id()));
            if keys.0 != keys.1 {
                changed.push(keys);
            }
            add(&mut renamed, after);
        }
        article = article.with_work(annotator.clone(), renamed);
    }
    Some(Renamed { article, records: changed })
}

/// New ids by the old ones.
struct Names {
    annotations: HashMap<AnnotationId, AnnotationId>,
    relations: HashMap<RelationId, RelationId>,
    attributions: HashMap<AttributionId, AttributionId>,
    decisions: HashMap<DecisionId, DecisionId>,
    suggestions: HashMap<SuggestionId, SuggestionId>,
    zones: HashMap<ZoneId, ZoneId>,
}

impl Names {
    fn new(existing: &Article, incoming: &Article) -> Self {
        let of_other = |owner: Option<&Annotator>, annotator: &Annotator| owner != Some(annotator);
        let annotations = |id: &AnnotationId, annotator: &Annotator| {
            existing.annotation(id).is_some_and(|known| of_other(Some(&known.annotator), annotator))
        };
        let relations = |id: &RelationId, annotator: &Annotator| {
            existing.relation(id).is_some_and(|known| of_other(Some(&known.annotator), annotator))
        };
        let attributions = |id: &AttributionId, annotator: &Annotator| {
            existing.attribution(id).is_some_and(|known| of_other(Some(&known.annotator), annotator))
        };
        let decisions = |id: &DecisionId, annotator: &Annotator| {
            existing.decision(id).is_some_and(|known| of_other(Some(&known.annotator), annotator))
        };
        let suggestions = |id: &SuggestionId, annotator: &Annotator| {
            existing.suggestion(id).is_some_and(|known| of_other(Some(&known.annotator), annotator))
        };
        let zones = |id: &ZoneId, annotator: &Annotator| {
            existing.zone(id).is_some_and(|known| of_other(known.annotator.as_ref(), annotator))
        };
        Self {
            annotations: clashes(incoming, |work| work.annotations().keys(), annotations),
            relations: clashes(incoming, |work| work.relations().keys(), relations),
            attributions: clashes(incoming, |work| work.attributions().keys(), attributions),
            decisions: clashes(incoming, |work| work.decisions().keys(), decisions),
            suggestions: clashes(incoming, |work| work.suggestions().keys(), suggestions),
            zones: clashes(incoming, |work| work.zones().keys(), zones),
        }
    }

    fn are_empty(&self) -> bool {
        self.annotations.is_empty()
            && self.relations.is_empty()
            && self.attributions.is_empty()
            && self.decisions.is_empty()
            && self.suggestions.is_empty()
            && self.zones.is_empty()
    }

    fn apply(&self, record: Record) -> Record {
        match record {
            Record::Annotation(annotation) => {
                let mut renamed = Arc::unwrap_or_clone(annotation);
                self.annotation(&mut renamed);
                Record::Annotation(renamed.into())
            }
            Record::Relation(relation) => {
                let mut renamed: Relation = Arc::unwrap_or_clone(relation);
                replace(&mut renamed.id, &self.relations);
                replace(&mut renamed.from, &self.annotations);
                replace(&mut renamed.to, &self.annotations);
                Record::Relation(renamed.into())
            }
            Record::Attribution(attribution) => {
                let mut renamed = Arc::unwrap_or_clone(attribution);
                self.attribution(&mut renamed);
                Record::Attribution(renamed.into())
            }
            Record::Decision(decision) => {
                let mut renamed = Arc::unwrap_or_clone(decision);
                replace(&mut renamed.id, &self.decisions);
                Record::Decision(renamed.into())
            }
            Record::Suggestion(suggestion) => {
                let mut renamed = Arc::unwrap_or_clone(suggestion);
                replace(&mut renamed.id, &self.suggestions);
                Record::Suggestion(renamed.into())
            }
            Record::Zone(zone) => {
                let mut renamed = Arc::unwrap_or_clone(zone);
                replace(&mut renamed.id, &self.zones);
                Record::Zone(renamed.into())
            }
            other => other,
        }
    }

    fn annotation(&self, annotation: &mut Annotation) {
        replace(&mut annotation.id, &self.annotations);
        let Some(quantity) = &mut annotation.quantity else { return };
        let is_touched = quantity.references().any(|id| self.annotations.contains_key(id))
            || quantity.source.as_ref().is_some_and(|id| self.attributions.contains_key(id));
        if is_touched {
            self.quantity(Arc::make_mut(quantity));
        }
    }

    fn quantity(&self, quantity: &mut Quantity) {
        for referent in [&mut quantity.counted, &mut quantity.place].into_iter().flatten() {
            if let Referent::Annotation(id) = referent {
                replace(id, &self.annotations);
            }
        }
        let base = quantity.base.as_mut().map(|base| &mut base.figure);
        let link = quantity.link.as_mut().map(|link| &mut link.figure);
        base.into_iter().chain(link).for_each(|id| replace(id, &self.annotations));
        if let Some(source) = &mut quantity.source {
            replace(source, &self.attributions);
        }
    }

    fn attribution(&self, attribution: &mut Attribution) {
        replace(&mut attribution.id, &self.attributions);
        let sources = attribution.sources.iter_mut().map(|source| &mut source.anchor);
        for anchor in sources.chain(&mut attribution.cue).chain(&mut attribution.contents) {
            if let Anchor::Annotation(id) = anchor {
                replace(id, &self.annotations);
            }
        }
    }
}

fn replace<T: Eq + Hash + Clone>(id: &mut T, names: &HashMap<T, T>) {
    if let Some(name) = names.get(id) {
        id.clone_from(name);
    }
}

/// New ids for those of `incoming` that are taken by another annotator.
fn clashes<'a, T: Eq + Hash + Clone + ToString + From<String> + 'a, I: Iterator<Item = &'a T>>(
    incoming: &'a Article,
    ids: impl Fn(&'a Work) -> I,
    is_taken: impl Fn(&T, &Annotator) -> bool,
) -> HashMap<T, T> {
    let mut names = HashMap::new();
    for (annotator, work) in incoming.works() {
        for id in ids(work).filter(|id| is_taken(id, annotator)) {
            let is_used = |name: &T| {
                is_taken(name, annotator)
                    || incoming.works().values().any(|work| ids(work).any(|id| id == name))
            };
            let mut name = T::from(format!("{}-{annotator}", id.to_string()));
            while is_used(&name) {
                name = T::from(format!("{}-{annotator}", name.to_string()));
            }
            names.insert(id.clone(), name);
        }
    }
    names
}
