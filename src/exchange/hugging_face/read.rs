//! Reading data sets: those that are from here with everything, others as tables of texts.

use std::io::Read as _;

use super::rows::rows;
use super::unspans::{add, is_of_spans};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind::{Kind, is};
use crate::exchange::jsonl::translated::{self, Gathered, Translated};
use crate::exchange::mapped::columns::fields;
use crate::exchange::mapped::row;
use crate::exchange::mapped::tables::is_json;
use crate::exchange::plain::has_extension;
use crate::exchange::records::{Records, records};
use crate::exchange::source::{Source, stem};

/// Reads data sets.
pub(super) struct DataSet;

impl Importer for DataSet {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["parquet"]) || is_json(name) && is(Kind::DataSet, head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut reading =
            Reading { options, articles: Gathered::default(), others: Vec::new(), tokens: Vec::new() };
        let mut has_spans = false;
        for entry in source.entries().map_err(|error| Place::file(".").error(error))? {
            match reading.file(source, &entry.name) {
                Ok(is_of_spans) => has_spans |= is_of_spans,
                Err(error) => options.settle(error, out)?,
            }
        }
        // Tokens say nothing that the spans beside them do not say.
        for file in reading.tokens.iter().filter(|_| !has_spans) {
            let message = "the file has tokens and tags, and not the texts that they are of: import the configuration of spans \
                           beside it, or columns of tokens (conll)";
            options.settle(Place::file(file).error(Problem::Other(message.to_owned())), out)?;
        }
        let found = reading.articles.into_records().chain(reading.others);
        translated::read(found, options, schema, out)
    }
}

/// Files that are being read.
struct Reading<'r> {
    options: &'r ImportOptions,
    articles: Gathered,
    others: Vec<Result<Translated, ImportError>>,
    /// Files of tokens.
    tokens: Vec<String>,
}

impl Reading<'_> {
    /// Reads a file; whether it has articles with their marks.
    fn file(&mut self, source: &dyn Source, file: &str) -> Result<bool, ImportError> {
        let found: Records = if is_json(file) {
            records(source, file, self.options)?
        } else {
            let mut bytes = Vec::new();
            let read = source.open(file).and_then(|mut stream| stream.read_to_end(&mut bytes));
            read.map_err(|error| Place::file(file).error(error))?;
            let found = rows(bytes).map_err(|message| Place::file(file).error(Problem::Other(message)))?;
            found.into_iter().map(|row| Ok((Place::file(file), row))).collect()
        };
        let Some(Ok((_, first))) = found.iter().find(|row| row.is_ok()) else {
            found.into_iter().filter_map(Result::err).for_each(|error| self.articles.fail(error));
            return Ok(false);
        };
        let is_ours = self.options.columns.is_none();
        if is_ours
            && first.contains_key("tokens")
            && first.contains_key("tags")
            && !first.contains_key("text")
        {
            self.tokens.push(file.to_owned());
            return Ok(false);
        }
        if is_ours && is_of_spans(first) {
            self.spans(found);
            return Ok(true);
        }
        let is_table = |keys: &[&str]| keys.iter().all(|key| first.contains_key(*key));
        if is_ours
            && (is_table(&["article", "complete", "rejected"])
                || is_table(&["article", "layer", "label", "origin"]))
        {
            let message = "this is one of the tables that Glossator has written for data bases (parquet), which are not read; \
                           an export to hf or jsonl has the same and comes back";
            return Err(Place::file(file).error(Problem::Other(message.to_owned())));
        }
        self.texts(file, found);
        Ok(false)
    }

    fn spans(&mut self, found: Records) {
        for (row, number) in found.into_iter().zip(1_u64..) {
            let added = row.and_then(|(place, row)| {
                add(place.clone(), &row, &mut self.articles)
                    .map_err(|message| place.error(Problem::Other(format!("row {number}: {message}"))))
            });
            if let Err(error) = added {
                self.articles.fail(error);
            }
        }
    }

    /// Rows with texts, in columns that were said, or that have names which leave no choice.
    fn texts(&mut self, file: &str, found: Records) {
        let width = found.len().to_string().len();
        for (row, number) in found.into_iter().zip(1_u64..) {
            let article = row.and_then(|(place, row)| {
                let wrong =
                    |message: String| place.clone().error(Problem::Table(format!("row {number}: {message}")));
                let names: Vec<&str> = row.keys().map(String::as_str).collect();
                let fields = fields(self.options.columns.as_ref(), &names)
                    .map_err(|error| wrong(error.to_string()))?;
                let default = format!("{}-{number:0width$}", stem(file));
                let cells = names.iter().zip(fields).zip(row.values());
                let cells = cells.map(|((name, field), value)| (*name, field, value.clone()));
                row::article(place.clone(), default, cells).map_err(wrong)
            });
            self.others.push(article);
        }
    }
}
