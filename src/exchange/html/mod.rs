//! Pages of the web: a page becomes one article, without what stands around it.
//!
//! `page` makes a tree of the page within bounds, `metadata` asks the page what it says of itself, `main_text` finds
//! the article in it, and `blocks` cuts that into paragraphs of which `kinds` says what they are.

mod attributes;
mod blocks;
mod charset;
mod kinds;
mod linked_data;
mod main_text;
mod metadata;
mod page;

use std::io::Read as _;

use super::encoding;
use super::format::{Carries, Format, Shape};
use super::growth::SchemaGrowth;
use super::importer::{ImportError, ImportOptions, Importer, Incoming, Place, Problem};
use super::one_each::read_each;
use super::plain::has_extension;
use super::proof::ComesBack;
use super::source::Source;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::id::ArticleId;

/// Pages of the web.
pub static FORMAT: Format = Format {
    id: "html",
    name: "Web page (HTML)",
    shape: Shape::Folder,
    pattern: "*.html",
    offsets: None,
    tokens: None,
    record_shapes: &[],
    carries: Carries { zones: true, metadata: true, ..Carries::NOTHING },
    comes_back: ComesBack::Nothing,
    importer: Some(&Html),
    export: None,
};

/// The size of a page that is read at most, in bytes. Pages of newspapers have up to 5 MB, pictures included.
const LARGEST: u64 = 32 << 20;

/// Reads pages of the web.
struct Html;

impl Importer for Html {
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        has_extension(name, &["html", "htm", "xhtml"]) || begins_a_page(head)
    }

    fn read(
        &self,
        source: &dyn Source,
        options: &ImportOptions,
        schema: &mut SchemaGrowth,
        out: &mut dyn FnMut(Incoming) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        read_each(source, options, schema, out, |name, id, warnings| {
            let text = read_text(source, name, options)?;
            article(id, &text, warnings).map_err(|message| Place::file(name).error(Problem::Other(message)))
        })
    }
}

/// Whether a file begins as a page does: after white space, remarks and an XML declaration comes its type or root.
fn begins_a_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(end) = ["<!--", "<?xml"].iter().find_map(|start| {
        let after = rest.strip_prefix(start)?;
        after.find('>').map(|place| place + start.len() + 1)
    }) {
        rest = rest[end..].trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|start| {
        let same = rest.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
        same && rest[start.len()..].starts_with(|next: char| next == '>' || next.is_whitespace())
    })
}

fn read_text(source: &dyn Source, name: &str, options: &ImportOptions) -> Result<String, ImportError> {
    let place = Place::file(name);
    let mut bytes = Vec::new();
    let stream = source.open(name);
    let read = stream.and_then(|stream| stream.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| place.clone().error(error))?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("the page is larger than {} MB, which no page of an article is", LARGEST >> 20);
        return Err(place.error(Problem::Other(message)));
    }
    let declared = charset::declared(&bytes);
    let encoding = options.encoding.as_deref().or(declared.as_deref());
    encoding::decode(&bytes, encoding).map_err(|error| place.error(error))
}

/// The article of a page, or why there is none.
fn article(id: ArticleId, text: &str, warnings: &mut Vec<String>) -> Result<Article, String> {
    let page = page::parse(text)?;
    let about = metadata::About::of(&page);
    let content = main_text::find(page)?;
    let metadata = about.metadata(&content, warnings);
    let (body, zones) = blocks::text(&content.blocks, metadata.title.as_deref(), metadata.byline.as_deref());
    Ok(Article::new(id, Body::new(body), metadata, zones))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_how_it_begins() {
        for page in [
            "<!DOCTYPE html>",
            "\u{feff}\r\n <html lang=ar>",
            "<?xml version=\"1.0\"?>\n<!-- saved -->\n<!doctype HTML PUBLIC",
        ] {
            assert!(Html.recognises("a", page.as_bytes()), "{page}");
        }
        for other in ["", "<htmlx>", "<p>", "a <html>", "<!-- <html>", "<!doctype note>"] {
            assert!(!Html.recognises("a.txt", other.as_bytes()), "{other}");
        }
    }
}
