//! Tasks of Prodigy.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::decision::Outcome;
use glossator::model::schema::Schema;

use super::{marks, options, read, refused, refused_as, row, try_read};

const TEXT: &str = "👨🏻‍🚒 e\u{301}te\u{301}: Neve met Orsolen";

/// A task with what `more` says.
fn task(more: &str) -> String {
    format!(r#"{{"text": "{TEXT}", {more}}}"#)
}

#[test]
fn every_answer_means_what_it_means_there() {
    let lines = [
        task(
            r#""spans": [{"start": 12, "end": 16, "label": "PERSON", "token_start": 3, "token_end": 3}], "relations": [], "answer": "accept", "_input_hash": 1, "_task_hash": 2, "_annotator_id": "bo", "meta": {"source": "Meridian", "published": "yesterday", "zones": 3}"#,
        ),
        task(
            r#""spans": [{"start": 12, "end": 16, "label": "PERSON"}], "answer": "accept", "_input_hash": 1, "_task_hash": 3, "_annotator_id": "bo""#,
        ),
        task(
            r#""spans": [{"start": 21, "end": 28, "label": "PLACE"}], "answer": "reject", "_input_hash": 1, "_task_hash": 4, "_annotator_id": "bo""#,
        ),
        task(
            r#""spans": [{"start": 0, "end": 5, "label": "PLACE"}], "answer": "ignore", "_input_hash": 1, "_task_hash": 5, "_annotator_id": "bo""#,
        ),
        task(
            r#""accept": ["sport"], "answer": "accept", "_input_hash": 1, "_task_hash": 6, "_annotator_id": "cy""#,
        ),
    ];
    let imported = read(&[("out.jsonl", &lines.join("\n"))]).unwrap();
    assert_eq!(marks(&imported, 0), [row("PERSON", "Neve", 12)]);
    let article = imported.only();
    assert_eq!(article.id().as_str(), "out-1");
    let other: Vec<&str> = article.metadata().other.iter().map(|(key, _)| key).collect();
    assert_eq!(other, ["source", "published_", "zones_"]);
    let decisions = article.work(&"bo".into()).unwrap().decisions().clone();
    let decision = decisions.values().next().unwrap();
    assert_eq!((decisions.len(), decision.outcome), (1, Outcome::Rejected));
    assert_eq!(article.body().quote(decision.spans.hull()), "Orsolen");
    assert_eq!(article.work(&"cy".into()).unwrap().document_labels().unwrap().labels, ["sport"]);
    let warnings: Vec<&str> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(warnings, ["a task that was ignored there: its marks wait as suggestions"]);
    let waiting = article.work(&"ana".into()).unwrap().suggestions().values().next().unwrap();
    assert_eq!(
        (article.body().quote(waiting.spans.hull()), waiting.rule.as_str()),
        ("👨🏻\u{200d}🚒 ", "import:prodigy")
    );
}

#[test]
fn relations_name_their_marks_by_place_or_by_their_last_token() {
    let spans = r#"{"start": 12, "end": 16, "label": "PERSON", "token_end": 3}, {"start": 21, "end": 28, "label": "PLACE", "token_end": 5}"#;
    for ends in [
        r#""head": 3, "child": 5"#,
        r#""head_span": {"start": 12, "end": 16, "label": "PERSON"}, "child_span": {"start": 21, "end": 28, "label": "PLACE"}"#,
    ] {
        let line = task(&format!(
            r#""spans": [{spans}], "relations": [{{{ends}, "label": "in"}}], "answer": "accept""#
        ));
        let imported = read(&[("out.jsonl", &line)]).unwrap();
        assert_eq!(imported.warnings, []);
        let work = imported.only().work(&"ana".into()).unwrap();
        let relation = work.relations().values().next().unwrap();
        let words = |id| {
            let mark = imported.only().annotation(id).unwrap();
            imported.only().body().quote(mark.spans.hull()).to_owned()
        };
        assert_eq!((words(&relation.from), words(&relation.to)), ("Neve".to_owned(), "Orsolen".to_owned()));
    }
}

#[test]
fn what_does_not_hold_together_is_refused_with_its_line() {
    let good = task(r#""answer": "accept""#);
    for (wrong, said) in [
        (
            task(r#""tokens": [{"text": "Neve", "start": 13, "end": 17}], "answer": "accept""#),
            "\"Neve\" is said to be at 13..17",
        ),
        (task(r#""spans": [{"start": 12, "end": 99, "label": "X"}], "answer": "accept""#), "beyond the end"),
        (task(r#""spans": [{"start": 16, "end": 12, "label": "X"}], "answer": "accept""#), "backwards"),
        (
            task(r#""spans": [{"start": 12, "end": 16, "text": "Nina", "label": "X"}], "answer": "accept""#),
            "Nina",
        ),
        (r#"{"image": "a.png", "answer": "accept"}"#.to_owned(), "no \"text\""),
        (task(r#""answer": "acc"#), "EOF"),
    ] {
        let other = good.replace("Neve met", "Nobody met");
        let text = format!("{other}\n\n{wrong}");
        let error = refused(&[("out.jsonl", &text)]);
        assert!(error.contains(said) && error.contains("out.jsonl, line 3"), "{error}");
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("out.jsonl", text.as_bytes())], &keep_going, growth).unwrap();
        assert_eq!((imported.articles.len(), imported.warnings.len()), (1, 1), "{wrong}");
        assert!(imported.warnings[0].refused);
    }
    assert!(
        refused(&[("out.jsonl", "{\"text\": \"x\", \"answer\": \"accept\"}\n{\"text\"")]).contains("line 2")
    );
    assert_eq!(read(&[("out.jsonl", "")]).unwrap().articles.len(), 0);
    let latin = b"{\"text\": \"caf\xe9\", \"answer\": \"accept\"}";
    assert!(refused_as("prodigy", &[("out.jsonl", latin)]).contains("byte 13"));
}

#[test]
fn marks_that_name_no_layer_go_to_the_one_that_was_asked_for() {
    let line = task(r#""spans": [{"start": 12, "end": 28, "label": "Statement"}], "answer": "accept""#);
    let options = ImportOptions { layer: Some("claim".to_owned()), ..options() };
    let growth = SchemaGrowth::new(Schema::default());
    let imported = try_read(&[("out.jsonl", line.as_bytes())], &options, growth).unwrap();
    let work = imported.only().work(&"ana".into()).unwrap();
    assert_eq!(work.annotations().values().next().unwrap().layer.as_str(), "claim");
}
