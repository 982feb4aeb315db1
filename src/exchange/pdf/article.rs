//! The article that the pages of a document make.

use super::columns;
use super::glyphs::Document;
use super::lines::{self, Line};
use super::margins;
use super::paragraphs::{Joiner, Paragraph, is_larger};
use super::properties::Properties;
use crate::exchange::tagged::rebuilt::REBUILT;
use crate::exchange::title::first_title;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::extra::ExtraValue;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;
use crate::model::span::Span;
use crate::model::zone::{Zone, ZoneKind};

/// Of what the text was put together.
const REBUILT_FROM: &str = "from lines of print: lines joined to paragraphs, hyphens at their ends taken out where small letters follow (PDF)";

/// A paragraph of the article.
struct Piece {
    paragraph: Paragraph,
    kind: Option<ZoneKind>,
}

/// The article of `document`.
pub(super) fn of(id: ArticleId, document: &Document) -> Article {
    let mut pages: Vec<(f64, Vec<Line>)> =
        document.pages.iter().map(|page| (page.height, lines::lines(&page.glyphs))).collect();
    let joiner = Joiner::of(pages.iter().flat_map(|(_, lines)| lines));
    let margins = margins::take(&mut pages, joiner.body());
    let mut pieces = Vec::new();
    let mut first_page = 0;
    for (number, ((_, lines), margin)) in pages.into_iter().zip(margins).enumerate() {
        add_page(&joiner, lines, margin, &mut pieces);
        if number == 0 {
            first_page = pieces.len();
        }
    }
    if let Some(headline) = headline(&mut pieces[..first_page], joiner.body()) {
        headline.kind = Some(ZoneKind::Headline);
    }
    let (text, zones) = text(&pieces);
    let metadata = metadata(&document.properties, &pieces);
    Article::new(id, Body::new(text), metadata, zones)
}

/// Adds the paragraphs of a page, and behind them what stands at its edges. A paragraph that goes on from the page before
/// is not torn by what stands at the edges of the two.
fn add_page(joiner: &Joiner, lines: Vec<Line>, margin: Vec<String>, pieces: &mut Vec<Piece>) {
    for block in columns::blocks(lines) {
        for (number, paragraph) in joiner.paragraphs(&block).into_iter().enumerate() {
            match pieces.iter_mut().rfind(|piece| piece.kind.is_none()) {
                Some(last) if number == 0 && last.paragraph.goes_on(&paragraph) => {
                    let before = std::mem::replace(&mut last.paragraph, paragraph.clone()).text;
                    last.paragraph.text = before;
                    joiner.join(&mut last.paragraph.text, &paragraph.text);
                }
                _ => pieces.push(Piece { paragraph, kind: None }),
            }
        }
    }
    let margin = margin.into_iter().map(Paragraph::of_margin);
    pieces.extend(margin.map(|paragraph| Piece { paragraph, kind: Some(ZoneKind::Navigation) }));
}

/// The first of the paragraphs with the largest type, if that is larger than the type of the text. A letter that begins a
/// text and is as high as three lines of it is none.
fn headline(pieces: &mut [Piece], body: f64) -> Option<&mut Piece> {
    let is_one = |piece: &&mut Piece| {
        let text = &piece.paragraph.text;
        piece.kind.is_none() && is_larger(piece.paragraph.size, body) && text.chars().count() > 3
    };
    let mut found: Option<&mut Piece> = None;
    for piece in pieces.iter_mut().filter(is_one) {
        let largest = found.as_ref().map_or(0.0, |found| found.paragraph.size);
        if is_larger(piece.paragraph.size, largest) || piece.paragraph.size > largest + 0.5 {
            found = Some(piece);
        }
    }
    found
}

/// The text of all pieces, an empty line between two, and what is not the article's own running text.
fn text(pieces: &[Piece]) -> (String, Vec<Zone>) {
    let (mut text, mut zones) = (String::new(), Vec::new());
    for piece in pieces {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&piece.paragraph.text);
        if let Some((kind, span)) = piece.kind.zip(Span::new(start, text.len()).ok()) {
            let id = format!("{}-{}", kind.name(), zones.len() + 1);
            zones.push(Zone { id: id.as_str().into(), span, kind, annotator: None });
        }
    }
    (text, zones)
}

fn metadata(properties: &Properties, pieces: &[Piece]) -> Metadata {
    let of_kind =
        |kind| pieces.iter().filter(move |piece| piece.kind == kind).map(|piece| &piece.paragraph.text);
    let first = || of_kind(None).find_map(|text| first_title(text).map(str::to_owned));
    let title =
        of_kind(Some(ZoneKind::Headline)).next().or(properties.title.as_ref()).cloned().or_else(first);
    let mut metadata = Metadata { title, byline: properties.author.clone(), ..Metadata::default() };
    // When the file was made is not when the article was published.
    metadata.other.set("created", properties.created.clone().map(ExtraValue::Text));
    metadata.other.set(REBUILT, Some(ExtraValue::Text(REBUILT_FROM.to_owned())));
    metadata
}
