//! The words of the window.

use std::collections::BTreeSet;
use std::path::Path;

use glossator::ui::texts::Texts;

/// The ids that `source` asks for: the first string after `texts.get(` and the like, and what stands in tables of ids.
fn asked(source: &str) -> Vec<String> {
    let calls = [".get(\"", ".count(\"", ".name(\"", ".with(\""];
    let after = calls.iter().flat_map(|call| {
        let call = format!("texts{call}");
        source.split(call.as_str()).skip(1).map(str::to_owned).collect::<Vec<_>>()
    });
    after.filter_map(|rest| rest.split_once('"').map(|(id, _)| id.to_owned())).collect()
}

fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            *found += &std::fs::read_to_string(&path).unwrap();
        }
    }
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut source);
    let texts = Texts::default();
    let ids: BTreeSet<String> = asked(&source).into_iter().collect();
    assert!(ids.len() > 20, "{ids:?}");
    let missing: Vec<&String> = ids.iter().filter(|id| !texts.has(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
