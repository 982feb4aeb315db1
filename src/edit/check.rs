//! The invariants that every edit keeps.

use thiserror::Error;

use super::change::Change;
use crate::model::annotation::{Annotation, Features};
use crate::model::article::Article;
use crate::model::attribution::Attribution;
use crate::model::id::{AnnotationId, ClaimId, FeatureKey, LabelKey, LayerKey, RelationKey};
use crate::model::project::Project;
use crate::model::record::{ArticleKey, ProjectKey, Record, RecordKey, RegisterKey};
use crate::model::register::ClaimLink;
use crate::model::relation::Relation;
use crate::model::schema::{Fate, Label};
use crate::model::span::SpanError;
use crate::model::suggestion::Suggestion;
use crate::model::work::Referrer;

/// A rule that an edit would break.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Violation {
    #[error("the record does not belong under this key")]
    WrongKey,
    #[error(transparent)]
    Span(#[from] SpanError),
    #[error("there is no layer {0}")]
    NoLayer(LayerKey),
    #[error("layer {0} has no label {1}")]
    NoLabel(LayerKey, LabelKey),
    #[error("layer {0} has no feature {1}")]
    NoFeature(LayerKey, FeatureKey),
    #[error("there is no relation type {0}")]
    NoRelationType(RelationKey),
    #[error("it refers to annotation {0}, which is not in this article")]
    NoAnnotation(AnnotationId),
    #[error("annotation {annotation} cannot go while {} still refers to it", referrer(.by))]
    StillReferenced { annotation: AnnotationId, by: Referrer },
    #[error("an attribution needs a source, a cue or a content")]
    EmptyAttribution,
    #[error("it refers to claim {0}, which does not exist")]
    NoClaim(ClaimId),
    #[error("claim {0} cannot be linked to itself")]
    SelfLink(ClaimId),
    #[error("claim {0} cannot go while a link still refers to it")]
    ClaimStillLinked(ClaimId),
    #[error("a name may not be empty")]
    EmptyName,
    #[error("layer {0} has another label named {1:?}")]
    NameTaken(LayerKey, String),
    #[error("layer {0} cannot go while it has labels or features")]
    LayerInUse(LayerKey),
    #[error("label {0} cannot become {1}, which is not another label in use")]
    BadMerge(LabelKey, LabelKey),
}

fn referrer(referrer: &Referrer) -> String {
    match referrer {
        Referrer::Annotation(id) => format!("the figure {id}"),
        Referrer::Relation(id) => format!("relation {id}"),
        Referrer::Attribution(id) => format!("attribution {id}"),
    }
}

/// Checks what `change` has done, in the project as it is after the whole edit.
pub(super) fn check(project: &Project, change: &Change) -> Result<(), Violation> {
    match &change.key {
        RecordKey::Article(id, key) => {
            // The article was there when the change was made.
            let Ok(article) = project.article(id) else { return Ok(()) };
            match &change.after {
                Some(after) if after.key_in(id) != change.key => Err(Violation::WrongKey),
                Some(after) => check_in_article(project, article, after),
                None => check_gone(article, key, change.before.as_ref()),
            }
        }
        key => match &change.after {
            Some(after) if after.shared_key().as_ref() != Some(key) => Err(Violation::WrongKey),
            Some(after) => check_shared(project, after),
            None => check_shared_gone(project, key),
        },
    }
}

fn check_in_article(project: &Project, article: &Article, after: &Record) -> Result<(), Violation> {
    let body = article.body();
    match after {
        Record::Annotation(annotation) => check_annotation(project, article, annotation),
        Record::Relation(relation) => check_relation(project, article, relation),
        Record::Attribution(attribution) => check_attribution(article, attribution),
        Record::Zone(zone) => Ok(body.check(zone.span)?),
        Record::Decision(decision) => Ok(body.check_all(&decision.spans)?),
        Record::Suggestion(suggestion) => check_suggestion(project, article, suggestion),
        Record::Status(status) => check_layer(project, &status.layer),
        _ => Ok(()),
    }
}

fn check_layer(project: &Project, layer: &LayerKey) -> Result<(), Violation> {
    let known = project.schema().layers.contains_key(layer);
    known.then_some(()).ok_or_else(|| Violation::NoLayer(layer.clone()))
}

fn check_annotation(project: &Project, article: &Article, annotation: &Annotation) -> Result<(), Violation> {
    article.body().check_all(&annotation.spans)?;
    check_known_label(project, &annotation.layer, &annotation.label)?;
    check_features(project, &annotation.layer, &annotation.features)?;
    let mut references = annotation.quantity.iter().flat_map(|quantity| quantity.references());
    references.try_for_each(|id| check_reference(article, id))
}

/// What is accepted becomes a mark, so it has to be one that could be made.
fn check_suggestion(project: &Project, article: &Article, suggestion: &Suggestion) -> Result<(), Violation> {
    article.body().check_all(&suggestion.spans)?;
    check_known_label(project, &suggestion.layer, &suggestion.label)?;
    check_features(project, &suggestion.layer, &suggestion.features)
}

