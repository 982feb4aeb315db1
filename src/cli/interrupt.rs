//! Ctrl+C and the signals that ask a program to end: the work at hand is saved first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::output::Failure;

/// Knows whether the user wants the program to end.
#[derive(Debug)]
pub(super) struct Interrupt {
    has_come: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on, and calls `wake` when the wish comes. A second wish ends the program at once, which loses
    /// nothing that was answered.
    pub(super) fn listen(wake: impl Fn() + Send + 'static) -> Result<Self, Failure> {
        let has_come = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&has_come);
        let handler = move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(i32::from(super::INTERRUPTED));
            }
            wake();
        };
        ctrlc::set_handler(handler)
            .map_err(|err| Failure::refused(format!("cannot listen for interrupts: {err}")))?;
        Ok(Self { has_come })
    }

    /// Whether the wish has come.
    pub(super) fn has_come(&self) -> bool {
        self.has_come.load(Ordering::SeqCst)
    }
}
