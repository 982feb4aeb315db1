//! `glossator export` for training: tokens, splits, what is lost and what is only remarked.

use std::fs;

use serde_json::{Value, json};

use super::harness::{Scratch, files_below, glossator};

/// An article in which ana has marked everything.
fn done(id: &str, text: &str, marks: &[(usize, usize)]) -> Value {
    let annotations: Vec<Value> = marks
        .iter()
        .enumerate()
        .map(|(number, (start, end))| {
            json!({"id": format!("{id}{number}"), "layer": "entity", "label": "Person", "start": start, "end": end,
                "annotator": "ana"})
        })
        .collect();
    let status = json!({"entity": "done", "claim": "done", "figure": "done"});
    json!({"id": id, "text": text, "annotators": {"ana": {"status": status}}, "annotations": annotations})
}

fn scratch(lines: &[Value]) -> Scratch {
    let scratch = Scratch::new();
    scratch.import_lines(lines, &[]).exits(0);
    scratch
}

#[test]
fn what_is_only_remarked_is_told_and_does_not_change_the_exit_code() {
    let scratch = scratch(&[done("a", "👨🏻‍🚒 MarenOrsolen", &[(10, 17)])]);
    let project = scratch.project();
    let out = scratch.arg("out");
    let export = |arguments: &[&str]| {
        drop(fs::remove_dir_all(&out));
        glossator(&[&["export", &project, "--to", "conll", "--out", &out], arguments].concat())
    };
    let entities = || fs::read_to_string(scratch.path("out/entity.conll")).unwrap();
    export(&[]).exits(0).prints(&["Note: 1 (tokens cut in two at the edge of a mark)\n  a: Orsolen\n"]);
    assert!(entities().contains("\nMaren -X- -X- O\nOrsolen -X- -X- B-Person\n"), "{}", entities());
    export(&["--misfits", "expand"])
        .exits(1)
        .prints(&["Lost: 1 record (the edges of marks", "\n  a: Orsolen\n"]);
    assert!(entities().contains("\nMarenOrsolen -X- -X- B-Person\n"), "{}", entities());
    export(&["--misfits", "omit"]).exits(1).prints(&["Lost: 1 record (marks that do not fall on"]);
    assert!(!entities().contains("B-Person"), "{}", entities());
    export(&["--tokens", "whitespace", "--misfits", "expand"]).exits(1);
    assert!(entities().contains("\n👨🏻‍🚒 -X- -X- O\nMarenOrsolen"), "{}", entities());
    // The words of GLiNER cut an emoji into its code points.
    export(&["--tokens", "words"]).exits(0);
    assert!(entities().contains("\n🏻 -X- -X- O\n"), "{}", entities());
    let told = &export(&["--json"]).exits(0).json_lines()[0];
    let reason = "tokens cut in two at the edge of a mark";
    assert_eq!(told["lost"], 0);
    assert_eq!(
        told["remarks"],
        json!([{"reason": reason, "count": 1, "listed": [{"article": "a", "quote": "Orsolen"}]}])
    );
}

#[test]
fn splits_are_told_with_what_the_first_one_shows() {
    let lines = [
        done("a", "Maren spoke of the dam in the valley.", &[(0, 5)]),
        done("b", "Maren and Orsolen met in a town far away.", &[(0, 5), (10, 17)]),
        done("c", "The court will hear the case on Friday.", &[]),
    ];
    let dated = lines.into_iter().zip(["2031-01-01", "2031-01-02", "2031-01-03"]);
    let lines: Vec<Value> = dated
        .map(|(mut line, date)| {
            line["published"] = json!(date);
            line
        })
        .collect();
    let scratch = scratch(&lines);
    let (project, out) = (scratch.project(), scratch.arg("out"));
    let arguments = ["export", &project, "--to", "jsonl", "--out", &out, "--split", "train=1,dev=1,test=1"];
    let ran = glossator(&[&arguments[..], &["--group-by", "date"]].concat()).exits(0);
    assert_eq!(
        ran.out,
        format!(
            "Wrote {out}\n\
             train: 1 article with 1 name of entities\n\
             dev: 1 article with 2 names of entities, 1 also in train\n\
             test: 1 article with 0 names of entities\n\
             No copies or versions of one text are in different splits\n"
        )
    );
    let files: Vec<String> = files_below(&scratch.path("out"))
        .into_keys()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(files, ["README.md", "dev.jsonl", "test.jsonl", "train.jsonl"]);
    let trial = ["export", &project, "--to", "jsonl", "--dry-run", "--json", "--split", "train=1,test=1"];
    let told = &glossator(&trial).exits(0).json_lines()[0];
    assert_eq!(told["splits"]["duplicates"], 0);
    assert_eq!(told["splits"]["splits"][0]["name"], "train");
}

