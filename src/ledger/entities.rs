//! Entities: where each is named, and with whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Ledger;
use super::digest::{Digest, EntityUse};
use super::places::Places;
use super::sources::time;
use crate::model::id::EntityId;
use crate::model::register::Entity;

/// An entity, with the articles that name it.
#[derive(Clone, Debug)]
pub struct EntityRow<'a> {
    /// The record.
    pub entity: &'a Arc<Entity>,
    /// How often it is named.
    pub mentions: u64,
    /// The articles that name it, in the order of time.
    pub articles: Vec<(&'a Digest, &'a EntityUse)>,
}

impl Ledger {
    /// Every entity of the register, the one that is named in most articles first.
    pub fn entities(&self) -> Vec<EntityRow<'_>> {
        let mut rows: Vec<EntityRow<'_>> =
            self.register.entities.values().map(|entity| self.entity(entity)).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.mentions), row.entity.name.to_lowercase()));
        rows
    }

    /// An entity with the articles that name it.
    pub fn entity<'a>(&'a self, entity: &'a Arc<Entity>) -> EntityRow<'a> {
        let places = self.by_entity.get(&entity.id).into_iter().flat_map(Places::iter);
        let articles = places.filter_map(|(number, index)| {
            let digest = self.digest(number)?;
            Some((digest.as_ref(), &digest.entities.get(index as usize)?.1))
        });
        let mut articles: Vec<(&Digest, &EntityUse)> = articles.collect();
        articles.sort_by_cached_key(|(digest, _)| (time(digest.metadata.published), digest.article.clone()));
        let mentions = articles.iter().map(|(_, found)| found.count() as u64).sum();
        EntityRow { entity, mentions, articles }
    }

    /// Whether another entity is named in an article that names `entity`.
    pub fn has_beside(&self, entity: &EntityId) -> bool {
        let mut places = self.by_entity.get(entity).into_iter().flat_map(Places::iter);
        places.any(|(number, _)| self.digest(number).is_some_and(|digest| digest.entities.len() > 1))
    }

    /// The entities that are named in the same articles as `entity`, with the number of these articles, the most first.
    pub fn beside(&self, entity: &EntityId, most: usize) -> Vec<(&Arc<Entity>, u32)> {
        let mut counts: BTreeMap<&EntityId, u32> = BTreeMap::new();
        let places = self.by_entity.get(entity).into_iter().flat_map(Places::iter);
        for digest in places.filter_map(|(number, _)| self.digest(number)) {
            for (other, _) in digest.entities.iter().filter(|(other, _)| other != entity) {
                *counts.entry(other).or_default() += 1;
            }
        }
        let named =
            counts.into_iter().filter_map(|(id, count)| Some((self.register.entities.get(id)?, count)));
        let mut named: Vec<_> = named.collect();
        named.sort_by_key(|(entity, count)| (std::cmp::Reverse(*count), entity.name.to_lowercase()));
        named.truncate(most);
        named
    }
}
