//! An import into the folder of a session in which somebody goes on working.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use glossator::exchange::importer::ImportOptions;
use glossator::exchange::source::Memory;
use glossator::exchange::watch::{Phase, Unwatched, Watch};
use glossator::model::id::{Annotator, ArticleId, EntityId, LayerKey};
use glossator::model::project::Project;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::intake::{IntakeError, IntakeOptions, IntakeReport};
use glossator::session::kept::Kept;
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::open;

use super::fixture::Counters;
use crate::common::{StopsAt, add_mark, assert_same, import, news_project, open_all};

const DIR: &str = "/p";
const FIRST: &str = "Ana saw 👨🏻‍🚒 Omar.\r\n";
const SECOND: &str = "قالت ليلى: «لا».";

struct Fixture {
    disk: MemoryDisk,
    session: Session,
}

impl Fixture {
    fn new() -> Self {
        let disk = MemoryDisk::default();
        let mut project = news_project(&[("first", FIRST), ("second", SECOND)]);
        add_mark(&mut project, "first", "ana", "old", "Ana");
        import(&shared(&disk), Path::new(DIR), &project);
        let opened = Kept::open(&shared(&disk), Path::new(DIR), &"ana".into()).unwrap();
        let env = Box::<Counters>::default();
        let keeper = Box::new(opened.keeper);
        let session = Session::new(opened.project, "ana".into(), opened.history, env, keeper);
        Self { disk, session }
    }

    /// Imports `lines` while the annotator does `meanwhile`.
    fn take_in(
        &mut self,
        lines: &[&str],
        watch: &dyn Watch,
        meanwhile: impl FnOnce(&mut Session),
    ) -> Result<IntakeReport, IntakeError> {
        let source: Memory = [("a.jsonl", lines.join("\n"))].into_iter().collect();
        let options =
            IntakeOptions { reading: ImportOptions::by("ana".into()), update: true, total_len: 100 };
        let beside = self.session.begin_intake().unwrap();
        let (report, brought) = beside.run(&source, &options, watch, || {
            meanwhile(&mut self.session);
            Some(self.session.hold("articles are being put in their places").unwrap())
        })?;
        self.session.take_in_import(brought).unwrap();
        self.session.release();
        Ok(report)
    }

    /// The session, after comparing it with what its files say.
    fn agreed(mut self) -> Session {
        let ids: Vec<ArticleId> = self.session.project().articles().keys().cloned().collect();
        for id in &ids {
            self.session.require(id).unwrap();
        }
        self.session.settle().unwrap();
        let (found, notices) = open_all(&shared(&self.disk), Path::new(DIR));
        assert!(notices.is_empty(), "{notices:?}");
        assert_same(&found, self.session.project());
        self.session
    }
}

fn shared(disk: &MemoryDisk) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

fn mark(session: &mut Session, article: &str, quote: &str) {
    let text = session.require(&article.into()).unwrap().body().text().to_owned();
    let start = text.find(quote).unwrap();
    let arguments = Arguments::new().with("article", article).with("layer", "entity").with("label", "person");
    let arguments = arguments.with("start", start).with("end", start + quote.len());
    session.perform(CommandKind::AnnotationAdd, arguments).unwrap();
}

/// The words that ana has marked in an article.
fn marked(project: &Project, article: &str) -> Vec<String> {
    let article = project.article(&article.into()).unwrap();
    let marks = article.work(&"ana".into()).unwrap().annotations();
    let mut marked: Vec<String> =
        marks.values().map(|mark| article.body().quote(mark.spans.hull()).to_owned()).collect();
    marked.sort();
    marked
}

#[test]
fn work_elsewhere_goes_on_and_can_be_undone() {
    let mut fixture = Fixture::new();
    let lines = [
        r#"{"id": "third", "text": "देवनागरी", "annotations": [{"layer": "stance", "label": "calm", "start": 0, "end": 8}]}"#,
        r#"{"record": "entity", "id": "e1", "name": "ליילה"}"#,
    ];
    let report = fixture.take_in(&lines, &Unwatched, |session| mark(session, "second", "ليلى")).unwrap();
    assert_eq!((report.added, report.records), (1, 1));
    let session = &mut fixture.session;
    assert!(session.project().schema().layers.contains_key(&LayerKey::from("stance")));
    assert!(session.own_register().is_some_and(|register| register.entities.len() == 1));
    mark(session, "third", "देवनागरी");
    assert_eq!(marked(session.project(), "third").len(), 2);
    for _ in 0..2 {
        session.perform(CommandKind::Undo, Arguments::new()).unwrap();
    }
    let session = fixture.agreed();
    assert_eq!(marked(session.project(), "third"), ["देवनागरी"]);
    assert!(session.own_work(&"second".into()).is_none_or(|work| work.annotations().is_empty()));
}

