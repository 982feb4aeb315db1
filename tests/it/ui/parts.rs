//! The parts of the window around the article, used as a person uses them.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::edit::Edit;
use glossator::edit::history::{History, Revision, View};
use glossator::model::id::{ArticleId, LabelKey, LayerKey};
use glossator::model::schema::{Fate, Label};
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::keeper::Unkept;
use glossator::ui::commands::{AnyCommand, WindowCommand};
use glossator::ui::fonts::Fallback;
use glossator::ui::preferences::{AppearanceChoice, Preferences, Preset};
use glossator::ui::shell::Shell;

use super::window::Counter;
use crate::common::news_project;

const TEXT: &str = "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\nThe dam held.";

/// A window, and whether it was given its faces.
type Window = Harness<'static, (Shell, bool)>;

fn window(preferences: Preferences) -> Window {
    window_after(preferences, History::default())
}

/// A window in which there is something to undo.
fn window_after(preferences: Preferences, history: History) -> Window {
    let project = news_project(&[("one", TEXT)]);
    let env = Box::new(Counter::default());
    let session = Session::new(project, "ana".into(), history, env, Box::new(Unkept));
    let mut shell = Shell::new(preferences, Fallback::None, None);
    shell.open(session, "/projects/test".into());
    let builder = Harness::builder().with_size(Vec2::new(1280.0, 800.0));
    let mut window = builder.build_ui_state(
        |ui, (shell, is_installed)| {
            // Faces are there from the frame after this one.
            if std::mem::replace(is_installed, true) {
                shell.show(ui);
            } else {
                shell.install(ui.ctx());
            }
        },
        (shell, false),
    );
    settle(&mut window);
    window
}

fn settle(window: &mut Window) {
    window.run_steps(6);
}

fn session(window: &Window) -> &Session {
    window.state().0.session().unwrap()
}

#[track_caller]
fn run(window: &mut Window, command: impl Into<Given>) {
    let Given(command, arguments) = command.into();
    let ctx = window.ctx.clone();
    assert_eq!(window.state_mut().0.run(&ctx, command, arguments), None);
    settle(window);
}

struct Given(AnyCommand, Arguments);

impl From<WindowCommand> for Given {
    fn from(command: WindowCommand) -> Self {
        Self(AnyCommand::Window(command), Arguments::new())
    }
}

impl From<(CommandKind, Arguments)> for Given {
    fn from((kind, arguments): (CommandKind, Arguments)) -> Self {
        Self(AnyCommand::Session(kind), arguments)
    }
}

/// Marks the first place of `quote` as a person.
fn mark(window: &mut Window, quote: &str) {
    let start = TEXT.find(quote).unwrap();
    let arguments = Arguments::new().with("layer", "entity").with("label", "person");
    let arguments = arguments.with("start", start).with("end", start + quote.len());
    run(window, (CommandKind::AnnotationAdd, arguments));
}

fn click(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).scroll_to_me();
    settle(window);
    window.get_by_role_and_label(Role::Button, label).click();
    settle(window);
}

/// Writes `words` into the field `name` in place of what is there, and presses Enter.
fn write(window: &mut Window, name: &str, words: &str) {
    window.get_by_role_and_label(Role::TextInput, name).click();
    settle(window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.get_by_role_and_label(Role::TextInput, name).type_text(words);
    window.step();
    window.key_press(Key::Enter);
    settle(window);
}

fn label(window: &Window, key: &str) -> Label {
    let labels = &session(window).project().schema().labels;
    Label::clone(&labels[&(LayerKey::from("entity"), LabelKey::from(key))])
}

fn marks(window: &Window) -> usize {
    session(window).own_work(&ArticleId::from("one")).map_or(0, |work| work.annotations().len())
}

#[test]
fn the_history_goes_to_any_step() {
    let mut window = window(Preferences::default());
    for quote in ["Ilsa Maren", "Toma Reyk", "Halvard"] {
        mark(&mut window, quote);
    }
    run(&mut window, WindowCommand::ShowHistory);
    assert!(
        window
            .query_by_label_contains("2: ")
            .unwrap()
            .accesskit_node()
            .label()
            .unwrap()
            .contains("Toma Reyk")
    );
    window.get_by_label_contains("1: ").click();
    settle(&mut window);
    assert_eq!((session(&window).history().done(), marks(&window)), (1, 1));
    click(&mut window, "0: Beginning");
    assert_eq!((session(&window).history().done(), marks(&window)), (0, 0));
    window.get_by_label_contains("3: ").focus();
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    assert_eq!((session(&window).history().done(), marks(&window)), (3, 3));
}

#[test]
fn of_thousands_of_steps_only_those_that_are_seen_are_laid_out() {
    let step = |_| Revision {
        edit: Edit::default(),
        command: "annotation.add".to_owned(),
        at: None,
        view: View::default(),
        texts: BTreeMap::new(),
    };
    let history = History::new((0..9_000).map(step).collect(), 4_000);
    let mut window = window_after(Preferences::default(), history);
    run(&mut window, WindowCommand::ShowHistory);
    assert!(window.query_by_label_contains("4000: ").is_some(), "the place is scrolled to");
    let rows = window.query_all_by_label_contains(": Mark").count();
    assert!((10..40).contains(&rows), "{rows} rows");
}

#[test]
fn a_label_is_renamed_and_undo_shows_its_old_name_again() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    click(&mut window, "Person");
    write(&mut window, "Name", "Human being");
    assert_eq!(label(&window, "person").name, "Human being");
    run(&mut window, (CommandKind::Undo, Arguments::new()));
    assert_eq!(label(&window, "person").name, "Person");
    let field = window.get_by_role_and_label(Role::TextInput, "Name");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("Person"));
}

