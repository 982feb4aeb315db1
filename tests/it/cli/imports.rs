//! What importing does with what is there already, with tables, and with a part of the input.

use serde_json::{Value, json};

use super::harness::{Scratch, files_below, glossator, person};

fn line(label: &str) -> Value {
    json!({
        "id": "a", "text": "Neve Hallqvist spoke. Orsolen did not.", "annotations": [
            {"id": "m1", "layer": "entity", "label": label, "start": 0, "end": 14, "annotator": "ana"},
        ],
    })
}

#[test]
fn a_file_that_is_there_is_skipped() {
    let scratch = Scratch::new();
    let one = scratch.file("in/one.txt", "First");
    scratch.file("in/deeper/two.md", "# Second\n\nText.");
    scratch.file("in/.hidden.txt", "not for us");
    let folder = scratch.arg("in");
    scratch.import(&[&folder]).exits(0).prints(&["Imported 2 articles"]);
    let before = scratch.files();
    scratch.import(&[&folder]).exits(0).prints(&["Imported 0 articles, changed 0, left 2"]);
    scratch.import(&[&one]).exits(0).prints(&["left 1 as it was"]);
    assert_eq!(scratch.files(), before);
}

#[test]
fn records_that_differ_are_replaced_only_when_asked() {
    let scratch = Scratch::new();
    scratch.import_lines(&[line("Person")], &[]).exits(0).prints(&["1 mark"]);
    let before = scratch.files();
    scratch.import_lines(&[line("Person")], &[]).exits(0).prints(&["left 1 as it was"]);
    scratch.import_lines(&[line("Law")], &[]).exits(3).says(&["m1", "lines.jsonl, line 1", "--update"]);
    assert_eq!(scratch.files(), before);
    // What is missing is added without being asked.
    let mut more = line("Person");
    more["annotations"][0]["id"] = json!("m2");
    scratch.import_lines(&[more], &[]).exits(0).prints(&["changed 1"]);
    assert_eq!(scratch.article("a")["annotations"].as_array().unwrap().len(), 2);
    scratch.import_lines(&[line("Law")], &["--update"]).exits(0).prints(&["changed 1"]);
    let article = scratch.article("a");
    let first = article["annotations"].as_array().unwrap().iter().find(|mark| mark["id"] == "m1").unwrap();
    assert_eq!(first["label"], "Law");
    scratch.check().exits(0);
}

#[test]
fn another_text_under_a_known_id_is_refused_or_its_marks_are_found_again() {
    let scratch = Scratch::new();
    scratch.import_lines(&[line("Person")], &[]).exits(0);
    let before = scratch.files();
    let other = json!({"id": "a", "text": "Correction: yesterday, Neve Hallqvist spoke. Orsolen did not."});
    let ran = scratch.import_lines(std::slice::from_ref(&other), &[]).exits(3);
    ran.says(&["article a is there with another text", "lines.jsonl, line 1", "hint: ", "--update"]);
    assert_eq!(scratch.files(), before);
    scratch.import_lines(&[other], &["--update"]).exits(0);
    assert_eq!(scratch.marks(), [("m1".to_owned(), 23, 37, "Neve Hallqvist".to_owned())]);
    scratch.check().exits(0);
}

#[test]
fn marks_that_are_not_found_in_the_new_text_are_named() {
    let scratch = Scratch::new();
    scratch.import_lines(&[line("Person")], &[]).exits(0);
    let other = json!({"id": "a", "text": "Nothing of that is here now."});
    let ran = scratch.import_lines(&[other], &["--update"]);
    assert!(ran.err.contains("m1") && ran.err.contains("Neve Hallqvist"), "{ran:?}");
    scratch.check().exits(0);
    // Nothing is thrown away: the old text and the marks in it are in the trash.
    let trash = files_below(&scratch.path("project/.glossator/trash"));
    let kept: Vec<String> = trash.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    assert!(kept.iter().any(|text| text.contains("annotations: [") && text.contains("\"m1\"")), "{kept:?}");
    assert!(kept.iter().any(|text| text.contains("Neve Hallqvist") && !text.contains("format:")), "{kept:?}");
}

#[test]
fn the_same_text_under_another_id_is_kept_and_mentioned() {
    let scratch = Scratch::with("Same words.");
    let ran = scratch.import_text("b", "Same words.");
    ran.says(&["article b has the same text as article a"]);
    assert_eq!(scratch.article("b")["text"], "Same words.");
}

