//! How long somebody is at work, by a clock that the test sets.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use glossator::edit::history::History;
use glossator::model::effort::{Effort, EffortKey};
use glossator::model::id::ArticleId;
use glossator::model::project::Project;
use glossator::session::Session;
use glossator::session::effort::LONGEST_GAP;
use glossator::session::env::Env;
use glossator::session::keeper::{KeepError, Keeper, News, Step, Unkept};
use glossator::session::kept::{Kept, OpenedFolder};
use glossator::store::layout::Layout;
use jiff::Timestamp;
use jiff::civil::date;

use super::fixture::{ANA, project, refused, run};
use crate::fixture::{DIR, Fixture};

/// A clock that stands still until it is moved, in milliseconds since 1970.
#[derive(Clone, Debug)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Ten in the morning of the first of November 2026.
    fn new() -> Self {
        Self::at("2026-11-01T10:00:00Z")
    }

    fn at(time: &str) -> Self {
        let time: Timestamp = time.parse().unwrap();
        Self(Arc::new(AtomicI64::new(time.as_millisecond())))
    }

    fn moves(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Env for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap()
    }

    fn new_id(&self) -> String {
        self.0.load(Ordering::Relaxed).to_string()
    }
}

/// Remembers the sums that it was given, and tells of those of another program.
#[derive(Clone, Debug, Default)]
struct Notebook {
    noted: Arc<Mutex<Effort>>,
    outside: Arc<Mutex<Effort>>,
}

impl Keeper for Notebook {
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        Unkept.load(project, ids)
    }

    fn note(&mut self, _: &Step<'_>) -> Result<(), KeepError> {
        Ok(())
    }

    fn note_effort(&mut self, grown: Effort) {
        self.noted.lock().unwrap().merge(&grown);
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        Ok(())
    }

    fn news(&mut self) -> News {
        News { effort: std::mem::take(&mut self.outside.lock().unwrap()), ..News::default() }
    }
}

/// Ana's session with two articles, the first of which was opened just now.
fn session(clock: &Clock, notebook: &Notebook) -> Session {
    let project = project(&[("one", "Ali met 👨🏻‍🚒 Omar"), ("zwei", "قالت ليلى")]);
    let (env, keeper) = (Box::new(clock.clone()), Box::new(notebook.clone()));
    let mut session = Session::new(project, ANA.into(), History::default(), env, keeper);
    run(&mut session, "article.open article=one");
    session
}

fn shown(effort: &Effort) -> Vec<String> {
    let row = |(key, seconds): (&EffortKey, u64)| {
        let layer = key.layer.as_ref().map_or("reading", |layer| layer.as_str());
        format!("{} {} {layer} {seconds}", key.article, key.day.day())
    };
    effort.rows().map(row).collect()
}

/// What is booked after `script`, which moves the clock by milliseconds (numbers), notes activity ("·") and runs commands,
/// and after the session is closed. What the keeper was told is the same.
#[track_caller]
fn check(clock: &Clock, script: &[&str], expected: &[&str]) {
    let notebook = Notebook::default();
    let mut session = session(clock, &notebook);
    for line in script {
        match (line.parse(), *line) {
            (Ok(milliseconds), _) => clock.moves(milliseconds),
            (_, "·") => session.note_activity(),
            (_, command) => drop(run(&mut session, command)),
        }
    }
    session.close().unwrap();
    assert_eq!(shown(&notebook.noted.lock().unwrap()), expected, "after {script:?}");
}

const MARK: &str = "annotation.add label=person start=0 end=3";

#[test]
fn a_gap_of_a_minute_counts_and_a_longer_one_does_not() {
    let (longest, longer) = (LONGEST_GAP.to_string(), (LONGEST_GAP + 1).to_string());
    assert_eq!(longest, "60000");
    check(&Clock::new(), &[&longest, "·"], &["one 1 reading 60"]);
    check(&Clock::new(), &[&longer, "·"], &[]);
    check(&Clock::new(), &["5000", "·", &longer, "·", "7000", "·"], &["one 1 reading 12"]);
    check(&Clock::new(), &["5000", "·", "-90000", "·", "2000", "·"], &["one 1 reading 7"]);
}