#[test]
fn words_that_are_no_shares_are_named() {
    let scratch = Scratch::new();
    let project = scratch.project();
    for (shares, part) in [
        ("train", "\"train\" is no share"),
        ("train=80,test=", "\"test=\" is no share"),
        ("train=most", "\"train=most\" is no share"),
        ("train=80,train=20", "the split train is there twice"),
        ("../x=1", "\"../x\" is no name for a split"),
        ("train=0", "one share at least"),
    ] {
        let ran = glossator(&["export", &project, "--to", "jsonl", "--dry-run", "--split", shares]);
        ran.exits(2).says(&[part, "--split"]);
    }
    for arguments in [&["--seed", "1"][..], &["--group-by", "outlet"], &["--tokens", "letters"]] {
        let fixed = ["export", project.as_str(), "--to", "jsonl", "--dry-run"];
        glossator(&[&fixed[..], arguments].concat()).exits(2).says(&[arguments[0]]);
    }
}

#[test]
fn articles_are_cut_relabelled_and_unnamed_as_asked() {
    let text = "Ana came. 👩🏽‍🚒 Ben left.";
    let scratch = scratch(&[done("a", text, &[(0, 3), (15, 18), (7, 18)])]);
    let (project, out) = (scratch.project(), scratch.arg("out.jsonl"));
    let export = |arguments: &[&str]| {
        glossator(&[&["export", &project, "--to", "jsonl", "--out", &out], arguments].concat())
    };
    let lines = || -> Vec<Value> {
        let text = fs::read_to_string(scratch.path("out.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    export(&["--unit", "sentence", "--pseudonyms"])
        .exits(1)
        .prints(&["Lost: 1 record (marks that are cut", "a: e. 👩🏽‍🚒 Ben"]);
    assert_eq!((&lines()[0]["id"], &lines()[1]["id"]), (&json!("a#1"), &json!("a#2")));
    assert_eq!(lines()[1]["annotations"][0]["start"], 5);
    assert_eq!(lines()[1]["annotations"][0]["annotator"], "annotator-1");

    let map = scratch.arg("map.ron");
    fs::write(&map, r#"{"entity": {"Person": "PER"}}"#).unwrap();
    export(&["--label-map", &map]).exits(0);
    assert_eq!(lines()[0]["annotations"][0]["label"], "PER");
    fs::write(&map, "{\n\"entity\": {\"Person\": PER}}").unwrap();
    export(&["--label-map", &map]).exits(3).says(&["map.ron", "2:21", "such a file says"]);
    export(&["--label-map", "no.ron"]).exits(3).says(&["no.ron"]);
    export(&["--label-map", "muc"]).says(&["\"muc\""]);
    export(&["--since", "soon"]).exits(2).says(&["is no date"]);
    export(&["--language", "de"]).exits(0);
    assert!(lines().iter().all(|line| line["text"].is_null()));
}

#[test]
fn the_shape_of_records_and_the_question_are_chosen_and_what_there_is_not_is_named() {
    let scratch = scratch(&[done("a", "👨🏻‍🚒 Maren", &[(5, 10)])]);
    let project = scratch.project();
    let out = scratch.arg("out.jsonl");
    let export = |arguments: &[&str]| {
        drop(fs::remove_file(&out));
        glossator(&[&["export", &project, "--out", &out], arguments].concat())
    };
    let template = scratch.file("ask.txt", "[user]\nWhose names? {text}\n");
    export(&["--to", "chat", "--shape", "sharegpt", "--template", &template]).exits(0);
    let record: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(record["conversations"][1]["value"], "Whose names? 👨🏻‍🚒 Maren");
    export(&["--to", "chat", "--shape", "chatml"])
        .exits(2)
        .says(&["\"chatml\"", "messages, sharegpt, alpaca"]);
    export(&["--to", "csv", "--shape", "messages"])
        .exits(2)
        .says(&["the format csv has no records of the shape"]);
    let wrong = scratch.file("wrong.txt", "[user]\nWhose names?\n");
    export(&["--to", "chat", "--template", &wrong])
        .exits(3)
        .says(&["wrong.txt", "the part [user] has no {text}"]);
    export(&["--to", "chat", "--template", &scratch.arg("nowhere")]).exits(3).says(&["nowhere"]);
    assert!(!fs::exists(&out).unwrap());
}

#[test]
fn a_data_set_without_texts_takes_only_those_that_were_annotated() {
    let text = "قالت Zuz Vlkq 👩🏽‍🚒 that\r\nthe dam held.\r\n";
    let scratch = scratch(&[done("a", text, &[(5, 13)]), done("b", "Ben left.", &[(0, 3)])]);
    let (project, bare, full) = (scratch.project(), scratch.arg("bare.jsonl"), scratch.arg("full.jsonl"));
    let read = |name: &str| fs::read_to_string(scratch.path(name)).unwrap();
    glossator(&["export", &project, "--to", "jsonl", "--out", &full]).exits(0);
    let whole = read("full.jsonl");
    glossator(&["export", &project, "--to", "jsonl", "--no-text", "--out", &bare]).exits(0);
    for word in ["Vlkq", "dam held", "Ben left", "👩🏽‍🚒"] {
        assert!(whole.contains(word) && !read("bare.jsonl").contains(word), "{word}");
    }
    glossator(&["export", &project, "--to", "csv", "--no-text", "--dry-run"])
        .says(&["csv cannot leave texts out"]);

    let other = Scratch::new();
    let into = other.project();
    glossator(&["import", &into, &bare]).exits(3).says(&[
        "bare.jsonl, line 1",
        "article a",
        "glossator rehydrate",
    ]);

    let texts = scratch.arg("texts");
    fs::create_dir(&texts).unwrap();
    // Got elsewhere, with other line ends and another one at the end.
    fs::write(scratch.path("texts/dam.txt"), text.replace("\r\n", "\n").trim_end()).unwrap();
    fs::write(scratch.path("texts/ben.txt"), "Ben left!").unwrap();
    glossator(&["rehydrate", &bare, &texts, "--out", &full])
        .exits(1)
        .prints(&["with the text of 1 article", "Left out: b, whose text"]);
    fs::write(scratch.path("texts/ben.txt"), "Ben left.").unwrap();
    glossator(&["rehydrate", &bare, &texts, "--out", &full]).exits(0);
    glossator(&["import", &into, &full]).exits(0);
    let again = other.arg("again.jsonl");
    glossator(&["export", &into, "--to", "jsonl", "--out", &again]).exits(0);
    assert_eq!(fs::read_to_string(other.path("again.jsonl")).unwrap(), whole);

    let tampered = read("full.jsonl").replacen("Zuz Vlkq", "Eve Vlkq", 1);
    fs::write(&full, tampered).unwrap();
    glossator(&["import", &into, &full]).exits(3).says(&["full.jsonl, line 1", "text_hash"]);
    fs::write(&bare, "{\"id\": \"a\",\n").unwrap();
    glossator(&["rehydrate", &bare, &texts, "--out", &full]).exits(3).says(&["bare.jsonl, line 1"]);
}
