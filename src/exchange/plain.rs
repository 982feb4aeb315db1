//! Plain text: a file is the body of an article.

use std::io::{Read as _, Write as _};

use super::document::Document;
use super::encoding;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Shape};
use super::free_names::FreeNames;
use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Importer, Incoming, Place};
use super::losses::Losses;
use super::one_each::read_each;
use super::proof::ComesBack;
use super::sink::Sink;
use super::source::Source;
use super::title::first_title;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;

/// Plain text.
pub static FORMAT: Format = Format {
    id: "txt",
    name: "Plain text",
    shape: Shape::Folder,
    pattern: "*.txt",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: Carries::TEXT,
    comes_back: ComesBack::Texts,
    importer: Some(&PlainText),
    export: Some(|context, articles, sink| run(&TextExporter { extension: "txt" }, context, articles, sink)),
};

/// Reads plain text.
struct PlainText;

impl Importer for PlainText {
    fn recognises(&self, name: &str, _: &[u8]) -> bool {
        has_extension(name, &["txt", "text"])
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        read_texts(source, options, schema, out, |id, text, _| {
            let title = first_title(&text).map(str::to_owned);
            Article::new(id, Body::new(text), Metadata { title, ..Metadata::default() }, [])
        })
    }
}

/// Whether a file name ends in one of `extensions`, in any case.
pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| extensions.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// Reads each entry as the text of one article, which is named after the file.
pub(super) fn read_texts(
    source: &dyn Source,
    options: &ImportOptions,
    schema: &SchemaGrowth,
    out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    make: impl Fn(ArticleId, String, &mut Vec<String>) -> Article,
) -> Result<(), ImportError> {
    read_each(source, options, schema, out, |name, id, warnings| {
        Ok(make(id, read_text(source, name, options)?, warnings))
    })
}

fn read_text(source: &dyn Source, name: &str, options: &ImportOptions) -> Result<String, ImportError> {
    let place = Place::file(name);
    let mut bytes = Vec::new();
    let read = source.open(name).and_then(|mut stream| stream.read_to_end(&mut bytes));
    read.map_err(|error| place.clone().error(error))?;
    encoding::decode(&bytes, options.encoding.as_deref()).map_err(|error| place.error(error))
}

/// Writes the body of each article as a file of its own.
pub(super) struct TextExporter {
    pub(super) extension: &'static str,
}

impl Exporter for TextExporter {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        Document::lose_all_but_text(context, article, losses);
        let text = article.body().text();
        // Readers take the first one for a sign of the encoding.
        let own = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        Ok(format!("{own}{text}").into())
    }

    fn writer<'s>(
        &'s self,
        _: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        Ok(Box::new(TextFiles { sink, extension: self.extension, names: FreeNames::default() }))
    }
}

struct TextFiles<'s> {
    sink: &'s dyn Sink,
    extension: &'static str,
    names: FreeNames,
}

impl PieceWriter<Vec<u8>> for TextFiles<'_> {
    fn piece(&mut self, article: &ArticleId, piece: Vec<u8>, losses: &mut Losses) -> Result<(), ExportError> {
        let stem = self.names.take(&[], article, losses);
        let name = format!("{stem}.{}", self.extension);
        let write = || {
            let mut stream = self.sink.file(&name)?;
            stream.write_all(&piece)?;
            stream.flush()
        };
        write().map_err(|source| ExportError::Write { file: name.clone(), source })
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        Ok(())
    }
}

/// An article id with the signs replaced that no file name may have on some system.
pub(super) fn file_stem(id: &str) -> String {
    let replaced = |character: char| match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        control if control.is_control() => '_',
        other => other,
    };
    let stem: String = id.chars().map(replaced).take(120).collect();
    let trimmed = stem.trim_matches(['.', ' ']);
    if trimmed.is_empty() { "_".to_owned() } else { trimmed.to_owned() }
}
