//! Columns of tokens.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::schema::Schema;

use super::{awkward, comes_back, files, marks, options, read, refused, refused_as, row, try_read};

/// A file of tokens and tags, given as "token/TAG token/TAG", a sentence a line.
fn columns(separator: &str, middle: &str, sentences: &str) -> String {
    let row = |word: &str| {
        let (token, tag) = word.rsplit_once('/').unwrap();
        format!("{token}{separator}{middle}{tag}\n")
    };
    sentences.lines().map(|line| line.split(' ').map(row).collect::<String>() + "\n").collect()
}

#[test]
fn every_scheme_and_number_of_columns_says_the_same() {
    let expected = [
        row("PER", "Ilsa Maren", 0),
        row("ORG", "Bank", 14),
        row("ORG", "Lisk Bank", 19),
        row("PER", "👨🏻‍🚒", 32),
    ];
    for tags in [
        "Ilsa/I-PER Maren/I-PER of/O Bank/I-ORG Lisk/B-ORG Bank/I-ORG .\u{301}/O\n👨🏻‍🚒/I-PER",
        "Ilsa/B-PER Maren/I-PER of/O Bank/B-ORG Lisk/B-ORG Bank/I-ORG .\u{301}/O\n👨🏻‍🚒/B-PER",
        "Ilsa/B-PER Maren/L-PER of/O Bank/U-ORG Lisk/B-ORG Bank/L-ORG .\u{301}/O\n👨🏻‍🚒/U-PER",
    ] {
        for (separator, middle) in [("\t", ""), (" ", ""), (" ", "NN B-NP "), ("\t", "NN\tB-NP\t")] {
            for name in ["eng.conll", "eng.txt", "eng.tsv"] {
                let text = columns(separator, middle, tags);
                let imported = read(&[(name, &text.replace('\n', "\r\n"))]).unwrap();
                assert_eq!(imported.only().body().text(), "Ilsa Maren of Bank Lisk Bank .\u{301}\n👨🏻‍🚒");
                assert_eq!(marks(&imported, 0), expected, "{text}");
                assert_eq!(imported.warnings.len(), 1, "{:?}", imported.warnings);
                assert!(imported.only().metadata().other.get("text_rebuilt").is_some());
            }
        }
    }
}

#[test]
fn documents_are_articles_and_comments_are_none() {
    let text = "-DOCSTART- -X- -X- O\n\n# id 7 domain=en\n# NN B-NP B-SIGN\nMaren NN B-NP B-PER\n\n-DOCSTART- -X- O O\n\n";
    let imported = read(&[("eng.testa", text)]).unwrap();
    let bodies: Vec<&str> = imported.articles.iter().map(|incoming| incoming.article.body().text()).collect();
    assert_eq!(bodies, ["# Maren", ""]);
    assert_eq!(marks(&imported, 0), [row("SIGN", "#", 0), row("PER", "Maren", 2)]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    for (wrong, said, line) in [
        ("a O\nb X Y Z O\n", "5 columns", 2),
        ("a O\nb X O\n", "3 columns, but those before have 2", 2),
        ("a O\nb\n", "1 columns", 2),
        ("a O\nb PER\n", "\"PER\" is no tag", 2),
        ("a U-PER\n\nb B-PER\n", "ends before its last mark", 3),
        ("a U-PER\nb B-PER\nc O\n", "no last token", 3),
        ("a\tO\n\tO\n", "the token is empty", 2),
    ] {
        let error = refused(&[("a.conll", wrong)]);
        assert!(error.contains(said) && error.contains(&format!("a.conll, line {line}")), "{error}");
        let text = format!("-DOCSTART-\n\n{wrong}\n-DOCSTART-\n\nx O\n");
        let text = if wrong.contains('\t') { text.replace("x O", "x\tO") } else { text };
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("a.conll", text.as_bytes())], &keep_going, growth).unwrap();
        assert_eq!(imported.only().body().text(), "x", "{wrong}");
        assert!(imported.warnings[0].refused);
    }
    assert_eq!(read(&[("a.conll", "")]).unwrap().articles.len(), 0);
    assert!(refused_as("conll", &[("a.conll", b"caf\xe9 O\n")]).contains("byte 3"));
}

#[test]
fn a_file_of_two_schemes_is_read_and_told_of() {
    let imported = read(&[("a.conll", "a B-X\nb O\n\nc I-X\nd I-X\n")]).unwrap();
    assert_eq!(marks(&imported, 0), [row("X", "a", 0), row("X", "c d", 4)]);
    let doubt = &imported.warnings[0];
    assert!(doubt.message.contains("neither IOB1 nor IOB2") && doubt.place.line == Some(4), "{doubt:?}");
}

#[test]
fn the_layers_of_an_export_are_one_article_each_again() {
    let project = awkward();
    for format in ["conll", "conll-bilou"] {
        let imported = comes_back(&project, format, "");
        assert_eq!(imported.articles().len(), project.articles().len());
    }
    let bytes = files(&project, "conll", "");
    let bytes: Vec<(&str, &[u8])> =
        bytes.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let growth = SchemaGrowth::new(project.schema().clone());
    let imported = try_read(&bytes, &options(), growth).unwrap();
    assert_eq!(imported.schema, *project.schema());
    let layers = imported.articles.iter().flat_map(|incoming| incoming.article.annotations_in_order());
    let layers: std::collections::BTreeSet<String> = layers.map(|mark| mark.layer.to_string()).collect();
    assert_eq!(layers.into_iter().collect::<Vec<_>>(), ["claim", "entity", "figure"]);
}
