//! Tasks of Label Studio, and their configuration.

use serde_json::{Value, json};

use super::{article, lost, mark, project, written};

#[test]
fn everything_that_is_said_of_a_mark_has_its_id_and_place() {
    let text = "👨🏻‍🚒 Maren met Orsolen.";
    let mut first = mark("m", "entity", "Person", text, "Maren");
    first["features"] = json!({"kind": "name", "age": 33, "alive": true});
    first["note"] = json!("who?");
    let mut line = article("a", text, &[first, mark("n", "entity", "Person", text, "Orsolen")]);
    line["relations"] = json!([{"id": "r", "type": "met", "from": "m", "to": "n", "annotator": "ana"}]);
    line["annotators"]["ana"]["labels"] = json!(["politics"]);
    let (files, exported) = written(&project(&[line]), "label-studio");
    let tasks: Vec<Value> = serde_json::from_str(&files["tasks.json"]).unwrap();
    assert_eq!(tasks[0]["data"], json!({"text": text, "id": "a"}));
    assert_eq!(tasks[0]["annotations"][0]["complete"], json!(["claim", "entity", "figure"]));
    let results = tasks[0]["annotations"][0]["result"].as_array().unwrap();
    let of_mark: Vec<&Value> = results.iter().filter(|result| result["id"] == "m").collect();
    let rows: Vec<(&str, &str)> = of_mark
        .iter()
        .map(|result| (result["from_name"].as_str().unwrap(), result["type"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rows,
        [
            ("entity", "labels"),
            ("entity_age", "number"),
            ("entity_alive", "choices"),
            ("entity_kind", "textarea"),
            ("entity_note", "textarea"),
        ]
    );
    for result in of_mark {
        assert_eq!((&result["value"]["start"], &result["value"]["end"]), (&json!(5), &json!(10)), "{result}");
        let name = result["from_name"].as_str().unwrap();
        assert!(files["config.xml"].contains(&format!(" name=\"{name}\"")), "{name}");
    }
    assert_eq!(results.iter().filter(|result| result["type"] == "relation").count(), 1);
    let (relation, whole) = (&results[results.len() - 2], &results[results.len() - 1]);
    assert_eq!(
        *relation,
        json!({"type": "relation", "from_id": "m", "to_id": "n", "direction": "right", "labels": ["met"]})
    );
    assert_eq!(whole["value"], json!({"choices": ["politics"]}));
    assert_eq!(lost(&exported), Vec::<String>::new());
}

#[test]
fn names_are_escaped_in_the_configuration() {
    let text = "AT&T";
    let label = "Firms & <\"big\"> ones";
    let (files, _) =
        written(&project(&[article("a", text, &[mark("m", "entity", label, text, text)])]), "label-studio");
    let config = &files["config.xml"];
    assert!(config.contains(r#"<Label value="Firms &amp; &lt;&quot;big&quot;&gt; ones""#), "{config}");
    let tasks: Vec<Value> = serde_json::from_str(&files["tasks.json"]).unwrap();
    assert_eq!(tasks[0]["annotations"][0]["result"][0]["value"]["labels"], json!([label]));
}
