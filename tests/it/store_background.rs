//! The writer on its own thread: nothing waits for it, and nothing is lost with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use glossator::edit::history::{History, Revision, View};
use glossator::edit::{Edit, apply};
use glossator::model::project::{Project, Slot};
use glossator::store::StoreError;
use glossator::store::background::{Background, OpenedInBackground, State, Step};
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::layout::Layout;

use crate::common::{assert_same, mark};
use crate::fixture::{DIR, Fixture, has_mark, note_of, remark, with_note, work_file};

/// Somebody at work.
struct Session {
    background: Background,
    project: Project,
    history: History,
}

impl Session {
    fn open(disk: &Arc<dyn Disk>, annotator: &str) -> Self {
        let opened = Background::open(disk, Path::new(DIR), &annotator.into()).unwrap();
        let OpenedInBackground { background, mut project, history, .. } = opened;
        for id in ["first", "second"] {
            let article = background.load(&id.into()).unwrap().article;
            project.put_slot(Slot::Loaded(Arc::new(article)));
        }
        Self { background, project, history }
    }

    fn make(&mut self, edit: Edit) {
        apply(&mut self.project, &edit).unwrap();
        let revision = Revision {
            edit: edit.clone(),
            command: "test".to_owned(),
            at: None,
            view: View::default(),
            texts: BTreeMap::new(),
        };
        self.history.push(revision.clone());
        let (project, done) = (self.project.clone(), self.history.done());
        self.background.note(Step { edit, project, pushed: Some(revision), done });
    }

    fn remark(&mut self, text: &str) {
        self.make(remark(&self.project, "first", "a1", text));
    }
}

fn waits_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_step_is_safe_when_it_has_settled_and_saved_when_asked() {
    let fixture = Fixture::new();
    let mut session = Session::open(&fixture.disk, "ana");
    assert!(matches!(session.background.state(), State::Saved));
    session.remark("one");
    session.background.settle().unwrap();
    assert!(matches!(session.background.state(), State::Safe));
    assert_same(&fixture.read().0, &session.project);
    assert!(!fixture.text(&work_file("ana", "first")).contains("one"));
    session.background.save(session.project.clone());
    session.background.settle().unwrap();
    assert!(matches!(session.background.state(), State::Saved));
    assert!(fixture.text(&work_file("ana", "first")).contains("one"));
}

#[test]
fn a_thousand_steps_in_a_row_are_all_kept_and_undo_with_them() {
    let fixture = Fixture::new();
    let mut session = Session::open(&fixture.disk, "ana");
    for step in 0..1_000 {
        session.remark(&format!("step {step}"));
    }
    session.background.settle().unwrap();
    assert_same(&fixture.read().0, &session.project);
    let Session { background, project, history } = session;
    background.close(&project, &history).unwrap();
    let journal = Layout::new(Path::new(DIR)).journal(&"ana".into());
    assert!(fixture.disk.stat(&journal).unwrap().is_none());
    let session = Session::open(&fixture.disk, "ana");
    assert_eq!(session.history, history);
    assert_same(&session.project, &project);
}

#[test]
fn what_another_program_changed_is_news() {
    let fixture = Fixture::new();
    let mut session = Session::open(&fixture.disk, "ana");
    session.make(remark(&session.project, "first", "a2", "ours"));
    fixture.rewrite(&work_file("ana", "first"), |text| with_note(&text, "a1", "theirs"));
    session.background.save(session.project.clone());
    session.background.settle().unwrap();
    let news = session.background.news();
    assert_eq!(news.len(), 1);
    apply(&mut session.project, &news[0].outside).unwrap();
    assert_eq!(note_of(&session.project, "first", "a1"), Some("theirs"));
    assert_same(&fixture.read().0, &session.project);
    assert!(session.background.news().is_empty());
}

#[test]
fn a_full_disk_keeps_the_work_in_memory_until_there_is_space() {
    let fixture = Fixture::new();
    let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
    let disk: Arc<dyn Disk> = Arc::new(failing.clone());
    let mut session = Session::open(&disk, "ana");
    failing.fail_after(0);
    session.remark("on a full disk");
    let err = session.background.settle().unwrap_err();
    assert!(matches!(&*err, StoreError::Io { .. }) && !err.hints().is_empty(), "{err}");
    assert!(matches!(session.background.state(), State::Unsafe(_)));
    session.make(mark(&session.project, "second", "ana", "m1", "لا"));
    failing.heal();
    // It is tried again without being asked.
    waits_for("another attempt", || matches!(session.background.state(), State::Safe | State::Saved));
    assert_same(&fixture.read().0, &session.project);
}

#[test]
fn letting_go_without_closing_leaves_everything_in_the_journal() {
    let fixture = Fixture::new();
    let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
    let disk: Arc<dyn Disk> = Arc::new(failing.clone());
    let mut session = Session::open(&disk, "ana");
    session.remark("one");
    let expected = session.project.clone();
    drop(session);
    assert_same(&fixture.read().0, &expected);
    // Even what the disk has refused, if it takes it at last.
    let mut session = Session::open(&disk, "ana");
    failing.fail_after(0);
    session.remark("two");
    session.background.settle().unwrap_err();
    failing.heal();
    let expected = session.project.clone();
    drop(session);
    assert_same(&fixture.read().0, &expected);
    assert_same(&Session::open(&disk, "ana").project, &expected);
}

#[test]
fn two_people_work_at_the_same_time() {
    let fixture = Fixture::new();
    let mut ana = Session::open(&fixture.disk, "ana");
    let mut ben = Session::open(&fixture.disk, "ben");
    let again = Background::open(&fixture.disk, Path::new(DIR), &"ana".into());
    assert!(matches!(again, Err(StoreError::Locked { .. })));
    for step in 0..50 {
        ana.remark(&format!("{step}"));
        ben.make(mark(&ben.project, "second", "ben", &format!("n{step}"), "لا"));
    }
    for Session { background, project, history } in [ana, ben] {
        background.close(&project, &history).unwrap();
    }
    let (found, _) = fixture.read();
    assert_eq!(note_of(&found, "first", "a1"), Some("49"));
    assert!((0..50).all(|step| has_mark(&found, "second", &format!("n{step}"))));
}

#[test]
fn closing_on_a_full_disk_says_so_and_loses_nothing_that_was_safe() {
    let fixture = Fixture::new();
    let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
    let disk: Arc<dyn Disk> = Arc::new(failing.clone());
    let mut session = Session::open(&disk, "ana");
    session.remark("safe");
    session.background.settle().unwrap();
    failing.fail_after(0);
    let Session { background, project, history } = session;
    background.close(&project, &history).unwrap_err();
    failing.heal();
    assert_same(&fixture.read().0, &project);
}
