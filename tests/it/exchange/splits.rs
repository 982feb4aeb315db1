//! Splits: what stays together, what is the same every time, and what leaks.

use std::collections::BTreeSet;

use glossator::exchange::filter::Filter;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::splits::leakage::Leakage;
use glossator::exchange::splits::{Assignment, GroupBy, SplitOptions, split};
use glossator::model::id::ArticleId;
use glossator::model::project::Project;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{export_with, read_jsonl};

fn options(shares: &str, seed: u64, group_by: GroupBy) -> SplitOptions {
    SplitOptions { shares: shares.parse().unwrap(), seed, group_by }
}

fn project(lines: &[Value]) -> Project {
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    read_jsonl(&text.join("\n")).unwrap().into_project()
}

fn splits(project: &Project, options: &SplitOptions) -> (Assignment, Leakage) {
    split(project, project.schema(), &Filter::default(), options).unwrap()
}

/// The articles of each split, joined by spaces.
fn members(assignment: &Assignment) -> Vec<String> {
    let of = |split: usize| {
        let members = assignment.articles.iter().filter(|(_, of)| **of == split);
        members.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" ")
    };
    (0..assignment.names.len()).map(of).collect()
}

/// A report of its own: no two with different numbers have three words in a row in common.
fn report(number: usize) -> String {
    let words = ["dam", "river", "vote", "strike", "court", "storm", "market", "school", "match", "harvest"];
    let word = |place: usize| format!("{}{}", words[(number + place) % words.len()], number * 31 + place);
    (0..30).map(word).collect::<Vec<_>>().join(" ")
}

/// `count` articles about different things.
fn unrelated(count: usize) -> Vec<Value> {
    (0..count).map(|number| json!({"id": format!("a{number:02}"), "text": report(number)})).collect()
}

/// An article in which these names of entities are marked.
fn naming(id: &str, names: &[&str]) -> Value {
    let mut text = String::new();
    let mut marks = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let start = text.chars().count();
        text.push_str(name);
        marks.push(
            json!({"id": format!("{id}{number}"), "layer": "entity", "label": "Person", "annotator": "ana",
            "start": start, "end": text.chars().count()}),
        );
        text.push_str(". ");
    }
    json!({"id": id, "text": text, "annotations": marks})
}

#[test]
fn the_same_seed_is_the_same_split_on_every_machine_and_in_every_release() {
    let project = project(&unrelated(10));
    let (assignment, leakage) =
        splits(&project, &options("train=60,validation=20,test=20", 7, GroupBy::Duplicates));
    assert_eq!(assignment.names, ["train", "validation", "test"]);
    assert_eq!(members(&assignment), ["a02 a03 a04 a05 a06 a07", "a00 a01", "a08 a09"]);
    assert_eq!(leakage.duplicates, 0);
    let (again, _) = splits(&project, &options("train=60,validation=20,test=20", 7, GroupBy::Duplicates));
    assert_eq!(again, assignment);
    let other = (8..12)
        .map(|seed| splits(&project, &options("train=60,validation=20,test=20", seed, GroupBy::None)).0);
    assert!(other.into_iter().any(|other| other.articles != assignment.articles));
}

#[test]
fn shares_are_kept_and_a_share_of_nothing_gets_nothing() {
    let project = project(&unrelated(20));
    let (assignment, leakage) = splits(&project, &options("train=3,spare=0,test=1", 0, GroupBy::None));
    let sizes: Vec<(&str, usize)> =
        leakage.splits.iter().map(|split| (split.name.as_str(), split.articles)).collect();
    assert_eq!(sizes, [("train", 15), ("spare", 0), ("test", 5)]);
    assert_eq!(assignment.articles.len(), 20);
}

#[test]
fn one_article_and_none_are_split_as_well() {
    for group_by in GroupBy::ALL.map(|(group_by, _)| group_by) {
        for count in [0, 1] {
            let project = project(&unrelated(count));
            let (assignment, leakage) = splits(&project, &options("train=80,test=20", 1, group_by));
            assert_eq!(assignment.articles.len(), count, "{group_by:?}");
            assert_eq!(leakage.splits.iter().map(|split| split.articles).sum::<usize>(), count);
            assert_eq!(assignment.names, ["train", "test"]);
        }
    }
}

#[test]
fn all_of_one_outlet_stays_together_whatever_its_capitals() {
    let mut lines = unrelated(8);
    for (number, line) in lines.iter_mut().enumerate() {
        line["outlet"] = json!(["Meridian", "MERIDIAN", "Radio Orlan", "La hoja"][number % 4]);
    }
    let project = project(&lines);
    for seed in 0..20 {
        let (assignment, _) = splits(&project, &options("train=50,test=50", seed, GroupBy::Outlet));
        for (one, two) in [("a00", "a01"), ("a00", "a04"), ("a00", "a05"), ("a02", "a06"), ("a03", "a07")] {
            assert_eq!(assignment.of(&one.into()), assignment.of(&two.into()), "{one} {two} {seed}");
        }
        assert_eq!(assignment.articles.values().collect::<BTreeSet<_>>().len(), 2);
    }
}

