//! What becomes of articles before a format sees them: pieces, other labels, other names; and which are chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use glossator::exchange::exporter::{self, ExportContext, ExportError};
use glossator::exchange::filter::Filter;
use glossator::exchange::format;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::shaping::ShapingOptions;
use glossator::exchange::shaping::label_map::LabelMap;
use glossator::exchange::shaping::unit::Unit;
use glossator::exchange::sink;
use glossator::exchange::splits::{GroupBy, SplitOptions};
use glossator::exchange::watch::Unwatched;
use glossator::model::annotation::Annotation;
use glossator::model::article::Article;
use glossator::model::extra::ExtraValue;
use glossator::model::project::Project;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use super::{Imported, export_with, read_jsonl};
use crate::generate::projects;

fn shaped(unit: Unit) -> ExportOptions {
    ExportOptions {
        shaping: ShapingOptions { unit, ..ShapingOptions::default() },
        ..ExportOptions::default()
    }
}

/// What comes back of an export in the native format, and what was lost, by reason.
fn again(
    project: &Project,
    filter: &Filter,
    options: &ExportOptions,
) -> (Imported, BTreeMap<String, Vec<String>>) {
    let (mut files, exported) = export_with(project, "jsonl", filter, options);
    let text = String::from_utf8(files.remove("").unwrap()).unwrap();
    let quotes = exported.losses.iter().map(|(reason, lost)| {
        (reason.to_owned(), lost.listed.iter().map(|loss| loss.quote.clone()).collect())
    });
    (read_jsonl(&text).unwrap(), quotes.collect())
}

/// The words that are marked in each article, in order.
fn words(imported: &Imported) -> Vec<(String, Vec<String>)> {
    let article = |article: &Article| {
        let quote = |mark: &Arc<_>| quoted(article, mark);
        (article.id().to_string(), article.annotations_in_order().into_iter().map(quote).collect())
    };
    imported.articles.iter().map(|incoming| article(&incoming.article)).collect()
}

fn quoted(article: &Article, mark: &Annotation) -> String {
    let quotes: Vec<&str> = mark.spans.iter().map(|span| article.body().quote(span)).collect();
    quotes.join(" … ")
}

fn given(lines: &[Value]) -> Project {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    read_jsonl(&lines.join("\n")).unwrap().into_project()
}

const REPORT: &str = "قالت ليلى إن السد انهار. 👩🏽‍🚒 Ana Reyk came.\r\nRead more: Ben\r\n\r\nCafe\u{301} Lisk closed, Ana said. Nobody saw her.";

/// Marks on words of [`REPORT`].
fn report() -> Project {
    let mark = |id: &str, words: &str| {
        let start = REPORT[..REPORT.find(words).unwrap()].chars().count();
        json!({"id": id, "start": start, "end": start + words.chars().count(), "label": "person", "annotator": "ana"})
    };
    let zone = REPORT[..REPORT.find("Read").unwrap()].chars().count();
    given(&[json!({
        "id": "r", "title": "The dam", "text": REPORT,
        "zones": [{"id": "z", "start": zone, "end": zone + 14, "kind": "promotion"}],
        "annotations": [mark("a1", "ليلى"), mark("a2", "Ana Reyk"), mark("a3", "Ben"), mark("a4", "Cafe\u{301} Lisk"),
            mark("a5", "said. Nobody"), mark("a6", "Ana said")],
        "relations": [{"id": "r1", "from": "a1", "to": "a2", "type": "same", "annotator": "ana"},
            {"id": "r2", "from": "a6", "to": "a4", "type": "in", "annotator": "ana"}],
    })])
}

fn listed(found: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    found.iter().map(|(id, found)| ((*id).to_owned(), words(found))).collect()
}

