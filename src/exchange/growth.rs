//! A schema that grows by what a file uses and the project does not know yet.

use std::collections::HashMap;
use std::sync::Arc;

use super::schema_union::{difference, union};
use crate::edit::Edit;
use crate::model::annotation::FeatureValue;
use crate::model::id::{FeatureKey, LabelKey, LayerKey, RelationKey};
use crate::model::record::{ProjectKey, RecordKey};
use crate::model::schema::{Feature, FeatureKind, Label, Layer, RelationType, Role, Schema, position_after};

/// Colours that people with any kind of colour vision can tell apart (Paul Tol's "muted" scheme).
const COLOURS: [&str; 9] =
    ["#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499"];

/// A schema that grows while files are read. What it was before is kept, so that the difference can be told.
#[derive(Clone, Debug)]
pub struct SchemaGrowth {
    before: Schema,
    schema: Schema,
    adopts: bool,
    /// Whether the schema was taken from a file. Its lists of values stay as they are there, even where the file uses
    /// others, so that exporting gives the same file again.
    adopted: bool,
    /// Layers by the name that a file uses for them, with their labels and features by name.
    known: Vec<Known>,
    /// How often the schema has changed.
    changes: u64,
}

#[derive(Clone, Debug)]
struct Known {
    name: String,
    key: LayerKey,
    labels: HashMap<String, LabelKey>,
    features: HashMap<String, FeatureKey>,
}

impl SchemaGrowth {
    /// Starts from `schema`, whose items stay as they are.
    pub fn new(schema: Schema) -> Self {
        Self { before: schema.clone(), schema, adopts: false, adopted: false, known: Vec::new(), changes: 0 }
    }

    /// Starts from a schema that nothing is marked with and nobody has worked on, as a new project has it: the first
    /// schema that a file brings takes its place.
    pub fn adopting(schema: Schema) -> Self {
        Self { adopts: true, ..Self::new(schema) }
    }

    /// The schema as it has become.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What has changed, as an edit of the project's schema.
    pub fn edit(&self) -> Edit {
        difference(&self.before, &self.schema)
    }

    /// How often the schema has changed: while it says the same, the schema is the same.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// The schema, to be changed.
    fn change(&mut self) -> &mut Schema {
        self.changes += 1;
        &mut self.schema
    }

    /// Goes back to `schema`, which it had been before a record that is refused.
    pub(crate) fn go_back(&mut self, schema: Schema) {
        if self.schema != schema {
            *self.change() = schema;
            self.known.clear();
        }
    }

    /// Takes over what `other` has and this schema lacks, or all of it where a project without articles adopts it.
    /// Returns the items that both have, with different content: they stay as they were.
    pub(crate) fn take(&mut self, other: Schema) -> Vec<RecordKey> {
        self.known.clear();
        if self.adopts {
            self.adopts = false;
            self.adopted = true;
            *self.change() = other;
            return Vec::new();
        }
        let differing = difference(&self.schema, &other).changes.into_iter().filter(|change| {
            let is_scales = change.key == RecordKey::Project(ProjectKey::Scales);
            !is_scales && change.before.is_some() && change.after.is_some()
        });
        let differing = differing.map(|change| change.key).collect();
        let own = std::mem::take(self.change());
        self.schema = union(own, &other);
        other.scales.document_labels.iter().for_each(|label| self.document_label(label));
        other.scales.verdicts.iter().for_each(|verdict| self.verdict(verdict));
        differing
    }

    /// The layer that a file calls `name`, by key or by the name that people see; added if there is none.
    pub fn layer(&mut self, name: &str) -> LayerKey {
        let place = self.place(name);
        self.known[place].key.clone()
    }

