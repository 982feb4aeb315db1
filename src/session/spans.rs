//! Spans made by hand.

use std::ops::Range;

use super::error::Refusal;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::id::Annotator;
use crate::model::span::{Span, Spans};
use crate::text::graphemes::snap_to_graphemes;
use crate::text::trim::{trim_full_stop, trim_span};

/// The span that a person means who selects `range` (bytes): whole graphemes, without the white space and commas
/// around it and the full stop behind it. With `exact` the range is taken as it is.
pub(super) fn by_hand(body: &Body, range: Range<usize>, exact: bool) -> Result<Span, Refusal> {
    let given = body.span(range.start, range.end)?;
    if exact {
        return Ok(given);
    }
    let text = body.text();
    let meant = trim_full_stop(text, trim_span(text, snap_to_graphemes(text, given.range())));
    if meant.is_empty() {
        return Err(Refusal::new("only white space is selected"));
    }
    Ok(body.span(meant.start, meant.end)?)
}

/// `spans` with `added`; spans that overlap or touch become one.
pub(super) fn union(spans: &Spans, added: Span) -> Result<Spans, Refusal> {
    let mut all: Vec<Span> = spans.iter().chain([added]).collect();
    all.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match merged.last_mut() {
            Some(last) if span.start() <= last.end() => {
                *last = Span::new(last.start(), last.end().max(span.end()))?;
            }
            _ => merged.push(span),
        }
    }
    Ok(Spans::new(merged)?)
}

/// `spans` without the text of `removed`; nothing if no text is left.
pub(super) fn difference(spans: &Spans, removed: Span) -> Option<Spans> {
    let pieces = spans.iter().flat_map(|span| {
        let before = Span::new(span.start(), span.end().min(removed.start()));
        let after = Span::new(span.start().max(removed.end()), span.end());
        before.into_iter().chain(after)
    });
    Spans::new(pieces.collect::<Vec<_>>()).ok()
}

/// Where sentences end in any case for `annotator`: the edges of zones, ascending, in bytes.
pub(super) fn hard_breaks(article: &Article, annotator: &Annotator) -> Vec<usize> {
    let zones = article.zones_for(annotator);
    let mut edges: Vec<usize> = zones.iter().flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}
