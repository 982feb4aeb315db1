//! Importing and exporting on threads beside the window, while the project stays open.

mod foresee;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use super::App;
use super::jobs::{Done, Tell};
use super::settings::expanded;
use crate::exchange::counted::{Counted, Counts};
use crate::exchange::encoding::EncodingError;
use crate::exchange::exporter::{self, ExportContext, ExportError};
use crate::exchange::filter::Filter;
use crate::exchange::format::{self, Format};
use crate::exchange::importer::{ImportError, ImportOptions, Place, Problem as Wrong};
use crate::exchange::mapped::columns::ColumnMap;
use crate::exchange::metadata_table::MetadataTable;
use crate::exchange::options::ExportOptions;
use crate::exchange::watch::Watch;
use crate::machine::files::Files;
use crate::machine::place;
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::Session;
use crate::session::error::CommandError;
use crate::session::intake::{Beside, Brought, IntakeError, IntakeOptions, IntakeReport};
use crate::session::stored::Stored;
use crate::store::disk::Disk;
use crate::store::disk::real::RealDisk;
use crate::store::open::{Opened, open as look};
use crate::ui::carry::choices::{Deed, ExportChoices, ImportChoices};
use crate::ui::carry::going::Going;
use crate::ui::carry::{Problem, Wish, told};
use crate::ui::messages::Message;
use crate::ui::shell::Request;
use crate::ui::texts::Texts;

/// How many warnings of an import are listed one by one.
const LISTED: usize = 100;

/// An import or export that goes on.
#[derive(Debug)]
pub(super) struct Carried {
    /// The project that it began in.
    folder: PathBuf,
    /// Whether that project was not closed since.
    pub(super) is_open: bool,
}

/// What the files of a project hold after an import.
enum After {
    /// What they held, and this.
    Brought(Brought),
    /// What they held.
    Untouched,
    /// A part of what was imported, if the last phase had begun.
    Unknown,
}

/// What came of an import.
pub(super) type Imported = Result<(IntakeReport, Brought), IntakeError>;

/// What came of an export.
pub(super) type Exported = Result<Written, Problem>;

/// What an export has written, or would have.
#[derive(Debug)]
pub(super) struct Written {
    counts: Counts,
    exported: exporter::Exported,
    /// What was odd in the files, sentences without full stop.
    notices: Vec<String>,
}

impl App {
    pub(super) fn wish(&mut self, wish: Wish) {
        match wish {
            Wish::BrowseTable => self.jobs.browse_table(),
            Wish::BrowsePlace(name) => self.jobs.browse_place(&name),
            Wish::Import(choices) => self.import(choices),
            Wish::Export(choices) => self.export(choices),
            Wish::Foresee(choices) => self.foresee(choices),
            Wish::ForeseeImport(choices) => self.foresee_import(choices),
        }
    }

    /// Asks how to import what was dropped, typed or browsed for.
    pub(super) fn ask_import(&mut self, paths: Vec<PathBuf>) {
        let texts = self.shell.texts();
        if self.shell.session().is_none() {
            let said = Message::trouble(texts.get("no-project"), vec![texts.get("open-first")]);
            self.shell.messages.say(said);
        } else {
            self.shell.carry.ask_import(paths);
        }
    }

    /// The project that something may begin in: one thing goes on at a time.
    fn begin(&mut self) -> Option<(PathBuf, Arc<Going>)> {
        let folder = self.shell.folder()?.clone();
        if self.carried.is_some() {
            let texts = self.shell.texts();
            let problem = Problem { text: texts.get("carry-busy"), ..Problem::default() };
            self.shell.carry.refuse(problem);
            return None;
        }
        Some((folder, Arc::new(Going::default())))
    }

    fn went_on(&mut self, folder: PathBuf, going: Arc<Going>) {
        self.carried = Some(Carried { folder, is_open: true });
        self.shell.carry.begin(going);
    }

