//! The window on real folders: what it does while something is imported or exported.

mod leaving;
mod sheet;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui;

use super::going_out::{Exported, export_ended};
use super::*;
use crate::machine::env::Machine as Env;
use crate::machine::launch::Launch;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::keeper::KeepState;
use crate::session::kept::{Kept, OpenedFolder};
use crate::store::disk::Disk;
use crate::store::disk::failing::FailingDisk;
use crate::store::disk::real::RealDisk;
use crate::store::layout::Layout;
use crate::ui::app::project;
use crate::ui::app::settings::Settings;
use crate::ui::carry::choices::{Deed, ExportChoices};
use crate::ui::carry::file_choices::{LabelChoice, ShapingChoices};
use crate::ui::messages::Weight;
use crate::ui::shell::Request;
use crate::ui::texts::Texts;

struct Machine {
    folder: tempfile::TempDir,
    app: App,
}

impl Machine {
    /// A window with the empty project "first"; there is a "second".
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["first", "second"] {
            project::create(&folder.path().join(name), &Texts::default()).unwrap();
        }
        let launch = Launch {
            project: Some(folder.path().join("first")),
            annotator: Some("ana".into()),
            frame_log: None,
        };
        let settings = Settings::below(&folder.path().join("settings"));
        let app = App::new(&egui::Context::default(), launch, settings, None);
        Self { folder, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        RealDisk.write(&path, text.as_bytes()).unwrap();
        path
    }

    fn import(&mut self, path: PathBuf, update: bool) {
        self.app.ask_import(vec![path.clone()]);
        let choices = ImportChoices { paths: vec![path], update, ..ImportChoices::default() };
        self.app.wish(Wish::Import(choices));
    }

    /// Waits for what the thread says next.
    fn told(&self) -> Done {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(done) = self.app.jobs.done() {
                return done;
            }
            assert!(Instant::now() < until, "nothing was said");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for what the thread says next, and passes it on.
    fn next(&mut self) {
        let done = self.told();
        self.app.take(done);
    }

    fn finish(&mut self) {
        while self.app.carried.is_some() {
            self.next();
        }
    }

    fn session(&mut self) -> &mut Session {
        self.app.shell.session_mut().unwrap()
    }

    fn articles(&mut self) -> Vec<String> {
        self.session().project().articles().keys().map(ToString::to_string).collect()
    }

    fn mark(&mut self, article: &str, start: usize, end: usize) -> Result<(), CommandError> {
        let arguments = Arguments::new().with("article", article).with("layer", "entity");
        let arguments = arguments.with("label", "person").with("start", start).with("end", end);
        self.session().perform(CommandKind::AnnotationAdd, arguments).map(drop)
    }

    fn said(&self, part: &str) -> bool {
        self.app.shell.messages.said().any(|message| message.text.contains(part))
    }

    fn troubles(&self) -> Vec<String> {
        let said = self.app.shell.messages.said();
        said.filter(|message| message.weight == Weight::Trouble).map(|message| message.text.clone()).collect()
    }
}

#[test]
fn the_project_stays_open_and_work_goes_on_while_articles_come_in() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "قالت ليلى: «لا».\r\n");
    machine.import(path, false);
    machine.finish();
    assert_eq!(machine.articles(), ["one"]);
    machine.mark("one", 0, 8).unwrap();
    let path = machine.write("one.txt", "At noon, قالت ليلى: «لا» 👩🏽‍🚒.\r\n");
    machine.import(path, true);
    assert!(machine.app.shell.session().unwrap().why_read_only().is_none());
    machine.mark("one", 9, 17).unwrap();
    machine.finish();
    assert!(machine.said("changed 1"), "{:?}", machine.troubles());
    let work = machine.session().require(&"one".into()).unwrap().clone();
    let marks: Vec<&str> = work
        .work(&"ana".into())
        .unwrap()
        .in_order()
        .map(|mark| work.body().quote(mark.spans.hull()))
        .collect();
    assert_eq!(marks, ["قالت", "ليلى"]);
    // The history of the session is there as well, and it can be worked on.
    assert_eq!(machine.session().history().done(), 2);
    machine.mark("one", 0, 2).unwrap();
    machine.session().settle().unwrap();
    assert_ne!(machine.session().keep_state(), KeepState::Writing);
    assert_eq!(machine.troubles(), Vec::<String>::new());
}

