//! Schemas with every kind of feature, tombstones, and positions with gaps.

use std::sync::Arc;

use glossator::model::id::{LabelKey, LayerKey};
use glossator::model::schema::{
    Fate, Feature, FeatureKind, Label, Layer, RelationType, Role, Scales, Schema,
};

use super::dice::Dice;

/// One to three layers, each with one to three labels and as many features as it likes.
pub(crate) fn schema(dice: &mut Dice) -> Schema {
    let mut schema = Schema { scales: Arc::new(scales(dice)), ..Schema::default() };
    for _ in 0..=dice.below(3) {
        let key = LayerKey::from(dice.id("layer"));
        let layer = Layer {
            key: key.clone(),
            name: dice.name(),
            role: dice.choose(&[Role::Entity, Role::Claim, Role::Figure, Role::None]),
            guideline: dice.text(3),
            position: dice.below(4) as u32,
        };
        schema.layers.insert(key.clone(), Arc::new(layer));
        put_labels(dice, &mut schema, &key);
        for _ in 0..dice.below(6) {
            let feature = feature(dice, &key);
            schema.features.insert((key.clone(), feature.key.clone()), Arc::new(feature));
        }
    }
    for _ in 0..dice.below(3) {
        let kind = relation_type(dice, &schema);
        schema.relations.insert(kind.key.clone(), Arc::new(kind));
    }
    schema
}

fn put_labels(dice: &mut Dice, schema: &mut Schema, layer: &LayerKey) {
    for _ in 0..=dice.below(3) {
        let label = label(dice, layer);
        schema.labels.insert((layer.clone(), label.key.clone()), Arc::new(label));
    }
    let keys: Vec<LabelKey> = schema.labels_of(layer).into_iter().map(|label| label.key.clone()).collect();
    if keys.len() > 1 && dice.once_in(2) {
        let mut merged = schema.labels_of(layer)[1].clone();
        merged.fate = Some(if dice.once_in(2) { Fate::Retired } else { Fate::Became(keys[0].clone()) });
        schema.labels.insert((layer.clone(), merged.key.clone()), Arc::new(merged));
    }
}

/// A label in use.
pub(crate) fn label(dice: &mut Dice, layer: &LayerKey) -> Label {
    let key = dice.id("label");
    Label {
        layer: layer.clone(),
        name: format!("{key} {}", dice.text(2)),
        key: key.into(),
        colour: dice.pick(&["", "#a0b1c2"]).to_owned(),
        shortcut: dice.maybe(|dice| dice.choose(&['p', 'é', '"', 'ش'])),
        guideline: dice.text(3),
        boundaries: dice.some(3, |dice| dice.text(3)),
        examples: dice.some(3, |dice| dice.text(3)),
        counter_examples: dice.some(2, |dice| dice.text(3)),
        maps: dice.some(3, |dice| (dice.text(2), dice.text(2))).into_iter().collect(),
        position: dice.below(5) as u32,
        fate: None,
    }
}

fn feature(dice: &mut Dice, layer: &LayerKey) -> Feature {
    let kind = match dice.below(5) {
        0 => FeatureKind::Text,
        1 => FeatureKind::YesNo,
        2 => FeatureKind::Number,
        3 => FeatureKind::Choice(dice.some(3, |dice| dice.text(2))),
        _ => FeatureKind::Choices(dice.some(3, |dice| dice.text(2))),
    };
    Feature {
        layer: layer.clone(),
        key: dice.id("feature").into(),
        name: dice.text(2),
        kind,
        default: dice.maybe(|dice| dice.text(2)),
        guideline: dice.text(2),
        position: dice.below(4) as u32,
    }
}

fn relation_type(dice: &mut Dice, schema: &Schema) -> RelationType {
    let layers: Vec<LayerKey> = schema.layers.keys().cloned().collect();
    RelationType {
        key: dice.id("relation").into(),
        name: dice.text(2),
        guideline: dice.text(2),
        from: dice.some(2, |dice| dice.choose(&layers)),
        to: dice.some(3, |dice| dice.choose(&layers)),
        position: dice.below(3) as u32,
    }
}

fn scales(dice: &mut Dice) -> Scales {
    Scales {
        name: dice.text(2),
        verdicts: dice.some(4, |dice| dice.text(2)),
        document_labels: dice.some(4, |dice| dice.text(2)),
    }
}
