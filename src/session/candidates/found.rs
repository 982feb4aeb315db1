//! The candidates of one sentence.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::elsewhere;
use super::known::Known;
use super::proposed::Proposed;
use super::walk::Place;
use super::{Candidate, Rule};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::decision::Outcome;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::{Role, Schema};
use crate::model::span::Span;
use crate::model::work::Work;
use crate::model::zone::ZoneKind;
use crate::session::Session;
use crate::session::figures::context;
use crate::session::spans::hard_breaks;
use crate::suggest::attributions::{Said, attributions};
use crate::suggest::figures::{Context, figures, is_read};
use crate::text::calendar::is_date_word;
use crate::text::names::{Name, names_in};
use crate::text::numbers::numbers_in;
use crate::text::paragraphs::paragraph_at;
use crate::text::quotations::quotations_in;
use crate::text::trim::{trim_full_stop, trim_span};

/// Where candidates are looked for, and what is known there.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    pub(super) breaks: Vec<usize>,
    work: Option<&'a Work>,
    proposed: Proposed<'a>,
    /// The names of the register, and what was marked around the cursor.
    known: [Arc<Known>; 2],
    entities: Option<LayerKey>,
    figures: Option<LayerKey>,
    claims: Option<LayerKey>,
    pub(super) headlines: Vec<Span>,
    foreign: Vec<Span>,
    rejected: BTreeSet<(usize, usize, &'a LayerKey)>,
    only_label: Option<LabelKey>,
    /// How figures are read.
    context: Context,
    /// Who says what in the paragraph that was looked at last.
    said: RefCell<(Range<usize>, Vec<Arc<Said>>)>,
    only_claim: Option<LabelKey>,
}

/// How far around a sentence, in bytes, it is looked for who speaks.
const SPOKEN: usize = 4 * 1024;

impl<'a> Ground<'a> {
    pub(super) fn new(session: &'a Session, article: &'a Article) -> Self {
        let schema = session.project.schema();
        let (text, work) = (article.body().text(), article.work(&session.annotator));
        // In a layer that is done nothing is waiting.
        let is_over = |layer: &LayerKey| work.is_some_and(|work| work.progress(layer).is_over());
        let layer = |role| {
            let layer = schema.layer_of_role(role).map(|layer| layer.key.clone());
            layer.filter(|layer| !is_over(layer))
        };
        let zones = article.zones_for(&session.annotator);
        let of_kind = |wanted: fn(ZoneKind) -> bool| -> Vec<Span> {
            zones.iter().filter(|zone| wanted(zone.kind)).map(|zone| zone.span).collect()
        };
        let found = session.found_zones(article);
        let seeming = found.iter().filter(|zone| !zone.kind.is_article_text());
        let seeming = seeming.filter_map(|zone| Span::new(zone.span.start, zone.span.end).ok());
        let mut breaks = hard_breaks(article, &session.annotator);
        breaks.extend(found.iter().flat_map(|zone| [zone.span.start, zone.span.end]));
        breaks.sort_unstable();
        breaks.dedup();
        let figures = layer(Role::Figure);
        let claims = layer(Role::Claim);
        Self {
            text,
            breaks,
            work,
            proposed: Proposed::new(work, schema),
            known: session.recall.known(session, article),
            entities: layer(Role::Entity),
            only_label: figures.as_ref().and_then(|layer| only_label(schema, layer)),
            figures,
            only_claim: claims.as_ref().and_then(|layer| only_label(schema, layer)),
            claims,
            said: RefCell::default(),
            headlines: of_kind(|kind| kind == ZoneKind::Headline),
            foreign: of_kind(|kind| !kind.is_article_text()).into_iter().chain(seeming).collect(),
            rejected: rejected(work),
            context: context(article),
        }
    }

    /// The candidates that begin in the sentence `span` (bytes), by start, the longer first.
    pub(super) fn in_sentence(&self, span: &Range<usize>) -> Vec<Candidate> {
        let mut all = self.names(span);
        if let Some(layer) = &self.figures {
            all.extend(self.figures_in(span, layer));
        }
        if let Some(layer) = &self.claims {
            all.extend(self.attributions_in(span, layer));
            let quotations = quotations_in(self.text, span.clone()).into_iter();
            let begun = quotations.filter(|quotation| span.contains(&quotation.outer.start));
            // What is offered is what a mark would hold.
            let content =
                begun.map(|quotation| trim_full_stop(self.text, trim_span(self.text, quotation.inner)));
            all.extend(content.map(|content| bare(content, Rule::Quotation, layer, None)));
        }
        // A quotation that somebody is known to have said is offered with them.
        let said: Vec<Range<usize>> =
            all.iter().filter(|one| one.said.is_some()).map(|one| one.span.clone()).collect();
        let is_said = |one: &Candidate| {
            one.rule == Rule::Quotation
                && said.iter().any(|said| said.start <= one.span.start && one.span.end <= said.end)
        };
        all.retain(|candidate| !is_said(candidate) && self.is_open(candidate));
        let proposed = self.proposed.in_sentence(self.text, span);
        // What somebody proposes comes before what is only found.
        all.retain(|candidate| !proposed.iter().any(|other| overlap(other, candidate)));
        all.extend(proposed);
        all.sort_by_cached_key(Place::of);
        all
    }

