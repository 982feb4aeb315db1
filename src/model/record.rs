//! Records: the units that are edited, journalled, undone and merged.

use std::fmt;
use std::sync::Arc;

use super::annotation::Annotation;
use super::attribution::Attribution;
use super::decision::Decision;
use super::id::{
    AnnotationId, Annotator, ArticleId, AttributionId, ClaimId, ClaimLinkId, DecisionId, EntityId, EventId,
    FeatureKey, LabelKey, LayerKey, RelationId, RelationKey, SettlementId, SuggestionId, ZoneId,
};
use super::metadata::Metadata;
use super::people::{Assignment, Guideline, Person};
use super::register::{Claim, ClaimLink, Entity, Event, Settlement};
use super::relation::Relation;
use super::schema::{Feature, Label, Layer, RelationType, Scales};
use super::status::{ArticleEvent, DocumentLabels, Status};
use super::suggestion::Suggestion;
use super::zone::{Zone, ZoneVerdict};

/// Names one record of a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// A record of an article.
    Article(ArticleId, ArticleKey),
    /// A record of an annotator's register.
    Register(Annotator, RegisterKey),
    /// A record of the project itself.
    Project(ProjectKey),
}

/// Names one record within an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleKey {
    /// What is known of the article.
    Metadata,
    /// A zone, imported or an annotator's.
    Zone(ZoneId),
    /// An annotator's verdict on an imported zone.
    ZoneVerdict(Annotator, ZoneId),
    /// An annotator's progress in a layer.
    Status(Annotator, LayerKey),
    /// An annotator's labels of the whole article.
    DocumentLabels(Annotator),
    /// The event that an annotator says the article tells of.
    Event(Annotator),
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// An attribution.
    Attribution(AttributionId),
    /// A decision.
    Decision(DecisionId),
    /// A suggestion that waits.
    Suggestion(SuggestionId),
}

/// Names one record within an annotator's register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterKey {
    /// An entity.
    Entity(EntityId),
    /// A claim.
    Claim(ClaimId),
    /// A link between claims.
    ClaimLink(ClaimLinkId),
    /// An event.
    Event(EventId),
    /// A settlement.
    Settlement(SettlementId),
}

/// Names one record of the project itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectKey {
    /// The project's name.
    Name,
    /// The written rules.
    Guideline,
    /// Scales that belong to no layer.
    Scales,
    /// Somebody who works on it.
    Person(Annotator),
    /// What somebody is to work on.
    Assignment(Annotator),
    /// A layer.
    Layer(LayerKey),
    /// A label.
    Label(LayerKey, LabelKey),
    /// A feature.
    Feature(LayerKey, FeatureKey),
    /// A type of relation.
    RelationType(RelationKey),
}

/// The value of a record. Copying it copies a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is named like the type that it holds")]
pub enum Record {
    Metadata(Arc<Metadata>),
    Zone(Arc<Zone>),
    ZoneVerdict(Arc<ZoneVerdict>),
    Status(Arc<Status>),
    DocumentLabels(Arc<DocumentLabels>),
    ArticleEvent(Arc<ArticleEvent>),
    Annotation(Arc<Annotation>),
    Relation(Arc<Relation>),
    Attribution(Arc<Attribution>),
    Decision(Arc<Decision>),
    Suggestion(Arc<Suggestion>),
    Entity(Arc<Entity>),
    Claim(Arc<Claim>),
    ClaimLink(Arc<ClaimLink>),
    Event(Arc<Event>),
    Settlement(Arc<Settlement>),
    Name(Arc<str>),
    Guideline(Arc<Guideline>),
    Scales(Arc<Scales>),
    Person(Arc<Person>),
    Assignment(Arc<Assignment>),
    Layer(Arc<Layer>),
    Label(Arc<Label>),
    Feature(Arc<Feature>),
    RelationType(Arc<RelationType>),
}

impl Record {
    /// The key of this record; `article` is used where the record belongs to an article.
    pub fn key_in(&self, article: &ArticleId) -> RecordKey {
        let in_article = |key| RecordKey::Article(article.clone(), key);
        match self {
            Self::Metadata(_) => in_article(ArticleKey::Metadata),
            Self::Zone(zone) => in_article(ArticleKey::Zone(zone.id.clone())),
            Self::ZoneVerdict(verdict) => {
                in_article(ArticleKey::ZoneVerdict(verdict.annotator.clone(), verdict.zone.clone()))
            }
            Self::Status(status) => {
                in_article(ArticleKey::Status(status.annotator.clone(), status.layer.clone()))
            }
            Self::DocumentLabels(labels) => in_article(ArticleKey::DocumentLabels(labels.annotator.clone())),
            Self::ArticleEvent(event) => in_article(ArticleKey::Event(event.annotator.clone())),
            Self::Annotation(annotation) => in_article(ArticleKey::Annotation(annotation.id.clone())),
            Self::Relation(relation) => in_article(ArticleKey::Relation(relation.id.clone())),
            Self::Attribution(attribution) => in_article(ArticleKey::Attribution(attribution.id.clone())),
            Self::Decision(decision) => in_article(ArticleKey::Decision(decision.id.clone())),
            Self::Suggestion(suggestion) => in_article(ArticleKey::Suggestion(suggestion.id.clone())),
            other => other.shared_key().unwrap_or(RecordKey::Project(ProjectKey::Name)),
        }
    }

