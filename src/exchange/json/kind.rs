//! What tool a file of JSON is from, told by the keys of its first record.

use serde_json::{Map, Value};

/// What the records of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Lines of the native format, or texts that any tool could have written.
    Native,
    /// Lines of doccano.
    Doccano,
    /// Tasks of Prodigy.
    Prodigy,
    /// Tasks of Label Studio.
    LabelStudio,
    /// Passages of GLiNER.
    Gliner,
    /// Lines of a data set of the Hub that is from here, or has tags of tokens.
    DataSet,
    /// Web Annotations of the W3C.
    WebAnnotation,
}

/// Whether the file that begins with `head` is of this kind and no other.
pub(crate) fn is(kind: Kind, head: &[u8]) -> bool {
    match first_record(head) {
        Some(record) => kinds(&record) == [kind],
        // A record that is longer, or none at all: what is wrong with it is told when it is read.
        None => kind == Kind::Native,
    }
}

/// Every tool that could have written `record`.
fn kinds(record: &Map<String, Value>) -> Vec<Kind> {
    let has = |key: &str| record.contains_key(key);
    let is_text = record.get("text").is_some_and(Value::is_string);
    let data_set = ["article", "complete", "spans", "rejected"].into_iter().all(has)
        || has("tokens") && (has("tags") || has("ner_tags")) && !has("text");
    let native = is_text
        && !data_set
        && (has("annotations") || has("offset_unit") || has("annotators") || has("zones"))
        || has("record");
    let prodigy = is_text
        && (["_input_hash", "_task_hash", "answer"].into_iter().any(has) || has("spans") && has("tokens"))
        || is_text && has_marks(record, "spans");
    let doccano = is_text
        && !prodigy
        && (is_doccano(record, "label") || is_doccano(record, "labels") || is_doccano(record, "entities"));
    let label_studio = record.get("data").is_some_and(Value::is_object)
        && ["annotations", "completions", "predictions"].into_iter().any(has);
    let gliner = record.get("tokenized_text").is_some_and(Value::is_array);
    let mut fitting: Vec<Kind> = [
        (native, Kind::Native),
        (prodigy, Kind::Prodigy),
        (doccano, Kind::Doccano),
        (label_studio, Kind::LabelStudio),
        (gliner, Kind::Gliner),
        (data_set, Kind::DataSet),
        (is_web_annotation(record), Kind::WebAnnotation),
    ]
    .into_iter()
    .filter_map(|(fits, kind)| fits.then_some(kind))
    .collect();
    if fitting.is_empty() {
        fitting.push(Kind::Native);
    }
    fitting
}

/// Whether `key` has marks with start, end and label, and nothing else that the native format would say of them.
fn has_marks(record: &Map<String, Value>, key: &str) -> bool {
    let items = record.get(key).and_then(Value::as_array);
    let is_mark = |item: &Value| {
        ["start", "end", "label"].into_iter().all(|part| item.get(part).is_some())
            && item.get("layer").is_none()
    };
    items.is_some_and(|items| !items.is_empty() && items.iter().all(is_mark))
}

/// Whether `key` has marks as doccano writes them. A list of words is a label of the article to the native format too.
fn is_doccano(record: &Map<String, Value>, key: &str) -> bool {
    let Some(Value::Array(items)) = record.get(key) else { return false };
    let is_mark = |item: &Value| item.is_array() || item.get("start_offset").is_some();
    // Lines of the native format have ids.
    let is_list_of_words =
        key == "labels" && !record.contains_key("id") && items.iter().all(Value::is_string);
    key != "labels" && items.is_empty() || items.iter().any(is_mark) || key == "label" || is_list_of_words
}

/// Whether a record is an annotation of the W3C, or a page or collection of them.
fn is_web_annotation(record: &Map<String, Value>) -> bool {
    let is_of = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| ["Annotation", "AnnotationPage", "AnnotationCollection"].contains(&kind))
    };
    match record.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_of),
        Some(kind) => is_of(kind),
        None => false,
    }
}

/// The first record: that of the first line, or the first of an array.
fn first_record(head: &[u8]) -> Option<Map<String, Value>> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let head = head.strip_prefix(b"[").unwrap_or(head);
    let mut records = serde_json::Deserializer::from_slice(head).into_iter::<Map<String, Value>>();
    records.next()?.ok()
}
