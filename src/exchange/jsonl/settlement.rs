//! How figures that do not go together were settled, as JSON.

use super::error::PartError;
use super::reader::{required, timestamp, word};
use super::register::{begin, owner};
use crate::exchange::json::input::{Name, Text, extra, object};
use crate::exchange::json::output::Object;
use crate::model::id::Annotator;
use crate::model::register::{SettledFigure, Settlement, SettlementKind};

object! {
    /// How two figures were settled, as it stands in a file.
    SettlementPart {
        record: Text<'a> = "record",
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        one: SettledPart<'a> = "one",
        other: SettledPart<'a> = "other",
        kind: Text<'a> = "as",
        why: Text<'a> = "why",
        at: Text<'a> = "at",
    }
}

object! {
    /// A figure as it was when it was settled.
    SettledPart {
        article: Name<'a> = "article",
        annotation: Name<'a> = "annotation",
        said: Text<'a> = "said",
    }
}

/// Reads how two figures were settled.
pub(super) fn read(part: SettlementPart<'_>, annotator: &Annotator) -> Result<Settlement, PartError> {
    let figure = |key: &'static str, part: Option<SettledPart<'_>>| {
        let part = required(key, part)?;
        let read = Ok(SettledFigure {
            article: required("article", part.article)?.id(),
            annotation: required("annotation", part.annotation)?.id(),
            said: part.said.map(Text::into_string).unwrap_or_default(),
        });
        read.map_err(|error: PartError| error.within(key))
    };
    Ok(Settlement {
        id: part.id.unwrap_or_default().id(),
        annotator: owner(part.annotator, annotator),
        one: figure("one", part.one)?,
        other: figure("other", part.other)?,
        kind: required("as", word!(SettlementKind, "as", part.kind)?)?,
        why: part.why.map(Text::into_string),
        at: timestamp("at", part.at)?,
        extra: extra(part.unknown),
    })
}

/// Writes how two figures were settled.
pub(super) fn write(out: &mut Vec<u8>, settlement: &Settlement) {
    let mut object = begin(out, "settlement", settlement.id.as_str(), &settlement.annotator);
    for (key, figure) in [("one", &settlement.one), ("other", &settlement.other)] {
        let mut part = Object::begin(object.key(key));
        part.text("article", figure.article.as_str());
        part.text("annotation", figure.annotation.as_str());
        part.text("said", &figure.said);
        part.end();
    }
    object.text("as", settlement.kind.name());
    object.some_text("why", settlement.why.as_deref());
    object.some_display("at", settlement.at);
    object.extra(&settlement.extra);
    object.end();
}
