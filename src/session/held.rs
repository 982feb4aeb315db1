//! The project as a session holds it: nobody can change it without being counted.

use std::ops::Deref;

use crate::model::project::Project;

/// A project, and how often it was changed.
#[derive(Debug)]
pub(super) struct Held {
    project: Project,
    revision: u64,
}

impl Held {
    pub(super) const fn new(project: Project) -> Self {
        Self { project, revision: 0 }
    }

    /// The project, to be changed. Counts as a change, whatever comes of it.
    pub(super) fn change(&mut self) -> &mut Project {
        self.revision += 1;
        &mut self.project
    }

    /// Goes up whenever the project may have changed.
    pub(super) const fn revision(&self) -> u64 {
        self.revision
    }
}

impl Deref for Held {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.project
    }
}
