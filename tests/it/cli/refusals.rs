//! Bad input from outside the project: a sentence that names it, a hint, the exit code, and nothing else changed.

use std::process::Stdio;

use serde_json::{Value, json};

use super::harness::{Ran, Scratch, glossator, json_lines, program};

/// Imports `bytes` as a file and asserts that it is refused and that the project is as it was.
#[track_caller]
fn refuses_file(name: &str, bytes: &[u8], says: &[&str]) {
    let scratch = Scratch::with("Kept text");
    let before = scratch.files();
    let good = scratch.file("in/aaa.txt", "a good one in the same import");
    let bad = scratch.file(&format!("in/{name}"), bytes);
    scratch.import(&[&good, &bad]).exits(3).says(&[&["error: ", name], says].concat());
    assert_eq!(scratch.files(), before);
}

/// Imports `article`, as the second line of a file, and asserts that it is refused and that the project is as it was.
#[track_caller]
fn refuses_line(article: &Value, says: &[&str]) {
    let scratch = Scratch::with("Kept text");
    let before = scratch.files();
    let lines = [json!({"id": "good", "text": "fine"}), article.clone()];
    let ran = scratch.import_lines(&lines, &[]).exits(3);
    ran.says(&[&["error: ", "lines.jsonl, line 2"], says].concat());
    assert_eq!(scratch.files(), before);
    // What is right is taken when that is wanted, and what was left out is said.
    scratch.import_lines(&lines, &["--keep-going"]).exits(1).says(&["left out", "lines.jsonl, line 2"]);
    assert_eq!(scratch.article("good")["text"], "fine");
    scratch.check().exits(0);
}

fn article_with_mark(unit: &str, mark: &Value) -> Value {
    json!({"id": "bad", "text": "abc 👨🏻‍🚒 def", "offset_unit": unit, "annotations": [mark]})
}

fn mark(start: u64, end: u64) -> Value {
    json!({"id": "m1", "layer": "entity", "label": "Person", "start": start, "end": end})
}

#[test]
fn a_folder_that_is_no_project() {
    let scratch = Scratch::new();
    std::fs::create_dir(scratch.path("empty")).unwrap();
    for place in ["empty", "nowhere", "empty/project.ron"] {
        let place = scratch.arg(place);
        for arguments in [
            &["check", &place][..],
            &["stats", &place],
            &["import", &place, "x.txt"],
            &["set", &place, "a", "title=x"],
            &["export", &place, "--to", "jsonl", "--out", "x"],
            &["run", &place, "--annotator", "ana", "--stdin"],
        ] {
            glossator(arguments).exits(3).says(&[
                "error: this is no Glossator project",
                "hint: ",
                "glossator new",
            ]);
        }
    }
    assert_eq!(std::fs::read_dir(scratch.path("empty")).unwrap().count(), 0);
    assert!(!scratch.path("nowhere").exists());
}

#[test]
fn a_place_where_no_project_can_be_made() {
    let scratch = Scratch::with("text");
    let before = scratch.files();
    glossator(&["new", &scratch.project(), "--name", "Again"])
        .exits(3)
        .says(&["there is a project here already"]);
    assert_eq!(scratch.files(), before);
    scratch.file("full/letter.txt", "mine");
    glossator(&["new", &scratch.arg("full"), "--name", "X"])
        .exits(3)
        .says(&["the folder is not empty", "hint: "]);
    assert_eq!(std::fs::read_dir(scratch.path("full")).unwrap().count(), 1);
    let below_file = scratch.file("file", "x") + "/project";
    glossator(&["new", &below_file, "--name", "X"]).exits(3).says(&["error: cannot", "file/project"]);
}

