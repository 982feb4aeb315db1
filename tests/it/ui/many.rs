//! Schemas and articles with more in them than anybody looks through: found by typing, reached by keys.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use glossator::model::id::{LabelKey, LayerKey};
use glossator::model::project::Project;
use glossator::model::schema::Label;
use glossator::session::keeper::Unkept;

use super::hands::Window;
use crate::common::{add_mark, news_project};
use crate::session::fixture::session_with;

const TEXT: &str = "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\nThe dam held.";
const FILTER: &str = "Filter labels";

/// A window in which the first words are selected.
fn window(project: Project) -> Window {
    let mut window = Window::new(session_with(project, Unkept));
    window.select("Ilsa Maren");
    window
}

/// A project whose schema has `count` labels more, in several scripts, of which none has a letter.
fn labelled(count: u32) -> Project {
    let news = news_project(&[("one", TEXT)]);
    let mut schema = news.schema().clone();
    let layer = LayerKey::from("entity");
    let like = Arc::clone(&schema.labels[&(layer.clone(), LabelKey::from("person"))]);
    for at in 0..count {
        let title = ["Minister", "وزير", "मंत्री", "部长"][at as usize % 4];
        let (key, name) = (LabelKey::from(format!("l{at}").as_str()), format!("{title} {at}"));
        let label =
            Label { key: key.clone(), name, shortcut: None, position: 100 + at, ..Label::clone(&like) };
        schema.labels.insert((layer.clone(), key), Arc::new(label));
    }
    let mut project = Project::new("Many", schema);
    project.put_slots(news.articles().iter().map(|(id, slot)| (id.clone(), slot.clone())));
    project
}

#[test]
fn of_500_labels_one_is_given_by_a_few_letters_in_the_palette() {
    for (words, key) in
        [("minister 496", "l496"), ("وزير 497", "l497"), ("मंत्री 498", "l498"), ("部长 499", "l499")]
    {
        let mut window = window(labelled(500));
        window.press("Ctrl+P");
        window.write(words);
        window.press("Enter");
        assert_eq!(window.marks_in("one"), [format!("{key}: Ilsa Maren")], "after {words:?}");
    }
}

#[test]
fn of_28_labels_each_has_a_chip_and_of_500_as_many_as_can_be_looked_through() {
    let few = window(labelled(16));
    assert_eq!(few.buttons("Minister 12"), 1);
    assert!(few.0.query_by_role_and_label(Role::TextInput, FILTER).is_none());
    let many = window(labelled(500));
    let shown = many.0.query_all_by_label_contains("Minister").count();
    assert!((5..40).contains(&shown), "{shown} chips");
    assert!(many.says("and 472 more"), "what is left out is said");
}

#[test]
fn the_filter_of_labels_is_reached_by_f6_and_enter_gives_the_first() {
    let mut window = window(labelled(500));
    window.press("F6 F6");
    assert!(window.is_focused(FILTER));
    window.write("497");
    assert_eq!(window.buttons("وزير 497"), 1);
    assert!(!window.says("Minister"));
    window.press("Enter");
    assert_eq!(window.marks_in("one"), ["l497: Ilsa Maren"]);
    window.select("Halvard");
    window.letter('p');
    assert_eq!(window.marks_in("one").last().unwrap(), "person: Halvard", "the keys are the article's again");
}

#[test]
fn the_schema_view_lists_the_labels_that_are_looked_for() {
    let mut window = window(labelled(500));
    window.press("Ctrl+4");
    window.click(Role::TextInput, FILTER);
    window.write("وزير 49");
    assert_eq!(window.buttons("Minister 496"), 0);
    window.click(Role::Button, "وزير 497");
    assert_eq!(window.value("Name").as_deref(), Some("وزير 497"));
}

#[test]
fn of_2000_marks_on_a_word_each_is_counted_and_can_be_deleted() {
    let mut project = news_project(&[("one", TEXT)]);
    for at in 0..2_000 {
        add_mark(&mut project, "one", "ana", &format!("m{at:04}"), "Toma Reyk");
    }
    let mut window = window(project);
    assert_eq!(window.marks_in("one").len(), 2_000);
    let rows = window.0.query_all_by_label_contains("Toma Reyk").count();
    assert!((1..200).contains(&rows), "{rows} rows");
    window.press("F3 F3 Delete Shift+F3 Delete");
    assert_eq!(window.marks_in("one").len(), 1_998);
    window.press("Ctrl+Z Ctrl+Z");
    assert_eq!(window.marks_in("one").len(), 2_000);
}
