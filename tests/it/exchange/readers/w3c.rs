//! Web Annotations of other programs, and our own.

use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::ImportOptions;
use glossator::model::schema::Schema;
use serde_json::{Value, json};

use super::{marks, read, refused, refused_as, row};
use crate::exchange::{options, try_read};

const TEXT: &str = "👩🏽‍🚒 ليلى met Maren.\r\nMaren left.";

/// A page of annotations of a text that stands in the first of their targets.
fn page(annotations: &[Value]) -> String {
    let source = json!({"id": "https://example.org/news/dam.html", "type": "Text", "value": TEXT});
    let whole = json!({"type": "Annotation", "motivation": "tagging", "bodyValue": "x", "target": source,
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "floods"}});
    let mut items = vec![whole];
    items.extend(annotations.iter().cloned());
    json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items})
        .to_string()
}

fn of_text(id: &str, body: &Value, selector: &Value) -> Value {
    let target = json!({"source": "https://example.org/news/dam.html", "selector": selector});
    json!({"id": id, "type": "Annotation", "motivation": "tagging", "creator": "mailto:ana@example.org", "body": body, "target": target})
}

fn tag(label: &str) -> Value {
    json!([{"type": "TextualBody", "purpose": "tagging", "value": label}, {"type": "TextualBody", "purpose": "commenting", "value": "who?"}])
}

#[test]
fn places_words_or_both_say_where_a_mark_is() {
    let quote =
        |exact: &str, prefix: &str| json!({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix});
    let position =
        |start: usize, end: usize| json!({"type": "TextPositionSelector", "start": start, "end": end});
    let file = page(&[
        of_text("urn:1", &tag("Person"), &json!([position(5, 9), quote("ليلى", "")])),
        of_text("urn:2", &tag("Person"), &quote("Maren", "\r\n")),
        of_text(
            "urn:3",
            &json!("https://www.wikidata.org/wiki/Q1"),
            &json!({"type": "FragmentSelector", "value": "char=14,19"}),
        ),
        json!({"id": "urn:4", "type": "Annotation", "motivation": "linking", "target": "urn:1",
            "body": ["urn:2", {"type": "TextualBody", "purpose": "tagging", "value": "met"}]}),
    ]);
    for name in ["dam.jsonld", "dam.json"] {
        let imported = read(&[(name, &file)]).unwrap();
        let found = marks(&imported, 0);
        assert_eq!(
            found,
            [
                row("Person", "ليلى", 5),
                row("https://www.wikidata.org/wiki/Q1", "Maren", 14),
                row("Person", "Maren", 22)
            ]
        );
        let article = imported.only();
        assert_eq!((article.id().as_str(), article.body().text()), ("dam", TEXT));
        assert_eq!(article.metadata().url.as_deref(), Some("https://example.org/news/dam.html"));
        let work = article.works().values().next().unwrap();
        assert_eq!(work.relations().len(), 1);
        let first = article.annotations_in_order()[0].clone();
        assert_eq!(
            (first.note.as_deref(), first.annotator.as_str()),
            (Some("who?"), "mailto:ana@example.org")
        );
    }
}

#[test]
fn offsets_that_count_utf_16_are_told_by_the_words() {
    let selector = json!([
        {"type": "TextQuoteSelector", "exact": "ليلى"},
        {"type": "TextPositionSelector", "start": 8, "end": 12}]);
    let imported = read(&[("a.jsonld", &page(&[of_text("urn:1", &tag("Person"), &selector)]))]).unwrap();
    assert_eq!(marks(&imported, 0), [row("Person", "ليلى", 5)]);
}

#[test]
fn lines_arrays_and_texts_beside_them_are_read() {
    let one = of_text("urn:1", &tag("Person"), &json!({"type": "TextQuoteSelector", "exact": "ليلى"}));
    let with = |options: &ImportOptions, file: &str| {
        let files: [(&str, &[u8]); 2] = [("a.jsonld", file.as_bytes()), ("dam.html", TEXT.as_bytes())];
        try_read(&files, options, SchemaGrowth::new(Schema::default()))
    };
    let named = ImportOptions { format: glossator::exchange::format::find("w3c"), ..options() };
    for file in [
        format!("{one}\n"),
        format!("[{one}]"),
        json!({"type": "AnnotationCollection", "first": {"items": [one]}}).to_string(),
    ] {
        let imported = with(&named, &file).unwrap();
        assert_eq!(marks(&imported, 0), [row("Person", "ليلى", 5)], "{file}");
        let told = refused(&[("a.jsonld", &file)]);
        assert!(told.contains("a text file called \"dam.html\"") && told.contains("a.jsonld"), "{told}");
    }
}

