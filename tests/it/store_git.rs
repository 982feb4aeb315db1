//! Two clones of a project under git: what it merges, and what it leaves with markers.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use glossator::edit::{Edit, apply};
use glossator::model::effort::{Effort, EffortKey};
use glossator::model::project::{Project, Slot};
use glossator::store::disk::Disk;
use glossator::store::disk::real::RealDisk;
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, open};
use jiff::civil::date;
use tempfile::TempDir;

use crate::common::{add_mark, assert_same, import, mark, news_project, open_all};
use crate::fixture::{has_mark, note_of, remark, removal};

/// A project in a repository and a clone of it.
struct Clones {
    folder: TempDir,
    disk: Arc<dyn Disk>,
}

fn git(dir: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]);
    command.args(["-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"]);
    let output = command.args(arguments).current_dir(dir).env("GIT_CONFIG_GLOBAL", "/dev/null").output();
    output.unwrap().status.success()
}

impl Clones {
    /// `None` where there is no git.
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            return None;
        }
        let (folder, disk) = (tempfile::tempdir().unwrap(), Arc::new(RealDisk) as Arc<dyn Disk>);
        let one = folder.path().join("one");
        let text = "Ana saw 👨🏻‍🚒 Omar near the bridge.\r\nNobody else did, said Layla.\r\n";
        let mut project = news_project(&[("first", text), ("second", "قالت ليلى: «لا».")]);
        for (id, quote) in
            [("a1", "Ana"), ("a2", "Omar"), ("a3", "bridge"), ("a4", "Nobody"), ("a5", "Layla")]
        {
            add_mark(&mut project, "first", "ana", id, quote);
        }
        import(&disk, &one, &project);
        assert!(git(&one, &["init", "-q"]) && git(&one, &["add", "-A"]));
        assert!(git(&one, &["commit", "-q", "-m", "begin"]));
        assert!(git(folder.path(), &["clone", "-q", "one", "two"]));
        Some(Self { folder, disk })
    }

    fn dir(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Works in one clone and commits.
    fn work(&self, name: &str, annotator: &str, edits: &[fn(&Project) -> Edit]) {
        let (mut writer, mut project) = self.open(name, annotator);
        for edit in edits {
            let edit = edit(&project);
            apply(&mut project, &edit).unwrap();
            writer.note(&[&edit]).unwrap();
        }
        writer.save(&project).unwrap();
        let dir = self.dir(name);
        assert!(git(&dir, &["add", "-A"]) && git(&dir, &["commit", "-q", "-m", "work"]));
    }

    /// Measures active time in one clone, by article and day, and commits.
    fn measure(&self, name: &str, annotator: &str, rows: &[(&str, i8, u64)]) {
        let (mut writer, _) = self.open(name, annotator);
        writer.note_effort(&effort(rows));
        writer.save_effort();
        let dir = self.dir(name);
        assert!(git(&dir, &["add", "-A"]) && git(&dir, &["commit", "-q", "-m", "time"]));
    }

    fn open(&self, name: &str, annotator: &str) -> (Writer, Project) {
        let opened = Writer::open(&self.disk, &self.dir(name), &annotator.into()).unwrap();
        let OpenedForWork { mut writer, mut project, .. } = opened;
        for id in ["first", "second"] {
            let article = writer.load(&id.into()).unwrap().article;
            project.put_slot(Slot::Loaded(Arc::new(article)));
        }
        (writer, project)
    }

    /// Merges the second clone into the first; false where git left markers.
    fn merge(&self) -> bool {
        let one = self.dir("one");
        assert!(git(&one, &["fetch", "-q", "../two", "main"]));
        git(&one, &["merge", "-q", "--no-edit", "FETCH_HEAD"])
    }
}

/// The clones, or a word on why there are none.
#[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
fn clones() -> Option<Clones> {
    let clones = Clones::new();
    if clones.is_none() {
        eprintln!("there is no git here: merging is not tested");
    }
    clones
}

fn effort(rows: &[(&str, i8, u64)]) -> Effort {
    let mut effort = Effort::default();
    for &(article, day, seconds) in rows {
        let key =
            EffortKey { article: article.into(), day: date(2026, 11, day), layer: Some("entity".into()) };
        effort.add(key, seconds);
    }
    effort
}

#[test]
fn the_time_of_one_annotator_on_two_machines_merges_without_a_conflict() {
    let Some(clones) = clones() else { return };
    let merged = |rows: &[(&str, i8, u64)]| {
        assert!(clones.merge(), "git has left markers");
        let opened = open::open(&clones.disk, &clones.dir("one")).unwrap();
        let odd = opened.notices.iter().find(|notice| matches!(notice, Notice::Effort(_)));
        assert!(odd.is_none(), "{odd:?}");
        assert_eq!(opened.efforts[&"ana".into()], effort(rows));
    };
    // Both make the file.
    clones.measure("one", "ana", &[("first", 1, 10)]);
    clones.measure("two", "ana", &[("second", 1, 20)]);
    merged(&[("first", 1, 10), ("second", 1, 20)]);
    // Other days, and neighbouring rows, of articles that both know.
    assert!(git(&clones.dir("two"), &["pull", "-q", "--no-edit", "../one", "main"]));
    clones.measure("one", "ana", &[("first", 2, 11), ("second", 3, 13)]);
    clones.measure("two", "ana", &[("first", 4, 12), ("second", 2, 14)]);
    let apart = [("first", 1, 10), ("first", 2, 11), ("first", 4, 12), ("second", 1, 20), ("second", 2, 14)];
    merged(&[&apart[..], &[("second", 3, 13)]].concat());
    // The same day in the same article: the larger number.
    assert!(git(&clones.dir("two"), &["pull", "-q", "--no-edit", "../one", "main"]));
    clones.measure("one", "ana", &[("second", 3, 40)]);
    clones.measure("two", "ana", &[("second", 3, 30)]);
    merged(&[&apart[..], &[("second", 3, 40)]].concat());
}

