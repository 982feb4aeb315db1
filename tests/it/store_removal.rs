//! Removing articles: wholly there or wholly gone, with everything that belonged to them in the trash.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::project::Project;
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::removal::Removed;
use glossator::store::writer::Writer;
use glossator::store::{Notice, StoreError, open};

use crate::common::{add_mark, assert_same, import, mark, news_project, open_all};
use crate::fixture::{DIR, Fixture, at_work_on, has_mark, note, remark, work_file};

/// The files of an article that are on `disk`, by their place in the project.
fn files_of(disk: &MemoryDisk, id: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let layout = Layout::new(Path::new(DIR));
    let stem = layout.body(&id.into()).file_stem().unwrap().to_owned();
    let local = layout.local();
    let is_of = |path: &Path| path.file_stem() == Some(&stem) && !path.starts_with(&local);
    let files = disk.files().into_iter().filter(|(path, _)| is_of(path));
    files.map(|(path, bytes)| (path.strip_prefix(DIR).unwrap().to_owned(), bytes)).collect()
}

/// The files in a folder of the trash, by their place below it.
fn files_in(disk: &MemoryDisk, folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let inside =
        |(path, bytes): (PathBuf, Vec<u8>)| Some((path.strip_prefix(folder).ok()?.to_owned(), bytes));
    disk.files().into_iter().filter_map(inside).collect()
}

/// Everything that belongs to the project, without locks and what can be computed again.
fn kept_files(disk: &MemoryDisk) -> BTreeMap<PathBuf, Vec<u8>> {
    let layout = Layout::new(Path::new(DIR));
    let is_kept =
        |path: &PathBuf| !path.starts_with(layout.cache()) && !path.starts_with(layout.local().join("locks"));
    disk.files().into_iter().filter(|(path, _)| is_kept(path)).collect()
}

fn remove(fixture: &Fixture, annotator: &str, id: &str) -> Result<Removed, StoreError> {
    let (mut writer, project) = fixture.at_work(annotator);
    writer.remove_article(&id.into(), &project)
}

/// Copies what is in a folder of the trash over the project, as a user does to get an article back.
fn restore(disk: &MemoryDisk, folder: &Path) {
    for (path, bytes) in files_in(disk, folder) {
        disk.write(&Path::new(DIR).join(path), &bytes).unwrap();
    }
}

/// Imports an article without marks.
fn import_text(disk: &Arc<dyn Disk>, id: &str, text: &str) {
    let mut store = open::open(disk, Path::new(DIR)).unwrap().store;
    let mut import = store.begin_import(&BTreeSet::new()).unwrap();
    let article = Article::new(id.into(), Body::new(text), Metadata::default(), []);
    import.put_article(&article, &BTreeSet::new()).unwrap();
    import.finish().unwrap();
}

const FIRST: &str = "Ana saw 👨🏻‍🚒 Omar.\r\n";

#[test]
fn everything_of_an_article_goes_to_the_trash_and_can_be_put_back() {
    let fixture = Fixture::new();
    let before = files_of(&fixture.memory, "first");
    assert_eq!(before.len(), 4, "body, article, ana's and ben's work");
    let removed = remove(&fixture, "ana", "first").unwrap();
    assert_eq!((removed.marks, removed.annotators), (3, 2));
    assert!(removed.left.is_empty() && removed.unsynced.is_none());
    assert_eq!(files_of(&fixture.memory, "first"), BTreeMap::new());
    assert_eq!(files_in(&fixture.memory, &removed.folder), before, "byte for byte");
    let (found, notices) = fixture.read();
    assert_eq!(found.articles().keys().map(ArticleId::as_str).collect::<Vec<_>>(), ["second"]);
    assert!(notices.is_empty(), "{notices:?}");

    restore(&fixture.memory, &removed.folder);
    assert_same(&fixture.read().0, &fixture.project);
}

