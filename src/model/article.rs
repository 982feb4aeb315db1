//! An article whose text and marks are in memory.

use std::sync::Arc;

use imbl::OrdMap;

use super::annotation::Annotation;
use super::attribution::Attribution;
use super::body::{Body, BodyHash};
use super::decision::Decision;
use super::id::{
    AnnotationId, Annotator, ArticleId, AttributionId, DecisionId, RelationId, SuggestionId, ZoneId,
};
use super::metadata::Metadata;
use super::relation::Relation;
use super::suggestion::Suggestion;
use super::summary::WorkSummary;
use super::work::{Work, in_reading_order};
use super::zone::Zone;

/// An article: its immutable body, what is known of it, and everybody's work in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub(crate) id: ArticleId,
    pub(crate) body: Body,
    pub(crate) metadata: Arc<Metadata>,
    pub(crate) zones: OrdMap<ZoneId, Arc<Zone>>,
    pub(crate) works: OrdMap<Annotator, Work>,
}

/// What is known of an article without reading its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The article.
    pub id: ArticleId,
    /// What is known of it.
    pub metadata: Arc<Metadata>,
    /// The hash of its body.
    pub body_hash: BodyHash,
    /// The length of its body in bytes.
    pub body_len: u64,
    /// What has been done in it, by annotator.
    pub work: Vec<WorkSummary>,
}

impl Article {
    /// An article without work. `zones` came with it.
    pub fn new(
        id: ArticleId,
        body: Body,
        metadata: impl Into<Arc<Metadata>>,
        zones: impl IntoIterator<Item = Zone>,
    ) -> Self {
        let zones = zones.into_iter().map(|zone| (zone.id.clone(), Arc::new(zone))).collect();
        Self { id, body, metadata: metadata.into(), zones, works: OrdMap::new() }
    }

    /// The same article with the work of `annotator`; nothing is listed for empty work.
    #[must_use]
    pub fn with_work(mut self, annotator: Annotator, work: impl Into<Work>) -> Self {
        let work = work.into();
        if !work.is_empty() {
            self.works.insert(annotator, work);
        }
        self
    }

    /// The article's id.
    pub fn id(&self) -> &ArticleId {
        &self.id
    }

    /// The text.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// What is known of it.
    pub fn metadata(&self) -> &Arc<Metadata> {
        &self.metadata
    }

    /// The zones that came with it, by id.
    pub fn zones(&self) -> &OrdMap<ZoneId, Arc<Zone>> {
        &self.zones
    }

    /// Everybody's work, by annotator.
    pub fn works(&self) -> &OrdMap<Annotator, Work> {
        &self.works
    }

    /// The work of `annotator`, if there is any.
    pub fn work(&self, annotator: &Annotator) -> Option<&Work> {
        self.works.get(annotator)
    }

    /// The annotation `id`, whoever made it.
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        self.works.values().find_map(|work| work.annotations().get(id))
    }

    /// The relation `id`, whoever made it.
    pub fn relation(&self, id: &RelationId) -> Option<&Arc<Relation>> {
        self.works.values().find_map(|work| work.relations().get(id))
    }

    /// The attribution `id`, whoever made it.
    pub fn attribution(&self, id: &AttributionId) -> Option<&Arc<Attribution>> {
        self.works.values().find_map(|work| work.attributions().get(id))
    }

    /// The decision `id`, whoever made it.
    pub fn decision(&self, id: &DecisionId) -> Option<&Arc<Decision>> {
        self.works.values().find_map(|work| work.decisions().get(id))
    }

    /// The suggestion `id`, whoever is to decide about it.
    pub fn suggestion(&self, id: &SuggestionId) -> Option<&Arc<Suggestion>> {
        self.works.values().find_map(|work| work.suggestions().get(id))
    }

    /// The zone `id`, imported or an annotator's.
    pub fn zone(&self, id: &ZoneId) -> Option<&Arc<Zone>> {
        self.zones.get(id).or_else(|| self.works.values().find_map(|work| work.zones().get(id)))
    }

    /// The zones that hold for `annotator`, by position: imported ones that were not refused, and their own.
    pub fn zones_for(&self, annotator: &Annotator) -> Vec<&Arc<Zone>> {
        let work = self.work(annotator);
        let refused = |zone: &Zone| {
            work.and_then(|work| work.zone_verdicts().get(&zone.id)).is_some_and(|verdict| !verdict.accepted)
        };
        let imported = self.zones.values().filter(|zone| !refused(zone));
        let mut zones: Vec<_> =
            imported.chain(work.into_iter().flat_map(|work| work.zones().values())).collect();
        zones.sort_by_key(|zone| (zone.span, &zone.id));
        zones
    }

    /// Everybody's annotations by position, then id.
    pub fn annotations_in_order(&self) -> Vec<&Arc<Annotation>> {
        let mut all: Vec<&Arc<Annotation>> = self.works.values().flat_map(Work::in_order).collect();
        if self.works.len() > 1 {
            all.sort_by(|a, b| in_reading_order(a, b));
        }
        all
    }

    /// What is known of it without its text.
    pub fn listing(&self) -> Listing {
        let summary = |(annotator, work): (&Annotator, &Work)| WorkSummary::new(annotator.clone(), work);
        Listing {
            id: self.id.clone(),
            metadata: Arc::clone(&self.metadata),
            body_hash: self.body.hash(),
            body_len: self.body.text().len() as u64,
            work: self.works.iter().map(summary).collect(),
        }
    }

    /// Changes the work of `annotator`; work that is empty afterwards is no longer listed.
    pub(crate) fn change_work(&mut self, annotator: &Annotator, change: impl FnOnce(&mut Work)) {
        let mut work = self.works.get(annotator).cloned().unwrap_or_default();
        change(&mut work);
        if work.is_empty() {
            self.works.remove(annotator);
        } else {
            self.works.insert(annotator.clone(), work);
        }
    }
}
