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

/// Files of the window whose strings are sentences all the same.
const EXCEPTIONS: [(&str, &str); 4] = [
    ("ui/commands.rs", "the table of commands, which the manual reads as well"),
    ("ui/fonts.rs", "names of typefaces"),
    ("ui/keys/manual.rs", "a page of the manual"),
    ("ui/ledger/svg.rs", "markup"),
];

/// The string literals of `source`, each with what stands before it in its line. Comments and tests are left out.
fn literals(source: &str) -> Vec<(&str, &str)> {
    let source = source.split("\nmod tests {").next().unwrap_or_default();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = source[at..].find(['"', '/', '\'']).map(|next| at + next) {
        let rest = &source[next..];
        at = next + 1;
        if rest.starts_with("//") {
            at = next + rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            at = next + rest[1..].find('\'').unwrap() + 2;
        } else if let Some(inside) = rest.strip_prefix('"') {
            let mut is_escaped = false;
            let end = inside.find(|letter| {
                let ends = letter == '"' && !is_escaped;
                is_escaped = letter == '\\' && !is_escaped;
                ends
            });
            let end = end.unwrap_or(inside.len());
            let line = source[..next].rfind('\n').map_or(0, |end| end + 1);
            found.push((&source[line..next], &inside[..end]));
            at = (next + end + 2).min(source.len());
        }
    }
    found
}

/// Whether two words follow one another in `text`: ids, keys and patterns have no spaces.
fn reads_as_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let letters = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_word = |word: &str| letters(word) > 1 && !word.contains('{');
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

fn check_folder(folder: &Path, seen: &mut usize, wrong: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            check_folder(&path, seen, wrong);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let is_exception = EXCEPTIONS.iter().any(|(name, _)| path.ends_with(name));
            for (before, text) in literals(&source) {
                // Why a lint is broken, what a program that breaks says, and documentation made by a macro.
                let is_for_engineers =
                    ["reason = ", ".expect(", "doc = "].iter().any(|word| before.contains(word));
                *seen += usize::from(reads_as_sentence(text));
                if reads_as_sentence(text) && !is_exception && !is_for_engineers {
                    wrong.push(format!("{}: {text:?}", path.display()));
                }
            }
        }
    }
}

#[test]
fn no_sentence_of_the_window_stands_in_its_code() {
    let (mut seen, mut wrong) = (0, Vec::new());
    check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut seen, &mut wrong);
    assert!(wrong.is_empty(), "they belong into assets/texts/en.ftl: {wrong:#?}");
    assert!(seen > 40, "the table of commands alone has more than {seen}");
    let source = "// \"not this one\"\nlet a = '\"';\nsay(\"this \\\"is {one}\");\n#[cfg(test)]\nmod tests { \"nor this one\" }";
    assert_eq!(literals(source), [("say(", "this \\\"is {one}")]);
}
