//! The ledger: who said what, when, and how many, across articles.
//!
//! A [`Digest`] is what one article brings to it, in the eyes of one annotator. The ledger keeps digests in order and knows which
//! of them tell of a claimant, a claim, a kind of figure, an entity or an event, so that a row is made when it is looked at, and
//! an edit costs as much as the article that it was made in.

pub mod claims;
pub mod compare;
pub mod digest;
pub mod entities;
pub mod events;
pub mod figures;
pub mod plausible;
pub mod settled;
pub mod sources;

mod interval;
mod names;
mod places;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::id::{ArticleId, ClaimId, EntityId, EventId, SettlementId};
use crate::model::register::Register;
use digest::Digest;
use figures::{Akin, Group, Oddness};
use places::Places;
use settled::Pair;

pub use names::Claimant;

/// Everything that an annotator holds of the world, by claimant, claim, figure, entity and event.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    register: Register,
    /// By number. The places of articles that are gone stay empty.
    digests: Vec<Option<Arc<Digest>>>,
    numbers: HashMap<ArticleId, u32>,
    by_claimant: BTreeMap<Claimant, Places>,
    by_claim: BTreeMap<ClaimId, Places>,
    by_group: BTreeMap<Group, Places>,
    by_entity: BTreeMap<EntityId, Places>,
    by_event: BTreeMap<EventId, Places>,
    /// The articles whose figures and sources are called after an entity, by their numbers.
    by_reference: BTreeMap<EntityId, BTreeSet<u32>>,
    /// Groups of figures that count nearly the same.
    akin: BTreeMap<Akin, BTreeSet<Group>>,
    /// The groups in which there is something to look at.
    odd: BTreeMap<Group, Oddness>,
    /// Groups that were not looked at since they have changed.
    changed: BTreeSet<Group>,
    /// What figures are settled, by where they stand.
    settled: BTreeMap<Pair, SettlementId>,
    /// How claimants without an entity are written, where they are written first.
    spelled: BTreeMap<Claimant, String>,
}

impl Ledger {
    /// The ledger of what `digests` hold; names come from `register`.
    pub fn new(register: Register, digests: impl IntoIterator<Item = Digest>) -> Self {
        let mut ledger = Self::default();
        ledger.set_register(register);
        ledger.extend(digests);
        ledger
    }

    /// Takes another register: what entities and claims are called.
    pub fn set_register(&mut self, register: Register) {
        let before = std::mem::replace(&mut self.register, register);
        self.settle_anew(&before.settlements);
    }

    /// What entities, claims, links and events there are.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// What `claimant` is called; empty where nobody is named.
    pub fn name<'a>(&'a self, claimant: &'a Claimant) -> &'a str {
        match claimant {
            Claimant::Entity(id) => self.register.entities.get(id).map_or(id.as_str(), |entity| &entity.name),
            Claimant::Words(words) => self.spelled.get(claimant).unwrap_or(words),
            Claimant::Outlet(outlet) => outlet,
            Claimant::Unnamed => "",
        }
    }

    /// Puts what articles bring in the place of what they brought before.
    pub fn extend(&mut self, digests: impl IntoIterator<Item = Digest>) {
        for digest in digests {
            self.put(digest);
        }
        self.look_again();
    }

    /// Takes out what an article brought.
    pub fn remove(&mut self, article: &ArticleId) {
        self.drop(article);
        self.look_again();
    }

    /// The articles that refer to one of `entities`, or in which one of `claims` is made.
    pub fn referring(
        &self,
        entities: &BTreeSet<EntityId>,
        claims: &BTreeSet<ClaimId>,
    ) -> BTreeSet<ArticleId> {
        let entities = entities.iter().filter_map(|id| self.by_reference.get(id)).flatten().copied();
        let claims = claims.iter().filter_map(|id| self.by_claim.get(id)).flat_map(Places::iter);
        let numbers = entities.chain(claims.map(|(number, _)| number));
        numbers.filter_map(|number| Some(self.digest(number)?.article.clone())).collect()
    }

    fn put(&mut self, digest: Digest) {
        let id = digest.article.clone();
        self.drop(&id);
        let number = *self.numbers.entry(id).or_insert_with(|| {
            self.digests.push(None);
            self.digests.len() as u32 - 1
        });
        for (index, saying) in digest.sayings.iter().enumerate() {
            for claimant in &saying.claimants {
                self.by_claimant.entry(claimant.clone()).or_default().add(number, index);
            }
            for (claimant, words) in &saying.spelled {
                self.spelled.entry(claimant.clone()).or_insert_with(|| words.clone());
            }
            if let Some(claim) = &saying.claim {
                self.by_claim.entry(claim.clone()).or_default().add(number, index);
            }
        }
        for (index, figure) in digest.figures.iter().enumerate() {
            let group = &figure.group;
            let places = self.by_group.entry(group.clone()).or_default();
            if places.is_empty()
                && let Some(akin) = group.akin()
            {
                self.akin.entry(akin).or_default().insert(group.clone());
            }
            places.add(number, index);
            self.changed.insert(group.clone());
        }
        for (index, (entity, _)) in digest.entities.iter().enumerate() {
            self.by_entity.entry(entity.clone()).or_default().add(number, index);
        }
        for (index, event) in digest.events.iter().enumerate() {
            self.by_event.entry(event.clone()).or_default().add(number, index);
        }
        for entity in &digest.refers {
            self.by_reference.entry(entity.clone()).or_default().insert(number);
        }
        self.digests[number as usize] = Some(Arc::new(digest));
    }

    fn drop(&mut self, article: &ArticleId) {
        let Some(number) = self.numbers.get(article).copied() else { return };
        let Some(digest) = self.digests[number as usize].take() else { return };
        for saying in &digest.sayings {
            saying
                .claimants
                .iter()
                .for_each(|claimant| drop_article(&mut self.by_claimant, claimant, number));
            saying.claim.iter().for_each(|claim| drop_article(&mut self.by_claim, claim, number));
        }
        for figure in &digest.figures {
            let group = &figure.group;
            drop_article(&mut self.by_group, group, number);
            if !self.by_group.contains_key(group)
                && let Some(akin) = group.akin()
                && let Some(groups) = self.akin.get_mut(&akin)
            {
                groups.remove(group);
            }
            self.changed.insert(group.clone());
        }
        digest.entities.iter().for_each(|(entity, _)| drop_article(&mut self.by_entity, entity, number));
        digest.events.iter().for_each(|event| drop_article(&mut self.by_event, event, number));
        for entity in &digest.refers {
            self.by_reference.get_mut(entity).map(|numbers| numbers.remove(&number));
        }
    }

    /// What an article brings.
    fn digest(&self, number: u32) -> Option<&Arc<Digest>> {
        self.digests.get(number as usize)?.as_ref()
    }
}

/// Forgets what the article `number` has under `key`.
fn drop_article<K: Ord>(index: &mut BTreeMap<K, Places>, key: &K, number: u32) {
    if let Some(places) = index.get_mut(key) {
        places.remove(number);
        if places.is_empty() {
            index.remove(key);
        }
    }
}
