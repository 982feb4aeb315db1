//! `project.ron`: name, guideline, people and schema; and schema files, which hold the schema alone.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ConflictRow;
use super::read::{broken_at, parse, text_of};
use super::text::FileText;
use crate::model::id::Annotator;
use crate::model::people::Guideline;
use crate::model::record::{ProjectKey, Record, RecordKey};
use crate::model::schema::{Layer, Scales, Schema};
use crate::store::StoreError;
use crate::store::conflict::Conflict;
use crate::store::merge::Records;
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
            Record::Scales(scales) => schema.scales = Arc::clone(scales),
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
    let schema = schema_of(row.layers, row.relations, scales);
    let mut records = schema_records(&schema);
    let mut put = |record: Record| record.shared_key().and_then(|key| records.insert(key, record));
    put(Record::Name(row.name.into()));
    put(Record::Guideline(Arc::new(row.guideline.into())));
    for person in row.people {
        put(Record::Person(Arc::new(person.into())));
    }
    for assignment in row.assignments {
        put(Record::Assignment(Arc::new(assignment.into())));
    }
    let nobody = Annotator::from("");
    let conflicts =
        row.conflicts.into_iter().map(|conflict| conflict.into_model(&nobody)).collect::<Result<_, _>>();
    let conflicts = conflicts.map_err(|err| broken_at(text, "conflicts", err.to_string(), path))?;
    Ok(ProjectContent { records, conflicts })
}

/// Reads a schema file: the schema and the general rules.
pub(in super::super) fn read_schema(bytes: &[u8], path: &Path) -> Result<(Schema, Guideline), StoreError> {
    let row: SchemaRow = parse(text_of(bytes, path)?, path)?;
    let scales = Scales { name: row.name, verdicts: row.verdicts, document_labels: row.document_labels };
    Ok((schema_of(row.layers, row.relations, scales), Guideline { version: 1, text: row.guideline }))
}

fn schema_of(layers: Vec<LayerRow>, relations: Vec<RelationTypeRow>, scales: Scales) -> Schema {
    let mut schema = Schema { scales: Arc::new(scales), ..Schema::default() };
    for (layer, position) in layers.into_iter().zip(0..) {
        layer.read_into(&mut schema, position);
    }
    for (kind, position) in relations.into_iter().zip(0..) {
        let kind = kind.into_model(position);
        schema.relations.insert(kind.key.clone(), Arc::new(kind));
    }
    schema
}

/// Every record of a schema.
fn schema_records(schema: &Schema) -> Records {
    let key = RecordKey::Project;
    let layers = schema
        .layers
        .iter()
        .map(|(layer, value)| (key(ProjectKey::Layer(layer.clone())), Record::Layer(Arc::clone(value))));
    let labels = schema.labels.iter().map(|((layer, label), value)| {
        (key(ProjectKey::Label(layer.clone(), label.clone())), Record::Label(Arc::clone(value)))
    });
    let features = schema.features.iter().map(|((layer, feature), value)| {
        (key(ProjectKey::Feature(layer.clone(), feature.clone())), Record::Feature(Arc::clone(value)))
    });
    let relations = schema.relations.iter().map(|(kind, value)| {
        (key(ProjectKey::RelationType(kind.clone())), Record::RelationType(Arc::clone(value)))
    });
    let scales = (key(ProjectKey::Scales), Record::Scales(Arc::clone(&schema.scales)));
    layers.chain(labels).chain(features).chain(relations).chain([scales]).collect()
}
