//! What a person reaches for stays where it is, and what was taken back can be done again.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::edit::{Change, Edit, apply};
use glossator::model::annotation::{Annotation, Features};
use glossator::model::article::Article;
use glossator::model::extra::Extra;
use glossator::model::project::Slot;
use glossator::model::record::Record;
use glossator::model::span::Span;
use glossator::model::suggestion::Suggestion;
use glossator::model::work::WorkRecords;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::ui::colour_vision::{Vision, distance};
use glossator::ui::commands::WindowCommand;
use glossator::ui::theme::{Appearance, Theme};

use super::window::Window;
use crate::common::{add_mark, news_project};

const TEXT: &str = "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\r\nقالت ليلى: «لا». हल्वार्ड on Monday.";

fn press(window: &mut Window, key: Key) {
    window.0.key_press(key);
    window.settle();
}

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
    press(&mut window, Key::Tab);
    let selected = |window: &Window| {
        let text = window.session().open_article().unwrap().body().text();
        text[window.session().desk().selection.range()].to_owned()
    };
    assert_eq!(selected(&window), "Ilsa Maren");
    press(&mut window, Key::Backspace);
    assert_eq!(selected(&window), "Toma Reyk");
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.settle();
    assert_eq!(selected(&window), "Ilsa Maren");
    press(&mut window, Key::Enter);
    let marks = window.session().own_work(&"one".into()).unwrap().annotations();
    let text = window.session().open_article().unwrap().body().text();
    let quotes: Vec<_> = marks.values().map(|mark| &text[mark.spans.hull().range()]).collect();
    assert_eq!(quotes, ["Ilsa Maren"]);
}

#[test]
fn a_suggestion_says_how_sure_it_is_and_enter_accepts_it() {
    let mut project = news_project(&[("one", TEXT)]);
    let start = TEXT.find("ليلى").unwrap();
    let suggestion = Record::Suggestion(Arc::new(Suggestion {
        id: "s1".into(),
        annotator: "ana".into(),
        rule: "import:label-studio".to_owned(),
        spans: Span::new(start, start + "ليلى".len()).unwrap().into(),
        layer: "entity".into(),
        label: "person".into(),
        features: Features::new(),
        score: Some(rust_decimal::Decimal::new(8712, 4)),
        version: Some("tagger 2.1".to_owned()),
        at: None,
        extra: Extra::default(),
    }));
    let edit = Edit::from(Change::add(suggestion.key_in(&"one".into()), suggestion));
    apply(&mut project, &edit).unwrap();
    let mut window = Window::new(project);
    let is_it = |window: &Window| {
        window.session().desk().candidate.as_ref().is_some_and(|candidate| candidate.suggestion.is_some())
    };
    let steps = (0..9).find(|_| {
        press(&mut window, Key::Tab);
        is_it(&window)
    });
    assert_eq!(steps, Some(3), "names come before it");
    let said = "Person · tagger 2.1 · 0.87";
    assert!(window.0.query_all_by_label(said).next().is_some(), "the line at the bottom says it");
    press(&mut window, Key::Enter);
    let work = window.session().own_work(&"one".into()).unwrap();
    let quotes: Vec<_> = work.annotations().values().map(|mark| &TEXT[mark.spans.hull().range()]).collect();
    assert_eq!((quotes, work.suggestions().len()), (vec!["ليلى"], 0));
    assert!(window.0.query_all_by_label(said).next().is_none());
}

