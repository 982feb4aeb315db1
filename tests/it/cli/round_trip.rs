//! Articles are imported, annotated, exported, imported into a second project and exported again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::harness::Scratch;

/// Articles from a folder beside the repository if it is there, else those of the example project.
pub(super) fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = root.join("../shared/articles");
    let folder = if beside.is_dir() { beside } else { root.join("projects/lisk-dam/articles") };
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt")).collect();
    paths.sort();
    paths.truncate(5);
    assert_eq!(paths.len(), 5);
    paths
}

/// Words of at least four letters: start and end in code points, and the word.
fn words(text: &str) -> Vec<(usize, usize, String)> {
    let mut words = Vec::new();
    let mut word = String::new();
    for (place, letter) in text.chars().chain([' ']).enumerate() {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        let length = word.chars().count();
        if length >= 4 {
            words.push((place - length, place, word.clone()));
        }
        word.clear();
    }
    words
}

/// Commands that use every kind of record in one article; the prefix keeps ids of the register apart.
pub(super) fn commands(id: &str, text: &str, number: usize) -> Vec<Value> {
    let words = words(text);
    let word = |index: usize| &words[index * words.len() / 24];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (.., word) in &words {
        *counts.entry(word).or_default() += 1;
    }
    let (frequent, _) = counts.iter().max_by_key(|(_, count)| **count).unwrap();
    let mark = |name: &str, layer: &str, label: &str, from: usize, to: usize| {
        json!({"command": "annotation.add", "article": id, "id": name, "layer": layer, "label": label,
            "start": word(from).0, "end": word(to).1, "exact": true})
    };
    let of = |command: &str, extra: Value| {
        let mut object = json!({"command": command, "article": id});
        for (key, value) in extra.as_object().unwrap() {
            object[key] = value.clone();
        }
        object
    };
    let (entity, claim) = (format!("e{number}"), format!("c{number}"));
    let labels = ["Person", "Organization", "Political place", "Facility"];
    let mut commands: Vec<Value> =
        (0..12).map(|index| mark(&format!("m{index}"), "entity", labels[index % 4], index, index)).collect();
    commands.extend([
        of("annotation.mark_all", json!({"text": frequent, "layer": "entity", "label": "Product"})),
        of("annotation.relabel", json!({"id": "m1", "layer": "entity", "label": "Law"})),
        of("annotation.add_span", json!({"id": "m2", "start": word(20).0, "end": word(20).1})),
        of("annotation.move_edge", json!({"id": "m3", "edge": "end", "direction": "forward"})),
        of("annotation.delete", json!({"id": "m4"})),
        json!({"command": "undo"}),
        of("note.set", json!({"id": "m4", "note": "Ambiguous: \"he\" or she? \\ e\u{301}"})),
        of("flag.set", json!({"id": "m5", "question": "Who is meant?"})),
        of("flag.answer", json!({"id": "m5", "answer": "The minister."})),
        of("feature.set", json!({"id": "m6", "feature": "mention", "value": "nominal"})),
        mark("claim", "claim", "Claim", 13, 15),
        mark("inner", "claim", "Claim", 14, 14),
        mark("figure", "figure", "Figure", 16, 16),
        mark("base", "figure", "Figure", 17, 17),
        of("quantity.set", json!({"id": "figure", "quantity": {
            "low": 30000, "low_open": true, "point": 30000, "approximator": "more than", "kind": "count",
            "counted": {"annotation": "m7"}, "property": "displaced", "period": {"from": "2031-03", "to": "2031-03-02"},
            "base": {"figure": "base", "factor": 0.5}, "modality": "planned", "doubtful": true}})),
        of("quantity.set", json!({"id": "base", "quantity": {"low": 12.5, "high": 12.5, "kind": "percent", "unit": "%"}})),
        json!({"command": "entity.add", "id": entity, "name": word(0).2, "aliases": [word(1).2], "exact_aliases": ["IS"],
            "kind": "Person", "external": "wikidata:Q42"}),
        of("entity.link", json!({"id": "m0", "entity": entity})),
        json!({"command": "event.add", "id": format!("ev{number}"), "name": "The flood", "date": "2031-03-02", "place": "Beshlik"}),
        json!({"command": "claim.add", "id": claim, "statement": "The gate was open.", "claimant_entity": entity,
            "said_at": "2031-03-02", "types": ["causal", "event or property"], "check_worthy": true,
            "event": format!("ev{number}")}),
        of("claim.mention", json!({"id": "claim", "claim": claim})),
        of("attribution.add", json!({"id": "outer", "sources": ["m0", "m1"], "cue": "m8", "contents": ["claim"],
            "via": "in a letter", "said_at": "2031-03-02", "quote_type": "mixed", "polarity": "denies", "certainty": "hedged"})),
        of("attribution.add", json!({"id": "inside", "sources": ["m9"], "contents": ["inner"]})),
        of("relation.add", json!({"id": "r1", "type": "near", "from": "m0", "to": "m9"})),
        of("zone.add", json!({"id": "z1", "kind": "caption", "start": word(22).0, "end": word(23).1})),
        of("status.set", json!({"layer": "entity", "status": "done"})),
        of("status.set", json!({"layer": "claim", "status": "skipped", "reason": "too short"})),
        of("document.label", json!({"labels": ["politics"]})),
        of("metadata.set", json!({"key": "outlet", "value": "Meridian"})),
    ]);
    commands
}