    fn import(&mut self, choices: ImportChoices) {
        let Some((folder, going)) = self.begin() else { return };
        let Some(session) = self.shell.session_mut() else { return };
        let annotator = session.annotator().clone();
        let beside = match session.begin_intake() {
            Ok(beside) => beside,
            Err(err) => return self.shell.carry.refuse(refused(err)),
        };
        self.went_on(folder, Arc::clone(&going));
        let job = move |tell: &Tell<'_>| {
            let hold = || {
                let (reply, answer) = mpsc::channel();
                tell(Done::Written(reply));
                // A window that is gone answers nothing.
                answer.recv().ok().flatten()
            };
            take_in(beside, &choices, &annotator, &*going, hold)
        };
        self.jobs.run(job, import_ended);
    }

    /// Everything is written: nothing may change while the articles get their places.
    pub(super) fn hold(&mut self, reply: &Sender<Option<Project>>) {
        let is_open = self.carried.as_ref().is_some_and(|carried| carried.is_open);
        let reason = self.shell.texts().get("carry-held");
        let project = match self.shell.session_mut().filter(|_| is_open).map(|session| session.hold(reason)) {
            Some(Ok(project)) => Some(project),
            Some(Err(err)) => {
                // What is not safe on the disk must not be passed over.
                self.shell.carry.stop();
                self.shell.messages.say(err.into());
                None
            }
            None => None,
        };
        // A thread that is gone wants no answer.
        drop(reply.send(project));
    }

    pub(super) fn imported(&mut self, imported: Option<Imported>) {
        self.shell.carry.end();
        let Some(carried) = self.carried.take() else { return };
        match imported {
            None => {
                self.go_on(&carried, After::Unknown);
                let text = self.shell.texts().get("carry-broken");
                self.shell.messages.say(Message::trouble(text, Vec::new()));
            }
            Some(Ok((report, brought))) => {
                self.go_on(&carried, After::Brought(brought));
                self.tell_of(&report);
            }
            Some(Err(err)) => {
                let after =
                    if matches!(err, IntakeError::Store(_)) { After::Unknown } else { After::Untouched };
                self.go_on(&carried, after);
                self.tell_why(&err, carried.is_open);
            }
        }
    }

    /// Lets people work again in the project that was imported into: in the session that is open as long as it knows what
    /// the files hold, else in one that has read them again.
    fn go_on(&mut self, carried: &Carried, after: After) {
        if self.shell.folder() != Some(&carried.folder) {
            return;
        }
        let Some(session) = self.shell.session_mut() else { return };
        let is_known = match after {
            // One that was opened meanwhile could only be looked at.
            _ if !carried.is_open => false,
            After::Brought(brought) => session.take_in_import(brought).is_ok(),
            After::Untouched => true,
            After::Unknown => !session.is_held(),
        };
        let annotator = session.annotator().clone();
        if is_known {
            session.release();
        } else {
            // Still held: what it would note was made in texts that may be gone.
            self.open(&carried.folder, Some(annotator));
        }
    }

    fn tell_why(&mut self, err: &IntakeError, is_open: bool) {
        let problem = problem_of(err, &self.shell);
        if matches!(err, IntakeError::Stopped) {
            return self.shell.messages.say(Message::news(problem.text));
        }
        if is_open {
            self.shell.carry.fail(problem.clone());
        }
        self.shell.messages.say(Message::trouble(problem.text, problem.hints));
    }

    fn tell_of(&mut self, report: &IntakeReport) {
        let texts = self.shell.texts();
        let left_out = texts.get("import-left-out");
        let mut said: Vec<Message> = report.notices.iter().map(Message::news).collect();
        for warning in report.warnings.iter().take(LISTED) {
            let what = if warning.refused { left_out.as_str() } else { "" };
            said.push(Message::news(format!("{what}{} ({})", warning.message, warning.place)));
        }
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let mut hints: Vec<String> = Vec::new();
        if report.warnings.len() > LISTED {
            hints.push(texts.count("import-more-warnings", report.warnings.len() - LISTED));
        }
        if report.refused > 0 {
            hints.push(texts.count("import-refused", count(report.refused)));
        }
        if report.suggestions > 0 || report.known > 0 {
            let values = [("waiting", report.suggestions.into()), ("known", report.known.into())];
            hints.push(texts.with("import-suggestions", values));
        }
        hints.extend(report.schema.iter().map(|item| texts.name("import-schema", item)));
        let values = [
            ("added", report.added.into()),
            ("changed", report.changed.into()),
            ("unchanged", report.unchanged.into()),
            ("marks", report.marks.into()),
            ("records", report.records.into()),
        ];
        let text = texts.with("import-done", values);
        said.push(Message { hints, ..Message::news(text) });
        self.shell.messages.say_all(said);
    }

    fn export(&mut self, mut choices: Box<ExportChoices>) {
        choices.place = expanded(PathBuf::from(choices.place.trim())).display().to_string();
        // The sheet gives nothing that cannot be meant.
        let (Some(format), Ok(options)) = (choices.format(), choices.options()) else { return };
        let Some((folder, going)) = self.begin() else { return };
        let is_taken = place::is_replaced(format, &options, Path::new(&choices.place));
        if is_taken && choices.deed == Deed::Write {
            return self.shell.carry.ask_replace();
        }
        let Some(session) = self.shell.session_mut() else { return };
        if let Err(err) = session.settle() {
            return self.shell.carry.refuse(refused(err));
        }
        let Ok(filter) = choices.filter(session.annotator()) else { return };
        self.went_on(folder.clone(), Arc::clone(&going));
        let given = choices.clone();
        let job = move |_: &Tell<'_>| write(&folder, (format, &filter, &options), &given, &*going);
        self.jobs.run(job, |exported| export_ended(choices, exported));
    }

    pub(super) fn exported(&mut self, choices: &ExportChoices, exported: Option<Exported>) {
        let is_stopped = self.shell.carry.is_stopped();
        self.shell.carry.end();
        let is_open = self.carried.take().is_some_and(|carried| carried.is_open);
        let texts = self.shell.texts();
        let broken = || Err(Problem { text: texts.get("carry-broken"), ..Problem::default() });
        let Written { counts, exported, notices } = match exported.unwrap_or_else(broken) {
            Ok(written) => written,
            Err(problem) if is_stopped => return self.shell.messages.say(Message::news(problem.text)),
            Err(problem) => {
                if is_open {
                    self.shell.carry.fail(problem.clone());
                }
                return self.shell.messages.say(Message::trouble(problem.text, problem.hints));
            }
        };
        let is_trial = choices.deed == Deed::Try;
        let counts = counted(counts, exported.losses.marks(), texts);
        let id = if is_trial { "export-tried" } else { "export-done" };
        let text = texts.with(id, [("name", choices.place.as_str().into()), ("counts", counts.into())]);
        let message = Message {
            hints: notices.into_iter().chain(told::lines(&exported, texts)).collect(),
            ..Message::news(text)
        };
        self.shell.messages.say(message);
        let exporter::Exported { losses, leakage } = &exported;
        let is_remarkable = !losses.is_empty() || losses.remarks().next().is_some() || leakage.is_some();
        if is_open && (is_trial || is_remarkable) {
            let name = choices.format().map_or("", |format| format.name);
            self.shell.list_losses(name, &exported);
        }
    }

    /// Whether articles get their places, which cannot be called off.
    pub(super) fn is_committing(&self) -> bool {
        self.carried.is_some() && self.shell.session().is_some_and(Session::is_held)
    }

    /// Calls off what goes on, and does `request` when it has ended; the window goes on meanwhile.
    pub(super) fn leave_after(&mut self, request: Request) {
        self.shell.carry.leave();
        self.leaving = Some(request);
    }

    /// Whether the window may be closed now. Where something goes on, its end is waited for.
    pub(super) fn may_quit(&mut self) -> bool {
        if self.carried.is_some() {
            self.leave_after(Request::Quit);
            return false;
        }
        self.shell.may_leave()
    }

    /// Calls off what goes on and waits for its end: what gets its place is not to be cut off.
    pub(super) fn end_carried(&mut self) {
        self.shell.carry.stop();
        self.jobs.join();
    }
}

