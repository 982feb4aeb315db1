//! What the window says about a whole project, of which no more than an article is in memory.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use glossator::model::article::Listing;
use glossator::model::body::BodyHash;
use glossator::model::effort::{Effort, EffortKey};
use glossator::model::id::ArticleId;
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::status::Progress;
use glossator::model::summary::{LabelMarks, WorkSummary};
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::ui::commands::AnyCommand;
use glossator::ui::commands::WindowCommand;

use super::window::Window;
use crate::common::{add_mark, news_project};

/// Three articles, the last two of which were never read; ana and ben have marked persons.
fn project() -> Project {
    let mut project = news_project(&[
        ("one", "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\r\n"),
        ("three", "हल्वार्ड में बाँध टूटा।"),
        ("two", "قالت ليلى حداد: «لم ينهر السدّ»."),
    ]);
    add_mark(&mut project, "one", "ana", "a1", "Ilsa Maren");
    add_mark(&mut project, "two", "ana", "a2", "ليلى حداد");
    add_mark(&mut project, "two", "ben", "b1", "ليلى");
    for id in ["two", "three"] {
        let listing = project.articles()[&ArticleId::from(id)].listing();
        project.put_slot(Slot::Listed(Arc::clone(&listing)));
    }
    project
}

#[test]
fn the_schema_counts_marks_in_articles_that_were_never_read() {
    let mut window = Window::new(project());
    window.run(WindowCommand::ShowSchema);
    assert!(window.shows("3 marks have this label."), "{:#?}", window.labels());
    assert!(window.session().project().article(&"two".into()).is_err(), "it is not read for that");
}

/// Marks a stretch of the open article as a person.
fn mark(window: &mut Window, start: usize, end: usize) {
    let arguments = Arguments::new().with("layer", "entity").with("label", "person");
    window.run_session(CommandKind::AnnotationAdd, arguments.with("start", start).with("end", end));
}

/// Says that every layer of the open article is done.
fn finish(window: &mut Window) {
    let layers: Vec<String> =
        window.session().project().schema().layers.keys().map(ToString::to_string).collect();
    for layer in layers {
        let arguments = Arguments::new().with("layer", layer.as_str()).with("status", "done");
        window.run_session(CommandKind::StatusSet, arguments);
    }
}

#[test]
fn the_overview_counts_ones_own_marks_and_counts_again_when_they_change() {
    let mut window = Window::new(project());
    window.run(WindowCommand::ShowOverview);
    assert!(window.shows("Person: 2 marks"), "ben's mark is his own: {:#?}", window.labels());
    assert!(window.shows("2 articles have marks: half of them have 1 or fewer"), "{:#?}", window.labels());
    assert!(window.shows("3 articles are not finished."));
    mark(&mut window, 15, 24);
    assert!(window.shows("Person: 3 marks"), "{:#?}", window.labels());
    window.run_session(CommandKind::Undo, Arguments::new());
    assert!(window.shows("Person: 2 marks"));
    finish(&mut window);
    assert!(window.shows("2 articles are not finished."), "{:#?}", window.labels());
    assert!(window.shows("Entities") && window.shows("1 of 3 articles finished"));
}

#[test]
fn suggestions_that_wait_are_counted_and_their_articles_listed() {
    let lines = [
        r#"{"id": "one", "text": "Ilsa met ليلى.", "suggestions": [{"layer": "entity", "label": "Person", "start": 0, "end": 4}, {"layer": "entity", "label": "Person", "start": 9, "end": 13}]}"#,
        r#"{"id": "two", "text": "سدّ"}"#,
    ];
    let mut window = Window::new(crate::exchange::read_jsonl(&lines.join("\n")).unwrap().into_project());
    window.run(WindowCommand::ShowOverview);
    assert!(window.shows("2 suggestions wait to be reviewed, in 1 article."), "{:#?}", window.labels());
    window.run_session(CommandKind::CandidateNext, Arguments::new());
    window.run_session(CommandKind::CandidateAccept, Arguments::new());
    assert!(window.shows("1 suggestion waits to be reviewed, in 1 article."), "{:#?}", window.labels());
    window.run_session(CommandKind::CandidateNext, Arguments::new());
    window.run_session(CommandKind::CandidateReject, Arguments::new());
    assert!(!window.shows("waits to be reviewed"), "{:#?}", window.labels());
    window.run_session(CommandKind::Undo, Arguments::new());
    assert!(window.shows("1 suggestion waits to be reviewed, in 1 article."), "{:#?}", window.labels());
}

