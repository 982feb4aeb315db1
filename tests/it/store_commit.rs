//! The commit of an import: against files that have come meanwhile, and on a disk that fails in its midst.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::exchange::importer::ImportOptions;
use glossator::exchange::source::Memory;
use glossator::exchange::watch::Unwatched;
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::Annotator;
use glossator::model::metadata::Metadata;
use glossator::model::project::Project;
use glossator::session::intake::{self, IntakeError, IntakeOptions, IntakeReport};
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::writer::Writer;
use glossator::store::{StoreError, open};

use crate::common::{add_mark, assert_same, mark, news_project, open_all};
use crate::fixture::{DIR, Fixture, has_mark, note, with_note, work_file};

#[test]
fn a_file_that_comes_while_an_import_is_written_is_not_written_over() {
    let layout = Layout::new(Path::new(DIR));
    let (ana, third) = (Annotator::from("ana"), "third".into());
    let files = [
        layout.body(&third),
        layout.file(&FileId::Article("third".into())),
        layout.file(&FileId::Work(ana.clone(), "third".into())),
        // In an article that is there, of somebody who had nothing in it.
        layout.file(&FileId::Work(Annotator::from("cem"), "second".into())),
    ];
    for path in files {
        for before in [None, Some("what a crash has left")] {
            let is_left = before.filter(|_| path == layout.body(&third));
            if before.is_some() && is_left.is_none() {
                continue;
            }
            let fixture = Fixture::new();
            if let Some(text) = is_left {
                fixture.disk.write(&path, text.as_bytes()).unwrap();
            }
            let error = import_around(&fixture, || {
                fixture.disk.write(&path, "brought by a sync tool: 👩🏽‍⚕️ ليلى".as_bytes()).unwrap();
            })
            .unwrap_err();
            assert!(matches!(&error, StoreError::ChangedMeanwhile { path: at } if *at == path), "{error}");
            assert_eq!(fixture.text(&path), "brought by a sync tool: 👩🏽‍⚕️ ليلى");
            fixture.disk.remove(&path).unwrap();
            import_around(&fixture, || ()).unwrap();
            assert_eq!(fixture.read().0.articles().len(), 3);
        }
    }
}

/// Imports an article that is new and work in one that is there, and does `meanwhile` before the commit.
fn import_around(fixture: &Fixture, meanwhile: impl FnOnce()) -> Result<usize, StoreError> {
    let annotators: BTreeSet<Annotator> = ["ana", "cem"].map(Annotator::from).into();
    let mut new = news_project(&[("third", "देवनागरी"), ("second", "قالت ليلى: «لا».")]);
    add_mark(&mut new, "third", "ana", "t1", "देवनागरी");
    add_mark(&mut new, "second", "cem", "c1", "لا");
    let mut store = open::open(&fixture.disk, Path::new(DIR)).unwrap().store;
    let mut import = store.begin_import(&annotators)?;
    import.put_article(new.article(&"third".into()).unwrap(), &annotators)?;
    let cem = [Annotator::from("cem")].into();
    import.put_article(new.article(&"second".into()).unwrap(), &cem)?;
    let staged = import.seal();
    meanwhile();
    staged.commit(&mut store, &mut |_| ())
}

/// Of the text that [`Fixture`] has under "first", without one of the names that are marked in it.
const NEW: &str = "At noon Ana saw 👨🏻‍🚒 again.\r\n";

