//! What spaCy's training makes of the tokens and marks in its files.

use glossator::exchange::filter::Filter;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::tokens::{Misfits, TokenOptions, Tokeniser};
use serde_json::{Value, json};

use super::{article, mark, project, remarked};
use crate::exchange::export_with;

const TEXT: &str =
    "Pro-Lisk2004 crowds didn’t go 5km.\u{a0}“Maren’s!” wrote \u{1f468}\u{1f3fb}‍\u{1f692} x@lisk.example";

fn dropped(text: &str, language: Option<&str>, words: &[&str], tokens: TokenOptions) -> Vec<String> {
    let marks: Vec<Value> = words
        .iter()
        .enumerate()
        .map(|(number, words)| mark(&number.to_string(), "entity", "Person", text, words))
        .collect();
    let mut line = article("a", text, &marks);
    if let Some(language) = language {
        line["language"] = json!(language);
    }
    let options = ExportOptions { tokens, ..ExportOptions::default() };
    let (_, exported) = export_with(&project(&[line]), "spacy", &Filter::default(), &options);
    let reason = "marks that do not fall on the edges of spaCy's own tokens, which its training drops (--tokens spacy-like): ";
    remarked(&exported).iter().filter_map(|remark| remark.strip_prefix(reason)).map(str::to_owned).collect()
}

/// Which of these spaCy drops was found with `Example.get_aligned_spans_y2x` of spaCy 3.8.
#[test]
fn marks_that_training_drops_are_told() {
    let words = [
        "Pro",
        "Lisk",
        "crowds",
        "did",
        "5",
        "5km",
        "Maren’s",
        "aren",
        "\u{1f468}\u{1f3fb}‍\u{1f692}",
        "lisk",
    ];
    let default = TokenOptions::default();
    assert_eq!(dropped(TEXT, Some("en-GB"), &words, default), ["Lisk", "aren", "lisk"]);
    // No language: the tokenizer is that of none, which knows no contractions.
    assert_eq!(dropped(TEXT, None, &words, default), ["Lisk", "did", "aren", "lisk"]);
    // Whose tokens these are is not known here.
    assert!(dropped(TEXT, Some("de"), &words, default).is_empty());
}

#[test]
fn none_is_dropped_whose_tokens_are_cut_as_spacy_cuts_them() {
    let words = ["Lisk", "aren"];
    for misfits in [Misfits::Expand, Misfits::Omit] {
        let tokens = TokenOptions { tokeniser: Tokeniser::SpacyLike, misfits };
        assert!(dropped(TEXT, Some("en"), &words, tokens).is_empty());
    }
    let tokens = TokenOptions { tokeniser: Tokeniser::SpacyLike, misfits: Misfits::Split };
    assert_eq!(dropped(TEXT, Some("en"), &words, tokens), words);
    // A mark that grows to what is a token for the export may end in one of spaCy's all the same.
    let tokens = TokenOptions { tokeniser: Tokeniser::Words, misfits: Misfits::Expand };
    assert_eq!(dropped(TEXT, Some("en"), &["x"], tokens), ["x"]);
}

#[test]
fn a_mark_that_is_not_written_is_not_told_of() {
    let mut line = article("a", TEXT, &[mark("a", "claim", "Claim", TEXT, "aren")]);
    line["annotators"]["ana"]["status"] = json!({"entity": "done"});
    line["language"] = json!("en");
    let (_, exported) =
        export_with(&project(&[line]), "spacy", &Filter::default(), &ExportOptions::default());
    assert!(!remarked(&exported).iter().any(|remark| remark.contains("spaCy")), "{:?}", remarked(&exported));
}
