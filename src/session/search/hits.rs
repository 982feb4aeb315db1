//! Where a pattern matches, article by article.

use super::Go;
use super::excerpt::Excerpt;
use super::survey::Survey;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::span::Span;
use crate::model::work::Work;
use crate::text::pattern::Pattern;

/// One place where a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// With what stands around it.
    pub excerpt: Excerpt,
    /// The labels of the annotator's own marks of exactly this place, when it was found.
    pub labels: Vec<(LayerKey, LabelKey)>,
    /// Whether it lies in a zone that is no article text.
    pub is_aside: bool,
}

/// What was found in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// What it is called.
    pub title: String,
    /// The places in order, as many as there was room for.
    pub hits: Vec<Hit>,
    /// How many more there are.
    pub more: usize,
}

/// What a search tells while it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Something was found.
    Found(Found),
    /// So many articles are searched.
    Searched(usize),
    /// An article could not be read, for this reason, a sentence without full stop.
    Unread(ArticleId, String),
}

/// Searches every article of `survey` in order, and hands out what it finds. At most `room` places are kept in all; the
/// others are counted.
pub fn search(survey: &Survey, pattern: &Pattern, room: usize, mut tell: impl FnMut(Told) -> Go) {
    let mut room = room;
    for (searched, id) in survey.articles().iter().enumerate() {
        let told = match survey.article(id) {
            Err(error) => Some(Told::Unread(id.clone(), error.message)),
            Ok(article) => {
                let (hits, more) = in_article(&article, survey.annotator(), pattern, room);
                room -= hits.len();
                let title = survey.title(id);
                let found = Found { article: id.clone(), title, hits, more };
                (!found.hits.is_empty() || more > 0).then_some(Told::Found(found))
            }
        };
        if told.is_some_and(|told| tell(told) == Go::Stop) || tell(Told::Searched(searched + 1)) == Go::Stop {
            return;
        }
    }
}

fn in_article(article: &Article, annotator: &Annotator, pattern: &Pattern, room: usize) -> (Vec<Hit>, usize) {
    let text = article.body().text();
    let zones = article.zones_for(annotator);
    let work = article.work(annotator);
    let found = pattern.find_all(text);
    let more = found.len().saturating_sub(room);
    let hits = found.into_iter().take(room).filter_map(|range| {
        let span = article.body().span(range.start, range.end).ok()?;
        Some(Hit {
            span,
            excerpt: Excerpt::of(text, &range),
            labels: labels_at(work, span),
            is_aside: zones.iter().any(|zone| !zone.kind.is_article_text() && zone.span.overlaps(span)),
        })
    });
    (hits.collect(), more)
}

/// The labels of the marks in `work` that cover exactly `span`.
pub fn labels_at(work: Option<&Work>, span: Span) -> Vec<(LayerKey, LabelKey)> {
    let marks = work.map(|work| work.in_range(span.range())).unwrap_or_default();
    let here = marks.into_iter().filter(|mark| mark.spans.as_slice() == [span]);
    here.map(|mark| (mark.layer.clone(), mark.label.clone())).collect()
}
