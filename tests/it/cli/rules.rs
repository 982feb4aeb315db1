//! What the rules propose, on the command line.

use serde_json::{Value, json};

use super::harness::{Scratch, glossator, glossator_with};

const TEXT: &str = "👨🏻‍🚒 Dam gives way\r\n\r\nMore than 30,000 people left Beshlik, Col. Davit Orsolen said.\r\n\r\n\
                    Sign up for our newsletter, 40 letters a year.";

fn suggestions(answer: &Value, rule: &str) -> Vec<Value> {
    let all = answer["suggestions"].as_array().unwrap().iter();
    all.filter(|suggestion| suggestion["rule"] == rule).cloned().collect()
}

/// Asserts that what is quoted stands where it is said to stand.
#[track_caller]
fn stands(text: &str, stretch: &Value) {
    let at = |key: &str| usize::try_from(stretch[key].as_u64().unwrap()).unwrap();
    let quote: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(stretch["text"], quote);
}

#[test]
fn articles_on_standard_input_are_answered_a_line_each() {
    let line = json!({"id": "a", "text": TEXT, "language": "en"});
    let empty = json!({"id": "b", "text": ""});
    let entity = json!({"record": "entity", "id": "e1", "name": "Beshlik"});
    let input = format!("{line}\n\n{empty}\n{entity}");
    let answers = glossator_with(&["suggest", "--stdin"], input.as_bytes()).exits(0).json_lines();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[1], json!({"id": "b", "suggestions": []}));
    let answer = &answers[0];
    for suggestion in answer["suggestions"].as_array().unwrap() {
        stands(TEXT, suggestion);
        assert!(
            suggestion["score"].as_f64().unwrap() <= 1.0
                && !suggestion["reason"].as_str().unwrap().is_empty()
        );
    }
    let figures = suggestions(answer, "figures");
    assert_eq!(figures[0]["text"], "More than 30,000");
    assert_eq!((&figures[0]["layer"], &figures[0]["label"]), (&json!("figure"), &json!("Figure")));
    let quantity = &figures[0]["quantity"];
    assert_eq!(
        (&quantity["low"], &quantity["low_open"], &quantity["kind"]),
        (&json!(30_000), &json!(true), &json!("count"))
    );
    // The zone was only found, so it hides nothing.
    assert_eq!(figures.len(), 2);
    assert_eq!(suggestions(answer, "zones")[0]["label"], "promotion");
    let said = &suggestions(answer, "attributions")[0];
    assert_eq!(said["text"], "More than 30,000 people left Beshlik");
    let attribution = &said["attribution"];
    assert_eq!(
        (&attribution["sources"][0]["text"], &attribution["cue"]["text"]),
        (&json!("Davit Orsolen"), &json!("said"))
    );
    stands(TEXT, &attribution["sources"][0]);
    let names: Vec<Value> =
        suggestions(answer, "entities").iter().map(|name| json!([name["text"], name["label"]])).collect();
    assert!(names.contains(&json!(["Davit Orsolen", "Person"])), "{names:?}");
}

#[test]
fn zones_in_the_input_apply_and_one_rule_can_be_asked_for() {
    let start = TEXT.chars().count() - "Sign up for our newsletter, 40 letters a year.".chars().count();
    let zone = json!({"start": start, "end": TEXT.chars().count(), "kind": "promotion"});
    let line = json!({"id": "a", "text": TEXT, "zones": [zone]}).to_string();
    let answers =
        glossator_with(&["suggest", "--stdin", "--rule", "figures", "--rule", "zones"], line.as_bytes());
    let answer = &answers.exits(0).json_lines()[0];
    assert_eq!(answer["suggestions"].as_array().unwrap().len(), 1, "{answer}");
    let whole = glossator_with(&["suggest", "--stdin", "--json"], line.as_bytes()).exits(0);
    assert_eq!(serde_json::from_str::<Value>(&whole.out).unwrap()[0]["id"], "a");
}

#[test]
fn a_project_leaves_out_what_is_marked_and_what_was_refused() {
    let scratch = Scratch::with(TEXT);
    let ask = |rule: &str| {
        let answers = glossator(&["suggest", &scratch.project(), "--rule", rule]).exits(0).json_lines();
        suggestions(&answers[0], rule)
            .iter()
            .map(|one| one["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // The box is found, and nothing is proposed in it.
    assert_eq!(ask("figures"), ["More than 30,000"]);
    let command = |name: &str| json!({"command": name});
    let open = json!({"command": "article.open", "article": "a"});
    let (next, reject) = (command("candidate.next"), command("candidate.reject"));
    let answers = scratch.does(&[open, next.clone(), next.clone(), next, reject]);
    assert_eq!(answers[2]["selection"]["text"], "More than 30,000 people left Beshlik", "{answers:?}");
    assert_eq!(answers[3]["selection"]["text"], "More than 30,000", "{answers:?}");
    assert_eq!(answers[4]["ok"], true, "{answers:?}");
    assert_eq!(ask("figures"), Vec::<String>::new());
    let named = glossator(&["suggest", &scratch.project(), "--article", "b"]).exits(3);
    named.says(&["there is no article \"b\""]);
}

#[test]
fn what_is_wrong_on_standard_input_is_named_with_its_line() {
    let good = json!({"id": "a", "text": "x"}).to_string();
    let wrong = |line: &[u8]| {
        glossator_with(&["suggest", "--stdin"], &[good.as_bytes(), b"\n", line].concat()).exits(3)
    };
    wrong(b"{\"id\": \"b\"}").says(&["standard input, line 2", "text"]);
    wrong(b"[1, 2").says(&["standard input, line 2"]);
    wrong(b"{\"id\": \"\xff\"}").says(&["standard input, line 2: it is not UTF-8 from byte 9 on"]);
    glossator(&["suggest"]).exits(2);
    glossator_with(&["suggest", "--stdin", "--rule", "figurs"], b"").exits(2).says(&["figures"]);
}
