//! Saving while others write, journals whose files have changed, and journals that are damaged.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use glossator::edit::apply;
use glossator::model::project::Slot;
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::layout::Layout;
use glossator::store::writer::OpenedForWork;
use glossator::store::{Notice, open};

use crate::common::{assert_same, mark};
use crate::fixture::{
    DIR, Fixture, at_work_on, has_mark, note, note_of, remark, removal, with_note, work_file,
};

#[test]
fn saving_merges_what_another_program_has_changed() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a2", "ours");
    note(&mut writer, &mut project, &edit);
    let path = work_file("ana", "first");
    fixture.rewrite(&path, |text| with_note(&text, "a1", "theirs"));
    let saved = writer.save(&project).unwrap();
    assert!(matches!(&saved.notices[..], [Notice::ChangedOutside { path: at }] if *at == path));
    apply(&mut project, &saved.outside).unwrap();
    assert_eq!(note_of(&project, "first", "a1"), Some("theirs"));
    let (found, notices) = fixture.read();
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&found, &project);
}

#[test]
fn saving_keeps_both_versions_of_a_record_that_both_have_changed() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    for (id, text) in [("a1", "ours"), ("a2", "ours")] {
        let edit = remark(&project, "first", id, text);
        note(&mut writer, &mut project, &edit);
    }
    let edit = removal(&project, "second", "a3");
    note(&mut writer, &mut project, &edit);
    let (first, second) = (work_file("ana", "first"), work_file("ana", "second"));
    fixture.rewrite(&first, |text| with_note(&with_note(&text, "a1", "theirs"), "a2", "ours"));
    fixture.rewrite(&second, |text| with_note(&text, "a3", "theirs"));
    let saved = writer.save(&project).unwrap();
    let conflicts = saved.notices.iter().filter(|notice| matches!(notice, Notice::Conflict { .. })).count();
    assert_eq!(conflicts, 2, "{:?}", saved.notices);
    apply(&mut project, &saved.outside).unwrap();
    // Ours is in place, but a deletion never wins over a change.
    assert_eq!(note_of(&project, "first", "a1"), Some("ours"));
    assert_eq!(note_of(&project, "second", "a3"), Some("theirs"));
    assert_same(&fixture.read().0, &project);
    assert!(fixture.text(&first).contains("theirs"));
}

#[test]
fn what_another_program_changed_stays_when_memory_has_not_heard_of_it() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let path = work_file("ana", "first");
    let edit = remark(&project, "first", "a2", "one");
    note(&mut writer, &mut project, &edit);
    fixture.rewrite(&path, |text| with_note(&text, "a1", "theirs"));
    writer.save(&project).unwrap();
    // What was merged has not been applied yet, and the next save comes.
    let edit = remark(&project, "first", "a2", "two");
    note(&mut writer, &mut project, &edit);
    assert!(writer.save(&project).unwrap().outside.is_empty());
    let (found, _) = fixture.read();
    assert_eq!(note_of(&found, "first", "a1"), Some("theirs"));
    assert_eq!(note_of(&found, "first", "a2"), Some("two"));
    // The same record is changed from the version that memory still has: both are kept.
    let edit = remark(&project, "first", "a1", "ours");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    assert_eq!(note_of(&fixture.read().0, "first", "a1"), Some("ours"));
}

#[test]
fn what_was_merged_is_not_lost_when_another_file_cannot_be_written() {
    for calls in 0.. {
        let fixture = Fixture::new();
        let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
        let disk: Arc<dyn Disk> = Arc::new(failing.clone());
        let (mut writer, mut project) = at_work_on(&disk, "ana");
        for (article, id) in [("first", "a2"), ("second", "a3")] {
            let edit = remark(&project, article, id, "ours");
            note(&mut writer, &mut project, &edit);
        }
        fixture.rewrite(&work_file("ana", "first"), |text| with_note(&text, "a1", "theirs"));
        failing.fail_after(calls);
        let is_saved = writer.save(&project).is_ok();
        let told = writer.take_saved().outside;
        failing.heal();
        // Work goes on in the file that may have been merged.
        let edit = remark(&project, "first", "a2", "ours again");
        note(&mut writer, &mut project, &edit);
        let later = writer.save(&project).unwrap().outside;
        if !is_saved {
            apply(&mut project, &[told.changes, later.changes].concat().into_iter().collect()).unwrap();
            assert_same(&fixture.read().0, &project);
        }
        let (found, _) = fixture.read();
        assert_eq!(note_of(&found, "first", "a1"), Some("theirs"), "after {calls} calls");
        assert_eq!(note_of(&found, "first", "a2"), Some("ours again"), "after {calls} calls");
        assert_eq!(note_of(&found, "second", "a3"), Some("ours"), "after {calls} calls");
        if is_saved {
            assert!(calls > 5);
            return;
        }
    }
}

