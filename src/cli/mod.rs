//! The command line: arguments in, the same commands as everywhere else, results and exit codes out.
//!
//! This module knows everything but `ui`. It holds no rules of its own about articles, marks or files: it reads
//! arguments, calls `session`, `exchange` and `store`, and prints.

mod args;
mod output;

mod check;
mod export;
mod formats;
mod import;
mod interrupt;
mod ledger;
mod manual;
mod new;
mod progress;
mod rehydrate;
mod request;
mod run;
mod screenshot;
mod set;
mod stats;
mod suggest;

use std::io::{IsTerminal as _, Read, Write};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use output::{Failure, Output};

use crate::machine::launch::{Launch, NoWindow, Window};
use crate::model::id::Annotator;

/// Done.
const DONE: u8 = 0;
/// Done, and something was found or lost; it is listed.
const FOUND: u8 = 1;
/// Interrupted, as shells count the signal.
const INTERRUPTED: u8 = 130;

/// The standard streams.
pub struct Streams<'a> {
    /// Standard input.
    pub input: Box<dyn Read + Send>,
    /// Standard output: results.
    pub output: &'a mut dyn Write,
    /// Standard error: progress and diagnostics.
    pub errors: &'a mut dyn Write,
    /// Whether somebody looks at standard error, so that progress is worth drawing.
    pub is_watched: bool,
}

/// Runs the program with the process's arguments. `window` shows the window, if this build has one.
pub fn main(window: Option<Window>) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(err) => return usage(&err),
    };
    let (mut output, mut errors) = (std::io::stdout(), std::io::stderr());
    let input = Box::new(std::io::stdin());
    let is_watched = errors.is_terminal();
    let streams = Streams { input, output: &mut output, errors: &mut errors, is_watched };
    ExitCode::from(run(&cli, window, streams))
}

/// Help and version go to standard output, wrong usage to standard error.
fn usage(err: &clap::Error) -> ExitCode {
    let code = u8::try_from(err.exit_code()).unwrap_or(2);
    // A closed pipe is no reason to fail.
    drop(err.print());
    ExitCode::from(code)
}

fn run(cli: &Cli, show: Option<Window>, streams: Streams<'_>) -> u8 {
    let Streams { input, output, errors, is_watched } = streams;
    let mut out = Output::new(output, errors, cli.json);
    out.is_watched = is_watched;
    let done = match &cli.command {
        None => window(cli, show, &mut out),
        Some(Command::Completions { shell }) => manual::completions(*shell, &mut out),
        Some(Command::Man) => manual::page(&mut out),
        Some(Command::Screenshot(arguments)) => screenshot::run(arguments, show, &mut out),
        Some(Command::New(arguments)) => new::run(arguments, &mut out),
        Some(Command::Ledger(arguments)) => ledger::run(arguments, &mut out),
        Some(Command::Suggest(arguments)) => suggest::run(arguments, input, &mut out),
        Some(Command::Import(arguments)) => import::run(arguments, &mut out),
        Some(Command::Set(arguments)) => set::run(arguments, &mut out),
        Some(Command::Export(arguments)) => export::run(arguments, &mut out),
        Some(Command::Rehydrate(arguments)) => rehydrate::run(arguments, &mut out),
        Some(Command::Formats) => formats::run(&mut out),
        Some(Command::Check(arguments)) => check::run(arguments, &mut out),
        Some(Command::Stats(arguments)) => stats::run(arguments, &mut out),
        Some(Command::Run(arguments)) => run::run(arguments, input, &mut out),
    };
    done.unwrap_or_else(|failure| out.fail(&failure))
}

/// Shows the window; a build without one says so, and shows what there is.
fn window(cli: &Cli, show: Option<Window>, out: &mut Output<'_>) -> Result<u8, Failure> {
    let Some(show) = show else {
        if cli.project.is_some() {
            let failure = Failure::usage("this build of Glossator has no window");
            return Err(failure.hint("every command works without one: see glossator --help"));
        }
        out.line(Cli::long_help())?;
        return Ok(DONE);
    };
    let launch = Launch {
        project: cli.project.clone(),
        annotator: cli.annotator.as_deref().map(Annotator::from),
        frame_log: cli.frame_log.clone(),
    };
    (show.show)(launch).map_err(no_window)?;
    Ok(DONE)
}

fn no_window(err: NoWindow) -> Failure {
    err.hints.into_iter().fold(Failure::refused(err.message), Failure::hint)
}
