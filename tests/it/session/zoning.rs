//! Zones that nobody has marked: they count until they are refused, and a key decides.

use glossator::session::Session;

use super::fixture::{refused, run, session};

const TEXT: &str = "¦Dam breaks above Halvard\n\nRead more: Ten photos of the flood\n\n\
    The dam broke at night, Ilsa Maren said 👩🏽‍🚒.\n\nCopyright 2021 Radio Orlan\n";

fn found(session: &Session) -> Vec<String> {
    let article = session.open_article().unwrap();
    let text = article.body().text();
    session
        .found_zones(article)
        .iter()
        .map(|zone| format!("{}: {}", zone.kind.name(), &text[zone.span.clone()]))
        .collect()
}

/// Everything that Tab leads to.
fn candidates(session: &mut Session) -> Vec<String> {
    run(session, "select start=0");
    let mut all = Vec::new();
    loop {
        run(session, "candidate.next");
        let Some(candidate) = &session.desk().candidate else { return all };
        let text = session.open_article().unwrap().body().text();
        all.push(text[candidate.span.clone()].to_owned());
        if all.len() > 20 {
            return all;
        }
    }
}

#[test]
fn what_seems_to_be_a_zone_holds_until_it_is_refused() {
    let mut session = session(&[("one", TEXT)]);
    let (link, legal) =
        ("related_link: Read more: Ten photos of the flood", "legal: Copyright 2021 Radio Orlan");
    assert_eq!(found(&session), [link, legal]);
    let is_ten = |all: &[String]| all.iter().any(|words| words.starts_with("Ten"));
    assert!(!is_ten(&candidates(&mut session)), "nothing of it is offered");
    // One key decides about the next, from the cursor on.
    run(&mut session, "select start=0");
    run(&mut session, "zone.refuse");
    assert_eq!(found(&session), [legal]);
    assert!(is_ten(&candidates(&mut session)), "it is text of the article now");
    run(&mut session, "select start=0");
    run(&mut session, "zone.accept");
    assert!(found(&session).is_empty());
    let work = session.own_work(&"one".into()).unwrap();
    assert_eq!(work.zones().len(), 1);
    refused(&mut session, "zone.accept", "nothing from the cursor on");
    for left in [vec![legal], vec![link, legal]] {
        run(&mut session, "undo");
        assert_eq!(found(&session), left);
    }
    run(&mut session, "redo");
    assert_eq!(found(&session), [legal]);
}
