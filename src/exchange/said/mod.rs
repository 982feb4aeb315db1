//! Who says what, as data: nested as people say it, or flat as taggers learn it.

pub mod nested;
pub mod triples;

use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::exchange::losses::Losses;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::schema::Role;
use crate::model::span::{Span, Spans};

/// Where an attribution has what: a mark or a stretch of its own.
fn spans_of<'d>(document: &Document<'d>, anchor: &'d Anchor) -> &'d [Span] {
    let spans: Option<&Spans> = match anchor {
        Anchor::Annotation(id) => document.article.annotation(id).map(|mark| &mark.spans),
        Anchor::Spans(spans) => Some(spans),
    };
    spans.map_or(&[], Spans::as_slice)
}

/// From the first to the last word of what is said, in bytes; `None` where nothing is.
fn extent(document: &Document<'_>, attribution: &Attribution) -> Option<Span> {
    let spans = || attribution.contents.iter().flat_map(|content| spans_of(document, content));
    let start = spans().map(|span| span.start()).min()?;
    let end = spans().map(|span| span.end()).max()?;
    Span::new(start, end).ok()
}

/// The words of `spans`, on one line; an ellipsis stands for what is between them.
fn words(document: &Document<'_>, spans: &[Span]) -> String {
    let words: Vec<&str> = spans.iter().map(|span| document.quote(*span)).collect();
    words.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes out of `document` what is not finished, and whatever is no claim, and notes it. Returns whether its claims are
/// finished: of what is not, nobody can tell whether nothing is said or nobody has looked.
fn keep_claims<'a>(context: &ExportContext<'a>, document: &mut Document<'a>, losses: &mut Losses) -> bool {
    document.keep_complete(context, losses);
    let id = document.article.id();
    let claims: Vec<_> =
        Document::layers(context).into_iter().filter(|layer| layer.role == Role::Claim).collect();
    let (kept, others): (Vec<_>, Vec<_>) =
        document.marks.drain(..).partition(|mark| claims.iter().any(|layer| layer.key == mark.layer));
    for other in others {
        losses.add_mark("marks that are no claims", id, document.article.body().quote(other.spans.hull()));
    }
    document.marks = kept;
    let is_done = claims.iter().any(|layer| document.complete.contains(&layer.key));
    if !is_done {
        for attribution in std::mem::take(&mut document.attributions) {
            let quote = extent(document, &attribution).map_or("", |span| document.quote(span));
            losses.add("attributions of articles whose claims are not finished", id, quote);
        }
    }
    is_done
}
