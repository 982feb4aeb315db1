//! Removing articles: what a person sees of it, and what can still be undone.

use std::path::Path;
use std::sync::Arc;

use glossator::model::id::{Annotator, ArticleId};
use glossator::model::project::{Project, Slot};
use glossator::session::Session;
use glossator::session::command::arguments::Argument;
use glossator::session::error::ErrorKind;
use glossator::session::keeper::{KeepError, Keeper, Removal, Step, Unkept};
use glossator::session::kept::Kept;
use glossator::store::background::Background;
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::open;

use super::fixture::{ANA, Counters, project, refused, run, session_with, shown, try_run};
use crate::common::import;

const DIR: &str = "/p";

/// A folder with marked-up articles, all marked by Ana.
fn folder(articles: &[(&str, &str)]) -> Arc<dyn Disk> {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
    import(&disk, Path::new(DIR), &project(articles));
    disk
}

/// Ana's session in a folder, its first article open.
fn open_session(disk: &Arc<dyn Disk>) -> Session {
    let opened = Kept::open(disk, Path::new(DIR), &ANA.into()).unwrap();
    let (env, keeper) = (Box::<Counters>::default(), Box::new(opened.keeper));
    let mut session = Session::new(opened.project, ANA.into(), opened.history, env, keeper);
    run(&mut session, "article.next");
    session
}

/// The articles of the session, and which of them is open.
fn articles(session: &Session) -> (Vec<&str>, Option<&str>) {
    let open = session.desk().article.as_ref().map(ArticleId::as_str);
    (session.project().articles().keys().map(ArticleId::as_str).collect(), open)
}

const FOUR: [(&str, &str); 4] =
    [("a", "Ali"), ("b", "[m1:person|Omar] left"), ("c", "هنا [m2:person|علي] 👨🏻‍🚒"), ("d", "Da")];

#[test]
fn the_next_article_is_opened_else_the_previous_else_none() {
    let disk = folder(&FOUR);
    let mut session = open_session(&disk);
    run(&mut session, "article.open article=c");
    run(&mut session, "select start=7 end=13");
    run(&mut session, "annotation.choose id=m2");
    run(&mut session, "article.remove");
    assert_eq!(articles(&session), (vec!["a", "b", "d"], Some("d")));
    assert_eq!(shown(&session), "¦Da", "nothing of the other article is selected or chosen");
    run(&mut session, "article.remove");
    assert_eq!(articles(&session), (vec!["a", "b"], Some("b")));
    // One that is not open goes without a word to whoever works in another.
    run(&mut session, "select start=0 end=4");
    run(&mut session, "article.remove article=a");
    assert_eq!(shown(&session), "‹[m1:person|Omar]› left");
    run(&mut session, "article.remove");
    assert_eq!(articles(&session), (vec![], None));
    refused(&mut session, "article.remove", "no article is open");
    refused(&mut session, "article.remove article=b", "there is no article b");
    session.close().unwrap();
    assert!(open::open(&disk, Path::new(DIR)).unwrap().project.articles().is_empty());
}

#[test]
fn the_next_article_is_one_of_those_that_are_assigned() {
    let mut session = open_session(&folder(&FOUR));
    run(&mut session, "person.add annotator=ana");
    run(&mut session, "person.assign annotator=ana articles=a,b,d");
    run(&mut session, "article.open article=b");
    run(&mut session, "article.remove");
    assert_eq!(articles(&session), (vec!["a", "c", "d"], Some("d")));
}

#[test]
fn the_answer_says_what_went_and_where() {
    let disk = folder(&FOUR);
    let mut session = open_session(&disk);
    let outcome = run(&mut session, "article.remove article=b");
    let message = outcome.message.unwrap();
    assert!(message.contains("article b with 1 mark by 1 annotator is in the trash: /p/.glossator/trash/"));
    let [(_, marks), (_, annotators), (name, Argument::Text(trash))] = &outcome.data[..] else { panic!() };
    assert_eq!((marks, annotators, name.as_str()), (&Argument::from(1_i64), &Argument::from(1_i64), "trash"));
    assert!(message.ends_with(trash.as_str()));
    let outcome = run(&mut session, "article.remove article=a");
    assert!(outcome.message.unwrap().contains("article a without marks is in the trash"));
}

#[test]
fn what_was_done_in_a_removed_article_cannot_be_undone_and_the_rest_can() {
    let mut session = open_session(&folder(&FOUR));
    run(&mut session, "annotation.add label=person start=0 end=3");
    run(&mut session, "annotation.add article=b label=place start=5 end=9");
    run(&mut session, "annotation.add label=place start=0 end=2");
    run(&mut session, "article.remove article=b");
    assert_eq!((session.history().done(), session.history().revisions().len()), (3, 3), "it is no step");
    run(&mut session, "undo");
    refused(&mut session, "undo", "\"annotation.add\" cannot be undone: there is no article b");
    assert!(try_run(&mut session, "undo").unwrap_err().hints[0].contains("history.skip"));
    refused(&mut session, "history.go to=0", "there is no article b");
    // What was taken back before can be done again, and the stuck step can be left.
    run(&mut session, "redo");
    run(&mut session, "undo");
    run(&mut session, "history.skip");
    run(&mut session, "undo");
    assert_eq!(shown(&session), "¦Ali");
}

