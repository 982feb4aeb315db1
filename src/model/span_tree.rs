//! An ordered set of spans that answers "what lies here" in logarithmic time and is copied in constant time.
//!
//! A weight-balanced search tree (Adams, "Efficient sets: a balancing act", 1993; parameters of Hirai and Yamamoto,
//! 2011), ordered by start, end and key, in which every node knows the largest end below it. Nodes are shared between
//! copies, so a snapshot costs one pointer and an insertion copies one path.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::span::Span;

/// A set of (span, key) pairs.
#[derive(Clone, Debug)]
pub struct SpanTree<K>(Link<K>);

type Link<K> = Option<Arc<Node<K>>>;

#[derive(Clone, Debug)]
struct Node<K> {
    span: Span,
    key: K,
    size: usize,
    /// The largest end in this node and below, in bytes.
    max_end: usize,
    left: Link<K>,
    right: Link<K>,
}

/// A subtree may be this many times as heavy as its sibling.
const DELTA: usize = 3;
/// Decides between a single and a double rotation.
const GAMMA: usize = 2;

impl<K> Default for SpanTree<K> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: Clone + Ord> SpanTree<K> {
    /// A tree of `entries`, which must be sorted by span and key and hold nothing twice. Takes linear time.
    pub fn from_sorted(entries: &[(Span, K)]) -> Self {
        Self(build(entries))
    }

    /// The number of pairs.
    pub fn len(&self) -> usize {
        size(self.0.as_ref())
    }

    /// Whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Adds a pair; nothing happens if it is there already.
    pub fn insert(&mut self, span: Span, key: K) {
        self.0 = Some(insert(self.0.take(), span, key));
    }

    /// Takes a pair out; nothing happens if it is not there.
    pub fn remove(&mut self, span: Span, key: &K) {
        self.0 = remove(self.0.take(), span, key);
    }

    /// Every pair in order.
    #[expect(clippy::iter_without_into_iter, reason = "a loop over all spans is rare and says so")]
    pub fn iter(&self) -> Overlapping<'_, K> {
        self.overlapping(0..usize::MAX)
    }

    /// The pairs whose span shares at least one byte with `range`, in order. Visits a path for each hit and no
    /// subtree without one: O(log n + hits) for hits that lie together.
    pub fn overlapping(&self, range: Range<usize>) -> Overlapping<'_, K> {
        let mut iterator = Overlapping { stack: Vec::new(), range };
        iterator.descend(self.0.as_ref());
        iterator
    }

    /// The pair that has `rank` others before it. O(log n).
    pub fn nth(&self, mut rank: usize) -> Option<(Span, &K)> {
        let mut link = self.0.as_ref();
        while let Some(node) = link {
            let before = size(node.left.as_ref());
            link = match rank.cmp(&before) {
                Ordering::Less => node.left.as_ref(),
                Ordering::Equal => return Some((node.span, &node.key)),
                Ordering::Greater => {
                    rank -= before + 1;
                    node.right.as_ref()
                }
            };
        }
        None
    }

    /// The number of pairs that come before a place: start and end in bytes, which may be the same, and key. O(log n).
    pub fn rank(&self, start: usize, end: usize, key: &K) -> usize {
        let (mut rank, mut link) = (0, self.0.as_ref());
        while let Some(node) = link {
            let place = (node.span.start(), node.span.end(), &node.key);
            if place < (start, end, key) {
                rank += size(node.left.as_ref()) + 1;
                link = node.right.as_ref();
            } else {
                link = node.left.as_ref();
            }
        }
        rank
    }

    /// The pairs in order from the one that has `rank` others before it. O(log n) for the first.
    pub fn iter_from(&self, mut rank: usize) -> Overlapping<'_, K> {
        let mut stack = Vec::new();
        let mut link = self.0.as_ref();
        while let Some(node) = link {
            let before = size(node.left.as_ref());
            if rank > before {
                rank -= before + 1;
                link = node.right.as_ref();
            } else {
                stack.push(&**node);
                link = node.left.as_ref().filter(|_| rank < before);
            }
        }
        Overlapping { stack, range: 0..usize::MAX }
    }

    /// The pairs whose span contains byte `offset`, in order.
    pub fn at(&self, offset: usize) -> Overlapping<'_, K> {
        self.overlapping(offset..offset.saturating_add(1))
    }
}

/// Iterates over the pairs that touch a range, in order.
#[derive(Debug)]
pub struct Overlapping<'a, K> {
    stack: Vec<&'a Node<K>>,
    range: Range<usize>,
}

