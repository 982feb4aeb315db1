//! Offsets and bodies of difficult texts, from import through marking to export.

use serde_json::json;

use super::harness::{Scratch, marks, person};

/// Start and end of `quote` in `text`: in code points, in UTF-16 units and in bytes.
fn places(text: &str, quote: &str) -> [(u64, u64); 3] {
    let start = text.find(quote).unwrap();
    let (before, to_end) = (&text[..start], &text[..start + quote.len()]);
    let points = |text: &str| text.chars().count() as u64;
    let units = |text: &str| text.encode_utf16().count() as u64;
    [
        (points(before), points(to_end)),
        (units(before), units(to_end)),
        (before.len() as u64, to_end.len() as u64),
    ]
}

/// Marks `quote` by offsets of each unit, and asserts what each export says.
#[track_caller]
fn check(text: &str, quote: &str, expected: [(u64, u64); 3]) {
    assert_eq!(places(text, quote), expected);
    let units = ["code-points", "utf-16", "bytes"];
    let scratch = Scratch::with(text);
    for ((unit, name), (start, end)) in units.iter().zip(["one", "two", "three"]).zip(expected) {
        let command = person(name, start as usize, end as usize);
        scratch.run_with("ana", &[command], &["--offsets", unit]).exits(0);
    }
    for ((unit, declared), (start, end)) in units.iter().zip(["code_point", "utf16", "byte"]).zip(expected) {
        let article = &scratch.export(&["--offsets", unit])[0];
        assert_eq!(article["text"], text);
        assert_eq!(article["offset_unit"], declared);
        let mut found = marks(article);
        found.sort();
        let expected = ["one", "three", "two"].map(|id| (id.to_owned(), start, end, quote.to_owned()));
        assert_eq!(found, expected, "in {unit}");
    }
    scratch.check().exits(0);
}

#[test]
fn a_sequence_of_emoji_counts_as_its_code_points_and_units() {
    check("👨🏻‍🚒 firemen drive firetrucks", "firetrucks", [(19, 29), (22, 32), (30, 40)]);
}

#[test]
fn one_emoji_in_front_moves_utf16_and_bytes() {
    check("💩This is an annotation.", "annotation", [(12, 22), (13, 23), (15, 25)]);
}

#[test]
fn scripts_of_all_lengths_keep_their_offsets() {
    check("قال الوزير إن 5 قُتلوا.", "قُتلوا", [(16, 22), (16, 22), (27, 39)]);
    check("השר אמר: \"לא\".", "לא", [(10, 12), (10, 12), (16, 20)]);
    check("मंत्री ने कहा", "कहा", [(10, 13), (10, 13), (26, 35)]);
    check("部长周二说。", "周二", [(2, 4), (2, 4), (6, 12)]);
}

#[test]
fn both_ways_to_write_an_accent_survive() {
    let text = "caf\u{e9} and cafe\u{301}, \u{1e69} and s\u{323}\u{307}\n";
    let scratch = Scratch::with(text);
    scratch.does(&[person("one", 0, 4), person("two", 9, 14)]);
    let found: Vec<String> = scratch.marks().into_iter().map(|(_, _, _, text)| text).collect();
    assert_eq!(found, ["caf\u{e9}", "cafe\u{301}"]);
    assert_eq!(scratch.article("a")["text"], text);
    assert_eq!(std::fs::read_to_string(scratch.find("articles", "a-", ".txt")).unwrap(), text);
    // Each is found by its own spelling, and both by either when accents need not match.
    let all = json!({
        "command": "annotation.mark_all", "article": "a", "text": "cafe\u{301}", "layer": "entity",
        "label": "Facility", "accents": false,
    });
    assert_eq!(scratch.does(&[all])[0]["changed"], 2);
    scratch.check().exits(0);
}

#[test]
fn white_space_of_every_kind_is_kept() {
    let texts = [
        "one\r\ntwo\r\n",
        "tab\there\u{a0}and\u{2028}there\u{2029}end",
        "trailing newline\n\n\n",
        " \t\r\n \u{a0}\n",
        "",
        "\n\nfirst line is the third",
        "lone \r carriage return",
    ];
    let scratch = Scratch::new();
    for (index, text) in texts.iter().enumerate() {
        scratch.import_text(&format!("text-{index}"), text);
    }
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(scratch.article(&format!("text-{index}"))["text"], *text);
    }
    scratch.check().exits(0).prints(&["Checked 7 articles: nothing wrong"]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_body() {
    let scratch = Scratch::new();
    scratch.import_text("utf8", "\u{feff}Salaam\r\n");
    let utf16 = |little: bool| -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        "\u{feff}Šalaam 💩\r\n".encode_utf16().flat_map(bytes).collect()
    };
    scratch.import_text("little", utf16(true));
    scratch.import_text("big", utf16(false));
    assert_eq!(scratch.article("utf8")["text"], "Salaam\r\n");
    assert_eq!(scratch.article("little")["text"], "Šalaam 💩\r\n");
    assert_eq!(scratch.article("big")["text"], "Šalaam 💩\r\n");
}

#[test]
fn a_word_in_three_lines_is_marked_three_times() {
    let scratch = Scratch::with("β-catenin\nβ-catenin\nβ-catenin\n");
    let all = json!({
        "command": "annotation.mark_all", "article": "a", "text": "β-catenin", "layer": "entity", "label": "Product",
    });
    assert_eq!(scratch.does(&[all])[0]["changed"], 3);
    let places: Vec<(u64, u64)> = scratch.marks().iter().map(|(_, start, end, _)| (*start, *end)).collect();
    assert_eq!(places, [(0, 9), (10, 19), (20, 29)]);
}

