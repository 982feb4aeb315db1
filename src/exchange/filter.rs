//! Which part of the work in an article is exported.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::losses::Losses;
use crate::model::annotation::{Annotation, Origin};
use crate::model::article::Article;
use crate::model::attribution::{Anchor, Attribution};
use crate::model::decision::Decision;
use crate::model::id::{AnnotationId, Annotator, LabelKey, LayerKey};
use crate::model::metadata::Metadata;
use crate::model::moment::{Moment, PartialDate};
use crate::model::quantity::{Quantity, Referent};
use crate::model::relation::Relation;
use crate::model::schema::{Role, Schema};
use crate::model::span::{Span, Spans};
use crate::model::status::{Progress, Status};
use crate::model::suggestion::Suggestion;
use crate::model::work::Work;

/// Which part of the work is exported. An empty set means all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose work.
    pub annotators: BTreeSet<Annotator>,
    /// Marks of which layers.
    pub layers: BTreeSet<LayerKey>,
    /// Work that has come how far. An article in which nothing has is left out.
    pub statuses: BTreeSet<StatusKind>,
    /// Marks that came to be how: "hand", "bulk", "import", "suggestion", or one of the last two with what they are
    /// from ("import:brat").
    pub origins: BTreeSet<String>,
    /// Labels whose marks and suggestions are left out.
    pub left_out: BTreeSet<(LayerKey, LabelKey)>,
    /// Articles in one of these languages, as BCP 47 tags: "en" stands for "en-GB" too.
    pub languages: BTreeSet<String>,
    /// Articles that were published on this day or after it.
    pub since: Option<PartialDate>,
    /// Articles that were published on this day or before it.
    pub until: Option<PartialDate>,
    /// Whether zones which are not the article's own text are left out, and the marks in them.
    pub drop_zones: bool,
}

/// How far work has come, whatever the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKind {
    /// Nothing done.
    New,
    /// Begun.
    InProgress,
    /// Everything is marked.
    Done,
    /// Will not be done.
    Skipped,
}

/// The work in an article that is exported.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// Whose work.
    pub works: Vec<(&'a Annotator, &'a Work)>,
    /// Marks by position, then id.
    pub annotations: Vec<Arc<Annotation>>,
    /// Relations by id.
    pub relations: Vec<Arc<Relation>>,
    /// Attributions by id.
    pub attributions: Vec<Arc<Attribution>>,
}

impl StatusKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::New, Self::InProgress, Self::Done, Self::Skipped];

    /// The name that the command line uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl From<&Progress> for StatusKind {
    fn from(progress: &Progress) -> Self {
        match progress {
            Progress::New => Self::New,
            Progress::InProgress => Self::InProgress,
            Progress::Done => Self::Done,
            Progress::Skipped { .. } => Self::Skipped,
        }
    }
}

impl Filter {
    /// Whether all work is exported.
    fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether work of `annotator` is exported at all.
    pub fn has_annotator(&self, annotator: &Annotator) -> bool {
        self.annotators.is_empty() || self.annotators.contains(annotator)
    }

    /// Whether the work of `annotator` in `layer` is exported.
    pub(super) fn has_layer(&self, annotator: &Annotator, work: &Work, layer: &LayerKey) -> bool {
        self.has_annotator(annotator)
            && (self.layers.is_empty() || self.layers.contains(layer))
            && (self.statuses.is_empty() || self.statuses.contains(&StatusKind::from(&work.progress(layer))))
    }

    /// Whether the article is exported: unless languages, days or statuses are asked for, every article is.
    pub fn has_article(&self, schema: &Schema, article: &Article) -> bool {
        if !self.has_metadata(article.metadata()) {
            return false;
        }
        if self.statuses.is_empty() {
            return true;
        }
        let nothing = Work::default();
        let mut works: Vec<(&Annotator, &Work)> =
            article.works().iter().filter(|(annotator, _)| self.has_annotator(annotator)).collect();
        let idle = self.annotators.iter().filter(|annotator| article.work(annotator).is_none());
        works.extend(idle.map(|annotator| (annotator, &nothing)));
        if works.is_empty() {
            return self.statuses.contains(&StatusKind::New);
        }
        let layers: Vec<&LayerKey> = if self.layers.is_empty() {
            schema.layers.keys().collect()
        } else {
            self.layers.iter().collect()
        };
        works
            .iter()
            .any(|(annotator, work)| layers.iter().any(|layer| self.has_layer(annotator, work, layer)))
    }