#[test]
fn work_that_is_not_in_files_yet_is_saved_first() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a1", "the last word");
    note(&mut writer, &mut project, &edit);
    let edit = remark(&project, "second", "a3", "elsewhere");
    note(&mut writer, &mut project, &edit);
    let removed = writer.remove_article(&"first".into(), &project).unwrap();
    assert!(!writer.is_dirty());
    let work =
        &files_in(&fixture.memory, &removed.folder)[work_file("ana", "first").strip_prefix(DIR).unwrap()];
    assert!(String::from_utf8_lossy(work).contains("the last word"));
    assert!(fixture.text(&work_file("ana", "second")).contains("elsewhere"));
    // The writer goes on with what is left, and knows the article no more.
    assert!(matches!(writer.load(&"first".into()), Err(StoreError::NoArticle { .. })));
    project.remove_slot(&"first".into());
    let edit = mark(&project, "second", "ana", "new", "لا");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    drop(writer);
    assert_same(&fixture.read().0, &project);
}

#[test]
fn nothing_is_removed_while_somebody_else_is_at_work() {
    let fixture = Fixture::new();
    // Cem has never worked here before: there is no folder of his.
    let others = [fixture.writer("ben"), fixture.writer("cem")];
    let before = kept_files(&fixture.memory);
    let error = remove(&fixture, "ana", "first").unwrap_err();
    assert_eq!(
        error.to_string(),
        "article first cannot be removed while ben, cem are at work in this project"
    );
    assert!(error.is_temporary() && !error.hints().is_empty());
    assert_eq!(kept_files(&fixture.memory), before);
    drop(others);
    remove(&fixture, "ana", "first").unwrap();
}

#[test]
fn work_in_the_journal_of_somebody_else_is_not_left_behind() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ben");
    let edit = remark(&project, "first", "b1", "not saved");
    note(&mut writer, &mut project, &edit);
    // Ben's program crashes.
    drop(writer);
    let before = kept_files(&fixture.memory);
    let error = remove(&fixture, "ana", "first").unwrap_err();
    assert!(
        matches!(&error, StoreError::OnlyInJournal { annotator, .. } if annotator.as_str() == "ben"),
        "{error}"
    );
    assert_eq!(kept_files(&fixture.memory), before);
    // His work elsewhere does not matter.
    remove(&fixture, "ana", "second").unwrap();

    let (mut writer, project) = {
        let opened = fixture.writer("ben");
        (opened.writer, opened.project)
    };
    writer.save(&project).unwrap();
    drop(writer);
    let opened = fixture.writer("ana");
    let (mut writer, project) = (opened.writer, opened.project);
    let removed = writer.remove_article(&"first".into(), &project).unwrap();
    let work =
        &files_in(&fixture.memory, &removed.folder)[work_file("ben", "first").strip_prefix(DIR).unwrap()];
    assert!(String::from_utf8_lossy(work).contains("not saved"));
}

#[test]
fn a_damaged_journal_of_somebody_else_may_be_about_the_article() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ben");
    for text in ["one", "two"] {
        let edit = remark(&project, "second", "a3", text);
        note(&mut writer, &mut project, &edit);
    }
    drop(writer);
    let journal = Layout::new(Path::new(DIR)).journal(&"ben".into());
    let mut bytes = fixture.disk.read(&journal).unwrap();
    bytes[20] ^= 0xff;
    fixture.disk.write(&journal, &bytes).unwrap();
    let error = remove(&fixture, "ana", "first").unwrap_err();
    assert!(matches!(error, StoreError::OnlyInJournal { .. }), "{error}");
}

#[test]
fn work_that_does_not_read_goes_along() {
    let fixture = Fixture::new();
    fixture.rewrite(&work_file("ben", "first"), |text| text.replace("annotations:", "annotations"));
    let before = files_of(&fixture.memory, "first");
    let opened = fixture.writer("ana");
    let (mut writer, project) = (opened.writer, opened.project);
    let removed = writer.remove_article(&"first".into(), &project).unwrap();
    assert_eq!((removed.marks, removed.annotators, removed.unread), (2, 1, 1), "ben's cannot be counted");
    assert_eq!(files_in(&fixture.memory, &removed.folder), before);
}

