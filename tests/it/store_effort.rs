//! `effort.ron`: saved with the work, merged with what others have written, and never in the way of anything.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use glossator::model::effort::{Effort, EffortKey};
use glossator::model::project::{Project, Slot};
use glossator::store::background::{Background, OpenedInBackground};
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::layout::Layout;
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, StoreError, open};
use jiff::civil::date;

use crate::common::{assert_same, mark, open_all};
use crate::fixture::{DIR, Fixture, at_work_on, note};

fn file_of(annotator: &str) -> PathBuf {
    Layout::new(Path::new(DIR)).effort(&annotator.into())
}

fn effort(rows: &[(&str, i8, Option<&str>, u64)]) -> Effort {
    let mut effort = Effort::default();
    for &(article, day, layer, seconds) in rows {
        let layer = layer.map(Into::into);
        effort.add(EffortKey { article: article.into(), day: date(2026, 11, day), layer }, seconds);
    }
    effort
}

/// What the files say of the time of `annotator`, and what is odd about effort files.
fn found(disk: &Arc<dyn Disk>, annotator: &str) -> (Effort, Vec<Notice>) {
    let opened = open::open(disk, Path::new(DIR)).unwrap();
    let notices = opened.notices.into_iter().filter(|notice| format!("{notice:?}").contains("effort.ron"));
    (opened.efforts.get(&annotator.into()).cloned().unwrap_or_default(), notices.collect())
}

#[test]
fn time_is_saved_and_found_again() {
    let fixture = Fixture::new();
    let (mut writer, project) = fixture.at_work("ana");
    let measured = effort(&[("first", 2, Some("entity"), 61), ("first", 1, None, 5), ("left", 1, None, 3)]);
    writer.note_effort(&measured);
    assert!(writer.is_effort_due() && !fixture.memory.files().contains_key(&file_of("ana")));
    writer.save_effort();
    assert!(!writer.is_effort_due() && writer.take_saved().is_empty());
    let text = fixture.text(&file_of("ana"));
    let expected = "(\n    format: 1,\n    annotator: \"ana\",\n    effort: [\n        \
        (article: \"first\", day: \"2026-11-01\", seconds: 5),\n        \
        (article: \"first\", day: \"2026-11-02\", layer: \"entity\", seconds: 61),\n        \
        (article: \"left\", day: \"2026-11-01\", seconds: 3),\n    ],\n)\n";
    assert_eq!(text, expected);
    // Another session goes on from there, and an article that has left the project keeps its time.
    drop(writer);
    let OpenedForWork { mut writer, effort: known, notices, .. } = fixture.writer("ana");
    assert!(known == measured && notices.is_empty(), "{notices:?}");
    writer.note_effort(&effort(&[("first", 1, None, 9)]));
    writer.save_effort();
    assert_eq!(found(&fixture.disk, "ana").0.total(), 61 + 9 + 3);
    let (read, notices) = fixture.read();
    assert!(notices.is_empty(), "{notices:?}");
    assert_same(&read, &project);
}

#[test]
fn nothing_measured_writes_nothing() {
    let fixture = Fixture::new();
    let (mut writer, _) = fixture.at_work("ana");
    writer.save_effort();
    assert!(!fixture.memory.files().contains_key(&file_of("ana")));
    writer.note_effort(&effort(&[("first", 1, None, 5)]));
    writer.save_effort();
    // What another program writes stays as it is until something is measured.
    fixture.rewrite(&file_of("ana"), |text| text.replace('\n', "\r\n"));
    let text = fixture.text(&file_of("ana"));
    writer.save_effort();
    assert_eq!(fixture.text(&file_of("ana")), text);
}

#[test]
fn what_another_program_has_written_is_merged() {
    let fixture = Fixture::new();
    let (mut writer, _) = fixture.at_work("ana");
    writer.note_effort(&effort(&[("first", 1, None, 50), ("first", 1, Some("entity"), 50)]));
    writer.save_effort();
    let row = "(article: \"second\", day: \"2026-11-03\", seconds: 7),";
    fixture.rewrite(&file_of("ana"), |text| {
        let text = text.replace("seconds: 50),\n    ]", &format!("seconds: 20),\n        {row}\n    ]"));
        text.replace("day: \"2026-11-01\", seconds: 50", "day: \"2026-11-01\", seconds: 80")
    });
    writer.note_effort(&effort(&[("first", 2, None, 1)]));
    writer.save_effort();
    let expected = effort(&[
        ("first", 1, None, 80),
        ("first", 1, Some("entity"), 50),
        ("first", 2, None, 1),
        ("second", 3, None, 7),
    ]);
    assert_eq!(found(&fixture.disk, "ana").0, expected);
    let outside = writer.take_saved().effort;
    assert_eq!(
        outside.seconds(&EffortKey { article: "second".into(), day: date(2026, 11, 3), layer: None }),
        7
    );
}

