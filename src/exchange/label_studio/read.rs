//! Reading tasks of Label Studio, with the annotations of everybody.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::predictions;
use super::task::{DOCUMENT_LABELS, OWN_FIELDS};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::plain::has_extension;
use crate::exchange::quotes::{self, Quoted};
use crate::exchange::records::{Record, list_at, name_of, object, records, text_at};
use crate::exchange::source::{Source, stem};
use crate::exchange::title::first_title;
use crate::text::offsets::OffsetUnit;

/// Reads tasks of Label Studio.
pub(super) struct Tasks;

/// What a mark says that came from here.
pub(super) const ORIGIN: &str = "import:label-studio";

impl Importer for Tasks {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["json", "jsonl", "ndjson"]) && is(Kind::LabelStudio, head)
    }

    /// The labelling configuration: what it says is in the results, too.
    fn companions(&self, name: &str) -> Vec<String> {
        let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        vec![format!("{folder}config.xml")]
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

/// A task as an article, called as its data say, else after the file and its number.
fn article(record: &Record, stem: &str) -> Result<Translated, ImportError> {
    let (task, place) = (&record.object()?, record.place.clone());
    let nothing = Map::new();
    let data = task.get("data").and_then(Value::as_object).unwrap_or(&nothing);
    let Some((text_key, text)) = text_of(data) else {
        let message =
            "the data of the task hold no text: it is looked for under \"text\", and is else the only text";
        return Err(place.error(Problem::Other(message.to_owned())));
    };
    let given = task.get("id").and_then(name_of).unwrap_or_else(|| record.number.to_string());
    let id = ["id", "doc_id"].into_iter().find_map(|key| data.get(key).and_then(name_of));
    let id = id.unwrap_or_else(|| format!("{stem}-{given}"));
    let mut article = Translated::new(place, &id, text);
    for (key, value) in data.iter().filter(|(key, _)| !["id", "doc_id", text_key].contains(&key.as_str())) {
        article.fact(key, value.clone());
    }
    if let Some(title) = first_title(text).filter(|_| !data.contains_key("title")) {
        article.fact("title", title.into());
    }
    let made =
        list_at(task, "annotations").iter().chain(list_at(task, "completions")).filter_map(Value::as_object);
    let made: Vec<&Map<String, Value>> = made.collect();
    let counted = unit(text, &made);
    let name = if counted == OffsetUnit::Utf16 { "utf16" } else { "code_point" };
    article.article.insert("offset_unit".to_owned(), name.into());
    let several = made.len() > 1;
    for (number, annotation) in made.into_iter().enumerate() {
        if annotation.get("was_cancelled").and_then(Value::as_bool) == Some(true) {
            article.warnings.push("an annotation that was skipped there is not read".to_owned());
            continue;
        }
        let prefix = if several { format!("{}-", number + 1) } else { String::new() };
        Reading { article: &mut article, annotator: annotator(annotation), prefix }.read(annotation);
    }
    let predicted: Vec<_> = list_at(task, "predictions").iter().filter_map(Value::as_object).collect();
    predictions::read(&mut article, &predicted, counted);
    Ok(article)
}

/// The text of a task, and its key.
fn text_of(data: &Map<String, Value>) -> Option<(&str, &str)> {
    if let Some(text) = text_at(data, "text") {
        return Some(("text", text));
    }
    let mut texts = data.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
    let first = texts.next()?;
    texts.next().is_none().then_some(first)
}

/// Who made an annotation, if it says so.
fn annotator(annotation: &Map<String, Value>) -> Option<String> {
    let by = annotation.get("completed_by");
    let email = by.and_then(|by| by.get("email")).and_then(Value::as_str);
    let named = text_at(annotation, "annotator").or(email).map(str::to_owned);
    named.or_else(|| by.and_then(|by| by.get("id").or(Some(by))).and_then(name_of))
}

/// What offsets count: code points since October 2021, UTF-16 units before; told apart by the words that regions quote.
pub(super) fn unit(text: &str, annotations: &[&Map<String, Value>]) -> OffsetUnit {
    let values = annotations
        .iter()
        .flat_map(|annotation| list_at(annotation, "result"))
        .filter_map(|result| result.get("value"));
    let quoted: Vec<Quoted<'_>> = values
        .filter_map(|value| {
            let place = |key: &str| value.get(key).and_then(Value::as_u64).map(|place| place as usize);
            Some((place("start")?, place("end")?, value.get("text")?.as_str()?))
        })
        .collect();
    quotes::unit(text, &quoted)
}

/// One annotation that is being read.
pub(super) struct Reading<'a> {
    article: &'a mut Translated,
    annotator: Option<String>,
    /// What stands before the ids of its regions, which are only unique in the annotation.
    prefix: String,
}

impl<'a> Reading<'a> {
    /// For regions that nobody has made.
    pub(super) fn of_nobody(article: &'a mut Translated) -> Self {
        Self { article, annotator: None, prefix: String::new() }
    }

