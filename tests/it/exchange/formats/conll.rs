//! Columns of tokens.

use glossator::exchange::options::ExportOptions;
use glossator::exchange::tokens::{Misfits, TokenOptions, Tokeniser};
use serde_json::json;

use super::{article, lost, mark, project, remarked, written, written_with};

/// Tokens and their tags, a sentence a line.
fn tags(columns: &str) -> Vec<String> {
    let sentence = |block: &str| {
        let row = |line: &str| {
            let [token, "-X-", "-X-", tag] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line:?} is not four columns")
            };
            if tag == "O" { token.to_owned() } else { format!("{token}/{tag}") }
        };
        block.lines().map(row).collect::<Vec<_>>().join(" ")
    };
    columns.trim_end().split("\n\n").map(sentence).collect()
}

#[test]
fn a_file_is_what_it_should_be_to_the_byte() {
    let text = "Ilsa Maren spoke.\r\n\r\n👨🏻‍🚒 came.";
    let marks = [
        mark("a", "entity", "Person", text, "Ilsa Maren"),
        mark("b", "entity", "Political place", text, "👨🏻‍🚒"),
    ];
    let (files, exported) =
        written(&project(&[article("a", text, &marks), article("empty", "", &[])]), "conll");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["claim.conll", "entity.conll", "figure.conll"]);
    assert_eq!(
        files["entity.conll"],
        "-DOCSTART- -X- -X- O\n\n\
         Ilsa -X- -X- B-Person\nMaren -X- -X- I-Person\nspoke -X- -X- O\n. -X- -X- O\n\n\
         👨🏻‍🚒 -X- -X- B-Political_place\ncame -X- -X- O\n. -X- -X- O\n\n\
         -DOCSTART- -X- -X- O\n\n"
    );
    assert!(!files["claim.conll"].contains("B-"));
    assert_eq!((lost(&exported), remarked(&exported)), (vec![], vec![]));
}

#[test]
fn the_two_schemes_differ_in_their_letters_alone() {
    let text = "Ana met Ilsa Maren of New York State Bank.";
    let marks = [
        mark("a", "entity", "Person", text, "Ana"),
        mark("b", "entity", "Person", text, "Ilsa Maren"),
        mark("c", "entity", "Organization", text, "New York State Bank"),
        mark("d", "entity", "Place", text, "New York"),
    ];
    let project = project(&[article("a", text, &marks)]);
    let (files, exported) = written(&project, "conll");
    assert_eq!(
        tags(&files["entity.conll"])[1],
        "Ana/B-Person met Ilsa/B-Person Maren/I-Person of New/B-Organization York/I-Organization \
         State/I-Organization Bank/I-Organization ."
    );
    assert_eq!(lost(&exported), ["marks that overlap a longer one: New York"]);
    let (files, _) = written(&project, "conll-bilou");
    assert_eq!(
        tags(&files["entity.conll"])[1],
        "Ana/U-Person met Ilsa/B-Person Maren/L-Person of New/B-Organization York/I-Organization \
         State/I-Organization Bank/L-Organization ."
    );
}

#[test]
fn a_sentence_does_not_end_inside_a_mark() {
    let text = "The dam broke. It had held for years. Nobody knew.";
    let claim = mark("a", "claim", "Claim", text, "dam broke. It had held");
    let (files, _) = written(&project(&[article("a", text, &[claim])]), "conll");
    assert_eq!(
        tags(&files["claim.conll"])[1..],
        [
            "The dam/B-Claim broke/I-Claim ./I-Claim It/I-Claim had/I-Claim held/I-Claim for years .",
            "Nobody knew ."
        ]
    );
    assert_eq!(
        tags(&files["entity.conll"])[1..],
        ["The dam broke .", "It had held for years .", "Nobody knew ."]
    );
}

#[test]
fn right_to_left_words_and_marks_with_vowel_signs_stay_whole() {
    let text = "قال حاكم إقليم ليسك، بافلي أستور، إن 31 شخصا قتلوا. क्षत्रिय गया।";
    let marks = [
        mark("a", "entity", "Place", text, "إقليم ليسك"),
        mark("b", "entity", "Person", text, "بافلي أستور"),
        mark("c", "entity", "Group", text, "क्षत्रिय"),
    ];
    let (files, exported) = written(&project(&[article("a", text, &marks)]), "conll-bilou");
    assert_eq!(
        tags(&files["entity.conll"])[1..].join(" "),
        "قال حاكم إقليم/B-Place ليسك/L-Place ، بافلي/B-Person أستور/L-Person ، إن 31 شخصا قتلوا . क्षत्रिय/U-Group गया ।"
    );
    assert_eq!((lost(&exported), remarked(&exported)), (vec![], vec![]));
}

#[test]
fn what_becomes_of_a_mark_inside_a_token_is_chosen_and_listed() {
    let text = "Lisk's MarenOrsolen";
    let project = project(&[article("a", text, &[mark("a", "entity", "Person", text, "Orsolen")])]);
    let with = |tokeniser, misfits| {
        let options =
            ExportOptions { tokens: TokenOptions { tokeniser, misfits }, ..ExportOptions::default() };
        let (files, exported) = written_with(&project, "conll", &options);
        (
            tags(&files["entity.conll"])[1].clone(),
            lost(&exported),
            remarked(&exported),
            exported.losses.marks(),
        )
    };
    assert_eq!(
        with(Tokeniser::Unicode, Misfits::Split),
        (
            "Lisk 's Maren Orsolen/B-Person".to_owned(),
            vec![],
            vec!["tokens cut in two at the edge of a mark: Orsolen".to_owned()],
            0
        )
    );
    assert_eq!(
        with(Tokeniser::Whitespace, Misfits::Expand),
        (
            "Lisk's MarenOrsolen/B-Person".to_owned(),
            vec!["the edges of marks that are not those of tokens: Orsolen".to_owned()],
            vec![],
            0
        )
    );
    assert_eq!(
        with(Tokeniser::Words, Misfits::Omit),
        (
            "Lisk ' s MarenOrsolen".to_owned(),
            vec!["marks that do not fall on the edges of tokens: Orsolen".to_owned()],
            vec![],
            1
        )
    );
}

#[test]
fn a_layer_that_is_not_finished_is_no_document_of_its_file() {
    let text = "Maren said 3 things.";
    let mut line = article("a", text, &[mark("a", "entity", "Person", text, "Maren")]);
    line["annotators"]["ana"]["status"] = json!({"figure": "done"});
    let (files, exported) = written(&project(&[line]), "conll");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["figure.conll"]);
    assert_eq!(lost(&exported), ["marks of layers that are not finished in the article: Maren"]);
}
