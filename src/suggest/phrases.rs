//! Phrases of one or more words, found where they begin.

use std::collections::BTreeMap;

use super::tokens::Token;

/// Phrases by their first word, each with what it stands for.
#[derive(Debug)]
pub(super) struct Phrases<T>(BTreeMap<String, Vec<(Vec<String>, T)>>);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Phrases<T> {
    /// Phrases of words that are written with a space between two.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, T)>> = BTreeMap::new();
        for (phrase, value) in phrases {
            let mut words = phrase.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            by_first.entry(first).or_default().push((words.collect(), value));
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self(by_first)
    }

    /// The longest phrase that begins at token `at`: what it stands for, and the token after it. A phrase does not go on in
    /// another line.
    pub(super) fn at(&self, tokens: &[Token<'_>], at: usize) -> Option<(&T, usize)> {
        let phrases = self.0.get(&*tokens.get(at)?.lower)?;
        phrases.iter().find_map(|(rest, value)| {
            let end = at + 1 + rest.len();
            let there = tokens.get(at + 1..end)?;
            let fits =
                |(token, word): (&Token<'_>, &String)| token.lower == word.as_str() && !token.begins_line;
            there.iter().zip(rest).all(fits).then_some((value, end))
        })
    }

    /// The longest phrase that ends before token `end`, and where it begins.
    pub(super) fn before(&self, tokens: &[Token<'_>], end: usize) -> Option<(&T, usize)> {
        const LONGEST: usize = 5;
        let first = end.saturating_sub(LONGEST);
        (first..end).find_map(|at| {
            self.at(tokens, at).filter(|(_, after)| *after == end).map(|(value, _)| (value, at))
        })
    }
}
