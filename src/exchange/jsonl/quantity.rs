//! Quantities as JSON.

use serde_json::value::RawValue;

use super::error::PartError;
use super::places::{Fragment, Places, Stretch};
use super::reader::{Reader, moment, required, word};
use crate::exchange::json::input::{Name, Text, TextOr, decimal, extra, object, string};
use crate::exchange::json::output::{self, Object};
use crate::model::quantity::{
    Approximator, Base, Bound, FigureLink, FigureLinkKind, Modality, Period, Quantity, QuantityKind, Referent,
};

object! {
    /// A quantity as it stands in a file.
    QuantityPart {
        low: &'a RawValue = "low",
        high: &'a RawValue = "high",
        low_open: bool = "low_open",
        high_open: bool = "high_open",
        point: &'a RawValue = "point",
        approximator: Text<'a> = "approximator",
        kind: Text<'a> = "kind",
        unit: Text<'a> = "unit",
        currency: Text<'a> = "currency",
        counted: TextOr<'a, ReferentPart<'a>> = "counted",
        property: Text<'a> = "property",
        qualifier: Text<'a> = "qualifier",
        event: Name<'a> = "event",
        place: TextOr<'a, ReferentPart<'a>> = "place",
        period: PeriodPart<'a> = "period",
        base: BasePart<'a> = "base",
        link: LinkPart<'a> = "link",
        source: Name<'a> = "source",
        modality: Text<'a> = "modality",
        doubtful: bool = "doubtful",
    }
}

object! {
    /// What is counted, or a place.
    ReferentPart {
        start: usize = "start",
        end: usize = "end",
        text: Text<'a> = "text",
        fragments: Vec<Fragment> = "fragments",
        entity: Name<'a> = "entity",
        annotation: Name<'a> = "annotation",
    }
}

object! {
    /// A stretch of time.
    PeriodPart {
        from: Text<'a> = "from",
        to: Text<'a> = "to",
    }
}

object! {
    /// The figure that this one is a multiple of.
    BasePart {
        figure: Name<'a> = "figure",
        factor: &'a RawValue = "factor",
    }
}

object! {
    /// How it stands to another figure.
    LinkPart {
        kind: Text<'a> = "type",
        figure: Name<'a> = "figure",
    }
}

/// Reads a quantity.
pub(super) fn read(reader: &Reader<'_>, part: QuantityPart<'_>) -> Result<Quantity, PartError> {
    let owned = |text: Option<Text<'_>>| text.map(Text::into_string);
    Ok(Quantity {
        low: bound("low", part.low)?,
        high: bound("high", part.high)?,
        low_open: part.low_open.unwrap_or_default(),
        high_open: part.high_open.unwrap_or_default(),
        point: bound("point", part.point)?,
        approximator: word!(Approximator, "approximator", part.approximator)?,
        kind: word!(QuantityKind, "kind", part.kind)?.unwrap_or_default(),
        unit: owned(part.unit),
        currency: owned(part.currency),
        counted: part.counted.map(|counted| referent(reader, "counted", counted)).transpose()?,
        property: owned(part.property),
        qualifier: owned(part.qualifier),
        event: part.event.map(|event| event.id()),
        place: part.place.map(|place| referent(reader, "place", place)).transpose()?,
        period: part.period.map(|period| read_period(reader, period)).transpose()?.unwrap_or_default(),
        base: part.base.map(|base| read_base(reader, base)).transpose()?,
        link: part.link.map(|link| read_link(reader, link)).transpose()?,
        source: part.source.map(|source| source.id()),
        modality: word!(Modality, "modality", part.modality)?.unwrap_or_default(),
        doubtful: part.doubtful.unwrap_or_default(),
        extra: extra(part.unknown),
    })
}

fn bound(key: &'static str, raw: Option<&RawValue>) -> Result<Option<Bound>, PartError> {
    let Some(raw) = raw else { return Ok(None) };
    let wrong = || PartError::WrongValue {
        key,
        value: raw.get().to_owned(),
        wanted: "a number of at most 28 digits, or a date such as \"2019-03-22\", \"2015-11\" or \"--03-10\"",
    };
    let bound = match string(raw) {
        Some(text) => Bound::Date(text.parse().map_err(|_| wrong())?),
        None => Bound::Number(decimal(raw.get()).ok_or_else(wrong)?),
    };
    Ok(Some(bound))
}

