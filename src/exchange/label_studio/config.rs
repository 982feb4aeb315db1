//! The labelling configuration: what Label Studio must be told of layers, labels and features.

use std::fmt::Write as _;

use super::task::{DOCUMENT_LABELS, OWN_FIELDS, control};
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::model::schema::{FeatureKind, Layer, Schema};

/// The configuration of the project's schema.
pub(super) fn text(context: &ExportContext<'_>) -> String {
    let schema = context.project.schema();
    let mut out = String::from("<View>\n");
    for layer in Document::layers(context) {
        labels(&mut out, schema, layer);
    }
    let relations = schema.relations_in_order();
    if !relations.is_empty() {
        out.push_str("  <Relations>\n");
        for relation in relations {
            line(&mut out, 4, "Relation", &[("value", relation.key.as_str())], true);
        }
        out.push_str("  </Relations>\n");
    }
    line(&mut out, 2, "Text", &[("name", "text"), ("value", "$text")], true);
    for layer in Document::layers(context) {
        fields(&mut out, schema, layer);
    }
    if !schema.scales.document_labels.is_empty() {
        let open = [("name", DOCUMENT_LABELS), ("toName", "text"), ("choice", "multiple")];
        choices(&mut out, &open, schema.scales.document_labels.iter().map(String::as_str));
    }
    out.push_str("</View>\n");
    out
}

fn labels(out: &mut String, schema: &Schema, layer: &Layer) {
    line(out, 2, "Labels", &[("name", layer.key.as_str()), ("toName", "text")], false);
    for label in schema.labels_of(&layer.key) {
        line(out, 4, "Label", &[("value", &label.name), ("background", &label.colour)], true);
    }
    out.push_str("  </Labels>\n");
}

/// The fields of each mark of a layer.
fn fields(out: &mut String, schema: &Schema, layer: &Layer) {
    for feature in schema.features_of(&layer.key) {
        let name = control(layer.key.as_str(), feature.key.as_str());
        let open = [("name", name.as_str()), ("toName", "text"), ("perRegion", "true")];
        let several = [open.as_slice(), &[("choice", "multiple")]].concat();
        match &feature.kind {
            FeatureKind::Number => line(out, 2, "Number", &open, true),
            FeatureKind::YesNo => choices(out, &open, ["true", "false"].into_iter()),
            FeatureKind::Choice(values) => choices(out, &open, values.iter().map(String::as_str)),
            FeatureKind::Choices(values) => choices(out, &several, values.iter().map(String::as_str)),
            FeatureKind::Text => line(out, 2, "TextArea", &open, true),
        }
    }
    for field in OWN_FIELDS {
        let name = control(layer.key.as_str(), field);
        line(out, 2, "TextArea", &[("name", &name), ("toName", "text"), ("perRegion", "true")], true);
    }
}

fn choices<'v>(out: &mut String, attributes: &[(&str, &str)], values: impl Iterator<Item = &'v str>) {
    line(out, 2, "Choices", attributes, false);
    values.for_each(|value| line(out, 4, "Choice", &[("value", value)], true));
    out.push_str("  </Choices>\n");
}

/// A tag on a line of its own.
fn line(out: &mut String, indent: usize, tag: &str, attributes: &[(&str, &str)], is_closed: bool) {
    // Writing to a string cannot fail.
    let _infallible = write!(out, "{:indent$}<{tag}", "");
    for (name, value) in attributes {
        let _infallible = write!(out, " {name}=\"{}\"", escaped(value));
    }
    out.push_str(if is_closed { "/>\n" } else { ">\n" });
}

/// A value of an attribute of XML.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // XML 1.0 has no place for other control characters.
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}
