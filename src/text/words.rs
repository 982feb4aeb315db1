//! Words: what the word cursor steps over, and what a selection by words is made of.
//!
//! A word holds a letter or a digit; spaces, punctuation and emoji are between words. The boundaries are those of
//! Unicode (UAX #29) as `unicode-segmentation` finds them, which is right for every script that puts spaces between
//! words: Latin, Arabic, Hebrew, Devanagari, Hangul. Chinese, Japanese, Thai, Lao, Khmer and Burmese do not, and
//! UAX #29 alone makes every character a word there; a run with such a character goes to the dictionaries of
//! `icu_segmenter`. It is only asked for those: on the short runs between two spaces it takes two and a half times as
//! long (about 50 against 20 ns a byte of English news), and finds the same words.
//!
//! Some boundaries are finer or coarser than Unicode's, because annotators mark names:
//! * `U.S.`, `p.m.`, `EE.UU.` keep their last period; `H.` and `Feb.` do not.
//! * `Baghouz's` is `Baghouz` and `'s`, so that a name is one step; `don't` and `O'Brien` are one word.
//! * `l'Irak` is `l'` and `Irak`: an elided article in lower case is a word of its own.
//! * `U.S.-backed`, `Kurdish-led` are two words at the hyphen; `al-Baghdadi`, `el-Sisi` are one.
//! * `said.The`, where a space is missing, is two words; `example.com` is one.
//! * `2,000`, `12.5`, `0Even`, `F16` and `Kundennummer2785708` are one word each. A mark may still start and end
//!   inside: the cursor also steps by grapheme.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use smallvec::SmallVec;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

pub use super::lexicon::is_function_word;

use super::characters::{after, is_apostrophe, is_unspaced_script};
use super::runs::{bounded, reach};

/// The words of a run: nearly always one.
type Words = SmallVec<[Range<usize>; 2]>;

/// Longest run of text without a space, in bytes, that is cut into words as one piece.
const RUN_LIMIT: usize = 1024;

/// The Arabic article as it is written before a name in Latin letters, with its assimilated forms.
const ARTICLES: [&str; 12] = ["al", "el", "ul", "as", "ash", "az", "ar", "an", "ad", "at", "ath", "adh"];

/// French and Italian words that lose their vowel before another.
pub(super) const ELIDED: [&str; 12] = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "dell", "all", "un"];

/// Returns the words that overlap `span`, each whole, in order. An empty span overlaps none.
pub fn words_in(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = text.floor_char_boundary(span.start);
    let mut at = run_at(text, start).map_or(start, |run| run.start);
    let mut ready = Words::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(word) = ready.next() {
                return Some(word);
            }
            if at >= span.end {
                return None;
            }
            let run = next_run(text, at)?;
            at = run.end;
            ready = words_of_run(text, run).into_iter();
        }
    })
    .skip_while(move |word| word.end <= span.start)
    .take_while(move |word| word.start < span.end)
}

/// Returns the word that contains the character at `byte`. After the last letter of a word there is none.
pub fn word_at(text: &str, byte: usize) -> Option<Range<usize>> {
    let byte = text.floor_char_boundary(byte);
    let run = run_at(text, byte)?;
    words_of_run(text, run).into_iter().find(|word| word.contains(&byte))
}

/// Returns the first word that starts at or after `byte`.
pub fn next_word(text: &str, byte: usize) -> Option<Range<usize>> {
    let byte = text.ceil_char_boundary(byte);
    let mut at = run_at(text, byte).map_or(byte, |run| run.start);
    loop {
        let run = next_run(text, at)?;
        at = run.end;
        let found = words_of_run(text, run).into_iter().find(|word| word.start >= byte);
        if found.is_some() {
            return found;
        }
    }
}

/// Returns the last word that starts before `byte`.
pub fn previous_word(text: &str, byte: usize) -> Option<Range<usize>> {
    let byte = text.ceil_char_boundary(byte);
    let mut at = byte;
    loop {
        let last = text[..at].trim_end_matches(is_separator).char_indices().next_back()?.0;
        let run = run_at(text, last)?;
        at = run.start;
        let found = words_of_run(text, run).into_iter().rfind(|word| word.start < byte);
        if found.is_some() {
            return found;
        }
    }
}

