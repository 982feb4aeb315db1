//! A file of annotations: a line for each mark, relation, feature, link and note.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::name;
use super::names::Names;
use crate::exchange::document::Document;
use crate::exchange::losses::Losses;
use crate::model::annotation::{Annotation, FeatureValue};
use crate::model::id::{AnnotationId, ClaimId, EntityId};
use crate::text::offsets::OffsetUnit;

/// The annotations of `document`.
pub(super) fn write(document: &Document<'_>, names: &Names, losses: &mut Losses) -> String {
    let mut file = File { document, names, out: String::new(), attributes: 0, links: 0, notes: 0 };
    let mut numbers: BTreeMap<&AnnotationId, usize> = BTreeMap::new();
    for mark in &document.marks {
        let number = numbers.len() + 1;
        let (id, quote) = (document.article.id(), document.quote(mark.spans.hull()));
        if !file.mark(number, mark) {
            losses.add_mark("marks of line breaks alone", id, quote);
            continue;
        }
        if mark.spans.iter().any(|span| has_break_at_edge(document.quote(span))) {
            losses.add_moved("line breaks at the edges of marks", id, quote);
        }
        numbers.insert(&mark.id, number);
        file.said_of(number, mark, losses);
    }
    let mut count = 0;
    for relation in &document.relations {
        let ends = [&relation.from, &relation.to].map(|end| numbers.get(end));
        let [Some(from), Some(to)] = ends else {
            document.lose_relation(relation, losses);
            continue;
        };
        count += 1;
        // Writing to a string cannot fail.
        let _infallible =
            writeln!(file.out, "R{count}\t{} Arg1:T{from} Arg2:T{to}\t", names.relation(&relation.kind));
    }
    file.out
}

struct File<'d> {
    document: &'d Document<'d>,
    names: &'d Names,
    out: String,
    attributes: usize,
    links: usize,
    notes: usize,
}

impl File<'_> {
    /// Writes a mark; returns whether it has a piece that brat can hold.
    fn mark(&mut self, number: usize, mark: &Annotation) -> bool {
        let text = self.document.text();
        let pieces = pieces(text, mark);
        if pieces.is_empty() {
            return false;
        }
        let place = |byte| self.document.offset(OffsetUnit::CodePoint, byte);
        let places: Vec<String> =
            pieces.iter().map(|piece| format!("{} {}", place(piece.start), place(piece.end))).collect();
        let words: Vec<&str> = pieces.iter().map(|piece| &text[piece.clone()]).collect();
        let label = self.names.label(self.document.label(mark));
        let _infallible = writeln!(self.out, "T{number}\t{label} {}\t{}", places.join(";"), words.join(" "));
        true
    }

    /// Writes what is said of a mark.
    fn said_of(&mut self, number: usize, mark: &Annotation, losses: &mut Losses) {
        for (key, value) in &mark.features {
            let values: Vec<String> = match value {
                FeatureValue::Bool(is_true) => vec![is_true.to_string()],
                FeatureValue::Number(value) => vec![value.to_string()],
                FeatureValue::Many(values) => values.clone(),
                FeatureValue::Text(text) | FeatureValue::Json(text) => vec![text.clone()],
            };
            let is_word = |value: &String| name(value) == *value;
            if values.iter().all(is_word) && name(key.as_str()) == key.as_str() {
                for value in values {
                    self.attributes += 1;
                    let _infallible = writeln!(self.out, "A{}\t{key} T{number} {value}", self.attributes);
                }
            } else {
                let reason = "features whose values are not single words";
                let quote = self.document.quote(mark.spans.hull());
                losses.add(reason, self.document.article.id(), quote);
            }
        }
        let words = one_line(self.document.quote(mark.spans.hull()));
        let links = [
            ("entity", mark.entity.as_ref().map(EntityId::as_str)),
            ("claim", mark.claim.as_ref().map(ClaimId::as_str)),
        ];
        for (kind, id) in links {
            let Some(id) = id else { continue };
            self.links += 1;
            let _infallible =
                writeln!(self.out, "N{}\tReference T{number} {kind}:{}\t{words}", self.links, one_line(id));
        }
        let doubt = mark.flag.as_ref().map(|flag| match &flag.answer {
            Some(answer) => format!("{} – {answer}", flag.question),
            None => format!("{} ?", flag.question),
        });
        for note in mark.note.iter().chain(&doubt) {
            self.notes += 1;
            let _infallible =
                writeln!(self.out, "#{}\tAnnotatorNotes T{number}\t{}", self.notes, one_line(note));
        }
    }
}

fn has_break_at_edge(words: &str) -> bool {
    words.starts_with(['\n', '\r']) || words.ends_with(['\n', '\r'])
}

/// The pieces of a mark as brat has them: none holds a line break, and none touches the next.
fn pieces(text: &str, mark: &Annotation) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for span in mark.spans.iter() {
        let words = &text[span.range()];
        for line in words.split(['\n', '\r']).filter(|line| !line.is_empty()) {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            match pieces.last_mut() {
                Some(last) if last.end == start => last.end = start + line.len(),
                _ => pieces.push(start..start + line.len()),
            }
        }
    }
    pieces
}

/// Words on one line, in one column.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
