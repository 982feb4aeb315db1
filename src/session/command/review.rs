//! Deciding about suggestions that wait.

use std::sync::Arc;

use super::call::Call;
use crate::model::annotation::{Annotation, Features, Origin};
use crate::model::article::Article;
use crate::model::decision::{self, Decision};
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, DecisionId, LabelKey, LayerKey};
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::span::Spans;
use crate::model::suggestion::Suggestion;
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::{features, figures, lookup};

/// The place that is decided about.
pub(super) struct Decided<'a> {
    pub(super) rule: &'a str,
    pub(super) spans: Spans,
    pub(super) layer: &'a LayerKey,
    pub(super) label: &'a LabelKey,
}

impl Decided<'_> {
    /// Notes what became of it in `article`.
    pub(super) fn put(
        &self,
        call: &Call<'_>,
        article: &Article,
        draft: &mut Draft<'_>,
        outcome: decision::Outcome,
    ) -> Result<(), Stop> {
        let key = |id: &str| RecordKey::Article(article.id().clone(), ArticleKey::Decision(id.into()));
        let taken = |id: &str| draft.current(&key(id)).is_ok_and(|record| record.is_some());
        let decision = Decision {
            id: DecisionId::from(call.session.fresh_id("d", taken)?),
            annotator: call.session.annotator.clone(),
            rule: self.rule.to_owned(),
            spans: self.spans.clone(),
            layer: self.layer.clone(),
            label: self.label.clone(),
            outcome,
            at: Some(call.session.stamp()),
            after_ms: None,
            extra: Extra::default(),
        };
        Ok(draft.put_in(article.id(), Record::Decision(Arc::new(decision)))?)
    }
}

/// An id for a new mark.
pub(super) fn fresh_id(call: &Call<'_>) -> Result<AnnotationId, Stop> {
    let article = call.article()?;
    let taken = |id: &str| article.annotation(&AnnotationId::from(id)).is_some();
    Ok(AnnotationId::from(call.session.fresh_id("a", taken)?))
}

/// The mark that `suggestion` proposes.
pub(super) fn mark(call: &Call<'_>, suggestion: &Suggestion) -> Result<Annotation, Stop> {
    let schema = call.session.project.schema();
    let meant = schema.resolve(&suggestion.layer, &suggestion.label);
    let name = meant.map_or(suggestion.label.as_str(), |label| label.key.as_str());
    let label = lookup::label_of(schema, &suggestion.layer, name)?;
    let mut values: Features = features::defaults(schema, &label.layer);
    values.extend(suggestion.features.clone());
    Ok(Annotation {
        id: fresh_id(call)?,
        annotator: call.session.annotator.clone(),
        layer: label.layer.clone(),
        label: label.key.clone(),
        spans: suggestion.spans.clone(),
        features: values,
        flag: None,
        note: None,
        origin: Origin::Suggestion { rule: suggestion.rule.clone() },
        created: Some(call.session.stamp()),
        entity: None,
        claim: None,
        quantity: figures::value(
            schema,
            &label.layer,
            call.article()?,
            &call.session.annotator,
            &suggestion.spans,
        ),
        extra: suggestion.extra.clone(),
    })
}

/// Notes what became of `suggestion` in `article`, and takes it away with every other that proposes the same.
pub(super) fn settle(
    call: &Call<'_>,
    article: &Article,
    draft: &mut Draft<'_>,
    suggestion: &Suggestion,
    outcome: decision::Outcome,
) -> Result<(), Stop> {
    if article.suggestion(&suggestion.id).map(AsRef::as_ref) != Some(suggestion) {
        return Err(Refusal::new("the suggestion is not there any more").into());
    }
    let work = article.work(&call.session.annotator);
    let start = suggestion.spans.start();
    let is_same = |other: &&Arc<Suggestion>| {
        (&other.spans, &other.layer, &other.label)
            == (&suggestion.spans, &suggestion.layer, &suggestion.label)
    };
    let twins = work.into_iter().flat_map(|work| work.suggestions_in(start..start + 1)).filter(is_same);
    for twin in twins {
        let key = ArticleKey::Suggestion(twin.id.clone());
        draft.set(RecordKey::Article(article.id().clone(), key), None)?;
    }
    let Suggestion { rule, spans, layer, label, .. } = suggestion;
    Decided { rule, spans: spans.clone(), layer, label }.put(call, article, draft, outcome)
}

/// Whether `suggestion` proposes `mark`.
fn proposes(suggestion: &Suggestion, mark: &Annotation) -> bool {
    (&suggestion.layer, &suggestion.label, &suggestion.spans) == (&mark.layer, &mark.label, &mark.spans)
}

/// Settles the suggestions in `article` that propose `mark`, which the annotator makes.
pub(super) fn settle_same(
    call: &Call<'_>,
    article: &Article,
    draft: &mut Draft<'_>,
    mark: &Annotation,
) -> Result<(), Stop> {
    let start = mark.spans.start();
    let work = article.work(&call.session.annotator);
    let mut here = work.into_iter().flat_map(|work| work.suggestions_in(start..start + 1));
    match here.find(|suggestion| proposes(suggestion, mark)) {
        Some(same) => settle(call, article, draft, same, decision::Outcome::Accepted),
        None => Ok(()),
    }
}

/// Settles what waits where the annotator makes `mark`: a suggestion of the same, and the one that is selected, if the
/// mark is what has become of it. Returns the rule of the latter.
pub(super) fn settle_at(
    call: &Call<'_>,
    draft: &mut Draft<'_>,
    mark: &Annotation,
) -> Result<Option<String>, Stop> {
    let article = call.article()?;
    let hull = mark.spans.hull();
    settle_same(call, article, draft, mark)?;
    let candidate = call.session.desk.candidate.as_ref().filter(|candidate| {
        call.is_open()
            && candidate.layer == mark.layer
            && candidate.span.start < hull.end()
            && hull.start() < candidate.span.end
    });
    let Some(current) = candidate.and_then(|candidate| candidate.suggestion.as_ref()) else {
        return Ok(None);
    };
    if !proposes(current, mark) {
        settle(call, article, draft, current, decision::Outcome::Edited)?;
    }
    Ok(Some(current.rule.clone()))
}
