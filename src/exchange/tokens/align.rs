//! Marks counted in tokens, and what becomes of those that do not fall on their edges.

use std::ops::Range;

use super::Misfits;
use crate::model::span::Span;

/// Tokens, and marks counted in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The tokens, in bytes; more than before where some were cut.
    pub tokens: Vec<Range<usize>>,
    /// For each mark the tokens that it covers; `None` for one that is left out.
    pub marks: Vec<Option<Range<usize>>>,
    /// What became of each mark whose edges are not those of the tokens as they were, by its number.
    pub misfits: Vec<(usize, Fate)>,
}

/// What became of a mark whose edges are not those of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A token was cut at its edge: it is exact.
    Cut,
    /// It covers more or less than was marked.
    Moved,
    /// It is left out.
    LeftOut,
}

impl Fate {
    /// What it is, in the words of a list of losses.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Cut => "tokens cut in two at the edge of a mark",
            Self::Moved => "the edges of marks that are not those of tokens",
            Self::LeftOut => "marks that do not fall on the edges of tokens",
        }
    }
}

/// Counts `marks` in `tokens`, which are in order and do not overlap. White space at the edges of a mark belongs to
/// no token: the mark loses it.
pub fn align(tokens: Vec<Range<usize>>, marks: &[Span], misfits: Misfits) -> Alignment {
    let mut alignment = Alignment { tokens, ..Alignment::default() };
    let is_inside = |edge: usize, tokens: &[Range<usize>]| {
        let next = tokens.partition_point(|token| token.end <= edge);
        tokens.get(next).is_some_and(|token| token.start < edge)
    };
    let cuts = |span: &Span| [span.start(), span.end()].map(|edge| is_inside(edge, &alignment.tokens));
    let is_cutting: Vec<bool> = marks.iter().map(|span| cuts(span).contains(&true)).collect();
    if misfits == Misfits::Split && is_cutting.contains(&true) {
        let mut edges: Vec<usize> = marks.iter().flat_map(|span| [span.start(), span.end()]).collect();
        edges.sort_unstable();
        alignment.tokens = cut(&alignment.tokens, &edges);
    }
    for (number, (span, is_cutting)) in marks.iter().zip(is_cutting).enumerate() {
        let covered = covered(&alignment.tokens, *span);
        let fate = match (&covered, is_cutting) {
            (None, _) => Some(Fate::LeftOut),
            (_, true) if misfits == Misfits::Omit => Some(Fate::LeftOut),
            (Some(covered), _) if hull(&alignment.tokens, covered) != span.range() => Some(Fate::Moved),
            (_, true) => Some(Fate::Cut),
            (_, false) => None,
        };
        alignment.misfits.extend(fate.map(|fate| (number, fate)));
        alignment.marks.push(covered.filter(|_| fate != Some(Fate::LeftOut)));
    }
    alignment
}

/// The tokens that share a byte with `span`.
fn covered(tokens: &[Range<usize>], span: Span) -> Option<Range<usize>> {
    let first = tokens.partition_point(|token| token.end <= span.start());
    let end = tokens.partition_point(|token| token.start < span.end());
    (first < end).then_some(first..end)
}

/// From the first byte of the first to the last of the last, of at least one token.
fn hull(tokens: &[Range<usize>], covered: &Range<usize>) -> Range<usize> {
    tokens[covered.start].start..tokens[covered.end - 1].end
}

/// The tokens, cut in two at each edge that is inside of one. `edges` are in order.
fn cut(tokens: &[Range<usize>], edges: &[usize]) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut edges = edges.iter().copied().peekable();
    for token in tokens {
        let mut start = token.start;
        while let Some(edge) = edges.next_if(|edge| *edge < token.end) {
            if edge > start {
                pieces.push(start..edge);
                start = edge;
            }
        }
        pieces.push(start..token.end);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tokens::Tokeniser;

    const TEXT: &str = "Kundennummer2785708 in 0Even, e\u{301}t\u{e9}";

    fn spans(quotes: &[&str]) -> Vec<Span> {
        let span = |quote: &&str| {
            let start = TEXT.find(*quote).unwrap();
            Span::new(start, start + quote.len()).unwrap()
        };
        quotes.iter().map(span).collect()
    }

    fn aligned(quotes: &[&str], misfits: Misfits) -> (Vec<Option<String>>, Vec<(usize, Fate)>) {
        let alignment = align(Tokeniser::Unicode.tokens(TEXT), &spans(quotes), misfits);
        let words = |covered: &Range<usize>| {
            alignment.tokens[covered.clone()]
                .iter()
                .map(|token| &TEXT[token.clone()])
                .collect::<Vec<_>>()
                .join(" ")
        };
        (alignment.marks.iter().map(|mark| mark.as_ref().map(words)).collect(), alignment.misfits)
    }

    #[test]
    fn a_mark_inside_a_word_is_cut_out_grown_or_left_out() {
        let quotes = ["2785708", "Even", "in 0Even", "in "];
        let some = |words: &str| Some(words.to_owned());
        let (marks, misfits) = aligned(&quotes, Misfits::Split);
        assert_eq!(marks, [some("2785708"), some("Even"), some("in 0 Even"), some("in")]);
        assert_eq!(misfits, [(0, Fate::Cut), (1, Fate::Cut), (3, Fate::Moved)]);
        let (marks, misfits) = aligned(&quotes, Misfits::Expand);
        assert_eq!(marks, [some("Kundennummer2785708"), some("0Even"), some("in 0Even"), some("in")]);
        assert_eq!(misfits, [(0, Fate::Moved), (1, Fate::Moved), (3, Fate::Moved)]);
        let (marks, misfits) = aligned(&quotes, Misfits::Omit);
        assert_eq!(marks, [None, None, some("in 0Even"), some("in")]);
        assert_eq!(misfits, [(0, Fate::LeftOut), (1, Fate::LeftOut), (3, Fate::Moved)]);
    }

    #[test]
    fn white_space_alone_is_left_out() {
        assert_eq!(aligned(&[" "], Misfits::Expand), (vec![None], vec![(0, Fate::LeftOut)]));
    }
}
