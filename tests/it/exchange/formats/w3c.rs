//! Web Annotations.

use serde_json::{Value, json};

use super::{article, lost, mark, project, written};

fn items(file: &str) -> Vec<Value> {
    let page: Value = serde_json::from_str(file).unwrap();
    assert_eq!(
        (&page["@context"], &page["type"]),
        (&json!("http://www.w3.org/ns/anno.jsonld"), &json!("AnnotationPage"))
    );
    page["items"].as_array().unwrap().clone()
}

fn item<'i>(items: &'i [Value], id: &str) -> &'i Value {
    items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("{id} is not among {items:#?}"))
}

#[test]
fn an_article_its_marks_and_what_ties_them_are_annotations() {
    let text = "👨🏻‍🚒 Ilsa Maren met e\u{301}mile.\r\nNew, old إقليم ليسك";
    let mut first = mark("m/1", "entity", "Person", text, "Ilsa Maren");
    first["note"] = json!("who?");
    first["flag"] = json!({"question": "sure?", "answer": "yes"});
    first["entity"] = json!("e1");
    first["features"] = json!({"age": 33});
    let mut torn = mark("torn", "entity", "Place", text, "New, old");
    let start = torn["start"].as_u64().unwrap();
    torn["fragments"] = json!([[start, start + 3], [start + 5, start + 8]]);
    let mut line =
        article("a b", text, &[first, torn, mark("end", "claim", "Claim", text, "old إقليم ليسك")]);
    line["outlet"] = json!("Meridian");
    line["language"] = json!("en");
    line["annotators"]["ana"]["labels"] = json!(["politics"]);
    line["relations"] = json!([{"id": "r", "type": "met", "from": "m/1", "to": "torn", "annotator": "ana"}]);
    let register = json!({"record": "entity", "id": "e1", "name": "Ilsa Maren"});
    let (files, exported) = written(&project(&[line, register]), "w3c");
    assert_eq!(lost(&exported), Vec::<String>::new());
    let items = items(&files[""]);
    assert_eq!(items.len(), 7);
    assert!(items.iter().all(|item| item["type"] == "Annotation"));

    let whole = item(&items, "#article/a%20b");
    let source =
        json!({"id": "#text/a%20b", "type": "Text", "format": "text/plain", "language": "en", "value": text});
    assert_eq!(whole["target"], source);
    let facts: Value = serde_json::from_str(whole["body"]["value"].as_str().unwrap()).unwrap();
    assert_eq!(facts, json!({"id": "a b", "outlet": "Meridian", "language": "en"}));
    let work = item(&items, "#work/a%20b/ana");
    assert_eq!(work["body"]["value"], r#"{"complete":["claim","entity","figure"]}"#);

    let body =
        |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let person = item(&items, "#mark/a%20b/m%2F1");
    assert_eq!((&person["motivation"], &person["creator"]["name"]), (&json!("tagging"), &json!("ana")));
    let said = json!([
        body("classifying", "entity"), body("tagging", "Person"), body("commenting", "who?"), body("questioning", "sure?"),
        body("replying", "yes"), {"type": "SpecificResource", "purpose": "identifying", "source": "#entity/ana/e1"},
        {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": r#"{"features":{"age":33}}"#},
    ]);
    assert_eq!(person["body"], said);
    let selectors = json!([
        {"type": "TextPositionSelector", "start": 5, "end": 15},
        {"type": "TextQuoteSelector", "exact": "Ilsa Maren", "prefix": "👨🏻‍🚒 ", "suffix": " met e\u{301}mile.\r\nNew, old إقليم ليسك"},
    ]);
    assert_eq!(person["target"][0]["selector"], selectors);
    assert_eq!(person["target"][0]["source"], "#text/a%20b");

    let pieces: Vec<&Value> = item(&items, "#mark/a%20b/torn")["target"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| &target["selector"][1]["exact"])
        .collect();
    assert_eq!(pieces, ["New", "old"]);
    assert_eq!(item(&items, "#mark/a%20b/end")["target"][0]["selector"][1]["suffix"], "");
    assert_eq!(item(&items, "#labels/a%20b/ana")["body"], json!([body("classifying", "politics")]));
    let relation = item(&items, "#relation/a%20b/r");
    assert_eq!(relation["target"], "#mark/a%20b/m%2F1");
    assert_eq!(relation["body"], json!(["#mark/a%20b/torn", body("tagging", "met")]));
}

#[test]
fn no_letter_is_cut_in_two_by_what_stands_around_a_mark() {
    let text = format!("{}x{}", "👨🏻‍🚒".repeat(40), "e\u{301}".repeat(40));
    let (files, _) =
        written(&project(&[article("a", &text, &[mark("m", "entity", "Person", &text, "x")])]), "w3c");
    let items = items(&files[""]);
    let quote = &item(&items, "#mark/a/m")["target"][0]["selector"][1];
    assert_eq!(quote["prefix"], "👨🏻‍🚒".repeat(32));
    assert_eq!(quote["suffix"], "e\u{301}".repeat(32));
}

#[test]
fn an_article_that_nobody_worked_on_is_there_with_its_text() {
    let lines = [json!({"id": "a", "text": "Nobody read it.\r\n"}), json!({"id": "b", "text": ""})];
    let (files, exported) = written(&project(&lines), "w3c");
    let texts: Vec<Value> = items(&files[""]).iter().map(|item| item["target"]["value"].clone()).collect();
    assert_eq!(texts, ["Nobody read it.\r\n", ""]);
    assert!(exported.losses.is_empty());
}