#[test]
fn the_work_of_two_annotators_merges_without_a_conflict() {
    let Some(clones) = clones() else { return };
    clones.work(
        "one",
        "ana",
        &[|p| mark(p, "first", "ana", "n1", "saw"), |p| mark(p, "second", "ana", "n2", "ليلى")],
    );
    clones.work(
        "two",
        "ben",
        &[|p| mark(p, "first", "ben", "b1", "Omar"), |p| mark(p, "second", "ben", "b2", "لا")],
    );
    assert!(clones.merge());
    let (found, notices) = open_all(&clones.disk, &clones.dir("one"));
    for (article, id) in
        [("first", "n1"), ("second", "n2"), ("first", "b1"), ("second", "b2"), ("first", "a5")]
    {
        assert!(has_mark(&found, article, id), "{id}");
    }
    let is_odd = |notice: &&Notice| !matches!(notice, Notice::ChangedOutside { .. });
    assert!(notices.iter().find(is_odd).is_none(), "{notices:?}");
}

#[test]
fn the_work_of_one_annotator_on_two_machines_is_merged_by_record() {
    let Some(clones) = clones() else { return };
    clones.work(
        "one",
        "ana",
        &[
            |p| mark(p, "first", "ana", "n1", "saw"),
            |p| remark(p, "first", "a1", "from one"),
            |p| remark(p, "first", "a2", "from one"),
            |p| mark(p, "second", "ana", "n3", "ليلى"),
        ],
    );
    clones.work(
        "two",
        "ana",
        &[
            |p| mark(p, "first", "ana", "n2", "near"),
            |p| remark(p, "first", "a1", "from two"),
            |p| remark(p, "first", "a5", "from two"),
            |p| mark(p, "second", "ana", "n4", "لا"),
        ],
    );
    assert!(!clones.merge(), "git cannot know which remark is right");
    let (mut writer, mut project) = clones.open("one", "ana");
    for (article, id) in
        [("first", "n1"), ("first", "n2"), ("second", "n3"), ("second", "n4"), ("first", "a3")]
    {
        assert!(has_mark(&project, article, id), "{id}");
    }
    assert_eq!(note_of(&project, "first", "a2"), Some("from one"));
    assert_eq!(note_of(&project, "first", "a5"), Some("from two"));
    let loaded = writer.load(&"first".into()).unwrap();
    let texts = format!("{:?}{:?}", note_of(&project, "first", "a1"), loaded.conflicts);
    assert!(texts.contains("from one") && texts.contains("from two"), "{texts}");
    // Saved, it is a file without markers that says the same.
    for (article, id) in [("first", "a4"), ("second", "n3")] {
        let edit = remark(&project, article, id, "after");
        apply(&mut project, &edit).unwrap();
        writer.note(&[&edit]).unwrap();
    }
    writer.save(&project).unwrap();
    drop(writer);
    let (found, notices) = open_all(&clones.disk, &clones.dir("one"));
    let only_conflicts = notices.iter().all(|notice| matches!(notice, Notice::Conflict { .. }));
    assert!(only_conflicts && !notices.is_empty(), "{notices:?}");
    assert_same(&found, &project);
    let opened = open::open(&clones.disk, &clones.dir("one")).unwrap();
    assert!(!opened.store.load(&"first".into()).unwrap().conflicts.is_empty());
}

#[test]
fn a_mark_that_both_have_moved_is_kept_at_both_places() {
    let Some(clones) = clones() else { return };
    // Each side moves the mark to another line of the file, which git merges into two marks with one id.
    clones.work("one", "ana", &[|p| moved(p, "a3", "Ana")]);
    clones.work("two", "ana", &[|p| moved(p, "a3", "Layla")]);
    clones.merge();
    let (writer, project) = clones.open("one", "ana");
    assert!(has_mark(&project, "first", "a3"));
    let loaded = writer.store().load(&"first".into()).unwrap();
    assert_eq!(loaded.conflicts.len(), 1, "{:?}", loaded.conflicts);
    assert_eq!(loaded.article.work(&"ana".into()).unwrap().annotations().len(), 5);
}

fn moved(project: &Project, id: &str, quote: &str) -> Edit {
    let old = removal(project, "first", id);
    let new = mark(project, "first", "ana", id, quote);
    let (before, after) = (old.changes[0].clone(), new.changes[0].clone());
    glossator::edit::Change { key: before.key, before: before.before, after: after.after }.into()
}
