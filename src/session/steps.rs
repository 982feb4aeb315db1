//! Doing a planned command: the edit, the step for undo, and the keeper.

use std::collections::{BTreeMap, VecDeque};

use super::command::call::Call;
use super::command::kind::CommandKind;
use super::command::outcome::Outcome;
use super::desk::Desk;
use super::error::{CommandError, Stop};
use super::keeper::Step;
use super::state::Session;
use crate::edit::history::{Revision, View};
use crate::edit::{Edit, apply};
use crate::model::body::BodyHash;
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
        self.keeper.load(self.project.change(), ids)?;
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
        apply(self.project.change(), &edit)?;
        let (command, at) = (kind.spec().id.to_owned(), Some(self.stamp()));
        let view = self.desk.view();
        let texts = self.texts_of(&edit, &view);
        self.history.push(Revision { edit: edit.clone(), command, at, view, texts });
        self.desk = desk;
        self.tidy_desk();
        self.keep(edit).map_err(Stop::Fail)
    }

    /// The texts in which `edit` is made while the desk is as in `view`.
    fn texts_of(&self, edit: &Edit, view: &View) -> BTreeMap<ArticleId, BodyHash> {
        let articles = edit.articles().into_iter().chain(&view.article);
        let loaded = articles.filter_map(|id| self.project.article(id).ok());
        loaded.map(|article| (article.id().clone(), article.body().hash())).collect()
    }

    /// Hands a step to the keeper, after those that wait. When that fails, the error is returned the first time only.
    pub(super) fn keep(&mut self, edit: Edit) -> Result<(), CommandError> {
        self.book_effort(&edit);
        let known = self.unsaved.reason.is_some();
        let result = self.retry_unsaved().and_then(|()| {
            let (project, history, annotator) = (&self.project, &self.history, &self.annotator);
            Ok(self.keeper.note(&Step { edit: &edit, project, history, annotator })?)
        });
        let Err(error) = result else { return Ok(()) };
        self.unsaved.steps.push_back((edit, Project::clone(&self.project)));
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
