//! Single parts of the native format, as commands carry them. Offsets are code points.
//!
//! Unlike in a file, a key that is not known and could not be kept is an error here: it is a slip of the pen.

use serde::Deserialize;

pub use super::error::PartError;
use super::features::{FeaturePairs, read_value};
use super::places::Places;
use super::reader::{Dropped, Reader};
use super::{article, attribution, quantity, read, register};
use crate::exchange::growth::SchemaGrowth;
use crate::model::annotation::Features;
use crate::model::article::Article;
use crate::model::attribution::Attribution;
use crate::model::id::{Annotator, LabelKey};
use crate::model::quantity::Quantity;
use crate::model::register::{Claim, Entity, Event};
use crate::text::offsets::OffsetUnit;

/// Reads a line of an article alone, whose labels become part of `schema`; `None` where it is a record of another kind. What
/// names nobody is nobody's.
pub fn article_from_json(text: &str, schema: &mut SchemaGrowth) -> Result<Option<Article>, PartError> {
    if read::is_other_record(text) {
        return Ok(None);
    }
    let read = article::read(parse(text)?, schema, &nobody(), &Dropped::default(), |_, _| Ok(Vec::new()))?;
    Ok(Some(read.article))
}

/// Reads a quantity of `article`.
pub fn quantity_from_json(text: &str, article: &Article) -> Result<Quantity, PartError> {
    in_article(article, |reader| quantity::read(reader, parse(text)?))
}

/// A quantity of `article`, as [`quantity_from_json`] reads it.
pub fn quantity_to_json(quantity: &Quantity, article: &Article) -> String {
    let mut out = Vec::new();
    quantity::write(&mut out, Places::new(article.body(), OffsetUnit::CodePoint), quantity);
    String::from_utf8(out).unwrap_or_default()
}

/// Reads an attribution of `article`; a missing id or annotator is empty.
pub fn attribution_from_json(text: &str, article: &Article) -> Result<Attribution, PartError> {
    in_article(article, |reader| attribution::read(reader, parse(text)?, &nobody()))
}

/// Reads an entity; a missing id or annotator is empty. Its `kind` holds the name of the label as it was given.
pub fn entity_from_json(text: &str) -> Result<Entity, PartError> {
    let part: register::EntityPart<'_> = parse(text)?;
    let kind = part.kind.as_ref().map(|name| LabelKey::from(name.as_str()));
    strictly(|dropped| register::read_entity(dropped, part, kind, &nobody()))
}

/// Reads a claim; a missing id or annotator is empty.
pub fn claim_from_json(text: &str) -> Result<Claim, PartError> {
    let part = parse(text)?;
    strictly(|dropped| register::read_claim(dropped, part, &nobody()))
}

/// Reads an event; a missing id or annotator is empty.
pub fn event_from_json(text: &str) -> Result<Event, PartError> {
    register::read_event(parse(text)?, &nobody())
}

/// Reads features, with their keys as they are.
pub fn features_from_json(text: &str) -> Result<Features, PartError> {
    let pairs: FeaturePairs<'_> = parse(text)?;
    Ok(pairs.0.into_iter().map(|(key, raw)| (key.as_str().into(), read_value(raw))).collect())
}

fn nobody() -> Annotator {
    Annotator::from("")
}

fn parse<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, PartError> {
    serde_json::from_str(text).map_err(|error| PartError::json(text, &error))
}

