//! Quotations: what stands between a pair of quotation marks.
//!
//! Pairs are looked for within a paragraph: “ ”, „ “, « », » «, ‹ ›, ‘ ’, ‚ ‘, 「 」, 『 』 and the straight marks, which
//! open after a space and close before one. An apostrophe is no mark. A quotation that goes on in the next paragraph,
//! which then opens with the same mark, ends with its paragraph and is not closed.

use std::ops::Range;

use super::characters::{after, before};
use super::paragraphs::{paragraph_end, paragraph_start};

/// How far before and after a span, in bytes, a pair of marks around it is looked for.
const REACH: usize = 16 * 1024;

/// How many marks may be open at once; the oldest is forgotten beyond that.
const DEPTH: usize = 16;

/// How far, in bytes, the next paragraph may be from the end of one that leaves a quotation open.
const GAP: usize = 64;

/// One quotation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The span with its marks, in bytes.
    pub outer: Range<usize>,
    /// The span without marks, and without white space at its edges, in bytes.
    pub inner: Range<usize>,
    /// Whether there is a closing mark; else the quotation goes on in the next paragraph.
    pub closed: bool,
}

/// Returns the quotations that overlap `span`, ordered by start; one around another comes first.
pub fn quotations_in(text: &str, span: Range<usize>) -> Vec<Quotation> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end).max(start);
    let from = paragraph_start(text, start, text.floor_char_boundary(start.saturating_sub(REACH)));
    let to = paragraph_end(text, end, text.ceil_char_boundary(end + REACH));
    let mut quotations = Vec::new();
    let mut at = from;
    while at < to {
        let line_end = paragraph_end(text, at, to);
        pair_marks(text, at..line_end, &mut quotations);
        at = text.ceil_char_boundary(line_end + 1);
    }
    quotations.retain(|quotation| quotation.outer.end > start && quotation.outer.start < end.max(start + 1));
    quotations.sort_by_key(|quotation| (quotation.outer.start, usize::MAX - quotation.outer.end));
    quotations
}

/// Returns the quotations that contain `span` between their marks, the smallest first.
pub fn quotations_around(text: &str, span: Range<usize>) -> Vec<Quotation> {
    let mut around = quotations_in(text, span.clone());
    around.retain(|quotation| quotation.outer.start <= span.start && quotation.outer.end >= span.end);
    around.sort_by_key(|quotation| quotation.outer.len());
    around
}

/// Returns `span` without quotation marks at its edges whose partner is not in it, and without white space there.
pub fn without_single_marks(text: &str, span: Range<usize>) -> Range<usize> {
    let inside: Vec<Range<usize>> = quotations_in(text, span.clone())
        .into_iter()
        .map(|quotation| quotation.outer)
        .filter(|outer| outer.start >= span.start && outer.end <= span.end)
        .collect();
    let mut span = span;
    loop {
        let content = text[span.clone()].trim();
        let start = span.end - text[span.clone()].trim_start().len();
        span = start.min(span.end)..start + content.len();
        if let Some(mark) = content.chars().next_back().filter(|&mark| is_mark(mark))
            && inside.iter().all(|outer| outer.end != span.end)
        {
            span.end -= mark.len_utf8();
        } else if let Some(mark) = content.chars().next().filter(|&mark| is_mark(mark))
            && inside.iter().all(|outer| outer.start != span.start)
        {
            span.start += mark.len_utf8();
        } else {
            return span;
        }
    }
}

/// Adds the quotations of one paragraph to `quotations`.
fn pair_marks(text: &str, line: Range<usize>, quotations: &mut Vec<Quotation>) {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, mark) in text[line.clone()].char_indices().filter(|&(_, character)| is_mark(character)) {
        let at = line.start + at;
        let place = Place::around(text, &line, at, mark);
        if place.is_apostrophe(mark) {
            continue;
        }
        let partner = open.iter().rposition(|&(_, opener)| is_pair(opener, mark));
        if let Some(partner) = partner.filter(|_| place.may_close(mark)) {
            let start = open[partner].0;
            open.truncate(partner);
            push(text, start..at + mark.len_utf8(), Some(mark), quotations);
        } else if place.may_open(mark) {
            if open.len() == DEPTH {
                open.remove(0);
            }
            open.push((at, mark));
        }
    }
    let goes_on = open.iter().find(|&&(_, mark)| {
        let gap = text.ceil_char_boundary(line.end + GAP);
        text[line.end..gap].trim_start().starts_with(mark) && line.end < text.len()
    });
    if let Some(&(start, _)) = goes_on {
        push(text, start..line.end, None, quotations);
    }
}

/// Adds the quotation with the marks at the edges of `outer`, unless there is nothing in it.
fn push(text: &str, outer: Range<usize>, closer: Option<char>, quotations: &mut Vec<Quotation>) {
    let opener_length = after(text, outer.start).map_or(0, char::len_utf8);
    let inner = outer.start + opener_length..outer.end - closer.map_or(0, char::len_utf8);
    let content = text[inner.clone()].trim();
    if !content.is_empty() {
        let start = inner.end - text[inner.clone()].trim_start().len();
        let inner = start..start + content.len();
        let outer = outer.start..if closer.is_some() { outer.end } else { inner.end };
        quotations.push(Quotation { outer, inner, closed: closer.is_some() });
    }
}

