//! A disk that fails at any call, and a machine that loses power at any moment: what was acknowledged is there.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use glossator::edit::{Change, Edit, apply};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::record::{ProjectKey, Record, RecordKey};
use glossator::model::register::Entity;
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, StoreError, create, open};

use crate::common::{add_mark, assert_same, import, mark, news_project, open_all};

const DIR: &str = "/p";
const ANA: &str = "ana";

fn shared(disk: &(impl Disk + Clone + 'static)) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

/// A disk with a project of two articles, one of which ana has marked before.
fn prepared() -> MemoryDisk {
    let disk = MemoryDisk::default();
    let project = news_project(&[("first", "Ana saw 👨🏻‍🚒 Omar.\r\n"), ("second", "قالت ليلى: «لا».")]);
    let mut marked = project.clone();
    add_mark(&mut marked, "first", ANA, "old", "Ana");
    import(&shared(&disk), Path::new(DIR), &marked);
    disk
}

/// A session at work: the project in memory, and what was acknowledged.
struct Work {
    writer: Writer,
    project: Project,
    safe: Project,
    /// Edits that are not acknowledged yet, each with the project after it.
    waiting: Vec<(Edit, Project)>,
}

impl Work {
    fn open(disk: &Arc<dyn Disk>) -> Result<Self, StoreError> {
        let OpenedForWork { mut writer, mut project, .. } =
            Writer::open(disk, Path::new(DIR), &Annotator::from(ANA))?;
        for id in ["first", "second"] {
            let article = writer.load(&ArticleId::from(id))?.article;
            project.put_slot(Slot::Loaded(Arc::new(article)));
        }
        Ok(Self { writer, safe: project.clone(), project, waiting: Vec::new() })
    }

    /// Makes an edit in memory and tries to make it safe, together with those that are waiting.
    fn make(&mut self, edit: Edit) {
        apply(&mut self.project, &edit).unwrap();
        self.waiting.push((edit, self.project.clone()));
        self.note();
    }

    fn note(&mut self) {
        let edits: Vec<&Edit> = self.waiting.iter().map(|(edit, _)| edit).collect();
        if self.writer.note(&edits).is_ok() {
            self.waiting.clear();
            self.safe = self.project.clone();
        }
    }

    fn save(&mut self) {
        if self.waiting.is_empty() {
            drop(self.writer.save(&self.project));
        }
    }

    /// Everything that a session does; saving may fail, and goes on.
    fn run(&mut self) {
        self.make(mark(&self.project, "first", ANA, "m1", "👨🏻‍🚒"));
        self.make(mark(&self.project, "second", ANA, "m2", "ليلى"));
        self.make(entity("e1", "Layla"));
        self.make(rename_label(&self.project, "Somebody"));
        self.make(removal(&self.project, "first", "old"));
        self.save();
        self.make(mark(&self.project, "first", ANA, "m3", "Omar"));
        self.make(removal(&self.project, "second", "m2"));
        self.make(rename_label(&self.project, "Someone"));
        self.save();
        self.make(removal(&self.project, "first", "m1"));
    }
}

fn entity(id: &str, name: &str) -> Edit {
    let record = Record::Entity(Arc::new(Entity {
        id: id.into(),
        annotator: ANA.into(),
        name: name.to_owned(),
        aliases: Vec::new(),
        kind: None,
        external: None,
        note: None,
        extra: glossator::model::extra::Extra::default(),
    }));
    Change::add(record.shared_key().unwrap(), record).into()
}

fn rename_label(project: &Project, name: &str) -> Edit {
    let key = RecordKey::Project(ProjectKey::Label("entity".into(), "person".into()));
    let Some(Record::Label(before)) = project.record(&key).unwrap() else { panic!("the label is there") };
    let mut after = before.as_ref().clone();
    name.clone_into(&mut after.name);
    Change::replace(key, Record::Label(before), Record::Label(Arc::new(after))).into()
}

fn removal(project: &Project, article: &str, id: &str) -> Edit {
    let article = project.article(&ArticleId::from(article)).unwrap();
    let record = Record::Annotation(article.annotation(&id.into()).unwrap().clone());
    Change::remove(record.key_in(article.id()), record).into()
}

/// What a reader finds, which must be in order.
fn found(disk: &MemoryDisk, when: &str) -> Project {
    let (project, notices) = open_all(&shared(disk), Path::new(DIR));
    // A save that was cut off before the index was written looks like another program.
    let is_odd =
        |notice: &&Notice| !matches!(notice, Notice::ChangedOutside { .. } | Notice::RemovedOutside { .. });
    let odd = notices.iter().find(is_odd);
    assert!(odd.is_none(), "{when}: {odd:?}");
    let conflicts = open::open(&shared(disk), Path::new(DIR)).unwrap().conflicts;
    assert!(conflicts.is_empty(), "{when}: {conflicts:?}");
    project
}

/// Runs `attempt` on a disk that fails at the first, second, third … changing call, until it says that it did not fail.
fn for_every_failure(mut attempt: impl FnMut(&FailingDisk<MemoryDisk>, &MemoryDisk, i64) -> bool) {
    for calls in 0.. {
        let memory = prepared();
        let failing = FailingDisk::after(memory.clone(), calls);
        if !attempt(&failing, &memory, calls) {
            assert!(calls > 20, "only {calls} calls were made");
            return;
        }
    }
}

#[test]
fn what_was_acknowledged_survives_a_power_cut_after_any_failure() {
    for_every_failure(|failing, memory, calls| {
        let Ok(mut work) = Work::open(&shared(failing)) else { return true };
        work.run();
        for (disk, what) in [(memory.after_power_cut(), "power cut"), (memory.fork(), "kill")] {
            let found = found(&disk, &format!("{what} after {calls} calls"));
            // An edit can have reached the disk without having been acknowledged.
            if !work.waiting.iter().any(|(_, project)| *project == found) {
                assert_same(&found, &work.safe);
            }
        }
        failing.has_failed()
    });
}

#[test]
fn work_goes_on_when_the_disk_is_healed() {
    for_every_failure(|failing, memory, calls| {
        let disk = shared(failing);
        let mut work = Work::open(&disk).unwrap_or_else(|_| {
            failing.heal();
            Work::open(&disk).unwrap()
        });
        work.run();
        let has_failed = failing.has_failed();
        failing.heal();
        work.note();
        let saved = work.writer.save(&work.project).unwrap();
        assert!(saved.outside.is_empty(), "after {calls} calls: {:?}", saved.outside);
        assert!(!work.writer.is_dirty());
        drop(work.writer);
        assert_same(&found(&memory.after_power_cut(), &format!("after {calls} calls")), &work.project);
        has_failed || calls < 20
    });
}

#[test]
fn the_disk_can_lose_power_at_any_moment_of_a_session() {
    // The same calls as above, but each is the last one that reaches the disk.
    let memory = prepared();
    let mut work = Work::open(&shared(&memory)).unwrap();
    let mut steps = 0;
    let edits: [fn(&Project) -> Edit; 4] = [
        |project| mark(project, "first", ANA, "m1", "Omar"),
        |_| entity("e1", "Omar"),
        |project| rename_label(project, "Somebody"),
        |project| removal(project, "first", "old"),
    ];
    for edit in edits {
        work.make(edit(&work.project));
        assert_same(&found(&memory.after_power_cut(), "before saving"), &work.safe);
        work.writer.save(&work.project).unwrap();
        assert_same(&found(&memory.after_power_cut(), "after saving"), &work.project);
        steps += 1;
    }
    assert_eq!(steps, 4);
}

#[test]
fn an_import_that_fails_leaves_articles_whole_or_absent() {
    let before = found(&prepared(), "before");
    let mut after =
        news_project(&[("third", "New 💩"), ("fourth", "Newer"), ("first", "Ana saw 👨🏻‍🚒 Omar.\r\n")]);
    for (article, id, quote) in [("third", "t1", "💩"), ("fourth", "f1", "Newer"), ("first", "n1", "saw")] {
        add_mark(&mut after, article, ANA, id, quote);
    }
    for_every_failure(|failing, memory, calls| {
        let result = import_into(&shared(failing), &after);
        assert!(result.is_ok() || failing.has_failed(), "after {calls} calls: {result:?}");
        let disk = memory.after_power_cut();
        let found = found(&disk, &format!("after {calls} calls"));
        for (id, slot) in found.articles() {
            let old = before.articles().get(id);
            assert!(Some(slot) == old || Some(slot) == after.articles().get(id), "{id} after {calls} calls");
        }
        assert!(before.articles().keys().all(|id| found.articles().contains_key(id)));
        // Space is made, and the same import is done again.
        let has_failed = failing.has_failed();
        failing.heal();
        import_into(&shared(failing), &after).unwrap();
        let found = self::found(memory, "again");
        assert_eq!(found.articles().len(), 4);
        assert_same(found.article(&"third".into()).unwrap(), after.article(&"third".into()).unwrap());
        let hidden = |path: &&std::path::PathBuf| path.to_string_lossy().ends_with(".tmp");
        assert_eq!(memory.files().keys().find(hidden), None, "after {calls} calls");
        has_failed
    });
}

fn import_into(disk: &Arc<dyn Disk>, project: &Project) -> Result<(), StoreError> {
    let annotators = BTreeSet::from([Annotator::from(ANA)]);
    let mut store = open::open_to_import(disk, Path::new(DIR))?.store;
    let mut import = store.begin_import(&annotators)?;
    for slot in project.articles().values() {
        import.put_article(slot.loaded().unwrap(), &annotators)?;
    }
    import.finish().map(drop)
}

#[test]
fn a_text_that_is_replaced_is_the_old_or_the_new_one() {
    let annotators = BTreeSet::from([Annotator::from(ANA)]);
    let new = Article::new("second".into(), Body::new("A new text."), Metadata::default(), []);
    for_every_failure(|failing, memory, calls| {
        let import = || {
            let mut store = open::open(&shared(failing), Path::new(DIR))?.store;
            let mut import = store.begin_import(&annotators)?;
            for id in 0..6 {
                // Enough calls for the disk to fail at each place.
                let other = Article::new(format!("x{id}").into(), Body::new("x"), Metadata::default(), []);
                import.put_article(&other, &annotators)?;
            }
            import.put_article(&new, &annotators)?;
            import.finish()
        };
        drop(import());
        let disk = shared(&memory.after_power_cut());
        let store = open::open(&disk, Path::new(DIR)).unwrap().store;
        match store.load(&"second".into()) {
            Ok(loaded) => {
                assert!(["A new text.", "قالت ليلى: «لا»."].contains(&loaded.article.body().text()));
            }
            Err(err) => assert!(matches!(err, StoreError::BodyChanged { .. }), "after {calls} calls: {err}"),
        }
        failing.has_failed()
    });
}

#[test]
fn a_project_that_could_not_be_made_can_be_made_again() {
    let project = news_project(&[]);
    for calls in 0.. {
        let memory = MemoryDisk::default();
        let failing = FailingDisk::after(memory.clone(), calls);
        let made = create::create(&failing, Path::new(DIR), &project);
        if !failing.has_failed() {
            made.unwrap();
            assert!(calls > 8);
            return;
        }
        assert!(made.is_err());
        failing.heal();
        if !matches!(
            create::create(&failing, Path::new(DIR), &project),
            Err(StoreError::ProjectExists { .. })
        ) {
            assert_same(&found(&memory.after_power_cut(), "made again"), &project);
        }
    }
}
