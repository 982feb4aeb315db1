//! Claims: who makes each, who denies it, and which other claims it touches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Ledger;
use super::names::Claimant;
use super::places::Places;
use super::sources::{Said, time};
use crate::model::attribution::Polarity;
use crate::model::id::ClaimId;
use crate::model::register::{Claim, ClaimLink};

/// A claim, with its mentions.
#[derive(Clone, Debug)]
pub struct ClaimRow<'a> {
    /// The record.
    pub claim: &'a Arc<Claim>,
    /// Its mentions in the order of time.
    pub mentions: Vec<Said<'a>>,
    /// Links from it and to it, each with the other claim.
    pub links: Vec<(&'a ClaimLink, Option<&'a Arc<Claim>>)>,
}

/// What those who speak of a claim make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Somebody denies it.
    Denied,
    /// Somebody affirms it, and somebody doubts it or cannot confirm it.
    Doubted,
    /// It is only affirmed.
    Affirmed,
    /// Nobody says whether it is so.
    Open,
}

impl Standing {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Doubted => "doubted",
            Self::Affirmed => "affirmed",
            Self::Open => "open",
        }
    }
}

impl ClaimRow<'_> {
    /// What those who speak of it make of it.
    pub fn standing(&self) -> Standing {
        let has = |polarity| self.mentions.iter().any(|(_, saying)| saying.polarity == polarity);
        match (has(Polarity::Affirms), has(Polarity::Denies)) {
            (_, true) => Standing::Denied,
            (true, _) if has(Polarity::Questions) || has(Polarity::Withholds) => Standing::Doubted,
            (true, _) => Standing::Affirmed,
            (false, _) => Standing::Open,
        }
    }

    /// Who stands behind it: everybody who affirms it, each once, however many outlets repeat them.
    pub fn sources(&self) -> BTreeSet<&Claimant> {
        let affirmed = self.mentions.iter().filter(|(_, saying)| saying.polarity == Polarity::Affirms);
        affirmed
            .flat_map(|(_, saying)| &saying.claimants)
            .filter(|claimant| **claimant != Claimant::Unnamed)
            .collect()
    }

    /// Who denies it.
    pub fn deniers(&self) -> BTreeSet<&Claimant> {
        let denied = self.mentions.iter().filter(|(_, saying)| saying.polarity == Polarity::Denies);
        denied.flat_map(|(_, saying)| &saying.claimants).collect()
    }

    /// The outlets that carry it.
    pub fn outlets(&self) -> BTreeSet<&str> {
        self.mentions.iter().filter_map(|(digest, _)| digest.metadata.outlet.as_deref()).collect()
    }
}

impl Ledger {
    /// Every claim of the register, with how often it is mentioned, by statement.
    pub fn claims(&self) -> Vec<(&Arc<Claim>, usize)> {
        let count = |id: &ClaimId| self.by_claim.get(id).map_or(0, Places::len);
        let mut all: Vec<_> = self.register.claims.values().map(|claim| (claim, count(&claim.id))).collect();
        all.sort_by_key(|(claim, count)| (std::cmp::Reverse(*count), claim.statement.to_lowercase()));
        all
    }

    /// How many links each claim has, from it and to it.
    pub fn links_by_claim(&self) -> BTreeMap<ClaimId, usize> {
        let mut links: BTreeMap<ClaimId, usize> = BTreeMap::new();
        for link in self.register.claim_links.values() {
            *links.entry(link.from.clone()).or_default() += 1;
            if link.from != link.to {
                *links.entry(link.to.clone()).or_default() += 1;
            }
        }
        links
    }

    /// A claim with its mentions and links.
    pub fn claim(&self, id: &ClaimId) -> Option<ClaimRow<'_>> {
        let claim = self.register.claims.get(id)?;
        let places = self.by_claim.get(id).into_iter().flat_map(Places::iter);
        let mentions = places.filter_map(|(number, index)| {
            let digest = self.digest(number)?;
            Some((digest.as_ref(), digest.sayings.get(index as usize)?))
        });
        let mut mentions: Vec<Said<'_>> = mentions.collect();
        mentions.sort_by_cached_key(|(digest, saying)| {
            (time(saying.at), digest.article.clone(), saying.span.start)
        });
        let links = self.register.claim_links.values().filter(|link| link.from == *id || link.to == *id);
        let links = links.map(|link| {
            let other = if link.from == *id { &link.to } else { &link.from };
            (link.as_ref(), self.register.claims.get(other))
        });
        Some(ClaimRow { claim, mentions, links: links.collect() })
    }
}
