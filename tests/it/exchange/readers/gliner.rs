//! Passages of GLiNER.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::schema::Schema;

use super::{awkward, comes_back, marks, options, read, refused, refused_as, row, try_read};

#[test]
fn the_last_token_of_a_mark_is_counted_in() {
    let passage = r#"{"tokenized_text": ["👨🏻‍🚒", "e\u0301te\u0301", "met", "New", "York", "."], "ner": [[3, 4, "political place"], [0, 0, "person"]], "relations": [[1, 0, "met in"]], "ner_negatives": ["law"], "source": "x"}"#;
    for (name, text) in [("pile.json", format!("[\n{passage}\n]")), ("pile.jsonl", format!("{passage}\n"))] {
        let mut growth = SchemaGrowth::new(Schema::default());
        growth.label(Some("entity"), Some("Political place"));
        let imported = try_read(&[(name, text.as_bytes())], &options(), growth).unwrap();
        assert_eq!(imported.only().body().text(), "👨🏻‍🚒 e\u{301}te\u{301} met New York .");
        let expected = [row("person", "👨🏻‍🚒", 0), row("Political place", "New York", 15)];
        assert_eq!(marks(&imported, 0), expected);
        assert_eq!(imported.only().id().as_str(), "pile-1");
        let work = imported.only().work(&"ana".into()).unwrap();
        assert_eq!(work.relations().values().next().unwrap().kind.as_str(), "met in");
        let other: Vec<&str> = imported.only().metadata().other.iter().map(|(key, _)| key).collect();
        assert_eq!(other, ["source", "text_rebuilt"]);
    }
}

#[test]
fn passages_come_back_as_they_were_cut() {
    comes_back(&awkward(), "gliner", "all.json");
}

#[test]
fn what_names_no_token_is_refused_with_its_line() {
    let with = |ner: &str| {
        format!(
            "[{{\"tokenized_text\": [\"x\"], \"ner\": []}},\n{{\"tokenized_text\": [\"a\", \"b\"], \"ner\": [{ner}]}}]"
        )
    };
    for (ner, said) in [
        (r#"[0, 2, "x"]"#, "there are 2, counted from 0"),
        (r#"[1, 0, "x"]"#, "not there"),
        (r#"[18446744073709551615, 18446744073709551615, "x"]"#, "not there"),
        (r#"[-1, 0, "x"]"#, "first token, its last and a label"),
        ("[0, 1]", "first token, its last and a label"),
        (r#"[0, 1, ""]"#, "first token, its last and a label"),
    ] {
        let text = with(ner);
        let error = refused(&[("a.json", &text)]);
        assert!(error.contains(said) && error.contains("a.json, line 2"), "{error}");
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("a.json", text.as_bytes())], &keep_going, growth).unwrap();
        assert_eq!(imported.only().body().text(), "x");
    }
    assert!(
        refused(&[("a.json", "[{\"tokenized_text\": [\"a\", 3], \"ner\": []}]")]).contains("token 1 is 3")
    );
    assert!(
        refused(&[("a.json", "[{\"tokenized_text\": [\"a\"], \"ner\": []}, {\"tok")]).contains("cut off")
    );
    assert!(
        refused_as("gliner", &[("a.json", b"[{\"text\": \"a\"}]")]).contains("no list \"tokenized_text\"")
    );
    assert!(
        refused_as("gliner", &[("a.json", b"[{\"tokenized_text\": [\"caf\xe9\"]}]")]).contains("byte 25")
    );
    assert_eq!(
        read(&[("a.json", "[{\"tokenized_text\": [], \"ner\": []}]")]).unwrap().only().body().text(),
        ""
    );
}
