//! Files that another program has changed, broken, copied or taken away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::model::id::{Annotator, ArticleId};
use glossator::model::project::Slot;
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::real::RealDisk;
use glossator::store::layout::Layout;
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, StoreError, open};

use crate::common::{assert_same, import, open_all};
use crate::fixture::{DIR, Fixture, has_mark, note, note_of, remark, with_note, work_file};

#[test]
fn files_that_were_changed_outside_are_noticed_by_the_next_opening() {
    let fixture = Fixture::new();
    assert!(fixture.read().1.is_empty());
    let (work, other) = (work_file("ana", "first"), work_file("ana", "second"));
    fixture.rewrite(&work, |text| with_note(&text, "a1", "by hand"));
    fixture.disk.remove(&other).unwrap();
    let (found, notices) = fixture.read();
    assert_eq!(note_of(&found, "first", "a1"), Some("by hand"));
    assert!(!has_mark(&found, "second", "a3"));
    let changed = notices.iter().any(|n| matches!(n, Notice::ChangedOutside { path } if *path == work));
    let removed = notices.iter().any(|n| matches!(n, Notice::RemovedOutside { path } if *path == other));
    assert!(changed && removed && notices.len() == 2, "{notices:?}");
}

#[test]
fn a_folder_that_was_taken_away_is_missed() {
    let dir = tempfile::tempdir().unwrap();
    let (disk, path): (Arc<dyn Disk>, _) = (Arc::new(RealDisk), dir.path().join("p"));
    import(&disk, &path, &Fixture::new().project);
    assert!(open_all(&disk, &path).1.is_empty());
    std::fs::remove_dir_all(path.join("annotations/ana")).unwrap();
    let (found, notices) = open_all(&disk, &path);
    assert!(!has_mark(&found, "first", "a1"));
    let name = work_file("ana", "first").file_name().unwrap().to_owned();
    let file = path.join("annotations/ana/articles").join(name);
    assert!(
        notices.iter().any(|n| matches!(n, Notice::RemovedOutside { path } if *path == file)),
        "{notices:?}"
    );
}

#[test]
fn a_file_that_was_only_touched_is_no_news() {
    let fixture = Fixture::new();
    for path in fixture.memory.files().into_keys() {
        let bytes = fixture.disk.read(&path).unwrap();
        fixture.disk.write(&path, &bytes).unwrap();
    }
    let (found, notices) = fixture.read();
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&found, &fixture.project);
}

#[test]
fn a_project_without_its_index_opens_as_before() {
    let fixture = Fixture::new();
    let is_local = |path: &&PathBuf| path.to_string_lossy().contains(".glossator");
    for path in fixture.memory.files().keys().filter(is_local) {
        fixture.disk.remove(path).unwrap();
    }
    let (found, notices) = fixture.read();
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&found, &fixture.project);
}

#[test]
fn a_text_that_is_missing_or_changed_concerns_its_article_alone() {
    let first = ArticleId::from("first");
    for change in [None, Some("Ana saw 👨🏻‍🚒 Omer.\r\n"), Some("")] {
        let fixture = Fixture::new();
        let body = Layout::new(Path::new(DIR)).body(&first);
        match change {
            None => fixture.disk.remove(&body).unwrap(),
            Some(text) => fixture.disk.write(&body, text.as_bytes()).unwrap(),
        }
        let opened = open::open(&fixture.disk, Path::new(DIR)).unwrap();
        let is_body = |err: &StoreError| match err {
            StoreError::MissingBody { path, .. } => change.is_none() && *path == body,
            StoreError::BodyChanged { path, .. } => change.is_some() && *path == body,
            _ => false,
        };
        let noticed = matches!(&opened.notices[..], [Notice::Unreadable(err)] if is_body(err));
        assert!(noticed, "{:?}", opened.notices);
        assert!(is_body(&opened.store.load(&first).unwrap_err()));
        let second = opened.store.load(&"second".into()).unwrap();
        assert_eq!(second.article, **fixture.project.article(&"second".into()).unwrap());
        // It is said again, until the text is put back.
        drop(fixture.writer("ana"));
        assert_eq!(open::open(&fixture.disk, Path::new(DIR)).unwrap().notices.len(), 1);
        fixture.disk.write(&body, "Ana saw 👨🏻‍🚒 Omar.\r\n".as_bytes()).unwrap();
        assert_same(&fixture.read().0, &fixture.project);
    }
}

