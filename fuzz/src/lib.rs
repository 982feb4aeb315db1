//! What the fuzz targets share: reading bytes as files, and writing what was read.

pub mod readers;

use std::sync::Arc;

use glossator::edit::{Change, Edit, apply};
use glossator::exchange::exporter::ExportContext;
use glossator::exchange::filter::Filter;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions, Incoming, import};
use glossator::exchange::options::ExportOptions;
use glossator::exchange::watch::Unwatched;
use glossator::exchange::{format, sink, source};
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;

/// A project in memory that holds what `files`, given by name, bring; `None` where the records do not hold together,
/// which an import into a folder refuses as well. Panics where something is marked outside of its text.
///
/// Fails where the files are refused.
pub fn read(files: &[(&str, &[u8])], options: &ImportOptions) -> Result<Option<Project>, ImportError> {
    let source: source::Memory = files.iter().map(|(name, bytes)| (*name, *bytes)).collect();
    let mut growth = SchemaGrowth::adopting(Schema::default());
    let (mut articles, mut shared) = (Vec::new(), Vec::new());
    import(&source, options, &mut growth, &mut |incoming| {
        match incoming {
            Incoming::Article(incoming) => {
                readers::assert_in_place(&incoming.article);
                articles.push(incoming.article);
            }
            Incoming::Shared(_, record) => shared.push(record),
            Incoming::Warning(_) => {}
        }
        Ok(())
    })?;
    let mut project = Project::new("fuzz", growth.schema().clone());
    for article in articles {
        project.put_slot(Slot::Loaded(Arc::new(article)));
    }
    let edit: Edit = shared
        .into_iter()
        .filter_map(|record: Record| Some(Change::add(record.shared_key()?, record)))
        .collect();
    Ok(apply(&mut project, &edit).is_ok().then_some(project))
}

/// Everything in `project`, whose articles are loaded, in the format `to`: files by name, with their bytes.
pub fn export(project: &Project, to: &str, offsets: OffsetUnit) -> Vec<(String, Vec<u8>)> {
    let sink = sink::Memory::default();
    let filter = Filter::default();
    let options = ExportOptions { offsets, ..ExportOptions::default() };
    let context = ExportContext::new(project, &filter, &options, &Unwatched);
    let write = format::find(to).and_then(|format| format.export).expect("the format can be written");
    write(&context, project, &sink).expect("memory takes everything");
    sink.files().into_iter().collect()
}

/// Everything in `project`, whose articles are loaded, in the native format.
pub fn export_jsonl(project: &Project, offsets: OffsetUnit) -> Vec<u8> {
    export(project, "jsonl", offsets).pop().map(|(_, bytes)| bytes).unwrap_or_default()
}

/// Fails unless what was exported imports, and exports to the same bytes again.
pub fn assert_stable(project: &Project, offsets: OffsetUnit) {
    let first = export_jsonl(project, offsets);
    let again =
        read(&[("a.jsonl", &first)], &ImportOptions::by("ana".into())).expect("an export can be imported");
    let again = again.expect("an export holds together");
    assert_same(&export_jsonl(&again, offsets), &first);
}

/// Fails at the first place where the two texts differ, and shows only that: they may be long.
pub fn assert_same(found: &[u8], expected: &[u8]) {
    let place =
        found.iter().zip(expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
    let around = |bytes: &[u8]| {
        let (start, end) = (place.saturating_sub(60).min(bytes.len()), (place + 60).min(bytes.len()));
        String::from_utf8_lossy(&bytes[start..end]).into_owned()
    };
    assert!(found == expected, "at byte {place}: found {:?}, expected {:?}", around(found), around(expected));
}
