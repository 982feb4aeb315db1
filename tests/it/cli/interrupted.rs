//! Ctrl+C while something is read: nothing has changed, and the exit code says so.

use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use super::harness::{Ran, Scratch, spawn};

/// More than a pipe holds: whoever has written it knows that the program reads.
const READ: usize = 1 << 20;

#[test]
fn an_import_that_is_interrupted_has_changed_nothing() {
    let scratch = Scratch::with("The dam held.");
    let before = scratch.files();
    let project = scratch.project();
    for arguments in [&["--keep-going"][..], &[]] {
        let import = ["import", &project, "/dev/stdin", "--from", "txt"];
        let mut child = spawn(&[&import, arguments].concat());
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all("قالت ليلى ".repeat(READ / 18).as_bytes()).unwrap();
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        // The wish comes on a thread of its own.
        std::thread::sleep(Duration::from_millis(300));
        drop(stdin);
        let ran = Ran::new(child.wait_with_output().unwrap()).exits(130);
        ran.says(&["the import was called off; nothing was imported"]);
        assert_eq!(scratch.files(), before);
    }
}
