//! The session itself: what it holds, and what it tells about it.

use std::sync::Arc;

use jiff::Timestamp;

use super::candidates::Recall;
use super::desk::Desk;
use super::effort::Measure;
use super::env::Env;
use super::error::{CommandError, Refusal};
use super::held::Held;
use super::keeper::{KeepState, Keeper, News};
use super::linking::Linking;
use super::relating::Relating;
use super::steps::Unsaved;
use super::zoning::Zoning;
use crate::edit::history::History;
use crate::edit::{Edit, apply};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::model::register::Register;
use crate::model::work::Work;

/// One annotator at work on a project.
///
/// What it tells about articles is the annotator's own work: nobody sees another's marks here.
#[derive(Debug)]
pub struct Session {
    pub(super) project: Held,
    pub(super) annotator: Annotator,
    pub(super) desk: Desk,
    pub(super) history: History,
    pub(super) read_only: Option<String>,
    /// Why nothing can be changed for the moment.
    pub(super) held: Option<String>,
    pub(super) unsaved: Unsaved,
    pub(super) measure: Measure,
    /// What candidates are found with.
    pub(super) recall: Recall,
    /// What seems to be no running text.
    pub(super) zoning: Zoning,
    /// Which entities a mark could name.
    pub(super) linking: Linking,
    /// What the claims of the register tell.
    pub(super) relating: Relating,
    /// Who looks at this work, if it is not the annotator.
    pub(super) visitor: Option<Annotator>,
    pub(super) env: Arc<dyn Env>,
    pub(super) keeper: Box<dyn Keeper>,
}

impl Session {
    /// A session of `annotator` with nothing open. `history` is what they can undo from earlier sessions.
    pub fn new(
        project: Project,
        annotator: Annotator,
        history: History,
        env: Box<dyn Env>,
        keeper: Box<dyn Keeper>,
    ) -> Self {
        Self::with_env(project, annotator, history, Arc::from(env), keeper)
    }

    /// The same in a world that is shared with other sessions.
    pub(super) fn with_env(
        project: Project,
        annotator: Annotator,
        history: History,
        env: Arc<dyn Env>,
        keeper: Box<dyn Keeper>,
    ) -> Self {
        Self {
            project: Held::new(project),
            annotator,
            desk: Desk::default(),
            history,
            read_only: None,
            held: None,
            unsaved: Unsaved::default(),
            measure: Measure::default(),
            recall: Recall::default(),
            zoning: Zoning::default(),
            linking: Linking::default(),
            relating: Relating::default(),
            visitor: None,
            env,
            keeper,
        }
    }

    /// The same session, refusing every change for `reason`, a sentence without full stop.
    #[must_use]
    pub fn read_only(mut self, reason: impl Into<String>) -> Self {
        self.read_only = Some(reason.into());
        self
    }

    /// Why nothing can be changed, if so.
    pub fn why_read_only(&self) -> Option<&str> {
        self.read_only.as_deref().or(self.held.as_deref())
    }

    /// The project as it is.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Goes up whenever the project may have changed, in whatever way: what was counted in a revision holds for it.
    pub fn revision(&self) -> u64 {
        self.project.revision()
    }

    /// Who is at work.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// What is open, selected, chosen and armed.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The open article.
    pub fn open_article(&self) -> Option<&Arc<Article>> {
        self.project.article(self.desk.article.as_ref()?).ok()
    }

    /// The annotator's own work in `article`, if it is loaded and there is any.
    pub fn own_work(&self, article: &ArticleId) -> Option<&Work> {
        self.project.article(article).ok()?.work(&self.annotator)
    }

    /// The annotator's own register, if there is anything in it.
    pub fn own_register(&self) -> Option<&Register> {
        self.project.registers().get(&self.annotator)
    }

    /// The chosen mark in the open article.
    pub fn chosen(&self) -> Option<&Arc<Annotation>> {
        self.own_work(self.desk.article.as_ref()?)?.annotations().get(self.desk.chosen.as_ref()?)
    }

    /// Takes in a project that changed outside of this session: another program's work, an import.
    /// What is open stays open if it is still there. Nothing of it can be undone here.
    pub fn take_in(&mut self, project: Project) {
        *self.project.change() = project;
        self.tidy_desk();
    }

    /// Waits until all work is safe on disk, trying again what could not be saved before.
    pub fn settle(&mut self) -> Result<(), CommandError> {
        self.retry_unsaved()?;
        Ok(self.keeper.settle()?)
    }

    /// How safe the work is.
    pub fn keep_state(&self) -> KeepState {
        self.keeper.state()
    }

    /// Takes in what other programs have changed meanwhile, and returns what the user should know. Nothing of it can be
    /// undone here. A session that is held takes it in when it is released: its articles may have no places yet.
    pub fn catch_up(&mut self) -> Vec<String> {
        if self.is_held() {
            return Vec::new();
        }
        let News { outside, effort, mut messages } = self.keeper.news();
        self.take_in_effort(&effort);
        let is_here = |id: &&ArticleId| self.project.articles().contains_key(*id);
        let articles: Vec<ArticleId> = outside.articles().into_iter().filter(is_here).cloned().collect();
        if !articles.is_empty() {
            // The files hold both sides; what is in memory is only one of them.
            messages.extend(self.keeper.load(self.project.change(), &articles).err().map(|err| err.message));
        }
        for change in outside.changes.into_iter().filter(|change| change.key.article().is_none()) {
            let key = change.key.clone();
            let is_new = self.project.record(&key).is_ok_and(|current| current != change.after);
            if is_new && apply(self.project.change(), &Edit::from(change)).is_err() {
                messages
                    .push(format!("{key} was changed by another program; open the project again to see it"));
            }
        }
        self.tidy_desk();
        messages
    }

    /// Makes sure that an article is in memory.
    pub fn require(&mut self, article: &ArticleId) -> Result<&Arc<Article>, CommandError> {
        if let Some(Slot::Listed(_)) = self.project.articles().get(article) {
            self.load(std::slice::from_ref(article))?;
        }
        self.project.article(article).map_err(|err| Refusal::new(err.to_string()).into())
    }

    /// Saves everything and ends the session; returns what the user should know.
    pub fn close(mut self) -> Result<Vec<String>, CommandError> {
        self.finish_effort();
        self.retry_unsaved()?;
        let mut messages = self.catch_up();
        messages.extend(self.keeper.close(&self.project, &self.history)?);
        Ok(messages)
    }

    /// The time to give a record, to the second.
    pub(super) fn stamp(&self) -> Timestamp {
        let now = self.env.now();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    /// Lets go of what is no longer there, and moves a selection that is no place in the text.
    pub(super) fn tidy_desk(&mut self) {
        if self.open_article().is_none() {
            let (armed, last) = (self.desk.armed.take(), self.desk.last.take());
            self.desk = Desk { armed, last, ..Desk::default() };
        }
        if self.chosen().is_none() {
            self.desk.chosen = None;
        }
        let Some(article) = self.open_article() else { return };
        let text = article.body().text();
        let mut selection = self.desk.selection;
        selection.anchor = text.floor_char_boundary(selection.anchor);
        selection.head = text.floor_char_boundary(selection.head);
        self.desk.selection = selection;
    }
}
