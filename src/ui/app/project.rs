//! Opening and making projects of the machine for the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::edit::history::History;
use crate::machine::env::{Machine, login_name};
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::Session;
use crate::session::kept::{Kept, Looked, OpenedFolder};
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open as look};
use crate::store::{StoreError, create as make, schema_file};
use crate::ui::messages::Message;
use crate::ui::texts::Texts;

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
pub(super) fn open(
    path: &Path,
    annotator: Option<Annotator>,
    texts: &Texts,
) -> Result<OpenedProject, Message> {
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
            opened.notices.insert(0, texts.name("project-only-look", &error.to_string()));
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
pub(super) fn create(folder: &Path, texts: &Texts) -> Result<(), Message> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| texts.get("project-unnamed"));
    let (schema, guideline) = schema_file::news().map_err(|err| trouble(&err))?;
    let project = Project::new(&name, schema).with_guideline(Arc::new(guideline));
    make::create(&RealDisk, folder, &project).map_err(|err| trouble(&err))
}

fn trouble(error: &StoreError) -> Message {
    let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    Message::trouble(format!("{error}{source}"), error.hints().into_iter().map(str::to_owned).collect())
}
