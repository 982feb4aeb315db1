//! The list of marks in the inspector.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use glossator::model::annotation::Annotation;
use glossator::model::project::{Project, Slot};
use glossator::model::work::WorkRecords;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;

use super::window::Window;
use crate::common::{add_mark, news_project};

/// Writes into the filter of the list.
fn filter(window: &mut Window, words: &str) {
    let name = "Filter marks";
    window.0.get_by_role_and_label(Role::TextInput, name).click();
    window.settle();
    window.0.get_by_role_and_label(Role::TextInput, name).type_text(words);
    window.settle();
}

#[test]
fn the_filter_follows_what_is_marked() {
    let mut project =
        news_project(&[("one", "Ilsa Maren met Toma Reyk 👩🏽‍🚒.\r\nقالت ليلى: «لا». हल्वार्ड, Ilsa again.")]);
    for (id, quote) in [("a1", "Ilsa Maren"), ("a2", "Toma Reyk 👩🏽‍🚒"), ("a3", "ليلى"), ("a4", "हल्वार्ड")]
    {
        add_mark(&mut project, "one", "ana", id, quote);
    }
    let mut window = Window::new(project);
    let rows = |window: &Window| {
        let shown = ["Ilsa Maren", "Toma Reyk 👩🏽‍🚒", "ليلى", "हल्वार्ड"].into_iter();
        let is_shown = |quote: &&str| {
            let row = format!("Person: {quote}");
            window.0.query_by_role_and_label(Role::Button, &row).is_some()
        };
        shown.filter(is_shown).collect::<Vec<_>>()
    };
    assert_eq!(rows(&window).len(), 4);
    filter(&mut window, "ILSA");
    assert_eq!(rows(&window), ["Ilsa Maren"]);
    window.run_session(CommandKind::AnnotationChoose, Arguments::new().with("id", "a1"));
    window.run_session(CommandKind::AnnotationDelete, Arguments::new());
    assert_eq!(rows(&window), [""; 0], "it is gone from what was found");
    window.run_session(CommandKind::Undo, Arguments::new());
    assert_eq!(rows(&window), ["Ilsa Maren"]);
}

/// An article with `count` marks, a letter each.
fn long(count: usize) -> Project {
    let mut project = news_project(&[("one", &"é".repeat(count))]);
    add_mark(&mut project, "one", "ana", "first", "é");
    let article = project.article(&"one".into()).unwrap().clone();
    let model = article.annotation(&"first".into()).unwrap();
    let annotations = (0..count).map(|at| {
        let spans = article.body().span(2 * at, 2 * at + 2).unwrap().into();
        Arc::new(Annotation { id: format!("m{at:06}").into(), spans, ..Annotation::clone(model) })
    });
    let records = WorkRecords { annotations: annotations.collect(), ..WorkRecords::default() };
    let article = glossator::model::article::Article::clone(&article).with_work("ana".into(), records);
    project.put_slot(Slot::Loaded(Arc::new(article)));
    project
}

#[test]
fn of_many_marks_the_filter_looks_once() {
    let mut window = Window::new(long(30_000));
    let frame = |window: &mut Window| {
        let start = std::time::Instant::now();
        window.0.step();
        start.elapsed()
    };
    window.0.get_by_role_and_label(Role::TextInput, "Filter marks").focus();
    window.settle();
    window.0.get_by_role_and_label(Role::TextInput, "Filter marks").type_text("person");
    let first = frame(&mut window);
    let later = (0..20).map(|_| frame(&mut window)).min().unwrap();
    assert!(later * 3 < first, "the first frame took {first:?}, a later one {later:?}");
}
