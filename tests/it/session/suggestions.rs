//! Suggestions that wait, as candidates.

use std::sync::Arc;

use glossator::edit::{Change, Edit};
use glossator::model::annotation::{Features, Origin};
use glossator::model::decision::Outcome;
use glossator::model::extra::Extra;
use glossator::model::project::Project;
use glossator::model::record::Record;
use glossator::model::span::Span;
use glossator::model::suggestion::Suggestion;
use glossator::model::work::Work;
use glossator::session::Session;

use super::fixture::{ANA, press, project, run, session_with};
use glossator::session::keeper::Unkept;

const TEXT: &str = "👩🏽‍🚒 Ilsa Maren met Toma Reyk in حلوان, and 30 others.";

/// A suggestion of `label` on `words`; its score in hundredths.
fn suggestion(id: &str, label: &str, words: &str, score: i64) -> Suggestion {
    let start = TEXT.find(words).unwrap();
    Suggestion {
        id: id.into(),
        annotator: ANA.into(),
        rule: "tagger".to_owned(),
        spans: Span::new(start, start + words.len()).unwrap().into(),
        layer: "entity".into(),
        label: label.into(),
        features: Features::new(),
        score: Some(rust_decimal::Decimal::new(score, 2)),
        version: Some("2.1".to_owned()),
        at: None,
        extra: Extra::default(),
    }
}

/// A session with suggestions in its only article, the cursor at the start.
fn session(suggestions: &[Suggestion]) -> Session {
    let mut project: Project = project(&[("one", TEXT)]);
    let add = |suggestion: &Suggestion| {
        let record = Record::Suggestion(Arc::new(suggestion.clone()));
        Change::add(record.key_in(&"one".into()), record)
    };
    let edit: Edit = suggestions.iter().map(add).collect();
    glossator::edit::apply(&mut project, &edit).unwrap();
    let mut session = session_with(project, Unkept);
    run(&mut session, "article.open article=one");
    run(&mut session, "select start=0");
    session
}

fn selected(session: &Session) -> &str {
    &TEXT[session.desk().selection.range()]
}

/// Labels and words of the marks.
fn marks(session: &Session) -> Vec<(String, &'static str)> {
    let work = session.own_work(&"one".into());
    let marks = work.into_iter().flat_map(Work::in_order);
    marks.map(|mark| (mark.label.to_string(), &TEXT[mark.spans.hull().range()])).collect()
}

fn outcomes(session: &Session) -> Vec<(Outcome, &'static str)> {
    let work = session.own_work(&"one".into()).unwrap();
    let row = |decision: &Arc<glossator::model::decision::Decision>| {
        assert_eq!(decision.rule, "tagger");
        (decision.outcome, &TEXT[decision.spans.hull().range()])
    };
    work.decisions().values().map(row).collect()
}

fn waiting(session: &Session) -> usize {
    session.own_work(&"one".into()).map_or(0, |work| work.suggestions().len())
}

#[test]
fn what_is_suggested_comes_before_what_is_only_found() {
    let mut session = session(&[
        suggestion("s1", "person", "Ilsa", 90),
        suggestion("s2", "place", "حلوان", 80),
        suggestion("s3", "organisation", "met", 20),
    ]);
    let mut found = Vec::new();
    while run(&mut session, "candidate.next").message.is_none() {
        found.push(selected(&session).to_owned());
    }
    assert_eq!(found, ["Ilsa", "met", "Toma Reyk", "حلوان", "30"]);
    press(&mut session, "Shift+Tab Shift+Tab");
    assert_eq!(selected(&session), "Toma Reyk");
}

