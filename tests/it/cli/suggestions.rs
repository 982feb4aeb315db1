//! Suggestions that wait: they come in, are reviewed, and do not come back.

use serde_json::{Value, json};

use super::harness::{Scratch, glossator};

const TEXT: &str = "👨🏻‍🚒 Maren met Orsolen.\r\nقالت ليلى: «لا».";

/// A mark of somebody on words of the text.
fn mark(id: &str, label: &str, words: &str) -> Value {
    let byte = TEXT.find(words).unwrap();
    let start = TEXT[..byte].chars().count();
    json!({"id": id, "layer": "entity", "label": label, "start": start, "end": start + words.chars().count(),
        "text": words, "annotator": "bo"})
}

fn line(marks: &[Value]) -> Value {
    json!({"id": "a", "text": TEXT, "annotations": marks})
}

fn as_suggestions(scratch: &Scratch, lines: &[Value]) -> super::harness::Ran {
    scratch.import_lines(lines, &["--as", "suggestions", "--annotator", "ana"])
}

/// The words of the suggestions that wait.
fn waiting(scratch: &Scratch) -> Vec<String> {
    let article = scratch.article("a");
    let list = article["suggestions"].as_array().cloned().unwrap_or_default();
    list.iter().map(|open| open["text"].as_str().unwrap().to_owned()).collect()
}

fn words(scratch: &Scratch) -> Vec<String> {
    scratch.marks().into_iter().map(|(.., words)| words).collect()
}

fn command(name: &str) -> Value {
    json!({"command": name})
}

#[test]
fn marks_of_a_file_wait_are_reviewed_and_do_not_come_back() {
    let scratch = Scratch::new();
    let marks =
        [mark("m1", "Person", "Maren"), mark("m2", "Location", "Orsolen"), mark("m3", "Person", "ليلى")];
    let ran = as_suggestions(&scratch, &[line(&marks)]).exits(0);
    ran.prints(&["Imported 1 article", "0 marks", "3 suggestions to be reviewed, 0 known already"]);
    assert_eq!(words(&scratch), Vec::<String>::new());
    let open = json!({"command": "article.open", "article": "a"});
    let next = || command("candidate.next");
    let answers = scratch.does(&[
        open,
        next(),
        command("candidate.accept"),
        next(),
        command("candidate.reject"),
        command("undo"),
        command("candidate.reject"),
    ]);
    let found: Vec<&Value> = answers.iter().filter(|answer| !answer["rule"].is_null()).collect();
    assert_eq!(found.len(), 2, "{answers:?}");
    assert_eq!((&found[0]["rule"], &found[0]["label"]), (&json!("import:jsonl"), &json!("person")));
    assert_eq!(words(&scratch), ["Maren"]);
    assert_eq!(waiting(&scratch), ["ليلى"]);
    let export = scratch.export(&[]);
    let decisions: Vec<(&Value, &Value, &Value)> = export
        .iter()
        .filter(|record| record["record"] == "decision")
        .map(|decision| (&decision["text"], &decision["outcome"], &decision["rule"]))
        .collect();
    let rule = json!("import:jsonl");
    assert_eq!(decisions.len(), 2);
    assert!(decisions.contains(&(&json!("Maren"), &json!("accepted"), &rule)), "{decisions:?}");
    assert!(decisions.contains(&(&json!("Orsolen"), &json!("rejected"), &rule)), "{decisions:?}");
    let before = scratch.files();
    as_suggestions(&scratch, &[line(&marks)]).exits(0).prints(&["left 1 as it was", "3 known already"]);
    assert_eq!(scratch.files(), before, "what was decided or waits does not come back");
    let more = [marks.to_vec(), vec![mark("m4", "Person", "Orsolen")]].concat();
    as_suggestions(&scratch, &[line(&more)]).exits(0).prints(&["changed 1", "3 known already"]);
    assert_eq!(waiting(&scratch).len(), 2, "another label of the same place was not decided about");
    scratch.check().exits(0);
}

#[test]
fn what_cannot_wait_is_counted_and_marks_that_are_there_are_known() {
    let scratch = Scratch::with(TEXT);
    let mut person = mark("m9", "Person", "Maren");
    person["article"] = json!("a");
    person["command"] = json!("annotation.add");
    for key in ["text", "annotator"] {
        person.as_object_mut().unwrap().remove(key);
    }
    scratch.does(&[person]);
    let mut file = line(&[mark("m1", "Person", "Maren"), mark("m2", "Location", "Orsolen")]);
    file["annotations"][1]["note"] = json!("which one?");
    file["relations"] = json!([{"id": "r1", "type": "met", "from": "m1", "to": "m2", "annotator": "bo"}]);
    file["annotators"] = json!({"bo": {"status": {"entity": "done"}, "labels": ["politics"]}});
    let entity = json!({"record": "entity", "id": "e1", "annotator": "bo", "name": "Maren"});
    let ran =
        as_suggestions(&scratch, &[file, entity]).exits(0).prints(&["1 suggestion to be reviewed, 1 known"]);
    ran.says(&[
        "relations cannot wait as suggestions: 1 left out",
        "labels of articles cannot wait as suggestions: 1 left out",
        "states of layers cannot wait as suggestions: 1 left out",
        "notes of marks cannot wait as suggestions: 1 left out",
        "records of registers cannot wait as suggestions: 1 left out",
    ]);
    assert_eq!(waiting(&scratch), ["Orsolen"]);
    assert_eq!(words(&scratch), ["Maren"]);
    assert!(scratch.article("a")["annotators"]["bo"].is_null(), "nothing is said of anybody else");
    glossator(&["stats", &scratch.project()]).exits(0).prints(&["1 suggestion to be reviewed"]);
}

