//! The keeper of a project folder.

use std::path::Path;
use std::sync::Arc;

use super::keeper::{KeepError, KeepState, Keeper, News, Removal, Step};
use super::search::Shelf;
use crate::edit::history::{History, Revision};
use crate::model::article::Article;
use crate::model::effort::Effort;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::store::background::{Background, Loader, OpenedInBackground, State, Step as StoredStep};
use crate::store::disk::Disk;
use crate::store::gate::Gate;
use crate::store::reader::Store;
use crate::store::removal::Removed;
use crate::store::writer::Saved;
use crate::store::{Notice, StoreError};

/// Keeps a session's work in a project folder.
#[derive(Debug)]
pub struct Kept {
    /// `None` after closing.
    background: Option<Background>,
    /// The last undo step that was handed on.
    last: Option<Revision>,
    /// What was noticed in the files of articles that were loaded.
    noticed: Vec<String>,
}

/// A project folder that was opened for work.
#[derive(Debug)]
pub struct OpenedFolder {
    /// Keeps what is done.
    pub keeper: Kept,
    /// The project, its articles listed.
    pub project: Project,
    /// What the annotator can undo from earlier sessions.
    pub history: History,
    /// The annotator's active time in earlier sessions.
    pub effort: Effort,
    /// What is odd in the files.
    pub notices: Vec<Notice>,
}

impl Kept {
    /// Opens the project in `path` for the work of `annotator`.
    pub fn open(
        disk: &Arc<dyn Disk>,
        path: &Path,
        annotator: &Annotator,
    ) -> Result<OpenedFolder, StoreError> {
        let OpenedInBackground { background, project, history, effort, notices } =
            Background::open(disk, path, annotator)?;
        let last = history.revisions().last().cloned();
        Ok(OpenedFolder {
            keeper: Self { background: Some(background), last, noticed: Vec::new() },
            project,
            history,
            effort,
            notices,
        })
    }

    fn background(&self) -> Result<&Background, KeepError> {
        let closed = || KeepError { message: "the project is closed".to_owned(), hints: Vec::new() };
        self.background.as_ref().ok_or_else(closed)
    }
}

/// Reads from a project folder and keeps nothing: for a window that may only look.
#[derive(Debug)]
pub struct Looked(pub Store);

impl Shelf for Store {
    fn article(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.load(id).map(|loaded| Arc::new(loaded.article)).map_err(|err| error(&err))
    }
}

impl Shelf for Loader {
    fn article(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.load(id).map(|loaded| Arc::new(loaded.article)).map_err(|err| error(&err))
    }

    fn article_now(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.load_now(id).map(|loaded| Arc::new(loaded.article)).map_err(|err| error(&err))
    }
}

impl Keeper for Looked {
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        for id in ids {
            let loaded = self.0.load(id).map_err(|err| error(&err))?;
            project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
        }
        Ok(())
    }

    fn shelf(&self) -> Option<Box<dyn Shelf>> {
        Some(Box::new(self.0.clone()))
    }

    fn note(&mut self, _: &Step<'_>) -> Result<(), KeepError> {
        let message = "this window may only look".to_owned();
        Err(KeepError { message, hints: Vec::new() })
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        Ok(())
    }
}

impl Keeper for Kept {
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        for id in ids {
            let loaded = self.background()?.load(id).map_err(|err| error(&err))?;
            self.noticed.extend(loaded.notices.iter().map(ToString::to_string));
            project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
        }
        Ok(())
    }

    fn shelf(&self) -> Option<Box<dyn Shelf>> {
        Some(Box::new(self.background.as_ref()?.loader()))
    }

    fn gate(&mut self, project: &Project) -> Result<Option<Gate>, KeepError> {
        let background = self.background()?;
        background.save(project.clone());
        background.settle().map_err(|err| error(&err))?;
        Ok(Some(background.gate()))
    }

    fn note(&mut self, step: &Step<'_>) -> Result<(), KeepError> {
        let last = step.history.revisions().last();
        let pushed = last.filter(|last| self.last.as_ref() != Some(last)).cloned();
        let stored = StoredStep {
            edit: step.edit.clone(),
            project: step.project.clone(),
            pushed,
            done: step.history.done(),
        };
        self.background()?.note(stored);
        self.last = last.cloned();
        Ok(())
    }

    fn note_effort(&mut self, grown: Effort) {
        if let Some(background) = &self.background {
            background.note_effort(grown);
        }
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        self.background()?.settle().map_err(|err| error(&err))
    }

    fn remove(&mut self, project: &Project, article: &ArticleId) -> Result<Removal, KeepError> {
        let removed = self.background()?.remove_article(article, project).map_err(|err| error(&err))?;
        let Removed { folder, marks, annotators, unread, left, unsynced } = removed;
        let shown = |path: &Path| path.display().to_string();
        Ok(Removal {
            folder: shown(&folder),
            marks,
            annotators,
            unread,
            left: left.iter().map(|path| shown(path)).collect(),
            unsynced: unsynced.as_ref().map(error),
        })
    }

    fn news(&mut self) -> News {
        let mut news = News { messages: std::mem::take(&mut self.noticed), ..News::default() };
        let saved = self.background.as_ref().map(Background::news).unwrap_or_default();
        for Saved { outside, effort, notices } in saved {
            news.effort.merge(&effort);
            news.outside.changes.extend(outside.changes);
            news.messages.extend(notices.iter().map(ToString::to_string));
        }
        news
    }

    fn state(&self) -> KeepState {
        match self.background.as_ref().map(Background::state) {
            None | Some(State::Saved) => KeepState::Saved,
            Some(State::Safe) => KeepState::Safe,
            Some(State::Writing) => KeepState::Writing,
            Some(State::Unsafe(err)) => KeepState::Unsafe(error(&err).message),
        }
    }

    fn close(&mut self, project: &Project, history: &History) -> Result<Vec<String>, KeepError> {
        let Some(background) = self.background.take() else { return Ok(Vec::new()) };
        let saved = background.close(project, history).map_err(|err| error(&err))?;
        Ok(saved.iter().flat_map(|saved| &saved.notices).map(ToString::to_string).collect())
    }
}

fn error(err: &StoreError) -> KeepError {
    let source = std::error::Error::source(err).map(|source| format!(": {source}")).unwrap_or_default();
    let hints = err.hints().into_iter().map(str::to_owned).collect();
    KeepError { message: format!("{err}{source}"), hints }
}
