//! The native format, line by line: what is read, what is refused, and what the messages say.

use glossator::exchange::filter::{Filter, StatusKind};
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::annotation::{FeatureValue, Origin};
use glossator::model::extra::ExtraValue;
use glossator::model::schema::Schema;
use glossator::model::status::Progress;
use glossator::text::offsets::OffsetUnit;

use super::{export, export_jsonl, options, read_jsonl, try_read};

/// The message of the error that `line`, the second of the file, gives.
fn error(line: &str) -> String {
    let text = format!("{{\"id\": \"first\", \"text\": \"x\"}}\n{line}\n");
    read_jsonl(&text).map(|_| ()).unwrap_err().to_string()
}

/// An article of `text` with one mark.
fn marked(text: &str, mark: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{"id": "t", "text": {text}, "annotations": [{{"id": "a1", "layer": "entity", "label": "Person", {mark}}}]}}"#
    )
}

#[test]
fn a_mark_has_the_same_place_in_every_unit() {
    for (text, word, code_points, utf16) in [
        ("👨🏻‍🚒 firemen drive firetrucks", "firetrucks", (19, 29), (22, 32)),
        ("💩This is an annotation.", "annotation", (12, 22), (13, 23)),
        ("é and e\u{301}\r\nβ-catenin\nβ-catenin\nβ-catenin", "β-catenin\nβ", (20, 31), (20, 31)),
        ("Kundennummer2785708", "2785708", (12, 19), (12, 19)),
        ("0Even", "Even", (1, 5), (1, 5)),
        ("قوات سوريا، 1,200 מקום", "1,200", (12, 17), (12, 17)),
    ] {
        let (start, end) = code_points;
        let line = marked(text, &format!(r#""start": {start}, "end": {end}"#));
        let imported = read_jsonl(&line).unwrap();
        let mark = imported.only().annotations_in_order()[0].clone();
        assert!(imported.only().body().quote(mark.spans.hull()).starts_with(word), "{text}");
        let project = imported.into_project();
        for (unit, name, (start, end)) in
            [(OffsetUnit::CodePoint, "code_point", code_points), (OffsetUnit::Utf16, "utf16", utf16)]
        {
            let exported = export_jsonl(&project, unit);
            let place = format!(r#""start":{start},"end":{end},"text":"#);
            assert!(exported.contains(&place) && exported.contains(&format!(r#""offset_unit":"{name}""#)));
            assert_eq!(read_jsonl(&exported).unwrap().into_project().articles(), project.articles());
        }
    }
}

#[test]
fn a_line_needs_no_more_than_id_and_text() {
    let line = r#"{"text": "Ana met Ben.", "id": 7, "status": {"entity": "done"}, "labels": ["b", "a", "b"],
        "annotations": [{"start": 0, "end": 3}, {"id": "a1", "start": 8, "end": 11, "label": "Person"}]}"#
        .replace('\n', " ");
    let imported = read_jsonl(&line).unwrap();
    let article = imported.only();
    assert_eq!((article.id().as_str(), article.works().len()), ("7", 1));
    let work = article.work(&"ana".into()).unwrap();
    let marks: Vec<_> = work.in_order().collect();
    assert_eq!((marks[0].id.as_str(), marks[1].id.as_str()), ("a2", "a1"));
    assert_eq!(marks[0].origin, Origin::Import { from: Some("jsonl".to_owned()) });
    assert_eq!(work.progress(&"entity".into()), Progress::Done);
    assert_eq!(work.document_labels().unwrap().labels, ["a", "b"]);
    assert!(imported.warnings.is_empty());
}

#[test]
fn unknown_keys_stay_in_order_with_their_digits() {
    let line = r#"{"id":"t","text":"Ana","title":"T","zz":1.10,"aa":{"b":[1e3,"é"]},"offset_unit":"code_point","annotations":[{"id":"a","layer":"entity","label":"Person","start":0,"end":3,"text":"Ana","annotator":"ana","origin":"hand","y":null,"score":0.30}]}"#;
    let imported = read_jsonl(line).unwrap();
    let other = &imported.only().metadata().other;
    assert_eq!(other.get("zz"), Some(&ExtraValue::Json("1.10".to_owned())));
    assert_eq!(export_jsonl(&imported.into_project(), OffsetUnit::CodePoint).lines().next().unwrap(), line);
}

#[test]
fn a_suggestion_needs_no_more_than_its_place_and_keeps_the_rest() {
    let whole = r#"{"id":"t","text":"سد 👩🏽‍🚒 Lisk","offset_unit":"code_point","suggestions":[{"id":"s1","layer":"entity","label":"Place","start":0,"end":2,"text":"سد","annotator":"bo","rule":"tagger","score":0.870,"version":"2.1","at":"2026-11-22T12:00:00Z","features":{"sure":true},"x":[1.0]},{"id":"s2","layer":"entity","label":"Place","start":8,"end":12,"text":"Lisk","annotator":"ana","rule":"","score":-3}]}"#;
    let imported = read_jsonl(whole).unwrap();
    assert_eq!(imported.warnings, []);
    assert_eq!(export_jsonl(&imported.into_project(), OffsetUnit::CodePoint).lines().next().unwrap(), whole);
    let bare = r#"{"id": "t", "text": "Ana met", "suggestions": [{"start": 0, "end": 3, "label": "Person", "score": 1e-40}, {"start": 0, "end": 3, "label": "Person"}]}"#;
    let read = || read_jsonl(bare).unwrap().only().work(&"ana".into()).unwrap().suggestions().clone();
    let ids: Vec<String> = read().keys().map(ToString::to_string).collect();
    assert_eq!(ids.len(), 2, "each has an id of its own");
    assert_eq!(ids, read().keys().map(ToString::to_string).collect::<Vec<_>>(), "and gets the same again");
    assert!(read().values().all(|open| open.rule == "import:jsonl"));
}

#[test]
fn numbers_are_exact_however_they_are_written() {
    let line = marked("30,000", r#""start": 0, "end": 6, "features": {"n": 1.50e2, "huge": 1e99},
        "quantity": {"low": 3.0E+4, "point": 0.1000, "kind": "count", "base": {"figure": "a1", "factor": 5e-1}}"#)
        .replace('\n', " ");
    let imported = read_jsonl(&line).unwrap();
    let mark = &imported.only().annotations_in_order()[0];
    assert_eq!(mark.features[&"huge".into()], FeatureValue::Json("1e99".to_owned()));
    let exported = export_jsonl(&imported.into_project(), OffsetUnit::CodePoint);
    assert!(exported.contains(r#""features":{"huge":1e99,"n":150}"#), "{exported}");
    assert!(
        exported.contains(r#""low":30000,"point":0.1000,"kind":"count","base":{"figure":"a1","factor":0.5}"#)
    );
}

#[test]
fn errors_name_the_line_the_record_and_what_is_wrong() {
    for (line, message) in [
        (r#"{"id": "é", "text": }"#.to_owned(), "column 21: expected value (a.jsonl, line 2)"),
        (r#"{"id": "x"}"#.to_owned(), "article x: \"text\" is missing (a.jsonl, line 2)"),
        (r#"{"text": "x"}"#.to_owned(), "\"id\" is missing"),
        (r#"{"id": "first", "text": "y"}"#.to_owned(), "article first is there twice: the first is in a.jsonl, line 1"),
        (
            marked("Ana", r#""start": 0, "end": 9"#),
            "article t: annotation a1: offset 9 is beyond the end of the text, which has 3 code points",
        ),
        (
            r#"{"id": "t", "text": "Ana", "suggestions": [{"id": "s1", "start": 0, "end": 3, "score": "high"}]}"#.to_owned(),
            r#"suggestion s1: "score" is "high", but must be a number"#,
        ),
        (marked("Ana", r#""start": 2, "end": 2"#), "the span 2..2 (code points) is empty or runs backwards"),
        (
            marked("Ana met Ben", r#""start": 0, "end": 3, "text": "Ben""#),
            "annotation a1: \"text\" is \"Ben\", but 0..3 (code points) of the article is \"Ana\"",
        ),
        (
            marked("Ana met Ben", r#""start": 0, "end": 9, "fragments": [[0, 3], [8, 11]]"#),
            "the fragments reach from 0 to 11, but \"start\" and \"end\" are 0 and 9",
        ),
        (
            r#"{"id": "t", "text": "💩", "offset_unit": "utf16", "annotations": [{"start": 1, "end": 2}]}"#.to_owned(),
            "annotation without id: UTF-16 offset 1 is inside the surrogate pair that starts at 0",
        ),
        (
            r#"{"id": "t", "text": "é", "offset_unit": "byte", "annotations": [{"id": 1, "start": 1, "end": 2}]}"#.to_owned(),
            "annotation 1: byte 1 is inside the code point that starts at byte 0",
        ),
        (
            r#"{"id": "t", "text": "", "offset_unit": "chars"}"#.to_owned(),
            "\"offset_unit\" is \"chars\", but must be one of: code_point, utf16, byte",
        ),
        (
            r#"{"id": "t", "text": "xy", "annotations": [{"id": "a", "start": 0, "end": 1}, {"id": "a", "start": 1, "end": 2}]}"#.to_owned(),
            "annotation a: there are two with this id in the article",
        ),
        (
            r#"{"id": "t", "text": "x", "attributions": [{"id": "q", "polarity": "denies"}]}"#.to_owned(),
            "attribution q: an attribution needs a source, a cue or a content",
        ),
        (r#"{"id": "t", "text": "x", "published": "22.3.2019"}"#.to_owned(), "\"published\": \"22.3.2019\" is no date"),
        (r#"{"record": "entty", "id": "e"}"#.to_owned(), "\"record\" is \"entty\", but must be one of: entity, claim,"),
        (
            r#"{"record": "decision", "id": "d", "article": "gone", "start": 0, "end": 1, "outcome": "rejected"}"#.to_owned(),
            "it names article gone, which is in none of the files (a.jsonl, line 2)",
        ),
        (
            r#"{"record": "decision", "id": "d", "article": "first", "start": 0, "end": 2, "outcome": "rejected"}"#.to_owned(),
            "article first: decision d: offset 2 is beyond the end of the text, which has 1 code points (a.jsonl, line 2)",
        ),
    ] {
        let found = error(&line);
        assert!(found.contains(message), "{line}\n{found}");
        assert!(found.ends_with("(a.jsonl, line 2)"), "{found}");
    }
}

#[test]
fn a_line_that_is_no_text_is_named_by_byte() {
    let bytes = b"{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"caf\xe9\"}\n";
    let growth = SchemaGrowth::new(Schema::default());
    let error = try_read(&[("a.jsonl", bytes)], &options(), growth.clone()).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "byte 49 (0xe9) is not valid UTF-8 (a.jsonl, line 2)");
    assert!(error.hint().unwrap().contains("windows-1252"));
    let named = ImportOptions { encoding: Some("latin1".to_owned()), ..options() };
    let imported = try_read(&[("a.jsonl", bytes)], &named, growth).unwrap();
    assert_eq!(imported.articles[1].article.body().text(), "café");
}

#[test]
fn going_on_leaves_out_what_is_refused_and_nothing_else() {
    let lines = [
        r#"{"id": "a", "text": "x"}"#,
        r#"{"id": "b", "text": "x", "annotations": [{"label": "Lost", "layer": "lost", "start": 5, "end": 6}]}"#,
        "not JSON",
        "",
        r#"{"id": "a", "text": "again"}"#,
        r#"{"record": "event", "id": "ev", "name": "Fall"}"#,
        r#"{"record": "event", "name": "without id"}"#,
        r#"{"id": "c", "text": "", "zones": [], "x": [{"record": 1}]}"#,
    ];
    let keep_going = ImportOptions { keep_going: true, ..options() };
    let growth = SchemaGrowth::new(Schema::default());
    let imported = try_read(&[("a.jsonl", lines.join("\r\n").as_bytes())], &keep_going, growth).unwrap();
    let ids: Vec<&str> = imported.articles.iter().map(|incoming| incoming.article.id().as_str()).collect();
    assert_eq!((ids, imported.shared.len()), (vec!["a", "c"], 1));
    let lines: Vec<_> =
        imported.warnings.iter().map(|warning| (warning.place.line, warning.refused)).collect();
    assert_eq!(lines, [2, 3, 5, 7].map(|line| (Some(line), true)));
    // What only the refused article used is not in the schema.
    assert_eq!(imported.schema, Schema::default());
}

#[test]
fn every_line_arrives() {
    let lines: Vec<String> = (0..1_500).map(|n| format!("{{\"id\": \"s{n}\", \"text\": \"{n}\"}}")).collect();
    assert_eq!(read_jsonl(&format!("\u{feff}{}", lines.join("\n"))).unwrap().articles.len(), 1_500);
}

#[test]
fn what_cannot_be_kept_or_points_nowhere_is_told() {
    let line =
        r#"{"id": "t", "text": "Ana", "zones": [{"start": 0, "end": 3, "kind": "caption", "colour": "red"}],
        "relations": [{"type": "knows", "from": "a1", "to": "a2"}]}"#
            .replace('\n', " ");
    let imported = read_jsonl(&line).unwrap();
    let messages: Vec<&str> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "article t: relation r1 refers to annotation a1, which is not in the article",
            "article t: relation r1 refers to annotation a2, which is not in the article",
            "the key \"zone.colour\" is not known and could not be kept",
        ]
    );
    assert!(imported.schema.relations.contains_key(&glossator::model::id::RelationKey::from("knows")));
}

#[test]
fn a_filter_keeps_the_places_of_what_it_leaves_out() {
    let line = r#"{"id": "t", "text": "Ana said: 30 died.", "annotators": {"ana": {"status": {"entity": "done"}}},
        "annotations": [{"id": "a1", "layer": "entity", "label": "Person", "start": 0, "end": 3},
            {"id": "a2", "layer": "claim", "label": "Claim", "start": 10, "end": 17},
            {"id": "a3", "layer": "figure", "label": "Figure", "start": 10, "end": 12,
             "quantity": {"point": 30, "counted": {"annotation": "a1"}, "link": {"type": "part_of", "figure": "a2"}}}],
        "relations": [{"id": "r1", "type": "in", "from": "a2", "to": "a1"}],
        "attributions": [{"id": "q1", "sources": ["a1"], "contents": ["a2"]}]}"#
        .replace('\n', " ");
    let project = read_jsonl(&line).unwrap().into_project();
    let layers = |layers: &[&str]| Filter {
        layers: layers.iter().map(|layer| (*layer).into()).collect(),
        ..Filter::default()
    };
    let exported = |filter: &Filter| {
        let (mut files, losses) = export(&project, "jsonl", filter, OffsetUnit::CodePoint);
        let lost: Vec<String> = losses.iter().map(|(reason, _)| reason.to_owned()).collect();
        (String::from_utf8(files.remove("").unwrap()).unwrap(), lost)
    };
    let (text, lost) = exported(&layers(&["claim"]));
    assert!(text.contains(r#""sources":[{"start":0,"end":3,"text":"Ana"}],"contents":["a2"]"#), "{text}");
    assert_eq!(lost, ["relations to marks that are left out"]);
    let (text, lost) = exported(&layers(&["figure"]));
    assert!(text.contains(r#""counted":{"start":0,"end":3,"text":"Ana"}}"#), "{text}");
    assert_eq!(lost.len(), 2);
    let done = Filter { statuses: [StatusKind::Done].into(), ..Filter::default() };
    let (text, _) = exported(&done);
    assert!(text.contains(r#""id":"a1""#) && !text.contains(r#""id":"a2""#), "{text}");
    let skipped = Filter { statuses: [StatusKind::Skipped].into(), ..Filter::default() };
    assert!(!exported(&skipped).0.contains("\"t\""), "an article with nothing to show is left out");
}

#[test]
fn marks_in_zones_that_are_not_the_articles_own_can_be_left_out() {
    let line = r#"{"id": "t", "text": "Read more: Ana. Ben", "zones": [{"id": "z", "start": 0, "end": 15, "kind": "promotion"},
        {"id": "y", "start": 16, "end": 19, "kind": "caption"}],
        "annotators": {"ben": {"zone_verdicts": {"z": "refused"}}},
        "annotations": [{"id": "a1", "start": 11, "end": 14}, {"id": "a2", "start": 11, "end": 14, "annotator": "ben"},
            {"id": "a3", "start": 16, "end": 19}]}"#
        .replace('\n', " ");
    let project = read_jsonl(&line).unwrap().into_project();
    let filter = Filter { drop_zones: true, ..Filter::default() };
    let (files, _) = export(&project, "jsonl", &filter, OffsetUnit::CodePoint);
    let again = read_jsonl(str::from_utf8(&files[""]).unwrap()).unwrap();
    let ids: Vec<&str> = again.only().annotations_in_order().iter().map(|mark| mark.id.as_str()).collect();
    assert_eq!(ids, ["a2", "a3"]);
}
