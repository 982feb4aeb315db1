//! The ledger, on the command line: who said what, when, and how many.

use std::path::Path;

use serde_json::{Value, json};

use super::harness::{Scratch, glossator};

fn root(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_str().unwrap().to_owned()
}

fn ledger(project: &str) -> Value {
    let ran = glossator(&["ledger", project, "--json"]);
    assert!(ran.code <= 1, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

/// The row of `rows` in which `key` is `value`.
#[track_caller]
fn row<'a>(rows: &'a Value, key: &str, value: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|row| row[key] == value).unwrap_or_else(|| panic!("no {value:?}"))
}

fn names(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap_or_default()).collect()
}

#[test]
fn the_example_tells_who_says_what_and_who_goes_back_on_it() {
    let ledger = ledger(&root("projects/lisk-dam"));
    assert_eq!(ledger["annotator"], "ana");
    let claim = row(
        &ledger["claims"],
        "statement",
        "The Kestrian army killed Toma Reyk in an air strike on 11 October 2021.",
    );
    assert_eq!(claim["standing"], "denied");
    assert!(names(&claim["sources"]).contains(&"Army of Kestria"), "{}", claim["sources"]);
    assert!(names(&claim["denied_by"]).contains(&"Sarvan People’s Guard"), "{}", claim["denied_by"]);
    let times: Vec<&str> =
        claim["mentions"].as_array().unwrap().iter().filter_map(|said| said["said_at"].as_str()).collect();
    assert!(times.is_sorted() && claim["first"] == times[0]);
    // The army takes it back on the third day.
    let army = row(&ledger["sources"], "name", "Army of Kestria");
    let reversal = &army["reversals"][0];
    let said = |place: usize| &army["said"][usize::try_from(reversal[place].as_u64().unwrap()).unwrap()];
    assert_eq!((&said(0)["polarity"], &said(1)["polarity"]), (&json!("affirms"), &json!("denies")));
    let killed = ledger["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["counted"] == "people" && row["property"] == "killed");
    let outcomes: Vec<&str> = killed.unwrap()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| found["outcome"].as_str().unwrap())
        .collect();
    assert!(outcomes.contains(&"literal_conflict") && outcomes.contains(&"suspicious_gap"), "{outcomes:?}");
    let dam = row(&ledger["entities"], "name", "Lisk Dam");
    assert!(dam["mentions"].as_u64().unwrap() > 5 && dam["beside"].as_array().unwrap().len() == 8);
    assert_eq!(ledger["events"].as_array().unwrap().len(), 3);
    glossator(&["ledger", &root("projects/lisk-dam")]).exits(1).prints(&[
        "Claims",
        "denied by",
        "suspicious gap",
    ]);
}

#[test]
fn five_articles_tell_of_a_denial_an_update_a_gap_and_a_share() {
    let texts = root("../shared/articles");
    if !Path::new(&texts).exists() {
        return;
    }
    // Places and values alone; the texts are joined by their hashes.
    let scratch = Scratch::new();
    let (gold, whole) = (root("tests/gold/ledger/shared.jsonl"), scratch.arg("whole.jsonl"));
    glossator(&["rehydrate", &gold, &texts, "--out", &whole]).exits(0);
    glossator(&["import", &scratch.project(), &whole]).exits(0);
    let ledger = ledger(&scratch.project());
    let claims = &ledger["claims"];
    let defeated = row(claims, "id", "c-defeated");
    assert_eq!(
        (&defeated["standing"], &defeated["first"], &defeated["latest"]),
        (&json!("denied"), &json!("2019-03-22"), &json!("2019-03-22"))
    );
    assert_eq!(
        (names(&defeated["sources"]), names(&defeated["denied_by"])),
        (vec!["Donald Trump"], vec!["U.S.-backed forces"])
    );
    let won = row(claims, "id", "c-won");
    let link = &won["links"][0];
    assert_eq!(
        (&link["type"], &link["claim"], &link["direction"]),
        (&json!("updates"), &json!("c-open"), &json!("to"))
    );
    assert!(won["first"].as_str() > row(claims, "id", "c-open")["first"].as_str());
    let near = ledger["near"].as_array().unwrap();
    let people = near.iter().find(|pair| pair["other"]["text"] == "More than 60,000").unwrap();
    assert_eq!(people["one"]["text"], "more than 30,000");
    assert_eq!(people["reason"], "one counts “civilians”, the other “people”");
    let fighters = row(&ledger["figures"], "counted", "fighters");
    let half = row(&fighters["figures"], "text", "about half that");
    assert_eq!((&half["asserted"]["low"], &half["base"]["factor"]), (&json!(1500), &json!(0.5)));
}

#[test]
fn a_ledger_is_seen_with_one_pair_of_eyes() {
    let scratch = Scratch::with("The army said it rained.");
    let empty = ledger(&scratch.project());
    assert_eq!((&empty["claims"], &empty["sources"]), (&json!([]), &json!([])));
    for who in ["ana", "bo"] {
        let command = json!({"command": "annotation.add", "article": "a", "layer": "claim", "label": "Claim", "start": 14, "end": 23});
        let input = format!("{command}\n");
        super::harness::glossator_with(
            &["run", &scratch.project(), "--annotator", who, "--stdin"],
            input.as_bytes(),
        )
        .exits(0);
    }
    glossator(&["ledger", &scratch.project()]).exits(2).says(&["several people", "ana, bo"]);
    glossator(&["ledger", &scratch.project(), "--annotator", "cy"]).exits(3).says(&["nobody called cy"]);
    glossator(&["ledger", &scratch.project(), "--annotator", "bo"]).exits(0);
}

#[test]
fn a_claim_linked_to_itself_a_cycle_and_a_figure_of_itself_are_refused_or_told() {
    let scratch = Scratch::with("About 3,000 fighters, or half that, or half that.");
    let claim = |id: &str| json!({"command": "claim.add", "id": id, "statement": format!("Statement {id}.")});
    let link =
        |from: &str, to: &str| json!({"command": "claim.link", "from": from, "to": to, "type": "updates"});
    let figure = |id: &str, start: usize, end: usize| json!({"command": "annotation.add", "article": "a", "id": id, "layer": "figure", "label": "Figure", "start": start, "end": end});
    let base = |id: &str, of: &str| {
        let quantity = json!({"kind": "count", "counted": "fighters", "property": "left", "base": {"figure": of, "factor": 0.5}});
        json!({"command": "quantity.set", "article": "a", "id": id, "quantity": quantity})
    };
    let answers = scratch.run_as(
        "ana",
        &[
            claim("c1"),
            claim("c2"),
            link("c1", "c1"),
            link("c1", "c2"),
            link("c2", "c1"),
            figure("f1", 25, 34),
            figure("f2", 39, 48),
            base("f1", "f1"),
            base("f1", "f2"),
            base("f2", "f1"),
        ],
        1,
    );
    let ok: Vec<bool> = answers.iter().map(|answer| answer["ok"].as_bool().unwrap()).collect();
    assert_eq!(&ok[..3], [true, true, false], "{answers:?}");
    assert!(!ok[7], "{answers:?}");
    // Whatever was let in, the ledger is told of it and comes to an end.
    let ledger = ledger(&scratch.project());
    assert_eq!(ledger["claims"].as_array().unwrap().len(), 2);
    for group in ledger["figures"].as_array().unwrap() {
        for figure in group["figures"].as_array().unwrap() {
            assert!(figure["asserted"].is_null(), "{figure}");
        }
    }
}
