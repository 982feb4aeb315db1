//! A display that goes away while the window is open.
//!
//! Where the connection breaks while Xlib waits, Xlib says so and ends the program. Where it breaks while winit asks
//! something, winit panics; that is no fault of this program, and is said in a sentence. Work needs neither: what was done
//! is in the journal.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::machine::launch::NoWindow;
use crate::ui::texts::Texts;

/// The beginnings of the names of the crates that speak to the display.
const SPEAKERS: [&str; 4] = ["winit", "glutin", "x11rb", "wayland"];

/// Runs the window in `show`. That the display has gone away is an error, not a panic.
pub(super) fn watched(show: impl FnOnce() -> Result<(), NoWindow>) -> Result<(), NoWindow> {
    let said = Arc::new(Mutex::new(None));
    let (noted, report) = (Arc::clone(&said), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        if is_of_display(info) {
            let words = info.payload_as_str().unwrap_or_default().to_owned();
            *noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
        } else {
            report(info);
        }
    }));
    let shown = panic::catch_unwind(AssertUnwindSafe(show));
    let said = said.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (shown, said) {
        (Ok(shown), _) => shown,
        (Err(_), Some(words)) => Err(gone(&words)),
        (Err(panic), None) => panic::resume_unwind(panic),
    }
}

/// That the display has gone away, with the words of the panic: not every fault of those crates is the display's.
fn gone(words: &str) -> NoWindow {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = Texts::default();
    let gone = texts.get("display-gone");
    let message = if words.is_empty() { gone } else { format!("{gone}: {words}") };
    NoWindow { message, hints: vec![texts.get("display-gone-hint")] }
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
        let gone = || gone("");
        assert_eq!(watched(|| Err(gone())).unwrap_err().message, "the display has gone away");
    }

    #[test]
    fn the_words_of_the_panic_are_said() {
        let words = "Failed to query\n  the pointer: BrokenPipe";
        let message = "the display has gone away: Failed to query the pointer: BrokenPipe";
        assert_eq!(gone(words).message, message);
    }
}
