//! What the command line prints, and how it fails.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use crate::exchange::exporter::ExportError;
use crate::exchange::importer::ImportError;
use crate::machine::export_files::ExportFileError;
use crate::session::error::{CommandError, ErrorKind};
use crate::session::intake::IntakeError;
use crate::store::{Notice, StoreError};

/// Where results and diagnostics go.
pub(super) struct Output<'a> {
    results: &'a mut dyn Write,
    diagnostics: &'a mut dyn Write,
    /// Warnings that were told; many readers of the same files find the same.
    told: BTreeSet<String>,
    /// Whether results are printed as JSON.
    pub(super) is_json: bool,
    /// Whether progress is drawn on standard error.
    pub(super) is_watched: bool,
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(super) struct Failure {
    kind: Kind,
    message: String,
    hints: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Wrong usage.
    Usage,
    /// A file or record was refused, or could not be read or written.
    Refused,
    /// The program is wrong.
    Internal,
    /// Nobody reads the results any more.
    ClosedPipe,
    /// The user has called it off.
    Interrupted,
}

impl Failure {
    /// Something was asked for that cannot be.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into(), hints: Vec::new() }
    }

    /// A file or record was refused.
    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self { kind: Kind::Refused, message: message.into(), hints: Vec::new() }
    }

    /// The user has called it off.
    pub(super) fn interrupted(message: impl Into<String>) -> Self {
        Self { kind: Kind::Interrupted, message: message.into(), hints: Vec::new() }
    }

    /// The same failure with one more hint.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// `err` with what lies behind it, except where a message holds that of its source already.
pub(super) fn with_sources(err: &dyn Error) -> String {
    let mut message = err.to_string();
    let mut source = err.source();
    while let Some(err) = source {
        let text = err.to_string();
        if !message.contains(&text) {
            message.push_str(": ");
            message.push_str(&text);
        }
        source = err.source();
    }
    message
}

impl From<StoreError> for Failure {
    fn from(err: StoreError) -> Self {
        let hints = err.hints().into_iter().map(str::to_owned).collect();
        Self { kind: Kind::Refused, message: with_sources(&err), hints }
    }
}

impl From<ImportError> for Failure {
    fn from(err: ImportError) -> Self {
        Self { kind: Kind::Refused, message: with_sources(&err), hints: err.hint().into_iter().collect() }
    }
}

impl From<ExportFileError> for Failure {
    fn from(err: ExportFileError) -> Self {
        let hints = err.hint().map(str::to_owned).into_iter().collect();
        Self { kind: Kind::Refused, message: err.to_string(), hints }
    }
}

impl From<IntakeError> for Failure {
    fn from(err: IntakeError) -> Self {
        match err {
            IntakeError::Stopped => Self::interrupted(err.to_string()),
            err => Self { kind: Kind::Refused, message: with_sources(&err), hints: err.hints() },
        }
    }
}

impl From<ExportError> for Failure {
    fn from(err: ExportError) -> Self {
        match err {
            ExportError::Stopped => Self::interrupted(err.to_string()),
            err => {
                let failure = Self::refused(with_sources(&err));
                match err.hint() {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                }
            }
        }
    }
}

impl From<CommandError> for Failure {
    fn from(err: CommandError) -> Self {
        let kind = if err.kind == ErrorKind::Internal { Kind::Internal } else { Kind::Refused };
        Self { kind, message: with_sources(&err), hints: err.hints }
    }
}

impl From<io::Error> for Failure {
    fn from(err: io::Error) -> Self {
        let kind = if err.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedPipe } else { Kind::Refused };
        Self { kind, message: format!("cannot write the results: {err}"), hints: Vec::new() }
    }
}

impl<'a> Output<'a> {
    pub(super) fn new(results: &'a mut dyn Write, diagnostics: &'a mut dyn Write, is_json: bool) -> Self {
        Self { results, diagnostics, told: BTreeSet::new(), is_json, is_watched: false }
    }

    /// Prints a line of results, unless they are to be JSON.
    pub(super) fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        if self.is_json { Ok(()) } else { Ok(writeln!(self.results, "{text}")?) }
    }

    /// Prints the results as one JSON value, if they are to be that.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        if !self.is_json {
            return Ok(());
        }
        self.json_line(value)
    }

    /// Prints a value as a line of JSON, whatever the results are to be.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(value).map_err(io::Error::from)?;
        line.push(b'\n');
        self.results.write_all(&line)?;
        Ok(self.results.flush()?)
    }

    /// Tells something that the user should know, once.
    pub(super) fn warn(&mut self, message: impl Display) {
        let message = message.to_string();
        if !self.told.contains(&message) {
            self.tell("warning", &message);
            self.told.insert(message);
        }
    }

    /// Tells what was noticed in the project's files.
    pub(super) fn notices(&mut self, notices: &[Notice]) {
        for notice in notices {
            let message = notice.to_string();
            let is_new = !self.told.contains(&message);
            self.warn(message);
            for hint in notice.hints().into_iter().filter(|_| is_new) {
                self.tell("hint", hint);
            }
        }
    }

    fn tell(&mut self, what: &str, message: impl Display) {
        // There is nowhere to say that standard error is closed.
        drop(writeln!(self.diagnostics, "{what}: {message}"));
    }

    /// Prints a failure and gives its exit code.
    pub(super) fn fail(&mut self, failure: &Failure) -> u8 {
        if failure.kind != Kind::ClosedPipe {
            self.tell("error", &failure.message);
            for hint in &failure.hints {
                self.tell("hint", hint);
            }
        }
        match failure.kind {
            Kind::ClosedPipe => super::DONE,
            Kind::Usage => 2,
            Kind::Refused => 3,
            Kind::Internal => 4,
            Kind::Interrupted => super::INTERRUPTED,
        }
    }
}

/// `count` with `singular` or its plural in -s.
pub(super) fn plural(count: u64, singular: &str) -> String {
    if count == 1 { format!("1 {singular}") } else { format!("{count} {singular}s") }
}
