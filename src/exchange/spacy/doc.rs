//! One document as spaCy keeps it.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use rmp::encode as pack;

use super::bin::{binary, string};
use super::strings::Strings;
use super::tokens::Tokens;
use super::training::remark_dropped;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::exchange::losses::Losses;
use crate::exchange::tokens::spacy_like::Rules;
use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, ClaimId, EntityId, LayerKey};
use crate::model::schema::{Layer, Role};
use crate::text::offsets::OffsetUnit;

/// The span group of suggestions that were refused: what `incorrect_spans_key` of an entity recogniser is set to.
pub(super) const REFUSED: &str = "incorrect";

/// One document, encoded.
#[derive(Debug, Default)]
pub(super) struct Doc {
    /// The numbers of each token: orth, where it is in an entity, the entity's type, what it links to.
    pub(super) tokens: Vec<u8>,
    /// For each token whether a space follows.
    pub(super) spaces: Vec<u8>,
    /// Every string that a number stands for.
    pub(super) strings: Strings,
    /// Its span groups.
    pub(super) groups: Vec<u8>,
    /// What else is known of it.
    pub(super) user_data: Vec<u8>,
    /// Labels of the whole article, and whether it has them.
    pub(super) categories: Vec<u8>,
}

/// How many bytes the numbers of a token take, and those of them that say what it is in an entity.
const ROW: usize = 32;
const ENTITY: Range<usize> = 8..32;

/// What an entity is to a token (`ENT_IOB`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Missing = 0,
    Inner = 1,
    Outside = 2,
    First = 3,
}

/// The tokens of each mark of the document, if the tokens hold it.
type Places = [Option<Range<usize>>];

