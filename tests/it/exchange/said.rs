//! Claims with who makes them, and figures with what they count, in the formats that are only for these.

use glossator::exchange::filter::Filter;
use glossator::exchange::losses::Losses;
use glossator::exchange::options::ExportOptions;
use glossator::model::project::Project;
use glossator::text::offsets::OffsetUnit;
use serde_json::Value;

use super::{export, export_with, read_jsonl};

/// The White House says that the Department says that IS is beaten, and somebody denies the same; with an emoji before it.
fn project() -> Project {
    let text = "👩🏽‍🚒 The White House said the Department had declared that IS was 100% beaten. “It is not,” Reyk said. Nine fled.";
    let place = |words: &str| {
        let start = text.find(words).unwrap();
        let start = text[..start].chars().count();
        (start, start + words.chars().count())
    };
    let mark = |id: &str, layer: &str, label: &str, words: &str, more: &str| {
        let (start, end) = place(words);
        format!(r#"{{"id":"{id}","layer":"{layer}","label":"{label}","start":{start},"end":{end}{more}}}"#)
    };
    let marks = [
        mark("wh", "entity", "Organization", "The White House", r#","entity":"e1""#),
        mark("dd", "entity", "Organization", "the Department", ""),
        mark("rk", "entity", "Person", "Reyk", ""),
        mark("c1", "claim", "Claim", "the Department had declared that IS was 100% beaten", ""),
        mark(
            "c2",
            "claim",
            "Claim",
            "IS was 100% beaten",
            r#","claim":"k1","features":{"check_worthy":true}"#,
        ),
        mark("c3", "claim", "Claim", "It is not", r#","claim":"k1","features":{"check_worthy":true}"#),
        mark("c4", "claim", "Claim", "Nine fled", r#","claim":"k2""#),
        mark(
            "f1",
            "figure",
            "Figure",
            "100%",
            r#","quantity":{"point":100,"low":100,"high":100,"kind":"percent","unit":"%","counted":"IS","property":"beaten"}"#,
        ),
        mark(
            "f2",
            "figure",
            "Figure",
            "Nine",
            r#","quantity":{"point":9,"low":9,"high":9,"kind":"count","counted":"people","property":"fled"}"#,
        ),
    ];
    let (start, end) = place("declared");
    let (said, said_end) = place("said the");
    let said_end = said_end - 4;
    let lines = [
        format!(
            r#"{{"id":"dam","text":{},"outlet":"Meridian","url":"https://meridian.example/1","published":"2019-03-22",
                "annotators":{{"ana":{{"status":{{"entity":"done","claim":"done","figure":"done"}}}}}},"annotations":[{}],
                "attributions":[
                  {{"id":"q1","sources":["wh"],"cue":{{"start":{said},"end":{said_end}}},"contents":["c1"]}},
                  {{"id":"q2","sources":["dd"],"cue":{{"start":{start},"end":{end}}},"contents":["c2"]}},
                  {{"id":"q3","sources":["rk"],"contents":["c3"],"polarity":"denies","quote_type":"direct"}}]}}"#,
            Value::from(text),
            marks.join(",")
        ),
        r#"{"id":"open","text":"Nothing is finished here.\nReally.","published":"2019-03-21","annotations":[{"id":"o","layer":"claim","label":"Claim","start":0,"end":24,"annotator":"ana","claim":"k1","features":{"check_worthy":true}}]}"#.to_owned(),
        r#"{"record":"entity","id":"e1","name":"White House","annotator":"ana"}"#.to_owned(),
        r#"{"record":"claim","id":"k1","annotator":"ana","statement":"IS is beaten.","verdict":"refuted","justification":"It holds a village.",
            "types":["event"],"questions":[{"question":"Does it hold land?","answer":"Yes, a village."},{"question":"How much?"}],
            "evidence":[{"text":"A map","url":"https://maps.example"}]}"#.to_owned(),
        r#"{"record":"claim","id":"k2","annotator":"ana","statement":"Nine people fled."}"#.to_owned(),
        r#"{"record":"claim_link","id":"l1","annotator":"ana","from":"k2","to":"k1","type":"contradicts"}"#.to_owned(),
    ];
    let lines: Vec<String> =
        lines.iter().map(|line| line.replace('\n', "").replace("                ", "")).collect();
    let imported = read_jsonl(&lines.join("\n")).unwrap();
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    imported.into_project()
}

/// The only file of an export, and what it loses.
fn written(id: &str) -> (String, Losses) {
    let (files, losses) = export(&project(), id, &Filter::default(), OffsetUnit::CodePoint);
    (String::from_utf8(files.into_values().next().unwrap()).unwrap(), losses)
}

fn counts(losses: &Losses) -> Vec<(&str, u64)> {
    losses.iter().map(|(reason, lost)| (reason, lost.count)).collect()
}

/// The words at code points of the first article.
fn at(text: &str, span: &Value) -> String {
    let edge = |at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
    text.chars().skip(edge(0)).take(edge(1) - edge(0)).collect()
}

#[test]
fn what_is_said_in_what_is_said_is_below_it() {
    let (out, losses) = written("claims");
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "of the other article the claims are not finished");
    let line = &lines[0];
    let text = line["text"].as_str().unwrap();
    let said = line["attributions"].as_array().unwrap();
    assert_eq!(said.len(), 2);
    let (outer, inner, denial) = (&said[0], &said[0]["attributions"][0], &said[1]);
    assert_eq!(outer["sources"][0]["entity"]["name"], "White House");
    assert_eq!(outer["cue"]["text"], "said");
    assert_eq!(at(text, &outer["cue"]["spans"][0]), "said");
    assert_eq!(inner["sources"][0]["text"], "the Department");
    assert_eq!(at(text, &inner["contents"][0]["spans"][0]), "IS was 100% beaten");
    assert_eq!(inner["contents"][0]["claim"]["statement"], "IS is beaten.");
    assert_eq!(inner["contents"][0]["features"]["check_worthy"], true);
    assert_eq!(inner["attributions"].as_array().unwrap().len(), 0);
    assert_eq!((&denial["polarity"], &denial["quote_type"]), (&"denies".into(), &"direct".into()));
    let own = line["unattributed"].as_array().unwrap();
    assert_eq!(own.len(), 1, "what nobody is said to say");
    assert_eq!((&own[0]["text"], &own[0]["claim"]["links"][0]["to"]), (&"Nine fled".into(), &"k1".into()));
    assert_eq!(
        counts(&losses),
        [("marks of layers that are not finished in the article", 1), ("marks that are no claims", 5)]
    );
}

