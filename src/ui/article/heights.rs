//! Heights of all pieces: sums of any prefix and the piece at any depth in O(log n), whichever of them change.

/// Heights in points, in a Fenwick tree.
#[derive(Debug, Default)]
pub(super) struct Heights {
    heights: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    /// Builds the tree in O(n).
    pub(super) fn new(heights: Vec<f32>) -> Self {
        let mut tree = vec![0.0; heights.len() + 1];
        for (at, &height) in heights.iter().enumerate() {
            let node = at + 1;
            tree[node] += f64::from(height);
            let parent = node + lowest_bit(node);
            if parent < tree.len() {
                tree[parent] += tree[node];
            }
        }
        Self { heights, tree }
    }

    /// The height of one piece.
    pub(super) fn get(&self, at: usize) -> f32 {
        self.heights.get(at).copied().unwrap_or_default()
    }

    /// Changes the height of one piece.
    pub(super) fn set(&mut self, at: usize, height: f32) {
        let Some(known) = self.heights.get_mut(at) else { return };
        let difference = f64::from(height) - f64::from(*known);
        *known = height;
        let mut node = at + 1;
        while node < self.tree.len() {
            self.tree[node] += difference;
            node += lowest_bit(node);
        }
    }

    /// The height of everything before the piece `at`.
    pub(super) fn before(&self, at: usize) -> f64 {
        let mut node = at.min(self.heights.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node -= lowest_bit(node);
        }
        sum
    }

    /// The height of everything.
    pub(super) fn total(&self) -> f64 {
        self.before(self.heights.len())
    }

    /// The piece at `depth` points below the top, and how far into it that is.
    pub(super) fn at(&self, depth: f64) -> (usize, f64) {
        let mut rest = depth.max(0.0);
        let mut node = 0;
        let mut step = self.tree.len().next_power_of_two() / 2;
        while step > 0 {
            if let Some(&sum) = self.tree.get(node + step)
                && sum <= rest
            {
                node += step;
                rest -= sum;
            }
            step /= 2;
        }
        let last = self.heights.len().saturating_sub(1);
        if node > last { (last, f64::from(self.get(last))) } else { (node, rest) }
    }
}

const fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn sums_and_places_agree_with_adding_up(
            start in prop::collection::vec(0_u16..500, 1..40),
            changes in prop::collection::vec((0..40_usize, 0_u16..500), 0..20),
            depth in 0.0..12_000.0_f64,
        ) {
            let mut plain: Vec<f32> = start.iter().map(|&height| f32::from(height)).collect();
            let mut heights = Heights::new(plain.clone());
            for (at, height) in changes {
                let at = at % plain.len();
                plain[at] = f32::from(height);
                heights.set(at, f32::from(height));
            }
            let sums: Vec<f64> = (0..=plain.len())
                .map(|at| plain[..at].iter().copied().map(f64::from).sum())
                .collect();
            for (at, sum) in sums.iter().enumerate() {
                prop_assert!((heights.before(at) - sum).abs() < 1e-6);
            }
            let (found, into) = heights.at(depth);
            if depth < sums[plain.len()] {
                prop_assert!(sums[found] <= depth && depth < sums[found + 1]);
                prop_assert!((sums[found] + into - depth).abs() < 1e-6);
            } else {
                prop_assert_eq!(found, plain.len() - 1);
            }
        }
    }
}
