//! Sentences of CoNLL-U.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::schema::Schema;
use glossator::model::status::Progress;

use super::{awkward, comes_back, marks, options, read, refused, refused_as, row, try_read};

/// Lines of tokens, given as "id form misc" with spaces in a form as "_".
fn rows(tokens: &[(&str, &str, &str)]) -> String {
    let row = |(id, form, misc): &(&str, &str, &str)| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
    tokens.iter().map(row).collect::<Vec<String>>().concat()
}

#[test]
fn a_treebank_gives_texts_and_names() {
    let first = rows(&[
        ("1-2", "vámonos", "NER=O"),
        ("1", "vamos", "_"),
        ("2", "nos", "_"),
        ("2.1", "ellos", "_"),
        ("3", "New", "NER=B-LOC"),
        ("4", "York", "SpaceAfter=No|NER=I-LOC"),
        ("5", ".", "_"),
    ]);
    let second = rows(&[("1", "👨🏻‍🚒", "NE=B-PER"), ("2", "10 000", "_")]);
    let text = format!(
        "# newdoc id = d1\n# sent_id = 1\n# text = vámonos New York.\n# text_en = let us go\n{first}\n# newpar\n# text = 👨🏻‍🚒 10 000\n{second}\n# newdoc\n{}\n",
        rows(&[("1", "Lisk", "Entity=U-LOC|SpaceAfter=No"), ("2", "!", "_")])
    );
    for (name, text) in
        [("tb.conllu", text.clone()), ("tb.conll", text.clone()), ("tb.txt", text.replace('\n', "\r\n"))]
    {
        let imported = read(&[(name, &text)]).unwrap();
        assert_eq!(imported.warnings, []);
        assert_eq!(imported.articles[0].article.id().as_str(), "d1");
        assert_eq!(imported.articles[0].article.body().text(), "vámonos New York.\n\n👨🏻‍🚒 10 000");
        assert_eq!(marks(&imported, 0), [row("LOC", "New York", 8), row("PER", "👨🏻‍🚒", 19)]);
        assert_eq!(imported.articles[1].article.body().text(), "Lisk!");
        assert_eq!(marks(&imported, 1), [row("LOC", "Lisk", 0)]);
        assert!(imported.articles[0].article.metadata().other.get("text_rebuilt").is_some());
    }
    let brackets = format!("# newdoc id = c\n{}\n", rows(&[("1", "Lisk", "Entity=(e1-place-1)")]));
    let imported = read(&[("c.conllu", &brackets)]).unwrap();
    assert!(imported.warnings[0].message.contains("CorefUD") && marks(&imported, 0).is_empty());
}

#[test]
fn what_was_written_here_comes_back_to_the_byte() {
    let project = comes_back(&awkward(), "conllu", "all.conllu");
    let texts = |project: &glossator::model::project::Project| {
        let slots = project.articles().values();
        slots.map(|slot| slot.loaded().unwrap().body().text().to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(texts(&project), texts(&awkward()));
    for slot in project.articles().values() {
        let article = slot.loaded().unwrap();
        assert!(article.metadata().other.get("text_rebuilt").is_none());
        let work = article.work(&"ana".into()).unwrap();
        assert!(
            ["claim", "entity", "figure"]
                .iter()
                .all(|layer| work.progress(&(*layer).into()) == Progress::Done)
        );
    }
}

#[test]
fn what_does_not_hold_together_is_refused_with_its_line() {
    let token = |number: &str, form: &str, misc: &str| rows(&[(number, form, misc)]);
    for (wrong, said, line) in [
        (
            format!("# text = Neve said\n{}", token("1", "Neve", "_")),
            "says that the sentence is \"Neve said\"",
            4,
        ),
        (format!("{}{}", token("1", "a", "_"), token("3", "b", "_")), "lines are missing", 3),
        (token("1", "a", "TokenRange=1:2"), "said to be at 1:2", 2),
        (token("1", "a", "NER=PER"), "NER: \"PER\" is no tag", 2),
        (token("1", "a", "NER=B-PER") + &token("2", "b", "NER=L-ORG"), "goes on with a mark", 3),
        (token("x", "a", "_"), "no number of a token", 2),
        (token("1", "", "_"), "the token is empty", 2),
        ("1\ta\t_\n".to_owned(), "3 columns", 2),
        ("1 a _ _\n".to_owned(), "parted by tabs", 2),
    ] {
        let text = format!(
            "# newdoc id = w\n{wrong}\n# newdoc id = good\n{}\n",
            token("1", "fine", "SpaceAfter=No")
        );
        let error = refused(&[("a.conllu", &text)]);
        assert!(error.contains(said) && error.ends_with(&format!("(a.conllu, line {line})")), "{error}");
        let keep_going = ImportOptions { keep_going: true, ..options() };
        let growth = SchemaGrowth::new(Schema::default());
        let imported = try_read(&[("a.conllu", text.as_bytes())], &keep_going, growth).unwrap();
        assert_eq!((imported.only().id().as_str(), imported.only().body().text()), ("good", "fine"));
    }
    assert_eq!(read(&[("a.conllu", "\n# global.columns = ID\n")]).unwrap().articles.len(), 0);
    assert!(refused_as("conllu", &[("a.conllu", b"1\tcaf\xe9")]).contains("byte 5"));
}
