//! What is as it was left when a project is opened again.

use egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use glossator::session::keeper::Unkept;
use glossator::ui::fonts::Fallback;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;

use super::hands::Window;
use crate::common::news_project;
use crate::session::fixture::session_with;

/// A window with `preferences`, as they are written to their file and read from it, that shows three articles.
fn window(preferences: &Preferences) -> Window {
    let preferences = Preferences::read(&preferences.written()).unwrap();
    let texts = [("one", "Ilsa Maren."), ("two", "Toma Reyk."), ("three", "قال الوزير.")];
    let mut shell = Shell::new(preferences, Fallback::None, None);
    shell.open(session_with(news_project(&texts), Unkept), "/projects/three".into());
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
