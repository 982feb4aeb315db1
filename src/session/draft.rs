//! An edit in the making.

use std::collections::BTreeMap;

use super::error::{Refusal, Stop};
use crate::edit::{Change, Edit};
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{AccessError, Project};
use crate::model::record::{ProjectKey, Record, RecordKey};

/// Gathers what shall become of records, and knows what they are now. A record that is set twice is one change.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    project: &'a Project,
    changes: Vec<Change>,
    places: BTreeMap<RecordKey, usize>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, changes: Vec::new(), places: BTreeMap::new() }
    }

    /// What the record will be, as far as the draft goes.
    pub(super) fn current(&self, key: &RecordKey) -> Result<Option<Record>, AccessError> {
        match self.places.get(key) {
            Some(&place) => Ok(self.changes[place].after.clone()),
            None => self.project.record(key),
        }
    }

    /// Gives a record that belongs to no article its value.
    pub(super) fn put(&mut self, after: Record) -> Result<(), AccessError> {
        match after.shared_key() {
            Some(key) => self.set(key, Some(after)),
            None => Err(AccessError::WrongKind(RecordKey::Project(ProjectKey::Name))),
        }
    }

    /// Gives a record of `article` or of no article its value.
    pub(super) fn put_in(&mut self, article: &ArticleId, after: Record) -> Result<(), AccessError> {
        let key = after.key_in(article);
        self.set(key, Some(after))
    }

    /// Sets or removes a record.
    pub(super) fn set(&mut self, key: RecordKey, after: Option<Record>) -> Result<(), AccessError> {
        if let Some(&place) = self.places.get(&key) {
            self.changes[place].after = after;
        } else {
            let before = self.project.record(&key)?;
            self.places.insert(key.clone(), self.changes.len());
            self.changes.push(Change { key, before, after });
        }
        Ok(())
    }

    /// The edit, without changes that change nothing. Refused if it touches work of anybody but `annotator`.
    pub(super) fn finish(self, annotator: &Annotator) -> Result<Edit, Stop> {
        let edit: Edit = self.changes.into_iter().filter(|change| change.before != change.after).collect();
        let foreign = |change: &&Change| owner(change).is_some_and(|owner| owner != annotator);
        match edit.changes.iter().find(foreign) {
            Some(change) => Err(not_yours(change).into()),
            None => Ok(edit),
        }
    }
}

fn owner(change: &Change) -> Option<&Annotator> {
    change.before.as_ref().or(change.after.as_ref()).and_then(Record::annotator)
}

fn not_yours(change: &Change) -> Refusal {
    let whose = owner(change).map_or("somebody else", Annotator::as_str);
    Refusal::new(format!("{} belongs to {whose}", change.key)).hint("Only your own work can be changed")
}
