//! What the overview shows of one's own work, counted from listings when the project has changed and then kept.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::id::{LabelKey, LayerKey};
use crate::model::status::Progress;
use crate::session::Session;
use crate::session::tally::marks_by_label;

/// The most bars of a histogram.
const BINS: u32 = 16;

/// What is counted over the project.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Articles of the project.
    pub(super) articles: usize,
    /// Bytes of text in them.
    pub(super) bytes: u64,
    /// Articles that the annotator is to work on.
    pub(super) assigned: usize,
    /// Those of them that are not finished.
    pub(super) unfinished: usize,
    /// Suggestions that wait to be reviewed, and the articles that have some.
    pub(super) waiting: (usize, usize),
    /// By layer.
    pub(super) layers: BTreeMap<LayerKey, LayerNumbers>,
    /// Marks by label, merged labels as what they became, the most frequent first.
    pub(super) labels: Vec<(LayerKey, LabelKey, u64)>,
    /// Marks by article.
    pub(super) density: Density,
}

/// What is counted in one layer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LayerNumbers {
    /// Marks.
    pub(super) marks: usize,
    /// Articles that were begun and are not finished, of those that are to be worked on.
    pub(super) begun: usize,
    /// Articles that are finished, of those that are to be worked on.
    pub(super) finished: usize,
}

/// How many marks articles have, without those that have none.
#[derive(Debug, Default)]
pub(super) struct Density {
    /// Articles with marks.
    pub(super) articles: usize,
    /// Half of them have so many marks or fewer.
    pub(super) median: u32,
    /// The most that one of them has.
    pub(super) most: u32,
    /// How many numbers of marks a bar stands for; the first begins at 1.
    pub(super) step: u32,
    /// Articles by bar.
    pub(super) bars: Vec<u32>,
}

impl Numbers {
    pub(super) fn of(session: &Session) -> Self {
        let mut numbers = Self::default();
        let mut marks = Vec::new();
        for (id, slot) in session.project().articles() {
            let listing = slot.listing();
            let is_assigned = session.is_assigned(id);
            numbers.articles += 1;
            numbers.bytes += listing.body_len;
            numbers.assigned += usize::from(is_assigned);
            numbers.unfinished += usize::from(is_assigned && !session.has_finished(&listing));
            let Some(work) = session.own_summary(&listing) else { continue };
            for (layer, marks, progress) in &work.layers {
                numbers.layers.entry(layer.clone()).or_default().add(*marks, progress, is_assigned);
            }
            numbers.waiting.0 += work.suggestions;
            numbers.waiting.1 += usize::from(work.suggestions > 0);
            marks.extend(u32::try_from(work.marks()).ok().filter(|marks| *marks > 0));
        }
        numbers.density = Density::of(marks);
        numbers.labels = labels(session);
        numbers
    }
}

impl LayerNumbers {
    fn add(&mut self, marks: usize, progress: &Progress, is_assigned: bool) {
        self.marks += marks;
        match progress {
            _ if !is_assigned => {}
            Progress::Done | Progress::Skipped { .. } => self.finished += 1,
            Progress::InProgress => self.begun += 1,
            Progress::New => self.begun += usize::from(marks > 0),
        }
    }
}

impl Density {
    /// `marks` are the numbers of marks of articles that have some, in any order.
    fn of(mut marks: Vec<u32>) -> Self {
        marks.sort_unstable();
        let (Some(&most), Some(&median)) = (marks.last(), marks.get(marks.len().saturating_sub(1) / 2))
        else {
            return Self::default();
        };
        let step = round_step(most.div_ceil(BINS));
        let mut bars = vec![0; most.div_ceil(step) as usize];
        for count in &marks {
            if let Some(bar) = bars.get_mut(((count - 1) / step) as usize) {
                *bar += 1;
            }
        }
        Self { articles: marks.len(), median, most, step, bars }
    }
}

/// The least of 1, 2, 5, 10, 20, 50, … that is not below `least`.
pub(super) fn round_step(least: u32) -> u32 {
    let mut power = 1_u32;
    loop {
        for step in [1, 2, 5].map(|step| power.saturating_mul(step)) {
            if step >= least {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn labels(session: &Session) -> Vec<(LayerKey, LabelKey, u64)> {
    let schema = session.project().schema();
    let mut sums: BTreeMap<(LayerKey, LabelKey), u64> = BTreeMap::new();
    for ((layer, label), marks) in marks_by_label(session.project(), Some(session.annotator())) {
        let label = schema.resolve(&layer, &label).map_or(label, |label| label.key.clone());
        *sums.entry((layer, label)).or_default() += marks;
    }
    let mut sums: Vec<_> = sums.into_iter().map(|((layer, label), marks)| (layer, label, marks)).collect();
    sums.sort_by_key(|(_, _, marks)| Reverse(*marks));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_with_marks_stands_in_one_bar() {
        let density = Density::of(vec![3, 1, 1, 40, 33]);
        assert_eq!((density.articles, density.median, density.most, density.step), (5, 3, 40, 5));
        assert_eq!(density.bars, [3, 0, 0, 0, 0, 0, 1, 1]);
        assert!(Density::of(Vec::new()).bars.is_empty());
    }

    #[test]
    fn a_hundred_thousand_marks_in_an_article_make_no_more_bars() {
        for most in [1, 16, 17, 99, 100_000, u32::MAX] {
            let density = Density::of(vec![1, most]);
            assert!(density.bars.len() <= BINS as usize, "{most}: {}", density.bars.len());
            assert_eq!(density.bars.iter().sum::<u32>(), 2);
        }
    }

    #[test]
    fn steps_are_round() {
        assert_eq!([0, 1, 3, 6, 11, 120, 501].map(round_step), [1, 1, 5, 10, 20, 200, 1000]);
    }
}
