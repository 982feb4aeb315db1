//! Opening, making, filling and exporting projects of the machine for the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::edit::history::History;
use crate::exchange::exporter::ExportContext;
use crate::exchange::filter::Filter;
use crate::exchange::format;
use crate::exchange::importer::ImportOptions;
use crate::exchange::watch::Unwatched;
use crate::machine::env::{Machine, login_name};
use crate::machine::files::{FileSink, Files};
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::Session;
use crate::session::intake::{self, IntakeOptions};
use crate::session::kept::{Kept, Looked, OpenedFolder};
use crate::session::stored::Stored;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open as look};
use crate::store::{StoreError, create as make, schema_file};
use crate::ui::messages::Message;

/// A project that was opened for the window.
pub(super) struct OpenedProject {
    pub(super) session: Session,
    /// The project folder.
    pub(super) folder: PathBuf,
    /// What is odd in its files, sentences without full stop.
    pub(super) notices: Vec<String>,
}

/// Whether `path` is a project.
pub(super) fn is_one(path: &Path) -> bool {
    path.ends_with("project.ron") || path.join("project.ron").is_file()
}

/// Opens the project in `path` for the work of `annotator`, else of who is logged in. Where the same annotator is at work
/// in another window, this one may only look.
pub(super) fn open(path: &Path, annotator: Option<Annotator>) -> Result<OpenedProject, Message> {
    let folder = if path.ends_with("project.ron") { path.parent().unwrap_or(path) } else { path };
    let annotator = annotator.unwrap_or_else(login_name);
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    match Kept::open(&disk, folder, &annotator) {
        Ok(OpenedFolder { keeper, project, history, effort, notices }) => {
            let session = Session::new(project, annotator, history, Box::new(Machine), Box::new(keeper));
            let notices = notices.iter().map(ToString::to_string).collect();
            Ok(OpenedProject { session: session.with_effort(effort), folder: folder.to_owned(), notices })
        }
        Err(error @ StoreError::Locked { .. }) => {
            let mut opened = only_look(folder, Some(annotator))?;
            opened.session = opened.session.read_only(error.to_string());
            opened.notices.insert(0, format!("this window may only look: {error}"));
            Ok(opened)
        }
        Err(error) => Err(trouble(&error)),
    }
}

/// Opens the project in `path` to look at it: nothing is locked, and what is changed is not kept.
pub(super) fn only_look(path: &Path, annotator: Option<Annotator>) -> Result<OpenedProject, Message> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, notices, mut efforts, .. } =
        look(&disk, path).map_err(|err| trouble(&err))?;
    let annotator = annotator.unwrap_or_else(|| {
        let mut known = project.annotators();
        let only = known.pop_first().filter(|_| known.is_empty());
        only.unwrap_or_else(login_name)
    });
    let effort = efforts.remove(&annotator).unwrap_or_default();
    let keeper = Box::new(Looked(store));
    let session = Session::new(project, annotator, History::default(), Box::new(Machine), keeper);
    let session = session.with_effort(effort);
    let notices = notices.iter().map(ToString::to_string).collect();
    Ok(OpenedProject { session, folder: path.to_owned(), notices })
}

/// Makes a project in `folder`, called like it, with the schema for news.
pub(super) fn create(folder: &Path) -> Result<(), Message> {
    let name =
        folder.file_name().map_or_else(|| "Project".into(), |name| name.to_string_lossy().into_owned());
    let (schema, guideline) = schema_file::news().map_err(|err| trouble(&err))?;
    let project = Project::new(&name, schema).with_guideline(Arc::new(guideline));
    make::create(&RealDisk, folder, &project).map_err(|err| trouble(&err))
}

/// Takes articles from `paths` into the project in `folder`; says what came of it.
pub(super) fn import(folder: &Path, annotator: &Annotator, paths: &[PathBuf]) -> Vec<Message> {
    match take_in(folder, annotator, paths) {
        Ok(said) => said,
        Err(message) => vec![message],
    }
}

fn take_in(folder: &Path, annotator: &Annotator, paths: &[PathBuf]) -> Result<Vec<Message>, Message> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { mut store, project, .. } = look(&disk, folder).map_err(|err| trouble(&err))?;
    let source = Files::find(paths).map_err(|err| Message::trouble(err.to_string(), Vec::new()))?;
    let reading = ImportOptions {
        annotator: annotator.clone(),
        encoding: None,
        metadata: None,
        format: None,
        keep_going: false,
    };
    let options = IntakeOptions { reading, update: false, total_len: source.total_len() };
    let report = intake::import(&mut store, &project, &source, &options, &Unwatched).map_err(|err| {
        let hint = "Nothing was imported; glossator import has more ways to read a file".to_owned();
        Message::trouble(err.to_string(), vec![hint])
    })?;
    let warnings = report.warnings.iter().map(|warning| format!("{} ({})", warning.message, warning.place));
    let mut said: Vec<Message> = warnings.map(Message::news).collect();
    said.push(Message::news(format!(
        "imported {} articles, changed {}, left {} as they were; {} marks",
        report.added, report.changed, report.unchanged, report.marks
    )));
    Ok(said)
}

/// Writes the project in `folder` as JSON lines; says what came of it.
pub(super) fn export(folder: &Path, path: &Path) -> Message {
    write(folder, path).unwrap_or_else(|message| message)
}

fn write(folder: &Path, path: &Path) -> Result<Message, Message> {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, .. } = look(&disk, folder).map_err(|err| trouble(&err))?;
    let cannot = |err: &dyn std::fmt::Display| {
        Message::trouble(format!("{} cannot be written: {err}", path.display()), Vec::new())
    };
    let format = format::find("jsonl").and_then(|format| format.export);
    let export = format.ok_or_else(|| cannot(&"this build has no JSON lines"))?;
    let filter = Filter::default();
    let context = ExportContext {
        project: &project,
        filter: &filter,
        offsets: crate::text::offsets::OffsetUnit::CodePoint,
        watch: &Unwatched,
    };
    let articles = Stored::new(&store);
    let sink = FileSink::new(path);
    let losses = export(&context, &articles, &sink).map_err(|err| cannot(&err))?;
    sink.finish().map_err(|err| cannot(&err))?;
    let mut message = Message::news(format!("wrote {}", path.display()));
    let unread = articles.into_notices();
    message.hints.extend(unread.iter().map(ToString::to_string));
    message.hints.extend(losses.iter().map(|(reason, lost)| format!("{} lost: {reason}", lost.count)));
    Ok(message)
}

fn trouble(error: &StoreError) -> Message {
    let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    Message::trouble(format!("{error}{source}"), error.hints().into_iter().map(str::to_owned).collect())
}
