//! Completions of shells and the manual page, from the definition of the arguments.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;
use super::output::{Failure, Output};

/// `glossator completions`
pub(super) fn completions(shell: Shell, out: &mut Output<'_>) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "glossator", &mut script);
    out.line(String::from_utf8_lossy(&script).trim_end())?;
    Ok(super::DONE)
}

/// `glossator man`
pub(super) fn page(out: &mut Output<'_>) -> Result<u8, Failure> {
    let mut page = Vec::new();
    // Nothing that is written to memory fails.
    drop(clap_mangen::Man::new(Cli::command()).render(&mut page));
    out.line(String::from_utf8_lossy(&page).trim_end())?;
    Ok(super::DONE)
}
