//! How much an export has taken: articles and marks, counted as they are read.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::exporter::{Articles, ExportError};
use super::filter::Filter;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::schema::Schema;

/// Articles that count what of them is exported.
pub struct Counted<'a> {
    articles: &'a dyn Articles,
    schema: &'a Schema,
    filter: &'a Filter,
    seen: Mutex<BTreeSet<ArticleId>>,
    taken: AtomicU64,
    marks: AtomicU64,
    left_out: AtomicU64,
}

impl std::fmt::Debug for Counted<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Counted").field("counts", &self.counts()).finish_non_exhaustive()
    }
}

/// What a filter has let through, and what it has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that are exported.
    pub articles: u64,
    /// Marks that are handed to the format, which may lose some of them.
    pub marks: u64,
    /// Marks that the filter leaves out, of those annotators whose work is exported.
    pub left_out: u64,
}

impl<'a> Counted<'a> {
    /// Counts what `filter` lets through of `articles`.
    pub fn new(articles: &'a dyn Articles, schema: &'a Schema, filter: &'a Filter) -> Self {
        let zero = AtomicU64::default;
        let seen = Mutex::default();
        Self { articles, schema, filter, seen, taken: zero(), marks: zero(), left_out: zero() }
    }

    /// What was counted so far. An article that is asked for twice, as splitting does, is counted once.
    pub fn counts(&self) -> Counts {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counts { articles: read(&self.taken), marks: read(&self.marks), left_out: read(&self.left_out) }
    }
}

impl Articles for Counted<'_> {
    fn ids(&self) -> Vec<ArticleId> {
        self.articles.ids()
    }

    fn article(&self, id: &ArticleId) -> Result<Option<Arc<Article>>, ExportError> {
        let article = self.articles.article(id)?;
        let is_new = || self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone());
        if let Some(article) = article.as_ref().filter(|_| is_new()) {
            let (filter, add) =
                (self.filter, |count: &AtomicU64, more| count.fetch_add(more, Ordering::Relaxed));
            let theirs = article.works().iter().filter(|(annotator, _)| filter.has_annotator(annotator));
            let all = theirs.map(|(_, work)| work.annotations().len() as u64).sum::<u64>();
            let is_taken = filter.has_article(self.schema, article);
            let marks = if is_taken { filter.marks(article) } else { 0 };
            add(&self.taken, u64::from(is_taken));
            add(&self.marks, marks);
            add(&self.left_out, all.saturating_sub(marks));
        }
        Ok(article)
    }
}
