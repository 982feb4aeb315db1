//! PDF documents with a text layer. A document becomes one article.
//!
//! A page of a PDF is letters at places, and nothing more. `glyphs` collects them, within the bounds that `bounds` has
//! set, `lines` makes lines of them, `margins` takes out what stands at the edges of several pages, `columns` puts the
//! rest in the order in which it is read, `paragraphs` joins lines, and `article` puts all of it together.

mod article;
mod bounds;
mod columns;
mod direction;
mod glyphs;
mod lines;
mod margins;
mod paragraphs;
mod properties;

use super::format::{Carries, Format, Shape};
use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use super::one_each::read_each;
use super::plain::has_extension;
use super::proof::ComesBack;
use super::source::Source;
use crate::model::article::Article;
use crate::model::id::ArticleId;

/// PDF documents.
pub static FORMAT: Format = Format {
    id: "pdf",
    name: "PDF document",
    shape: Shape::Folder,
    pattern: "*.pdf",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: Carries { zones: true, metadata: true, ..Carries::NOTHING },
    comes_back: ComesBack::Nothing,
    importer: Some(&Pdf),
    export: None,
};

/// How a PDF begins, after a few other bytes at most.
const SIGNATURE: &[u8] = b"%PDF-";

/// Reads PDF documents.
struct Pdf;

impl Importer for Pdf {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["pdf"]) || head.starts_with(SIGNATURE)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        read_each(source, options, schema, out, |name, id, warnings| {
            let place = Place::file(name);
            let stream = source.open(name).map_err(|error| place.clone().error(error))?;
            let read = bounds::read(stream).and_then(|bytes| article(id, bytes, warnings));
            read.map_err(|message| place.error(Problem::Other(message)))
        })
    }
}

/// The article of a document, or why there is none.
fn article(id: ArticleId, bytes: Vec<u8>, warnings: &mut Vec<String>) -> Result<Article, String> {
    let document = glyphs::read(bytes)?;
    let is_letter = |glyph: &&glyphs::Glyph| !glyph.text.trim().is_empty();
    let letters: usize = document.pages.iter().map(|page| page.glyphs.iter().filter(is_letter).count()).sum();
    let unknown: usize = document.pages.iter().map(|page| page.unknown).sum();
    if letters <= unknown {
        return Err(match unknown {
            0 => "the document has no text, only pictures of pages: have its text recognised (OCR) first, and import the \
                  document that comes of it",
            _ => "the letters of the document are shapes that say not which letters they are: have its text recognised \
                  (OCR) first, and import the document that comes of it",
        }
        .to_owned());
    }
    let turned: usize = document.pages.iter().map(|page| page.turned).sum();
    for (count, what) in
        [(unknown, "that say not which letters they are"), (turned, "that do not stand on a level line")]
    {
        if count > 0 {
            warnings.push(format!("{count} signs {what} are left out"));
        }
    }
    for (number, _) in document.pages.iter().enumerate().filter(|(_, page)| page.glyphs.is_empty()) {
        warnings.push(format!("page {} has no text", number + 1));
    }
    Ok(article::of(id, &document))
}
