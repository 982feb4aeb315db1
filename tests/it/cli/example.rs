//! The example project: a golden file for the file format, and what its README promises to show.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::harness::glossator;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/lisk-dam")
}

/// Every file of the project in `folder`, by path below it, without what belongs to one machine.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && path.file_name().is_some_and(|name| name != ".glossator") {
                folders.push(path);
            } else if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The lines of the example's export.
fn lines() -> Vec<Value> {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out.jsonl");
    glossator(&["export", example().to_str().unwrap(), "--to", "jsonl", "--out", out.to_str().unwrap()])
        .exits(0);
    fs::read_to_string(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn nothing_is_wrong_with_the_example() {
    glossator(&["check", example().to_str().unwrap()]).exits(0).prints(&["9 articles: nothing wrong"]);
}

#[test]
fn the_example_is_written_again_byte_for_byte_after_export_and_import() {
    let dir = tempfile::tempdir().unwrap();
    let (out, again) = (dir.path().join("out.jsonl"), dir.path().join("again"));
    let (out, again_text) = (out.to_str().unwrap(), again.to_str().unwrap());
    glossator(&["export", example().to_str().unwrap(), "--to", "jsonl", "--out", out]).exits(0);
    glossator(&["new", again_text, "--name", "The Lisk dam"]).exits(0);
    glossator(&["import", again_text, out]).exits(0);
    let (expected, written) = (files(&example()), files(&again));
    assert_eq!(written.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, text) in &expected {
        assert!(written[name] == *text, "{} differs", name.display());
    }
}

#[test]
fn the_example_shows_what_its_readme_says() {
    let lines = lines();
    let articles: Vec<&Value> = lines.iter().filter(|line| line["record"].is_null()).collect();
    assert!(articles.len() >= 8);
    let distinct =
        |key: &str| articles.iter().map(|article| article[key].as_str().unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(distinct("outlet").len(), 5);
    assert!(distinct("language").is_superset(&BTreeSet::from(["ar", "en", "es"])));
    let days: BTreeSet<&str> = distinct("published").into_iter().map(|moment| &moment[..10]).collect();
    assert_eq!(days.len(), 4);
    for article in &articles {
        let words = article["text"].as_str().unwrap().split_whitespace().count();
        assert!((300..=700).contains(&words), "{} has {words} words", article["id"]);
        for layer in ["entity", "claim", "figure"] {
            assert_eq!(article["annotators"]["ana"]["status"][layer], "done");
        }
    }
    let words: BTreeSet<&str> = articles
        .iter()
        .flat_map(|article| article["annotations"].as_array().unwrap())
        .filter_map(|annotation| annotation["quantity"]["approximator"].as_str())
        .collect();
    assert!(words.is_superset(&BTreeSet::from([
        "more than",
        "about",
        "between",
        "no fewer than",
        "no more than"
    ])));
    let polarities: BTreeSet<&str> = articles
        .iter()
        .flat_map(|article| article["attributions"].as_array().unwrap())
        .map(|attribution| attribution["polarity"].as_str().unwrap())
        .collect();
    assert_eq!(polarities, BTreeSet::from(["affirms", "denies", "questions", "withholds"]));
    let links: BTreeSet<&str> = lines
        .iter()
        .filter(|line| line["record"] == "claim_link")
        .map(|line| line["type"].as_str().unwrap())
        .collect();
    assert!(links.is_superset(&BTreeSet::from(["contradicts", "corrects", "supports", "updates"])));
}

#[test]
fn every_figure_of_the_example_has_a_value_and_every_mention_by_name_an_entity() {
    for line in lines().iter().filter(|line| line["record"].is_null()) {
        for annotation in line["annotations"].as_array().unwrap() {
            match annotation["layer"].as_str().unwrap() {
                "figure" => assert!(annotation["quantity"].is_object(), "{annotation}"),
                "entity" if annotation["features"]["mention"] == "name" => {
                    assert!(annotation["entity"].is_string(), "{annotation}");
                }
                _ => {}
            }
        }
    }
}
