//! Importing into a project folder: everything is checked before anything is written.

mod report;

pub use report::{IntakeError, IntakeOptions, IntakeReport};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::{Change, Edit, apply};
use crate::exchange::growth::SchemaGrowth;
use crate::exchange::importer::{self, ImportError, ImportWarning, Incoming, IncomingArticle, Place};
use crate::exchange::merge::{self, Changes, Planned};
use crate::exchange::source::Source;
use crate::model::article::Article;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::{Project, Slot};
use crate::model::record::{Record, RecordKey};
use crate::model::schema::Schema;
use crate::store::import::Import;
use crate::store::reader::Store;
use crate::store::{Notice, StoreError, schema_file};

/// Inputs up to this many bytes are read once and kept; larger ones are read twice, and memory stays flat.
const KEEP: u64 = 256 << 20;

/// Imports everything that `source` holds into the folder of `store`, whose records and listings `project` has.
///
/// The first reading checks everything, the second (from memory, if the input is small) writes. On an error nothing was
/// written, unless the disk failed in the midst of writing: then some articles are there, whole, and importing again
/// adds the rest.
pub fn import(
    store: &mut Store,
    project: &Project,
    source: &dyn Source,
    options: &IntakeOptions,
) -> Result<IntakeReport, IntakeError> {
    let mut intake = Intake::new(store, project, options);
    let mut kept = Vec::new();
    let is_kept = options.total_len <= KEEP;
    intake.read(source, &mut |_, item| {
        if is_kept {
            kept.push(item);
        }
        Ok(())
    })?;
    let shared = intake.shared_edit()?;
    let Intake { growth, target, annotators, mut report, .. } = intake;
    report.records = shared.changes.len() as u64;
    let schema_edit = growth.edit();
    // What another schema has made way for is no news to whoever brings that schema.
    let news = schema_edit.changes.iter().filter(|change| change.after.is_some());
    report.schema = news.map(|change| change.key.to_string()).collect();
    let registers: BTreeSet<Annotator> = shared.annotators().into_iter().cloned().collect();
    if kept.is_empty() && is_kept && shared.is_empty() && schema_edit.is_empty() {
        return Ok(report);
    }
    let locked = annotators.union(&registers).cloned().collect();
    let reader = (!is_kept).then(|| store.clone());
    let mut transaction = store.begin_import(&locked)?;
    if !schema_edit.is_empty() {
        transaction.put_project(&target)?;
    }
    for annotator in &registers {
        transaction.put_register(&target, annotator)?;
    }
    for item in &kept {
        item.put(&mut transaction)?;
    }
    if let Some(reader) = reader {
        let mut again = Intake::new(&reader, project, options);
        again.read(source, &mut |_, item| Ok(item.put(&mut transaction)?))?;
    }
    transaction.finish()?;
    Ok(report)
}

/// An article to be written.
struct Item {
    article: Article,
    /// Whose work in it is new or changed.
    annotators: BTreeSet<Annotator>,
}

impl Item {
    fn put(&self, transaction: &mut Import<'_>) -> Result<(), StoreError> {
        transaction.put_article(&self.article, &self.annotators)
    }
}

/// One reading of the input.
struct Intake<'a> {
    store: &'a Store,
    options: &'a IntakeOptions,
    growth: SchemaGrowth,
    /// The project with the schema as it has grown, and the records that were read.
    target: Project,
    shared: Vec<(Place, Record)>,
    annotators: BTreeSet<Annotator>,
    bodies: BTreeMap<crate::model::body::BodyHash, ArticleId>,
    report: IntakeReport,
}

