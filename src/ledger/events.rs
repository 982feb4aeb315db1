//! Events: which articles, figures and claims belong to each.

use std::sync::Arc;

use super::Ledger;
use super::digest::Digest;
use super::places::Places;
use super::sources::time;
use crate::model::register::{Claim, Event};

/// An event, with what belongs to it.
#[derive(Clone, Debug)]
pub struct EventRow<'a> {
    /// The record.
    pub event: &'a Arc<Event>,
    /// The articles that tell of it, in the order of time.
    pub articles: Vec<&'a Digest>,
    /// How many figures belong to it.
    pub figures: usize,
    /// The claims that are about it.
    pub claims: Vec<&'a Arc<Claim>>,
}

impl Ledger {
    /// Every event of the register, by date and name.
    pub fn events(&self) -> Vec<EventRow<'_>> {
        let rows = self.register.events.values().map(|event| {
            let places = self.by_event.get(&event.id).into_iter().flat_map(Places::iter);
            let mut articles: Vec<&Digest> =
                places.filter_map(|(number, _)| self.digest(number)).map(AsRef::as_ref).collect();
            articles.sort_by_cached_key(|digest| (time(digest.metadata.published), digest.article.clone()));
            let belongs = |digest: &&Digest| {
                digest.figures.iter().filter(|figure| figure.group.event.as_ref() == Some(&event.id)).count()
            };
            let figures = articles.iter().map(belongs).sum();
            let claims =
                self.register.claims.values().filter(|claim| claim.event.as_ref() == Some(&event.id));
            EventRow { event, articles, figures, claims: claims.collect() }
        });
        let mut rows: Vec<EventRow<'_>> = rows.collect();
        rows.sort_by_cached_key(|row| (time(row.event.date), row.event.name.to_lowercase()));
        rows
    }
}