#[test]
fn nothing_is_marked_between_writing_and_the_end() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    machine.finish();
    let path = machine.write("one.txt", "Today the dam held.");
    machine.import(path, true);
    // The first that is said is that everything is written; the end is said only when that is answered.
    machine.next();
    assert!(machine.session().is_held());
    let refused = machine.mark("one", 4, 7).unwrap_err();
    assert!(refused.message.contains("get their places"), "{refused}");
    machine.finish();
    machine.mark("one", 10, 13).unwrap();
}

#[test]
fn what_is_called_off_when_everything_is_written_leaves_everything_open_as_it_was() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    machine.finish();
    let arguments = Arguments::new().with("article", "one");
    machine.session().perform(CommandKind::ArticleOpen, arguments).unwrap();
    machine.mark("one", 4, 7).unwrap();
    let chosen = machine.session().desk().chosen.clone();
    assert!(chosen.is_some());
    let path = machine.write("one.txt", "Today the dam held.");
    machine.import(path, true);
    let written = machine.told();
    machine.app.shell.carry.stop();
    machine.app.take(written);
    assert!(machine.session().is_held());
    machine.finish();
    assert!(machine.said("called off") && machine.troubles().is_empty(), "{:?}", machine.troubles());
    assert_eq!(machine.session().desk().chosen, chosen);
    machine.mark("one", 0, 3).unwrap();
}

/// The disk gives the first article its place and refuses the second.
#[test]
fn a_project_is_read_again_when_only_some_articles_have_got_their_places() {
    let mut machine = Machine::new();
    let line = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    let path = machine.write("a.jsonl", &line("one", "سد ليسك held."));
    machine.import(path, false);
    machine.finish();
    machine.mark("one", 0, 4).unwrap();
    let path = machine.write("a.jsonl", &(line("one", "At noon سد ليسك held.") + &line("two", "一篇文章。")));
    machine.import(path, true);
    let written = machine.told();
    let taken = Layout::new(&machine.path("first")).body(&"two".into());
    std::fs::create_dir_all(taken.join("something")).unwrap();
    machine.app.take(written);
    let ended = machine.told();
    std::fs::remove_dir_all(&taken).unwrap();
    assert!(machine.session().is_held(), "until the files are read again");
    machine.app.take(ended);
    assert_eq!(machine.troubles().len(), 1, "{:?}", machine.troubles());
    assert_eq!(machine.articles(), ["one"]);
    let work = machine.session().require(&"one".into()).unwrap().clone();
    assert_eq!(work.body().text(), "At noon سد ليسك held.");
    machine.mark("one", 0, 2).unwrap();
    machine.session().settle().unwrap();
}

/// The window would ask to stay before it lets go of work that is in memory alone; a held session has none.
#[test]
fn a_project_is_read_again_also_when_its_disk_takes_nothing() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    machine.finish();
    let first = machine.path("first");
    machine.app.close();
    let disk = FailingDisk::after(RealDisk, i64::MAX);
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let OpenedFolder { keeper, project, history, .. } = Kept::open(&shared, &first, &"ana".into()).unwrap();
    let session = Session::new(project, "ana".into(), history, Box::new(Env), Box::new(keeper));
    machine.app.shell.open(session, first);
    let path = machine.write("two.txt", "一篇文章。");
    machine.import(path, false);
    machine.mark("one", 4, 7).unwrap();
    machine.session().settle().unwrap();
    let written = machine.told();
    disk.fail_after(0);
    machine.app.take(written);
    let ended = machine.told();
    let until = Instant::now() + Duration::from_secs(20);
    while !matches!(machine.session().keep_state(), KeepState::Unsafe(_)) {
        assert!(Instant::now() < until, "the files are tried again after a while");
        std::thread::sleep(Duration::from_millis(20));
    }
    machine.app.take(ended);
    assert!(!machine.said("in memory alone"), "{:?}", machine.troubles());
    assert!(machine.session().why_read_only().is_none());
    // From the journal, by way of the disk that works.
    machine.session().require(&"one".into()).unwrap();
    assert_eq!(machine.session().own_work(&"one".into()).unwrap().annotations().len(), 1);
    machine.mark("one", 0, 3).unwrap();
    machine.session().settle().unwrap();
}

#[test]
fn another_project_that_was_opened_meanwhile_stays() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "一篇文章。");
    machine.import(path, false);
    let second = machine.path("second");
    machine.app.open(&second, None);
    machine.finish();
    assert_eq!(machine.app.shell.folder(), Some(&second));
    assert!(machine.articles().is_empty() && machine.said("imported 1 article"));
    let first = machine.path("first");
    machine.app.open(&first, None);
    assert_eq!(machine.articles(), ["one"]);
    assert!(machine.session().why_read_only().is_none());
}

