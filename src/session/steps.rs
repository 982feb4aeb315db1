//! Doing a planned command: the edit, the step for undo, and the keeper. Going back and forth in the history.

use std::collections::VecDeque;

use super::command::call::Call;
use super::command::kind::CommandKind;
use super::command::outcome::Outcome;
use super::desk::Desk;
use super::error::{CommandError, Refusal, Stop};
use super::keeper::Step;
use super::state::Session;
use crate::edit::history::Revision;
use crate::edit::{Edit, EditError, apply};
use crate::model::id::ArticleId;
use crate::model::project::{AccessError, Project};

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
    /// Moves an article to the trash, which no undo takes back.
    Remove(ArticleId),
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
    steps: VecDeque<(Edit, Project)>,
    reason: Option<String>,
}

impl Session {
    /// Why the latest work is not saved, if it is not. It is kept in memory and tried again with the next step.
    pub fn why_unsaved(&self) -> Option<&str> {
        self.unsaved.reason.as_deref()
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
            Plan::Remove(article) => self.remove_article(&article).map_err(Stop::Fail),
        }
    }

    fn step(&mut self, kind: CommandKind, edit: Edit, desk: Desk) -> Result<(), Stop> {
        if edit.is_empty() {
            self.desk = desk;
            self.tidy_desk();
            return Ok(());
        }
        apply(&mut self.project, &edit)?;
        let (command, at) = (kind.spec().id.to_owned(), Some(self.stamp()));
        self.history.push(Revision { edit: edit.clone(), command, at, view: self.desk.view() });
        self.desk = desk;
        self.tidy_desk();
        self.keep(edit).map_err(Stop::Fail)
    }

    /// Goes to the place in the history where `to` steps are done, all the way or not at all.
    fn travel(&mut self, to: usize) -> Result<Outcome, Stop> {
        let done = self.history.done();
        let to = to.min(self.history.revisions().len());
        let back = to < done;
        let way = &self.history.revisions()[to.min(done)..to.max(done)];
        let mut way: Vec<&Revision> = way.iter().collect();
        if back {
            way.reverse();
        }
        let mut project = self.project.clone();
        let mut all = Edit::default();
        for revision in &way {
            let edit = if back { revision.edit.inverse() } else { revision.edit.clone() };
            apply(&mut project, &edit).map_err(|error| stuck(error, &revision.command, back))?;
            all.changes.extend(edit.changes);
        }
        let view = way.last().map(|revision| revision.view.clone());
        let view =
            view.filter(|view| view.article.as_ref().is_some_and(|id| project.articles().contains_key(id)));
        if let Some(article) = view.as_ref().and_then(|view| view.article.as_ref()) {
            // After a restart it may not be in memory yet.
            project.article(article)?;
        }
        for _ in 0..way.len() {
            if back { self.history.undone() } else { self.history.redone() }
        }
        let changed = all.changes.len();
        self.project = project;
        if let Some(view) = view {
            self.desk.restore(&view);
        }
        self.tidy_desk();
        if !all.is_empty() {
            self.keep(all).map_err(Stop::Fail)?;
        }
        Ok(Outcome { changed, ..Outcome::default() })
    }

    /// Hands a step to the keeper, after those that wait. When that fails, the error is returned the first time only.
    fn keep(&mut self, edit: Edit) -> Result<(), CommandError> {
        self.book_effort(&edit);
        let known = self.unsaved.reason.is_some();
        let result = self.retry_unsaved().and_then(|()| {
            let (project, history, annotator) = (&self.project, &self.history, &self.annotator);
            Ok(self.keeper.note(&Step { edit: &edit, project, history, annotator })?)
        });
        let Err(error) = result else { return Ok(()) };
        self.unsaved.steps.push_back((edit, self.project.clone()));
        self.unsaved.reason = Some(error.message.clone());
        if known { Ok(()) } else { Err(error) }
    }

    /// Hands every waiting step to the keeper, in order, until one fails.
    pub(super) fn retry_unsaved(&mut self) -> Result<(), CommandError> {
        while let Some((edit, project)) = self.unsaved.steps.front() {
            let step = Step { edit, project, history: &self.history, annotator: &self.annotator };
            self.keeper.note(&step)?;
            self.unsaved.steps.pop_front();
        }
        self.unsaved.reason = None;
        Ok(())
    }
}

/// Why a step of the history cannot be undone or redone, and how to go on.
fn stuck(error: EditError, command: &str, back: bool) -> Stop {
    // An article that was removed stands in the way for good, one that is not loaded does not.
    let is_removed = matches!(error, EditError::Access(AccessError::NoArticle(_)));
    if matches!(error, EditError::NotLoaded(_) | EditError::Access(_)) && !is_removed {
        return error.into();
    }
    let verb = if back { "undone" } else { "done again" };
    let refusal = Refusal::new(format!("{command:?} cannot be {verb}: {error}"));
    let hint = "Run history.skip to leave that step as it is and undo the one before it";
    Stop::from(if back { refusal.hint(hint) } else { refusal })
}
