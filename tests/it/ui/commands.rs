//! Every command is reached by its keys and from its menu, and keys go where the person is.

use egui::accesskit::Role;
use egui::{Event, Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::session::command::spec::Group;
use glossator::ui::commands::{AnyCommand, Menu, WindowCommand};
use glossator::ui::fonts::Fallback;
use glossator::ui::keys::chord::Chord;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;
use glossator::ui::texts::Texts;

use super::hands::held;
use crate::session::fixture::{self, shown};

/// One name is selected, and another one is marked.
const ARTICLE: &str = "‹Ilsa Maren› met [m1:person|Toma Reyk] in Halvard.";

struct Desk(Harness<'static, Shell>);

impl Desk {
    fn new() -> Self {
        let preferences = Preferences { reduced_motion: true, ..Preferences::default() };
        let mut shell = Shell::new(preferences, Fallback::None, None);
        shell.open(fixture::session(&[("one", ARTICLE), ("two", "The dam held.")]), "/nowhere".into());
        let mut is_new = true;
        let show = move |ui: &mut egui::Ui, shell: &mut Shell| {
            if std::mem::take(&mut is_new) {
                shell.install(ui.ctx());
            }
            shell.show(ui);
        };
        let harness = Harness::builder().with_size(Vec2::new(1280.0, 800.0)).build_ui_state(show, shell);
        let mut desk = Self(harness);
        desk.settle();
        desk
    }

    fn settle(&mut self) {
        self.0.run_steps(3);
    }

    fn press(&mut self, keys: &str) {
        let chord: Chord = keys.parse().unwrap();
        self.0.key_press_modifiers(held(chord), chord.key);
        self.settle();
    }

    /// A letter as it comes from a keyboard: the key, and what it types.
    fn type_letter(&mut self, key: Key, letter: &str) {
        self.0.key_press(key);
        self.0.event(Event::Text(letter.to_owned()));
        self.settle();
    }

    fn last(&self) -> Option<AnyCommand> {
        self.0.state().lately().first().copied()
    }

    fn text(&self) -> String {
        shown(self.0.state().session().unwrap())
    }

    /// What menus offer under `text`; those of the window around them come before.
    fn click_last(&mut self, text: &str) -> bool {
        let nodes = self.0.query_all_by_role_and_label(Role::Button, text);
        // The tabs of the bar bear the names of some menus.
        let nodes: Vec<_> = nodes.collect();
        let in_menu = nodes.iter().rev().find(|node| node.rect().top() > 20.0);
        let Some(node) = in_menu.or(nodes.last()) else { return false };
        let is_enabled = !node.accesskit_node().is_disabled();
        if is_enabled {
            node.click_accesskit();
        }
        self.settle();
        is_enabled
    }
}

impl Desk {
    /// Clicks the only entry that begins with `text`; its keys stand behind that.
    fn click_entry(&mut self, text: &str) -> bool {
        let found = self.0.query_all_by_label_contains(text).filter(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with(text))
        });
        let nodes: Vec<_> = found.collect();
        let [node] = &nodes[..] else { return false };
        if node.accesskit_node().is_disabled() {
            return false;
        }
        node.click_accesskit();
        self.settle();
        true
    }
}

/// The id of the name of a menu among the texts.
const fn name(menu: Menu) -> &'static str {
    match menu {
        Menu::Project => "menu-project",
        Menu::View => "menu-view",
        Menu::Help => "menu-help",
        Menu::Session(Group::Article) => "menu-article",
        Menu::Session(Group::Select) => "menu-select",
        Menu::Session(Group::Mark) => "menu-mark",
        Menu::Session(Group::Label) => "menu-label",
        Menu::Session(Group::Attribution) => "menu-attribution",
        Menu::Session(Group::Register) => "menu-register",
        Menu::Session(Group::Schema) => "menu-schema",
        Menu::Session(Group::Project) => "menu-people",
        Menu::Session(Group::History) => "menu-history",
    }
}