#[test]
fn what_is_in_the_trash_is_not_written_over() {
    let fixture = Fixture::new();
    let first = remove(&fixture, "ana", "first").unwrap();
    let marked = files_in(&fixture.memory, &first.folder);
    // The same text comes again, is marked in another way, and goes again.
    import_text(&fixture.disk, "first", FIRST);
    assert!(!has_mark(&fixture.read().0, "first", "a1"), "it is a new article");
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = mark(&project, "first", "ana", "other", "Omar");
    note(&mut writer, &mut project, &edit);
    let second = writer.remove_article(&"first".into(), &project).unwrap();
    assert_ne!(second.folder, first.folder);
    assert_eq!(files_in(&fixture.memory, &first.folder), marked);
    assert_eq!((second.marks, files_in(&fixture.memory, &second.folder).len()), (1, 3));
}

#[test]
fn work_in_another_text_is_not_attached_to_a_new_article() {
    let fixture = Fixture::new();
    let layout = Layout::new(Path::new(DIR));
    let orphan = fixture.disk.read(&work_file("ana", "first")).unwrap();
    // A removal was cut off, or a file was lost: the works are there and the article is not.
    fixture.disk.remove(&layout.file(&FileId::Article("first".into()))).unwrap();
    import_text(&fixture.disk, "first", "Another text, in which offsets would fit as well.");
    let (found, notices) = fixture.read();
    let article = found.article(&"first".into()).unwrap();
    assert!(article.works().is_empty());
    assert!(!notices.iter().any(Notice::is_loss), "{notices:?}");
    let in_trash = |(path, bytes): (&PathBuf, &Vec<u8>)| path.starts_with(layout.trash()) && *bytes == orphan;
    assert!(fixture.memory.files().iter().any(in_trash));
}

#[test]
fn work_in_the_same_text_belongs_to_the_article_again() {
    let fixture = Fixture::new();
    let article = Layout::new(Path::new(DIR)).file(&FileId::Article("first".into()));
    fixture.disk.remove(&article).unwrap();
    import_text(&fixture.disk, "first", FIRST);
    assert_same(&fixture.read().0, &fixture.project);
}

#[test]
fn ids_in_any_script_are_removed_and_come_back() {
    let ids = ["👨🏻‍🚒 تقرير", "नमस्ते e\u{301}", "头条"];
    let articles: Vec<(&str, &str)> = ids.iter().map(|id| (*id, "Omar 💩 said.")).collect();
    let mut project = news_project(&articles);
    for (number, id) in ids.iter().enumerate() {
        add_mark(&mut project, id, "آنا", &format!("m{number}"), "💩");
    }
    let memory = MemoryDisk::default();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    import(&disk, Path::new(DIR), &project);
    for id in ids {
        let opened = Writer::open(&disk, Path::new(DIR), &Annotator::from("آنا")).unwrap();
        let mut writer = opened.writer;
        let removed = writer.remove_article(&id.into(), &opened.project).unwrap();
        drop(writer);
        assert_eq!((removed.marks, removed.annotators), (1, 1));
        let (found, notices) = open_all(&disk, Path::new(DIR));
        assert!(!found.articles().contains_key(&ArticleId::from(id)) && notices.is_empty(), "{notices:?}");
        restore(&memory, &removed.folder);
        assert_same(&open_all(&disk, Path::new(DIR)).0, &project);
    }
}

