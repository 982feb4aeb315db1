//! The annotations of an article: what is known of it, its marks, its relations and its labels.

use std::fmt::Write as _;

use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array, string, to_text as json};
use crate::exchange::jsonl::shapes;
use crate::model::annotation::Annotation;
use crate::model::relation::Relation;
use crate::model::span::Span;
use crate::text::graphemes::{next_grapheme, previous_grapheme};
use crate::text::offsets::OffsetUnit;

/// How many letters of the text stand in front of and behind the words of a mark.
const AROUND: usize = 32;

/// Annotations, one after the other, a line each.
#[derive(Default)]
pub(super) struct Annotations(Vec<u8>);

impl Annotations {
    /// The annotations as they stand in a file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// What is known of an article, with its text.
    pub(super) fn article(&mut self, document: &Document<'_>) {
        let mut annotation = self.begin(&iri(&["article", document.article.id().as_str()]), "describing");
        let body = json(|out| {
            let mut facts = Object::begin(out);
            let known = document.facts();
            known.iter().filter(|(key, _)| *key != "annotator").for_each(|(key, fact)| facts.text(key, fact));
            facts.end();
        });
        write_json(annotation.key("body"), &body);
        let mut target = Object::begin(annotation.key("target"));
        target.text("id", &source(document));
        target.text("type", "Text");
        target.text("format", "text/plain");
        target.some_text("language", document.article.metadata().language.as_deref());
        target.text("value", document.text());
        target.end();
        annotation.end();
    }

    /// What an annotator has made of an article.
    pub(super) fn document(&mut self, document: &Document<'_>) {
        let article = document.article.id().as_str();
        if let Some(annotator) = document.annotator {
            let id = iri(&["work", article, annotator.as_str()]);
            let mut annotation = self.begin_by(&id, "describing", document);
            let body = json(|out| {
                let mut work = Object::begin(out);
                array(work.key("complete"), &document.complete, |out, layer| string(out, layer.as_str()));
                work.end();
            });
            write_json(annotation.key("body"), &body);
            annotation.text("target", &source(document));
            annotation.end();
        }
        if !document.labels().is_empty() {
            let annotator = document.annotator.map_or("", |annotator| annotator.as_str());
            let id = iri(&["labels", article, annotator]);
            let mut annotation = self.begin_by(&id, "classifying", document);
            array(annotation.key("body"), document.labels(), |out, label| {
                write_body(out, "classifying", label);
            });
            annotation.text("target", &source(document));
            annotation.end();
        }
        document.marks.iter().for_each(|mark| self.mark(document, mark));
        document.relations.iter().for_each(|relation| self.relation(document, relation));
    }

    fn mark(&mut self, document: &Document<'_>, mark: &Annotation) {
        let mut annotation = self.begin_by(&of_mark(document, mark.id.as_str()), "tagging", document);
        annotation.some_display("created", mark.created);
        let out = annotation.key("body");
        out.push(b'[');
        write_body(out, "classifying", mark.layer.as_str());
        out.push(b',');
        write_body(out, "tagging", document.label(mark));
        write_more(out, document, mark);
        out.push(b']');
        array(annotation.key("target"), mark.spans.as_slice(), |out, span| {
            write_target(out, document, *span);
        });
        annotation.end();
    }

    /// A relation: its target is where it starts, its body where it points to.
    fn relation(&mut self, document: &Document<'_>, relation: &Relation) {
        let id = iri(&["relation", document.article.id().as_str(), relation.id.as_str()]);
        let mut annotation = self.begin_by(&id, "linking", document);
        let out = annotation.key("body");
        out.push(b'[');
        string(out, &of_mark(document, relation.to.as_str()));
        out.push(b',');
        write_body(out, "tagging", relation.kind.as_str());
        if !relation.features.is_empty() {
            out.push(b',');
            let features = json(|out| shapes::write_features(out, &relation.features));
            write_json(out, &features);
        }
        out.push(b']');
        annotation.text("target", &of_mark(document, relation.from.as_str()));
        annotation.end();
    }

    fn begin(&mut self, id: &str, motivation: &str) -> Object<'_> {
        if !self.0.is_empty() {
            self.0.extend_from_slice(b",\n");
        }
        let mut annotation = Object::begin(&mut self.0);
        annotation.text("id", id);
        annotation.text("type", "Annotation");
        annotation.text("motivation", motivation);
        annotation
    }

    fn begin_by(&mut self, id: &str, motivation: &str, document: &Document<'_>) -> Object<'_> {
        let mut annotation = self.begin(id, motivation);
        if let Some(annotator) = document.annotator {
            let mut creator = Object::begin(annotation.key("creator"));
            creator.text("type", "Person");
            creator.text("name", annotator.as_str());
            creator.end();
        }
        annotation
    }
}

