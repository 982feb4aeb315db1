//! What a test could be passed with by memory alone: names and copies that training has seen.

use std::collections::BTreeSet;

use super::Features;

/// What leaks from the first split, which is trained on, into the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leakage {
    /// How many pairs of articles in different splits are versions of one text.
    pub duplicates: usize,
    /// The splits in order.
    pub splits: Vec<SplitLeakage>,
}

/// What is in a split, and how much of it the first one has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitLeakage {
    /// Its name.
    pub name: String,
    /// How many articles are in it.
    pub articles: usize,
    /// How many names of entities are in it, each counted once.
    pub names: usize,
    /// How many of those are in the first split as well; 0 for that itself.
    pub seen: usize,
}

impl Leakage {
    pub(super) fn of(
        articles: &[Features],
        pairs: &[(usize, usize, f64)],
        splits: &[usize],
        names: &[String],
    ) -> Self {
        let words = |split: usize| -> BTreeSet<&str> {
            let members = articles.iter().zip(splits).filter(|(_, of)| **of == split);
            members.flat_map(|(article, _)| article.names.iter().map(String::as_str)).collect()
        };
        let first = words(0);
        let row = |(split, name): (usize, &String)| {
            let words = words(split);
            SplitLeakage {
                name: name.clone(),
                articles: splits.iter().filter(|of| **of == split).count(),
                names: words.len(),
                seen: if split == 0 { 0 } else { words.intersection(&first).count() },
            }
        };
        Self {
            duplicates: pairs.iter().filter(|(one, two, _)| splits[*one] != splits[*two]).count(),
            splits: names.iter().enumerate().map(row).collect(),
        }
    }
}
