//! The table of commands as a whole.

use std::collections::BTreeMap;

use glossator::session::command::docs;
use glossator::session::command::kind::CommandKind;
use glossator::session::command::spec::{Context, Spec};

fn specs() -> impl Iterator<Item = &'static Spec> {
    CommandKind::ALL.iter().map(|kind| kind.spec())
}

#[test]
fn ids_are_unique_and_well_formed() {
    let mut seen = std::collections::BTreeSet::new();
    for spec in specs() {
        assert!(seen.insert(spec.id), "{} stands there twice", spec.id);
        let parts: Vec<&str> = spec.id.split('.').collect();
        let is_word =
            |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(parts.len() <= 2 && parts.iter().all(is_word), "{}", spec.id);
        assert_eq!(CommandKind::find(spec.id).unwrap().spec().id, spec.id);
    }
    assert!(CommandKind::find("annotation.ad").unwrap_err().hints[0].contains("annotation.add"));
    assert_eq!(CommandKind::find("relabel").unwrap_err().hints, ["There are annotation.relabel"]);
    assert!(CommandKind::find("make coffee").unwrap_err().hints.is_empty());
}

#[test]
fn every_command_says_what_it_does() {
    for spec in specs() {
        for words in
            [spec.text, spec.tooltip].into_iter().chain(spec.parameters.iter().map(|known| known.doc))
        {
            let first = words.chars().next().unwrap_or_else(|| panic!("{} is not documented", spec.id));
            assert!(first.is_uppercase() || words.starts_with("title,"), "{}: {words:?}", spec.id);
            assert!(!words.ends_with('.'), "{}: {words:?}", spec.id);
        }
        assert!(!spec.text.contains(':'), "{}: {:?}", spec.id, spec.text);
        let title_case = spec.text.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
        assert!(!title_case, "{}: {:?}", spec.id, spec.text);
    }
}

#[test]
fn a_text_ends_with_dots_where_more_is_asked_for() {
    for spec in specs().filter(|spec| spec.parameters.iter().any(|parameter| parameter.required)) {
        assert!(spec.text.ends_with('…'), "{} asks for more", spec.id);
    }
}

#[test]
fn no_two_commands_share_a_key() {
    let mut known: BTreeMap<&str, Vec<&Spec>> = BTreeMap::new();
    for spec in specs() {
        spec.keys.iter().for_each(|key| known.entry(key).or_default().push(spec));
    }
    for (key, specs) in known {
        let window = specs.iter().filter(|spec| spec.context == Context::Window).count();
        assert!(specs.len() == 1 || (window == 0 && specs.len() <= 1), "{key} has several commands");
    }
}

#[test]
fn bare_letters_belong_to_labels() {
    for spec in specs() {
        for key in spec.keys {
            assert!(key.chars().count() > 1 || !key.chars().all(char::is_alphanumeric), "{}: {key}", spec.id);
        }
    }
}

#[test]
fn parameters_are_named_once() {
    for spec in specs() {
        let mut names: Vec<&str> = spec.parameters.iter().map(|parameter| parameter.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), spec.parameters.len(), "{}", spec.id);
    }
}

#[test]
fn the_manual_lists_every_command() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let wanted = docs::markdown();
    if written.replace("\r\n", "\n") != wanted {
        let place = std::env::temp_dir().join("glossator-commands.md");
        std::fs::File::create(&place)
            .and_then(|mut file| std::io::Write::write_all(&mut file, wanted.as_bytes()))
            .unwrap();
        panic!("docs/commands.md is out of date: replace it with {}", place.display());
    }
}
