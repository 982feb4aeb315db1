//! Every prefix and every flipped byte of every file: an error, a notice or the right content, never something else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use glossator::edit::history::{History, Revision, View};
use glossator::model::effort::{Effort, EffortKey};
use glossator::model::id::{Annotator, ArticleId};
use glossator::model::project::{Project, Slot};
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::store::layout::Layout;
use glossator::store::writer::Writer;
use glossator::store::{Notice, StoreError, open};
use jiff::civil::date;
use rayon::prelude::*;

use crate::common::{add_mark, import, mark, open_all, small_project};

const DIR: &str = "/p";
const ARTICLE: &str = "a1";

fn shared(disk: &MemoryDisk) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

/// A small project that was worked in and closed, and what it holds.
fn closed() -> (MemoryDisk, Project, History) {
    let disk = MemoryDisk::default();
    let mut project = small_project(&[(ARTICLE, "Omar e\u{301} 👨🏻‍🚒\r\n")]);
    add_mark(&mut project, ARTICLE, "ana", "m1", "Omar");
    add_mark(&mut project, ARTICLE, "ben", "m2", "👨🏻‍🚒");
    import(&shared(&disk), Path::new(DIR), &project);
    let ana = Annotator::from("ana");
    let mut writer = Writer::open(&shared(&disk), Path::new(DIR), &ana).unwrap().writer;
    let edit = mark(&project, ARTICLE, "ana", "m3", "e\u{301}");
    add_mark(&mut project, ARTICLE, "ana", "m3", "e\u{301}");
    writer.note(&[&edit]).unwrap();
    let mut history = History::default();
    history.push(Revision {
        edit,
        command: "annotation.add".to_owned(),
        at: None,
        view: View::default(),
        texts: BTreeMap::new(),
    });
    writer.note_history(history.to_undo(), 1).unwrap();
    writer.save(&project).unwrap();
    writer.note_effort(&effort(61));
    writer.save_effort();
    writer.rewrite_history(&history).unwrap();
    drop(writer);
    let (found, notices) = open_all(&shared(&disk), Path::new(DIR));
    assert!(notices.is_empty() && found == project, "{notices:?}");
    (disk, project, history)
}

/// Time that ana has spent.
fn effort(seconds: u64) -> Effort {
    let mut effort = Effort::default();
    effort.add(EffortKey { article: ARTICLE.into(), day: date(2026, 11, 22), layer: None }, seconds);
    effort
}

/// What is wrong with how a project is opened of which `path` was changed; `None` if that was noticed, or makes no
/// difference.
fn silent_change(disk: &MemoryDisk, path: &Path, expected: &Project, history: &History) -> Option<String> {
    let disk = shared(disk);
    let Ok(open::Opened { store, mut project, mut notices, .. }) = open::open(&disk, Path::new(DIR)) else {
        return None;
    };
    let loaded: Result<_, StoreError> = store.load(&ArticleId::from(ARTICLE));
    let Ok(loaded) = loaded else { return None };
    notices.extend(loaded.notices);
    project.put_slot(Slot::Loaded(Arc::new(loaded.article)));
    if notices.is_empty() && project != *expected {
        return Some(format!("opened as {project:?}"));
    }
    if !path.to_string_lossy().contains("/history/") {
        return None;
    }
    let opened = Writer::open(&disk, Path::new(DIR), &Annotator::from("ana")).ok()?;
    let is_noticed = opened.notices.iter().any(|notice| matches!(notice, Notice::Damaged { .. }));
    // The end of a history can be lost with a power cut; undo then begins with an earlier step.
    let is_part = history.revisions().starts_with(opened.history.revisions());
    (!is_noticed && !is_part).then(|| format!("undo is {:?}", opened.history))
}

fn check(damage: impl Fn(&[u8]) -> Vec<Vec<u8>> + Sync) {
    let (disk, project, history) = closed();
    let files: Vec<(PathBuf, Vec<u8>)> = disk.files().into_iter().collect();
    assert!(files.len() > 20, "the index has {} files", files.len());
    for (path, bytes) in files {
        damage(&bytes).into_par_iter().enumerate().for_each(|(place, damaged)| {
            let disk = disk.fork();
            disk.write(&path, &damaged).unwrap();
            if let Some(found) = silent_change(&disk, &path, &project, &history) {
                let text = String::from_utf8_lossy(&damaged);
                panic!("{} at {place}: {found}\n{text}", path.display());
            }
        });
    }
}

#[test]
fn every_prefix_of_every_file_is_noticed_or_right() {
    check(|bytes| (0..bytes.len()).map(|len| bytes[..len].to_vec()).collect());
}

#[test]
fn every_prefix_of_the_time_spent_is_named_or_right() {
    let (disk, ..) = closed();
    let path = Layout::new(Path::new(DIR)).effort(&"ana".into());
    let bytes = disk.read(&path).unwrap();
    for len in 0..bytes.len() {
        disk.write(&path, &bytes[..len]).unwrap();
        let opened = open::open(&shared(&disk), Path::new(DIR)).unwrap();
        let is_named = matches!(&opened.notices[..], [Notice::Effort(_)]);
        let is_right = opened.efforts.get(&"ana".into()) == Some(&effort(61));
        // Only the last line end can be missed.
        assert!(is_named != is_right && is_right == (len == bytes.len() - 1), "{len}: {:?}", opened.notices);
    }
}

#[test]
fn every_flipped_byte_of_every_file_is_noticed_or_right() {
    let flip = |bytes: &[u8], place: usize, bit: u8| {
        let mut bytes = bytes.to_vec();
        bytes[place] ^= bit;
        bytes
    };
    check(|bytes| {
        (0..bytes.len()).flat_map(|place| [0x01, 0x20, 0x80].map(|bit| flip(bytes, place, bit))).collect()
    });
}

#[test]
fn without_an_index_no_damage_is_a_panic() {
    let (disk, ..) = closed();
    let files: Vec<(PathBuf, Vec<u8>)> = disk.files().into_iter().collect();
    let index = |path: &Path| path.to_string_lossy().contains("/cache/");
    for (path, _) in files.iter().filter(|(path, _)| index(path)) {
        disk.remove(path).unwrap();
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !index(path)) {
        for len in 0..bytes.len() {
            let disk = disk.fork();
            disk.write(path, &bytes[..len]).unwrap();
            let Ok(opened) = open::open(&shared(&disk), Path::new(DIR)) else { continue };
            // Whatever is said, an article that does load has its own text.
            if let Ok(loaded) = opened.store.load(&ArticleId::from(ARTICLE)) {
                assert_eq!(loaded.article.body().text(), "Omar e\u{301} 👨🏻‍🚒\r\n");
            }
        }
    }
}