#[test]
fn a_schema_that_does_not_read() {
    let scratch = Scratch::new();
    let schema = scratch.file("schema.ron", "(\n    format: 1,\n    layerz: [],\n)");
    let place = scratch.arg("other");
    glossator(&["new", &place, "--name", "X", "--schema", &schema])
        .exits(3)
        .says(&["layerz", "schema.ron:3:"]);
    assert!(!scratch.path("other").exists());
    glossator(&["new", &place, "--name", "X", "--schema", "nowhere.ron"]).exits(3).says(&["nowhere.ron"]);
}

#[test]
fn wrong_usage() {
    let scratch = Scratch::with("text");
    let project = scratch.project();
    let out = scratch.arg("out.jsonl");
    for (arguments, says) in [
        (&["frobnicate", "something"][..], "something"),
        (&["new", "somewhere"], "--name"),
        (&["new", "somewhere", "--name", " "], "a project needs a name"),
        (&["import", &project], "PATHS"),
        (&["import", &project, "x.txt", "--from", "nope"], "there is no format \"nope\""),
        (&["set", &project, "a", "title"], "is not KEY=VALUE"),
        (&["set", &project, "a", "=x"], "is not KEY=VALUE"),
        (&["export", &project, "--to", "jsonl"], "--out"),
        (&["export", &project, "--to", "nope", "--out", &out], "there is no format \"nope\""),
        (&["export", &project, "--to", "jsonl", "--out", &out, "--layer", "nope"], "no layer \"nope\""),
        (&["export", &project, "--to", "jsonl", "--out", &out, "--annotator", "nobody"], "nobody"),
        (&["export", &project, "--to", "jsonl", "--out", &out, "--status", "nope"], "in_progress"),
        (&["export", &project, "--to", "jsonl", "--out", &out, "--origin", "magic"], "suggestion"),
        (&["export", &project, "--to", "jsonl", "--out", &out, "--offsets", "letters"], "code-points"),
        (&["run", &project, "--annotator", "ana"], "--stdin"),
        (&["run", &project, "--stdin"], "--annotator"),
        (&["run", &project, "--annotator", " ", "--stdin"], "an annotator needs a name"),
    ] {
        glossator(arguments).exits(2).says(&["error: ", says]);
    }
    assert!(!scratch.path("out.jsonl").exists());
    glossator(&["--help"]).exits(0).prints(&["Exit codes", "import", "export"]);
    glossator(&["--version"]).exits(0).prints(&["glossator "]);
}

#[test]
fn files_that_are_not_there() {
    let scratch = Scratch::with("Kept text");
    let (project, before) = (scratch.project(), scratch.files());
    scratch.import(&["no/such.txt"]).exits(3).says(&["cannot read no/such.txt"]);
    let file = scratch.arg("source/a.txt");
    scratch.import(&[&file, "--metadata", "no.csv"]).exits(3).says(&["no.csv"]);
    let out = scratch.arg("no/folder/x.jsonl");
    glossator(&["export", &project, "--to", "jsonl", "--out", &out]).exits(3).says(&["cannot write", &out]);
    assert_eq!(scratch.files(), before);
}

#[test]
fn values_that_cannot_be_set() {
    let scratch = Scratch::with("Kept text");
    let (project, before) = (scratch.project(), scratch.files());
    glossator(&["set", &project, "nope", "title=x"]).exits(3).says(&["there is no article nope"]);
    // The first of the two would be right.
    let ran = glossator(&["set", &project, "a", "outlet=Meridian", "published=yesterday"]).exits(3);
    ran.says(&["\"yesterday\" is no date", "2019-03-22"]);
    assert_eq!(scratch.files(), before);
    glossator(&["set", &project, "a", "outlet=Meridian", "published=2031-03-02", "desk=North=East"]).exits(0);
    let article = scratch.article("a");
    assert_eq!(article["outlet"], "Meridian");
    assert_eq!(article["published"], "2031-03-02");
    assert_eq!(article["desk"], "North=East");
    glossator(&["set", &project, "a", "outlet="]).exits(0);
    assert!(scratch.article("a")["outlet"].is_null());
}

