//! Finding every occurrence of some words in a text.
//!
//! A plain search is a search for bytes; the text is folded only when the search asks for it. A match never starts or
//! ends inside a grapheme. Matches do not overlap.
//!
//! Whole words are right in scripts with marks (Arabic, Hebrew, Devanagari), where a mark is part of the word, and an
//! Arabic article or conjunction that is written onto the word is part of it. "Baghouz" is a whole word in
//! "Baghouz's", in "l'Irak" and between hyphens, but "2" is none in "2,000". In scripts without spaces any match counts.
//!
//! With inflections a whole word may also have an English plural ending, or an Arabic article, conjunction or
//! preposition before it; the match is then the whole word.

use std::ops::Range;

use memchr::memmem::Finder;

use super::characters::{
    after, before, is_apostrophe, is_digit, is_hebrew, is_unspaced_script, is_word_character,
};
use super::folding::{Folded, Folding};
use super::graphemes::is_grapheme_boundary;
use super::words::ELIDED;

/// What to find, and which differences do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The words to find. Nothing is found for an empty text.
    pub needle: String,
    /// Which differences of spelling do not count.
    pub folding: Folding,
    /// Whether a match must be whole words.
    pub whole_words: bool,
    /// Whether a whole word may also have endings and prefixes. Without `whole_words` this changes nothing.
    pub inflections: bool,
}

/// Arabic conjunctions, prepositions and articles that are written onto the next word; longer ones first.
const ARABIC_PREFIXES: [&str; 20] = [
    "وبال", "ولل", "وال", "فال", "بال", "كال", "ال", "لل", "وب", "ول", "وك", "فب", "فل", "سي", "و", "ف", "ب",
    "ل", "ك", "أ",
];

/// English endings of the plural.
const PLURAL_ENDINGS: [&str; 4] = ["es", "s", "ES", "S"];

/// Returns the spans of all matches in `text`, in order.
pub fn find_all(text: &str, search: &Search) -> Vec<Range<usize>> {
    find_in(text, 0..text.len(), search)
}

/// Returns the spans of all matches that are wholly inside `span` of `text`, in order. Reads only that part.
pub fn find_in(text: &str, span: Range<usize>, search: &Search) -> Vec<Range<usize>> {
    let end = text.floor_char_boundary(span.end);
    let start = text.ceil_char_boundary(span.start).min(end);
    let needle = search.folding.fold(&search.needle);
    if needle.is_empty() {
        return Vec::new();
    }
    let accept =
        |hit: Range<usize>| accepted(text, hit, search).filter(|hit| hit.start >= start && hit.end <= end);
    if search.folding.is_none() {
        let source = |hit: Range<usize>| Some(start + hit.start..start + hit.end);
        return matches(&text[start..end], &needle, |hit| source(hit).and_then(accept));
    }
    let folded = Folded::new(&text[start..end], search.folding);
    let source = |hit: Range<usize>| Some(start + folded.edge(hit.start)?..start + folded.edge(hit.end)?);
    matches(&folded.text, &needle, |hit| source(hit).and_then(accept))
}

/// Returns what `accept` makes of the places of `needle` in `haystack`; after an accepted one, the next starts behind it.
fn matches(
    haystack: &str,
    needle: &str,
    accept: impl Fn(Range<usize>) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let finder = Finder::new(needle);
    let step = needle.chars().next().map_or(1, char::len_utf8);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(hit) = finder.find(&haystack.as_bytes()[at..]) {
        let start = at + hit;
        let accepted = accept(start..start + needle.len());
        // An ending may be the start of the next hit.
        if let Some(span) = accepted.filter(|span| found.last().is_none_or(|last| last.end <= span.start)) {
            found.push(span);
            at = start + needle.len();
        } else {
            at = start + step;
        }
    }
    found
}

/// Returns the match that a hit in the source is, if it is one.
pub(super) fn accepted(text: &str, hit: Range<usize>, search: &Search) -> Option<Range<usize>> {
    if !is_grapheme_boundary(text, hit.start) || !is_grapheme_boundary(text, hit.end) {
        return None;
    }
    if !search.whole_words {
        return Some(hit);
    }
    let start = if is_word_edge(text, hit.start) {
        hit.start
    } else if search.inflections {
        start_with_prefix(text, hit.start)?
    } else {
        return None;
    };
    let end = if is_word_edge(text, hit.end) {
        hit.end
    } else if search.inflections {
        end_with_plural(text, hit.end)?
    } else {
        return None;
    };
    Some(start..end)
}

