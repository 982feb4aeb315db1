//! A session of somebody else, to look at their work.

use std::sync::Arc;

use glossator::model::project::{Project, Slot};
use glossator::session::keeper::Unkept;

use super::fixture::{article, project, refused, run, session_with, shown, shown_in};
use super::markup::Markup;

/// Bea's marks in an article that ana has marked as well.
fn both() -> Project {
    let mut project = project(&[("one", "[a1:person|Ilsa] met ليلى 👩🏽‍🚒."), ("two", "[a2:place|हल्वार्ड].")]);
    let ana = project.article(&"one".into()).unwrap().work(&"ana".into()).unwrap().clone();
    let bea = article("one", "bea", &Markup::read("Ilsa met [b1:person|ليلى 👩🏽‍🚒]."));
    project.put_slot(Slot::Loaded(Arc::new(bea.with_work("ana".into(), ana))));
    project
}

#[test]
fn a_visit_shows_one_annotator_and_changes_nothing() {
    let mut own = session_with(both(), Unkept);
    run(&mut own, "article.open article=one");
    let mut visit = own.visit(&"bea".into(), "these are bea's").unwrap();
    assert_eq!((visit.annotator().as_str(), visit.visitor()), ("bea", Some(own.annotator())));
    assert!(own.visitor().is_none());
    assert!(shown(&visit).contains("[b1:person|ليلى 👩🏽‍🚒]") && !shown(&visit).contains("a1:"));
    for command in
        ["annotation.add label=person start=0 end=4", "undo", "status.set layer=entity status=done"]
    {
        refused(&mut visit, command, "these are bea's");
    }
    run(&mut visit, "annotation.choose id=b1");
    assert!(shown(&own).contains("[a1:person|Ilsa]") && own.desk().chosen.is_none());
}

#[test]
fn a_visit_follows_what_happens_to_the_project() {
    let mut own = session_with(both(), Unkept);
    run(&mut own, "article.open article=one");
    let mut visit = own.visit(&"bea".into(), "these are bea's").unwrap();
    let before = own.revision();
    let mut outside = both();
    let more = article("one", "bea", &Markup::read("[b2:person|Ilsa] met [b1:person|ليلى 👩🏽‍🚒]."));
    outside.put_slot(Slot::Loaded(Arc::new(more)));
    own.take_in(outside);
    assert!(own.revision() > before);
    visit.follow(own.project()).unwrap();
    assert!(shown(&visit).contains("[b2:person|Ilsa]"), "{}", shown(&visit));
    let mut gone = own.project().clone();
    gone.remove_slot(&"one".into());
    own.take_in(gone);
    visit.follow(own.project()).unwrap();
    assert!(visit.open_article().is_none());
    assert_eq!(shown_in(&visit, "two"), "हल्वार्ड.", "nobody else's marks are shown");
}
