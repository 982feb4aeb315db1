//! Clauses: the part of a sentence between two marks such as commas, dashes and brackets.
//!
//! Conjunctions do not end a clause. The mark in "2,000" or "10:30" is none. A quotation with such a mark in it is a
//! clause boundary itself, so that `“We won,” he said` has the clauses `We won` and `he said`; one without, as in
//! `the so-called “caliphate” fell`, is part of the clause.

use std::ops::Range;

use super::characters::{after, before};
use super::quotations::{Quotation, is_mark as is_quotation_mark, quotations_in, without_single_marks};
use super::sentences::{is_mark as is_sentence_mark, sentence_at};
use super::trim::trim_span;
use super::words::word_at;

/// Returns the clause that contains `span`, or nothing when that goes beyond one clause or there are no words.
///
/// The marks and the white space at the edges are left out, unless `span` holds them. `hard_breaks` are byte offsets
/// in ascending order.
pub fn clause_around(text: &str, span: Range<usize>, hard_breaks: &[usize]) -> Option<Range<usize>> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end).max(start);
    let sentence = sentence_at(text, start, hard_breaks);
    if end > sentence.end {
        return None;
    }
    let mut clause = sentence.clone();
    for edge in edges_of(text, &sentence) {
        if edge.end <= start {
            clause.start = edge.end;
        } else if edge.start >= end {
            clause.end = edge.start;
            break;
        } else {
            return None;
        }
    }
    let bare = without_edge_marks(text, clause);
    match (bare.is_empty(), start == end) {
        (true, _) => None,
        (false, true) => Some(bare),
        (false, false) => Some(bare.start.min(start)..bare.end.max(end)),
    }
}

/// Returns the marks between the clauses of one sentence, in order.
fn edges_of(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let quotations = quotations_in(text, sentence.clone());
    let divides = |mark: Range<usize>| {
        quotations
            .iter()
            .any(|quotation| is_edge_of(quotation, &mark) && divides_sentence(text, quotation, sentence))
    };
    text[sentence.clone()]
        .char_indices()
        .map(|(at, character)| (sentence.start + at, character))
        .map(|(at, character)| (at..at + character.len_utf8(), character))
        .filter(|(mark, character)| {
            is_quotation_mark(*character) && divides(mark.clone()) || is_clause_mark(text, mark, *character)
        })
        .map(|(mark, _)| mark)
        .collect()
}

fn is_edge_of(quotation: &Quotation, mark: &Range<usize>) -> bool {
    mark.start == quotation.outer.start || mark.end == quotation.outer.end
}

/// Returns whether a quotation is more than a word or phrase of the sentence.
fn divides_sentence(text: &str, quotation: &Quotation, sentence: &Range<usize>) -> bool {
    let inner = &quotation.inner;
    quotation.outer.start < sentence.start
        || quotation.outer.end > sentence.end
        || text[inner.clone()].char_indices().any(|(at, character)| {
            let at = inner.start + at;
            is_clause_mark(text, &(at..at + character.len_utf8()), character)
        })
}

/// Returns whether the character at `mark` stands between two clauses.
fn is_clause_mark(text: &str, mark: &Range<usize>, character: char) -> bool {
    let previous = before(text, mark.start);
    let next = after(text, mark.end);
    let is_space = |side: Option<char>| side.is_none_or(char::is_whitespace);
    match character {
        ',' | '،' | ':' => {
            !next.is_some_and(char::is_alphanumeric) || !previous.is_some_and(char::is_alphanumeric)
        }
        ';' | '؛' | '，' | '、' | '；' | '：' | '—' | '―' | '(' | ')' | '[' | ']' | '（' | '）' => {
            true
        }
        '–' | '‒' => !previous.is_some_and(char::is_numeric) || !next.is_some_and(char::is_numeric),
        '-' => is_space(previous) && is_space(next) || previous == Some('-') || next == Some('-'),
        _ => false,
    }
}

/// Returns `span` without white space, commas, marks that end a sentence, and quotation marks whose partner is outside.
fn without_edge_marks(text: &str, span: Range<usize>) -> Range<usize> {
    let mut span = span;
    loop {
        let bare = without_single_marks(text, trim_span(text, span.clone()));
        let content = &text[bare.clone()];
        let marks = bare.start + content.trim_end_matches(is_sentence_mark).len();
        // The period of "U.S." belongs to the word.
        let end = word_at(text, marks).map_or(marks, |word| word.end.min(bare.end));
        let start = content.chars().next().filter(|mark| matches!(mark, '¿' | '¡')).map_or(0, char::len_utf8);
        let shorter = bare.start + start..end.max(bare.start + start);
        if shorter == span {
            return span;
        }
        span = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the clause around each `needle`.
    #[track_caller]
    fn check(text: &str, pairs: &[(&str, &str)]) {
        for (needle, expected) in pairs {
            let start = text.find(needle).unwrap();
            let clause = clause_around(text, start..start + needle.len(), &[]).unwrap();
            assert_eq!(&text[clause], *expected, "{needle} in {text}");
        }
    }

    #[test]
    fn clauses_end_at_marks() {
        check(
            "After 2,000 days, at 10:30 (local time), Baghouz – the last town — fell; it was over in the U.S.",
            &[
                ("2,000", "After 2,000 days"),
                ("10", "at 10:30"),
                ("local", "local time"),
                ("Baghouz", "Baghouz"),
                ("last", "the last town"),
                ("fell", "fell"),
                ("over", "it was over in the U.S."),
            ],
        );
        check("¿Quién ganó, y cuándo?", &[("ganó", "Quién ganó"), ("cuándo", "y cuándo")]);
        check("قال إنه انتهى، ثم غادر؟", &[("ثم", "ثم غادر")]);
        check("他们说，战争结束了。", &[("战争", "战争结束了")]);
    }

    #[test]
    fn quotations_with_a_mark_inside_are_boundaries() {
        check("“We won,” he said.", &[("We", "We won"), ("said", "he said")]);
        check("The \"caliphate\" fell.", &[("fell", "The \"caliphate\" fell")]);
        check("He said \"we won.\"", &[("won", "He said \"we won.\"")]);
        check(
            "“We won. They left,” he said",
            &[("We", "We won"), ("left", "They left"), ("he said", "he said")],
        );
    }

    #[test]
    fn a_span_that_goes_beyond_a_clause_has_none() {
        let text = "One, two and three. Four, , five.";
        let around = |needle: &str| {
            let start = text.find(needle).unwrap();
            clause_around(text, start..start + needle.len(), &[]).map(|clause| &text[clause])
        };
        assert_eq!((around("One, two"), around("three. Four"), around(" , ")), (None, None, None));
        assert_eq!((around("two"), around("five.")), (Some("two and three"), Some("five.")));
    }
}