fn check_known_label(project: &Project, layer: &LayerKey, label: &LabelKey) -> Result<(), Violation> {
    check_layer(project, layer)?;
    let known = project.schema().labels.contains_key(&(layer.clone(), label.clone()));
    known.then_some(()).ok_or_else(|| Violation::NoLabel(layer.clone(), label.clone()))
}

fn check_features(project: &Project, layer: &LayerKey, features: &Features) -> Result<(), Violation> {
    let known = &project.schema().features;
    let unknown = features.keys().find(|key| !known.contains_key(&(layer.clone(), (*key).clone())));
    unknown.map_or(Ok(()), |key| Err(Violation::NoFeature(layer.clone(), key.clone())))
}

fn check_reference(article: &Article, id: &AnnotationId) -> Result<(), Violation> {
    article.annotation(id).map(|_| ()).ok_or_else(|| Violation::NoAnnotation(id.clone()))
}

fn check_relation(project: &Project, article: &Article, relation: &Relation) -> Result<(), Violation> {
    if !project.schema().relations.contains_key(&relation.kind) {
        return Err(Violation::NoRelationType(relation.kind.clone()));
    }
    check_reference(article, &relation.from)?;
    check_reference(article, &relation.to)
}

fn check_attribution(article: &Article, attribution: &Attribution) -> Result<(), Violation> {
    if attribution.sources.is_empty() && attribution.cue.is_none() && attribution.contents.is_empty() {
        return Err(Violation::EmptyAttribution);
    }
    attribution.spans().try_for_each(|spans| article.body().check_all(spans))?;
    attribution.references().try_for_each(|id| check_reference(article, id))
}

/// An annotation may go only together with its maker's own records that refer to it.
fn check_gone(article: &Article, key: &ArticleKey, before: Option<&Record>) -> Result<(), Violation> {
    let (ArticleKey::Annotation(id), Some(Record::Annotation(before))) = (key, before) else { return Ok(()) };
    if article.annotation(id).is_some() {
        return Ok(());
    }
    let referrers = article.work(&before.annotator).map(|work| work.referrers(id)).into_iter().flatten();
    referrers
        .into_iter()
        .next()
        .map_or(Ok(()), |first| Err(Violation::StillReferenced { annotation: id.clone(), by: first }))
}

fn check_shared(project: &Project, after: &Record) -> Result<(), Violation> {
    let named = |name: &str| if name.trim().is_empty() { Err(Violation::EmptyName) } else { Ok(()) };
    match after {
        Record::Entity(entity) => named(&entity.name),
        Record::Event(event) => named(&event.name),
        Record::Layer(layer) => named(&layer.name),
        Record::Feature(feature) => check_layer(project, &feature.layer),
        Record::Label(label) => check_label(project, label),
        Record::ClaimLink(link) => check_claim_link(project, link),
        _ => Ok(()),
    }
}

fn check_label(project: &Project, label: &Label) -> Result<(), Violation> {
    check_layer(project, &label.layer)?;
    if label.name.trim().is_empty() {
        return Err(Violation::EmptyName);
    }
    let labels = project.schema().labels_of(&label.layer);
    let in_use = |other: &&&Label| other.fate.is_none() && other.key != label.key;
    match &label.fate {
        None if labels.iter().filter(in_use).any(|other| other.name == label.name) => {
            Err(Violation::NameTaken(label.layer.clone(), label.name.clone()))
        }
        Some(Fate::Became(next)) if !labels.iter().filter(in_use).any(|other| other.key == *next) => {
            Err(Violation::BadMerge(label.key.clone(), next.clone()))
        }
        _ => Ok(()),
    }
}

fn check_claim_link(project: &Project, link: &ClaimLink) -> Result<(), Violation> {
    if link.from == link.to {
        return Err(Violation::SelfLink(link.from.clone()));
    }
    let register = project.registers().get(&link.annotator);
    let missing = [&link.from, &link.to]
        .into_iter()
        .find(|claim| register.is_none_or(|register| !register.claims.contains_key(*claim)));
    missing.map_or(Ok(()), |claim| Err(Violation::NoClaim(claim.clone())))
}

fn check_shared_gone(project: &Project, key: &RecordKey) -> Result<(), Violation> {
    if let RecordKey::Project(ProjectKey::Layer(layer)) = key {
        let schema = project.schema();
        let is_used = !schema.labels_of(layer).is_empty() || !schema.features_of(layer).is_empty();
        return if is_used { Err(Violation::LayerInUse(layer.clone())) } else { Ok(()) };
    }
    let RecordKey::Register(annotator, RegisterKey::Claim(claim)) = key else { return Ok(()) };
    let Some(register) = project.registers().get(annotator) else { return Ok(()) };
    let linked = register.claim_links.values().any(|link| link.from == *claim || link.to == *claim);
    if linked && !register.claims.contains_key(claim) {
        return Err(Violation::ClaimStillLinked(claim.clone()));
    }
    Ok(())
}