fn import_ended(imported: Option<Imported>) -> Done {
    Done::Imported(imported.map(Box::new))
}

fn export_ended(choices: Box<ExportChoices>, exported: Option<Exported>) -> Done {
    Done::Exported(choices, exported.map(Box::new))
}

fn take_in(
    beside: Beside,
    choices: &ImportChoices,
    annotator: &Annotator,
    watch: &dyn Watch,
    hold: impl FnOnce() -> Option<Project>,
) -> Imported {
    let (source, reading) = reading(choices, annotator)?;
    let options = IntakeOptions { reading, update: choices.update, total_len: source.total_len() };
    beside.run(&source, &options, watch, hold)
}

/// The files of an import, and how they are to be read.
fn reading(choices: &ImportChoices, annotator: &Annotator) -> Result<(Files, ImportOptions), ImportError> {
    let wrong =
        |path: &Path, problem| ImportError { place: Place::file(&path.display().to_string()), problem };
    let read = |path: &Path, source| wrong(path, Wrong::Io(source));
    let written = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let first = choices.paths.first().cloned().unwrap_or_default();
    let encoding = written(&choices.encoding);
    let table = written(&choices.table).map(|path| expanded(PathBuf::from(path)));
    let table = table.map(|path| {
        let bytes = std::fs::read(&path).map_err(|err| read(&path, err))?;
        MetadataTable::parse(&path.to_string_lossy(), &bytes, encoding.as_deref())
    });
    let columns = written(&choices.columns).map(|said| ColumnMap::parse(&said));
    let source = Files::find(&choices.paths).map_err(|err| read(&first, err))?;
    let options = ImportOptions {
        annotator: written(&choices.annotator).map_or_else(|| annotator.clone(), Annotator::from),
        metadata: table.transpose()?,
        format: choices.format.and_then(format::find),
        columns: columns.transpose().map_err(|err| wrong(&first, Wrong::Other(err.to_string())))?,
        layer: written(&choices.layer),
        keep_going: choices.keep_going,
        as_suggestions: choices.as_suggestions,
        apart: false,
        encoding,
    };
    Ok((source, options))
}