/// What is said of a mark besides its layer and label, each as one more body.
fn write_more(out: &mut Vec<u8>, document: &Document<'_>, mark: &Annotation) {
    let flag = mark.flag.as_ref();
    let said = [
        ("commenting", mark.note.as_deref()),
        ("questioning", flag.map(|flag| flag.question.as_str())),
        ("replying", flag.and_then(|flag| flag.answer.as_deref())),
    ];
    for (purpose, text) in said.into_iter().filter_map(|(purpose, text)| Some((purpose, text?))) {
        out.push(b',');
        write_body(out, purpose, text);
    }
    let entity = mark.entity.as_ref().map(|id| ("entity", id.as_str()));
    let claim = mark.claim.as_ref().map(|id| ("claim", id.as_str()));
    for (kind, id) in entity.into_iter().chain(claim) {
        out.push(b',');
        let mut body = Object::begin(out);
        body.text("type", "SpecificResource");
        body.text("purpose", "identifying");
        // Everybody has a register of their own.
        body.text("source", &iri(&[kind, mark.annotator.as_str(), id]));
        body.end();
    }
    if mark.features.is_empty() && mark.quantity.is_none() {
        return;
    }
    out.push(b',');
    let values = json(|out| {
        let mut values = Object::begin(out);
        if !mark.features.is_empty() {
            shapes::write_features(values.key("features"), &mark.features);
        }
        if let Some(quantity) = &mark.quantity {
            let body = document.article.body();
            shapes::write_quantity(values.key("quantity"), body, OffsetUnit::CodePoint, quantity);
        }
        values.end();
    });
    write_json(out, &values);
}

fn write_body(out: &mut Vec<u8>, purpose: &str, value: &str) {
    let mut body = Object::begin(out);
    body.text("type", "TextualBody");
    body.text("purpose", purpose);
    body.text("value", value);
    body.end();
}

/// A body that is JSON.
fn write_json(out: &mut Vec<u8>, value: &str) {
    let mut body = Object::begin(out);
    body.text("type", "TextualBody");
    body.text("purpose", "describing");
    body.text("format", "application/json");
    body.text("value", value);
    body.end();
}

/// A stretch of the text: where it stands, and its words with those around them.
fn write_target(out: &mut Vec<u8>, document: &Document<'_>, span: Span) {
    let text = document.text();
    let mut target = Object::begin(out);
    target.text("type", "SpecificResource");
    target.text("source", &source(document));
    let selectors = target.key("selector");
    selectors.push(b'[');
    let mut position = Object::begin(selectors);
    position.text("type", "TextPositionSelector");
    position.raw("start", document.offset(OffsetUnit::CodePoint, span.start()));
    position.raw("end", document.offset(OffsetUnit::CodePoint, span.end()));
    position.end();
    selectors.push(b',');
    let [before, after] = around(text, span);
    let mut quote = Object::begin(selectors);
    quote.text("type", "TextQuoteSelector");
    quote.text("exact", document.quote(span));
    quote.text("prefix", &text[before..span.start()]);
    quote.text("suffix", &text[span.end()..after]);
    quote.end();
    selectors.push(b']');
    target.end();
}

/// Where the words around a span begin and end. No letter is cut in two.
fn around(text: &str, span: Span) -> [usize; 2] {
    let [mut before, mut after] = [span.start(), span.end()];
    for _ in 0..AROUND {
        before = previous_grapheme(text, before);
        after = next_grapheme(text, after);
    }
    [before, after]
}

/// The name of an article's text.
fn source(document: &Document<'_>) -> String {
    iri(&["text", document.article.id().as_str()])
}

/// The name of a mark.
fn of_mark(document: &Document<'_>, id: &str) -> String {
    iri(&["mark", document.article.id().as_str(), id])
}

/// A name within the file: "#mark/dam/m1". What may not stand in one is escaped.
fn iri(parts: &[&str]) -> String {
    let mut iri = String::new();
    for part in parts {
        iri.push(if iri.is_empty() { '#' } else { '/' });
        for byte in part.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                iri.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _infallible = write!(iri, "%{byte:02X}");
            }
        }
    }
    iri
}
