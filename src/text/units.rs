//! Units that a selection grows through: word, name or number, clause, quotation, sentence, paragraph.

use std::ops::Range;

use super::clauses::clause_around;
use super::names::names_in;
use super::numbers::numbers_in;
use super::paragraphs::paragraph_at;
use super::quotations::{quotations_around, without_single_marks};
use super::sentences::sentence_at;
use super::trim::trim_span;
use super::words::{next_word, snap_to_words, word_at};

/// A unit of text that can be selected, from the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// See [`super::words`].
    Word,
    /// A capitalised run or a number with what belongs to it, see [`super::names`] and [`super::numbers`].
    NameOrNumber,
    /// See [`super::clauses`].
    Clause,
    /// What is between quotation marks, or that with the marks, see [`super::quotations`].
    Quotation,
    /// See [`super::sentences`].
    Sentence,
    /// A line, see [`super::paragraphs`].
    Paragraph,
}

impl Unit {
    /// All units, from the smallest to the largest.
    pub const ALL: [Self; 6] =
        [Self::Word, Self::NameOrNumber, Self::Clause, Self::Quotation, Self::Sentence, Self::Paragraph];
}

/// Returns the smallest unit that contains `span` and is larger, or nothing when `span` is all its paragraphs.
///
/// An empty span grows to the word at it, or else to the next word. A span over several units grows to all of them,
/// whole. White space and commas at the edges are left out unless `span` holds them. `hard_breaks` are the byte
/// offsets, ascending, at which a sentence ends in any case.
pub fn grow(text: &str, span: Range<usize>, hard_breaks: &[usize]) -> Option<(Unit, Range<usize>)> {
    let start = text.floor_char_boundary(span.start);
    let span = start..text.ceil_char_boundary(span.end).max(start);
    if span.is_empty() {
        return word_at(text, start).or_else(|| next_word(text, start)).map(|word| (Unit::Word, word));
    }
    let mut best: Option<(Unit, Range<usize>)> = None;
    for unit in Unit::ALL {
        for candidate in units_around(text, &span, unit, hard_breaks) {
            let contains = candidate.start <= span.start && candidate.end >= span.end;
            let is_smaller = best.as_ref().is_none_or(|(_, best)| candidate.len() < best.len());
            if contains && candidate.len() > span.len() && is_smaller {
                best = Some((unit, candidate));
            }
        }
    }
    best
}

/// Returns the unit of kind `unit` at the character at `byte`, if there is one.
///
/// A clause, sentence or paragraph is also found from the marks and spaces at its edges, which are left out of it. Of
/// names, numbers and quotations it is the smallest that contains the character; a quotation comes without its marks.
pub fn unit_at(text: &str, byte: usize, unit: Unit, hard_breaks: &[usize]) -> Option<Range<usize>> {
    let byte = text.floor_char_boundary(byte);
    let mut found = units_around(text, &(byte..byte), unit, hard_breaks).into_iter();
    match unit {
        Unit::Word => word_at(text, byte),
        Unit::NameOrNumber | Unit::Quotation => {
            found.filter(|found| found.contains(&byte)).min_by_key(Range::len)
        }
        Unit::Clause | Unit::Sentence | Unit::Paragraph => found.find(|found| !found.is_empty()),
    }
}

/// Returns the units of kind `unit` around `span`, each trimmed; some may not contain all of it.
fn units_around(text: &str, span: &Range<usize>, unit: Unit, hard_breaks: &[usize]) -> Vec<Range<usize>> {
    let last = if span.is_empty() { span.start } else { text.floor_char_boundary(span.end - 1) };
    let sentence =
        || sentence_at(text, span.start, hard_breaks).start..sentence_at(text, last, hard_breaks).end;
    match unit {
        Unit::Word => vec![snap_to_words(text, span.clone())],
        Unit::NameOrNumber => {
            let sentence = sentence_at(text, span.start, hard_breaks);
            if sentence.end < span.end {
                return Vec::new();
            }
            let names = names_in(text, sentence.clone()).into_iter().map(|name| name.span);
            let numbers = numbers_in(text, sentence);
            names.chain(numbers).filter(|found| found.start <= span.start && found.end >= span.end).collect()
        }
        Unit::Clause => clause_around(text, span.clone(), hard_breaks).into_iter().collect(),
        Unit::Quotation => quotations_around(text, span.clone())
            .into_iter()
            .filter(|quotation| !crosses(&quotation.outer, hard_breaks))
            .flat_map(|quotation| [trim_span(text, quotation.inner), quotation.outer])
            .collect(),
        Unit::Sentence => {
            let whole = trim_span(text, sentence());
            let bare = trim_span(text, without_single_marks(text, whole.clone()));
            let is_inside = bare.start <= span.start && span.end <= bare.end && span.start < bare.end;
            vec![if is_inside { bare } else { whole }]
        }
        Unit::Paragraph => {
            vec![trim_span(text, paragraph_at(text, span.start).start..paragraph_at(text, last).end)]
        }
    }
}

