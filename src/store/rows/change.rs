//! Rows of edits and undo steps, for journal and history.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::schema::{FeatureRow, LabelRow};
use super::{
    AnnotationRow, AssignmentRow, AttributionRow, ClaimLinkRow, ClaimRow, DecisionRow, EntityRow, EventRow,
    GuidelineRow, LayerRow, MetadataRow, OwnZoneRow, PersonRow, ProgressRow, RelationRow, RelationTypeRow,
    RowError, SettlementRow, SuggestionRow, leaf,
};
use crate::edit::history::{Revision, View};
use crate::edit::{Change, Edit};
use crate::model::body::BodyHash;
use crate::model::id::{
    AnnotationId, Annotator, ArticleId, AttributionId, ClaimId, ClaimLinkId, DecisionId, EntityId, EventId,
    FeatureKey, LabelKey, LayerKey, RelationId, RelationKey, SettlementId, SuggestionId, ZoneId,
};
use crate::model::record::{ArticleKey, ProjectKey, Record, RecordKey, RegisterKey};
use crate::model::schema::Scales;
use crate::model::status::{ArticleEvent, DocumentLabels, Status};
use crate::model::zone::ZoneVerdict;

/// The key of a record. Journals of older versions know a variant by its place: new ones come last.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum KeyRow {
    Metadata(ArticleId),
    Zone(ArticleId, ZoneId),
    ZoneVerdict(ArticleId, Annotator, ZoneId),
    Status(ArticleId, Annotator, LayerKey),
    DocumentLabels(ArticleId, Annotator),
    Annotation(ArticleId, AnnotationId),
    Relation(ArticleId, RelationId),
    Attribution(ArticleId, AttributionId),
    Decision(ArticleId, DecisionId),
    Entity(Annotator, EntityId),
    Claim(Annotator, ClaimId),
    ClaimLink(Annotator, ClaimLinkId),
    Event(Annotator, EventId),
    Name,
    Guideline,
    Scales,
    Person(Annotator),
    Assignment(Annotator),
    Layer(LayerKey),
    Label(LayerKey, LabelKey),
    Feature(LayerKey, FeatureKey),
    RelationType(RelationKey),
    Suggestion(ArticleId, SuggestionId),
    ArticleEvent(ArticleId, Annotator),
    Settlement(Annotator, SettlementId),
}

/// The value of a record. Whose it is follows from the file that it stands in. New variants come last here, too.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum RecordRow {
    Metadata(MetadataRow),
    Zone(OwnZoneRow),
    ZoneVerdict(ZoneId, bool),
    Status(LayerKey, ProgressRow),
    DocumentLabels(Vec<String>),
    Annotation(Box<AnnotationRow>),
    Relation(RelationRow),
    Attribution(Box<AttributionRow>),
    Decision(DecisionRow),
    Entity(EntityRow),
    Claim(Box<ClaimRow>),
    ClaimLink(ClaimLinkRow),
    Event(EventRow),
    Name(String),
    Guideline(GuidelineRow),
    Scales(String, Vec<String>, Vec<String>),
    Person(PersonRow),
    Assignment(AssignmentRow),
    Layer(u32, LayerRow),
    Label(LayerKey, u32, Box<LabelRow>),
    Feature(LayerKey, u32, FeatureRow),
    RelationType(u32, RelationTypeRow),
    Suggestion(Box<SuggestionRow>),
    ArticleEvent(EventId),
    Settlement(Box<SettlementRow>),
}

/// Key, value before, value after.
type ChangeRow = (KeyRow, Option<RecordRow>, Option<RecordRow>);

/// An edit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(in super::super) struct EditRow(Vec<ChangeRow>);

/// An undo step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in super::super) struct RevisionRow {
    edit: EditRow,
    command: String,
    #[serde(with = "leaf::timestamp")]
    at: Option<Timestamp>,
    article: Option<ArticleId>,
    /// In bytes of the body.
    anchor: usize,
    /// In bytes of the body.
    head: usize,
    texts: BTreeMap<ArticleId, BodyHash>,
}

impl From<&RecordKey> for KeyRow {
    fn from(key: &RecordKey) -> Self {
        match key {
            RecordKey::Article(article, key) => Self::in_article(article.clone(), key.clone()),
            RecordKey::Register(who, key) => match key.clone() {
                RegisterKey::Entity(id) => Self::Entity(who.clone(), id),
                RegisterKey::Claim(id) => Self::Claim(who.clone(), id),
                RegisterKey::ClaimLink(id) => Self::ClaimLink(who.clone(), id),
                RegisterKey::Settlement(id) => Self::Settlement(who.clone(), id),
                RegisterKey::Event(id) => Self::Event(who.clone(), id),
            },
            RecordKey::Project(key) => match key.clone() {
                ProjectKey::Name => Self::Name,
                ProjectKey::Guideline => Self::Guideline,
                ProjectKey::Scales => Self::Scales,
                ProjectKey::Person(who) => Self::Person(who),
                ProjectKey::Assignment(who) => Self::Assignment(who),
                ProjectKey::Layer(layer) => Self::Layer(layer),
                ProjectKey::Label(layer, label) => Self::Label(layer, label),
                ProjectKey::Feature(layer, feature) => Self::Feature(layer, feature),
                ProjectKey::RelationType(kind) => Self::RelationType(kind),
            },
        }
    }
}

