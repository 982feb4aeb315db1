//! Zones, on pages as they are saved.

use std::path::Path;

use glossator::suggest::zones::{OutletLines, zones};

/// What is found in `text`: kinds with the beginning of each.
fn found(text: &str, language: &str) -> Vec<(&'static str, String)> {
    let all = zones(text, Some(language), &|_| false).into_iter();
    all.map(|zone| (zone.kind.name(), text[zone.span].chars().take(24).collect())).collect()
}

#[test]
fn boxes_players_credits_and_links_are_found() {
    let text = "Accessibility links\r\n\r\nDam gives way above Beshlik\r\n\r\nBy Ada Lindqvar\r\n\r\n\
                Water reached the market, officials said.\r\n\r\n\
                People stand on the roof of the bus station in Beshlik on Mon\r\n\
                People stand on the roof of the bus station in Beshlik on Monday. (AFP)\r\n\r\n\
                WATCH: The flood\r\n\r\nThousands Flee as Water Rises in Lisk Province\r\nplease wait\r\n\r\n0:00 0:02:34 0:00\r\n\r\n\
                Army Denies Shelling the Crest of Lisk Dam 0Even so, the wall had cracks.\r\n\r\n\
                Sign up for our newsletter!\r\n\r\nBy submitting this form, I agree to the terms.\r\n\r\n\
                Read more\r\n\r\nCopyright 2021 Meridian. All rights reserved.";
    let expected = [
        ("navigation", "Accessibility links"),
        ("byline", "By Ada Lindqvar"),
        ("duplicate_caption", "People stand on the roof"),
        ("caption", "People stand on the roof"),
        ("related_link", "WATCH: The flood\r\n\r\nThou"),
        ("player", "please wait\r\n\r\n0:00 0:02"),
        ("related_link", "Army Denies Shelling the"),
        ("promotion", "Sign up for our newslett"),
        ("related_link", "Read more"),
        ("legal", "Copyright 2021 Meridian."),
    ];
    assert_eq!(found(text, "en"), expected.map(|(kind, text)| (kind, text.to_owned())));
    let glued = zones(text, Some("en"), &|_| false);
    let glued = glued.iter().find(|zone| text[zone.span.clone()].starts_with("Army Denies")).unwrap();
    assert!(text[glued.span.end..].starts_with("Even so"));
}

#[test]
fn spanish_pages_have_their_own_words() {
    let text = "Por Inés Carvallo\n\nEl lago se fue.\n\nLee también: La presa\n\nSuscríbete a nuestro boletín\n\n\
                Todos los derechos reservados";
    let kinds: Vec<&str> = found(text, "es").into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["byline", "related_link", "promotion", "legal"]);
}

#[test]
fn sentences_of_an_article_are_no_zones() {
    let text = "Copyright law was not the point, the judge said.\n\nBy Monday the water had fallen.\n\n\
                Residents were asked to sign up for shelters by Friday.\n\nBreaking news travelled slowly in Beshlik.\n\n\
                By the time Maren arrived, the gate was shut\n\nThe rate rose to 4.2% (from 3.9%).\n\n\
                The dam, he said, was old.\n\nShare prices fell.\n\nHe read more than 40 letters.\n\n\
                “We held,” said Reuters reporter Tim Vey. (He was there.)\n\nMore than 30 people died.";
    assert_eq!(found(text, "en"), []);
}

#[test]
fn lines_that_an_outlet_repeats_are_no_part_of_its_articles() {
    let mut lines = OutletLines::default();
    let line = "The valley’s paper since 1902.";
    for article in ["One thing happened.", "Another thing happened.", "A third thing happened."] {
        lines = lines.merged({
            let mut one = OutletLines::default();
            one.add(Some("Orlan Post"), &format!("{article}\n\n{line}\n{line}"));
            one
        });
    }
    let text = format!("One thing happened.\n\n{line}");
    let of = |outlet: &'static str| zones(&text, Some("en"), &|line| lines.repeats(Some(outlet), line)).len();
    assert_eq!((of("Orlan Post"), of("Halvard Post")), (1, 0));
}

#[test]
fn every_box_of_real_pages_is_found_and_none_of_their_sentences() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/articles");
    if !folder.exists() {
        return;
    }
    // Each box by the place of its first letter, in code points, with its kind.
    let marked = std::fs::read_to_string(root.join("tests/gold/zones/shared.jsonl")).unwrap();
    for line in marked.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = line["article"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let place = |byte: usize| text[..byte].chars().count();
        let found: Vec<serde_json::Value> = zones(&text, Some("en"), &|_| false)
            .into_iter()
            .map(|zone| serde_json::json!([place(zone.span.start), place(zone.span.end), zone.kind.name()]))
            .collect();
        assert_eq!(serde_json::Value::from(found), line["zones"], "{name}");
    }
}
