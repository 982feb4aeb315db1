//! Runs of capitalised words: the shapes that names have in scripts with case.
//!
//! "Syrian Democratic Forces", "Abu Bakr al-Baghdadi", "House of Representatives". A run goes on across small words
//! that stand inside names ("of", "de la", "bin"), initials and hyphens. A function word in upper case at the start of
//! a sentence ("The", "In") is not part of it, and neither is a title: "Paul Ortega" after "Lt. Gen.".

use std::ops::Range;

use super::characters::{before, is_apostrophe, is_digit};
use super::lexicon::{INSTITUTIONS, OWNERS, TITLES, abbreviation, is_function_word};
use super::numbers::is_number_word;
use super::quotations::is_mark;
use super::sentences::sentences_in;
use super::words::words_in;

/// Small words that may stand between two capitalised words of one name.
const PARTICLES: &[&str] = &[
    "of", "de", "del", "da", "das", "do", "dos", "di", "du", "des", "van", "von", "der", "den", "ter", "zu",
    "bin", "ibn", "bint", "al", "el",
];

/// Small words that may only follow another one: "of the", "de la".
const SECOND_PARTICLES: &[&str] = &["the", "la", "las", "los", "lo", "der", "den"];

/// Names whose first word would be taken for an article at the start of a sentence.
const NAMES_WITH_ARTICLE: &[&str] = &[
    "los angeles",
    "las vegas",
    "las palmas",
    "la paz",
    "la habana",
    "la haya",
    "la rioja",
    "la plata",
    "el salvador",
    "el paso",
    "el cairo",
    "el país",
    "el mundo",
    "the hague",
    "the gambia",
    "the bahamas",
    "al jazeera",
    "al qaeda",
];

/// Offices and ranks, written out, that stand before a name and hardly ever begin one.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "president", "senator", "governor", "mayor", "colonel", "lieutenant", "sergeant", "professor",
    "presidente", "presidenta", "senador", "senadora", "gobernador", "gobernadora", "alcalde", "alcaldesa",
    "coronel", "profesor", "profesora",
];

/// Short forms that are parts of names: "Mt. Hood", "St. Louis".
const IN_NAMES: &[&str] = &["mt", "st", "ste", "sto", "sta"];

/// How many small words may stand between two words of a name.
const MAX_PARTICLES: usize = 3;

/// One capitalised run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The span of the run, in bytes.
    pub span: Range<usize>,
    /// Whether it is a single word that has a capital in any case, since a sentence starts there: no candidate by
    /// itself. A word with a second capital, "SDF" or "U.S.", is a name wherever it stands.
    pub lone_opener: bool,
}

/// Returns the capitalised runs that are wholly inside `span`, in order. None crosses the end of a sentence.
pub fn names_in(text: &str, span: Range<usize>) -> Vec<Name> {
    let edges = [span.start, span.end];
    let mut names = Vec::new();
    for sentence in sentences_in(text, span.clone(), &edges) {
        names_of_sentence(text, sentence, &mut names);
    }
    names.retain(|name| name.span.start >= span.start && name.span.end <= span.end);
    names
}

/// Returns whether the word at `span` (bytes) shows at a glance that it has its capital for where it stands: after a
/// line end or a sentence, with a word in lower case after it. Where that cannot be told at a glance, after "Gen." or a
/// name, it is not said.
pub fn merely_opens(text: &str, span: &Range<usize>) -> bool {
    let lead = text[..span.start].trim_end_matches(|character| character == ' ' || is_mark(character));
    let starts = match lead.chars().next_back() {
        None | Some('\n' | '\r' | '!' | '?') => true,
        Some('.') => {
            let last = lead.trim_end_matches('.').rsplit(|character: char| !character.is_alphabetic()).next();
            last.is_some_and(|word| word.starts_with(char::is_lowercase) && abbreviation(word).is_none())
        }
        Some(_) => false,
    };
    let next = text[span.end..].strip_prefix(' ').and_then(|rest| rest.chars().next());
    starts && next.is_some_and(char::is_lowercase)
}

/// Whether a name is written in capitals throughout: "IS", "U.S.", "SDF". Only written so it is that name.
pub fn is_acronym(name: &str) -> bool {
    let mut capitals = 0;
    name.chars().all(|sign| {
        capitals += usize::from(sign.is_uppercase());
        sign.is_uppercase() || sign == '.'
    }) && capitals > 1
}

/// One word of a sentence, as far as names care.
struct Word {
    span: Range<usize>,
    has_capital: bool,
    /// Whether it would have a capital in any case.
    opens: bool,
}

