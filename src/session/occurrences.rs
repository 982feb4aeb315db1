//! Every occurrence of some words.

use super::error::Stop;
use super::state::Session;
use crate::model::article::Article;
use crate::model::id::{ArticleId, LabelKey, LayerKey};
use crate::model::project::Slot;
use crate::model::span::Span;
use crate::text::matching::{Search, find_all};

/// One place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The article.
    pub article: ArticleId,
    /// Where in it.
    pub span: Span,
    /// Whether the annotator has marked it with that label already.
    pub marked: bool,
}

/// Which articles are searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One article.
    Article(ArticleId),
    /// Those that the annotator is to work on.
    Project,
}

impl Session {
    /// Every occurrence in `scope`, by article and place, outside of zones that are no article text. What overlaps a
    /// mark of the annotator's own with `label` counts as marked. Articles that are not loaded are asked for.
    pub(super) fn find_occurrences(
        &self,
        scope: &Scope,
        search: &Search,
        (layer, label): (&LayerKey, &LabelKey),
    ) -> Result<Vec<Occurrence>, Stop> {
        let mut found = Vec::new();
        match scope {
            Scope::Article(id) => {
                self.find_in_article(self.project.article(id)?, search, (layer, label), &mut found);
            }
            Scope::Project => {
                for article in self.assigned_articles()? {
                    self.find_in_article(article, search, (layer, label), &mut found);
                }
            }
        }
        Ok(found)
    }

    fn assigned_articles(&self) -> Result<Vec<&Article>, Stop> {
        let assignment = self.project.assignments().get(&self.annotator);
        let mine = |id: &ArticleId| assignment.is_none_or(|assignment| assignment.articles.contains(id));
        let mut loaded = Vec::new();
        let mut listed = Vec::new();
        for (id, slot) in self.project.articles().iter().filter(|(id, _)| mine(id)) {
            match slot {
                Slot::Loaded(article) => loaded.push(&**article),
                Slot::Listed(_) => listed.push(id.clone()),
            }
        }
        if listed.is_empty() { Ok(loaded) } else { Err(Stop::Load(listed)) }
    }

    fn find_in_article(
        &self,
        article: &Article,
        search: &Search,
        (layer, label): (&LayerKey, &LabelKey),
        found: &mut Vec<Occurrence>,
    ) {
        let schema = self.project.schema();
        let same = schema.keys_resolving_to(layer, label);
        let work = article.work(&self.annotator);
        let zones = article.zones_for(&self.annotator);
        for range in find_all(article.body().text(), search) {
            let Ok(span) = article.body().span(range.start, range.end) else { continue };
            if zones.iter().any(|zone| !zone.kind.is_article_text() && zone.span.overlaps(span)) {
                continue;
            }
            let marked = work.is_some_and(|work| {
                let there = work.in_range(range);
                there.iter().any(|mark| mark.layer == *layer && same.contains(&mark.label))
            });
            found.push(Occurrence { article: article.id().clone(), span, marked });
        }
    }
}