/// The contents of the rows of an export to triples.
fn triples(shape: &'static str) -> (Vec<String>, Losses) {
    let options = ExportOptions { record_shape: Some(shape), ..ExportOptions::default() };
    let (files, exported) = export_with(&project(), "parc", &Filter::default(), &options);
    let out = String::from_utf8(files.into_values().next().unwrap()).unwrap();
    let rows = out.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    (
        rows.map(|cells| format!("{} | {} | {} | {}", cells[2], cells[3], cells[4], cells[7])).collect(),
        exported.losses,
    )
}

#[test]
fn of_attributions_in_each_other_one_is_kept_and_the_other_named() {
    let (rows, losses) = triples("outermost");
    assert_eq!(
        rows,
        [
            "The White House | said | the Department had declared that IS was 100% beaten | 26-77",
            "Reyk |  | It is not | 80-89"
        ]
    );
    assert_eq!(
        losses.iter().find(|(reason, _)| reason.starts_with("attributions")).unwrap().0,
        "attributions inside of another one"
    );
    let (rows, losses) = triples("innermost");
    assert_eq!(rows[0], "the Department | declared | IS was 100% beaten | 59-77");
    let lost = losses.iter().find(|(reason, _)| *reason == "attributions that hold another one").unwrap().1;
    assert_eq!(lost.listed[0].quote, "the Department had declared that IS was 100% beaten");
    assert!(counts(&losses).contains(&("claims that nobody is said to make", 1)));
}