#[test]
fn short_gaps_add_up_and_less_than_a_second_is_nothing() {
    check(&Clock::new(), &["400", "·", "400", "·", "199", "·"], &[]);
    check(&Clock::new(), &["400", "·", "400", "·", "200", "·"], &["one 1 reading 1"]);
    // Also over several bookings.
    let marked = "annotation.add label=person start=0 end=3 id=p";
    let script = ["700", marked, "700", "annotation.delete id=p", "700", "undo"];
    check(&Clock::new(), &script, &["one 1 entity 2"]);
}

#[test]
fn what_gathers_is_booked_to_the_layer_that_is_worked_in() {
    let script = [
        "20000",
        "·",
        "10000",
        "annotation.add layer=figure label=figure start=8 end=12",
        "4000",
        "annotation.add layer=entity label=person start=0 end=3 id=p",
        "3000",
        "entity.add name=Ali",
        "2000",
        "note.set id=p note='a friend'",
        "6000",
        "·",
    ];
    check(&Clock::new(), &script, &["one 1 reading 6", "one 1 entity 9", "one 1 figure 30"]);
}

#[test]
fn an_edit_of_another_article_books_nothing() {
    let script = ["5000", "annotation.add article=zwei label=person start=0 end=8", "3000", "·"];
    check(&Clock::new(), &script, &["one 1 reading 8"]);
}

#[test]
fn undo_and_redo_book_to_the_layer_of_what_they_change() {
    let script =
        ["1000", "annotation.add layer=claim label=claim start=0 end=3", "2000", "undo", "3000", "redo"];
    check(&Clock::new(), &script, &["one 1 claim 6"]);
}

#[test]
fn an_article_that_is_left_takes_its_time_with_it() {
    let clock = Clock::new();
    let notebook = Notebook::default();
    let mut session = session(&clock, &notebook);
    clock.moves(30_000);
    session.note_activity();
    assert!(session.effort().is_empty(), "it is not known yet what it was spent on");
    clock.moves(12_000);
    run(&mut session, "article.open article=zwei");
    assert_eq!(shown(session.effort()), ["one 1 reading 42"]);
    assert_eq!(*notebook.noted.lock().unwrap(), *session.effort(), "it is to be kept at once");
    clock.moves(8_000);
    run(&mut session, "annotation.add label=place start=0 end=8");
    assert_eq!(shown(session.effort()), ["one 1 reading 42", "zwei 1 entity 8"]);
    // Undo goes back to where the mark was made: that is where the time was spent.
    run(&mut session, "article.open article=one");
    clock.moves(3_000);
    run(&mut session, "undo");
    clock.moves(2_000);
    session.note_activity();
    session.close().unwrap();
    let expected = ["one 1 reading 45", "zwei 1 reading 2", "zwei 1 entity 8"];
    assert_eq!(shown(&notebook.noted.lock().unwrap()), expected);
}

#[test]
fn an_article_that_has_gone_keeps_its_time() {
    let clock = Clock::new();
    let mut session = session(&clock, &Notebook::default());
    clock.moves(9_000);
    session.note_activity();
    session.take_in(project(&[("zwei", "قالت ليلى")]));
    clock.moves(4_000);
    session.note_activity();
    assert_eq!(shown(session.effort()), ["one 1 reading 9"]);
}

/// The first moment afterwards is a beginning: what lies before it is too long ago.
#[test]
fn nothing_is_measured_while_nothing_can_be_changed() {
    let clock = Clock::new();
    let mut session = session(&clock, &Notebook::default());
    clock.moves(9_000);
    session.note_activity();
    session.hold("articles get their places").unwrap();
    for _ in 0..10 {
        clock.moves(30_000);
        session.note_activity();
    }
    session.release();
    clock.moves(1_000);
    session.note_activity();
    clock.moves(2_000);
    session.note_activity();
    run(&mut session, "article.open article=zwei");
    assert_eq!(shown(session.effort()), ["one 1 reading 11"]);
}

#[test]
fn time_without_an_open_article_is_nobodys() {
    let (clock, notebook) = (Clock::new(), Notebook::default());
    let mut session = Session::new(
        project(&[("one", "Ali")]),
        ANA.into(),
        History::default(),
        Box::new(clock.clone()),
        Box::new(notebook.clone()),
    );
    session.note_activity();
    clock.moves(10_000);
    run(&mut session, "article.open article=one");
    session.close().unwrap();
    assert!(notebook.noted.lock().unwrap().is_empty());
}

