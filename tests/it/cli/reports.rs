//! What commands print, in words and as JSON.

use serde_json::{Value, json};

use super::harness::{Scratch, glossator, person};

/// Runs a command with `--json` and returns the one value that it prints.
#[track_caller]
fn value(arguments: &[&str]) -> Value {
    let ran = glossator(&[arguments, &["--json"]].concat());
    let lines = ran.json_lines();
    assert_eq!(lines.len(), 1, "{ran:?}");
    lines.into_iter().next().unwrap()
}

#[test]
fn every_report_is_one_json_value() {
    let scratch = Scratch::new();
    let (project, file) = (scratch.project(), scratch.file("a.txt", "Neve spoke in Beshlik.\n"));
    assert_eq!(value(&["new", &scratch.arg("other"), "--name", "Other"])["project"], scratch.arg("other"));
    let imported = value(&["import", &project, &file]);
    assert_eq!((&imported["added"], &imported["unchanged"]), (&json!(1), &json!(0)));
    assert_eq!(value(&["set", &project, "a", "outlet=Meridian"])["changed"], 1);
    scratch.does(&[person("m1", 0, 4)]);
    let out = scratch.arg("out.jsonl");
    let exported = value(&["export", &project, "--to", "jsonl", "--out", &out]);
    assert_eq!((&exported["lost"], &exported["out"]), (&json!(0), &json!(out)));
    let checked = value(&["check", &project]);
    assert_eq!(
        (&checked["articles"], &checked["files"], &checked["records"]),
        (&json!(1), &json!([]), &json!([]))
    );
    let formats = value(&["formats"]);
    assert!(formats.as_array().unwrap().iter().any(|format| format["id"] == "jsonl"), "{formats}");
}

#[test]
fn statistics_count_what_is_there() {
    let scratch = Scratch::with("Neve spoke in Beshlik.\n");
    scratch.import_text("b", "Δύο άρθρα.");
    let place = json!({"command": "annotation.add", "article": "a", "layer": "entity", "label": "Political place",
        "start": 14, "end": 21});
    let done = json!({"command": "status.set", "article": "a", "layer": "entity", "status": "done"});
    scratch.does(&[person("m1", 0, 4), person("m2", 0, 4), place, done]);
    let project = scratch.project();
    let statistics = value(&["stats", &project]);
    assert_eq!((&statistics["articles"], &statistics["bytes"]), (&json!(2), &json!(23 + 18)));
    let ana = &statistics["annotators"]["ana"];
    assert_eq!(ana["marks"]["entity"], json!({"Person": 2, "Political place": 1}));
    assert_eq!(ana["progress"]["entity"]["done"], 1);
    glossator(&["stats", &project]).exits(0).prints(&["2 articles", "ana: work in 1 article", "2 Person"]);
}

#[test]
fn a_dry_run_writes_nothing_and_lists_what_would_be_lost() {
    let scratch = Scratch::with("Neve spoke.");
    scratch.does(&[person("m1", 0, 4)]);
    let (project, out) = (scratch.project(), scratch.arg("out"));
    let ran = glossator(&["export", &project, "--to", "txt", "--out", &out, "--dry-run"]).exits(1);
    ran.prints(&["Lost: 1 record", "a: "]);
    assert!(!scratch.path("out").exists());
    glossator(&["export", &project, "--to", "txt", "--out", &out]).exits(1).prints(&["Lost: 1 record"]);
    assert!(scratch.path("out").exists());
}

#[test]
fn check_lists_references_that_lead_nowhere() {
    let scratch = Scratch::new();
    let article = json!({
        "id": "a", "text": "Neve spoke.", "annotations": [
            {"id": "m1", "layer": "entity", "label": "Person", "start": 0, "end": 4, "annotator": "ana", "entity": "nobody"},
        ],
        "relations": [{"id": "r1", "type": "near", "from": "m1", "to": "m9", "annotator": "ana"}],
    });
    scratch.import_lines(&[article], &[]);
    let ran = scratch.check().exits(1);
    ran.prints(&["there is no entity nobody", "there is no annotation m9", "Checked 1 article: 2 problems"]);
}
