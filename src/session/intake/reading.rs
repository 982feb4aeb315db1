//! One reading of the input: what it means for the project that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::report::{IntakeError, IntakeOptions, IntakeReport};
use super::require_going;
use crate::edit::{Change, Edit, apply};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{self, ImportError, ImportWarning, Incoming, IncomingArticle, Place};
use crate::exchange::merge::{self, Changes, Planned};
use crate::exchange::watch::{Watch, Watched};
use crate::model::article::Article;
use crate::model::body::BodyHash;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::model::record::{Record, RecordKey};
use crate::model::schema::Schema;
use crate::store::import::Import;
use crate::store::reader::Store;
use crate::store::{Notice, StoreError, schema_file};

/// An article to be written.
pub(super) struct Item {
    article: Article,
    /// Whose work in it is new or changed.
    annotators: BTreeSet<Annotator>,
}

impl Item {
    pub(super) fn put(&self, transaction: &mut Import<'_>) -> Result<(), StoreError> {
        transaction.put_article(&self.article, &self.annotators)
    }
}

/// One reading of the input.
pub(super) struct Intake<'a> {
    store: &'a Store,
    options: &'a IntakeOptions,
    pub(super) growth: SchemaGrowth,
    /// The project with the schema as it has grown, and the records that were read.
    pub(super) target: Project,
    shared: Vec<(Place, Record)>,
    pub(super) annotators: BTreeSet<Annotator>,
    /// The first article that gets another text, if one does.
    pub(super) replaced: Option<ArticleId>,
    bodies: BTreeMap<BodyHash, ArticleId>,
    pub(super) report: IntakeReport,
    watch: &'a dyn Watch,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        store: &'a Store,
        project: &Project,
        options: &'a IntakeOptions,
        watch: &'a dyn Watch,
    ) -> Self {
        let schema = project.schema().clone();
        // A project as `new` has made it takes the schema of the first file that brings one; a schema that somebody
        // has chosen or changed stays, and grows.
        let is_untouched = project.articles().is_empty()
            && (schema == Schema::default() || schema_file::news().is_ok_and(|(news, _)| news == schema));
        let growth = if is_untouched { SchemaGrowth::adopting(schema) } else { SchemaGrowth::new(schema) };
        let listings = project.articles().values().map(Slot::listing);
        Self {
            store,
            options,
            growth,
            target: project.clone(),
            shared: Vec::new(),
            annotators: BTreeSet::new(),
            replaced: None,
            bodies: listings.map(|listing| (listing.body_hash, listing.id.clone())).collect(),
            report: IntakeReport::default(),
            watch,
        }
    }

    /// Reads everything once and hands out what is to be written.
    pub(super) fn read(
        &mut self,
        source: &Watched<'_>,
        out: &mut dyn FnMut(Item) -> Result<(), IntakeError>,
    ) -> Result<(), IntakeError> {
        let mut growth = self.growth.clone();
        let mut failed = None;
        let read = importer::import(source, &self.options.reading, &mut growth, &mut |incoming| {
            let place = match &incoming {
                Incoming::Article(article) => article.place.clone(),
                Incoming::Shared(place, _) => place.clone(),
                Incoming::Warning(warning) => warning.place.clone(),
            };
            source.passed(&incoming);
            let taken = require_going(self.watch).and_then(|()| self.take(incoming, out));
            taken.map_err(|err| {
                failed = Some(err);
                stop(place)
            })
        });
        self.growth = growth;
        if let Some(err) = failed {
            return Err(err);
        }
        // A source that is not read any further looks like a broken one.
        require_going(self.watch)?;
        read?;
        let edit = self.growth.edit();
        let invalid =
            |error| IntakeError::Invalid { place: Place::file("the schema"), error: Box::new(error) };
        apply(&mut self.target, &edit).map_err(invalid)
    }

    fn take(
        &mut self,
        incoming: Incoming,
        out: &mut dyn FnMut(Item) -> Result<(), IntakeError>,
    ) -> Result<(), IntakeError> {
        match incoming {
            Incoming::Warning(warning) => {
                self.report.refused += u64::from(warning.refused);
                self.report.warnings.push(warning);
                Ok(())
            }
            Incoming::Shared(place, record) => {
                self.shared.push((place, record));
                Ok(())
            }
            Incoming::Article(IncomingArticle { place, article, schema, known }) => {
                self.report.known += known as u64;
                match self.plan(&place, article, schema) {
                    Ok(Some(item)) => {
                        let marks = item.article.works().values().map(|work| work.annotations().len());
                        self.report.marks += marks.sum::<usize>() as u64;
                        let waiting = item.article.works().values().map(|work| work.suggestions().len());
                        self.report.suggestions += waiting.sum::<usize>() as u64;
                        self.annotators.extend(item.annotators.iter().cloned());
                        out(item)
                    }
                    Ok(None) => Ok(()),
                    Err(err) => self.settle(err),
                }
            }
        }
    }

    fn settle(&mut self, err: IntakeError) -> Result<(), IntakeError> {
        if !self.options.reading.keep_going {
            return Err(err);
        }
        let warning = err.warning()?;
        self.report.refused += 1;
        self.report.warnings.push(warning);
        Ok(())
    }

    fn plan(
        &mut self,
        place: &Place,
        incoming: Article,
        schema: Schema,
    ) -> Result<Option<Item>, IntakeError> {
        let existing = self.existing(incoming.id())?;
        let refused = |refusal| IntakeError::Refused { place: place.clone(), refusal };
        let planned = merge::plan(existing.as_ref(), &incoming, self.options.update).map_err(refused)?;
        match (planned, existing) {
            (Planned::Skipped(_), _) => {
                self.report.unchanged += 1;
                Ok(None)
            }
            (Planned::Same(changes), Some(existing)) => self.change(place, existing, changes, schema),
            (Planned::Replaced(reanchored), existing) => {
                self.replaced.get_or_insert_with(|| reanchored.article.id().clone());
                self.report.changed += 1;
                self.report.known += reanchored.known as u64;
                let lost = reanchored.lost.iter().map(|lost| ImportWarning {
                    place: place.clone(),
                    message: format!("{} was not found again: {}: {:?}", lost.key, lost.reason, lost.quote),
                    refused: false,
                });
                self.report.warnings.extend(lost);
                let mut item = Item::whole(reanchored.article.clone());
                // Whoever has lost all marks has work to be put aside, too.
                item.annotators.extend(existing.iter().flat_map(|existing| existing.works().keys().cloned()));
                Ok(Some(item))
            }
            _ => {
                let same = self.bodies.insert(incoming.body().hash(), incoming.id().clone());
                if let Some(same) = same.filter(|same| same != incoming.id()) {
                    let message = format!(
                        "article {} has the same text as article {same}; both are kept",
                        incoming.id()
                    );
                    self.report.warnings.push(ImportWarning {
                        place: place.clone(),
                        message,
                        refused: false,
                    });
                }
                self.report.added += 1;
                Ok(Some(Item::whole(incoming)))
            }
        }
    }

    /// The article of that id, if it is there. What cannot be read must not be written over.
    fn existing(&mut self, id: &ArticleId) -> Result<Option<Article>, IntakeError> {
        if !self.target.articles().contains_key(id) {
            return Ok(None);
        }
        let loaded = self.store.load(id)?;
        let mut unreadable = None;
        for notice in loaded.notices {
            match notice {
                Notice::Unreadable(err) => unreadable = Some(err),
                other => self.report.notices.push(other.to_string()),
            }
        }
        match unreadable {
            Some(err) => Err(err.into()),
            None => Ok(Some(loaded.article)),
        }
    }

    /// The article with `changes` made to it, which `schema` must allow.
    fn change(
        &mut self,
        place: &Place,
        existing: Article,
        changes: Changes,
        schema: Schema,
    ) -> Result<Option<Item>, IntakeError> {
        self.report.known += changes.known as u64;
        let added = changes.added.into_iter().map(|(key, record)| Change::add(key, record));
        let replaced =
            changes.replaced.into_iter().map(|(key, before, after)| Change::replace(key, before, after));
        let edit: Edit = added.chain(replaced).collect();
        if edit.is_empty() {
            self.report.unchanged += 1;
            return Ok(None);
        }
        let id = existing.id().clone();
        let mut project = Project::new("", schema);
        project.put_slot(Slot::Loaded(Arc::new(existing)));
        let invalid = |error| IntakeError::Invalid { place: place.clone(), error: Box::new(error) };
        apply(&mut project, &edit).map_err(invalid)?;
        let Ok(article) = project.article(&id) else { return Ok(None) };
        self.report.changed += 1;
        Ok(Some(Item {
            article: article.as_ref().clone(),
            annotators: edit.annotators().into_iter().cloned().collect(),
        }))
    }

    /// What the records that were read change in registers.
    pub(super) fn shared_edit(&mut self) -> Result<Edit, IntakeError> {
        // By key, so that claims come before the links between them.
        let mut changes: BTreeMap<RecordKey, (Place, Change)> = BTreeMap::new();
        for (place, record) in std::mem::take(&mut self.shared) {
            let Some(key) = record.shared_key() else { continue };
            let before = self.target.record(&key).ok().flatten();
            let known = changes.get(&key).and_then(|(_, change)| change.after.as_ref()).or(before.as_ref());
            match merge::plan_shared(known, &record, self.options.update) {
                Ok(None) => {}
                Ok(Some(after)) => {
                    let change = Change { key: key.clone(), before, after: Some(after) };
                    changes.insert(key, (place, change));
                }
                Err(refusal) => self.settle(IntakeError::Refused { place, refusal })?,
            }
        }
        let edit: Edit = changes.values().map(|(_, change)| change.clone()).collect();
        match apply(&mut self.target, &edit) {
            Ok(()) => Ok(edit),
            Err(_) => self.one_by_one(changes.into_values()),
        }
    }

    /// Makes those of `changes` that hold together with what is there, and refuses each of the others at its place.
    fn one_by_one(&mut self, changes: impl Iterator<Item = (Place, Change)>) -> Result<Edit, IntakeError> {
        let mut made = Edit::default();
        for (place, change) in changes {
            let edit: Edit = std::iter::once(change).collect();
            match apply(&mut self.target, &edit) {
                Ok(()) => made.changes.extend(edit.changes),
                Err(error) => self.settle(IntakeError::Invalid { place, error: Box::new(error) })?,
            }
        }
        Ok(made)
    }
}

impl Item {
    fn whole(article: Article) -> Self {
        let annotators = article.works().keys().cloned().collect();
        Self { article, annotators }
    }
}

/// Ends a reading whose reason is kept elsewhere.
fn stop(place: Place) -> ImportError {
    place.error(importer::Problem::Other("stopped".to_owned()))
}
