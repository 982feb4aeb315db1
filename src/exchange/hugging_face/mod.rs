//! A data set as the Hugging Face Hub and its `datasets` library have it: a folder with a card and Parquet files.
//!
//! It has one configuration of spans, which holds everything, and for each layer one of tokens, which holds what tags
//! can. Parquet keeps the type of every column; from lines of JSON a loader would guess
//! it, and take a day for a moment.

mod card;
mod spans;
mod tokens;

use std::collections::BTreeMap;
use std::io;

use self::card::{Card, Sizes};
use super::columns::file::ParquetFile;
use super::columns::{self, Column};
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::losses::Losses;
use super::outputs::side_file;
use super::plain::file_stem;
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
    record_shapes: &[],
    carries: Carries::EVERYTHING,
    importer: None,
    export: Some(|context, articles, sink| run(&HuggingFace, context, articles, sink)),
};

/// The configuration that holds everything.
const SPANS: &str = "spans";

/// The configuration of tokens of a layer.
fn tokens_of(layer: &str) -> String {
    format!("tokens_{}", file_stem(layer))
}

struct HuggingFace;

/// A line of one configuration.
struct Line {
    configuration: String,
    json: Vec<u8>,
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
            lines.push(Line { configuration: SPANS.to_owned(), json: spans::write(&document) });
            for layer in Document::layers(context) {
                if document.complete.contains(&layer.key) {
                    let json = tokens::write(context, &document, &layer.key, losses);
                    lines.push(Line { configuration: tokens_of(layer.key.as_str()), json });
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
        Ok(Box::new(Files { context, sink, open: BTreeMap::new(), sizes: BTreeMap::new() }))
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
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    /// By name.
    open: BTreeMap<String, ParquetFile<'s>>,
    /// How many lines and bytes each split of each configuration has.
    sizes: Sizes,
}

impl Files<'_> {
    fn add(&mut self, name: &str, line: &Line) -> io::Result<()> {
        if let Some(file) = self.open.get_mut(name) {
            return file.add(&line.json);
        }
        let schema = columns::schema(&columns_of(self.context, &line.configuration), OffsetUnit::CodePoint);
        let mut file = ParquetFile::new(self.sink.file(name)?, schema)?;
        file.add(&line.json)?;
        self.open.insert(name.to_owned(), file);
        Ok(())
    }
}

/// The file of a configuration and a split.
fn file_name(context: &ExportContext<'_>, configuration: &str, split: usize) -> String {
    match context.splits {
        Some(splits) => format!("{configuration}/{}.parquet", splits.names[split]),
        None => format!("{configuration}/train.parquet"),
    }
}

impl PieceWriter<Vec<Line>> for Files<'_> {
    fn piece(&mut self, article: &ArticleId, lines: Vec<Line>, _: &mut Losses) -> Result<(), ExportError> {
        let split = self.context.splits.map_or(0, |splits| splits.of(article));
        for line in lines {
            let name = file_name(self.context, &line.configuration, split);
            self.add(&name, &line).map_err(|source| ExportError::Write { file: name, source })?;
            let (count, bytes) = self.sizes.entry(line.configuration).or_default().entry(split).or_default();
            *count += 1;
            *bytes += line.json.len() as u64;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        for (name, file) in self.open {
            file.finish().map_err(|source| ExportError::Write { file: name, source })?;
        }
        let text = Card { context: self.context, sizes: &self.sizes }.text();
        side_file(self.sink, "README.md", &text)
    }
}
