//! What the words of a figure assert, read when it is marked.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::extra::ExtraValue;
use crate::model::id::LayerKey;
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::model::quantity::Quantity;
use crate::model::schema::{Role, Schema};
use crate::model::span::Spans;
use crate::suggest::figures::{Context, figures};

/// How far around a mark words are looked at that say what its number means, in bytes.
const AROUND: usize = 200;

/// What is known of `article` that says how its figures are read.
pub(super) fn context(article: &Article) -> Context {
    let metadata = article.metadata();
    let country = country(metadata);
    Context { language: metadata.language.clone(), published: metadata.published.map(Moment::date), country }
}

/// The country of the outlet: as the metadata say, else as the language is written there ("es-MX"), else of its address.
fn country(metadata: &Metadata) -> Option<String> {
    let is_code = |part: &&str| part.len() == 2 && part.chars().all(|sign| sign.is_ascii_alphabetic());
    let said = match metadata.other.get("country") {
        Some(ExtraValue::Text(country)) => Some(country.as_str()).filter(is_code),
        _ => None,
    };
    let region = || {
        let (_, region) = metadata.language.as_deref()?.rsplit_once(['-', '_'])?;
        Some(region).filter(is_code)
    };
    let domain = || {
        let (_, rest) = metadata.url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', ':', '?']).next()?;
        let (_, top) = host.rsplit_once('.')?;
        Some(if top == "uk" { "GB" } else { top }).filter(is_code)
    };
    said.or_else(region).or_else(domain).map(str::to_uppercase)
}

/// What a mark at `spans` asserts whose layer is `layer`: nothing where that is none of figures.
pub(super) fn value(
    schema: &Schema,
    layer: &LayerKey,
    article: &Article,
    spans: &Spans,
) -> Option<Arc<Quantity>> {
    let is_figure = schema.layers.get(layer).is_some_and(|layer| layer.role == Role::Figure);
    is_figure.then(|| reading(article, spans)).flatten().map(Arc::new)
}

/// What the words at `spans` assert: of the figure that they are, or of the only one that lies in them, of which it is then
/// less sure. `None` where they are no figure.
fn reading(article: &Article, spans: &Spans) -> Option<Quantity> {
    let (text, hull) = (article.body().text(), spans.hull().range());
    let start = text.floor_char_boundary(hull.start.saturating_sub(AROUND));
    let start = text[start..hull.start].rfind('\n').map_or(start, |at| start + at + 1);
    let end = text.ceil_char_boundary((hull.end + AROUND).min(text.len()));
    let end = text[hull.end..end].find('\n').map_or(end, |at| hull.end + at);
    let found = figures(text, start..end, &context(article));
    if let Some(figure) = found.iter().find(|figure| figure.span == hull) {
        return Some(figure.quantity.clone());
    }
    let mut inside =
        found.iter().filter(|figure| hull.start <= figure.span.start && figure.span.end <= hull.end);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    Some(Quantity { doubtful: true, ..only.quantity.clone() })
}