fn in_article<T>(
    article: &Article,
    read: impl FnOnce(&Reader<'_>) -> Result<T, PartError>,
) -> Result<T, PartError> {
    let places = Places::new(article.body(), OffsetUnit::CodePoint);
    strictly(|dropped| read(&Reader { places, dropped }))
}

fn strictly<T>(read: impl FnOnce(&Dropped) -> Result<T, PartError>) -> Result<T, PartError> {
    let dropped = Dropped::default();
    let value = read(&dropped)?;
    match dropped.take().pop_first() {
        Some(key) => Err(PartError::UnknownKey { key }),
        None => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::Body;
    use crate::model::metadata::Metadata;
    use crate::model::quantity::{Approximator, Bound, Referent};

    fn article(text: &str) -> Article {
        Article::new("t".into(), Body::new(text), Metadata::default(), [])
    }

    #[test]
    fn a_quantity_counts_its_spans_in_code_points() {
        let article = article("💩 more than 30,000 civilians");
        let json = r#"{"low": 30000, "high": null, "low_open": true, "point": 3.0e4, "approximator": "more than",
            "kind": "count", "counted": {"start": 19, "end": 28, "text": "civilians"}, "x": 1.10}"#;
        let quantity = quantity_from_json(json, &article).unwrap();
        assert_eq!((&quantity.low, &quantity.high), (&Some(Bound::Number(30_000.into())), &None));
        assert_eq!(quantity.point, quantity.low);
        assert_eq!(quantity.approximator, Some(Approximator::MoreThan));
        let span = article.body().span(22, 31).unwrap();
        assert_eq!(quantity.counted, Some(Referent::Span(span.into())));
        assert_eq!(quantity.extra.iter().count(), 1);
    }

    #[test]
    fn dates_bound_a_quantity_and_what_is_neither_is_refused() {
        let article = article("");
        let quantity = quantity_from_json(r#"{"low": "--03-10", "kind": "date"}"#, &article).unwrap();
        assert_eq!(quantity.low, Some(Bound::Date("--03-10".parse().unwrap())));
        let error = quantity_from_json(r#"{"low": "soon"}"#, &article).unwrap_err();
        assert!(error.to_string().starts_with("\"low\" is \"soon\", but must be a number"), "{error}");
        let error = quantity_from_json(r#"{"kind": "numbr"}"#, &article).unwrap_err();
        assert!(error.to_string().contains("must be one of: count, measure"), "{error}");
    }

    #[test]
    fn attributions_take_annotations_bare_spans_and_entities() {
        let article = article("Witnesses said so");
        let json = r#"{"sources": ["a1", {"start": 0, "end": 9, "entity": "e1"}], "cue": {"start": 10, "end": 14,
            "text": "said"}, "contents": [], "via": "in a tweet", "polarity": "denies"}"#;
        let attribution = attribution_from_json(json, &article).unwrap();
        assert_eq!(attribution.id.as_str(), "");
        assert_eq!(attribution.sources[1].entity, Some("e1".into()));
        assert_eq!(attribution.references().count(), 1);
        assert_eq!(attribution.spans().count(), 2);
    }

    #[test]
    fn a_slip_of_the_pen_is_named() {
        let article = article("Witnesses said so");
        let error = attribution_from_json(r#"{"cue": {"start": 0, "end": 4, "txet": "x"}}"#, &article);
        assert_eq!(error.unwrap_err().to_string(), "there is no key \"anchor.txet\"");
        let error = attribution_from_json(r#"{"cue": {"start": 0, "end": 4, "text": "said"}}"#, &article);
        let message = error.unwrap_err().to_string();
        assert_eq!(message, "cue: \"text\" is \"said\", but 0..4 (code points) of the article is \"Witn\"");
        let error = claim_from_json("{\"statement\": \"é\",\n \"types\": 1}").unwrap_err();
        assert!(error.to_string().starts_with("line 2, column 11: invalid type"), "{error}");
    }

    #[test]
    fn features_keep_their_kind() {
        let json = r#"{"a": "x", "b": true, "c": 1.50, "d": ["x", "y"], "e": {"z": 1e999}}"#;
        let features = features_from_json(json).unwrap();
        let shown: Vec<String> = features.values().map(|value| format!("{value:?}")).collect();
        let expected = [
            "Text(\"x\")",
            "Bool(true)",
            "Number(1.50)",
            "Many([\"x\", \"y\"])",
            "Json(\"{\\\"z\\\":1e999}\")",
        ];
        assert_eq!(shown, expected);
    }
}