#[test]
fn an_article_that_was_let_go_of_is_saved_with_its_work_in_the_journal() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a1", "before");
    note(&mut writer, &mut project, &edit);
    project.unload(&"first".into());
    let article = writer.load(&"first".into()).unwrap().article;
    project.put_slot(Slot::Loaded(Arc::new(article)));
    assert_eq!(note_of(&project, "first", "a1"), Some("before"));
    let edit = remark(&project, "first", "a1", "after");
    note(&mut writer, &mut project, &edit);
    let expected = project.clone();
    project.unload(&"first".into());
    writer.save(&project).unwrap();
    assert_same(&fixture.read().0, &expected);
}

#[test]
fn a_journal_is_applied_skipped_or_kept_beside_what_its_files_say_now() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let path = work_file("ana", "first");
    let before = fixture.text(&path);
    let edit = remark(&project, "first", "a1", "ours");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let is_conflict = |found: &open::Opened| !found.conflicts.is_empty();
    // As it was before: applied. As it should be: skipped.
    for text in [before.clone(), with_note(&before, "a1", "ours")] {
        fixture.disk.write(&path, text.as_bytes()).unwrap();
        let found = open::open(&fixture.disk, Path::new(DIR)).unwrap();
        assert!(!is_conflict(&found), "{:?}", found.conflicts);
        assert_same(&fixture.read().0, &project);
    }
    // Anything else: both are kept, whether the article is opened, saved or opened again.
    fixture.disk.write(&path, with_note(&before, "a1", "theirs").as_bytes()).unwrap();
    assert!(is_conflict(&open::open(&fixture.disk, Path::new(DIR)).unwrap()));
    let OpenedForWork { mut writer, project, notices, .. } = fixture.writer("ana");
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Conflict { .. })), "{notices:?}");
    assert_eq!(note_of(&project, "first", "a1"), Some("ours"));
    writer.save(&project).unwrap();
    drop(writer);
    assert!(fixture.text(&path).contains("theirs"));
    let loaded = fixture.writer("ana").writer.load(&"first".into()).unwrap();
    assert_eq!(loaded.conflicts.len(), 1);
}

#[test]
fn an_edit_that_was_saved_and_taken_back_stays_taken_back_after_a_crash() {
    // The first save writes the first file and fails at the second, so that the journal stays.
    for calls in 0..12 {
        let fixture = Fixture::new();
        let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
        let disk: Arc<dyn Disk> = Arc::new(failing.clone());
        let (mut writer, mut project) = at_work_on(&disk, "ana");
        let new = mark(&project, "first", "ana", "new", "saw");
        note(&mut writer, &mut project, &new);
        let edit = remark(&project, "second", "a3", "x");
        note(&mut writer, &mut project, &edit);
        failing.fail_after(calls);
        drop(writer.save(&project));
        failing.heal();
        let edit = removal(&project, "first", "new");
        note(&mut writer, &mut project, &edit);
        drop(writer);
        let found = open::open(&fixture.disk, Path::new(DIR)).unwrap();
        assert!(found.conflicts.is_empty(), "after {calls} calls: {:?}", found.conflicts);
        let (found, _) = fixture.read();
        assert!(!has_mark(&found, "first", "new"), "after {calls} calls");
        assert_same(&found, &project);
    }
}

