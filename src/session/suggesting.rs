//! What the rules propose for an article, as its schema calls it, without what was decided about already.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::figures::context;
use crate::model::article::Article;
use crate::model::decision::Outcome;
use crate::model::id::{Annotator, LayerKey};
use crate::model::quantity::{Approximator, QuantityKind};
use crate::model::schema::{Label, Role, Schema};
use crate::model::work::Work;
use crate::model::zone::ZoneKind;
use crate::suggest::attributions::attributions;
use crate::suggest::figures::{Figure, figures};
use crate::suggest::names::{NameKind, names};
use crate::suggest::proposal::{Matter, Proposal, Rule};
use crate::suggest::zones::{FoundZone, zones};

/// What proposals take into account.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The rules.
    pub rules: &'a [Rule],
    /// Whose marks and decisions count; else everybody's.
    pub annotator: Option<&'a Annotator>,
    /// Whether zones that are only found count as zones until somebody refuses them.
    pub found_zones: bool,
    /// Whether a line stands in other articles of the outlet too.
    pub repeated: &'a dyn Fn(&str) -> bool,
}

/// What the rules propose for `article`, by place. What is marked or was refused is left out, and what stands in a zone that
/// is no text of the article.
pub fn proposals(article: &Article, schema: &Schema, asked: &Asked<'_>) -> Vec<Proposal> {
    let text = article.body().text();
    let language = article.metadata().language.as_deref();
    let works: Vec<&Work> = match asked.annotator {
        Some(annotator) => article.work(annotator).into_iter().collect(),
        None => article.works().values().collect(),
    };
    let known = known_zones(article, asked.annotator);
    let is_known = |zone: &FoundZone| {
        known.iter().any(|(span, _)| span.start < zone.span.end && zone.span.start < span.end)
    };
    let refused = refused_zones(&works, article);
    let wants_zones = asked.rules.contains(&Rule::Zones);
    let mut found: Vec<FoundZone> = Vec::new();
    if wants_zones || asked.found_zones {
        found = zones(text, language, asked.repeated);
        found.retain(|zone| !is_known(zone) && !refused.contains(&(zone.span.start, zone.span.end)));
    }
    let mut all = known;
    if asked.found_zones {
        all.extend(found.iter().map(|zone| (zone.span.clone(), zone.kind)));
    }
    all.sort_by_key(|(span, _)| span.start);
    let mut proposals: Vec<Proposal> = Vec::new();
    if wants_zones {
        proposals.extend(found.into_iter().map(|zone| Proposal {
            span: zone.span,
            matter: Matter::Zone(zone.kind),
            percent: zone.percent,
            reason: zone.reason.to_owned(),
        }));
    }
    let ground = Ground { text, article, stretches: stretches(text.len(), &all), zones: all };
    for rule in asked.rules {
        match rule {
            Rule::Zones => {}
            Rule::Entities => proposals.extend(ground.names(language)),
            Rule::Figures => proposals.extend(ground.figures()),
            Rule::Attributions => proposals.extend(ground.attributions(language)),
        }
    }
    let decided = decided(&works);
    proposals.retain(|proposal| {
        layer_of(schema, &proposal.matter)
            .is_none_or(|layer| !decided.contains(&(layer.clone(), proposal.span.start, proposal.span.end)))
    });
    proposals.sort_by_key(|proposal| {
        (proposal.span.start, std::cmp::Reverse(proposal.span.end), proposal.matter.rule())
    });
    proposals
}

/// The layer that `matter` would be marked in; zones have none.
pub fn layer_of<'s>(schema: &'s Schema, matter: &Matter) -> Option<&'s LayerKey> {
    let role = match matter {
        Matter::Zone(_) => return None,
        Matter::Name(_) => Role::Entity,
        Matter::Figure(_) => Role::Figure,
        Matter::Said(_) => Role::Claim,
    };
    schema.layer_of_role(role).map(|layer| &layer.key)
}

/// The label that `matter` would get, if the schema has one that fits.
pub fn label_of<'s>(schema: &'s Schema, matter: &Matter) -> Option<&'s Label> {
    let layer = layer_of(schema, matter)?;
    let labels = schema.labels_of(layer);
    let mut in_use = labels.into_iter().filter(|label| label.fate.is_none());
    match matter {
        Matter::Zone(_) => None,
        Matter::Name(kind) => {
            let kind: NameKind = (*kind)?;
            in_use.find(|label| label.maps.get("ontonotes").is_some_and(|name| name == kind.ontonotes()))
        }
        Matter::Figure(_) | Matter::Said(_) => {
            let first = in_use.next()?;
            in_use.next().is_none().then_some(first)
        }
    }
}

/// A text, and where it is the article's own.
struct Ground<'a> {
    text: &'a str,
    article: &'a Article,
    zones: Vec<(Range<usize>, ZoneKind)>,
    /// Between zones that are no text of the article; zones that are end a stretch as well.
    stretches: Vec<Range<usize>>,
}