/// A project with so many articles and marks that neither list is seen as a whole.
fn long() -> Window {
    let texts: Vec<(String, String)> = (0..40)
        .map(|at| (format!("a{at:02}"), format!("Ilsa Maren met Toma Reyk 👩🏽‍🚒.\n{}", "ا ".repeat(60))))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let mut project = news_project(&texts);
    add_mark(&mut project, "a00", "ana", "m1", "Ilsa Maren");
    let article = project.article(&"a00".into()).unwrap().clone();
    let model = article.annotation(&"m1".into()).unwrap();
    let from = article.body().text().find('ا').unwrap();
    let more = (0..60).map(|at| {
        let spans = article.body().span(from + 3 * at, from + 3 * at + 2).unwrap().into();
        Arc::new(Annotation { id: format!("m{at:06}").into(), spans, ..Annotation::clone(model) })
    });
    let records = WorkRecords { annotations: more.collect(), ..WorkRecords::default() };
    project.put_slot(Slot::Loaded(Arc::new(Article::clone(&article).with_work("ana".into(), records))));
    Window::new(project)
}

/// What has the focus, and where it is.
fn focused(window: &Window) -> Option<(egui::Id, egui::Rect)> {
    let id = window.0.ctx.memory(egui::Memory::focused)?;
    Some((id, window.0.ctx.read_response(id)?.interact_rect))
}

#[test]
fn what_gets_the_focus_is_seen_whole() {
    let mut window = long();
    for _ in 0..3 {
        window.run(WindowCommand::FocusNext);
        let (_, rect) = focused(&window).unwrap();
        assert!(rect.height() > 15.0, "{rect:?}");
    }
    window.0.get_by_role_and_label(Role::TextInput, "Filter marks").focus();
    window.settle();
    let mut seen = BTreeSet::new();
    for _ in 0..30 {
        press(&mut window, Key::Tab);
        let (id, rect) = focused(&window).unwrap();
        let whole = window.0.ctx.read_response(id).unwrap().rect;
        assert!((whole.height() - rect.height()).abs() < 1.0, "{whole:?} shows {rect:?}");
        seen.insert(id.value());
    }
    assert!(seen.len() >= 25, "Tab goes through the marks, also those further down: {}", seen.len());
}

#[test]
fn labels_are_reached_and_left_by_keys_alone() {
    let mut window = Window::new(news_project(&[("one", TEXT)]));
    window.run(WindowCommand::ShowSchema);
    let name = |window: &Window| {
        let field = window.0.query_all_by_role_and_label(Role::TextInput, "Name").next().unwrap();
        field.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(name(&window), "Person");
    press(&mut window, Key::ArrowDown);
    assert_eq!(name(&window), "Organization");
    press(&mut window, Key::Enter);
    assert!(window.0.query_all_by_role_and_label(Role::TextInput, "Name").next().unwrap().is_focused());
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.0.step();
    window.0.get_by_role_and_label(Role::TextInput, "Name").type_text("هيئة");
    window.settle();
    press(&mut window, Key::Escape);
    assert_eq!(name(&window), "Organization", "what was given up is as it was");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowUp);
    assert_eq!(name(&window), "Entities", "the list has the keys again, and a layer is a row like a label");
    press(&mut window, Key::ArrowDown);
    let row = focused(&window).unwrap().0;
    press(&mut window, Key::Tab);
    assert!(focused(&window).is_some_and(|(id, _)| id != row));
    assert_eq!(name(&window), "Person", "Tab leaves the list");
    window.run(WindowCommand::FocusNext);
    assert_eq!(focused(&window).map(|(id, _)| id), Some(row));
}

#[test]
fn colours_that_are_offered_are_no_more_than_stay_apart() {
    let mut window = Window::new(news_project(&[("one", TEXT)]));
    window.run(WindowCommand::ShowSchema);
    let offered: Vec<String> = window.labels().into_iter().filter(|label| label.starts_with('#')).collect();
    assert!(offered.len() > 3, "{offered:?}");
    let theme = Theme::built_in();
    for (at, a) in offered.iter().enumerate() {
        for (b, appearance) in offered[at + 1..].iter().flat_map(|b| Appearance::ALL.map(|one| (b, one))) {
            let look = theme.look(appearance);
            let found = distance(look.tint(a), look.tint(b), Vision::Full);
            assert!(found >= theme.least_apart() - 0.001, "{a} and {b}: {found} in {appearance:?}");
        }
    }
}