/// Returns where the word starts whose Arabic prefix ends at `start`.
fn start_with_prefix(text: &str, start: usize) -> Option<usize> {
    after(text, start).filter(|letter| matches!(letter, '\u{0600}'..='\u{06FF}'))?;
    ARABIC_PREFIXES
        .iter()
        .filter_map(|prefix| text[..start].strip_suffix(prefix))
        .map(str::len)
        .find(|&word_start| is_word_edge(text, word_start))
}

/// Returns where the word ends whose English plural ending starts at `end`.
fn end_with_plural(text: &str, end: usize) -> Option<usize> {
    before(text, end).filter(|&letter| letter.is_alphabetic())?;
    PLURAL_ENDINGS
        .iter()
        .filter(|ending| text[end..].starts_with(**ending))
        .map(|ending| end + ending.len())
        .find(|&word_end| is_word_edge(text, word_end))
}

/// Returns whether a word may start or end at the code point boundary `at`: no word goes on across it.
pub fn is_word_edge(text: &str, at: usize) -> bool {
    let (Some(left), Some(right)) = (before(text, at), after(text, at)) else {
        return true;
    };
    match (is_word_character(left), is_word_character(right)) {
        (true, true) => is_unspaced_script(left) || is_unspaced_script(right),
        (true, false) => !joins_right(text, at, left, right),
        (false, true) => !joins_left(text, at, left, right),
        (false, false) => true,
    }
}

/// Returns whether the word that ends with `left` at `at` goes on after the mark `right`.
fn joins_right(text: &str, at: usize, left: char, right: char) -> bool {
    let rest = &text[at + right.len_utf8()..];
    let Some(next) = rest.chars().next() else {
        return false;
    };
    if is_apostrophe(right) && left.is_alphabetic() && next.is_alphabetic() && !is_hebrew(left) {
        let tail = rest.strip_prefix(['s', 'S']);
        let is_possessive = tail.is_some_and(|tail| !tail.starts_with(is_word_character));
        return !is_possessive && !ELIDED.contains(&word_before(text, at));
    }
    joins_inside(left, right, next) || right == '.' && is_inside_initialism(text, at)
}

/// Returns whether the word that starts with `right` at `at` began before the mark `left`.
fn joins_left(text: &str, at: usize, left: char, right: char) -> bool {
    let mark = at - left.len_utf8();
    let Some(previous) = before(text, mark) else {
        return false;
    };
    if is_apostrophe(left) && previous.is_alphabetic() && right.is_alphabetic() && !is_hebrew(right) {
        return !ELIDED.contains(&word_before(text, mark));
    }
    joins_inside(previous, left, right) || left == '.' && is_inside_initialism(text, mark)
}

/// Returns whether `mark` stands inside a number or a Hebrew abbreviation.
fn joins_inside(left: char, mark: char, right: char) -> bool {
    is_digit(left) && is_digit(right) && matches!(mark, '.' | ',' | '٫' | '٬' | '\'' | '’')
        || is_hebrew(left) && is_hebrew(right) && matches!(mark, '"' | '\'' | '״' | '׳' | '’')
}

/// Returns whether single capitals stand on both sides of the period at `period`, as in "U.S.".
fn is_inside_initialism(text: &str, period: usize) -> bool {
    let is_single = |first: Option<char>, second: Option<char>| {
        first.is_some_and(char::is_uppercase) && !second.is_some_and(is_word_character)
    };
    let mut left = text[..period].chars().rev();
    let mut right = text[period + 1..].chars();
    is_single(left.next(), left.next()) && is_single(right.next(), right.next())
}