#[test]
fn a_step_that_was_taken_back_in_a_removed_article_is_not_done_again() {
    let disk = folder(&FOUR);
    let mut session = open_session(&disk);
    run(&mut session, "annotation.add article=b label=place start=5 end=9");
    run(&mut session, "undo");
    run(&mut session, "article.remove article=b");
    session.close().unwrap();
    // Also after a restart.
    let mut session = open_session(&disk);
    refused(&mut session, "redo", "\"annotation.add\" cannot be done again: there is no article b");
    run(&mut session, "annotation.add label=person start=0 end=3");
    run(&mut session, "undo");
}

#[test]
fn nothing_is_removed_while_somebody_else_is_at_work() {
    let disk = folder(&FOUR);
    let ben = Background::open(&disk, Path::new(DIR), &Annotator::from("بن")).unwrap();
    let mut session = open_session(&disk);
    refused(&mut session, "article.remove", "at work in this project");
    run(&mut session, "annotation.add label=person start=0 end=3");
    drop(ben);
    run(&mut session, "article.remove");
    assert_eq!(articles(&session).1, Some("b"));
}

#[test]
fn a_session_that_may_not_write_removes_nothing() {
    let disk = folder(&FOUR);
    let mut session = open_session(&disk).read_only("the project is open in another window");
    refused(&mut session, "article.remove", "the project is open in another window");
    refused(&mut session_with(project(&FOUR), Unkept), "article.remove article=a", "no folder to remove");
    refused(&mut session_with(project(&FOUR), Unkept), "article.remove", "no article is open");
    refused(&mut super::fixture::session(&FOUR), "article.remove", "no folder to remove");
}

#[test]
fn a_disk_that_does_nothing_leaves_the_article_and_the_work() {
    let memory = MemoryDisk::default();
    import(&(Arc::new(memory.clone()) as Arc<dyn Disk>), Path::new(DIR), &project(&FOUR));
    let failing = FailingDisk::after(memory, i64::MAX);
    let disk: Arc<dyn Disk> = Arc::new(failing.clone());
    let mut session = open_session(&disk);
    run(&mut session, "annotation.add label=person start=0 end=3");
    session.settle().unwrap();
    failing.fail_after(0);
    refused(&mut session, "article.remove", "cannot");
    failing.heal();
    assert_eq!(shown(&session), "¦[*a1:person|Ali]");
    run(&mut session, "article.remove");
    session.close().unwrap();
}

/// Removes at once, and is never sure of it.
#[derive(Debug)]
struct Unsure;

impl Keeper for Unsure {
    fn load(&mut self, project: &mut Project, ids: &[ArticleId]) -> Result<(), KeepError> {
        Unkept.load(project, ids)
    }

    fn note(&mut self, _: &Step<'_>) -> Result<(), KeepError> {
        Ok(())
    }

    fn settle(&mut self) -> Result<(), KeepError> {
        Ok(())
    }

    fn remove(&mut self, _: &Project, _: &ArticleId) -> Result<Removal, KeepError> {
        let error = KeepError { message: "no space".to_owned(), hints: vec!["make space".to_owned()] };
        Ok(Removal { unsynced: Some(error), ..Removal::default() })
    }
}

#[test]
fn an_article_that_may_come_back_is_gone_here_and_that_is_said() {
    let mut session = session_with(project(&FOUR), Unsure);
    run(&mut session, "article.open article=b");
    let error = try_run(&mut session, "article.remove").unwrap_err();
    assert_eq!((error.kind, &error.hints[..]), (ErrorKind::File, &["make space".to_owned()][..]));
    assert_eq!(error.message, "article b is removed, but that is not safe on the disk: no space");
    assert_eq!(articles(&session), (vec!["a", "c", "d"], Some("c")));
}

#[test]
fn an_article_that_cannot_be_loaded_is_not_opened() {
    let mut listed = project(&FOUR);
    listed.unload(&"c".into());
    assert!(matches!(listed.articles()[&ArticleId::from("c")], Slot::Listed(_)));
    let mut session = session_with(listed, Unsure);
    run(&mut session, "article.open article=b");
    try_run(&mut session, "article.remove").unwrap_err();
    assert_eq!(articles(&session), (vec!["a", "c", "d"], None));
}

#[test]
fn bulk_work_in_several_articles_stays_where_it_is_when_one_goes() {
    let mut session = open_session(&folder(&[("one", "Ali left"), ("two", "Ali again")]));
    run(&mut session, "annotation.mark_all text=Ali label=person scope=project");
    run(&mut session, "article.remove article=two");
    refused(&mut session, "undo", "there is no article two");
    assert_eq!(shown(&session), "¦[a1:person|Ali] left");
}

#[test]
fn work_that_cannot_be_read_is_not_called_nothing() {
    let disk = folder(&FOUR);
    let work = Layout::new(Path::new(DIR)).file(&FileId::Work(ANA.into(), "b".into()));
    disk.write(&work, b"(format: 1, offsets").unwrap();
    let mut session = open_session(&disk);
    let message = run(&mut session, "article.remove article=b").message.unwrap();
    assert!(message.starts_with("article b with 1 file that cannot be read is in the trash"), "{message}");
}