#[test]
fn a_binary_file() {
    refuses_file("photo.txt", b"abc\0def", &["byte 3 is 0x00", "binary", "hint: "]);
    let scratch = Scratch::with("Kept text");
    let before = scratch.files();
    let photo = scratch.file("in/photo.jpg", b"\xff\xd8\xff\xe0");
    scratch.import(&[&photo]).exits(3).says(&["no format is known", "photo.jpg", "hint: ", "--from"]);
    assert_eq!(scratch.files(), before);
    // Among texts it is left out, and that is said.
    scratch.file("in/words.txt", "words");
    scratch.import(&[&scratch.arg("in")]).exits(1).says(&["left out", "photo.jpg"]);
    assert_eq!(scratch.article("words")["text"], "words");
}

#[test]
fn a_file_in_another_encoding() {
    let bytes = b"Le ministre a dit \xab non \xbb \xe0 Orl\xe9ans.\n";
    refuses_file("old.txt", bytes, &["byte 18 (0xab) is not valid UTF-8", "--encoding", "windows-1252"]);
    let scratch = Scratch::new();
    let file = scratch.file("old.txt", bytes);
    scratch.import(&[&file, "--encoding", "nonsense"]).exits(3).says(&["there is no encoding \"nonsense\""]);
    scratch.import(&[&file, "--encoding", "windows-1252"]).exits(0);
    assert_eq!(scratch.article("old")["text"], "Le ministre a dit « non » à Orléans.\n");
    scratch.check().exits(0);
}

#[test]
fn broken_json() {
    refuses_file("bad.jsonl", b"{\"id\": \"x\", \"text\": \"abc\"\n", &["line 1", "column 25"]);
    refuses_file("bad.jsonl", b"{\"id\": \"x\", \"text\": \"abc\"}\n\nhello\n", &["line 3", "column 1"]);
    refuses_file("bad.jsonl", b"{\"id\": \"x\", \"text\": \"a\xffc\"}\n", &["line 1", "UTF-8"]);
    refuses_file("bad.jsonl", b"{\"id\": \"x\"}\n", &["line 1", "\"text\" is missing"]);
    refuses_file("bad.jsonl", b"{\"text\": \"x\"}\n", &["line 1", "\"id\" is missing"]);
}

#[test]
fn spans_that_are_no_places_in_the_text() {
    refuses_line(
        &article_with_mark("code_point", &mark(0, 99)),
        &["annotation m1", "offset 99 is beyond the end"],
    );
    refuses_line(&article_with_mark("utf16", &mark(4, 5)), &["annotation m1", "inside the surrogate pair"]);
    refuses_line(&article_with_mark("byte", &mark(4, 6)), &["annotation m1", "inside the code point"]);
    refuses_line(
        &article_with_mark("code_point", &mark(2, 2)),
        &["annotation m1", "empty or runs backwards"],
    );
    refuses_line(
        &article_with_mark("code_point", &mark(3, 2)),
        &["annotation m1", "empty or runs backwards"],
    );
}

#[test]
fn a_text_that_is_not_at_its_offsets() {
    let mut wrong = mark(0, 3);
    wrong["text"] = json!("abd");
    refuses_line(&article_with_mark("code_point", &wrong), &["\"abd\"", "\"abc\"", "hint: "]);
}

#[test]
fn two_marks_with_one_id() {
    let article = json!({"id": "bad", "text": "abc def", "annotations": [mark(0, 3), mark(4, 7)]});
    refuses_line(&article, &["annotation m1", "two with this id", "hint: "]);
}

#[test]
fn two_files_with_one_stem() {
    let scratch = Scratch::with("Kept text");
    let before = scratch.files();
    scratch.file("folder/one/report.txt", "first");
    scratch.file("folder/two/report.md", "second");
    let ran = scratch.import(&[&scratch.arg("folder")]).exits(3);
    ran.says(&["article report is there twice", "one/report.txt", "two/report.md", "hint: "]);
    assert_eq!(scratch.files(), before);
}

