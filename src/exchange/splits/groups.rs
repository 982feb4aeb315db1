//! Groups of articles, and how they are put into splits.

use std::collections::{BTreeMap, BTreeSet};

use super::Features;

/// Groups of articles, in an order that the seed decides and nothing else of the machine.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    /// The numbers of the articles in each group.
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// The articles by group, as `of` has the group of each.
    pub(super) fn new(articles: &[Features], of: &[usize], seed: u64) -> Self {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (article, group) in of.iter().enumerate() {
            members.entry(*group).or_default().push(article);
        }
        let mut members: Vec<Vec<usize>> = members.into_values().collect();
        members.sort_by_cached_key(|group| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&seed.to_le_bytes());
            // The articles are in the order of their ids: a group is known by its first.
            hasher.update(articles[group[0]].id.as_str().as_bytes());
            *hasher.finalize().as_bytes()
        });
        Self { members }
    }

    /// How many articles are in each group.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.members.iter().map(Vec::len).collect()
    }

    /// The names in the articles of each group.
    pub(super) fn names<'f>(&self, articles: &'f [Features]) -> Vec<BTreeSet<&'f str>> {
        let names = |group: &Vec<usize>| {
            group.iter().flat_map(|article| articles[*article].names.iter().map(String::as_str)).collect()
        };
        self.members.iter().map(names).collect()
    }

    /// The split of each group: the largest groups first, each to the split that lacks most.
    pub(super) fn by_size(&self, shares: &[f64]) -> Vec<usize> {
        let total: usize = self.members.iter().map(Vec::len).sum();
        let mut lacking: Vec<f64> = shares.iter().map(|share| share * total as f64).collect();
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by_key(|group| std::cmp::Reverse(self.members[*group].len()));
        let mut splits = vec![0; self.members.len()];
        for group in order {
            let most = most_lacking(&lacking, shares);
            lacking[most] -= self.members[group].len() as f64;
            splits[group] = most;
        }
        splits
    }

    /// The split of each group, each a day: the earliest days to the first split. Groups without a day are in the first.
    pub(super) fn in_time(&self, articles: &[Features], shares: &[f64]) -> Vec<usize> {
        let day = |group: &usize| articles[self.members[*group][0]].day.as_deref();
        let mut order: Vec<usize> = (0..self.members.len()).filter(|group| day(group).is_some()).collect();
        order.sort_by_key(day);
        let total: usize = order.iter().map(|group| self.members[*group].len()).sum();
        let mut splits = vec![0; self.members.len()];
        let mut before = 0;
        for group in order {
            let size = self.members[group].len();
            let middle = (before as f64 + size as f64 / 2.0) / total as f64;
            let mut end = 0.0;
            let reached = shares.iter().position(|share| {
                end += share;
                middle < end
            });
            splits[group] = reached.unwrap_or(shares.len() - 1);
            before += size;
        }
        splits
    }

    /// The split of each article, from that of each group.
    pub(super) fn of_articles(&self, splits: &[usize]) -> Vec<usize> {
        let mut of = vec![0; self.members.iter().map(Vec::len).sum()];
        for (group, split) in self.members.iter().zip(splits) {
            for article in group {
                of[*article] = *split;
            }
        }
        of
    }
}

/// The split that lacks most articles, of those that get any.
fn most_lacking(lacking: &[f64], shares: &[f64]) -> usize {
    let takes = (0..shares.len()).filter(|split| shares[*split] > 0.0);
    // Of two that lack the same, the first.
    takes.reduce(|best, split| if lacking[split] > lacking[best] { split } else { best }).unwrap_or(0)
}