#[test]
fn a_project_that_was_closed_and_opened_again_meanwhile_can_be_worked_in_afterwards() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    let first = machine.path("first");
    machine.app.open(&first, None);
    machine.finish();
    assert_eq!(machine.articles(), ["one"]);
    machine.mark("one", 4, 7).unwrap();
}

#[test]
fn what_is_called_off_changes_nothing() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    machine.app.shell.carry.stop();
    machine.finish();
    assert!(machine.said("called off") && machine.articles().is_empty());
    assert!(machine.session().why_read_only().is_none() && !machine.app.shell.carry.is_going());
    let inside = std::fs::read_dir(machine.path("first/articles")).unwrap();
    assert_eq!(inside.count(), 0);
}

/// As an import with a fault: the folder's lock is in its hands.
fn panics(beside: Beside) -> Imported {
    let _beside = beside;
    panic!("caused by a test")
}

#[test]
fn an_import_that_panics_is_said_to_have_ended_and_work_goes_on() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "قالت ليلى: «لا».");
    machine.import(path, false);
    machine.finish();
    let (folder, going) = machine.app.begin().unwrap();
    let beside = machine.session().begin_intake().unwrap();
    machine.app.went_on(folder, going);
    machine.session().hold("articles get their places").unwrap();
    machine.app.jobs.run(move |_| panics(beside), import_ended);
    machine.finish();
    assert_eq!(machine.troubles().len(), 1, "{:?}", machine.troubles());
    assert!(machine.said("a fault of this program"));
    machine.mark("one", 0, 8).unwrap();
    // And nothing says that another one goes on.
    let path = machine.write("two.txt", "一篇文章。");
    machine.import(path, false);
    machine.finish();
    assert_eq!(machine.articles(), ["one", "two"]);
}

#[test]
fn an_export_says_how_much_it_has_written_and_left_out() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "قالت ليلى: «لا». 3 m 👩🏽‍🚒");
    machine.import(path, false);
    machine.finish();
    machine.mark("one", 0, 8).unwrap();
    machine.mark("one", 9, 17).unwrap();
    let place = machine.path("out").display().to_string();
    let mut export = |format, layer: Option<&str>, deed| {
        let layers = layer.into_iter().map(Into::into).collect();
        let place = place.clone();
        let choices = ExportChoices { format, place, layers, deed, ..ExportChoices::default() };
        machine.app.wish(Wish::Export(Box::new(choices)));
        machine.finish();
        machine.app.shell.messages.said().last().unwrap().text.clone()
    };
    let counts = "1 article, 2 marks";
    assert_eq!(export("jsonl", None, Deed::Write), format!("wrote {place}: {counts}"));
    assert_eq!(
        export("jsonl", None, Deed::Try),
        format!("nothing was written; an export would hold {counts}")
    );
    let rest = "1 article, 0 marks; 2 marks are left out";
    assert_eq!(export("jsonl", Some("figure"), Deed::Replace), format!("wrote {place}: {rest}"));
    // What the format does not hold is left out as well.
    assert!(export("md", None, Deed::Try).ends_with(rest));
}