/// What stands on both sides of a mark.
struct Place {
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    fn around(text: &str, line: &Range<usize>, at: usize, mark: char) -> Self {
        let next = at + mark.len_utf8();
        Self {
            before: if at > line.start { before(text, at) } else { None },
            after: if next < line.end { after(text, next) } else { None },
        }
    }

    fn is_apostrophe(&self, mark: char) -> bool {
        let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        matches!(mark, '\'' | '’') && is_letter(self.before) && is_letter(self.after)
    }

    /// Returns whether the mark stands where a quotation starts: after a space, at a word.
    fn looks_opening(&self) -> bool {
        let is_free = self.before.is_none_or(|side| {
            side.is_whitespace()
                || matches!(side, '(' | '[' | '—' | '–' | '-' | '/' | '¿' | '¡')
                || is_mark(side)
        });
        is_free && self.after.is_some_and(|side| !side.is_whitespace())
    }

    fn may_close(&self, mark: char) -> bool {
        match mark {
            '"' | '\'' => !self.looks_opening() || self.before.is_some_and(is_mark),
            '“' | '‘' | '«' | '‹' => {
                self.before.is_some_and(|side| !side.is_whitespace() || side == '\u{a0}')
            }
            _ => true,
        }
    }

    fn may_open(&self, mark: char) -> bool {
        match mark {
            '’' | '」' | '』' => false,
            '\'' => {
                self.looks_opening() && self.after.is_some_and(|side| side.is_alphabetic() || is_mark(side))
            }
            '"' | '”' | '»' | '›' => self.looks_opening(),
            _ => true,
        }
    }
}

/// Returns whether `character` is a quotation mark, or an apostrophe that looks like one.
pub(super) fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '’'
            | '‚'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

fn is_pair(opener: char, closer: char) -> bool {
    match closer {
        '"' => matches!(opener, '"' | '“' | '„'),
        '”' => matches!(opener, '“' | '„' | '"' | '”' | '‟'),
        '“' => opener == '„',
        '\'' => opener == '\'',
        '’' => matches!(opener, '‘' | '‚' | '\''),
        '‘' => opener == '‚',
        '»' => opener == '«',
        '«' => opener == '»',
        '›' => opener == '‹',
        '‹' => opener == '›',
        '」' => opener == '「',
        '』' => opener == '『',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            quotations_in(text, 0..text.len()).into_iter().map(|quotation| &text[quotation.inner]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_pair_in_every_style() {
        check("“We won,” he said. “They left.”", &["We won,", "They left."]);
        check("\"We won,\" he said. \"They left.\"", &["We won,", "They left."]);
        check("« Fin », „Ende“, »Ende«, ‹a›, 「はい」, ”Ja”", &["Fin", "Ende", "Ende", "a", "はい", "Ja"]);
        check("他说“胜利”。قال «انتهى».", &["胜利", "انتهى"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("Baghouz’s fall isn't 'over', the troops’ chief said; ‘it’s near’", &["over", "it’s near"]);
        check("a 6'2\" man, rock 'n' roll in the '90s", &["n"]);
    }

    #[test]
    fn quotations_nest() {
        check("“He said ‘go’ and “run”,” she said", &["He said ‘go’ and “run”,", "go", "run"]);
        check("\"He said 'go'\"", &["He said 'go'", "go"]);
        let text = "“a ‘b’”";
        let around: Vec<_> =
            quotations_around(text, 9..9).into_iter().map(|quotation| quotation.inner).collect();
        assert_eq!(around, [8..9, 3..12]);
    }

    #[test]
    fn single_marks_at_the_edges_are_left_out() {
        let text = "“One. “Two” and ‘three’.”";
        let without = |span| &text[without_single_marks(text, span)];
        assert_eq!(without(0..7), "One.");
        assert_eq!(without(8..text.len()), "“Two” and ‘three’.");
        assert_eq!(without(0..text.len()), text);
        assert_eq!(without(0..3), "");
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph_when_the_next_goes_on() {
        let text = "He said: “One. \r\n\r\n“Two.”";
        let found = quotations_in(text, 0..text.len());
        assert_eq!(
            found.iter().map(|it| (&text[it.inner.clone()], it.closed)).collect::<Vec<_>>(),
            [("One.", false), ("Two.", true)]
        );
        check("“never closed\nNext.", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn pairs_are_inside_the_text_and_never_cross(
            text in "(?s)([“”\"'’‘„«» \na-c]|\\PC){0,40}",
            start in 0..60_usize,
            length in 0..60_usize,
        ) {
            let found = quotations_in(&text, start..start + length);
            for (number, quotation) in found.iter().enumerate() {
                let (outer, inner) = (&quotation.outer, &quotation.inner);
                prop_assert!(text.get(outer.clone()).is_some() && text.get(inner.clone()).is_some());
                prop_assert!(outer.start < inner.start && inner.start < inner.end && inner.end <= outer.end);
                for other in &found[number + 1..] {
                    prop_assert!(other.outer.start >= outer.end || other.outer.end <= outer.end);
                }
            }
        }
    }
}