fn write(
    folder: &Path,
    (format, filter, options): (&Format, &Filter, &ExportOptions),
    choices: &ExportChoices,
    watch: &dyn Watch,
) -> Exported {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let Opened { store, project, .. } = look(&disk, folder).map_err(|err| Problem {
        text: err.to_string(),
        hints: err.hints().into_iter().map(str::to_owned).collect(),
        ..Problem::default()
    })?;
    let context = ExportContext::new(&project, filter, options, watch);
    let stored = Stored::new(&store);
    let articles = Counted::new(&stored, project.schema(), filter);
    let exported = match choices.deed {
        Deed::Try => place::try_out(format, &context, &articles),
        Deed::Write | Deed::Replace => place::export(format, &context, &articles, Path::new(&choices.place)),
    };
    let exported =
        exported.map_err(|err: ExportError| Problem { text: err.to_string(), ..Problem::default() })?;
    let counts = articles.counts();
    Ok(Written { counts, exported, notices: stored.into_notices().iter().map(ToString::to_string).collect() })
}

/// How much was written, a part of a sentence. The `lost` marks, which the format could not hold, are left out as well.
fn counted(counts: Counts, lost: u64, texts: &Texts) -> String {
    let values = [
        ("articles", counts.articles.into()),
        ("marks", counts.marks.saturating_sub(lost).into()),
        ("left", (counts.left_out + lost).into()),
    ];
    texts.with("export-counts", values)
}

fn refused(err: CommandError) -> Problem {
    Problem { text: err.message, hints: err.hints, encodings: Vec::new() }
}

/// What is wrong, with what the sheet offers against it: hints of the command line name its options.
fn problem_of(err: &IntakeError, shell: &crate::ui::shell::Shell) -> Problem {
    let texts = shell.texts();
    let (mut hints, mut encodings) = (Vec::new(), Vec::new());
    match err {
        IntakeError::Read(ImportError { problem: Wrong::Encoding(wrong), .. }) => {
            if let EncodingError::Malformed { fitting, .. } = wrong {
                encodings = fitting.iter().map(|(name, _)| (*name).to_owned()).collect();
            }
            hints.push(texts.get("import-hint-encoding"));
        }
        IntakeError::Read(ImportError { problem: Wrong::UnknownFormat, .. }) => {
            hints.push(texts.get("import-hint-format"));
        }
        IntakeError::Refused { .. } => hints.push(texts.get("import-hint-update")),
        IntakeError::Read(_) | IntakeError::Invalid { .. } => hints.push(texts.get("import-hint-keep-going")),
        IntakeError::Store(_) | IntakeError::Stopped => hints = err.hints(),
    }
    Problem { text: err.to_string(), hints, encodings }
}

#[cfg(test)]
mod tests;
