//! Real articles and the example project go out in every format, and come back from those that are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use glossator::exchange::format::{FORMATS, Format, Shape};
use serde_json::{Value, json};

use super::harness::{Scratch, files_below, glossator};
use super::round_trip::{commands, sources};

/// Work as it is, whether it is done or not.
const AS_IT_IS: [&str; 8] =
    ["--status", "new", "--status", "in_progress", "--status", "done", "--status", "skipped"];

/// The marks of an article: label as one word, start and end in code points, and the words of each piece.
type Marks = BTreeSet<(String, u64, u64, Vec<(u64, u64)>)>;

/// Marks by the text of their article: not every format keeps ids.
fn marks(lines: &[Value]) -> BTreeMap<String, Marks> {
    let place = |value: &Value| value.as_u64().unwrap();
    let mark = |mark: &Value| {
        let pieces = mark["fragments"].as_array().into_iter().flatten();
        let pieces = pieces.map(|piece| (place(&piece[0]), place(&piece[1]))).collect();
        let label = mark["label"].as_str().unwrap().replace(' ', "_");
        (label, place(&mark["start"]), place(&mark["end"]), pieces)
    };
    let articles = lines.iter().filter(|line| line["record"].is_null());
    let row = |line: &Value| {
        let marks = line["annotations"].as_array().into_iter().flatten().map(mark).collect();
        (line["text"].as_str().unwrap().to_owned(), marks)
    };
    articles.map(row).collect()
}

/// The same articles, with the marks of each layer that do not overlap a longer one.
fn outermost(lines: &[Value]) -> Vec<Value> {
    let mut lines = lines.to_vec();
    for marks in lines.iter_mut().filter_map(|line| line["annotations"].as_array_mut()) {
        let edges = |mark: &Value| (mark["start"].as_u64().unwrap(), mark["end"].as_u64().unwrap());
        marks.retain(|mark| mark["fragments"].is_null());
        // The sort is stable, and marks are in the order of their place.
        marks.sort_by_key(|mark| std::cmp::Reverse(edges(mark).1 - edges(mark).0));
        let mut kept: Vec<Value> = Vec::new();
        for mark in marks.drain(..) {
            let (start, end) = edges(&mark);
            let crosses = |other: &Value| start < edges(other).1 && edges(other).0 < end;
            if !kept.iter().any(|other| other["layer"] == mark["layer"] && crosses(other)) {
                kept.push(mark);
            }
        }
        *marks = kept;
    }
    lines
}

/// The marks that a format holds by its row.
fn held(format: &Format, all: &BTreeMap<String, Marks>) -> BTreeMap<String, Marks> {
    let is_held = |mark: &&(_, _, _, Vec<_>)| format.carries.discontinuous || mark.3.is_empty();
    let held = |marks: &Marks| marks.iter().filter(is_held).cloned().collect();
    let is_there = |text: &&String| format.carries.empty_documents || !text.is_empty();
    all.iter().filter(|(text, _)| is_there(text)).map(|(text, marks)| (text.clone(), held(marks))).collect()
}

/// Exports a project in a format, reads it again where that can be done, and compares.
#[track_caller]
fn there_and_back(project: &str, format: &Format, shape: Option<&str>, all: &BTreeMap<String, Marks>) {
    let other = Scratch::new();
    let auto = Scratch::new();
    let out = match format.shape {
        Shape::File => other.arg(&format.pattern.replace('*', "out")),
        Shape::Folder => other.arg("out"),
    };
    let fixed = ["export", project, "--to", format.id, "--out", &out];
    let shape: Vec<&str> = shape.iter().flat_map(|shape| ["--shape", shape]).collect();
    let ran = glossator(&[&fixed[..], &shape, &AS_IT_IS].concat());
    assert!(ran.code <= 1, "{} exits with {}: {}", format.id, ran.code, ran.err);
    let written = match format.shape {
        Shape::File => vec![std::fs::read(&out).unwrap()],
        Shape::Folder => files_below(Path::new(&out)).into_values().collect(),
    };
    // Nobody says anything in these articles, and no claim of a register is stated.
    let least = if ["parc", "averitec", "claimreview"].contains(&format.id) { 1 } else { 2_000 };
    assert!(written.iter().map(Vec::len).sum::<usize>() > least, "{} has written nothing", format.id);
    // What comes back from a format that does not keep the text is another text.
    if format.importer.is_none() || !format.carries.lossless_text {
        return;
    }
    // Named, the format takes the files beside its own for what they are; else it is known by what is in them.
    for (into, from) in [(&other, format.id), (&auto, "auto")] {
        into.import(&[&out, "--from", from]).exits(0);
        let found = marks(&into.export(&[]));
        if format.offsets.is_none() {
            assert!(found.keys().eq(all.keys()), "{} ({from})", format.id);
        } else {
            assert_eq!(found, held(format, all), "{} ({from})", format.id);
        }
    }
}

#[track_caller]
fn everywhere(project: &str, lines: &[Value]) {
    let (every, flat) = (marks(lines), marks(&outermost(lines)));
    for format in FORMATS.iter().filter(|format| format.export.is_some()) {
        let all = if format.carries.overlap { &every } else { &flat };
        if format.record_shapes.is_empty() {
            there_and_back(project, format, None, all);
        }
        for shape in format.record_shapes {
            there_and_back(project, format, Some(shape), all);
        }
    }
}

#[test]
fn five_articles_go_out_in_every_format_and_come_back() {
    let scratch = Scratch::new();
    let sources = sources();
    let paths: Vec<&str> = sources.iter().map(|path| path.to_str().unwrap()).collect();
    scratch.import(&paths).exits(0);
    let mut all = vec![json!({"command": "relation_type.add", "name": "near"})];
    for (number, line) in scratch.export(&[]).iter().filter(|line| line["record"].is_null()).enumerate() {
        all.extend(commands(line["id"].as_str().unwrap(), line["text"].as_str().unwrap(), number));
    }
    scratch.does(&all);
    everywhere(&scratch.project(), &scratch.export(&[]));
}

#[test]
fn the_example_goes_out_in_every_format_and_comes_back() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/lisk-dam");
    let scratch = Scratch::new();
    let out = scratch.arg("example.jsonl");
    glossator(&["export", example, "--to", "jsonl", "--out", &out]).exits(0);
    let text = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<Value> =
        text.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
    everywhere(example, &lines);
}
