//! Sentences: where one ends, decided from the few words around the place.
//!
//! A sentence ends at a period, question mark, exclamation mark or ellipsis with the quotation marks and brackets
//! that close after it, at the full stops of Chinese, Japanese, Hindi, Urdu and others, at the end of a line, and
//! at a hard break that the caller knows (the edge of a zone). It does not end at an abbreviation ("Col. Sean Ryan",
//! "No. 4", "Feb. 26"), an initial ("H. Murdock"), inside a number, or before a lower-case letter. "U.S." ends one
//! when a function word in upper case follows ("in the U.S. He said"). The tables are English and Spanish.
//!
//! `hard_breaks` are byte offsets in ascending order. The spans have no white space around them.

use std::ops::Range;

use super::characters::{after, before, is_digit};
use super::lexicon::{Abbreviation, abbreviation, is_function_word};
use super::paragraphs::is_line_end;
use super::runs::{bounded, reach};
use super::words::is_initialism;

/// Longest stretch of text without an end of sentence, in bytes, that is one sentence.
const SENTENCE_LIMIT: usize = 16 * 1024;

/// Longest word, in bytes, that is looked at before a period.
const WORD_LIMIT: usize = 32;

/// Returns the sentence that contains `byte`; between two sentences, the former.
///
/// On an empty line and in a text of white space the span is empty. An offset beyond the end or inside a code point
/// is moved back to the nearest place.
pub fn sentence_at(text: &str, byte: usize, hard_breaks: &[usize]) -> Range<usize> {
    trimmed(text, block_at(text, text.floor_char_boundary(byte), hard_breaks))
}

/// Returns the sentences that overlap `span`, each whole, in order. Empty lines have none.
pub fn sentences_in(text: &str, span: Range<usize>, hard_breaks: &[usize]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut at = text.floor_char_boundary(span.start);
    while at < span.end.min(text.len()) {
        let block = block_at(text, at, hard_breaks);
        at = block.end.max(at + 1);
        let sentence = trimmed(text, block);
        if !sentence.is_empty() && sentence.end > span.start && sentence.start < span.end {
            sentences.push(sentence);
        }
        at = text.ceil_char_boundary(at);
    }
    sentences
}

/// Returns `block` without the white space around it; at its start when there is nothing else.
fn trimmed(text: &str, block: Range<usize>) -> Range<usize> {
    let content = &text[block.clone()];
    let start = block.start + (content.len() - content.trim_start().len());
    let end = block.start + content.trim_end().len();
    if start < end { start..end } else { block.start..block.start }
}

/// Returns the sentence that contains `byte` with the white space up to the next one. Blocks cover the text.
fn block_at(text: &str, byte: usize, hard_breaks: &[usize]) -> Range<usize> {
    let split = hard_breaks.partition_point(|&at| text.floor_char_boundary(at) <= byte);
    let hard_start = split.checked_sub(1).map_or(0, |last| text.floor_char_boundary(hard_breaks[last]));
    let hard_end = hard_breaks.get(split).map_or(text.len(), |&at| text.floor_char_boundary(at));
    let (floor, ceiling) = reach(text, byte, SENTENCE_LIMIT);
    let (floor, ceiling) = (floor.max(hard_start), ceiling.min(hard_end));
    // Cut, so that a megabyte of white space is not searched for what follows.
    let window = &text[..ceiling];
    let start = block_start(window, byte, floor).or((floor == hard_start).then_some(hard_start));
    let end = block_end(window, byte, floor).or((ceiling == hard_end).then_some(hard_end));
    bounded(text, byte, SENTENCE_LIMIT, start, end)
}

/// Returns the last place at or before `byte`, and after `floor`, where a sentence starts.
fn block_start(text: &str, byte: usize, floor: usize) -> Option<usize> {
    let mut at = byte;
    loop {
        let (last, mark) = text[floor..at].char_indices().rfind(|&(_, character)| may_end(character))?;
        let last = last + mark.len_utf8();
        at = floor + text[floor..floor + last].trim_end_matches(same_place(mark)).len();
        // White space before a line end is left out here, and the next sentence starts after all of it.
        let start = next_start(text, at).filter(|&start| start <= byte && start > floor);
        if start.is_some() {
            return start;
        }
    }
}

