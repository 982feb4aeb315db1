//! How long an annotator was at work: active seconds by article, day and layer.

use std::collections::BTreeMap;

use imbl::OrdMap;
use jiff::civil::Date;

use super::id::{ArticleId, LayerKey};

/// What some time was spent on. Keys are ordered by article, then day, then layer, reading first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffortKey {
    /// The article that was open. It may have left the project since.
    pub article: ArticleId,
    /// The day in UTC.
    pub day: Date,
    /// The layer that was worked in; `None` for reading.
    pub layer: Option<LayerKey>,
}

/// The time that one annotator was at work.
///
/// It is measured beside the work and is no part of a project: no edit changes it and no undo takes it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort(OrdMap<EffortKey, u64>);

impl Effort {
    /// Whether no time was measured.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What time was spent on, with whole active seconds, of which there is at least one; in the order of the keys.
    pub fn rows(&self) -> impl Iterator<Item = (&EffortKey, u64)> {
        self.0.iter().map(|(key, &seconds)| (key, seconds))
    }

    /// The active seconds spent on `key`.
    pub fn seconds(&self, key: &EffortKey) -> u64 {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// All active seconds.
    pub fn total(&self) -> u64 {
        self.0.values().fold(0, |sum, &seconds| sum.saturating_add(seconds))
    }

    /// Active seconds by layer, over all days and articles; those of reading under `None`.
    pub fn by_layer(&self) -> BTreeMap<Option<LayerKey>, u64> {
        let mut sums: BTreeMap<Option<LayerKey>, u64> = BTreeMap::new();
        for (key, seconds) in self.rows() {
            let sum = sums.entry(key.layer.clone()).or_default();
            *sum = sum.saturating_add(seconds);
        }
        sums
    }

    /// What was spent on one article.
    #[must_use]
    pub fn in_article(&self, article: &ArticleId) -> Self {
        let first = EffortKey { article: article.clone(), day: Date::MIN, layer: None };
        let rows = self.0.range(first..).take_while(|(key, _)| key.article == *article);
        Self(rows.map(|(key, &seconds)| (key.clone(), seconds)).collect())
    }

    /// Adds active seconds.
    pub fn add(&mut self, key: EffortKey, seconds: u64) {
        let sum = self.seconds(&key).saturating_add(seconds);
        self.raise(key, sum);
    }

    /// Makes sure that `key` has at least so many active seconds.
    pub fn raise(&mut self, key: EffortKey, seconds: u64) {
        if seconds > self.seconds(&key) {
            self.0.insert(key, seconds);
        }
    }

    /// Puts another count of the same annotator's time into this one: of each key the larger number stays.
    ///
    /// Two counts share what was measured before they parted, and nothing says how much of each number that is. The
    /// larger number is one that was measured, so no second counts twice; what the other side has measured on the same
    /// key since they parted is given up.
    pub fn merge(&mut self, other: &Self) {
        for (key, seconds) in other.rows() {
            self.raise(key.clone(), seconds);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn key(article: &str, day: i8, layer: Option<&str>) -> EffortKey {
        EffortKey { article: article.into(), day: date(2026, 11, day), layer: layer.map(Into::into) }
    }

    fn effort(rows: &[(EffortKey, u64)]) -> Effort {
        let mut effort = Effort::default();
        for (key, seconds) in rows {
            effort.add(key.clone(), *seconds);
        }
        effort
    }

    #[test]
    fn rows_stand_by_article_day_and_layer_and_sums_go_over_them() {
        let rows = [
            (key("سدّ", 1, None), 4),
            (key("dam", 2, Some("figure")), 3),
            (key("dam", 2, None), 2),
            (key("dam", 1, Some("figure")), 1),
            (key("dam", 1, Some("claim")), 0),
            (key("dam", 1, Some("figure")), 7),
        ];
        let effort = effort(&rows);
        let expected = [&rows[3], &rows[2], &rows[1], &rows[0]];
        assert!(effort.rows().map(|(key, _)| key).eq(expected.map(|(key, _)| key)));
        assert!(effort.rows().map(|(_, seconds)| seconds).eq([8, 2, 3, 4]));
        assert_eq!(effort.total(), 17);
        assert_eq!(effort.by_layer(), [(None, 6), (Some("figure".into()), 11)].into());
        assert_eq!(effort.in_article(&"dam".into()).total(), 13);
        assert!(effort.in_article(&"da".into()).is_empty());
    }

    #[test]
    fn of_two_counts_the_larger_number_stays() {
        let mut ours = effort(&[(key("a", 1, None), 5), (key("b", 1, None), 9)]);
        let theirs = effort(&[(key("a", 1, None), 8), (key("b", 1, None), 2), (key("a", 2, None), 1)]);
        ours.merge(&theirs);
        let expected = effort(&[(key("a", 1, None), 8), (key("b", 1, None), 9), (key("a", 2, None), 1)]);
        assert_eq!(ours, expected);
        ours.merge(&theirs);
        assert_eq!(ours, expected, "the same again adds nothing");
    }
}
