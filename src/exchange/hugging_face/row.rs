//! A line of the configuration of spans. Every line has every key with a value of the same type, which is what Arrow
//! asks for; what has no fixed shape is JSON in a string.

use std::collections::BTreeMap;

use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array, string, to_text as json};
use crate::exchange::jsonl::shapes;
use crate::model::annotation::Annotation;
use crate::model::id::AnnotationId;
use crate::model::span::{Span, Spans};
use crate::text::offsets::OffsetUnit;

/// The line of a document.
pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(document.text().len() + 300 * document.marks.len() + 512);
    let mut object = Object::begin(&mut out);
    let metadata = document.article.metadata();
    object.text("id", &document.id());
    object.text("article", document.article.id().as_str());
    object.text("annotator", document.annotator.map_or("", |annotator| annotator.as_str()));
    object.text("text", document.text());
    object.text("title", metadata.title.as_deref().unwrap_or_default());
    object.text("outlet", metadata.outlet.as_deref().unwrap_or_default());
    object.text("url", metadata.url.as_deref().unwrap_or_default());
    object.text("byline", metadata.byline.as_deref().unwrap_or_default());
    object.text("published", &metadata.published.map(|moment| moment.to_string()).unwrap_or_default());
    object.text("language", metadata.language.as_deref().unwrap_or_default());
    object.text("metadata", &json(|out| shapes::write_extra(out, &metadata.other)));
    array(object.key("complete"), &document.complete, |out, layer| string(out, layer.as_str()));
    array(object.key("labels"), document.labels(), |out, label| string(out, label));
    array(object.key("spans"), &document.marks, |out, mark| write_mark(out, document, mark));
    write_ties(&mut object, document);
    array(object.key("zones"), document.zones(), |out, zone| {
        let mut part = Object::begin(out);
        edges(&mut part, document, zone.span);
        part.text("kind", zone.kind.name());
        part.end();
    });
    array(object.key("rejected"), &document.rejected, |out, decision| {
        let mut part = Object::begin(out);
        place(&mut part, document, &decision.spans);
        part.text("layer", decision.layer.as_str());
        part.text("label", document.label_of(&decision.layer, &decision.label));
        part.end();
    });
    object.end();
    out.push(b'\n');
    out
}

fn write_mark(out: &mut Vec<u8>, document: &Document<'_>, mark: &Annotation) {
    let mut part = Object::begin(out);
    part.text("id", mark.id.as_str());
    place(&mut part, document, &mark.spans);
    part.text("layer", mark.layer.as_str());
    part.text("label", document.label(mark));
    part.text("text", document.quote(mark.spans.hull()));
    part.text("origin", &mark.origin.to_string());
    part.text("entity", mark.entity.as_ref().map_or("", |id| id.as_str()));
    part.text("claim", mark.claim.as_ref().map_or("", |id| id.as_str()));
    let features = json(|out| shapes::write_features(out, &mark.features));
    part.text("features", &features);
    let quantity = mark.quantity.as_ref().map(|quantity| {
        json(|out| shapes::write_quantity(out, document.article.body(), OffsetUnit::CodePoint, quantity))
    });
    part.text("quantity", &quantity.unwrap_or_default());
    part.text("note", mark.note.as_deref().unwrap_or_default());
    part.text("question", mark.flag.as_ref().map_or("", |flag| &flag.question));
    part.text("answer", mark.flag.as_ref().and_then(|flag| flag.answer.as_deref()).unwrap_or_default());
    part.end();
}

/// Relations by the numbers of their ends in `spans`, and attributions.
fn write_ties(object: &mut Object<'_>, document: &Document<'_>) {
    let numbers: BTreeMap<&AnnotationId, usize> =
        document.marks.iter().enumerate().map(|(number, mark)| (&mark.id, number)).collect();
    let ends = |relation: &crate::model::relation::Relation| {
        Some((*numbers.get(&relation.from)?, *numbers.get(&relation.to)?))
    };
    let relations = document.relations.iter().filter_map(|relation| Some((relation, ends(relation)?)));
    array(object.key("relations"), relations, |out, (relation, (head, tail))| {
        let mut part = Object::begin(out);
        part.text("type", relation.kind.as_str());
        part.raw("head", head);
        part.raw("tail", tail);
        part.end();
    });
    array(object.key("attributions"), &document.attributions, |out, attribution| {
        let text = json(|out| {
            shapes::write_attribution(out, document.article.body(), OffsetUnit::CodePoint, attribution);
        });
        string(out, &text);
    });
}

/// From the first to the last piece, and the pieces of a mark that has several.
fn place(part: &mut Object<'_>, document: &Document<'_>, spans: &Spans) {
    edges(part, document, spans.hull());
    let pieces = if spans.is_discontinuous() { spans.as_slice() } else { &[] };
    array(part.key("fragments"), pieces, |out, span| {
        let mut piece = Object::begin(out);
        edges(&mut piece, document, *span);
        piece.end();
    });
}

fn edges(part: &mut Object<'_>, document: &Document<'_>, span: Span) {
    part.raw("start", document.offset(OffsetUnit::CodePoint, span.start()));
    part.raw("end", document.offset(OffsetUnit::CodePoint, span.end()));
}
