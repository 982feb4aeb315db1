//! Suggestions that wait, as candidates.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Candidate, Rule};
use crate::model::decision::Outcome;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::Schema;
use crate::model::span::Spans;
use crate::model::suggestion::Suggestion;
use crate::model::work::Work;

/// The suggestions of an annotator in an article.
#[derive(Debug)]
pub(super) struct Proposed<'a> {
    work: Option<&'a Work>,
    schema: &'a Schema,
    /// Places at which a label was refused; an empty label stands for all.
    refused: BTreeSet<(&'a Spans, &'a LayerKey, &'a LabelKey)>,
}

impl<'a> Proposed<'a> {
    pub(super) fn new(work: Option<&'a Work>, schema: &'a Schema) -> Self {
        let work = work.filter(|work| !work.suggestions().is_empty());
        let decisions = work.into_iter().flat_map(|work| work.decisions().values());
        let refused = decisions.filter(|decision| decision.outcome == Outcome::Rejected);
        let refused = refused.map(|decision| (&decision.spans, &decision.layer, &decision.label));
        Self { work, schema, refused: refused.collect() }
    }

    /// The suggestions that begin in the sentence `span` (bytes) of `text` or in the white space before it. Of several
    /// that propose the same, the one with the highest score.
    pub(super) fn in_sentence(&self, text: &str, span: &Range<usize>) -> Vec<Candidate> {
        let Some(work) = self.work else { return Vec::new() };
        let start = text[..span.start].trim_end().len();
        let open = work.suggestions_in(start..span.end).filter(|suggestion| self.is_open(work, suggestion));
        let mut open: Vec<&Arc<Suggestion>> = open.collect();
        open.sort_by_key(|suggestion| Reverse(suggestion.score));
        let mut seen = BTreeSet::new();
        open.retain(|suggestion| seen.insert((&suggestion.spans, &suggestion.layer, &suggestion.label)));
        open.into_iter().map(candidate).collect()
    }

    /// Whether it can be taken, and nothing was decided about the same.
    fn is_open(&self, work: &Work, suggestion: &Suggestion) -> bool {
        let Suggestion { spans, layer, label, .. } = suggestion;
        let Some(meant) = self.schema.resolve(layer, label).filter(|meant| meant.fate.is_none()) else {
            return false;
        };
        let none = LabelKey::from("");
        let counts_as =
            |mark: &LabelKey| self.schema.resolve(layer, mark).is_some_and(|mark| mark.key == meant.key);
        let is_marked = work
            .in_range(spans.hull().range())
            .iter()
            .any(|mark| mark.layer == *layer && mark.spans == *spans && counts_as(&mark.label));
        !is_marked
            && !self.refused.contains(&(spans, layer, label))
            && !self.refused.contains(&(spans, layer, &none))
    }
}

fn candidate(suggestion: &Arc<Suggestion>) -> Candidate {
    Candidate {
        span: suggestion.spans.hull().range(),
        rule: Rule::Suggestion,
        layer: suggestion.layer.clone(),
        label: Some(suggestion.label.clone()),
        entity: None,
        quantity: None,
        said: None,
        suggestion: Some(Arc::clone(suggestion)),
    }
}