#[test]
fn the_overview_leads_to_what_is_not_finished() {
    let mut project = news_project(&[("one", "Ilsa."), ("three", "बाँध"), ("two", "سدّ")]);
    add_mark(&mut project, "one", "ana", "a1", "Ilsa");
    let mut window = Window::new(project);
    let open = |window: &Window| window.session().desk().article.as_ref().map(ToString::to_string);
    for next in ["three", "two", "one"] {
        finish(&mut window);
        window.run(WindowCommand::ShowOverview);
        if next == "one" {
            break;
        }
        window.click("Next unfinished article");
        assert_eq!(open(&window).as_deref(), Some(next));
        assert!(!window.shows("Marks by label"), "the article is shown");
    }
    assert!(window.shows("Every article is finished."));
    assert!(!window.shows("Next unfinished article"));
    window.run_session(CommandKind::ArticleOpen, Arguments::new().with("article", "one"));
    window.run_session(CommandKind::Undo, Arguments::new());
    window.click("Next unfinished article");
    assert_eq!(open(&window).as_deref(), Some("two"), "the last that was finished is taken back");
}

#[test]
fn what_is_not_there_yet_is_said_in_a_sentence() {
    let mut window = Window::new(news_project(&[("one", "Ilsa.")]));
    window.run(WindowCommand::ShowOverview);
    for text in [
        "How long you are at work on each day will stand here.",
        "How often you have used each label will stand here.",
        "How many articles have few marks and how many have many will stand here.",
    ] {
        assert!(window.shows(text), "{text}: {:#?}", window.labels());
    }
}

#[test]
fn plots_are_read_out_as_sentences() {
    let mut effort = Effort::default();
    for (day, seconds) in [(3, 3_600), (4, 7_200), (9, 600)] {
        let day = jiff::civil::date(2026, 3, day);
        effort.add(EffortKey { article: "one".into(), day, layer: None }, seconds);
    }
    let mut window = Window::with_effort(project(), effort);
    window.run(WindowCommand::ShowOverview);
    let sentence = "You were at work for 3 h 10 min on 3 days; the longest was 4 March 2026 with 2 h 0 min.";
    assert!(window.0.query_by_role_and_label(Role::Image, sentence).is_some(), "{:#?}", window.labels());
    let sentence = "2 articles have marks: half of them have 1 or fewer, and the most that one has is 1. 1 article has none.";
    assert!(window.0.query_by_role_and_label(Role::Image, sentence).is_some(), "{:#?}", window.labels());
}

/// A hundred thousand articles that were never read, with marks of many labels.
fn large() -> Project {
    let mut project = news_project(&[]);
    let labels: Vec<_> = project.schema().labels.keys().cloned().map(Arc::new).collect();
    let listing = |number: usize| {
        let id = ArticleId::from(format!("a{number:06}"));
        let labels = labels.iter().map(|of| LabelMarks { of: Arc::clone(of), marks: 1 + number as u32 % 90 });
        let layers = vec![("entity".into(), 10 + number % 90, Progress::Done)];
        let work =
            vec![WorkSummary { annotator: "ana".into(), layers, labels: labels.collect(), suggestions: 0 }];
        let metadata = Arc::new(Metadata::default());
        let listing =
            Listing { id: id.clone(), metadata, body_hash: BodyHash::from([0; 32]), body_len: 1000, work };
        (id, Slot::Listed(Arc::new(listing)))
    };
    project.put_slots((0..100_000).map(listing));
    project
}

#[test]
fn a_hundred_thousand_articles_are_counted_once_and_not_in_each_frame() {
    let mut window = Window::new(large());
    let frame = |window: &mut Window| {
        let start = std::time::Instant::now();
        window.0.step();
        start.elapsed()
    };
    let ctx = window.0.ctx.clone();
    let show = AnyCommand::Window(WindowCommand::ShowOverview);
    assert_eq!(window.shell().run(&ctx, show, Arguments::new()), None);
    let first = frame(&mut window);
    let later = (0..20).map(|_| frame(&mut window)).min().unwrap();
    assert!(window.shows("100000 articles are not finished."));
    assert!(later * 4 < first, "the first frame took {first:?}, a later one {later:?}");
}
