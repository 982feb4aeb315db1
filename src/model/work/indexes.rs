//! How records take their places in the work, and the indexes follow them.

use std::sync::Arc;

use super::{Referrer, Work, figure_references, label_row, set};
use crate::model::annotation::Annotation;
use crate::model::attribution::Attribution;
use crate::model::decision::Decision;
use crate::model::id::{
    AnnotationId, AttributionId, DecisionId, LabelKey, LayerKey, RelationId, SuggestionId, ZoneId,
};
use crate::model::relation::Relation;
use crate::model::status::{ArticleEvent, DocumentLabels, Status};
use crate::model::suggestion::Suggestion;
use crate::model::zone::{Zone, ZoneVerdict};

impl Work {
    pub(crate) fn set_annotation(&mut self, id: &AnnotationId, after: Option<Arc<Annotation>>) {
        let before = match &after {
            Some(after) => self.annotations.insert(id.clone(), Arc::clone(after)),
            None => self.annotations.remove(id),
        };
        if let Some(before) = before {
            self.unlist(&before);
        }
        if let Some(after) = after {
            self.list(&after);
        }
    }

    fn list(&mut self, annotation: &Annotation) {
        let id = annotation.id.clone();
        for span in annotation.spans.iter() {
            self.spans.insert(span, id.clone());
        }
        self.order.insert(annotation.spans.hull(), id);
        self.count(annotation);
        self.by_label.insert(label_row(annotation));
        self.referrers.extend(figure_references(annotation));
    }

    fn unlist(&mut self, annotation: &Annotation) {
        let id = &annotation.id;
        for span in annotation.spans.iter() {
            self.spans.remove(span, id);
        }
        self.order.remove(annotation.spans.hull(), id);
        self.uncount(annotation);
        self.by_label.remove(&label_row(annotation));
        for reference in figure_references(annotation) {
            self.referrers.remove(&reference);
        }
    }

    pub(super) fn count(&mut self, annotation: &Annotation) {
        *self.counts.entry(annotation.layer.clone()).or_default() += 1;
        *self.label_counts.entry(label_of(annotation)).or_default() += 1;
    }

    fn uncount(&mut self, annotation: &Annotation) {
        if let Some(count) = self.counts.get_mut(&annotation.layer) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&annotation.layer);
            }
        }
        let label = label_of(annotation);
        if let Some(count) = self.label_counts.get_mut(&label) {
            *count -= 1;
            if *count == 0 {
                self.label_counts.remove(&label);
            }
        }
    }

    pub(crate) fn set_relation(&mut self, id: &RelationId, after: Option<Arc<Relation>>) {
        let referrer = Referrer::Relation(id.clone());
        if let Some(before) = self.relations.remove(id) {
            for end in [&before.from, &before.to] {
                self.referrers.remove(&(end.clone(), referrer.clone()));
            }
        }
        if let Some(after) = after {
            for end in [&after.from, &after.to] {
                self.referrers.insert((end.clone(), referrer.clone()));
            }
            self.relations.insert(id.clone(), after);
        }
    }

    pub(crate) fn set_attribution(&mut self, id: &AttributionId, after: Option<Arc<Attribution>>) {
        let referrer = Referrer::Attribution(id.clone());
        if let Some(before) = self.attributions.remove(id) {
            for part in before.references() {
                self.referrers.remove(&(part.clone(), referrer.clone()));
            }
        }
        if let Some(after) = after {
            for part in after.references() {
                self.referrers.insert((part.clone(), referrer.clone()));
            }
            self.attributions.insert(id.clone(), after);
        }
    }

    pub(crate) fn set_zone(&mut self, id: &ZoneId, after: Option<Arc<Zone>>) {
        set(&mut self.zones, id, after);
    }

    pub(crate) fn set_zone_verdict(&mut self, id: &ZoneId, after: Option<Arc<ZoneVerdict>>) {
        set(&mut self.zone_verdicts, id, after);
    }

    pub(crate) fn set_decision(&mut self, id: &DecisionId, after: Option<Arc<Decision>>) {
        set(&mut self.decisions, id, after);
    }

    pub(crate) fn set_suggestion(&mut self, id: &SuggestionId, after: Option<Arc<Suggestion>>) {
        if let Some(before) = self.suggestions.remove(id) {
            self.waiting.remove(before.spans.hull(), id);
        }
        if let Some(after) = after {
            self.waiting.insert(after.spans.hull(), id.clone());
            self.suggestions.insert(id.clone(), after);
        }
    }

    pub(crate) fn set_status(&mut self, layer: &LayerKey, after: Option<Arc<Status>>) {
        set(&mut self.statuses, layer, after);
    }

    pub(crate) fn set_document_labels(&mut self, after: Option<Arc<DocumentLabels>>) {
        self.document_labels = after;
    }

    pub(crate) fn set_event(&mut self, after: Option<Arc<ArticleEvent>>) {
        self.event = after;
    }
}

fn label_of(annotation: &Annotation) -> (LayerKey, LabelKey) {
    (annotation.layer.clone(), annotation.label.clone())
}