fn names_of_sentence(text: &str, sentence: Range<usize>, names: &mut Vec<Name>) {
    let words: Vec<Word> = words_in(text, sentence.clone())
        .filter(|word| word.start >= sentence.start && word.end <= sentence.end)
        .map(|span| classify(text, &sentence, span))
        .collect();
    let mut first = 0;
    while first < words.len() {
        if !words[first].has_capital || is_plain_opener(text, &words, first) {
            first += 1;
            continue;
        }
        let mut last = first;
        while let Some(next) = continuation(text, &words, last) {
            last = next;
        }
        while first < last && is_title(text, &words[first]) {
            first += 1;
        }
        let span = words[first].span.start..words[last].span.end;
        let lone_opener = first == last && proves_nothing(&text[span.clone()], words[first].opens);
        names.push(Name { span, lone_opener });
        first = last + 1;
    }
}

/// Returns whether the word is a title that stands before a name and is no part of it.
fn is_title(text: &str, word: &Word) -> bool {
    let lower = text[word.span.clone()].to_lowercase();
    let is_short = TITLES.contains(&lower.as_str()) && text[word.span.end..].starts_with('.');
    is_short && !IN_NAMES.contains(&lower.as_str()) || OFFICES.contains(&lower.as_str())
}

fn classify(text: &str, sentence: &Range<usize>, span: Range<usize>) -> Word {
    let word = &text[span.clone()];
    let is_pronoun =
        word.strip_prefix('I').is_some_and(|rest| rest.is_empty() || rest.starts_with(is_apostrophe));
    let opens = stands_at_start(&text[sentence.start..span.start]);
    Word { has_capital: !is_pronoun && word.contains(char::is_uppercase), opens, span }
}

/// Returns whether a single word has its capital for another reason than being a name.
fn proves_nothing(word: &str, opens: bool) -> bool {
    // "SDF", "U.S." and "al-Ansari" are names wherever they stand.
    let is_plain = word.starts_with(char::is_uppercase) && !word.chars().skip(1).any(char::is_uppercase);
    is_plain && (opens || is_function_word(word))
}

/// Returns whether a word after `lead`, the sentence so far, has a capital for where it stands.
fn stands_at_start(lead: &str) -> bool {
    let is_opener = |character: char| {
        is_mark(character) || matches!(character, '(' | '[' | '¿' | '¡' | '-' | '–' | '—' | '•' | '/')
    };
    let mut rest = lead.trim_end();
    let quoted = rest.trim_end_matches(is_mark);
    let is_quoted = quoted.len() < rest.len();
    rest = quoted.trim_end();
    // A quotation after "he said," or "he said:" is a sentence of its own.
    is_quoted && rest.ends_with([',', ':'])
        || rest.chars().all(|character| is_opener(character) || character.is_whitespace())
}

/// Returns whether the word is a function word or number where a sentence starts, and does not begin a known name.
fn is_plain_opener(text: &str, words: &[Word], number: usize) -> bool {
    let word = &words[number];
    let content = &text[word.span.clone()];
    if !word.opens || !is_function_word(content) && !is_number_word(content) {
        return false;
    }
    let is_known = words.get(number + 1).is_some_and(|next| {
        let pair = text[word.span.start..next.span.end].to_lowercase();
        NAMES_WITH_ARTICLE.contains(&pair.as_str())
    });
    !is_known
}

/// Returns the number of the word with which the run that ends in word `last` goes on.
fn continuation(text: &str, words: &[Word], last: usize) -> Option<usize> {
    let next = words.get(last + 1)?;
    let gap = &text[words[last].span.end..next.span.start];
    let is_hyphen = matches!(gap, "-" | "\u{2010}" | "\u{2011}");
    let goes_on = if next.has_capital {
        is_hyphen || is_space(gap) || gap == " & " || is_short_form(text, &words[last], gap)
    } else {
        is_hyphen && text[next.span.clone()].starts_with(is_digit)
    };
    if goes_on {
        return Some(last + 1);
    }
    if gap.is_empty() && OWNERS.contains(&text[words[last].span.clone()].to_lowercase().as_str()) {
        return capital_after(text, words, last + 1);
    }
    let mut at = last + 1;
    while at <= last + MAX_PARTICLES {
        let particle = &text[words.get(at)?.span.clone()];
        let is_first = at == last + 1;
        let is_known = PARTICLES.contains(&particle)
            || !is_first && SECOND_PARTICLES.contains(&particle)
            || is_first && particle == "for" && is_institution(&text[words[last].span.clone()]);
        if !is_known || !is_space(&text[words[at - 1].span.end..words[at].span.start]) {
            return None;
        }
        let following = capital_after(text, words, at);
        if following.is_some() {
            return following;
        }
        at += 1;
    }
    None
}

/// Returns the number of the word after word `number`, if that has a capital and only a space or hyphen is between.
fn capital_after(text: &str, words: &[Word], number: usize) -> Option<usize> {
    let next = words.get(number + 1).filter(|next| next.has_capital)?;
    let gap = &text[words[number].span.end..next.span.start];
    (is_space(gap) || gap == "-").then_some(number + 1)
}

