//! What the words of a figure assert, read when it is marked.

use std::ops::Range;
use std::sync::Arc;

use crate::model::article::Article;
use crate::model::extra::ExtraValue;
use crate::model::id::{Annotator, LayerKey};
use crate::model::metadata::Metadata;
use crate::model::moment::Moment;
use crate::model::quantity::{Base, FigureLink, Quantity};
use crate::model::schema::{Role, Schema};
use crate::model::span::Spans;
use crate::suggest::figures::{Context, Figure, figures};

/// How far around a mark words are looked at that say what its number means, in bytes.
const AROUND: usize = 1_000;

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

/// What a mark of `annotator` at `spans` asserts whose layer is `layer`: nothing where that is none of figures. Figures that it
/// is a multiple of, or a part of, are named where they are marked.
pub(super) fn value(
    schema: &Schema,
    layer: &LayerKey,
    article: &Article,
    annotator: &Annotator,
    spans: &Spans,
) -> Option<Arc<Quantity>> {
    let is_figure = schema.layers.get(layer).is_some_and(|layer| layer.role == Role::Figure);
    let found = is_figure.then(|| reading(article, spans)).flatten()?;
    let mut quantity = found.quantity;
    let marked = |place: &Range<usize>| {
        let marks = article.work(annotator)?.in_range(place.clone());
        marks
            .into_iter()
            .find(|mark| mark.quantity.is_some() && mark.spans.hull().range() == *place)
            .map(|mark| mark.id.clone())
    };
    if let Some(figure) = found.base.as_ref().and_then(marked) {
        quantity.base = Some(Base { figure, factor: found.factor });
    }
    if let Some((kind, place)) = &found.link
        && let Some(figure) = marked(place)
    {
        quantity.link = Some(FigureLink { kind: *kind, figure });
    }
    Some(Arc::new(quantity))
}

/// The figure at `spans`, or the only one that lies in them, of which it is then less sure. `None` where they are no figure.
fn reading(article: &Article, spans: &Spans) -> Option<Figure> {
    let (text, hull) = (article.body().text(), spans.hull().range());
    let start = text.floor_char_boundary(hull.start.saturating_sub(AROUND));
    let start = text[start..hull.start].rfind('\n').map_or(start, |at| start + at + 1);
    let end = text.ceil_char_boundary((hull.end + AROUND).min(text.len()));
    let end = text[hull.end..end].find('\n').map_or(end, |at| hull.end + at);
    let found = figures(text, start..end, &context(article));
    if let Some(figure) = found.iter().find(|figure| figure.span == hull) {
        return Some(figure.clone());
    }
    let mut inside =
        found.iter().filter(|figure| hull.start <= figure.span.start && figure.span.end <= hull.end);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    let quantity = Quantity { doubtful: true, ..only.quantity.clone() };
    Some(Figure { quantity, ..only.clone() })
}