#[test]
fn what_was_written_is_taken_when_another_label_is_chosen() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    window.get_by_role_and_label(Role::TextInput, "Letter").click();
    settle(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.get_by_role_and_label(Role::TextInput, "Letter").type_text("x");
    window.step();
    click(&mut window, "Organization");
    assert_eq!(label(&window, "person").shortcut, Some('x'));
    let field = window.get_by_role_and_label(Role::TextInput, "Name");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("Organization"));
}

#[test]
fn a_label_is_given_a_colour_that_is_offered() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    let before = label(&window, "person").colour;
    let offered: Vec<String> =
        window.get_all_by_label_contains("#").filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(offered[0], before);
    click(&mut window, &offered[1]);
    assert_eq!(label(&window, "person").colour, offered[1]);
}

#[test]
fn a_label_is_retired_and_taken_back() {
    let mut window = window(Preferences::default());
    mark(&mut window, "Ilsa Maren");
    run(&mut window, WindowCommand::ShowSchema);
    assert!(window.query_by_label_contains("1 mark has this label").is_some());
    click(&mut window, "Retire");
    assert!(label(&window, "person").fate.is_some());
    click(&mut window, "Use it again");
    assert_eq!(label(&window, "person").fate, None);
}

#[test]
fn a_letter_that_two_labels_have_is_named() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    assert!(window.query_by_label_contains("also stands for").is_none());
    write(&mut window, "Letter", "c");
    assert_eq!(label(&window, "person").shortcut, Some('c'));
    assert!(window.query_by_label_contains("C also stands for Claim in Claims").is_some());
    write(&mut window, "Letter", "o");
    assert_eq!(label(&window, "person").shortcut, Some('c'), "another label of the layer has it");
}

#[test]
fn what_merging_does_to_marks_is_said_before() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    let into = |window: &Window| window.get_by_role_and_label(Role::ComboBox, "Merge into").click();
    window.get_by_role_and_label(Role::ComboBox, "Merge into").scroll_to_me();
    settle(&mut window);
    into(&window);
    settle(&mut window);
    let options: Vec<_> = window.get_all_by_role_and_label(Role::Button, "Organization").collect();
    options.last().unwrap().click();
    settle(&mut window);
    assert!(
        window
            .query_by_label_contains("All marks with Person will count as marks with Organization")
            .is_some()
    );
    assert_eq!(label(&window, "person").fate, None);
    click(&mut window, "Merge");
    assert_eq!(label(&window, "person").fate, Some(Fate::Became("organization".into())));
    assert!(window.query_by_label("Its marks count as marks with Organization.").is_some());
}

#[test]
fn a_layer_and_its_features_are_changed() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    click(&mut window, "Claims");
    write(&mut window, "Name", "Assertions");
    let schema = session(&window).project().schema();
    assert_eq!(schema.layers[&LayerKey::from("claim")].name, "Assertions");
    let feature = schema.features_of(&LayerKey::from("claim"))[0].clone();
    window.get_by_label(&feature.name).click();
    settle(&mut window);
    let names: Vec<_> = window.get_all_by_role_and_label(Role::TextInput, "Name").collect();
    names.last().unwrap().click();
    settle(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.get_all_by_role_and_label(Role::TextInput, "Name").last().unwrap().type_text("Modality");
    window.step();
    window.key_press(Key::Enter);
    settle(&mut window);
    let key = (LayerKey::from("claim"), feature.key);
    assert_eq!(session(&window).project().schema().features[&key].name, "Modality");
}

