//! Forms of commands: what can be chosen is called by name, and the keyboard is enough.

use egui::Vec2;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::exchange::jsonl::parts::quantity_to_json;
use glossator::model::attribution::Anchor;
use glossator::model::id::{AnnotationId, ArticleId};
use glossator::model::status::Progress;
use glossator::session::command::arguments::{Argument, Arguments};
use glossator::session::command::kind::CommandKind;
use glossator::session::command::spec::ParameterKind;
use glossator::ui::path_form::Purpose;
use glossator::ui::shell::Request;

use super::hands::Window;
use crate::session::fixture;

/// A source, its verb, and what it says, which is chosen.
const SAID: &str = "[m1:person|Toma Reyk 👩🏽‍🚒] [m2:organisation|said] on Monday: [*m3:claim|the dam held].";

/// Gives a command as from the palette.
fn give(window: &mut Window, text: &str) {
    window.press("Ctrl+P");
    window.write(text);
    window.press("Enter");
}

fn window(text: &str) -> Window {
    Window::new(fixture::session(&[("one", text)]))
}

fn add_entity(window: &mut Window, name: &str) {
    let said = window.run(CommandKind::EntityAdd, Arguments::new().with("name", name));
    assert_eq!(said, None);
}

/// What the field of a list to pick from says.
const LETTERS: &str = "A few letters of its name";

/// The name of what the mark names.
fn named(window: &Window, mark: &str) -> Option<String> {
    let session = window.session();
    let mark = session.open_article().unwrap().annotation(&AnnotationId::from(mark)).unwrap();
    let entity = mark.entity.as_ref()?;
    Some(session.own_register().unwrap().entities[entity].name.clone())
}

fn id_of(anchor: &Anchor) -> &str {
    match anchor {
        Anchor::Annotation(id) => id.as_str(),
        Anchor::Spans(_) => "",
    }
}

#[test]
fn the_chosen_mark_is_linked_by_a_part_of_a_name() {
    let mut window = window("[*m1:person|Reyk] met somebody.");
    for name in ["حاكم كستريا", "Ilsa Maren", "Toma Réyk", "Kestria", "A", "B", "C", "D", "E"] {
        add_entity(&mut window, name);
    }
    give(&mut window, "Link to entity");
    assert_eq!(window.0.state().asked(), Some(CommandKind::EntityLink));
    assert!(window.is_focused(LETTERS));
    window.write("REY");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), None);
    assert_eq!(named(&window, "m1").as_deref(), Some("Toma Réyk"));

    give(&mut window, "Link to entity");
    window.write("كستريا");
    assert_eq!(window.buttons("حاكم كستريا"), 1);
    window.press("Enter");
    assert_eq!(named(&window, "m1").as_deref(), Some("حاكم كستريا"));

    give(&mut window, "Link to entity");
    window.write("no ent");
    window.press("Enter");
    assert_eq!(named(&window, "m1"), None, "the link is taken away");

    window.press("Ctrl+K");
    assert_eq!(named(&window, "m1").as_deref(), Some("Toma Réyk"), "who is meant by the last name");
    window.press("Ctrl+Shift+K");
    window.write("Olaf Reyk");
    window.press("Enter");
    assert_eq!(named(&window, "m1").as_deref(), Some("Olaf Reyk"), "nobody is called so yet");
}

#[test]
fn of_several_that_are_called_so_the_one_that_is_lit_is_taken() {
    let mut window = window("[*m1:person|Reyk] met somebody.");
    for name in ["Ilsa Maren", "Toma Maren", "Maren", "A", "B", "C", "D", "E", "F"] {
        add_entity(&mut window, name);
    }
    give(&mut window, "Link to entity");
    window.write("a m");
    window.press("Down");
    window.press("Enter");
    assert_eq!(named(&window, "m1").as_deref(), Some("Toma Maren"));
    give(&mut window, "Link to entity");
    window.write("maren");
    window.press("Escape");
    assert_eq!(named(&window, "m1").as_deref(), Some("Toma Maren"), "nothing was picked");
}

