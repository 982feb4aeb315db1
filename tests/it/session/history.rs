//! Undo and redo.

use super::fixture::{refused, run, session, shown, shown_in};

#[test]
fn undo_goes_across_articles_and_shows_where() {
    let mut session = session(&[("one", "‹Ali› left"), ("two", "Omar stayed")]);
    run(&mut session, "annotation.add label=person");
    run(&mut session, "article.next");
    run(&mut session, "select start=0 end=4");
    run(&mut session, "annotation.add label=person");
    assert_eq!(shown(&session), "[*a2:person|Omar]¦ stayed");

    run(&mut session, "undo");
    assert_eq!(shown(&session), "‹Omar› stayed");
    run(&mut session, "undo");
    assert_eq!(shown(&session), "‹Ali› left");
    refused(&mut session, "undo", "nothing to undo");

    run(&mut session, "history.go to=2");
    assert_eq!(shown_in(&session, "one"), "[a1:person|Ali] left");
    assert_eq!(shown_in(&session, "two"), "‹[a2:person|Omar]› stayed");
    refused(&mut session, "redo", "nothing to redo");
    refused(&mut session, "history.go to=3", "steps 0 to 2");
}

#[test]
fn a_new_step_forgets_what_was_undone() {
    let mut session = session(&[("one", "‹Ali› left")]);
    run(&mut session, "annotation.add label=person");
    run(&mut session, "undo");
    run(&mut session, "annotation.add label=place");
    refused(&mut session, "redo", "nothing to redo");
}
