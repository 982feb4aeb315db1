//! Rows of the schema, the people and the guideline.
//!
//! Labels and features stand inside their layer, in their order: the order of the rows is the `position`, which is only
//! written where it is another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::id::{Annotator, ArticleId, FeatureKey, LabelKey, LayerKey, RelationKey};
use crate::model::people::{Assignment, Guideline, Person};
use crate::model::record::Record;
use crate::model::schema::{Fate, Feature, FeatureKind, Label, Layer, RelationType, Role, Schema};

/// A layer with its labels and features.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct LayerRow {
    key: LayerKey,
    #[serde(default)]
    name: String,
    role: RoleRow,
    #[serde(default)]
    guideline: String,
    #[serde(default)]
    pub(in super::super) labels: Vec<LabelRow>,
    #[serde(default)]
    pub(in super::super) features: Vec<FeatureRow>,
    /// Its place where that is not its place among the rows.
    #[serde(default)]
    pub(in super::super) position: Option<u32>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RoleRow {
    Entity,
    Claim,
    Figure,
    #[serde(rename = "none")]
    Plain,
}

/// A label.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct LabelRow {
    key: LabelKey,
    #[serde(default)]
    name: String,
    #[serde(default)]
    colour: String,
    #[serde(default)]
    shortcut: Option<String>,
    #[serde(default)]
    guideline: String,
    #[serde(default)]
    boundaries: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
    #[serde(default)]
    maps: BTreeMap<String, String>,
    #[serde(default)]
    fate: Option<FateRow>,
    /// Its place where that is not its place among the rows.
    #[serde(default)]
    pub(in super::super) position: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FateRow {
    Became(LabelKey),
    Retired,
}

/// A feature.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct FeatureRow {
    key: FeatureKey,
    #[serde(default)]
    name: String,
    kind: FeatureKindRow,
    #[serde(default)]
    default: Option<String>,
    #[serde(default)]
    guideline: String,
    /// Its place where that is not its place among the rows.
    #[serde(default)]
    pub(in super::super) position: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FeatureKindRow {
    Choice(Vec<String>),
    Choices(Vec<String>),
    YesNo,
    Text,
    Number,
}

/// A type of relation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct RelationTypeRow {
    key: RelationKey,
    #[serde(default)]
    name: String,
    #[serde(default)]
    guideline: String,
    #[serde(default)]
    from: Vec<LayerKey>,
    #[serde(default)]
    to: Vec<LayerKey>,
    /// Its place where that is not its place among the rows.
    #[serde(default)]
    pub(in super::super) position: Option<u32>,
}

/// The written rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct GuidelineRow {
    version: u32,
    #[serde(default)]
    text: String,
}

/// Somebody who works on the project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct PersonRow {
    annotator: Annotator,
    #[serde(default)]
    name: String,
}

/// What somebody is to work on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct AssignmentRow {
    annotator: Annotator,
    #[serde(default)]
    articles: BTreeSet<ArticleId>,
}

/// `position` where it is not `place`.
fn other_than(place: u32, position: u32) -> Option<u32> {
    (position != place).then_some(position)
}

impl From<Role> for RoleRow {
    fn from(role: Role) -> Self {
        match role {
            Role::Entity => Self::Entity,
            Role::Claim => Self::Claim,
            Role::Figure => Self::Figure,
            Role::None => Self::Plain,
        }
    }
}

impl LayerRow {
    /// The layer alone, without labels and features.
    pub(in super::super) fn bare(layer: &Layer) -> Self {
        Self {
            key: layer.key.clone(),
            name: layer.name.clone(),
            role: layer.role.into(),
            guideline: layer.guideline.clone(),
            labels: Vec::new(),
            features: Vec::new(),
            position: None,
        }
    }

    /// The layer with everything in it, as the row number `place` of its list.
    pub(in super::super) fn whole(schema: &Schema, layer: &Layer, place: u32) -> Self {
        let label = |(label, place): (&Label, u32)| LabelRow {
            position: other_than(place, label.position),
            ..label.into()
        };
        let feature = |(feature, place): (&Feature, u32)| FeatureRow {
            position: other_than(place, feature.position),
            ..feature.into()
        };
        Self {
            labels: schema.labels_of(&layer.key).into_iter().zip(0..).map(label).collect(),
            features: schema.features_of(&layer.key).into_iter().zip(0..).map(feature).collect(),
            position: other_than(place, layer.position),
            ..Self::bare(layer)
        }
    }

    /// The layer and everything in it, as the row number `place` of its list; the layer comes first.
    pub(in super::super) fn into_records(self, place: u32) -> Vec<Record> {
        let role = match self.role {
            RoleRow::Entity => Role::Entity,
            RoleRow::Claim => Role::Claim,
            RoleRow::Figure => Role::Figure,
            RoleRow::Plain => Role::None,
        };
        let position = self.position.unwrap_or(place);
        let layer = Layer { key: self.key, name: self.name, role, guideline: self.guideline, position };
        let key = layer.key.clone();
        let labels = self.labels.into_iter().zip(0..);
        let labels = labels.map(|(label, place)| Record::Label(Arc::new(label.into_model(&key, place))));
        let features = self.features.into_iter().zip(0..);
        let features =
            features.map(|(feature, place)| Record::Feature(Arc::new(feature.into_model(&key, place))));
        [Record::Layer(Arc::new(layer))].into_iter().chain(labels).chain(features).collect()
    }
}

