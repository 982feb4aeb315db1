//! Tables for data bases and data frames: Parquet files of articles, marks and relations, in a folder for each split.
//!
//! Each table has its folder, and each split one below it that is called `split=NAME`, which DuckDB, Spark and Arrow
//! read as a column. Without splits the file stands in the folder of its table.

use std::collections::BTreeMap;
use std::io;

use super::columns::file::ParquetFile;
use super::columns::rows::{Rows, of_article, of_mark, of_rest};
use super::columns::{self, Column, texts};
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::json::output::{Object, to_text as json};
use super::jsonl::shapes;
use super::losses::Losses;
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::relation::Relation;

/// Tables of articles, marks and relations.
pub static FORMAT: Format = Format {
    id: "parquet",
    name: "Tables (Parquet)",
    shape: Shape::Folder,
    pattern: "*.parquet",
    offsets: Some(Offsets::Declared),
    tokens: None,
    record_shapes: &[],
    carries: Carries::EVERYTHING,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| run(&Tables, context, articles, sink)),
};

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Articles,
    Marks,
    Relations,
}

impl Table {
    const ALL: [Self; 3] = [Self::Articles, Self::Marks, Self::Relations];

    const fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Marks => "marks",
            Self::Relations => "relations",
        }
    }

    fn columns(self) -> Vec<Column> {
        match self {
            Self::Articles => of_article().chain(of_rest()).collect(),
            Self::Marks => texts(&OWNER).chain(of_mark()).collect(),
            Self::Relations => {
                texts(&OWNER).chain(texts(&["id", "type", "head", "tail", "features"])).collect()
            }
        }
    }
}

/// The columns that say whose a mark or a relation is: the id of its row among the articles, and what that is made of.
const OWNER: [&str; 3] = ["document", "article", "annotator"];

struct Tables;

/// A line of one table.
type Line = (Table, Vec<u8>);

impl Exporter for Tables {
    type Piece = Vec<Line>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<Line>, ExportError> {
        let mut lines = Vec::new();
        for document in &Document::all(context, article, losses) {
            let rows = Rows { document, unit: context.options.offsets, are_types_guessed: false };
            lines.push((
                Table::Articles,
                line(|row| {
                    rows.article(row);
                    rows.rest(row);
                }),
            ));
            lines.extend(document.marks.iter().map(|mark| {
                let write = |row: &mut Object<'_>| {
                    write_owner(row, document);
                    rows.mark(row, mark);
                };
                (Table::Marks, line(write))
            }));
            let relations = document.relations.iter();
            lines.extend(
                relations
                    .map(|relation| (Table::Relations, line(|row| write_relation(row, document, relation)))),
            );
        }
        Ok(lines)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<Line>> + 's>, ExportError> {
        Ok(Box::new(Files { context, sink, open: BTreeMap::new() }))
    }
}

fn line(write: impl FnOnce(&mut Object<'_>)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut row = Object::begin(&mut out);
    write(&mut row);
    row.end();
    out.push(b'\n');
    out
}

/// Writes [`OWNER`].
fn write_owner(row: &mut Object<'_>, document: &Document<'_>) {
    row.text("document", &document.id());
    row.text("article", document.article.id().as_str());
    row.text("annotator", document.annotator.map_or("", |annotator| annotator.as_str()));
}

fn write_relation(row: &mut Object<'_>, document: &Document<'_>, relation: &Relation) {
    write_owner(row, document);
    row.text("id", relation.id.as_str());
    row.text("type", relation.kind.as_str());
    row.text("head", relation.from.as_str());
    row.text("tail", relation.to.as_str());
    row.text("features", &json(|out| shapes::write_features(out, &relation.features)));
}

struct Files<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    open: BTreeMap<(Table, usize), ParquetFile<'s>>,
}

impl<'s> Files<'s> {
    /// The name of the file of a table and a split.
    fn name(&self, table: Table, split: usize) -> String {
        match self.context.splits {
            Some(splits) => format!("{}/split={}/part-0.parquet", table.name(), splits.names[split]),
            None => format!("{}/part-0.parquet", table.name()),
        }
    }

    /// Does something with the file of a table and a split, which is made if it is not there.
    fn with(
        &mut self,
        table: Table,
        split: usize,
        act: impl FnOnce(&mut ParquetFile<'s>) -> io::Result<()>,
    ) -> Result<(), ExportError> {
        let name = self.name(table, split);
        let run = || {
            if !self.open.contains_key(&(table, split)) {
                let schema = columns::schema(&table.columns(), self.context.options.offsets);
                self.open.insert((table, split), ParquetFile::new(self.sink.file(&name)?, schema)?);
            }
            self.open.get_mut(&(table, split)).map_or(Ok(()), act)
        };
        run().map_err(|source| ExportError::Write { file: name, source })
    }
}

impl PieceWriter<Vec<Line>> for Files<'_> {
    fn piece(&mut self, article: &ArticleId, lines: Vec<Line>, _: &mut Losses) -> Result<(), ExportError> {
        let split = self.context.splits.map_or(0, |splits| splits.of(article));
        lines.iter().try_for_each(|(table, line)| self.with(*table, split, |file| file.add(line)))
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        // A table without rows is there as well, with its columns: a query may name it.
        for split in 0..self.context.splits.map_or(1, |splits| splits.names.len()) {
            Table::ALL.into_iter().try_for_each(|table| self.with(table, split, |_| Ok(())))?;
        }
        for ((table, split), file) in std::mem::take(&mut self.open) {
            let name = self.name(table, split);
            file.finish().map_err(|source| ExportError::Write { file: name, source })?;
        }
        Ok(())
    }
}
