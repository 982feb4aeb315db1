//! Lines that several articles of one outlet have.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::lines;

/// In how many articles of an outlet a line stands at least that belongs to its pages and not to an article.
const ARTICLES: u32 = 3;

/// How many bytes of a line are compared.
const LONGEST: usize = 400;

/// How often lines stand in the articles of each outlet. Lines are known by their hashes.
#[derive(Clone, Debug, Default)]
pub struct OutletLines(BTreeMap<u64, u32>);

impl OutletLines {
    /// Counts the lines of one article; one that stands in it twice counts once. Articles without an outlet do not count.
    pub fn add(&mut self, outlet: Option<&str>, text: &str) {
        let Some(outlet) = outlet else { return };
        let hashes: BTreeSet<u64> = lines(text).iter().map(|line| hash(outlet, line.text)).collect();
        for hash in hashes {
            *self.0.entry(hash).or_default() += 1;
        }
    }

    /// What both have counted.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        for (hash, count) in other.0 {
            *self.0.entry(hash).or_default() += count;
        }
        self
    }

    /// Whether `line` stands in so many articles of `outlet` that it is none of theirs.
    pub fn repeats(&self, outlet: Option<&str>, line: &str) -> bool {
        outlet.is_some_and(|outlet| self.0.get(&hash(outlet, line)).is_some_and(|count| *count >= ARTICLES))
    }
}

fn hash(outlet: &str, line: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(outlet.as_bytes()).update(&[0]);
    hasher.update(&line.as_bytes()[..line.len().min(LONGEST)]);
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}
