//! Importing and exporting on threads beside the window, while the project stays open.

mod foresee;
pub(super) mod going_out;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use super::App;
use super::jobs::{Done, Tell};
use super::settings::expanded;
use crate::exchange::encoding::EncodingError;
use crate::exchange::format;
use crate::exchange::importer::{ImportError, ImportOptions, Place, Problem as Wrong};
use crate::exchange::mapped::columns::ColumnMap;
use crate::exchange::metadata_table::MetadataTable;
use crate::exchange::watch::Watch;
use crate::machine::files::Files;
use crate::model::id::Annotator;
use crate::model::project::Project;
use crate::session::Session;
use crate::session::error::CommandError;
use crate::session::intake::{Beside, Brought, IntakeError, IntakeOptions, IntakeReport};
use crate::ui::carry::choices::ImportChoices;
use crate::ui::carry::going::Going;
use crate::ui::carry::{Problem, Wish};
use crate::ui::messages::Message;
use crate::ui::shell::Request;

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

impl App {
    pub(super) fn wish(&mut self, wish: Wish) {
        match wish {
            Wish::BrowseFile(purpose) => self.jobs.browse_file(purpose),
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
