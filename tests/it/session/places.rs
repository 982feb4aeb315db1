//! Marking places that were looked through before, dismissing them, and looking for both.

use std::path::Path;
use std::sync::Arc;

use glossator::model::project::{Project, Slot};
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::kept::Kept;
use glossator::session::occurrences::Scope;
use glossator::session::search::Go;
use glossator::session::search::hits::{Found, Told, search};
use glossator::session::search::recheck::{Doubt, Recheck, recheck};
use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use glossator::text::folding::Folding;
use glossator::text::pattern::{Pattern, Query};

use super::fixture::{
    ANA, Counters, article, check, project, refused, run, session, session_with, shown, shown_in,
};
use super::markup::Markup;
use crate::common::import;

#[test]
fn places_of_several_articles_are_marked_in_one_step() {
    let mut session = session(&[("one", "¦Ali left, Ali"), ("two", "أُسَامَة and Ali")]);
    let places = r#"annotation.add_many label=person places='{"one":[[0,3],[10,13]],"two":[[0,16]]}'"#;
    let outcome = run(&mut session, places);
    assert_eq!(outcome.changed, 3);
    assert_eq!(shown(&session), "¦[a1:person|Ali] left, [a2:person|Ali]");
    assert_eq!(shown_in(&session, "two"), "[a3:person|أُسَامَة] and Ali");
    run(&mut session, "undo");
    assert_eq!(shown(&session), "¦Ali left, Ali");
    assert_eq!(shown_in(&session, "two"), "أُسَامَة and Ali");
    run(&mut session, "redo");
    assert_eq!(shown_in(&session, "two"), "[a3:person|أُسَامَة] and Ali");
}

