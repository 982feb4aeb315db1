//! CoNLL-U: a line for each token of a sentence, with the marks and the spaces in its last column.
//!
//! The file follows the rules of Universal Dependencies (format, version 2); spaces that are not one space stand in
//! `SpacesBefore` and `SpacesAfter` with the escapes of UDPipe, and the place of a token in `TokenRange`, so that the
//! text can be had back to the byte.

pub(super) mod read;
mod sentences;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::document::Document;
use super::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use super::format::{Carries, Format, Offsets, Shape, Tokens};
use super::losses::Losses;
use super::outputs::{Frame, Outputs};
use super::proof::ComesBack;
use super::sink::Sink;
use super::tokens::align::Alignment;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::LayerKey;
use crate::model::schema::Role;
use crate::text::offsets::OffsetUnit;

/// Sentences of tokens, with marks in the last column.
pub static FORMAT: Format = Format {
    id: "conllu",
    name: "CoNLL-U",
    shape: Shape::File,
    pattern: "*.conllu",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: Some(Tokens::Chosen),
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Texts,
    importer: Some(&read::Sentences),
    export: Some(|context, articles, sink| run(&Conllu, context, articles, sink)),
};

const CARRIES: Carries = Carries { lossless_text: true, ..Carries::NOTHING };

/// The key of the layer of entities.
const ENTITIES: &str = "NER";
/// Keys of the last column that are no layers.
const RESERVED: [&str; 5] = [ENTITIES, "SpaceAfter", "SpacesAfter", "SpacesBefore", "TokenRange"];

struct Conllu;

impl Exporter for Conllu {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = String::new();
        for mut document in Document::all(context, article, losses) {
            document.fit(CARRIES, losses);
            let page = Page::new(context, &document, losses);
            if page.tokens.is_empty() && !document.text().is_empty() {
                losses.add("articles of white space alone", article.id(), "");
            }
            page.write(&mut out);
        }
        Ok(out.into_bytes())
    }

    fn writer<'s>(
        &'s self,
        context: &'s ExportContext<'_>,
        sink: &'s dyn Sink,
    ) -> Result<Box<dyn PieceWriter<Vec<u8>> + 's>, ExportError> {
        let mut files = Outputs::new(context, sink, "conllu", Frame::default());
        files.begin()?;
        Ok(Box::new(files))
    }
}

/// A document in tokens.
struct Page<'d> {
    document: &'d Document<'d>,
    tokens: Vec<Range<usize>>,
    /// The sentences, in bytes.
    sentences: Vec<Range<usize>>,
    /// The layers that are finished, by key in any case, which is the order of the column.
    layers: Vec<Tags>,
}

/// The tags of a layer, one for each token.
struct Tags {
    key: String,
    tags: Vec<String>,
}

impl<'d> Page<'d> {
    fn new(context: &ExportContext<'_>, document: &'d Document<'d>, losses: &mut Losses) -> Self {
        let mut marks: Vec<&Arc<Annotation>> = Vec::new();
        let layers = Document::layers(context);
        let (done, others): (Vec<_>, Vec<_>) =
            layers.into_iter().partition(|layer| document.complete.contains(&layer.key));
        for layer in others {
            document.leave_out(&layer.key, losses);
        }
        for layer in &done {
            marks.extend(document.flat(&layer.key, losses));
        }
        marks.sort_by_key(|mark| mark.spans.hull());
        let alignment = document.align(&marks, context.options.tokens, losses);
        let entities = context.project.schema().layer_of_role(Role::Entity).map(|layer| &layer.key);
        let mut taken = BTreeSet::new();
        let mut layers: Vec<Tags> = done
            .iter()
            .map(|layer| {
                let is_entities = Some(&layer.key) == entities;
                let key = if is_entities { ENTITIES.to_owned() } else { free(&layer.key, &mut taken) };
                Tags { key, tags: tags(document, &layer.key, &marks, &alignment) }
            })
            .collect();
        layers.sort_by_key(|layer| layer.key.to_lowercase());
        let sentences = document.sentences(&marks);
        Self { document, tokens: alignment.tokens, sentences, layers }
    }