#[test]
fn a_sentence_says_no_only_where_all_claims_are_marked() {
    let (out, losses) = written("checkthat");
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(
        rows,
        [
            "Sentence_id\tText\tclass_label",
            "dam_0\t👩🏽‍🚒 The White House said the Department had declared that IS was 100% beaten.\tYes",
            "dam_1\t“It is not,” Reyk said.\tYes",
            "dam_2\tNine fled.\tNo",
            "open_0\tNothing is finished here.\tYes",
        ]
    );
    assert!(
        counts(&losses).contains(&("claims of which nobody has said whether they are worth checking", 2))
    );
    assert_eq!(losses.remarks().count(), 1);
}

#[test]
fn a_figure_is_a_set_with_what_it_counts_where_its_words_stand() {
    let (files, losses) = export(&project(), "measeval", &Filter::default(), OffsetUnit::CodePoint);
    let table = String::from_utf8(files["tsv/dam.tsv"].clone()).unwrap();
    let text = String::from_utf8(files["text/dam.txt"].clone()).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let found: Vec<String> =
        rows.iter().map(|row| format!("{} {} {} {}", row[1], row[2], row[6], row[7])).collect();
    assert_eq!(
        found,
        [
            r#"1 Quantity 100% {"unit":"%"}"#,
            r#"1 MeasuredProperty beaten {"HasQuantity":"T1-1"}"#,
            r#"1 MeasuredEntity IS {"HasProperty":"T1-3"}"#,
            r#"2 Quantity Nine {"mods":["IsCount"]}"#
        ]
    );
    for row in &rows {
        let span = Value::from(vec![row[3].parse::<u64>().unwrap(), row[4].parse().unwrap()]);
        assert_eq!(at(&text, &span), row[6]);
    }
    assert!(!files.contains_key("tsv/open.tsv"), "nobody has finished its figures");
    assert!(
        counts(&losses).contains(&("what is counted, where its words do not stand beside the figure", 1))
    );
    assert!(counts(&losses).contains(&("properties of what is not named beside the figure", 1)));
}

#[test]
fn a_claim_is_written_once_with_where_it_was_first_said() {
    let (out, losses) = written("averitec");
    let claims: Vec<Value> = serde_json::from_str(&out).unwrap();
    let claim = claims.iter().find(|claim| claim["claim"] == "IS is beaten.").unwrap();
    assert_eq!(claim["label"], "Refuted");
    assert_eq!(claim["claim_date"], "21-3-2019", "the first article that affirms it");
    assert_eq!(claim["speaker"], Value::Null, "there the outlet says it itself");
    assert_eq!(claim["questions"][0]["answers"][0]["answer_type"], "Abstractive");
    assert_eq!(claim["questions"][1]["answers"][0]["answer_type"], "Unanswerable");
    let other = claims.iter().find(|claim| claim["claim"] == "Nine people fled.").unwrap();
    assert_eq!((&other["label"], &other["reporting_source"]), (&Value::Null, &"Meridian".into()));
    assert!(counts(&losses).contains(&("evidence that answers no question", 1)));
    assert!(losses.remarks().any(|(reason, _)| reason == "claims without a verdict, whose label is null"));

    let (out, losses) = written("claimreview");
    let graph: Value = serde_json::from_str(&out).unwrap();
    let reviews = graph["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 1);
    let appearance = reviews[0]["itemReviewed"]["appearance"].as_array().unwrap();
    assert_eq!(appearance.len(), 3, "every mark that states it");
    assert_eq!(reviews[0]["reviewRating"]["alternateName"], "refuted");
    assert_eq!(reviews[0]["citation"][0]["url"], "https://maps.example");
    assert!(counts(&losses).contains(&("claims without a verdict", 1)));
}