    /// The layer and the label that a file gives to a mark: the label by the name that people see, or by key.
    /// What is missing is added. Without a layer, it is the only one that has such a label, else that of entities;
    /// without a label, it is the layer's first.
    pub fn label(&mut self, layer: Option<&str>, label: Option<&str>) -> (LayerKey, LabelKey) {
        let place = match layer {
            Some(layer) => self.place(layer),
            None => self.place(&self.layer_with(label)),
        };
        let key = self.known[place].key.clone();
        let label = match label {
            Some(label) => label.to_owned(),
            None => self.first_label(&key),
        };
        if let Some(found) = self.known[place].labels.get(&label) {
            return (key, found.clone());
        }
        let found = match self.schema.find_label(&key, &label) {
            Some(found) => self.schema.resolve(&key, &found.key).unwrap_or(found).key.clone(),
            None => self.add_label(&key, &label),
        };
        self.known[place].labels.insert(label, found.clone());
        (key, found)
    }

    /// The key of the label of entities that a file calls `name`; added if there is none.
    pub fn entity_kind(&mut self, name: &str) -> LabelKey {
        let layer =
            self.schema.layer_of_role(Role::Entity).map_or("entity".into(), |layer| layer.key.clone());
        if self.adopted && self.schema.find_label(&layer, name).is_none() {
            return name.into();
        }
        self.label(Some(layer.as_str()), Some(name)).1
    }

    /// The feature of `layer` that a file calls `name`, by key or by the name that people see. It is added if there
    /// is none, and so is `value` where the feature is a list of choices.
    pub fn feature(&mut self, layer: &LayerKey, name: &str, value: &FeatureValue) -> FeatureKey {
        let place = self.place(layer.as_str());
        let known = self.known[place].features.get(name).cloned();
        let key = known.unwrap_or_else(|| {
            let found = self.find_feature(layer, name).map(|feature| feature.key.clone());
            let key = found.unwrap_or_else(|| self.add_feature(layer, name, value));
            self.known[place].features.insert(name.to_owned(), key.clone());
            key
        });
        self.add_choices(layer, &key, value);
        key
    }

    /// The type of relation that a file calls `name`, by key or by the name that people see; added if there is none.
    pub fn relation(&mut self, name: &str) -> RelationKey {
        let key = RelationKey::from(name);
        if self.schema.relations.contains_key(&key) {
            return key;
        }
        let relations = self.schema.relations_in_order();
        if let Some(relation) = relations.iter().find(|relation| relation.name == name) {
            return relation.key.clone();
        }
        let position = position_after(relations.iter().map(|relation| relation.position));
        let relation = RelationType {
            key: key.clone(),
            name: name.to_owned(),
            guideline: String::new(),
            from: Vec::new(),
            to: Vec::new(),
            position,
        };
        self.change().relations.insert(key.clone(), Arc::new(relation));
        key
    }

    /// Adds a label of whole articles, if it is not there.
    pub fn document_label(&mut self, label: &str) {
        if !self.adopted && !self.schema.scales.document_labels.iter().any(|known| known == label) {
            Arc::make_mut(&mut self.change().scales).document_labels.push(label.to_owned());
        }
    }

    /// Adds a verdict on claims, if it is not there.
    pub fn verdict(&mut self, verdict: &str) {
        if !self.adopted && !self.schema.scales.verdicts.iter().any(|known| known == verdict) {
            Arc::make_mut(&mut self.change().scales).verdicts.push(verdict.to_owned());
        }
    }

