//! What stands in the files of each format, to the byte.

mod brat;
mod chat;
mod conll;
mod conllu;
mod gliner;
#[cfg(feature = "parquet")]
mod hugging_face;
mod label_studio;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod spacy;
mod table;
mod w3c;

use std::collections::BTreeMap;

use glossator::exchange::exporter::Exported;
use glossator::exchange::filter::Filter;
use glossator::exchange::options::ExportOptions;
use glossator::model::project::Project;
use serde_json::{Value, json};

use super::{export_with, read_jsonl};

/// A mark on the first `words` of `text`, by ana.
fn mark(id: &str, layer: &str, label: &str, text: &str, words: &str) -> Value {
    let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not there"));
    let start = text[..at].chars().count();
    let end = start + words.chars().count();
    json!({"id": id, "layer": layer, "label": label, "start": start, "end": end, "annotator": "ana"})
}

/// An article in which ana has marked everything.
fn article(id: &str, text: &str, annotations: &[Value]) -> Value {
    let done = json!({"entity": "done", "claim": "done", "figure": "done"});
    json!({"id": id, "text": text, "annotators": {"ana": {"status": done}}, "annotations": annotations})
}

/// Imports lines of the native format.
#[track_caller]
fn project(lines: &[Value]) -> Project {
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    let imported = read_jsonl(&text.join("\n")).unwrap();
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    imported.into_project()
}

/// Exports everything, and gives back the files as text.
fn written(project: &Project, to: &str) -> (BTreeMap<String, String>, Exported) {
    written_with(project, to, &ExportOptions::default())
}

fn written_with(
    project: &Project,
    to: &str,
    options: &ExportOptions,
) -> (BTreeMap<String, String>, Exported) {
    let (mut files, exported) = export_with(project, to, &Filter::default(), options);
    // The card of a folder has tests of its own.
    files.remove("README.md");
    let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
    (files.into_iter().map(text).collect(), exported)
}

/// What was lost, as "reason: quote".
fn lost(exported: &Exported) -> Vec<String> {
    listed(exported.losses.iter())
}

/// What was remarked, as "reason: quote".
fn remarked(exported: &Exported) -> Vec<String> {
    listed(exported.losses.remarks())
}

fn listed<'l>(rows: impl Iterator<Item = (&'l str, &'l glossator::exchange::losses::Lost)>) -> Vec<String> {
    rows.flat_map(|(reason, lost)| lost.listed.iter().map(move |loss| format!("{reason}: {}", loss.quote)))
        .collect()
}