impl<'a> Intake<'a> {
    fn new(store: &'a Store, project: &Project, options: &'a IntakeOptions) -> Self {
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
            bodies: listings.map(|listing| (listing.body_hash, listing.id.clone())).collect(),
            report: IntakeReport::default(),
        }
    }

    /// Reads everything once and hands out what is to be written.
    fn read(
        &mut self,
        source: &dyn Source,
        out: &mut dyn FnMut(&Place, Item) -> Result<(), IntakeError>,
    ) -> Result<(), IntakeError> {
        let mut growth = self.growth.clone();
        let mut failed = None;
        let read = importer::import(source, &self.options.reading, &mut growth, &mut |incoming| {
            let place = match &incoming {
                Incoming::Article(article) => article.place.clone(),
                Incoming::Shared(place, _) => place.clone(),
                Incoming::Warning(warning) => warning.place.clone(),
            };
            self.take(incoming, out).map_err(|err| {
                failed = Some(err);
                stop(place)
            })
        });
        self.growth = growth;
        if let Some(err) = failed {
            return Err(err);
        }
        read?;
        let edit = self.growth.edit();
        let invalid =
            |error| IntakeError::Invalid { place: Place::file("the schema"), error: Box::new(error) };
        apply(&mut self.target, &edit).map_err(invalid)
    }

    fn take(
        &mut self,
        incoming: Incoming,
        out: &mut dyn FnMut(&Place, Item) -> Result<(), IntakeError>,
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
            Incoming::Article(IncomingArticle { place, article, schema }) => {
                match self.plan(&place, article, schema) {
                    Ok(Some(item)) => {
                        let marks = item.article.works().values().map(|work| work.annotations().len());
                        self.report.marks += marks.sum::<usize>() as u64;
                        self.annotators.extend(item.annotators.iter().cloned());
                        out(&place, item)
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
                self.report.changed += 1;
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
    fn shared_edit(&mut self) -> Result<Edit, IntakeError> {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::exchange::importer::ImportOptions;
    use crate::exchange::source;
    use crate::store::disk::Disk;
    use crate::store::disk::memory::MemoryDisk;
    use crate::store::{create, open};

    /// A new project in memory.
    fn new_project() -> Arc<dyn Disk> {
        let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
        create::create(&*disk, Path::new("/p"), &Project::new("p", Schema::default())).unwrap();
        disk
    }

    fn import_lines(lines: &[&str], keep_going: bool) -> Result<IntakeReport, IntakeError> {
        import_into(&new_project(), lines, keep_going)
    }

    fn import_into(
        disk: &Arc<dyn Disk>,
        lines: &[&str],
        keep_going: bool,
    ) -> Result<IntakeReport, IntakeError> {
        let mut opened = open::open(disk, Path::new("/p")).unwrap();
        let text = lines.join("\n");
        let source: source::Memory = [("a.jsonl", text.as_bytes())].into_iter().collect();
        let reading = ImportOptions { keep_going, ..ImportOptions::by("ana".into()) };
        let options = IntakeOptions { reading, update: false, total_len: text.len() as u64 };
        import(&mut opened.store, &opened.project, &source, &options)
    }

    const RECORDS: [&str; 5] = [
        r#"{"record": "claim_link", "id": "l1", "from": "c1", "to": "c2", "type": "updates"}"#,
        r#"{"record": "claim_link", "id": "l2", "from": "c1", "to": "c9", "type": "updates"}"#,
        r#"{"record": "claim", "id": "c1", "statement": "Six are dead."}"#,
        r#"{"record": "claim", "id": "c2", "statement": "Five are dead."}"#,
        r#"{"record": "event", "id": "v1", "name": "Breach"}"#,
    ];

    #[test]
    fn a_record_that_does_not_hold_together_is_refused_at_its_line() {
        let err = import_lines(&RECORDS, false).unwrap_err();
        assert!(err.to_string().ends_with("(a.jsonl, line 2)"), "{err}");
    }

    #[test]
    fn going_on_leaves_out_the_wrong_record_alone() {
        let report = import_lines(&RECORDS, true).unwrap();
        assert_eq!((report.records, report.refused), (4, 1));
        let [warning] = report.warnings.as_slice() else { panic!("{:?}", report.warnings) };
        assert_eq!((warning.place.line, warning.refused), (Some(2), true));
    }

    #[test]
    fn marks_with_new_labels_come_into_an_article_that_is_there() {
        let disk = new_project();
        import_into(&disk, &[r#"{"id": "a", "text": "Ana said so"}"#], false).unwrap();
        let marked = r#"{"id": "a", "text": "Ana said so", "annotations": [{"layer": "stance", "label": "calm",
            "start": 0, "end": 3, "features": {"strength": 3}}]}"#;
        let report = import_into(&disk, &[&marked.replace('\n', " ")], false).unwrap();
        assert_eq!((report.added, report.changed, report.marks), (0, 1, 1));
        let expected = ["layer stance", "label calm of layer stance", "feature strength of layer stance"];
        assert_eq!(report.schema, expected);
    }

    #[test]
    fn only_what_the_schema_gains_is_told() {
        let schema = r#"{"record": "schema", "name": "S", "layers": [{"key": "entity", "role": "entity"}]}"#;
        let report = import_lines(&[schema], false).unwrap();
        assert_eq!(report.schema, ["the scales", "layer entity"]);
    }
}