/// What the claim of a mark states, and its links.
fn stated(window: &Window, mark: &str) -> (String, Vec<&'static str>) {
    let session = window.session();
    let mark = session.open_article().unwrap().annotation(&AnnotationId::from(mark)).unwrap();
    let register = session.own_register().unwrap();
    let statement = mark.claim.as_ref().map_or("", |claim| &register.claims[claim].statement);
    (statement.to_owned(), register.claim_links.values().map(|link| link.kind.name()).collect())
}

#[test]
fn a_claim_is_related_by_three_letters_and_a_choice() {
    let mut window = window("[m1:claim|The dam is safe], Reyk said. [*m2:claim|The dam at Lisk broke] 👩🏽‍🚒.");
    window.press("Ctrl+J");
    window.press("Enter");
    assert_eq!(stated(&window, "m2"), ("The dam at Lisk broke.".to_owned(), vec![]), "there is no other yet");
    window.press("Shift+F3");
    window.press("Ctrl+J");
    window.write("lis");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), Some(CommandKind::ClaimRelate), "it is asked what it is to it");
    window.write("contr");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), None);
    assert_eq!(stated(&window, "m1"), ("The dam is safe.".to_owned(), vec!["contradicts"]));
    // Again, and nothing is changed: the reason stays to be read.
    window.press("Ctrl+J");
    window.write("lis");
    window.press("Enter");
    window.write("contr");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), Some(CommandKind::ClaimRelate));
    assert!(window.says("link is there already, to “The dam at Lisk broke.”"));
    window.press("Escape");
    window.press("Ctrl+Z");
    assert_eq!(stated(&window, "m1"), (String::new(), vec![]), "one step takes all of it back");
    // What is written in the inspector is the statement.
    window.press("F3");
    let field = window.0.query_all_by_role_and_label(Role::TextInput, "Claim").next();
    field.expect("the statement can be written").focus();
    window.0.run();
    window.press("Ctrl+A");
    window.write("Der Damm ist gebrochen.");
    window.press("Enter");
    assert_eq!(stated(&window, "m2").0, "Der Damm ist gebrochen.");
}

#[test]
fn a_new_entity_is_asked_for_by_name_and_kept_until_it_has_one() {
    let mut window = window("Toma Reyk met somebody.");
    give(&mut window, "New entity");
    assert!(window.is_focused("name"));
    window.press("Enter");
    assert_eq!(window.0.state().asked(), Some(CommandKind::EntityAdd), "the form waits for a name");
    assert!(window.session().own_register().is_none_or(|register| register.entities.is_empty()));
    window.write("टोमा रेयक");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), None);
    let names: Vec<&str> = window
        .session()
        .own_register()
        .unwrap()
        .entities
        .values()
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(names, ["टोमा रेयक"]);
}

#[test]
fn a_claim_is_attributed_to_a_mark_that_is_picked() {
    let mut window = window(SAID);
    give(&mut window, "Attribute…");
    assert_eq!(window.0.state().asked(), Some(CommandKind::AttributionAdd));
    let content = window.0.get_by_role_and_label(Role::Button, "contents: “the dam held” · Claim");
    assert_eq!(
        content.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True),
        "the chosen claim is what is said"
    );
    window.click(Role::Button, "sources: “Toma Reyk 👩🏽‍🚒” · Person");
    window.click(Role::Button, "cue: “said” · Organisation");
    window.press("Enter");
    assert_eq!(window.0.state().asked(), None);
    let work = window.session().own_work(&ArticleId::from("one")).unwrap();
    let made = work.attributions().values().next().unwrap();
    assert_eq!(made.sources.iter().map(|source| id_of(&source.anchor)).collect::<Vec<_>>(), ["m1"]);
    assert_eq!(made.contents.iter().map(id_of).collect::<Vec<_>>(), ["m3"]);
    assert_eq!(made.cue.as_ref().map(id_of), Some("m2"));
}

#[test]
fn a_status_is_set_by_the_keyboard_alone() {
    let mut window = window("The dam held.");
    give(&mut window, "Set status");
    // The second layer; the first status is three further on, and "done" is the third of them.
    window.press("Tab Space Tab Tab Tab Tab Space Enter");
    assert_eq!(window.0.state().asked(), None);
    let work = window.session().own_work(&ArticleId::from("one")).unwrap();
    assert_eq!(work.progress(&"claim".into()), Progress::Done);
    assert_eq!(work.progress(&"entity".into()), Progress::New);
}

