//! Data sets of the Hub, and tables of Parquet.

use glossator::exchange::filter::{Filter, StatusKind};
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::exchange::mapped::columns::ColumnMap;
use glossator::exchange::options::ExportOptions;
use glossator::model::extra::ExtraValue;
use glossator::model::project::Project;
use glossator::model::schema::Schema;

use super::{awkward, comes_back, files, options, refused_as, try_read};
use crate::exchange::{export_with, rows::everything};

/// What `datasets` 5.2.0 has written (`tests/interop/write_parquet.py`).
const REAL: &[u8] = include_bytes!("real/datasets-5.2.parquet");

#[test]
fn a_data_set_from_here_comes_back_with_everything() {
    for project in [awkward(), everything()] {
        comes_back(&project, "hf", "");
    }
}

/// The files of a data set of JSON lines.
fn lines(project: &Project) -> Vec<(String, Vec<u8>)> {
    let filter = Filter { statuses: StatusKind::ALL.into_iter().collect(), ..Filter::default() };
    let options = ExportOptions { record_shape: Some("jsonl"), ..ExportOptions::default() };
    export_with(project, "hf", &filter, &options).0.into_iter().collect()
}

#[test]
fn lines_of_json_come_back_as_well() {
    let project = everything();
    let first = lines(&project);
    let bytes: Vec<(&str, &[u8])> =
        first.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let imported = try_read(&bytes, &options(), SchemaGrowth::new(project.schema().clone())).unwrap();
    assert_eq!(imported.warnings, []);
    for ((name, found), (_, expected)) in lines(&imported.into_project()).iter().zip(&first) {
        assert_eq!(String::from_utf8_lossy(found), String::from_utf8_lossy(expected), "{name}");
    }
}

#[test]
fn a_table_that_datasets_has_written_is_read_by_its_columns() {
    let columns = ColumnMap::parse("text=body,title=headline,date=when").unwrap();
    for columns in [Some(columns), None] {
        let is_said = columns.is_some();
        let options = ImportOptions { columns, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("train.parquet", REAL)], &options, growth).unwrap();
        let texts: Vec<&str> =
            imported.articles.iter().map(|incoming| incoming.article.body().text()).collect();
        assert_eq!(texts, ["👨🏻‍🚒 Maren met\r\n\r\nNeve in Lisk.", "قال حاكم إقليم ليسك", ""]);
        let metadata = imported.articles[0].article.metadata();
        assert_eq!(metadata.title.as_deref(), Some("Maren in Lisk"));
        assert_eq!(metadata.published.is_some(), is_said);
        assert_eq!(metadata.other.get("topics"), Some(&ExtraValue::Json("[\"flood\"]".to_owned())));
        assert_eq!(metadata.other.get("stars"), Some(&ExtraValue::Json("4".to_owned())));
        assert_eq!(imported.articles[1].article.id().as_str(), "train-2");
        let warnings: Vec<&str> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(warnings, ["the text of the row is empty"]);
    }
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    for len in (0..REAL.len()).step_by(37) {
        let error = refused_as("hf", &[("a.parquet", &REAL[..len])]);
        assert!(error.contains("no Parquet file that can be read"), "{len}: {error}");
    }
    let data_set = files(&awkward(), "hf", "");
    let tokens = data_set.iter().find(|(name, _)| name.starts_with("tokens")).unwrap();
    let error = refused_as("hf", &[("tokens.parquet", &tokens.1)]);
    assert!(error.contains("has tokens and tags"), "{error}");
    for (name, bytes) in
        files(&awkward(), "parquet", "").iter().filter(|(name, _)| name.contains("articles/"))
    {
        let error = refused_as("hf", &[(name.as_str(), bytes)]);
        assert!(error.contains("for data bases"), "{error}");
    }
    let wrong = |from: &str, to: &str| {
        let files = lines(&awkward());
        let (_, spans) = files.iter().find(|(name, _)| name.starts_with("spans")).unwrap();
        let text = String::from_utf8(spans.clone()).unwrap();
        assert!(text.contains(from));
        refused_as("hf", &[("spans/train.jsonl", text.replacen(from, to, 1).as_bytes())])
    };
    assert!(wrong("\"end\":21", "\"end\":210").contains("beyond the end"));
    assert!(wrong("\"quantity\":\"\"", "\"quantity\":\"{\"").contains("row 1: \"quantity\" is no JSON"));
    let error = refused_as("hf", &[("a.parquet", b"PAR1")]);
    assert!(error.contains("(a.parquet)"), "{error}");
}

#[test]
fn damage_inside_of_a_file_is_refused_or_read() {
    let keep_going = ImportOptions { keep_going: true, ..options() };
    for place in 0..REAL.len() {
        for damage in [0x01, 0x40, 0xff] {
            let mut bytes = REAL.to_vec();
            bytes[place] ^= damage;
            let growth = SchemaGrowth::new(Schema::default());
            if let Ok(imported) = try_read(&[("a.parquet", &bytes)], &keep_going, growth) {
                assert!(imported.articles.len() <= 3, "{place}");
            }
        }
    }
}
