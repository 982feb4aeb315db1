//! Prodigy: a line for each document, with its tokens, marks and relations, and one for each suggestion that was refused.

mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::json::output::{Object, array};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use super::tokens::align::{Alignment, Fate, align};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::AnnotationId;
use crate::model::span::Span;
use crate::text::offsets::OffsetUnit;

/// Tasks of Prodigy.
pub static FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    shape: Shape::File,
    pattern: "*.jsonl",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: Some(Tokens::Chosen),
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Tasks),
    export: Some(|context, articles, sink| run(&Prodigy, context, articles, sink)),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    relations: true,
    document_labels: true,
    rejected: true,
    empty_documents: true,
    lossless_text: true,
    metadata: true,
    ..Carries::NOTHING
};

struct Prodigy;

impl Exporter for Prodigy {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            document.fit(CARRIES, losses);
            if document.complete.is_empty() {
                leave_out(&document, losses);
                continue;
            }
            let marks: Vec<&Arc<Annotation>> = document.marks.iter().collect();
            let alignment = document.align(&marks, context.options.tokens, losses);
            Task { document: &document, alignment: &alignment }.write(&mut out, losses);
            refused(&mut out, context, &document, losses);
        }
        Ok(out)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "jsonl", Frame::default());
        files.begin()?;
        Ok(Box::new(files))
    }
}

/// Notes what is said beside marks of an article in which no layer is finished.
fn leave_out(document: &Document<'_>, losses: &mut Losses) {
    let id = document.article.id();
    for label in document.labels() {
        losses.add("labels of articles in which no layer is finished", id, label);
    }
    for decision in &document.rejected {
        let reason = "refused suggestions in articles in which no layer is finished";
        losses.add(reason, id, document.quote(decision.spans.hull()));
    }
}

/// A task that was answered.
struct Task<'d> {
    document: &'d Document<'d>,
    alignment: &'d Alignment,
}

impl Task<'_> {
    fn write(&self, out: &mut Vec<u8>, losses: &mut Losses) {
        let Self { document, alignment } = self;
        let covered: BTreeMap<&AnnotationId, (&Annotation, &Range<usize>)> = document
            .marks
            .iter()
            .zip(&alignment.marks)
            .filter_map(|(mark, covered)| Some((&mark.id, (mark.as_ref(), covered.as_ref()?))))
            .collect();
        let mut line = Object::begin(out);
        line.text("text", document.text());
        write_tokens(&mut line, document, &alignment.tokens);
        let marks = document.marks.iter().filter_map(|mark| covered.get(&mark.id));
        array(line.key("spans"), marks, |out, (mark, covered)| {
            write_span(out, document, &alignment.tokens, document.label(mark), covered);
        });
        let mut relations = Vec::new();
        for relation in &document.relations {
            match (covered.get(&relation.from), covered.get(&relation.to)) {
                (Some(from), Some(to)) => relations.push((relation, from, to)),
                _ => document.lose_relation(relation, losses),
            }
        }
        array(line.key("relations"), relations, |out, (relation, from, to)| {
            let mut part = Object::begin(out);
            part.raw("head", from.1.end - 1);
            part.raw("child", to.1.end - 1);
            for (key, (mark, covered)) in [("head_span", from), ("child_span", to)] {
                write_span(part.key(key), document, &alignment.tokens, document.label(mark), covered);
            }
            part.text("label", relation.kind.as_str());
            part.end();
        });
        line.texts("accept", document.labels());
        write_end(line, document, "accept");
        out.push(b'\n');
    }
}

/// A task for each suggestion that was refused.
fn refused(out: &mut Vec<u8>, context: &ExportContext<'_>, document: &Document<'_>, losses: &mut Losses) {
    for decision in &document.rejected {
        let span: Span = decision.spans.hull();
        let tokens = context.options.tokens.tokeniser.tokens(document.text());
        let alignment = align(tokens, &[span], context.options.tokens.misfits);
        let lost = |losses: &mut Losses, reason: &'static str| {
            losses.add(reason, document.article.id(), document.quote(span));
        };
        let Some(covered) = alignment.marks[0].as_ref().filter(|_| !decision.spans.is_discontinuous()) else {
            lost(losses, "refused suggestions that do not fall on the edges of tokens");
            continue;
        };
        if alignment.misfits.iter().any(|(_, fate)| *fate == Fate::Moved) {
            lost(losses, "the edges of refused suggestions that are not those of tokens");
        }
        let mut line = Object::begin(out);
        line.text("text", document.text());
        write_tokens(&mut line, document, &alignment.tokens);
        let label = document.label_of(&decision.layer, &decision.label);
        array(line.key("spans"), [covered], |out, covered| {
            write_span(out, document, &alignment.tokens, label, covered);
        });
        write_end(line, document, "reject");
        out.push(b'\n');
    }
}

fn write_tokens(line: &mut Object<'_>, document: &Document<'_>, tokens: &[Range<usize>]) {
    array(line.key("tokens"), tokens.iter().enumerate(), |out, (number, token)| {
        let mut part = Object::begin(out);
        part.text("text", &document.text()[token.clone()]);
        part.raw("start", document.offset(OffsetUnit::CodePoint, token.start));
        part.raw("end", document.offset(OffsetUnit::CodePoint, token.end));
        part.raw("id", number);
        part.raw("ws", document.text()[token.end..].starts_with(char::is_whitespace));
        part.end();
    });
}

/// A span, whose last token is counted in.
fn write_span(
    out: &mut Vec<u8>,
    document: &Document<'_>,
    tokens: &[Range<usize>],
    label: &str,
    covered: &Range<usize>,
) {
    let mut part = Object::begin(out);
    part.raw("start", document.offset(OffsetUnit::CodePoint, tokens[covered.start].start));
    part.raw("end", document.offset(OffsetUnit::CodePoint, tokens[covered.end - 1].end));
    part.raw("token_start", covered.start);
    part.raw("token_end", covered.end - 1);
    part.text("label", label);
    part.end();
}

/// What is known of the article, and the answer. Prodigy makes the hashes of a task itself.
fn write_end(mut line: Object<'_>, document: &Document<'_>, answer: &str) {
    let mut meta = Object::begin(line.key("meta"));
    for (key, value) in document.facts() {
        meta.text(key, &value);
    }
    meta.end();
    line.text("answer", answer);
    line.text("_annotator_id", document.annotator.map_or("", |annotator| annotator.as_str()));
    line.end();
}
