//! Importing into a folder: what is called off leaves no trace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::exchange::importer::ImportOptions;
use glossator::exchange::source::Memory;
use glossator::exchange::watch::{Phase, Unwatched, Watch};
use glossator::session::intake::{self, IntakeError, IntakeOptions, IntakeReport};
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::open;

use crate::common::{StopsAt, add_mark, assert_same, import, news_project, open_all};

const DIR: &str = "/p";

/// A project of two articles with work of ana, and of ben, whose only mark is not found in the new text.
fn prepared() -> MemoryDisk {
    let disk = MemoryDisk::default();
    let mut project = news_project(&[("first", "Ana saw 👨🏻‍🚒 Omar.\r\n"), ("second", "قالت ليلى: «لا».")]);
    add_mark(&mut project, "first", "ana", "a1", "Omar");
    add_mark(&mut project, "first", "ben", "b1", "saw");
    add_mark(&mut project, "second", "ana", "a2", "ليلى");
    import(&shared(&disk), Path::new(DIR), &project);
    disk
}

fn shared(disk: &MemoryDisk) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

/// A new text, a new mark with a new label, new articles, a record, a plain text.
fn input() -> Memory {
    let lines = [
        r#"{"id": "first", "text": "Omar was seen by nobody 👨🏻‍🚒."}"#,
        r#"{"id": "second", "text": "قالت ليلى: «لا».", "annotations": [{"layer": "stance", "label": "calm", "start": 0, "end": 4}]}"#,
        r#"{"id": "third", "text": "देवनागरी में एक लेख", "annotations": [{"layer": "entity", "label": "Place", "start": 0, "end": 8, "annotator": "cem"}]}"#,
        r#"{"id": "fourth", "text": ""}"#,
        r#"{"record": "entity", "id": "e1", "name": "ליילה"}"#,
    ];
    [("a.jsonl", lines.join("\n")), ("fifth.txt", "一篇文章。\r\n".to_owned())].into_iter().collect()
}

fn take_in(disk: &MemoryDisk, watch: &dyn Watch) -> Result<IntakeReport, IntakeError> {
    let mut opened = open::open(&shared(disk), Path::new(DIR)).unwrap();
    let reading = ImportOptions::by("ana".into());
    let options = IntakeOptions { reading, update: true, total_len: 700 };
    intake::import(&mut opened.store, &opened.project, &input(), &options, watch)
}

/// Everything that is not made anew from other files, without locks, which are empty.
fn files(disk: &MemoryDisk) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = disk.files();
    files.retain(|path, _| {
        !path.starts_with("/p/.glossator/cache") && !path.starts_with("/p/.glossator/locks")
    });
    files
}

#[test]
fn an_import_that_is_called_off_leaves_the_project_as_it_was() {
    let whole = prepared();
    let watch = StopsAt::never();
    take_in(&whole, &watch).unwrap();
    let after = files(&whole);
    for questions in 1.. {
        let disk = prepared();
        let before = files(&disk);
        let watch = StopsAt::question(questions);
        match take_in(&disk, &watch) {
            Err(err) => {
                assert!(matches!(err, IntakeError::Stopped), "{questions}: {err}");
                assert_same(&files(&disk), &before);
                assert!(watch.told().iter().all(|(phase, ..)| *phase != Phase::Commit));
                // What was called off can be done again.
                take_in(&disk, &Unwatched).unwrap();
                assert_eq!(files(&disk).keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
            }
            Ok(report) => {
                assert!(!watch.has_stopped() && questions > 12, "only {questions} questions were asked");
                assert_eq!((report.added, report.changed, report.records), (3, 2, 1));
                return;
            }
        }
    }
}

#[test]
fn what_a_crash_has_left_goes_with_the_next_import() {
    let disk = prepared();
    let before: Vec<PathBuf> = files(&disk).into_keys().collect();
    let places = ["/p", "/p/articles", "/p/annotations/ana", "/p/annotations/ben/articles"];
    for place in places {
        disk.write(&Path::new(place).join(".x-1f6e02ab.txt.import.tmp"), b"half").unwrap();
    }
    let source: Memory = [("new.txt", "x")].into_iter().collect();
    let mut opened = open::open(&shared(&disk), Path::new(DIR)).unwrap();
    let options = IntakeOptions { reading: ImportOptions::by("ana".into()), update: false, total_len: 1 };
    intake::import(&mut opened.store, &opened.project, &source, &options, &Unwatched).unwrap();
    assert_eq!(files(&disk).len(), before.len() + 2);
}

#[test]
fn each_phase_is_told_to_its_end() {
    let disk = prepared();
    let watch = StopsAt::never();
    take_in(&disk, &watch).unwrap();
    let mut last = BTreeMap::new();
    for (phase, done, all) in watch.told() {
        last.insert(format!("{phase:?}"), (done, all));
    }
    assert_eq!(last["Write"], (5, 5));
    assert_eq!(last["Commit"], (5, 5));
    let (checked, _) = last["Check"];
    assert!(checked > 0);
    let (project, notices) = open_all(&shared(&disk), Path::new(DIR));
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(project.articles().len(), 5);
    let first = project.article(&"first".into()).unwrap();
    assert_eq!(first.annotation(&"a1".into()).map(|mark| mark.spans.hull().range()), Some(0..4));
}