/// Returns the first place after `byte`, and before the end of `text`, where a sentence starts.
fn block_end(text: &str, byte: usize, floor: usize) -> Option<usize> {
    // The marks that end the sentence may stand before `byte`, which is then in the space after them.
    let before = text[floor..byte].trim_end_matches(|character: char| {
        character.is_whitespace() || may_end(character) || is_closer(character)
    });
    let mut at = floor + before.len();
    loop {
        at += text[at..].find(may_end)?;
        let start = next_start(text, at).filter(|&start| start > byte && start < text.len());
        if start.is_some() {
            return start;
        }
        let mark = after(text, at)?;
        at = text.len() - text[at..].trim_start_matches(same_place(mark)).len();
    }
}

/// Returns a test for the characters that, beside `mark`, end the same sentence: a run of marks, or of white space.
fn same_place(mark: char) -> fn(char) -> bool {
    if is_line_end(mark) { char::is_whitespace } else { is_mark }
}

fn may_end(character: char) -> bool {
    is_line_end(character) || is_mark(character)
}

/// Returns whether `character` can end a sentence.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽') || is_full_stop(character)
}

/// Returns whether `character` ends a sentence wherever it stands: no space need follow, nothing is abbreviated.
fn is_full_stop(character: char) -> bool {
    matches!(character, '。' | '．' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '።' | '፧' | '։' | '။' | '។')
}

/// Returns whether `character` can close a quotation or bracket after the end of a sentence.
fn is_closer(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）' | '“' | '«' | '‹')
}

/// Returns `rest` without the quotation marks and brackets that close at its start.
fn skip_closers(rest: &str) -> &str {
    let mut rest = rest;
    while let Some(first) = rest.chars().next().filter(|&first| is_closer(first)) {
        let after = &rest[first.len_utf8()..];
        // These close in German, and open elsewhere.
        if matches!(first, '“' | '«' | '‹') && !after.is_empty() && !after.starts_with(char::is_whitespace)
        {
            break;
        }
        rest = after;
    }
    rest
}

/// Returns whether `character` may stand before the first word of a sentence.
fn is_opener(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '“' | '„' | '‘' | '‚' | '«' | '»' | '‹' | '›' | '(' | '[' | '¿' | '¡' | '「' | '『'
    )
}

/// Returns where the next sentence starts, if one ends with the marks or the white space that start at `at`.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let mark = after(text, at)?;
    let rest = &text[at + mark.len_utf8()..];
    if !is_mark(mark) {
        return Some(text.len() - rest.trim_start().len());
    }
    let after_marks = rest.trim_start_matches(is_mark);
    let after_closers = skip_closers(after_marks);
    let next = after_closers.trim_start();
    let start = text.len() - next.len();
    let has_space = next.len() < after_closers.len() || next.is_empty();
    // All marks of "?!" and "..." stand before one place, and the last of them decides.
    let last_mark = text[..text.len() - after_marks.len()].chars().next_back()?;
    if after_closers[..after_closers.len() - next.len()].contains(is_line_end) || is_full_stop(last_mark) {
        return Some(start);
    }
    let first = next.trim_start_matches(is_opener).chars().next();
    if !has_space || first.is_some_and(|first| first.is_lowercase() || matches!(first, ',' | ';' | ':')) {
        return None;
    }
    let is_lone_period = mark == '.' && after_marks.len() == rest.len();
    (!is_lone_period || period_ends(text, at, next)).then_some(start)
}

/// Returns whether the period at `at` ends a sentence, given that `next` is the text after the space.
fn period_ends(text: &str, at: usize, next: &str) -> bool {
    let word_start = word_start(text, at);
    let word = &text[word_start..at];
    let kind = if is_initialism(word) {
        Some(Abbreviation::Anywhere)
    } else if is_initial(word) {
        // "H. Murdock", and "Plan B. The".
        Some(Abbreviation::Anywhere)
    } else if is_list_number(text, word_start, word) {
        Some(Abbreviation::Before)
    } else {
        abbreviation(word)
    };
    match kind {
        None => true,
        Some(Abbreviation::Before) => false,
        Some(Abbreviation::BeforeNumber) => !next.starts_with(is_digit),
        Some(Abbreviation::Anywhere) => opens_sentence(next),
    }
}

