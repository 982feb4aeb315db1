//! The card of a data set: what it says, where it is, and that no import takes it for an article.

use glossator::exchange::filter::{Filter, StatusKind};
use glossator::exchange::format::{FORMATS, Shape, find};
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::options::ExportOptions;
use glossator::exchange::shaping::ShapingOptions;
use glossator::exchange::shaping::unit::Unit;
use glossator::exchange::splits::{GroupBy, SplitOptions};
use glossator::model::project::Project;
use glossator::model::schema::Schema;
use glossator::text::offsets::OffsetUnit;
use serde_json::{Value, json};

use super::{export_with, options, read_jsonl, try_read};

/// Three articles of two outlets; ana and bo have both worked on the first.
fn project() -> Project {
    let mark = |id: &str, label: &str, start: usize, end: usize, annotator: &str| json!({"id": id, "layer": "entity", "label": label, "start": start, "end": end, "annotator": annotator});
    let status = json!({"status": {"entity": "done"}});
    let marks = [
        mark("m", "Person", 0, 5, "ana"),
        mark("n", "Place", 10, 14, "ana"),
        mark("o", "Person", 0, 5, "bo"),
    ];
    let label =
        |key: &str, name: &str, guideline: &str| json!({"key": key, "name": name, "guideline": guideline});
    let schema = json!({"record": "schema", "layers": [{"key": "entity", "name": "Enti|ties", "role": "entity",
        "guideline": "Names alone.", "labels": [label("person", "Person", "A human being.\n\nNo titles."),
        label("place", "Place", "Where it is."), label("firm", "Firm", "")]}],
        "relations": [{"key": "in", "name": "Lies in", "guideline": "One in the other."}]});
    let lines = [
        schema,
        json!({"id": "a", "text": "Maren met Lisk.", "outlet": "Meridian", "language": "en", "published": "2021-10-12",
            "annotators": {"ana": status, "bo": status}, "annotations": marks,
            "relations": [{"id": "r", "type": "in", "from": "m", "to": "n", "annotator": "ana"}]}),
        json!({"id": "b", "text": "Nobody came, and the river rose.", "outlet": "Meridian", "published": "2021-10-11",
            "annotators": {"ana": status}}),
        json!({"id": "c", "text": "من قال ذلك؟", "language": "ar"}),
    ];
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    let imported = read_jsonl(&text.join("\n")).unwrap();
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    imported.into_project()
}

fn card(to: &str, filter: &Filter, options: &ExportOptions) -> Option<String> {
    let (mut files, _) = export_with(&project(), to, filter, options);
    files.remove("README.md").map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn a_card_says_what_is_there_who_made_it_and_how() {
    let card = card("conll", &Filter::default(), &ExportOptions::default()).unwrap();
    let (mark, card) = card.split_once('\n').unwrap();
    assert_eq!(mark, "<!-- A card of Glossator: no article -->");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        card,
        format!(
            "# imported\n\nNews articles, annotated by hand with Glossator {version}. Format: CoNLL-2003 (IOB2).\n\
             \n## Counts\n\n| | all |\n|---|---:|\n| articles | 3 |\n| marks: Enti\\|ties | 3 |\n| done: Enti\\|ties | 2 |\n\
             | relations | 1 |\n| attributions | 0 |\n\n\
             *Done* is in how many of them an annotator has marked everything in the layer. \
             Marks are counted as they were made; what this format cannot hold of them is listed by the export.\n\
             \n## Labels\n\n### Enti|ties (`entity`)\n\nNames alone.\n\n\
             * **Person** (2): A human being.\n\n  No titles.\n* **Place** (1): Where it is.\n* **Firm** (0)\n\
             \n### Relations\n\n* **Lies in** (1): One in the other.\n\
             \n## Annotators\n\n* ana: 2 articles, 2 marks\n* bo: 1 article, 1 mark\n\
             \nMore than one of them worked on 1 article.\n\
             \n### Agreement\n\n| layer | articles that two have done | same place | same place and label |\n|---|---:|---:|---:|\n\
             | Enti\\|ties | 1 | 0.667 | 0.667 |\n\
             \nOf the marks that two annotators made where both have done the layer: the share that the \
             other made as well, over all pairs. That is the F-measure of one against the other \
             ([Hripcsak and Rothschild 2005](https://doi.org/10.1197/jamia.M1733)). \
             Marks in promotions, bylines and the like do not count.\n\
             \n## Sources\n\n* Meridian: 2 articles\n* of unknown outlets: 1 article\n\
             \nPublished from 2021-10-11 to 2021-10-12.\n\nLanguages: ar, en.\n\
             \n## Licence\n\nNot stated. The texts belong to those who published them.\n\
             \n## Made with\n\n```\nglossator export PROJECT --to conll --out PLACE\n```\n"
        )
    );
}

#[test]
fn splits_and_whatever_was_chosen_stand_on_it() {
    let split =
        SplitOptions { shares: "train=2,test=1".parse().unwrap(), seed: 7, group_by: GroupBy::Outlet };
    let filter = Filter {
        annotators: ["ana".into()].into(),
        statuses: [StatusKind::Done].into(),
        drop_zones: true,
        ..Filter::default()
    };
    let options =
        ExportOptions { offsets: OffsetUnit::Utf16, split: Some(split), ..ExportOptions::default() };
    let card = card("jsonl", &filter, &options).unwrap();
    let command = "glossator export PROJECT --to jsonl --annotator ana --status done --zones drop --offsets utf-16 \
                   --split train=2,test=1 --seed 7 --group-by outlet --out PLACE";
    for part in [
        command,
        "| | train | test |\n|---|---:|---:|\n| articles | 2 | 0 |\n",
        "Shares train=2,test=1, seed 7, kept together by: outlet.",
        "* `train`: 2 names of entities",
        "Copies or versions of one text in different splits: 0 pairs.",
        "* ana: 2 articles, 2 marks\n\nNo article was worked on by more than one of them",
    ] {
        assert!(card.contains(part), "{part:?} is not in {card}");
    }
    assert!(!card.contains("* bo"), "{card}");
}

