//! A project is written, read and written again through the store.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use glossator::edit::{Change, Edit, apply};
use glossator::model::annotation::{Annotation, Features, Origin};
use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{AnnotationId, Annotator, ArticleId};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::record::Record;
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::writer::Writer;
use glossator::store::{create, open, schema_file};

fn annotation(body: &Body, id: &str, quote: &str) -> Annotation {
    let start = body.text().find(quote).unwrap();
    Annotation {
        id: AnnotationId::from(id),
        annotator: Annotator::from("ana"),
        layer: "entity".into(),
        label: "person".into(),
        spans: body.span(start, start + quote.len()).unwrap().into(),
        features: Features::new(),
        flag: None,
        note: Some("e\u{301} 👨🏻‍🚒 \"quoted\"".to_owned()),
        origin: Origin::Hand,
        created: None,
        entity: None,
        claim: None,
        quantity: None,
        extra: Extra::default(),
    }
}

/// A disk with a project of one article.
fn project_on(disk: &Arc<dyn Disk>, dir: &Path, text: &str) -> ArticleId {
    let (schema, _) = schema_file::news().unwrap();
    create::create(&**disk, dir, &Project::new("Test", schema)).unwrap();
    let mut store = open::open(disk, dir).unwrap().store;
    let id = ArticleId::from("first");
    let mut import = store.begin_import(&BTreeSet::new()).unwrap();
    import
        .put_article(&Article::new(id.clone(), Body::new(text), Metadata::default(), []), &BTreeSet::new())
        .unwrap();
    assert_eq!(import.finish().unwrap(), 1);
    id
}

#[test]
fn what_is_noted_is_there_after_reopening_from_journal_and_from_files() {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
    let dir = Path::new("/p");
    let id = project_on(&disk, dir, "Die Ministerin Ŵalker sagte: «Nein».\r\n👨🏻‍🚒 firemen\n");
    let ana = Annotator::from("ana");
    let mut opened = Writer::open(&disk, dir, &ana).unwrap();
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
    let loaded = opened.writer.load(&id).unwrap();
    opened.project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
    let body = opened.project.article(&id).unwrap().body().clone();
    let record = Record::Annotation(Arc::new(annotation(&body, "a1", "Ŵalker")));
    let edit = Edit::from(Change::add(record.key_in(&id), record));
    apply(&mut opened.project, &edit).unwrap();
    opened.writer.note(&[&edit]).unwrap();
    let expected = opened.project.article(&id).unwrap().clone();

    // From the journal, as after a crash; a reader needs no lock.
    let found = open::open(&disk, dir).unwrap();
    assert_eq!(*found.store.load(&id).unwrap().article.works(), *expected.works());

    // From the RON files.
    assert!(opened.writer.save(&opened.project).unwrap().outside.is_empty());
    assert!(!opened.writer.is_dirty());
    let found = open::open(&disk, dir).unwrap();
    assert!(found.notices.is_empty(), "{:?}", found.notices);
    let loaded = found.store.load(&id).unwrap();
    assert!(loaded.notices.is_empty(), "{:?}", loaded.notices);
    assert_eq!(loaded.article, *expected);
}
