//! What keeps a session's work.

use std::fmt::Debug;

use thiserror::Error;

use super::search::Shelf;
use crate::edit::Edit;
use crate::edit::history::History;
use crate::model::effort::Effort;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;
use crate::store::gate::Gate;

/// Work could not be read or kept.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct KeepError {
    /// What went wrong, a sentence without full stop.
    pub message: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
}

/// A step that was just applied: work, undo or redo.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What was done; empty when only the history changed.
    pub edit: &'a Edit,
    /// The project afterwards.
    pub project: &'a Project,
    /// What can be undone now.
    pub history: &'a History,
    /// Who did it.
    pub annotator: &'a Annotator,
}

/// What keeps the session's work.
pub trait Keeper: Debug + Send {
    /// Loads listed articles into `project`.
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError>;

    /// Where articles can be read from another thread, if there are any that are not loaded.
    fn shelf(&self) -> Option<Box<dyn Shelf>> {
        None
    }

    /// A way for an import to come in from another thread, if there is a folder. `project` is everything that was noted,
    /// and is brought into its final place first.
    fn gate(&mut self, _project: &Project) -> Result<Option<Gate>, KeepError> {
        Ok(None)
    }

    /// Takes note of a step that was just applied. Returns at once; a later [`Keeper::settle`] waits for the disk.
    /// After an error, the session gives the same step again before any other.
    fn note(&mut self, step: &Step<'_>) -> Result<(), KeepError>;

    /// Takes note of sums of the annotator's active time that have grown. Returns at once. They are kept with the rest; no
    /// work waits for them.
    fn note_effort(&mut self, _grown: Effort) {}

    /// Waits until everything noted is safe on disk.
    fn settle(&mut self) -> Result<(), KeepError>;

    /// Moves an article with everybody's work in it to the trash, after everything noted. Returns when that is done. After
    /// an error the article is as it was.
    fn remove(&mut self, _project: &Project, _article: &ArticleId) -> Result<Removal, KeepError> {
        let message = "there is no folder to remove an article from".to_owned();
        Err(KeepError { message, hints: Vec::new() })
    }

    /// What has come to light since this was last asked.
    fn news(&mut self) -> News {
        News::default()
    }

    /// How safe is what was noted.
    fn state(&self) -> KeepState {
        KeepState::Saved
    }

    /// Brings everything into its final place; returns what came to light. Nothing can be noted afterwards.
    fn close(&mut self, _project: &Project, _history: &History) -> Result<Vec<String>, KeepError> {
        Ok(Vec::new())
    }
}

/// How safe the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeepState {
    /// Everything is in its final place.
    Saved,
    /// Everything would survive a crash.
    Safe,
    /// Something is on its way.
    Writing,
    /// Something is in memory alone, for this reason, a sentence without full stop.
    Unsafe(String),
}

/// What has come to light while work was kept.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// What another program has changed in the files, and is merged with them already.
    pub outside: Edit,
    /// Active time of the annotator that another program has put into the files.
    pub effort: Effort,
    /// What the user should know, sentences without full stop.
    pub messages: Vec<String>,
}

/// An article that was moved to the trash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// The folder that holds what belonged to it.
    pub folder: String,
    /// How many marks went with it.
    pub marks: usize,
    /// How many annotators they are of.
    pub annotators: usize,
    /// How many files of work that does not read went with it.
    pub unread: usize,
    /// Files of it that could not be removed and are ignored from now on.
    pub left: Vec<String>,
    /// Why it is not safe on the disk that the article is gone, if so.
    pub unsynced: Option<KeepError>,
}

/// Keeps nothing: for tests, and for tools that work on a project in memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unkept;

impl Keeper for Unkept {
    fn load(&mut self, _: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        let names: Vec<&str> = ids.iter().map(ArticleId::as_str).collect();
        let message = format!("there is no folder to load {} from", names.join(", "));
        Err(KeepError { message, hints: Vec::new() })
    }

    fn note(&mut self, _: &Step<'_>) -> Result<(), KeepError> {
        Ok(())
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        Ok(())
    }
}