#[test]
fn a_part_of_the_input_is_imported_when_asked() {
    let scratch = Scratch::new();
    scratch.file("in/good.txt", "Good");
    scratch.file("in/bad.txt", b"not \xe9 UTF-8");
    scratch.file("in/worse.txt", b"\0\0\0");
    let folder = scratch.arg("in");
    let before = scratch.files();
    scratch.import(&[&folder]).exits(3).says(&["bad.txt"]);
    assert_eq!(scratch.files(), before);
    let ran = scratch.import(&[&folder, "--keep-going"]).exits(1);
    ran.says(&["left out", "bad.txt", "worse.txt"]).prints(&["Imported 1 article"]);
    assert_eq!(scratch.export(&[])[0]["id"], "good");
    scratch.check().exits(0);
}

#[test]
fn a_table_adds_what_is_known_and_rows_without_a_file_are_named() {
    let scratch = Scratch::new();
    scratch.file("in/one.txt", "First line\n\nText.");
    scratch.file("in/two.txt", "Second\n\nText.");
    let table = scratch.file(
        "table.csv",
        "file;outlet;date;title;desk\none.txt;Meridian;2031-03-02;;North\ntwo.txt;\"Radio; Orlan\";2031-03;Other title;\nthree.txt;Nobody;;;\n",
    );
    let ran = scratch.import(&[&scratch.arg("in"), "--metadata", &table]);
    assert!(ran.err.contains("three.txt") && ran.err.contains("table.csv, line 4"), "{ran:?}");
    let (one, two) = (scratch.article("one"), scratch.article("two"));
    assert_eq!(
        (&one["outlet"], &one["published"], &one["desk"]),
        (&json!("Meridian"), &json!("2031-03-02"), &json!("North"))
    );
    assert_eq!(one["title"], "First line");
    assert_eq!((&two["outlet"], &two["title"]), (&json!("Radio; Orlan"), &json!("Other title")));
}

#[test]
fn a_table_that_does_not_read_is_refused_with_its_line() {
    let scratch = Scratch::new();
    let file = scratch.file("one.txt", "First");
    let before = scratch.files();
    for (table, part) in [
        ("outlet,date\nMeridian,2031\n", "no column names the file"),
        ("file,date\none.txt,yesterday\n", "line 2"),
        ("file,outlet\none.txt,A\none.txt,B\n", "line 3"),
        ("file,outlet\none.txt\n", "line 2"),
    ] {
        let table = scratch.file("table.csv", table);
        scratch.import(&[&file, "--metadata", &table]).exits(3).says(&["table.csv", part]);
    }
    assert_eq!(scratch.files(), before);
}

#[test]
fn whose_work_it_is() {
    let unsigned = |id: &str| json!({"id": id, "text": "Neve spoke.", "annotations": [{"layer": "entity", "label": "Person", "start": 0, "end": 4}]});
    let maker = |scratch: &Scratch, id: &str| scratch.article(id)["annotations"][0]["annotator"].clone();
    let scratch = Scratch::new();
    // Nobody is known: who is logged in.
    scratch.import_lines(&[unsigned("one")], &[]).exits(0);
    assert_eq!(maker(&scratch, "one"), "tester");
    // As asked.
    scratch.import_lines(&[unsigned("two")], &["--annotator", "ana"]).exits(0);
    assert_eq!(maker(&scratch, "two"), "ana");
    // The project's only annotator.
    let scratch = Scratch::with("text");
    scratch.run_as("ben", &[person("m1", 0, 4)], 0);
    scratch.import_lines(&[unsigned("three")], &[]).exits(0);
    assert_eq!(maker(&scratch, "three"), "ben");
    // The mark's own before all.
    let mut signed = unsigned("four");
    signed["annotations"][0]["annotator"] = json!("cleo");
    scratch.import_lines(&[signed], &["--annotator", "ana"]).exits(0);
    assert_eq!(maker(&scratch, "four"), "cleo");
}

#[test]
fn what_the_schema_does_not_have_is_added_and_listed() {
    let scratch = Scratch::with("text");
    let article = json!({
        "id": "b", "text": "Neve spoke.", "annotations": [
            {"id": "m1", "layer": "mood", "label": "Calm", "start": 0, "end": 4, "features": {"strength": "mild"}},
            {"id": "m2", "layer": "entity", "label": "Ship", "start": 5, "end": 10},
        ],
        "relations": [{"id": "r1", "type": "near", "from": "m1", "to": "m2"}],
    });
    let ran = scratch.import_lines(&[article], &[]).exits(0);
    ran.prints(&["Added to the schema", "mood", "Calm", "Ship", "near", "strength"]);
    scratch.check().exits(0);
}

