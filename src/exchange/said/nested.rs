//! Attributions within attributions: "the White House said the Department of Defense had declared that …" is one in the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{extent, keep_claims, spans_of, words};
use crate::exchange::document::Document;
use crate::exchange::exporter::{ExportContext, ExportError, Exporter, PieceWriter, run};
use crate::exchange::format::{Carries, Format, Offsets, Shape};
use crate::exchange::json::output::{Object, array};
use crate::exchange::jsonl::features;
use crate::exchange::losses::Losses;
use crate::exchange::outputs::{Frame, Outputs};
use crate::exchange::proof::ComesBack;
use crate::exchange::sink::Sink;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::id::{AnnotationId, AttributionId, ClaimId, EntityId};
use crate::model::register::Register;
use crate::model::span::Span;
use crate::text::offsets::OffsetUnit;

/// A line of JSON for each article, with attributions in each other.
pub static FORMAT: Format = Format {
    id: "claims",
    name: "Claims with their sources, nested",
    shape: Shape::File,
    pattern: "*.jsonl",
    offsets: Some(Offsets::Fixed(OffsetUnit::CodePoint)),
    tokens: None,
    record_shapes: &[],
    carries: CARRIES,
    comes_back: ComesBack::Nothing,
    importer: None,
    export: Some(|context, articles, sink| run(&Nested, context, articles, sink)),
};

const CARRIES: Carries = Carries {
    overlap: true,
    nesting: true,
    discontinuous: true,
    features: true,
    entity_links: true,
    attributions: true,
    lossless_text: true,
    metadata: true,
    ..Carries::NOTHING
};

struct Nested;

impl Exporter for Nested {
    type Piece = Vec<u8>;

    fn encode(
        &self,
        context: &ExportContext<'_>,
        article: &Article,
        losses: &mut Losses,
    ) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        for mut document in Document::all(context, article, losses) {
            let is_done = keep_claims(context, &mut document, losses);
            document.fit(CARRIES, losses);
            if is_done && !document.text().is_empty() {
                let register = document.annotator.and_then(|who| context.project.registers().get(who));
                Tree::new(&document, register).write(&mut out);
                out.push(b'\n');
            }
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

/// The attributions of a document, each below the smallest one that says it.
struct Tree<'d> {
    document: &'d Document<'d>,
    register: Option<&'d Register>,
    roots: Vec<&'d Attribution>,
    below: BTreeMap<&'d AttributionId, Vec<&'d Attribution>>,
}

impl<'d> Tree<'d> {
    fn new(document: &'d Document<'d>, register: Option<&'d Register>) -> Self {
        let mut said: Vec<(Option<Span>, &Attribution)> =
            document.attributions.iter().map(|known| (extent(document, known), &**known)).collect();
        said.sort_by_key(|(extent, known)| {
            (extent.map(|span| (span.start(), std::cmp::Reverse(span.end()))), &known.id)
        });
        let mut tree = Self { document, register, roots: Vec::new(), below: BTreeMap::new() };
        for (inner, attribution) in &said {
            let holds = |outer: &&(Option<Span>, &Attribution)| match (outer.0, inner) {
                (Some(outer), Some(inner)) => {
                    outer != *inner && outer.start() <= inner.start() && inner.end() <= outer.end()
                }
                _ => false,
            };
            let outer = said.iter().filter(holds).min_by_key(|outer| outer.0.map_or(0, Span::len));
            match outer {
                Some((_, outer)) => tree.below.entry(&outer.id).or_default().push(attribution),
                None => tree.roots.push(attribution),
            }
        }
        tree
    }

    fn write(&self, out: &mut Vec<u8>) {
        let document = self.document;
        let mut line = Object::begin(out);
        let facts = document.facts();
        // Several annotators of an article are several documents.
        line.text("id", &document.id());
        for (key, value) in
            facts.iter().filter(|(key, _)| !["id", "text", "attributions", "unattributed"].contains(key))
        {
            line.text(key, value);
        }
        line.text("text", document.text());
        array(line.key("attributions"), &self.roots, |out, root| self.write_one(out, root));
        let attributed: BTreeSet<&AnnotationId> = document
            .attributions
            .iter()
            .flat_map(|known| &known.contents)
            .filter_map(|content| match content {
                Anchor::Annotation(id) => Some(id),
                Anchor::Spans(_) => None,
            })
            .collect();
        // What nobody is said to say, the outlet says itself.
        let own = document.marks.iter().filter(|mark| !attributed.contains(&mark.id));
        array(line.key("unattributed"), own, |out, mark| {
            let mut part = Object::begin(out);
            self.write_content(&mut part, mark.spans.as_slice(), Some(mark));
            part.end();
        });
        line.end();
    }

