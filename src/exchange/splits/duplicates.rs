//! Copies and versions of one text: which articles resemble each other too much to be in two splits.

use std::collections::BTreeMap;

use super::Features;

/// From which resemblance on two texts are versions of one: this part of their shingles is the same.
const RESEMBLANCE: f64 = 0.4;
/// Up to how many articles with a band in common all are compared with all.
const LARGE: usize = 64;

/// The pairs of articles that are versions of one text, by their numbers in `articles`, in order, each with its
/// resemblance. Found by the bands of their sketches, and every pair that these name is compared exactly.
pub(crate) fn pairs(articles: &[Features]) -> Vec<(usize, usize, f64)> {
    let mut buckets: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, article) in articles.iter().enumerate() {
        for band in article.sketch.bands() {
            buckets.entry(band).or_default().push(number);
        }
    }
    let mut candidates: Vec<(usize, usize)> =
        buckets.values().flat_map(|members| compared(members)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let resemblance =
        |(one, two): (usize, usize)| (one, two, articles[one].sketch.resemblance(&articles[two].sketch));
    candidates.into_iter().map(resemblance).filter(|(.., part)| *part >= RESEMBLANCE).collect()
}

/// The pairs of a bucket that are compared: all, or in a large one each with the next and with the first, which ties
/// those together that are the same.
fn compared(members: &[usize]) -> Vec<(usize, usize)> {
    let pairs = members.iter().enumerate().flat_map(|(place, one)| {
        let near = if members.len() <= LARGE { members.len() } else { place + 2 };
        members[place + 1..near.min(members.len())].iter().map(|two| (*one, *two))
    });
    let with_first = members.iter().skip(if members.len() <= LARGE { members.len() } else { 2 });
    pairs.chain(with_first.map(|two| (members[0], *two))).collect()
}

/// For each of `count` articles the first article that it belongs together with: itself, if with none before.
pub(crate) fn groups(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut first: Vec<usize> = (0..count).collect();
    for (one, two) in pairs {
        let (one, two) = (root(&mut first, one), root(&mut first, two));
        first[one.max(two)] = one.min(two);
    }
    (0..count).map(|number| root(&mut first, number)).collect()
}

fn root(first: &mut [usize], mut number: usize) -> usize {
    while first[number] != number {
        first[number] = first[first[number]];
        number = first[number];
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tied_by_others_belongs_together() {
        assert_eq!(groups(6, [(4, 1), (2, 4), (3, 5)]), [0, 1, 1, 3, 1, 3]);
    }
}