#[test]
fn fifteen_hundred_sentences_in_fifteen_hundred_in() {
    let scratch = Scratch::new();
    let lines: Vec<Value> = (0..1500)
        .map(|index| json!({"id": format!("s{index:04}"), "text": format!("Sentence {index}.")}))
        .collect();
    let ran = scratch.import_lines(&lines, &["--json"]).exits(0);
    assert_eq!(ran.json_lines()[0]["added"], 1500);
    assert_eq!(scratch.export(&[]).iter().filter(|line| line["record"].is_null()).count(), 1500);
    glossator(&["check", &scratch.project()]).exits(0).prints(&["Checked 1500 articles: nothing wrong"]);
}

#[test]
fn what_files_are_taken_for_is_said_and_columns_and_layers_can_be() {
    let scratch = Scratch::new();
    scratch.file(
        "in/tasks.jsonl",
        r#"{"text": "Neve spoke.", "spans": [{"start": 0, "end": 4, "label": "SAID"}], "answer": "accept"}"#,
    );
    scratch.file("in/eng.train", "-DOCSTART- -X- -X- O\n\nNeve NNP B-NP B-PER\n");
    scratch.file("in/notes.txt", "Plain.");
    let folder = scratch.arg("in");
    scratch.import(&[&folder, "--layer", "claim"]).exits(0).prints(&[
        "Read as CoNLL-2003 (IOB2): 1 file",
        "Read as Prodigy: 1 file",
        "Read as Plain text: 1 file",
        "label SAID of layer claim",
        "label PER of layer claim",
    ]);
    let table = scratch.file("table.csv", "Full text,Headline,rubric\n\"Orsolen, too.\",Spoke,World\n");
    scratch.import(&[&table]).exits(3).says(&["no format is known", "--columns text=NAME"]);
    scratch
        .import(&[&table, "--columns", "text=Body"])
        .exits(3)
        .says(&["no column \"Body\"", "Full text, Headline"]);
    scratch.import(&[&table, "--columns", "title=Body"]).exits(2).says(&["text=NAME"]);
    scratch
        .import(&[&table, "--columns", "text=Full text,title=Headline"])
        .exits(0)
        .prints(&["Read as Table (CSV)"]);
    let article = scratch.article("table-1");
    assert_eq!((&article["text"], &article["rubric"]), (&json!("Orsolen, too."), &json!("World")));
    scratch.check().exits(0);
}

#[cfg(feature = "documents")]
#[test]
fn a_saved_page_becomes_an_article_with_its_zones() {
    let words =
        "The dam on the Orlan gave way before dawn, and 1,200 people left their homes, officials said. ";
    let page = format!(
        "<!DOCTYPE html>\r\n<html lang=\"en\"><title>x</title><nav><a href=\"/\">Home</a></nav><article>\
         <h1>The dam gave way</h1><figure><img src=\"d.jpg\"><figcaption>The 👨🏻‍🚒 crew.</figcaption></figure>\
         <p>{words}</p><p>{words}قال حاكم e\u{301}</p></article></html>"
    );
    let scratch = Scratch::new();
    scratch.file("in/dam.html", &page);
    scratch.file("in/empty.htm", "<html></html>");
    let folder = scratch.arg("in");
    scratch.import(&[&folder]).exits(3).says(&["no article is found in the page", "in/empty.htm"]);
    scratch.import(&[&folder, "--keep-going"]).exits(1).prints(&["Imported 1 article"]);
    let article = &scratch.export(&[])[0];
    let words = words.trim();
    assert_eq!(
        article["text"],
        format!("The dam gave way\n\nThe 👨🏻‍🚒 crew.\n\n{words}\n\n{words} قال حاكم e\u{301}")
    );
    assert_eq!((&article["id"], &article["title"]), (&json!("dam"), &json!("The dam gave way")));
    let kinds: Vec<&Value> = article["zones"].as_array().unwrap().iter().map(|zone| &zone["kind"]).collect();
    assert_eq!(kinds, ["headline", "caption"]);
    scratch.check().exits(0);
}