fn is_institution(word: &str) -> bool {
    INSTITUTIONS.contains(&word.to_lowercase().as_str())
}

/// Returns whether `gap` is one space on a line.
fn is_space(gap: &str) -> bool {
    let mut characters = gap.chars();
    characters
        .next()
        .is_some_and(|first| first.is_whitespace() && !matches!(first, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
        && characters.next().is_none()
}

/// Returns whether `gap` is the period of an initial or a rank, and a space.
fn is_short_form(text: &str, word: &Word, gap: &str) -> bool {
    let short = &text[word.span.clone()];
    let is_initial = short.chars().nth(1).is_none() && before(text, word.span.start) != Some('.');
    gap.strip_prefix('.').is_some_and(is_space)
        && (is_initial || TITLES.contains(&short.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks the runs of `text`; one that is only a capital at the start of a sentence has `^` before it.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = names_in(text, 0..text.len())
            .into_iter()
            .map(|name| format!("{}{}", if name.lone_opener { "^" } else { "" }, &text[name.span]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn runs_go_on_across_the_small_words_of_names() {
        check("leader Abu Bakr al-Baghdadi left", &["Abu Bakr al-Baghdadi"]);
        check("the House of Representatives and the U.S. Army", &["House of Representatives", "U.S. Army"]);
        check("with Lt. Gen. Paul J. Ortega, Johnson & Johnson", &["Paul J. Ortega", "Johnson & Johnson"]);
        check("He met President Ilsa Maren at Mt. Hood", &["Ilsa Maren", "Mt. Hood"]);
        check("en el Partido de la Unión de Chávez", &["Partido de la Unión de Chávez"]);
        check(
            "by Osama bin Laden of Jean-Claude’s COVID-19 team",
            &["Osama bin Laden of Jean-Claude", "COVID-19"],
        );
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_proves_nothing() {
        check("Troops left. Baghouz fell to U.S.-backed men.", &["^Troops", "^Baghouz", "U.S."]);
        check("SDF men left. Thousands of Iraqis too. - This IS plan", &["SDF", "Iraqis", "IS"]);
        check(
            "The Syrian Democratic Forces won. In Baghouz, I’m sure.",
            &["Syrian Democratic Forces", "Baghouz"],
        );
        check("Los Angeles is far. The Hague too. The end.", &["Los Angeles", "The Hague"]);
        check("He said, “Nobody left Iraq.” “Then”", &["^Nobody", "Iraq"]);
        check("It is in the U.S. He left the “State” there.", &["U.S.", "State"]);
    }

    #[test]
    fn what_shows_at_a_glance_is_said_of_plain_openers_alone() {
        let opens = |text: &str| {
            merely_opens(text, &(text.find("Halden").unwrap()..text.find("Halden").unwrap() + 6))
        };
        let plain = [
            "Halden left.",
            "one 👩🏽‍🚒\r\nHalden left",
            "he knew. Halden left.",
            "he knew. “Halden left",
            "no? Halden left",
        ];
        let others = [
            "Gen. Halden left",
            "in U.S. Halden left",
            "with Mr. Halden left",
            "and Halden left",
            "he said, “Halden left",
            "he knew. Halden Brask left",
            "he knew. Halden, too",
            "near Tarn. Halden left",
            "approx. Halden left",
            "the “Halden left",
        ];
        for text in plain {
            assert!(opens(text), "{text}");
            let name =
                names_in(text, 0..text.len()).into_iter().find(|name| text[name.span.clone()] == *"Halden");
            assert!(name.unwrap().lone_opener, "{text}");
        }
        for text in others {
            assert!(!opens(text), "{text}");
        }
    }

    #[test]
    fn only_scripts_with_case_have_runs() {
        check("قال أبو بكر. 叙利亚民主力量。 नई दिल्ली।", &[]);
        check("встреча с Ангелой Меркель в Афинах, Αθήνα", &["Ангелой Меркель", "Афинах", "Αθήνα"]);
    }

    #[test]
    fn runs_stay_inside_the_span_asked_for() {
        let text = "the Syrian Democratic Forces won";
        assert_eq!(names_in(text, 4..21), [Name { span: 4..21, lone_opener: false }]);
        assert_eq!(names_in(text, 6..14), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn runs_are_in_order_and_trimmed(text in "(?s)([A-Ca-c .,’-]|of |\\PC|\n){0,50}", start in 0..40_usize) {
            let mut at = start;
            for name in names_in(&text, start..text.len()) {
                prop_assert!(name.span.start >= at && name.span.end > name.span.start);
                prop_assert_eq!(text[name.span.clone()].trim(), &text[name.span.clone()]);
                at = name.span.end;
            }
        }
    }
}
