//! Reading lines of doccano: of sequence labelling, of relations, and of labels of whole texts.

use serde_json::{Map, Value};

use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::records::{Record, list_at, name_of, object, records, text_at};
use crate::exchange::source::{Source, stem};
use crate::exchange::title::first_title;

/// Reads lines of doccano.
pub(super) struct Lines;

impl Importer for Lines {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["jsonl", "json", "ndjson"]) && is(Kind::Doccano, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut reading = Translating { options, schema, out };
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            let records = records(source, &entry.name, options)?;
            reading.read(records, |record| Ok(Some(article(&record, stem(&entry.name))?)))?;
        }
        Ok(())
    }
}

/// A record as an article. doccano knows of no names for articles: it is called after the file and its own number there,
/// unless it came from here.
fn article(line: &Record, stem: &str) -> Result<Translated, ImportError> {
    let mut record = line.object()?;
    let given = record.get("id").and_then(name_of).unwrap_or_else(|| line.number.to_string());
    let id = text_at(&record, "article").map_or_else(|| format!("{stem}-{given}"), str::to_owned);
    let text = text_at(&record, "text").unwrap_or_default().to_owned();
    let annotator = text_at(&record, "annotator").or(text_at(&record, "username")).map(str::to_owned);
    let mut article = Translated::new(line.place.clone(), &id, &text);
    for key in ["label", "labels", "entities"] {
        for item in list_at(&record, key) {
            mark(&mut article, item, annotator.as_deref());
        }
    }
    for item in list_at(&record, "relations") {
        relation(&mut article, item, annotator.as_deref());
    }
    let whole = ["label", "labels", "cats"].into_iter().flat_map(|key| list_at(&record, key));
    let whole: Vec<Value> = whole.filter(|item| item.is_string()).cloned().collect();
    if !whole.is_empty() {
        article.fact("labels", whole.into());
    }
    for key in
        ["id", "article", "text", "annotator", "username", "label", "labels", "entities", "relations", "cats"]
    {
        record.remove(key);
    }
    if let Some(title) = first_title(&text).filter(|_| !record.contains_key("title")) {
        article.fact("title", title.into());
    }
    // What is left was metadata there, and comments are words of people.
    record.retain(|key, value| key != "Comments" || value.as_array().is_some_and(|list| !list.is_empty()));
    record.into_iter().for_each(|(key, value)| article.fact(&key, value));
    Ok(article)
}

/// A mark: `[start, end, label]`, or an object that relations can name.
fn mark(article: &mut Translated, item: &Value, annotator: Option<&str>) {
    let mut mark = match item {
        Value::Array(parts) => match parts.as_slice() {
            [start, end, label] => {
                object([("start", start.clone()), ("end", end.clone()), ("label", label.clone())])
            }
            _ => {
                return article
                    .warnings
                    .push(format!("a mark is a start, an end and a label, {item} is not"));
            }
        },
        Value::Object(parts) => {
            let part = |key: &str| parts.get(key).cloned().unwrap_or(Value::Null);
            let mut mark = object([
                ("start", part("start_offset")),
                ("end", part("end_offset")),
                ("label", part("label")),
            ]);
            if let Some(id) = parts.get("id").and_then(name_of) {
                mark.insert("id".to_owned(), format!("e{id}").into());
            }
            mark
        }
        // A word is a label of the whole text.
        _ => return,
    };
    finish(&mut mark, annotator);
    article.add("annotations", mark);
}

fn relation(article: &mut Translated, item: &Value, annotator: Option<&str>) {
    let end = |key: &str| item.get(key).and_then(name_of).map(|id| Value::from(format!("e{id}")));
    let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
        return article.warnings.push(format!("a relation names two marks, {item} does not"));
    };
    let kind = item.get("type").cloned().unwrap_or_else(|| "relation".into());
    let mut relation = object([("type", kind), ("from", from), ("to", to)]);
    if let Some(annotator) = annotator {
        relation.insert("annotator".to_owned(), annotator.into());
    }
    article.add("relations", relation);
}

fn finish(mark: &mut Map<String, Value>, annotator: Option<&str>) {
    mark.insert("origin".to_owned(), "import:doccano".into());
    if let Some(annotator) = annotator {
        mark.insert("annotator".to_owned(), annotator.into());
    }
}
