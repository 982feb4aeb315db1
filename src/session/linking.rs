//! Which entities of the register a mark could name, the surest first.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;

use super::Session;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::id::{AnnotationId, ArticleId, EntityId};
use crate::model::register::Entity;
use crate::model::schema::Role;
use crate::suggest::linking::{KnownName, LinkReason, Written};

/// How many entities are offered for one mark.
const MOST: usize = 5;
/// How long what stands in brackets may be, in bytes, to be another name of what stands before them.
const BRACKETS: usize = 160;

/// An entity that a mark could name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityOffer {
    /// The entity.
    pub entity: EntityId,
    /// Why.
    pub reason: LinkReason,
    /// The name of the entity that the reason is about.
    pub about: String,
}

/// What was offered last, for as long as nothing changes that it was made from.
#[derive(Debug, Default)]
pub(super) struct Linking(RefCell<Option<Linked>>);

#[derive(Debug)]
struct Linked {
    article: ArticleId,
    mark: Annotation,
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    entities: OrdMap<EntityId, Arc<Entity>>,
    offers: Arc<[EntityOffer]>,
}

impl Session {
    /// The entities of the annotator's register that `mark` of `article` could name, the surest first; none where it is no
    /// name. What it is linked to already counts as any other.
    pub fn entity_offers(&self, article: &Article, mark: &Annotation) -> Arc<[EntityOffer]> {
        let Some(register) = self.own_register() else { return Arc::new([]) };
        let annotations = article.work(&self.annotator).map(|work| work.annotations().clone());
        let annotations = annotations.unwrap_or_default();
        let mut kept = self.linking.0.borrow_mut();
        let still = |linked: &&Linked| {
            linked.article == *article.id()
                && linked.mark == *mark
                && linked.annotations.ptr_eq(&annotations)
                && linked.entities.ptr_eq(&register.entities)
        };
        if let Some(linked) = kept.as_ref().filter(still) {
            return Arc::clone(&linked.offers);
        }
        let offers: Arc<[EntityOffer]> = self.look(article, mark, &register.entities).into();
        *kept = Some(Linked {
            article: article.id().clone(),
            mark: mark.clone(),
            annotations,
            entities: register.entities.clone(),
            offers: Arc::clone(&offers),
        });
        offers
    }

    /// Whether `mark` is one of those that name entities.
    pub fn is_name(&self, mark: &Annotation) -> bool {
        self.project.schema().layers.get(&mark.layer).is_some_and(|layer| layer.role == Role::Entity)
    }

    fn look(
        &self,
        article: &Article,
        mark: &Annotation,
        entities: &OrdMap<EntityId, Arc<Entity>>,
    ) -> Vec<EntityOffer> {
        if !self.is_name(mark) {
            return Vec::new();
        }
        let text = article.body().text();
        let written = Written::new(&quote(text, mark), article.metadata().language.as_deref());
        let partners = self.beside_brackets(article, mark);
        let mut here: BTreeMap<&EntityId, usize> = BTreeMap::new();
        let work = article.work(&self.annotator);
        for entity in work
            .into_iter()
            .flat_map(|work| work.annotations().values())
            .filter_map(|mark| mark.entity.as_ref())
        {
            *here.entry(entity).or_default() += 1;
        }
        let offer = |entity: &Arc<Entity>| {
            let is_kind = entity.kind.as_ref().is_none_or(|kind| *kind == mark.label);
            let found = written.names(names_of(entity)).filter(|(reason, _)| is_kind || !reason.needs_kind());
            let found = found.map(|(reason, about)| (reason, about.to_owned()));
            let beside =
                || partners.contains(&entity.id).then(|| (LinkReason::SpelledOut, entity.name.clone()));
            let (reason, about) = match found {
                Some(found) if found.0 < LinkReason::SpelledOut => found,
                found => beside().or(found)?,
            };
            let rank = (reason, !is_kind, Reverse(here.get(&entity.id).copied().unwrap_or_default()));
            Some((rank, EntityOffer { entity: entity.id.clone(), reason, about }))
        };
        let mut offers: Vec<_> = entities.values().filter_map(offer).collect();
        offers.sort_by_key(|(rank, _)| *rank);
        offers.into_iter().map(|(_, offer)| offer).take(MOST).collect()
    }

    /// The entities of marks that the text writes beside `mark` as another name: one in brackets after the other.
    fn beside_brackets(&self, article: &Article, mark: &Annotation) -> Vec<EntityId> {
        let Some(work) = article.work(&self.annotator) else { return Vec::new() };
        let (text, hull) = (article.body().text(), mark.spans.hull().range());
        let (before, after) =
            (text.get(..hull.start).unwrap_or_default(), text.get(hull.end..).unwrap_or_default());
        let entities = |range: std::ops::Range<usize>| {
            let near = work.in_range(range.clone()).into_iter();
            let near = near.filter(move |other| {
                let other = other.spans.hull().range();
                other.start == range.start || other.end == range.end
            });
            near.filter(|other| other.id != mark.id && self.is_name(other))
                .filter_map(|other| other.entity.clone())
        };
        let mut found = Vec::new();
        // "Syrian Democratic Forces (SDF)", seen from the brackets.
        if let Some(lead) = before.strip_suffix('(').map(str::trim_end)
            && after.starts_with(')')
            && !lead.is_empty()
        {
            let last = lead.char_indices().next_back().map_or(0, |(at, _)| at);
            found.extend(entities(last..lead.len()));
        }
        // The same, seen from the name before them.
        let rest = after.trim_start_matches([' ', '\u{a0}']);
        if let Some(inner) = rest.strip_prefix('(')
            && let Some(end) = inner.find(')').filter(|end| (1..BRACKETS).contains(end))
        {
            let start = hull.end + after.len() - inner.len();
            found.extend(entities(start..start + end));
        }
        found
    }
}

/// The words of `mark`.
pub(super) fn quote(text: &str, mark: &Annotation) -> String {
    let parts = mark.spans.iter().filter_map(|span| text.get(span.range()));
    parts.collect::<Vec<_>>().join(" ")
}

fn names_of(entity: &Entity) -> impl Iterator<Item = KnownName<'_>> {
    let name = KnownName { text: &entity.name, case_sensitive: false, is_canonical: true };
    let aliases = entity.aliases.iter().map(|alias| KnownName {
        text: &alias.text,
        case_sensitive: alias.case_sensitive,
        is_canonical: false,
    });
    std::iter::once(name).chain(aliases)
}
