//! The registry's row of each format says what it loses, neither more nor less.

use std::collections::BTreeSet;

use glossator::exchange::filter::Filter;
use glossator::exchange::format::{FORMATS, Format};
use glossator::model::project::Project;
use glossator::text::offsets::OffsetUnit;
use proptest::prelude::*;

use super::{export, export_jsonl, read_jsonl};
use crate::generate::projects;

/// For each answer of a row the reasons for which something is lost when it is no.
const REASONS: [(&str, &[&str]); 13] = [
    ("overlap", &["marks that overlap a longer one"]),
    ("nesting", &["marks that overlap a longer one"]),
    ("discontinuous", &["marks of several pieces"]),
    ("relations", &["relations"]),
    ("features", &["features of marks", "notes on marks", "doubts about marks"]),
    ("entity_links", &["links to entities", "links to claims"]),
    ("quantities", &["values of figures"]),
    ("attributions", &["attributions"]),
    ("document_labels", &["labels of articles"]),
    ("rejected", &["suggestions that were refused"]),
    ("empty_documents", &["articles without text"]),
    ("zones", &["zones"]),
    ("metadata", &["metadata"]),
];

/// A project with everything that there is, all of it finished.
pub(super) fn everything() -> Project {
    let lines = [
        r#"{"id": "full", "text": "Maren (33) said 2 of 3 dams broke. New, old Lisk.", "outlet": "Meridian",
            "zones": [{"start": 39, "end": 48, "kind": "caption"}],
            "annotators": {"ana": {"status": {"entity": "done", "claim": "done", "figure": "done"}, "labels": ["politics"]}},
            "annotations": [
              {"id": "m", "layer": "entity", "label": "Person", "start": 0, "end": 5, "entity": "e1", "note": "who?", "features": {"kind": "name"}},
              {"id": "x", "layer": "entity", "label": "Person", "start": 0, "end": 10, "flag": {"question": "with the age?"}},
              {"id": "y", "layer": "entity", "label": "Event", "start": 7, "end": 15},
              {"id": "d", "layer": "entity", "label": "Place", "start": 35, "end": 48, "fragments": [[35, 38], [44, 48]]},
              {"id": "c", "layer": "claim", "label": "Claim", "start": 16, "end": 33, "claim": "c1"},
              {"id": "f", "layer": "figure", "label": "Figure", "start": 16, "end": 22, "quantity": {"point": 2, "kind": "count"}}],
            "relations": [{"id": "r", "type": "of", "from": "m", "to": "c"}],
            "attributions": [{"id": "q", "contents": ["c"], "cue": "m", "sources": ["m"]}]}"#,
        r#"{"id": "empty", "text": "", "annotators": {"ana": {"status": {"entity": "done", "claim": "done", "figure": "done"}}}}"#,
        r#"{"record": "entity", "id": "e1", "name": "Ilsa Maren"}"#,
        r#"{"record": "claim", "id": "c1", "statement": "Two of three dams broke."}"#,
        r#"{"record": "decision", "id": "n", "article": "full", "rule": "name", "start": 35, "end": 38, "layer": "entity", "label": "Place", "outcome": "rejected"}"#,
    ];
    let text: Vec<String> = lines.iter().map(|line| line.replace('\n', " ")).collect();
    let imported = read_jsonl(&text.join("\n")).unwrap();
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    imported.into_project()
}

fn writable() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.export.is_some())
}

#[test]
fn each_row_tells_what_its_format_loses() {
    let project = everything();
    for format in writable() {
        let (_, losses) = export(&project, format.id, &Filter::default(), OffsetUnit::CodePoint);
        let lost: BTreeSet<&str> = losses.iter().map(|(reason, _)| reason).collect();
        // A format of texts alone loses all marks at once, and with them what is said of each.
        if lost.contains("marks") {
            assert!(["txt", "md"].contains(&format.id));
            continue;
        }
        // So does one of claims or figures alone with all other marks.
        let others = [
            "marks that are no claims",
            "marks that are no figures",
            "marks that state no claim of the register",
        ];
        if let Some(reason) = others.into_iter().find(|reason| lost.contains(reason)) {
            let narrow = ["claims", "parc", "measeval", "averitec", "claimreview", "checkthat"];
            assert!(narrow.contains(&format.id), "{}: {reason}", format.id);
            continue;
        }
        let mut expected = BTreeSet::new();
        for (answer, is_held) in format.carries.answers() {
            let reasons = REASONS.iter().find(|(name, _)| *name == answer);
            if !is_held && let Some((_, reasons)) = reasons {
                expected.extend(reasons.iter().copied());
            }
        }
        assert_eq!(lost, expected, "{}", format.id);
    }
}

