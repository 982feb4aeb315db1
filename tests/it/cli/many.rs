//! A project of 100,000 articles, through the program.

use std::fmt::Write as _;

use serde_json::json;

use super::harness::{Scratch, glossator};

#[test]
fn a_hundred_thousand_articles_are_imported_marked_and_opened_again() {
    let scratch = Scratch::new();
    let mut lines = String::new();
    for number in 0..100_000 {
        writeln!(lines, r#"{{"id": "a{number:05}", "text": "Article {number}: Orsolen spoke."}}"#).unwrap();
    }
    let file = scratch.file("many.jsonl", lines);
    scratch.import(&[&file]).exits(0).prints(&["Imported 100000 articles"]);
    let mark = |article: &str, start: u64| json!({"command": "annotation.add", "article": article, "label": "Person", "start": start, "end": start + 7});
    scratch.does(&[mark("a00000", 11), mark("a99999", 15)]);
    scratch.does(&[json!({"command": "undo"})]);
    let stats = glossator(&["stats", &scratch.project(), "--json"]).exits(0).json_lines().remove(0);
    assert_eq!(stats["articles"], 100_000);
    assert_eq!(stats["annotators"]["ana"]["marks"]["entity"]["Person"], 1);
    assert_eq!(scratch.article("a00000")["annotations"][0]["text"], "Orsolen");
    assert!(scratch.article("a99999")["annotations"].is_null());
}
