//! Marking every occurrence.

use glossator::model::annotation::Origin;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;

use super::fixture::{check, check_in, mark, refused, run, session, shown, shown_in};

#[test]
fn every_occurrence_is_marked_in_one_step() {
    let mut session = session(&[("one", "‹Ali› and Ali's [m1:place|Ali] in Aligarh")]);
    check_in(
        &mut session,
        "annotation.mark_all label=person",
        "‹[a1:person|Ali]› and [a2:person|Ali]'s [a3:person|[m1:place|Ali]] in Aligarh",
    );
    assert_eq!(mark(&session, "a2").origin, Origin::Bulk);
    assert_eq!(session.history().done(), 1);
}

#[test]
fn marking_all_twice_adds_nothing() {
    let mut session = session(&[("one", "‹Ali› and Ali")]);
    assert_eq!(run(&mut session, "annotation.mark_all label=person").changed, 2);
    let again = run(&mut session, "annotation.mark_all label=person");
    assert_eq!((again.changed, session.history().done()), (0, 1));
    assert_eq!(again.message.as_deref(), Some("0 of 2 occurrences marked"));
}

#[test]
fn the_chosen_mark_is_the_model() {
    check(
        "[*m1:person|علي]¦ قال وعلي قال: علي",
        "annotation.mark_all",
        "[*m1:person|علي]¦ قال وعلي قال: [a1:person|علي]",
    );
    check(
        "[*m1:person|علي]¦ قال وعلي",
        "annotation.mark_all inflections=true",
        "[*m1:person|علي]¦ قال [a1:person|وعلي]",
    );
    check("[*m1:place|巴古斯]¦在巴古斯", "annotation.mark_all", "[*m1:place|巴古斯]¦在[a1:place|巴古斯]");
}

#[test]
fn what_counts_as_the_same_can_be_chosen() {
    let text = "¦Jose, JOSE, José, Joses";
    check(text, "annotation.mark_all text=Jose label=person", "¦[a1:person|Jose], JOSE, José, Joses");
    check(
        text,
        "annotation.mark_all text=Jose label=person case=false",
        "¦[a1:person|Jose], [a2:person|JOSE], José, Joses",
    );
    check(
        text,
        "annotation.mark_all text=Jose label=person accents=false",
        "¦[a1:person|Jose], JOSE, [a2:person|José], Joses",
    );
    check(
        text,
        "annotation.mark_all text=Jose label=person whole_words=false",
        "¦[a1:person|Jose], JOSE, José, [a2:person|Jose]s",
    );
}

#[test]
fn the_same_word_in_three_lines_is_three_marks() {
    check(
        "β-catenin\nβ-catenin\r\n‹β-catenin›",
        "annotation.mark_all label=person",
        "[a1:person|β-catenin]\n[a2:person|β-catenin]\r\n‹[a3:person|β-catenin]›",
    );
}

#[test]
fn a_bulk_step_over_the_project_is_undone_at_once() {
    let mut session = session(&[("one", "¦Ali left"), ("two", "Ali and Ali stayed")]);
    let outcome = run(&mut session, "annotation.mark_all text=Ali label=person scope=project");
    assert_eq!(outcome.changed, 3);
    assert_eq!(shown_in(&session, "two"), "[a2:person|Ali] and [a3:person|Ali] stayed");
    run(&mut session, "article.open article=two");
    run(&mut session, "undo");
    assert_eq!(shown(&session), "¦Ali left");
    assert_eq!(shown_in(&session, "two"), "Ali and Ali stayed");
    run(&mut session, "redo");
    assert_eq!(shown_in(&session, "one"), "¦[a1:person|Ali] left");
}

#[test]
fn hits_can_be_looked_through_before() {
    let mut session = session(&[("one", "¦Ali, [m1:person|Ali], Ali")]);
    let arguments = Arguments::new().with("text", "Ali").with("label", "person");
    let command = CommandKind::AnnotationMarkAll.resolve(&session, arguments.clone()).unwrap();
    let hits = session.preview_mark_all(&command).unwrap();
    let seen: Vec<(usize, bool)> = hits.iter().map(|hit| (hit.span.start(), hit.marked)).collect();
    assert_eq!(seen, [(0, false), (5, true), (10, false)]);
    let except = arguments.with("except", vec!["one:0".to_owned()]);
    session.perform(CommandKind::AnnotationMarkAll, except).unwrap();
    assert_eq!(shown(&session), "¦Ali, [m1:person|Ali], [a1:person|Ali]");
}

#[test]
fn words_and_a_label_are_needed() {
    let mut session = session(&[("one", "¦Ali")]);
    refused(&mut session, "annotation.mark_all label=person", "no mark is chosen");
    refused(&mut session, "annotation.mark_all text=Ali", "no label is given");
    refused(&mut session, "annotation.mark_all text=' ' label=person", "no words");
}
