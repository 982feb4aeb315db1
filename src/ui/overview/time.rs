//! Active time by day, counted when some was added and then kept.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::effort::Effort;
use crate::model::id::LayerKey;

/// What is known of the annotator's time.
#[derive(Debug, Default)]
pub(super) struct Time {
    /// All active seconds.
    pub(super) total: u64,
    /// Active seconds by layer; those of reading under `None`.
    pub(super) by_layer: BTreeMap<Option<LayerKey>, u64>,
    /// Active seconds of the days on which there were any, in order, in UTC.
    pub(super) by_day: BTreeMap<Date, u64>,
}

/// Days beside each other, from the first to the last: each as its distance from the first, with active seconds.
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) rows: Vec<(u32, u64)>,
}

impl Time {
    pub(super) fn of(effort: &Effort) -> Self {
        let mut by_day: BTreeMap<Date, u64> = BTreeMap::new();
        for (key, seconds) in effort.rows() {
            let sum = by_day.entry(key.day).or_default();
            *sum = sum.saturating_add(seconds);
        }
        Self { total: effort.total(), by_layer: effort.by_layer(), by_day }
    }

    /// The day with the most active seconds.
    pub(super) fn longest(&self) -> Option<(Date, u64)> {
        self.by_day.iter().max_by_key(|(_, seconds)| **seconds).map(|(day, seconds)| (*day, *seconds))
    }

    /// The days, with those before and after a pause at zero, so that a line through them lies on the ground in between.
    pub(super) fn days(&self) -> Option<Days> {
        let first = *self.by_day.keys().next()?;
        let place = |day: &Date| days_between(first, *day);
        let mut rows: Vec<(u32, u64)> = Vec::new();
        for (day, seconds) in &self.by_day {
            let at = place(day);
            let last = rows.last().map_or(at, |(last, _)| *last);
            if at > last + 1 {
                rows.push((last + 1, 0));
            }
            if at > last + 2 {
                rows.push((at - 1, 0));
            }
            rows.push((at, *seconds));
        }
        Some(Days { first, rows })
    }
}

/// The days from `from` to `to`, which is not earlier.
fn days_between(from: Date, to: Date) -> u32 {
    from.until(to).ok().and_then(|span| u32::try_from(span.get_days()).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::effort::EffortKey;

    #[test]
    fn days_without_work_are_on_the_ground() {
        let mut effort = Effort::default();
        for (day, seconds) in [(1, 60), (2, 30), (4, 90), (9, 20)] {
            let key = EffortKey { article: "سدّ".into(), day: date(2026, 3, day), layer: None };
            effort.add(key, seconds);
        }
        let time = Time::of(&effort);
        assert_eq!(time.longest(), Some((date(2026, 3, 4), 90)));
        let Days { first, rows } = time.days().unwrap();
        assert_eq!(first, date(2026, 3, 1));
        let expected = [(0, 60), (1, 30), (2, 0), (3, 90), (4, 0), (7, 0), (8, 20)];
        assert_eq!(rows, expected);
        assert!(Time::default().days().is_none());
    }
}
