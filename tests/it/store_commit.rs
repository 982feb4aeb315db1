//! The commit of an import: against files that have come meanwhile, and on a disk that fails in its midst.

use std::collections::BTreeSet;
use std::path::Path;

use glossator::model::id::Annotator;
use glossator::store::layout::{FileId, Layout};
use glossator::store::{StoreError, open};

use crate::common::{add_mark, news_project};
use crate::fixture::{DIR, Fixture};

#[test]
fn a_file_that_comes_while_an_import_is_written_is_not_written_over() {
    let layout = Layout::new(Path::new(DIR));
    let (ana, third) = (Annotator::from("ana"), "third".into());
    let files = [
        layout.body(&third),
        layout.file(&FileId::Article("third".into())),
        layout.file(&FileId::Work(ana.clone(), "third".into())),
        // In an article that is there, of somebody who had nothing in it.
        layout.file(&FileId::Work(Annotator::from("cem"), "second".into())),
    ];
    for path in files {
        for before in [None, Some("what a crash has left")] {
            let is_left = before.filter(|_| path == layout.body(&third));
            if before.is_some() && is_left.is_none() {
                continue;
            }
            let fixture = Fixture::new();
            if let Some(text) = is_left {
                fixture.disk.write(&path, text.as_bytes()).unwrap();
            }
            let error = import_around(&fixture, || {
                fixture.disk.write(&path, "brought by a sync tool: 👩🏽‍⚕️ ليلى".as_bytes()).unwrap();
            })
            .unwrap_err();
            assert!(matches!(&error, StoreError::ChangedMeanwhile { path: at } if *at == path), "{error}");
            assert_eq!(fixture.text(&path), "brought by a sync tool: 👩🏽‍⚕️ ليلى");
            fixture.disk.remove(&path).unwrap();
            import_around(&fixture, || ()).unwrap();
            assert_eq!(fixture.read().0.articles().len(), 3);
        }
    }
}

/// Imports an article that is new and work in one that is there, and does `meanwhile` before the commit.
fn import_around(fixture: &Fixture, meanwhile: impl FnOnce()) -> Result<usize, StoreError> {
    let annotators: BTreeSet<Annotator> = ["ana", "cem"].map(Annotator::from).into();
    let mut new = news_project(&[("third", "देवनागरी"), ("second", "قالت ليلى: «لا».")]);
    add_mark(&mut new, "third", "ana", "t1", "देवनागरी");
    add_mark(&mut new, "second", "cem", "c1", "لا");
    let mut store = open::open(&fixture.disk, Path::new(DIR)).unwrap().store;
    let mut import = store.begin_import(&annotators)?;
    import.put_article(new.article(&"third".into()).unwrap(), &annotators)?;
    let cem = [Annotator::from("cem")].into();
    import.put_article(new.article(&"second".into()).unwrap(), &cem)?;
    let staged = import.seal();
    meanwhile();
    staged.commit(&mut store, &mut |_| ())
}
