//! A disk that takes nothing any more while the window is open, and a window that may only look.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glossator::session::Session;
use glossator::session::kept::{Kept, OpenedFolder};
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::memory::MemoryDisk;

use super::hands::Window;
use crate::common::{import, news_project};
use crate::session::fixture::{self, Counters};

const DIR: &str = "/p";
const TEXT: &str = "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\nThe dam held.";

/// Frames in ten seconds: no toast is shown so long.
const LONG: usize = 600;

/// Ana's session with the project on `disk`.
fn open(disk: &FailingDisk<MemoryDisk>) -> Session {
    let disk: Arc<dyn Disk> = Arc::new(disk.clone());
    let OpenedFolder { keeper, project, history, .. } =
        Kept::open(&disk, Path::new(DIR), &"ana".into()).unwrap();
    Session::new(project, "ana".into(), history, Box::<Counters>::default(), Box::new(keeper))
}

fn disk_with_a_project() -> FailingDisk<MemoryDisk> {
    let disk = FailingDisk::after(MemoryDisk::default(), i64::MAX);
    let whole: Arc<dyn Disk> = Arc::new(disk.clone());
    import(&whole, Path::new(DIR), &news_project(&[("one", TEXT)]));
    disk
}

#[track_caller]
fn waits_for(window: &mut Window, words: &str) {
    let start = Instant::now();
    while !window.says(words) {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain for {words:?}");
        std::thread::sleep(Duration::from_millis(20));
        window.settle();
    }
}

#[test]
fn a_full_disk_is_said_until_it_has_room_and_nothing_is_lost() {
    let disk = disk_with_a_project();
    let mut window = Window::new(open(&disk));
    window.select("Ilsa Maren");
    window.letter('p');
    disk.fail_after(0);
    window.select("Toma Reyk");
    window.letter('p');
    waits_for(&mut window, "Not saved: ");
    // In the line at the bottom, when every toast is long gone.
    window.0.run_steps(LONG);
    assert!(window.says("Not saved: ") && window.says("no space left on device"));
    // People go on working.
    window.select("Halvard");
    window.letter('l');
    window.press("Ctrl+Z");
    window.select("dam");
    window.letter('b');
    let marks = ["person: Ilsa Maren", "person: Toma Reyk", "facility: dam"];
    assert_eq!(window.marks_in("one"), marks);
    // Who leaves is asked to stay; who insists may go.
    assert!(!window.0.state_mut().may_leave());
    window.settle();
    assert!(window.says("in memory alone, and would be lost"));
    assert!(window.0.state_mut().may_leave());
    disk.heal();
    waits_for(&mut window, "Everything is saved again");
    window.0.run_steps(LONG);
    assert!(!window.says("Not saved"), "the line at the bottom is quiet again");
    assert!(window.0.state_mut().may_leave());
    window.0.state_mut().close().unwrap().close().unwrap();
    let window = Window::new(open(&disk));
    assert_eq!(window.marks_in("one"), marks);
}

#[test]
fn a_disk_that_fails_at_any_call_loses_nothing_that_was_marked() {
    for calls in 0..12 {
        let disk = disk_with_a_project();
        let mut window = Window::new(open(&disk));
        disk.fail_after(calls);
        for (quote, letter) in [("Ilsa Maren", 'p'), ("Toma Reyk", 'p'), ("dam", 'b')] {
            window.select(quote);
            window.letter(letter);
        }
        let marks = window.marks_in("one");
        assert_eq!(marks.len(), 3, "after {calls} calls");
        disk.heal();
        drop(window.0.state_mut().close().unwrap().close());
        assert_eq!(Window::new(open(&disk)).marks_in("one"), marks, "after {calls} calls");
    }
}

#[test]
fn a_window_that_may_only_look_says_so_as_long_as_it_does() {
    let session = fixture::session(&[("one", "‹Ilsa Maren› met Toma Reyk.")]);
    let mut window = Window::new(session.read_only("ana is at work in another window"));
    let said = "Read only: ana is at work in another window";
    assert!(window.says(said));
    window.letter('p');
    assert_eq!(window.marks_in("one"), [""; 0]);
    // Long after every toast is gone, and in every view.
    for keys in ["Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+1"] {
        window.press(keys);
        window.0.run_steps(LONG);
        assert!(window.says(said), "after {keys}");
    }
    assert!(window.0.state_mut().may_leave(), "there is nothing to lose");
}
