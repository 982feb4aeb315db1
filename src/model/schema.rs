//! Layers, labels and features: what may be marked.
//!
//! Every item has a permanent key. Files store keys and people see names, so renaming touches one file. An item that
//! marks may still use is never removed: it leaves a tombstone ([`Fate`]) that is resolved on reading.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;

use super::id::{FeatureKey, LabelKey, LayerKey, RelationKey};
use super::words::words;

/// Everything that may be marked in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Layers by key.
    pub layers: OrdMap<LayerKey, Arc<Layer>>,
    /// Labels by layer and key.
    pub labels: OrdMap<(LayerKey, LabelKey), Arc<Label>>,
    /// Features by layer and key.
    pub features: OrdMap<(LayerKey, FeatureKey), Arc<Feature>>,
    /// Types of relations by key.
    pub relations: OrdMap<RelationKey, Arc<RelationType>>,
    /// Scales that belong to no layer.
    pub scales: Arc<Scales>,
}

/// A kind of annotation with its own labels and features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Permanent.
    pub key: LayerKey,
    /// Shown to people.
    pub name: String,
    /// What its annotations mean.
    pub role: Role,
    /// What to mark, as Markdown.
    pub guideline: String,
    /// Its place among the layers, counted from 0.
    pub position: u32,
}

words! {
    /// What the annotations of a layer mean.
    Role {
        /// Mentions of entities.
        Entity = "entity",
        /// Checkable propositions, with sources.
        Claim = "claim",
        /// Numbers, with values.
        Figure = "figure",
        /// Nothing that Glossator knows of.
        None = "none",
    }
}

/// One value of a layer's label set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The layer it belongs to.
    pub layer: LayerKey,
    /// Permanent, unique in its layer.
    pub key: LabelKey,
    /// Shown to people and written to exports, unique in its layer among labels in use.
    pub name: String,
    /// Its colour as "#rrggbb"; the theme derives tints of equal lightness from its hue.
    pub colour: String,
    /// The key that sets it.
    pub shortcut: Option<char>,
    /// What to mark, as Markdown.
    pub guideline: String,
    /// Where its spans begin and end, one rule a line.
    pub boundaries: Vec<String>,
    /// What is marked; square brackets show the span.
    pub examples: Vec<String>,
    /// What is not marked.
    pub counter_examples: Vec<String>,
    /// The label of the same meaning in other standards: "ontonotes" to "PERSON".
    pub maps: BTreeMap<String, String>,
    /// Its place in the layer, counted from 0.
    pub position: u32,
    /// What became of it, when it is no longer in use.
    pub fate: Option<Fate>,
}

/// What became of a label that is no longer in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was merged into another label of its layer: marks with it count as marks with that one.
    Became(LabelKey),
    /// It can no longer be chosen; marks with it keep it.
    Retired,
}

/// A named value that annotations of a layer can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// The layer it belongs to.
    pub layer: LayerKey,
    /// Permanent, unique in its layer.
    pub key: FeatureKey,
    /// Shown to people.
    pub name: String,
    /// What its values are.
    pub kind: FeatureKind,
    /// The value that a new annotation gets.
    pub default: Option<String>,
    /// When to use which value, as Markdown.
    pub guideline: String,
    /// Its place in the layer, counted from 0.
    pub position: u32,
}

/// What the values of a feature are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeatureKind {
    /// One of a list.
    Choice(Vec<String>),
    /// Any number of a list.
    Choices(Vec<String>),
    /// Yes or no.
    YesNo,
    /// Words.
    Text,
    /// A number.
    Number,
}

/// A type of relation between annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationType {
    /// Permanent.
    pub key: RelationKey,
    /// Shown to people.
    pub name: String,
    /// When to use it, as Markdown.
    pub guideline: String,
    /// The layers it may start in; none means any.
    pub from: Vec<LayerKey>,
    /// The layers it may point to; none means any.
    pub to: Vec<LayerKey>,
    /// Its place among the types, counted from 0.
    pub position: u32,
}

