//! The line below the headline: who wrote the article, when, how long it is.

use std::sync::Arc;

use super::moment;
use super::texts::Texts;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::metadata::Metadata;
use crate::text::words::words_in;

/// The longest body whose words are counted, in bytes.
const LONGEST_COUNTED: usize = 50_000;

/// The line, made again only for another article or other metadata.
#[derive(Debug, Default)]
pub struct Dateline(Option<(ArticleId, Arc<Metadata>, String)>);

impl Dateline {
    /// The line of `article`.
    pub fn of(&mut self, article: &Article, texts: &Texts) -> String {
        match &self.0 {
            Some((id, known, line)) if id == article.id() && Arc::ptr_eq(known, article.metadata()) => {
                line.clone()
            }
            _ => {
                let line = written(article, texts);
                self.0 = Some((article.id().clone(), Arc::clone(article.metadata()), line.clone()));
                line
            }
        }
    }
}

fn written(article: &Article, texts: &Texts) -> String {
    let metadata = article.metadata();
    let published = metadata.published.as_ref().map(|moment| moment::written(*moment, texts));
    // Counting words reads the text; what is long enough to be slow is told by its size.
    let length = match article.body().text() {
        text if text.len() <= LONGEST_COUNTED => texts.count("words", words_in(text, 0..text.len()).count()),
        text => moment::size(text.len() as u64, texts),
    };
    [metadata.byline.clone(), published, Some(length)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
