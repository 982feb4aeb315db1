//! Sentences of tokens with marks in the last column.

use std::ops::Range;

use glossator::exchange::options::ExportOptions;
use glossator::exchange::tokens::{Misfits, TokenOptions, Tokeniser};
use proptest::prelude::*;
use serde_json::json;

use super::{article, lost, mark, project, remarked, written, written_with};

/// A token as the file has it: its form and the pairs of its last column.
type Token<'f> = (&'f str, Vec<(&'f str, &'f str)>);

/// The tokens of a file, which must be ten columns each.
fn tokens(file: &str) -> Vec<Token<'_>> {
    let rows = file.split('\n').filter(|line| !line.is_empty() && !line.starts_with("# "));
    let token = |line| {
        let cells: Vec<&str> = str::split(line, '\t').collect();
        assert_eq!(cells.len(), 10, "{line:?}");
        assert!(cells[2..9].iter().all(|cell| *cell == "_"), "{line:?}");
        let pairs = cells[9].split('|').map(|pair| pair.split_once('=').unwrap()).collect();
        (cells[1], pairs)
    };
    rows.map(token).collect()
}

fn value<'f>((_, pairs): &Token<'f>, key: &str) -> Option<&'f str> {
    pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
}

/// The text of a file of one article, as UDPipe's documentation says how to make it.
fn text(file: &str) -> String {
    let plain = |spaces: &str| {
        spaces.replace("\\s", " ").replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n")
    };
    let mut text = String::new();
    for token in tokens(file) {
        text.push_str(&value(&token, "SpacesBefore").map(plain).unwrap_or_default());
        text.push_str(token.0);
        match (value(&token, "SpaceAfter"), value(&token, "SpacesAfter")) {
            (Some("No"), None) => {}
            (None, Some(spaces)) => text.push_str(&plain(spaces)),
            (None, None) => text.push(' '),
            other => panic!("{other:?}"),
        }
    }
    text
}

/// The marks of a layer, as ranges of code points with their labels.
fn marks(file: &str, key: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for token in tokens(file) {
        let (start, end) = value(&token, "TokenRange").unwrap().split_once(':').unwrap();
        let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
        match value(&token, key).unwrap().split_once('-') {
            Some(("B", label)) => found.push((start..end, label.to_owned())),
            Some(("I", label)) => {
                let last = found.last_mut().unwrap();
                assert_eq!(last.1, label);
                last.0.end = end;
            }
            _ => assert_eq!(value(&token, key), Some("O")),
        }
    }
    found
}

#[test]
fn a_file_is_what_it_should_be_to_the_byte() {
    let text = "\tIlsa  Maren\u{a0}spoke.\r\n\r\n👨🏻‍🚒 came";
    let marks = [
        mark("a", "entity", "Person", text, "Ilsa  Maren"),
        mark("b", "entity", "Political place|x=y", text, "👨🏻‍🚒"),
        mark("c", "claim", "Claim", text, "👨🏻‍🚒 came"),
    ];
    let (files, exported) = written(&project(&[article("a", text, &marks)]), "conllu");
    assert_eq!(
        files[""].replace("\t_\t_\t_\t_\t_\t_\t_\t", " … "),
        concat!(
            "# newdoc id = a\n# annotator = ana\n# layers = claim figure NER\n",
            "# sent_id = a-1\n# text = Ilsa Maren spoke.\n",
            "1\tIlsa … claim=O|figure=O|NER=B-Person|SpacesAfter=\\s\\s|SpacesBefore=\\t|TokenRange=1:5\n",
            "2\tMaren … claim=O|figure=O|NER=I-Person|SpacesAfter=\u{a0}|TokenRange=7:12\n",
            "3\tspoke … claim=O|figure=O|NER=O|SpaceAfter=No|TokenRange=13:18\n",
            "4\t. … claim=O|figure=O|NER=O|SpacesAfter=\\r\\n\\r\\n|TokenRange=18:19\n\n",
            "# sent_id = a-2\n# text = 👨🏻‍🚒 came\n",
            "1\t👨🏻‍🚒 … claim=B-Claim|figure=O|NER=B-Political_place_x_y|TokenRange=23:27\n",
            "2\tcame … claim=I-Claim|figure=O|NER=O|SpaceAfter=No|TokenRange=28:32\n\n",
        )
    );
    assert_eq!((lost(&exported), remarked(&exported)), (vec![], vec![]));
}

