//! How far an import, export or check has come, in the terminal; Ctrl+C calls it off.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::interrupt::Interrupt;
use super::output::Failure;
use crate::exchange::watch::{Phase, Watch};

/// How often a bar moves that nothing is told to.
const TICK: Duration = Duration::from_millis(120);

/// A bar on standard error, where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl Progress {
    /// A bar that is drawn when something begins. Nothing is drawn if `is_shown` is false.
    pub(super) fn new(is_shown: bool) -> Result<Self, Failure> {
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        Ok(Self { bar, interrupt: Interrupt::listen(|| ())? })
    }
}

impl Watch for Progress {
    fn begin(&self, phase: Phase, all: u64) {
        let (what, unit) = match phase {
            Phase::Check => ("Checking", "{bytes} of {total_bytes}"),
            Phase::Write => ("Writing", "{human_pos} of {human_len} articles"),
            Phase::Commit => ("Putting in place", "{human_pos} of {human_len} articles"),
            Phase::Export => ("Exporting", "{human_pos} of {human_len} articles"),
            Phase::Prove => ("Reading back", "{bytes} of {total_bytes}"),
            Phase::Audit => ("Checking", "{human_pos} of {human_len} articles"),
        };
        let template = format!("{{msg:16}} {{wide_bar}} {unit}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(all);
        self.bar.set_message(what);
        self.bar.enable_steady_tick(TICK);
    }

    fn reach(&self, done: u64) {
        self.bar.set_position(done);
    }

    fn is_stopped(&self) -> bool {
        self.interrupt.has_come()
    }
}

impl Drop for Progress {
    /// What is said afterwards begins on an empty line.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
