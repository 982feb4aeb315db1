//! Importing and exporting.

mod cards;
mod formats;
mod jsonl;
#[cfg(all(feature = "documents", feature = "parquet"))]
mod manual;
mod proof;
mod readers;
mod round_trip;
mod rows;
mod said;
mod shaping;
mod splits;
mod texts;
mod traps;
mod watch;

use std::collections::BTreeMap;

use glossator::edit::{Change, Edit, apply};
use glossator::exchange::exporter::{self, ExportContext, Exported};
use glossator::exchange::filter::Filter;
use glossator::exchange::format;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{
    ImportError, ImportOptions, ImportWarning, Incoming, IncomingArticle, import,
};
use glossator::exchange::losses::Losses;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::watch::Unwatched;
use glossator::exchange::{sink, source};
use glossator::model::article::Article;
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;

/// Everything that an import hands out.
#[derive(Default)]
pub(crate) struct Imported {
    pub(crate) articles: Vec<IncomingArticle>,
    pub(crate) shared: Vec<Record>,
    pub(crate) warnings: Vec<ImportWarning>,
    pub(crate) schema: Schema,
}

impl Imported {
    /// The only article.
    pub(crate) fn only(&self) -> &Article {
        assert_eq!(self.articles.len(), 1);
        &self.articles[0].article
    }

    /// A project that holds what was imported.
    pub(crate) fn into_project(self) -> Project {
        let mut project = Project::new("imported", self.schema);
        for incoming in self.articles {
            project.put_slot(Slot::Loaded(incoming.article.into()));
        }
        let add = |record: Record| Change::add(record.shared_key().unwrap(), record);
        // Links are checked against claims, so they come last.
        let (links, rest): (Vec<_>, Vec<_>) =
            self.shared.into_iter().partition(|record| matches!(record, Record::ClaimLink(_)));
        apply(&mut project, &rest.into_iter().map(add).collect::<Edit>()).unwrap();
        apply(&mut project, &links.into_iter().map(add).collect::<Edit>()).unwrap();
        project
    }
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions::by("ana".into())
}

/// Imports files into a project with the schema `schema` that has articles already.
pub(crate) fn try_read(
    files: &[(&str, &[u8])],
    options: &ImportOptions,
    mut growth: SchemaGrowth,
) -> Result<Imported, ImportError> {
    let source: source::Memory = files.iter().map(|(name, bytes)| (*name, *bytes)).collect();
    let mut imported = Imported::default();
    import(&source, options, &mut growth, &mut |incoming| {
        match incoming {
            Incoming::Article(article) => imported.articles.push(article),
            Incoming::Shared(_, record) => imported.shared.push(record),
            Incoming::Warning(warning) => imported.warnings.push(warning),
        }
        Ok(())
    })?;
    imported.schema = growth.schema().clone();
    Ok(imported)
}

/// Imports one file of the native format into an empty project.
pub(crate) fn read_jsonl(text: &str) -> Result<Imported, ImportError> {
    let growth = SchemaGrowth::adopting(Schema::default());
    try_read(&[("a.jsonl", text.as_bytes())], &options(), growth)
}

/// Exports `project` and gives back the files by name.
pub(crate) fn export(
    project: &Project,
    to: &str,
    filter: &Filter,
    offsets: OffsetUnit,
) -> (BTreeMap<String, Vec<u8>>, Losses) {
    let options = ExportOptions { offsets, ..ExportOptions::default() };
    let (files, exported) = export_with(project, to, filter, &options);
    (files, exported.losses)
}

/// Exports `project` and gives back the files by name, and what came of it.
pub(crate) fn export_with(
    project: &Project,
    to: &str,
    filter: &Filter,
    options: &ExportOptions,
) -> (BTreeMap<String, Vec<u8>>, Exported) {
    let sink = sink::Memory::default();
    let context = ExportContext::new(project, filter, options, &Unwatched);
    let exported = exporter::export(format::find(to).unwrap(), &context, project, &sink);
    let exported = exported.unwrap_or_else(|error| panic!("{to}: {error}"));
    (sink.files(), exported)
}

/// Exports everything in the native format.
pub(crate) fn export_jsonl(project: &Project, offsets: OffsetUnit) -> String {
    let (mut files, losses) = export(project, "jsonl", &Filter::default(), offsets);
    assert!(losses.is_empty(), "{losses:?}");
    String::from_utf8(files.remove("").unwrap()).unwrap()
}