#[test]
fn a_file_that_does_not_read_is_named_and_never_written_over() {
    type Damage = fn(String) -> String;
    let cases: [(Damage, &str); 7] = [
        (|text| text.replace("layer: ", "lair: "), "there is no field \"lair\" here"),
        (
            |text| text.replace("format: 1", "format: 7"),
            "has format 7, and this program knows formats up to 1",
        ),
        (|text| text.replace("spans: [(0, 3)]", "spans: [(0, 3"), "Expected"),
        (|text| text.replace("spans: [(0, 3)]", "spans: [(0, 99)]"), "0..99 ends outside the text"),
        (|text| text.replace("spans: [(0, 3)]", "spans: [(9, 12)]"), "byte 9 lies inside the character"),
        (
            |text| text.replace("annotator: \"ana\"", "annotator: \"eve\""),
            "this is work of eve in article first",
        ),
        (|_| String::new(), "does not say its format"),
    ];
    for (damage, message) in cases {
        let fixture = Fixture::new();
        let path = work_file("ana", "first");
        fixture.rewrite(&path, damage);
        let broken = fixture.text(&path);
        let OpenedForWork { mut writer, mut project, notices, .. } = fixture.writer("ana");
        let err = writer.load(&"first".into()).unwrap_err().to_string();
        assert!(err.contains(message) && err.contains("first-"), "{err}");
        let is_placed = err.contains(".ron:") || err.contains("format 7");
        assert!(is_placed, "{err} has no line");
        // Either opening or loading says so; the other article is there.
        assert!(notices.len() <= 2, "{notices:?}");
        let second = writer.load(&"second".into()).unwrap().article;
        project.put_slot(Slot::Loaded(Arc::new(second)));
        let edit = remark(&project, "second", "a3", "still at work");
        note(&mut writer, &mut project, &edit);
        writer.save(&project).unwrap();
        assert_eq!(fixture.text(&path), broken);
        // Others can still read the article without it.
        drop(writer);
        let OpenedForWork { mut writer, .. } = fixture.writer("ben");
        let loaded = writer.load(&"first".into()).unwrap();
        assert!(loaded.article.annotation(&"b1".into()).is_some(), "{message}");
        assert!(loaded.notices.iter().any(|notice| matches!(notice, Notice::Unreadable(_))), "{message}");
    }
}

#[test]
fn work_in_the_journal_waits_until_its_broken_file_is_mended() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a1", "in the journal");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let path = work_file("ana", "first");
    let whole = fixture.text(&path);
    for broken in [whole.replace("(0, 3)", "(0, 99)"), "(".to_owned()] {
        fixture.disk.write(&path, broken.as_bytes()).unwrap();
        let OpenedForWork { mut writer, project, .. } = fixture.writer("ana");
        assert!(project.article(&"first".into()).is_err(), "nothing is to be marked on top of it");
        writer.load(&"first".into()).unwrap_err();
        writer.save(&project).unwrap_err();
        assert_eq!(fixture.text(&path), broken);
    }
    fixture.disk.write(&path, whole.as_bytes()).unwrap();
    let (mut writer, project) = fixture.at_work("ana");
    assert_eq!(note_of(&project, "first", "a1"), Some("in the journal"));
    writer.save(&project).unwrap();
    assert!(fixture.text(&path).contains("in the journal"));
}