#[test]
fn both_sides_of_a_conflict_in_git_are_read() {
    let fixture = Fixture::new();
    let (mut writer, _) = fixture.at_work("ana");
    writer.note_effort(&effort(&[("first", 1, None, 50)]));
    writer.save_effort();
    drop(writer);
    let row = |seconds| format!("        (article: \"first\", day: \"2026-11-01\", seconds: {seconds}),\n");
    let both = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", row(50), row(70));
    fixture.rewrite(&file_of("ana"), |text| text.replace(&row(50), &both));
    let (merged, notices) = found(&fixture.disk, "ana");
    assert_eq!(merged.total(), 70);
    assert!(matches!(&notices[..], [Notice::Merged { path }] if *path == file_of("ana")), "{notices:?}");
    let mut writer = fixture.writer("ana").writer;
    writer.note_effort(&effort(&[("first", 1, None, 60)]));
    writer.save_effort();
    assert!(!fixture.text(&file_of("ana")).contains("<<<<"));
    assert_eq!(found(&fixture.disk, "ana").0.total(), 70);
}

#[test]
fn a_copy_of_a_sync_tool_is_merged() {
    let fixture = Fixture::new();
    let (mut writer, _) = fixture.at_work("ana");
    writer.note_effort(&effort(&[("first", 1, None, 50), ("second", 1, None, 1)]));
    writer.save_effort();
    drop(writer);
    let copy = file_of("ana").with_file_name("effort (conflict).ron");
    let text = fixture.text(&file_of("ana")).replace("seconds: 50", "seconds: 55");
    fixture.disk.write(&copy, text.as_bytes()).unwrap();
    let OpenedForWork { effort: known, .. } = fixture.writer("ana");
    assert_eq!(known.total(), 56);
    assert!(!fixture.memory.files().contains_key(&copy));
    assert_eq!(found(&fixture.disk, "ana").0, known);
}

#[test]
fn a_file_that_does_not_read_is_named_and_left_alone_and_work_goes_on() {
    type Damage = fn(String) -> String;
    let cases: [(Damage, &str); 6] = [
        (|text| text.replace("seconds", "second"), "there is no field \"second\" here"),
        (|text| text.replace("format: 1", "format: 7"), "has format 7"),
        (|text| text.replace("\"ana\"", "\"eve\""), "this is the effort of eve"),
        (|text| text.replace("2026-11-01", "2026-13-01"), "\"2026-13-01\" is no day"),
        (|text| text[..text.len() / 2].to_owned(), "effort.ron:"),
        (|_| String::new(), "does not say its format"),
    ];
    for (damage, message) in cases {
        let fixture = Fixture::new();
        let (mut writer, _) = fixture.at_work("ana");
        writer.note_effort(&effort(&[("first", 1, None, 50)]));
        writer.save_effort();
        drop(writer);
        fixture.rewrite(&file_of("ana"), damage);
        let damaged = fixture.text(&file_of("ana"));
        let (known, notices) = found(&fixture.disk, "ana");
        assert!(known.is_empty());
        let [notice @ Notice::Effort(_)] = &notices[..] else { panic!("{message}: {notices:?}") };
        assert!(notice.to_string().contains(message) && !notice.is_loss(), "{notice}");
        // Marks are made and saved all the same; the time waits, and the reason is told once.
        let (mut writer, mut project) = fixture.at_work("ana");
        let edit = mark(&project, "first", "ana", "n1", "saw");
        note(&mut writer, &mut project, &edit);
        writer.note_effort(&effort(&[("first", 2, None, 3)]));
        writer.save(&project).unwrap();
        writer.save_effort();
        writer.save_effort();
        let notices = writer.take_saved().notices;
        assert!(matches!(&notices[..], [Notice::Effort(_)]), "{notices:?}");
        assert_eq!(fixture.text(&file_of("ana")), damaged);
        assert_same(&fixture.read().0, &project);
        // Mended, it has both.
        let mended = "(format: 1, annotator: \"ana\", effort: [(article: \"first\", day: \"2026-11-01\", seconds: 50)])";
        fixture.disk.write(&file_of("ana"), mended.as_bytes()).unwrap();
        writer.save_effort();
        assert_eq!(found(&fixture.disk, "ana").0.total(), 53);
    }
}