impl<'a, K> Overlapping<'a, K> {
    fn descend(&mut self, mut link: Option<&'a Arc<Node<K>>>) {
        while let Some(node) = link {
            if node.max_end <= self.range.start {
                return;
            }
            if node.span.start() < self.range.end {
                self.stack.push(node);
            }
            link = node.left.as_ref();
        }
    }
}

impl<'a, K> Iterator for Overlapping<'a, K> {
    type Item = (Span, &'a K);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(node) = self.stack.pop() {
            self.descend(node.right.as_ref());
            if node.span.end() > self.range.start {
                return Some((node.span, &node.key));
            }
        }
        None
    }
}

fn size<K>(link: Option<&Arc<Node<K>>>) -> usize {
    link.map_or(0, |node| node.size)
}

fn max_end<K>(link: Option<&Arc<Node<K>>>) -> usize {
    link.map_or(0, |node| node.max_end)
}

fn node<K>(left: Link<K>, (span, key): (Span, K), right: Link<K>) -> Arc<Node<K>> {
    let size = size(left.as_ref()) + size(right.as_ref()) + 1;
    let max_end = span.end().max(max_end(left.as_ref())).max(max_end(right.as_ref()));
    Arc::new(Node { span, key, size, max_end, left, right })
}

fn build<K: Clone>(entries: &[(Span, K)]) -> Link<K> {
    let (left, rest) = entries.split_at(entries.len() / 2);
    let (middle, right) = rest.split_first()?;
    Some(node(build(left), middle.clone(), build(right)))
}

fn compare<K: Ord>(span: Span, key: &K, node: &Node<K>) -> Ordering {
    span.cmp(&node.span).then_with(|| key.cmp(&node.key))
}

/// Takes a node apart, without copying its key if nobody else holds it.
fn open<K: Clone>(node: Arc<Node<K>>) -> Node<K> {
    Arc::unwrap_or_clone(node)
}

fn insert<K: Clone + Ord>(link: Link<K>, span: Span, key: K) -> Arc<Node<K>> {
    let Some(root) = link else { return node(None, (span, key), None) };
    match compare(span, &key, &root) {
        Ordering::Equal => root,
        Ordering::Less => {
            let root = open(root);
            balance(Some(insert(root.left, span, key)), (root.span, root.key), root.right)
        }
        Ordering::Greater => {
            let root = open(root);
            balance(root.left, (root.span, root.key), Some(insert(root.right, span, key)))
        }
    }
}

fn remove<K: Clone + Ord>(link: Link<K>, span: Span, key: &K) -> Link<K> {
    let root = link?;
    let order = compare(span, key, &root);
    let root = open(root);
    match order {
        Ordering::Less => Some(balance(remove(root.left, span, key), (root.span, root.key), root.right)),
        Ordering::Greater => Some(balance(root.left, (root.span, root.key), remove(root.right, span, key))),
        Ordering::Equal => match root.right {
            None => root.left,
            Some(right) => {
                let (first, rest) = take_first(right);
                Some(balance(root.left, first, rest))
            }
        },
    }
}

fn take_first<K: Clone>(root: Arc<Node<K>>) -> ((Span, K), Link<K>) {
    let root = open(root);
    match root.left {
        None => ((root.span, root.key), root.right),
        Some(left) => {
            let (first, rest) = take_first(left);
            (first, Some(balance(rest, (root.span, root.key), root.right)))
        }
    }
}

/// Joins two trees, one of which is at most one insertion or removal out of balance, around `entry`.
fn balance<K: Clone>(left: Link<K>, entry: (Span, K), right: Link<K>) -> Arc<Node<K>> {
    let (left_weight, right_weight) = (size(left.as_ref()) + 1, size(right.as_ref()) + 1);
    match (left, right) {
        (left, Some(right)) if right_weight > DELTA * left_weight => rotate_left(left, entry, open(right)),
        (Some(left), right) if left_weight > DELTA * right_weight => rotate_right(open(left), entry, right),
        (left, right) => node(left, entry, right),
    }
}

fn rotate_left<K: Clone>(left: Link<K>, entry: (Span, K), right: Node<K>) -> Arc<Node<K>> {
    let single = size(right.left.as_ref()) + 1 < GAMMA * (size(right.right.as_ref()) + 1);
    match right.left {
        Some(middle) if !single => {
            let middle = open(middle);
            let outer = node(middle.right, (right.span, right.key), right.right);
            node(Some(node(left, entry, middle.left)), (middle.span, middle.key), Some(outer))
        }
        middle => node(Some(node(left, entry, middle)), (right.span, right.key), right.right),
    }
}

