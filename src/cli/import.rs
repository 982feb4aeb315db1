//! `glossator import`

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::args::{AUTO, Import, MarksAs};
use super::output::{Failure, Output, plural};
use super::progress::Progress;
use crate::exchange::format::{self, Format};
use crate::exchange::importer::ImportOptions;
use crate::exchange::mapped::columns::ColumnMap;
use crate::exchange::metadata_table::MetadataTable;
use crate::machine::env::login_name;
use crate::machine::files::Files;
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::intake::{self, IntakeOptions, IntakeReport};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open_to_import};

pub(super) fn run(arguments: &Import, out: &mut Output<'_>) -> Result<u8, Failure> {
    let format = (arguments.from != AUTO).then(|| readable(&arguments.from)).transpose()?;
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { mut store, project, notices, .. } = open_to_import(&disk, &arguments.project)?;
    out.notices(&notices);
    let metadata = arguments
        .metadata
        .as_deref()
        .map(|path| read_table(path, arguments.encoding.as_deref()))
        .transpose()?;
    let columns = arguments
        .columns
        .as_deref()
        .map(|said| ColumnMap::parse(said).map_err(|error| Failure::usage(error.to_string())));
    let source = Files::find(&arguments.paths).map_err(|err| Failure::refused(err.to_string()))?;
    let reading = ImportOptions {
        annotator: annotator(arguments, &project),
        encoding: arguments.encoding.clone(),
        metadata,
        format,
        columns: columns.transpose()?,
        layer: arguments.layer.clone(),
        as_suggestions: matches!(arguments.marks_as, MarksAs::Suggestions),
        keep_going: arguments.keep_going,
        apart: false,
    };
    let options = IntakeOptions { reading, update: arguments.update, total_len: source.total_len() };
    let progress = Progress::new(out.is_watched)?;
    let report = intake::import(&mut store, &project, &source, &options, &progress)?;
    drop(progress);
    tell(&report, out)?;
    Ok(if report.refused > 0 { super::FOUND } else { super::DONE })
}

fn readable(id: &str) -> Result<&'static Format, Failure> {
    match format::find(id) {
        Some(format) if format.importer.is_some() => Ok(format),
        Some(_) => Err(Failure::usage(format!("the format {id} can be written, but not read"))),
        None => {
            let known: Vec<&str> = format::FORMATS
                .iter()
                .filter(|format| format.importer.is_some())
                .map(|format| format.id)
                .collect();
            Err(Failure::usage(format!("there is no format {id:?}"))
                .hint(format!("there are {AUTO}, {}", known.join(", "))))
        }
    }
}

fn read_table(path: &Path, encoding: Option<&str>) -> Result<MetadataTable, Failure> {
    let bytes = fs::read(path)
        .map_err(|err| Failure::refused(format!("cannot read the table: {err}: {}", path.display())))?;
    Ok(MetadataTable::parse(&path.to_string_lossy(), &bytes, encoding)?)
}

/// Whose work it is where the files do not say: as asked, else the project's only annotator, else who is logged in.
fn annotator(arguments: &Import, project: &Project) -> Annotator {
    if let Some(name) = &arguments.annotator {
        return Annotator::from(name.as_str());
    }
    let mut known = project.annotators();
    match (known.len(), known.pop_first()) {
        (1, Some(only)) => only,
        _ => login_name(),
    }
}

fn tell(report: &IntakeReport, out: &mut Output<'_>) -> Result<(), Failure> {
    for notice in &report.notices {
        out.warn(notice);
    }
    for warning in &report.warnings {
        let what = if warning.refused { "left out: " } else { "" };
        out.warn(format_args!("{what}{} ({})", warning.message, warning.place));
    }
    let warnings: Vec<_> = report
        .warnings
        .iter()
        .map(|warning| {
            json!({
                "file": warning.place.file,
                "line": warning.place.line,
                "message": warning.message,
                "refused": warning.refused,
            })
        })
        .collect();
    let formats: Vec<_> =
        report.formats.iter().map(|(name, files)| json!({"format": name, "files": files})).collect();
    out.json(&json!({
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "marks": report.marks,
        "suggestions": report.suggestions,
        "known": report.known,
        "records": report.records,
        "formats": formats,
        "schema": report.schema,
        "warnings": warnings,
        "notices": report.notices,
    }))?;
    out.line(format_args!(
        "Imported {}, changed {}, left {} as it was; {}, {}",
        plural(report.added, "article"),
        report.changed,
        report.unchanged,
        plural(report.marks, "mark"),
        plural(report.records, "record"),
    ))?;
    if report.suggestions > 0 || report.known > 0 {
        out.line(format_args!(
            "{} to be reviewed, {} known already",
            plural(report.suggestions, "suggestion"),
            report.known
        ))?;
    }
    for (name, files) in &report.formats {
        out.line(format_args!("Read as {name}: {}", plural(*files as u64, "file")))?;
    }
    for item in &report.schema {
        out.line(format_args!("Added to the schema: {item}"))?;
    }
    Ok(())
}
