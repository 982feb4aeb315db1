//! A project: articles, registers and schema, with one way to read and one way to set a record.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use thiserror::Error;

use super::article::{Article, Listing};
use super::id::{Annotator, ArticleId};
use super::people::{Assignment, Guideline, Person};
use super::record::{ArticleKey, ProjectKey, Record, RecordKey, RegisterKey};
use super::register::Register;
use super::schema::Schema;
use super::work::set;

/// Unwraps an optional record of the expected variant; any other variant returns `None` from the caller.
macro_rules! optional {
    ($after:expr, $variant:path) => {
        match $after {
            None => None,
            Some($variant(value)) => Some(value),
            Some(_) => return None,
        }
    };
}
/// Everything that a project folder holds. Copying it takes constant time, so a copy is a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    name: Arc<str>,
    guideline: Arc<Guideline>,
    schema: Schema,
    people: OrdMap<Annotator, Arc<Person>>,
    assignments: OrdMap<Annotator, Arc<Assignment>>,
    registers: OrdMap<Annotator, Register>,
    articles: OrdMap<ArticleId, Slot>,
}

/// An article as far as it is in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Only what is known without reading its text.
    Listed(Arc<Listing>),
    /// All of it.
    Loaded(Arc<Article>),
}

/// A record cannot be read or set.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AccessError {
    /// There is no such article.
    #[error("there is no article {0}")]
    NoArticle(ArticleId),
    /// The article must be loaded first.
    #[error("article {0} is not loaded")]
    NotLoaded(ArticleId),
    /// A value does not belong under its key.
    #[error("the value does not belong to {0}")]
    WrongKind(RecordKey),
}

impl Slot {
    /// The article, if it is loaded.
    pub fn loaded(&self) -> Option<&Arc<Article>> {
        match self {
            Self::Loaded(article) => Some(article),
            Self::Listed(_) => None,
        }
    }

    /// What is known of the article without its text.
    pub fn listing(&self) -> Arc<Listing> {
        match self {
            Self::Listed(listing) => Arc::clone(listing),
            Self::Loaded(article) => Arc::new(article.listing()),
        }
    }
}

impl Project {
    /// An empty project.
    pub fn new(name: &str, schema: Schema) -> Self {
        Self { name: name.into(), schema, ..Self::default() }
    }

    /// The same project with other rules.
    #[must_use]
    pub fn with_guideline(mut self, guideline: Arc<Guideline>) -> Self {
        self.guideline = guideline;
        self
    }

    /// The same project with another schema: for showing it in another way, never for a change of it.
    #[must_use]
    pub fn with_schema(self, schema: Schema) -> Self {
        Self { schema, ..self }
    }

    /// The same project with other registers: for showing it in another way, never for a change of it.
    #[must_use]
    pub fn with_registers(self, registers: OrdMap<Annotator, Register>) -> Self {
        Self { registers, ..self }
    }

    /// The project's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The written rules.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    /// What may be marked.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Who works on it, by annotator.
    pub fn people(&self) -> &OrdMap<Annotator, Arc<Person>> {
        &self.people
    }

    /// Who is to work on what, by annotator.
    pub fn assignments(&self) -> &OrdMap<Annotator, Arc<Assignment>> {
        &self.assignments
    }

    /// Everybody who is listed as a person, has a register, or has work in an article.
    pub fn annotators(&self) -> BTreeSet<Annotator> {
        let works = self.articles.values().flat_map(|slot| slot.listing().work.clone());
        let shared = self.people.keys().chain(self.registers.keys()).cloned();
        shared.chain(works.map(|work| work.annotator)).collect()
    }

    /// Project-wide records, by annotator.
    pub fn registers(&self) -> &OrdMap<Annotator, Register> {
        &self.registers
    }

    /// The articles by id.
    pub fn articles(&self) -> &OrdMap<ArticleId, Slot> {
        &self.articles
    }

    /// A loaded article.
    pub fn article(&self, id: &ArticleId) -> Result<&Arc<Article>, AccessError> {
        let slot = self.articles.get(id).ok_or_else(|| AccessError::NoArticle(id.clone()))?;
        slot.loaded().ok_or_else(|| AccessError::NotLoaded(id.clone()))
    }

    /// Puts an article in, or replaces what is known of it. Not an edit: for reading a project and importing into it.
    pub fn put_slot(&mut self, slot: Slot) {
        let id = match &slot {
            Slot::Listed(listing) => listing.id.clone(),
            Slot::Loaded(article) => article.id.clone(),
        };
        self.articles.insert(id, slot);
    }

    /// Puts many articles in at once; `slots` replace all there are.
    pub fn put_slots(&mut self, slots: impl IntoIterator<Item = (ArticleId, Slot)>) {
        self.articles = slots.into_iter().collect();
    }

    /// Takes an article out. Not an edit: for articles whose files are gone.
    pub fn remove_slot(&mut self, id: &ArticleId) {
        self.articles.remove(id);
    }

