//! Files of a project that were changed, damaged or merged by other programs.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::harness::{Ran, Scratch, glossator, person, spawn};

/// A project with two articles and a mark of ana in each, opened so often that its index is warm.
fn warm() -> Scratch {
    let scratch = Scratch::with("One two three.");
    scratch.import_text("b", "Second text here.");
    let mut in_b = person("in-b", 0, 6);
    in_b["article"] = json!("b");
    scratch.does(&[person("in-a", 0, 3), in_b]);
    scratch.check().exits(0);
    scratch
}

/// Replaces `from` by `to` in a file.
#[track_caller]
fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn work_of_ana(scratch: &Scratch) -> std::path::PathBuf {
    scratch.find("ana/articles", "a-", ".ron")
}

#[test]
fn a_changed_annotation_file_is_noticed_and_taken_in() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "label: \"person\"", "label: \"law\"");
    scratch.check().exits(1).prints(&["changed by another program", file.to_str().unwrap()]);
    assert_eq!(scratch.article("a")["annotations"][0]["label"], "Law");
    let ran = scratch.run_with("ana", &[person("more", 4, 7)], &[]).exits(0);
    ran.says(&["changed by another program", file.to_str().unwrap()]);
    // From then on it is as it was left.
    scratch.check().exits(0);
    let article = scratch.article("a");
    assert_eq!(
        (&article["annotations"][0]["label"], &article["annotations"][1]["id"]),
        (&json!("Law"), &json!("more"))
    );
}

#[test]
fn a_changed_body_is_noticed_by_every_command_and_the_rest_is_read() {
    let scratch = warm();
    let body = scratch.find("articles", "a-", ".txt");
    fs::write(&body, "One two four!!").unwrap();
    let (project, before) = (scratch.project(), scratch.files());
    let says = [
        "the text of article a was changed by another program",
        body.to_str().unwrap(),
        "hint: put the old text back",
    ];
    scratch.check().exits(1).prints(&says);
    glossator(&["stats", &project]).exits(1).says(&says).prints(&["1 article"]);
    let out = scratch.arg("out.jsonl");
    glossator(&["export", &project, "--to", "jsonl", "--out", &out]).exits(1).says(&says);
    let exported = fs::read_to_string(&out).unwrap();
    assert!(exported.contains("in-b") && !exported.contains("in-a"), "{exported}");
    assert_eq!(scratch.files(), before);
    let mut in_b = person("more", 7, 11);
    in_b["article"] = json!("b");
    let ran = scratch.run_with("ana", &[person("lost", 4, 7), in_b], &[]).exits(1).says(&says[..2]);
    let answers = ran.json_lines();
    assert!(answers[0]["error"].as_str().unwrap().contains("was changed by another program"), "{answers:?}");
    assert_eq!(answers[1]["ok"], true);
    assert_eq!(fs::read(work_of_ana(&scratch)).unwrap(), before[&work_of_ana(&scratch)]);
    // With the old text back, everything is as it was.
    fs::write(&body, "One two three.").unwrap();
    scratch.check().exits(0);
    assert_eq!(scratch.marks(), [("in-a".to_owned(), 0, 3, "One".to_owned())]);
}

#[test]
fn a_text_that_was_changed_by_hand_is_taken_in_as_the_hint_says() {
    let scratch = warm();
    let body = scratch.find("articles", "a-", ".txt");
    let (old, new) = ("One two three.", "At last: One two three 👩🏽‍🚒.");
    fs::write(&body, new).unwrap();
    let hints = ["hint: put the old text back", "hint: to have the new text instead"];
    scratch.check().exits(1).prints(&hints);
    // As it is, it cannot be taken in: nobody knows any more what was marked.
    let copy = scratch.file("a.txt", new);
    scratch.import(&[&copy, "--update"]).exits(3);
    fs::write(&body, old).unwrap();
    scratch.import(&[&copy, "--update"]).exits(0);
    scratch.check().exits(0);
    assert_eq!(scratch.marks(), [("in-a".to_owned(), 9, 12, "One".to_owned())]);
}

#[test]
fn a_changed_body_of_the_same_length_and_time_is_found_by_check() {
    let scratch = warm();
    let body = scratch.find("articles", "a-", ".txt");
    let time = fs::metadata(&body).unwrap().modified().unwrap();
    fs::write(&body, "One two four!!").unwrap();
    fs::File::options().write(true).open(&body).unwrap().set_modified(time).unwrap();
    scratch.check().exits(1).prints(&["the text of article a was changed"]);
}

#[test]
fn a_missing_body_is_named_and_the_rest_is_read() {
    let scratch = warm();
    let body = scratch.find("articles", "a-", ".txt");
    fs::remove_file(&body).unwrap();
    let says = ["the text of article a is missing", body.to_str().unwrap(), "hint: put the file back"];
    scratch.check().exits(1).prints(&says);
    let (project, out) = (scratch.project(), scratch.arg("out.jsonl"));
    glossator(&["stats", &project]).exits(1).says(&says);
    glossator(&["export", &project, "--to", "jsonl", "--out", &out]).exits(1).says(&says);
    assert!(fs::read_to_string(&out).unwrap().contains("in-b"));
    let answers = scratch.run_as("ana", &[person("x", 4, 7)], 1);
    assert!(answers[0]["error"].as_str().unwrap().contains("is missing"), "{answers:?}");
}

