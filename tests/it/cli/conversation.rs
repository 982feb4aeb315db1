//! `glossator run`: a line in, a line out, and what a person sees in between.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command};
use std::time::Duration;

use serde_json::{Value, json};

use super::harness::{Ran, Scratch, glossator, glossator_with, person, spawn};

const TEXT: &str = "👨🏻‍🚒 firemen drive firetrucks. Another sentence, with more words.\n";

#[test]
fn answers_come_in_order_one_a_line() {
    let scratch = Scratch::with(TEXT);
    let input = [
        person("m1", 5, 12).to_string().as_bytes(),
        b"",
        b"{\"command\": \"annotation.ad\"}",
        b"nonsense",
        b"[1, 2]",
        b"{\"no\": \"command\"}",
        b"{\"command\": \"undo\", \"bad\": \"\xff\"}",
        b"{\"command\": \"undo\"}\r",
        b"{\"command\": \"undo\"}",
    ]
    .join(&b'\n');
    let project = scratch.project();
    let ran = glossator_with(&["run", &project, "--annotator", "ana", "--stdin"], &input).exits(1);
    let answers = ran.json_lines();
    let row = |answer: &Value| (answer["n"].as_u64().unwrap(), answer["ok"].as_bool().unwrap());
    let rows: Vec<(u64, bool)> = answers.iter().map(row).collect();
    let expected = [true, false, false, false, false, false, true, false];
    assert_eq!(rows, (1..).zip(expected).collect::<Vec<_>>());
    assert_eq!(answers[0]["id"], "m1");
    for (answer, part) in
        answers[1..].iter().zip(["annotation.ad", "no JSON", "JSON object", "no \"command\"", "no JSON"])
    {
        assert!(answer["error"].as_str().unwrap().contains(part), "{answer}");
    }
    assert!(answers[1]["hints"].to_string().contains("annotation.add"), "{}", answers[1]);
    assert!(scratch.marks().is_empty(), "undone");
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let scratch = Scratch::with(TEXT);
    scratch.does(&[person("m1", 5, 12)]);
    let before = scratch.files();
    let mut elsewhere = person("x", 0, 1);
    elsewhere["article"] = json!("nope");
    let mut unlabelled = person("x", 5, 12);
    unlabelled["label"] = json!("Spaceship");
    let mut unknown = person("x", 5, 12);
    unknown["colour"] = json!("red");
    for (command, part) in [
        (person("x", 5, 999), "beyond the end"),
        (person("x", 12, 12), "empty"),
        (person("m1", 13, 18), "m1"),
        (
            json!({"command": "annotation.add", "article": "a", "label": "Person", "start": -1, "end": 4}),
            "negative",
        ),
        (elsewhere, "nope"),
        (unlabelled, "Spaceship"),
        (unknown, "colour"),
        (json!({"command": "annotation.delete", "article": "a", "id": "nobody"}), "nobody"),
        (json!({"command": "annotation.repeat"}), ""),
        (json!({"command": "redo"}), ""),
        (json!({"command": "status.set", "article": "a", "layer": "entity", "status": "perhaps"}), "perhaps"),
    ] {
        let answers = scratch.run_as("ana", std::slice::from_ref(&command), 1);
        assert_eq!(answers[0]["ok"], false, "{command} {answers:?}");
        assert!(answers[0]["error"].as_str().unwrap().contains(part), "{command} {answers:?}");
    }
    for (unit, end, part) in [("utf-16", 1, "surrogate pair"), ("bytes", 2, "code point")] {
        let ran = scratch.run_with("ana", &[person("x", 0, end)], &["--offsets", unit]).exits(1);
        ran.prints(&[part]);
    }
    assert_eq!(scratch.files(), before);
}

#[test]
fn every_command_of_the_manual_is_known() {
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md")).unwrap();
    let id = |line: &str| line.strip_prefix("### `")?.split('`').next().map(str::to_owned);
    let ids: Vec<String> = manual.lines().filter_map(id).collect();
    assert!(ids.len() > 80, "{ids:?}");
    let commands: Vec<Value> = ids.iter().map(|id| json!({"command": id})).collect();
    let scratch = Scratch::with(TEXT);
    let answers = scratch.run_as("ana", &commands, 1);
    assert_eq!(answers.len(), ids.len());
    for (answer, id) in answers.iter().zip(&ids) {
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(!error.starts_with("there is no command"), "{id}: {error}");
    }
    scratch.check().exits(0);
}