    /// Figures with what they assert, and in languages that are not read numbers.
    fn figures_in(&self, span: &Range<usize>, layer: &LayerKey) -> Vec<Candidate> {
        let figure = |span| bare(span, Rule::Number, layer, self.only_label.clone());
        if !is_read(&self.context) {
            return numbers_in(self.text, span.clone()).into_iter().map(figure).collect();
        }
        let found = figures(self.text, span.clone(), &self.context).into_iter();
        found.map(|found| Candidate { quantity: Some(found.quantity.into()), ..figure(found.span) }).collect()
    }

    /// Claims that somebody makes, each where what is said begins.
    fn attributions_in(&self, span: &Range<usize>, layer: &LayerKey) -> Vec<Candidate> {
        let paragraph = self.around(span);
        let mut last = self.said.borrow_mut();
        if last.0 != paragraph {
            let language = self.context.language.as_deref();
            let found = attributions(self.text, paragraph.clone(), language, &self.breaks);
            *last = (paragraph, found.into_iter().map(Arc::new).collect());
        }
        let candidate = |said: &Arc<Said>| {
            let claims = said.claims(self.text);
            let first = claims.first()?;
            let claim = first.first()?.start..first.last()?.end;
            let found = bare(claim, Rule::Attribution, layer, self.only_claim.clone());
            Some(Candidate { said: Some(Arc::clone(said)), ..found })
        };
        let begins = |candidate: &Candidate| span.contains(&candidate.span.start);
        last.1.iter().filter_map(candidate).filter(begins).collect()
    }

    /// The paragraph around `span`, and of a very long one as much as tells who speaks.
    fn around(&self, span: &Range<usize>) -> Range<usize> {
        let start = paragraph_at(self.text, span.start).start;
        let end = paragraph_at(self.text, span.end.saturating_sub(1)).end;
        let first = self.text.floor_char_boundary(span.start.saturating_sub(SPOKEN));
        let last = self.text.ceil_char_boundary(span.end.saturating_add(SPOKEN).min(self.text.len()));
        start.max(first)..end.min(last).max(span.end)
    }

    /// Names and known texts, the longest and the best of those that lie over each other.
    fn names(&self, span: &Range<usize>) -> Vec<Candidate> {
        let Some(layer) = &self.entities else { return Vec::new() };
        let known = self.known.iter().flat_map(|known| known.find(self.text, span, layer));
        let mut all: Vec<Candidate> = known.collect();
        let names = names_in(self.text, span.clone()).into_iter().filter(|name| self.is_likely(name));
        all.extend(names.map(|name| bare(name.span, Rule::Name, layer, None)));
        all.sort_by_key(|candidate| (Reverse(candidate.span.len()), candidate.rule, candidate.span.start));
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in all {
            let covers = |other: &Candidate| {
                other.span.start <= candidate.span.start && candidate.span.end <= other.span.end
            };
            if !candidate.span.is_empty() && !kept.iter().any(covers) {
                kept.push(candidate);
            }
        }
        kept
    }

    /// A capital letter says nothing in a headline or at the start of a sentence, unless it is there elsewhere too, and
    /// nothing in a day or a month.
    fn is_likely(&self, name: &Name) -> bool {
        if is_date_word(&self.text[name.span.clone()]) {
            return false;
        }
        let in_headline = self.headlines.iter().any(|zone| zone.range().contains(&name.span.start));
        (!name.lone_opener && !in_headline) || elsewhere::is_name(self, &name.span)
    }

    /// Whether nothing was decided about it yet, and it stands in the article's own text.
    fn is_open(&self, candidate: &Candidate) -> bool {
        let span = &candidate.span;
        // What is said may lie in what somebody else says.
        let is_same = |mark: &Annotation| candidate.said.is_none() || mark.spans.hull().range() == *span;
        let marked = self.work.is_some_and(|work| {
            work.in_range(span.clone()).iter().any(|mark| mark.layer == candidate.layer && is_same(mark))
        });
        let foreign = self.foreign.iter().any(|zone| zone.start() < span.end && span.start < zone.end());
        let rejected = self.rejected.contains(&(span.start, span.end, &candidate.layer));
        !span.is_empty() && !marked && !foreign && !rejected
    }
}

/// Whether two candidates of one layer share a byte.
fn overlap(a: &Candidate, b: &Candidate) -> bool {
    a.layer == b.layer && a.span.start < b.span.end && b.span.start < a.span.end
}

fn bare(span: Range<usize>, rule: Rule, layer: &LayerKey, label: Option<LabelKey>) -> Candidate {
    Candidate {
        span,
        rule,
        layer: layer.clone(),
        label,
        entity: None,
        quantity: None,
        said: None,
        suggestion: None,
    }
}

/// The label of a layer that has only one.
fn only_label(schema: &Schema, layer: &LayerKey) -> Option<LabelKey> {
    let labels = schema.labels_of(layer);
    let mut in_use = labels.iter().filter(|label| label.fate.is_none());
    let first = in_use.next()?;
    in_use.next().is_none().then(|| first.key.clone())
}

fn rejected(work: Option<&Work>) -> BTreeSet<(usize, usize, &LayerKey)> {
    let decisions = work.into_iter().flat_map(|work| work.decisions().values());
    let rejected = decisions.filter(|decision| decision.outcome == Outcome::Rejected);
    rejected.map(|decision| (decision.spans.start(), decision.spans.end(), &decision.layer)).collect()
}