#[test]
fn agreement_is_of_places_and_labels_in_layers_that_two_have_done() {
    let text = "ليلى 👩🏽‍🚒 met Maren in Lisk.\r\nSubscribe, Lisk!";
    let at = |words: &str, from: usize| {
        let byte = from + text[from..].find(words).unwrap();
        let start = text[..byte].chars().count();
        (start, start + words.chars().count())
    };
    let mark = |id: &str, (start, end): (usize, usize), label: &str, annotator: &str| json!({"id": id, "layer": "entity", "label": label, "start": start, "end": end, "annotator": annotator});
    let later = text.find("Subscribe").unwrap();
    let promotion = at("Subscribe, Lisk!", 0);
    let marks = [
        mark("a1", at("ليلى", 0), "Person", "ana"),
        mark("b1", at("ليلى", 0), "Person", "bo"),
        mark("a2", at("Maren", 0), "Person", "ana"),
        mark("b2", at("Maren", 0), "Place", "bo"),
        mark("a3", at("Lisk", 0), "Place", "ana"),
        mark("b3", at("in Lisk", 0), "Place", "bo"),
        // No text of the article.
        mark("a4", at("Lisk", later), "Place", "ana"),
        // She has not done the layer.
        mark("c1", at("ليلى", 0), "Place", "cleo"),
    ];
    let done = json!({"status": {"entity": "done"}});
    let line = json!({"id": "a", "text": text, "annotations": marks,
        "zones": [{"id": "z", "start": promotion.0, "end": promotion.1, "kind": "promotion"}],
        "annotators": {"ana": done, "bo": done, "cleo": {"status": {"entity": "in_progress"}}}});
    let project = read_jsonl(&line.to_string()).unwrap().into_project();
    let shaping = ShapingOptions { pseudonyms: true, ..ShapingOptions::default() };
    let options = ExportOptions { shaping, ..ExportOptions::default() };
    let (files, _) = export_with(&project, "spacy", &Filter::default(), &options);
    let card = String::from_utf8(files["README.md"].clone()).unwrap();
    assert!(card.contains("| entity | 1 | 0.667 | 0.333 |\n"), "{card}");
    assert!(!["ana:", "bo:", "cleo"].iter().any(|name| card.contains(name)), "{card}");
}

#[test]
fn pieces_are_counted_as_what_they_are() {
    let shaping = ShapingOptions { unit: Unit::Sentence, ..ShapingOptions::default() };
    let options = ExportOptions { shaping, ..ExportOptions::default() };
    let card = card("spacy", &Filter::default(), &options).unwrap();
    for part in [
        "\n| sentences | 3 |\n",
        "* ana: 2 sentences, 2 marks\n",
        "worked on 1 sentence.\n",
        "* Meridian: 2 sentences\n",
    ] {
        assert!(card.contains(part), "{part:?} is not in {card}");
    }
}

#[test]
fn the_licence_stands_on_it_and_no_name_of_who_is_numbered() {
    let filter = Filter { annotators: ["ana".into()].into(), ..Filter::default() };
    let shaping = ShapingOptions { pseudonyms: true, ..ShapingOptions::default() };
    let licence = Some("CC-BY-4.0".to_owned());
    let options = ExportOptions { licence, shaping, ..ExportOptions::default() };
    for format in ["spacy", "hf"].into_iter().filter(|id| find(id).is_some()) {
        let card = card(format, &filter, &options).unwrap();
        assert!(card.contains("\n## Licence\n\nCC-BY-4.0\n"), "{card}");
        let command = format!("--to {format} --annotator NAME --license CC-BY-4.0 --pseudonyms --out PLACE");
        assert!(card.contains(&command) && !card.contains("ana "), "{card}");
        assert_eq!(card.contains("\nlicense: cc-by-4.0\n"), format == "hf", "{card}");
    }
}

#[test]
fn every_folder_of_data_has_one_and_no_import_takes_it_for_an_article() {
    for format in FORMATS.iter().filter(|format| format.export.is_some()) {
        let has_card = format.shape == Shape::Folder && !["txt", "md"].contains(&format.id);
        let card = card(format.id, &Filter::default(), &ExportOptions::default());
        assert_eq!(card.is_some(), has_card, "{}", format.id);
        let Some(card) = card else { continue };
        assert!(card.contains(&format!("--to {} --out PLACE", format.id)), "{}", format.id);
        let files = [("README.md", card.as_bytes()), ("a/b.txt", "Maren left.".as_bytes())];
        let imported = try_read(&files, &options(), SchemaGrowth::adopting(Schema::default())).unwrap();
        assert_eq!(imported.only().id().as_str(), "b");
        assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    }
    // Any other file of that name is an article.
    let files = [("README.md", "# About\n\nMaren left.".as_bytes())];
    let imported = try_read(&files, &options(), SchemaGrowth::adopting(Schema::default())).unwrap();
    assert_eq!(imported.only().id().as_str(), "README");
}