#[test]
fn commands_that_do_not_edit_tell_the_selection_in_the_unit_of_the_conversation() {
    let scratch = Scratch::with(TEXT);
    for (unit, start, end, next) in [("code-points", 5, 12, 18), ("utf-16", 8, 15, 21), ("bytes", 16, 23, 29)]
    {
        let commands = [
            json!({"command": "selection.clear"}),
            json!({"command": "article.open", "article": "a"}),
            json!({"command": "select", "start": start, "end": end}),
            json!({"command": "cursor.extend_next_word"}),
            json!({"command": "selection.sentence"}),
            json!({"command": "label.apply", "label": "Work"}),
            json!({"command": "undo"}),
        ];
        let answers = scratch.run_with("ana", &commands, &["--offsets", unit]).json_lines();
        assert!(answers[0]["selection"].is_null(), "no article is open: {}", answers[0]);
        assert_eq!(answers[1]["selection"], json!({"article": "a", "start": 0, "end": 0, "text": ""}));
        let selection = json!({"article": "a", "start": start, "end": end, "text": "firemen"});
        assert_eq!(answers[2]["selection"], selection);
        let selection = json!({"article": "a", "start": start, "end": next, "text": "firemen drive"});
        assert_eq!(answers[3]["selection"], selection);
        assert_eq!(answers[4]["selection"]["text"], "👨🏻‍🚒 firemen drive firetrucks.");
        assert!(answers[5]["ok"] == true && answers[5]["selection"].is_null(), "{}", answers[5]);
        assert!(answers[6]["ok"] == true && answers[6]["selection"].is_null(), "{}", answers[6]);
    }
}

#[test]
fn a_long_selection_is_shown_cut() {
    let scratch = Scratch::with(&"é💩".repeat(300));
    let commands = [json!({"command": "select", "article": "a", "start": 0, "end": 600})];
    let answers = scratch.does(&commands);
    assert_eq!(answers[0]["selection"]["end"], 600);
    assert_eq!(answers[0]["selection"]["text"], "é💩".repeat(100));
}

#[test]
fn undo_reaches_across_articles_and_restarts() {
    let scratch = Scratch::with("One two three. One.");
    scratch.import_text("b", "One more text.");
    let mut in_b = person("in-b", 0, 3);
    in_b["article"] = json!("b");
    let all = json!({"command": "annotation.mark_all", "article": "a", "text": "One", "layer": "entity", "label": "Law"});
    scratch.does(&[person("in-a", 4, 7), in_b]);
    assert_eq!(scratch.does(&[all])[0]["changed"], 2);
    let count = |id: &str| scratch.article(id)["annotations"].as_array().map_or(0, Vec::len);
    assert_eq!((count("a"), count("b")), (3, 1));
    let undo = json!({"command": "undo"});
    let redo = json!({"command": "redo"});
    // Each in a process of its own; the bulk step goes at once.
    for (command, in_a, in_b) in
        [(&undo, 1, 1), (&undo, 1, 0), (&undo, 0, 0), (&redo, 1, 0), (&redo, 1, 1), (&redo, 3, 1)]
    {
        scratch.does(std::slice::from_ref(command));
        assert_eq!((count("a"), count("b")), (in_a, in_b), "after {command}");
    }
    scratch.run_as("ben", &[undo], 1);
    scratch.check().exits(0);
}

#[test]
fn what_was_deleted_stays_deleted() {
    let scratch = Scratch::with("One two three.");
    scratch.does(&[person("m1", 0, 3), person("m2", 4, 7)]);
    scratch.does(&[json!({"command": "annotation.delete", "article": "a", "id": "m1"})]);
    scratch.does(&[person("m3", 8, 13)]);
    let ids: Vec<String> = scratch.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["m2", "m3"]);
    scratch.check().exits(0);
}

#[test]
fn edges_move_by_words_and_characters() {
    let scratch = Scratch::with("The e\u{301}lan, vital to all, held.");
    scratch.does(&[
        person("m1", 4, 9),
        json!({"command": "annotation.move_edge", "article": "a", "id": "m1", "edge": "end", "direction": "forward"}),
        json!({"command": "annotation.move_edge", "article": "a", "id": "m1", "edge": "start", "by": "grapheme", "direction": "forward"}),
    ]);
    assert_eq!(scratch.marks(), [("m1".to_owned(), 6, 16, "lan, vital".to_owned())]);
}

/// Sends a command and waits for its answer.
fn ask(
    child: &mut Child,
    lines: &mut impl Iterator<Item = std::io::Result<String>>,
    command: &Value,
) -> Value {
    let stdin = child.stdin.as_mut().unwrap();
    writeln!(stdin, "{command}").unwrap();
    serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap()
}

