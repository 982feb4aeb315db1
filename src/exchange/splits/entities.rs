//! Splits that share few names of entities, so that a test asks for names that training has not shown.

use std::collections::{BTreeMap, BTreeSet};

/// The split of each group, of which `names` has the names and `sizes` the number of articles. The split with the
/// largest share keeps what the others do not take; each of those takes, one by one, the group that makes it share the
/// fewest names with the rest.
pub(super) fn divide(names: &[BTreeSet<&str>], sizes: &[usize], shares: &[f64]) -> Vec<usize> {
    let total: usize = sizes.iter().sum();
    let rest =
        (0..shares.len()).reduce(|best, split| if shares[split] > shares[best] { split } else { best });
    let rest = rest.unwrap_or(0);
    let mut splits = vec![rest; names.len()];
    let mut left: BTreeSet<usize> = (0..names.len()).collect();
    for split in (0..shares.len()).filter(|split| *split != rest) {
        let wanted = shares[split] * total as f64;
        let mut cut = Cut::new(names, &left);
        let mut taken = 0;
        // Half of an article is rounded up.
        while taken as f64 + 0.5 <= wanted
            && let Some(group) = cut.take()
        {
            taken += sizes[group];
            splits[group] = split;
            left.remove(&group);
        }
    }
    splits
}

/// A split that grows, and what it would cost to add each other group.
struct Cut<'n> {
    names: &'n [BTreeSet<&'n str>],
    /// The groups outside that have each name.
    outside: BTreeMap<&'n str, BTreeSet<usize>>,
    /// The names in the split.
    inside: BTreeSet<&'n str>,
    /// By how many the names that the split shares with the rest grow with each group outside.
    cost: BTreeMap<usize, i64>,
    /// The groups outside by that, the cheapest first.
    queue: BTreeSet<(i64, usize)>,
}

impl<'n> Cut<'n> {
    fn new(names: &'n [BTreeSet<&'n str>], left: &BTreeSet<usize>) -> Self {
        let mut outside: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for group in left {
            for name in &names[*group] {
                outside.entry(*name).or_default().insert(*group);
            }
        }
        let price = |group: &usize| -> i64 {
            let shared = names[*group].iter().filter(|name| outside[*name].len() > 1);
            i64::try_from(shared.count()).unwrap_or(i64::MAX)
        };
        let cost: BTreeMap<usize, i64> = left.iter().map(|group| (*group, price(group))).collect();
        let queue = cost.iter().map(|(group, cost)| (*cost, *group)).collect();
        Self { names, outside, inside: BTreeSet::new(), cost, queue }
    }

    /// Takes the cheapest group into the split.
    fn take(&mut self) -> Option<usize> {
        let (_, group) = self.queue.pop_first()?;
        self.cost.remove(&group);
        for name in &self.names[group] {
            let Some(others) = self.outside.get_mut(name) else { continue };
            others.remove(&group);
            // What the name adds to the cost of each other group that has it: 1 while the split lacks it, nothing once
            // it has it, and 1 less when only one group outside is left with it.
            let now = if others.len() == 1 { -1 } else { 0 };
            let before = i64::from(self.inside.insert(name));
            if now != before {
                let others = others.clone();
                for other in others {
                    self.change(other, now - before);
                }
            }
        }
        Some(group)
    }

    fn change(&mut self, group: usize, by: i64) {
        let Some(cost) = self.cost.get_mut(&group) else { return };
        self.queue.remove(&(*cost, group));
        *cost += by;
        self.queue.insert((*cost, group));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_one_side_where_they_can() {
        let names = [
            ["Maren", "Halvard"],
            ["Maren", "Orlan"],
            ["Suvi", "Teppo"],
            ["Suvi", "Lisk"],
            ["Orlan", "Halvard"],
        ];
        let names: Vec<BTreeSet<&str>> = names.into_iter().map(BTreeSet::from).collect();
        let splits = divide(&names, &[1; 5], &[0.6, 0.4]);
        assert_eq!(splits, [0, 0, 1, 1, 0]);
    }
}