    fn write(&self, out: &mut String) {
        let id = one_line(&self.document.id());
        let mut next = 0;
        let mut number = 0;
        for sentence in &self.sentences {
            let first = next;
            next += self.tokens[first..].partition_point(|token| token.start < sentence.end);
            if next == first {
                continue;
            }
            if number == 0 {
                self.write_head(out, &id);
            }
            number += 1;
            // Writing to a string cannot fail.
            let _infallible = writeln!(out, "# sent_id = {id}-{number}\n# text = {}", self.text(first..next));
            for token in first..next {
                self.write_token(out, token - first + 1, token);
            }
            out.push('\n');
        }
    }

    /// What is said of a document, above its first sentence.
    fn write_head(&self, out: &mut String, id: &str) {
        let _infallible = writeln!(out, "# newdoc id = {id}");
        if let Some(annotator) = self.document.annotator {
            let _infallible = writeln!(out, "# annotator = {}", one_line(annotator.as_str()));
        }
        if !self.layers.is_empty() {
            let keys: Vec<&str> = self.layers.iter().map(|layer| layer.key.as_str()).collect();
            let _infallible = writeln!(out, "# layers = {}", keys.join(" "));
        }
    }

    /// The text of a sentence as its comment has it: one space wherever there is white space.
    fn text(&self, tokens: Range<usize>) -> String {
        let mut text = String::new();
        for token in tokens.clone() {
            text.push_str(&self.document.text()[self.tokens[token].clone()]);
            if token + 1 < tokens.end && !self.after(token).is_empty() {
                text.push(' ');
            }
        }
        text
    }

    /// The white space after a token.
    fn after(&self, token: usize) -> &'d str {
        let text = self.document.text();
        let end = self.tokens.get(token + 1).map_or(text.len(), |next| next.start);
        &text[self.tokens[token].end..end]
    }

    fn write_token(&self, out: &mut String, number: usize, token: usize) {
        let Range { start, end } = self.tokens[token];
        let text = self.document.text();
        let place = |byte| self.document.offset(OffsetUnit::CodePoint, byte);
        let _infallible = write!(out, "{number}\t{}\t_\t_\t_\t_\t_\t_\t_\t", &text[start..end]);
        for Tags { key, tags } in &self.layers {
            let _infallible = write!(out, "{key}={}|", tags[token]);
        }
        match self.after(token) {
            "" => out.push_str("SpaceAfter=No|"),
            " " => {}
            spaces => {
                let _infallible = write!(out, "SpacesAfter={}|", escaped(spaces));
            }
        }
        if token == 0 && start > 0 {
            let _infallible = write!(out, "SpacesBefore={}|", escaped(&text[..start]));
        }
        let _infallible = writeln!(out, "TokenRange={}:{}", place(start), place(end));
    }
}

/// The tag of each token in a layer: where a mark begins, where it goes on, or that there is none.
fn tags(
    document: &Document<'_>,
    layer: &LayerKey,
    marks: &[&Arc<Annotation>],
    alignment: &Alignment,
) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); alignment.tokens.len()];
    for (mark, covered) in marks.iter().zip(&alignment.marks) {
        let (true, Some(covered)) = (mark.layer == *layer, covered) else { continue };
        let label = plain(document.label(mark));
        tags[covered.clone()].fill(format!("I-{label}"));
        tags[covered.start] = format!("B-{label}");
    }
    tags
}

/// The key of a layer that is not that of entities, which no other layer has.
fn free(layer: &LayerKey, taken: &mut BTreeSet<String>) -> String {
    let mut key = plain(layer.as_str());
    while RESERVED.contains(&key.as_str()) || !taken.insert(key.clone()) {
        key.push('_');
    }
    key
}

/// `text` without what divides the last column: white space, `|` and `=`.
fn plain(text: &str) -> String {
    let is_divider = |sign: char| sign.is_whitespace() || sign.is_control() || "|=".contains(sign);
    text.chars().map(|sign| if is_divider(sign) { '_' } else { sign }).collect()
}

/// `text` on one line, as a comment may have it.
fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() || sign.is_control()).collect::<Vec<_>>().join(" ")
}

/// White space as UDPipe writes it. What it has no escape for stands for itself.
fn escaped(spaces: &str) -> String {
    let mut out = String::with_capacity(2 * spaces.len());
    for space in spaces.chars() {
        match space {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}