/// Returns the letters right before `at`, as many as an elided word may have.
fn word_before(text: &str, at: usize) -> &str {
    let floor = text.floor_char_boundary(at.saturating_sub(16));
    let lead = &text[floor..at];
    &lead[lead.trim_end_matches(is_word_character).len()..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOLD_ALL: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

    fn found<'text>(text: &'text str, search: &Search) -> Vec<&'text str> {
        find_all(text, search).into_iter().map(|span| &text[span]).collect()
    }

    fn any(needle: &str) -> Search {
        Search { needle: needle.to_owned(), ..Search::default() }
    }

    fn whole(needle: &str) -> Search {
        Search { whole_words: true, ..any(needle) }
    }

    fn inflected(needle: &str) -> Search {
        Search { inflections: true, ..whole(needle) }
    }

    fn folded(needle: &str) -> Search {
        Search { folding: FOLD_ALL, ..whole(needle) }
    }

    #[test]
    fn plain_matches_are_the_bytes() {
        assert_eq!(find_all("aaaa", &any("aa")), [0..2, 2..4]);
        assert_eq!(find_all("β-catenin\nβ-catenin\nβ-catenin", &whole("β-catenin")), [0..10, 11..21, 22..32]);
        assert_eq!(find_in("aXaXa", 1..4, &any("a")).first(), Some(&(2..3)));
        assert_eq!(found("any", &any("")), [""; 0]);
    }

    #[test]
    fn a_match_never_cuts_a_grapheme() {
        assert_eq!(found("cafe\u{301} cafe", &any("cafe")), ["cafe"]);
        assert_eq!(find_all("👨🏻‍🚒👨", &any("👨")).first(), Some(&(15..19)));
        assert_eq!(found("Straße", &Search { folding: FOLD_ALL, ..any("s") }), ["S"]);
        assert_eq!(found("한", &Search { folding: FOLD_ALL, ..any("하") }), [""; 0]);
    }

    #[test]
    fn whole_words_in_latin() {
        let text = "Even 0Even Evening Even's even-Even. O'Even l'Even “Even”";
        assert_eq!(find_all(text, &whole("Even")).len(), 5);
        assert_eq!(found("2,000 and 2.5, 2. 2", &whole("2")), ["2", "2"]);
        assert_eq!(found("U.S. U.S.-backed U.S.A", &whole("U.S.")), ["U.S.", "U.S."]);
        assert_eq!(found("U.S.A. ended.The", &whole("U.S.")), [""; 0]);
        assert_eq!(
            (found("U.S. U.", &whole("U")), found("ended.The", &whole("The"))),
            (vec!["U"], vec!["The"])
        );
        assert_eq!(found("don't don", &whole("don")), ["don"]);
        // A hit that is no whole word does not hide the one that overlaps it.
        assert_eq!(find_all("yx x x", &whole("x x")).first(), Some(&(3..6)));
    }

    #[test]
    fn whole_words_in_other_scripts() {
        assert_eq!(found("الجيش والجيش الجيشُ جيش", &whole("جيش")), ["جيش"]);
        assert_eq!(found("دِمَشْق", &folded("دمشق")), ["دِمَشْق"]);
        assert_eq!(found("צה\"ל צה", &whole("צה")), ["צה"]);
        assert_eq!(found("दिल्ली दिल दिला", &whole("दिल")), ["दिल"]);
        assert_eq!(found("叙利亚民主力量在叙利亚", &whole("叙利亚")), ["叙利亚", "叙利亚"]);
    }

    #[test]
    fn inflections_give_the_inflected_word() {
        assert_eq!(
            found("Iraqi Iraqis Iraqis' Iraqi's Iraqish", &inflected("Iraqi")),
            ["Iraqi", "Iraqis", "Iraqis", "Iraqi"]
        );
        assert_eq!(
            found("والجيش للجيش جيش بجيش مجيش", &inflected("جيش")),
            ["والجيش", "للجيش", "جيش", "بجيش"]
        );
        assert_eq!(found("attack attacks boxes", &inflected("box")), ["boxes"]);
    }

    #[test]
    fn foldings_find_other_spellings() {
        assert_eq!(found("BAGHOUZ Baghouz’s", &folded("baghouz")), ["BAGHOUZ", "Baghouz"]);
        assert_eq!(found("Pérez Pe\u{301}rez PEREZ", &folded("Perez")), ["Pérez", "Pe\u{301}rez", "PEREZ"]);
        assert_eq!(found("أسامة اسامه أُسَامَـة", &folded("اسامة")), ["أسامة", "اسامه", "أُسَامَـة"]);
        assert_eq!(found("ＩＳＩＳ STRASSE", &folded("isis")), ["ＩＳＩＳ"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn plain_matches_agree_with_the_standard_library(text in "[ab中e\u{301} ]{0,40}", needle in "[ab中 ]{1,3}") {
            let expected: Vec<_> = text.match_indices(&needle).map(|(start, hit)| start..start + hit.len()).collect();
            let found = find_all(&text, &any(&needle));
            if !text.contains('\u{301}') {
                prop_assert_eq!(&found, &expected);
            }
            for span in found {
                prop_assert!(is_grapheme_boundary(&text, span.start) && is_grapheme_boundary(&text, span.end));
            }
        }

        #[test]
        fn every_match_folds_to_the_needle(
            text in "(?s)([abAB ßs']|e\u{301}|é|\\PC){0,40}",
            needle in "[abAsé]{1,3}",
            (start, end) in (0..40_usize, 0..90_usize),
        ) {
            let search = folded(&needle);
            for span in find_in(&text, start..end, &search) {
                prop_assert!(span.start >= start && span.end <= end);
                prop_assert_eq!(FOLD_ALL.fold(&text[span.clone()]), FOLD_ALL.fold(&needle));
                prop_assert!(is_word_edge(&text, span.start) && is_word_edge(&text, span.end));
            }
            let inflections = Search { inflections: true, ..search.clone() };
            prop_assert!(find_all(&text, &inflections).len() >= find_all(&text, &search).len());
        }
    }
}