#[test]
fn work_that_is_not_finished_is_never_said_to_be_empty() {
    let text = r#"{"id": "a", "text": "Maren said so.", "annotations": [{"id": "m", "layer": "entity", "label": "Person", "start": 0, "end": 5, "annotator": "ana"}]}"#;
    let project = read_jsonl(text).unwrap().into_project();
    for id in ["conll", "conll-bilou", "doccano", "prodigy", "gliner", "brat"] {
        let (files, losses) = export(&project, id, &Filter::default(), OffsetUnit::CodePoint);
        let written: String = files
            .iter()
            .filter(|(name, _)| name.rsplit('.').next() != Some("conf"))
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .collect();
        assert!(!written.contains("Maren"), "{id}: {written}");
        let lost: Vec<(&str, u64)> = losses.iter().map(|(reason, lost)| (reason, lost.count)).collect();
        assert_eq!(lost, [("marks of layers that are not finished in the article", 1)], "{id}");
        // Asked for as it is, it is there.
        let filter = Filter {
            statuses: glossator::exchange::filter::StatusKind::ALL.into_iter().collect(),
            ..Filter::default()
        };
        let (files, losses) = export(&project, id, &filter, OffsetUnit::CodePoint);
        assert!(losses.is_empty(), "{id}: {losses:?}");
        assert!(files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("Maren")), "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_project_is_written_in_every_format(project in projects()) {
        let everything = Filter {
            statuses: glossator::exchange::filter::StatusKind::ALL.into_iter().collect(),
            ..Filter::default()
        };
        for format in writable() {
            for filter in [&Filter::default(), &everything] {
                let (first, losses) = export(&project, format.id, filter, OffsetUnit::CodePoint);
                let (second, again) = export(&project, format.id, filter, OffsetUnit::CodePoint);
                prop_assert_eq!((first, losses), (second, again), "{}", format.id);
            }
        }
    }
}

#[test]
fn a_place_that_was_refused_without_a_label_stops_no_export_and_comes_back() {
    let lines = [
        r#"{"id": "a", "text": "حلوان 👩🏽‍🚒 Partners Claim Victory", "annotators": {"ana": {"status": {"entity": "done"}}}}"#,
        r#"{"record": "decision", "id": "d1", "article": "a", "annotator": "ana", "rule": "name", "start": 11, "end": 25, "layer": "entity", "label": "", "outcome": "rejected"}"#,
    ];
    let project = read_jsonl(&lines.join("\n")).unwrap().into_project();
    for format in FORMATS.iter().filter(|format| format.export.is_some()) {
        let (_, losses) = export(&project, format.id, &Filter::default(), OffsetUnit::CodePoint);
        let is_kept = ["jsonl", "hf", "parquet"].contains(&format.id);
        assert_eq!(losses.is_empty(), is_kept, "{}: {losses:?}", format.id);
    }
    let back = read_jsonl(&export_jsonl(&project, OffsetUnit::CodePoint)).unwrap();
    let decisions = back.only().works().values().next().unwrap().decisions().clone();
    assert_eq!(decisions.values().next().unwrap().label.as_str(), "");
    assert!(back.schema.labels.values().all(|label| !label.name.is_empty()));
}

#[test]
fn an_attribution_that_is_lost_is_told_in_its_words() {
    let (_, losses) = export(&everything(), "brat", &Filter::default(), OffsetUnit::CodePoint);
    let lost = losses.iter().find(|(reason, _)| *reason == "attributions").unwrap().1;
    assert_eq!(lost.listed[0].quote, "Maren → 2 of 3 dams broke (Maren)");
}
