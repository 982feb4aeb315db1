//! What is as it was left when a project is opened again.

use std::path::Path;

use egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use glossator::model::body::BodyHash;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::keeper::Unkept;
use glossator::ui::fonts::Fallback;
use glossator::ui::places::{Place, Places};
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;

use super::hands::Window;
use crate::common::news_project;
use crate::session::fixture::session_with;

const FOLDER: &str = "/projects/three";

/// A window with `preferences`, as they are written to their file and read from it, that shows three articles.
fn window(preferences: &Preferences) -> Window {
    let texts = [("one", "Ilsa Maren."), ("two", "Toma Reyk."), ("three", "قال الوزير.")];
    window_of(preferences, &Places::default(), &texts)
}

/// A window with `preferences` and `places`, as they are written to their files and read from them.
fn window_of(preferences: &Preferences, places: &Places, texts: &[(&str, &str)]) -> Window {
    let preferences = Preferences::read(&preferences.written()).unwrap();
    let mut shell = Shell::new(preferences, Fallback::None, None);
    shell.places = Places::read(&places.written()).unwrap();
    shell.open(session_with(news_project(texts), Unkept), FOLDER.into());
    let mut is_new = true;
    let show = move |ui: &mut egui::Ui, shell: &mut Shell| {
        if std::mem::take(&mut is_new) {
            shell.install(ui.ctx());
        }
        shell.show(ui);
    };
    let mut window =
        Window(Harness::builder().with_size(Vec2::new(1280.0, 800.0)).build_ui_state(show, shell));
    window.settle();
    window
}

#[test]
fn the_article_that_was_open_last_is_open_again() {
    let mut first = window(&Preferences::default());
    let before = first.session().desk().article.clone();
    first.press("Ctrl+PageDown");
    let open = first.session().desk().article.clone();
    assert_ne!(open, before);
    let mut preferences = first.0.state().preferences.clone();
    assert_eq!(window(&preferences).session().desk().article, open);
    // One that is gone since is not missed.
    for article in preferences.articles.values_mut() {
        *article = "gone".to_owned();
    }
    assert_eq!(window(&preferences).session().desk().article, before);
}

#[test]
fn what_was_hidden_is_hidden_again() {
    let mut first = window(&Preferences::default());
    let has = |window: &Window, name: &str| window.0.query_by_label(name).is_some();
    assert!(has(&first, "Labels") && has(&first, "Filter articles"));
    first.press("Ctrl+B Ctrl+Shift+B");
    let mut again = window(&first.0.state().preferences);
    assert!(!has(&again, "Labels") && !has(&again, "Filter articles"));
    again.press("Ctrl+B");
    let third = window(&again.0.state().preferences);
    assert!(!has(&third, "Labels") && has(&third, "Filter articles"));
}

#[test]
fn one_reads_on_where_an_article_was_left() {
    let mut window = window(&Preferences::default());
    window.press("Right Right");
    let place = window.session().desk().selection.head;
    assert!(place > 0);
    window.press("Ctrl+PageDown");
    assert_eq!(
        window.session().desk().selection.head,
        0,
        "an article that was never read begins at its beginning"
    );
    window.press("Ctrl+PageUp");
    assert_eq!(window.session().desk().selection.range(), place..place);
}

#[test]
fn one_reads_on_in_each_article_after_a_restart() {
    let line = "قال الوزير إن السد صمد 👩🏽‍🚒. The dam at Halvard held.\n";
    let long = line.repeat(80);
    let texts = [("one", long.as_str()), ("two", "Toma Reyk."), ("three", "北京的水坝。")];
    let mut first = window_of(&Preferences::default(), &Places::default(), &texts);
    let place = |window: &Window, id: &str| {
        let places = window.0.state().places.of(Path::new(FOLDER));
        places.get(&id.into()).map(|(_, place)| *place)
    };
    first.run(CommandKind::ArticleOpen, Arguments::new().with("article", "two"));
    first.press("Right");
    let in_two = first.session().desk().selection.head;
    assert!(in_two > 0);
    first.run(CommandKind::ArticleOpen, Arguments::new().with("article", "one"));
    first.press("PageDown PageDown Right");
    // The cursor need not be on the screen.
    let cursor = first.session().desk().selection.head;
    first.0.hover_at(egui::pos2(640.0, 400.0));
    let down = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -2_000.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    };
    first.0.event(down);
    first.0.run_steps(40);
    let left = place(&first, "one").unwrap();
    assert_eq!(left.cursor, cursor);
    assert!(left.top > cursor, "{left:?}");

    let (preferences, places) = (first.0.state().preferences.clone(), first.0.state().places.clone());
    let mut again = window_of(&preferences, &places, &texts);
    assert_eq!(again.session().desk().selection.range(), cursor..cursor);
    assert_eq!(place(&again, "one"), Some(left));
    again.run(CommandKind::ArticleOpen, Arguments::new().with("article", "two"));
    assert_eq!(again.session().desk().selection.head, in_two);

    // A place in another text leads nowhere.
    let changed = "At Halvard, the dam held.\n".repeat(200);
    let texts = [("one", changed.as_str()), texts[1], texts[2]];
    let other = window_of(&preferences, &places, &texts);
    assert_eq!(place(&other, "one"), Some(Place::default()));
}

#[test]
fn a_place_that_no_text_has_does_no_harm() {
    let text = "Die Brücke 👩🏽‍🚒 hält.";
    let hash = BodyHash::of(text);
    for place in [Place { cursor: usize::MAX, top: usize::MAX }, Place { cursor: 14, top: 14 }] {
        let mut places = Places::default();
        places.note(Path::new(FOLDER), &"one".into(), hash, place);
        let window = window_of(&Preferences::default(), &places, &[("one", text)]);
        assert!(window.session().open_article().is_some(), "{place:?}");
        assert!(text.is_char_boundary(window.session().desk().selection.head), "{place:?}");
    }
}