/// Removes "first" on a disk that fails at the first, second, third … changing call of the removal, with work of ana's
/// in both articles that is only in her journal.
fn for_every_failure(mut look: impl FnMut(&FailingDisk<MemoryDisk>, Attempt)) {
    for calls in 0.. {
        let fixture = Fixture::new();
        let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
        let disk: Arc<dyn Disk> = Arc::new(failing.clone());
        let (mut writer, mut project) = at_work_on(&disk, "ana");
        for (article, id) in [("first", "a1"), ("second", "a3")] {
            let edit = remark(&project, article, id, "the last word");
            note(&mut writer, &mut project, &edit);
        }
        failing.fail_after(calls);
        let result = writer.remove_article(&"first".into(), &project);
        let has_failed = failing.has_failed();
        look(&failing, Attempt { calls, fixture, writer, project, result });
        if !has_failed {
            assert!(calls > 30, "only {calls} calls were made");
            return;
        }
    }
}

struct Attempt {
    calls: i64,
    fixture: Fixture,
    writer: Writer,
    /// With the article.
    project: Project,
    result: Result<Removed, StoreError>,
}

/// The files that belong to "first" when its last work is saved.
fn last_files() -> BTreeMap<PathBuf, Vec<u8>> {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a1", "the last word");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    files_of(&fixture.memory, "first")
}

#[test]
fn a_removal_that_fails_leaves_the_article_wholly_there_or_wholly_gone() {
    let expected = last_files();
    for_every_failure(|_, Attempt { calls, fixture, project, result, .. }| {
        let mut without = project.clone();
        without.remove_slot(&"first".into());
        for (disk, what) in [(fixture.memory.after_power_cut(), "power cut"), (fixture.memory.fork(), "kill")]
        {
            let shared: Arc<dyn Disk> = Arc::new(disk.clone());
            let (found, notices) = open_all(&shared, Path::new(DIR));
            assert!(!notices.iter().any(Notice::is_loss), "{what} after {calls} calls: {notices:?}");
            if found.articles().contains_key(&ArticleId::from("first")) {
                assert!(result.is_err(), "{what} after {calls} calls: it was said to be gone");
                assert_same(&found, &project);
                continue;
            }
            assert_same(&found, &without);
            // An error that says nothing of it means that the article is there.
            let removed = result.as_ref().unwrap();
            assert_eq!(files_in(&disk, &removed.folder), expected, "{what} after {calls} calls");
        }
    });
}

#[test]
fn a_removal_that_failed_can_be_made_again_and_work_goes_on() {
    for_every_failure(|failing, Attempt { calls, fixture, mut writer, mut project, result }| {
        failing.heal();
        if result.is_err() {
            // The article is as it was, also for the writer.
            let edit = mark(&project, "first", "ana", "again", "saw");
            note(&mut writer, &mut project, &edit);
            let removed = writer.remove_article(&"first".into(), &project).unwrap();
            assert_eq!((removed.marks, removed.annotators), (4, 2), "after {calls} calls");
        }
        project.remove_slot(&"first".into());
        let edit = mark(&project, "second", "ana", "new", "لا");
        note(&mut writer, &mut project, &edit);
        writer.save(&project).unwrap();
        drop(writer);
        let (found, notices) = fixture.read();
        assert_same(&found, &project);
        assert!(notices.is_empty(), "after {calls} calls: {notices:?}");
        // What was left of it attaches to no other text.
        import_text(&fixture.disk, "first", "Another text, in which offsets would fit as well.");
        let found = fixture.read().0;
        assert!(found.article(&"first".into()).unwrap().works().is_empty(), "after {calls} calls");
    });
}

#[test]
fn an_import_that_has_read_the_article_before_does_not_bring_it_back_in_part() {
    let fixture = Fixture::new();
    let mut store = open::open(&fixture.disk, Path::new(DIR)).unwrap().store;
    let article = fixture.project.article(&"first".into()).unwrap();
    remove(&fixture, "ana", "first").unwrap();
    let annotators = BTreeSet::from([Annotator::from("cem")]);
    let mut import = store.begin_import(&annotators).unwrap();
    let error = import.put_article(article, &annotators).unwrap_err();
    assert!(matches!(error, StoreError::ChangedMeanwhile { .. }), "{error}");
    drop(import);
    assert_eq!(files_of(&fixture.memory, "first"), BTreeMap::new());
}