#[test]
fn what_is_wrong_is_refused_with_its_line_and_the_rest_is_read() {
    let quote = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact});
    let position =
        |start: usize, end: usize| json!({"type": "TextPositionSelector", "start": start, "end": end});
    for (selector, message) in [
        (quote("Maren"), "more than once"),
        (quote("Orsolen"), "do not stand in the text"),
        (json!([position(5, 9), quote("Maren")]), "the words \"Maren\" are said to be at 5..9"),
        (position(5, 900), "900"),
        (position(9, 5), "empty or runs backwards"),
    ] {
        let told = refused(&[("a.jsonld", &page(&[of_text("urn:1", &tag("Person"), &selector)]))]);
        assert!(told.contains(message) && told.contains("a.jsonld, line 1"), "{told}");
    }
    for (file, message) in [
        ("{\"type\": \"AnnotationPage\", \"items\": [{\"type\": \"Anno", "cut off"),
        ("{\"type\": \"AnnotationCollection\", \"first\": \"page1\"}", "the annotations are not in the file"),
        ("{\"type\": \"Annotation\", \"body\": \"x\"}", "no \"target\""),
        ("{\"type\": 7", "EOF"),
    ] {
        let told = refused_as("w3c", &[("a.jsonld", file.as_bytes())]);
        assert!(told.contains(message), "{file}: {told}");
    }
    let good = page(&[]);
    let half = &good[..good.len() - 2];
    assert!(refused(&[("a.jsonld", half)]).contains("cut off"));
}

#[test]
fn annotations_stand_in_a_graph_or_fill_many_lines() {
    let page: Value = serde_json::from_str(&page(&[of_text(
        "urn:1",
        &tag("Person"),
        &json!({"type": "TextPositionSelector", "start": 5, "end": 9}),
    )]))
    .unwrap();
    let items = page["items"].as_array().unwrap();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    let one_after_the_other: Vec<String> = items.iter().map(pretty).collect();
    for file in [
        pretty(&page),
        pretty(&json!({"@context": page["@context"], "@graph": items})),
        one_after_the_other.join("\n"),
    ] {
        let imported = read(&[("dam.jsonld", &file)]).unwrap();
        assert_eq!(marks(&imported, 0), [row("Person", "ليلى", 5)], "{file}");
    }
    let cut = page.to_string();
    assert!(refused(&[("dam.jsonld", &cut[..cut.len() - 1])]).contains("cut off"));
}

#[test]
fn annotations_of_a_text_in_two_files_are_one_article_and_words_may_have_a_prefix() {
    let first = page(&[]);
    let quote = json!({"type": "oa:TextQuoteSelector", "exact": "ليلى"});
    let mut second =
        of_text("urn:2", &json!({"type": "TextualBody", "purpose": "oa:tagging", "value": "Person"}), &quote);
    second["motivation"] = json!("http://www.w3.org/ns/oa#tagging");
    let imported = read(&[("a.jsonld", &first), ("b.jsonld", &format!("{second}\n"))]).unwrap();
    assert_eq!(imported.articles.len(), 1);
    assert_eq!(marks(&imported, 0), [row("Person", "ليلى", 5)]);
}

#[test]
fn what_a_program_has_given_the_address_of_the_file_is_still_ours() {
    let line = json!({"id": "dam", "text": TEXT, "annotations": [
        {"id": "m1", "layer": "entity", "label": "Person", "start": 5, "end": 9, "annotator": "ana"}]});
    let file = read(&[("a.jsonl", &line.to_string())]).unwrap().into_project();
    let (mut files, _) = crate::exchange::export_with(
        &file,
        "w3c",
        &glossator::exchange::filter::Filter::default(),
        &glossator::exchange::options::ExportOptions::default(),
    );
    let page = String::from_utf8(files.remove("").unwrap()).unwrap();
    let moved = page.replace("\"#", "\"https://example.org/a.jsonld#");
    assert_ne!(page, moved);
    for page in [page, moved] {
        let imported = read(&[("a.jsonld", &page)]).unwrap();
        let article = imported.only();
        assert_eq!((article.id().as_str(), article.metadata().title.as_deref()), ("dam", None));
        let mark = article.annotations_in_order()[0].clone();
        assert_eq!((mark.id.as_str(), mark.layer.as_str(), mark.label.as_str()), ("m1", "entity", "Person"));
    }
}

#[test]
fn of_texts_with_one_name_the_one_is_taken_that_the_source_says() {
    let selector = json!([{"type": "TextPositionSelector", "start": 5, "end": 9}]);
    let file = of_text("urn:1", &tag("Person"), &selector).to_string();
    let files = |places: [&'static str; 2]| {
        [("a.jsonld", file.clone()), (places[0], TEXT.to_owned()), (places[1], "بعد ليلى.".to_owned())]
    };
    let read_of = |files: &[(&str, String)]| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let options = ImportOptions { format: glossator::exchange::format::find("w3c"), ..options() };
        try_read(&files, &options, SchemaGrowth::new(Schema::default()))
    };
    let imported = read_of(&files(["news/dam.html", "old/dam.html"])).unwrap();
    assert_eq!(imported.only().body().text(), TEXT);
    let error = read_of(&files(["new/dam.html", "old/dam.html"])).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("new/dam.html, old/dam.html") && error.contains("a.jsonld"), "{error}");
}
