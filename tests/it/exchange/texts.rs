//! Plain text and Markdown, folders of them, and tables of metadata.

use glossator::exchange::filter::Filter;
use glossator::exchange::format::{FORMATS, find};
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions};
use glossator::exchange::metadata_table::MetadataTable;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;

use super::{Imported, export, options, read_jsonl, try_read};

fn read(files: &[(&str, &[u8])], options: &ImportOptions) -> Result<Imported, ImportError> {
    try_read(files, options, SchemaGrowth::new(Schema::default()))
}

/// The message of an error and its hint.
fn failure(files: &[(&str, &[u8])]) -> (String, String) {
    let error = read(files, &options()).map(|_| ()).unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

const TEXTS: [&str; 8] = [
    "",
    " \t\r\n\u{a0}\u{2028}\n",
    "One\r\nTwo\rThree\n\n",
    "é and e\u{301} are two spellings\n",
    "👨🏻‍🚒 firemen\u{2029}\u{85}\u{b}\u{c}",
    "قوات سوريا\u{200f} 1,200 שלום",
    "क्षत्रिय 叙利亚",
    "\u{feff}after a second mark",
];

#[test]
fn a_text_survives_to_the_byte_and_a_byte_order_mark_is_no_part_of_it() {
    for text in TEXTS {
        for mark in ["", "\u{feff}"] {
            // A mark at the start of the file would be taken for the one that is none of the text.
            if mark.is_empty() && text.starts_with('\u{feff}') {
                continue;
            }
            let bytes = format!("{mark}{text}");
            let imported = read(&[("news/one.txt", bytes.as_bytes())], &options()).unwrap();
            assert_eq!(imported.only().body().text(), text);
            assert_eq!(imported.only().id().as_str(), "one");
            assert!(imported.warnings.is_empty());
            let (files, losses) =
                export(&imported.into_project(), "txt", &Filter::default(), OffsetUnit::Byte);
            // A text that begins with a mark of its own has another one before it, for readers to take away.
            let own = if text.starts_with('\u{feff}') { mark } else { "" };
            assert_eq!(files["one.txt"], format!("{own}{text}").as_bytes());
            assert!(losses.is_empty());
        }
    }
}

#[test]
fn a_folder_gives_an_article_for_each_text_and_says_what_it_left_out() {
    let files: [(&str, &[u8]); 4] = [
        ("a.TXT", b"Skip to content\n\nHeadline A\n\nText"),
        ("sub/b.md", b"---\ntitle: B\n---\n\n# Heading"),
        ("sub/c.markdown", b"## Heading C ##\n"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0"),
    ];
    let imported = read(&files, &options()).unwrap();
    let mut titles: Vec<_> = imported
        .articles
        .iter()
        .map(|incoming| {
            (incoming.article.id().as_str(), incoming.article.metadata().title.as_deref().unwrap())
        })
        .collect();
    titles.sort_unstable();
    assert_eq!(titles, [("a", "Headline A"), ("b", "B"), ("c", "Heading C")]);
    assert_eq!(imported.warnings.len(), 1);
    assert_eq!(imported.warnings[0].place.file, "photo.png");
}

#[test]
fn two_files_with_one_stem_are_refused_by_name() {
    let (message, hint) = failure(&[("x/a.txt", b"1"), ("y/a.md", b"2")]);
    assert_eq!(message, "article a is there twice: the first is in y/a.md (x/a.txt)");
    assert!(hint.contains("rename one of the two"));
}

#[test]
fn what_is_no_text_is_refused_with_a_way_out() {
    let (message, hint) = failure(&[("a.txt", b"Neuch\xe2tel caf\xe9")]);
    assert_eq!(message, "byte 5 (0xe2) is not valid UTF-8 (a.txt)");
    assert!(
        hint.starts_with("name its encoding with --encoding; these fit: windows-1252 (Neuchâtel café)"),
        "{hint}"
    );
    let (message, _) = failure(&[("a.txt", b"PK\x03\x04\0\0")]);
    assert_eq!(message, "byte 4 is 0x00, which no text has: this is a binary file (a.txt)");
    let (message, hint) = failure(&[("a.xyz", b"text")]);
    assert_eq!(message, "no format is known for such a file (a.xyz)");
    assert!(hint.contains("--from"));

    let named = ImportOptions { encoding: Some("windows-1251".to_owned()), format: find("txt"), ..options() };
    let imported = read(&[("a.xyz", b"\xd1\xe8\xf0\xe8\xff")], &named).unwrap();
    assert_eq!(imported.only().body().text(), "Сирия");
}

#[test]
fn a_table_adds_what_is_known_and_names_what_it_could_not_join() {
    let table = b"file;outlet;date;title;desk\na.txt;NBC;2019-03-23;;World\nmissing.txt;x;;;\n";
    let table = MetadataTable::parse("meta.csv", table, None).unwrap();
    let options = ImportOptions { metadata: Some(table), ..options() };
    let files: [(&str, &[u8]); 3] = [("a.txt", b"Headline"), ("b.txt", b"Other"), ("meta.csv", b"ignored")];
    let imported = read(&files, &options).unwrap();
    let metadata = imported.articles[0].article.metadata();
    assert_eq!((metadata.outlet.as_deref(), metadata.title.as_deref()), (Some("NBC"), Some("Headline")));
    assert_eq!(metadata.published.unwrap().to_string(), "2019-03-23");
    let warnings: Vec<String> =
        imported.warnings.iter().map(|warning| format!("{}: {}", warning.place, warning.message)).collect();
    assert_eq!(
        warnings,
        [
            "b.txt: the table of metadata has no row for it",
            "meta.csv, line 3: no article is called \"missing.txt\"",
        ]
    );
}

#[test]
fn a_text_file_holds_no_marks_and_the_export_says_so() {
    let line = r#"{"id": "../A:1", "text": "Ana met Ben", "outlet": "NBC",
        "annotations": [{"start": 0, "end": 3}, {"start": 8, "end": 11}]}"#
        .replace('\n', " ");
    let lines = format!("{line}\n{{\"id\": \"_a_1\", \"text\": \"\"}}");
    let project = read_jsonl(&lines).unwrap().into_project();
    let (files, losses) = export(&project, "md", &Filter::default(), OffsetUnit::CodePoint);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["_A_1.md", "_a_1-2.md"]);
    let lost: Vec<_> = losses.iter().map(|(reason, lost)| (reason, lost.count)).collect();
    assert_eq!(lost, [("an article id that cannot be a file name", 2), ("marks", 2), ("metadata", 1)]);
    let marks = losses.iter().find(|(reason, _)| *reason == "marks").unwrap().1;
    assert_eq!(marks.listed[1].quote, "Ben");
}

#[test]
fn every_format_has_a_name_of_its_own_and_does_something() {
    for format in FORMATS {
        assert_eq!(find(format.id).map(|found| found.name), Some(format.name));
        assert!(format.importer.is_some() || format.export.is_some(), "{format:?}");
        assert!(format.pattern.starts_with("*."), "{format:?}");
    }
}
