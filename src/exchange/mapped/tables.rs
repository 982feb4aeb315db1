//! Reading tables with a text in each row: values between commas, semicolons or tabs, or lines of JSON.

use std::io::Read as _;

use super::columns::{ColumnError, fields};
use super::{lines, row};
use crate::exchange::encoding;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::jsonl::translated::{Translated, Translating};
use crate::exchange::metadata_table::{delimiter, line_at, message};
use crate::exchange::plain::has_extension;
use crate::exchange::source::{Source, stem};

/// Reads tables.
pub(crate) struct Tables;

/// Columns that the table of marks has which Glossator writes, and no other together.
const MARKS: [&str; 6] = ["article", "annotator", "layer", "layer_complete", "label", "origin"];

impl Importer for Tables {
    /// Only a table whose headings say where the text is; one of marks is known, so that it can be said what it is.
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        if !is_table(name) {
            return false;
        }
        let head = String::from_utf8_lossy(head);
        let head = head.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(head)).from_reader(head.as_bytes());
        let Ok(headings) = reader.headers() else { return false };
        let names: Vec<&str> = headings.iter().collect();
        is_of_marks(&names) || !matches!(fields(None, &names), Err(ColumnError::Unknown { .. }))
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            let mut translating = Translating { options, schema, out };
            if is_json(&entry.name) {
                lines::read(source, &entry.name, &mut translating)?;
                continue;
            }
            match articles(source, &entry.name, options) {
                Ok(articles) => translating.read(articles.into_iter(), |article| Ok(Some(article)))?,
                Err(error) => options.settle(error, out)?,
            }
        }
        Ok(())
    }
}

/// Whether a file is a table by its name.
pub(crate) fn is_table(name: &str) -> bool {
    has_extension(name, &["csv", "tsv", "tab"])
}

/// Whether a file is one of JSON by its name.
pub(crate) fn is_json(name: &str) -> bool {
    has_extension(name, &["jsonl", "ndjson", "json"])
}

fn is_of_marks(names: &[&str]) -> bool {
    MARKS.iter().all(|mark| names.contains(mark))
}

/// The articles of a table.
fn articles(
    source: &dyn Source,
    file: &str,
    options: &ImportOptions,
) -> Result<Vec<Result<Translated, ImportError>>, ImportError> {
    let mut bytes = Vec::new();
    let read = source.open(file).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| Place::file(file).error(error))?;
    let text = encoding::decode(&bytes, options.encoding.as_deref())
        .map_err(|error| Place::file(file).error(error))?;
    let wrong = |line: u64, message: String| Place::line(file, line).error(Problem::Table(message));
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| wrong(1, message(&error)))?.clone();
    let names: Vec<&str> = headings.iter().collect();
    if is_of_marks(&names) && options.columns.is_none() {
        return Err(wrong(
            1,
            "this is a table of marks that Glossator has written: it has a row for each mark, and the texts are not in it. \
             Marks come back from an export to jsonl, with their texts"
                .to_owned(),
        ));
    }
    let fields = fields(options.columns.as_ref(), &names).map_err(|error| wrong(1, error.to_string()))?;
    let records: Vec<Result<csv::StringRecord, csv::Error>> = reader.records().collect();
    let width = records.len().to_string().len();
    let last = records.len();
    let article = |(number, record): (usize, Result<csv::StringRecord, csv::Error>)| {
        let position = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let line = position.map_or(1, |position| line_at(&text, position));
        let rest = position.and_then(|position| text.get(usize::try_from(position.byte()).ok()?..));
        if number + 1 == last && rest.is_some_and(is_open) {
            let message = "a quotation mark of this row is never closed: the file was cut off";
            return Err(wrong(line, message.to_owned()));
        }
        let record = record.map_err(|error| wrong(line, message(&error)))?;
        let default = format!("{}-{:0width$}", stem(file), number + 1);
        let cells = names.iter().zip(&fields).zip(&record);
        let cells = cells.map(|((name, field), value)| (*name, *field, value.into()));
        row::article(Place::line(file, line), default, cells).map_err(|message| wrong(line, message))
    };
    Ok(records.into_iter().enumerate().map(article).collect())
}

/// Whether the last row of a table begins a value with a quotation mark and does not end it. Inside of such a value every
/// quotation mark stands twice.
fn is_open(row: &str) -> bool {
    let row = row.trim_start_matches(['\r', '\n']);
    let begins = row.starts_with('"') || [",\"", ";\"", "\t\""].iter().any(|start| row.contains(start));
    begins && row.matches('"').count() % 2 == 1
}
