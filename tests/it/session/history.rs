//! Undo and redo.

use std::sync::Arc;

use glossator::model::project::Slot;
use glossator::session::Session;

use super::fixture::{ANA, article, refused, run, session, shown, shown_in, try_run};
use super::markup::Markup;

/// Puts another text under an id, as another program does.
fn replace(session: &mut Session, id: &str, markup: &str) {
    let mut project = session.project().clone();
    project.put_slot(Slot::Loaded(Arc::new(article(id, ANA, &Markup::read(markup)))));
    session.take_in(project);
}

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

#[test]
fn a_mark_is_not_put_back_into_another_text() {
    let mut session = session(&[("one", "[*m1:person|Omar] left, 👨🏻‍🚒"), ("two", "‹Ali› stayed")]);
    run(&mut session, "annotation.delete");
    run(&mut session, "annotation.add article=two label=person start=0 end=3");
    replace(&mut session, "one", "قال عمر شيئا");
    // What was done elsewhere can be taken back, and done again.
    for command in ["undo", "redo", "undo"] {
        run(&mut session, command);
    }
    let reason = "\"annotation.delete\" cannot be undone: the text of article one is another one since then";
    refused(&mut session, "undo", reason);
    refused(&mut session, "history.go to=0", reason);
    let hints = try_run(&mut session, "undo").unwrap_err().hints;
    assert!(hints[0].contains("history.skip"), "{hints:?}");
    // With the old text in its place the step means what it meant.
    replace(&mut session, "one", "Omar left, 👨🏻‍🚒");
    run(&mut session, "undo");
    assert_eq!(shown_in(&session, "one"), "[m1:person|Omar]¦ left, 👨🏻‍🚒");
    run(&mut session, "redo");
    replace(&mut session, "one", "قال عمر شيئا");
    run(&mut session, "history.skip");
    refused(&mut session, "undo", "nothing to undo");
    assert_eq!(shown_in(&session, "one"), "قا¦ل عمر شيئا");
}

#[test]
fn a_mark_is_not_made_again_in_another_text() {
    let mut session = session(&[("one", "‹علي› 👨🏻‍🚒 left")]);
    run(&mut session, "annotation.add label=person");
    run(&mut session, "undo");
    replace(&mut session, "one", "علي عمر left");
    refused(
        &mut session,
        "redo",
        "\"annotation.add\" cannot be done again: the text of article one is another one",
    );
    refused(&mut session, "history.go to=1", "the text of article one is another one");
    replace(&mut session, "one", "علي 👨🏻‍🚒 left");
    run(&mut session, "redo");
    assert_eq!(shown(&session), "‹[a1:person|علي]› 👨🏻‍🚒 left");
}

#[test]
fn a_step_in_two_articles_stays_whole_when_one_has_another_text() {
    let mut session = session(&[("one", "Ali left"), ("two", "Ali again")]);
    run(&mut session, "annotation.mark_all text=Ali label=person scope=project");
    run(&mut session, "undo");
    replace(&mut session, "two", "Omar 👨🏻‍🚒 again");
    refused(&mut session, "redo", "the text of article two is another one");
    replace(&mut session, "two", "Ali again");
    run(&mut session, "redo");
    replace(&mut session, "two", "[a2:person|Ali] was there");
    refused(&mut session, "undo", "the text of article two is another one");
    assert_eq!(shown_in(&session, "one"), "¦[a1:person|Ali] left");
}

#[test]
fn a_step_of_the_register_goes_without_the_text_that_was_open() {
    for (text, expected) in [("Omar left", "‹Omar› left"), ("قال عمر", "¦قال عمر")] {
        let mut session = session(&[("one", "‹Omar› left"), ("two", "Ali")]);
        run(&mut session, "entity.add name=Omar");
        run(&mut session, "article.next");
        replace(&mut session, "one", text);
        run(&mut session, "undo");
        assert!(session.own_register().is_none_or(|register| register.entities.is_empty()));
        assert_eq!(shown(&session), expected, "a selection is put back into its own text alone");
    }
}