#[test]
fn a_layer_that_is_skipped_asks_for_the_reason() {
    let mut window = window("The dam held.");
    let name = window.session().project().schema().layers_in_order()[0].name.clone();
    window.0.get_by_role_and_label(Role::ComboBox, &name).focus();
    window.settle();
    window.press("Enter");
    window.click(Role::Button, "Skipped");
    assert_eq!(
        window.0.query_all_by_role_and_label(Role::Button, "In progress").count(),
        0,
        "the list is closed"
    );
    assert_eq!(window.0.state().asked(), Some(CommandKind::StatusSet));
    window.write("No names in it");
    window.press("Enter");
    let work = window.session().own_work(&ArticleId::from("one")).unwrap();
    let skipped = Progress::Skipped { reason: "No names in it".to_owned() };
    assert_eq!(work.progress(&"entity".into()), skipped);
    assert!(window.says(&format!("{name} is skipped: No names in it.")));

    window.0.get_by_role_and_label(Role::ComboBox, &name).focus();
    window.settle();
    window.press("Enter");
    window.click(Role::Button, "Done");
    assert!(window.says(&format!("{name} is done.")));
}

#[test]
fn a_list_of_statuses_is_left_with_escape() {
    let mut window = window("[*m1:person|Toma Reyk] met somebody.");
    let name = window.session().project().schema().layers_in_order()[0].name.clone();
    window.0.get_by_role_and_label(Role::ComboBox, &name).focus();
    window.settle();
    window.press("Space");
    assert!(window.says("Skipped"));
    window.press("Escape");
    assert!(!window.says("Skipped"));
    assert!(window.session().chosen().is_some(), "only the list was left");
}

#[test]
fn a_form_that_is_left_changes_nothing() {
    let mut window = window(SAID);
    add_entity(&mut window, "Toma Reyk");
    let before = window.session().revision();
    give(&mut window, "Link to entity");
    window.press("Space");
    window.press("Escape");
    give(&mut window, "New entity");
    window.write("Ilsa Maren");
    window.press("Escape");
    assert_eq!(window.0.state().asked(), None);
    assert_eq!(window.session().revision(), before);
}

#[test]
fn every_form_has_something_to_fill_in_and_asks_for_nothing_that_follows() {
    for kind in CommandKind::ALL.iter().copied().filter(|kind| kind.spec().text.ends_with('…')) {
        let mut window = window(SAID);
        give(&mut window, kind.spec().id);
        assert_eq!(window.0.state().asked(), Some(kind), "{}", kind.spec().id);
        let json = |kind| matches!(kind, ParameterKind::Json | ParameterKind::Spans);
        let is_shown = |name: &str| {
            let field = window.0.query_all_by_role_and_label(Role::TextInput, name).next();
            let prefix = format!("{}: ", name.replace('_', " "));
            let mut chips = window.0.query_all_by_role(Role::Button);
            let is_its = |label: String| label.starts_with(&prefix);
            field.is_some() || chips.any(|chip| chip.accesskit_node().label().is_some_and(is_its))
        };
        let hidden = |name: &str| name == "article" || name == "id";
        for known in kind.spec().parameters.iter().filter(|known| !known.required && hidden(known.name)) {
            assert!(!is_shown(known.name), "{} asks for {}", kind.spec().id, known.name);
        }
        let written: Vec<_> = kind.spec().parameters.iter().filter(|known| is_shown(known.name)).collect();
        let is_list = window.0.query_all_by_role_and_label(Role::TextInput, LETTERS).next().is_some();
        let has_any = is_list || !written.is_empty() || window.says("There is none yet.");
        assert!(has_any, "{} asks for nothing", kind.spec().id);
        let asks_json = written.iter().any(|known| json(known.kind) && !known.required);
        assert!(!asks_json || kind == CommandKind::QuantitySet, "{} asks for JSON", kind.spec().id);
    }
}

