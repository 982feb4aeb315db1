//! Which claims of the register a marked claim could be about, the most alike first, and what it would state by itself.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::Session;
use super::linking::quote;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::Anchor;
use crate::model::id::{ClaimId, EntityId};
use crate::model::register::{Claim, Claimant, Entity};
use crate::model::schema::Role;
use crate::model::work::Work;
use crate::suggest::likeness::{Likeness, Told, statement};

/// How many claims are offered for one mark.
const MOST: usize = 20;

/// A claim that a mark could be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimOffer {
    /// The claim.
    pub claim: ClaimId,
    /// What it has in common with the mark.
    pub likeness: Likeness,
}

/// What the claims of the register tell, each read again only when it is another.
#[derive(Debug, Default)]
pub(super) struct Relating(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    entities: OrdMap<EntityId, Arc<Entity>>,
    told: BTreeMap<ClaimId, (Arc<Claim>, Told)>,
}

impl Session {
    /// The claims of the annotator's register that have something in common with `mark` of `article`, without the one that
    /// it states already, the most alike first.
    pub fn claim_offers(&self, article: &Article, mark: &Annotation) -> Vec<ClaimOffer> {
        let Some(register) = self.own_register() else { return Vec::new() };
        let mut kept = self.relating.0.borrow_mut();
        if !kept.entities.ptr_eq(&register.entities) {
            *kept = Kept { entities: register.entities.clone(), ..Kept::default() };
        }
        kept.told.retain(|id, _| register.claims.contains_key(id));
        for (id, claim) in &register.claims {
            let is_known = kept.told.get(id).is_some_and(|(known, _)| Arc::ptr_eq(known, claim));
            if !is_known {
                kept.told.insert(id.clone(), (Arc::clone(claim), self.told_by(claim)));
            }
        }
        let own = self.told_at(article, mark);
        let others = kept.told.iter().filter(|(id, _)| mark.claim.as_ref() != Some(*id));
        let offers = others.filter_map(|(id, (_, told))| {
            Some(ClaimOffer { claim: id.clone(), likeness: own.likeness(told)? })
        });
        let mut offers: Vec<ClaimOffer> = offers.collect();
        offers.sort_by_key(|offer| Reverse(offer.likeness.score));
        offers.truncate(MOST);
        offers
    }

    /// Whether `mark` is one of those that state claims.
    pub fn is_claim(&self, mark: &Annotation) -> bool {
        self.project.schema().layers.get(&mark.layer).is_some_and(|layer| layer.role == Role::Claim)
    }

    /// What `mark` says, as a sentence of its own, to be put right by a person.
    pub fn proposed_statement(&self, article: &Article, mark: &Annotation) -> String {
        statement(&quote(article.body().text(), mark))
    }

    fn told_by(&self, claim: &Claim) -> Told {
        let mut names = self.recall.named_in(self, &claim.statement);
        if let Some(Claimant::Entity(id)) = &claim.claimant {
            names.insert(id.clone());
        }
        Told::new(&claim.statement, names, claim.event.clone())
    }

    /// What `mark` tells: its words, whom they name, who says so, and the event that the article is about.
    fn told_at(&self, article: &Article, mark: &Annotation) -> Told {
        let words = quote(article.body().text(), mark);
        let mut names: BTreeSet<EntityId> = self.recall.named_in(self, &words);
        let work = article.work(&self.annotator);
        if let Some(work) = work {
            let inside = work.in_range(mark.spans.hull().range()).into_iter();
            names.extend(inside.filter_map(|inner| inner.entity.clone()));
            names.extend(sources(work, mark));
        }
        let event = work.and_then(Work::event).map(|known| known.event.clone());
        Told::new(&words, names, event)
    }
}

/// Who says `mark`, as far as they are linked.
fn sources(work: &Work, mark: &Annotation) -> BTreeSet<EntityId> {
    let content = Anchor::Annotation(mark.id.clone());
    let said = work.attributions().values().filter(|said| said.contents.contains(&content));
    let sources = said.flat_map(|said| &said.sources);
    let entity = sources.filter_map(|source| match (&source.entity, &source.anchor) {
        (Some(entity), _) => Some(entity.clone()),
        (None, Anchor::Annotation(id)) => work.annotations().get(id)?.entity.clone(),
        (None, Anchor::Spans(_)) => None,
    });
    entity.collect()
}
