//! Marks that are in the file and that spaCy drops all the same while it trains.
//!
//! Training cuts each text again, with the tokenizer of the pipeline, and keeps of the marks those that fall on the edges
//! of these tokens (`Example.get_aligned_spans_y2x`). It says nothing of the others.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::config;
use super::doc::layer_of_entities;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::exchange::losses::Losses;
use crate::exchange::tokens::align::Alignment;
use crate::exchange::tokens::spacy_like::Rules;
use crate::exchange::tokens::{Misfits, TokenOptions, Tokeniser};
use crate::model::annotation::Annotation;

/// What is wrong with them, in the words of a list.
const REASON: &str = "marks that do not fall on the edges of spaCy's own tokens, which its training drops (--tokens spacy-like)";

/// The rules by which the pipeline of this export will cut texts, where they are known and the tokens of the export are
/// not cut by them already.
pub(super) fn rules(context: &ExportContext<'_>) -> Option<Rules> {
    let TokenOptions { tokeniser, misfits } = context.options.tokens;
    let rules = Rules::of(&config::language(context))?;
    let is_cut_so = rules == Rules::English && tokeniser == Tokeniser::SpacyLike && misfits != Misfits::Split;
    (!is_cut_so).then_some(rules)
}

/// Notes the marks that are written and that training will drop.
pub(super) fn remark_dropped(
    context: &ExportContext<'_>,
    document: &Document<'_>,
    marks: &[&Arc<Annotation>],
    alignment: &Alignment,
    rules: Rules,
    losses: &mut Losses,
) {
    let entities = layer_of_entities(context);
    let is_written = |mark: &Annotation| {
        document.complete.contains(&mark.layer) || entities.is_some_and(|layer| layer.key == mark.layer)
    };
    let covered = marks.iter().zip(&alignment.marks).filter(|(mark, _)| is_written(mark));
    let ends = |covered: &Range<usize>| {
        [alignment.tokens[covered.start].start, alignment.tokens[covered.end - 1].end]
    };
    let ends: Vec<(&Annotation, [usize; 2])> =
        covered.filter_map(|(mark, covered)| Some((&***mark, ends(covered.as_ref()?)))).collect();
    let edges = ends.iter().flat_map(|(_, ends)| *ends).collect();
    let inside = inside_tokens(document.text(), edges, rules);
    for (mark, _) in ends.iter().filter(|(_, ends)| ends.iter().any(|end| inside.contains(end))) {
        losses.remark(REASON, document.article.id(), document.quote(mark.spans.hull()));
    }
}

/// The places among `edges` that are inside of a token, in bytes. Only the neighbourhoods of `edges` are cut.
fn inside_tokens(text: &str, mut edges: Vec<usize>, rules: Rules) -> BTreeSet<usize> {
    edges.sort_unstable();
    edges.dedup();
    let mut run = 0..0;
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let is_inside = |edge: &usize| {
        if *edge >= run.end {
            run = run_around(text, *edge);
            tokens.clear();
            rules.cut(text, run.clone(), &mut tokens);
        }
        let next = tokens.partition_point(|token| token.end <= *edge);
        tokens.get(next).is_some_and(|token| token.start < *edge)
    };
    edges.into_iter().filter(is_inside).collect()
}

/// The stretch without white space that `at` is inside of; empty where there is white space, or an end of the text, at
/// either side.
fn run_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at(at);
    let is_between = before.ends_with(|sign: char| !sign.is_whitespace())
        && after.starts_with(|sign: char| !sign.is_whitespace());
    if !is_between {
        return at..at;
    }
    let start = before.char_indices().rfind(|(_, sign)| sign.is_whitespace());
    let start = start.map_or(0, |(place, sign)| place + sign.len_utf8());
    start..after.find(char::is_whitespace).map_or(text.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_looked_at_where_they_are_alone() {
        let text = "Pro-Lisk’s crowd\u{a0}shouted: “Orsolen’s!”\n谷歌公司 didn't";
        for rules in [Rules::English, Rules::Any] {
            let tokens = rules.tokens(text);
            let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let inside = |at: &usize| tokens.iter().any(|token| token.start < *at && *at < token.end);
            let expected: BTreeSet<usize> = all.iter().copied().filter(inside).collect();
            assert_eq!(inside_tokens(text, all, rules), expected);
            assert!(expected.len() > 20);
        }
    }
}