#[test]
fn what_is_marked_already_is_left_out_and_counted() {
    let mut session = session(&[("one", "¦[m1:person|Ali] Baba, [m2:place|Lisk], Ali")]);
    let line = r#"annotation.add_many label=person places='{"one":[[0,3],[0,8],[10,14],[16,19],[16,19]]}'"#;
    let outcome = run(&mut session, line);
    assert_eq!(outcome.changed, 2);
    assert_eq!(outcome.message.as_deref(), Some("2 places marked, 3 were marked already"));
    assert_eq!(shown(&session), "¦[m1:person|Ali] Baba, [a1:person|[m2:place|Lisk]], [a2:person|Ali]");
    check("¦Ali", r#"annotation.add_many label=person places={"one":[]}"#, "¦Ali");
}

#[test]
fn one_wrong_place_leaves_everything_as_it_was() {
    let mut session = session(&[("one", "¦Ali left"), ("two", "José")]);
    let wrong = [
        (r#"annotation.add_many label=person places={"one":[[0,3]],"two":[[0,4]]}"#, "article two"),
        (r#"annotation.add_many label=person places={"one":[[0,3],[4,99]]}"#, "article one"),
        (r#"annotation.add_many label=person places={"one":[[0,3]],"three":[[0,1]]}"#, "three"),
        (r"annotation.add_many label=person places=[[0,3]]", "pairs of offsets by article"),
        (r#"annotation.add_many places={"one":[[0,3]]}"#, "no label is given"),
        (r#"annotation.add_many label=person entity=e1 places={"one":[[0,3]]}"#, "no entity e1"),
    ];
    for (line, reason) in wrong {
        refused(&mut session, line, reason);
    }
}

#[test]
fn a_dismissed_place_is_no_doubt_any_more() {
    let mut session = session(&[("one", "¦[m1:person|Ali], Ali, Ali")]);
    assert_eq!(doubts(&looked(&session)), ["Ali one:5 unmarked", "Ali one:10 unmarked"]);
    run(&mut session, "candidate.dismiss layer=entity start=5 end=8");
    assert_eq!(doubts(&looked(&session)), ["Ali one:10 unmarked"]);
    run(&mut session, "undo");
    assert_eq!(looked(&session).surfaces[0].places.len(), 2);
}

#[test]
fn doubts_are_words_marked_elsewhere_or_with_two_labels() {
    let session = session(&[
        (
            "one",
            "¦[m1:person|Ali] met [m2:place|Lisk]. Alice, [m3:person|Ali Baba] and [m4:organisation|Lisk]",
        ),
        ("two", "Ali in [m5:place|Lisk]; Lisk; [m6:figure|12] of 12"),
    ]);
    let found = looked(&session);
    let expected = [
        "Ali two:0 unmarked",
        "Lisk one:8 place",
        "Lisk one:34 organisation",
        "Lisk two:7 place",
        "Lisk two:13 unmarked",
    ];
    assert_eq!(doubts(&found), expected);
    assert_eq!(found.surfaces[1].labels, [("place".into(), 2), ("organisation".into(), 1)]);
}

#[test]
fn doubts_are_ones_own() {
    let mut project = Project::new("Test", super::fixture::schema());
    let theirs = article("one", "ben", &Markup::read("[m1:person|Ali] and Ali"));
    project.put_slot(Slot::Loaded(Arc::new(theirs)));
    let session = session_with(project, glossator::session::keeper::Unkept);
    assert_eq!(looked(&session), Recheck::default());
    assert!(
        found(&session, &Query { written: "Ali".into(), ..Query::default() }, 9)[0].hits[0].labels.is_empty()
    );
}

#[test]
fn a_search_shows_places_in_their_line_with_the_labels_they_have() {
    let session =
        session(&[("one", "¦The dam at [m1:place|Lisk]\nLISK"), ("two", "no"), ("three", "ليسك لِيسك")]);
    let folding = Folding { case: true, accents: true, arabic_forms: true, width: true };
    let latin = found(&session, &Query { written: "lisk".into(), folding, ..Query::default() }, 9);
    assert_eq!(latin.len(), 1);
    let hits = &latin[0].hits;
    assert_eq!(hits.iter().map(|hit| &*hit.excerpt.text).collect::<Vec<_>>(), ["The dam at Lisk", "LISK"]);
    assert_eq!(hits.iter().map(|hit| hit.labels.len()).collect::<Vec<_>>(), [1, 0]);
    let arabic = Query { written: "ليسك".into(), folding, ..Query::default() };
    assert_eq!(found(&session, &arabic, 9)[0].hits.len(), 2);
    assert_eq!(found(&session, &Query { folding: Folding::default(), ..arabic }, 9)[0].hits.len(), 1);
}

#[test]
fn articles_that_are_not_loaded_are_searched_and_marked() {
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
    let path = Path::new("/p");
    import(&disk, path, &project(&[("one", "[m1:person|Ali]"), ("two", "ليسك and Ali"), ("three", "Lisk")]));
    let opened = Kept::open(&disk, path, &ANA.into()).unwrap();
    let (env, keeper) = (Box::<Counters>::default(), Box::new(opened.keeper));
    let mut session = Session::new(opened.project, ANA.into(), opened.history, env, keeper);
    let ali = Query { written: "Ali".into(), ..Query::default() };
    let labels = |session: &Session| {
        let found = found(session, &ali, 9);
        found.iter().map(|found| found.hits[0].labels.len()).collect::<Vec<_>>()
    };
    assert_eq!(labels(&session), [1, 0]);
    assert_eq!(doubts(&looked(&session)), ["Ali two:13 unmarked"]);
    assert!(
        session.project().articles().values().all(|slot| slot.loaded().is_none()),
        "nothing stays loaded"
    );
    run(&mut session, r#"annotation.add_many label=person places={"two":[[13,16]]}"#);
    assert_eq!(labels(&session), [1, 1]);
    run(&mut session, "undo");
    assert_eq!(labels(&session), [1, 0]);
    session.close().unwrap();
}

#[test]
fn what_has_no_room_is_counted() {
    let session = session(&[("one", "¦Ali Ali Ali"), ("two", "Ali Ali")]);
    let query = Query { written: "Ali".into(), ..Query::default() };
    let counts = |room| {
        found(&session, &query, room).iter().map(|found| (found.hits.len(), found.more)).collect::<Vec<_>>()
    };
    let expected: [Vec<(usize, usize)>; 3] =
        [vec![(0, 3), (0, 2)], vec![(3, 0), (1, 1)], vec![(3, 0), (2, 0)]];
    assert_eq!([0, 4, 9].map(counts), expected);
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let session = session(&[("one", "¦Ali"), ("two", "Ali"), ("three", "Ali")]);
    let pattern = Pattern::new(&Query { written: "Ali".into(), ..Query::default() }).unwrap();
    let mut told = 0;
    search(&session.survey(&Scope::Project), &pattern, 9, |_| {
        told += 1;
        Go::Stop
    });
    assert_eq!(told, 1);
    assert_eq!(recheck(&session.survey(&Scope::Project), 9, |_| Go::Stop), None);
}

#[test]
fn the_words_of_a_chosen_mark_are_the_model_of_mark_all() {
    let mut session = session(&[("one", "¦[*m1:person|Ali] and Ali")]);
    let command = CommandKind::AnnotationMarkAll.resolve(&session, Arguments::new()).unwrap();
    let model = session.model_of_mark_all(&command).unwrap();
    assert_eq!((model.words.as_str(), model.label.as_str()), ("Ali", "person"));
    run(&mut session, "annotation.add_many label=person places={\"one\":[[8,11]]}");
    assert_eq!(shown(&session), "¦[*m1:person|Ali] and [a1:person|Ali]");
}

/// What a search of the whole project finds.
fn found(session: &Session, query: &Query, room: usize) -> Vec<Found> {
    let mut all = Vec::new();
    search(&session.survey(&Scope::Project), &Pattern::new(query).unwrap(), room, |told| {
        if let Told::Found(found) = told {
            all.push(found);
        }
        Go::On
    });
    all
}

fn looked(session: &Session) -> Recheck {
    recheck(&session.survey(&Scope::Project), 99, |_| Go::On).unwrap()
}

/// Every doubt in a line.
fn doubts(found: &Recheck) -> Vec<String> {
    let line = |words: &str, place: &glossator::session::search::recheck::Place| {
        let doubt = match &place.doubt {
            Doubt::Unmarked => "unmarked",
            Doubt::OtherLabel(label) => label.as_str(),
        };
        format!("{words} {}:{} {doubt}", place.article, place.span.start())
    };
    let surfaces = found.surfaces.iter();
    surfaces.flat_map(|surface| surface.places.iter().map(|place| line(&surface.words, place))).collect()
}
