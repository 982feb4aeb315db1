//! The data set of the Hub: what the card says of its columns, and what the files hold.

use std::io::Write as _;

use glossator::exchange::filter::Filter;
use glossator::text::offsets::OffsetUnit;
use parquet::file::reader::{FileReader as _, SerializedFileReader};

use super::{article, mark, project};
use crate::exchange::export;

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
        let features: serde_json::Value = serde_json::from_str(features).unwrap();
        let features: Vec<&String> = features["info"]["features"].as_object().unwrap().keys().collect();
        assert_eq!(features, columns, "{configuration}");
    }
    for tag in ["'0': \"O\"", "'1': \"B-Person\"", "'2': \"I-Person\"", "'3': \"B-Place\""] {
        assert!(card.lines().any(|line| line.trim() == tag), "{tag} is not in {card}");
    }
}
