//! The names by which brat knows labels and relations: words of plain letters, and no two things have the same.

use std::collections::BTreeMap;

use super::name;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::model::id::RelationKey;

/// Names by what people call a label, and by relations.
#[derive(Debug, Default)]
pub(super) struct Names {
    labels: BTreeMap<String, String>,
    relations: BTreeMap<RelationKey, String>,
}

impl Names {
    /// The names of everything that is exported.
    pub(super) fn new(context: &ExportContext<'_>) -> Self {
        let schema = context.project.schema();
        let mut names = Self::default();
        let mut taken = Vec::new();
        for layer in Document::layers(context) {
            for label in schema.labels_of(&layer.key) {
                if !names.labels.contains_key(&label.name) {
                    names.labels.insert(label.name.clone(), free(&label.name, &mut taken));
                }
            }
        }
        for relation in schema.relations_in_order() {
            names.relations.insert(relation.key.clone(), free(relation.key.as_str(), &mut taken));
        }
        names
    }

    /// The name of a label, by what people call it.
    pub(super) fn label(&self, label: &str) -> String {
        self.labels.get(label).cloned().unwrap_or_else(|| name(label))
    }

    /// The name of a relation.
    pub(super) fn relation(&self, relation: &RelationKey) -> String {
        self.relations.get(relation).cloned().unwrap_or_else(|| name(relation.as_str()))
    }
}

/// The first name for `text` that is not taken: its plain letters, or those with a number.
fn free(text: &str, taken: &mut Vec<String>) -> String {
    let plain = name(text);
    let numbered = (2_u32..).map(|number| format!("{plain}_{number}"));
    let found = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
    let found = found.unwrap_or(plain);
    taken.push(found.clone());
    found
}
