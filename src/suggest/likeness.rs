//! How much two statements have in common, as somebody would say it: whom they name, what they count, which words.

use std::collections::BTreeSet;

use crate::model::id::{EntityId, EventId};
use crate::text::folding::Folding;
use crate::text::words::{is_function_word, words_in};

/// Differences between words that do not count.
const LOOSE: Folding = Folding { case: true, accents: true, arabic_forms: true, width: true };

/// What an entity, a number, an event and a word in common are worth.
const WORTH: (u32, u32, u32, u32) = (3, 3, 2, 1);

/// What is worth less than this is chance.
const LEAST: u32 = 2;

/// Words of fewer letters say nothing by themselves, in scripts with spaces.
const SHORT: usize = 3;

/// A statement, as far as others may be like it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    words: BTreeSet<String>,
    numbers: BTreeSet<String>,
    names: BTreeSet<EntityId>,
    event: Option<EventId>,
}

/// What two statements have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Three for each entity and each number, two for the event, one for each word.
    pub score: u32,
    /// Entities that both name.
    pub names: Vec<EntityId>,
    /// Numbers that both give, in digits without separators.
    pub numbers: Vec<String>,
    /// Whether they are of the same event.
    pub event: bool,
    /// Other words of both, folded, the longest first.
    pub words: Vec<String>,
}

impl Told {
    /// What `text` tells, which names `names` and is about `event`.
    pub fn new(text: &str, names: BTreeSet<EntityId>, event: Option<EventId>) -> Self {
        let mut told = Self { names, event, ..Self::default() };
        for word in words_in(text, 0..text.len()) {
            let word = &text[word];
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                told.numbers.insert(digits);
                continue;
            }
            let folded = LOOSE.fold(word);
            let is_short = folded.is_ascii() && folded.len() < SHORT;
            if !is_short && !is_function_word(word) {
                let stem = folded.strip_suffix('s').filter(|stem| stem.len() > SHORT).unwrap_or(&folded);
                told.words.insert(stem.to_owned());
            }
        }
        told
    }

    /// What it has in common with `other`, if that is more than chance.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let names: Vec<EntityId> = self.names.intersection(&other.names).cloned().collect();
        let numbers: Vec<String> = self.numbers.intersection(&other.numbers).cloned().collect();
        let mut words: Vec<String> = self.words.intersection(&other.words).cloned().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let event = self.event.is_some() && self.event == other.event;
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (name, number, one_event, word) = WORTH;
        let score = name * count(names.len())
            + number * count(numbers.len())
            + one_event * u32::from(event)
            + word * count(words.len());
        (score >= LEAST).then_some(Likeness { score, names, numbers, event, words })
    }
}

/// `text`, words of an article, as a sentence that begins and ends as one: a first try at a statement that stands alone.
pub fn statement(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_edge = |sign: char| {
        matches!(sign, ',' | ';' | ':' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '\'' | '–' | '—')
            || sign == ' '
    };
    let bare = words.trim_matches(is_edge);
    let mut signs = bare.chars();
    let mut sentence: String = signs.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    sentence.push_str(signs.as_str());
    let is_closed = sentence.ends_with(['.', '!', '?', '…', '؟', '。', '！', '？', '।', '۔']);
    // Not every script ends sentences with the same dot; without one it is as good a sentence.
    if !is_closed
        && sentence
            .chars()
            .next_back()
            .is_some_and(|last| last.is_ascii_alphanumeric() || last.is_lowercase() || last == '%')
    {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_begins_and_ends_as_a_sentence() {
        let cases = [
            ("IS is 100 percent defeated", "IS is 100 percent defeated."),
            ("the dam\n held,", "The dam held."),
            ("“It's\u{a0}over!”", "It's over!"),
            ("élite troops are gone", "Élite troops are gone."),
            ("غرق ثلاثة", "غرق ثلاثة"),
            ("", ""),
        ];
        for (words, expected) in cases {
            assert_eq!(statement(words), expected);
        }
    }

    #[test]
    fn what_two_statements_share_is_told_and_chance_is_not() {
        let told = |text: &str, names: &[&str]| {
            Told::new(text, names.iter().map(|name| EntityId::from(*name)).collect(), None)
        };
        let one = told("The caliphate is 100 percent defeated, with 1,300 fighters gone", &["is"]);
        let other = told("100% of the Caliphates' fighter force was beaten", &["is", "us"]);
        let likeness = one.likeness(&other).unwrap();
        assert_eq!(likeness.numbers, ["100"]);
        assert_eq!(likeness.names, [EntityId::from("is")]);
        assert_eq!(likeness.words, ["caliphate", "fighter"]);
        assert_eq!(likeness.score, 3 + 3 + 2);
        assert_eq!(
            told("The dam is gone", &[]).likeness(&told("The dam was old", &[])),
            None,
            "one word is chance"
        );
    }
}