#[test]
fn everything_survives_export_and_import() {
    let sources = sources();
    let scratch = Scratch::new();
    let paths: Vec<&str> = sources.iter().map(|path| path.to_str().unwrap()).collect();
    scratch.import(&paths).exits(0).prints(&["Imported 5 articles"]);
    let articles: Vec<(String, String)> = scratch
        .export(&[])
        .iter()
        .filter(|line| line["record"].is_null())
        .map(|line| (line["id"].as_str().unwrap().to_owned(), line["text"].as_str().unwrap().to_owned()))
        .collect();
    let mut all = vec![json!({"command": "relation_type.add", "name": "near"})];
    for (number, (id, text)) in articles.iter().enumerate() {
        all.extend(commands(id, text, number));
    }
    let link = json!({"command": "claim.link", "id": "l1", "from": "c1", "to": "c0", "type": "contradicts"});
    let undo = json!({"command": "undo"});
    let redo = json!({"command": "redo"});
    // Back over the edge of the last article into the one before, and forth again.
    let own = commands(&articles[4].0, &articles[4].1, 4).len();
    all.extend([vec![link], vec![undo; own], vec![redo; own]].concat());
    scratch.does(&all);
    let second = json!({"command": "annotation.add", "article": articles[0].0, "id": "of-ben", "layer": "entity",
        "label": "Work", "start": 0, "end": 3, "exact": true});
    scratch.run_as("ben", &[second], 0);
    scratch.check().exits(0).prints(&["nothing wrong"]);

    let first = scratch.export_bytes(&[]);
    let lines = scratch.export(&[]);
    let count: usize = lines.iter().filter_map(|line| line["annotations"].as_array()).map(Vec::len).sum();
    assert!(count >= 60, "only {count} marks");
    let other = Scratch::new();
    let file = other.file("first.jsonl", &first);
    other.import(&[&file]).exits(0).prints(&["Imported 5 articles"]);
    other.check().exits(0).prints(&["nothing wrong"]);
    for (source, (id, _)) in sources.iter().zip(&articles) {
        let original = fs::read(source).unwrap();
        for project in [&scratch, &other] {
            let listed = project.files();
            let bodies = listed.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "txt"));
            assert!(bodies.clone().any(|(_, bytes)| *bytes == original), "the text of {id} changed");
        }
    }
    assert!(other.export_bytes(&[]) == first, "the second export differs from the first");
    // Importing it again changes nothing.
    let before = other.files();
    other.import(&[&file]).exits(0).prints(&["changed 0, left 5"]);
    assert_eq!(other.files(), before);
    // In other units the same records come back.
    for unit in ["utf-16", "bytes"] {
        let third = Scratch::new();
        let file = third.file("export.jsonl", scratch.export_bytes(&["--offsets", unit]));
        third.import(&[&file]).exits(0);
        assert!(third.export_bytes(&[]) == first, "offsets in {unit} lost something");
    }
}

#[test]
fn an_export_can_be_narrowed() {
    let scratch = Scratch::with("One two three.");
    let mark = |id: &str, layer: &str, label: &str, start: usize, end: usize| json!({"command": "annotation.add", "article": "a", "id": id, "layer": layer, "label": label, "start": start, "end": end});
    let all = json!({"command": "annotation.mark_all", "article": "a", "text": "three", "layer": "entity", "label": "Law"});
    scratch.does(&[
        mark("m1", "entity", "Person", 0, 3),
        mark("c1", "claim", "Claim", 0, 13),
        json!({"command": "status.set", "article": "a", "layer": "entity", "status": "done"}),
        all,
    ]);
    scratch.run_as("ben", &[mark("m2", "entity", "Work", 4, 7)], 0);
    let ids = |arguments: &[&str]| -> Vec<String> {
        let lines = scratch.export(arguments);
        let mut ids: Vec<String> = super::harness::marks(&lines[0]).into_iter().map(|(id, ..)| id).collect();
        ids.retain(|id| id.len() == 2);
        ids.sort();
        ids
    };
    assert_eq!(ids(&[]), ["c1", "m1", "m2"]);
    assert_eq!(ids(&["--annotator", "ben"]), ["m2"]);
    assert_eq!(ids(&["--layer", "claim"]), ["c1"]);
    assert_eq!(ids(&["--layer", "Entities"]), ["m1", "m2"]);
    assert_eq!(ids(&["--annotator", "ana", "--layer", "entity", "--status", "done"]), ["m1"]);
    assert_eq!(ids(&["--origin", "bulk"]), Vec::<String>::new());
    assert_eq!(ids(&["--origin", "hand"]), ["c1", "m1", "m2"]);
}
