//! Edits as values.

use std::collections::BTreeSet;

use crate::model::id::{Annotator, ArticleId};
use crate::model::record::{Record, RecordKey};

/// What happens to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which record.
    pub key: RecordKey,
    /// Its value before; `None` where there was none.
    pub before: Option<Record>,
    /// Its value afterwards; `None` where there is none any more.
    pub after: Option<Record>,
}

/// One step of work: changes that are made together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The changes in the order in which they are made.
    pub changes: Vec<Change>,
}

impl Change {
    /// A record comes into being.
    pub fn add(key: RecordKey, after: Record) -> Self {
        Self { key, before: None, after: Some(after) }
    }

    /// A record goes.
    pub fn remove(key: RecordKey, before: Record) -> Self {
        Self { key, before: Some(before), after: None }
    }

    /// A record takes another value.
    pub fn replace(key: RecordKey, before: Record, after: Record) -> Self {
        Self { key, before: Some(before), after: Some(after) }
    }

    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        Self { key: self.key.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

impl Edit {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Self {
        Self { changes: self.changes.iter().rev().map(Change::inverse).collect() }
    }

    /// The articles that it touches.
    pub fn articles(&self) -> BTreeSet<&ArticleId> {
        self.changes.iter().filter_map(|change| change.key.article()).collect()
    }

    /// The annotators whose work it touches.
    pub fn annotators(&self) -> BTreeSet<&Annotator> {
        let records = self.changes.iter().flat_map(|change| change.before.iter().chain(&change.after));
        records.filter_map(Record::annotator).collect()
    }
}

impl FromIterator<Change> for Edit {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Self {
        Self { changes: changes.into_iter().collect() }
    }
}

impl From<Change> for Edit {
    fn from(change: Change) -> Self {
        Self { changes: vec![change] }
    }
}
