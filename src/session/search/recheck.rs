//! What may have been overlooked: words that are marked in one place and not in another, or with two labels.

use std::collections::{BTreeMap, BTreeSet};

use super::Go;
use super::excerpt::Excerpt;
use super::survey::Survey;
use crate::model::article::Article;
use crate::model::decision::{Decision, Outcome};
use crate::model::id::{Annotator, ArticleId, LabelKey, LayerKey};
use crate::model::schema::{Role, Schema};
use crate::model::span::Span;
use crate::model::work::Work;
use crate::text::many::SearchSet;
use crate::text::matching::Search;

/// The longest words that are looked for elsewhere, in bytes.
const LONGEST: usize = 120;

/// Why a place is in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The words are marked elsewhere and not here.
    Unmarked,
    /// The words have this label here and another elsewhere in the same layer.
    OtherLabel(LabelKey),
}

/// One place that is to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// Where in it.
    pub span: Span,
    /// With what stands around it.
    pub excerpt: Excerpt,
    /// Why.
    pub doubt: Doubt,
}

/// Words that are marked, and the places of them that are to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    /// The words.
    pub words: String,
    /// The layer.
    pub layer: LayerKey,
    /// The labels that the words have, with how often; the most frequent first.
    pub labels: Vec<(LabelKey, usize)>,
    /// The places, by article and place.
    pub places: Vec<Place>,
    /// How many more places there are than were kept.
    pub more: usize,
}

/// What is in doubt in the articles that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recheck {
    /// The words, in order.
    pub surfaces: Vec<Surface>,
    /// Articles that could not be read, with the reasons, sentences without full stop.
    pub unread: Vec<(ArticleId, String)>,
}

type Key = (String, LayerKey);

/// Looks through the annotator's own marks in `survey`, twice: once for the words that are marked, once for the places that
/// are not. At most `room` places are kept. `tell` hears how many articles of twice their number are done; when it says
/// stop, nothing is returned.
pub fn recheck(survey: &Survey, room: usize, mut tell: impl FnMut(usize) -> Go) -> Option<Recheck> {
    let mut labels: BTreeMap<Key, BTreeMap<LabelKey, usize>> = BTreeMap::new();
    let mut unread = Vec::new();
    let ids = survey.articles();
    let schema = survey.project().schema();
    for (done, id) in ids.iter().enumerate() {
        match survey.article(id) {
            Ok(article) => gather(&article, survey.annotator(), schema, &mut labels),
            Err(error) => unread.push((id.clone(), error.message)),
        }
        if tell(done + 1) == Go::Stop {
            return None;
        }
    }
    let keys: Vec<Key> = labels.keys().cloned().collect();
    let mut surfaces: Vec<Surface> = labels.into_iter().map(surface).collect();
    let searches = keys.iter().map(|(words, _)| Search {
        needle: words.clone(),
        whole_words: true,
        ..Search::default()
    });
    // What is marked fits into memory many times over.
    let set = SearchSet::new(searches.collect()).ok()?;
    let mut room = room;
    for (done, id) in ids.iter().enumerate() {
        if let Ok(article) = survey.article(id) {
            doubts(&article, survey.annotator(), schema, &set, &mut surfaces, &mut room);
        }
        if tell(ids.len() + done + 1) == Go::Stop {
            return None;
        }
    }
    surfaces.retain(|surface| !surface.places.is_empty() || surface.more > 0);
    Some(Recheck { surfaces, unread })
}

fn surface(((words, layer), labels): (Key, BTreeMap<LabelKey, usize>)) -> Surface {
    let mut labels: Vec<(LabelKey, usize)> = labels.into_iter().collect();
    labels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Surface { words, layer, labels, places: Vec::new(), more: 0 }
}

/// Counts the labels of the words that are marked in `article`. Claims and figures are not names of anything.
fn gather(
    article: &Article,
    annotator: &Annotator,
    schema: &Schema,
    labels: &mut BTreeMap<Key, BTreeMap<LabelKey, usize>>,
) {
    let Some(work) = article.work(annotator) else { return };
    for mark in work.in_order().filter(|mark| !mark.spans.is_discontinuous()) {
        let is_name = schema
            .layers
            .get(&mark.layer)
            .is_some_and(|layer| matches!(layer.role, Role::Entity | Role::None));
        let words = article.body().quote(mark.spans.hull());
        if is_name && words.len() <= LONGEST {
            let label = current(schema, &mark.layer, &mark.label);
            let counts = labels.entry((words.to_owned(), mark.layer.clone())).or_default();
            *counts.entry(label).or_default() += 1;
        }
    }
}

fn current(schema: &Schema, layer: &LayerKey, label: &LabelKey) -> LabelKey {
    schema.resolve(layer, label).map_or_else(|| label.clone(), |label| label.key.clone())
}

fn doubts(
    article: &Article,
    annotator: &Annotator,
    schema: &Schema,
    set: &SearchSet,
    surfaces: &mut [Surface],
    room: &mut usize,
) {
    let text = article.body().text();
    let zones = article.zones_for(annotator);
    let work = article.work(annotator);
    let dismissed = dismissed(work);
    for hit in set.find_in(text, 0..text.len()) {
        let Ok(span) = article.body().span(hit.start, hit.end) else { continue };
        let surface = &mut surfaces[hit.search];
        let is_aside = zones.iter().any(|zone| !zone.kind.is_article_text() && zone.span.overlaps(span));
        let Some(doubt) = doubt(work, schema, surface, span).filter(|_| !is_aside) else { continue };
        if dismissed.contains(&(surface.layer.clone(), span)) {
            continue;
        }
        if *room == 0 {
            surface.more += 1;
            continue;
        }
        *room -= 1;
        let excerpt = Excerpt::of(text, &span.range());
        surface.places.push(Place { article: article.id().clone(), span, excerpt, doubt });
    }
}

/// Why a place is to be looked at, if it is. What lies within a longer mark of its layer is part of another name.
fn doubt(work: Option<&Work>, schema: &Schema, surface: &Surface, span: Span) -> Option<Doubt> {
    let there = work.map(|work| work.in_range(span.range())).unwrap_or_default();
    let mut same = there.into_iter().filter(|mark| mark.layer == surface.layer).peekable();
    if same.peek().is_none() {
        return Some(Doubt::Unmarked);
    }
    if surface.labels.len() < 2 {
        return None;
    }
    let here = same.find(|mark| mark.spans.as_slice() == [span])?;
    Some(Doubt::OtherLabel(current(schema, &here.layer, &here.label)))
}

/// The places at which the annotator has said that there is nothing to be marked.
fn dismissed(work: Option<&Work>) -> BTreeSet<(LayerKey, Span)> {
    let decisions = work.into_iter().flat_map(|work| work.decisions().values());
    let is_no = |decision: &&std::sync::Arc<Decision>| decision.outcome == Outcome::Rejected;
    decisions.filter(is_no).map(|decision| (decision.layer.clone(), decision.spans.hull())).collect()
}
