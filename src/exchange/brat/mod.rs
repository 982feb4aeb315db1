//! brat standoff: a text and a file of annotations for each document, and the configuration that brat needs.

mod config;
mod names;
mod read;
mod standoff;

use self::names::Names;
use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape};
use super::free_names::FreeNames;
use super::losses::Losses;
use super::outputs::side_file;
use super::plain::file_stem;
use super::proof::ComesBack;
use super::sink::Sink;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::text::offsets::OffsetUnit;

/// brat standoff.
pub static FORMAT: Format = Format {
    id: "brat",
    name: "brat standoff",
    shape: Shape::Folder,
    pattern: "*.ann",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Standoff),
    export: Some(|context, articles, sink| {
        run(&Brat { names: Names::new(context) }, context, articles, sink)
    }),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    discontinuous: true,
    relations: true,
    features: true,
    entity_links: true,
    empty_documents: true,
    lossless_text: true,
    ..Carries::NOTHING
};

struct Brat {
    names: Names,
}

/// A document and where it is to be.
pub(super) struct Pair {
    /// The folder of its annotator, where several have worked on the article.
    folder: Option<String>,
    text: String,
    annotations: String,
}

impl Exporter for Brat {
    type Piece = Vec<Pair>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<Pair>, ExportError> {
        let mut pairs = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            document.fit(CARRIES, losses);
            if document.complete.is_empty() {
                continue;
            }
            pairs.push(Pair {
                folder: document
                    .annotator
                    .filter(|_| document.is_one_of_several)
                    .map(|annotator| file_stem(annotator.as_str())),
                text: document.text().to_owned(),
                annotations: standoff::write(&document, &self.names, losses),
            });
        }
        Ok(pairs)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<Pair>> + 's>, ExportError> {
        Ok(Box::new(Files { context, sink, names: &self.names, free: FreeNames::default() }))
    }
}

struct Files<'s> {
    context: &'s ExportContext<'s>,
    sink: &'s dyn Sink,
    names: &'s Names,
    free: FreeNames,
}

impl PieceWriter<Vec<Pair>> for Files<'_> {
    fn piece(
        &mut self,
        article: &ArticleId,
        pairs: Vec<Pair>,
        losses: &mut Losses,
    ) -> Result<(), ExportError> {
        let split = self.context.splits.map(|splits| splits.names[splits.of(article)].clone());
        for Pair { folder, text, annotations } in pairs {
            let folders: Vec<String> = split.iter().cloned().chain(folder).collect();
            let name = self.free.take(&folders, article, losses);
            side_file(self.sink, &format!("{name}.txt"), &text)?;
            // brat wants the file even if nothing is marked.
            side_file(self.sink, &format!("{name}.ann"), &annotations)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        side_file(self.sink, "annotation.conf", &config::annotation(self.context, self.names))?;
        side_file(self.sink, "visual.conf", &config::visual(self.context, self.names))
    }
}

/// A name as brat takes it: letters of English, digits, `_` and `-`.
fn name(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '-';
    let plain: String =
        deunicode::deunicode(text).chars().map(|sign| if is_plain(sign) { sign } else { '_' }).collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}