#[test]
fn a_disk_that_fails_at_any_call_loses_no_mark_and_no_time_that_was_saved() {
    for calls in 0.. {
        let fixture = Fixture::new();
        let (mut writer, _) = fixture.at_work("ana");
        writer.note_effort(&effort(&[("first", 1, None, 50)]));
        writer.save_effort();
        drop(writer);
        let failing = FailingDisk::after(fixture.memory.clone(), i64::MAX);
        let disk: Arc<dyn Disk> = Arc::new(failing.clone());
        let (mut writer, mut project) = at_work_on(&disk, "ana");
        let edit = mark(&project, "first", "ana", "n1", "saw");
        note(&mut writer, &mut project, &edit);
        failing.fail_after(calls);
        writer.note_effort(&effort(&[("first", 1, Some("entity"), 9)]));
        let saved = writer.save(&project);
        writer.save_effort();
        let has_failed = failing.has_failed();
        for memory in [fixture.memory.after_power_cut(), fixture.memory.fork()] {
            let left: Arc<dyn Disk> = Arc::new(memory);
            assert_same(&open_all(&left, Path::new(DIR)).0, &project);
            let (time, notices) = found(&left, "ana");
            assert!([50, 59].contains(&time.total()) && notices.is_empty(), "{calls}: {time:?} {notices:?}");
        }
        // With space on the disk again, everything gets there.
        failing.heal();
        writer.save(&project).unwrap();
        writer.save_effort();
        assert_eq!(found(&disk, "ana").0.total(), 59, "after {calls} calls");
        if !has_failed {
            saved.unwrap();
            assert!(calls > 5, "only {calls} calls were made");
            return;
        }
    }
}

#[test]
fn a_folder_that_is_gone_is_not_made_anew_for_time() {
    let fixture = Fixture::new();
    let (mut writer, _) = fixture.at_work("ana");
    for path in fixture.memory.files().keys() {
        fixture.disk.remove(path).unwrap();
    }
    writer.note_effort(&effort(&[("first", 1, None, 50)]));
    writer.save_effort();
    assert!(fixture.memory.files().is_empty());
}

#[test]
fn time_of_reading_alone_is_saved_after_a_pause_and_on_closing() {
    let fixture = Fixture::new();
    let opened = Background::open(&fixture.disk, Path::new(DIR), &"ana".into()).unwrap();
    let OpenedInBackground { background, project, history, .. } = opened;
    background.note_effort(effort(&[("first", 1, None, 5)]));
    background.settle().unwrap();
    let start = Instant::now();
    while !fixture.memory.files().contains_key(&file_of("ana")) {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
    background.note_effort(effort(&[("first", 1, None, 6)]));
    background.close(&project, &history).unwrap();
    assert_eq!(found(&fixture.disk, "ana").0.total(), 6);
}

#[test]
fn a_session_that_cannot_save_time_closes_and_says_so() {
    let fixture = Fixture::new();
    fixture.disk.write(&file_of("ana"), b"(format: 1").unwrap();
    let opened = Background::open(&fixture.disk, Path::new(DIR), &"ana".into()).unwrap();
    let OpenedInBackground { background, project, history, notices, .. } = opened;
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Effort(StoreError::Broken { .. }))));
    background.note_effort(effort(&[("first", 1, None, 5)]));
    let saved = background.close(&project, &history).unwrap();
    let told: Vec<String> = saved.iter().flat_map(|saved| &saved.notices).map(ToString::to_string).collect();
    assert!(told.len() == 1 && told[0].contains("effort.ron:1:"), "{told:?}");
}

#[test]
fn the_time_of_others_is_read_and_left_alone() {
    let fixture = Fixture::new();
    let mut ben = fixture.writer("ben").writer;
    ben.note_effort(&effort(&[("first", 1, None, 8)]));
    ben.save_effort();
    let text = fixture.text(&file_of("ben"));
    let (mut writer, mut project): (Writer, Project) = fixture.at_work("ana");
    let edit = mark(&project, "first", "ana", "n1", "saw");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    writer.save_effort();
    assert_eq!(fixture.text(&file_of("ben")), text);
    assert_eq!(found(&fixture.disk, "ben").0.total(), 8);
    assert!(project.articles().values().all(|slot| matches!(slot, Slot::Loaded(_))));
}