    /// Lets go of the text and marks of a loaded article, keeping its listing.
    pub fn unload(&mut self, id: &ArticleId) {
        if let Some(slot @ Slot::Loaded(_)) = self.articles.get(id) {
            let listing = slot.listing();
            self.articles.insert(id.clone(), Slot::Listed(listing));
        }
    }

    /// The current value of a record; `Ok(None)` if there is none.
    pub fn record(&self, key: &RecordKey) -> Result<Option<Record>, AccessError> {
        Ok(match key {
            RecordKey::Article(id, key) => article_record(self.article(id)?, key),
            RecordKey::Register(annotator, key) => {
                self.registers.get(annotator).and_then(|register| register_record(register, key))
            }
            RecordKey::Project(key) => self.project_record(key),
        })
    }

    fn project_record(&self, key: &ProjectKey) -> Option<Record> {
        let schema = &self.schema;
        match key {
            ProjectKey::Name => Some(Record::Name(Arc::clone(&self.name))),
            ProjectKey::Guideline => Some(Record::Guideline(Arc::clone(&self.guideline))),
            ProjectKey::Scales => Some(Record::Scales(Arc::clone(&schema.scales))),
            ProjectKey::Person(who) => self.people.get(who).cloned().map(Record::Person),
            ProjectKey::Assignment(who) => self.assignments.get(who).cloned().map(Record::Assignment),
            ProjectKey::Layer(layer) => schema.layers.get(layer).cloned().map(Record::Layer),
            ProjectKey::Label(layer, label) => {
                schema.labels.get(&(layer.clone(), label.clone())).cloned().map(Record::Label)
            }
            ProjectKey::Feature(layer, feature) => {
                schema.features.get(&(layer.clone(), feature.clone())).cloned().map(Record::Feature)
            }
            ProjectKey::RelationType(kind) => schema.relations.get(kind).cloned().map(Record::RelationType),
        }
    }

    /// Sets a record, or removes it with `None`, without looking at what it means: `edit` checks before it calls this,
    /// and `store` calls it for what it has read.
    pub(crate) fn put(&mut self, key: &RecordKey, after: Option<Record>) -> Result<(), AccessError> {
        let wrong = || AccessError::WrongKind(key.clone());
        match key {
            RecordKey::Article(id, article_key) => {
                let mut article = Arc::clone(self.article(id)?);
                put_in_article(Arc::make_mut(&mut article), article_key, after).ok_or_else(wrong)?;
                self.articles.insert(id.clone(), Slot::Loaded(article));
            }
            RecordKey::Register(annotator, register_key) => {
                let mut register = self.registers.get(annotator).cloned().unwrap_or_default();
                put_in_register(&mut register, register_key, after).ok_or_else(wrong)?;
                if register.is_empty() {
                    self.registers.remove(annotator);
                } else {
                    self.registers.insert(annotator.clone(), register);
                }
            }
            RecordKey::Project(project_key) => self.put_in_project(project_key, after).ok_or_else(wrong)?,
        }
        Ok(())
    }

    fn put_in_project(&mut self, key: &ProjectKey, after: Option<Record>) -> Option<()> {
        let schema = &mut self.schema;
        match (key, after) {
            (ProjectKey::Name, Some(Record::Name(name))) => self.name = name,
            (ProjectKey::Guideline, Some(Record::Guideline(guideline))) => self.guideline = guideline,
            (ProjectKey::Scales, Some(Record::Scales(scales))) => schema.scales = scales,
            (ProjectKey::Person(who), after) => {
                set(&mut self.people, who, optional!(after, Record::Person));
            }
            (ProjectKey::Assignment(who), after) => {
                set(&mut self.assignments, who, optional!(after, Record::Assignment));
            }
            (ProjectKey::Layer(layer), after) => {
                set(&mut schema.layers, layer, optional!(after, Record::Layer));
            }
            (ProjectKey::Label(layer, label), after) => {
                set(&mut schema.labels, &(layer.clone(), label.clone()), optional!(after, Record::Label));
            }
            (ProjectKey::Feature(layer, feature), after) => {
                set(
                    &mut schema.features,
                    &(layer.clone(), feature.clone()),
                    optional!(after, Record::Feature),
                );
            }
            (ProjectKey::RelationType(kind), after) => {
                set(&mut schema.relations, kind, optional!(after, Record::RelationType));
            }
            _ => return None,
        }
        Some(())
    }
}

