//! What a person reaches for stays where it is, and what was taken back can be done again.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;

use super::window::Window;
use crate::common::{add_mark, news_project};

const TEXT: &str = "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\r\nقالت ليلى: «لا». हल्वार्ड on Monday.";

/// Where the labels of entities are.
fn places(window: &Window) -> Vec<egui::Rect> {
    let names = ["Person", "Organization", "Location"].into_iter();
    names.filter_map(|name| window.0.query_all_by_label(name).next().map(|node| node.rect())).collect()
}

#[test]
fn choosing_a_mark_moves_no_label() {
    let mut project = news_project(&[("one", TEXT)]);
    add_mark(&mut project, "one", "ana", "a1", "ليلى");
    let mut window = Window::new(project);
    let before = places(&window);
    assert!(before.len() >= 2);
    window.run_session(CommandKind::AnnotationChoose, Arguments::new().with("id", "a1"));
    let note = window.0.get_by_role_and_label(Role::TextInput, "Note").rect();
    assert_eq!(places(&window), before);
    let status = window.0.query_all_by_label("Status").last().unwrap().rect();
    assert!(before.iter().all(|label| label.bottom() < note.top()), "{before:?} {note:?}");
    assert!(note.bottom() < status.top(), "{note:?} {status:?}");
}

#[test]
fn a_rejected_candidate_is_one_again_after_undo() {
    let mut window = Window::new(news_project(&[("one", TEXT)]));
    window.run_session(CommandKind::LabelArm, Arguments::new().with("label", "person"));
    let press = |window: &mut Window, key| {
        window.0.key_press(key);
        window.settle();
    };
    press(&mut window, Key::Tab);
    let selected = |window: &Window| {
        let text = window.session().open_article().unwrap().body().text();
        text[window.session().desk().selection.range()].to_owned()
    };
    assert_eq!(selected(&window), "Ilsa Maren");
    press(&mut window, Key::Backspace);
    assert_eq!(selected(&window), "Toma Reyk");
    window.0.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    window.settle();
    assert_eq!(selected(&window), "Ilsa Maren");
    press(&mut window, Key::Enter);
    let marks = window.session().own_work(&"one".into()).unwrap().annotations();
    let text = window.session().open_article().unwrap().body().text();
    let quotes: Vec<_> = marks.values().map(|mark| &text[mark.spans.hull().range()]).collect();
    assert_eq!(quotes, ["Ilsa Maren"]);
}
