//! Reading data sets: those that are from here with everything, others as tokens with tags or as tables of texts.

use std::io::Read as _;

use super::names::{is_teller, names, tellers};
use super::rows::Rows;
use super::tagged::{self, Tags, is_tagged};
use super::unspans::{add, is_of_spans};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use crate::exchange::json::kind;
use crate::exchange::jsonl::translated::{Gathered, Translated, Translating};
use crate::exchange::mapped::columns::fields;
use crate::exchange::mapped::row;
use crate::exchange::mapped::tables::is_json;
use crate::exchange::plain::has_extension;
use crate::exchange::records::{Record, records, width};
use crate::exchange::source::{Source, stem};

/// Reads data sets.
pub(super) struct DataSet;

impl Importer for DataSet {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["parquet"]) || is_json(name) && kind::is(kind::Kind::DataSet, head)
    }

    fn companions(&self, name: &str) -> Vec<String> {
        tellers(name)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut translating = Translating { options, schema, out };
        let (mut articles, mut tokens, mut has_spans) = (Gathered::default(), Vec::new(), false);
        let entries = source.entries().map_err(|error| Place::file(".").error(error))?;
        for entry in entries.into_iter().filter(|entry| !is_teller(&entry.name)) {
            let file = File { source, name: &entry.name, options };
            match file.kind() {
                Ok(Kind::Spans) => {
                    has_spans = true;
                    articles.take(
                        file.rows()?,
                        |row, articles| span_row(&row, articles),
                        &mut translating,
                    )?;
                }
                Ok(Kind::Texts) => {
                    let width = file.width()?;
                    let name = stem(&entry.name);
                    translating.read(file.rows()?, |row| text_row(&row, name, width, options).map(Some))?;
                }
                Ok(Kind::Tagged) => file.tagged(&mut translating)?,
                Ok(Kind::Tokens) => tokens.push(entry.name),
                Err(error) => options.settle(error, translating.out)?,
            }
        }
        // Tokens say nothing that the spans beside them do not say.
        for file in tokens.iter().filter(|_| !has_spans) {
            let message = "the file has tokens and tags, and not the texts that they are of: import the configuration of spans \
                           beside it, or columns of tokens (conll)";
            options.settle(Place::file(file).error(Problem::Other(message.to_owned())), translating.out)?;
        }
        articles.finish(&mut translating)
    }
}

/// What the rows of a file are.
enum Kind {
    /// Articles with their marks, written here.
    Spans,
    /// Tokens with tags, written here.
    Tokens,
    /// Tokens with tags, as others write them.
    Tagged,
    /// Texts, in columns that were said, or that have names which leave no choice.
    Texts,
}

/// A file that is being read.
struct File<'f> {
    source: &'f dyn Source,
    name: &'f str,
    options: &'f ImportOptions,
}

impl<'f> File<'f> {
    fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<Record, ImportError>> + 'f>, ImportError> {
        if is_json(self.name) {
            return Ok(Box::new(records(self.source, self.name, self.options)?));
        }
        Ok(Box::new(self.table()?))
    }

    fn table(&self) -> Result<Rows, ImportError> {
        let place = Place::file(self.name);
        let mut bytes = Vec::new();
        let read = self.source.open(self.name).and_then(|mut stream| stream.read_to_end(&mut bytes));
        read.map_err(|error| place.clone().error(error))?;
        Rows::open(place, bytes.into())
    }

    /// How many digits the numbers of all rows have.
    fn width(&self) -> Result<usize, ImportError> {
        if is_json(self.name) {
            return width(self.source, self.name, self.options);
        }
        Ok(self.table()?.len.to_string().len())
    }

    /// Reads rows of tokens with tags, each as an article that is called after the file and its number.
    fn tagged(&self, translating: &mut Translating<'_>) -> Result<(), ImportError> {
        let (place, options) = (Place::file(self.name), self.options);
        let features = if is_json(self.name) { None } else { self.table()?.features };
        let tags = match Tags::of(place.clone(), self.rows()?, || {
            names(self.source, self.name, features.as_deref())
        }) {
            Ok(tags) => tags,
            Err(error) => return options.settle(error, translating.out),
        };
        (translating.out)(place.warning(tagged::WARNING))?;
        let (name, width) = (stem(self.name), self.width()?);
        translating
            .read(self.rows()?, |row| tags.article(&row, &format!("{name}-{:0width$}", row.number)).map(Some))
    }

    /// What the first row says that the rows are.
    fn kind(&self) -> Result<Kind, ImportError> {
        let first = self.rows()?.find_map(|row| row.ok()?.object().ok());
        let Some(first) = first.filter(|_| self.options.columns.is_none()) else { return Ok(Kind::Texts) };
        let has = |keys: &[&str]| keys.iter().all(|key| first.contains_key(*key));
        if has(&["tokens", "tags"]) && !first.contains_key("text") {
            return Ok(Kind::Tokens);
        }
        if is_tagged(&first) {
            return Ok(Kind::Tagged);
        }
        if is_of_spans(&first) {
            return Ok(Kind::Spans);
        }
        if has(&["article", "complete", "rejected"]) || has(&["article", "layer", "label", "origin"]) {
            let message = "this is one of the tables that Glossator has written for data bases (parquet), which are not read; \
                           an export to hf or jsonl has the same and comes back";
            return Err(Place::file(self.name).error(Problem::Other(message.to_owned())));
        }
        Ok(Kind::Texts)
    }
}

/// A row of texts as an article, called after the file and its number, which is written with `width` digits, where no
/// column says its name.
fn text_row(
    line: &Record,
    stem: &str,
    width: usize,
    options: &ImportOptions,
) -> Result<Translated, ImportError> {
    let (number, row) = (line.number, line.object()?);
    let wrong =
        |message: String| line.place.clone().error(Problem::Table(format!("row {number}: {message}")));
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let fields = fields(options.columns.as_ref(), &names).map_err(|error| wrong(error.to_string()))?;
    let default = format!("{stem}-{number:0width$}");
    let cells = names.iter().zip(fields).zip(row.values());
    let cells = cells.map(|((name, field), value)| (*name, field, value.clone()));
    row::article(line.place.clone(), default, cells).map_err(wrong)
}

/// Adds a row of articles with their marks.
fn span_row(line: &Record, articles: &mut Gathered) -> Result<(), ImportError> {
    let wrong = |message: String| Problem::Other(format!("row {}: {message}", line.number));
    add(line.place.clone(), &line.object()?, articles)
        .map_err(|message| line.place.clone().error(wrong(message)))
}