#[test]
fn every_default_key_reaches_its_command() {
    let mut unreached = Vec::new();
    for command in AnyCommand::all() {
        for keys in command.default_keys() {
            let mut desk = Desk::new();
            desk.press(keys);
            if desk.last() != Some(command) {
                unreached.push(format!("{} by {keys}: {:?}", command.id(), desk.last()));
            }
        }
    }
    assert!(unreached.is_empty(), "{unreached:#?}");
}

#[test]
fn every_command_stands_in_its_menu_and_asks_for_what_it_needs() {
    let texts = Texts::default();
    let (mut missing, mut given) = (Vec::new(), 0);
    for command in AnyCommand::all() {
        let mut desk = Desk::new();
        let way = [texts.get("menu-all"), texts.get(name(command.menu()))];
        let is_open = way.iter().all(|step| desk.click_last(step));
        let is_there = is_open && desk.0.query_all_by_label_contains(command.text()).next().is_some();
        if !is_there {
            missing.push(command.id());
            continue;
        }
        // What cannot run as things are stands there greyed; what is called like a menu or a tab cannot be told apart.
        if desk.click_entry(command.text()) {
            given += 1;
            assert_eq!(desk.last(), Some(command), "{}", command.id());
            let asked = desk.0.state().asked().map(AnyCommand::Session);
            assert_eq!(asked, Some(command).filter(|command| command.asks()), "{}", command.id());
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(given > AnyCommand::all().count() / 2, "{given} could be given");
}

#[test]
fn keys_are_the_articles_again_when_a_dialog_is_left() {
    for keys in ["Ctrl+P", "Ctrl+O", "Ctrl+F", "Ctrl+H"] {
        let mut desk = Desk::new();
        desk.press(keys);
        desk.press("Escape");
        desk.settle();
        desk.type_letter(Key::O, "o");
        assert!(desk.text().contains(":organisation|Ilsa Maren]"), "after {keys}: {}", desk.text());
    }
}

#[test]
fn the_focus_leaves_the_article_by_f6_and_comes_back() {
    let mut desk = Desk::new();
    let before = desk.text();
    desk.press("F6");
    desk.type_letter(Key::O, "o");
    assert_eq!(desk.text(), before, "what is written in a field is no command");
    desk.press("Shift+F6");
    desk.type_letter(Key::O, "o");
    assert!(desk.text().contains(":organisation|Ilsa Maren]"), "{}", desk.text());
}

#[test]
fn tab_stays_in_the_article() {
    let mut desk = Desk::new();
    desk.press("Tab");
    assert_eq!(desk.last().map(AnyCommand::id), Some("candidate.next"));
    desk.type_letter(Key::L, "l");
    assert!(desk.text().contains(":place|"), "{}", desk.text());
}

#[test]
fn what_is_written_into_the_filter_is_no_command() {
    let mut desk = Desk::new();
    let before = desk.text();
    desk.press("Ctrl+Shift+L");
    for (key, letter) in [(Key::P, "p"), (Key::Period, "."), (Key::Space, " "), (Key::CloseBracket, "]")] {
        desk.type_letter(key, letter);
    }
    desk.press("Backspace");
    desk.press("Right");
    assert_eq!(desk.last(), Some(AnyCommand::Window(WindowCommand::FilterArticles)));
    assert_eq!(desk.text(), before);
    let label = Texts::default().get("list-filter-label");
    let field = desk.0.get_by_label(&label);
    assert_eq!(field.value().as_deref(), Some("p. "));
    desk.press("Escape");
    desk.type_letter(Key::C, "c");
    assert!(desk.text().contains(":claim|Ilsa Maren]"), "Escape leads back to the article: {}", desk.text());
}

#[test]
fn the_manual_lists_every_key() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let wanted = glossator::ui::keys::manual::markdown().unwrap();
    if written.replace("\r\n", "\n") != wanted {
        let place = std::env::temp_dir().join("glossator-keys.md");
        std::fs::File::create(&place)
            .and_then(|mut file| std::io::Write::write_all(&mut file, wanted.as_bytes()))
            .unwrap();
        panic!("docs/keys.md is out of date: replace it with {}", place.display());
    }
}