/// Scales that belong to no layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scales {
    /// The name of the schema.
    pub name: String,
    /// Verdicts on claims, in order.
    pub verdicts: Vec<String>,
    /// Labels of whole articles, in order.
    pub document_labels: Vec<String>,
}

/// The position of an item that comes after those at `positions`.
pub fn position_after(positions: impl IntoIterator<Item = u32>) -> u32 {
    // A file may give an item the last position that there is; whatever shares it is ordered by key.
    positions.into_iter().max().map_or(0, |last| last.saturating_add(1))
}

impl Schema {
    /// The layers in their order.
    pub fn layers_in_order(&self) -> Vec<&Layer> {
        let mut layers: Vec<&Layer> = self.layers.values().map(AsRef::as_ref).collect();
        layers.sort_by_key(|layer| (layer.position, &layer.key));
        layers
    }

    /// Every label of `layer` in order, tombstones included.
    pub fn labels_of(&self, layer: &LayerKey) -> Vec<&Label> {
        let start = (layer.clone(), LabelKey::from(""));
        let range = self.labels.range(start..).take_while(|((of, _), _)| of == layer);
        let mut labels: Vec<&Label> = range.map(|(_, label)| label.as_ref()).collect();
        labels.sort_by_key(|label| (label.position, &label.key));
        labels
    }

    /// Every feature of `layer` in order.
    pub fn features_of(&self, layer: &LayerKey) -> Vec<&Feature> {
        let start = (layer.clone(), FeatureKey::from(""));
        let range = self.features.range(start..).take_while(|((of, _), _)| of == layer);
        let mut features: Vec<&Feature> = range.map(|(_, feature)| feature.as_ref()).collect();
        features.sort_by_key(|feature| (feature.position, &feature.key));
        features
    }

    /// The types of relations in their order.
    pub fn relations_in_order(&self) -> Vec<&RelationType> {
        let mut relations: Vec<&RelationType> = self.relations.values().map(AsRef::as_ref).collect();
        relations.sort_by_key(|relation| (relation.position, &relation.key));
        relations
    }

    /// The first layer that plays `role`.
    pub fn layer_of_role(&self, role: Role) -> Option<&Layer> {
        self.layers_in_order().into_iter().find(|layer| layer.role == role)
    }

    /// A layer by key, or by the name shown to people.
    pub fn find_layer(&self, key_or_name: &str) -> Option<&Layer> {
        let by_key = self.layers.get(&LayerKey::from(key_or_name)).map(AsRef::as_ref);
        by_key.or_else(|| self.layers_in_order().into_iter().find(|layer| layer.name == key_or_name))
    }

    /// A label of `layer` by the name shown to people, or by key; labels in use come before tombstones.
    pub fn find_label(&self, layer: &LayerKey, name_or_key: &str) -> Option<&Label> {
        let labels = self.labels_of(layer);
        let named = |label: &&Label| label.name == name_or_key;
        let found = labels.iter().copied().filter(|label| label.fate.is_none()).find(named);
        let found = found.or_else(|| labels.iter().copied().find(|label| label.key.as_str() == name_or_key));
        found.or_else(|| labels.iter().copied().find(named))
    }

    /// The label that marks with `label` count as: follows merges to their end. `None` if there is no such label.
    pub fn resolve(&self, layer: &LayerKey, label: &LabelKey) -> Option<&Label> {
        let mut found = self.labels.get(&(layer.clone(), label.clone()))?;
        // A chain can be no longer than the label set; the bound ends a cycle that a damaged file might hold.
        for _ in 0..self.labels.len() {
            let Some(Fate::Became(next)) = &found.fate else { break };
            match self.labels.get(&(layer.clone(), next.clone())) {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found)
    }

    /// The keys of all labels of `layer` that resolve to `label`, itself included, sorted.
    pub fn keys_resolving_to(&self, layer: &LayerKey, label: &LabelKey) -> Vec<LabelKey> {
        let labels = self.labels_of(layer);
        let mut keys: Vec<LabelKey> = labels
            .into_iter()
            .filter(|candidate| self.resolve(layer, &candidate.key).is_some_and(|end| end.key == *label))
            .map(|candidate| candidate.key.clone())
            .collect();
        keys.sort();
        keys
    }
}