#[test]
fn sentences_and_paragraphs_become_articles_with_the_marks_that_stand_in_them() {
    let (sentences, lost) = again(&report(), &Filter::default(), &shaped(Unit::Sentence));
    let found: [(&str, &[&str]); 5] = [
        ("r#1", &["ليلى"]),
        ("r#2", &["Ana Reyk"]),
        ("r#3", &["Ben"]),
        ("r#4", &["Cafe\u{301} Lisk", "Ana said"]),
        ("r#5", &[]),
    ];
    assert_eq!(words(&sentences), listed(&found));
    assert_eq!(lost["marks that are cut, or stand where the text is left out"], ["said. Nobody"]);
    assert_eq!(lost["relations whose ends are not in one piece"], ["r1"]);
    let fourth = &sentences.articles[3].article;
    assert_eq!(fourth.body().text(), "Cafe\u{301} Lisk closed, Ana said.");
    assert_eq!(fourth.metadata().title.as_deref(), Some("The dam"));
    assert_eq!(fourth.metadata().other.get("part_of"), Some(&ExtraValue::Text("r".to_owned())));
    assert_eq!(fourth.work(&"ana".into()).unwrap().relations().len(), 1);

    let (paragraphs, lost) = again(&report(), &Filter::default(), &shaped(Unit::Paragraph));
    let found: [(&str, &[&str]); 3] = [
        ("r#1", &["ليلى", "Ana Reyk"]),
        ("r#2", &["Ben"]),
        ("r#3", &["Cafe\u{301} Lisk", "Ana said", "said. Nobody"]),
    ];
    assert_eq!((words(&paragraphs), lost.len()), (listed(&found), 0));
}

#[test]
fn a_zone_that_is_dropped_takes_its_text_and_nothing_else() {
    let filter = Filter { drop_zones: true, ..Filter::default() };
    let (imported, lost) = again(&report(), &filter, &ExportOptions::default());
    let article = imported.only();
    assert_eq!(article.body().text(), REPORT.replace("Read more: Ben\r\n\r\n", ""));
    let found: [(&str, &[&str]); 1] =
        [("r", &["ليلى", "Ana Reyk", "Cafe\u{301} Lisk", "Ana said", "said. Nobody"])];
    assert_eq!((words(&imported), lost.len(), article.zones().len()), (listed(&found), 0, 0));
    let (paragraphs, _) = again(&report(), &filter, &shaped(Unit::Paragraph));
    assert_eq!(paragraphs.articles.len(), 2);
}

#[test]
fn an_article_without_text_stays_one_in_any_unit() {
    let (imported, _) =
        again(&given(&[json!({"id": "e", "text": ""})]), &Filter::default(), &shaped(Unit::Sentence));
    assert_eq!(words(&imported), [("e#1".to_owned(), vec![])]);
}

