//! What the index knows of an article is what its files say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::edit::{Change, apply};
use glossator::model::annotation::Annotation;
use glossator::model::article::Listing;
use glossator::model::id::ArticleId;
use glossator::model::project::Project;
use glossator::model::record::Record;
use glossator::session::tally::marks_by_label;
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::Layout;
use glossator::store::open;

use crate::common::{add_mark, import, news_project};
use crate::fixture::{DIR, at_work_on, note, removal};

/// Two annotators with several labels in two layers.
fn project() -> Project {
    let mut project =
        news_project(&[("first", "Ana saw 👨🏻‍🚒 Omar in Haifa.\r\n"), ("second", "قالت ليلى: «لا».")]);
    let marks = [
        ("first", "ana", "a1", "Ana", "person"),
        ("first", "ana", "a2", "Omar", "person"),
        ("first", "ana", "a3", "Haifa", "facility"),
        ("first", "ben", "b1", "👨🏻‍🚒 Omar", "facility"),
        ("second", "ben", "b2", "ليلى", "person"),
    ];
    for (article, annotator, id, quote, label) in marks {
        add_mark(&mut project, article, annotator, id, quote);
        if label != "person" {
            relabel(&mut project, article, id, label);
        }
    }
    project
}

fn relabel(project: &mut Project, article: &str, id: &str, label: &str) {
    let mark = project.article(&article.into()).unwrap().annotation(&id.into()).unwrap().clone();
    let after = Annotation { label: label.into(), ..Annotation::clone(&mark) };
    let (before, after) = (Record::Annotation(mark), Record::Annotation(Arc::new(after)));
    let key = before.key_in(&ArticleId::from(article));
    apply(project, &Change::replace(key, before, after).into()).unwrap();
}

fn listings(project: &Project) -> Vec<Listing> {
    project.articles().values().map(|slot| Listing::clone(&slot.listing())).collect()
}

fn opened(disk: &Arc<dyn Disk>) -> Project {
    open::open(disk, Path::new(DIR)).unwrap().project
}

#[test]
fn marks_are_counted_by_label_without_reading_them() {
    let (memory, project) = (MemoryDisk::default(), project());
    let disk: Arc<dyn Disk> = Arc::new(memory.clone());
    import(&disk, Path::new(DIR), &project);
    assert_eq!(listings(&opened(&disk)), listings(&project), "from the index");
    let cache = Layout::new(Path::new(DIR)).cache();
    let files: Vec<PathBuf> = memory.files().into_keys().filter(|path| path.starts_with(&cache)).collect();
    assert!(files.len() > 1);
    for path in &files {
        disk.remove(path).unwrap();
    }
    let found = opened(&disk);
    assert_eq!(listings(&found), listings(&project), "from the files");
    let of = |label: &str| ("entity".into(), label.into());
    let everybody = [(of("person"), 3), (of("facility"), 2)];
    assert_eq!(marks_by_label(&found, None), everybody.into());
    assert_eq!(marks_by_label(&found, Some(&"ben".into())), [(of("person"), 1), (of("facility"), 1)].into());
}

#[test]
fn a_mark_that_was_deleted_is_counted_no_longer_by_the_index() {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
    import(&disk, Path::new(DIR), &project());
    let (mut writer, mut project) = at_work_on(&disk, "ana");
    let edit = removal(&project, "first", "a3");
    note(&mut writer, &mut project, &edit);
    writer.save(&project).unwrap();
    drop(writer);
    let found = opened(&disk);
    assert_eq!(listings(&found), listings(&project));
    let counted = marks_by_label(&found, Some(&"ana".into()));
    assert_eq!(counted, [(("entity".into(), "person".into()), 2)].into());
}
