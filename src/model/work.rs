//! One annotator's work in one article, with the indexes that answer questions about it.

mod indexes;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::annotation::Annotation;
use super::attribution::Attribution;
use super::decision::Decision;
use super::id::{
    AnnotationId, AttributionId, DecisionId, LabelKey, LayerKey, RelationId, SuggestionId, ZoneId,
};
use super::relation::Relation;
use super::schema::Schema;
use super::span::Span;
use super::span_tree::SpanTree;
use super::status::{ArticleEvent, DocumentLabels, Progress, Status};
use super::suggestion::Suggestion;
use super::zone::{Zone, ZoneVerdict};

/// A place in reading order: start and end of a hull in bytes, then the id.
pub type Place = (usize, usize, AnnotationId);

/// One annotator's work in one article. Copying it takes constant time.
#[derive(Clone, Debug, Default)]
pub struct Work {
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    relations: OrdMap<RelationId, Arc<Relation>>,
    attributions: OrdMap<AttributionId, Arc<Attribution>>,
    zones: OrdMap<ZoneId, Arc<Zone>>,
    zone_verdicts: OrdMap<ZoneId, Arc<ZoneVerdict>>,
    decisions: OrdMap<DecisionId, Arc<Decision>>,
    suggestions: OrdMap<SuggestionId, Arc<Suggestion>>,
    statuses: OrdMap<LayerKey, Arc<Status>>,
    document_labels: Option<Arc<DocumentLabels>>,
    event: Option<Arc<ArticleEvent>>,
    /// Every span of every annotation.
    spans: SpanTree<AnnotationId>,
    /// Annotations by their hull.
    order: SpanTree<AnnotationId>,
    /// Suggestions by their hull.
    waiting: SpanTree<SuggestionId>,
    /// Annotations by layer, label and place.
    by_label: OrdSet<(LayerKey, LabelKey, usize, usize, AnnotationId)>,
    /// What refers to an annotation.
    referrers: OrdSet<(AnnotationId, Referrer)>,
    /// The number of annotations in each layer.
    counts: BTreeMap<LayerKey, usize>,
    /// The number of annotations with each label.
    label_counts: OrdMap<(LayerKey, LabelKey), usize>,
}

/// A record that refers to an annotation of the same article and annotator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referrer {
    /// The quantity of another annotation.
    Annotation(AnnotationId),
    /// A relation that starts or ends there.
    Relation(RelationId),
    /// An attribution that has it as a part.
    Attribution(AttributionId),
}

impl PartialEq for Work {
    fn eq(&self, other: &Self) -> bool {
        // The indexes follow from the records.
        self.annotations == other.annotations
            && self.relations == other.relations
            && self.attributions == other.attributions
            && self.zones == other.zones
            && self.zone_verdicts == other.zone_verdicts
            && self.decisions == other.decisions
            && self.suggestions == other.suggestions
            && self.statuses == other.statuses
            && self.document_labels == other.document_labels
            && self.event == other.event
    }
}

impl Eq for Work {}

/// The records that make up a [`Work`], in any order; of two with the same key the later one counts.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is named like the records that it holds")]
pub struct WorkRecords {
    pub annotations: Vec<Arc<Annotation>>,
    pub relations: Vec<Arc<Relation>>,
    pub attributions: Vec<Arc<Attribution>>,
    pub zones: Vec<Arc<Zone>>,
    pub zone_verdicts: Vec<Arc<ZoneVerdict>>,
    pub decisions: Vec<Arc<Decision>>,
    pub suggestions: Vec<Arc<Suggestion>>,
    pub statuses: Vec<Arc<Status>>,
    pub document_labels: Option<Arc<DocumentLabels>>,
    pub event: Option<Arc<ArticleEvent>>,
}