#[test]
fn a_mark_made_meanwhile_in_an_article_that_gets_others_is_kept() {
    let mut fixture = Fixture::new();
    let line = r#"{"id": "first", "text": "Ana saw 👨🏻‍🚒 Omar.\r\n", "annotations": [{"id": "i1", "layer": "entity", "label": "person", "start": 0, "end": 7}]}"#;
    fixture.take_in(&[line], &Unwatched, |session| mark(session, "first", "Omar")).unwrap();
    assert_eq!(marked(fixture.agreed().project(), "first"), ["Ana", "Ana saw", "Omar"]);
}

#[test]
fn a_mark_made_meanwhile_is_found_again_in_the_new_text() {
    let mut fixture = Fixture::new();
    let arguments = Arguments::new().with("article", "first");
    fixture.session.perform(CommandKind::ArticleOpen, arguments).unwrap();
    let line = r#"{"id": "first", "text": "At noon Ana saw 👨🏻‍🚒 Omar again.\r\n"}"#;
    fixture.take_in(&[line], &Unwatched, |session| mark(session, "first", "Omar")).unwrap();
    assert_eq!(marked(fixture.session.project(), "first"), ["Ana", "Omar"]);
    // The step was made in the text that is gone.
    let refused = fixture.session.perform(CommandKind::Undo, Arguments::new()).unwrap_err();
    assert!(refused.message.contains("text"), "{refused}");
    assert_eq!(marked(fixture.agreed().project(), "first"), ["Ana", "Omar"]);
}

#[test]
fn a_label_renamed_meanwhile_keeps_its_name_when_the_schema_grows() {
    let mut fixture = Fixture::new();
    let line = r#"{"id": "third", "text": "x", "annotations": [{"layer": "stance", "label": "calm", "start": 0, "end": 1}]}"#;
    fixture
        .take_in(&[line], &Unwatched, |session| {
            let arguments = Arguments::new().with("layer", "entity").with("label", "person");
            session.perform(CommandKind::LabelRename, arguments.with("name", "Human")).unwrap();
        })
        .unwrap();
    let session = fixture.agreed();
    let schema = session.project().schema();
    assert!(schema.labels.values().any(|label| label.name == "Human"));
    assert!(schema.layers.contains_key(&LayerKey::from("stance")));
}

#[test]
fn what_another_program_has_changed_in_schema_and_register_stays() {
    let mut fixture = Fixture::new();
    let name_entity = |session: &mut Session, id: &str, name: &str| {
        session.perform(CommandKind::EntityAdd, Arguments::new().with("id", id).with("name", name)).unwrap();
        session.settle().unwrap();
    };
    name_entity(&mut fixture.session, "e1", "Layla");
    drop(fixture.session.begin_intake().unwrap());
    let layout = Layout::new(Path::new(DIR));
    let register = layout.file(&FileId::Register("ana".into()));
    for (path, from, to) in
        [(layout.file(&FileId::Project), "\"Entities\"", "\"الأسماء\""), (register, "\"Layla\"", "\"ليلى\"")]
    {
        let text = String::from_utf8(fixture.disk.read(&path).unwrap()).unwrap();
        assert!(text.contains(from));
        fixture.disk.write(&path, text.replace(from, to).as_bytes()).unwrap();
    }
    // Both files are about to be saved, which merges them; the session has not heard of it when the import reads.
    name_entity(&mut fixture.session, "e2", "Omar");
    let arguments = Arguments::new().with("layer", "entity").with("label", "person");
    fixture.session.perform(CommandKind::LabelRename, arguments.with("name", "Human")).unwrap();
    let lines = [
        r#"{"id": "third", "text": "x", "annotations": [{"layer": "stance", "label": "calm", "start": 0, "end": 1}]}"#,
        r#"{"record": "entity", "id": "e3", "name": "Ana 👩🏽‍⚕️"}"#,
    ];
    fixture.take_in(&lines, &Unwatched, |_| ()).unwrap();
    let (found, _) = open_all(&shared(&fixture.disk), Path::new(DIR));
    for project in [&found, {
        fixture.session.catch_up();
        fixture.session.project()
    }] {
        let schema = project.schema();
        assert_eq!(schema.layers[&LayerKey::from("entity")].name, "الأسماء");
        assert!(schema.labels.values().any(|label| label.name == "Human"));
        assert!(schema.layers.contains_key(&LayerKey::from("stance")));
        let entities = &project.registers()[&Annotator::from("ana")].entities;
        let names: Vec<&str> = entities.values().map(|entity| entity.name.as_str()).collect();
        assert_eq!(names, ["ليلى", "Omar", "Ana 👩🏽‍⚕️"]);
    }
    assert_eq!(fixture.agreed().project().articles().len(), 3);
}

