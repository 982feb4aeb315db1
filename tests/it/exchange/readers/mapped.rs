//! Tables with a text in each row.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions};
use glossator::exchange::mapped::columns::ColumnMap;
use glossator::model::extra::ExtraValue;
use glossator::model::schema::Schema;

use super::{Imported, awkward, files, options, read, refused, try_read};

fn read_with(columns: &str, files: &[(&str, &str)]) -> Result<Imported, ImportError> {
    let options = ImportOptions { columns: Some(ColumnMap::parse(columns).unwrap()), ..options() };
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    try_read(&files, &options, SchemaGrowth::new(Schema::default()))
}

/// The id, the text and the title of each article.
fn rows(imported: &Imported) -> Vec<(&str, &str, Option<&str>)> {
    imported
        .articles
        .iter()
        .map(|incoming| &incoming.article)
        .map(|article| (article.id().as_str(), article.body().text(), article.metadata().title.as_deref()))
        .collect()
}

const TEXT: &str = "👨🏻‍🚒 \"Went\", he said;\r\n\r\nقال e\u{301}te\u{301}\tnow ";

#[test]
fn tables_of_every_kind_are_read_by_what_their_columns_are_called() {
    let quoted = TEXT.replace('"', "\"\"");
    for (name, sign) in [("news.csv", ","), ("news.csv", ";"), ("news.tsv", "\t")] {
        let lines = [
            ["ID", "Body", "headline", "date", "section"],
            ["n1", &format!("\"{quoted}\""), " Dam breaks ", "2021-10-11", "World"],
            ["", "Second", "", "", ""],
        ];
        let text = lines.map(|line| line.join(sign)).join("\r\n");
        for mark in ["", "\u{feff}"] {
            let imported = read(&[(name, &format!("{mark}{text}"))]).unwrap();
            assert_eq!(
                rows(&imported),
                [("n1", TEXT, Some("Dam breaks")), ("news-2", "Second", Some("Second"))]
            );
            let metadata = imported.articles[0].article.metadata();
            assert_eq!(metadata.published.unwrap().to_string(), "2021-10-11");
            assert_eq!(metadata.other.get("section"), Some(&ExtraValue::Text("World".to_owned())));
            assert_eq!(imported.warnings, []);
        }
    }
}

#[test]
fn a_table_in_utf_16_is_known_by_its_headings() {
    let table = "text,label\r\n\"👨🏻‍🚒 قال: e\u{301}\",Positive\r\n";
    let [little, big] = [u16::to_le_bytes, u16::to_be_bytes].map(|bytes| {
        let units = std::iter::once(0xfeff).chain(table.encode_utf16());
        units.flat_map(bytes).collect::<Vec<u8>>()
    });
    for file in [little, big] {
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("news.csv", &file)], &options(), growth).unwrap();
        assert_eq!(imported.only().body().text(), "👨🏻‍🚒 قال: e\u{301}");
    }
}

#[test]
fn what_was_said_of_columns_holds_for_tables_and_lines() {
    let table = "Full text,text,When\nOne,not this,2021-10\n";
    let lines = "{\"Full text\": \"One\", \"text\": \"not this\", \"When\": \"2021-10\", \"n\": [1.50]}\n";
    for (name, text) in [("a.csv", table), ("a.jsonl", lines), ("a.json", &format!("[{}]", lines.trim()))] {
        let imported = read_with("text=Full text,date=When", &[(name, text)]).unwrap();
        assert_eq!(rows(&imported), [("a-1", "One", Some("One"))]);
        let metadata = imported.only().metadata();
        assert_eq!(metadata.published.unwrap().to_string(), "2021-10");
        let kept: Vec<&str> = metadata.other.iter().map(|(key, _)| key).collect();
        assert_eq!(kept[0], "meta_text", "{kept:?}");
    }
    let wrong = |columns: &str, name: &str, text: &str| {
        read_with(columns, &[(name, text)]).map(|_| ()).unwrap_err().to_string()
    };
    assert!(
        wrong("text=Body", "a.csv", table).contains("no column \"Body\"; there are Full text, text, When")
    );
    assert!(wrong("text=Body", "a.jsonl", lines).contains("a.jsonl, line 1"));
    assert!(wrong("text=n", "a.jsonl", lines).contains("is said to hold the text, but it has [1.5"));
    let doccano = ImportOptions {
        columns: Some(ColumnMap::parse("text=a").unwrap()),
        format: super::find("doccano"),
        ..options()
    };
    let growth = SchemaGrowth::new(Schema::default());
    let error = try_read(&[("a.csv", b"a")], &doccano, growth).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("of tables alone"), "{error}");
}

#[test]
fn what_cannot_be_told_is_not_guessed() {
    let error = refused(&[("a.csv", "text,body\nx,y\n")]);
    assert!(error.contains("columns text, body") && error.contains("--columns"), "{error}");
    let error = read(&[("a.csv", "words,other\nx,y\n")]).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("no format is known"));
    assert!(error.hint().unwrap().contains("--columns text=NAME"));
    let error = super::refused_as("csv", &[("a.csv", b"words,other\nx,y\n")]);
    assert!(error.contains("say which holds the text") && error.contains("words, other"), "{error}");
    for (wrong, said, line) in [
        ("text,date\nx,2021\ny,11/10/2021\n", "\"11/10/2021\" is no date", 3),
        ("text,title\nx,y\nz\n", "the row has 1 values", 3),
        ("text,title\n\"a\nb\",y\n\"z,k\nl,m\n", "never closed", 4),
    ] {
        let error = refused(&[("a.csv", wrong)]);
        assert!(error.contains(said) && error.ends_with(&format!("(a.csv, line {line})")), "{error}");
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("a.csv", wrong.as_bytes())], &keep_going, growth).unwrap();
        assert_eq!((imported.articles.len(), imported.warnings.len()), (1, 1), "{wrong}");
    }
    assert!(super::refused_as("csv", &[("a.csv", b"text\ncaf\xe9\n")]).contains("byte 8"));
    let imported = read(&[("a.csv", "text,title\n,x\n")]).unwrap();
    assert_eq!((rows(&imported), imported.warnings.len()), (vec![("a-1", "", Some("x"))], 1));
    let twice = "id,text\na,x\na,y\n";
    assert!(refused(&[("a.csv", twice)]).contains("article a is there twice"));
}

#[test]
fn our_own_table_of_marks_is_refused_with_what_it_is() {
    let (_, table) = files(&awkward(), "csv", "marks.csv").remove(0);
    let error = refused(&[("marks.csv", &String::from_utf8(table).unwrap())]);
    assert!(error.contains("a table of marks that Glossator has written"), "{error}");
}