fn article_record(article: &Article, key: &ArticleKey) -> Option<Record> {
    let work = |annotator: &Annotator| article.works.get(annotator);
    match key {
        ArticleKey::Metadata => Some(Record::Metadata(Arc::clone(&article.metadata))),
        ArticleKey::Zone(id) => article.zone(id).cloned().map(Record::Zone),
        ArticleKey::ZoneVerdict(who, id) => {
            work(who)?.zone_verdicts().get(id).cloned().map(Record::ZoneVerdict)
        }
        ArticleKey::Status(who, layer) => work(who)?.statuses().get(layer).cloned().map(Record::Status),
        ArticleKey::DocumentLabels(who) => work(who)?.document_labels().cloned().map(Record::DocumentLabels),
        ArticleKey::Event(who) => work(who)?.event().cloned().map(Record::ArticleEvent),
        ArticleKey::Annotation(id) => article.annotation(id).cloned().map(Record::Annotation),
        ArticleKey::Relation(id) => article.relation(id).cloned().map(Record::Relation),
        ArticleKey::Attribution(id) => article.attribution(id).cloned().map(Record::Attribution),
        ArticleKey::Decision(id) => article.decision(id).cloned().map(Record::Decision),
        ArticleKey::Suggestion(id) => article.suggestion(id).cloned().map(Record::Suggestion),
    }
}

fn register_record(register: &Register, key: &RegisterKey) -> Option<Record> {
    match key {
        RegisterKey::Entity(id) => register.entities.get(id).cloned().map(Record::Entity),
        RegisterKey::Claim(id) => register.claims.get(id).cloned().map(Record::Claim),
        RegisterKey::ClaimLink(id) => register.claim_links.get(id).cloned().map(Record::ClaimLink),
        RegisterKey::Event(id) => register.events.get(id).cloned().map(Record::Event),
        RegisterKey::Settlement(id) => register.settlements.get(id).cloned().map(Record::Settlement),
    }
}

fn put_in_register(register: &mut Register, key: &RegisterKey, after: Option<Record>) -> Option<()> {
    match key {
        RegisterKey::Entity(id) => set(&mut register.entities, id, optional!(after, Record::Entity)),
        RegisterKey::Claim(id) => set(&mut register.claims, id, optional!(after, Record::Claim)),
        RegisterKey::ClaimLink(id) => set(&mut register.claim_links, id, optional!(after, Record::ClaimLink)),
        RegisterKey::Event(id) => set(&mut register.events, id, optional!(after, Record::Event)),
        RegisterKey::Settlement(id) => {
            set(&mut register.settlements, id, optional!(after, Record::Settlement));
        }
    }
    Some(())
}

fn put_in_article(article: &mut Article, key: &ArticleKey, after: Option<Record>) -> Option<()> {
    if let ArticleKey::Metadata = key {
        let Some(Record::Metadata(metadata)) = after else { return None };
        article.metadata = metadata;
        return Some(());
    }
    // A record that changes hands leaves one annotator's work and enters another's.
    let owner = article_record(article, key).and_then(|before| before.annotator().cloned());
    let heir = after.as_ref().and_then(|after| after.annotator().cloned());
    if owner != heir {
        put_in_work(article, owner.as_ref(), key, None)?;
    }
    match after {
        None if owner == heir => put_in_work(article, owner.as_ref(), key, None),
        None => Some(()),
        after => put_in_work(article, heir.as_ref(), key, after),
    }
}

fn put_in_work(
    article: &mut Article,
    annotator: Option<&Annotator>,
    key: &ArticleKey,
    after: Option<Record>,
) -> Option<()> {
    let Some(annotator) = annotator else {
        // Only zones can belong to the article itself; there is nothing to remove where there was nothing.
        return match (key, after) {
            (ArticleKey::Zone(id), after) => {
                set(&mut article.zones, id, optional!(after, Record::Zone));
                Some(())
            }
            (_, None) => Some(()),
            (_, Some(_)) => None,
        };
    };
    let mut fits = Some(());
    article.change_work(annotator, |work| fits = put_record(work, key, after));
    fits
}

fn put_record(work: &mut super::work::Work, key: &ArticleKey, after: Option<Record>) -> Option<()> {
    match key {
        ArticleKey::Metadata => return None,
        ArticleKey::Zone(id) => work.set_zone(id, optional!(after, Record::Zone)),
        ArticleKey::ZoneVerdict(_, id) => work.set_zone_verdict(id, optional!(after, Record::ZoneVerdict)),
        ArticleKey::Status(_, layer) => work.set_status(layer, optional!(after, Record::Status)),
        ArticleKey::DocumentLabels(_) => work.set_document_labels(optional!(after, Record::DocumentLabels)),
        ArticleKey::Event(_) => work.set_event(optional!(after, Record::ArticleEvent)),
        ArticleKey::Annotation(id) => work.set_annotation(id, optional!(after, Record::Annotation)),
        ArticleKey::Relation(id) => work.set_relation(id, optional!(after, Record::Relation)),
        ArticleKey::Attribution(id) => work.set_attribution(id, optional!(after, Record::Attribution)),
        ArticleKey::Decision(id) => work.set_decision(id, optional!(after, Record::Decision)),
        ArticleKey::Suggestion(id) => work.set_suggestion(id, optional!(after, Record::Suggestion)),
    }
    Some(())
}
