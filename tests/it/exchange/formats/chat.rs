//! Conversations for training language models.

use std::sync::Arc;

use glossator::exchange::chat::template::Template;
use glossator::exchange::options::ExportOptions;
use glossator::model::project::Project;
use serde_json::{Value, json};

use super::{article, lost, mark, project, remarked, written, written_with};

const TEXT: &str = "👨🏻‍🚒 Col. Orsolen said “e\u{301}te\u{301} is over” and,\r\nhe said, more than 30,000 قالوا. {labels} Maren";

fn line() -> Value {
    let mut torn = mark("torn", "claim", "Claim", TEXT, "over” and,\r\nhe said, more than 30,000 قالوا");
    let (start, end) = (torn["start"].as_u64().unwrap(), torn["end"].as_u64().unwrap());
    torn["fragments"] = json!([[start, start + 4], [end - 5, end]]);
    let mut figure = mark("f", "figure", "Figure", TEXT, "more than 30,000");
    figure["quantity"] = json!({"low": 30000, "low_open": true, "point": 30000, "approximator": "more than",
        "kind": "count", "counted": {"annotation": "o"}});
    let marks = [
        mark("o", "entity", "Person", TEXT, "Orsolen"),
        mark("c", "claim", "Claim", TEXT, "e\u{301}te\u{301} is over"),
        torn,
        figure,
        mark("m", "entity", "Person", TEXT, "Maren"),
    ];
    let mut line = article("a", TEXT, &marks);
    let cue = TEXT.chars().collect::<String>().find("said").unwrap();
    let cue = TEXT[..cue].chars().count();
    line["attributions"] = json!([{"id": "q", "annotator": "ana", "contents": ["c", "torn"],
        "cue": {"start": cue, "end": cue + 4}, "sources": ["o"], "via": "a note", "polarity": "denies"}]);
    line
}

fn records(project: &Project, shape: &'static str, template: Option<&str>) -> Vec<Value> {
    let template = template.map(|text| Arc::new(Template::read(text, "ask.txt").unwrap()));
    let options = ExportOptions { record_shape: Some(shape), template, ..ExportOptions::default() };
    let (files, _) = written_with(project, "chat", &options);
    files[""].lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn answer() -> Value {
    let said = json!([{"sources": ["Orsolen"], "cue": "said", "via": "a note", "quote_type": "indirect",
        "polarity": "denies", "certainty": "certain"}]);
    let torn = "over” and,\r\nhe said, more than 30,000 قالوا";
    json!({
        "entity": [{"quote": "Orsolen", "label": "Person"}, {"quote": "Maren", "label": "Person"}],
        "claim": [
            {"quote": "e\u{301}te\u{301} is over", "label": "Claim", "said_by": said},
            {"quote": torn, "pieces": ["over", "قالوا"], "label": "Claim", "said_by": said},
        ],
        "figure": [{"quote": "more than 30,000", "label": "Figure", "value": {"low": 30000, "low_open": true,
            "point": 30000, "approximator": "more than", "kind": "count", "counted": "Orsolen"}}],
    })
}

#[test]
fn each_shape_has_the_text_the_question_and_the_answer() {
    let project = project(&[line()]);
    let template = "[system]\nBe exact.\n[user]\n{tasks}\n---\n{text}\n[instruction]\nDo: {tasks}\n\
        [entity]\nE {key}: {labels}\n[claim]\nC {key}\n[figure]\nF {key}";
    let tasks = "C claim\n\nE entity: Person\n\nF figure";
    let user = format!("{tasks}\n---\n{TEXT}");

    let messages = &records(&project, "messages", Some(template))[0]["messages"];
    let roles: Vec<&Value> = messages.as_array().unwrap().iter().map(|turn| &turn["role"]).collect();
    assert_eq!(roles, ["system", "user", "assistant"]);
    assert_eq!((&messages[0]["content"], &messages[1]["content"]), (&json!("Be exact."), &json!(user)));
    let said: Value = serde_json::from_str(messages[2]["content"].as_str().unwrap()).unwrap();
    assert_eq!(said, answer());

    let turns = &records(&project, "sharegpt", Some(template))[0]["conversations"];
    let turn = |who: &str, text: &Value| json!({"from": who, "value": text});
    let expected = json!([
        turn("system", &json!("Be exact.")),
        turn("human", &json!(user)),
        turn("gpt", &messages[2]["content"])
    ]);
    assert_eq!(*turns, expected);

    let alpaca = &records(&project, "alpaca", Some(template))[0];
    let expected = json!({"instruction": format!("Be exact.\n\nDo: {tasks}"), "input": TEXT, "output": messages[2]["content"]});
    assert_eq!(*alpaca, expected);
}

#[test]
fn the_first_shape_and_the_template_of_the_program_are_taken_when_nothing_is_asked_for() {
    let (files, exported) = written(&project(&[line(), article("empty", "", &[])]), "chat");
    assert_eq!(files[""].lines().count(), 1);
    let record: Value = serde_json::from_str(&files[""]).unwrap();
    let question = record["messages"][1]["content"].as_str().unwrap();
    assert!(question.contains(TEXT), "{question}");
    for words in [
        "\"entity\": every mention",
        "one of Person",
        "\"claim\": every statement",
        "\"figure\": every number",
    ] {
        assert!(question.contains(words), "{words} is not in {question}");
    }
    assert_eq!(lost(&exported), ["articles without text: "]);
    assert!(!files[""].contains("ana"), "{}", files[""]);
}

#[test]
fn a_layer_that_is_not_finished_is_never_asked_for() {
    let mut line = line();
    line["annotators"]["ana"]["status"] = json!({"entity": "done", "claim": "in_progress"});
    let unseen = json!({"id": "b", "text": "Nobody looked at it."});
    let project = project(&[line, unseen]);
    let (files, exported) = written(&project, "chat");
    let record: Value = serde_json::from_str(&files[""]).unwrap();
    let question = record["messages"][1]["content"].as_str().unwrap();
    assert!(!question.contains("every statement") && !question.contains("every number"), "{question}");
    let said: Value = serde_json::from_str(record["messages"][2]["content"].as_str().unwrap()).unwrap();
    assert_eq!(said.as_object().unwrap().keys().collect::<Vec<_>>(), ["entity"]);
    assert_eq!(exported.losses.marks(), 3);
    assert!(
        lost(&exported).contains(&"attributions of what is no claim: q".to_owned()),
        "{:?}",
        lost(&exported)
    );
    assert!(!remarked(&exported).is_empty());
}

#[test]
fn a_finished_layer_without_marks_is_asked_for_and_answered_with_nothing() {
    let text = "It rained.";
    let record = &records(&project(&[line(), article("b", text, &[])]), "messages", None)[1];
    assert_eq!(record["messages"][2]["content"], r#"{"claim":[],"entity":[],"figure":[]}"#);
}

#[test]
fn what_ties_a_value_to_other_records_is_listed() {
    let mut line = line();
    line["annotations"][3]["quantity"]["event"] = json!("e");
    let event = json!({"record": "event", "id": "e", "name": "The flood"});
    let (_, exported) = written(&project(&[line, event]), "chat");
    assert_eq!(
        lost(&exported),
        ["what ties values of figures to other figures and events: more than 30,000"]
    );
}
