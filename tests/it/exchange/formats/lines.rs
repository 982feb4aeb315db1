//! Formats of a line for each document: doccano and Prodigy.

use serde_json::{Value, json};

use super::{article, lost, mark, project, written};

const TEXT: &str = "👨🏻‍🚒 Maren said it lost\r\n$5bn.";

fn line() -> Value {
    let mut line = article(
        "a",
        TEXT,
        &[
            mark("a", "entity", "Person", TEXT, "👨🏻‍🚒 Maren"),
            mark("b", "claim", "Claim", TEXT, "it lost\r\n$5bn"),
        ],
    );
    line["relations"] = json!([{"id": "r", "type": "says", "from": "a", "to": "b", "annotator": "ana"}]);
    line["outlet"] = json!("Meridian");
    line
}

#[test]
fn a_line_of_doccano() {
    let empty = article("empty", "", &[]);
    let (files, exported) = written(&project(&[line(), empty]), "doccano");
    assert_eq!(
        files[""],
        concat!(
            "{\"text\":\"👨🏻‍🚒 Maren said it lost\\r\\n$5bn.\",",
            r#""entities":[{"id":0,"label":"Person","start_offset":0,"end_offset":10},"#,
            r#"{"id":1,"label":"Claim","start_offset":16,"end_offset":29}],"#,
            r#""relations":[{"id":0,"from_id":0,"to_id":1,"type":"says"}],"#,
            r#""article":"a","annotator":"ana","outlet":"Meridian"}"#,
            "\n"
        )
    );
    assert_eq!(lost(&exported), ["articles without text: "]);
}

#[test]
fn a_line_of_prodigy_counts_the_last_token_in() {
    let mut line = line();
    line["annotators"]["ana"]["labels"] = json!(["economy"]);
    let (files, exported) = written(&project(&[line]), "prodigy");
    let task: Value = serde_json::from_str(&files[""]).unwrap();
    assert_eq!(task["text"], TEXT);
    let words: Vec<&str> =
        task["tokens"].as_array().unwrap().iter().map(|token| token["text"].as_str().unwrap()).collect();
    assert_eq!(words, ["👨🏻‍🚒", "Maren", "said", "it", "lost", "$", "5bn", "."]);
    assert_eq!(task["tokens"][1], json!({"text": "Maren", "start": 5, "end": 10, "id": 1, "ws": true}));
    assert_eq!(task["tokens"][5]["ws"], false);
    let person = json!({"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": "Person"});
    let claim = json!({"start": 16, "end": 29, "token_start": 3, "token_end": 6, "label": "Claim"});
    assert_eq!(task["spans"], json!([person, claim]));
    assert_eq!(
        task["relations"],
        json!([{"head": 1, "child": 6, "head_span": person, "child_span": claim, "label": "says"}])
    );
    assert_eq!(task["accept"], json!(["economy"]));
    assert_eq!(task["answer"], "accept");
    assert_eq!(task["_annotator_id"], "ana");
    assert_eq!(task["meta"], json!({"id": "a", "annotator": "ana", "outlet": "Meridian"}));
    assert_eq!(lost(&exported), Vec::<String>::new());
}

#[test]
fn a_suggestion_that_was_refused_is_a_task_of_its_own() {
    let text = "The Post said so.";
    let refused = json!({"record": "decision", "id": "d", "article": "a", "annotator": "ana", "rule": "name",
        "start": 4, "end": 8, "layer": "entity", "label": "Person", "outcome": "rejected"});
    let lines = [article("a", text, &[mark("m", "entity", "Person", text, "The")]), refused];
    let (files, _) = written(&project(&lines), "prodigy");
    let tasks: Vec<Value> = files[""].lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(tasks.iter().map(|task| &task["answer"]).collect::<Vec<_>>(), ["accept", "reject"]);
    assert_eq!(
        tasks[1]["spans"],
        json!([{"start": 4, "end": 8, "token_start": 1, "token_end": 1, "label": "Person"}])
    );
    assert_eq!(tasks[0]["spans"].as_array().unwrap().len(), 1);
}
