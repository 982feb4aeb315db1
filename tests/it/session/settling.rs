//! Figures that do not go together: what people find out about them, and for how long it holds.

use glossator::ledger::compare::Outcome;
use glossator::ledger::figures::FigureRow;
use glossator::model::register::SettlementKind;
use glossator::session::Session;
use glossator::session::books::Books;

use super::fixture::{refused, run, session};

const ARTICLES: &[(&str, &str)] = &[
    ("one", "¦On Monday [m1:figure|31] died."),
    ("three", "¦On Friday [m3:figure|over 300] fled, and [m4:figure|31] died 🚒."),
    ("two", "¦On Tuesday [m2:figure|58] died."),
];

/// What the figures of the three articles count.
pub(crate) fn counted() -> Session {
    let mut session = session(ARTICLES);
    let value = |low: u32, property: &str| {
        format!(
            r#"{{"low":{low},"high":{low},"kind":"count","counted":"people","property":"{property}","place":"Lisk"}}"#
        )
    };
    for (article, mark, low, property) in [
        ("one", "m1", 31, "killed"),
        ("two", "m2", 58, "killed"),
        ("three", "m4", 31, "killed"),
        ("three", "m3", 300, "fled"),
    ] {
        run(
            &mut session,
            &format!("quantity.set article={article} id={mark} quantity={}", value(low, property)),
        );
    }
    session
}

const PAIR: &str = "one=m1 one_article=one other=m2 other_article=two";

/// Whether the only conflict is open, what it was settled as, and whether that holds.
fn settled(books: &mut Books, session: &Session) -> (usize, Option<(SettlementKind, bool)>) {
    books.follow(session);
    let ledger = books.ledger();
    let conflicts = ledger.conflicts();
    let [FigureRow { findings, .. }] = &conflicts[..] else { panic!("{conflicts:#?}") };
    let [finding] = &findings[..] else { panic!("{findings:#?}") };
    assert_eq!(finding.outcome, Outcome::Conflict);
    let settled = finding.settled.as_ref().map(|settled| (settled.settlement.kind, settled.holds));
    (ledger.open_len(), settled)
}

#[test]
fn what_is_settled_is_kept_until_a_figure_changes() {
    let mut session = counted();
    let mut books = Books::new(session.annotator().clone());
    assert_eq!(settled(&mut books, &session), (1, None));
    run(&mut session, &format!("figures.settle {PAIR} as=update why='the toll rose'"));
    assert_eq!(settled(&mut books, &session), (0, Some((SettlementKind::Update, true))));
    let register = session.own_register().unwrap();
    let known = register.settlements.values().next().unwrap();
    assert_eq!((known.annotator.as_str(), known.why.as_deref()), ("ana", Some("the toll rose")));
    assert!(
        known.at.is_some() && known.one.said.contains("31") && known.other.said.contains("people killed")
    );
    // A mark elsewhere changes nothing; another value opens it again.
    run(&mut session, r#"quantity.set article=three id=m3 quantity={"low":301,"kind":"count"}"#);
    assert_eq!(settled(&mut books, &session).0, 0);
    run(
        &mut session,
        r#"quantity.set article=two id=m2 quantity={"low":59,"high":59,"kind":"count","counted":"people","property":"killed","place":"Lisk"}"#,
    );
    assert_eq!(settled(&mut books, &session), (1, Some((SettlementKind::Update, false))));
    // Settled again, the other way round, it is one settlement still.
    run(&mut session, "figures.settle one=m2 one_article=two other=m1 other_article=one as=conflict");
    assert_eq!(settled(&mut books, &session), (0, Some((SettlementKind::Conflict, true))));
    assert_eq!(session.own_register().unwrap().settlements.len(), 1);
    for (open, before) in
        [(1, Some((SettlementKind::Update, false))), (0, Some((SettlementKind::Update, true)))]
    {
        run(&mut session, "undo");
        assert_eq!(settled(&mut books, &session), (open, before), "each step is undone by itself");
    }
    run(&mut session, &format!("figures.reopen {PAIR}"));
    assert_eq!(settled(&mut books, &session), (1, None));
}

#[test]
fn what_cannot_be_settled_is_refused() {
    let mut session = counted();
    refused(
        &mut session,
        "figures.settle one=m1 one_article=one other=m1 other_article=one as=error",
        "with itself",
    );
    refused(
        &mut session,
        "figures.settle one=m1 one_article=one other=m2 other_article=one as=error",
        "no figure m2",
    );
    refused(
        &mut session,
        "figures.settle one=m1 one_article=nine other=m2 other_article=two as=error",
        "nine",
    );
    refused(&mut session, &format!("figures.settle {PAIR} as=maybe"), "update or different");
    refused(&mut session, &format!("figures.reopen {PAIR}"), "not settled");
}

#[test]
fn figures_inherit_the_event_of_their_article() {
    let mut session = counted();
    run(&mut session, "event.add id=flood name='Velm flood'");
    run(&mut session, "event.add id=quake name=Quake");
    run(&mut session, "article.event article=one event=flood");
    run(&mut session, "article.event article=two event=flood");
    let mut books = Books::new(session.annotator().clone());
    books.follow(&session);
    let of = |books: &Books, mark: &str| {
        let groups = books.ledger().groups();
        let found = groups.into_iter().find(|(group, _)| {
            books.ledger().figures(group).figures.iter().any(|(_, figure)| figure.annotation.as_str() == mark)
        });
        found.unwrap().0.event.as_ref().map(ToString::to_string)
    };
    assert_eq!([of(&books, "m1"), of(&books, "m4")], [Some("flood".to_owned()), None]);
    let events = books.ledger().events();
    let flood = events.iter().find(|row| row.event.name == "Velm flood").unwrap();
    assert_eq!((flood.articles.len(), flood.figures), (2, 2));
    // What a figure says itself holds.
    run(
        &mut session,
        r#"quantity.set article=one id=m1 quantity={"low":31,"high":31,"kind":"count","counted":"people","event":"quake"}"#,
    );
    books.follow(&session);
    assert_eq!(of(&books, "m1"), Some("quake".to_owned()));
    // An event that is deleted is the event of nothing; one step brings all of it back.
    run(&mut session, "event.delete event=flood");
    books.follow(&session);
    assert_eq!(of(&books, "m2"), None);
    assert!(session.own_work(&"two".into()).unwrap().event().is_none());
    run(&mut session, "undo");
    books.follow(&session);
    assert_eq!(of(&books, "m2"), Some("flood".to_owned()));
    run(&mut session, "article.event article=two event=''");
    assert!(session.own_work(&"two".into()).unwrap().event().is_none());
    refused(&mut session, "article.event article=two event=nine", "no event nine");
}