#[test]
fn a_mark_may_begin_and_end_inside_a_word() {
    let scratch = Scratch::with("Kundennummer2785708 und 0Even, cafe\u{301}teria");
    scratch.does(&[person("number", 12, 19), person("even", 25, 29), person("accent", 31, 36)]);
    let texts: Vec<String> = scratch.marks().into_iter().map(|(_, _, _, text)| text).collect();
    assert_eq!(texts, ["2785708", "Even", "cafe\u{301}"]);
    scratch.check().exits(0);
}

#[test]
fn marks_that_share_text_are_all_kept_and_changed_alone() {
    let scratch = Scratch::with("The Orlan Valley Observatory counted, he said, the dead.");
    let add = |id: &str, label: &str, start: usize, end: usize| {
        let mut command = person(id, start, end);
        command["label"] = json!(label);
        command
    };
    scratch.does(&[
        add("whole", "Organization", 4, 28),
        add("same", "Facility", 4, 28),
        add("inside", "Natural place", 4, 16),
        add("crossing", "Work", 10, 36),
        add("touching", "Person", 28, 36),
        json!({"command": "annotation.add", "article": "a", "id": "gaps", "layer": "claim", "label": "Claim",
            "fragments": [[29, 36], [47, 55]]}),
        json!({"command": "annotation.relabel", "article": "a", "id": "same", "layer": "entity", "label": "Law"}),
        json!({"command": "annotation.delete", "article": "a", "id": "crossing"}),
        json!({"command": "annotation.add_span", "article": "a", "id": "inside", "start": 51, "end": 55}),
    ]);
    let article = scratch.article("a");
    let rows: Vec<(&str, &str, u64, u64)> = article["annotations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| {
            let text = |key: &str| mark[key].as_str().unwrap();
            (text("id"), text("label"), mark["start"].as_u64().unwrap(), mark["end"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(rows.len(), 5);
    for row in [
        ("whole", "Organization", 4, 28),
        ("same", "Law", 4, 28),
        ("inside", "Natural place", 4, 55),
        ("touching", "Person", 28, 36),
        ("gaps", "Claim", 29, 55),
    ] {
        assert!(rows.contains(&row), "{row:?} is not in {rows:?}");
    }
    let gaps = article["annotations"].as_array().unwrap().iter().find(|mark| mark["id"] == "gaps").unwrap();
    assert_eq!(gaps["fragments"], json!([[29, 36], [47, 55]]));
    // Each can be reached by key: every mark is chosen once on the way through the text.
    let next = json!({"command": "annotation.next"});
    let walk = [vec![json!({"command": "article.open", "article": "a"})], vec![next; 5]].concat();
    scratch.does(&walk);
}

#[test]
fn spans_may_begin_on_a_blank_line_and_cross_paragraphs() {
    let text = "First paragraph.\n\n\n  Second one, here.\n";
    let scratch = Scratch::with(text);
    scratch.does(&[person("blank", 17, 27), person("across", 6, 27)]);
    let texts: Vec<String> = scratch.marks().into_iter().map(|(_, _, _, text)| text).collect();
    assert_eq!(texts, ["paragraph.\n\n\n  Second", "\n\n  Second"]);
    // Without being taken exactly, white space at the edges is left out.
    let mut trimmed = person("trimmed", 17, 27);
    trimmed["exact"] = json!(false);
    scratch.does(&[trimmed]);
    let trimmed = scratch.marks().into_iter().find(|(id, ..)| id == "trimmed").unwrap();
    assert_eq!(trimmed, ("trimmed".to_owned(), 21, 27, "Second".to_owned()));
    scratch.check().exits(0);
}

#[test]
fn every_occurrence_is_one_step_and_words_are_whole() {
    let text = "Rami came. Ramiro came. rami and RAMI; Rami's. قال رامي ورامي وراميا\n";
    let scratch = Scratch::with(text);
    let all = |text: &str, extra: &[(&str, bool)]| {
        let mut command = json!({
            "command": "annotation.mark_all", "article": "a", "text": text, "layer": "entity", "label": "Person",
        });
        for (key, value) in extra {
            command[*key] = json!(value);
        }
        command
    };
    let undo = json!({"command": "undo"});
    let counted = |command: serde_json::Value| -> u64 {
        scratch.does(&[command, undo.clone()])[0]["changed"].as_u64().unwrap()
    };
    assert_eq!(counted(all("Rami", &[])), 2);
    assert_eq!(counted(all("Rami", &[("case", false)])), 4);
    assert_eq!(counted(all("Rami", &[("whole_words", false)])), 3);
    assert_eq!(counted(all("رامي", &[])), 1);
    assert_eq!(counted(all("رامي", &[("inflections", true)])), 2);
    assert!(scratch.marks().is_empty(), "undo took every occurrence back in one step");
}

#[test]
fn a_long_line_is_imported_marked_and_exported() {
    let text = "слово 💩 ".repeat(70_000);
    assert!(text.len() > 1_000_000);
    let points = text.chars().count();
    let scratch = Scratch::with(&text);
    scratch.does(&[
        person("last", points - 8, points - 3),
        json!({"command": "undo"}),
        json!({"command": "redo"}),
    ]);
    assert_eq!(
        scratch.marks(),
        [("last".to_owned(), points as u64 - 8, points as u64 - 3, "слово".to_owned())]
    );
    assert_eq!(scratch.article("a")["text"], text);
    scratch.check().exits(0);
}
