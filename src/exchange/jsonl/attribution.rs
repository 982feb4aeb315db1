//! Attributions as JSON.

use super::error::PartError;
use super::places::{Fragment, Places, Stretch};
use super::reader::{Reader, moment, word};
use crate::exchange::json::input::{Name, Text, TextOr, extra, object};
use crate::exchange::json::output::{self, Object};
use crate::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source, Via};
use crate::model::id::{Annotator, EntityId};

object! {
    /// An attribution as it stands in a file.
    AttributionPart {
        id: Name<'a> = "id",
        annotator: Name<'a> = "annotator",
        sources: Vec<TextOr<'a, AnchorPart<'a>>> = "sources",
        cue: TextOr<'a, AnchorPart<'a>> = "cue",
        contents: Vec<TextOr<'a, AnchorPart<'a>>> = "contents",
        via: TextOr<'a, ViaPart<'a>> = "via",
        said_at: Text<'a> = "said_at",
        quote_type: Text<'a> = "quote_type",
        polarity: Text<'a> = "polarity",
        certainty: Text<'a> = "certainty",
        note: Text<'a> = "note",
    }
}

object! {
    /// A part of an attribution that is not just the id of an annotation.
    AnchorPart {
        annotation: Name<'a> = "annotation",
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
        entity: Name<'a> = "entity",
    }
}

object! {
    /// A channel.
    ViaPart {
        text: Text<'a> = "text",
        start: usize = "start",
        end: usize = "end",
        fragments: Vec<Fragment> = "fragments",
    }
}

/// Reads an attribution. Without an id, it is empty; `annotator` made it if the part names nobody.
pub(super) fn read(
    reader: &Reader<'_>,
    part: AttributionPart<'_>,
    annotator: &Annotator,
) -> Result<Attribution, PartError> {
    let sources = part.sources.unwrap_or_default().into_iter().map(|source| read_source(reader, source));
    let contents = part.contents.unwrap_or_default().into_iter().map(|content| {
        let source = read_source(reader, content).map_err(|error| error.within("contents"))?;
        no_entity(source, "contents")
    });
    let cue = part.cue.map(|cue| no_entity(read_source(reader, cue)?, "cue"));
    let attribution = Attribution {
        id: part.id.unwrap_or_default().id(),
        annotator: part.annotator.map_or_else(|| annotator.clone(), |name| name.id()),
        sources: sources.collect::<Result<_, _>>().map_err(|error: PartError| error.within("sources"))?,
        cue: cue.transpose().map_err(|error: PartError| error.within("cue"))?,
        contents: contents.collect::<Result<_, _>>()?,
        via: part.via.map(|via| read_via(reader, via)).transpose()?,
        said_at: moment("said_at", part.said_at)?,
        quote_type: word!(QuoteType, "quote_type", part.quote_type)?.unwrap_or(QuoteType::Indirect),
        polarity: word!(Polarity, "polarity", part.polarity)?.unwrap_or(Polarity::Affirms),
        certainty: word!(Certainty, "certainty", part.certainty)?.unwrap_or(Certainty::Certain),
        note: part.note.map(Text::into_string),
        extra: extra(part.unknown),
    };
    let is_empty =
        attribution.sources.is_empty() && attribution.cue.is_none() && attribution.contents.is_empty();
    if is_empty { Err(PartError::EmptyAttribution) } else { Ok(attribution) }
}

fn read_source(reader: &Reader<'_>, part: TextOr<'_, AnchorPart<'_>>) -> Result<Source, PartError> {
    let part = match part {
        TextOr::Text(id) => {
            return Ok(Source { anchor: Anchor::Annotation(id.as_str().into()), entity: None });
        }
        TextOr::Object(part) => part,
    };
    reader.dropped.note("anchor", &part.unknown);
    let entity = part.entity.map(|entity| entity.id());
    let anchor = if let Some(id) = part.annotation {
        Anchor::Annotation(id.id())
    } else {
        let AnchorPart { start, end, text, fragments, .. } = part;
        let stretch = Stretch { start, end, text, fragments, unknown: Vec::new() };
        Anchor::Spans(reader.places.spans(&stretch)?)
    };
    Ok(Source { anchor, entity })
}

/// Only sources are somebody.
fn no_entity(source: Source, part: &str) -> Result<Anchor, PartError> {
    match source.entity {
        None => Ok(source.anchor),
        Some(_) => Err(PartError::UnknownKey { key: "entity".to_owned() }.within(part)),
    }
}

fn read_via(reader: &Reader<'_>, part: TextOr<'_, ViaPart<'_>>) -> Result<Via, PartError> {
    let part = match part {
        TextOr::Text(text) => return Ok(Via { text: text.into_string(), spans: None }),
        TextOr::Object(part) => part,
    };
    reader.dropped.note("via", &part.unknown);
    let ViaPart { text, start, end, fragments, .. } = part;
    // The words may be a free rendering, so they are not compared with the text of the article.
    let stretch = Stretch { start, end, text: None, fragments, unknown: Vec::new() };
    let spans = if stretch.is_nowhere() {
        None
    } else {
        Some(reader.places.spans(&stretch).map_err(|error| error.within("via"))?)
    };
    let quoted =
        || spans.as_ref().map(|spans| reader.places.body.quote(spans.hull()).to_owned()).unwrap_or_default();
    let text = text.map_or_else(quoted, Text::into_string);
    Ok(Via { text, spans })
}

/// Writes an attribution.
pub(super) fn write(out: &mut Vec<u8>, places: Places<'_>, attribution: &Attribution) {
    let mut object = Object::begin(out);
    object.text("id", attribution.id.as_str());
    object.text("annotator", attribution.annotator.as_str());
    object.list("sources", &attribution.sources, |out, source| {
        write_anchor(out, places, &source.anchor, source.entity.as_ref());
    });
    if let Some(cue) = &attribution.cue {
        write_anchor(object.key("cue"), places, cue, None);
    }
    object.list("contents", &attribution.contents, |out, anchor| write_anchor(out, places, anchor, None));
    if let Some(via) = &attribution.via {
        write_via(object.key("via"), places, via);
    }
    object.some_display("said_at", attribution.said_at);
    object.text("quote_type", attribution.quote_type.name());
    object.text("polarity", attribution.polarity.name());
    object.text("certainty", attribution.certainty.name());
    object.some_text("note", attribution.note.as_deref());
    object.extra(&attribution.extra);
    object.end();
}

fn write_anchor(out: &mut Vec<u8>, places: Places<'_>, anchor: &Anchor, entity: Option<&EntityId>) {
    if let (Anchor::Annotation(id), None) = (anchor, entity) {
        return output::string(out, id.as_str());
    }
    let mut object = Object::begin(out);
    match anchor {
        Anchor::Annotation(id) => object.text("annotation", id.as_str()),
        Anchor::Spans(spans) => {
            places.write(&mut object, spans);
            places.write_fragments(&mut object, spans);
        }
    }
    object.some_display("entity", entity);
    object.end();
}

fn write_via(out: &mut Vec<u8>, places: Places<'_>, via: &Via) {
    let Some(spans) = &via.spans else { return output::string(out, &via.text) };
    let mut object = Object::begin(out);
    let hull = spans.hull();
    if !places.is_silent || places.body.quote(hull) != via.text {
        object.text("text", &via.text);
    }
    object.raw("start", places.offset(hull.start()));
    object.raw("end", places.offset(hull.end()));
    places.write_fragments(&mut object, spans);
    object.end();
}