    fn write_one(&self, out: &mut Vec<u8>, attribution: &'d Attribution) {
        let document = self.document;
        let mut said = Object::begin(out);
        array(said.key("sources"), &attribution.sources, |out, source| {
            let mut part = Object::begin(out);
            self.write_place(&mut part, spans_of(document, &source.anchor));
            let mark = match &source.anchor {
                Anchor::Annotation(id) => {
                    document.article.annotation(id).and_then(|mark| mark.entity.as_ref())
                }
                Anchor::Spans(_) => None,
            };
            if let Some(entity) = source.entity.as_ref().or(mark) {
                self.write_entity(&mut part, entity);
            }
            part.end();
        });
        if let Some(cue) = &attribution.cue {
            let mut part = Object::begin(said.key("cue"));
            self.write_place(&mut part, spans_of(document, cue));
            part.end();
        }
        said.some_text("via", attribution.via.as_ref().map(|via| via.text.as_str()));
        said.some_display("said_at", attribution.said_at);
        said.text("quote_type", attribution.quote_type.name());
        said.text("polarity", attribution.polarity.name());
        said.text("certainty", attribution.certainty.name());
        said.some_text("note", attribution.note.as_deref());
        array(said.key("contents"), &attribution.contents, |out, content| {
            let mark = match content {
                Anchor::Annotation(id) => document.article.annotation(id),
                Anchor::Spans(_) => None,
            };
            let mut part = Object::begin(out);
            self.write_content(&mut part, spans_of(document, content), mark.map(|mark| &**mark));
            part.end();
        });
        let below = self.below.get(&attribution.id).map_or(&[][..], Vec::as_slice);
        array(said.key("attributions"), below, |out, inner| self.write_one(out, inner));
        said.end();
    }

    fn write_place(&self, part: &mut Object<'_>, spans: &[Span]) {
        let document = self.document;
        part.text("text", &words(document, spans));
        array(part.key("spans"), spans, |out, span| {
            let offset = |byte| document.offset(OffsetUnit::CodePoint, byte).to_string();
            array(out, [span.start(), span.end()], |out, byte| out.extend(offset(byte).bytes()));
        });
    }

    fn write_content(&self, part: &mut Object<'_>, spans: &[Span], mark: Option<&Annotation>) {
        self.write_place(part, spans);
        let Some(mark) = mark else { return };
        part.text("label", self.document.label(mark));
        features::write(part, &mark.features);
        part.some_text("note", mark.note.as_deref());
        if let Some(flag) = &mark.flag {
            let mut doubt = Object::begin(part.key("doubt"));
            doubt.text("question", &flag.question);
            doubt.some_text("answer", flag.answer.as_deref());
            doubt.end();
        }
        if let Some(claim) = &mark.claim {
            self.write_claim(part, claim);
        }
    }

    /// The claim that a mark states, with how it stands to others.
    fn write_claim(&self, part: &mut Object<'_>, id: &ClaimId) {
        let mut object = Object::begin(part.key("claim"));
        object.text("id", id.as_str());
        if let Some(claim) = self.register.and_then(|register| register.claims.get(id)) {
            object.text("statement", &claim.statement);
        }
        let links = self.register.into_iter().flat_map(|register| register.claim_links.values());
        object.list("links", links.filter(|link| link.from == *id), |out, link| {
            let mut part = Object::begin(out);
            part.text("type", link.kind.name());
            part.text("to", link.to.as_str());
            part.end();
        });
        object.end();
    }

    fn write_entity(&self, part: &mut Object<'_>, id: &EntityId) {
        let mut object = Object::begin(part.key("entity"));
        object.text("id", id.as_str());
        if let Some(entity) = self.register.and_then(|register| register.entities.get(id)) {
            object.text("name", &entity.name);
            object.some_text("external", entity.external.as_deref());
        }
        object.end();
    }
}
