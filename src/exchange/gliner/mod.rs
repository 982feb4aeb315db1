//! GLiNER: passages of tokens with marks, a JSON array.
//!
//! A model sees 384 tokens at most, so an article is cut between sentences. Labels are words for it, so they are written
//! as people say them: "political place".

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::json::output::{Object, array, bare, string};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use super::tokens::Tokeniser;
use super::tokens::align::Alignment;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::{AnnotationId, ArticleId};

/// Passages of GLiNER.
pub static FORMAT: Format = Format {
    id: "gliner",
    name: "GLiNER",
    shape: Shape::File,
    pattern: "*.json",
    offsets: Some(Offsets::Tokens),
    tokens: Some(Tokens::Fixed(Tokeniser::Words)),
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Words,
    importer: Some(&read::Passages),
    export: Some(|context, articles, sink| run(&Gliner, context, articles, sink)),
};

const CARRIES: Carries = Carries { overlap: true, nesting: true, relations: true, ..Carries::NOTHING };

/// How many tokens a model sees (`max_len` of its configuration).
const PASSAGE: usize = 384;

struct Gliner;

impl Exporter for Gliner {
    /// The passages of an article.
    type Piece = Vec<Vec<u8>>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Self::Piece, ExportError> {
        let mut passages = Vec::new();
        for mut document in Document::all(context, article, losses) {
            document.keep_complete(context, losses);
            document.fit(CARRIES, losses);
            if !document.complete.is_empty() {
                passages.extend(cut(context, &document, losses));
            }
        }
        Ok(passages)
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Self::Piece> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "json", Frame::ARRAY);
        files.begin()?;
        Ok(Box::new(Files(files)))
    }
}

/// The passages of a document, each of whole sentences.
fn cut(context: &ExportContext<'_>, document: &Document<'_>, losses: &mut Losses) -> Vec<Vec<u8>> {
    let marks: Vec<&Arc<Annotation>> = document.marks.iter().collect();
    let options = super::tokens::TokenOptions { tokeniser: Tokeniser::Words, ..context.options.tokens };
    let Alignment { tokens, marks: covered, .. } = document.align(&marks, options, losses);
    if tokens.is_empty() && !document.text().is_empty() {
        losses.add("articles of white space alone", document.article.id(), "");
    }
    let ends: Vec<usize> = document
        .sentences(&marks)
        .iter()
        .map(|sentence| tokens.partition_point(|token| token.start < sentence.end))
        .collect();
    let known = labels(context, document);
    let mut passages = Vec::new();
    let mut held = BTreeSet::new();
    let mut start = 0;
    for (number, end) in ends.iter().enumerate() {
        let next = ends.get(number + 1).copied().unwrap_or(usize::MAX);
        if next - start <= PASSAGE || *end == start {
            continue;
        }
        if end - start > PASSAGE {
            let quote = &document.text()[tokens[start].start..tokens[end - 1].end];
            losses.remark(
                "sentences of more than 384 tokens, of which a model sees the first",
                document.article.id(),
                quote,
            );
        }
        let inside = |covered: &Option<Range<usize>>| {
            covered.as_ref().is_some_and(|covered| start <= covered.start && covered.end <= *end)
        };
        let marks = marks.iter().zip(&covered).filter(|(_, covered)| inside(covered));
        let marks = marks.filter_map(|(mark, covered)| Some((*mark, covered.clone()?))).collect();
        let passage = Passage { document, tokens: &tokens[start..*end], first: start, marks };
        passages.push(passage.write(&known, &mut held));
        start = *end;
    }
    for relation in document.relations.iter().filter(|relation| !held.contains(&relation.id)) {
        document.lose_relation(relation, losses);
    }
    passages
}

/// The labels of the layers that are finished in the document.
fn labels(context: &ExportContext<'_>, document: &Document<'_>) -> BTreeSet<String> {
    let schema = context.project.schema();
    let labels = document.complete.iter().flat_map(|layer| schema.labels_of(layer));
    labels.filter(|label| label.fate.is_none()).map(|label| said(&label.name)).collect()
}

/// A label as people say it.
fn said(label: &str) -> String {
    label.replace('_', " ").to_lowercase()
}

/// A part of a document.
struct Passage<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Range<usize>],
    /// The number of its first token in the document.
    first: usize,
    /// Its marks, counted in tokens of the document.
    marks: Vec<(&'d Arc<Annotation>, Range<usize>)>,
}

impl Passage<'_> {
    /// Writes it; `known` are the labels that it may have, and `held` gets the relations that it holds.
    fn write(&self, known: &BTreeSet<String>, held: &mut BTreeSet<crate::model::id::RelationId>) -> Vec<u8> {
        let mut out = Vec::new();
        let mut object = Object::begin(&mut out);
        let text = self.document.text();
        array(object.key("tokenized_text"), self.tokens, |out, token| string(out, &text[token.clone()]));
        array(object.key("ner"), &self.marks, |out, (mark, covered)| {
            out.push(b'[');
            bare(out, covered.start - self.first);
            out.push(b',');
            // The last token is counted in.
            bare(out, covered.end - 1 - self.first);
            out.push(b',');
            string(out, &said(self.document.label(mark)));
            out.push(b']');
        });
        let there: BTreeSet<String> =
            self.marks.iter().map(|(mark, _)| said(self.document.label(mark))).collect();
        array(object.key("ner_negatives"), known.difference(&there), |out, label| string(out, label));
        self.write_relations(&mut object, held);
        object.end();
        out
    }

    fn write_relations(&self, object: &mut Object<'_>, held: &mut BTreeSet<crate::model::id::RelationId>) {
        let numbers: BTreeMap<&AnnotationId, usize> =
            self.marks.iter().enumerate().map(|(number, (mark, _))| (&mark.id, number)).collect();
        let relations = self.document.relations.iter().filter_map(|relation| {
            Some((relation, *numbers.get(&relation.from)?, *numbers.get(&relation.to)?))
        });
        array(object.key("relations"), relations, |out, (relation, from, to)| {
            held.insert(relation.id.clone());
            out.push(b'[');
            bare(out, from);
            out.push(b',');
            bare(out, to);
            out.push(b',');
            string(out, &said(relation.kind.as_str()));
            out.push(b']');
        });
    }
}

struct Files<'s>(Outputs<'s>);

impl PieceWriter<Vec<Vec<u8>>> for Files<'_> {
    fn piece(
        &mut self,
        article: &ArticleId,
        passages: Vec<Vec<u8>>,
        _: &mut Losses,
    ) -> Result<(), ExportError> {
        passages.iter().try_for_each(|passage| self.0.write("", article, passage))
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), ExportError> {
        self.0.close(|_| Vec::new())
    }
}