/// Imports another text of "first" with a mark in a layer that is new, and an article that is new.
fn update(disk: &Arc<dyn Disk>) -> Result<IntakeReport, IntakeError> {
    let text = serde_json::to_string(NEW).unwrap();
    let mark = r#"{"id": "i1", "layer": "stance", "label": "calm", "start": 0, "end": 7}"#;
    let lines = [
        format!(r#"{{"id": "first", "text": {text}, "annotations": [{mark}]}}"#),
        r#"{"id": "third", "text": "一篇文章。"}"#.to_owned(),
    ];
    let source: Memory = [("a.jsonl", lines.join("\n"))].into_iter().collect();
    let options = IntakeOptions { reading: ImportOptions::by("ana".into()), update: true, total_len: 100 };
    let mut opened = open::open_to_import(disk, Path::new(DIR))?;
    intake::import(&mut opened.store, &opened.project, &source, &options, &Unwatched)
}

#[test]
fn a_text_that_is_replaced_is_wholly_the_old_or_the_new_one_whatever_fails() {
    let whole = Fixture::new();
    let before = whole.read().0;
    update(&whole.disk).unwrap();
    let after = whole.read().0;
    let first = |project: &Project| project.article(&"first".into()).unwrap().clone();
    assert!(has_mark(&after, "first", "a1") && has_mark(&after, "first", "i1"));
    assert!(!has_mark(&after, "first", "a2") && !has_mark(&after, "first", "b1"));
    let (mut old, mut new) = (0, 0);
    for calls in 0.. {
        let fixture = Fixture::new();
        let failing = FailingDisk::after(fixture.memory.clone(), calls);
        let result = update(&(Arc::new(failing.clone()) as Arc<dyn Disk>));
        for (memory, what) in
            [(fixture.memory.after_power_cut(), "power cut"), (fixture.memory.fork(), "kill")]
        {
            let when = format!("{what} after {calls} calls");
            let disk: Arc<dyn Disk> = Arc::new(memory.clone());
            // Opening for work is enough.
            drop(Writer::open(&disk, Path::new(DIR), &"cem".into()).unwrap());
            let found = open_all(&disk, Path::new(DIR)).0;
            if first(&found) == first(&before) {
                old += 1;
            } else {
                assert_same(&first(&found), &first(&after));
                assert_eq!(found.schema(), after.schema(), "{when}");
                new += 1;
            }
            update(&disk).unwrap();
            let (found, notices) = open_all(&disk, Path::new(DIR));
            assert!(notices.is_empty(), "{when}: {notices:?}");
            assert_same(&found, &after);
            let is_left =
                |path: &&PathBuf| path.to_string_lossy().ends_with(".import.tmp") || path.ends_with("import");
            assert_eq!(memory.files().keys().find(is_left), None, "{when}");
        }
        // Without opening for work in between, as the command line does it.
        failing.heal();
        update(&fixture.disk).unwrap();
        assert_same(&fixture.read().0, &after);
        if result.is_ok() && calls > 20 {
            assert!(old > 10 && new > 10, "{old} times the old text, {new} times the new one");
            return;
        }
    }
}

#[test]
fn a_window_that_is_open_when_a_commit_fails_saves_nothing_over_it() {
    for calls in 0.. {
        let fixture = Fixture::new();
        let (mut writer, mut project) = fixture.at_work("cem");
        let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
        let disk: Arc<dyn Disk> = Arc::new(failing.clone());
        let annotators: BTreeSet<Annotator> = ["ana", "ben"].map(Annotator::from).into();
        let mut store = open::open_to_import(&disk, Path::new(DIR)).unwrap().store;
        let mut import = store.begin_import(&annotators).unwrap();
        let article = Article::new("first".into(), Body::new(NEW), Metadata::default(), []);
        import.put_article(&article, &annotators).unwrap();
        let staged = import.seal();
        failing.fail_after(calls);
        let result = staged.commit(&mut store, &mut |_| ());
        let has_failed = failing.has_failed();
        let is_new =
            result.is_ok() || fixture.disk.stat(Path::new("/p/.glossator/import")).unwrap().is_some();
        let edit = mark(&project, "first", "cem", "c1", "Omar");
        note(&mut writer, &mut project, &edit);
        let edit = mark(&project, "second", "cem", "c2", "لا");
        note(&mut writer, &mut project, &edit);
        let saved = writer.save(&project);
        assert_eq!(saved.is_err(), is_new, "after {calls} calls: {saved:?}");
        drop(writer);
        let found = fixture.read().0;
        assert!(has_mark(&found, "second", "c2"));
        let article = found.article(&"first".into()).unwrap();
        assert_eq!(article.body().text() == NEW, is_new, "after {calls} calls");
        assert_eq!(has_mark(&found, "first", "c1"), !is_new);
        assert_eq!(has_mark(&found, "first", "b1"), !is_new);
        if !has_failed {
            assert!(calls > 5);
            return;
        }
    }
}

#[test]
fn what_another_program_has_written_into_a_commit_that_was_cut_off_is_kept() {
    for calls in 0.. {
        let fixture = Fixture::new();
        let failing = FailingDisk::after(fixture.memory.clone(), calls);
        let result = update(&(Arc::new(failing.clone()) as Arc<dyn Disk>));
        assert!(result.is_err(), "no failure leaves anything to be done");
        let path = work_file("ana", "first");
        let is_waiting = fixture.disk.stat(Path::new("/p/.glossator/import")).unwrap().is_some();
        if !is_waiting {
            continue;
        }
        fixture.rewrite(&path, |text| with_note(&text, "a1", "from the laptop 👩🏽‍⚕️"));
        drop(fixture.writer("cem"));
        assert_eq!(fixture.read().0.article(&"first".into()).unwrap().body().text(), NEW);
        let files = fixture.memory.files();
        let kept = files.iter().find(|(path, bytes)| {
            path.starts_with("/p/.glossator/trash")
                && String::from_utf8_lossy(bytes).contains("from the laptop")
        });
        assert!(kept.is_some());
        return;
    }
}