/// Returns the smallest span that contains `span` and cuts no word. An empty span stays empty.
pub fn snap_to_words(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end);
    if end <= start {
        return start..start;
    }
    let last = text.floor_char_boundary(end - 1);
    word_at(text, start).map_or(start, |word| word.start)..word_at(text, last).map_or(end, |word| word.end)
}

/// Returns whether no word contains `character` whatever stands beside it: a space, or East Asian punctuation.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '！' | '（' | '）' | '，' | '：' | '；' | '？')
}

/// Returns the run without separators that contains `byte`, or nothing on a separator and at the end.
fn run_at(text: &str, byte: usize) -> Option<Range<usize>> {
    after(text, byte).filter(|&character| !is_separator(character))?;
    let (floor, ceiling) = reach(text, byte, RUN_LIMIT);
    let start = text[floor..byte]
        .char_indices()
        .rfind(|&(_, character)| is_separator(character))
        .map(|(at, character)| floor + at + character.len_utf8())
        .or((floor == 0).then_some(0));
    let end = text[byte..ceiling]
        .find(is_separator)
        .map(|at| byte + at)
        .or((ceiling == text.len()).then_some(ceiling));
    Some(bounded(text, byte, RUN_LIMIT, start, end))
}

/// Returns the run that contains `byte`, or else the next one.
fn next_run(text: &str, byte: usize) -> Option<Range<usize>> {
    if let Some(run) = plain_run(text.as_bytes(), byte) {
        return Some(run);
    }
    let skipped = text[byte..].find(|character| !is_separator(character))?;
    run_at(text, byte + skipped)
}

/// Returns the run that starts at `byte` or is the next one, if it is of ASCII and has spaces of ASCII around it. Most
/// runs are, and they are found without reading characters.
fn plain_run(text: &[u8], byte: usize) -> Option<Range<usize>> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let start = byte + text[byte..].iter().position(|byte| !is_space(byte))?;
    if start > 0 && !is_space(&text[start - 1]) {
        return None;
    }
    let near = &text[start..text.len().min(start + RUN_LIMIT)];
    match near.iter().position(|byte| is_space(byte) || !byte.is_ascii()) {
        Some(len) => is_space(&near[len]).then_some(start..start + len),
        None => (start + near.len() == text.len()).then_some(start..text.len()),
    }
}

/// Returns the words of one run.
fn words_of_run(text: &str, run: Range<usize>) -> Words {
    match plain_word(&text.as_bytes()[run.clone()]) {
        Some(word) => std::iter::once(run.start + word.start..run.start + word.end).collect(),
        None => split_run(text, run),
    }
}

/// Returns the only word of a run of ASCII letters and digits that has at most punctuation before and after it. No rule
/// for words cuts such a run in another way.
fn plain_word(run: &[u8]) -> Option<Range<usize>> {
    let start = run.iter().position(u8::is_ascii_alphanumeric)?;
    let len = run[start..].iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(run.len() - start);
    let is_beside = |byte: &u8| byte.is_ascii_punctuation() && *byte != b'_';
    let (before, after) = (&run[..start], &run[start + len..]);
    (before.iter().all(is_beside) && after.iter().all(is_beside)).then_some(start..start + len)
}

/// Returns the words of any run.
fn split_run(text: &str, run: Range<usize>) -> Words {
    let piece = &text[run.clone()];
    let mut words = Words::new();
    for unit in unicode_words(piece) {
        let unit = run.start + unit.start..run.start + unit.end;
        if let Some(last) = words.last_mut()
            && joins_article(text, last, &unit)
        {
            last.end = unit.end;
        } else {
            split_unit(text, unit, &mut words);
        }
    }
    words
}

