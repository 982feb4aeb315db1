//! JSON lines of any shape, with a text under one of their keys.

use super::columns::fields;
use super::row;
use crate::exchange::importer::{ImportError, ImportOptions, Place, Problem};
use crate::exchange::jsonl::translated::Translated;
use crate::exchange::records::records;
use crate::exchange::source::{Source, stem};

/// The articles of a file of JSON.
pub(super) fn articles(
    source: &dyn Source,
    file: &str,
    options: &ImportOptions,
) -> Result<Vec<Result<Translated, ImportError>>, ImportError> {
    let records = records(source, file, options)?;
    let width = records.len().to_string().len();
    let articles = records.into_iter().enumerate().map(|(number, record)| {
        let (place, record) = record?;
        let names: Vec<&str> = record.keys().map(String::as_str).collect();
        let wrong = |place: Place, message: String| place.error(Problem::Table(message));
        let fields = fields(options.columns.as_ref(), &names)
            .map_err(|error| wrong(place.clone(), error.to_string()))?;
        let default = format!("{}-{:0width$}", stem(file), number + 1);
        let cells = names.iter().zip(fields).zip(record.values());
        let cells = cells.map(|((name, field), value)| (*name, field, value.clone()));
        row::article(place.clone(), default, cells).map_err(|message| wrong(place, message))
    });
    Ok(articles.collect())
}
