//! Merging by record: pure functions over sets of records.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::conflict::Conflict;
use crate::edit::{Change, Edit};
use crate::model::record::{Record, RecordKey};

/// The records of a file.
pub type Records = BTreeMap<RecordKey, Record>;

/// What has been done to records and may not be in their file yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending(BTreeMap<RecordKey, Steps>);

/// The values that a record has gone through. Each may be in the file: one that was saved before a crash kept its journal
/// from being emptied, for one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Steps {
    before: Option<Record>,
    passed: Vec<Option<Record>>,
    after: Option<Record>,
}

/// The outcome of bringing changes onto records that somebody else may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The records afterwards.
    pub records: Records,
    /// Records that both sides changed, in different ways.
    pub conflicts: Vec<Conflict>,
}

impl Pending {
    /// Adds one change.
    pub fn add(&mut self, change: &Change) {
        let first =
            || Steps { before: change.before.clone(), passed: Vec::new(), after: change.before.clone() };
        let steps = self.0.entry(change.key.clone()).or_insert_with(first);
        let left = std::mem::replace(&mut steps.after, change.after.clone());
        // The two differ where an entry of the journal is lost.
        for value in [left, change.before.clone()] {
            if value != steps.before && !steps.passed.contains(&value) {
                steps.passed.push(value);
            }
        }
    }

    /// All of it as changes from the first value of each record to its last.
    pub(super) fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.0.iter().map(|(key, steps)| Change {
            key: key.clone(),
            before: steps.before.clone(),
            after: steps.after.clone(),
        })
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out the records that have their last value in `records`.
    pub(super) fn forget_reached(&mut self, records: &Records) {
        self.0.retain(|key, steps| records.get(key) != steps.after.as_ref());
    }

    /// Takes a record out.
    pub(super) fn forget(&mut self, key: &RecordKey) {
        self.0.remove(key);
    }
}

/// Brings `pending` onto `theirs`: a record with one of the values that it had here gets the last of them; of a record
/// that was given another value both versions are kept, ours in place.
pub fn rebase(theirs: Records, pending: &Pending) -> Merged {
    let mut merged = Merged { records: theirs, conflicts: Vec::new() };
    for (key, steps) in &pending.0 {
        let current = merged.records.get(key).cloned();
        let is_own = current == steps.before || steps.passed.contains(&current);
        if current == steps.after || (!is_own && steps.before == steps.after) {
            continue;
        }
        if !is_own {
            // A deletion never wins over somebody's change.
            let (stays, other) = match &steps.after {
                None => (current, None),
                after => (after.clone(), current),
            };
            merged.conflicts.push(Conflict { key: key.clone(), other });
            put(&mut merged.records, key, stays);
            continue;
        }
        put(&mut merged.records, key, steps.after.clone());
    }
    merged
}

/// Brings what somebody else did, `outside`, onto `ours`, which may not know it: a record that was changed here as well
/// stays, and the other version is kept.
pub(super) fn catch_up(ours: Records, outside: &Pending) -> Merged {
    let mut merged = Merged { records: ours, conflicts: Vec::new() };
    for (key, steps) in &outside.0 {
        let current = merged.records.get(key);
        if current == steps.after.as_ref() {
            continue;
        }
        if current == steps.before.as_ref() || steps.passed.iter().any(|value| value.as_ref() == current) {
            put(&mut merged.records, key, steps.after.clone());
        } else {
            merged.conflicts.push(Conflict { key: key.clone(), other: steps.after.clone() });
        }
    }
    merged
}

fn put(records: &mut Records, key: &RecordKey, value: Option<Record>) {
    match value {
        Some(value) => records.insert(key.clone(), value),
        None => records.remove(key),
    };
}

/// The records of one file. A version control system can bring the same record into two lines of it: the first stays in
/// place, the other is kept.
pub(super) fn gather(records: impl IntoIterator<Item = (RecordKey, Record)>) -> Merged {
    let mut merged = Merged::default();
    for (key, record) in records {
        match merged.records.entry(key) {
            Entry::Vacant(place) => {
                place.insert(record);
            }
            Entry::Occupied(place) if *place.get() == record => {}
            Entry::Occupied(place) => {
                merged.conflicts.push(Conflict { key: place.key().clone(), other: Some(record) });
            }
        }
    }
    merged
}

/// Puts two versions of a file together whose common ancestor is not known: everything that either has. Where both
/// have a record with different values, `ours` stays in place and the other is kept.
pub fn union(ours: Records, theirs: Records) -> Merged {
    let mut merged = Merged { records: ours, conflicts: Vec::new() };
    for (key, record) in theirs {
        match merged.records.get(&key) {
            None => {
                merged.records.insert(key, record);
            }
            Some(own) if *own == record => {}
            Some(_) => merged.conflicts.push(Conflict { key, other: Some(record) }),
        }
    }
    merged
}

/// The edit that turns `from` into `to`.
pub fn difference(from: &Records, to: &Records) -> Edit {
    let gone = from.iter().filter(|(key, _)| !to.contains_key(*key));
    let gone = gone.map(|(key, before)| Change::remove(key.clone(), before.clone()));
    let changed = to.iter().filter_map(|(key, after)| match from.get(key) {
        None => Some(Change::add(key.clone(), after.clone())),
        Some(before) if before != after => Some(Change::replace(key.clone(), before.clone(), after.clone())),
        Some(_) => None,
    });
    gone.chain(changed).collect()
}