#[test]
fn no_other_format_holds_what_waits_and_none_calls_it_lost() {
    let scratch = Scratch::new();
    as_suggestions(&scratch, &[line(&[mark("m1", "Person", "Maren")])]).exits(0);
    let (project, out) = (scratch.project(), scratch.arg("out"));
    let ran = glossator(&["export", &project, "--to", "label-studio", "--out", &out]).exits(0);
    ran.prints(&["Note: 1 (suggestions that nobody has reviewed)"]);
    let tasks = std::fs::read_to_string(scratch.path("out/tasks.json")).unwrap();
    assert!(!tasks.contains("Person"), "{tasks}");
    // The native format holds them, and gives them back.
    let first = scratch.export_bytes(&[]);
    let other = Scratch::new();
    other.import(&[&other.file("first.jsonl", &first)]).exits(0).prints(&["1 suggestion to be reviewed"]);
    assert_eq!(other.export_bytes(&[]), first);
    let accepted = String::from_utf8(scratch.export_bytes(&["--origin", "suggestion"])).unwrap();
    assert!(!accepted.contains("Maren\",\"annotator"), "what waits was not accepted: {accepted}");
}

#[test]
fn what_waits_is_found_again_in_another_text() {
    let scratch = Scratch::new();
    as_suggestions(&scratch, &[line(&[mark("m1", "Person", "Maren"), mark("m2", "Location", "Orsolen")])])
        .exits(0);
    let open = json!({"command": "article.open", "article": "a"});
    scratch.does(&[open, command("candidate.next"), command("candidate.reject")]);
    let text = format!("Correction. {TEXT}");
    let moved = |id: &str, label: &str, words: &str| {
        let mut mark = mark(id, label, words);
        for key in ["start", "end"] {
            mark[key] = json!(mark[key].as_u64().unwrap() + 12);
        }
        mark
    };
    let marks =
        [moved("m1", "Person", "Maren"), moved("m2", "Location", "Orsolen"), moved("m3", "Person", "ليلى")];
    let other = json!({"id": "a", "text": text, "annotations": marks});
    let ran = scratch.import_lines(&[other], &["--as", "suggestions", "--annotator", "ana", "--update"]);
    ran.exits(0).prints(&["changed 1", "2 suggestions to be reviewed, 2 known already"]);
    assert_eq!(waiting(&scratch), ["Orsolen", "ليلى"], "the rejected one is not among them");
    scratch.check().exits(0);
}

#[test]
fn predictions_of_a_model_wait_beside_the_annotations() {
    let scratch = Scratch::new();
    let region = |id: &str, label: &str, start: usize, end: usize, words: &str| {
        json!({"id": id, "from_name": "entity", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": words, "labels": [label]}})
    };
    let tasks = json!([{"id": 1, "data": {"id": "a", "text": TEXT},
        "annotations": [{"completed_by": "ana", "result": [region("r1", "Person", 5, 10, "Maren")]}],
        "predictions": [{"model_version": "tagger 2.1", "score": 0.87, "result": [
            region("p1", "Person", 5, 10, "Maren"), region("p2", "Location", 15, 22, "Orsolen"),
            region("p3", "Location", 15, 21, "Orsolen")]}]}]);
    let file = scratch.file("tasks.json", tasks.to_string());
    let ran = scratch.import(&[&file, "--annotator", "ana"]).exits(0);
    ran.prints(&["1 mark", "1 suggestion to be reviewed, 1 known already"]).says(&["p3", "\"Orsole\""]);
    let open = json!({"command": "article.open", "article": "a"});
    let answers = scratch.does(&[open, command("candidate.next"), command("candidate.accept")]);
    assert_eq!((&answers[1]["score"], &answers[1]["version"]), (&json!(0.87), &json!("tagger 2.1")));
    assert_eq!(words(&scratch), ["Maren", "Orsolen"]);
    let article = scratch.article("a");
    assert_eq!(article["annotations"][1]["origin"], "suggestion:import:label-studio");
    scratch.import(&[&file, "--annotator", "ana"]).exits(0).prints(&["left 1 as it was"]);
}
