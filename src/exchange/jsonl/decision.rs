//! Decisions on suggestions as JSON. They are lines of their own; their offsets count what those of their article do.

use super::error::PartError;
use super::places::{Fragment, Places, Stretch};
use super::reader::{Reader, required, timestamp, word};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::json::input::{Name, Text, extra, object};
use crate::exchange::json::output::Object;
use crate::model::decision::{Decision, Outcome};
use crate::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::schema::Schema;

object! {
    /// A decision as it stands in a file.
    DecisionPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        article: Name<'a> = "article",
        annotator: Name<'a> = "annotator",
        rule: Text<'a> = "rule",
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
        layer: Text<'a> = "layer",
        label: Text<'a> = "label",
        outcome: Text<'a> = "outcome",
        at: Text<'a> = "at",
        after_ms: u64 = "after_ms",
    }
}

/// Reads a decision, adding what the schema lacks to `schema`.
pub(super) fn read(
    reader: &Reader<'_>,
    schema: &mut SchemaGrowth,
    part: DecisionPart<'_>,
    annotator: &Annotator,
) -> Result<Decision, PartError> {
    let DecisionPart { start, end, text, fragments, .. } = part;
    let spans = reader.places.spans(&Stretch { start, end, text, fragments, unknown: Vec::new() })?;
    let at = timestamp("at", part.at)?;
    let outcome = required("outcome", word!(Outcome, "outcome", part.outcome)?)?;
    let (layer, label) = match (part.layer.as_ref().map(Text::as_str), part.label.as_ref().map(Text::as_str))
    {
        // A zone that was refused, which no layer has.
        (Some(""), _) => (LayerKey::from(""), LabelKey::from("")),
        // A place that was dismissed whatever it could be.
        (Some(layer), Some("")) => (schema.layer(layer), LabelKey::from("")),
        (layer, label) => schema.label(layer, label),
    };
    Ok(Decision {
        id: required("id", part.id)?.id(),
        annotator: part.annotator.map_or_else(|| annotator.clone(), |name| name.id()),
        rule: part.rule.map(Text::into_string).unwrap_or_default(),
        spans,
        layer,
        label,
        outcome,
        at,
        after_ms: part.after_ms,
        extra: extra(part.unknown),
    })
}

/// Writes a decision of `article`.
pub(super) fn write(
    out: &mut Vec<u8>,
    places: Places<'_>,
    schema: &Schema,
    article: &ArticleId,
    decision: &Decision,
) {
    let mut object = Object::begin(out);
    object.text("record", "decision");
    object.text("id", decision.id.as_str());
    object.text("article", article.as_str());
    object.text("annotator", decision.annotator.as_str());
    object.text("rule", &decision.rule);
    places.write(&mut object, &decision.spans);
    places.write_fragments(&mut object, &decision.spans);
    object.text("layer", decision.layer.as_str());
    let label = schema.resolve(&decision.layer, &decision.label);
    object.text("label", label.map_or(decision.label.as_str(), |label| &label.name));
    object.text("outcome", decision.outcome.name());
    object.some_display("at", decision.at);
    if let Some(after) = decision.after_ms {
        object.raw("after_ms", after);
    }
    object.extra(&decision.extra);
    object.end();
}
