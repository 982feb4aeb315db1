//! `project.ron`: name, guideline, people and schema; and schema files, which hold the schema alone.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::read::{parse, text_of};
use super::text::FileText;
use super::{ConflictRow, conflicts_of};
use crate::model::id::Annotator;
use crate::model::people::Guideline;
use crate::model::record::Record;
use crate::model::schema::{Layer, Scales, Schema};
use crate::store::StoreError;
use crate::store::conflict::Conflict;
use crate::store::merge::{Records, gather};
use crate::store::ron_write::to_ron;
use crate::store::rows::{AssignmentRow, GuidelineRow, LayerRow, PersonRow, RelationTypeRow};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    format: u32,
    name: String,
    #[serde(default)]
    guideline: GuidelineRow,
    #[serde(default)]
    schema: String,
    #[serde(default)]
    verdicts: Vec<String>,
    #[serde(default)]
    document_labels: Vec<String>,
    #[serde(default)]
    people: Vec<PersonRow>,
    #[serde(default)]
    assignments: Vec<AssignmentRow>,
    #[serde(default)]
    layers: Vec<LayerRow>,
    #[serde(default)]
    relations: Vec<RelationTypeRow>,
    #[serde(default)]
    conflicts: Vec<ConflictRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaRow {
    format: u32,
    name: String,
    #[serde(default)]
    guideline: String,
    #[serde(default)]
    verdicts: Vec<String>,
    #[serde(default)]
    document_labels: Vec<String>,
    #[serde(default)]
    layers: Vec<LayerRow>,
    #[serde(default)]
    relations: Vec<RelationTypeRow>,
}

/// The content of a project file: every record that belongs to the project itself.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct ProjectContent {
    pub(in super::super) records: Records,
    pub(in super::super) conflicts: Vec<Conflict>,
}

/// The text of `project.ron`.
pub(in super::super) fn write_project(content: &ProjectContent) -> String {
    let mut schema = Schema::default();
    let (mut name, mut guideline) = (String::new(), GuidelineRow::default());
    let (mut people, mut assignments) = (Vec::new(), Vec::new());
    for record in content.records.values() {
        match record {
            Record::Name(text) => name = text.to_string(),
            Record::Guideline(rules) => guideline = rules.as_ref().into(),
            Record::Person(person) => people.push(PersonRow::from(person.as_ref())),
            Record::Assignment(assignment) => assignments.push(AssignmentRow::from(assignment.as_ref())),
            other => put_in_schema(&mut schema, other),
        }
    }
    FileText::new()
        .field("name", &name)
        .field("guideline", &guideline)
        .field("schema", &schema.scales.name)
        .field("verdicts", &schema.scales.verdicts)
        .field("document_labels", &schema.scales.document_labels)
        .rows("people", people)
        .rows("assignments", assignments)
        .blocks(
            "layers",
            schema.layers_in_order().into_iter().zip(0..).map(|layer| layer_block(&schema, layer)),
        )
        .rows("relations", schema.relations_in_order().into_iter().zip(0..).map(RelationTypeRow::listed))
        .rows("conflicts", content.conflicts.iter().map(ConflictRow::from))
        .finish()
}

fn put_in_schema(schema: &mut Schema, record: &Record) {
    match record {
        Record::Layer(layer) => {
            schema.layers.insert(layer.key.clone(), Arc::clone(layer));
        }
        Record::Label(label) => {
            schema.labels.insert((label.layer.clone(), label.key.clone()), Arc::clone(label));
        }
        Record::Feature(feature) => {
            schema.features.insert((feature.layer.clone(), feature.key.clone()), Arc::clone(feature));
        }
        Record::Scales(scales) => schema.scales = Arc::clone(scales),
        Record::RelationType(kind) => {
            schema.relations.insert(kind.key.clone(), Arc::clone(kind));
        }
        _ => {}
    }
}

/// A layer over several lines, one label or feature a line.
fn layer_block(schema: &Schema, (layer, place): (&Layer, u32)) -> String {
    let mut row = LayerRow::whole(schema, layer, place);
    let (labels, features) = (std::mem::take(&mut row.labels), std::mem::take(&mut row.features));
    let mut block = to_ron(&row);
    block.pop();
    let mut list = |name: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            block.extend([", ", name, ": [\n"]);
            block.extend(rows.iter().flat_map(|row| ["            ", row.as_str(), ",\n"]));
            block.push_str("        ]");
        }
    };
    list("labels", labels.iter().map(to_ron).collect());
    list("features", features.iter().map(to_ron).collect());
    block.push(')');
    block
}

/// Reads `project.ron`.
pub(in super::super) fn read_project(bytes: &[u8], path: &Path) -> Result<ProjectContent, StoreError> {
    let text = text_of(bytes, path)?;
    let row: Row = parse(text, path)?;
    let scales = Scales { name: row.schema, verdicts: row.verdicts, document_labels: row.document_labels };
    let people = row.people.into_iter().map(|person| Record::Person(Arc::new(person.into())));
    let assignments = row.assignments.into_iter().map(|given| Record::Assignment(Arc::new(given.into())));
    let all = [Record::Name(row.name.into()), Record::Guideline(Arc::new(row.guideline.into()))]
        .into_iter()
        .chain(people)
        .chain(assignments)
        .chain(schema_records(row.layers, row.relations, scales));
    let gathered = gather(all.filter_map(|record| Some((record.shared_key()?, record))));
    let mut conflicts = conflicts_of(row.conflicts, &Annotator::from(""), text, path)?;
    conflicts.extend(gathered.conflicts);
    Ok(ProjectContent { records: gathered.records, conflicts })
}

/// Reads a schema file: the schema and the general rules.
pub(in super::super) fn read_schema(bytes: &[u8], path: &Path) -> Result<(Schema, Guideline), StoreError> {
    let row: SchemaRow = parse(text_of(bytes, path)?, path)?;
    let scales = Scales { name: row.name, verdicts: row.verdicts, document_labels: row.document_labels };
    let mut schema = Schema::default();
    for record in schema_records(row.layers, row.relations, scales) {
        put_in_schema(&mut schema, &record);
    }
    Ok((schema, Guideline { version: 1, text: row.guideline }))
}

/// Every record of a schema.
fn schema_records(
    layers: Vec<LayerRow>,
    relations: Vec<RelationTypeRow>,
    scales: Scales,
) -> impl Iterator<Item = Record> {
    let layers = layers.into_iter().zip(0..).flat_map(|(layer, place)| layer.into_records(place));
    let relations = relations.into_iter().zip(0..);
    let relations = relations.map(|(kind, place)| Record::RelationType(Arc::new(kind.into_model(place))));
    [Record::Scales(Arc::new(scales))].into_iter().chain(layers).chain(relations)
}
