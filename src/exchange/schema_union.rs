//! What sets two schemas apart, and what they are together.

use std::collections::HashMap;
use std::sync::Arc;

use imbl::OrdMap;

use crate::edit::{Change, Edit};
use crate::model::id::{FeatureKey, LabelKey, LayerKey, RelationKey};
use crate::model::record::{ProjectKey, Record, RecordKey};
use crate::model::schema::{Fate, Label, Schema};

/// The edit that makes `new` of `old`.
pub(super) fn difference(old: &Schema, new: &Schema) -> Edit {
    let mut changes = Vec::new();
    if old.scales != new.scales {
        let key = RecordKey::Project(ProjectKey::Scales);
        let scales = |schema: &Schema| Record::Scales(Arc::clone(&schema.scales));
        changes.push(Change::replace(key, scales(old), scales(new)));
    }
    differences(&old.layers, &new.layers, |key| ProjectKey::Layer(key.clone()), Record::Layer, &mut changes);
    let label = |(layer, key): &(LayerKey, LabelKey)| ProjectKey::Label(layer.clone(), key.clone());
    differences(&old.labels, &new.labels, label, Record::Label, &mut changes);
    let feature = |(layer, key): &(LayerKey, FeatureKey)| ProjectKey::Feature(layer.clone(), key.clone());
    differences(&old.features, &new.features, feature, Record::Feature, &mut changes);
    let relation = |key: &RelationKey| ProjectKey::RelationType(key.clone());
    differences(&old.relations, &new.relations, relation, Record::RelationType, &mut changes);
    Edit { changes }
}

/// `own` with every item that only `other` has. The scales stay as they are.
pub(super) fn union(own: Schema, other: &Schema) -> Schema {
    let labels = new_labels(&own, other.labels.clone());
    Schema {
        layers: own.layers.union(other.layers.clone()),
        labels: own.labels.union(labels),
        features: own.features.union(other.features.clone()),
        relations: own.relations.union(other.relations.clone()),
        scales: own.scales,
    }
}

/// The labels among `others` that `own` lacks, by key and by name: marks name their label, so two labels of one name
/// could not be told apart. What was merged into a label that is known by name is merged into that one.
fn new_labels(
    own: &Schema,
    others: OrdMap<(LayerKey, LabelKey), Arc<Label>>,
) -> OrdMap<(LayerKey, LabelKey), Arc<Label>> {
    let known = |label: &Label| {
        let known = own.labels_of(&label.layer).into_iter();
        let mut known = known.filter(|known| known.fate.is_none() && known.key != label.key);
        known.find(|known| label.fate.is_none() && known.name == label.name).map(|known| known.key.clone())
    };
    let renamed: HashMap<(LayerKey, LabelKey), LabelKey> =
        others.iter().filter_map(|(key, label)| Some((key.clone(), known(label)?))).collect();
    let kept = others.into_iter().filter(|(key, _)| !renamed.contains_key(key));
    kept.map(|(key, mut label)| {
        if let Some(Fate::Became(next)) = &label.fate
            && let Some(known) = renamed.get(&(key.0.clone(), next.clone()))
        {
            Arc::make_mut(&mut label).fate = Some(Fate::Became(known.clone()));
        }
        (key, label)
    })
    .collect()
}

/// Adds a change for each item that `new` has and `old` has not, or has with another value, or the other way round.
fn differences<K: Ord + Clone, V: PartialEq>(
    old: &OrdMap<K, Arc<V>>,
    new: &OrdMap<K, Arc<V>>,
    key: impl Fn(&K) -> ProjectKey,
    record: impl Fn(Arc<V>) -> Record,
    changes: &mut Vec<Change>,
) {
    let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
    for name in keys {
        let (before, after) = (old.get(name), new.get(name));
        if before != after {
            changes.push(Change {
                key: RecordKey::Project(key(name)),
                before: before.cloned().map(&record),
                after: after.cloned().map(&record),
            });
        }
    }
}
