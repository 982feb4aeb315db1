//! JSON lines of any shape, with a text under one of their keys.

use super::columns::fields;
use super::row;
use crate::exchange::importer::{ImportError, Place, Problem};
use crate::exchange::jsonl::translated::Translating;
use crate::exchange::records::{records, width};
use crate::exchange::source::{Source, stem};

/// Reads the articles of a file of JSON.
pub(super) fn read(
    source: &dyn Source,
    file: &str,
    translating: &mut Translating<'_>,
) -> Result<(), ImportError> {
    let options = translating.options;
    let width = width(source, file, options)?;
    translating.read(records(source, file, options)?, |line| {
        let (place, record) = (line.place.clone(), line.object()?);
        let names: Vec<&str> = record.keys().map(String::as_str).collect();
        let wrong = |place: Place, message: String| place.error(Problem::Table(message));
        let fields = fields(options.columns.as_ref(), &names)
            .map_err(|error| wrong(place.clone(), error.to_string()))?;
        let default = format!("{}-{:0width$}", stem(file), line.number);
        let cells = names.iter().zip(fields).zip(record.values());
        let cells = cells.map(|((name, field), value)| (*name, field, value.clone()));
        row::article(place.clone(), default, cells).map(Some).map_err(|message| wrong(place, message))
    })
}