impl From<WorkRecords> for Work {
    /// Builds all indexes at once, which is several times faster than record by record.
    fn from(records: WorkRecords) -> Self {
        let annotations: OrdMap<AnnotationId, Arc<Annotation>> =
            records.annotations.into_iter().map(|annotation| (annotation.id.clone(), annotation)).collect();
        let mut work =
            Self { document_labels: records.document_labels, event: records.event, ..Self::default() };
        let mut spans = Vec::with_capacity(annotations.len());
        for annotation in annotations.values() {
            spans.extend(annotation.spans.iter().map(|span| (span, annotation.id.clone())));
            work.count(annotation);
        }
        spans.sort_unstable();
        work.spans = SpanTree::from_sorted(&spans);
        let mut hulls: Vec<_> =
            annotations.values().map(|annotation| (annotation.spans.hull(), annotation.id.clone())).collect();
        hulls.sort_unstable();
        work.order = SpanTree::from_sorted(&hulls);
        work.by_label = annotations.values().map(|annotation| label_row(annotation)).collect();
        work.referrers = annotations.values().flat_map(|annotation| figure_references(annotation)).collect();
        work.annotations = annotations;
        for relation in records.relations {
            work.set_relation(&relation.id.clone(), Some(relation));
        }
        for attribution in records.attributions {
            work.set_attribution(&attribution.id.clone(), Some(attribution));
        }
        work.zones = records.zones.into_iter().map(|zone| (zone.id.clone(), zone)).collect();
        work.zone_verdicts =
            records.zone_verdicts.into_iter().map(|verdict| (verdict.zone.clone(), verdict)).collect();
        work.decisions =
            records.decisions.into_iter().map(|decision| (decision.id.clone(), decision)).collect();
        for suggestion in records.suggestions {
            work.set_suggestion(&suggestion.id.clone(), Some(suggestion));
        }
        work.statuses = records.statuses.into_iter().map(|status| (status.layer.clone(), status)).collect();
        work
    }
}

impl Work {
    /// Whether nothing was done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Annotations by id.
    pub fn annotations(&self) -> &OrdMap<AnnotationId, Arc<Annotation>> {
        &self.annotations
    }

    /// Relations by id.
    pub fn relations(&self) -> &OrdMap<RelationId, Arc<Relation>> {
        &self.relations
    }

    /// Attributions by id.
    pub fn attributions(&self) -> &OrdMap<AttributionId, Arc<Attribution>> {
        &self.attributions
    }

    /// The annotator's own zones by id.
    pub fn zones(&self) -> &OrdMap<ZoneId, Arc<Zone>> {
        &self.zones
    }

    /// The annotator's verdicts on imported zones.
    pub fn zone_verdicts(&self) -> &OrdMap<ZoneId, Arc<ZoneVerdict>> {
        &self.zone_verdicts
    }

    /// Decisions on suggestions by id.
    pub fn decisions(&self) -> &OrdMap<DecisionId, Arc<Decision>> {
        &self.decisions
    }

    /// Suggestions that wait, by id.
    pub fn suggestions(&self) -> &OrdMap<SuggestionId, Arc<Suggestion>> {
        &self.suggestions
    }

    /// Suggestions whose hull starts in `range` (bytes), by position. O(log n) for the first.
    pub fn suggestions_in(&self, range: Range<usize>) -> impl Iterator<Item = &Arc<Suggestion>> {
        let first = self.waiting.rank(range.start, 0, &SuggestionId::from(""));
        let hits = self.waiting.iter_from(first).take_while(move |(hull, _)| hull.start() < range.end);
        hits.filter_map(|(_, id)| self.suggestions.get(id))
    }

    /// Whether a mark with the label of `suggestion` stands just where it would.
    pub fn has_mark_of(&self, suggestion: &Suggestion) -> bool {
        let Suggestion { layer, label, spans, .. } = suggestion;
        let marks = self.in_range(spans.hull().range());
        marks.iter().any(|mark| mark.layer == *layer && mark.label == *label && mark.spans == *spans)
    }

    /// Progress by layer.
    pub fn statuses(&self) -> &OrdMap<LayerKey, Arc<Status>> {
        &self.statuses
    }

    /// Labels of the whole article.
    pub fn document_labels(&self) -> Option<&Arc<DocumentLabels>> {
        self.document_labels.as_ref()
    }

    /// The event that the whole article tells of.
    pub fn event(&self) -> Option<&Arc<ArticleEvent>> {
        self.event.as_ref()
    }

    /// How far the annotator is with `layer`: what was set, else in progress where there are marks, else new.
    pub fn progress(&self, layer: &LayerKey) -> Progress {
        match self.statuses.get(layer) {
            Some(status) => status.progress.clone(),
            None if self.counts.contains_key(layer) => Progress::InProgress,
            None => Progress::New,
        }
    }

    /// The number of annotations in each layer that has any.
    pub fn counts(&self) -> &BTreeMap<LayerKey, usize> {
        &self.counts
    }

    /// The number of annotations with each label that any has, by layer and label as the annotations have them.
    pub fn label_counts(&self) -> &OrdMap<(LayerKey, LabelKey), usize> {
        &self.label_counts
    }

    /// Annotations by the start of their first span, the end of their last, then id.
    pub fn in_order(&self) -> impl Iterator<Item = &Arc<Annotation>> {
        self.in_order_from(0)
    }

    /// The same without the first `rank` annotations. O(log n) for the first of the others.
    pub fn in_order_from(&self, rank: usize) -> impl Iterator<Item = &Arc<Annotation>> {
        self.order.iter_from(rank).filter_map(|(_, id)| self.annotations.get(id))
    }