#[test]
fn an_export_reads_the_files_it_names_and_writes_nothing_where_one_is_wrong() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "قالت ليلى: «لا».");
    machine.import(path, false);
    machine.finish();
    machine.mark("one", 0, 8).unwrap();
    let place = machine.path("out.jsonl");
    let map = machine.write("map.ron", r#"{"entity": {"person": "شخص"}}"#);
    let broken = machine.write("broken.ron", "{\"entity\": 3}");
    let mut export = |labels: PathBuf| {
        let labels = LabelChoice::File(labels.display().to_string());
        let shaping = ShapingChoices { labels, ..ShapingChoices::default() };
        let place = place.display().to_string();
        let choices = ExportChoices { place, shaping, ..ExportChoices::default() };
        machine.app.wish(Wish::Export(Box::new(choices)));
        machine.finish();
        machine.app.shell.messages.said().last().unwrap().clone()
    };
    let said = export(broken);
    assert!(
        said.text.ends_with("broken.ron: it is no map of labels, at 1:11: Expected opening `{`"),
        "{said:?}"
    );
    assert!(said.hints[0].starts_with("such a file says"), "{said:?}");
    assert!(export("nowhere.ron".into()).text.starts_with("cannot read nowhere.ron: "));
    assert!(!place.exists());
    assert!(export(map).text.starts_with("wrote "));
    let written = std::fs::read_to_string(&place).unwrap();
    assert!(written.contains(r#""label":"شخص""#), "{written}");
}

#[test]
fn an_export_that_panics_is_said_to_have_ended() {
    let mut machine = Machine::new();
    let (folder, going) = machine.app.begin().unwrap();
    machine.app.went_on(folder, going);
    let job = |_: &Tell<'_>| -> Exported { panic!("caused by a test") };
    machine.app.jobs.run(job, |exported| export_ended(Box::default(), exported));
    machine.finish();
    assert_eq!(machine.troubles().len(), 1, "{:?}", machine.troubles());
    assert!(machine.said("a fault of this program") && !machine.app.shell.carry.is_going());
}

#[test]
fn a_file_that_is_refused_comes_back_with_the_encodings_that_fit() {
    let mut machine = Machine::new();
    let path = machine.path("one.txt");
    RealDisk.write(&path, b"Caf\xe9 de la r\xe9sistance\r\n").unwrap();
    machine.app.ask_import(vec![path]);
    // As the person gives it: through the sheet, which is shown again.
    let screen = egui::vec2(1280.0, 800.0);
    let input = |events: Vec<egui::Event>| egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, screen)),
        events,
        ..egui::RawInput::default()
    };
    let ctx = egui::Context::default();
    machine.app.shell.install(&ctx);
    let enter = egui::Event::Key {
        key: egui::Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    for events in [Vec::new(), Vec::new(), vec![enter]] {
        ctx.run_ui(input(events), |ui| machine.app.shell.show(ui)).textures_delta.clear();
    }
    for request in machine.app.shell.take_requests() {
        machine.app.answer(&ctx, request);
    }
    machine.finish();
    assert!(machine.app.shell.carry.is_open());
    assert!(
        machine.troubles().iter().any(|text| text.contains("not valid UTF-8")),
        "{:?}",
        machine.troubles()
    );
    assert!(machine.articles().is_empty());
}

#[test]
fn an_export_holds_ones_own_work_and_lists_what_is_lost() {
    let mut machine = Machine::new();
    let path = machine.write("one.jsonl", concat!(
        r#"{"id": "one", "text": "Ana saw Omar.", "annotations": [{"layer": "entity", "label": "person", "start": 0, "end": 3, "annotator": "ben"}]}"#,
        "\n",
    ));
    machine.import(path, false);
    machine.finish();
    machine.mark("one", 8, 12).unwrap();
    let place = machine.path("out.jsonl");
    let choices = ExportChoices { place: place.display().to_string(), ..ExportChoices::default() };
    machine.app.wish(Wish::Export(Box::new(choices.clone())));
    machine.finish();
    let written = std::fs::read_to_string(&place).unwrap();
    assert!(written.contains("\"Omar\"") && !written.contains("\"ben\""), "{written}");
    // A file that is there is not replaced unasked.
    machine.mark("one", 0, 3).unwrap();
    machine.app.wish(Wish::Export(Box::new(choices.clone())));
    assert!(machine.app.carried.is_none());
    assert_eq!(std::fs::read_to_string(&place).unwrap(), written);
    machine.app.wish(Wish::Export(Box::new(ExportChoices { deed: Deed::Replace, ..choices })));
    machine.finish();
    assert_ne!(std::fs::read_to_string(&place).unwrap(), written);
    // Texts hold no marks.
    let folder = machine.path("texts").display().to_string();
    let trial =
        ExportChoices { format: "txt", place: folder.clone(), deed: Deed::Try, ..ExportChoices::default() };
    machine.app.wish(Wish::Export(Box::new(trial.clone())));
    machine.finish();
    assert!(machine.app.shell.carry.is_open() && !Path::new(&folder).exists());
    machine.app.wish(Wish::Export(Box::new(ExportChoices { deed: Deed::Write, ..trial })));
    machine.finish();
    assert_eq!(std::fs::read_to_string(Path::new(&folder).join("one.txt")).unwrap(), "Ana saw Omar.");
}

#[test]
fn closing_the_window_waits_for_what_goes_on() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    machine.app.close();
    machine.app.end_carried();
    let first = machine.path("first");
    machine.app.open(&first, None);
    assert!(machine.session().why_read_only().is_none());
    assert!(machine.articles().is_empty(), "it was called off before its articles had their places");
}