/// Returns the units of `piece` that hold a letter or digit, with the boundaries of UAX #29 or a dictionary.
fn unicode_words(piece: &str) -> Vec<Range<usize>> {
    // A vowel sign on a comma or a space has no letter to belong to.
    let is_word = |unit: &Range<usize>| {
        piece[unit.clone()].contains(|part: char| part.is_alphanumeric() && !is_combining_mark(part))
    };
    if !piece.chars().any(is_unspaced_script) {
        let units = piece.unicode_word_indices().map(|(start, word)| start..start + word.len());
        return units.filter(is_word).collect();
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut start = 0;
    let units = segmenter.segment_str(piece).map(|end| {
        let unit = start..end;
        start = end;
        unit
    });
    units.filter(is_word).collect()
}

/// Returns whether `article` and `name` are one word, as in "al-Baghdadi".
fn joins_article(text: &str, article: &Range<usize>, name: &Range<usize>) -> bool {
    matches!(&text[article.end..name.start], "-" | "\u{2010}" | "\u{2011}")
        && after(text, name.start).is_some_and(char::is_uppercase)
        && ARTICLES.contains(&text[article.clone()].to_lowercase().as_str())
}

/// Adds the words of one Unicode word to `words`: usually itself, see the head of this file.
fn split_unit(text: &str, unit: Range<usize>, words: &mut Words) {
    let word = &text[unit.clone()];
    if let Some(cut) = possessive(word).or_else(|| elision(word)).or_else(|| missing_space(word)) {
        let gap = usize::from(word[cut..].starts_with('.'));
        words.push(unit.start..unit.start + cut);
        split_unit(text, unit.start + cut + gap..unit.end, words);
    } else if is_initialism(word) && text[unit.end..].starts_with('.') {
        words.push(unit.start..unit.end + 1);
    } else {
        words.push(unit);
    }
}

/// Returns where the "'s" of a possessive starts in `word`.
fn possessive(word: &str) -> Option<usize> {
    let head = word.strip_suffix(['s', 'S'])?.strip_suffix(is_apostrophe)?;
    (!head.is_empty()).then_some(head.len())
}

/// Returns where the word after an elided article or pronoun starts in `word`.
fn elision(word: &str) -> Option<usize> {
    let at = word.find(is_apostrophe)?;
    let rest = word[at..].trim_start_matches(is_apostrophe);
    (ELIDED.contains(&&word[..at]) && rest.chars().nth(1).is_some()).then(|| word.len() - rest.len())
}

/// Returns where a period stands in `word` that ends a sentence without a space after it.
fn missing_space(word: &str) -> Option<usize> {
    let is_end = |&(at, _): &(usize, &str)| {
        let mut next = word[at + 1..].chars();
        word[..at].ends_with(char::is_lowercase)
            && next.next().is_some_and(char::is_uppercase)
            && next.next().is_some_and(char::is_lowercase)
    };
    word.match_indices('.').find(is_end).map(|(at, _)| at)
}

/// Returns whether `word` is an initialism without its last period: "U.S", "p.m", "EE.UU", "Ph.D".
pub(super) fn is_initialism(word: &str) -> bool {
    let is_part = |part: &str| {
        let letters = part.chars().count();
        letters == 1 && part.contains(char::is_alphabetic)
            || letters == 2 && part.starts_with(char::is_uppercase)
    };
    word.contains('.') && word.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        words_in(text, 0..text.len()).map(|word| &text[word]).collect()
    }

    #[test]
    fn words_are_what_an_annotator_marks() {
        assert_eq!(words("in the U.S. and U.S.-backed"), ["in", "the", "U.S.", "and", "U.S.", "backed"]);
        assert_eq!(
            words("Abu Bakr al-Baghdadi, Kurdish-led"),
            ["Abu", "Bakr", "al-Baghdadi", "Kurdish", "led"]
        );
        assert_eq!(words("Baghouz's don’t O'Brien’s"), ["Baghouz", "'s", "don’t", "O'Brien", "’s"]);
        assert_eq!(words("$2,000 or 12.5% at 5 p.m."), ["2,000", "or", "12.5", "at", "5", "p.m."]);
        assert_eq!(words("0Even Kundennummer2785708 F16"), ["0Even", "Kundennummer2785708", "F16"]);
        assert_eq!(
            words("he said.The l'Irak voa.com EE.UU."),
            ["he", "said", "The", "l'", "Irak", "voa.com", "EE.UU."]
        );
        assert_eq!(words("H. Murdock, Feb. 26 — “yes”…"), ["H", "Murdock", "Feb", "26", "yes"]);
    }

    #[test]
    fn scripts_with_spaces_keep_their_marks() {
        assert_eq!(words("قال «الجيشُ» والجيش، ٣٠٠٠"), ["قال", "الجيشُ", "والجيش", "٣٠٠٠"]);
        assert_eq!(words("צה\"ל הודיע"), ["צה\"ל", "הודיע"]);
        assert_eq!(words("नई दिल्ली में।"), ["नई", "दिल्ली", "में"]);
        assert_eq!(words("한국어 e\u{301}te\u{301} 💩This"), ["한국어", "e\u{301}te\u{301}", "This"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_by_dictionary() {
        assert_eq!(words("叙利亚民主力量宣布，胜利。"), ["叙利亚", "民主", "力量", "宣布", "胜利"]);
        assert_eq!(words("こんにちは世界"), ["こんにちは", "世界"]);
        assert_eq!(words("ทุกสองสัปดาห์"), ["ทุก", "สอง", "สัปดาห์"]);
    }

    #[test]
    fn the_cursor_finds_the_word_beside_it() {
        let text = "The U.S. won.";
        assert_eq!(word_at(text, 4), Some(4..8));
        assert_eq!((word_at(text, 3), word_at(text, 8), word_at(text, 13)), (None, None, None));
        assert_eq!((next_word(text, 1), next_word(text, 10)), (Some(4..8), None));
        assert_eq!((previous_word(text, 9), previous_word(text, 0)), (Some(4..8), None));
        assert_eq!(snap_to_words(text, 5..10), 4..12);
        assert_eq!(snap_to_words(text, 3..4), 3..4);
        assert_eq!(snap_to_words(text, 6..6), 6..6);
    }

    #[test]
    fn a_line_without_spaces_is_cut_the_same_from_everywhere() {
        for unit in ["中", "x", "é-", "👨🏻‍🚒", "🇩🇪"] {
            let text = unit.repeat(5_000 / unit.len());
            let forward: Vec<_> = words_in(&text, 0..text.len()).collect();
            for word in &forward {
                assert_eq!(word_at(&text, word.start).as_ref(), Some(word), "{unit}");
            }
            assert!(forward.iter().all(|word| word.len() <= RUN_LIMIT), "{unit}");
            assert!(forward.windows(2).all(|pair| pair[0].end <= pair[1].start), "{unit}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn stepping_visits_every_word_both_ways(text in "(?s)(\\PC|[ \\r\\n'.中ท-]|al-B|e\u{301}){0,40}") {
            let forward: Vec<_> = words_in(&text, 0..text.len()).collect();
            let mut at = 0;
            for word in &forward {
                prop_assert_eq!(next_word(&text, at), Some(word.clone()));
                prop_assert!(text[word.clone()].contains(char::is_alphanumeric));
                prop_assert_eq!(word_at(&text, word.start), Some(word.clone()));
                at = word.start + 1;
            }
            let mut backward = Vec::new();
            let mut at = text.len();
            while let Some(word) = previous_word(&text, at) {
                at = word.start;
                backward.push(word);
            }
            backward.reverse();
            prop_assert_eq!(backward, forward);
        }

        #[test]
        fn plain_runs_and_words_are_those_of_any_text(text in "([a-zA-Z0-9_.,:;'’\"(%&-]{1,8}|[ \t\r\n\u{b}\u{1c}\u{a0}中.]){0,6}") {
            for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)) {
                let Some(run) = plain_run(text.as_bytes(), byte) else { continue };
                prop_assert_eq!(run_at(&text, run.start), Some(run.clone()));
                prop_assert!(text[byte..run.start].chars().all(is_separator));
                prop_assert_eq!(words_of_run(&text, run.clone()), split_run(&text, run));
            }
        }

        #[test]
        fn any_offsets_give_whole_words(text in any::<String>(), start in 0..150_usize, end in 0..150_usize) {
            for word in words_in(&text, start..end) {
                prop_assert!(text.get(word.clone()).is_some() && word.end > start && word.start < end);
            }
            let snapped = snap_to_words(&text, start..end);
            prop_assert!(text.get(snapped.clone()).is_some());
            prop_assert_eq!(snap_to_words(&text, snapped.clone()), snapped);
        }
    }
}
