//! What is known of a document as columns, and as lines of JSON that have a value for each of them.
//!
//! Every line has every key with a value of the same type, which is what Arrow asks for; what has no fixed shape is JSON
//! in a string.

use super::{Column, Kind, column, texts};
use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array, string, to_text as json};
use crate::exchange::jsonl::shapes;
use crate::model::annotation::Annotation;
use crate::model::span::{Span, Spans};
use crate::text::offsets::OffsetUnit;

/// A document whose offsets are written in `unit`.
#[derive(Clone, Copy)]
pub(in crate::exchange) struct Rows<'d> {
    pub(in crate::exchange) document: &'d Document<'d>,
    pub(in crate::exchange) unit: OffsetUnit,
    /// Whether whoever reads the rows guesses types by the values: then a day is JSON in a string.
    pub(in crate::exchange) are_types_guessed: bool,
}

/// The columns of an article's text and of what is known of it.
pub(in crate::exchange) fn of_article() -> impl Iterator<Item = Column> {
    const KNOWN: [&str; 11] = [
        "id",
        "article",
        "annotator",
        "text",
        "title",
        "outlet",
        "url",
        "byline",
        "published",
        "language",
        "metadata",
    ];
    texts(&KNOWN).chain([column("complete", Kind::Texts), column("labels", Kind::Texts)])
}

/// The columns of a mark.
pub(in crate::exchange) fn of_mark() -> impl Iterator<Item = Column> {
    const SAID: [&str; 11] = [
        "layer", "label", "text", "origin", "entity", "claim", "features", "quantity", "note", "question",
        "answer",
    ];
    texts(&["id"]).chain(of_place()).chain(texts(&SAID))
}

/// The columns of what else belongs to an article: attributions, zones, and suggestions that were refused.
pub(in crate::exchange) fn of_rest() -> [Column; 3] {
    [
        column("attributions", Kind::Texts),
        column("zones", Kind::Records(of_edges().chain(texts(&["kind"])).collect())),
        column("rejected", Kind::Records(of_place().chain(texts(&["layer", "label"])).collect())),
    ]
}

fn of_place() -> impl Iterator<Item = Column> {
    of_edges().chain([column("fragments", Kind::Records(of_edges().collect()))])
}

fn of_edges() -> impl Iterator<Item = Column> {
    ["start", "end"].into_iter().map(|name| column(name, Kind::Number))
}

impl Rows<'_> {
    /// Writes [`of_article`].
    pub(in crate::exchange) fn article(&self, row: &mut Object<'_>) {
        let document = self.document;
        let metadata = document.article.metadata();
        row.text("id", &document.id());
        row.text("article", document.article.id().as_str());
        row.text("annotator", document.annotator.map_or("", |annotator| annotator.as_str()));
        row.text("text", document.text());
        row.text("title", metadata.title.as_deref().unwrap_or_default());
        row.text("outlet", metadata.outlet.as_deref().unwrap_or_default());
        row.text("url", metadata.url.as_deref().unwrap_or_default());
        row.text("byline", metadata.byline.as_deref().unwrap_or_default());
        let published = metadata.published.map(|moment| moment.to_string());
        let quoted =
            |text: String| if self.are_types_guessed { json(|out| string(out, &text)) } else { text };
        row.text("published", &published.map(quoted).unwrap_or_default());
        row.text("language", metadata.language.as_deref().unwrap_or_default());
        row.text("metadata", &json(|out| shapes::write_extra(out, &metadata.other)));
        array(row.key("complete"), &document.complete, |out, layer| string(out, layer.as_str()));
        array(row.key("labels"), document.labels(), |out, label| string(out, label));
    }

    /// Writes [`of_mark`].
    pub(in crate::exchange) fn mark(&self, row: &mut Object<'_>, mark: &Annotation) {
        let document = self.document;
        row.text("id", mark.id.as_str());
        self.place(row, &mark.spans);
        row.text("layer", mark.layer.as_str());
        row.text("label", document.label(mark));
        row.text("text", document.quote(mark.spans.hull()));
        row.text("origin", &mark.origin.to_string());
        row.text("entity", mark.entity.as_ref().map_or("", |id| id.as_str()));
        row.text("claim", mark.claim.as_ref().map_or("", |id| id.as_str()));
        row.text("features", &json(|out| shapes::write_features(out, &mark.features)));
        let quantity = mark.quantity.as_ref().map(|quantity| {
            json(|out| shapes::write_quantity(out, document.article.body(), self.unit, quantity))
        });
        row.text("quantity", &quantity.unwrap_or_default());
        row.text("note", mark.note.as_deref().unwrap_or_default());
        row.text("question", mark.flag.as_ref().map_or("", |flag| &flag.question));
        row.text("answer", mark.flag.as_ref().and_then(|flag| flag.answer.as_deref()).unwrap_or_default());
    }

    /// Writes [`of_rest`].
    pub(in crate::exchange) fn rest(&self, row: &mut Object<'_>) {
        let document = self.document;
        array(row.key("attributions"), &document.attributions, |out, attribution| {
            let body = document.article.body();
            string(out, &json(|out| shapes::write_attribution(out, body, self.unit, attribution)));
        });
        array(row.key("zones"), document.zones(), |out, zone| {
            let mut part = Object::begin(out);
            self.edges(&mut part, zone.span);
            part.text("kind", zone.kind.name());
            part.end();
        });
        array(row.key("rejected"), &document.rejected, |out, decision| {
            let mut part = Object::begin(out);
            self.place(&mut part, &decision.spans);
            part.text("layer", decision.layer.as_str());
            part.text("label", document.label_of(&decision.layer, &decision.label));
            part.end();
        });
    }

    /// From the first to the last piece, and the pieces of a mark that has several.
    fn place(&self, row: &mut Object<'_>, spans: &Spans) {
        self.edges(row, spans.hull());
        let pieces = if spans.is_discontinuous() { spans.as_slice() } else { &[] };
        array(row.key("fragments"), pieces, |out, span| {
            let mut piece = Object::begin(out);
            self.edges(&mut piece, *span);
            piece.end();
        });
    }

    fn edges(&self, row: &mut Object<'_>, span: Span) {
        row.raw("start", self.document.offset(self.unit, span.start()));
        row.raw("end", self.document.offset(self.unit, span.end()));
    }
}
