//! A session's articles as they are now, to be read on another thread.

use std::sync::Arc;

use super::Shelf;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::session::Session;
use crate::session::keeper::KeepError;
use crate::session::occurrences::Scope;

/// The articles that are searched, with the annotator's own work in them.
#[derive(Debug)]
pub struct Survey {
    project: Project,
    annotator: Annotator,
    articles: Vec<ArticleId>,
    shelf: Option<Box<dyn Shelf>>,
}

impl Session {
    /// The articles of `scope` as they are now. It can be read on another thread; the session goes on meanwhile.
    pub fn survey(&self, scope: &Scope) -> Survey {
        let articles = match scope {
            Scope::Article(id) => vec![id.clone()],
            Scope::Project => {
                let assignment = self.project.assignments().get(&self.annotator);
                let is_mine =
                    |id: &&ArticleId| assignment.is_none_or(|assignment| assignment.articles.contains(*id));
                self.project.articles().keys().filter(is_mine).cloned().collect()
            }
        };
        Survey {
            project: Project::clone(&self.project),
            annotator: self.annotator.clone(),
            articles,
            shelf: self.keeper.shelf(),
        }
    }
}

impl Survey {
    /// The articles that are searched, in order.
    pub fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// Whose work is seen.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// The project as it was.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What an article is called.
    pub fn title(&self, id: &ArticleId) -> String {
        let listing = self.project.articles().get(id).map(Slot::listing);
        let title = listing.and_then(|listing| listing.metadata.title.clone());
        title.unwrap_or_else(|| id.as_str().to_owned())
    }

    /// An article, read from its files if it is not loaded.
    pub fn article(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        match (self.project.article(id), &self.shelf) {
            (Ok(article), _) => Ok(Arc::clone(article)),
            (Err(_), Some(shelf)) => shelf.article(id),
            (Err(error), None) => Err(KeepError { message: error.to_string(), hints: Vec::new() }),
        }
    }
}
