//! Somebody else's work is seen only where it is said whose it is, and stays as it is.

use std::path::Path;
use std::sync::Arc;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::model::id::ArticleId;
use glossator::model::project::Project;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::kept::{Kept, OpenedFolder};
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::ui::commands::{AnyCommand, WindowCommand};

use super::window::Window;
use crate::common::{add_mark, import, news_project};

const TEXT: &str =
    "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\r\nقالت ليلى حداد: «لم ينهر السدّ».\r\nहल्वार्ड का बाँध.";

/// Ana has marked a person, bea three others.
fn project() -> Project {
    let mut project = news_project(&[("one", TEXT), ("two", "Nobody came.")]);
    add_mark(&mut project, "one", "ana", "a1", "Ilsa Maren");
    add_mark(&mut project, "one", "bea", "b1", "Toma Reyk 👩🏽‍🚒");
    add_mark(&mut project, "one", "bea", "b2", "ليلى حداد");
    add_mark(&mut project, "one", "bea", "b3", "बाँध");
    project
}

/// The quotes of the marks that the inspector lists.
fn listed(window: &Window) -> Vec<&'static str> {
    let quotes = ["Ilsa Maren", "Toma Reyk 👩🏽‍🚒", "ليلى حداد", "बाँध"];
    let is_listed = |quote: &&str| {
        let row = format!("Person: {quote}");
        window.0.query_by_role_and_label(Role::Button, &row).is_some()
    };
    quotes.into_iter().filter(is_listed).collect()
}

/// The marks that the page tells those who do not see it of.
fn on_the_page(window: &Window) -> usize {
    window.0.query_all_by_role(Role::Mark).count()
}

/// Asks for somebody else's marks and chooses bea.
fn visit(window: &mut Window) {
    window.run(WindowCommand::OthersWork);
    window.click("bea: 3 marks in 1 article");
}

const BAND: &str = "You are looking at bea’s marks. Escape shows yours.";

#[test]
fn only_the_marks_of_whoever_is_looked_at_are_shown_and_escape_shows_ones_own_as_they_were() {
    let mut window = Window::new(project());
    window.run_session(CommandKind::AnnotationChoose, Arguments::new().with("id", "a1"));
    let desk = window.session().desk().clone();
    assert_eq!((listed(&window), on_the_page(&window)), (vec!["Ilsa Maren"], 1), "work is blind");
    visit(&mut window);
    assert!(window.shows(BAND), "{:#?}", window.labels());
    assert!(window.shows("Looking at bea"), "the bar says it too");
    assert_eq!(listed(&window), ["Toma Reyk 👩🏽‍🚒", "ليلى حداد", "बाँध"]);
    assert_eq!(on_the_page(&window), 3);
    assert!(window.shows("3 marks"), "the line at the bottom counts hers");
    assert!(
        window.shows("next mark") && !window.shows("another label"),
        "and offers nothing that is refused"
    );
    window.0.key_press(Key::Escape);
    window.settle();
    assert!(!window.shows("You are looking at"));
    assert_eq!((listed(&window), on_the_page(&window)), (vec!["Ilsa Maren"], 1));
    assert_eq!(window.session().desk(), &desk, "what was chosen is chosen still");
}

#[test]
fn her_marks_can_be_looked_through_and_not_changed() {
    let mut window = Window::new(project());
    visit(&mut window);
    let before = window.session().project().clone();
    window.click("Person: ليلى حداد");
    assert!(window.shows("“ليلى حداد”"), "the panel of the mark shows hers: {:#?}", window.labels());
    let ctx = window.0.ctx.clone();
    let label = Arguments::new().with("layer", "entity").with("label", "organization");
    let status = Arguments::new().with("layer", "entity").with("status", "done");
    for (kind, arguments) in [
        (CommandKind::AnnotationDelete, Arguments::new()),
        (CommandKind::LabelApply, label),
        (CommandKind::StatusSet, status),
        (CommandKind::NoteSet, Arguments::new().with("note", "हाँ")),
        (CommandKind::Undo, Arguments::new()),
    ] {
        let said = window.shell().run(&ctx, AnyCommand::Session(kind), arguments);
        let said = said.map(|message| message.text);
        assert_eq!(
            said.as_deref(),
            Some("these are bea’s marks, to look at; Escape shows yours"),
            "{kind:?}"
        );
    }
    assert!(window.session().project() == &before);
    assert_eq!(listed(&window).len(), 3);
    window.0.key_press(Key::Delete);
    window.settle();
    assert!(
        window.shows("These are bea’s marks, to look at; Escape shows yours."),
        "what a key cannot do is said"
    );
    window.click("Your own marks");
    assert_eq!(listed(&window), ["Ilsa Maren"]);
}

#[test]
fn what_is_ones_own_alone_leads_back() {
    let mut window = Window::new(project());
    visit(&mut window);
    window.run(WindowCommand::ShowOverview);
    assert!(!window.shows("You are looking at") && window.shows("Person: 1 mark"), "{:#?}", window.labels());
    window.run(WindowCommand::ShowArticles);
    assert_eq!(listed(&window), ["Ilsa Maren"]);
}

#[test]
fn the_question_names_everybody_else_and_is_not_asked_where_there_is_nobody() {
    let mut window = Window::new(project());
    window.run(WindowCommand::OthersWork);
    let named = |window: &Window, who: &str| window.0.query_by_label_contains(who).is_some();
    assert!(named(&window, "bea: 3 marks") && !named(&window, "ana: "));
    window.0.key_press(Key::Enter);
    window.settle();
    assert!(window.shows(BAND), "the first has the focus");
    let mut alone = Window::new(news_project(&[("one", TEXT)]));
    let ctx = alone.0.ctx.clone();
    let said = alone.shell().run(&ctx, AnyCommand::Window(WindowCommand::OthersWork), Arguments::new());
    assert_eq!(
        said.map(|said| said.text).as_deref(),
        Some("Nobody else has marked anything in this project")
    );
}

#[test]
fn her_other_articles_are_read_from_the_folder_as_she_has_saved_them() {
    let mut project = project();
    add_mark(&mut project, "two", "bea", "b4", "Nobody");
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
    import(&disk, Path::new("/p"), &project);
    let OpenedFolder { keeper, project, .. } = Kept::open(&disk, Path::new("/p"), &"ana".into()).unwrap();
    let mut window = Window::kept_by(project, keeper);
    // Bea saves a remark while ana has the article open.
    let path = crate::fixture::work_file("bea", "one");
    let text = String::from_utf8(disk.read(&path).unwrap()).unwrap();
    disk.write(&path, crate::fixture::with_note(&text, "b1", "इल्सा?").as_bytes()).unwrap();
    window.run(WindowCommand::OthersWork);
    window.click("bea: 4 marks in 2 articles");
    window.click("Person: Toma Reyk 👩🏽‍🚒");
    let note = window.0.get_by_role_and_label(Role::TextInput, "Note");
    assert_eq!(note.accesskit_node().value().as_deref(), Some("इल्सा?"));
    window.run_session(CommandKind::ArticleOpen, Arguments::new().with("article", "two"));
    assert!(window.0.query_by_role_and_label(Role::Button, "Person: Nobody").is_some());
    assert!(window.shows(BAND));
    window.0.key_press(Key::Escape);
    window.settle();
    assert_eq!(
        window.session().desk().article,
        Some(ArticleId::from("one")),
        "ana's own article is open still"
    );
    assert_eq!(listed(&window), ["Ilsa Maren"]);
}
