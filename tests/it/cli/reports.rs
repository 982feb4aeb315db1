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

/// Ana's time in three articles, of which one has left the project.
const EFFORT: &str = r#"(format: 1, annotator: "ana", effort: [
    (article: "a", day: "2026-11-21", seconds: 20),
    (article: "a", day: "2026-11-21", layer: "entity", seconds: 3600),
    (article: "b", day: "2026-11-22", layer: "entity", seconds: 62),
    (article: "left", day: "2026-11-22", layer: "figure", seconds: 59),
])"#;

#[test]
fn statistics_tell_how_long_each_annotator_was_at_work() {
    let scratch = Scratch::with("Neve spoke in Beshlik.\n");
    scratch.does(&[person("m1", 0, 4)]);
    let project = scratch.project();
    assert!(value(&["stats", &project])["annotators"]["ana"]["effort"].is_null(), "nothing was measured");
    scratch.file("project/annotations/ana/effort.ron", EFFORT);
    scratch.file("project/annotations/ben/effort.ron", EFFORT.replace("ana", "ben").replace("3600", "0"));
    let statistics = value(&["stats", &project]);
    assert_eq!(
        statistics["annotators"]["ana"]["effort"],
        json!({"seconds": 3741, "reading": 20, "layers": {"entity": 3662, "figure": 59}})
    );
    assert_eq!(statistics["annotators"]["ben"]["effort"]["seconds"], 141);
    let ran = glossator(&["stats", &project]).exits(0);
    ran.prints(&[
        "  active for 1 h 2 min 21 s (1 h 1 min 2 s in Entities, 59 s in Figures, 20 s reading)\n",
        "ben: work in 0 articles\n  active for 2 min 21 s (",
    ]);
    scratch.check().exits(0);
}

#[test]
fn time_that_does_not_read_is_listed_and_keeps_nobody_from_working() {
    let scratch = Scratch::with("Neve spoke in Beshlik.\n");
    scratch.file("project/annotations/ana/effort.ron", EFFORT.replace("3600", "-1"));
    scratch.does(&[person("m1", 0, 4)]);
    scratch.check().exits(1).prints(&["annotations/ana/effort.ron:3:", "Checked 1 article: 1 problem"]);
    let project = scratch.project();
    glossator(&["stats", &project]).exits(1).says(&["effort.ron:3:"]).prints(&["1 Person"]);
    assert_eq!(scratch.marks().len(), 1, "an export has everything");
}

#[test]
fn a_script_leaves_no_time_behind() {
    let scratch = Scratch::with("Neve spoke in Beshlik.\n");
    let open = json!({"command": "article.open", "article": "a"});
    let mark = person("m1", 0, 4);
    scratch.does(&[open, mark]);
    assert!(!scratch.path("project/annotations/ana/effort.ron").exists());
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
