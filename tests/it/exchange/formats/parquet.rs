//! Tables of articles, marks and relations, read with the library of the Apache project.

use std::collections::BTreeMap;
use std::io::Write as _;

use glossator::exchange::filter::Filter;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::splits::{GroupBy, SplitOptions};
use glossator::model::project::Project;
use glossator::text::offsets::OffsetUnit;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

use super::{article, mark, project};
use crate::exchange::export_with;

/// A file: what its offsets count, and its rows as JSON.
type Table = (String, Vec<Value>);

fn read(bytes: &[u8]) -> Table {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let pairs = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let offsets = pairs.iter().find(|pair| pair.key == "offsets").unwrap().value.clone().unwrap();
    let mut json = arrow_json::LineDelimitedWriter::new(Vec::new());
    reader.build().unwrap().for_each(|batch| json.write(&batch.unwrap()).unwrap());
    let rows = String::from_utf8(json.into_inner()).unwrap();
    (offsets, rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect())
}

fn tables(project: &Project, options: &ExportOptions) -> BTreeMap<String, Table> {
    let (files, exported) = export_with(project, "parquet", &Filter::default(), options);
    assert!(exported.losses.is_empty(), "{:?}", exported.losses);
    let is_table =
        |name: &String| std::path::Path::new(name).extension().is_some_and(|ending| ending == "parquet");
    files.into_iter().filter(|(name, _)| is_table(name)).map(|(name, bytes)| (name, read(&bytes))).collect()
}

const TEXT: &str = "👨🏻‍🚒 e\u{301}te\u{301} in New, old إقليم ليسك\r\nat the end";

fn awkward() -> Project {
    let mut torn = mark("torn", "entity", "Place", TEXT, "New, old");
    let start = torn["start"].as_u64().unwrap();
    torn["fragments"] = json!([[start, start + 3], [start + 5, start + 8]]);
    torn["features"] = json!({"kind": "name"});
    let mut line = article(
        "a",
        TEXT,
        &[
            mark("fire", "entity", "Person", TEXT, "👨🏻‍🚒"),
            torn,
            mark("crossing", "claim", "Claim", TEXT, "old إقليم"),
            mark("last", "figure", "Figure", TEXT, "end"),
        ],
    );
    line["outlet"] = json!("Meridian");
    line["relations"] = json!([{"id": "r", "type": "in", "from": "fire", "to": "torn", "annotator": "ana"}]);
    project(&[line, article("empty", "", &[])])
}

#[test]
fn the_tables_hold_what_was_marked_in_the_unit_that_was_asked_for() {
    let letters: Vec<char> = TEXT.chars().collect();
    let units: Vec<u16> = TEXT.encode_utf16().collect();
    for (offsets, name) in [
        (OffsetUnit::CodePoint, "code points"),
        (OffsetUnit::Utf16, "UTF-16 units"),
        (OffsetUnit::Byte, "bytes"),
    ] {
        let found = tables(&awkward(), &ExportOptions { offsets, ..ExportOptions::default() });
        let names: Vec<&String> = found.keys().collect();
        assert_eq!(names, ["articles/part-0.parquet", "marks/part-0.parquet", "relations/part-0.parquet"]);
        assert!(found.values().all(|(unit, _)| unit == name), "{found:?}");
        let (_, articles) = &found["articles/part-0.parquet"];
        assert_eq!(articles.iter().map(|row| &row["text"]).collect::<Vec<_>>(), [TEXT, ""]);
        assert_eq!(
            (&articles[0]["outlet"], &articles[0]["complete"]),
            (&json!("Meridian"), &json!(["claim", "entity", "figure"]))
        );
        let (_, marks) = &found["marks/part-0.parquet"];
        assert_eq!(
            marks.iter().map(|row| &row["id"]).collect::<Vec<_>>(),
            ["fire", "torn", "crossing", "last"]
        );
        for row in marks {
            let [start, end] =
                ["start", "end"].map(|key| usize::try_from(row[key].as_u64().unwrap()).unwrap());
            let words = match offsets {
                OffsetUnit::CodePoint => letters[start..end].iter().collect(),
                OffsetUnit::Utf16 => String::from_utf16(&units[start..end]).unwrap(),
                OffsetUnit::Byte => TEXT[start..end].to_owned(),
            };
            assert_eq!(row["text"], words, "{name}");
            assert_eq!((&row["document"], &row["annotator"]), (&json!("a"), &json!("ana")));
        }
        assert_eq!(marks[1]["fragments"].as_array().unwrap().len(), 2);
        assert_eq!(marks[1]["features"], r#"{"kind":"name"}"#);
    }
}

#[test]
fn each_split_has_every_table_even_if_it_is_empty() {
    let lines: Vec<Value> =
        (0..4).map(|number| article(&format!("a{number}"), &format!("Text {number}."), &[])).collect();
    let split =
        SplitOptions { shares: "train=75,test=25".parse().unwrap(), seed: 0, group_by: GroupBy::None };
    let found = tables(&project(&lines), &ExportOptions { split: Some(split), ..ExportOptions::default() });
    let counts: Vec<(&str, usize)> =
        found.iter().map(|(name, (_, rows))| (name.as_str(), rows.len())).collect();
    assert_eq!(
        counts,
        [
            ("articles/split=test/part-0.parquet", 1),
            ("articles/split=train/part-0.parquet", 3),
            ("marks/split=test/part-0.parquet", 0),
            ("marks/split=train/part-0.parquet", 0),
            ("relations/split=test/part-0.parquet", 0),
            ("relations/split=train/part-0.parquet", 0),
        ]
    );
}

#[test]
fn relations_name_their_ends_by_the_ids_of_marks() {
    let found = tables(&awkward(), &ExportOptions::default());
    let (_, rows) = &found["relations/part-0.parquet"];
    let row = json!({"document": "a", "article": "a", "annotator": "ana", "id": "r", "type": "in", "head": "fire",
        "tail": "torn", "features": "{}"});
    assert_eq!(*rows, [row]);
}
