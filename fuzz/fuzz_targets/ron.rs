//! Any bytes as a file of a project folder: refused or read, and what was read survives work and saving.
//!
//! The first byte chooses the file. The others are those of a small project.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use glossator::edit::{Change, Edit, apply};
use glossator::exchange::importer::ImportOptions;
use glossator::model::id::ArticleId;
use glossator::model::project::{Project, Slot};
use glossator::model::record::{ArticleKey, ProjectKey, Record, RecordKey};
use glossator::model::register::Event;
use glossator::model::status::DocumentLabels;
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::{FileId, Layout};
use glossator::store::writer::{OpenedForWork, Writer};
use glossator::store::{create, open};
use glossator::text::offsets::OffsetUnit;
use glossator_fuzz::{assert_same, export_jsonl, read};
use libfuzzer_sys::fuzz_target;

/// The project folder.
const ROOT: &str = "/project";
/// The article that the seeds are about, so that their offsets fit.
const ARTICLE: &str = "halvard-post-day1-dam-breached";
const BODY: &[u8] =
    include_bytes!("../../projects/lisk-dam/articles/halvard-post-day1-dam-breached-a9da2b4f.txt");

static DISK: LazyLock<MemoryDisk> = LazyLock::new(|| {
    let name = format!("{ARTICLE}.txt");
    let project = read(&[(&name, BODY)], &ImportOptions::by("ana".into()));
    let project = project.expect("the article can be read").expect("it holds together");
    let memory = MemoryDisk::default();
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    create::create(&memory, Path::new(ROOT), &project).expect("memory takes everything");
    let mut store = open::open(&disk, Path::new(ROOT)).expect("what was made can be opened").store;
    let annotators = ["ana".into()].into();
    let mut import = store.begin_import(&annotators).expect("nobody else is at work");
    for article in project.articles().values().filter_map(Slot::loaded) {
        import.put_article(article, &annotators).expect("memory takes everything");
    }
    import.finish().expect("memory takes everything");
    memory
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let layout = Layout::new(Path::new(ROOT));
    let article = ArticleId::from(ARTICLE);
    let path = match choice % 7 {
        0 => layout.file(&FileId::Project),
        1 => layout.file(&FileId::Article(article)),
        2 => layout.file(&FileId::Work("ana".into(), article)),
        3 => layout.file(&FileId::Register("ana".into())),
        4 => layout.journal(&"ana".into()),
        5 => layout.history(&"ana".into()),
        _ => layout.effort(&"ana".into()),
    };
    let memory = DISK.fork();
    for folder in [path.parent(), path.parent().and_then(Path::parent)].into_iter().flatten() {
        memory.create_folder(folder).expect("memory takes everything");
    }
    memory.write(&path, bytes).expect("memory takes everything");
    let disk: Arc<dyn Disk> = Arc::new(memory);
    work(&disk);
});

/// Opens the project, changes a record in each file, saves, and compares.
fn work(disk: &Arc<dyn Disk>) {
    let Ok(OpenedForWork { mut writer, mut project, effort, .. }) =
        Writer::open(disk, Path::new(ROOT), &"ana".into())
    else {
        return;
    };
    for id in writer.store().ids() {
        match writer.load(&id) {
            Ok(loaded) if loaded.unreadable.is_empty() => {
                project.put_slot(Slot::Loaded(Arc::new(loaded.article)))
            }
            _ => return,
        }
    }
    let edit = edit(&project);
    if apply(&mut project, &edit).is_err() {
        return;
    }
    writer.note(&[&edit]).expect("memory takes everything");
    // What cannot be read is not written over, which makes saving fail; the journal holds it all the same.
    let saved = writer.save(&project);
    writer.note_effort(&effort);
    writer.save_effort();
    drop(writer);
    let opened = open::open(disk, Path::new(ROOT)).expect("saving leaves what can be opened");
    let mut again = opened.project;
    for id in opened.store.ids() {
        let loaded = opened.store.load(&id).expect("saving leaves what can be read");
        again.put_slot(Slot::Loaded(Arc::new(loaded.article)));
    }
    if saved.is_ok() {
        assert!(opened.unreadable.is_empty(), "{:?}", opened.unreadable);
    }
    assert_eq!(opened.efforts.get(&"ana".into()).cloned().unwrap_or_default(), effort);
    let written = |project: &Project| export_jsonl(project, OffsetUnit::Byte);
    assert_same(&written(&again), &written(&project));
}

/// A change in each kind of file.
fn edit(project: &Project) -> Edit {
    let mut edit = Edit::default();
    let mut change = |key: RecordKey, after: Record| {
        let before = project.record(&key).ok().flatten();
        edit.changes.push(Change { key, before, after: Some(after) });
    };
    change(RecordKey::Project(ProjectKey::Name), Record::Name("fuzzed".into()));
    let event = Record::Event(Arc::new(Event {
        id: "fuzz".into(),
        annotator: "ana".into(),
        name: "breach".to_owned(),
        date: None,
        place: None,
        note: None,
        extra: glossator::model::extra::Extra::default(),
    }));
    change(event.shared_key().expect("an event belongs to a register"), event);
    for id in project.articles().keys() {
        let labels = DocumentLabels { annotator: "ana".into(), labels: vec!["disaster".to_owned()] };
        let key = RecordKey::Article(id.clone(), ArticleKey::DocumentLabels("ana".into()));
        change(key, Record::DocumentLabels(Arc::new(labels)));
    }
    edit
}
