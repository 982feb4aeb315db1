//! Merging by record: pure functions over sets of records.

use std::collections::BTreeMap;

use super::conflict::Conflict;
use crate::edit::{Change, Edit};
use crate::model::record::{Record, RecordKey};

/// The records of a file.
pub type Records = BTreeMap<RecordKey, Record>;

/// What has been done to records and is not in their file yet: the value before the first change, and the value now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending(BTreeMap<RecordKey, (Option<Record>, Option<Record>)>);

/// The outcome of bringing changes onto records that somebody else may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The records afterwards.
    pub records: Records,
    /// Records that both sides changed, in different ways.
    pub conflicts: Vec<Conflict>,
}

impl Pending {
    /// Adds one change. A record that is back at its first value is no longer pending.
    pub fn add(&mut self, change: &Change) {
        let entry = self.0.entry(change.key.clone()).or_insert_with(|| (change.before.clone(), None));
        entry.1.clone_from(&change.after);
        if entry.0 == entry.1 {
            self.0.remove(&change.key);
        }
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pending changes, by key.
    pub fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.0.iter().map(|(key, (before, after))| Change {
            key: key.clone(),
            before: before.clone(),
            after: after.clone(),
        })
    }
}

/// Brings `pending` onto `theirs`: a record that is as it was before is changed, one that is as it should be is left,
/// and of any other both versions are kept, ours in place.
pub fn rebase(theirs: Records, pending: &Pending) -> Merged {
    let mut merged = Merged { records: theirs, conflicts: Vec::new() };
    for change in pending.changes() {
        let current = merged.records.get(&change.key);
        if current == change.after.as_ref() {
            continue;
        }
        if current != change.before.as_ref() {
            // A deletion never wins over somebody's change.
            if change.after.is_none() {
                merged.conflicts.push(Conflict { key: change.key, other: None });
                continue;
            }
            merged.conflicts.push(Conflict { key: change.key.clone(), other: current.cloned() });
        }
        match change.after {
            Some(after) => merged.records.insert(change.key, after),
            None => merged.records.remove(&change.key),
        };
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
