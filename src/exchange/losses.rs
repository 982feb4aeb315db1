//! What an export could not hold: counted and listed, never silent.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::exporter::ExportContext;
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::model::zone::ZoneKind;

/// The reason under which marks are lost.
pub const MARKS: &str = "marks";

/// How many losses of one kind are listed; all are counted.
const LISTED: usize = 1_000;
/// How many code points of a quote are kept.
const QUOTED: usize = 80;

/// What an export could not hold, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<Cow<'static, str>, Lost>);

/// Everything that was lost for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// How much.
    pub count: u64,
    /// The first thousand, in the order of the articles.
    pub listed: Vec<Loss>,
}

/// One thing that was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// In which article.
    pub article: ArticleId,
    /// Which words, or which record.
    pub quote: String,
}

impl Losses {
    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was lost, by reason: a reason completes the sentence "the format does not hold ...".
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Lost)> {
        self.0.iter().map(|(reason, lost)| (reason.as_ref(), lost))
    }

    /// How much was lost for all reasons.
    pub fn count(&self) -> u64 {
        self.0.values().map(|lost| lost.count).sum()
    }

    /// Notes one loss. `reason` completes the sentence "the format does not hold ...".
    pub fn add(&mut self, reason: impl Into<Cow<'static, str>>, article: &ArticleId, quote: &str) {
        let lost = self.0.entry(reason.into()).or_default();
        lost.count += 1;
        if lost.listed.len() < LISTED {
            let end = quote.char_indices().nth(QUOTED).map_or(quote.len(), |(end, _)| end);
            lost.listed.push(Loss { article: article.clone(), quote: quote[..end].to_owned() });
        }
    }

    /// Adds what was lost later.
    pub(crate) fn append(&mut self, later: Self) {
        for (reason, more) in later.0 {
            let lost = self.0.entry(reason).or_default();
            lost.count += more.count;
            let room = LISTED.saturating_sub(lost.listed.len());
            lost.listed.extend(more.listed.into_iter().take(room));
        }
    }
}

/// Notes everything that a format of texts alone leaves out of `article`.
pub(super) fn everything_but_text(context: &ExportContext<'_>, article: &Article, losses: &mut Losses) {
    let id = article.id();
    let selection = context.select(article);
    for annotation in &selection.annotations {
        losses.add(MARKS, id, article.body().quote(annotation.spans.hull()));
    }
    for relation in &selection.relations {
        losses.add("relations", id, relation.id.as_str());
    }
    for attribution in &selection.attributions {
        losses.add("attributions", id, attribution.id.as_str());
    }
    let is_zone = |kind| kind != ZoneKind::FrontMatter;
    for zone in article.zones().values().filter(|zone| is_zone(zone.kind)) {
        losses.add("zones", id, article.body().quote(zone.span));
    }
    for (_, work) in &selection.works {
        if let Some(labels) = work.document_labels() {
            labels.labels.iter().for_each(|label| losses.add("labels of articles", id, label));
        }
    }
    // What stands in front of the text is exported with it.
    let in_text = article.zones().values().any(|zone| zone.kind == ZoneKind::FrontMatter);
    let metadata = article.metadata();
    let known = metadata.outlet.is_some()
        || metadata.url.is_some()
        || metadata.byline.is_some()
        || metadata.published.is_some()
        || metadata.language.is_some()
        || !metadata.other.is_empty();
    if known && !in_text {
        losses.add("metadata", id, metadata.title.as_deref().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loss_is_counted_and_the_first_are_listed() {
        let mut losses = Losses::default();
        for number in 0..1_500 {
            let mut more = Losses::default();
            more.add("marks", &"a".into(), &format!("{number} {}", "é".repeat(100)));
            losses.append(more);
        }
        let (reason, lost) = losses.iter().next().unwrap();
        assert_eq!((reason, lost.count, lost.listed.len()), ("marks", 1_500, 1_000));
        assert_eq!(lost.listed[7].quote.chars().count(), 80);
    }
}
