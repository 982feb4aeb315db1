//! Applying an edit: all of it, or nothing.

use thiserror::Error;

use super::change::{Change, Edit};
use super::check::{Violation, check};
use crate::model::id::ArticleId;
use crate::model::project::{AccessError, Project, Slot};
use crate::model::record::RecordKey;

/// Why an edit was not applied. The project is as it was.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EditError {
    /// Articles must be loaded first.
    #[error("{} must be loaded first", list(.0))]
    NotLoaded(Vec<ArticleId>),
    /// A record is not what the edit takes it to be.
    #[error("{key} {found}")]
    Stale {
        /// The record.
        key: RecordKey,
        /// What it is instead.
        found: Found,
    },
    /// The project would not hold together afterwards.
    #[error("{key}: {violation}")]
    Invalid {
        /// The record that breaks a rule.
        key: RecordKey,
        /// The rule.
        violation: Violation,
    },
    /// A record cannot be reached.
    #[error(transparent)]
    Access(#[from] AccessError),
}

/// How a record differs from what an edit takes it to be.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Found {
    /// It should not exist yet.
    #[error("exists already")]
    There,
    /// It should exist.
    #[error("is no longer there")]
    Gone,
    /// It has another value.
    #[error("has been changed since")]
    Changed,
}

fn list(ids: &[ArticleId]) -> String {
    let names: Vec<&str> = ids.iter().map(ArticleId::as_str).collect();
    format!("article {}", names.join(", "))
}

/// Applies `edit` if every record that it touches is still what it takes it to be and the project holds together
/// afterwards; else changes nothing. `edit.inverse()` takes it back. Takes O(log n) for each change.
pub fn apply(project: &mut Project, edit: &Edit) -> Result<(), EditError> {
    let is_listed = |id: &&ArticleId| matches!(project.articles().get(*id), Some(Slot::Listed(_)));
    let not_loaded: Vec<ArticleId> = edit.articles().into_iter().filter(is_listed).cloned().collect();
    if !not_loaded.is_empty() {
        return Err(EditError::NotLoaded(not_loaded));
    }
    let mut next = project.clone();
    for change in &edit.changes {
        make(&mut next, change)?;
    }
    for change in &edit.changes {
        let invalid = |violation| EditError::Invalid { key: change.key.clone(), violation };
        check(&next, change).map_err(invalid)?;
    }
    *project = next;
    Ok(())
}

fn make(project: &mut Project, change: &Change) -> Result<(), EditError> {
    let current = project.record(&change.key)?;
    if current != change.before {
        let found = match (current, &change.before) {
            (None, _) => Found::Gone,
            (Some(_), None) => Found::There,
            (Some(_), Some(_)) => Found::Changed,
        };
        return Err(EditError::Stale { key: change.key.clone(), found });
    }
    project.put(&change.key, change.after.clone())?;
    Ok(())
}