    /// The key of a record that belongs to no article.
    pub fn shared_key(&self) -> Option<RecordKey> {
        let register = |annotator: &Annotator, key| RecordKey::Register(annotator.clone(), key);
        Some(match self {
            Self::Entity(entity) => register(&entity.annotator, RegisterKey::Entity(entity.id.clone())),
            Self::Claim(claim) => register(&claim.annotator, RegisterKey::Claim(claim.id.clone())),
            Self::ClaimLink(link) => register(&link.annotator, RegisterKey::ClaimLink(link.id.clone())),
            Self::Event(event) => register(&event.annotator, RegisterKey::Event(event.id.clone())),
            Self::Settlement(settlement) => {
                register(&settlement.annotator, RegisterKey::Settlement(settlement.id.clone()))
            }
            other => RecordKey::Project(other.project_key()?),
        })
    }

    fn project_key(&self) -> Option<ProjectKey> {
        Some(match self {
            Self::Name(_) => ProjectKey::Name,
            Self::Guideline(_) => ProjectKey::Guideline,
            Self::Scales(_) => ProjectKey::Scales,
            Self::Person(person) => ProjectKey::Person(person.annotator.clone()),
            Self::Assignment(assignment) => ProjectKey::Assignment(assignment.annotator.clone()),
            Self::Layer(layer) => ProjectKey::Layer(layer.key.clone()),
            Self::Label(label) => ProjectKey::Label(label.layer.clone(), label.key.clone()),
            Self::Feature(feature) => ProjectKey::Feature(feature.layer.clone(), feature.key.clone()),
            Self::RelationType(relation) => ProjectKey::RelationType(relation.key.clone()),
            _ => return None,
        })
    }

    /// Whose work this record is; `None` for what belongs to the article or the project.
    pub fn annotator(&self) -> Option<&Annotator> {
        match self {
            Self::Zone(zone) => zone.annotator.as_ref(),
            Self::ZoneVerdict(verdict) => Some(&verdict.annotator),
            Self::Status(status) => Some(&status.annotator),
            Self::DocumentLabels(labels) => Some(&labels.annotator),
            Self::ArticleEvent(event) => Some(&event.annotator),
            Self::Annotation(annotation) => Some(&annotation.annotator),
            Self::Relation(relation) => Some(&relation.annotator),
            Self::Attribution(attribution) => Some(&attribution.annotator),
            Self::Decision(decision) => Some(&decision.annotator),
            Self::Suggestion(suggestion) => Some(&suggestion.annotator),
            Self::Entity(entity) => Some(&entity.annotator),
            Self::Claim(claim) => Some(&claim.annotator),
            Self::ClaimLink(link) => Some(&link.annotator),
            Self::Event(event) => Some(&event.annotator),
            Self::Settlement(settlement) => Some(&settlement.annotator),
            _ => None,
        }
    }
}

impl RecordKey {
    /// The article that the record belongs to, if it belongs to one.
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article(article, _) => Some(article),
            _ => None,
        }
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(article, key) => write!(formatter, "{key} of article {article}"),
            Self::Register(annotator, key) => write!(formatter, "{key} of {annotator}"),
            Self::Project(key) => write!(formatter, "{key}"),
        }
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metadata => formatter.write_str("metadata"),
            Self::Zone(id) => write!(formatter, "zone {id}"),
            Self::ZoneVerdict(annotator, id) => write!(formatter, "{annotator}'s verdict on zone {id}"),
            Self::Status(annotator, layer) => write!(formatter, "{annotator}'s status of layer {layer}"),
            Self::DocumentLabels(annotator) => write!(formatter, "{annotator}'s document labels"),
            Self::Event(annotator) => write!(formatter, "{annotator}'s event"),
            Self::Annotation(id) => write!(formatter, "annotation {id}"),
            Self::Relation(id) => write!(formatter, "relation {id}"),
            Self::Attribution(id) => write!(formatter, "attribution {id}"),
            Self::Decision(id) => write!(formatter, "decision {id}"),
            Self::Suggestion(id) => write!(formatter, "suggestion {id}"),
        }
    }
}

impl fmt::Display for RegisterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity(id) => write!(formatter, "entity {id}"),
            Self::Claim(id) => write!(formatter, "claim {id}"),
            Self::ClaimLink(id) => write!(formatter, "claim link {id}"),
            Self::Event(id) => write!(formatter, "event {id}"),
            Self::Settlement(id) => write!(formatter, "settlement {id}"),
        }
    }
}

impl fmt::Display for ProjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => formatter.write_str("the project's name"),
            Self::Guideline => formatter.write_str("the guideline"),
            Self::Scales => formatter.write_str("the scales"),
            Self::Person(annotator) => write!(formatter, "person {annotator}"),
            Self::Assignment(annotator) => write!(formatter, "assignment of {annotator}"),
            Self::Layer(key) => write!(formatter, "layer {key}"),
            Self::Label(layer, key) => write!(formatter, "label {key} of layer {layer}"),
            Self::Feature(layer, key) => write!(formatter, "feature {key} of layer {layer}"),
            Self::RelationType(key) => write!(formatter, "relation type {key}"),
        }
    }
}
