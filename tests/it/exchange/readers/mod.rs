//! Files of other tools: what they hold arrives, and goes out again as it was.

mod conll;
mod conllu;
mod gliner;
#[cfg(feature = "documents")]
mod html;
#[cfg(feature = "parquet")]
mod hub_tags;
#[cfg(feature = "parquet")]
mod hugging_face;
mod mapped;
#[cfg(feature = "documents")]
mod office;
#[cfg(feature = "documents")]
mod pdf;
mod prodigy;
mod spacy;
mod w3c;

use glossator::exchange::filter::{Filter, StatusKind};
use glossator::exchange::format::find;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions};
use glossator::model::annotation::FeatureValue;
use glossator::model::project::Project;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;

use proptest::prelude::*;

use super::{Imported, export, options, try_read};

fn read(files: &[(&str, &str)]) -> Result<Imported, ImportError> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    try_read(&files, &options(), SchemaGrowth::new(Schema::default()))
}

fn refused(files: &[(&str, &str)]) -> String {
    read(files).map(|_| ()).unwrap_err().to_string()
}

/// Why files of the format `from` are refused, whatever they look like.
fn refused_as(from: &str, files: &[(&str, &[u8])]) -> String {
    let options = ImportOptions { format: find(from), ..options() };
    try_read(files, &options, SchemaGrowth::new(Schema::default())).map(|_| ()).unwrap_err().to_string()
}

/// Marks as (label, words, start in code points).
fn marks(imported: &Imported, article: usize) -> Vec<(String, String, usize)> {
    let article = &imported.articles[article].article;
    let body = article.body();
    let place = |byte| body.offsets().from_byte(body.text(), OffsetUnit::CodePoint, byte).unwrap();
    let mark = |mark: &std::sync::Arc<glossator::model::annotation::Annotation>| {
        let words: Vec<&str> = mark.spans.iter().map(|span| body.quote(span)).collect();
        let label = imported.schema.resolve(&mark.layer, &mark.label).unwrap().name.clone();
        (label, words.join("|"), place(mark.spans.start()))
    };
    article.annotations_in_order().into_iter().map(mark).collect()
}

fn row(label: &str, words: &str, start: usize) -> (String, String, usize) {
    (label.to_owned(), words.to_owned(), start)
}

#[test]
fn labels_of_texts_without_ids_are_those_of_doccano() {
    let lines = "{\"text\": \"قالت ليلى 👩🏽‍🚒\", \"labels\": [\"politics\", \"dams\"], \"meta\": {\"page\": 1}}\n{\"text\": \"b\", \"labels\": []}\n";
    let imported = read(&[("a.jsonl", lines)]).unwrap();
    let labels = |number: usize| -> Vec<String> {
        let works = imported.articles[number].article.works().values();
        works.filter_map(|work| work.document_labels()).flat_map(|labels| labels.labels.clone()).collect()
    };
    assert_eq!(imported.articles.len(), 2);
    assert_eq!((labels(0), labels(1)), (vec!["dams".to_owned(), "politics".to_owned()], Vec::new()));
}

#[test]
fn a_record_of_several_megabytes_is_known_by_what_stands_behind_its_text() {
    let text = format!("ليلى {}", "👩🏽‍🚒 ran.\n".repeat(150_000));
    let record = serde_json::json!({"text": text, "label": [[0, 4, "Person"]]});
    for file in [format!("{record}\n"), format!("\u{feff}[{record}]")] {
        let imported = read(&[("a.json", &file)]).unwrap();
        assert_eq!(marks(&imported, 0), [row("Person", "ليلى", 0)]);
    }
}

#[test]
fn doccano_of_every_shape_is_known_by_what_it_holds() {
    let sequence = "{\"id\": 7, \"text\": \"👨🏻‍🚒 firemen drive firetrucks\", \"label\": [[19, 29, \"PRODUCT\"]], \"source\": \"x\"}\n";
    let imported = read(&[("all.jsonl", sequence)]).unwrap();
    assert_eq!(marks(&imported, 0), [row("PRODUCT", "firetrucks", 19)]);
    let article = &imported.articles[0].article;
    assert_eq!(article.id().as_str(), "all-7");
    assert!(article.metadata().other.get("source").is_some());
    let relations = r#"{"text": "Google was founded in Menlo Park.", "entities": [{"id": 0, "label": "ORG", "start_offset": 0, "end_offset": 6}, {"id": 1, "label": "PLACE", "start_offset": 22, "end_offset": 32}], "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "foundedIn"}], "Comments": []}"#;
    let imported = read(&[("all.jsonl", relations)]).unwrap();
    assert_eq!(marks(&imported, 0), [row("ORG", "Google", 0), row("PLACE", "Menlo Park", 22)]);
    let work = imported.articles[0].article.work(&"ana".into()).unwrap();
    assert_eq!(work.relations().values().next().unwrap().kind.as_str(), "foundedIn");
    let classes = r#"{"text": "fine", "label": ["positive"]}"#;
    let imported = read(&[("all.jsonl", classes)]).unwrap();
    let labels = imported.articles[0].article.work(&"ana".into()).unwrap().document_labels().unwrap().clone();
    assert_eq!(labels.labels, ["positive"]);
}

