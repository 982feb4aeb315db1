//! The layers of the crate: who may name whom, and who may touch files, clocks, randomness and windows.

mod numbers;
mod scan;

use std::fs;
use std::path::{Path, PathBuf};

use scan::{Found, paths};

/// Each layer with the layers it may name. The picture is in `ARCHITECTURE.md`.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("edit", &["text", "model"]),
    ("store", &["text", "model", "edit"]),
    ("exchange", &["text", "model", "edit"]),
    ("suggest", &["text", "model", "edit"]),
    ("ledger", &["text", "model", "edit"]),
    ("agreement", &["text", "model", "edit"]),
    ("session", &["text", "model", "edit", "store", "exchange", "suggest", "ledger", "agreement"]),
    ("machine", &["text", "model", "edit", "store", "exchange", "suggest", "ledger", "agreement", "session"]),
    (
        "cli",
        &[
            "text",
            "model",
            "edit",
            "store",
            "exchange",
            "suggest",
            "ledger",
            "agreement",
            "session",
            "machine",
        ],
    ),
    (
        "ui",
        &[
            "text",
            "model",
            "edit",
            "store",
            "exchange",
            "suggest",
            "ledger",
            "agreement",
            "session",
            "machine",
        ],
    ),
];
/// Where the machine may be touched: files, the environment, clocks, randomness.
const EDGES: &[&str] = &["main.rs", "cli/", "machine/", "store/disk/real.rs", "ui/app"];
/// The machine, as paths begin that reach it.
const MACHINE: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env"],
    &["std", "net"],
    &["std", "time", "SystemTime"],
    &["std", "time", "Instant"],
    &["rustix"],
    &["rand"],
    &["fastrand"],
    &["getrandom"],
    &["uuid"],
];
/// Names that reach the machine wherever they are imported from.
const MACHINE_NAMES: &[&str] = &["SystemTime", "Instant", "RandomState", "OsRng"];
/// The crates that draw windows.
const WINDOWS: &[&str] = &["egui", "eframe", "epaint", "emath", "ecolor", "winit", "parley", "swash", "wgpu"];
/// The crates that turn values into files.
const SERIALIZERS: &[&str] = &["serde", "serde_json", "ron", "postcard", "csv"];
/// The most lines that a file may have.
const LONGEST: usize = 500;
/// Files that are one table and may be longer.
const TABLES: &[&str] = &[];

/// What is wrong with a file; `name` is its path below `src`, with slashes.
fn violations(name: &str, source: &str) -> Vec<String> {
    let module = module_of(name);
    let found = paths(source, &module);
    let mut wrong = Vec::new();
    for path in &found {
        let reasons = [
            arrow(name, path),
            machine(name, path),
            window(name, path),
            serializer(name, path),
            application(name, path),
        ];
        let place = |reason| format!("src/{name}:{}: {reason}: {}", path.line, path.names.join("::"));
        wrong.extend(reasons.into_iter().flatten().map(place));
    }
    if name == "lib.rs" && source.contains("pub use") {
        wrong.push("src/lib.rs: the crate's root must not export items again".to_owned());
    }
    let lines = source.lines().count();
    if lines > LONGEST && !TABLES.contains(&name) {
        wrong.push(format!("src/{name}: {lines} lines, more than {LONGEST}"));
    }
    wrong
}

fn module_of(name: &str) -> Vec<String> {
    let path = name.trim_end_matches(".rs").trim_end_matches("/mod");
    let is_root = matches!(path, "lib" | "main");
    if is_root { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

fn arrow(name: &str, path: &Found) -> Option<&'static str> {
    if !path.begins(&["crate"]) || matches!(name, "lib.rs" | "main.rs") {
        return None;
    }
    let own = path.module[0].as_str();
    let Some((_, may)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
        return Some("a module without a place in the layers");
    };
    let target = path.names.get(1).map(String::as_str);
    let is_layer = |target: &&str| LAYERS.iter().any(|(layer, _)| layer == target);
    match target.filter(is_layer) {
        Some(target) if target == own || may.contains(&target) => None,
        Some(_) => Some("an arrow that is not in the picture"),
        None => Some("a path that reaches the root of the crate"),
    }
}

fn machine(name: &str, path: &Found) -> Option<&'static str> {
    let is_clock = path.names.last().is_some_and(|last| last == "now")
        && path.names.iter().rev().nth(1).is_some_and(|kind| kind.starts_with(char::is_uppercase))
        && !path.begins(&["Self"]);
    let is_machine = is_clock
        || MACHINE.iter().any(|machine| path.begins(machine))
        || path.names.iter().any(|name| MACHINE_NAMES.contains(&name.as_str()));
    let is_edge = EDGES.iter().any(|edge| name.starts_with(edge));
    (is_machine && !is_edge).then_some("files, clocks and randomness belong to the edge")
}

