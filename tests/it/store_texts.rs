//! Work that is only in a journal, and undo steps, know the texts that they were made in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use glossator::edit::history::{History, Revision, View};
use glossator::edit::{Change, Edit};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::Annotator;
use glossator::model::metadata::Metadata;
use glossator::model::project::Project;
use glossator::model::record::{ArticleKey, Record, RecordKey};
use glossator::store::layout::Layout;
use glossator::store::writer::OpenedForWork;
use glossator::store::{Notice, StoreError, open};

use crate::common::mark;
use crate::fixture::{DIR, Fixture, has_mark, note, note_of, remark, removal};

const OLD: &str = "Ana saw 👨🏻‍🚒 Omar.\r\n";
/// Every offset of the old text is a place in it, too.
const NEW: &str = "Nobody of that name is here 👩🏽‍⚕️, said عمر.\r\n";

/// Puts a text under the id "first" as another program does, without marks.
fn replace(fixture: &Fixture, text: &str) {
    replace_in(fixture, "first", text);
}

fn replace_in(fixture: &Fixture, article: &str, text: &str) {
    let mut store = open::open(&fixture.disk, Path::new(DIR)).unwrap().store;
    let mut import = store.begin_import(&BTreeSet::new()).unwrap();
    let article = Article::new(article.into(), Body::new(text), Metadata::default(), []);
    let annotators = ["ana", "ben"].map(Annotator::from).into();
    import.put_article(&article, &annotators).unwrap();
    import.finish().unwrap();
}

/// Where notices say that work in "first" is left out.
fn left_out(notices: &[Notice]) -> Vec<&PathBuf> {
    let here = notices.iter().filter_map(|notice| match notice {
        Notice::OtherText { article, path } if article.as_str() == "first" => Some(path),
        _ => None,
    });
    here.collect()
}

/// A program of ana's that ended before it saved `edits`, each of which is made in what the others have left.
fn crash(fixture: &Fixture, edits: &[&dyn Fn(&Project) -> Edit]) {
    let (mut writer, mut project) = fixture.at_work("ana");
    for edit in edits {
        let edit = edit(&project);
        note(&mut writer, &mut project, &edit);
    }
}

fn journal() -> PathBuf {
    Layout::new(Path::new(DIR)).journal(&"ana".into())
}

#[test]
fn a_journal_of_another_text_is_not_applied_and_is_kept() {
    let fixture = Fixture::new();
    crash(
        &fixture,
        &[
            &|project| mark(project, "first", "ana", "new", "👨🏻‍🚒"),
            &|project| remark(project, "first", "a1", "in the old text"),
            &|project| remark(project, "second", "a3", "elsewhere"),
        ],
    );
    let bytes = fixture.disk.read(&journal()).unwrap();
    replace(&fixture, NEW);
    let (found, notices) = fixture.read();
    assert_eq!(left_out(&notices), [&journal()]);
    assert!(notices.iter().all(|notice| !matches!(notice, Notice::Conflict { .. })), "{notices:?}");
    assert!(!has_mark(&found, "first", "new") && !has_mark(&found, "first", "a1"));
    assert_eq!(note_of(&found, "second", "a3"), Some("elsewhere"));

    let OpenedForWork { mut writer, project, notices, .. } = fixture.writer("ana");
    let [copy] = left_out(&notices)[..] else { panic!("{notices:?}") };
    assert!(*copy != journal() && fixture.disk.read(copy).unwrap() == bytes);
    writer.save(&project).unwrap();
    drop(writer);
    assert!(fixture.disk.stat(&journal()).unwrap().is_none());
    let (found, notices) = fixture.read();
    assert!(left_out(&notices).is_empty() && !has_mark(&found, "first", "new"), "{notices:?}");

    // As the hint says: the old text, and the copy as the journal.
    replace(&fixture, OLD);
    fixture.disk.write(&journal(), &bytes).unwrap();
    let (found, notices) = fixture.read();
    assert!(left_out(&notices).is_empty() && has_mark(&found, "first", "new"), "{notices:?}");
}

#[test]
fn an_edit_in_two_articles_is_applied_in_the_one_that_has_its_text() {
    let fixture = Fixture::new();
    let both = |project: &Project| -> Edit {
        let edits = [mark(project, "first", "ana", "n1", "Omar"), mark(project, "second", "ana", "n2", "لا")];
        edits.into_iter().flat_map(|edit| edit.changes).collect()
    };
    crash(&fixture, &[&both]);
    replace(&fixture, NEW);
    let (found, notices) = fixture.read();
    assert_eq!(left_out(&notices).len(), 1);
    assert!(!has_mark(&found, "first", "n1") && has_mark(&found, "second", "n2"));
}

