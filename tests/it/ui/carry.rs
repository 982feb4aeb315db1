//! Importing and exporting from the window, with the keyboard alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::exchange::exporter::Exported;
use glossator::exchange::losses::Losses;
use glossator::exchange::watch::{Phase, Watch as _};
use glossator::model::id::{ArticleId, LayerKey};
use glossator::text::offsets::OffsetUnit;
use glossator::ui::carry::choices::{Deed, ExportChoices, ImportChoices, Whose};
use glossator::ui::carry::file_choices::LabelChoice;
use glossator::ui::carry::going::Going;
use glossator::ui::carry::{FileFor, Problem, Wish};
use glossator::ui::fonts::Fallback;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::{Request, Shell};

use crate::session::fixture;

struct Desk(Harness<'static, Shell>);

impl Desk {
    fn new() -> Self {
        let preferences = Preferences { reduced_motion: true, ..Preferences::default() };
        let mut shell = Shell::new(preferences, Fallback::None, None);
        let articles = [("one", "‹Ilsa Maren› met Toma Reyk."), ("two", "سد ليسك 👩🏽‍🚒 held.")];
        shell.open(fixture::session(&articles), "/nowhere".into());
        let mut is_new = true;
        let show = move |ui: &mut egui::Ui, shell: &mut Shell| {
            if std::mem::take(&mut is_new) {
                shell.install(ui.ctx());
            }
            shell.show(ui);
        };
        let builder = Harness::builder().with_size(Vec2::new(1280.0, 800.0)).with_step_dt(0.01);
        let mut desk = Self(builder.build_ui_state(show, shell));
        desk.0.run_steps(3);
        desk
    }

    fn press(&mut self, key: Key) {
        self.with(Modifiers::NONE, key);
    }

    fn with(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.run_steps(3);
    }

    fn shell(&mut self) -> &mut Shell {
        self.0.state_mut()
    }

    fn wish(&mut self) -> Option<Wish> {
        let requests = self.shell().take_requests();
        requests.into_iter().find_map(|request| match request {
            // The sheet looks what would come of it by itself.
            Request::Carry(Wish::Foresee(_) | Wish::ForeseeImport(_)) => None,
            Request::Carry(wish) => Some(wish),
            _ => None,
        })
    }

    /// Presses Tab until the control called `name` has the focus.
    #[track_caller]
    fn tab_to(&mut self, name: &str) {
        for _ in 0..60 {
            let nodes: Vec<_> = self.0.query_all_by_label(name).collect();
            if nodes.iter().any(|node| node.accesskit_node().is_focused()) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab does not lead to {name:?}");
    }

    fn write(&mut self, text: &str) {
        self.0.event(egui::Event::Text(text.to_owned()));
        self.0.run_steps(2);
    }
}

fn paths() -> Vec<PathBuf> {
    vec!["/news/a.txt".into(), "/news/ב".into()]
}

#[test]
fn enter_imports_with_what_is_usual() {
    let mut desk = Desk::new();
    desk.shell().carry.ask_import(paths());
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label_contains("/news/a.txt and 1 more").is_some());
    desk.press(Key::Enter);
    let choices = ImportChoices { paths: paths(), ..ImportChoices::default() };
    assert_eq!(desk.wish(), Some(Wish::Import(choices)));
    assert!(!desk.shell().carry.is_open());
}

#[test]
fn every_choice_of_an_import_is_reached_by_keys() {
    let mut desk = Desk::new();
    desk.shell().carry.ask_import(paths());
    desk.0.run_steps(3);
    desk.tab_to("Plain text");
    desk.press(Key::Enter);
    desk.tab_to("Encoding");
    desk.write("windows-1256");
    desk.tab_to("Table of metadata");
    desk.write("~/table.csv");
    desk.tab_to("Whose work");
    desk.write("ליילה");
    desk.tab_to("suggestions");
    desk.press(Key::Enter);
    desk.tab_to("Replace what differs; marks are found again in a new text");
    desk.press(Key::Space);
    desk.tab_to("Leave out what is refused and take the rest");
    desk.press(Key::Enter);
    assert_eq!(desk.wish(), None, "Enter on a control is for the control");
    desk.tab_to("Import");
    desk.press(Key::Enter);
    let choices = ImportChoices {
        paths: paths(),
        format: Some("txt"),
        encoding: "windows-1256".to_owned(),
        table: "~/table.csv".to_owned(),
        columns: String::new(),
        layer: String::new(),
        annotator: "ליילה".to_owned(),
        as_suggestions: true,
        update: true,
        keep_going: true,
    };
    assert_eq!(desk.wish(), Some(Wish::Import(choices)));
}

#[test]
fn a_refused_import_is_asked_again_with_the_reason_and_encodings_that_fit() {
    let mut desk = Desk::new();
    desk.shell().carry.ask_import(paths());
    desk.0.run_steps(3);
    desk.press(Key::Enter);
    desk.wish().unwrap();
    desk.shell().carry.refuse(Problem {
        text: "byte 3 (0xe1) is not valid UTF-8".to_owned(),
        hints: vec!["Choose the encoding of the file".to_owned()],
        encodings: vec!["windows-1252".to_owned()],
    });
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("byte 3 (0xe1) is not valid UTF-8.").is_some());
    desk.tab_to("windows-1252");
    desk.press(Key::Enter);
    desk.tab_to("Import");
    desk.press(Key::Enter);
    let Some(Wish::Import(choices)) = desk.wish() else { panic!("it was not given") };
    assert_eq!((choices.encoding.as_str(), choices.paths), ("windows-1252", paths()));
    desk.shell().carry.ask_import(paths());
    desk.0.run_steps(2);
    desk.press(Key::Escape);
    assert!(!desk.shell().carry.is_open() && desk.wish().is_none());
}