#[test]
fn by_date_what_is_trained_on_comes_before_what_is_tested_with() {
    let mut lines = unrelated(6);
    let dates = ["2031-04-07", "2031-04-05T06:00:00+02:00", "", "2031-04-05", "2031-04-09", "2031-04-06"];
    for (line, date) in lines.iter_mut().zip(dates) {
        if !date.is_empty() {
            line["published"] = json!(date);
        }
    }
    let project = project(&lines);
    let options = options("train=60,validation=20,test=20", 5, GroupBy::Date);
    let (assignment, _) = splits(&project, &options);
    assert_eq!(members(&assignment), ["a01 a02 a03 a05", "a00", "a04"]);
    assert_eq!(assignment.undated.iter().map(ArticleId::as_str).collect::<Vec<_>>(), ["a02"]);
    // Whoever exports is told.
    let options = ExportOptions { split: Some(options), ..ExportOptions::default() };
    let (_, exported) = export_with(&project, "txt", &Filter::default(), &options);
    let remarks: Vec<(&str, &str)> =
        exported.losses.remarks().map(|(reason, noted)| (reason, noted.listed[0].article.as_str())).collect();
    assert_eq!(remarks, [("articles without a date, which are in the first split", "a02")]);
}

#[test]
fn names_and_copies_that_the_first_split_shows_are_counted() {
    let mut lines = vec![
        naming("a", &["Ilsa Maren", "Bo Halvard"]),
        naming("b", &["ILSA MAREN", "Suvi Teppo"]),
        naming("c", &["Astor", "Astor"]),
    ];
    for (line, date) in lines.iter_mut().zip(["2031-01-01", "2031-01-02", "2031-01-03"]) {
        line["published"] = json!(date);
    }
    let copy = json!({"id": "d", "published": "2031-01-04", "text": report(1)});
    let original = json!({"id": "e", "published": "2031-01-01", "text": report(1).to_uppercase()});
    lines.extend([copy, original]);
    let (assignment, leakage) = splits(&project(&lines), &options("train=40,test=60", 0, GroupBy::Date));
    assert_eq!(members(&assignment), ["a e", "b c d"]);
    let rows: Vec<(usize, usize, usize)> =
        leakage.splits.iter().map(|split| (split.articles, split.names, split.seen)).collect();
    assert_eq!(rows, [(2, 2, 0), (3, 3, 1)]);
    assert_eq!(leakage.duplicates, 1);
}

#[test]
fn splits_by_entity_share_fewer_names() {
    let people = ["Maren", "Halvard", "Orsolen", "Teppo", "Astor", "Reyk"];
    // Three circles of people who never appear together.
    let lines: Vec<Value> = (0..18)
        .map(|number| {
            let circle = number % 3;
            let own = format!("Witness{number}");
            naming(&format!("a{number:02}"), &[people[2 * circle], people[2 * circle + 1], &own])
        })
        .collect();
    let project = project(&lines);
    let seen = |group_by| splits(&project, &options("train=67,test=33", 3, group_by)).1.splits[1].seen;
    assert_eq!(seen(GroupBy::Entity), 0);
    assert!(seen(GroupBy::None) > 0);
}

#[test]
fn there_is_a_file_for_each_split_and_what_all_need_once() {
    let mut lines = unrelated(4);
    for line in &mut lines {
        let done = json!({"entity": "done", "claim": "done", "figure": "done"});
        line["annotators"] = json!({"ana": {"status": done}});
    }
    let project = project(&lines);
    let options = ExportOptions {
        split: Some(options("train=50,dev=25,test=25", 0, GroupBy::Duplicates)),
        ..ExportOptions::default()
    };
    let names = |to: &str| -> Vec<String> {
        let mut files = export_with(&project, to, &Filter::default(), &options).0;
        assert!(files.remove("README.md").is_some(), "{to}");
        files.into_keys().collect()
    };
    assert_eq!(names("gliner"), ["dev.json", "test.json", "train.json"]);
    assert_eq!(names("doccano"), ["dev.jsonl", "test.jsonl", "train.jsonl"]);
    assert_eq!(names("spacy"), ["config.cfg", "dev.spacy", "test.spacy", "train.spacy"]);
    assert_eq!(
        names("label-studio"),
        ["config.xml", "dev.tasks.json", "test.tasks.json", "train.tasks.json"]
    );
    let brat = names("brat");
    assert_eq!(brat.len(), 2 + 2 * 4);
    assert_eq!(brat.iter().filter(|name| name.starts_with("train/")).count(), 4);
    // Each article is in one of them alone.
    let (mut files, _) = export_with(&project, "doccano", &Filter::default(), &options);
    files.remove("README.md");
    let lines: Vec<usize> =
        files.values().map(|bytes| String::from_utf8_lossy(bytes).lines().count()).collect();
    assert_eq!(lines, [1, 1, 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn versions_of_one_report_are_never_in_two_splits(
        seed in any::<u64>(),
        by_entity in any::<bool>(),
        count in 3_usize..12,
        updates in prop::collection::vec((0_usize..12, 1_usize..8), 1..8),
    ) {
        let mut lines = unrelated(count);
        let mut versions = Vec::new();
        for (number, (of, added)) in updates.into_iter().enumerate() {
            let of = of % count;
            // An update keeps what was known, in other capitals, and adds what became known.
            let news: Vec<String> = (0..added).map(|word| format!("news{number}x{word}")).collect();
            let id = format!("u{number}");
            lines.push(json!({"id": id, "text": format!("UPDATE: {} {}", report(of).to_uppercase(), news.join(" "))}));
            versions.push((format!("a{of:02}"), id));
        }
        let group_by = if by_entity { GroupBy::Entity } else { GroupBy::Duplicates };
        let (assignment, leakage) = splits(&project(&lines), &options("train=60,validation=20,test=20", seed, group_by));
        prop_assert_eq!(leakage.duplicates, 0);
        for (original, update) in versions {
            let of = |id: &str| assignment.of(&id.into());
            prop_assert_eq!(of(&original), of(&update), "{} {}", original, update);
        }
    }
}