    fn read(mut self, annotation: &Map<String, Value>) {
        let results: Vec<&Map<String, Value>> =
            list_at(annotation, "result").iter().filter_map(Value::as_object).collect();
        let mut marks: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        let mut order = Vec::new();
        for result in &results {
            if text_at(result, "type") == Some("labels")
                && let Some(id) = text_at(result, "id")
                && let Some(mark) = self.mark(id, result)
            {
                order.push(id);
                marks.insert(id, mark);
            }
        }
        for result in &results {
            match (text_at(result, "type").unwrap_or_default(), text_at(result, "id")) {
                ("labels", _) => {}
                ("relation", _) => self.relation(result),
                ("choices", _) if result.get("value").is_some_and(|value| value.get("start").is_none()) => {
                    self.labels(result);
                }
                (kind, Some(id)) => match marks.get_mut(id) {
                    Some(mark) => said(mark, result),
                    None => self
                        .article
                        .warnings
                        .push(format!("a result of the type {kind:?} without a region is not read")),
                },
                (kind, None) => {
                    self.article.warnings.push(format!("a result of the type {kind:?} is not read"));
                }
            }
        }
        for mark in order.into_iter().filter_map(|id| marks.remove(id)) {
            self.article.add("annotations", mark);
        }
        let done = list_at(annotation, "complete").iter().filter_map(Value::as_str);
        let done: Map<String, Value> = done.map(|layer| (layer.to_owned(), "done".into())).collect();
        if !done.is_empty() {
            self.own("status", done.into());
        }
    }

    /// A region as a mark.
    pub(super) fn mark(&mut self, id: &str, result: &Map<String, Value>) -> Option<Map<String, Value>> {
        let value = result.get("value")?.as_object()?;
        let mut labels = list_at(value, "labels").iter().filter_map(Value::as_str);
        let Some(label) = labels.next() else {
            self.article.warnings.push(format!("the region {id} has no label, and is not read"));
            return None;
        };
        labels.for_each(|more| {
            self.article
                .warnings
                .push(format!("the region {id} has the label {more:?} as well, which is not read"));
        });
        let mut mark = object([
            ("id", format!("{}{id}", self.prefix).into()),
            ("label", label.into()),
            ("origin", ORIGIN.into()),
        ]);
        for key in ["start", "end", "text"] {
            mark.extend(value.get(key).map(|value| (key.to_owned(), value.clone())));
        }
        // "label" is what controls are called when nobody has called them anything.
        let layer = text_at(result, "from_name").filter(|name| !["label", "labels", "ner"].contains(name));
        mark.extend(layer.map(|layer| ("layer".to_owned(), layer.into())));
        mark.extend(self.annotator.clone().map(|annotator| ("annotator".to_owned(), annotator.into())));
        Some(mark)
    }

    fn relation(&mut self, result: &Map<String, Value>) {
        let end = |key: &str| text_at(result, key).map(|id| Value::from(format!("{}{id}", self.prefix)));
        let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
            return self.article.warnings.push("a relation without two regions is not read".to_owned());
        };
        let is_turned = text_at(result, "direction") == Some("left");
        let (from, to) = if is_turned { (to, from) } else { (from, to) };
        let kind = list_at(result, "labels").first().cloned().unwrap_or_else(|| "relation".into());
        let mut relation = object([("type", kind), ("from", from), ("to", to)]);
        relation.extend(self.annotator.clone().map(|annotator| ("annotator".to_owned(), annotator.into())));
        self.article.add("relations", relation);
    }

    /// Labels of the whole article.
    fn labels(&mut self, result: &Map<String, Value>) {
        let choices = result.get("value").and_then(|value| value.get("choices")).cloned();
        let name = text_at(result, "from_name").unwrap_or(DOCUMENT_LABELS);
        match choices {
            Some(choices @ Value::Array(_)) => self.own("labels", choices),
            _ => self.article.warnings.push(format!("the choice {name:?} holds nothing that can be read")),
        }
    }

    /// Sets what the annotator says of the whole article.
    fn own(&mut self, key: &str, value: Value) {
        let Some(annotator) = &self.annotator else {
            self.article.article.insert(key.to_owned(), value);
            return;
        };
        let annotators = self.article.article.entry("annotators").or_insert_with(|| json!({}));
        if let Some(annotators) = annotators.as_object_mut() {
            let own = annotators.entry(annotator.clone()).or_insert_with(|| json!({}));
            own.as_object_mut().map(|own| own.insert(key.to_owned(), value));
        }
    }
}

/// Adds what a result says of a mark: a note, a doubt, a link or a feature.
pub(super) fn said(mark: &mut Map<String, Value>, result: &Map<String, Value>) {
    let name = text_at(result, "from_name").unwrap_or_default();
    let layer = text_at(mark, "layer").map(|layer| format!("{layer}_"));
    let key = layer.as_deref().and_then(|layer| name.strip_prefix(layer)).unwrap_or(name).to_owned();
    let nothing = Map::new();
    let value = result.get("value").and_then(Value::as_object).unwrap_or(&nothing);
    let value = match text_at(result, "type") {
        Some("number") => value.get("number").cloned(),
        Some("choices") => match list_at(value, "choices") {
            [Value::String(only)] if only == "true" || only == "false" => Some((only == "true").into()),
            [only] => Some(only.clone()),
            several => Some(several.to_vec().into()),
        },
        _ => list_at(value, "text").first().or(value.get("text")).cloned(),
    };
    let Some(value) = value else { return };
    match key.as_str() {
        "question" | "answer" => {
            let flag = mark.entry("flag").or_insert_with(|| json!({}));
            flag.as_object_mut().map(|flag| flag.insert(key, value));
        }
        own if OWN_FIELDS.contains(&own) => {
            mark.insert(key, value);
        }
        _ => {
            let features = mark.entry("features").or_insert_with(|| json!({}));
            features.as_object_mut().map(|features| features.insert(key, value));
        }
    }
}
