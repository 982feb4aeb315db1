//! What brat must be told of labels, features and relations.

use std::fmt::Write as _;

use super::name;
use super::names::Names;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::model::schema::FeatureKind;

/// `annotation.conf`: every section, in the order that brat asks for.
pub(super) fn annotation(context: &ExportContext<'_>, names: &Names) -> String {
    let schema = context.project.schema();
    let mut out = String::from("[entities]\n");
    for layer in Document::layers(context) {
        for label in schema.labels_of(&layer.key) {
            out.push_str(&names.label(&label.name));
            out.push('\n');
        }
    }
    out.push_str("\n[relations]\n");
    for relation in schema.relations_in_order() {
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", names.relation(&relation.key));
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
pub(super) fn visual(context: &ExportContext<'_>, names: &Names) -> String {
    let schema = context.project.schema();
    let mut out = String::from("[labels]\n");
    let labels: Vec<_> =
        Document::layers(context).into_iter().flat_map(|layer| schema.labels_of(&layer.key)).collect();
    let one_line = |text: &str| text.replace(['|', '\n', '\r'], " ").trim().to_owned();
    let shown = labels.iter().map(|label| (names.label(&label.name), one_line(&label.name)));
    // The key of a relation is its name in brat, and stays so unless what people call it comes back as it is.
    let relations = schema.relations_in_order().into_iter();
    let relations = relations.filter(|relation| one_line(&relation.name) == relation.name);
    let relations = relations.map(|relation| (names.relation(&relation.key), relation.name.clone()));
    for (name, shown) in shown.chain(relations).filter(|(_, shown)| !shown.is_empty()) {
        let _infallible = writeln!(out, "{name} | {shown}");
    }
    out.push_str("\n[drawing]\n");
    for label in labels {
        let _infallible = writeln!(out, "{}\tbgColor:{}", names.label(&label.name), label.colour);
    }
    out
}
