//! Doing a planned command: the edit, the step for undo, and the keeper. Going back and forth in the history.

use super::command::call::Call;
use super::command::kind::CommandKind;
use super::command::outcome::Outcome;
use super::desk::Desk;
use super::error::{CommandError, Refusal, Stop};
use super::keeper::{KeepError, Step};
use super::state::Session;
use crate::edit::history::{Revision, View};
use crate::edit::{Edit, EditError, apply};
use crate::model::id::ArticleId;
use crate::model::project::Project;

/// What a command will do. Planning it changed nothing.
#[derive(Debug)]
pub(super) enum Plan {
    /// Makes an edit, which may be empty, and leaves the desk as given.
    Step {
        /// The changes.
        edit: Edit,
        /// What lies before the annotator afterwards.
        desk: Box<Desk>,
        /// What to tell. The number of changed records is filled in when the edit is made.
        outcome: Outcome,
    },
    /// Undoes or redoes until this many steps are done.
    Travel(usize),
    /// Forgets the step that undo would take back.
    Skip,
}

impl Plan {
    /// The same plan, after which "." does the command of `call` again, as `kind`, to another mark.
    pub(super) fn remembering(mut self, call: &Call<'_>, kind: CommandKind) -> Self {
        if let Self::Step { desk, .. } = &mut self {
            desk.last = Some((kind, call.command.arguments.clone().without(&["article", "id"])));
        }
        self
    }

    /// Changes only the desk.
    pub(super) fn look(desk: Desk, outcome: Outcome) -> Self {
        Self::Step { edit: Edit::default(), desk: Box::new(desk), outcome }
    }
}

/// Steps that are done in memory but could not be given to the keeper yet.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    steps: Vec<(Edit, Project)>,
    reason: Option<KeepError>,
}

impl Session {
    /// Why the latest work is not saved, if it is not. It is kept in memory and tried again with the next step.
    pub fn why_unsaved(&self) -> Option<&KeepError> {
        self.unsaved.reason.as_ref()
    }

    /// Loads articles for a plan that needs them. Fails if one of them is still not loaded afterwards.
    pub(super) fn load(&mut self, ids: &[ArticleId]) -> Result<(), CommandError> {
        self.keeper.load(&mut self.project, ids)?;
        match ids.iter().find_map(|id| self.project.article(id).err()) {
            Some(error) => Err(CommandError::internal(error)),
            None => Ok(()),
        }
    }

    /// Carries out a plan. If it returns [`Stop`], nothing has changed, save that work can be done and not saved:
    /// that is told once, as an error of [`super::error::ErrorKind::File`].
    pub(super) fn carry_out(&mut self, kind: CommandKind, plan: Plan) -> Result<Outcome, Stop> {
        match plan {
            Plan::Step { edit, desk, mut outcome } => {
                outcome.changed = edit.changes.len();
                self.step(kind, edit, *desk)?;
                Ok(outcome)
            }
            Plan::Travel(to) => self.travel(to),
            Plan::Skip => {
                self.history.forget_undo();
                self.keep(Edit::default()).map_err(Stop::Fail)?;
                Ok(Outcome::default())
            }
        }
    }

    fn step(&mut self, kind: CommandKind, edit: Edit, desk: Desk) -> Result<(), Stop> {
        if edit.is_empty() {
            self.desk = desk;
            self.tidy_desk();
            return Ok(());
        }
        apply(&mut self.project, &edit)?;
        let (command, at) = (kind.spec().id.to_owned(), Some(self.env.now()));
        self.history.push(Revision { edit: edit.clone(), command, at, view: self.desk.view() });
        self.desk = desk;
        self.tidy_desk();
        self.keep(edit).map_err(Stop::Fail)
    }

    /// Goes to the place in the history where `to` steps are done, all the way or not at all.
    fn travel(&mut self, to: usize) -> Result<Outcome, Stop> {
        let mut history = self.history.clone();
        let mut project = self.project.clone();
        let mut all = Edit::default();
        let mut view = View::default();
        while history.done() != to {
            let back = history.done() > to;
            let step = if back { history.to_undo() } else { history.to_redo() };
            let Some(revision) = step else { break };
            let edit = if back { revision.edit.inverse() } else { revision.edit.clone() };
            apply(&mut project, &edit).map_err(|error| stuck(error, &revision.command, back))?;
            view = revision.view.clone();
            all.changes.extend(edit.changes);
            if back { history.undone() } else { history.redone() }
        }
        let changed = all.changes.len();
        (self.project, self.history) = (project, history);
        self.desk.restore(&view);
        self.tidy_desk();
        self.keep(all).map_err(Stop::Fail)?;
        Ok(Outcome { changed, ..Outcome::default() })
    }

    /// Hands a step to the keeper. When that fails, the error is returned the first time only.
    fn keep(&mut self, edit: Edit) -> Result<(), CommandError> {
        let known = self.unsaved.reason.is_some();
        self.unsaved.steps.push((edit, self.project.clone()));
        self.retry_unsaved().or_else(|error| if known { Ok(()) } else { Err(error) })
    }

    /// Hands every waiting step to the keeper, in order, until one fails.
    pub(super) fn retry_unsaved(&mut self) -> Result<(), CommandError> {
        let mut noted = 0;
        let mut result = Ok(());
        for (edit, project) in &self.unsaved.steps {
            let step = Step { edit, project, history: &self.history, annotator: &self.annotator };
            result = self.keeper.note(&step);
            if result.is_err() {
                break;
            }
            noted += 1;
        }
        self.unsaved.steps.drain(..noted);
        self.unsaved.reason = result.as_ref().err().cloned();
        Ok(result?)
    }
}

/// Why a step of the history cannot be undone or redone, and how to go on.
fn stuck(error: EditError, command: &str, back: bool) -> Stop {
    if matches!(error, EditError::NotLoaded(_) | EditError::Access(_)) {
        return error.into();
    }
    let verb = if back { "undone" } else { "done again" };
    let refusal = Refusal::new(format!("{command:?} cannot be {verb}: {error}"));
    let hint = "Run history.skip to leave that step as it is and undo the one before it";
    Stop::from(if back { refusal.hint(hint) } else { refusal })
}
