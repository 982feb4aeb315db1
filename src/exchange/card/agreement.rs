//! How far annotators agree: what two of them marked in the same article, where both have marked everything.

use std::collections::BTreeMap;

use crate::exchange::document::Document;
use crate::model::annotation::Annotation;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::Schema;
use crate::model::span::Spans;

/// What two annotators have marked, over all pairs and articles.
///
/// There is no telling what could have been marked and was not, so agreement beyond chance has no meaning; where that is
/// so, kappa approaches the F-measure of one annotator taken for the truth of the other (Hripcsak and Rothschild 2005,
/// <https://doi.org/10.1197/jamia.M1733>).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// In how many articles two or more have done the layer.
    pub(super) articles: u64,
    /// How many marks both of each pair have made together.
    marks: u64,
    /// How many of them stand where the other has one as well, and how many of these have its label.
    in_place: u64,
    same: u64,
}

impl Agreement {
    /// Of the annotators of an article, by layer; only layers that two of them have done.
    pub(super) fn of(schema: &Schema, documents: &[Document<'_>]) -> BTreeMap<LayerKey, Self> {
        let mut found: BTreeMap<LayerKey, Self> = BTreeMap::new();
        for (number, one) in documents.iter().enumerate() {
            for other in &documents[number + 1..] {
                for layer in one.complete.intersection(&other.complete) {
                    let pair = Self::between(&places(schema, one, layer), &places(schema, other, layer));
                    found.entry(layer.clone()).or_default().append(pair);
                }
            }
        }
        for agreement in found.values_mut() {
            agreement.articles = 1;
        }
        found
    }

    fn between(one: &[Place<'_>], other: &[Place<'_>]) -> Self {
        let [one_bare, other_bare] =
            [one, other].map(|places| places.iter().map(|(spans, _)| *spans).collect::<Vec<&Spans>>());
        // Each is a mark of both.
        let count = |places: usize| 2 * places as u64;
        Self {
            articles: 0,
            marks: (one.len() + other.len()) as u64,
            in_place: count(shared(&one_bare, &other_bare)),
            same: count(shared(one, other)),
        }
    }

    /// Adds that of other pairs.
    pub(super) fn append(&mut self, other: Self) {
        self.articles += other.articles;
        self.marks += other.marks;
        self.in_place += other.in_place;
        self.same += other.same;
    }

    /// The F-measure of places, and that of places with their labels; `None` where nobody has marked anything.
    pub(super) fn measures(&self) -> Option<[f64; 2]> {
        let part = |count: u64| count as f64 / self.marks as f64;
        (self.marks > 0).then(|| [part(self.in_place), part(self.same)])
    }
}

/// A place with the label that it has there.
type Place<'d> = (&'d Spans, &'d LabelKey);

/// The marks of a layer in what is text of the article, sorted.
fn places<'d>(schema: &'d Schema, document: &'d Document<'_>, layer: &LayerKey) -> Vec<Place<'d>> {
    let zones = document.annotator.map_or_else(Vec::new, |annotator| document.article.zones_for(annotator));
    let is_text = |mark: &&Annotation| {
        !zones.iter().any(|zone| !zone.kind.is_article_text() && zone.span.overlaps(mark.spans.hull()))
    };
    let own = document.marks.iter().map(AsRef::as_ref).filter(|mark: &&Annotation| mark.layer == *layer);
    let label = |mark: &'d Annotation| {
        schema.resolve(&mark.layer, &mark.label).map_or(&mark.label, |label| &label.key)
    };
    let mut places: Vec<Place<'d>> = own.filter(is_text).map(|mark| (&mark.spans, label(mark))).collect();
    places.sort_unstable();
    places
}

/// How many items two sorted lists have in common, each as often as both have it.
fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let mut others = other.iter().peekable();
    let is_there = |item: &&T| {
        while others.next_if(|other| other < item).is_some() {}
        others.next_if(|other| other == item).is_some()
    };
    one.iter().filter(is_there).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_has_one_partner_at_most() {
        assert_eq!(shared(&[1, 1, 2, 5], &[1, 2, 2, 4, 5, 5]), 3);
        assert_eq!(shared::<u8>(&[], &[1]), 0);
        assert_eq!(Agreement::default().measures(), None);
    }
}
