//! Somebody else's work, to be looked at: a session of its own in which nothing can be changed.
//!
//! Work is blind: a session tells about its annotator's marks and about nobody else's. Whoever looks at another's work
//! therefore does so in another session, beside their own, and the two never mix.

use std::sync::{Arc, Mutex, PoisonError};

use super::error::CommandError;
use super::keeper::{KeepError, Keeper, Step};
use super::search::Shelf;
use super::state::Session;
use crate::edit::history::History;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};

/// Keeps nothing, and reads articles where the visitor's own session does.
#[derive(Debug)]
struct Visiting(Option<Shared>);

/// A shelf that several can read from.
#[derive(Clone, Debug)]
struct Shared(Arc<Mutex<Box<dyn Shelf>>>);

impl Shelf for Shared {
    fn article(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).article(id)
    }

    fn article_now(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).article_now(id)
    }
}

impl Keeper for Visiting {
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        let Some(shelf) = &self.0 else {
            let message = "there is no folder to load articles from".to_owned();
            return Err(KeepError { message, hints: Vec::new() });
        };
        for id in ids {
            project.put_slot(Slot::Loaded(shelf.article_now(id)?));
        }
        Ok(())
    }

    fn shelf(&self) -> Option<Box<dyn Shelf>> {
        self.0.clone().map(|shelf| Box::new(shelf) as Box<dyn Shelf>)
    }

    fn note(&mut self, _: &Step<'_>) -> Result<(), KeepError> {
        let message = "somebody else's work can only be looked at".to_owned();
        Err(KeepError { message, hints: Vec::new() })
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        Ok(())
    }
}

impl Session {
    /// A session of `host` on the project as it is now, with the same article open, that refuses every change for
    /// `reason`, a sentence without full stop. No time is measured in it.
    pub fn visit(&self, host: &Annotator, reason: impl Into<String>) -> Result<Self, CommandError> {
        let shelf = self.keeper.shelf().map(|shelf| Shared(Arc::new(Mutex::new(shelf))));
        let keeper = Box::new(Visiting(shelf));
        let env = Arc::clone(&self.env);
        let visit = Self::with_env(Project::default(), host.clone(), History::default(), env, keeper);
        let mut visit = visit.read_only(reason);
        visit.visitor = Some(self.annotator.clone());
        visit.revisit(&self.project, self.desk.article.as_ref())?;
        if let Some(article) = &self.desk.article {
            visit.desk.open(article);
        }
        Ok(visit)
    }

    /// Who looks at this work, if it is not the annotator.
    pub fn visitor(&self) -> Option<&Annotator> {
        self.visitor.as_ref()
    }

    /// Takes in the project as the visitor's own session has it now, and reads the open article again.
    pub fn follow(&mut self, project: &Project) -> Result<(), CommandError> {
        let open = self.desk.article.clone();
        self.revisit(project, open.as_ref())
    }

    fn revisit(&mut self, project: &Project, open: Option<&ArticleId>) -> Result<(), CommandError> {
        let mut project = project.clone();
        if self.keeper.shelf().is_some() {
            // What the visitor has in memory is as old as their look at it; the others may have saved since.
            let loaded = project.articles().iter().filter(|(_, slot)| slot.loaded().is_some());
            for id in loaded.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
                project.unload(&id);
            }
            let open: Vec<ArticleId> =
                open.into_iter().filter(|id| project.articles().contains_key(*id)).cloned().collect();
            self.keeper.load(&mut project, &open)?;
        }
        self.take_in(project);
        Ok(())
    }
}