    /// At most `most` annotations whose hull starts before byte `offset`, and as many that start there or after it: the
    /// nearest ones, by position. O(log n) for the first.
    pub fn around(&self, offset: usize, most: usize) -> impl Iterator<Item = &Arc<Annotation>> {
        let rank = self.order.rank(offset, 0, &AnnotationId::from(""));
        let first = rank.saturating_sub(most);
        self.in_order_from(first).take(rank - first + most)
    }

    /// Annotations with a span that contains byte `offset`, by position. O(log n + hits).
    pub fn at(&self, offset: usize) -> Vec<&Arc<Annotation>> {
        self.in_range(offset..offset.saturating_add(1))
    }

    /// Annotations with a span that shares a byte with `range` (bytes), by position, each once. O(log n + hits).
    pub fn in_range(&self, range: Range<usize>) -> Vec<&Arc<Annotation>> {
        let mut ids: Vec<&AnnotationId> = self.spans.overlapping(range).map(|(_, id)| id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut found: Vec<&Arc<Annotation>> =
            ids.into_iter().filter_map(|id| self.annotations.get(id)).collect();
        found.sort_by(|a, b| in_reading_order(a, b));
        found
    }

    /// Annotations that count as `label`, merged labels included, by position. O(log n + hits).
    pub fn with_label(&self, schema: &Schema, layer: &LayerKey, label: &LabelKey) -> Vec<&Arc<Annotation>> {
        let keys = schema.keys_resolving_to(layer, label);
        let none = AnnotationId::from("");
        let hits = keys.iter().flat_map(|key| {
            let first = (layer.clone(), key.clone(), 0, 0, none.clone());
            self.by_label.range(first..).take_while(move |(of, with, ..)| of == layer && with == key)
        });
        let mut found: Vec<_> = hits.filter_map(|(.., id)| self.annotations.get(id)).collect();
        if keys.len() > 1 {
            found.sort_by(|a, b| in_reading_order(a, b));
        }
        found
    }

    /// The first annotation that comes after `place` (hull start, hull end, id) in order. O(log n).
    pub fn after(&self, place: &Place) -> Option<&Arc<Annotation>> {
        let (start, end, id) = place;
        let is_at =
            |(span, other): (Span, &AnnotationId)| (span.start(), span.end(), other) == (*start, *end, id);
        let rank = self.order.rank(*start, *end, id);
        let rank = rank + usize::from(self.order.nth(rank).is_some_and(is_at));
        self.order.nth(rank).and_then(|(_, id)| self.annotations.get(id))
    }

    /// The last annotation that comes before `place` (hull start, hull end, id) in order. O(log n).
    pub fn before(&self, place: &Place) -> Option<&Arc<Annotation>> {
        let (start, end, id) = place;
        let rank = self.order.rank(*start, *end, id).checked_sub(1)?;
        self.order.nth(rank).and_then(|(_, id)| self.annotations.get(id))
    }

    /// What refers to the annotation `id`. O(log n + what is taken).
    pub fn referrers<'a>(&'a self, id: &'a AnnotationId) -> impl Iterator<Item = Referrer> + use<'a> {
        let first = (id.clone(), Referrer::Annotation(AnnotationId::from("")));
        let hits = self.referrers.range(first..).take_while(move |(to, _)| to == id);
        hits.map(|(_, referrer)| referrer.clone())
    }
}

fn label_row(annotation: &Annotation) -> (LayerKey, LabelKey, usize, usize, AnnotationId) {
    let (start, end, id) = position(annotation);
    (annotation.layer.clone(), annotation.label.clone(), start, end, id)
}

fn figure_references(annotation: &Annotation) -> impl Iterator<Item = (AnnotationId, Referrer)> + '_ {
    let references = annotation.quantity.iter().flat_map(|quantity| quantity.references());
    references.map(|to| (to.clone(), Referrer::Annotation(annotation.id.clone())))
}

/// Sets or removes one entry of a map.
pub(crate) fn set<K: Ord + Clone, V: Clone>(map: &mut OrdMap<K, V>, key: &K, after: Option<V>) {
    match after {
        Some(after) => map.insert(key.clone(), after),
        None => map.remove(key),
    };
}

/// Compares two annotations by their place in reading order, without copying their ids.
pub fn in_reading_order(a: &Annotation, b: &Annotation) -> Ordering {
    let place = |annotation: &Annotation| (annotation.spans.start(), annotation.spans.end());
    place(a).cmp(&place(b)).then_with(|| a.id.cmp(&b.id))
}

/// The place of an annotation in reading order: start and end of its hull in bytes, then its id.
pub fn position(annotation: &Annotation) -> Place {
    let hull = annotation.spans.hull();
    (hull.start(), hull.end(), annotation.id.clone())
}