#[test]
fn each_layer_has_its_marks_and_what_overlaps_in_one_is_listed() {
    let text = "ONE: e\u{301}te\u{301} 𝒳𝒴 in New York State Bank, said إقليم ليسك، on 31";
    let marks_of = [
        mark("a", "entity", "Place", text, "e\u{301}te\u{301}"),
        mark("b", "entity", "Person", text, "𝒴"),
        mark("c", "entity", "Organization", text, "New York State Bank"),
        mark("d", "entity", "Place", text, "New York"),
        mark("e", "entity", "Place", text, "State Bank, said"),
        mark("f", "entity", "Place", text, "إقليم ليسك"),
        mark("g", "claim", "Claim", text, "New York State"),
        mark("h", "figure", "Figure", text, "31"),
    ];
    let (files, exported) = written(&project(&[article("a", text, &marks_of)]), "conllu");
    let entities = marks(&files[""], "NER");
    assert_eq!(
        entities.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>(),
        ["Place", "Person", "Organization", "Place"]
    );
    let letters: Vec<char> = text.chars().collect();
    let words: Vec<String> =
        entities.iter().map(|(range, _)| letters[range.clone()].iter().collect()).collect();
    assert_eq!(words, ["e\u{301}te\u{301}", "𝒴", "New York State Bank", "إقليم ليسك"]);
    assert_eq!(marks(&files[""], "claim").len(), 1);
    // To the end of the text.
    assert_eq!(marks(&files[""], "figure"), [(letters.len() - 2..letters.len(), "Figure".to_owned())]);
    assert_eq!(
        lost(&exported),
        ["marks that overlap a longer one: State Bank, said", "marks that overlap a longer one: New York"]
    );
    assert_eq!(remarked(&exported), ["tokens cut in two at the edge of a mark: 𝒴"]);
    assert_eq!(super::conllu::text(&files[""]), text);
}

#[test]
fn a_layer_that_is_not_finished_has_no_tags_and_one_without_marks_has() {
    let text = "Maren said 3 things.";
    let mut line = article("a", text, &[mark("a", "entity", "Person", text, "Maren")]);
    line["annotators"]["ana"]["status"] = json!({"figure": "done"});
    let (files, exported) = written(&project(&[line]), "conllu");
    assert!(files[""].contains("\n# layers = figure\n"), "{}", files[""]);
    for token in tokens(&files[""]) {
        assert_eq!(
            (value(&token, "figure"), value(&token, "NER"), value(&token, "claim")),
            (Some("O"), None, None)
        );
    }
    assert_eq!(lost(&exported), ["marks of layers that are not finished in the article: Maren"]);
}

#[test]
fn sentences_are_numbered_and_articles_without_words_are_listed() {
    let lines = [
        article("b\nc", "One came. Two went.\n\nThree slept.", &[]),
        article("blank", " \r\n\t ", &[]),
        article("empty", "", &[]),
    ];
    let (files, exported) = written(&project(&lines), "conllu");
    let ids: Vec<&str> =
        files[""].lines().filter(|line| line.contains("_id = ") || line.contains("doc id")).collect();
    assert_eq!(ids, ["# newdoc id = b c", "# sent_id = b c-1", "# sent_id = b c-2", "# sent_id = b c-3"]);
    assert_eq!(lost(&exported), ["articles of white space alone: ", "articles without text: "]);
}

#[test]
fn a_layer_called_as_something_else_in_the_column_has_another_key() {
    let text = "Maren left.";
    let mark = |id, layer| mark(id, layer, "Any", text, "Maren");
    let mut line = article("a", text, &[mark("a", "entity"), mark("b", "TokenRange"), mark("c", "NER")]);
    line["annotators"]["ana"]["status"] = json!({"entity": "done", "TokenRange": "done", "NER": "done"});
    let (files, _) = written(&project(&[line]), "conllu");
    let keys: Vec<&str> = tokens(&files[""])[0].1.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["NER", "NER_", "TokenRange_", "TokenRange"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_back_to_the_byte(
        text in "[a-zé. ,\t\r\n\u{a0}\u{2028}\u{85}\u{b}\u{c}e\u{301}👨\u{200d}🚒漢ش0-9#_|=-]{1,60}",
    ) {
        prop_assume!(!text.trim().is_empty());
        for (tokeniser, _) in Tokeniser::ALL {
            let tokens = TokenOptions { tokeniser, misfits: Misfits::Split };
            let options = ExportOptions { tokens, ..ExportOptions::default() };
            let (files, _) = written_with(&project(&[article("a", &text, &[])]), "conllu", &options);
            prop_assert_eq!(&super::conllu::text(&files[""]), &text);
        }
    }
}
