//! Annotations and relations as JSON.

use std::sync::Arc;

use super::error::PartError;
use super::features::{self, FeaturePairs};
use super::places::{Fragment, Places, Stretch};
use super::quantity::{self, QuantityPart};
use super::reader::{Reader, required, timestamp};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::json::input::{Name, Text, extra, object};
use crate::exchange::json::output::Object;
use crate::model::annotation::{Annotation, Flag, Origin};
use crate::model::id::Annotator;
use crate::model::relation::Relation;
use crate::model::schema::Schema;

object! {
    /// An annotation as it stands in a file.
    AnnotationPart {
        id: Name<'a> = "id",
        layer: Text<'a> = "layer",
        label: Text<'a> = "label",
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
        annotator: Name<'a> = "annotator",
        origin: Text<'a> = "origin",
        created: Text<'a> = "created",
        features: FeaturePairs<'a> = "features",
        flag: FlagPart<'a> = "flag",
        note: Text<'a> = "note",
        entity: Name<'a> = "entity",
        claim: Name<'a> = "claim",
        quantity: Box<QuantityPart<'a>> = "quantity",
    }
}

object! {
    /// A doubt.
    FlagPart {
        question: Text<'a> = "question",
        answer: Text<'a> = "answer",
    }
}

object! {
    /// A relation as it stands in a file.
    RelationPart {
        id: Name<'a> = "id",
        kind: Text<'a> = "type",
        from: Name<'a> = "from",
        to: Name<'a> = "to",
        annotator: Name<'a> = "annotator",
        features: FeaturePairs<'a> = "features",
    }
}

/// Reads an annotation, adding what the schema lacks to `schema`. Without an id, it is empty; `annotator` made it if
/// the part names nobody.
pub(super) fn read(
    reader: &Reader<'_>,
    schema: &mut SchemaGrowth,
    part: AnnotationPart<'_>,
    annotator: &Annotator,
) -> Result<Annotation, PartError> {
    let AnnotationPart { start, end, text, fragments, .. } = part;
    let spans = reader.places.spans(&Stretch { start, end, text, fragments, unknown: Vec::new() })?;
    let created = timestamp("created", part.created)?;
    let read_quantity = |part: Box<QuantityPart<'_>>| {
        quantity::read(reader, *part).map(Arc::new).map_err(|error| error.within("quantity"))
    };
    let quantity = part.quantity.map(read_quantity).transpose()?;
    let (layer, label) =
        schema.label(part.layer.as_ref().map(Text::as_str), part.label.as_ref().map(Text::as_str));
    let pairs = part.features.unwrap_or_default().0;
    let features = pairs.into_iter().map(|(key, raw)| {
        let value = features::read_value(raw);
        (schema.feature(&layer, key.as_str(), &value), value)
    });
    let flag = part.flag.map(|flag| {
        reader.dropped.note("flag", &flag.unknown);
        let question = flag.question.map(Text::into_string).unwrap_or_default();
        Flag { question, answer: flag.answer.map(Text::into_string) }
    });
    Ok(Annotation {
        id: part.id.unwrap_or_default().id(),
        annotator: part.annotator.map_or_else(|| annotator.clone(), |name| same_or_new(annotator, &name)),
        spans,
        features: features.collect(),
        layer,
        label,
        flag,
        note: part.note.map(Text::into_string),
        origin: part.origin.map_or_else(imported, |origin| Origin::from(origin.as_str())),
        created,
        entity: part.entity.map(|entity| entity.id()),
        claim: part.claim.map(|claim| claim.id()),
        quantity,
        extra: extra(part.unknown),
    })
}

/// Shares the name with `known` where it is the same, which spares an allocation for each annotation.
fn same_or_new(known: &Annotator, name: &Name<'_>) -> Annotator {
    if known.as_str() == name.as_str() { known.clone() } else { name.id() }
}

fn imported() -> Origin {
    Origin::Import { from: Some("jsonl".to_owned()) }
}

/// Reads a relation, adding its type to `schema` if need be.
pub(super) fn read_relation(
    schema: &mut SchemaGrowth,
    part: RelationPart<'_>,
    annotator: &Annotator,
) -> Result<Relation, PartError> {
    let from = required("from", part.from)?;
    let to = required("to", part.to)?;
    let kind = required("type", part.kind)?;
    let pairs = part.features.unwrap_or_default().0;
    Ok(Relation {
        id: part.id.unwrap_or_default().id(),
        annotator: part.annotator.map_or_else(|| annotator.clone(), |name| same_or_new(annotator, &name)),
        kind: schema.relation(kind.as_str()),
        from: from.id(),
        to: to.id(),
        features: pairs
            .into_iter()
            .map(|(key, raw)| (key.as_str().into(), features::read_value(raw)))
            .collect(),
        extra: extra(part.unknown),
    })
}

/// Writes an annotation, with its label by the name that people see.
pub(super) fn write(out: &mut Vec<u8>, places: Places<'_>, schema: &Schema, annotation: &Annotation) {
    let mut object = Object::begin(out);
    object.text("id", annotation.id.as_str());
    object.text("layer", annotation.layer.as_str());
    let label = schema.resolve(&annotation.layer, &annotation.label);
    object.text("label", label.map_or(annotation.label.as_str(), |label| &label.name));
    places.write(&mut object, &annotation.spans);
    places.write_fragments(&mut object, &annotation.spans);
    object.text("annotator", annotation.annotator.as_str());
    object.text("origin", &annotation.origin.to_string());
    object.some_display("created", annotation.created);
    features::write(&mut object, &annotation.features);
    if let Some(flag) = &annotation.flag {
        let mut part = Object::begin(object.key("flag"));
        part.text("question", &flag.question);
        part.some_text("answer", flag.answer.as_deref());
        part.end();
    }
    object.some_text("note", annotation.note.as_deref());
    object.some_display("entity", annotation.entity.as_ref());
    object.some_display("claim", annotation.claim.as_ref());
    if let Some(quantity) = &annotation.quantity {
        quantity::write(object.key("quantity"), places, quantity);
    }
    object.extra(&annotation.extra);
    object.end();
}

/// Writes a relation, with its type by key.
pub(super) fn write_relation(out: &mut Vec<u8>, relation: &Relation) {
    let mut object = Object::begin(out);
    object.text("id", relation.id.as_str());
    object.text("type", relation.kind.as_str());
    object.text("from", relation.from.as_str());
    object.text("to", relation.to.as_str());
    object.text("annotator", relation.annotator.as_str());
    features::write(&mut object, &relation.features);
    object.extra(&relation.extra);
    object.end();
}
