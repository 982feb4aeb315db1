//! brat standoff.

use serde_json::{Value, json};

use super::{article, lost, mark, project, written};

fn annotations(lines: &[Value]) -> String {
    let (mut files, _) = written(&project(lines), "brat");
    files.remove("a.ann").unwrap()
}

#[test]
fn a_mark_over_a_line_break_has_two_fragments_and_touching_pieces_are_one() {
    let text = "👨🏻‍🚒 It lost\r\n\r\n$5bn. New and old Lisk.";
    let mut torn = mark("c", "entity", "Place", text, "New");
    let (start, end) = (torn["start"].as_u64().unwrap(), text.chars().count() as u64 - 1);
    torn["end"] = json!(end);
    torn["fragments"] = json!([[start, start + 3], [end - 4, end]]);
    let mut touching = mark("d", "entity", "Place", text, "old Lisk");
    let start = touching["start"].as_u64().unwrap();
    touching["fragments"] = json!([[start, start + 4], [start + 4, start + 8]]);
    let marks = [
        mark("a", "entity", "Person", text, "👨🏻‍🚒"),
        mark("b", "claim", "Claim", text, "It lost\r\n\r\n$5bn"),
        torn,
        touching,
    ];
    assert_eq!(
        annotations(&[article("a", text, &marks)]),
        "T1\tPerson 0 4\t👨🏻‍🚒\n\
         T2\tClaim 5 12;16 20\tIt lost $5bn\n\
         T3\tPlace 22 25;34 38\tNew Lisk\n\
         T4\tPlace 30 38\told Lisk\n"
    );
}

#[test]
fn what_is_said_of_a_mark_has_lines_of_its_own() {
    let text = "Maren met Orsolen.";
    let mut first = mark("a", "entity", "Political person", text, "Maren");
    first["note"] = json!("which\nMaren?");
    first["flag"] = json!({"question": "sure?", "answer": "yes"});
    first["entity"] = json!("e1");
    first["features"] = json!({"kind": "name", "said": "two words"});
    let mut line = article("a", text, &[first, mark("b", "entity", "Person", text, "Orsolen")]);
    line["relations"] = json!([{"id": "r", "type": "met", "from": "a", "to": "b", "annotator": "ana"}]);
    let register = json!({"record": "entity", "id": "e1", "name": "Ilsa Maren"});
    let project = project(&[line, register]);
    let (files, exported) = written(&project, "brat");
    assert_eq!(
        files["a.ann"],
        "T1\tPolitical_person 0 5\tMaren\n\
         A1\tkind T1 name\n\
         N1\tReference T1 entity:e1\tMaren\n\
         #1\tAnnotatorNotes T1\twhich Maren?\n\
         #2\tAnnotatorNotes T1\tsure? – yes\n\
         T2\tPerson 10 17\tOrsolen\n\
         R1\tmet Arg1:T1 Arg2:T2\t\n"
    );
    assert_eq!(lost(&exported), ["features whose values are not single words: Maren"]);
    let sections: Vec<&str> = files["annotation.conf"].lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(sections, ["[entities]", "[relations]", "[events]", "[attributes]"]);
    assert!(files["annotation.conf"].contains("\nPolitical_person\n"));
    assert!(
        files["visual.conf"].contains("\nPolitical_person | Political person\n"),
        "{}",
        files["visual.conf"]
    );
}

#[test]
fn two_annotators_have_a_folder_each_and_no_two_articles_one_file() {
    let text = "Maren";
    let by = |name: &str| {
        let mut mark = mark(name, "entity", "Person", text, "Maren");
        mark["annotator"] = json!(name);
        mark
    };
    let done = json!({"status": {"entity": "done", "claim": "done", "figure": "done"}});
    let mut shared = article("shared", text, &[by("ana"), by("bo")]);
    shared["annotators"] = json!({"ana": done, "bo": done});
    let lines = [shared, article("x:y", "one", &[]), article("x/y", "two", &[]), article("2", "", &[])];
    let (files, exported) = written(&project(&lines), "brat");
    let texts: Vec<(&str, &str)> = files
        .iter()
        .filter(|(name, _)| name.ends_with("txt"))
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            ("2.txt", ""),
            ("ana/shared.txt", "Maren"),
            ("bo/shared.txt", "Maren"),
            ("x_y-2.txt", "one"),
            ("x_y.txt", "two"),
        ]
    );
    assert_eq!(files["ana/shared.ann"], "T1\tPerson 0 5\tMaren\n");
    assert_eq!(files["2.ann"], "");
    assert_eq!(
        lost(&exported),
        ["an article id that cannot be a file name: x_y", "an article id that cannot be a file name: x_y-2"]
    );
}