#[test]
fn pieces_of_an_article_go_to_its_split() {
    let project = given(&[
        json!({"id": "a", "text": "One dam. Two dams."}),
        json!({"id": "b", "text": "Three. Four."}),
    ]);
    let split =
        SplitOptions { shares: "train=50,test=50".parse().unwrap(), seed: 1, group_by: GroupBy::None };
    let options = ExportOptions { split: Some(split), ..shaped(Unit::Sentence) };
    let (files, _) = export_with(&project, "jsonl", &Filter::default(), &options);
    let ids = |name: &str| -> Vec<String> {
        let lines = str::from_utf8(&files[name]).unwrap().lines();
        let parsed = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
        parsed
            .filter_map(|line| line["id"].as_str().filter(|_| line["text"].is_string()).map(str::to_owned))
            .collect()
    };
    let mut both = [ids("train.jsonl"), ids("test.jsonl")];
    both.sort();
    assert_eq!(both, [["a#1", "a#2"], ["b#1", "b#2"]].map(|ids| ids.map(str::to_owned).to_vec()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_cut_no_mark_is_lost_unnoted_and_none_gets_other_words(project in projects(), unit in 0..3_usize, drop in any::<bool>()) {
        let filter = Filter { drop_zones: drop, ..Filter::default() };
        let (mut files, exported) = export_with(&project, "jsonl", &filter, &shaped(Unit::ALL[unit].0));
        let text = String::from_utf8(files.remove("").unwrap()).unwrap();
        let imported = read_jsonl(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let articles = || project.articles().values().map(|slot| slot.loaded().unwrap());
        let mut kept = 0;
        for incoming in &imported.articles {
            let piece = &incoming.article;
            let is_of = |article: &&Arc<Article>| {
                let rest = piece.id().as_str().strip_prefix(article.id().as_str());
                let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
                // An article may be called as another one with a number behind it.
                rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('#').is_some_and(is_number))
            };
            let whole = articles().find(is_of).unwrap();
            for mark in piece.annotations_in_order() {
                prop_assert_eq!(quoted(piece, mark), quoted(whole, whole.annotation(&mark.id).unwrap()));
                kept += 1;
            }
        }
        let wanted: u64 = articles().map(|article| filter.marks(article)).sum();
        prop_assert_eq!(kept + exported.losses.marks(), wanted);
    }
}

/// Marks with four labels of entities, and a figure.
fn labelled() -> Project {
    given(&[json!({
        "id": "a", "text": "Ana met Ben in Lisk during Lent with 40 men",
        "annotations": [
            {"id": "a1", "start": 0, "end": 3, "label": "person"},
            {"id": "a2", "start": 8, "end": 11, "label": "hero"},
            {"id": "a3", "start": 15, "end": 19, "label": "town"},
            {"id": "a4", "start": 27, "end": 31, "label": "feast"},
            {"id": "a5", "start": 37, "end": 39, "label": "count", "layer": "figure"},
        ],
        "relations": [{"id": "r1", "from": "a1", "to": "a4", "type": "at"}],
    })])
}

fn with_labels(map: &str) -> ExportOptions {
    let labels = Some(LabelMap::read(map, "map.ron").unwrap());
    ExportOptions {
        shaping: ShapingOptions { labels, ..ShapingOptions::default() },
        ..ExportOptions::default()
    }
}

#[test]
fn labels_are_called_as_a_map_says_and_what_has_no_name_there_is_listed() {
    let options =
        with_labels(r#"{"entity": {"person": "PER", "hero": "PER", "town": "LOC", "feast": None}}"#);
    let (mut files, exported) = export_with(&labelled(), "jsonl", &Filter::default(), &options);
    let text = String::from_utf8(files.remove("").unwrap()).unwrap();
    let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let labels: Vec<&str> =
        line["annotations"].as_array().unwrap().iter().map(|mark| mark["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["PER", "PER", "LOC", "count"]);
    let all = |mut found: Vec<(String, String)>| {
        found.sort();
        found
    };
    let lost = exported.losses.iter().flat_map(|(reason, lost)| {
        lost.listed.iter().map(move |loss| (reason.to_owned(), loss.quote.clone()))
    });
    let expected = [
        ("marks with labels that the map of labels leaves out", "Lent"),
        ("relations to marks that are left out", "r1"),
    ];
    assert_eq!(all(lost.collect()), expected.map(|(reason, quote)| (reason.to_owned(), quote.to_owned())));
    let remarks: Vec<String> = exported.losses.remarks().map(|(reason, _)| reason.to_owned()).collect();
    assert_eq!(remarks, ["marks with hero, which is PER like others"]);
}

#[test]
fn standards_are_those_of_the_schema() {
    let schema = glossator::store::schema_file::news().unwrap().0;
    let text = "Ilsa Maren spoke of the Water Act";
    let lines = json!({"id": "a", "text": text, "annotations": [
        {"id": "a1", "start": 0, "end": 10, "label": "Person"}, {"id": "a2", "start": 24, "end": 33, "label": "Law"}]});
    let growth = glossator::exchange::growth::SchemaGrowth::new(schema);
    let files = [("a.jsonl", lines.to_string())];
    let files = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>();
    let project = super::try_read(&files, &super::options(), growth).unwrap().into_project();
    let exported = |standard: &str| {
        let labels = Some(LabelMap::Standard(standard.to_owned()));
        let shaping = ShapingOptions { labels, ..ShapingOptions::default() };
        let options = ExportOptions { shaping, ..ExportOptions::default() };
        let (filter, sink) = (Filter::default(), sink::Memory::default());
        let context = ExportContext::new(&project, &filter, &options, &Unwatched);
        let exported = exporter::export(format::find("csv").unwrap(), &context, &project, &sink);
        exported.map(|exported| {
            (String::from_utf8(sink.files().remove("").unwrap()).unwrap(), exported.losses.marks())
        })
    };
    let (conll, lost) = exported("conll2003").unwrap();
    assert!(conll.contains("PER") && conll.contains("MISC") && lost == 0, "{conll}");
    let (ace, lost) = exported("ace").unwrap();
    assert!(ace.contains("PER") && !ace.contains("Water Act,") && lost == 1, "{ace}");
    let refused = exported("muc").unwrap_err();
    assert!(matches!(refused, ExportError::Labels(_)));
    assert_eq!(
        refused.to_string(),
        "no label of the schema says what it is called in \"muc\"; there are ace, conll2003, ontonotes"
    );
}

#[test]
fn a_map_that_does_not_fit_is_refused_with_its_place() {
    let error = |map: &str| match LabelMap::read(map, "map.ron") {
        Err(error) => error.to_string(),
        Ok(labels) => {
            let shaping = ShapingOptions { labels: Some(labels), ..ShapingOptions::default() };
            let options = ExportOptions { shaping, ..ExportOptions::default() };
            let (project, filter, sink) = (labelled(), Filter::default(), sink::Memory::default());
            let context = ExportContext::new(&project, &filter, &options, &Unwatched);
            exporter::export(format::find("jsonl").unwrap(), &context, &project, &sink)
                .unwrap_err()
                .to_string()
        }
    };
    assert_eq!(error("{\n  \"entity\": 3}"), "it is no map of labels, at 2:12: Expected opening `{`");
    assert_eq!(
        error(r#"{"places": {}}"#),
        "the map of labels names the layer \"places\", which the project does not have"
    );
    assert_eq!(
        error(r#"{"entity": {"god": "X"}}"#),
        "the map of labels names \"god\", which is no label of the layer entity"
    );
}

#[test]
fn under_pseudonyms_no_format_names_anybody() {
    let mut line: Value = json!({"id": "t", "text": "Yes. 40 of them", "annotations": [
        {"id": "a1", "start": 0, "end": 3, "label": "person", "annotator": "zora.quill", "entity": "e1"},
        {"id": "a2", "start": 0, "end": 3, "label": "person", "annotator": "ben.okafor"}]});
    line["annotators"] = json!({"zora.quill": {"status": {"entity": "done"}, "labels": ["politics"]},
        "ben.okafor": {"status": {"entity": "done"}}});
    let entity = json!({"record": "entity", "id": "e1", "name": "Yes", "annotator": "zora.quill"});
    let project = given(&[line, entity]);
    let shaping = ShapingOptions { pseudonyms: true, ..ShapingOptions::default() };
    let options = ExportOptions { shaping, ..ExportOptions::default() };
    for format in format::FORMATS.iter().filter(|format| format.export.is_some()) {
        let (named, _) = export_with(&project, format.id, &Filter::default(), &ExportOptions::default());
        let (files, _) = export_with(&project, format.id, &Filter::default(), &options);
        assert_eq!(files.len(), named.len(), "{}", format.id);
        for (name, bytes) in files {
            let shown = format!("{name} {}", String::from_utf8_lossy(&bytes));
            assert!(!shown.contains("zora") && !shown.contains("okafor"), "{}: {shown}", format.id);
        }
    }
    let filter = Filter { annotators: ["zora.quill".into()].into(), ..Filter::default() };
    let (imported, _) = again(&project, &filter, &options);
    let annotators: Vec<String> = imported.only().works().keys().map(ToString::to_string).collect();
    assert_eq!(annotators, ["annotator-2"]);
    assert_eq!(imported.only().annotations_in_order().len(), 1);
}

#[test]
fn articles_are_chosen_by_language_and_day() {
    let article = |id: &str, language: &str, published: &str| json!({"id": id, "text": "Yes.", "language": language, "published": published});
    let project = given(&[
        article("a", "en-GB", "2024-05-03"),
        article("b", "EN", "2024-05"),
        article("c", "ar", "2024-05-03T23:30:00+02:00"),
        article("d", "enm", "2023"),
        json!({"id": "e", "text": "Yes."}),
    ]);
    let chosen = |languages: &[&str], since: Option<&str>, until: Option<&str>| {
        let filter = Filter {
            languages: languages.iter().map(|&tag| tag.to_owned()).collect(),
            since: since.map(|day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
            ..Filter::default()
        };
        let (imported, _) = again(&project, &filter, &ExportOptions::default());
        imported.articles.iter().map(|incoming| incoming.article.id().to_string()).collect::<String>()
    };
    assert_eq!(chosen(&[], None, None), "abcde");
    assert_eq!(chosen(&["en"], None, None), "ab");
    assert_eq!(chosen(&["en-gb", "ar"], None, None), "ac");
    assert_eq!(chosen(&[], Some("2024-05-03"), Some("2024-05-03")), "abc");
    assert_eq!(chosen(&[], Some("2024-05-04"), None), "b");
    assert_eq!(chosen(&[], None, Some("2023")), "d");
    assert_eq!(chosen(&["en"], Some("2024-05"), None), "ab");
}
