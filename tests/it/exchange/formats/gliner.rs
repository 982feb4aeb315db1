//! Passages of GLiNER.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{article, lost, mark, project, remarked, written};

fn passages(files: &std::collections::BTreeMap<String, String>) -> Vec<Value> {
    serde_json::from_str(&files[""]).unwrap()
}

#[test]
fn ends_are_counted_in_and_labels_are_words() {
    let text = "Ilsa Maren left New-York.";
    let mut line = article(
        "a",
        text,
        &[
            mark("a", "entity", "Person", text, "Ilsa Maren"),
            mark("b", "entity", "Political_place", text, "New-York"),
            mark("c", "entity", "Person", text, "Maren"),
        ],
    );
    line["relations"] = json!([{"id": "r", "type": "went_from", "from": "a", "to": "b", "annotator": "ana"}]);
    let (files, exported) = written(&project(&[line]), "gliner");
    assert_eq!(
        files[""],
        concat!(
            "[\n",
            r#"{"tokenized_text":["Ilsa","Maren","left","New-York","."],"#,
            r#""ner":[[0,1,"person"],[1,1,"person"],[3,3,"political place"]],"#,
            r#""ner_negatives":[],"relations":[[0,2,"went from"]]}"#,
            "\n]\n"
        )
    );
    assert_eq!((lost(&exported), remarked(&exported)), (vec![], vec![]));
}

#[test]
fn labels_that_a_passage_lacks_are_negatives() {
    let text = "Maren left.";
    let lines = [
        article("a", text, &[mark("a", "entity", "Person", text, "Maren")]),
        article("b", "Lisk fell.", &[mark("b", "entity", "Place", "Lisk fell.", "Lisk")]),
    ];
    let (files, _) = written(&project(&lines), "gliner");
    let negatives: Vec<Value> =
        passages(&files).iter().map(|passage| passage["ner_negatives"].clone()).collect();
    assert_eq!(negatives, [json!(["place"]), json!(["person"])]);
}

#[test]
fn long_articles_are_cut_between_sentences_into_passages_of_at_most_384_tokens() {
    let mut text = String::new();
    for number in 0..100 {
        // Ten tokens each.
        let _infallible = write!(text, "Witness{number} saw the water come over the dam today. ");
    }
    let marks = [
        mark("a", "entity", "Person", &text, "Witness0"),
        mark("b", "entity", "Person", &text, "Witness1"),
        mark("c", "entity", "Person", &text, "Witness99"),
    ];
    let mut line = article("a", &text, &marks);
    line["relations"] = json!([
        {"id": "near", "type": "knows", "from": "a", "to": "b", "annotator": "ana"},
        {"id": "far", "type": "knows", "from": "a", "to": "c", "annotator": "ana"},
    ]);
    let (files, exported) = written(&project(&[line]), "gliner");
    let passages = passages(&files);
    let tokens = |passage: &Value| passage["tokenized_text"].as_array().unwrap().len();
    assert_eq!(passages.iter().map(tokens).collect::<Vec<_>>(), [380, 380, 240]);
    assert_eq!(passages[0]["ner"], json!([[0, 0, "person"], [10, 10, "person"]]));
    assert_eq!(passages[0]["relations"], json!([[0, 1, "knows"]]));
    assert_eq!(passages[2]["ner"], json!([[230, 230, "person"]]));
    assert_eq!(lost(&exported), ["relations: Witness0 → Witness99 (knows)"]);
}

#[test]
fn a_sentence_that_is_too_long_is_whole_and_remarked() {
    let text = "dam ".repeat(400);
    let (files, exported) = written(&project(&[article("a", &text, &[])]), "gliner");
    assert_eq!(passages(&files)[0]["tokenized_text"].as_array().unwrap().len(), 400);
    assert_eq!(exported.losses.remarks().count(), 1);
    assert!(exported.losses.is_empty());
}
