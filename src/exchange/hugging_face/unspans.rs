//! A row of the configuration of spans as an article: the other direction of `spans`.

use serde_json::{Map, Value, json};

use crate::exchange::importer::Place;
use crate::exchange::jsonl::translated::{Gathered, Translated};
use crate::exchange::records::{list_at, object, text_at};

/// By which rule a suggestion was made that was refused: the file does not say it.
const RULE: &str = "hf";

/// Whether a row is of that configuration.
pub(super) fn is_of_spans(row: &Map<String, Value>) -> bool {
    ["article", "text", "complete", "spans", "rejected"].into_iter().all(|key| row.contains_key(key))
}

/// Adds a row to its article.
pub(super) fn add(place: Place, row: &Map<String, Value>, articles: &mut Gathered) -> Result<(), String> {
    let text = text_at(row, "text").ok_or("the row has no text")?;
    let name = text_at(row, "article").ok_or("the row does not say which article it is of")?;
    let known = parsed(row, "metadata")?;
    let mut marks = Vec::new();
    for span in list_at(row, "spans") {
        marks.push(mark(span.as_object().ok_or_else(|| format!("a span is a record, {span} is not"))?)?);
    }
    let attributions = list_at(row, "attributions").iter().map(|part| {
        let text = part.as_str().unwrap_or_default();
        serde_json::from_str(text).map_err(|error| format!("an attribution is JSON, {part} is not: {error}"))
    });
    let attributions: Vec<Map<String, Value>> = attributions.collect::<Result<_, String>>()?;
    let annotator = text_at(row, "annotator").filter(|name| !name.is_empty());
    let article = articles.article(place, Some(name.to_owned()), String::new, text);
    facts(article, row, known.as_ref());
    for layer in list_at(row, "complete").iter().filter_map(Value::as_str) {
        article.said(annotator, "status", json!({layer: "done"}));
    }
    let labels = list_at(row, "labels");
    if !labels.is_empty() {
        article.said(annotator, "labels", labels.into());
    }
    let sign = |mut part: Map<String, Value>| {
        if let Some(annotator) = annotator {
            part.insert("annotator".to_owned(), annotator.into());
        }
        part
    };
    let ids: Vec<Value> = marks.iter().map(|mark| mark.get("id").cloned().unwrap_or_default()).collect();
    for mark in marks {
        article.add("annotations", sign(mark));
    }
    for relation in list_at(row, "relations") {
        let end = |key: &str| ids.get(usize::try_from(relation.get(key)?.as_u64()?).ok()?).cloned();
        match (relation.get("type"), end("head"), end("tail")) {
            (Some(kind), Some(from), Some(to)) => {
                article.add("relations", sign(object([("type", kind.clone()), ("from", from), ("to", to)])));
            }
            _ => article.warn(format!("a relation names two spans by their numbers, {relation} does not")),
        }
    }
    for part in attributions {
        article.add("attributions", sign(part));
    }
    for decision in list_at(row, "rejected").iter().filter_map(Value::as_object) {
        let mut part = located(decision);
        for key in ["layer", "label"] {
            part.insert(key.to_owned(), decision.get(key).cloned().unwrap_or_default());
        }
        article.refuse(sign(part), RULE);
    }
    Ok(())
}

/// What is known of the article, unless another row has said it.
fn facts(article: &mut Translated, row: &Map<String, Value>, known: Option<&Value>) {
    for key in ["title", "outlet", "url", "byline", "published", "language"] {
        let text = text_at(row, key).filter(|text| !text.is_empty());
        // Lines of JSON have a day in quotation marks, so that no loader takes it for a moment.
        let unquoted = text.and_then(|text| serde_json::from_str::<String>(text).ok());
        let value = match (key, unquoted) {
            ("published", Some(text)) => Some(text),
            _ => text.map(str::to_owned),
        };
        if let Some(value) = value {
            article.fact(key, value.into());
        }
    }
    for (key, value) in known.and_then(Value::as_object).into_iter().flatten() {
        article.fact(key, value.clone());
    }
    if !article.article.contains_key("zones") {
        for zone in list_at(row, "zones").iter().filter_map(Value::as_object) {
            article.add("zones", zone.clone());
        }
    }
}

fn mark(span: &Map<String, Value>) -> Result<Map<String, Value>, String> {
    let mut mark = located(span);
    for key in ["id", "layer", "label", "text", "origin", "entity", "claim", "note"] {
        if let Some(text) = text_at(span, key).filter(|text| !text.is_empty()) {
            mark.insert(key.to_owned(), text.into());
        }
    }
    for key in ["features", "quantity"] {
        if let Some(value) = parsed(span, key)? {
            mark.insert(key.to_owned(), value);
        }
    }
    let said = |key: &str| text_at(span, key).filter(|text| !text.is_empty());
    if said("question").or(said("answer")).is_some() {
        let mut flag = object([("question", said("question").unwrap_or_default().into())]);
        if let Some(answer) = said("answer") {
            flag.insert("answer".to_owned(), answer.into());
        }
        mark.insert("flag".to_owned(), flag.into());
    }
    Ok(mark)
}

/// Start, end and pieces of a span.
fn located(span: &Map<String, Value>) -> Map<String, Value> {
    let part = |value: &Map<String, Value>, key: &str| value.get(key).cloned().unwrap_or_default();
    let mut place = object([("start", part(span, "start")), ("end", part(span, "end"))]);
    let pieces = list_at(span, "fragments").iter().filter_map(Value::as_object);
    let pieces: Vec<Value> = pieces.map(|piece| json!([part(piece, "start"), part(piece, "end")])).collect();
    if !pieces.is_empty() {
        place.insert("fragments".to_owned(), pieces.into());
    }
    place
}

/// The JSON in the string at a key; `None` where it is empty.
fn parsed(row: &Map<String, Value>, key: &str) -> Result<Option<Value>, String> {
    match text_at(row, key) {
        None | Some("" | "{}") => Ok(None),
        Some(text) => {
            serde_json::from_str(text).map(Some).map_err(|error| format!("{key:?} is no JSON: {error}"))
        }
    }
}
