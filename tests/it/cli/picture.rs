//! Pictures of the window, taken without a display.

use std::path::Path;

use super::harness::{Scratch, glossator};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/lisk-dam");
const ARTICLE: &str = "meridian-day1-dam-gives-way";

/// The size that a PNG file says it has.
fn size(path: &Path) -> [u32; 2] {
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()))
}

#[test]
fn a_picture_has_the_size_that_was_asked_for_and_shows_what_was() {
    let scratch = Scratch::new();
    let take = |name: &str, more: &[&str]| {
        let path = scratch.arg(name);
        let mut arguments = vec!["screenshot", EXAMPLE, "--out", &path, "--size", "800x600"];
        arguments.extend(more);
        glossator(&arguments).exits(0).prints(&["Wrote"]);
        std::fs::read(&path).unwrap()
    };
    let first = take("first.png", &["--article", ARTICLE]);
    assert_eq!(size(Path::new(&scratch.arg("first.png"))), [800, 600]);
    assert!(take("again.png", &["--article", ARTICLE]) == first, "the same window is another picture");
    let others: [&[&str]; 3] = [
        &["--article", ARTICLE, "--theme", "dark"],
        &["--article", "radio-orlan-day3-the-gate"],
        &["--view", "overview"],
    ];
    for other in others {
        assert!(take("other.png", other) != first, "{other:?}");
    }
    take("twice.png", &["--scale", "2"]);
    assert_eq!(size(Path::new(&scratch.arg("twice.png"))), [1600, 1200]);
}

#[test]
fn what_cannot_be_shown_is_named() {
    let scratch = Scratch::new();
    let out = scratch.arg("x.png");
    let take = |more: &[&str]| {
        let mut arguments = vec!["screenshot", EXAMPLE, "--out", &out];
        arguments.extend(more);
        glossator(&arguments)
    };
    take(&["--article", "nowhere"]).exits(3).says(&["there is no article nowhere"]);
    take(&["--view", "moon"]).exits(3).says(&["moon", "overview"]);
    take(&["--size", "huge"]).exits(2).says(&["1280x800"]);
    take(&["--scale", "9"]).exits(2).says(&["0.5 to 4"]);
    assert!(!Path::new(&out).exists());
    glossator(&["screenshot", &scratch.arg("none"), "--out", &out]).exits(3).says(&["no project"]);
}