impl KeyRow {
    fn in_article(article: ArticleId, key: ArticleKey) -> Self {
        match key {
            ArticleKey::Metadata => Self::Metadata(article),
            ArticleKey::Zone(id) => Self::Zone(article, id),
            ArticleKey::ZoneVerdict(who, id) => Self::ZoneVerdict(article, who, id),
            ArticleKey::Status(who, layer) => Self::Status(article, who, layer),
            ArticleKey::DocumentLabels(who) => Self::DocumentLabels(article, who),
            ArticleKey::Event(who) => Self::ArticleEvent(article, who),
            ArticleKey::Annotation(id) => Self::Annotation(article, id),
            ArticleKey::Relation(id) => Self::Relation(article, id),
            ArticleKey::Attribution(id) => Self::Attribution(article, id),
            ArticleKey::Decision(id) => Self::Decision(article, id),
            ArticleKey::Suggestion(id) => Self::Suggestion(article, id),
        }
    }

    pub(in super::super) fn into_model(self) -> RecordKey {
        use RecordKey::{Article, Project, Register};
        match self {
            Self::Metadata(article) => Article(article, ArticleKey::Metadata),
            Self::Zone(article, id) => Article(article, ArticleKey::Zone(id)),
            Self::ZoneVerdict(article, who, id) => Article(article, ArticleKey::ZoneVerdict(who, id)),
            Self::Status(article, who, layer) => Article(article, ArticleKey::Status(who, layer)),
            Self::DocumentLabels(article, who) => Article(article, ArticleKey::DocumentLabels(who)),
            Self::ArticleEvent(article, who) => Article(article, ArticleKey::Event(who)),
            Self::Annotation(article, id) => Article(article, ArticleKey::Annotation(id)),
            Self::Relation(article, id) => Article(article, ArticleKey::Relation(id)),
            Self::Attribution(article, id) => Article(article, ArticleKey::Attribution(id)),
            Self::Decision(article, id) => Article(article, ArticleKey::Decision(id)),
            Self::Suggestion(article, id) => Article(article, ArticleKey::Suggestion(id)),
            Self::Entity(who, id) => Register(who, RegisterKey::Entity(id)),
            Self::Claim(who, id) => Register(who, RegisterKey::Claim(id)),
            Self::ClaimLink(who, id) => Register(who, RegisterKey::ClaimLink(id)),
            Self::Settlement(who, id) => Register(who, RegisterKey::Settlement(id)),
            Self::Event(who, id) => Register(who, RegisterKey::Event(id)),
            Self::Name => Project(ProjectKey::Name),
            Self::Guideline => Project(ProjectKey::Guideline),
            Self::Scales => Project(ProjectKey::Scales),
            Self::Person(who) => Project(ProjectKey::Person(who)),
            Self::Assignment(who) => Project(ProjectKey::Assignment(who)),
            Self::Layer(layer) => Project(ProjectKey::Layer(layer)),
            Self::Label(layer, label) => Project(ProjectKey::Label(layer, label)),
            Self::Feature(layer, feature) => Project(ProjectKey::Feature(layer, feature)),
            Self::RelationType(kind) => Project(ProjectKey::RelationType(kind)),
        }
    }
}

impl From<&Record> for RecordRow {
    fn from(record: &Record) -> Self {
        match record {
            Record::Metadata(metadata) => Self::Metadata(metadata.as_ref().into()),
            Record::Zone(zone) => Self::Zone(zone.as_ref().into()),
            Record::ZoneVerdict(verdict) => Self::ZoneVerdict(verdict.zone.clone(), verdict.accepted),
            Record::Status(status) => Self::Status(status.layer.clone(), (&status.progress).into()),
            Record::DocumentLabels(labels) => Self::DocumentLabels(labels.labels.clone()),
            Record::ArticleEvent(event) => Self::ArticleEvent(event.event.clone()),
            Record::Settlement(settlement) => Self::Settlement(Box::new(settlement.as_ref().into())),
            Record::Annotation(annotation) => Self::Annotation(Box::new(annotation.as_ref().into())),
            Record::Relation(relation) => Self::Relation(relation.as_ref().into()),
            Record::Attribution(attribution) => Self::Attribution(Box::new(attribution.as_ref().into())),
            Record::Decision(decision) => Self::Decision(decision.as_ref().into()),
            Record::Suggestion(suggestion) => Self::Suggestion(Box::new(suggestion.as_ref().into())),
            Record::Entity(entity) => Self::Entity(entity.as_ref().into()),
            Record::Claim(claim) => Self::Claim(Box::new(claim.as_ref().into())),
            Record::ClaimLink(link) => Self::ClaimLink(link.as_ref().into()),
            Record::Event(event) => Self::Event(event.as_ref().into()),
            Record::Name(name) => Self::Name(name.to_string()),
            Record::Guideline(guideline) => Self::Guideline(guideline.as_ref().into()),
            Record::Scales(scales) => {
                Self::Scales(scales.name.clone(), scales.verdicts.clone(), scales.document_labels.clone())
            }
            Record::Person(person) => Self::Person(person.as_ref().into()),
            Record::Assignment(assignment) => Self::Assignment(assignment.as_ref().into()),
            Record::Layer(layer) => Self::Layer(layer.position, LayerRow::bare(layer)),
            Record::Label(label) => {
                Self::Label(label.layer.clone(), label.position, Box::new(label.as_ref().into()))
            }
            Record::Feature(feature) => {
                Self::Feature(feature.layer.clone(), feature.position, feature.as_ref().into())
            }
            Record::RelationType(kind) => Self::RelationType(kind.position, kind.as_ref().into()),
        }
    }
}

