//! Where the rows of a long list stand that has headings between them, so that only those that are seen are drawn.

use std::ops::Range;

use egui::Rangef;

/// Headings and what stands below them, from the top.
#[derive(Debug)]
pub(super) struct Stack {
    /// How many headings and how many others stand above each row, and above the end of the list.
    above: Vec<[usize; 2]>,
}

/// How high the rows are, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heights {
    pub(super) heading: f32,
    pub(super) other: f32,
}

impl Heights {
    fn of(self, [headings, others]: [usize; 2]) -> f32 {
        headings as f32 * self.heading + others as f32 * self.other
    }
}

impl Default for Stack {
    fn default() -> Self {
        Self { above: vec![[0; 2]] }
    }
}

impl Stack {
    /// Adds a row at the end.
    pub(super) fn push(&mut self, is_heading: bool) {
        let [headings, others] = self.above.last().copied().unwrap_or_default();
        let (heading, other) = (usize::from(is_heading), usize::from(!is_heading));
        self.above.push([headings + heading, others + other]);
    }

    /// The height of all rows, in points.
    pub(super) fn height(&self, heights: Heights) -> f32 {
        heights.of(self.above.last().copied().unwrap_or_default())
    }

    /// Where a row begins and ends, in points.
    pub(super) fn extent(&self, row: usize, heights: Heights) -> Rangef {
        let top = |at: usize| self.above.get(at).map_or(0.0, |above| heights.of(*above));
        Rangef::new(top(row), top(row + 1))
    }

    /// The rows that lie in `range`, in points.
    pub(super) fn visible(&self, range: Rangef, heights: Heights) -> Range<usize> {
        let first = self.above.partition_point(|above| heights.of(*above) <= range.min).saturating_sub(1);
        let end =
            self.above.partition_point(|above| heights.of(*above) < range.max).min(self.above.len() - 1);
        first.min(end)..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_visible() {
        let heights = Heights { heading: 10.0, other: 30.0 };
        let mut stack = Stack::default();
        assert_eq!(stack.visible(Rangef::new(0.0, 100.0), heights), 0..0);
        for is_heading in [true, false, false, true, false] {
            stack.push(is_heading);
        }
        assert!((stack.height(heights) - 110.0).abs() < 0.01);
        assert_eq!(stack.extent(3, heights), Rangef::new(70.0, 80.0));
        assert_eq!(
            stack.visible(Rangef::new(40.0, 75.0), heights),
            2..4,
            "a row that ends at the edge is not seen"
        );
        assert_eq!(stack.visible(Rangef::new(-50.0, 5.0), heights), 0..1);
        assert_eq!(stack.visible(Rangef::new(200.0, 300.0), heights), 5..5);
    }
}