#[test]
fn a_new_project_asks_who_works_in_it_and_proposes_a_name() {
    let mut window = window("The dam held.");
    window.0.state_mut().proposed = "lina".to_owned();
    window.press("Ctrl+N");
    assert!(window.is_focused("Path"));
    assert_eq!(window.value("Annotator").as_deref(), Some("lina"));
    window.write("/projects/سد");
    window.press("Enter");
    let made = |name: &str| vec![Request::New("/projects/سد".into(), name.into())];
    assert_eq!(window.0.state_mut().take_requests(), made("lina"));

    window.press("Ctrl+N");
    window.write("/projects/سد");
    window.press("Tab");
    assert!(window.is_focused("Annotator"));
    window.press("Ctrl+A");
    window.write("  ");
    window.press("Enter");
    assert_eq!(window.0.state_mut().take_requests(), [], "somebody must work in it");
    window.press("Ctrl+A");
    window.write("लीना Ö.");
    window.click(Role::Button, "Go on");
    assert_eq!(window.0.state_mut().take_requests(), made("लीना Ö."));
}

#[test]
fn a_folder_that_was_browsed_for_keeps_the_name_that_was_written() {
    let mut window = window("The dam held.");
    window.press("Ctrl+N Tab");
    window.write("mo");
    window.click(Role::Button, "Browse…");
    assert_eq!(window.0.state_mut().take_requests(), [Request::Browse(Purpose::New)]);
    window.0.state_mut().ask_new_in(std::path::Path::new("/projects/dam"));
    window.settle();
    assert_eq!(window.value("Path").as_deref(), Some("/projects/dam"));
    window.click(Role::Button, "Go on");
    assert_eq!(window.0.state_mut().take_requests(), [Request::New("/projects/dam".into(), "mo".into())]);
}

/// Windows of 1024x700 and of 640x480 points in which everything is shown twice as large.
const LOW: [Vec2; 2] = [Vec2::new(512.0, 350.0), Vec2::new(320.0, 240.0)];

#[track_caller]
fn is_in_sight(window: &Window, role: Role, name: &str, size: Vec2) {
    let shown = window.0.get_by_role_and_label(role, name).rect();
    let all = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
    assert!(all.contains_rect(shown), "{name} at {shown} in {size}");
}

#[test]
fn in_a_low_window_sheets_scroll_and_their_buttons_stay_in_sight() {
    for size in LOW {
        let session = fixture::session(&[("one", "[*m1:person|Toma Reyk] met somebody.")]);
        let mut window = Window::of_size(session, size);
        for (begin, buttons, last) in [
            (
                "Export…",
                ["Export", "Try without writing", "Cancel"],
                "Leave out promotions, bylines and the like",
            ),
            ("Import…", ["Import", "Cancel", "Browse…"], "Leave out what is refused and take the rest"),
        ] {
            if begin == "Export…" {
                window.press("Ctrl+Shift+E");
            } else {
                window.0.state_mut().carry.ask_import(vec!["/articles/水坝.txt".into()]);
            }
            window.settle();
            for button in &buttons[..2] {
                is_in_sight(&window, Role::Button, button, size);
            }
            for _ in 0..40 {
                if window.0.get_by_role_and_label(Role::CheckBox, last).accesskit_node().is_focused() {
                    break;
                }
                window.press("Tab");
            }
            window.settle();
            is_in_sight(&window, Role::CheckBox, last, size);
            is_in_sight(&window, Role::Button, buttons[0], size);
            window.press("Escape");
        }
        give(&mut window, "Add claim");
        is_in_sight(&window, Role::Button, "Do it", size);
        is_in_sight(&window, Role::Button, "Cancel", size);
        window.press("Escape Ctrl+N");
        is_in_sight(&window, Role::Button, "Go on", size);
        window.press("Tab");
        is_in_sight(&window, Role::TextInput, "Annotator", size);
        window.press("Escape Ctrl+,");
        let title = window.0.get_by_label("Preferences").rect();
        assert!(title.left() > 0.0 && title.top() > 0.0, "{title} in {size}");
        let vim = window.0.get_by_role_and_label(Role::Button, "Like vim").rect();
        assert!(vim.right() < size.x, "{vim} in {size}");
    }
}