/// Where each mark is: the name of its group, and its number in it.
type Order<'d> = BTreeMap<&'d AnnotationId, (&'d LayerKey, usize)>;

/// What a mark is linked to: spaCy has one link for each.
fn link(mark: &Annotation) -> &str {
    let claim = || mark.claim.as_ref().map(ClaimId::as_str);
    mark.entity.as_ref().map(EntityId::as_str).or_else(claim).unwrap_or_default()
}

impl Doc {
    /// Encodes `document`. Marks that training will drop by `rules` are noted.
    pub(super) fn new(
        context: &ExportContext<'_>,
        document: &Document<'_>,
        rules: Option<Rules>,
        losses: &mut Losses,
    ) -> Self {
        let marks: Vec<&Arc<Annotation>> = document.marks.iter().collect();
        let alignment = document.align(&marks, context.options.tokens, losses);
        if let Some(rules) = rules {
            remark_dropped(context, document, &marks, &alignment, rules, losses);
        }
        let tokens = Tokens::new(document.text(), &alignment.tokens);
        let place =
            |covered: &Option<Range<usize>>| covered.as_ref().map(|covered| tokens.with_spaces(covered));
        let places: Vec<_> = alignment.marks.iter().map(place).collect();
        let mut doc = Self::default();
        doc.write_tokens(context, document, &tokens, &places);
        let order = doc.write_groups(context, document, &tokens, &places, losses);
        doc.write_user_data(document, &order, losses);
        doc.write_categories(context, document);
        doc.spaces = tokens.spaces;
        doc
    }

    /// Writes the labels of the whole article, and those that it does not have.
    fn write_categories(&mut self, context: &ExportContext<'_>, document: &Document<'_>) {
        let mut labels: BTreeMap<&str, f64> = BTreeMap::new();
        if document.annotator.is_some() {
            let known = &context.project.schema().scales.document_labels;
            labels.extend(known.iter().map(|label| (label.as_str(), 0.0)));
            labels.extend(document.labels().iter().map(|label| (label.as_str(), 1.0)));
        }
        self.categories = packed(|out| {
            pack::write_map_len(out, labels.len() as u32)?;
            labels.iter().try_for_each(|(label, weight)| {
                string(out, label)?;
                Ok(pack::write_f64(out, *weight)?)
            })
        });
    }

    /// Writes the tokens, with the entities that do not overlap.
    fn write_tokens(
        &mut self,
        context: &ExportContext<'_>,
        document: &Document<'_>,
        tokens: &Tokens<'_>,
        places: &Places,
    ) {
        let layer = layer_of_entities(context);
        let is_complete = layer.is_some_and(|layer| document.complete.contains(&layer.key));
        let outside = if is_complete { Inside::Outside } else { Inside::Missing };
        self.tokens = Vec::with_capacity(tokens.spans.len() * ROW);
        for span in &tokens.spans {
            let word = self.strings.number(tokens.text(span));
            self.tokens.extend_from_slice(row([word, outside as u64, 0, 0]).as_flattened());
        }
        let outermost = layer.map_or_else(Vec::new, |layer| document.outermost(&layer.key).0);
        let mut outermost = outermost.into_iter().peekable();
        for (mark, covered) in document.marks.iter().zip(places) {
            // Both are in the order of their place.
            let is_outermost = outermost.next_if(|outermost| Arc::ptr_eq(outermost, mark)).is_some();
            let (true, Some(covered)) = (is_outermost, covered) else { continue };
            let [label, entity] = [document.label(mark), link(mark)].map(|text| self.strings.number(text));
            for token in covered.clone() {
                let inside = if token == covered.start { Inside::First } else { Inside::Inner };
                let row = row([0, inside as u64, label, entity]);
                self.tokens[token * ROW..][ENTITY].copy_from_slice(&row.as_flattened()[ENTITY]);
            }
        }
    }

    /// Writes a span group for each layer that is finished, and one for what was refused. Returns where each mark is:
    /// the name of its group, and its number in it; nothing where there are no relations.
    fn write_groups<'d>(
        &mut self,
        context: &ExportContext<'d>,
        document: &'d Document<'_>,
        tokens: &Tokens<'_>,
        places: &Places,
        losses: &mut Losses,
    ) -> Order<'d> {
        let mut order = Order::new();
        let mut groups: Vec<(&str, Vec<u8>)> = Vec::new();
        for layer in Document::layers(context) {
            if !document.complete.contains(&layer.key) {
                document.leave_out(&layer.key, losses);
                continue;
            }
            let mut spans = Vec::new();
            for (mark, covered) in document.marks.iter().zip(places) {
                let (true, Some(covered)) = (mark.layer == layer.key, covered) else { continue };
                if !document.relations.is_empty() {
                    order.insert(&mark.id, (&layer.key, spans.len()));
                }
                if mark.entity.is_some() && mark.claim.is_some() {
                    let quote = document.quote(mark.spans.hull());
                    losses.add("links to claims", document.article.id(), quote);
                }
                spans.push(self.span(document, tokens, covered, document.label(mark), link(mark)));
            }
            groups.push((layer.key.as_str(), group(layer.key.as_str(), &spans)));
        }
        let refused = self.refused(document, tokens, losses);
        if !refused.is_empty() {
            groups.push((REFUSED, group(REFUSED, &refused)));
        }
        let groups = packed(|out| {
            pack::write_map_len(out, groups.len() as u32)?;
            groups.iter().try_for_each(|(name, bytes)| {
                binary(out, bytes)?;
                pack::write_array_len(out, 1)?;
                string(out, name)
            })
        });
        self.groups = packed(|out| binary(out, &groups));
        order
    }

    /// The suggestions that were refused, of those that stand on the edges of tokens.
    fn refused(
        &mut self,
        document: &Document<'_>,
        tokens: &Tokens<'_>,
        losses: &mut Losses,
    ) -> Vec<[u8; 40]> {
        let mut spans = Vec::new();
        for decision in &document.rejected {
            let span = decision.spans.hull();
            match tokens.exactly(span) {
                Some(covered) if !decision.spans.is_discontinuous() => {
                    let label = document.label_of(&decision.layer, &decision.label);
                    spans.push(self.span(document, tokens, &covered, label, ""));
                }
                _ => losses.add(
                    "refused suggestions that do not fall on the edges of tokens",
                    document.article.id(),
                    document.quote(span),
                ),
            }
        }
        spans
    }

    /// One span of a group.
    fn span(
        &mut self,
        document: &Document<'_>,
        tokens: &Tokens<'_>,
        covered: &Range<usize>,
        label: &str,
        entity: &str,
    ) -> [u8; 40] {
        let place = |byte| document.offset(OffsetUnit::CodePoint, byte) as u32;
        let (start, end) = (tokens.spans[covered.start].start, tokens.spans[covered.end - 1].end);
        let numbers = [0, self.strings.number(entity), self.strings.number(label)];
        let places = [covered.start as u32, covered.end as u32, place(start), place(end)];
        let mut span = [0; 40];
        let (first, last) = span.split_at_mut(24);
        first.copy_from_slice(numbers.map(u64::to_be_bytes).as_flattened());
        last.copy_from_slice(places.map(u32::to_be_bytes).as_flattened());
        span
    }

    /// Writes what is known of the article, and the relations between marks.
    fn write_user_data(&mut self, document: &Document<'_>, order: &Order<'_>, losses: &mut Losses) {
        let known = document.facts();
        let mut relations = Vec::new();
        for relation in &document.relations {
            match (order.get(&relation.from), order.get(&relation.to)) {
                (Some(from), Some(to)) => relations.push((relation.kind.as_str(), *from, *to)),
                _ => document.lose_relation(relation, losses),
            }
        }
        let known = packed(|out| {
            pack::write_map_len(out, known.len() as u32 + 1)?;
            for (key, value) in &known {
                string(out, key)?;
                string(out, value)?;
            }
            string(out, "relations")?;
            pack::write_array_len(out, relations.len() as u32)?;
            for (kind, from, to) in &relations {
                pack::write_map_len(out, 3)?;
                string(out, "type")?;
                string(out, kind)?;
                for (name, (layer, number)) in [("head", from), ("child", to)] {
                    string(out, name)?;
                    pack::write_array_len(out, 2)?;
                    string(out, layer.as_str())?;
                    pack::write_uint(out, *number as u64)?;
                }
            }
            Ok(())
        });
        self.user_data = packed(|out| binary(out, &known));
    }
}

/// The layer whose marks are `doc.ents`.
pub(super) fn layer_of_entities<'c>(context: &ExportContext<'c>) -> Option<&'c Layer> {
    let layers = Document::layers(context);
    layers.iter().find(|layer| layer.role == Role::Entity).or(layers.first()).copied()
}

/// The numbers of a token, as a file has them.
fn row(numbers: [u64; 4]) -> [[u8; 8]; 4] {
    numbers.map(u64::to_le_bytes)
}

/// A span group (`spacy/tokens/span_group.pyx`).
fn group(name: &str, spans: &[[u8; 40]]) -> Vec<u8> {
    packed(|out| {
        pack::write_map_len(out, 3)?;
        string(out, "name")?;
        string(out, name)?;
        string(out, "attrs")?;
        pack::write_map_len(out, 0)?;
        string(out, "spans")?;
        pack::write_array_len(out, spans.len() as u32)?;
        spans.iter().try_for_each(|span| binary(out, span))
    })
}

fn packed(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _infallible = write(&mut out);
    out
}
