//! Suggestions that wait, as JSON. They stand in the line of their article, beside the annotations.

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::error::PartError;
use super::features::{self, FeaturePairs};
use super::places::{Fragment, Places, Stretch};
use super::reader::Reader;
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::json::input::{Name, Text, decimal, extra, object};
use crate::exchange::json::output::Object;
use crate::model::id::Annotator;
use crate::model::schema::Schema;
use crate::model::suggestion::Suggestion;

object! {
    /// A suggestion as it stands in a file.
    SuggestionPart {
        id: Name<'a> = "id",
        layer: Text<'a> = "layer",
        label: Text<'a> = "label",
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
        annotator: Name<'a> = "annotator",
        rule: Text<'a> = "rule",
        score: &'a RawValue = "score",
        version: Text<'a> = "version",
        at: Text<'a> = "at",
        features: FeaturePairs<'a> = "features",
    }
}

/// What a suggestion is from that does not say it.
const RULE: &str = "import:jsonl";

/// Reads a suggestion, adding what the schema lacks to `schema`. Without an id, it is empty; `annotator` is to decide
/// if the part names nobody.
pub(super) fn read(
    reader: &Reader<'_>,
    schema: &mut SchemaGrowth,
    part: SuggestionPart<'_>,
    annotator: &Annotator,
) -> Result<Suggestion, PartError> {
    let SuggestionPart { start, end, text, fragments, .. } = part;
    let spans = reader.places.spans(&Stretch { start, end, text, fragments, unknown: Vec::new() })?;
    let at = part.at.map(|text| {
        text.as_str().parse().map_err(|_| PartError::WrongValue {
            key: "at",
            value: text.as_str().to_owned(),
            wanted: "a date and time with zone, such as \"2019-03-22T10:00:00Z\"",
        })
    });
    let (layer, label) =
        schema.label(part.layer.as_ref().map(Text::as_str), part.label.as_ref().map(Text::as_str));
    let pairs = part.features.unwrap_or_default().0;
    let features = pairs.into_iter().map(|(key, raw)| {
        let value = features::read_value(raw);
        (schema.feature(&layer, key.as_str(), &value), value)
    });
    Ok(Suggestion {
        id: part.id.unwrap_or_default().id(),
        annotator: part.annotator.map_or_else(|| annotator.clone(), |name| name.id()),
        rule: part.rule.map_or_else(|| RULE.to_owned(), Text::into_string),
        spans,
        features: features.collect(),
        layer,
        label,
        score: part.score.map(read_score).transpose()?,
        version: part.version.map(Text::into_string),
        at: at.transpose()?,
        extra: extra(part.unknown),
    })
}

/// The least score that is told from nothing.
const LEAST: f64 = 1e-28;

/// A score is kept as it stands; one with more digits than can be kept is rounded.
fn read_score(raw: &RawValue) -> Result<Decimal, PartError> {
    let text = raw.get();
    let is_nothing = text.parse::<f64>().is_ok_and(|score| score.abs() < LEAST);
    let nothing = is_nothing.then_some(Decimal::ZERO);
    let rounded = || text.parse().ok().or_else(|| Decimal::from_scientific(text).ok()).or(nothing);
    decimal(text).or_else(rounded).ok_or_else(|| PartError::WrongValue {
        key: "score",
        value: text.to_owned(),
        wanted: "a number, such as 0.87",
    })
}

/// Writes a suggestion, with its label by the name that people see.
pub(super) fn write(out: &mut Vec<u8>, places: Places<'_>, schema: &Schema, suggestion: &Suggestion) {
    let mut object = Object::begin(out);
    object.text("id", suggestion.id.as_str());
    object.text("layer", suggestion.layer.as_str());
    let label = schema.resolve(&suggestion.layer, &suggestion.label);
    object.text("label", label.map_or(suggestion.label.as_str(), |label| &label.name));
    places.write(&mut object, &suggestion.spans);
    places.write_fragments(&mut object, &suggestion.spans);
    object.text("annotator", suggestion.annotator.as_str());
    object.text("rule", &suggestion.rule);
    if let Some(score) = suggestion.score {
        object.raw("score", score);
    }
    object.some_text("version", suggestion.version.as_deref());
    object.some_display("at", suggestion.at);
    features::write(&mut object, &suggestion.features);
    object.extra(&suggestion.extra);
    object.end();
}
