//! What breaks other tools goes through every format that is read and written: no offset shifts, nothing stays behind.

use glossator::exchange::exporter::Exported;
use glossator::exchange::filter::Filter;
use glossator::exchange::format::{FORMATS, Format};
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::proof::ComesBack;
use glossator::model::article::Article;
use glossator::model::project::{Project, Slot};
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;
use serde_json::{Value, json};

use super::{Imported, export_with, options, read_jsonl, try_read};

/// A text, and of each mark in it its start and end in code points, and the words that stand there.
type Trap = (&'static str, &'static str, &'static [(usize, usize, &'static str)]);

const TRAPS: [Trap; 14] = [
    ("joiner", "👨🏻‍🚒 firemen drive firetrucks", &[(0, 4, "👨🏻‍🚒"), (5, 12, "firemen"), (19, 29, "firetrucks")]),
    ("astral", "💩This is an annotation.", &[(12, 22, "annotation")]),
    (
        "accents",
        "Le café et le cafe\u{301}, e\u{301}te\u{301}",
        &[(3, 7, "café"), (14, 19, "cafe\u{301}"), (21, 26, "e\u{301}te\u{301}")],
    ),
    (
        "crlf",
        "Maren said\r\nno.\r\n\r\nReyk\tsaid yes.\r\n",
        &[(0, 5, "Maren"), (12, 14, "no"), (19, 23, "Reyk"), (29, 32, "yes")],
    ),
    (
        "spaces",
        "\u{a0}In\u{a0}Lisk\u{2028}next to\u{2029}Tolm\u{85}end\u{200b} \n",
        &[(4, 8, "Lisk"), (17, 21, "Tolm"), (22, 25, "end")],
    ),
    ("white", " \t\r\n\u{a0}\u{2028}\n", &[]),
    ("empty", "", &[]),
    (
        "thrice",
        "β-catenin\nβ-catenin\nβ-catenin",
        &[(0, 9, "β-catenin"), (10, 19, "β-catenin"), (20, 29, "β-catenin")],
    ),
    ("inside", "Kundennummer2785708 and 0Even", &[(12, 19, "2785708"), (25, 29, "Even")]),
    ("arabic", "قوات سوريا، 1,200 מקום", &[(5, 10, "سوريا"), (12, 17, "1,200"), (18, 22, "מקום")]),
    ("devanagari", "क्षत्रिय ने कहा।", &[(0, 8, "क्षत्रिय"), (12, 15, "कहा")]),
    ("chinese", "叙利亚政府军宣布胜利。", &[(0, 3, "叙利亚"), (3, 6, "政府军")]),
    (
        "separators",
        "a\u{b}b\u{c}c\u{1c}d \"q\" <i> & \\n ' | # _",
        &[(2, 3, "b"), (4, 5, "c"), (9, 10, "q"), (13, 14, "i")],
    ),
    ("end", "Halvard fell to Lisk", &[(0, 7, "Halvard"), (16, 20, "Lisk")]),
];

fn project() -> Project {
    // Formats of a file or a record for each layer have one of each article.
    let done = json!({"entity": "done"});
    let lines: Vec<String> = TRAPS
        .iter()
        .map(|(id, text, marks)| {
            let mark = |(number, (start, end, words)): (usize, &(usize, usize, &str))| {
                json!({"id": format!("m{number}"), "layer": "entity", "label": "Person", "start": start, "end": end, "text": words})
            };
            let marks: Vec<Value> = marks.iter().enumerate().map(mark).collect();
            json!({"id": id, "text": text, "annotators": {"ana": {"status": done}}, "annotations": marks}).to_string()
        })
        .collect();
    let imported = read_jsonl(&lines.join("\n")).unwrap();
    assert_eq!(imported.warnings, []);
    imported.into_project()
}

/// The formats of which marks come back.
fn read_and_written() -> impl Iterator<Item = &'static Format> {
    let comes_back = |format: &&Format| {
        let reads = format.importer.is_some() && format.export.is_some();
        reads && format.comes_back != ComesBack::Nothing && !["txt", "md"].contains(&format.id)
    };
    FORMATS.iter().copied().filter(comes_back)
}