#[test]
fn work_in_the_new_text_is_applied_although_the_journal_begins_in_the_old_one() {
    let fixture = Fixture::new();
    crash(&fixture, &[&|project| mark(project, "first", "ana", "new", "Omar")]);
    replace(&fixture, NEW);
    // The same id again, and a mark that is taken back.
    crash(
        &fixture,
        &[
            &|project| mark(project, "first", "ana", "new", "عمر"),
            &|project| mark(project, "first", "ana", "gone", "👩🏽‍⚕️"),
            &|project| removal(project, "first", "gone"),
        ],
    );
    let (found, notices) = fixture.read();
    assert_eq!(left_out(&notices).len(), 1);
    let article = found.article(&"first".into()).unwrap();
    let spans = &article.annotation(&"new".into()).unwrap().spans;
    assert_eq!(&article.body().text()[spans.start()..spans.end()], "عمر");
    assert!(!has_mark(&found, "first", "gone"));
}

#[test]
fn an_article_that_was_loaded_late_is_worked_in_as_it_is_then() {
    let fixture = Fixture::new();
    let OpenedForWork { mut writer, mut project, .. } = fixture.writer("ana");
    replace(&fixture, NEW);
    let article = writer.load(&"first".into()).unwrap().article;
    project.put_slot(glossator::model::project::Slot::Loaded(article.into()));
    let edit = mark(&project, "first", "ana", "new", "عمر");
    note(&mut writer, &mut project, &edit);
    // A journal that was lost is written anew, in the same text.
    fixture.disk.remove(&journal()).unwrap();
    let edit = remark(&project, "first", "new", "again");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let (found, notices) = fixture.read();
    assert!(left_out(&notices).is_empty(), "{notices:?}");
    assert_eq!(note_of(&found, "first", "new"), Some("again"));
}

#[test]
fn an_article_with_unsaved_work_is_not_loaded_in_another_text() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = mark(&project, "first", "ana", "new", "Omar");
    note(&mut writer, &mut project, &edit);
    replace(&fixture, NEW);
    let error = writer.load(&"first".into()).unwrap_err();
    assert!(matches!(error, StoreError::ChangedMeanwhile { .. }), "{error}");
    assert!(writer.load(&"second".into()).is_ok());
}

#[test]
fn a_window_with_the_old_text_writes_nothing_into_the_article_with_the_new_one() {
    let metadata = |project: &Project| -> Edit {
        let key = RecordKey::Article("second".into(), ArticleKey::Metadata);
        let Ok(Some(before)) = project.record(&key) else { panic!("every article has metadata") };
        let title = Metadata { title: Some("Layla 👩🏽‍⚕️".into()), ..Metadata::default() };
        Change::replace(key, before, Record::Metadata(title.into())).into()
    };
    let edits: [&dyn Fn(&Project) -> Edit; 2] =
        [&metadata, &|project| mark(project, "second", "cem", "c1", "لا")];
    for edit in edits {
        let fixture = Fixture::new();
        // Somebody who has no work in the article.
        let (mut writer, mut project) = fixture.at_work("cem");
        replace_in(&fixture, "second", "No: «Nobody has said that, لا».");
        let edit = edit(&project);
        note(&mut writer, &mut project, &edit);
        let elsewhere = mark(&project, "first", "cem", "c2", "Omar");
        note(&mut writer, &mut project, &elsewhere);
        let error = writer.save(&project).unwrap_err();
        assert!(
            matches!(&error, StoreError::TextReplaced { article, .. } if article.as_str() == "second"),
            "{error}"
        );
        drop(writer);
        let bytes = fixture.disk.read(&Layout::new(Path::new(DIR)).journal(&"cem".into())).unwrap();
        let OpenedForWork { mut writer, project, notices, .. } = fixture.writer("cem");
        let kept = notices.iter().find_map(|notice| match notice {
            Notice::OtherText { article, path } if article.as_str() == "second" => Some(path),
            _ => None,
        });
        assert_eq!(fixture.disk.read(kept.unwrap()).unwrap(), bytes, "{notices:?}");
        writer.save(&project).unwrap();
        let (found, _) = fixture.read();
        let article = found.article(&"second".into()).unwrap();
        assert!(article.body().text().starts_with("No:") && article.metadata().title.is_none());
        assert!(!has_mark(&found, "second", "c1") && has_mark(&found, "first", "c2"));
    }
}

#[test]
fn undo_steps_keep_their_texts_through_the_file() {
    let fixture = Fixture::new();
    let (mut writer, project) = fixture.at_work("ana");
    let texts = ["first", "second"].map(|id| {
        let article = project.article(&id.into()).unwrap();
        (article.id().clone(), article.body().hash())
    });
    let edit = mark(&project, "first", "ana", "new", "Omar");
    let revision = Revision {
        edit,
        command: "annotation.add".to_owned(),
        at: None,
        view: View::default(),
        texts: texts.into(),
    };
    writer.note_history(Some(&revision), 1).unwrap();
    drop(writer);
    let OpenedForWork { mut writer, history, .. } = fixture.writer("ana");
    assert_eq!(history.to_undo(), Some(&revision), "step by step");
    writer.rewrite_history(&history).unwrap();
    drop(writer);
    assert_eq!(fixture.writer("ana").history, History::new(vec![revision], 1), "and written anew");
}
