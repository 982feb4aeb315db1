//! A small project on a disk in memory, people at work in it, and other programs that write to its files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::edit::{Change, Edit, apply};
use glossator::model::annotation::Annotation;
use glossator::model::id::Annotator;
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{Notice, StoreError};

use crate::common::{add_mark, import, news_project, open_all};

/// The folder of the project.
pub(crate) const DIR: &str = "/p";

/// A project of two articles with marks of ana and ben, on a disk in memory.
pub(crate) struct Fixture {
    pub(crate) memory: MemoryDisk,
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) project: Project,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let mut project = news_project(&[("first", "Ana saw 👨🏻‍🚒 Omar.\r\n"), ("second", "قالت ليلى: «لا».")]);
        add_mark(&mut project, "first", "ana", "a1", "Ana");
        add_mark(&mut project, "first", "ana", "a2", "Omar");
        add_mark(&mut project, "first", "ben", "b1", "Omar");
        add_mark(&mut project, "second", "ana", "a3", "ليلى");
        let memory = MemoryDisk::default();
        let disk: Arc<dyn Disk> = Arc::new(memory.clone());
        import(&disk, Path::new(DIR), &project);
        Self { memory, disk, project }
    }

    pub(crate) fn text(&self, path: &Path) -> String {
        String::from_utf8(self.disk.read(path).unwrap()).unwrap()
    }

    /// What another program does to a file.
    pub(crate) fn rewrite(&self, path: &Path, change: impl FnOnce(String) -> String) {
        let text = change(self.text(path));
        self.disk.write(path, text.as_bytes()).unwrap();
    }

    pub(crate) fn writer(&self, annotator: &str) -> OpenedForWork {
        self.try_writer(annotator).unwrap()
    }

    pub(crate) fn try_writer(&self, annotator: &str) -> Result<OpenedForWork, StoreError> {
        Writer::open(&self.disk, Path::new(DIR), &Annotator::from(annotator))
    }

    /// A writer with both articles loaded.
    pub(crate) fn at_work(&self, annotator: &str) -> (Writer, Project) {
        at_work_on(&self.disk, annotator)
    }

    pub(crate) fn read(&self) -> (Project, Vec<Notice>) {
        open_all(&self.disk, Path::new(DIR))
    }
}

/// The file with the work of `annotator` in `article`.
pub(crate) fn work_file(annotator: &str, article: &str) -> PathBuf {
    Layout::new(Path::new(DIR)).file(&FileId::Work(annotator.into(), article.into()))
}

/// A writer on `disk` with both articles loaded.
pub(crate) fn at_work_on(disk: &Arc<dyn Disk>, annotator: &str) -> (Writer, Project) {
    let opened = Writer::open(disk, Path::new(DIR), &Annotator::from(annotator)).unwrap();
    let OpenedForWork { mut writer, mut project, .. } = opened;
    for id in ["first", "second"] {
        let loaded = writer.load(&id.into()).unwrap();
        project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
    }
    (writer, project)
}

pub(crate) fn note(writer: &mut Writer, project: &mut Project, edit: &Edit) {
    apply(project, edit).unwrap();
    writer.note(&[edit]).unwrap();
}

/// The edit that puts a remark on an annotation.
pub(crate) fn remark(project: &Project, article: &str, id: &str, text: &str) -> Edit {
    let article = project.article(&article.into()).unwrap();
    let before = article.annotation(&id.into()).unwrap();
    let after = Annotation { note: Some(text.to_owned()), ..before.as_ref().clone() };
    let (before, after) = (Record::Annotation(before.clone()), Record::Annotation(Arc::new(after)));
    Change::replace(before.key_in(article.id()), before, after).into()
}

pub(crate) fn removal(project: &Project, article: &str, id: &str) -> Edit {
    let article = project.article(&article.into()).unwrap();
    let before = Record::Annotation(article.annotation(&id.into()).unwrap().clone());
    Change::remove(before.key_in(article.id()), before).into()
}

pub(crate) fn note_of<'a>(project: &'a Project, article: &str, id: &str) -> Option<&'a str> {
    project.article(&article.into()).unwrap().annotation(&id.into())?.note.as_deref()
}

pub(crate) fn has_mark(project: &Project, article: &str, id: &str) -> bool {
    project.article(&article.into()).unwrap().annotation(&id.into()).is_some()
}

/// Puts `note: "..."` on the annotation `id` in the text of a file.
pub(crate) fn with_note(text: &str, id: &str, note: &str) -> String {
    let row = format!("(id: \"{id}\", ");
    assert!(text.contains(&row));
    text.replace(&row, &format!("{row}note: \"{note}\", "))
}
