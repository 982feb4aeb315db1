//! The panel that finds, through a window without a screen.

use std::time::Duration;

use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::ui::commands::{AnyCommand, WindowCommand};
use glossator::ui::fonts::Fallback;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;

use crate::session::fixture::{self, shown, shown_in};

/// A window over a project of marked-up articles.
struct Desk {
    harness: Harness<'static, Shell>,
}

impl Desk {
    fn of(articles: &[(&str, &str)]) -> Self {
        let preferences = Preferences { reduced_motion: true, ..Preferences::default() };
        let mut shell = Shell::new(preferences, Fallback::None, None);
        shell.open(fixture::session(articles), "/nowhere".into());
        let mut is_new = true;
        let app = move |ui: &mut egui::Ui, shell: &mut Shell| {
            if std::mem::take(&mut is_new) {
                shell.install(ui.ctx());
            }
            shell.show(ui);
        };
        let harness = Harness::builder().with_size(Vec2::new(1280.0, 800.0)).build_ui_state(app, shell);
        let mut desk = Self { harness };
        desk.settle();
        desk
    }

    /// Lets frames and searches come to rest.
    fn settle(&mut self) {
        for _ in 0..4 {
            self.harness.run_ok();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn write(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.settle();
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    fn session(&self) -> &Session {
        self.harness.state().session().unwrap()
    }

    fn find(&mut self, words: &str) {
        self.press(Modifiers::COMMAND, Key::F);
        self.write(words);
    }
}

#[test]
fn words_are_found_ticked_marked_and_unmarked_again() {
    let mut desk = Desk::of(&[("one", "¦Lisk, [m1:place|Lisk], the dam of Lisk, LISK")]);
    desk.find("lisk");
    assert!(desk.has("4 places · 1 marked already"));
    assert!(desk.has("is Place"), "a place that is marked says so");
    desk.click("Tick place 4");
    desk.harness.get_by_label_contains("Label:").click();
    desk.settle();
    desk.harness.get_by_label_contains("Organisation").click();
    desk.settle();
    desk.click("Mark 2 places");
    assert_eq!(
        shown_text(&desk),
        "[a1:organisation|Lisk], [m1:place|Lisk], the dam of [a2:organisation|Lisk], LISK"
    );
    assert!(desk.has("4 places · 3 marked already"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shown_text(&desk), "Lisk, [m1:place|Lisk], the dam of Lisk, LISK");
    assert!(desk.has("4 places · 1 marked already"));
}

#[test]
fn enter_walks_and_escape_gives_the_keys_back() {
    let mut desk = Desk::of(&[("one", "¦Ali and Ali"), ("two", "Ali")]);
    desk.find("Ali");
    let selected = |desk: &Desk| desk.session().desk().selection.range();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&desk), 0..3);
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&desk), 8..11);
    desk.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(selected(&desk), 0..3);
    desk.click("Whole project");
    assert!(desk.has("3 places · in 2 articles"));
    desk.press(Modifiers::COMMAND, Key::G);
    desk.press(Modifiers::COMMAND, Key::G);
    desk.press(Modifiers::COMMAND, Key::G);
    assert_eq!(desk.session().desk().article.as_ref().unwrap().as_str(), "two");
    assert_eq!(selected(&desk), 0..3);
    assert!(desk.has("3 places · in 2 articles"), "the search goes on in another article");
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.has("3 places"));
    desk.press(Modifiers::NONE, Key::P);
    assert_eq!(shown_in(desk.session(), "two"), "[*a1:person|Ali]¦", "a letter is a label again");
}

#[test]
fn mark_all_shows_before_it_marks() {
    let mut desk = Desk::of(&[("one", "[*m1:person|Ali], Ali, Alis, Ali")]);
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert!(desk.has("3 places · 1 marked already"));
    assert_eq!(desk.session().history().done(), 0, "nothing is marked unseen");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.session().history().done(), 1);
    assert_eq!(shown_text(&desk), "[*m1:person|Ali], [a1:person|Ali], Alis, [a2:person|Ali]");
    assert!(!desk.has("Mark 2 places"), "the panel is done with");
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.press(Modifiers::COMMAND, Key::Enter);
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.session().history().done(), 1, "the second time confirms");
}

#[test]
fn arabic_is_found_in_another_form_when_asked() {
    let mut desk = Desk::of(&[("one", "¦قال أُسَامَة إن اسامه غادر")]);
    desk.find("اسامة");
    assert!(desk.has("Nothing found"));
    desk.click("Fold accents");
    assert!(desk.has("2 places"));
}

#[test]
fn a_wrong_expression_is_a_sentence() {
    let mut desk = Desk::of(&[("one", "¦12 dead, 7 hurt")]);
    desk.find("(dam");
    desk.click("Expression");
    assert!(desk.has("the regular expression cannot be read: unclosed group."));
    desk.press(Modifiers::COMMAND, Key::F);
    desk.write(r"\d+");
    assert!(desk.has("2 places"));
}

#[test]
fn a_long_article_is_searched_beside_the_window() {
    let text = format!("¦{}", "The dam at Lisk gave way. ".repeat(40_000));
    let mut desk = Desk::of(&[("one", &text)]);
    desk.find("Lisk");
    for _ in 0..400 {
        if desk.has("40,000 places") || desk.has("40000 places") {
            break;
        }
        desk.settle();
    }
    assert!(desk.has("30000 more are not listed") || desk.has("30,000 more are not listed"));
    desk.press(Modifiers::SHIFT, Key::Enter);
    desk.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(desk.session().desk().selection.range().start, 9_999 * 26 + 11);
}

#[test]
fn what_was_overlooked_is_marked_or_dismissed() {
    let mut desk = Desk::of(&[("one", "¦[m1:person|Ali], Ali, Ali")]);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert!(desk.has("2 places to look at again"));
    desk.harness.get_all_by_label("Mark").next().unwrap().click();
    desk.settle();
    assert_eq!(shown_text(&desk), "[m1:person|Ali], [a1:person|Ali], Ali");
    desk.click("Dismiss");
    assert!(desk.has("Nothing to look at again"));
    desk.click("Search anew");
    assert!(desk.has("Nothing to look at again"));
}

#[test]
fn commands_with_arguments_are_not_asked_about() {
    let mut desk = Desk::of(&[("one", "¦Ali, Ali")]);
    let ctx = desk.harness.ctx.clone();
    let arguments = Arguments::new().with("text", "Ali").with("label", "person");
    let kind = AnyCommand::Session(CommandKind::AnnotationMarkAll);
    assert_eq!(desk.harness.state_mut().run(&ctx, kind, arguments), None);
    assert_eq!(shown_text(&desk), "[a1:person|Ali], [a2:person|Ali]");
    let recheck = AnyCommand::Window(WindowCommand::Recheck);
    desk.harness.state_mut().run(&ctx, recheck, Arguments::new());
    desk.settle();
    assert!(desk.has("Nothing to look at again"));
}

/// The open article as marked-up text, without cursor and selection.
fn shown_text(desk: &Desk) -> String {
    shown(desk.session()).replace(['¦', '‹', '›'], "")
}