#[test]
fn of_a_record_that_an_import_and_another_program_change_both_versions_are_kept() {
    let mut fixture = Fixture::new();
    let add = |session: &mut Session, id: &str, name: &str| {
        session.perform(CommandKind::EntityAdd, Arguments::new().with("id", id).with("name", name)).unwrap();
    };
    add(&mut fixture.session, "e1", "Layla");
    drop(fixture.session.begin_intake().unwrap());
    let path = Layout::new(Path::new(DIR)).file(&FileId::Register("ana".into()));
    let read = |disk: &MemoryDisk| String::from_utf8(disk.read(&path).unwrap()).unwrap();
    let text = read(&fixture.disk).replace("\"Layla\"", "\"ליילה\"");
    fixture.disk.write(&path, text.as_bytes()).unwrap();
    add(&mut fixture.session, "e2", "Omar");
    let line = r#"{"record": "entity", "id": "e1", "name": "ليلى"}"#;
    fixture.take_in(&[line], &Unwatched, |_| ()).unwrap();
    assert!(read(&fixture.disk).contains("ליילה") && read(&fixture.disk).contains("ليلى"));
    // The next saving keeps them as well.
    fixture.session.catch_up();
    add(&mut fixture.session, "e3", "Ana");
    fixture.session.close().unwrap();
    let opened = open::open(&shared(&fixture.disk), Path::new(DIR)).unwrap();
    assert_eq!(
        opened.project.registers()[&Annotator::from("ana")].entities[&EntityId::from("e1")].name,
        "ليلى"
    );
    assert_eq!(opened.conflicts.len(), 1);
    assert!(read(&fixture.disk).contains("ליילה"));
}

#[test]
fn nothing_can_be_changed_while_the_articles_get_their_places() {
    let mut fixture = Fixture::new();
    fixture.session.require(&"first".into()).unwrap();
    fixture.session.hold("articles are being put in their places").unwrap();
    let arguments = Arguments::new().with("article", "first").with("layer", "entity").with("label", "person");
    let arguments = arguments.with("start", 0_usize).with("end", 3_usize);
    let refused = fixture.session.perform(CommandKind::AnnotationAdd, arguments.clone()).unwrap_err();
    assert_eq!(refused.message, "articles are being put in their places");
    fixture.session.require(&"second".into()).unwrap();
    fixture.session.release();
    fixture.session.perform(CommandKind::AnnotationAdd, arguments).unwrap();
}

/// Does nothing for a while in the midst of the last phase.
struct Slow {
    phase: Mutex<Phase>,
    /// Hears that it is in the midst.
    began: Sender<()>,
    /// Says that it may go on.
    goes_on: Mutex<Receiver<()>>,
}

impl Watch for Slow {
    fn begin(&self, phase: Phase, _: u64) {
        *self.phase.lock().unwrap() = phase;
    }

