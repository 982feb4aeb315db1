//! Importing and exporting 1,000 articles with 50,000 marks as JSON lines, whole projects on the disk.
//!
//! Run with `cargo bench --bench exchange`. Each row is set beside what the same disk and the same JSON parser need for
//! the bytes alone.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, fails by panicking, and measures bare files"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ARTICLES: usize = 1_000;
const MARKS: usize = 50;
const WORDS: &[&str] =
    &["the", "army", "said", "that", "water", "rose", "in", "Halvard", "before", "dawn", "Orsolen"];

/// One line of input: about 5 kB of text and 50 marks.
fn line(article: usize) -> String {
    let word = |place: usize| WORDS[(place * 7 + article) % WORDS.len()];
    let mut text = String::new();
    let mut starts = Vec::new();
    while text.len() < 5_000 {
        starts.push(text.len());
        text.push_str(word(starts.len() - 1));
        text.push(' ');
    }
    let mut line = format!("{{\"id\": \"article-{article:05}\", \"text\": \"{text}\", \"annotations\": [");
    for mark in 0..MARKS {
        let place = mark * (starts.len() / MARKS);
        let (start, end) = (starts[place], starts[place] + word(place).len());
        let separator = if mark == 0 { "" } else { ", " };
        write!(
            line,
            "{separator}{{\"id\": \"a{mark}\", \"layer\": \"entity\", \"label\": \"Person\", \"start\": {start}, \
             \"end\": {end}, \"text\": \"{}\", \"annotator\": \"ana\"}}",
            word(place)
        )
        .unwrap();
    }
    line.push_str("]}\n");
    line
}

fn run(arguments: &[&str]) {
    let done = Command::new(env!("CARGO_BIN_EXE_glossator")).args(arguments).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn best(rounds: usize, mut work: impl FnMut() -> Duration) -> Duration {
    (0..rounds).map(|_| work()).min().unwrap()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let input: String = (0..ARTICLES).map(line).collect();
    fs::write(path("input.jsonl"), &input).unwrap();

    let import = best(3, || {
        drop(fs::remove_dir_all(path("project")));
        run(&["new", &path("project"), "--name", "Bench"]);
        timed(|| run(&["import", &path("project"), &path("input.jsonl")]))
    });
    let export = best(5, || {
        timed(|| run(&["export", &path("project"), "--to", "jsonl", "--out", &path("output.jsonl")]))
    });
    let parse = best(3, || {
        timed(|| {
            for line in input.lines() {
                serde_json::from_str::<serde_json::Value>(line).unwrap();
            }
        })
    });
    let files = best(3, || bare_files(&dir.path().join("bare"), &input));
    let output = fs::read(path("output.jsonl")).unwrap();
    let write = best(5, || timed(|| fs::write(path("bare.jsonl"), &output).unwrap()));

    println!("1,000 articles of 5 kB with 50,000 marks, whole process, best of 3 to 5");
    println!("import from JSON lines                                  {import:>10.1?}");
    println!("  serde_json::Value from the same lines, nothing kept   {parse:>10.1?}");
    println!("  three bare files an article, and one sync of the disk {files:>10.1?}");
    println!("export to JSON lines, warm                              {export:>10.1?}");
    println!("  writing as many bytes to one file                     {write:>10.1?}");
}

fn bare_files(folder: &Path, input: &str) -> Duration {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).unwrap();
    timed(|| {
        for (place, line) in input.lines().enumerate() {
            for (name, share) in [("txt", 2), ("ron", 2), ("meta", 40)] {
                fs::write(folder.join(format!("{place}.{name}")), &line[..line.len() / share]).unwrap();
            }
        }
        rustix::fs::syncfs(fs::File::open(folder).unwrap()).unwrap();
    })
}