fn problem(text: &str) -> Problem {
    Problem { text: text.to_owned(), ..Problem::default() }
}

/// A window in which an import goes on.
fn importing() -> Desk {
    let mut desk = Desk::new();
    desk.shell().carry.ask_import(paths());
    desk.0.run_steps(3);
    desk.press(Key::Enter);
    desk.wish().unwrap();
    desk.shell().carry.begin(Arc::new(Going::default()));
    desk
}

#[test]
fn a_sheet_that_is_being_filled_in_stays_when_what_goes_on_fails() {
    let mut desk = importing();
    // Another one is refused meanwhile, and given again when the first has failed.
    desk.shell().carry.ask_import(vec!["/other/ג.md".into()]);
    desk.0.run_steps(3);
    desk.press(Key::Enter);
    desk.wish().unwrap();
    desk.shell().carry.refuse(problem("another one goes on"));
    desk.0.run_steps(3);
    desk.tab_to("Encoding");
    desk.write("windows-1255");
    desk.shell().carry.end();
    desk.shell().carry.fail(problem("the first is no text"));
    desk.shell().list_losses("Plain text", &Exported::default());
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("the first is no text.").is_none());
    desk.tab_to("Import");
    desk.press(Key::Enter);
    let Some(Wish::Import(choices)) = desk.wish() else { panic!("it was not given") };
    assert_eq!(choices.paths, [PathBuf::from("/other/ג.md")]);
    assert_eq!(choices.encoding, "windows-1255");
}

#[test]
fn the_sheet_of_what_has_failed_comes_back_after_another_was_refused() {
    let mut desk = importing();
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.tab_to("Try without writing");
    desk.press(Key::Enter);
    desk.wish().unwrap();
    desk.shell().carry.refuse(problem("another one goes on"));
    desk.0.run_steps(3);
    desk.press(Key::Escape);
    desk.shell().carry.end();
    desk.shell().carry.fail(problem("the first is no text"));
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("the first is no text.").is_some());
    assert!(desk.0.query_by_label_contains("/news/a.txt and 1 more").is_some());
}

#[test]
fn an_export_is_ones_own_work_unless_somebody_asks() {
    let mut desk = Desk::new();
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.press(Key::Enter);
    assert_eq!(desk.wish(), None, "there is no place yet");
    desk.tab_to("File or folder");
    desk.write("/out/قصص.jsonl");
    desk.press(Key::Enter);
    let Some(Wish::Export(choices)) = desk.wish() else { panic!("it was not given") };
    assert_eq!(*choices, ExportChoices { place: "/out/قصص.jsonl".to_owned(), ..ExportChoices::default() });
    let session = desk.shell().session().unwrap();
    let own = choices.filter(session.annotator()).unwrap();
    assert_eq!(own.annotators.len(), 1);
    assert!(own.layers.is_empty() && own.statuses.is_empty() && own.origins.is_empty());
}

#[test]
fn every_choice_of_an_export_is_reached_by_keys_and_kept_for_the_next() {
    let mut desk = Desk::new();
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    for name in ["Everybody’s", "in bulk", "UTF-16 units", "Only layers of articles that are done"] {
        desk.tab_to(name);
        desk.press(Key::Space);
    }
    let layers = desk.shell().session().unwrap().project().schema().layers_in_order();
    let first = (layers[0].key.clone(), layers[0].name.clone());
    desk.tab_to(&first.1);
    desk.press(Key::Space);
    desk.tab_to("Try without writing");
    desk.press(Key::Enter);
    let Some(Wish::Export(choices)) = desk.wish() else { panic!("it was not given") };
    assert_eq!((choices.deed, choices.only_done, choices.drop_zones), (Deed::Try, true, false));
    assert_eq!((&choices.whose, choices.offsets), (&Whose::All, OffsetUnit::Utf16));
    assert!(!choices.layers.contains::<LayerKey>(&first.0) && choices.layers.len() == 2);
    assert!(!choices.origins.contains("bulk") && choices.origins.len() == 3);
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.tab_to("Try without writing");
    desk.press(Key::Enter);
    assert_eq!(desk.wish(), Some(Wish::Export(choices)));
}