#[test]
fn label_studio_before_and_after_it_counted_code_points() {
    let task = |start: usize, end: usize| {
        format!(
            r#"[{{"id": 3, "data": {{"text": "👨🏻‍🚒 firetrucks", "outlet": "Meridian"}}, "annotations": [{{"completed_by": {{"email": "bo@x.org"}}, "result": [
                {{"id": "r1", "from_name": "label", "to_name": "text", "type": "labels", "value": {{"start": {start}, "end": {end}, "text": "firetrucks", "labels": ["PRODUCT"]}}}},
                {{"id": "r1", "from_name": "sure", "to_name": "text", "type": "choices", "value": {{"start": {start}, "end": {end}, "choices": ["high"]}}}},
                {{"from_name": "topic", "to_name": "text", "type": "choices", "value": {{"choices": ["economy"]}}}}]}}]}}]"#
        )
    };
    for (start, end) in [(5, 15), (8, 18)] {
        let imported = read(&[("export.json", &task(start, end))]).unwrap();
        assert_eq!(marks(&imported, 0), [row("PRODUCT", "firetrucks", 5)]);
        let article = &imported.articles[0].article;
        assert_eq!(article.metadata().outlet.as_deref(), Some("Meridian"));
        let work = article.work(&"bo@x.org".into()).unwrap();
        let mark = work.annotations().values().next().unwrap();
        assert_eq!(mark.features.values().next(), Some(&FeatureValue::Text("high".to_owned())));
        assert_eq!(work.document_labels().unwrap().labels, ["economy"]);
    }
    let wrong = refused(&[("export.json", &task(4, 14))]);
    assert!(wrong.contains("firetrucks") && wrong.contains("export.json, line 1"), "{wrong}");
}

#[test]
fn predictions_of_label_studio_wait_whatever_their_offsets_count() {
    let text = "👨🏻‍🚒 firetrucks in برلين";
    for (start, end) in [(5, 15), (8, 18)] {
        let task = format!(
            r#"[{{"id": 3, "data": {{"text": "{text}"}}, "annotations": [{{"completed_by": 7, "result": [
                {{"id": "r1", "from_name": "label", "type": "labels", "value": {{"start": 19, "end": 24, "text": "برلين", "labels": ["PLACE"]}}}}]}}],
                "predictions": [{{"model_version": "2.1", "score": 0.5, "created_at": "2024-05-01T10:00:00.5Z", "result": [
                {{"id": "p1", "from_name": "label", "type": "labels", "score": 0.870, "value": {{"start": {start}, "end": {end}, "text": "firetrucks", "labels": ["PRODUCT"]}}}},
                {{"id": "p1", "from_name": "sure", "type": "choices", "value": {{"choices": ["high"]}}}},
                {{"from_name": "topic", "type": "choices", "value": {{"choices": ["economy"]}}}}]}}]}}]"#
        );
        let imported = read(&[("export.json", &task)]).unwrap();
        assert_eq!(marks(&imported, 0), [row("PLACE", "برلين", 19)]);
        let article = imported.only();
        let waiting = article.work(&"ana".into()).unwrap().suggestions().values().next().unwrap();
        assert_eq!(article.body().quote(waiting.spans.hull()), "firetrucks");
        assert_eq!(imported.schema.resolve(&waiting.layer, &waiting.label).unwrap().name, "PRODUCT");
        let score = waiting.score.map(|score| score.to_string());
        assert_eq!((score.as_deref(), waiting.version.as_deref()), (Some("0.870"), Some("2.1")));
        assert_eq!(waiting.features.values().next(), Some(&FeatureValue::Text("high".to_owned())));
        assert_eq!(waiting.at.map(|at| at.to_string()).as_deref(), Some("2024-05-01T10:00:00.5Z"));
        let warnings: Vec<&str> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(matches!(warnings[..], [only] if only.ends_with("1 left out")), "{warnings:?}");
    }
}