/// Runs `script` with the program as $1 and the scratch folder as $2, where mounts can be made that nobody else sees.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn with_mounts(scratch: &Scratch, script: &str) -> Option<Ran> {
    let can = std::process::Command::new("unshare")
        .args(["-m", "sh", "-c", "mount -t tmpfs none /mnt"])
        .stderr(Stdio::null())
        .status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("skipped: mounting needs rights that this user does not have");
        return None;
    }
    let folder = scratch.arg("");
    let mut command = std::process::Command::new("unshare");
    command.args(["-m", "sh", "-c", script, "sh", env!("CARGO_BIN_EXE_glossator"), &folder]);
    Some(Ran::new(command.output().unwrap()))
}

#[test]
fn a_read_only_folder() {
    let scratch = Scratch::with("One two three.");
    let before = scratch.files();
    let add = scratch.file(
        "add.jsonl",
        r#"{"command":"annotation.add","article":"a","layer":"entity","label":"Person","start":0,"end":3}"#,
    );
    scratch.file("more.txt", "more");
    let script = "cd $2 && mount --bind project project && mount -o remount,bind,ro project || exit 99
        $1 check project; echo check $?
        $1 export project --to jsonl --out out.jsonl; echo export $?
        $1 run project --annotator ana --stdin < add.jsonl; echo run $?
        $1 import project more.txt; echo import $?
        $1 set project a title=x; echo set $?";
    let Some(ran) = with_mounts(&scratch, script) else { return };
    assert!(add.ends_with("add.jsonl"));
    let ran = ran.exits(0).prints(&["check 0", "export 0", "run 3", "import 3", "set 3"]);
    ran.says(&["Read-only file system", "hint: make the folder writable"]);
    assert_eq!(scratch.files(), before);
}

#[test]
fn a_full_disk() {
    let scratch = Scratch::with("One two three.");
    let note = "x".repeat(3000);
    let command = |index: u32| {
        json!({"command": "annotation.add", "article": "a", "id": format!("m{index}"), "layer": "entity",
            "label": "Person", "start": 0, "end": 3, "note": note})
    };
    let commands: Vec<Value> = (0..400).map(command).collect();
    scratch.file("add.jsonl", json_lines(&commands));
    scratch.file("big.txt", "long ".repeat(400_000));
    let script =
        "cd $2 && mkdir small && mount -t tmpfs -o size=900k none small && cp -r project small/ || exit 99
        $1 import small/project big.txt; echo import $?
        $1 check small/project; echo check $?
        $1 run small/project --annotator ana --stdin < add.jsonl > answers; echo run $?
        cp -r small/project saved";
    let Some(ran) = with_mounts(&scratch, script) else { return };
    let ran = ran.exits(0).prints(&["import 3", "nothing wrong\ncheck 0", "run 3"]);
    ran.says(&["No space left on device", "hint: make space on the disk"]);
    // What was answered with ok is there, and nothing else was harmed.
    let saved = scratch.arg("saved");
    let out = scratch.arg("saved.jsonl");
    glossator(&["export", &saved, "--to", "jsonl", "--out", &out]).exits(0);
    let exported = std::fs::read_to_string(scratch.path("saved.jsonl")).unwrap();
    let answers = std::fs::read_to_string(scratch.path("answers")).unwrap();
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (done, failed): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer["ok"] == true);
    assert!(!failed.is_empty(), "the disk was never full");
    for answer in done {
        let id = format!("\"id\":{}", answer["id"]);
        assert!(exported.contains(&id), "{id} was answered and is lost");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let scratch = Scratch::with("One two three.");
    let project = scratch.project();
    for arguments in [&["stats", &project][..], &["check", &project], &["formats"], &["formats", "--json"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program(arguments).stdout(writer).output().unwrap();
        let ran = Ran::new(output);
        assert!(!ran.err.contains("panicked") && ran.err.is_empty(), "{ran:?}");
        ran.exits(0);
    }
}