/// Damages `file` and asserts that every command names the place, and that the damaged file stays as it is.
#[track_caller]
fn names_damage(scratch: &Scratch, file: &Path, says: &[&str]) {
    let (project, before) = (scratch.project(), scratch.files());
    let damaged = fs::read(file).unwrap();
    scratch.check().exits(1).prints(says);
    glossator(&["stats", &project]).exits(1).says(says);
    let out = scratch.arg("out.jsonl");
    glossator(&["export", &project, "--to", "jsonl", "--out", &out]).exits(1).says(says);
    assert!(fs::read_to_string(&out).unwrap().contains("in-b"), "the rest is exported");
    assert_eq!(scratch.files(), before);
    let mut in_b = person("more", 7, 11);
    in_b["article"] = json!("b");
    let answers = scratch.run_as("ana", &[person("x", 4, 7), in_b], 1);
    assert_eq!((&answers[0]["ok"], &answers[1]["ok"]), (&json!(false), &json!(true)), "{answers:?}");
    assert_eq!(fs::read(file).unwrap(), damaged, "a damaged file is never written over");
}

#[test]
fn a_broken_work_file_is_named_with_line_and_column() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "    annotations: [", "    annotations: [[");
    names_damage(&scratch, &file, &[&format!("{}:7:", file.display()), "hint: mend the line"]);
}

#[test]
fn an_unknown_field_in_a_work_file_is_named() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "    article:", "    artcile: 3,\n    article:");
    names_damage(
        &scratch,
        &file,
        &["there is no field \"artcile\"", &format!("{}:4:", file.display()), "hint: "],
    );
}

#[test]
fn a_work_file_of_a_newer_format_is_left_alone() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "format: 1", "format: 7");
    names_damage(
        &scratch,
        &file,
        &["the file has format 7", "install a newer Glossator", file.to_str().unwrap()],
    );
}

#[test]
fn a_span_outside_the_text_is_named() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "(0, 3)", "(0, 300)");
    names_damage(&scratch, &file, &["in-a", "ends outside the text", &format!("{}:8:", file.display())]);
}

#[test]
fn a_broken_article_file_is_named() {
    let scratch = warm();
    let file = scratch.find("project/articles", "a-", ".ron");
    edit(&file, "    id:", "    id id:");
    names_damage(&scratch, &file, &[&format!("{}:3:", file.display()), "hint: "]);
}

#[test]
fn a_mark_that_is_not_on_its_words_is_named() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    edit(&file, "(0, 3)", "(4, 7)");
    let says = [
        "annotation in-a was made on \"One\", but \"two\" is at its place",
        &format!("{}:8", file.display()),
    ];
    scratch.check().exits(1).prints(&says);
    glossator(&["stats", &scratch.project()]).exits(1).says(&says);
}

#[test]
fn a_project_file_that_does_not_read_stops_every_command() {
    for (from, to, says) in [
        ("format: 1", "format: 7", &["the file has format 7", "install a newer Glossator"][..]),
        ("    name:", "    nmae: 1,\n    name:", &["there is no field \"nmae\"", "project.ron:3:"]),
        ("    name:", "    name name:", &["project.ron:3:", "hint: mend the line"]),
    ] {
        let scratch = warm();
        edit(&scratch.path("project/project.ron"), from, to);
        let (project, before, out) = (scratch.project(), scratch.files(), scratch.arg("out.jsonl"));
        let file = scratch.file("new.txt", "new");
        for arguments in [
            &["check", &project][..],
            &["stats", &project],
            &["import", &project, &file],
            &["set", &project, "a", "title=x"],
            &["export", &project, "--to", "jsonl", "--out", &out],
            &["run", &project, "--annotator", "ana", "--stdin"],
        ] {
            glossator(arguments).exits(3).says(&[&["error: "], says].concat());
        }
        assert_eq!(scratch.files(), before);
        assert!(!scratch.path("out.jsonl").exists());
    }
}