#[test]
fn brat_with_events_attributes_notes_and_marks_over_line_breaks() {
    let text = "Maren said\r\nin Lisk: no, old and new Lisk.";
    let annotations = "T1\tPerson 0 5\tMaren\n\
                       T2\tPlace 6 10;12 19\tsaid in Lisk\n\
                       T3\tPlace 25 28;37 41\told Lisk\n\
                       T4\tSaying 6 10\tsaid\n\
                       E1\tSaying:T4 Speaker:T1\n\
                       R1\tnear Arg1:T1 Arg2:T3\n\
                       A1\tsure T1\n\
                       A2\tkind T3 town\n\
                       N1\tReference T1 Wikidata:Q42\tMaren\n\
                       #1\tAnnotatorNotes T3\twhich one?\n";
    let imported =
        read(&[("doc.ann", annotations), ("doc.txt", text), ("annotation.conf", "[entities]")]).unwrap();
    assert_eq!(imported.warnings, []);
    assert_eq!(
        marks(&imported, 0),
        [
            row("Person", "Maren", 0),
            row("Saying", "said", 6),
            row("Place", "said\r\nin Lisk", 6),
            row("Place", "old|Lisk", 25)
        ]
    );
    let work = imported.only().work(&"ana".into()).unwrap().clone();
    let kinds: Vec<&str> = work.relations().values().map(|relation| relation.kind.as_str()).collect();
    assert_eq!(kinds, ["Speaker", "near"]);
    let note = |id: &str| work.annotations()[&glossator::model::id::AnnotationId::from(id)].note.clone();
    assert_eq!(
        (note("T1").as_deref(), note("T3").as_deref()),
        (Some("Wikidata:Q42 (Maren)"), Some("which one?"))
    );
    let wrong = |annotations: &str| refused(&[("doc.ann", annotations), ("doc.txt", text)]);
    assert!(wrong("T1\tPerson 0 5\tOther\n").contains("doc.ann, line 1"));
    assert!(wrong("T1\tPerson 0 99\tMaren\n").contains("beyond the end"));
    assert!(wrong("T1\tPerson 5 0\tMaren\n").contains("marks nothing"));
    assert!(refused(&[("doc.ann", "T1\tPerson 0 5\tMaren\n")]).contains("doc.txt"));
}

#[test]
fn a_file_that_fits_two_tools_is_not_guessed_at() {
    let both = r#"{"text": "a b", "label": [[0, 1, "X"]], "annotations": []}"#;
    assert!(refused(&[("all.jsonl", both)]).contains("no format is known"));
}

