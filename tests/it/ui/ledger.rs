//! The ledger in the window: read from the files of a project, walked by keys, kept up with the work.

use std::path::Path;
use std::sync::Arc;

use egui::OutputCommand;
use egui_kittest::kittest::Queryable as _;
use glossator::edit::history::History;
use glossator::model::id::{Annotator, ArticleId};
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::kept::Looked;
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::store::open::{Opened, open};

use super::hands::Window;
use crate::session::fixture::{self, Counters};
use crate::session::settling::counted;

/// The example, as ana has marked it. Nothing is written.
fn example() -> Window {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/lisk-dam");
    let Opened { store, project, .. } = open(&disk, &path).unwrap();
    let env = Box::new(Counters::default());
    let ana = Annotator::from("ana");
    let session = Session::new(project, ana, History::default(), env, Box::new(Looked(store)));
    let mut window = Window::new(session);
    window.press("Ctrl+2");
    // Articles are read beside the window.
    for _ in 0..500 {
        if !window.says("Reading") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.settle();
    }
    window
}

fn open_article(window: &Window) -> String {
    window.session().desk().article.as_ref().unwrap().to_string()
}

fn chosen(window: &Window) -> String {
    let article = window.session().open_article().unwrap();
    let mark = window.session().chosen().unwrap();
    article.body().text()[mark.spans.hull().range()].to_owned()
}

#[test]
fn who_said_what_and_how_many_is_a_key_away() {
    let mut window = example();
    assert!(
        window.says("Davit Orsolen, goes back on it 2 times, 22 sayings in 5 outlets"),
        "{:#?}",
        window.0.root()
    );
    window.press("Right");
    let claim =
        "The Sarvan People’s Guard destroyed the spillway gates of the Lisk Dam on 11 October 2021., denied";
    assert!(window.says(claim));
    assert!(window.says("denied by Sarvan People’s Guard, Toma Reyk, Yusra Denn · 2 sources, 5 outlets"));
    window.press("Right");
    assert!(window.says("People killed, Breach of the Lisk Dam, literal conflict, 6 figures in 5 articles"));
    window.press("Right");
    assert!(window.says("Sarvan People’s Guard, Organization, named 36 times in 9 articles"));
    window.press("Right");
    assert!(window.says("Offensive of the Kestrian army on the Orlan, 20 September 2021"));
    window.press("Right Left Left");
    assert!(window.says("“31” and “41” cannot both be true"));
}

#[test]
fn every_row_leads_to_its_place_and_back() {
    let mut window = example();
    window.press("Right Right");
    // The notes of the first card come first, then its figures.
    window.press("Down Down Down Down Enter");
    assert_eq!(chosen(&window), "41");
    let there = open_article(&window);
    window.press("Ctrl+2 Down Down Enter");
    assert_eq!(chosen(&window), "at least six", "where it was left");
    assert_ne!(open_article(&window), there);
    // Of what is not compared, the other group is shown.
    window.press("Ctrl+2 Up Enter");
    assert!(window.session().desk().chosen.is_some());
    assert!(window.says("Sisters killed"), "{}", window.says("Sisters"));
}

#[test]
fn what_is_found_can_be_cited() {
    let mut window = example();
    window.press("Right Ctrl+Shift+C");
    let copied = window.0.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    // What was copied is told in the frame in which it was; later frames tell nothing.
    if let Some(copied) = copied {
        assert!(copied.starts_with("The Sarvan People’s Guard destroyed"), "{copied}");
        assert!(copied.contains("[denies] Toma Reyk: “We did not touch the gates” (“"), "{copied}");
    }
    assert!(window.says("Copied as a citation"));
    window.press("Ctrl+1 Ctrl+Shift+C");
    assert!(window.says("The ledger is not shown"));
}

#[test]
fn cards_are_looked_for_by_name() {
    let mut window = example();
    window.press("Right Right Right");
    window.click(egui::accesskit::Role::TextInput, "Filter");
    window.write("toma");
    assert!(window.says("Toma Reyk, Person"));
    assert!(!window.says("Sarvan People’s Guard, Organization"));
    window.write("xx");
    assert!(window.says("Nothing matches."));
}

#[test]
fn the_ledger_follows_the_work_and_takes_it_back() {
    let mut window =
        Window::new(fixture::session(&[("one", "The mayor said 20 died. ¦[m1:place|Lisk] lies below.")]));
    window.press("Ctrl+2");
    assert!(window.says("Who says something in the articles will stand here"));
    let add = Arguments::new().with("name", "Lisk").with("id", "e1");
    assert_eq!(window.run(CommandKind::EntityAdd, add), None);
    let link = Arguments::new().with("id", "m1").with("entity", "e1");
    assert_eq!(window.run(CommandKind::EntityLink, link), None);
    window.press("Right Right Right");
    assert!(window.says("Lisk, named once in 1 article"));
    assert!(window.says("The mayor said 20 died. Lisk lies below."), "its words are around it");
    window.press("Ctrl+Z");
    assert!(window.says("Lisk, named 0 times in 0 articles"));
    window.press("Ctrl+Z");
    assert!(window.says("Whom and what the articles name will stand here"));
    let id = ArticleId::from("one");
    assert!(window.session().own_work(&id).is_some());
    assert!(window.0.query_by_label_contains("Lisk, named").is_none());
}

#[test]
fn a_plot_is_saved_as_a_picture_and_as_lines_and_its_table_as_csv() {
    let mut window = example();
    window.press("Right Right");
    let mut file = |name: &str| window.0.state_mut().ledger_file(Path::new(name));
    let png = file("plot.PNG").unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let svg = String::from_utf8(file("plot.svg").unwrap()).unwrap();
    assert!(svg.contains(">People killed, Breach of the Lisk Dam</text>"), "{svg}");
    assert!(svg.contains(">at least six</text>") && svg.contains("stroke-dasharray"));
    let table = file("all.csv").unwrap();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(&table[..]).records().map(Result::unwrap).collect();
    let six = rows.iter().find(|row| &row[5] == "at least six").unwrap();
    assert_eq!(&six[0], "People killed, Breach of the Lisk Dam");
    assert_eq!([&six[7], &six[8], &six[9], &six[10]], ["6", "", "6", "9"]);
    assert!(rows.len() > 150, "every figure, not those that are seen: {}", rows.len());
    let refused = file("plot.pdf").unwrap_err();
    assert!(refused.text.contains("does not say") && refused.hints[0].contains(".csv"), "{refused:?}");
}

#[test]
fn figures_that_do_not_go_together_are_settled_by_keys() {
    let mut window = Window::new(counted());
    window.press("Ctrl+2 Right Right");
    assert!(window.says("2 groups · 1 to look at"));
    window.press("Space");
    assert!(window.says("Settle figures"));
    window.press("Space Tab Tab Tab Tab");
    window.write("the toll rose");
    window.press("Enter");
    let register = window.session().own_register().unwrap();
    let settled = register.settlements.values().next().unwrap();
    assert_eq!((settled.kind.name(), settled.why.as_deref()), ("update", Some("the toll rose")));
    assert!(
        window
            .says("cannot both be true — settled as an update by ana, 1 January 1970, 00:00: the toll rose")
    );
    assert!(window.says("nothing to look at"));
    // The keys are the list's again.
    window.press("Ctrl+Z");
    assert!(window.says("“31” and “58” cannot both be true") && !window.says("settled as an update"));
    window.press("Down Enter");
    assert_eq!(chosen(&window), "31");
}