fn referent(
    reader: &Reader<'_>,
    key: &'static str,
    part: TextOr<'_, ReferentPart<'_>>,
) -> Result<Referent, PartError> {
    let part = match part {
        TextOr::Text(text) => return Ok(Referent::Text(text.into_string())),
        TextOr::Object(part) => part,
    };
    reader.dropped.note(key, &part.unknown);
    if let Some(entity) = part.entity {
        return Ok(Referent::Entity(entity.id()));
    }
    if let Some(annotation) = part.annotation {
        return Ok(Referent::Annotation(annotation.id()));
    }
    let ReferentPart { start, end, text, fragments, .. } = part;
    let stretch = Stretch { start, end, text, fragments, unknown: Vec::new() };
    match stretch.text {
        Some(text) if stretch.start.is_none() && stretch.fragments.is_none() => {
            Ok(Referent::Text(text.into_string()))
        }
        _ => reader.places.spans(&stretch).map(Referent::Span).map_err(|error| error.within(key)),
    }
}

fn read_period(reader: &Reader<'_>, part: PeriodPart<'_>) -> Result<Period, PartError> {
    reader.dropped.note("period", &part.unknown);
    Ok(Period { from: moment("from", part.from)?, to: moment("to", part.to)? })
}

fn read_base(reader: &Reader<'_>, part: BasePart<'_>) -> Result<Base, PartError> {
    reader.dropped.note("base", &part.unknown);
    let factor = part.factor.map(|raw| {
        decimal(raw.get()).ok_or_else(|| PartError::WrongValue {
            key: "factor",
            value: raw.get().to_owned(),
            wanted: "a number of at most 28 digits",
        })
    });
    Ok(Base { figure: required("figure", part.figure)?.id(), factor: factor.transpose()? })
}

fn read_link(reader: &Reader<'_>, part: LinkPart<'_>) -> Result<FigureLink, PartError> {
    reader.dropped.note("link", &part.unknown);
    let kind = required("type", word!(FigureLinkKind, "type", part.kind)?)?;
    Ok(FigureLink { kind, figure: required("figure", part.figure)?.id() })
}

/// Writes a quantity.
pub(super) fn write(out: &mut Vec<u8>, places: Places<'_>, quantity: &Quantity) {
    let mut object = Object::begin(out);
    write_value(&mut object, quantity);
    if let Some(counted) = &quantity.counted {
        write_referent(object.key("counted"), places, counted);
    }
    object.some_text("property", quantity.property.as_deref());
    object.some_text("qualifier", quantity.qualifier.as_deref());
    object.some_display("event", quantity.event.as_ref());
    if let Some(place) = &quantity.place {
        write_referent(object.key("place"), places, place);
    }
    write_context(&mut object, quantity);
    object.extra(&quantity.extra);
    object.end();
}

fn write_value(object: &mut Object<'_>, quantity: &Quantity) {
    write_bound(object, "low", quantity.low.as_ref());
    write_bound(object, "high", quantity.high.as_ref());
    for (key, open) in [("low_open", quantity.low_open), ("high_open", quantity.high_open)] {
        if open {
            object.raw(key, true);
        }
    }
    write_bound(object, "point", quantity.point.as_ref());
    object.some_text("approximator", quantity.approximator.map(Approximator::name));
    object.text("kind", quantity.kind.name());
    object.some_text("unit", quantity.unit.as_deref());
    object.some_text("currency", quantity.currency.as_deref());
}

fn write_context(object: &mut Object<'_>, quantity: &Quantity) {
    let Period { from, to } = &quantity.period;
    if from.is_some() || to.is_some() {
        let mut period = Object::begin(object.key("period"));
        period.some_display("from", *from);
        period.some_display("to", *to);
        period.end();
    }
    if let Some(base) = &quantity.base {
        let mut part = Object::begin(object.key("base"));
        part.text("figure", base.figure.as_str());
        if let Some(factor) = base.factor {
            part.raw("factor", factor);
        }
        part.end();
    }
    if let Some(link) = &quantity.link {
        let mut part = Object::begin(object.key("link"));
        part.text("type", link.kind.name());
        part.text("figure", link.figure.as_str());
        part.end();
    }
    object.some_display("source", quantity.source.as_ref());
    if quantity.modality != Modality::default() {
        object.text("modality", quantity.modality.name());
    }
    if quantity.doubtful {
        object.raw("doubtful", true);
    }
}

fn write_bound(object: &mut Object<'_>, key: &str, bound: Option<&Bound>) {
    match bound {
        Some(Bound::Number(number)) => object.raw(key, number),
        Some(Bound::Date(date)) => object.text(key, &date.to_string()),
        None => {}
    }
}

fn write_referent(out: &mut Vec<u8>, places: Places<'_>, referent: &Referent) {
    if let Referent::Text(text) = referent {
        return output::string(out, text);
    }
    let mut object = Object::begin(out);
    match referent {
        Referent::Text(_) => {}
        Referent::Span(spans) => {
            places.write(&mut object, spans);
            places.write_fragments(&mut object, spans);
        }
        Referent::Entity(id) => object.text("entity", id.as_str()),
        Referent::Annotation(id) => object.text("annotation", id.as_str()),
    }
    object.end();
}