    /// Whether an article of which that is known is exported. One without a language or a date is not where that is asked
    /// for; a date of which only the month is known counts as the whole month.
    fn has_metadata(&self, metadata: &Metadata) -> bool {
        let is_spoken = |wanted: &String| {
            metadata.language.as_deref().is_some_and(|language| has_prefix(language, wanted))
        };
        let day = metadata.published.map(Moment::date);
        let is_between = |day: PartialDate| {
            self.since.is_none_or(|since| day.last() >= since.first())
                && self.until.is_none_or(|until| day.first() <= until.last())
        };
        (self.languages.is_empty() || self.languages.iter().any(is_spoken))
            && (self.since.is_none() && self.until.is_none() || day.is_some_and(is_between))
    }

    /// The statuses of `work` that are exported.
    pub fn statuses<'w>(
        &self,
        annotator: &'w Annotator,
        work: &'w Work,
    ) -> impl Iterator<Item = &'w Arc<Status>> {
        work.statuses().values().filter(move |status| self.has_layer(annotator, work, &status.layer))
    }

    /// The decisions of `work` that are exported, by id.
    pub fn decisions<'w>(
        &self,
        annotator: &'w Annotator,
        work: &'w Work,
    ) -> impl Iterator<Item = &'w Arc<Decision>> {
        work.decisions().values().filter(move |decision| {
            self.has_layer(annotator, work, &decision.layer)
                && !self.leaves_out(&decision.layer, &decision.label)
        })
    }

    /// The suggestions of `work` that are exported where a format holds what nobody has decided about, by id. They have
    /// no origin yet: where only some origins are wanted, there are none.
    pub fn suggestions<'w>(
        &self,
        annotator: &'w Annotator,
        work: &'w Work,
    ) -> impl Iterator<Item = &'w Arc<Suggestion>> {
        work.suggestions().values().filter(move |suggestion| {
            self.origins.is_empty()
                && self.has_layer(annotator, work, &suggestion.layer)
                && !self.leaves_out(&suggestion.layer, &suggestion.label)
        })
    }

    /// The work in `article` that is exported. What refers to a mark that is left out refers to its place instead;
    /// where that cannot be, it is a loss.
    pub fn select<'a>(&self, schema: &Schema, article: &'a Article, losses: &mut Losses) -> Selection<'a> {
        let works: Vec<(&Annotator, &Work)> =
            article.works().iter().filter(|(annotator, _)| self.has_annotator(annotator)).collect();
        let mut selection = Selection {
            annotations: Vec::new(),
            relations: works.iter().flat_map(|(_, work)| work.relations().values()).cloned().collect(),
            attributions: Vec::new(),
            works,
        };
        selection.relations.sort_by(|a, b| a.id.cmp(&b.id));
        if self.is_everything() {
            selection.annotations = self.annotations(article).into_iter().cloned().collect();
            selection.attributions = self.attributions(None, &selection.works).into_iter().cloned().collect();
            return selection;
        }
        let annotations = self.annotations(article);
        let kept: BTreeSet<&AnnotationId> = annotations.iter().map(|annotation| &annotation.id).collect();
        let mut cut = Cut { article, kept: &kept, losses };
        selection.annotations = annotations.iter().map(|annotation| cut.annotation(annotation)).collect();
        let claims = schema.layer_of_role(Role::Claim).map(|layer| &layer.key);
        let attributions = self.attributions(claims, &selection.works);
        selection.attributions =
            attributions.into_iter().map(|attribution| cut.attribution(attribution)).collect();
        selection.relations.retain(|relation| cut.keeps(relation));
        selection
    }

    /// How many marks in `article` are exported.
    pub fn marks(&self, article: &Article) -> u64 {
        self.annotations(article).len() as u64
    }

    fn leaves_out(&self, layer: &LayerKey, label: &LabelKey) -> bool {
        !self.left_out.is_empty() && self.left_out.contains(&(layer.clone(), label.clone()))
    }

    /// The marks in `article` that are exported, by position, then id.
    pub(super) fn annotations<'a>(&self, article: &'a Article) -> Vec<&'a Arc<Annotation>> {
        let outside: Vec<(&Annotator, Vec<Span>)> = if self.drop_zones {
            article.works().keys().map(|annotator| (annotator, foreign_spans(article, annotator))).collect()
        } else {
            Vec::new()
        };
        let is_outside = |annotation: &Annotation| {
            let zones = outside.iter().find(|(annotator, _)| **annotator == annotation.annotator);
            zones.is_some_and(|(_, zones)| {
                annotation.spans.iter().all(|span| zones.iter().any(|zone| zone.covers(span)))
            })
        };
        let mut annotations = article.annotations_in_order();
        annotations.retain(|annotation| {
            let work = article.work(&annotation.annotator);
            work.is_some_and(|work| self.has_layer(&annotation.annotator, work, &annotation.layer))
                && !self.leaves_out(&annotation.layer, &annotation.label)
                && self.has_origin(&annotation.origin)
                && !is_outside(annotation)
        });
        annotations
    }

    fn has_origin(&self, origin: &Origin) -> bool {
        if self.origins.is_empty() {
            return true;
        }
        let whole = origin.to_string();
        let kind = whole.split(':').next().unwrap_or_default();
        self.origins.contains(kind) || self.origins.contains(&whole)
    }

    /// Attributions count as work in the layer of claims.
    fn attributions<'a>(
        &self,
        claims: Option<&LayerKey>,
        works: &[(&'a Annotator, &'a Work)],
    ) -> Vec<&'a Arc<Attribution>> {
        let is_in = |(annotator, work): &&(&Annotator, &Work)| {
            claims.map_or(self.layers.is_empty(), |layer| self.has_layer(annotator, work, layer))
        };
        let mut attributions: Vec<_> =
            works.iter().filter(is_in).flat_map(|(_, work)| work.attributions().values()).collect();
        attributions.sort_by(|a, b| a.id.cmp(&b.id));
        attributions
    }
}

