//! Measuring how long the annotator is at work: the time between moments of activity, by article, day and layer.
//!
//! Time is first spent on the open article alone. An edit of annotations there books what has gathered to their layer;
//! what is left when the article is left, or the session closed, is booked as reading. None of it is part of the project,
//! of edits or of undo.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::state::Session;
use crate::edit::{Change, Edit};
use crate::model::effort::{Effort, EffortKey};
use crate::model::id::{ArticleId, LayerKey};
use crate::model::record::{ArticleKey, Record, RecordKey};

/// The time between two moments of activity counts when it is at most this long, in milliseconds: one minute. Whoever
/// reads a long passage presses a key or scrolls more often; after a longer pause nobody knows what it was spent on, and
/// nothing of it counts.
pub const LONGEST_GAP: i64 = 60_000;

/// The milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The clock of one session.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// All that is known of the annotator's time, in whole seconds.
    effort: Effort,
    /// The last moment of activity.
    last: Option<Timestamp>,
    /// What is not booked yet.
    pending: Option<Pending>,
    /// Milliseconds that were booked and do not make a second yet.
    rest: BTreeMap<EffortKey, u64>,
    /// The sums that have grown and were not handed on.
    grown: Effort,
}

/// Time spent on an article that no layer has yet.
#[derive(Debug)]
struct Pending {
    article: ArticleId,
    /// Milliseconds by day.
    days: BTreeMap<Date, u64>,
}

impl Measure {
    /// A moment of activity with `open` before the annotator.
    fn moment(&mut self, now: Timestamp, open: Option<&ArticleId>) {
        self.leave_all_but(open);
        let (Some(last), Some(article)) = (self.last.replace(now), open) else { return };
        let (last, now) = (last.as_millisecond(), now.as_millisecond());
        // A clock that was put back gives a negative gap.
        if !(1..=LONGEST_GAP).contains(&(now - last)) {
            return;
        }
        let pending =
            self.pending.get_or_insert_with(|| Pending { article: article.clone(), days: BTreeMap::new() });
        // A gap is too short for more than one midnight.
        let midnight = now - now.rem_euclid(DAY);
        for (from, to) in [(last, now.min(midnight)), (last.max(midnight), now)] {
            if let (Ok(spent @ 1..), Ok(from)) = (u64::try_from(to - from), Timestamp::from_millisecond(from))
            {
                *pending.days.entry(Offset::UTC.to_datetime(from).date()).or_default() += spent;
            }
        }
    }

    /// Books as reading what was spent on an article that is not `open` any more.
    fn leave_all_but(&mut self, open: Option<&ArticleId>) {
        if self.pending.as_ref().is_some_and(|pending| Some(&pending.article) != open) {
            self.book(None);
        }
    }

    /// Books to its layer what was spent on the article that `edit` has worked in.
    fn book_edit(&mut self, edit: &Edit) {
        let Some(pending) = &self.pending else { return };
        let layer = edit.changes.iter().find_map(|change| layer_of(change, &pending.article));
        if layer.is_some() {
            self.book(layer);
        }
    }

    fn book(&mut self, layer: Option<&LayerKey>) {
        let Some(Pending { article, days }) = self.pending.take() else { return };
        for (day, spent) in days {
            let key = EffortKey { article: article.clone(), day, layer: layer.cloned() };
            let rest = self.rest.entry(key.clone()).or_default();
            let sum = rest.saturating_add(spent);
            *rest = sum % 1000;
            if sum >= 1000 {
                self.effort.add(key.clone(), sum / 1000);
                let seconds = self.effort.seconds(&key);
                self.grown.raise(key, seconds);
            }
        }
    }
}

/// The layer of the annotation in `article` that was changed, if one was. An annotation that has gone to another layer
/// was worked on for that one.
fn layer_of<'a>(change: &'a Change, article: &ArticleId) -> Option<&'a LayerKey> {
    let RecordKey::Article(id, ArticleKey::Annotation(..)) = &change.key else { return None };
    match change.after.as_ref().or(change.before.as_ref()) {
        Some(Record::Annotation(annotation)) if id == article => Some(&annotation.layer),
        _ => None,
    }
}

impl Session {
    /// The same session, with the time that was measured before.
    #[must_use]
    pub fn with_effort(mut self, effort: Effort) -> Self {
        self.measure.effort = effort;
        self
    }

    /// The annotator's own active time, earlier sessions included. What was spent on the open article since the last
    /// edit is not in it yet.
    pub fn effort(&self) -> &Effort {
        &self.measure.effort
    }

    /// Notes that the annotator is active now: a key, scrolling, the pointer. The time since the last such moment counts
    /// as spent on the open article if it is not longer than [`LONGEST_GAP`]. Running a command is such a moment by
    /// itself. Nothing is measured where nothing can be changed.
    pub fn note_activity(&mut self) {
        if self.why_read_only().is_none() {
            self.measure.moment(self.env.now(), self.desk.article.as_ref());
            self.hand_on_effort();
        }
    }

    /// Books what was spent on an article that has been left, and hands on what has grown to be kept.
    pub(super) fn hand_on_effort(&mut self) {
        self.measure.leave_all_but(self.desk.article.as_ref());
        let grown = std::mem::take(&mut self.measure.grown);
        if !grown.is_empty() {
            self.keeper.note_effort(grown);
        }
    }

    /// Books the time for an edit that was just made.
    pub(super) fn book_effort(&mut self, edit: &Edit) {
        self.measure.book_edit(edit);
    }

    /// Books what is left as reading, because the session ends.
    pub(super) fn finish_effort(&mut self) {
        self.measure.leave_all_but(None);
        self.hand_on_effort();
    }

    /// Takes in time that another program has noted for the annotator.
    pub(super) fn take_in_effort(&mut self, outside: &Effort) {
        self.measure.effort.merge(outside);
    }
}