#[test]
fn a_torn_end_of_a_journal_is_ignored() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    let mut states = vec![project.clone()];
    for text in ["one", "two", "three"] {
        let edit = remark(&project, "first", "a1", text);
        note(&mut writer, &mut project, &edit);
        states.push(project.clone());
    }
    drop(writer);
    let journal = Layout::new(Path::new(DIR)).journal(&"ana".into());
    let bytes = fixture.disk.read(&journal).unwrap();
    let mut seen = 0;
    for len in 0..bytes.len() {
        fixture.disk.write(&journal, &bytes[..len]).unwrap();
        let (found, notices) = fixture.read();
        assert!(notices.is_empty(), "at {len}: {notices:?}");
        // Later cuts keep at least as much.
        seen += states[seen..].iter().position(|state| *state == found).unwrap();
    }
    assert_eq!(seen, 2);
    // A writer goes on after the last whole entry.
    let (mut writer, mut project) = fixture.at_work("ana");
    assert_same(&project, &states[2]);
    let edit = remark(&project, "first", "a1", "four");
    note(&mut writer, &mut project, &edit);
    drop(writer);
    let (found, notices) = fixture.read();
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&found, &project);
}

#[test]
fn a_damaged_journal_loses_the_damaged_entry_alone() {
    let fixture = Fixture::new();
    let (mut writer, mut project) = fixture.at_work("ana");
    for (article, id) in [("first", "a1"), ("first", "a2"), ("second", "a3")] {
        let edit = remark(&project, article, id, "kept");
        note(&mut writer, &mut project, &edit);
    }
    drop(writer);
    let journal = Layout::new(Path::new(DIR)).journal(&"ana".into());
    let bytes = fixture.disk.read(&journal).unwrap();
    let kept = |project: &glossator::model::project::Project| {
        let all = [("first", "a1"), ("first", "a2"), ("second", "a3")];
        all.iter().filter(|(article, id)| note_of(project, article, id) == Some("kept")).count()
    };
    for place in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x11;
        fixture.disk.write(&journal, &damaged).unwrap();
        let OpenedForWork { mut writer, mut project, notices, .. } = fixture.writer("ana");
        let aside = notices.iter().find_map(|notice| match notice {
            Notice::Damaged { path, .. } => Some(path.clone()),
            _ => None,
        });
        assert_eq!(fixture.disk.read(&aside.unwrap()).unwrap(), damaged, "at {place}");
        for id in ["first", "second"] {
            let article = writer.load(&id.into()).unwrap().article;
            project.put_slot(Slot::Loaded(Arc::new(article)));
        }
        assert!(kept(&project) >= 2, "at {place}: {}", kept(&project));
        // Work goes on, and nothing that could be read is lost by it.
        let edit = mark(&project, "first", "ana", "new", "saw");
        note(&mut writer, &mut project, &edit);
        drop(writer);
        let (found, notices) = fixture.read();
        assert!(notices.is_empty(), "at {place}: {notices:?}");
        assert_same(&found, &project);
    }
}

#[test]
fn a_damaged_history_is_put_aside_and_a_new_one_is_begun() {
    let fixture = Fixture::new();
    let path = Layout::new(Path::new(DIR)).history(&"ana".into());
    fixture.disk.write(&path, b"not a history").unwrap();
    let OpenedForWork { mut writer, notices, .. } = fixture.writer("ana");
    assert!(matches!(&notices[..], [Notice::Damaged { path: at, .. }] if *at != path), "{notices:?}");
    writer.note_history(None, 0).unwrap();
    drop(writer);
    assert!(fixture.writer("ana").notices.is_empty());
}

#[test]
fn undo_goes_on_after_a_torn_end_of_the_history() {
    use glossator::edit::history::{Revision, View};
    let fixture = Fixture::new();
    let (mut writer, project) = fixture.at_work("ana");
    let edit = remark(&project, "first", "a1", "x");
    let revision =
        Revision { edit, command: "x".to_owned(), at: None, view: View::default(), texts: BTreeMap::new() };
    for done in 1..=2 {
        writer.note_history(Some(&revision), done).unwrap();
    }
    drop(writer);
    let path = Layout::new(Path::new(DIR)).history(&"ana".into());
    let bytes = fixture.disk.read(&path).unwrap();
    fixture.disk.write(&path, &bytes[..bytes.len() - 3]).unwrap();
    let OpenedForWork { mut writer, history, .. } = fixture.writer("ana");
    assert_eq!(history.done(), 1);
    writer.note_history(Some(&revision), 2).unwrap();
    writer.note_history(None, 1).unwrap();
    drop(writer);
    let OpenedForWork { history, notices, .. } = fixture.writer("ana");
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!((history.revisions().len(), history.done()), (2, 1));
}