#[test]
fn a_journal_on_files_that_were_changed_meanwhile_is_merged_by_record() {
    let scratch = warm();
    let mut child = spawn(&["run", &scratch.project(), "--annotator", "ana", "--stdin"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let relabel = json!({"command": "annotation.relabel", "article": "a", "id": "in-a", "layer": "entity", "label": "Law"});
    writeln!(stdin, "{}\n{relabel}", person("more", 4, 7)).unwrap();
    for _ in 0..2 {
        assert!(lines.next().unwrap().unwrap().contains("\"ok\":true"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // Another program changes the same record, and adds one.
    let file = work_of_ana(&scratch);
    edit(&file, "label: \"person\"", "label: \"work\"");
    let ran = scratch
        .check()
        .exits(1)
        .prints(&["annotation in-a of article a has two versions", file.to_str().unwrap()]);
    assert!(ran.out.contains("changed by another program"), "{ran:?}");
    let ids: Vec<String> = {
        let out = scratch.arg("out.jsonl");
        glossator(&["export", &scratch.project(), "--to", "jsonl", "--out", &out]).exits(1);
        let first = fs::read_to_string(&out).unwrap().lines().next().unwrap().to_owned();
        super::harness::marks(&serde_json::from_str(&first).unwrap()).into_iter().map(|(id, ..)| id).collect()
    };
    assert_eq!(ids, ["in-a", "more"]);
    scratch.run_with("ana", &[], &[]);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"law\"") && text.contains("\"work\""), "both versions are kept: {text}");
}

#[test]
fn a_copy_that_a_sync_tool_left_is_taken_in_by_its_annotator() {
    let scratch = warm();
    let file = work_of_ana(&scratch);
    let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let copy = file.with_file_name(format!("{name} (conflicted copy 2031-03-02).ron"));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &copy,
        text.replace("in-a", "from-copy").replace("(0, 3)", "(4, 7)").replace("\"One\"", "\"two\""),
    )
    .unwrap();
    scratch.check().exits(1).prints(&[copy.to_str().unwrap()]);
    scratch.run_with("ana", &[], &[]).exits(0);
    let ids: Vec<String> = scratch.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["in-a", "from-copy"]);
    assert!(!copy.exists());
    scratch.check().exits(0);
}

/// Runs git in `folder`.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
    command.args([
        "-c",
        "commit.gpgsign=false",
        "-c",
        "core.autocrlf=false",
        "-c",
        "init.defaultBranch=main",
    ]);
    Ran::new(command.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap())
}

/// A project under git in the folder `project`, and a clone of it in another scratch folder.
fn two_clones() -> (Scratch, Scratch) {
    let scratch = warm();
    let root = scratch.path("project");
    git(&root, &["init", "-q"]).exits(0);
    git(&root, &["add", "-A"]).exits(0);
    let listed = git(&root, &["ls-files"]).exits(0);
    assert!(!listed.out.contains(".glossator"), "{listed:?}");
    git(&root, &["commit", "-qm", "Begin"]).exits(0);
    let other = Scratch::new();
    fs::remove_dir_all(other.path("project")).unwrap();
    git(&other.path(""), &["clone", "-q", root.to_str().unwrap(), "project"]).exits(0);
    (scratch, other)
}

fn commit(scratch: &Scratch) {
    let root = scratch.path("project");
    git(&root, &["add", "-A"]).exits(0);
    git(&root, &["commit", "-qm", "Work"]).exits(0);
}

#[test]
fn git_merges_the_work_of_two_annotators() {
    let (one, two) = two_clones();
    one.run_as(
        "ana",
        &[person("ana-1", 4, 7), json!({"command": "entity.add", "id": "e1", "name": "Two"})],
        0,
    );
    two.run_as(
        "ben",
        &[person("ben-1", 4, 7), json!({"command": "entity.add", "id": "e1", "name": "Zwei"})],
        0,
    );
    commit(&one);
    commit(&two);
    let merged = git(&two.path("project"), &["pull", "-q", "--no-rebase", "--no-edit"]).exits(0);
    assert!(!merged.out.contains("CONFLICT"), "{merged:?}");
    for (path, bytes) in two.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains("<<<<<<<"), "{}", path.display());
    }
    let ids: Vec<String> = two.marks().into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["in-a", "ana-1", "ben-1"]);
    two.run_with("ben", &[], &[]).exits(0);
    two.check().exits(0).prints(&["nothing wrong"]);
}

#[test]
fn what_git_leaves_of_one_annotator_in_two_places_is_merged_by_record() {
    let (one, two) = two_clones();
    let relabel = |label: &str| json!({"command": "annotation.relabel", "article": "a", "id": "in-a", "layer": "entity", "label": label});
    one.does(&[person("here", 4, 7), relabel("Law")]);
    two.does(&[person("there", 8, 13), relabel("Work")]);
    commit(&one);
    commit(&two);
    git(&two.path("project"), &["pull", "-q", "--no-rebase", "--no-edit"]).exits(1);
    let file = work_of_ana(&two);
    assert!(fs::read_to_string(&file).unwrap().contains("<<<<<<<"), "git could not merge it");
    two.check().exits(1).prints(&["annotation in-a of article a has two versions", file.to_str().unwrap()]);
    let ran = two.run_with("ana", &[person("later", 0, 7)], &[]).exits(0);
    ran.says(&["in-a", file.to_str().unwrap()]);
    let text = fs::read_to_string(&file).unwrap();
    assert!(!text.contains("<<<<<<<") && text.contains("\"law\"") && text.contains("\"work\""), "{text}");
    let out = two.arg("out.jsonl");
    glossator(&["export", &two.project(), "--to", "jsonl", "--out", &out]).exits(1);
    let exported = fs::read_to_string(&out).unwrap();
    for id in ["in-a", "here", "there", "later"] {
        assert!(exported.contains(&format!("\"id\":\"{id}\"")), "{id} is lost: {exported}");
    }
}