#[test]
fn enter_takes_the_surest_with_its_label_in_one_step() {
    let mut session = session(&[
        suggestion("s1", "person", "Ilsa Maren", 87),
        suggestion("s2", "person", "Ilsa Maren", 95),
    ]);
    let before = session.project().clone();
    let told = run(&mut session, "candidate.next");
    assert!(told.data.iter().any(|(name, _)| name == "score"), "{told:?}");
    assert_eq!(session.desk().candidate.as_ref().unwrap().suggestion.as_ref().unwrap().id.as_str(), "s2");
    press(&mut session, "Enter");
    assert_eq!(marks(&session), [("person".to_owned(), "Ilsa Maren")]);
    assert_eq!((waiting(&session), outcomes(&session)), (0, vec![(Outcome::Accepted, "Ilsa Maren")]));
    let work = session.own_work(&"one".into()).unwrap();
    let mark = work.annotations().values().next().unwrap();
    assert_eq!(mark.origin, Origin::Suggestion { rule: "tagger".to_owned() });
    run(&mut session, "undo");
    assert_eq!(session.project().articles(), before.articles());
    assert_eq!(session.desk().candidate.as_ref().map(|candidate| candidate.span.start), Some(16));
    press(&mut session, "Enter");
    assert_eq!(marks(&session).len(), 1);
}

#[test]
fn backspace_rejects_one_label_of_a_place_and_goes_to_the_next_one() {
    let mut session =
        session(&[suggestion("s1", "person", "Toma Reyk", 50), suggestion("s2", "place", "Toma Reyk", 40)]);
    press(&mut session, "Tab Tab Backspace");
    assert_eq!((selected(&session), waiting(&session)), ("Toma Reyk", 1));
    press(&mut session, "Backspace");
    assert_eq!((selected(&session), waiting(&session)), ("30", 0));
    assert_eq!(outcomes(&session), [(Outcome::Rejected, "Toma Reyk"), (Outcome::Rejected, "Toma Reyk")]);
    run(&mut session, "select start=0");
    press(&mut session, "Tab Tab");
    assert_eq!(selected(&session), "30", "it is found no more, by nothing");
    run(&mut session, "undo");
    assert_eq!(waiting(&session), 1);
}

#[test]
fn another_label_or_the_same_by_hand_settles_it_too() {
    let mut session =
        session(&[suggestion("s1", "person", "Ilsa Maren", 50), suggestion("s2", "place", "Toma Reyk", 40)]);
    press(&mut session, "Tab o");
    assert_eq!(marks(&session), [("organisation".to_owned(), "Ilsa Maren")]);
    assert_eq!((waiting(&session), outcomes(&session)), (1, vec![(Outcome::Edited, "Ilsa Maren")]));
    let start = TEXT.find("Toma").unwrap();
    run(&mut session, &format!("annotation.add label=place start={start} end={}", start + "Toma Reyk".len()));
    assert_eq!(waiting(&session), 0);
    assert_eq!(outcomes(&session), [(Outcome::Edited, "Ilsa Maren"), (Outcome::Accepted, "Toma Reyk")]);
    run(&mut session, "undo");
    assert_eq!(waiting(&session), 1);
}

#[test]
fn marks_made_in_bulk_settle_what_was_suggested_there_in_their_one_step() {
    let suggested = [
        suggestion("s1", "person", "Ilsa Maren", 50),
        suggestion("s2", "person", "Ilsa Maren", 40),
        suggestion("s3", "person", "Toma Reyk", 40),
        suggestion("s4", "place", "Toma Reyk", 40),
    ];
    let many = suggested[..].iter().map(|one| one.spans.hull()).map(|span| [span.start(), span.end()]);
    let many: Vec<[usize; 2]> = many.take(3).skip(1).collect();
    let places = serde_json::json!({"one": many});
    for (command, settled) in [
        ("annotation.mark_all text='Ilsa Maren' label=person".to_owned(), 2),
        (format!("annotation.add_many label=person places='{places}'"), 3),
    ] {
        let mut session = session(&suggested);
        run(&mut session, &command);
        assert_eq!(waiting(&session), suggested.len() - settled, "{command}");
        let outcomes = outcomes(&session);
        assert_eq!(outcomes.len(), marks(&session).len(), "{command}");
        assert!(outcomes.iter().all(|(outcome, _)| *outcome == Outcome::Accepted), "{outcomes:?}");
        run(&mut session, "undo");
        assert_eq!((waiting(&session), marks(&session).len()), (suggested.len(), 0), "{command}");
    }
}
