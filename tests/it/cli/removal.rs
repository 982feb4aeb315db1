//! `article.remove` through the program: what is in the folder afterwards, and how to get an article back.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::harness::{Scratch, files_below, person, spawn};

const TEXT: &str = "👨🏻‍🚒 firemen drive firetrucks.\r\nقالت ليلى: «لا».\n";

fn remove(id: &str) -> Value {
    json!({"command": "article.remove", "article": id})
}

/// The files below a folder, by their path in it.
fn below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let relative = |path: PathBuf| path.strip_prefix(folder).unwrap().to_owned();
    files_below(folder).into_iter().map(|(path, bytes)| (relative(path), bytes)).collect()
}

/// What stands in articles and works of the project, by the path in the project.
fn work_files(scratch: &Scratch) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = scratch.path("project");
    let relative = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_owned();
    let files = scratch.files().into_iter().map(|(path, bytes)| (relative(&path), bytes));
    files.filter(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with("articles"))).collect()
}

/// A project with article "a", marked by ana and ben, and article "b".
fn marked() -> Scratch {
    let scratch = Scratch::with(TEXT);
    scratch.import_text("b", "Something else.");
    scratch.does(&[person("m1", 5, 12), person("m2", 19, 29)]);
    scratch.run_as("ben", &[person("n1", 5, 12)], 0);
    scratch
}

#[test]
fn an_article_goes_with_everybodys_work_and_comes_back_by_copying() {
    let scratch = marked();
    let (before, whole) = (work_files(&scratch), scratch.export_bytes(&[]));
    let other = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("b-");
    let answers = scratch.does(&[
        json!({"command": "article.open", "article": "a"}),
        json!({"command": "article.remove"}),
        json!({"command": "select", "start": 0, "end": 9}),
    ]);
    assert_eq!((&answers[1]["marks"], &answers[1]["annotators"]), (&json!(3), &json!(2)));
    let message = answers[1]["message"].as_str().unwrap();
    assert!(message.starts_with("article a with 3 marks by 2 annotators is in the trash: "), "{message}");
    assert_eq!(answers[2]["selection"]["text"], "Something", "the next article is open");
    assert!(!scratch.export(&[]).iter().any(|line| line["id"] == "a"));
    scratch.check().exits(0).prints(&["Checked 1 article: nothing wrong"]);
    let left = work_files(&scratch);
    assert!(left.len() == 2 && left.keys().all(other), "{:?}", left.keys());
    let trash = PathBuf::from(answers[1]["trash"].as_str().unwrap());
    let gone: BTreeMap<_, _> = before.clone().into_iter().filter(|(path, _)| !other(path)).collect();
    assert_eq!(gone.len(), 4);
    assert_eq!(below(&trash), gone, "byte for byte");

    // The same text is a new article.
    scratch.import_text("a", TEXT).prints(&["Imported 1 article"]);
    assert_eq!(scratch.marks(), []);
    // What is in the trash, copied over the project, is the article as it was.
    for (path, bytes) in below(&trash) {
        fs::write(scratch.path("project").join(path), bytes).unwrap();
    }
    assert_eq!(work_files(&scratch), before);
    assert_eq!(scratch.export_bytes(&[]), whole);
    scratch.does(&[person("m3", 0, 4)]);
    scratch.check().exits(0);
}

#[test]
fn a_new_text_under_the_old_id_has_no_marks() {
    let scratch = marked();
    scratch.does(&[remove("a")]);
    scratch.import_text("a", "A wholly different text, in which the old offsets would fit.");
    assert_eq!(scratch.marks(), []);
    scratch.check().exits(0).prints(&["nothing wrong"]);
}

#[test]
fn nothing_goes_while_somebody_else_is_at_work() {
    let scratch = marked();
    let mut ben = spawn(&["run", &scratch.project(), "--annotator", "ben", "--stdin"]);
    let mut input = ben.stdin.take().unwrap();
    writeln!(input, "{}", json!({"command": "article.open", "article": "b"})).unwrap();
    let mut answer = String::new();
    BufReader::new(ben.stdout.as_mut().unwrap()).read_line(&mut answer).unwrap();
    assert!(answer.contains("\"ok\":true"), "{answer}");
    let before = scratch.files();
    let answers = scratch.run_as("ana", &[remove("a")], 1);
    assert_eq!(answers[0]["error"], "article a cannot be removed while ben is at work in this project");
    assert!(answers[0]["hints"][0].as_str().unwrap().contains("close the other windows"));
    assert_eq!(scratch.files(), before);
    drop(input);
    ben.wait().unwrap();
    scratch.does(&[remove("a")]);
}

#[test]
fn work_of_somebody_whose_program_was_killed_is_not_left_behind() {
    let scratch = marked();
    let mut ben = spawn(&["run", &scratch.project(), "--annotator", "ben", "--stdin"]);
    let mut input = ben.stdin.take().unwrap();
    writeln!(input, "{}", person("n2", 19, 29)).unwrap();
    let mut answer = String::new();
    BufReader::new(ben.stdout.as_mut().unwrap()).read_line(&mut answer).unwrap();
    assert!(answer.contains("\"ok\":true"), "{answer}");
    ben.kill().unwrap();
    ben.wait().unwrap();
    let answers = scratch.run_as("ana", &[remove("a")], 1);
    assert!(answers[0]["error"].as_str().unwrap().contains("ben has work that is only in the journal"));
    // As the hint says: he opens the project and closes it again.
    scratch.run_as("ben", &[], 0);
    let answers = scratch.does(&[remove("a")]);
    assert_eq!(answers[0]["marks"], 4);
}

#[test]
fn check_names_assignments_of_what_is_gone() {
    let scratch = marked();
    scratch.does(&[
        json!({"command": "person.add", "annotator": "ana"}),
        json!({"command": "person.assign", "annotator": "ana", "articles": ["a", "b"]}),
        json!({"command": "entity.add", "id": "e1", "name": "Firemen"}),
        json!({"command": "entity.link", "article": "a", "id": "m1", "entity": "e1"}),
        remove("a"),
    ]);
    scratch.check().exits(1).prints(&["assignment of ana: there is no article a", "1 problem"]);
    // What the register holds stays, and refers to nothing that is gone.
    assert!(scratch.export(&[]).iter().any(|line| line["id"] == "e1"));
    scratch.does(&[json!({"command": "person.assign", "annotator": "ana", "articles": ["b"]})]);
    scratch.check().exits(0);
}

#[test]
fn an_id_of_any_script_goes_and_can_be_imported_again() {
    let scratch = Scratch::new();
    let id = "تقرير 👨🏻‍🚒";
    let line = json!({"id": id, "text": TEXT, "annotations": [
        {"id": "m1", "layer": "entity", "label": "Person", "start": 5, "end": 12, "annotator": "آنا"},
    ]});
    scratch.import_lines(std::slice::from_ref(&line), &[]).exits(0);
    let before = work_files(&scratch);
    let answers = scratch.run_as("آنا", &[remove(id), remove(id)], 1);
    assert_eq!((&answers[0]["ok"], &answers[0]["marks"]), (&json!(true), &json!(1)));
    assert_eq!(answers[1]["error"], format!("there is no article {id}"));
    assert!(work_files(&scratch).is_empty());
    scratch.check().exits(0);
    scratch.import_lines(&[line], &[]).exits(0);
    assert_eq!(work_files(&scratch), before);
}
