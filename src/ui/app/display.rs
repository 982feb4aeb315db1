//! A display that goes away while the window is open.
//!
//! Where the connection breaks while Xlib waits, Xlib says so and ends the program. Where it breaks while winit asks
//! something, winit panics; that is no fault of this program, and is said in a sentence. Work needs neither: what was done
//! is in the journal.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::machine::launch::NoWindow;

/// The beginnings of the names of the crates that speak to the display.
const SPEAKERS: [&str; 4] = ["winit", "glutin", "x11rb", "wayland"];

/// Runs the window in `show`. That the display has gone away is an error, not a panic.
pub(super) fn watched(show: impl FnOnce() -> Result<(), NoWindow>) -> Result<(), NoWindow> {
    let is_gone = Arc::new(AtomicBool::new(false));
    let (noted, report) = (Arc::clone(&is_gone), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        if is_of_display(info) {
            noted.store(true, Ordering::SeqCst);
        } else {
            report(info);
        }
    }));
    match panic::catch_unwind(AssertUnwindSafe(show)) {
        Ok(shown) => shown,
        Err(_) if is_gone.load(Ordering::SeqCst) => Err(gone()),
        Err(panic) => panic::resume_unwind(panic),
    }
}

fn gone() -> NoWindow {
    NoWindow {
        message: "the display has gone away".to_owned(),
        hints: vec!["What was done is safe in the project; start again when there is a display".to_owned()],
    }
}

fn is_of_display(info: &PanicHookInfo<'_>) -> bool {
    info.location().is_some_and(|location| is_speaker(Path::new(location.file())))
}

/// Whether a source file belongs to a crate that speaks to the display.
fn is_speaker(file: &Path) -> bool {
    let folders = file.components().filter_map(|part| part.as_os_str().to_str());
    folders.into_iter().any(|folder| SPEAKERS.iter().any(|speaker| folder.starts_with(speaker)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_crates_that_speak_to_the_display_are_meant() {
        let winit = "/home/ana/.cargo/registry/src/index/winit-0.30.13/src/platform_impl/linux/x11/window.rs";
        assert!(is_speaker(Path::new(winit)));
        assert!(!is_speaker(Path::new("src/ui/app/display.rs")));
        assert!(!is_speaker(Path::new("/home/ana/.cargo/registry/src/index/egui-0.37.0/src/context.rs")));
    }

    #[test]
    fn what_is_shown_without_a_panic_is_handed_on() {
        assert!(watched(|| Ok(())).is_ok());
        assert_eq!(watched(|| Err(gone())).unwrap_err().message, gone().message);
    }
}