#[test]
fn one_annotator_works_in_one_place_at_a_time() {
    let scratch = Scratch::with(TEXT);
    let project = scratch.project();
    let mut child = spawn(&["run", &project, "--annotator", "ana", "--stdin"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
    let second = scratch.run_with("ana", &[person("m2", 5, 12)], &[]).exits(3);
    second.says(&["ana is at work in this project", "hint: "]);
    // Others work, and everybody reads what was answered, although no file holds it yet.
    scratch.run_as("ben", &[person("m3", 13, 18)], 0);
    let ids: Vec<String> = scratch.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["m1", "m3"]);
    glossator(&["stats", &project, "--json"]).exits(0).prints(&["\"ana\"", "\"ben\""]);
    scratch.check().exits(0);
    // Imports do not disturb either.
    scratch.import_text("b", "Another article.");
    // Unless they bring work of somebody who is at work.
    let theirs = json!({"id": "c", "text": "Third.", "annotations": [
        {"layer": "entity", "label": "Law", "start": 0, "end": 5, "annotator": "ana"}]});
    scratch.import_lines(&[theirs], &[]).exits(3).says(&["ana is at work in this project"]);
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    scratch.run_as("ana", &[person("m2", 5, 12)], 0);
    assert_eq!(scratch.marks().len(), 3);
    scratch.check().exits(0);
}

#[test]
fn a_lock_that_nobody_holds_is_no_obstacle() {
    let scratch = Scratch::with(TEXT);
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(scratch.path("project/.glossator/locks/ana").exists(), "the lock file is left behind");
    scratch.run_as("ana", &[person("m2", 13, 18)], 0);
    assert_eq!(scratch.marks().len(), 2);
}

#[cfg(unix)]
#[test]
fn an_interrupt_saves_first() {
    for signal in ["-INT", "-TERM"] {
        let scratch = Scratch::with(TEXT);
        let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
        assert!(!scratch.path("project/annotations/ana").exists(), "not in files yet");
        let stdin = child.stdin.take();
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let ran = Ran::new(child.wait_with_output().unwrap());
        drop(stdin);
        ran.exits(130);
        scratch.find("articles", "a-", ".txt");
        assert!(scratch.path("project/annotations/ana").exists(), "saved");
        assert!(!scratch.path("project/.glossator/journal/ana").exists(), "nothing is left to do");
        assert_eq!(scratch.marks().len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_goes_away_is_noticed_and_work_is_saved_when_it_is_back() {
    let scratch = Scratch::with(TEXT);
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
    std::fs::rename(scratch.path("project"), scratch.path("elsewhere")).unwrap();
    let answer = ask(&mut child, &mut lines, &person("m2", 13, 18));
    std::thread::sleep(Duration::from_millis(100));
    std::fs::rename(scratch.path("elsewhere"), scratch.path("project")).unwrap();
    let third = ask(&mut child, &mut lines, &person("m3", 13, 18));
    assert_eq!(third["ok"], true, "{answer} {third}");
    drop(child.stdin.take());
    child.wait().unwrap();
    let ids: Vec<String> = scratch.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
    scratch.check().exits(0);
}

#[cfg(unix)]
#[test]
fn a_journal_that_another_program_removed_is_written_anew() {
    let scratch = Scratch::with(TEXT);
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
    std::fs::remove_dir_all(scratch.path("project/.glossator")).unwrap();
    assert_eq!(ask(&mut child, &mut lines, &person("m2", 13, 18))["ok"], true);
    child.kill().unwrap();
    child.wait().unwrap();
    let ids: Vec<String> = scratch.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["m1", "m2"]);
    scratch.check().exits(0);
}

#[cfg(unix)]
#[test]
fn nothing_is_called_safe_in_a_folder_that_was_removed() {
    let scratch = Scratch::with(TEXT);
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(ask(&mut child, &mut lines, &person("m1", 5, 12))["ok"], true);
    std::fs::remove_dir_all(scratch.path("project")).unwrap();
    let answer = ask(&mut child, &mut lines, &person("m2", 13, 18));
    assert_eq!(answer["ok"], false, "{answer}");
    assert!(answer["error"].as_str().unwrap().contains("the project folder is gone"), "{answer}");
    drop(child.stdin.take());
    let ran = Ran::new(child.wait_with_output().unwrap()).exits(3);
    ran.says(&["error: the project folder is gone", "hint: put it back"]);
    assert!(!scratch.path("project").exists(), "half a project was made");
}

#[cfg(unix)]
#[test]
fn work_is_saved_when_nobody_reads_the_answers() {
    let scratch = Scratch::with(TEXT);
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{}", person("m1", 5, 12)).unwrap();
    let ran = Ran::new(child.wait_with_output().unwrap()).exits(0);
    assert!(ran.err.is_empty(), "{ran:?}");
    drop(stdin);
    assert_eq!(scratch.marks().len(), 1);
    assert!(!scratch.path("project/.glossator/journal/ana").exists(), "saved");
    scratch.check().exits(0);
}