impl RecordRow {
    /// The record, as work of `annotator`.
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Record, RowError> {
        let who = annotator.clone();
        Ok(match self {
            Self::Metadata(row) => Record::Metadata(Arc::new(row.into())),
            Self::Zone(row) => Record::Zone(Arc::new(row.into_model(annotator)?)),
            Self::ZoneVerdict(zone, accepted) => {
                Record::ZoneVerdict(Arc::new(ZoneVerdict { zone, annotator: who, accepted }))
            }
            Self::Status(layer, progress) => {
                Record::Status(Arc::new(Status { annotator: who, layer, progress: progress.into() }))
            }
            Self::ArticleEvent(event) => {
                Record::ArticleEvent(Arc::new(ArticleEvent { annotator: who, event }))
            }
            Self::Settlement(row) => Record::Settlement(Arc::new(row.into_model(annotator))),
            Self::DocumentLabels(labels) => {
                Record::DocumentLabels(Arc::new(DocumentLabels { annotator: who, labels }))
            }
            Self::Annotation(row) => Record::Annotation(Arc::new(row.into_model(annotator)?)),
            Self::Relation(row) => Record::Relation(Arc::new(row.into_model(annotator))),
            Self::Attribution(row) => Record::Attribution(Arc::new(row.into_model(annotator)?)),
            Self::Decision(row) => Record::Decision(Arc::new(row.into_model(annotator)?)),
            Self::Suggestion(row) => Record::Suggestion(Arc::new(row.into_model(annotator)?)),
            Self::Entity(row) => Record::Entity(Arc::new(row.into_model(annotator))),
            Self::Claim(row) => Record::Claim(Arc::new(row.into_model(annotator))),
            Self::ClaimLink(row) => Record::ClaimLink(Arc::new(row.into_model(annotator))),
            Self::Event(row) => Record::Event(Arc::new(row.into_model(annotator))),
            shared => shared.into_project_record(),
        })
    }

    fn into_project_record(self) -> Record {
        match self {
            Self::Guideline(row) => Record::Guideline(Arc::new(row.into())),
            Self::Scales(name, verdicts, document_labels) => {
                Record::Scales(Arc::new(Scales { name, verdicts, document_labels }))
            }
            Self::Person(row) => Record::Person(Arc::new(row.into())),
            Self::Assignment(row) => Record::Assignment(Arc::new(row.into())),
            Self::Layer(position, row) => row.into_records(position).swap_remove(0),
            Self::Label(layer, position, row) => Record::Label(Arc::new(row.into_model(&layer, position))),
            Self::Feature(layer, position, row) => {
                Record::Feature(Arc::new(row.into_model(&layer, position)))
            }
            Self::RelationType(position, row) => Record::RelationType(Arc::new(row.into_model(position))),
            Self::Name(name) => Record::Name(name.into()),
            other => Record::Name(format!("{other:?}").into()),
        }
    }
}

impl From<&Edit> for EditRow {
    fn from(edit: &Edit) -> Self {
        let row = |record: &Option<Record>| record.as_ref().map(RecordRow::from);
        let change = |change: &Change| (KeyRow::from(&change.key), row(&change.before), row(&change.after));
        Self(edit.changes.iter().map(change).collect())
    }
}

impl EditRow {
    /// The edit, made by `annotator`.
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Edit, RowError> {
        let record = |row: Option<RecordRow>| row.map(|row| row.into_model(annotator)).transpose();
        let change = |(key, before, after): ChangeRow| {
            Ok(Change { key: key.into_model(), before: record(before)?, after: record(after)? })
        };
        self.0.into_iter().map(change).collect()
    }
}

impl From<&Revision> for RevisionRow {
    fn from(revision: &Revision) -> Self {
        Self {
            edit: (&revision.edit).into(),
            command: revision.command.clone(),
            at: revision.at,
            article: revision.view.article.clone(),
            anchor: revision.view.anchor,
            head: revision.view.head,
            texts: revision.texts.clone(),
        }
    }
}

impl RevisionRow {
    /// The undo step, made by `annotator`.
    pub(in super::super) fn into_model(self, annotator: &Annotator) -> Result<Revision, RowError> {
        Ok(Revision {
            edit: self.edit.into_model(annotator)?,
            command: self.command,
            at: self.at,
            view: View { article: self.article, anchor: self.anchor, head: self.head },
            texts: self.texts,
        })
    }
}
