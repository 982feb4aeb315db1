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

const OTHER: &str = "قال الوزير إن السد صمد. والوزيرة قالت: الوزير هناك، الوزير!";

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
    import(&whole, Path::new(DIR), &news_project(&[("one", TEXT), ("two", OTHER)]));
    disk
}

/// Lets go of the project, as Ctrl+W does.
#[track_caller]
fn close(mut window: Window) {
    window.0.state_mut().close().unwrap().close().unwrap();
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
    // Who stays after all and works on has more to lose than they were told.
    window.press("Ctrl+Z Ctrl+Shift+Z");
    assert!(!window.0.state_mut().may_leave());
    window.settle();
    assert!(window.0.state_mut().may_leave());
    disk.heal();
    waits_for(&mut window, "Everything is saved again");
    window.0.run_steps(LONG);
    assert!(!window.says("Not saved"), "the line at the bottom is quiet again");
    assert!(window.0.state_mut().may_leave());
    close(window);
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
    for keys in ["Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+1"] {
        window.press(keys);
        window.0.run_steps(LONG);
        assert!(window.says(said), "after {keys}");
    }
    assert!(window.0.state_mut().may_leave(), "there is nothing to lose");
}

/// Trap 11: what was deleted is deleted after saving and opening again.
#[test]
fn a_deleted_mark_stays_deleted() {
    let disk = disk_with_a_project();
    let mut window = Window::new(open(&disk));
    window.select("Ilsa Maren");
    window.letter('p');
    window.select("Halvard");
    window.letter('l');
    close(window);
    let mut window = Window::new(open(&disk));
    window.press("F3 Delete");
    let left = window.marks_in("one");
    assert_eq!(left.len(), 1);
    close(window);
    assert_eq!(Window::new(open(&disk)).marks_in("one"), left);
}

/// Trap 12: what another program changes meanwhile is merged with what is done here, shown, and said.
#[test]
fn a_file_that_another_program_changes_is_merged_and_shown() {
    let disk = disk_with_a_project();
    let mut window = Window::new(open(&disk));
    window.select("Ilsa Maren");
    window.letter('p');
    close(window);
    let mut window = Window::new(open(&disk));
    let folder = Path::new(DIR).join("annotations/ana/articles");
    let name = disk.list(&folder).unwrap().remove(0).name;
    let text = String::from_utf8(disk.read(&folder.join(&name)).unwrap()).unwrap();
    disk.write(&folder.join(&name), text.replace("\"person\"", "\"group\"").as_bytes()).unwrap();
    window.select("Halvard");
    window.letter('l');
    // Files are written when nothing is done for five seconds.
    waits_for(&mut window, "another program");
    let both = ["group: Ilsa Maren", "political_place: Halvard"];
    assert_eq!(window.marks_in("one"), both);
    close(window);
    assert_eq!(Window::new(open(&disk)).marks_in("one"), both);
}

/// Traps 13 and 20: undo goes across articles and a restart, and takes back in one step what was marked in one; whole words
/// of Arabic are found, and no others.
#[test]
fn undo_goes_across_articles_and_a_restart_and_takes_back_many_marks_at_once() {
    let disk = disk_with_a_project();
    let mut window = Window::new(open(&disk));
    window.select("Ilsa Maren");
    window.letter('p');
    window.press("Ctrl+PageDown");
    window.select("الوزير");
    window.letter('p');
    window.press("Ctrl+Enter");
    window.0.run_steps(30);
    window.press("Ctrl+Enter Escape");
    assert_eq!(window.marks_in("two"), ["person: الوزير"; 3]);
    window.press("Ctrl+PageUp");
    assert_eq!(window.session().desk().article.as_ref().map(ToString::to_string).as_deref(), Some("one"));
    close(window);
    let mut window = Window::new(open(&disk));
    window.press("Ctrl+Z");
    assert_eq!(window.session().desk().article.as_ref().map(ToString::to_string).as_deref(), Some("two"));
    assert_eq!(window.marks_in("two"), ["person: الوزير"], "one step for all that were marked at once");
    window.press("Ctrl+Z Ctrl+Z");
    assert_eq!((window.marks_in("two").len(), window.marks_in("one").len()), (0, 0));
    window.press("Ctrl+Shift+Z Ctrl+Shift+Z Ctrl+Shift+Z");
    assert_eq!((window.marks_in("two").len(), window.marks_in("one").len()), (3, 1));
}
