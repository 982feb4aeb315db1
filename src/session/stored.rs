//! The articles of a project folder for an export, loaded one by one so that memory does not grow with them.

use std::sync::{Arc, Mutex, PoisonError};

use crate::exchange::exporter::{Articles, ExportError};
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::store::Notice;
use crate::store::reader::Store;

/// The articles of a project folder, loaded one by one.
#[derive(Debug)]
pub struct Stored<'a> {
    store: &'a Store,
    /// What was odd in their files.
    notices: Mutex<Vec<Notice>>,
}

impl<'a> Stored<'a> {
    /// The articles in `store`.
    pub fn new(store: &'a Store) -> Self {
        Self { store, notices: Mutex::default() }
    }

    /// What was odd in the files that were read.
    pub fn into_notices(self) -> Vec<Notice> {
        self.notices.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Articles for Stored<'_> {
    fn ids(&self) -> Vec<ArticleId> {
        self.store.ids()
    }

    fn article(&self, id: &ArticleId) -> Result<Option<Arc<Article>>, ExportError> {
        let (article, notices) = match self.store.load(id) {
            Ok(loaded) => (Some(Arc::new(loaded.article)), loaded.notices),
            // The disk may be well again in a moment: better no export than one with holes.
            Err(err) if err.is_temporary() => {
                return Err(ExportError::Read { article: id.clone(), source: Box::new(err) });
            }
            Err(err) => (None, vec![Notice::Unreadable(err)]),
        };
        if !notices.is_empty() {
            self.notices.lock().unwrap_or_else(PoisonError::into_inner).extend(notices);
        }
        Ok(article)
    }
}
