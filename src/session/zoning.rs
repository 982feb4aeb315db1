//! Zones that seem to be in an article and that nobody has decided about: they count as zones until somebody refuses them.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::Session;
use super::suggesting::undecided_zones;
use crate::model::article::Article;
use crate::model::body::BodyHash;
use crate::model::id::ArticleId;
use crate::suggest::zones::{FoundZone, zones};

/// Longer texts, in bytes, are no articles: nothing is looked for in them.
const LONGEST: usize = 1 << 20;

/// The zones of the article that was looked at last.
#[derive(Debug, Default)]
pub(super) struct Zoning(RefCell<Option<Zoned>>);

#[derive(Debug)]
struct Zoned {
    article: ArticleId,
    body: BodyHash,
    language: Option<String>,
    zones: Arc<[FoundZone]>,
}

impl Zoning {
    /// What seems to be a zone of `article`, whatever was decided about it.
    fn of(&self, article: &Article) -> Arc<[FoundZone]> {
        let (body, language) = (article.body(), &article.metadata().language);
        let mut kept = self.0.borrow_mut();
        let is_of = |zoned: &&Zoned| {
            zoned.article == *article.id() && zoned.body == body.hash() && zoned.language == *language
        };
        if let Some(zoned) = kept.as_ref().filter(is_of) {
            return Arc::clone(&zoned.zones);
        }
        let text = body.text();
        let found =
            if text.len() > LONGEST { Vec::new() } else { zones(text, language.as_deref(), &|_| false) };
        let zones: Arc<[FoundZone]> = found.into();
        *kept = Some(Zoned {
            article: article.id().clone(),
            body: body.hash(),
            language: language.clone(),
            zones: Arc::clone(&zones),
        });
        zones
    }
}

impl Session {
    /// The zones that seem to be in `article`, by position, without those that the annotator has decided about.
    pub fn found_zones(&self, article: &Article) -> Vec<FoundZone> {
        undecided_zones(article, &self.annotator, &self.zoning.of(article))
    }

    /// Of the zones that seem to be in the open article the one at the cursor, else the next one.
    pub fn zone_ahead(&self) -> Option<FoundZone> {
        let article = self.open_article()?;
        let range: Range<usize> = self.desk.selection.range();
        self.found_zones(article).into_iter().find(|zone| range.start <= zone.span.end)
    }
}