/// Returns whether one of `breaks`, ascending byte offsets, is inside `span`.
fn crosses(span: &Range<usize>, breaks: &[usize]) -> bool {
    breaks.get(breaks.partition_point(|&at| at <= span.start)).is_some_and(|&at| at < span.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks how the selection grows step by step from `[…]` in `marked`.
    #[track_caller]
    fn check(marked: &str, expected: &[(Unit, &str)]) {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let text = marked.replace(['[', ']'], "");
        let mut span = start..end;
        let mut found = Vec::new();
        while let Some((unit, grown)) = grow(&text, span, &[]) {
            found.push((unit, &text[grown.clone()]));
            span = grown;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_selection_grows_from_word_to_paragraph() {
        check(
            "Last week, the Syrian []Democratic Forces won, he said. It ended.\nMore",
            &[
                (Unit::Word, "Democratic"),
                (Unit::NameOrNumber, "Syrian Democratic Forces"),
                (Unit::Clause, "the Syrian Democratic Forces won"),
                (Unit::Sentence, "Last week, the Syrian Democratic Forces won, he said."),
                (Unit::Paragraph, "Last week, the Syrian Democratic Forces won, he said. It ended."),
            ],
        );
    }

    #[test]
    fn a_selection_grows_through_quotations() {
        check(
            "“We []won, and ‘they’ left,” he said.",
            &[
                (Unit::Word, "won"),
                (Unit::Clause, "We won"),
                (Unit::Quotation, "We won, and ‘they’ left"),
                (Unit::Quotation, "“We won, and ‘they’ left,”"),
                (Unit::Sentence, "“We won, and ‘they’ left,” he said."),
            ],
        );
        check(
            "\"It is over. They []left.\"",
            &[
                (Unit::Word, "left"),
                (Unit::Clause, "They left"),
                (Unit::Sentence, "They left."),
                (Unit::Quotation, "It is over. They left."),
                (Unit::Quotation, "\"It is over. They left.\""),
            ],
        );
    }

    #[test]
    fn numbers_take_their_scale_and_sign() {
        check(
            "about $[2] million more",
            &[(Unit::NameOrNumber, "$2 million"), (Unit::Clause, "about $2 million more")],
        );
    }

    #[test]
    fn part_of_a_word_grows_to_the_word_and_a_wide_span_to_whole_units() {
        check("0[Even] more", &[(Unit::Word, "0Even"), (Unit::Clause, "0Even more")]);
        check(
            "One two. Thr[ee.\r\nFo]ur five",
            &[
                (Unit::Word, "Three.\r\nFour"),
                (Unit::Sentence, "Three.\r\nFour five"),
                (Unit::Paragraph, "One two. Three.\r\nFour five"),
            ],
        );
        check("a, [ ], b", &[(Unit::Sentence, "a,  , b")]);
    }

    #[test]
    fn other_scripts_grow_too() {
        check(
            "قال []الجيشُ، إنه انتهى.",
            &[(Unit::Word, "الجيشُ"), (Unit::Clause, "قال الجيشُ"), (Unit::Sentence, "قال الجيشُ، إنه انتهى.")],
        );
        check(
            "他们[]说，“胜利”。",
            &[(Unit::Word, "说"), (Unit::Clause, "他们说"), (Unit::Sentence, "他们说，“胜利”。")],
        );
    }

    #[test]
    fn zones_end_sentences_and_quotations() {
        let text = "“Caption ends“Text starts” here.";
        let edge = text.find("“Text").unwrap();
        assert_eq!(unit_at(text, 4, Unit::Sentence, &[edge]), Some(3..edge));
        assert_eq!(unit_at(text, 4, Unit::Quotation, &[edge]), None);
        assert_eq!(
            unit_at(text, edge + 4, Unit::Quotation, &[edge]).map(|span| &text[span]),
            Some("Text starts")
        );
    }

    #[test]
    fn units_at_a_place() {
        let text = "He paid $2 million, said Paul Ortega.";
        let at =
            |needle: &str, unit| unit_at(text, text.find(needle).unwrap(), unit, &[]).map(|span| &text[span]);
        assert_eq!(at("million", Unit::NameOrNumber), Some("$2 million"));
        assert_eq!(at("Ortega", Unit::NameOrNumber), Some("Paul Ortega"));
        assert_eq!(at("paid", Unit::NameOrNumber), None);
        assert_eq!(at("said", Unit::Clause), Some("said Paul Ortega"));
        assert_eq!(at("said", Unit::Quotation), None);
        assert_eq!(at(" paid", Unit::Word), None);
        assert_eq!(
            (at(".", Unit::Clause), at(", said", Unit::Clause)),
            (Some("said Paul Ortega"), Some("He paid $2 million"))
        );
        assert_eq!(at("said", Unit::Paragraph), Some(text));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn growing_is_strict_and_ends(
            text in "(?s)(\\PC|[ \r\n.,“”\"'a-cA-C2]|Mr\\. |U\\.S\\. |،|中|e\u{301}){0,40}",
            start in 0..60_usize,
            length in 0..20_usize,
            hard_break in 0..60_usize,
        ) {
            let mut span = start..start + length;
            let is_trimmed = trim_span(&text, span.clone()) == span;
            let mut steps = 0;
            while let Some((unit, grown)) = grow(&text, span.clone(), &[hard_break]) {
                prop_assert!(text.get(grown.clone()).is_some());
                if !span.is_empty() && steps > 0 {
                    prop_assert!(grown.start <= span.start && grown.end >= span.end && grown.len() > span.len());
                }
                if is_trimmed {
                    prop_assert_eq!(&trim_span(&text, grown.clone()), &grown, "{:?}", unit);
                }
                span = grown;
                steps += 1;
                prop_assert!(steps <= text.len() + 1);
            }
            for unit in Unit::ALL {
                if let Some(found) = unit_at(&text, start, unit, &[hard_break]) {
                    prop_assert!(!found.is_empty() && text.get(found.clone()).is_some());
                    prop_assert_eq!(&trim_span(&text, found.clone()), &found);
                }
            }
        }
    }
}