/// The value of the chosen mark, as the exchange format has it.
fn value(window: &Window) -> String {
    let session = window.session();
    let quantity = session.chosen().unwrap().quantity.clone().unwrap();
    quantity_to_json(&quantity, session.open_article().unwrap())
}

fn fill(window: &mut Window, field: &str, words: &str) {
    window.0.get_by_role_and_label(Role::TextInput, field).focus();
    window.settle();
    window.press("Ctrl+A");
    window.write(words);
}

#[test]
fn the_value_of_a_figure_is_said_in_fields() {
    let mut window = window("[*m1:figure|More than 30,000] people 👩🏽‍🚒 fled.");
    give(&mut window, "Set value");
    assert!(window.is_focused("point"));
    window.write("30000");
    fill(&mut window, "low", "30000.50");
    window.click(Role::Button, "low open: yes");
    fill(&mut window, "approximator", "more than");
    fill(&mut window, "unit", "person");
    fill(&mut window, "counted", "los desplazados 👩🏽‍🚒");
    fill(&mut window, "period.from", "2019-03-22");
    window.click(Role::Button, "kind: measure");
    window.press("Enter");
    assert_eq!(
        value(&window),
        r#"{"low":30000.50,"low_open":true,"point":30000,"approximator":"more than","kind":"measure","unit":"person","counted":"los desplazados 👩🏽‍🚒","period":{"from":"2019-03-22"}}"#
    );
}

#[test]
fn the_parts_of_a_value_are_those_of_the_mark_that_is_chosen_in_the_form() {
    let mut window = window("[m1:figure|30] civilians 👩🏽‍🚒 and [m2:figure|20] soldiers.");
    let json = Argument::Json(r#"{"low":30,"kind":"count","unit":"civilian","x":1.10}"#.to_owned());
    let set = Arguments::new().with("id", "m1").with("quantity", json);
    assert_eq!(window.run(CommandKind::QuantitySet, set), None);
    give(&mut window, "Set value");
    assert_eq!(window.value("unit").unwrap_or_default(), "");
    window.write("“20”");
    assert_eq!(window.value("unit").unwrap_or_default(), "");
    fill(&mut window, "id", "“30”");
    assert_eq!(window.value("unit").as_deref(), Some("civilian"));
    fill(&mut window, "unit", "person");
    window.press("Enter");
    let article = window.session().open_article().unwrap();
    let mark = article.annotation(&AnnotationId::from("m1")).unwrap();
    let now = quantity_to_json(mark.quantity.as_ref().unwrap(), article);
    assert_eq!(now, r#"{"low":30,"kind":"count","unit":"person","x":1.10}"#);
}

#[test]
fn what_fields_cannot_show_of_a_value_stays_and_the_rest_can_be_changed() {
    let mut window = window("[m2:figure|15], twice as many as [*m1:figure|about 30] civilians.");
    let before = r#"{"low":30,"high":30,"approximator":"about","kind":"count","unit":"person","counted":{"start":30,"end":39,"text":"civilians"},"period":{"from":"2019-03","to":"2019-04"},"base":{"figure":"m2","factor":0.50},"doubtful":true,"x":1.10}"#;
    let json = Argument::Json(before.to_owned());
    assert_eq!(window.run(CommandKind::QuantitySet, Arguments::new().with("quantity", json)), None);
    assert_eq!(value(&window), before);
    give(&mut window, "Set value");
    for (field, words) in [("low", "30"), ("unit", "person"), ("counted", ""), ("period.to", "2019-04")] {
        assert_eq!(window.value(field).unwrap_or_default(), words, "{field}");
    }
    window.press("Enter");
    assert_eq!(value(&window), before, "nothing was changed");
    give(&mut window, "Set value");
    fill(&mut window, "unit", " ");
    fill(&mut window, "high", "many");
    window.press("Enter");
    assert!(window.says("must be a number"), "it is said what is wrong, and nothing is lost");
    fill(&mut window, "high", "35");
    window.press("Enter");
    let after = before.replace("\"high\":30", "\"high\":35").replace("\"unit\":\"person\",", "");
    assert_eq!(value(&window), after);
}
