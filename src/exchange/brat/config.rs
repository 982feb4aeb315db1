//! What brat must be told of labels, features and relations.

use std::fmt::Write as _;

use super::name;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::model::schema::FeatureKind;

/// `annotation.conf`: every section, in the order that brat asks for.
pub(super) fn annotation(context: &ExportContext<'_>) -> String {
    let schema = context.project.schema();
    let mut out = String::from("[entities]\n");
    for layer in Document::layers(context) {
        for label in schema.labels_of(&layer.key) {
            out.push_str(&name(&label.name));
            out.push('\n');
        }
    }
    out.push_str("\n[relations]\n");
    for relation in schema.relations_in_order() {
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", name(relation.key.as_str()));
    }
    // Marks may overlap, which brat reports as an error otherwise.
    out.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n");
    for layer in Document::layers(context) {
        for feature in schema.features_of(&layer.key) {
            let key = name(feature.key.as_str());
            let values: Vec<String> = match &feature.kind {
                FeatureKind::Choice(values) | FeatureKind::Choices(values) => {
                    values.iter().map(|value| name(value)).collect()
                }
                FeatureKind::YesNo => vec!["true".to_owned(), "false".to_owned()],
                FeatureKind::Text | FeatureKind::Number => continue,
            };
            let _infallible = writeln!(out, "{key}\tArg:<ENTITY>, Value:{}", values.join("|"));
        }
    }
    out
}

/// `visual.conf`: the names that people see, and the colours.
pub(super) fn visual(context: &ExportContext<'_>) -> String {
    let schema = context.project.schema();
    let mut out = String::from("[labels]\n");
    let labels: Vec<_> =
        Document::layers(context).into_iter().flat_map(|layer| schema.labels_of(&layer.key)).collect();
    for label in &labels {
        let _infallible =
            writeln!(out, "{} | {}", name(&label.name), label.name.replace(['|', '\n', '\r'], " "));
    }
    for relation in schema.relations_in_order() {
        let _infallible = writeln!(
            out,
            "{} | {}",
            name(relation.key.as_str()),
            relation.name.replace(['|', '\n', '\r'], " ")
        );
    }
    out.push_str("\n[drawing]\n");
    for label in labels {
        let _infallible = writeln!(out, "{}\tbgColor:{}", name(&label.name), label.colour);
    }
    out
}