/// Returns where the word before the period at `at` starts, looking back a few letters.
fn word_start(text: &str, at: usize) -> usize {
    let floor = text.floor_char_boundary(at.saturating_sub(WORD_LIMIT));
    let is_part = |character: char| character.is_alphanumeric() || character == '.';
    let start = floor + text[floor..at].trim_end_matches(is_part).len();
    at - text[start..at].trim_start_matches('.').len()
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Returns whether `word` is the number of an item, "1." or "12.", at the start of a line.
fn is_list_number(text: &str, start: usize, word: &str) -> bool {
    let is_number = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number && before(text, start).is_none_or(is_line_end)
}

/// Returns whether `next` starts like a sentence rather than like a name: with a function word or a quotation.
fn opens_sentence(next: &str) -> bool {
    let first = next.trim_start_matches(is_opener);
    let end = first.find(|character: char| !character.is_alphabetic()).unwrap_or(first.len());
    first.is_empty() || first.len() < next.len() || is_function_word(&first[..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks the sentences of `marked`, where `|` stands at each end of a sentence but the last.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> =
            sentences_in(&text, 0..text.len(), &[]).into_iter().map(|sentence| &text[sentence]).collect();
        let expected: Vec<&str> =
            marked.split('|').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check("It fell on Feb. 26 in the U.S. zone.| Col. Sean Ryan, of unit No. 4, agreed.");
        check(
            "H. Murdock and J. K. Rowling paid $3.5 million to Acme Inc. Chief Joe Doe Jr. in May.| He left.",
        );
        check("El Sr. Pérez vive en EE. UU. desde 2019.| La Sra. Ruiz, p. ej., no.");
        check("Troops, e.g. Marines, met at 5 p.m. Saturday vs. Iran.| “Yes.”");
        check("1. First item\n|2. Second item");
    }

    #[test]
    fn the_same_abbreviations_do_when_a_sentence_follows() {
        check("He lives in the U.S.| He said so.| It closed at 5 p.m.| The end.");
        check("They had plan B.| The rest is in Feb.| Nothing came.");
        check("He joined Acme Inc.| “We won,” he said.");
        check("She came in 2019.| 30,000 left.");
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        check("“We won.”| “Really?” he asked.| (They had.)| Then…| Silence… and more.");
        check("He said: \"Go!\"| \"Now?!\"| Wait... what?| ¿Quién?| ¡Nadie!");
        check("«Fin.»| Il partit.| „Ende.“| Er ging.");
    }

    #[test]
    fn other_scripts_have_their_own_full_stops() {
        check("他们赢了。|“胜利！”|他说。");
        check("من فاز؟| لا أحد. |انتهى");
        check("वे जीत गए।| कौन?| कोई नहीं॥");
    }

    #[test]
    fn lines_and_hard_breaks_end_a_sentence() {
        check("A headline\n|\r\n|The text, with no\u{2029}|end");
        let text = "CaptionThe text goes on. It ends.";
        assert_eq!(sentence_at(text, 2, &[7]), 0..7);
        assert_eq!(sentence_at(text, 7, &[7]), 7..24);
        assert_eq!(sentences_in(text, 3..8, &[7]), [0..7, 7..24]);
        assert_eq!(sentence_at(text, 24, &[]), 0..24);
        assert_eq!(sentence_at("a\n\nb", 2, &[]), 0..1);
        assert_eq!(sentence_at(" \n ", 1, &[]), 0..0);
    }

    #[test]
    fn a_line_without_a_mark_is_cut_the_same_from_everywhere() {
        let text = "word ".repeat(10_000);
        let all = sentences_in(&text, 0..text.len(), &[]);
        assert!(all.iter().all(|sentence| sentence.len() <= SENTENCE_LIMIT));
        for byte in (0..text.len()).step_by(991) {
            let sentence = sentence_at(&text, byte, &[]);
            assert!(all.contains(&sentence), "{sentence:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn blocks_cover_the_text_and_agree(
            text in "(?s)(\\PC|[ \r\n.?!”\"a-cA-C]|Mr\\. |U\\.S\\. |He |。){0,50}",
            mut breaks in prop::collection::vec(0..60_usize, 0..3),
        ) {
            breaks.sort_unstable();
            let mut at = 0;
            while at < text.len() {
                let block = block_at(&text, at, &breaks);
                prop_assert_eq!(block.start, at);
                prop_assert!(block.end > at);
                for byte in block.clone().filter(|&byte| text.is_char_boundary(byte)) {
                    prop_assert_eq!(block_at(&text, byte, &breaks), block.clone());
                }
                at = block.end;
            }
        }

        #[test]
        fn any_offsets_give_spans_of_the_text(text in any::<String>(), start in 0..150_usize, end in 0..150_usize) {
            let sentence = sentence_at(&text, start, &[end]);
            prop_assert_eq!(text.get(sentence.clone()).map(str::trim), text.get(sentence));
            for sentence in sentences_in(&text, start..end, &[start, end]) {
                prop_assert!(!sentence.is_empty() && text.get(sentence).is_some());
            }
        }
    }
}
