//! Arguments that are JSON, read as the exchange format has them.

use std::collections::BTreeMap;

use crate::exchange::jsonl::parts::{self, PartError};
use crate::model::annotation::Features;
use crate::model::article::Article;
use crate::model::attribution::Attribution;
use crate::model::id::ArticleId;
use crate::model::quantity::Quantity;
use crate::model::register::{Claim, Entity, Event};
use crate::model::span::{Span, Spans};
use crate::session::error::Refusal;

fn refusal(error: &PartError) -> Refusal {
    Refusal::new(error.to_string())
}

/// Spans as `[[start, end], …]`, in bytes of `article`, taken as they are.
pub(super) fn fragments(text: &str, article: &Article) -> Result<Spans, Refusal> {
    let wrong = || Refusal::new("fragments must be a list of pairs of offsets: [[start, end], …]");
    let pairs: Vec<(usize, usize)> = serde_json::from_str(text).map_err(|_| wrong())?;
    let spans: Result<Vec<Span>, _> =
        pairs.into_iter().map(|(start, end)| article.body().span(start, end)).collect();
    Ok(Spans::new(spans?)?)
}

/// An article, and pairs of offsets in it.
pub(super) type Places = (ArticleId, Vec<(usize, usize)>);

/// Places by article as `{"id": [[start, end], …], …}`, in bytes.
pub(super) fn places(text: &str) -> Result<Vec<Places>, Refusal> {
    let wrong = || Refusal::new("places must be pairs of offsets by article: {\"id\": [[start, end], …], …}");
    let places: BTreeMap<String, Vec<(usize, usize)>> = serde_json::from_str(text).map_err(|_| wrong())?;
    Ok(places.into_iter().map(|(id, pairs)| (ArticleId::from(id), pairs)).collect())
}

/// Places as [`places`] reads them.
pub(super) fn written_places<'a>(places: impl IntoIterator<Item = (&'a ArticleId, Vec<Span>)>) -> String {
    let pairs = |spans: Vec<Span>| spans.iter().map(|span| [span.start(), span.end()]).collect::<Vec<_>>();
    let places: BTreeMap<&str, Vec<[usize; 2]>> =
        places.into_iter().map(|(id, spans)| (id.as_str(), pairs(spans))).collect();
    serde_json::json!(places).to_string()
}

/// A quantity; its offsets are code points.
pub(super) fn quantity(text: &str, article: &Article) -> Result<Quantity, Refusal> {
    parts::quantity_from_json(text, article).map_err(|error| refusal(&error))
}

/// An attribution; its offsets are code points.
pub(super) fn attribution(text: &str, article: &Article) -> Result<Attribution, Refusal> {
    parts::attribution_from_json(text, article).map_err(|error| refusal(&error))
}

/// Features by key.
pub(super) fn features(text: &str) -> Result<Features, Refusal> {
    parts::features_from_json(text).map_err(|error| refusal(&error))
}

/// An entity, whose kind is the name of a label.
pub(super) fn entity(text: &str) -> Result<Entity, Refusal> {
    parts::entity_from_json(text).map_err(|error| refusal(&error))
}

/// A claim.
pub(super) fn claim(text: &str) -> Result<Claim, Refusal> {
    parts::claim_from_json(text).map_err(|error| refusal(&error))
}

/// An event.
pub(super) fn event(text: &str) -> Result<Event, Refusal> {
    parts::event_from_json(text).map_err(|error| refusal(&error))
}
