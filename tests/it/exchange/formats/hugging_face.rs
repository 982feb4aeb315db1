//! The data set of the Hub: what the card says of its columns, and what the files hold.

use std::io::Write as _;

use glossator::exchange::filter::Filter;
use glossator::exchange::options::ExportOptions;
use glossator::text::offsets::OffsetUnit;
use parquet::file::reader::{FileReader as _, SerializedFileReader};

use serde_json::{Map, Value, json};

use super::{article, mark, project, remarked};
use crate::exchange::{export, export_with};

/// The names of the columns of a configuration on the card, in order.
fn on_card<'c>(card: &'c str, configuration: &str) -> Vec<&'c str> {
    let info = &card[card.find("dataset_info:\n").unwrap()..];
    let own =
        info.split("- config_name: ").find(|part| part.starts_with(&format!("{configuration}\n"))).unwrap();
    own.lines()
        .filter_map(|line| line.strip_prefix("  - name: "))
        .take_while(|name| *name != "train")
        .collect()
}

#[test]
fn lines_of_json_have_the_columns_of_the_card_and_no_column_of_days_alone() {
    let text = "Maren met Orsolen in Lisk.\u{2028}";
    let mut line = article("a", text, &[mark("m", "entity", "Person", text, "Maren")]);
    line["published"] = json!("2021-10-11");
    let mut dated = article("2021-10-12", "On 2021-10-12.", &[]);
    dated["annotators"] = json!({});
    let options = ExportOptions { record_shape: Some("jsonl"), ..ExportOptions::default() };
    let written = |lines: &[Value]| export_with(&project(lines), "hf", &Filter::default(), &options);
    let (files, exported) = written(&[line, dated.clone()]);
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(
        names,
        [
            "README.md",
            "spans/train.jsonl",
            "tokens_claim/train.jsonl",
            "tokens_entity/train.jsonl",
            "tokens_figure/train.jsonl"
        ]
    );
    let card = String::from_utf8(files["README.md"].clone()).unwrap();
    let mut rows = Vec::new();
    for (name, bytes) in files.iter().skip(1) {
        assert!(card.contains(&format!("  - split: train\n    path: {name}\n")), "{name} is not in {card}");
        for row in std::str::from_utf8(bytes).unwrap().split_inclusive('\n') {
            let row: Map<String, Value> = serde_json::from_str(row.strip_suffix('\n').unwrap()).unwrap();
            assert_eq!(row.keys().collect::<Vec<_>>(), on_card(&card, name.split('/').next().unwrap()));
            rows.push(row);
        }
    }
    let days: Vec<&Value> = rows.iter().filter_map(|row| row.get("published")).collect();
    assert_eq!(days, ["", "\"2021-10-11\""]);
    assert_eq!(remarked(&exported).iter().filter(|remark| remark.contains("moments")).count(), 0);
    // An article whose id is a day, alone: nothing can be done about it, and it is said.
    let (_, exported) = written(&[dated]);
    let said: Vec<String> =
        remarked(&exported).into_iter().filter(|remark| remark.contains("moments")).collect();
    assert!(said.iter().any(|remark| remark.ends_with(": spans/train.jsonl: id")), "{said:?}");
}

#[test]
fn the_card_and_the_files_have_the_same_columns() {
    let text = "Maren met Orsolen in Lisk.";
    let marks =
        vec![mark("m", "entity", "Person", text, "Maren"), mark("p", "entity", "Place", text, "Lisk")];
    let (mut files, losses) =
        export(&project(&[article("a", text, &marks)]), "hf", &Filter::default(), OffsetUnit::CodePoint);
    assert!(losses.is_empty(), "{losses:?}");
    let card = String::from_utf8(files.remove("README.md").unwrap()).unwrap();
    let configurations = ["spans", "tokens_claim", "tokens_entity", "tokens_figure"];
    assert_eq!(files.len(), configurations.len(), "{:?}", files.keys());
    for configuration in configurations {
        let (name, bytes) = files.iter().find(|(name, _)| name.contains(configuration)).unwrap();
        assert!(card.contains(&format!("  - split: train\n    path: {name}\n")), "{name} is not in {card}");
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let metadata = reader.metadata().file_metadata();
        let columns: Vec<&str> =
            metadata.schema_descr().root_schema().get_fields().iter().map(|field| field.name()).collect();
        assert_eq!(on_card(&card, configuration), columns, "{configuration}");
        assert_eq!(metadata.num_rows(), 1);
        let pairs = metadata.key_value_metadata().unwrap();
        let features = pairs.iter().find(|pair| pair.key == "huggingface").unwrap().value.as_ref().unwrap();
        let features: Value = serde_json::from_str(features).unwrap();
        let features: Vec<&String> = features["info"]["features"].as_object().unwrap().keys().collect();
        assert_eq!(features, columns, "{configuration}");
    }
    for tag in ["'0': \"O\"", "'1': \"B-Person\"", "'2': \"I-Person\"", "'3': \"B-Place\""] {
        assert!(card.lines().any(|line| line.trim() == tag), "{tag} is not in {card}");
    }
}
