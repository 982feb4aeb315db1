//! The strings of a file, each once, and the numbers by which spaCy knows them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::hash::murmur64a;
use super::symbols::SYMBOLS;

/// A map whose keys are hashes, and are not hashed again.
pub(super) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Itself>>;

/// Takes a number that is a hash for its hash.
#[derive(Default)]
pub(super) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = murmur64a(bytes, self.0);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The symbols by the hashes of their names. Where two strings had one hash, spaCy would take them for one as well.
static NUMBERS: LazyLock<ByHash<u64>> =
    LazyLock::new(|| SYMBOLS.iter().map(|(name, number)| (hash(name), *number)).collect());

fn hash(text: &str) -> u64 {
    murmur64a(text.as_bytes(), 1)
}

/// The number of `text` in spaCy's table of strings (`spacy/strings.pyx`): 0 for none, that of a symbol, else a hash.
pub(super) fn number(text: &str) -> u64 {
    if text.is_empty() { 0 } else { numbered(hash(text)) }
}

fn numbered(hash: u64) -> u64 {
    NUMBERS.get(&hash).copied().unwrap_or(hash)
}

/// The strings of a document.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// One after the other.
    text: String,
    /// The number of each, and where it ends in `text`.
    ends: Vec<(u64, usize)>,
    /// Their numbers, by hash.
    known: ByHash<u64>,
}

impl Strings {
    /// The number of a string, which is noted.
    pub(super) fn number(&mut self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        let hash = hash(text);
        *self.known.entry(hash).or_insert_with(|| {
            let number = numbered(hash);
            self.text.push_str(text);
            self.ends.push((number, self.text.len()));
            number
        })
    }

    /// Each with its number.
    fn iter(&self) -> impl Iterator<Item = (u64, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |(number, end)| {
            let text = &self.text[start..*end];
            start = *end;
            (*number, text)
        })
    }
}

/// The strings of all documents of a file.
#[derive(Debug, Default)]
pub(super) struct AllStrings(ByHash<Box<str>>);

impl AllStrings {
    /// Adds those of a document.
    pub(super) fn add(&mut self, strings: &Strings) {
        for (number, text) in strings.iter() {
            self.0.entry(number).or_insert_with(|| text.into());
        }
    }

    /// All of them in the order of their bytes.
    pub(super) fn in_order(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.0.values().map(AsRef::as_ref).collect();
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of `spacy.strings.hash_string` and `spacy.vocab.strings` in version 3.8.
    #[test]
    fn strings_have_the_numbers_that_spacy_gives_them() {
        assert_eq!(number(""), 0);
        assert_eq!(number("PERSON"), 380);
        assert_eq!(number("apple"), 8_566_208_034_543_834_098);
        assert_eq!(number("coffee"), 3_197_928_453_018_144_401);
        assert!(SYMBOLS.iter().all(|(name, symbol)| number(name) == *symbol));
    }

    #[test]
    fn each_string_is_kept_once() {
        let mut all = AllStrings::default();
        for text in ["the gate and the gate", "gate of PERSON"] {
            let mut strings = Strings::default();
            for word in text.split(' ').chain([""]) {
                assert_eq!(strings.number(word), number(word));
            }
            all.add(&strings);
        }
        assert_eq!(all.in_order(), ["PERSON", "and", "gate", "of", "the"]);
    }
}
