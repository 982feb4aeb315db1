//! A data set as the Hugging Face Hub and its `datasets` library have it: a folder with a card and files of Parquet or
//! of JSON lines.
//!
//! It has one configuration of spans, which holds everything, and for each layer one of tokens, which holds what tags
//! can. Parquet keeps the type of every column; from lines of JSON a loader guesses it before it reads the card, and takes
//! a column of days for one of moments.

mod card;
mod file;
mod licence;
mod moments;
mod names;
mod read;
mod rows;
mod spans;
mod tagged;
mod tokens;
mod unspans;

pub(super) use self::rows::Rows;

use std::collections::BTreeMap;
use std::io;

use self::card::{Card, Sizes};
use self::file::{DataFile, FileKind};
use self::moments::Moments;
use super::columns::Column;
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::losses::Losses;
use super::outputs::side_file;
use super::plain::file_stem;
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::text::offsets::OffsetUnit;

/// A data set of the Hugging Face Hub.
pub static FORMAT: Format = Format {
    id: "hf",
    name: "Hugging Face data set",
    shape: Shape::Folder,
    pattern: "*.parquet",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: Some(Tokens::Chosen),
    record_shapes: &["parquet", "jsonl"],
    carries: Carries::EVERYTHING,
    comes_back: ComesBack::Texts,
    importer: Some(&read::DataSet),
    export: Some(|context, articles, sink| run(&HuggingFace::new(context), context, articles, sink)),
};

/// The configuration that holds everything.
const SPANS: &str = "spans";

/// The configuration of tokens of a layer.
fn tokens_of(layer: &str) -> String {
    format!("tokens_{}", file_stem(layer))
}

struct HuggingFace {
    kind: FileKind,
}

/// A line of one configuration.
struct Line {
    configuration: String,
    json: Vec<u8>,
    /// Its columns that a loader may take for moments.
    moments: Moments,
}

impl HuggingFace {
    fn new(context: &ExportContext<'_>) -> Self {
        let kind = match FORMAT.record_shape(context.options) {
            "jsonl" => FileKind::Lines,
            _ => FileKind::Parquet,
        };
        Self { kind }
    }

    fn line(&self, configuration: String, json: Vec<u8>) -> Line {
        let moments = if self.kind == FileKind::Lines { Moments::of(&json) } else { Moments::default() };
        Line { configuration, json, moments }
    }
}

impl Exporter for HuggingFace {
    type Piece = Vec<Line>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<Line>, ExportError> {
        let mut lines = Vec::new();
        for document in Document::all(context, article, losses) {
            lines.push(self.line(SPANS.to_owned(), spans::write(&document, self.kind)));
            for layer in Document::layers(context) {
                if document.complete.contains(&layer.key) {
                    let json = tokens::write(context, &document, &layer.key, losses);
                    lines.push(self.line(tokens_of(layer.key.as_str()), json));
                } else {
                    let reason =
                        "layers that are not finished in the article, which is left out of their tokens";
                    losses.remark(reason, article.id(), layer.key.as_str());
                }
            }
        }
        Ok(lines)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<Line>> + 's>, ExportError> {
        Ok(Box::new(Files { kind: self.kind, context, sink, open: BTreeMap::new(), sizes: BTreeMap::new() }))
    }
}

/// The columns of a configuration.
fn columns_of(context: &ExportContext<'_>, configuration: &str) -> Vec<Column> {
    let mut layers = Document::layers(context).into_iter();
    match layers.find(|layer| tokens_of(layer.key.as_str()) == configuration) {
        Some(layer) => tokens::columns(tokens::tags(context, &layer.key)),
        None => spans::columns(),
    }
}

struct Files<'s> {
    kind: FileKind,
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    /// By name.
    open: BTreeMap<String, DataFile<'s>>,
    /// How many lines and bytes each split of each configuration has.
    sizes: Sizes,
}

impl Files<'_> {
    fn add(&mut self, name: &str, article: &ArticleId, line: Line) -> io::Result<()> {
        if !self.open.contains_key(name) {
            let columns = columns_of(self.context, &line.configuration);
            let file = DataFile::new(self.kind, self.sink.file(name)?, &columns, article)?;
            self.open.insert(name.to_owned(), file);
        }
        self.open.get_mut(name).map_or(Ok(()), |file| file.add(&line.json, line.moments))
    }
}

/// The file of a configuration and a split.
fn file_name(context: &ExportContext<'_>, kind: FileKind, configuration: &str, split: usize) -> String {
    let split = context.splits.map_or("train", |splits| splits.names[split].as_str());
    format!("{configuration}/{split}.{}", kind.extension())
}

impl PieceWriter<Vec<Line>> for Files<'_> {
    fn piece(&mut self, article: &ArticleId, lines: Vec<Line>, _: &mut Losses) -> Result<(), ExportError> {
        let split = self.context.splits.map_or(0, |splits| splits.of(article));
        for line in lines {
            let name = file_name(self.context, self.kind, &line.configuration, split);
            let sizes = self.sizes.entry(line.configuration.clone()).or_default();
            let (count, bytes) = sizes.entry(split).or_default();
            *count += 1;
            *bytes += line.json.len() as u64;
            self.add(&name, article, line).map_err(|source| ExportError::Write { file: name, source })?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, losses: &mut Losses) -> Result<(), ExportError> {
        for (name, file) in self.open {
            for column in file.moments.columns() {
                let reason = "columns of nothing but dates, which a loader of JSON lines takes for moments";
                losses.remark(reason, &file.first, &format!("{name}: {column}"));
            }
            file.finish().map_err(|source| ExportError::Write { file: name, source })?;
        }
        let text = Card { context: self.context, kind: self.kind, sizes: &self.sizes }.text();
        side_file(self.sink, super::card::NAME, &text)
    }
}