/// Exports `project` and imports it into an empty one.
fn there_and_back(project: &Project, format: &'static Format, unit: OffsetUnit) -> (Imported, Exported) {
    let wanted = ExportOptions { offsets: unit, ..ExportOptions::default() };
    let (files, exported) = export_with(project, format.id, &Filter::default(), &wanted);
    let name = format!("all{}", format.pattern.trim_start_matches('*'));
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(file, bytes)| (if file.is_empty() { name.as_str() } else { file.as_str() }, bytes.as_slice()))
        .collect();
    let chosen = ImportOptions { format: Some(format), ..options() };
    let imported = try_read(&files, &chosen, SchemaGrowth::new(Schema::default()));
    (imported.unwrap_or_else(|error| panic!("{}: {error}", format.id)), exported)
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of an article and its marks with their starts, as far as `comes_back` promises them.
fn facts(article: &Article, comes_back: ComesBack) -> (String, Vec<(String, Option<usize>)>) {
    let body = article.body();
    let start = |byte| body.offsets().from_byte(body.text(), OffsetUnit::CodePoint, byte).unwrap();
    let marks = article.annotations_in_order();
    let exact = matches!(comes_back, ComesBack::Texts | ComesBack::Everything);
    let marks = marks.iter().map(|mark| {
        let words = body.quote(mark.spans.hull());
        if exact {
            (words.to_owned(), Some(start(mark.spans.start())))
        } else {
            (without_spaces(words), None)
        }
    });
    let text = if exact { body.text().to_owned() } else { without_spaces(body.text()) };
    (text, marks.collect())
}

#[test]
fn texts_that_break_other_tools_go_through_every_format() {
    let project = project();
    let articles = || project.articles().values().filter_map(Slot::loaded);
    for format in read_and_written() {
        for unit in [OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte] {
            let (imported, exported) = there_and_back(&project, format, unit);
            // Nothing is lost but articles without a word, where the format cannot have them, and those are told.
            let lost: Vec<&str> = exported
                .losses
                .iter()
                .flat_map(|(_, lost)| &lost.listed)
                .map(|loss| loss.article.as_str())
                .collect();
            let spared = if format.carries.empty_documents { &[][..] } else { &["empty", "white"] };
            assert!(lost.iter().all(|id| spared.contains(id)), "{}: {:?}", format.id, exported.losses);
            let mut expected: Vec<_> = articles()
                .filter(|article| !lost.contains(&article.id().as_str()))
                .map(|article| facts(article, format.comes_back))
                .collect();
            let mut found: Vec<_> = imported
                .articles
                .iter()
                .map(|incoming| facts(&incoming.article, format.comes_back))
                .collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{} ({unit})", format.id);
        }
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_with_the_byte_and_the_encodings_that_fit() {
    let line = json!({"id": "a", "text": "Maren drank café in Lisk.", "annotators": {"ana": {"status": {"entity": "done"}}},
        "annotations": [{"id": "m", "layer": "entity", "label": "Person", "start": 0, "end": 5}]});
    let project = read_jsonl(&line.to_string()).unwrap().into_project();
    let mut tried = 0;
    for format in read_and_written() {
        let (files, _) = export_with(&project, format.id, &Filter::default(), &ExportOptions::default());
        // Files of Latin-1 hold the one byte wherever the letter stands.
        let damaged = |bytes: &[u8]| -> Vec<u8> {
            let letters = bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
            letters
                .flat_map(|letter| if letter == 'é' { vec![0xe9] } else { letter.to_string().into_bytes() })
                .collect()
        };
        // Packed files have no text to damage.
        if !files.values().any(|bytes| str::from_utf8(bytes).is_ok_and(|text| text.contains("café"))) {
            continue;
        }
        tried += 1;
        let name = format!("all{}", format.pattern.trim_start_matches('*'));
        let files: Vec<(&str, Vec<u8>)> = files
            .iter()
            .map(|(file, bytes)| (if file.is_empty() { &name } else { file }.as_str(), damaged(bytes)))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let chosen = ImportOptions { format: Some(format), ..options() };
        let error = try_read(&files, &chosen, SchemaGrowth::new(Schema::default())).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("(0xe9) is not valid UTF-8"), "{}: {error}", format.id);
        let hint = error.hint().unwrap_or_default();
        assert!(hint.contains("windows-1252"), "{}: {hint}", format.id);
    }
    assert!(tried >= 9, "{tried}");
}

#[test]
fn as_many_articles_come_in_as_went_out() {
    let lines: Vec<String> = (0..1_500)
        .map(|number| {
            let text = format!("Line {number}: Maren 👩🏽‍🚒 {number}");
            let marks = json!([{"id": "m", "layer": "entity", "label": "Person", "start": text.find("Maren"), "end": text.find("Maren").unwrap() + 5}]);
            json!({"id": format!("s{number}"), "text": text, "annotators": {"ana": {"status": {"entity": "done"}}}, "annotations": marks}).to_string()
        })
        .collect();
    let project = read_jsonl(&lines.join("\n")).unwrap().into_project();
    for format in read_and_written() {
        let (imported, _) = there_and_back(&project, format, OffsetUnit::CodePoint);
        let marks: usize =
            imported.articles.iter().map(|incoming| incoming.article.annotations_in_order().len()).sum();
        assert_eq!((imported.articles.len(), marks), (1_500, 1_500), "{}", format.id);
    }
}
