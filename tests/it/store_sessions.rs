//! Any session: edits, saves that fail, articles let go of, power cuts. What was acknowledged is there afterwards.

use std::path::Path;
use std::sync::Arc;

use glossator::edit::apply;
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::project::{Project, Slot};
use glossator::store::disk::Disk;
use glossator::store::disk::failing::FailingDisk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, open};
use proptest::prelude::*;

use crate::common::{assert_same, import, open_all};
use crate::generate;
use crate::generate::dice::{Dice, dice};

const DIR: &str = "/p";

struct Session {
    failing: FailingDisk<MemoryDisk>,
    memory: MemoryDisk,
    who: Annotator,
    writer: Option<Writer>,
    project: Project,
}

impl Session {
    fn new(project: Project, who: Annotator) -> Self {
        let memory = MemoryDisk::default();
        let disk: Arc<dyn Disk> = Arc::new(memory.clone());
        import(&disk, Path::new(DIR), &project);
        let failing = FailingDisk::after(memory.clone(), i64::MAX);
        let mut session = Self { failing, memory, who, writer: None, project };
        session.open();
        session
    }

    /// Opens the project and finds what was there.
    fn open(&mut self) {
        let disk: Arc<dyn Disk> = Arc::new(self.failing.clone());
        let opened = Writer::open(&disk, Path::new(DIR), &self.who).unwrap();
        let OpenedForWork { mut writer, mut project, notices, .. } = opened;
        let is_odd = |notice: &&Notice| {
            !matches!(notice, Notice::ChangedOutside { .. } | Notice::RemovedOutside { .. })
        };
        assert!(!notices.iter().any(|notice| is_odd(&notice)), "{notices:?}");
        let ids: Vec<ArticleId> = project.articles().keys().cloned().collect();
        for id in ids {
            let article = writer.load(&id).unwrap().article;
            project.put_slot(Slot::Loaded(Arc::new(article)));
        }
        assert_same(&project, &self.project);
        self.writer = Some(writer);
    }

    fn step(&mut self, dice: &mut Dice) {
        let writer = self.writer.as_mut().unwrap();
        match dice.below(8) {
            0 => drop(writer.save(&self.project).unwrap()),
            1 => {
                self.failing.fail_after(dice.below(30).try_into().unwrap());
                drop(writer.save(&self.project));
                self.failing.heal();
            }
            2 => self.crash(),
            3 => {
                self.writer = None;
                self.open();
            }
            4 => self.let_go(dice),
            _ => {
                let edit = generate::edit(dice, &self.project, &self.who);
                if apply(&mut self.project, &edit).is_ok() {
                    writer.note(&[&edit]).unwrap();
                }
            }
        }
    }

    fn crash(&mut self) {
        self.writer = None;
        self.memory = self.memory.after_power_cut();
        self.failing = FailingDisk::after(self.memory.clone(), i64::MAX);
        self.open();
    }

    /// Lets go of an article, perhaps saves, and loads it again.
    fn let_go(&mut self, dice: &mut Dice) {
        let ids: Vec<ArticleId> = self.project.articles().keys().cloned().collect();
        let Some(id) = ids.get(dice.below(ids.len().max(1))) else { return };
        let expected = self.project.clone();
        self.project.unload(id);
        let writer = self.writer.as_mut().unwrap();
        if dice.once_in(2) {
            writer.save(&self.project).unwrap();
        }
        let article = writer.load(id).unwrap().article;
        self.project.put_slot(Slot::Loaded(Arc::new(article)));
        assert_same(&self.project, &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_was_acknowledged_is_there(mut rolls in dice(900), mut steps in dice(2000)) {
        let project = generate::project(&mut rolls);
        let who = generate::annotators(&mut rolls).pop_first().unwrap();
        let mut session = Session::new(project, who);
        for _ in 0..steps.below(20) {
            session.step(&mut steps);
        }
        session.writer.as_mut().unwrap().save(&session.project).unwrap();
        let disk: Arc<dyn Disk> = Arc::new(session.memory.after_power_cut());
        let (found, notices) = open_all(&disk, Path::new(DIR));
        let is_local = |notice: &Notice| matches!(notice, Notice::ChangedOutside { .. } | Notice::RemovedOutside { .. });
        prop_assert!(notices.iter().all(is_local), "{:?}", notices);
        assert_same(&found, &session.project);
        prop_assert!(open::open(&disk, Path::new(DIR)).unwrap().conflicts.is_empty());
    }
}