impl Ground<'_> {
    fn names(&self, language: Option<&str>) -> impl Iterator<Item = Proposal> {
        let in_headline = |span: &Range<usize>| {
            self.zones.iter().any(|(zone, kind)| *kind == ZoneKind::Headline && zone.contains(&span.start))
        };
        let spans: Vec<Range<usize>> =
            self.stretches.iter().filter(|span| !in_headline(span)).cloned().collect();
        names(self.text, &spans, language).into_iter().map(|name| Proposal {
            span: name.span,
            matter: Matter::Name(name.kind),
            percent: name.percent,
            reason: name.reason.to_owned(),
        })
    }

    fn figures(&self) -> impl Iterator<Item = Proposal> {
        let context = context(self.article);
        let found = self.stretches.iter().flat_map(move |span| figures(self.text, span.clone(), &context));
        found.map(|figure| Proposal {
            span: figure.span.clone(),
            percent: if figure.quantity.doubtful { 60 } else { 95 },
            reason: what_was_read(&figure),
            matter: Matter::Figure(Box::new(figure)),
        })
    }

    fn attributions(&self, language: Option<&str>) -> impl Iterator<Item = Proposal> {
        let found =
            self.stretches.iter().flat_map(move |span| attributions(self.text, span.clone(), language, &[]));
        found.filter_map(|said| {
            let span = said.contents.first()?.clone();
            Some(Proposal {
                span,
                percent: said.percent,
                reason: said.reason.to_owned(),
                matter: Matter::Said(Box::new(said)),
            })
        })
    }
}

/// "A count with “more than”".
fn what_was_read(figure: &Figure) -> String {
    let quantity = &figure.quantity;
    let kind = match quantity.kind {
        QuantityKind::PercentagePoints => "percentage points",
        kind => kind.name(),
    };
    let with = quantity
        .approximator
        .map(Approximator::name)
        .map(|word| format!(" with “{word}”"))
        .unwrap_or_default();
    let doubt = if quantity.doubtful { "; the reading is unsure" } else { "" };
    format!("{kind}{with}{doubt}")
}

/// Those of `found` that `annotator` has not refused and that lie over no zone that holds for them.
pub(super) fn undecided_zones(
    article: &Article,
    annotator: &Annotator,
    found: &[FoundZone],
) -> Vec<FoundZone> {
    let known = known_zones(article, Some(annotator));
    let works: Vec<&Work> = article.work(annotator).into_iter().collect();
    let refused = refused_zones(&works, article);
    let is_open = |zone: &&FoundZone| {
        let is_known = known.iter().any(|(span, _)| span.start < zone.span.end && zone.span.start < span.end);
        !is_known && !refused.contains(&(zone.span.start, zone.span.end))
    };
    found.iter().filter(is_open).cloned().collect()
}

/// The zones that hold: all that came with the article, or those that hold for an annotator.
fn known_zones(article: &Article, annotator: Option<&Annotator>) -> Vec<(Range<usize>, ZoneKind)> {
    match annotator {
        Some(annotator) => {
            article.zones_for(annotator).into_iter().map(|zone| (zone.span.range(), zone.kind)).collect()
        }
        None => article.zones().values().map(|zone| (zone.span.range(), zone.kind)).collect(),
    }
}

/// Zones that came with the article and that somebody has refused, by their edges.
fn refused_zones(works: &[&Work], article: &Article) -> HashSet<(usize, usize)> {
    let verdicts =
        works.iter().flat_map(|work| work.zone_verdicts().values()).filter(|verdict| !verdict.accepted);
    let zones = verdicts.filter_map(|verdict| article.zone(&verdict.zone));
    let decisions = works.iter().flat_map(|work| work.decisions().values());
    let rejected = decisions
        .filter(|decision| decision.outcome == Outcome::Rejected && decision.rule == Rule::Zones.name());
    let rejected = rejected.map(|decision| (decision.spans.start(), decision.spans.end()));
    zones.map(|zone| (zone.span.start(), zone.span.end())).chain(rejected).collect()
}

/// The places, by layer, that are marked or were refused.
fn decided(works: &[&Work]) -> HashSet<(LayerKey, usize, usize)> {
    let marks = works.iter().flat_map(|work| work.annotations().values());
    let marks = marks.map(|mark| (mark.layer.clone(), mark.spans.start(), mark.spans.end()));
    let decisions = works.iter().flat_map(|work| work.decisions().values());
    let rejected = decisions.filter(|decision| decision.outcome == Outcome::Rejected);
    let rejected =
        rejected.map(|decision| (decision.layer.clone(), decision.spans.start(), decision.spans.end()));
    marks.chain(rejected).collect()
}

/// The stretches of a text of `len` bytes between the edges of `zones`, which are sorted, without those that are no text of
/// the article.
fn stretches(len: usize, zones: &[(Range<usize>, ZoneKind)]) -> Vec<Range<usize>> {
    let edges = zones.iter().flat_map(|(span, _)| [span.start, span.end]).chain([0, len]);
    let mut edges: Vec<usize> = edges.filter(|at| *at <= len).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut foreign: BTreeMap<usize, usize> = BTreeMap::new();
    for (span, _) in zones.iter().filter(|(_, kind)| !kind.is_article_text()) {
        let end = foreign.entry(span.start).or_default();
        *end = (*end).max(span.end);
    }
    let is_foreign = |span: &Range<usize>| foreign.range(..=span.start).any(|(_, end)| *end >= span.end);
    let spans = edges.windows(2).map(|pair| pair[0]..pair[1]);
    spans.filter(|span| !is_foreign(span)).collect()
}