#[test]
fn damaged_files_are_refused_with_their_place() {
    assert!(refused(&[("a.json", r#"[{"data": {"text": "x"}, "annotations": [}]"#)]).contains("a.json"));
    let cut = "{\"text\": \"a\", \"label\": []}\n{\"text\": \"b\", \"lab";
    assert!(refused(&[("a.jsonl", cut)]).contains("a.jsonl, line 2"));
    let outside = r#"{"text": "abc", "label": [[1, 9, "X"]]}"#;
    assert!(refused(&[("a.jsonl", outside)]).contains("beyond the end"));
    let no_text = r#"[{"data": {"image": 3}, "annotations": []}]"#;
    assert!(refused(&[("a.json", no_text)]).contains("no text"));
}

/// Articles that break other tools, with everything that a format may carry.
fn awkward() -> Project {
    let article = |id: &str, text: &str, marks: &str, more: &str| {
        let text = text.replace('\r', "\\r").replace('\n', "\\n");
        format!(
            r#"{{"id": "{id}", "text": "{text}", "title": "T", "outlet": "Meridian", "annotators": {{"ana": {{"labels": ["politics"]}}}}, "annotations": [{marks}]{more}}}"#
        )
    };
    let mark = |id: &str, layer: &str, label: &str, start: usize, end: usize, more: &str| {
        format!(
            r#"{{"id": "{id}", "annotator": "ana", "origin": "import", "layer": "{layer}", "label": "{label}", "start": {start}, "end": {end}{more}}}"#
        )
    };
    let lines = [
        article(
            "emoji",
            "👨🏻‍🚒 firemen drive firetrucks to e\u{301}te\u{301}",
            &[
                mark("T1", "entity", "Person", 0, 4, r#", "features": {"sure": true}, "note": "who?""#),
                mark("T2", "entity", "Person", 0, 12, r#", "entity": "e1""#),
                mark("T3", "entity", "Political place", 33, 38, r#", "features": {"kind": "town"}"#),
            ]
            .join(", "),
            r#", "relations": [{"id": "r1", "type": "near", "from": "T1", "to": "T3", "annotator": "ana"}]"#,
        ),
        article(
            "lines",
            "It said:\r\n\r\nyes. No",
            &[
                mark("T1", "claim", "Claim", 3, 15, ""),
                mark("T2", "figure", "Figure", 12, 15, ""),
                mark("T3", "claim", "Claim", 17, 19, r#", "claim": "c1""#),
            ]
            .join(", "),
            "",
        ),
        article("arabic", "قال حاكم 𝒳 إقليم ليسك", &mark("T1", "entity", "Political place", 11, 21, ""), ""),
        r#"{"record": "entity", "id": "e1", "annotator": "ana", "name": "Crew"}"#.to_owned(),
        r#"{"record": "claim", "id": "c1", "annotator": "ana", "statement": "No."}"#.to_owned(),
    ];
    super::read_jsonl(&lines.join("\n")).unwrap().into_project()
}

/// The files of an export of `project` in `format`, with the only file called `name`.
fn files(project: &Project, format: &str, name: &str) -> Vec<(String, Vec<u8>)> {
    let everything = Filter { statuses: StatusKind::ALL.into_iter().collect(), ..Filter::default() };
    let (files, _) = export(project, format, &everything, OffsetUnit::CodePoint);
    let named = |(file, bytes)| (if String::is_empty(&file) { name.to_owned() } else { file }, bytes);
    // The card tells of the project, which has lost what the format does not hold.
    files.into_iter().map(named).filter(|(name, _)| name != "README.md").collect()
}

/// Exports, imports and exports again, and expects the same bytes. Returns what was imported.
#[track_caller]
fn comes_back(project: &Project, format: &str, name: &str) -> Project {
    let first = files(project, format, name);
    let bytes: Vec<(&str, &[u8])> =
        first.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let growth = SchemaGrowth::new(project.schema().clone());
    let imported = try_read(&bytes, &options(), growth).unwrap();
    let refused: Vec<_> = imported.warnings.iter().filter(|warning| warning.refused).collect();
    assert!(refused.is_empty(), "{format}: {refused:?}");
    let imported = imported.into_project();
    for ((name, found), (_, expected)) in files(&imported, format, name).iter().zip(&first) {
        let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
        assert_eq!(found, expected, "{format}: {name}");
    }
    assert_eq!(files(&imported, format, name).len(), first.len(), "{format}");
    imported
}

#[test]
fn what_goes_out_comes_in_as_it_was() {
    let project = awkward();
    for (format, name) in
        [("doccano", "all.jsonl"), ("label-studio", ""), ("brat", ""), ("prodigy", "all.jsonl")]
    {
        comes_back(&project, format, name);
    }
}

#[test]
fn a_file_that_was_cut_off_is_refused_or_read_and_never_more() {
    let project = awkward();
    let names = [
        ("prodigy", "a.jsonl"),
        ("conll", ""),
        ("conllu", "a.conllu"),
        ("gliner", "a.json"),
        ("doccano", "a.jsonl"),
    ];
    for (format, name) in names {
        for (name, bytes) in files(&project, format, name) {
            let step = (bytes.len() / 97).max(1);
            for len in (0..bytes.len()).step_by(step) {
                let keep_going = ImportOptions { format: find(format), keep_going: true, ..options() };
                let growth = SchemaGrowth::new(project.schema().clone());
                // What is wrong with an array of JSON is wrong with all of it.
                if let Ok(imported) = try_read(&[(name.as_str(), &bytes[..len])], &keep_going, growth) {
                    assert!(imported.articles.len() <= project.articles().len(), "{name}: {len}");
                }
            }
        }
    }
}

/// A file of each format that is read, which is damaged in the same places.
fn damaged(project: &Project, format: &str, name: &str, damage: &[(usize, u8)]) {
    for (name, mut bytes) in files(project, format, name) {
        for (place, byte) in damage {
            let place = place % bytes.len().max(1);
            if let Some(there) = bytes.get_mut(place) {
                *there ^= byte;
            }
        }
        let keep_going = ImportOptions { format: find(format), keep_going: true, ..options() };
        let growth = SchemaGrowth::new(project.schema().clone());
        // Whether it can be read or not: it comes to an end, and what was read can be written.
        if let Ok(imported) = try_read(&[(name.as_str(), &bytes)], &keep_going, growth) {
            let ids: std::collections::BTreeSet<_> =
                imported.articles.iter().map(|incoming| incoming.article.id().clone()).collect();
            assert_eq!(ids.len(), imported.articles.len());
            drop(files(&imported.into_project(), format, name.as_str()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_damaged_file_is_refused_or_read(damage in proptest::collection::vec((any::<usize>(), 1..=u8::MAX), 1..4)) {
        let project = awkward();
        let names =
            [("prodigy", "a.jsonl"), ("conll", ""), ("conllu", "a.conllu"), ("gliner", "a.json"), ("spacy", "")];
        for (format, name) in names {
            damaged(&project, format, name, &damage);
        }
    }
}