fn rotate_right<K: Clone>(left: Node<K>, entry: (Span, K), right: Link<K>) -> Arc<Node<K>> {
    let single = size(left.right.as_ref()) + 1 < GAMMA * (size(left.left.as_ref()) + 1);
    match left.right {
        Some(middle) if !single => {
            let middle = open(middle);
            let outer = node(left.left, (left.span, left.key), middle.left);
            node(Some(outer), (middle.span, middle.key), Some(node(middle.right, entry, right)))
        }
        middle => node(left.left, (left.span, left.key), Some(node(middle, entry, right))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[expect(clippy::ref_option, reason = "the type of a link")]
    fn check_shape(link: &Link<u16>) -> usize {
        let Some(root) = link else { return 0 };
        let (left, right) = (check_shape(&root.left), check_shape(&root.right));
        assert!(left < DELTA * (right + 1) && right < DELTA * (left + 1), "out of balance");
        assert_eq!(root.size, left + right + 1);
        assert_eq!(
            root.max_end,
            root.span.end().max(max_end(root.left.as_ref())).max(max_end(root.right.as_ref()))
        );
        root.size
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn agrees_with_a_plain_set(
            steps in prop::collection::vec((any::<bool>(), 0usize..60, 1usize..30, 0u16..4), 0..120),
            from in 0usize..90, length in 0usize..20,
        ) {
            let mut tree = SpanTree::default();
            let mut plain = BTreeSet::new();
            for (add, start, length, key) in steps {
                let span = Span::new(start, start + length).unwrap();
                if add {
                    tree.insert(span, key);
                    plain.insert((span, key));
                } else {
                    let snapshot = tree.clone();
                    let before = plain.clone();
                    tree.remove(span, &key);
                    plain.remove(&(span, key));
                    prop_assert!(snapshot.iter().map(|(span, key)| (span, *key)).eq(before));
                }
                check_shape(&tree.0);
            }
            prop_assert_eq!(tree.len(), plain.len());
            let hits: Vec<_> = tree.overlapping(from..from + length).map(|(span, key)| (span, *key)).collect();
            let expected: Vec<_> =
                plain.iter().copied().filter(|(span, _)| span.start() < from + length && from < span.end()).collect();
            prop_assert_eq!(hits, expected);
            let sorted: Vec<_> = plain.iter().copied().collect();
            for rank in 0..=sorted.len() {
                let expected = sorted.get(rank).copied();
                prop_assert_eq!(tree.nth(rank).map(|(span, key)| (span, *key)), expected);
                prop_assert!(tree.iter_from(rank).map(|(span, key)| (span, *key)).eq(sorted[rank..].iter().copied()));
                if let Some((span, key)) = expected {
                    prop_assert_eq!(tree.rank(span.start(), span.end(), &key), rank);
                }
            }
            let place = (from, from + length, 2);
            let before = sorted.iter().filter(|(span, key)| (span.start(), span.end(), *key) < place).count();
            prop_assert_eq!(tree.rank(place.0, place.1, &place.2), before);
            let built = SpanTree::from_sorted(&sorted);
            check_shape(&built.0);
            prop_assert!(built.iter().map(|(span, key)| (span, *key)).eq(plain));
        }
    }

    #[test]
    fn the_last_of_a_hundred_thousand_is_found_on_one_path() {
        let entries: Vec<_> =
            (0..100_000).map(|place| (Span::new(place, place + 50).unwrap(), 0u8)).collect();
        let tree = SpanTree::from_sorted(&entries);
        let mut last = tree.iter_from(99_999);
        assert!(last.stack.len() < 20, "the descent follows one path");
        assert_eq!(last.next().map(|(span, _)| span.start()), Some(99_999));
        assert_eq!(last.next(), None);
        assert_eq!(tree.nth(70_000).map(|(span, _)| span.start()), Some(70_000));
        assert_eq!(tree.rank(70_000, 70_000, &0), 70_000, "what is empty comes before what begins there");
        assert_eq!(tree.nth(100_000), None);
    }

    #[test]
    fn a_hundred_thousand_spans_that_just_miss_cost_a_path() {
        let entries: Vec<_> =
            (0..100_000).map(|place| (Span::new(place, place + 50).unwrap(), 0u8)).collect();
        let tree = SpanTree::from_sorted(&entries);
        assert_eq!(tree.at(100_030).count(), 19);
        let mut query = tree.at(200_000);
        assert!(query.stack.len() < 40, "the descent follows one path");
        assert_eq!(query.next(), None);
    }
}
