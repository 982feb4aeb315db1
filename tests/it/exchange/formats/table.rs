//! The table for spreadsheets.

use serde_json::json;

use super::{article, lost, mark, project, written};

#[test]
fn cells_hold_what_was_marked_whatever_it_is() {
    let text = "=1+2 said \"no, no\"\r\n👨🏻‍🚒 and left New, old Lisk";
    let mut quoted = mark("b", "claim", "Claim", text, "said \"no, no\"\r\n👨🏻‍🚒");
    quoted["note"] = json!("@who");
    quoted["flag"] = json!({"question": "-1?"});
    let mut torn = mark("c", "entity", "Place", text, "New, old Lisk");
    let start = torn["start"].as_u64().unwrap();
    torn["fragments"] = json!([[start, start + 3], [start + 9, start + 13]]);
    torn["features"] = json!({"kind": "name"});
    let mut line = article("a", text, &[mark("a", "figure", "Figure", text, "=1+2"), quoted, torn]);
    line["title"] = json!("A, \"title\"");
    line["section"] = json!("World");
    let (files, exported) = written(&project(&[line]), "csv");
    let table = files[""].strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        let column = head.iter().position(|known| known == name).unwrap();
        rows[row][column].to_owned()
    };
    assert_eq!((rows.len(), head.len()), (3, 24));
    // Cells are what was marked and nothing else: no sign is put in front of what a spreadsheet may take for a formula.
    assert_eq!(cell(0, "text"), "=1+2");
    assert_eq!(cell(1, "text"), "said \"no, no\"\r\n👨🏻‍🚒");
    assert_eq!((cell(1, "start"), cell(1, "end")), ("5".to_owned(), "24".to_owned()));
    assert_eq!(
        (cell(1, "note"), cell(1, "question"), cell(1, "answer")),
        ("@who".into(), "-1?".into(), String::new())
    );
    assert_eq!(cell(2, "fragments"), "34-37 43-47");
    assert_eq!(cell(2, "features"), r#"{"kind":"name"}"#);
    for row in 0..3 {
        assert_eq!(cell(row, "title"), "A, \"title\"");
        assert_eq!(cell(row, "metadata"), r#"{"section":"World"}"#);
        assert_eq!((cell(row, "annotator"), cell(row, "layer_complete")), ("ana".into(), "true".into()));
    }
    assert_eq!(lost(&exported), Vec::<String>::new());
}