impl From<&Label> for LabelRow {
    fn from(label: &Label) -> Self {
        let fate = |fate: &Fate| match fate {
            Fate::Became(next) => FateRow::Became(next.clone()),
            Fate::Retired => FateRow::Retired,
        };
        Self {
            key: label.key.clone(),
            name: label.name.clone(),
            colour: label.colour.clone(),
            shortcut: label.shortcut.map(String::from),
            guideline: label.guideline.clone(),
            boundaries: label.boundaries.clone(),
            examples: label.examples.clone(),
            counter_examples: label.counter_examples.clone(),
            maps: label.maps.clone(),
            fate: label.fate.as_ref().map(fate),
            position: None,
        }
    }
}

impl LabelRow {
    pub(in super::super) fn into_model(self, layer: &LayerKey, position: u32) -> Label {
        let fate = |fate| match fate {
            FateRow::Became(next) => Fate::Became(next),
            FateRow::Retired => Fate::Retired,
        };
        Label {
            layer: layer.clone(),
            key: self.key,
            name: self.name,
            colour: self.colour,
            shortcut: self.shortcut.and_then(|key| key.chars().next()),
            guideline: self.guideline,
            boundaries: self.boundaries,
            examples: self.examples,
            counter_examples: self.counter_examples,
            maps: self.maps,
            position: self.position.unwrap_or(position),
            fate: self.fate.map(fate),
        }
    }
}

impl From<&Feature> for FeatureRow {
    fn from(feature: &Feature) -> Self {
        let kind = match &feature.kind {
            FeatureKind::Choice(values) => FeatureKindRow::Choice(values.clone()),
            FeatureKind::Choices(values) => FeatureKindRow::Choices(values.clone()),
            FeatureKind::YesNo => FeatureKindRow::YesNo,
            FeatureKind::Text => FeatureKindRow::Text,
            FeatureKind::Number => FeatureKindRow::Number,
        };
        Self {
            key: feature.key.clone(),
            name: feature.name.clone(),
            kind,
            default: feature.default.clone(),
            guideline: feature.guideline.clone(),
            position: None,
        }
    }
}

impl FeatureRow {
    pub(in super::super) fn into_model(self, layer: &LayerKey, position: u32) -> Feature {
        let kind = match self.kind {
            FeatureKindRow::Choice(values) => FeatureKind::Choice(values),
            FeatureKindRow::Choices(values) => FeatureKind::Choices(values),
            FeatureKindRow::YesNo => FeatureKind::YesNo,
            FeatureKindRow::Text => FeatureKind::Text,
            FeatureKindRow::Number => FeatureKind::Number,
        };
        Feature {
            layer: layer.clone(),
            key: self.key,
            name: self.name,
            kind,
            default: self.default,
            guideline: self.guideline,
            position: self.position.unwrap_or(position),
        }
    }
}

impl From<&RelationType> for RelationTypeRow {
    fn from(kind: &RelationType) -> Self {
        Self {
            key: kind.key.clone(),
            name: kind.name.clone(),
            guideline: kind.guideline.clone(),
            from: kind.from.clone(),
            to: kind.to.clone(),
            position: None,
        }
    }
}

impl RelationTypeRow {
    /// The type as the row number `place` of its list.
    pub(in super::super) fn listed((kind, place): (&RelationType, u32)) -> Self {
        Self { position: other_than(place, kind.position), ..kind.into() }
    }

    pub(in super::super) fn into_model(self, position: u32) -> RelationType {
        RelationType {
            key: self.key,
            name: self.name,
            guideline: self.guideline,
            from: self.from,
            to: self.to,
            position: self.position.unwrap_or(position),
        }
    }
}

impl From<&Guideline> for GuidelineRow {
    fn from(guideline: &Guideline) -> Self {
        Self { version: guideline.version, text: guideline.text.clone() }
    }
}

impl From<GuidelineRow> for Guideline {
    fn from(row: GuidelineRow) -> Self {
        Self { version: row.version, text: row.text }
    }
}

impl From<&Person> for PersonRow {
    fn from(person: &Person) -> Self {
        Self { annotator: person.annotator.clone(), name: person.name.clone() }
    }
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self { annotator: row.annotator, name: row.name }
    }
}

impl From<&Assignment> for AssignmentRow {
    fn from(assignment: &Assignment) -> Self {
        Self { annotator: assignment.annotator.clone(), articles: assignment.articles.clone() }
    }
}

impl From<AssignmentRow> for Assignment {
    fn from(row: AssignmentRow) -> Self {
        Self { annotator: row.annotator, articles: row.articles }
    }
}
