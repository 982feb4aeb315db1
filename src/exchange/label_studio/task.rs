//! A task: an article with everybody's annotations.

use crate::exchange::document::Document;
use crate::exchange::json::output::{Object, array, string};
use crate::model::annotation::{Annotation, FeatureValue};
use crate::model::id::{ClaimId, EntityId};
use crate::text::offsets::OffsetUnit;

/// The control of labels of whole articles.
pub(super) const DOCUMENT_LABELS: &str = "document_labels";

/// What a mark may have besides features, each with a field of its own in the layer's name.
pub(super) const OWN_FIELDS: [&str; 5] = ["note", "question", "answer", "entity", "claim"];

/// The name of the control of a feature.
pub(super) fn control(layer: &str, feature: &str) -> String {
    format!("{layer}_{feature}")
}

/// The task of an article, of which `documents` are what each annotator made of it.
pub(super) fn write(documents: &[Document<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    // There is one at least: an article that nobody worked on is one document as well.
    let Some(first) = documents.first() else { return out };
    let mut task = Object::begin(&mut out);
    let mut data = Object::begin(task.key("data"));
    data.text("text", first.text());
    for (key, value) in first.facts().into_iter().filter(|(key, _)| !["annotator", "text"].contains(key)) {
        data.text(key, &value);
    }
    data.end();
    let made = documents.iter().enumerate().filter(|(_, document)| document.annotator.is_some());
    array(task.key("annotations"), made, |out, (number, document)| write_annotation(out, number, document));
    array(task.key("predictions"), std::iter::empty::<()>(), |_, ()| {});
    task.end();
    out
}

/// What one annotator made of the article.
fn write_annotation(out: &mut Vec<u8>, number: usize, document: &Document<'_>) {
    let mut annotation = Object::begin(out);
    annotation.raw("completed_by", number + 1);
    annotation.text("annotator", document.annotator.map_or("", |annotator| annotator.as_str()));
    // What Label Studio has no word for, and a reader of the file must know.
    array(annotation.key("complete"), &document.complete, |out, layer| string(out, layer.as_str()));
    annotation.raw("was_cancelled", false);
    annotation.raw("ground_truth", false);
    annotation.key("result").extend_from_slice(&results(document));
    annotation.end();
}

/// Marks, relations and labels of the whole article, as an array.
fn results(document: &Document<'_>) -> Vec<u8> {
    let mut out = vec![b'['];
    let mut results = Results { out: &mut out, is_empty: true };
    document.marks.iter().for_each(|mark| results.mark(document, mark));
    for relation in &document.relations {
        let mut result = results.next();
        result.text("type", "relation");
        result.text("from_id", relation.from.as_str());
        result.text("to_id", relation.to.as_str());
        result.text("direction", "right");
        array(result.key("labels"), [relation.kind.as_str()], string);
        result.end();
    }
    if !document.labels().is_empty() {
        let mut result = results.next();
        result.text("id", "document");
        result.text("from_name", DOCUMENT_LABELS);
        result.text("to_name", "text");
        result.text("type", "choices");
        let mut value = Object::begin(result.key("value"));
        value.texts("choices", document.labels());
        value.end();
        result.end();
    }
    out.push(b']');
    out
}

/// The results of an annotation, one after the other.
struct Results<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

impl Results<'_> {
    fn next(&mut self) -> Object<'_> {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.out.push(b',');
        }
        Object::begin(self.out)
    }

    /// A mark, and a result for each thing that is said of it: they have its id and place.
    fn mark(&mut self, document: &Document<'_>, mark: &Annotation) {
        self.region(document, mark, mark.layer.as_str(), "labels", |value| {
            array(value.key("labels"), [document.label(mark)], string);
        });
        for (key, feature) in &mark.features {
            let name = control(mark.layer.as_str(), key.as_str());
            match feature {
                FeatureValue::Number(number) => {
                    self.region(document, mark, &name, "number", |value| value.raw("number", number));
                }
                FeatureValue::Many(choices) => {
                    self.region(document, mark, &name, "choices", |value| value.texts("choices", choices));
                }
                FeatureValue::Bool(is_true) => {
                    let choice = is_true.to_string();
                    self.region(document, mark, &name, "choices", |value| {
                        array(value.key("choices"), [choice.as_str()], string);
                    });
                }
                FeatureValue::Text(text) if document.is_choice(&mark.layer, key) => {
                    self.region(document, mark, &name, "choices", |value| {
                        array(value.key("choices"), [text.as_str()], string);
                    });
                }
                FeatureValue::Text(text) | FeatureValue::Json(text) => {
                    self.words(document, mark, &name, text);
                }
            }
        }
        let flag = mark.flag.as_ref();
        let own = [
            mark.note.as_deref(),
            flag.map(|flag| flag.question.as_str()),
            flag.and_then(|flag| flag.answer.as_deref()),
            mark.entity.as_ref().map(EntityId::as_str),
            mark.claim.as_ref().map(ClaimId::as_str),
        ];
        for (field, text) in OWN_FIELDS.into_iter().zip(own) {
            if let Some(text) = text {
                self.words(document, mark, &control(mark.layer.as_str(), field), text);
            }
        }
    }

    /// A field of words that belongs to a mark.
    fn words(&mut self, document: &Document<'_>, mark: &Annotation, name: &str, text: &str) {
        self.region(document, mark, name, "textarea", |value| {
            array(value.key("text"), [text], string);
        });
    }

    fn region(
        &mut self,
        document: &Document<'_>,
        mark: &Annotation,
        from_name: &str,
        kind: &str,
        write: impl FnOnce(&mut Object<'_>),
    ) {
        let span = mark.spans.hull();
        let mut result = self.next();
        result.text("id", mark.id.as_str());
        result.text("from_name", from_name);
        result.text("to_name", "text");
        result.text("type", kind);
        result.text("origin", "manual");
        let mut value = Object::begin(result.key("value"));
        value.raw("start", document.offset(OffsetUnit::CodePoint, span.start()));
        value.raw("end", document.offset(OffsetUnit::CodePoint, span.end()));
        // A field of words is called "text" as well.
        if kind != "textarea" {
            value.text("text", document.quote(span));
        }
        write(&mut value);
        value.end();
        result.end();
    }
}
