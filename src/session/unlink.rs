//! Taking a record of the register out of everything that names it, in all articles.

use std::sync::Arc;

use super::draft::Draft;
use super::error::Stop;
use super::state::Session;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::attribution::Attribution;
use crate::model::id::{ClaimId, EntityId, EventId};
use crate::model::project::Slot;
use crate::model::quantity::{Quantity, Referent};
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::register::{Claim, Claimant, Entity};
use crate::model::work::Work;

/// What is put in the place of an entity.
#[derive(Clone, Copy, Debug)]
pub(super) enum Heir<'a> {
    /// Another entity.
    Entity(&'a EntityId),
    /// Only its name, where words can stand.
    Name(&'a str),
}

impl Session {
    /// Every article that the annotator has worked in. Those that are not loaded are asked for, all at once.
    pub(super) fn worked_articles(&self) -> Result<Vec<&Arc<Article>>, Stop> {
        let mut loaded = Vec::new();
        let mut listed = Vec::new();
        for (id, slot) in self.project.articles() {
            match slot {
                Slot::Loaded(article) if article.work(&self.annotator).is_some() => loaded.push(article),
                Slot::Listed(listing) if listing.work.iter().any(|work| work.annotator == self.annotator) => {
                    listed.push(id.clone());
                }
                _ => {}
            }
        }
        if listed.is_empty() { Ok(loaded) } else { Err(Stop::Load(listed)) }
    }

    /// Drafts that nothing names the entity `gone` any more.
    pub(super) fn replace_entity(
        &self,
        draft: &mut Draft<'_>,
        gone: &Entity,
        heir: Heir<'_>,
    ) -> Result<(), Stop> {
        let gone_id = &gone.id;
        for article in self.worked_articles()? {
            self.rewrite_marks(draft, article, |mark| {
                if mark.entity.as_ref() == Some(gone_id) {
                    mark.entity = heir.entity();
                }
                if let Some(quantity) = &mut mark.quantity {
                    replace_referents(quantity, gone_id, heir);
                }
            })?;
            self.rewrite_attributions(draft, article, |attribution| {
                for source in &mut attribution.sources {
                    if source.entity.as_ref() == Some(gone_id) {
                        source.entity = heir.entity();
                    }
                }
            })?;
        }
        self.rewrite_claims(draft, |claim| {
            if claim.claimant == Some(Claimant::Entity(gone_id.clone())) {
                claim.claimant = Some(match heir {
                    Heir::Entity(id) => Claimant::Entity(id.clone()),
                    Heir::Name(name) => Claimant::Text(name.to_owned()),
                });
            }
        })
    }

    /// Drafts that no mark states the claim `gone` any more.
    pub(super) fn release_claim(&self, draft: &mut Draft<'_>, gone: &ClaimId) -> Result<(), Stop> {
        for article in self.worked_articles()? {
            self.rewrite_marks(draft, article, |mark| {
                mark.claim.take_if(|claim| claim == gone);
            })?;
        }
        Ok(())
    }

    /// Drafts that no article, no figure and no claim belongs to the event `gone` any more.
    pub(super) fn release_event(&self, draft: &mut Draft<'_>, gone: &EventId) -> Result<(), Stop> {
        for article in self.worked_articles()? {
            self.rewrite_marks(draft, article, |mark| {
                if let Some(quantity) = &mut mark.quantity
                    && quantity.event.as_ref() == Some(gone)
                {
                    Arc::make_mut(quantity).event = None;
                }
            })?;
            if article.work(&self.annotator).and_then(Work::event).is_some_and(|event| event.event == *gone) {
                let key = ArticleKey::Event(self.annotator.clone());
                draft.set(RecordKey::Article(article.id().clone(), key), None)?;
            }
        }
        self.rewrite_claims(draft, |claim| {
            claim.event.take_if(|event| event == gone);
        })
    }

    fn rewrite_marks(
        &self,
        draft: &mut Draft<'_>,
        article: &Article,
        rewrite: impl Fn(&mut Annotation),
    ) -> Result<(), Stop> {
        let work = article.work(&self.annotator);
        for known in work.into_iter().flat_map(|work| work.annotations().values()) {
            // Only marks that name some record can name this one; most name none and are not copied.
            if known.entity.is_none() && known.claim.is_none() && known.quantity.is_none() {
                continue;
            }
            let mut mark = Annotation::clone(known);
            rewrite(&mut mark);
            if mark != **known {
                draft.put_in(article.id(), Record::Annotation(Arc::new(mark)))?;
            }
        }
        Ok(())
    }

    fn rewrite_attributions(
        &self,
        draft: &mut Draft<'_>,
        article: &Article,
        rewrite: impl Fn(&mut Attribution),
    ) -> Result<(), Stop> {
        let work = article.work(&self.annotator);
        for known in work.into_iter().flat_map(|work| work.attributions().values()) {
            let mut attribution = Attribution::clone(known);
            rewrite(&mut attribution);
            if attribution != **known {
                draft.put_in(article.id(), Record::Attribution(Arc::new(attribution)))?;
            }
        }
        Ok(())
    }

    fn rewrite_claims(&self, draft: &mut Draft<'_>, rewrite: impl Fn(&mut Claim)) -> Result<(), Stop> {
        for known in self.own_register().into_iter().flat_map(|register| register.claims.values()) {
            let mut claim = Claim::clone(known);
            rewrite(&mut claim);
            if claim != **known {
                draft.put(Record::Claim(Arc::new(claim)))?;
            }
        }
        Ok(())
    }
}

impl Heir<'_> {
    fn entity(self) -> Option<EntityId> {
        match self {
            Self::Entity(id) => Some(id.clone()),
            Self::Name(_) => None,
        }
    }
}

fn replace_referents(quantity: &mut Arc<Quantity>, gone: &EntityId, heir: Heir<'_>) {
    let old = Referent::Entity(gone.clone());
    if quantity.counted.as_ref() != Some(&old) && quantity.place.as_ref() != Some(&old) {
        return;
    }
    let new = match heir {
        Heir::Entity(id) => Referent::Entity(id.clone()),
        Heir::Name(name) => Referent::Text(name.to_owned()),
    };
    let quantity = Arc::make_mut(quantity);
    for referent in quantity.counted.iter_mut().chain(&mut quantity.place) {
        if *referent == old {
            *referent = new.clone();
        }
    }
}
