//! What a model is to answer: a list for each layer that was asked for, with the words as they stand in the article.

use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array, string, to_text};
use crate::exchange::losses::Losses;
use crate::model::annotation::Annotation;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::id::AnnotationId;
use crate::model::quantity::{Approximator, Bound, Modality, Quantity, Referent};
use crate::model::register::Register;
use crate::model::schema::{Layer, Role};
use crate::model::span::Spans;

/// What there is to answer about a document.
pub(super) struct Answer<'d> {
    document: &'d Document<'d>,
    /// The layers that are asked for.
    layers: &'d [&'d Layer],
    /// The names of entities, for values that count one.
    register: Option<&'d Register>,
    /// Who says what, by the mark of what is said.
    said: BTreeMap<&'d AnnotationId, Vec<&'d Attribution>>,
}

impl<'d> Answer<'d> {
    pub(super) fn new(
        document: &'d Document<'d>,
        layers: &'d [&'d Layer],
        register: Option<&'d Register>,
    ) -> Self {
        let claims = layers.iter().filter(|layer| layer.role == Role::Claim);
        let claims: Vec<_> = claims.map(|layer| &layer.key).collect();
        let marks = document.marks.iter().filter(|mark| claims.contains(&&mark.layer));
        let mut said: BTreeMap<_, Vec<_>> = marks.map(|mark| (&mark.id, Vec::new())).collect();
        for attribution in &document.attributions {
            for content in &attribution.contents {
                if let Anchor::Annotation(id) = content
                    && let Some(said) = said.get_mut(id)
                {
                    said.push(&**attribution);
                }
            }
        }
        Self { document, layers, register, said }
    }

    /// The answer, as JSON.
    pub(super) fn write(&self) -> String {
        to_text(|out| {
            let mut answer = Object::begin(out);
            for layer in self.layers {
                let marks = self.document.marks.iter().filter(|mark| mark.layer == layer.key);
                array(answer.key(layer.key.as_str()), marks, |out, mark| self.write_mark(out, layer, mark));
            }
            answer.end();
        })
    }

    /// Notes what is in no answer.
    pub(super) fn note_losses(&self, losses: &mut Losses) {
        let id = self.document.article.id();
        let said: BTreeSet<_> = self.said.values().flatten().map(|attribution| &attribution.id).collect();
        for other in self.document.attributions.iter().filter(|attribution| !said.contains(&attribution.id)) {
            losses.add("attributions of what is no claim", id, other.id.as_str());
        }
        for mark in &self.document.marks {
            if mark.quantity.as_ref().is_some_and(|quantity| is_tied(quantity)) {
                let quote = self.document.quote(mark.spans.hull());
                losses.add("what ties values of figures to other figures and events", id, quote);
            }
        }
    }

    fn write_mark(&self, out: &mut Vec<u8>, layer: &Layer, mark: &Annotation) {
        let document = self.document;
        let mut item = Object::begin(out);
        item.text("quote", document.quote(mark.spans.hull()));
        if mark.spans.is_discontinuous() {
            array(item.key("pieces"), mark.spans.as_slice(), |out, span| string(out, document.quote(*span)));
        }
        item.text("label", document.label(mark));
        if layer.role == Role::Claim {
            let by = self.said.get(&mark.id).into_iter().flatten();
            array(item.key("said_by"), by, |out, attribution| {
                write_attribution(out, document, attribution);
            });
        }
        if let Some(quantity) = &mark.quantity {
            self.write_value(item.key("value"), quantity);
        }
        item.end();
    }

    /// The value of a figure, in words and numbers alone.
    fn write_value(&self, out: &mut Vec<u8>, quantity: &Quantity) {
        let mut value = Object::begin(out);
        write_bounds(&mut value, quantity);
        value.some_text("approximator", quantity.approximator.map(Approximator::name));
        value.text("kind", quantity.kind.name());
        value.some_text("unit", quantity.unit.as_deref());
        value.some_text("currency", quantity.currency.as_deref());
        value.some_text("counted", quantity.counted.as_ref().map(|counted| self.referent(counted)));
        value.some_text("property", quantity.property.as_deref());
        value.some_text("qualifier", quantity.qualifier.as_deref());
        value.some_text("place", quantity.place.as_ref().map(|place| self.referent(place)));
        value.some_display("from", quantity.period.from);
        value.some_display("to", quantity.period.to);
        if quantity.modality != Modality::default() {
            value.text("modality", quantity.modality.name());
        }
        value.end();
    }

    /// A thing in words.
    fn referent(&self, referent: &'d Referent) -> &'d str {
        match referent {
            Referent::Text(text) => text,
            Referent::Span(spans) => quote(self.document, spans),
            Referent::Annotation(id) => words_of(self.document, id),
            Referent::Entity(id) => {
                let entity = self.register.and_then(|register| register.entities.get(id));
                entity.map_or(id.as_str(), |entity| &entity.name)
            }
        }
    }
}

fn write_attribution(out: &mut Vec<u8>, document: &Document<'_>, attribution: &Attribution) {
    let mut said = Object::begin(out);
    let words = |anchor: &Anchor| match anchor {
        Anchor::Annotation(id) => words_of(document, id),
        Anchor::Spans(spans) => quote(document, spans),
    };
    array(said.key("sources"), &attribution.sources, |out, source| string(out, words(&source.anchor)));
    said.some_text("cue", attribution.cue.as_ref().map(words));
    said.some_text("via", attribution.via.as_ref().map(|via| via.text.as_str()));
    said.some_display("said_at", attribution.said_at);
    said.text("quote_type", attribution.quote_type.name());
    said.text("polarity", attribution.polarity.name());
    said.text("certainty", attribution.certainty.name());
    said.end();
}

fn write_bounds(value: &mut Object<'_>, quantity: &Quantity) {
    let bounds = [
        ("low", &quantity.low, "low_open", quantity.low_open),
        ("high", &quantity.high, "high_open", quantity.high_open),
        ("point", &quantity.point, "", false),
    ];
    for (key, bound, open, is_open) in bounds {
        match bound {
            Some(Bound::Number(number)) => value.raw(key, number),
            Some(Bound::Date(moment)) => value.text(key, &moment.to_string()),
            None => {}
        }
        if is_open {
            value.raw(open, true);
        }
    }
}

/// Whether a value says what it is to other figures or events.
fn is_tied(quantity: &Quantity) -> bool {
    quantity.base.is_some()
        || quantity.link.is_some()
        || quantity.event.is_some()
        || quantity.source.is_some()
}

/// The words of a mark of the article, whether it is in the answer or not.
fn words_of<'d>(document: &Document<'d>, id: &AnnotationId) -> &'d str {
    document.article.annotation(id).map_or("", |mark| quote(document, &mark.spans))
}

/// From the first to the last piece.
fn quote<'d>(document: &Document<'d>, spans: &Spans) -> &'d str {
    document.quote(spans.hull())
}
