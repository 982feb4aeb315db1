//! Any bytes as a text file in any encoding: refused or read, and then kept as it is by every export of texts.
//!
//! The first byte chooses the kind of file and the encoding.
#![no_main]

use glossator::exchange::importer::ImportOptions;
use glossator::model::project::Project;
use glossator::text::offsets::OffsetUnit;
use glossator_fuzz::{assert_same, assert_stable, export, read};
use libfuzzer_sys::fuzz_target;

const ENCODINGS: [Option<&str>; 8] = [
    None,
    Some("utf-8"),
    Some("utf-16le"),
    Some("utf-16be"),
    Some("windows-1252"),
    Some("gb18030"),
    Some("iso-2022-jp"),
    Some("no such encoding"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let (name, format) = if choice & 1 == 0 { ("a.txt", "txt") } else { ("a.md", "md") };
    let encoding = ENCODINGS[usize::from(choice >> 1) % ENCODINGS.len()].map(str::to_owned);
    let options = ImportOptions { encoding, ..ImportOptions::by("ana".into()) };
    let Ok(Some(project)) = read(&[(name, bytes)], &options) else { return };
    assert_stable(&project, OffsetUnit::CodePoint);
    let body = body(&project);
    let files = export(&project, format, OffsetUnit::CodePoint);
    assert_eq!(files.len(), 1);
    // A body that begins with a byte order mark of its own has another one before it, for readers to take away.
    let mark = if body.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    assert_same(&files[0].1, format!("{mark}{body}").as_bytes());
    // Who has named an encoding has said that it is a text, whatever signs are in it, and says so again.
    let named = options.encoding.is_some().then(|| "utf-8".to_owned());
    let options = ImportOptions { encoding: named, ..ImportOptions::by("ana".into()) };
    let again = read(&[(name, &files[0].1)], &options);
    let again = again.expect("a text that was written can be read").expect("it holds together");
    assert_same(self::body(&again).as_bytes(), body.as_bytes());
});

fn body(project: &Project) -> String {
    let article = project.article(&"a".into()).expect("an article is named after its file");
    article.body().text().to_owned()
}
