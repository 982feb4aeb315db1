//! Tokens with tags in data sets of the Hub that others have made.

use glossator::exchange::growth::SchemaGrowth;
use glossator::model::schema::Schema;

use super::{marks, options, read, refused, refused_as, row, try_read};
use crate::exchange::Imported;

/// What `datasets` 5.2.0 has written (`tests/interop/write_tagged.py`).
const REAL: &[u8] = include_bytes!("real/datasets-5.2-tagged.parquet");

/// A row of JSON lines.
fn line(tags: &str) -> String {
    format!("{{\"id\":\"0\",\"tokens\":[\"Ilsa\",\"Maren\",\"👨🏻‍🚒\",\"नमस्ते\"],\"ner_tags\":{tags}}}\n")
}

const NUMBERS: &str = "[1,2,0,1]";
const CARD: &str = "---\nlicense: mit\ndataset_info:\n  features:\n  - name: tokens\n    sequence: string\n  - name: ner_tags\n    \
                    sequence:\n      class_label:\n        names:\n          '0': O\n          '1': B-PER\n          '2': I-PER\n---\n# A data set\n";
const INFO: &str = r#"{"features":{"ner_tags":{"feature":{"names":["O","B-PER","I-PER"],"_type":"ClassLabel"},"_type":"List"}}}"#;

#[track_caller]
fn assert_maren(imported: &Imported) {
    assert_eq!(imported.articles.len(), 1);
    assert_eq!(imported.only().body().text(), "Ilsa Maren 👨🏻‍🚒 नमस्ते");
    assert_eq!(marks(imported, 0), [row("PER", "Ilsa Maren", 0), row("PER", "नमस्ते", 16)]);
    assert!(imported.only().metadata().other.get("text_rebuilt").is_some());
    assert!(imported.warnings.iter().any(|warning| warning.message.contains("put together from tokens")));
}

#[test]
fn what_datasets_has_written_has_the_names_of_its_tags() {
    let growth = SchemaGrowth::new(Schema::default());
    let imported = try_read(&[("train.parquet", REAL)], &options(), growth).unwrap();
    let texts: Vec<&str> = imported.articles.iter().map(|incoming| incoming.article.body().text()).collect();
    assert_eq!(texts, ["👨🏻‍🚒 Ilsa Maren met Lisk Bank .", "قال حاكم إقليم ليسك", ""]);
    assert_eq!(marks(&imported, 0), [row("PER", "Ilsa Maren", 5), row("ORG", "Lisk Bank", 20)]);
    assert_eq!(marks(&imported, 1), [row("PER", "حاكم", 4), row("ORG", "ليسك", 15)]);
    assert_eq!(imported.articles[1].article.id().as_str(), "train-2");
}

#[test]
fn numbers_are_named_by_a_card_or_a_file_of_json_beside_or_above() {
    let rows = line(NUMBERS);
    let several = format!("{{\"one\":{INFO},\"two\":{INFO}}}");
    for (name, text) in [
        ("README.md", CARD),
        ("en/README.md", CARD),
        ("en/dataset_info.json", INFO),
        ("dataset_info.json", INFO),
        ("dataset_infos.json", several.as_str()),
    ] {
        assert_maren(&read(&[("en/train.jsonl", &rows), (name, text)]).unwrap());
    }
    // The file that is nearer counts.
    let others = CARD.replace("PER", "LOC");
    assert_maren(
        &read(&[("en/train.jsonl", &rows), ("en/README.md", CARD), ("README.md", &others)]).unwrap(),
    );
}

#[test]
fn tags_in_words_need_no_names_and_may_be_of_any_scheme() {
    for tags in [
        r#"["B-PER","I-PER","O","B-PER"]"#,
        r#"["I-PER","I-PER","O","I-PER"]"#,
        r#"["B-PER","L-PER","O","U-PER"]"#,
    ] {
        assert_maren(&read(&[("train.jsonl", &line(tags))]).unwrap());
        assert_maren(&read(&[("train.json", &format!("[{}]", line(tags)))]).unwrap());
    }
}

#[test]
fn what_cannot_be_read_says_why_and_where() {
    let error = refused(&[("train.jsonl", &line(NUMBERS))]);
    assert!(error.contains("README.md") && error.contains("(train.jsonl)"), "{error}");
    let two = format!("{{\"one\":{INFO},\"two\":{}}}", INFO.replace("PER", "LOC"));
    let error = refused(&[("train.jsonl", &line(NUMBERS)), ("dataset_infos.json", &two)]);
    assert!(error.contains("different names") && error.contains("dataset_infos.json"), "{error}");
    for (tags, said) in [
        ("[1,2,0]", "there are 4 tokens, but 3 tags"),
        ("[1,2,0,9]", "the tag of token 3 is 9"),
        ("[1,2,0,-100]", "the tag of token 3 is -100"),
        ("7", "no list \"ner_tags\""),
        (r#"["B-PER","PER","O","O"]"#, "token 1: \"PER\" is no tag"),
        (r#"["B-PER","L-PER","B-PER","O"]"#, "token 3: the mark before O"),
    ] {
        let error = refused(&[("train.jsonl", &line(tags)), ("README.md", CARD)]);
        assert!(error.contains(said) && error.contains("row 1") && error.contains("line 1"), "{error}");
    }
    let error = refused(&[("a.jsonl", r#"{"tokens":["a",7],"ner_tags":["O","O"]}"#)]);
    assert!(error.contains("token 1 is 7"), "{error}");
    for len in (0..REAL.len()).step_by(61) {
        let error = refused_as("hf", &[("a.parquet", &REAL[..len])]);
        assert!(error.contains("no Parquet file that can be read"), "{len}: {error}");
    }
}