#[test]
fn what_was_being_written_is_taken_when_a_key_leaves_the_view() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::ShowSchema);
    let field = "What to mark";
    window.get_by_role_and_label(Role::TextInput, field).click();
    settle(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.get_by_role_and_label(Role::TextInput, field).type_text("Names of people: إلسا مارين, 伊尔莎.");
    window.step();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    settle(&mut window);
    assert_eq!(window.query_by_role_and_label(Role::TextInput, field).map(|_| ()), None);
    assert_eq!(label(&window, "person").guideline, "Names of people: إلسا مارين, 伊尔莎.");
}

#[test]
fn the_chosen_mark_becomes_an_example() {
    let mut window = window(Preferences::default());
    mark(&mut window, "Toma Reyk");
    run(&mut window, WindowCommand::Guideline);
    click(&mut window, "Add as an example");
    let examples = label(&window, "person").examples;
    assert_eq!(examples.last().unwrap(), "Ilsa Maren met [Toma Reyk] 👩🏽‍🚒 in Halvard.");
    click(&mut window, "Add as an example");
    assert_eq!(label(&window, "person").examples, examples, "it is there already");
    window.key_press(Key::Escape);
    settle(&mut window);
    assert!(window.query_by_label("Add as an example").is_none());
}

#[test]
fn metadata_are_set_and_a_bad_date_is_refused_with_a_sentence() {
    let mut window = window(Preferences::default());
    window.get_by_label("About the article").click();
    settle(&mut window);
    write(&mut window, "Outlet", "المرفأ الجديد");
    let known = |window: &Window| session(window).open_article().unwrap().metadata().clone();
    assert_eq!(known(&window).outlet.as_deref(), Some("المرفأ الجديد"));
    write(&mut window, "Published", "12 May");
    assert_eq!(known(&window).published, None);
    assert!(window.query_by_label_contains("\"12 May\" is no date: write 2019-03-22").is_some());
    write(&mut window, "Published", "2021-05-12");
    assert_eq!(known(&window).published, Some("2021-05-12".parse().unwrap()));
    assert!(window.query_by_label_contains("is no date").is_none());
}

#[test]
fn preferences_work_at_once() {
    let mut window = window(Preferences::default());
    run(&mut window, WindowCommand::Preferences);
    click(&mut window, "Like vim");
    click(&mut window, "Dark");
    let chosen = &window.state().0.preferences;
    assert_eq!((chosen.keys, chosen.appearance), (Preset::Vim, AppearanceChoice::Dark));
    assert_eq!(window.ctx.theme(), egui::Theme::Dark);
    window.key_press(Key::Escape);
    settle(&mut window);
    run(&mut window, WindowCommand::Keys);
    assert!(window.query_all_by_label("Grow selection").count() > 0);
}

#[test]
fn what_can_follow_a_key_is_listed() {
    let mut window = window(Preferences { keys: Preset::Vim, ..Preferences::default() });
    assert!(window.query_by_label("Beginning of the article").is_none());
    window.key_press(Key::G);
    settle(&mut window);
    assert!(window.query_by_label("Beginning of the article").is_some());
}

#[test]
fn what_could_be_marked_next_is_listed_until_the_layer_is_done() {
    let mut window = window(Preferences::default());
    assert!(window.query_by_label("Ilsa Maren").is_some());
    click(&mut window, "Toma Reyk");
    let text = session(&window).open_article().unwrap().body().text();
    assert_eq!(&text[session(&window).desk().selection.range()], "Toma Reyk", "two steps with the key");
    run(&mut window, WindowCommand::ToggleSuggestions);
    assert!(window.query_by_label("Next").is_none());
    run(&mut window, WindowCommand::ToggleSuggestions);
    assert!(window.query_by_label("Next").is_some());
    for layer in ["entity", "claim", "figure"] {
        let arguments = Arguments::new().with("layer", layer).with("status", "done");
        run(&mut window, (CommandKind::StatusSet, arguments));
    }
    assert!(window.query_by_label("Next").is_none());
}