#[test]
fn labels_and_the_words_to_ask_in_may_come_from_files() {
    let mut desk = Desk::new();
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    for name in ["Chat (OpenAI, ShareGPT, Alpaca)", "As a file says"] {
        desk.tab_to(name);
        desk.press(Key::Space);
    }
    desk.tab_to("Map of labels");
    desk.write("/maps/labels of أنا.ron");
    // The dialog of the system is the next stop.
    desk.press(Key::Tab);
    desk.press(Key::Enter);
    assert_eq!(desk.wish(), Some(Wish::BrowseFile(FileFor::Labels)));
    desk.shell().carry.choose_file(FileFor::Template, Path::new("/maps/ask.txt"));
    desk.0.run_steps(3);
    let command = "--label-map '/maps/labels of أنا.ron' --template /maps/ask.txt";
    assert!(desk.0.query_by_label_contains(command).is_some(), "the command line names them");
    desk.tab_to("Try without writing");
    desk.press(Key::Enter);
    let Some(Wish::Export(choices)) = desk.wish() else { panic!("it was not given") };
    assert_eq!(choices.shaping.labels, LabelChoice::File("/maps/labels of أنا.ron".to_owned()));
    assert_eq!(choices.template, "/maps/ask.txt");
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_that_is_said_twice() {
    let mut desk = Desk::new();
    desk.with(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    desk.tab_to("File or folder");
    desk.write("/out/a.jsonl");
    desk.press(Key::Enter);
    assert!(matches!(desk.wish(), Some(Wish::Export(choices)) if choices.deed == Deed::Write));
    desk.shell().carry.ask_replace();
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label_contains("Export again to replace it").is_some());
    desk.press(Key::Enter);
    assert!(matches!(desk.wish(), Some(Wish::Export(choices)) if choices.deed == Deed::Replace));
}

#[test]
fn a_loss_leads_to_its_article() {
    let mut desk = Desk::new();
    let mut losses = Losses::default();
    losses.add("relations", &"one".into(), "r1");
    losses.add("zones", &"two".into(), "سد ليسك 👩🏽‍🚒");
    let exported = Exported { losses, leakage: None };
    desk.shell().list_losses("Plain text", &exported);
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("What Plain text does not hold").is_some());
    assert!(desk.0.query_by_role_and_label(Role::Button, "two: سد ليسك 👩🏽‍🚒").is_some());
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let open = desk.shell().session().unwrap().desk().article.clone();
    assert_eq!(open, Some(ArticleId::from("two")));
    desk.shell().list_losses("Plain text", &exported);
    desk.0.run_steps(3);
    desk.0.get_by_role_and_label(Role::Button, "one: r1").click();
    desk.0.run_steps(3);
    assert_eq!(desk.shell().session().unwrap().desk().article, Some(ArticleId::from("one")));
    assert!(!desk.shell().carry.is_open());
}

#[test]
fn the_window_stays_usable_and_a_key_stops_what_goes_on() {
    let mut desk = Desk::new();
    let going = Arc::new(Going::default());
    desk.shell().carry.begin(Arc::clone(&going));
    going.begin(Phase::Check, 3_000_000);
    going.reach(1_250_000);
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("Checking, 1.2 of 3.0 MB").is_some());
    going.begin(Phase::Write, 400);
    going.reach(100);
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("Writing, 100 of 400 articles").is_some());
    // A letter is still a label.
    desk.0.key_press(Key::P);
    desk.0.event(egui::Event::Text("p".to_owned()));
    desk.0.run_steps(3);
    let marks = |desk: &mut Desk| {
        let session = desk.shell().session().unwrap();
        session.own_work(&"one".into()).map_or(0, |work| work.annotations().len())
    };
    assert_eq!(marks(&mut desk), 1);
    assert!(!going.is_stopped());
    desk.with(Modifiers::COMMAND, Key::Period);
    assert!(going.is_stopped());
    desk.shell().carry.end();
    desk.0.run_steps(3);
    assert!(desk.0.query_by_label("Stop").is_none());
}

#[test]
fn a_click_stops_what_goes_on_unless_it_is_too_late() {
    let mut desk = Desk::new();
    let going = Arc::new(Going::default());
    desk.shell().carry.begin(Arc::clone(&going));
    going.begin(Phase::Commit, 3);
    desk.0.run_steps(3);
    assert!(desk.0.get_by_role_and_label(Role::Button, "Stop").accesskit_node().is_disabled());
    desk.shell().carry.leave();
    desk.0.run_steps(3);
    let said = "Putting in place, 0 of 3 articles; closes when that is done";
    assert!(desk.0.query_by_label(said).is_some());
    desk.shell().carry.end();
    let going = Arc::new(Going::default());
    desk.shell().carry.begin(Arc::clone(&going));
    going.begin(Phase::Export, 3);
    desk.0.run_steps(3);
    desk.0.get_by_role_and_label(Role::Button, "Stop").click();
    desk.0.run_steps(3);
    assert!(going.is_stopped());
}