    fn reach(&self, _: u64) {
        if *self.phase.lock().unwrap() == Phase::Commit {
            self.began.send(()).unwrap();
            // What waited for the end would never let it come.
            let _waited = self.goes_on.lock().unwrap().recv_timeout(Duration::from_secs(5));
        }
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

#[test]
fn nobody_waits_for_an_article_while_others_get_their_places() {
    let Fixture { disk, mut session } = Fixture::new();
    let source: Memory = [("third.txt", "一篇文章。\r\n")].into_iter().collect();
    let options = IntakeOptions { reading: ImportOptions::by("ana".into()), update: false, total_len: 16 };
    let beside = session.begin_intake().unwrap();
    let held = session.hold("articles get their places").unwrap();
    let ((began, begins), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel());
    let watch = Slow { phase: Mutex::new(Phase::Check), began, goes_on: Mutex::new(goes_on) };
    let brought = std::thread::scope(|scope| {
        let import = scope.spawn(|| beside.run(&source, &options, &watch, || Some(held)));
        begins.recv_timeout(Duration::from_secs(20)).unwrap();
        let refused = session.require(&"second".into()).unwrap_err();
        assert!(refused.message.contains("get their places; try it again"), "{refused}");
        go_on.send(()).unwrap();
        import.join().unwrap().unwrap().1
    });
    session.take_in_import(brought).unwrap();
    session.release();
    mark(&mut session, "second", "ليلى");
    Fixture { disk, session }.agreed();
}

#[test]
fn a_text_is_not_replaced_while_somebody_else_is_at_work() {
    let mut fixture = Fixture::new();
    // Somebody who has no work here yet, and may begin with the article at any moment.
    let ben = Kept::open(&shared(&fixture.disk), Path::new(DIR), &"ben".into()).unwrap();
    let line = r#"{"id": "first", "text": "At noon Ana saw Omar."}"#;
    let error =
        fixture.take_in(&[line], &Unwatched, |_| panic!("nothing is to be put in its place")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "article first cannot get another text while ben is at work in this project"
    );
    // What leaves texts as they are is welcome.
    let line = r#"{"id": "third", "text": "一篇文章。"}"#;
    fixture.take_in(&[line], &Unwatched, |_| ()).unwrap();
    drop(ben);
    let line = r#"{"id": "first", "text": "At noon Ana saw Omar."}"#;
    fixture.take_in(&[line], &Unwatched, |_| ()).unwrap();
    assert_eq!(marked(fixture.agreed().project(), "first"), ["Ana"]);
}

#[test]
fn calling_it_off_at_any_step_leaves_the_work_alone() {
    let lines = [
        r#"{"id": "first", "text": "At noon Ana saw Omar."}"#,
        r#"{"id": "third", "text": "x", "annotations": [{"layer": "stance", "label": "calm", "start": 0, "end": 1}]}"#,
    ];
    for questions in 1.. {
        let mut fixture = Fixture::new();
        let watch = StopsAt::question(questions);
        match fixture.take_in(&lines, &watch, |session| mark(session, "first", "Omar")) {
            Ok(_) => {
                assert!(questions > 10);
                return;
            }
            Err(err) => {
                assert!(matches!(err, IntakeError::Stopped), "{err}");
                fixture.session.release();
                mark(&mut fixture.session, "second", "ليلى");
                let session = fixture.agreed();
                assert_eq!(session.project().articles().len(), 2);
                assert!(marked(session.project(), "first").contains(&"Ana".to_owned()));
            }
        }
    }
}

#[test]
fn an_import_goes_on_when_the_project_is_closed() {
    let Fixture { disk, mut session } = Fixture::new();
    mark(&mut session, "second", "ليلى");
    let beside = session.begin_intake().unwrap();
    mark(&mut session, "first", "Omar");
    let source: Memory = [("third.txt", "一篇文章。\r\n")].into_iter().collect();
    let options = IntakeOptions { reading: ImportOptions::by("ana".into()), update: false, total_len: 16 };
    beside
        .run(&source, &options, &Unwatched, || {
            session.close().unwrap();
            None
        })
        .unwrap();
    let (found, notices) = open_all(&shared(&disk), Path::new(DIR));
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(found.articles().len(), 3);
    assert_eq!((marked(&found, "first").len(), marked(&found, "second").len()), (2, 1));
    // The lock is let go of with the import.
    Kept::open(&shared(&disk), Path::new(DIR), &"ana".into()).unwrap();
}