/// Whether a language tag is another one or a narrower one, whatever the case of the letters.
fn has_prefix(language: &str, wanted: &str) -> bool {
    let mut parts = language.split('-');
    wanted.split('-').all(|wanted| parts.next().is_some_and(|part| part.eq_ignore_ascii_case(wanted)))
}

/// The spans that are not the article's own text, for `annotator`.
fn foreign_spans(article: &Article, annotator: &Annotator) -> Vec<Span> {
    let zones = article.zones_for(annotator).into_iter().filter(|zone| !zone.kind.is_article_text());
    zones.map(|zone| zone.span).collect()
}

/// Cuts the ties to marks that are left out.
struct Cut<'a, 'l> {
    article: &'a Article,
    kept: &'l BTreeSet<&'a AnnotationId>,
    losses: &'l mut Losses,
}

impl Cut<'_, '_> {
    /// The place of a mark that is left out.
    fn place(&self, id: &AnnotationId) -> Option<Spans> {
        let annotation = if self.kept.contains(id) { None } else { self.article.annotation(id) };
        annotation.map(|annotation| annotation.spans.clone())
    }

    fn keeps(&mut self, relation: &Relation) -> bool {
        let kept = [&relation.from, &relation.to].into_iter().all(|end| self.kept.contains(end));
        if !kept {
            let reason = "relations to marks that are left out";
            self.losses.add(reason, self.article.id(), relation.id.as_str());
        }
        kept
    }

    fn annotation(&mut self, annotation: &Arc<Annotation>) -> Arc<Annotation> {
        let cut = annotation.quantity.as_ref().and_then(|quantity| self.quantity(annotation, quantity));
        match cut {
            None => Arc::clone(annotation),
            quantity => {
                Arc::new(Annotation { quantity: quantity.map(Arc::new), ..annotation.as_ref().clone() })
            }
        }
    }

    /// The quantity without ties to marks that are left out, if it had any.
    fn quantity(&mut self, annotation: &Annotation, quantity: &Quantity) -> Option<Quantity> {
        if quantity.references().all(|id| self.kept.contains(id)) {
            return None;
        }
        let mut cut = quantity.clone();
        for referent in [&mut cut.counted, &mut cut.place].into_iter().flatten() {
            if let Referent::Annotation(id) = referent
                && let Some(spans) = self.place(id)
            {
                *referent = Referent::Span(spans);
            }
        }
        cut.base.take_if(|base| !self.kept.contains(&base.figure));
        cut.link.take_if(|link| !self.kept.contains(&link.figure));
        if cut.base.is_some() != quantity.base.is_some() || cut.link.is_some() != quantity.link.is_some() {
            let quote = self.article.body().quote(annotation.spans.hull());
            self.losses.add("links to figures that are left out", self.article.id(), quote);
        }
        Some(cut)
    }

    fn attribution(&mut self, attribution: &Arc<Attribution>) -> Arc<Attribution> {
        if attribution.references().all(|id| self.kept.contains(id)) {
            return Arc::clone(attribution);
        }
        let mut cut = attribution.as_ref().clone();
        let sources = cut.sources.iter_mut().map(|source| &mut source.anchor);
        for anchor in sources.chain(&mut cut.cue).chain(&mut cut.contents) {
            if let Anchor::Annotation(id) = anchor
                && let Some(spans) = self.place(id)
            {
                *anchor = Anchor::Spans(spans);
            }
        }
        Arc::new(cut)
    }
}