    /// The place in `known` of the layer that a file calls `name`.
    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.known.iter().position(|known| known.name == name) {
            return place;
        }
        let key = match self.schema.find_layer(name) {
            Some(layer) => layer.key.clone(),
            None => self.add_layer(name),
        };
        self.known.push(Known {
            name: name.to_owned(),
            key,
            labels: HashMap::new(),
            features: HashMap::new(),
        });
        self.known.len() - 1
    }

    /// The layer for a mark of which only the label is known.
    fn layer_with(&self, label: Option<&str>) -> String {
        let has =
            |layer: &&Layer| label.is_some_and(|label| self.schema.find_label(&layer.key, label).is_some());
        let layers: Vec<&Layer> = self.schema.layers_in_order().into_iter().filter(has).collect();
        let only = match layers.as_slice() {
            [only] => Some(*only),
            _ => self.schema.layer_of_role(Role::Entity),
        };
        only.map_or("entity", |layer| layer.key.as_str()).to_owned()
    }

    /// The name of the first label of `layer` that is in use, else the name of the layer.
    fn first_label(&self, layer: &LayerKey) -> String {
        let labels = self.schema.labels_of(layer);
        let first = labels.iter().find(|label| label.fate.is_none());
        first.map_or_else(|| layer.as_str().to_owned(), |label| label.name.clone())
    }

    fn add_layer(&mut self, name: &str) -> LayerKey {
        let key = LayerKey::from(name);
        let role = Role::from_name(name).filter(|role| self.schema.layer_of_role(*role).is_none());
        let position = position_after(self.schema.layers.values().map(|layer| layer.position));
        let layer = Layer {
            key: key.clone(),
            name: name.to_owned(),
            role: role.unwrap_or(Role::None),
            guideline: String::new(),
            position,
        };
        self.change().layers.insert(key.clone(), Arc::new(layer));
        key
    }

    fn add_label(&mut self, layer: &LayerKey, name: &str) -> LabelKey {
        let key = LabelKey::from(name);
        let position = position_after(self.schema.labels_of(layer).iter().map(|label| label.position));
        let label = Label {
            layer: layer.clone(),
            key: key.clone(),
            name: name.to_owned(),
            colour: COLOURS[position as usize % COLOURS.len()].to_owned(),
            shortcut: None,
            guideline: String::new(),
            boundaries: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            maps: std::collections::BTreeMap::new(),
            position,
            fate: None,
        };
        self.change().labels.insert((layer.clone(), key.clone()), Arc::new(label));
        key
    }

    fn find_feature(&self, layer: &LayerKey, name: &str) -> Option<&Feature> {
        let by_key = self.schema.features.get(&(layer.clone(), name.into())).map(AsRef::as_ref);
        by_key.or_else(|| self.schema.features_of(layer).into_iter().find(|feature| feature.name == name))
    }

    fn add_feature(&mut self, layer: &LayerKey, name: &str, value: &FeatureValue) -> FeatureKey {
        let key = FeatureKey::from(name);
        let kind = match value {
            FeatureValue::Bool(_) => FeatureKind::YesNo,
            FeatureValue::Number(_) => FeatureKind::Number,
            FeatureValue::Many(_) => FeatureKind::Choices(Vec::new()),
            FeatureValue::Text(_) | FeatureValue::Json(_) => FeatureKind::Text,
        };
        let feature = Feature {
            layer: layer.clone(),
            key: key.clone(),
            name: name.to_owned(),
            kind,
            default: None,
            guideline: String::new(),
            position: position_after(self.schema.features_of(layer).iter().map(|feature| feature.position)),
        };
        self.change().features.insert((layer.clone(), key.clone()), Arc::new(feature));
        key
    }

    fn add_choices(&mut self, layer: &LayerKey, key: &FeatureKey, value: &FeatureValue) {
        let values = match value {
            _ if self.adopted => return,
            FeatureValue::Text(text) => std::slice::from_ref(text),
            FeatureValue::Many(texts) => texts,
            _ => return,
        };
        let place = (layer.clone(), key.clone());
        match self.schema.features.get(&place).map(|feature| &feature.kind) {
            Some(FeatureKind::Choice(known) | FeatureKind::Choices(known))
                if values.iter().any(|value| !known.contains(value)) => {}
            _ => return,
        }
        let Some(feature) = self.change().features.get_mut(&place).map(Arc::make_mut) else { return };
        let (FeatureKind::Choice(known) | FeatureKind::Choices(known)) = &mut feature.kind else { return };
        for value in values {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use imbl::OrdMap;

    use super::*;
    use crate::edit::apply;
    use crate::model::project::Project;
    use crate::model::schema::Fate;

    fn added(growth: &SchemaGrowth) -> Vec<String> {
        growth.edit().changes.iter().map(|change| change.key.to_string()).collect()
    }

    #[test]
    fn what_is_known_is_found_by_name_and_by_key_and_nothing_is_added() {
        let mut first = SchemaGrowth::new(Schema::default());
        let person = first.label(Some("entity"), Some("Person"));
        let mut growth = SchemaGrowth::new(first.schema().clone());
        assert_eq!(growth.label(Some("entity"), Some("Person")), person);
        assert_eq!(growth.label(None, Some("Person")), person);
        assert_eq!(growth.label(None, None), person);
        assert!(growth.edit().is_empty());
    }

    #[test]
    fn what_is_unknown_is_added_and_can_be_applied() {
        let mut growth = SchemaGrowth::new(Schema::default());
        let (layer, _) = growth.label(Some("claim"), None);
        growth.label(Some("claim"), Some("Übrige"));
        growth.feature(&layer, "tense", &FeatureValue::Text("past".to_owned()));
        growth.relation("part_of");
        growth.document_label("politics");
        let expected = [
            "the scales",
            "layer claim",
            "label claim of layer claim",
            "label Übrige of layer claim",
            "feature tense of layer claim",
            "relation type part_of",
        ];
        assert_eq!(added(&growth), expected);
        assert_eq!(growth.schema().layers[&layer].role, Role::Claim);
        let mut project = Project::new("p", Schema::default());
        apply(&mut project, &growth.edit()).unwrap();
        assert_eq!(project.schema(), growth.schema());
    }

    #[test]
    fn a_list_of_choices_grows() {
        let mut growth = SchemaGrowth::new(Schema::default());
        let layer = growth.layer("entity");
        for values in [vec!["a".to_owned()], vec!["b".to_owned(), "a".to_owned()]] {
            growth.feature(&layer, "roles", &FeatureValue::Many(values));
        }
        let feature = &growth.schema().features[&(layer, "roles".into())];
        assert_eq!(feature.kind, FeatureKind::Choices(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn a_label_that_is_known_by_name_is_not_added_again() {
        let mut file = SchemaGrowth::new(Schema::default());
        let (layer, key) = file.label(Some("entity"), Some("Person"));
        let mut own = file.schema().clone();
        let mut label = own.labels[&(layer.clone(), key)].as_ref().clone();
        label.key = "p".into();
        own.labels = OrdMap::unit((layer.clone(), label.key.clone()), label.into());
        let (_, old) = file.label(Some("entity"), Some("Human"));
        let mut other = file.schema().clone();
        let human = other.labels.get_mut(&(layer.clone(), old.clone())).unwrap();
        Arc::make_mut(human).fate = Some(Fate::Became("Person".into()));

        let mut growth = SchemaGrowth::new(own.clone());
        growth.take(other);
        assert_eq!(added(&growth), ["label Human of layer entity"]);
        assert_eq!(growth.schema().resolve(&layer, &old).unwrap().key.as_str(), "p");
        apply(&mut Project::new("p", own), &growth.edit()).unwrap();
    }

    #[test]
    fn the_last_position_that_there_is_can_be_shared() {
        let mut growth = SchemaGrowth::new(Schema::default());
        let (layer, person) = growth.label(Some("entity"), Some("Person"));
        let mut schema = growth.schema().clone();
        let key = (layer.clone(), person);
        Arc::make_mut(schema.labels.get_mut(&key).unwrap()).position = u32::MAX;
        let mut growth = SchemaGrowth::new(schema);
        growth.label(Some("entity"), Some("Place"));
        let labels = growth.schema().labels_of(&layer);
        assert_eq!(labels.iter().map(|label| label.key.as_str()).collect::<Vec<_>>(), ["Person", "Place"]);
    }

    #[test]
    fn only_a_project_without_articles_takes_over_what_it_has_already() {
        let mut file = SchemaGrowth::new(Schema::default());
        let (layer, key) = file.label(Some("entity"), Some("Person"));
        let mut other = file.schema().clone();
        let label = other.labels.get_mut(&(layer, key)).unwrap();
        Arc::make_mut(label).colour = "#ffffff".to_owned();

        let mut growth = SchemaGrowth::new(file.schema().clone());
        assert_eq!(growth.take(other.clone()).len(), 1);
        assert!(growth.edit().is_empty());
        let mut growth = SchemaGrowth::adopting(file.schema().clone());
        assert!(growth.take(other.clone()).is_empty());
        assert_eq!(growth.schema(), &other);
    }
}