#[test]
fn words_that_are_not_those_that_were_marked_are_noticed() {
    let fixture = Fixture::new();
    let path = work_file("ana", "first");
    fixture.rewrite(&path, |text| text.replace("quote: \"Ana\"", "quote: \"Eva\""));
    let loaded = fixture.writer("ana").writer.load(&"first".into()).unwrap();
    let differs = loaded.notices.iter().find_map(|notice| match notice {
        Notice::QuoteDiffers { annotation, expected, found, line, .. } => {
            Some((annotation.as_str(), expected.as_str(), found.as_str(), *line))
        }
        _ => None,
    });
    let line = fixture.text(&path).lines().position(|line| line.contains("\"a1\"")).unwrap() + 1;
    assert_eq!(differs, Some(("a1", "Eva", "Ana", line)));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let fixture = Fixture::new();
    let is_ron = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "ron");
    for path in fixture.memory.files().keys().filter(is_ron) {
        fixture.rewrite(path, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_same(&fixture.read().0, &fixture.project);
}

#[test]
fn a_record_that_stands_twice_in_a_file_is_kept_twice() {
    let fixture = Fixture::new();
    let path = work_file("ana", "first");
    fixture.rewrite(&path, |text| {
        let row = text.lines().find(|line| line.contains("\"a1\"")).unwrap().to_owned();
        text.replace(&row, &format!("{row}\n{}", with_note(&row, "a1", "twin")))
    });
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a2", "x");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    let text = fixture.text(&path);
    assert!(text.contains("conflicts: [") && text.contains("twin"), "{text}");
    drop(writer);
    let loaded = fixture.writer("ana").writer.load(&"first".into()).unwrap();
    assert_eq!(loaded.conflicts.len(), 1);
}

#[test]
fn what_version_control_could_not_merge_is_merged_by_record() {
    let fixture = Fixture::new();
    let path = work_file("ana", "first");
    fixture.rewrite(&path, |text| {
        let row = text.lines().find(|line| line.contains("\"a1\"")).unwrap().to_owned();
        let new = row.replace("\"a1\"", "\"a9\"").replace("(0, 3)", "(4, 7)").replace("\"Ana\"", "\"saw\"");
        let (ours, theirs) = (with_note(&row, "a1", "ours"), with_note(&row, "a1", "theirs"));
        text.replace(&row, &format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n{new}\n>>>>>>> other"))
    });
    let (mut writer, mut project) = fixture.at_work("ana");
    for id in ["a1", "a2", "a9"] {
        assert!(has_mark(&project, "first", id), "{id}");
    }
    assert_eq!(note_of(&project, "first", "a1"), Some("ours"));
    let edit = remark(&project, "first", "a2", "after the merge");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    drop(writer);
    // The file is whole again, and still has both versions, however often it is written.
    for round in ["once", "twice"] {
        let text = fixture.text(&path);
        assert!(!text.contains("<<<<") && text.contains("ours") && text.contains("theirs"), "{text}");
        let (mut writer, mut project) = fixture.at_work("ana");
        let loaded = writer.load(&"first".into()).unwrap();
        assert_eq!(loaded.conflicts.len(), 1, "{round}");
        let edit = remark(&project, "first", "a2", round);
        note(&mut writer, &mut project, &edit);
        writer.save(&project).unwrap();
    }
}

#[test]
fn unsettled_conflicts_survive_an_import_and_a_crash() {
    let fixture = Fixture::new();
    let path = work_file("ana", "first");
    fixture.rewrite(&path, |text| {
        let row = text.lines().find(|line| line.contains("\"a1\"")).unwrap().to_owned();
        text.replace(
            &row,
            &format!("<<<<<<< A\n{row}\n=======\n{}\n>>>>>>> B", with_note(&row, "a1", "theirs")),
        )
    });
    // A crash before saving: what is in the journal is loaded by opening itself.
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a2", "x");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let OpenedForWork { mut writer, project, .. } = fixture.writer("ana");
    writer.save(&project).unwrap();
    drop(writer);
    assert!(fixture.text(&path).contains("theirs"));
    // An import into the article.
    let annotators = [Annotator::from("ana")].into();
    let open::Opened { mut store, .. } = open::open(&fixture.disk, Path::new(DIR)).unwrap();
    let article = store.load(&"first".into()).unwrap().article;
    let mut import = store.begin_import(&annotators).unwrap();
    import.put_article(&article, &annotators).unwrap();
    import.finish().unwrap();
    assert!(fixture.text(&path).contains("theirs"));
}

#[test]
fn a_copy_that_a_sync_tool_made_is_adopted() {
    let fixture = Fixture::new();
    let path = work_file("ana", "first");
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let copy = path.with_file_name(format!("{name} (Ana's conflicted copy 2019-03-23).ron"));
    let row = fixture.text(&path).lines().find(|line| line.contains("\"a2\"")).unwrap().to_owned();
    let text = with_note(&fixture.text(&path), "a1", "from the laptop");
    let text = text.replace(&row, &format!("{row}\n{}", row.replace("\"a2\"", "\"a7\"")));
    fixture.disk.write(&copy, text.as_bytes()).unwrap();
    let foreign = path.with_file_name("todo.txt");
    fixture.disk.write(&foreign, b"call Omar").unwrap();

    let OpenedForWork { mut writer, notices, .. } = fixture.writer("ana");
    let merged = notices.iter().any(|n| matches!(n, Notice::Merged { path: at } if *at == path));
    let named = notices.iter().any(|n| matches!(n, Notice::StrayFile { path } if *path == foreign));
    assert!(merged && named, "{notices:?}");
    let loaded = writer.load(&"first".into()).unwrap();
    assert!(loaded.article.annotation(&"a7".into()).is_some());
    assert_eq!(loaded.conflicts.len(), 1);
    assert!(fixture.disk.stat(&copy).unwrap().is_none() && fixture.disk.stat(&foreign).unwrap().is_some());
    let trash = fixture.disk.list(&Layout::new(Path::new(DIR)).trash()).unwrap();
    assert_eq!(trash.len(), 1, "the copy itself is kept");
}

#[test]
fn a_copy_is_adopted_with_work_in_the_journal() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a2", "in the journal");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let path = work_file("ana", "first");
    let row = fixture.text(&path).lines().find(|line| line.contains("\"a1\"")).unwrap().to_owned();
    let text = fixture.text(&path).replace(&row, &format!("{row}\n{}", row.replace("\"a1\"", "\"a7\"")));
    fixture.disk.write(&path.with_file_name("x.sync-conflict.ron"), text.as_bytes()).unwrap();
    let OpenedForWork { mut writer, project, .. } = fixture.writer("ana");
    writer.save(&project).unwrap();
    drop(writer);
    let (found, _) = fixture.read();
    assert!(has_mark(&found, "first", "a7"));
    assert_eq!(note_of(&found, "first", "a2"), Some("in the journal"));
}

#[test]
fn one_writer_for_each_annotator() {
    let fixture = Fixture::new();
    let first = fixture.writer("ana");
    assert!(matches!(fixture.try_writer("ana"), Err(StoreError::Locked { .. })));
    drop(fixture.writer("ben"));
    assert_same(&fixture.read().0, &fixture.project);
    drop(first);
    // The file of the lock stays; that means nothing.
    drop(fixture.writer("ana"));
}

#[test]
fn a_project_on_a_disk_that_takes_nothing_can_be_read() {
    let fixture = Fixture::new();
    let failing = FailingDisk::after(fixture.memory.clone(), 0);
    let disk: Arc<dyn Disk> = Arc::new(failing);
    let (found, notices) = open_all(&disk, Path::new(DIR));
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&found, &fixture.project);
    let err = Writer::open(&disk, Path::new(DIR), &"ana".into()).unwrap_err();
    assert!(matches!(err, StoreError::Io { .. }) && !err.hints().is_empty(), "{err}");
    let gone = open::open(&fixture.disk, Path::new("/elsewhere")).unwrap_err();
    assert!(matches!(gone, StoreError::NoProject { .. }), "{gone}");
}

#[test]
fn a_copy_of_parsed_work_counts_for_its_own_bytes_alone() {
    let fixture = Fixture::new();
    let (copy, path) = {
        let layout = Layout::new(Path::new(DIR));
        (layout.parsed_work(&"ana".into(), &"first".into()), work_file("ana", "first"))
    };
    assert_same(&fixture.read().0, &fixture.project);
    let kept = fixture.disk.read(&copy).unwrap();
    fixture.rewrite(&path, |text| with_note(&text, "a1", "newer"));
    assert_eq!(note_of(&fixture.read().0, "first", "a1"), Some("newer"));
    let newer = fixture.disk.read(&copy).unwrap();
    assert_ne!(newer, kept);
    // An old copy, a torn one, a foreign one, none.
    for bytes in [&kept[..], &newer[..newer.len() / 2], b"", b"(format: 1)"] {
        fixture.disk.write(&copy, bytes).unwrap();
        assert_eq!(note_of(&fixture.read().0, "first", "a1"), Some("newer"));
        assert_eq!(fixture.disk.read(&copy).unwrap(), newer, "it is made anew");
    }
}