#[test]
fn a_gap_over_midnight_is_shared_by_its_days() {
    let clock = Clock::at("2026-11-01T23:59:30.500Z");
    check(&clock, &["50000", MARK], &["one 1 entity 29", "one 2 entity 20"]);
    let clock = Clock::at("2026-11-01T23:59:30Z");
    check(&clock, &["30000", "·", "4000", "·"], &["one 1 reading 30", "one 2 reading 4"]);
}

#[test]
fn time_goes_on_from_what_was_measured_before() {
    let (clock, notebook) = (Clock::new(), Notebook::default());
    let key = EffortKey { article: "one".into(), day: date(2026, 11, 1), layer: None };
    let mut before = Effort::default();
    before.add(key, 100);
    let mut session = session(&clock, &notebook).with_effort(before);
    clock.moves(5_000);
    session.note_activity();
    session.close().unwrap();
    assert_eq!(shown(&notebook.noted.lock().unwrap()), ["one 1 reading 105"]);
}

#[test]
fn time_that_another_program_has_noted_is_gone_on_from() {
    let (clock, notebook) = (Clock::new(), Notebook::default());
    let mut session = session(&clock, &notebook);
    clock.moves(5_000);
    run(&mut session, MARK);
    let key = EffortKey { article: "one".into(), day: date(2026, 11, 1), layer: Some("entity".into()) };
    notebook.outside.lock().unwrap().add(key.clone(), 300);
    session.catch_up();
    assert_eq!(session.effort().seconds(&key), 300);
    clock.moves(4_000);
    run(&mut session, "undo");
    session.close().unwrap();
    assert_eq!(notebook.noted.lock().unwrap().seconds(&key), 304);
}

/// Ana's session with the project of `fixture`.
fn kept(fixture: &Fixture, clock: &Clock) -> Session {
    let opened = Kept::open(&fixture.disk, Path::new(DIR), &ANA.into()).unwrap();
    let OpenedFolder { keeper, project, history, effort, .. } = opened;
    Session::new(project, ANA.into(), history, Box::new(clock.clone()), Box::new(keeper)).with_effort(effort)
}

#[test]
fn time_is_in_the_file_when_the_session_is_closed() {
    let (fixture, clock) = (Fixture::new(), Clock::new());
    let read_for = |mut session: Session, milliseconds| {
        run(&mut session, "article.open article=first");
        clock.moves(milliseconds);
        session.note_activity();
        let messages = session.close().unwrap();
        assert!(messages.is_empty(), "{messages:?}");
    };
    let effort_file = Layout::new(Path::new(DIR)).effort(&ANA.into());
    let written = || fixture.memory.files().get(&effort_file).cloned();
    read_for(kept(&fixture, &clock), 999);
    assert_eq!(written(), None);
    read_for(kept(&fixture, &clock), 5_000);
    read_for(kept(&fixture, &clock), 4_000);
    assert_eq!(shown(kept(&fixture, &clock).effort()), ["first 1 reading 9"]);
    let before = written();
    read_for(kept(&fixture, &clock).read_only("only to look"), 7_000);
    read_for(kept(&fixture, &clock), 10);
    assert!(before.is_some() && written() == before);
}

#[test]
fn nothing_is_measured_where_nothing_can_be_changed() {
    let (clock, notebook) = (Clock::new(), Notebook::default());
    let mut session = session(&clock, &notebook).read_only("it is open elsewhere");
    clock.moves(5_000);
    session.note_activity();
    run(&mut session, "article.open article=zwei");
    refused(&mut session, MARK, "open elsewhere");
    session.close().unwrap();
    assert!(notebook.noted.lock().unwrap().is_empty());
}

#[test]
fn records_are_stamped_to_the_second() {
    let clock = Clock::at("2026-11-01T10:00:00.987Z");
    let mut session = session(&clock, &Notebook::default());
    run(&mut session, "annotation.add label=person start=0 end=3 id=p");
    let created = super::fixture::mark(&session, "p").created;
    assert_eq!(created.unwrap().to_string(), "2026-11-01T10:00:00Z");
}
