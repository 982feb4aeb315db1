//! spaCy's own files: a `DocBin` for each split, and a configuration that trains on them.
//!
//! The layout follows `spacy/tokens/_serialize.py`, `span_group.pyx` and `_dict_proxies.py` of version 3.8. The marks
//! of each layer are a span group of its name; those of the layer of entities that do not overlap are `doc.ents` as
//! well. In a layer that is not finished in an article the tokens outside of marks are written as missing, not as
//! outside, and its span group is not there.

mod bin;
mod column;
mod config;
mod doc;
mod hash;
mod packed;
mod read;
mod strings;
mod symbols;
mod tokens;
mod training;
mod unbin;

use std::collections::BTreeMap;
use std::io;

use self::bin::Bin;
use self::doc::Doc;
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::losses::Losses;
use super::outputs::side_file;
use super::proof::ComesBack;
use super::sink::Sink;
use super::tokens::spacy_like::Rules;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::text::offsets::OffsetUnit;

/// spaCy's own files.
pub static FORMAT: Format = Format {
    id: "spacy",
    name: "spaCy (DocBin)",
    shape: Shape::Folder,
    pattern: "*.spacy",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: Some(Tokens::Chosen),
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Bins),
    export: Some(|context, articles, sink| {
        run(&Spacy { rules: training::rules(context) }, context, articles, sink)
    }),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    relations: true,
    entity_links: true,
    document_labels: true,
    rejected: true,
    empty_documents: true,
    lossless_text: true,
    metadata: true,
    ..Carries::NOTHING
};

struct Spacy {
    /// What the pipeline will cut texts by, where its tokens may be others than those of the export.
    rules: Option<Rules>,
}

impl Exporter for Spacy {
    type Piece = Vec<Doc>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<Doc>, ExportError> {
        let mut docs = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.fit(CARRIES, losses);
            docs.push(Doc::new(context, &document, self.rules, losses));
        }
        Ok(docs)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<Doc>> + 's>, ExportError> {
        Ok(Box::new(Files { context, sink, bins: BTreeMap::new() }))
    }
}

struct Files<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    /// By the name of the file without its extension. Numbers of tokens come before the tokens, so a file is written
    /// when all of it is known; until then it is packed.
    bins: BTreeMap<String, Bin>,
}

impl Files<'_> {
    /// The name of the file for a split, without its extension.
    fn stem(&self, split: usize) -> String {
        self.context.splits.map_or("data", |splits| splits.names[split].as_str()).to_owned()
    }

    fn cannot(stem: &str) -> impl Fn(io::Error) -> ExportError {
        move |source| ExportError::Write { file: format!("{stem}.spacy"), source }
    }
}

impl PieceWriter<Vec<Doc>> for Files<'_> {
    fn piece(&mut self, article: &ArticleId, docs: Vec<Doc>, _: &mut Losses) -> Result<(), ExportError> {
        let split = self.context.splits.map_or(0, |splits| splits.of(article));
        let stem = self.stem(split);
        let bin = self.bins.entry(stem.clone()).or_default();
        docs.iter().try_for_each(|doc| bin.add(doc)).map_err(Self::cannot(&stem))
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        let stems: Vec<&str> = self.bins.keys().map(String::as_str).collect();
        let config = config::text(self.context, &stems);
        for (stem, bin) in self.bins {
            let written = self.sink.file(&format!("{stem}.spacy")).and_then(|file| bin.write(file));
            written.map_err(Self::cannot(&stem))?;
        }
        side_file(self.sink, "config.cfg", &config)
    }
}
