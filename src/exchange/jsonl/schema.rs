//! The schema as one JSON line.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::PartError;
use super::reader::{Dropped, required, word};
use crate::exchange::json::input::{Text, TextOr, object};
use crate::exchange::json::output::{Object, array, string};
use crate::model::id::LayerKey;
use crate::model::schema::{Fate, Feature, FeatureKind, Label, Layer, RelationType, Role, Scales, Schema};

object! {
    /// A schema as it stands in a file.
    SchemaPart {
        record: Text<'a> = "record",
        name: Text<'a> = "name",
        layers: Vec<LayerPart<'a>> = "layers",
        relations: Vec<RelationTypePart<'a>> = "relations",
        verdicts: Vec<String> = "verdicts",
        document_labels: Vec<String> = "document_labels",
    }
}

object! {
    /// A layer with its labels and features.
    LayerPart {
        key: Text<'a> = "key",
        name: Text<'a> = "name",
        role: Text<'a> = "role",
        guideline: Text<'a> = "guideline",
        position: u32 = "position",
        labels: Vec<LabelPart<'a>> = "labels",
        features: Vec<FeaturePart<'a>> = "features",
    }
}

object! {
    /// A label.
    LabelPart {
        key: Text<'a> = "key",
        name: Text<'a> = "name",
        colour: Text<'a> = "colour",
        shortcut: char = "shortcut",
        guideline: Text<'a> = "guideline",
        boundaries: Vec<String> = "boundaries",
        examples: Vec<String> = "examples",
        counter_examples: Vec<String> = "counter_examples",
        maps: BTreeMap<String, String> = "maps",
        position: u32 = "position",
        fate: TextOr<'a, BecamePart<'a>> = "fate",
    }
}

object! {
    /// Which label another one was merged into.
    BecamePart {
        became: Text<'a> = "became",
    }
}

object! {
    /// A feature.
    FeaturePart {
        key: Text<'a> = "key",
        name: Text<'a> = "name",
        kind: Text<'a> = "kind",
        choices: Vec<String> = "choices",
        default: Text<'a> = "default",
        guideline: Text<'a> = "guideline",
        position: u32 = "position",
    }
}

object! {
    /// A type of relation.
    RelationTypePart {
        key: Text<'a> = "key",
        name: Text<'a> = "name",
        guideline: Text<'a> = "guideline",
        from: Vec<String> = "from",
        to: Vec<String> = "to",
        position: u32 = "position",
    }
}

/// Reads a schema.
pub(super) fn read(dropped: &Dropped, part: SchemaPart<'_>) -> Result<Schema, PartError> {
    dropped.note("schema", &part.unknown);
    let mut schema = Schema {
        scales: Arc::new(Scales {
            name: owned(part.name),
            verdicts: part.verdicts.unwrap_or_default(),
            document_labels: part.document_labels.unwrap_or_default(),
        }),
        ..Schema::default()
    };
    for (place, layer) in part.layers.unwrap_or_default().into_iter().enumerate() {
        let named = layer.key.as_ref().map(|key| format!("layer {}", key.as_str())).unwrap_or_default();
        read_layer(dropped, &mut schema, layer, place).map_err(|error| error.within(named))?;
    }
    for (place, relation) in part.relations.unwrap_or_default().into_iter().enumerate() {
        dropped.note("relation type", &relation.unknown);
        let key = required("key", relation.key)?;
        let layers = |keys: Option<Vec<String>>| keys.unwrap_or_default().into_iter().map(LayerKey::from);
        let relation = RelationType {
            key: key.as_str().into(),
            name: relation.name.unwrap_or(key).into_string(),
            guideline: owned(relation.guideline),
            from: layers(relation.from).collect(),
            to: layers(relation.to).collect(),
            position: relation.position.unwrap_or(place as u32),
        };
        schema.relations.insert(relation.key.clone(), Arc::new(relation));
    }
    Ok(schema)
}

fn owned(text: Option<Text<'_>>) -> String {
    text.map(Text::into_string).unwrap_or_default()
}

fn read_layer(
    dropped: &Dropped,
    schema: &mut Schema,
    part: LayerPart<'_>,
    place: usize,
) -> Result<(), PartError> {
    dropped.note("layer", &part.unknown);
    let name = required("key", part.key)?;
    let key = LayerKey::from(name.as_str());
    for (place, label) in part.labels.unwrap_or_default().into_iter().enumerate() {
        let label = read_label(dropped, label, &key, place)?;
        schema.labels.insert((key.clone(), label.key.clone()), Arc::new(label));
    }
    for (place, feature) in part.features.unwrap_or_default().into_iter().enumerate() {
        let feature = read_feature(dropped, feature, &key, place)?;
        schema.features.insert((key.clone(), feature.key.clone()), Arc::new(feature));
    }
    let layer = Layer {
        key: key.clone(),
        name: part.name.unwrap_or(name).into_string(),
        role: word!(Role, "role", part.role)?.unwrap_or(Role::None),
        guideline: owned(part.guideline),
        position: part.position.unwrap_or(place as u32),
    };
    schema.layers.insert(key, Arc::new(layer));
    Ok(())
}

