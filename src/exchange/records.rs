//! Records of JSON files: one a line, or the elements of an array.

use std::io::Read as _;

use serde_json::{Map, Value};

use super::encoding;
use super::importer::{ImportError, ImportOptions, Place, Problem};
use super::source::Source;

/// Records, each with its place; one that is no object is an error that names its own.
pub(super) type Records = Vec<Result<(Place, Map<String, Value>), ImportError>>;

/// The records of a file.
pub(super) fn records(
    source: &dyn Source,
    file: &str,
    options: &ImportOptions,
) -> Result<Records, ImportError> {
    let mut bytes = Vec::new();
    let read = source.open(file).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| Place::file(file).error(error))?;
    let text = encoding::decode(&bytes, options.encoding.as_deref())
        .map_err(|error| Place::file(file).error(error))?;
    if text.trim_start().starts_with('[') {
        return array(&text, file);
    }
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let record = |(number, line): (usize, &str)| {
        let place = Place::line(file, number as u64 + 1);
        match serde_json::from_str(line) {
            Ok(record) => Ok((place, record)),
            Err(error) => Err(json_error(place, line, &error)),
        }
    };
    Ok(lines.map(record).collect())
}

fn array(text: &str, file: &str) -> Result<Records, ImportError> {
    let items: Vec<&serde_json::value::RawValue> = serde_json::from_str(text)
        .map_err(|error| json_error(Place::line(file, error.line() as u64), text, &error))?;
    let mut counted = (0, 1);
    let record = |item: &serde_json::value::RawValue| {
        let item = item.get();
        let start = item.as_ptr() as usize - text.as_ptr() as usize;
        let line = counted.1 + text[counted.0..start].matches('\n').count() as u64;
        counted = (start, line);
        let place = Place::line(file, line);
        match serde_json::from_str(item) {
            Ok(record) => Ok((place, record)),
            Err(error) => Err(json_error(place, item, &error)),
        }
    };
    Ok(items.into_iter().map(record).collect())
}

fn json_error(place: Place, text: &str, error: &serde_json::Error) -> ImportError {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.get(..error.column().saturating_sub(1).min(line.len())).unwrap_or(line);
    place.error(Problem::Json { column: before.chars().count() + 1, message: error.to_string() })
}

/// The text at `key`.
pub(super) fn text_at<'v>(record: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    record.get(key).and_then(Value::as_str)
}

/// The items of the list at `key`; none where there is no list.
pub(super) fn list_at<'v>(record: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    record.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A name that may be written as a number.
pub(super) fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A line of the native format.
pub(super) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
