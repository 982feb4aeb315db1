//! Searching an article or the whole project, beside the session: what is found is there to be looked through.
//!
//! A [`survey::Survey`] is taken from a session and read on another thread: the articles that are loaded, and the way to the others.
//! It sees the annotator's own work alone.

pub mod excerpt;
pub mod hits;
pub mod recheck;
pub mod survey;

use std::fmt::Debug;
use std::sync::Arc;

use super::keeper::KeepError;
use crate::model::article::Article;
use crate::model::id::ArticleId;

/// Where articles that are not loaded can be read from any thread.
pub trait Shelf: Debug + Send + Sync {
    /// The article as its files give it.
    fn article(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError>;

    /// The same for somebody who does not wait for a whole import: while its articles get their places, that is an error.
    fn article_now(&self, id: &ArticleId) -> Result<Arc<Article>, KeepError> {
        self.article(id)
    }
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Further.
    On,
    /// No further: nobody waits for it any more.
    Stop,
}