fn read_label(
    dropped: &Dropped,
    part: LabelPart<'_>,
    layer: &LayerKey,
    place: usize,
) -> Result<Label, PartError> {
    dropped.note("label", &part.unknown);
    let key = required("key", part.key)?;
    let fate = part.fate.map(|fate| match fate {
        TextOr::Text(text) if text.as_str() == "retired" => Ok(Fate::Retired),
        TextOr::Text(text) => {
            Err(PartError::not_a_word("fate", text.as_str(), ["retired", "{\"became\": key}"]))
        }
        TextOr::Object(part) => {
            dropped.note("fate", &part.unknown);
            Ok(Fate::Became(required("became", part.became)?.as_str().into()))
        }
    });
    Ok(Label {
        layer: layer.clone(),
        key: key.as_str().into(),
        name: part.name.unwrap_or(key).into_string(),
        colour: owned(part.colour),
        shortcut: part.shortcut,
        guideline: owned(part.guideline),
        boundaries: part.boundaries.unwrap_or_default(),
        examples: part.examples.unwrap_or_default(),
        counter_examples: part.counter_examples.unwrap_or_default(),
        maps: part.maps.unwrap_or_default(),
        position: part.position.unwrap_or(place as u32),
        fate: fate.transpose()?,
    })
}

fn read_feature(
    dropped: &Dropped,
    part: FeaturePart<'_>,
    layer: &LayerKey,
    place: usize,
) -> Result<Feature, PartError> {
    dropped.note("feature", &part.unknown);
    let key = required("key", part.key)?;
    let choices = part.choices.unwrap_or_default();
    let kind = match part.kind.as_ref().map_or("text", Text::as_str) {
        "choice" => FeatureKind::Choice(choices),
        "choices" => FeatureKind::Choices(choices),
        "yes_no" => FeatureKind::YesNo,
        "text" => FeatureKind::Text,
        "number" => FeatureKind::Number,
        other => {
            return Err(PartError::not_a_word(
                "kind",
                other,
                ["choice", "choices", "yes_no", "text", "number"],
            ));
        }
    };
    Ok(Feature {
        layer: layer.clone(),
        key: key.as_str().into(),
        name: part.name.unwrap_or(key).into_string(),
        kind,
        default: part.default.map(Text::into_string),
        guideline: owned(part.guideline),
        position: part.position.unwrap_or(place as u32),
    })
}

/// Writes a schema.
pub(super) fn write(out: &mut Vec<u8>, schema: &Schema) {
    let mut object = Object::begin(out);
    object.text("record", "schema");
    object.text("name", &schema.scales.name);
    array(object.key("layers"), schema.layers_in_order(), |out, layer| write_layer(out, schema, layer));
    object.list("relations", schema.relations_in_order(), |out, relation| {
        let mut part = Object::begin(out);
        part.text("key", relation.key.as_str());
        part.text("name", &relation.name);
        some(&mut part, "guideline", &relation.guideline);
        for (key, layers) in [("from", &relation.from), ("to", &relation.to)] {
            part.list(key, layers, |out, layer| string(out, layer.as_str()));
        }
        part.raw("position", relation.position);
        part.end();
    });
    object.texts("verdicts", &schema.scales.verdicts);
    object.texts("document_labels", &schema.scales.document_labels);
    object.end();
}

fn some(object: &mut Object<'_>, key: &str, text: &str) {
    object.some_text(key, Some(text).filter(|text| !text.is_empty()));
}

fn write_layer(out: &mut Vec<u8>, schema: &Schema, layer: &Layer) {
    let mut object = Object::begin(out);
    object.text("key", layer.key.as_str());
    object.text("name", &layer.name);
    object.text("role", layer.role.name());
    some(&mut object, "guideline", &layer.guideline);
    object.raw("position", layer.position);
    object.list("labels", schema.labels_of(&layer.key), write_label);
    object.list("features", schema.features_of(&layer.key), write_feature);
    object.end();
}

fn write_label(out: &mut Vec<u8>, label: &Label) {
    let mut object = Object::begin(out);
    object.text("key", label.key.as_str());
    object.text("name", &label.name);
    some(&mut object, "colour", &label.colour);
    object.some_display("shortcut", label.shortcut);
    some(&mut object, "guideline", &label.guideline);
    object.texts("boundaries", &label.boundaries);
    object.texts("examples", &label.examples);
    object.texts("counter_examples", &label.counter_examples);
    if !label.maps.is_empty() {
        let mut maps = Object::begin(object.key("maps"));
        label.maps.iter().for_each(|(standard, name)| maps.text(standard, name));
        maps.end();
    }
    object.raw("position", label.position);
    match &label.fate {
        Some(Fate::Retired) => object.text("fate", "retired"),
        Some(Fate::Became(next)) => {
            let mut fate = Object::begin(object.key("fate"));
            fate.text("became", next.as_str());
            fate.end();
        }
        None => {}
    }
    object.end();
}

fn write_feature(out: &mut Vec<u8>, feature: &Feature) {
    let mut object = Object::begin(out);
    object.text("key", feature.key.as_str());
    object.text("name", &feature.name);
    let (kind, choices): (_, &[String]) = match &feature.kind {
        FeatureKind::Choice(choices) => ("choice", choices),
        FeatureKind::Choices(choices) => ("choices", choices),
        FeatureKind::YesNo => ("yes_no", &[]),
        FeatureKind::Text => ("text", &[]),
        FeatureKind::Number => ("number", &[]),
    };
    object.text("kind", kind);
    object.texts("choices", choices);
    object.some_text("default", feature.default.as_deref());
    some(&mut object, "guideline", &feature.guideline);
    object.raw("position", feature.position);
    object.end();
}