fn window(name: &str, path: &Found) -> Option<&'static str> {
    let is_window = WINDOWS.iter().any(|window| path.begins(&[window]));
    (is_window && !name.starts_with("ui/")).then_some("windows belong to ui")
}

fn serializer(name: &str, path: &Found) -> Option<&'static str> {
    let is_pure = ["text/", "model/", "edit/"].iter().any(|layer| name.starts_with(layer));
    let is_serializer = SERIALIZERS.iter().any(|serializer| path.begins(&[serializer]));
    (is_pure && is_serializer).then_some("formats belong to store and exchange")
}

fn application(name: &str, path: &Found) -> Option<&'static str> {
    let may = ["session/", "edit/"].iter().any(|layer| name.starts_with(layer));
    let is_test = path.module.iter().any(|module| module == "tests");
    let is_apply = path.begins(&["crate", "edit", "apply"]);
    (is_apply && !may && !is_test).then_some("only a session applies edits")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_source_keeps_to_its_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files_below(&root);
    assert!(files.len() > 100, "only {} files were found", files.len());
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            violations(&name, &fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Asserts that `source`, as the file `name`, is wrong in `count` places.
#[track_caller]
fn check(name: &str, source: &str, count: usize) {
    let wrong = violations(name, source);
    assert_eq!(wrong.len(), count, "{wrong:#?}");
}

#[test]
fn planted_arrows_are_found() {
    check("text/words.rs", "use crate::model::body::Body;", 1);
    check("model/body.rs", "use crate::text::words; fn f() { crate::store::open() }", 1);
    check("exchange/jsonl/read.rs", "use super::super::super::store::reader::Store;", 1);
    check("exchange/jsonl/read.rs", "use super::super::format::Format;", 0);
    check("store/mod.rs", "use super::session::Session;", 1);
    check("store/open.rs", "use crate::{edit::{Edit, self}, session::{self as desk}, text};", 1);
    check("suggest/mod.rs", "use {crate::edit::Edit, super::{exchange::sink, ledger}};", 2);
    check("session/mod.rs", "impl crate::cli::Thing for T { type X = Vec<super::ui::X>; }", 2);
    check("cli/mod.rs", "fn f() -> Vec<crate::session::Session> { <crate::ui::App>::new() }", 1);
    check(
        "edit/apply.rs",
        "mod tests { use super::super::*; mod inner { use super::super::super::super::store; } }",
        1,
    );
    check("text/words.rs", "mod inner { use super::super::super::*; } use self::super::super::*;", 2);
    check("nowhere/mod.rs", "use crate::text::words;", 1);
    check("model/mod.rs", "macro_rules! m { () => { $crate::store::open() } }", 1);
}

#[test]
fn what_is_no_code_is_not_read() {
    let source = "//! crate::store\n/* a /* crate::ui */ crate::cli */ const S: &str = \"crate::store \\\" crate::ui\";\n\
        const R: &[u8] = br#\"crate::\" crate::cli\"#; const C: [char; 3] = ['\"', '\\'', '\\u{27}']; fn f<'a>(x: &'a str) {}\n\
        pub(crate) struct X; pub(in crate::text) struct Y; const B: u8 = b'\"'; // std::fs\n";
    check("text/words.rs", source, 0);
    check("text/words.rs", &format!("{source}use crate::ui;"), 1);
}

#[test]
fn planted_uses_of_the_machine_are_found() {
    check("session/env.rs", "use std::{fs, io::Read, env as e};", 2);
    check("session/env.rs", "let x = std::time::Instant::now();", 1);
    check(
        "session/env.rs",
        "use jiff::Timestamp; fn f() { Timestamp::now(); jiff::Zoned::now(); self.now(); Self::now(); }",
        2,
    );
    check("store/open.rs", "use std::collections::hash_map::RandomState;", 1);
    check("store/disk/real.rs", "use std::fs; use std::time::SystemTime;", 0);
    check("cli/env.rs", "let x = std::env::var(\"X\");", 0);
    check("exchange/sink.rs", "use serde_json::Value; use egui::Ui;", 1);
    check("model/body.rs", "#[derive(serde::Serialize)] struct X;", 1);
    check("store/open.rs", "use crate::edit::{Edit, apply}; mod tests { use crate::edit::apply; }", 1);
    check("session/steps.rs", "use crate::edit::apply;", 0);
    check("lib.rs", "pub mod cli; pub use cli::main;", 1);
    check("text/words.rs", &"\n".repeat(LONGEST + 1), 1);
}
