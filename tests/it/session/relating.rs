//! What a marked claim is to the claims that are known: found by what they have in common, related in one step.

use glossator::model::attribution::Polarity;
use glossator::session::Session;

use super::fixture::{refused, run, session};

const DEFEATED: &str = "¦[p1:person|Trump] said: “[*m1:claim|we have 100 percent of the Caliphate],” and left 🚁. \
    [m2:claim|There are still 1,300 fighters], the monitor said. [m3:claim|it rained].";

/// A session in which "100 percent" and something else is known.
fn known() -> Session {
    let mut session = session(&[("one", DEFEATED)]);
    run(&mut session, "entity.add id=e1 name='Donald Trump' aliases=Trump");
    run(&mut session, "event.add id=v1 name='Fall of the caliphate'");
    run(&mut session, "claim.add id=c1 statement='The caliphate is 100% defeated.' claimant_entity=e1");
    run(&mut session, "claim.add id=c2 statement='The dam at Lisk holds.'");
    run(&mut session, "claim.add id=c3 statement='1,300 fighters are left.' event=v1");
    session
}

/// What is offered for a mark, with its score and what both have.
fn offers(session: &Session, id: &str) -> Vec<String> {
    let article = session.open_article().unwrap();
    let mark = article.annotation(&id.into()).unwrap();
    let offer = |offer: glossator::session::relating::ClaimOffer| {
        let likeness = offer.likeness;
        let names = likeness.names.iter().map(ToString::to_string);
        let event = likeness.event.then(|| "event".to_owned());
        let parts: Vec<String> = names.chain(likeness.numbers).chain(event).chain(likeness.words).collect();
        format!("{} {}: {}", offer.claim, likeness.score, parts.join(" "))
    };
    session.claim_offers(article, mark).into_iter().map(offer).collect()
}

/// The statement of the claim that a mark states.
fn stated(session: &Session, id: &str) -> Option<String> {
    let mark = session.open_article().unwrap().annotation(&id.into()).unwrap();
    let claim = mark.claim.as_ref()?;
    Some(session.own_register().unwrap().claims[claim].statement.clone())
}

fn links(session: &Session) -> Vec<String> {
    let links = session.own_register().unwrap().claim_links.values();
    links.map(|link| format!("{} {} {}", link.from, link.kind.name(), link.to)).collect()
}

#[test]
fn what_two_claims_share_is_why_one_is_offered() {
    let mut session = known();
    assert_eq!(offers(&session, "m1"), ["c1 4: 100 caliphate"]);
    assert_eq!(offers(&session, "m2"), ["c3 4: 1300 fighter"]);
    assert!(offers(&session, "m3").is_empty());
    // Who says it is a reason, and so is what the article is about.
    run(&mut session, "entity.link id=p1 entity=e1");
    run(&mut session, "attribution.add id=q1 sources=p1 contents=m1");
    run(&mut session, "article.event event=v1");
    assert_eq!(offers(&session, "m1"), ["c1 7: e1 100 caliphate", "c3 2: event"]);
    run(&mut session, "claim.set claim=c2 statement='It rained at Lisk, and it rained 100 days.'");
    assert_eq!(offers(&session, "m1").len(), 3, "what is said of a claim now is what counts");
}

#[test]
fn a_mark_is_stated_in_its_own_words_until_somebody_writes_better_ones() {
    let mut session = known();
    let id = run(&mut session, "claim.new").id.unwrap();
    assert_eq!(stated(&session, "m1").unwrap(), "We have 100 percent of the Caliphate.");
    run(&mut session, &format!("claim.set claim={id} statement='The US-led coalition has taken all of it.'"));
    assert_eq!(stated(&session, "m1").unwrap(), "The US-led coalition has taken all of it.");
    run(&mut session, "undo");
    run(&mut session, "undo");
    assert_eq!(stated(&session, "m1"), None);
    assert_eq!(session.own_register().unwrap().claims.len(), 3);
    refused(&mut session, "claim.new id=p1", "no claim");
}

#[test]
fn every_way_to_relate_is_one_step() {
    let cases = [
        ("same", Some("The caliphate is 100% defeated."), None),
        ("denies", Some("The caliphate is 100% defeated."), None),
        ("updates", Some("We have 100 percent of the Caliphate."), Some("updates")),
        ("contradicts", Some("We have 100 percent of the Caliphate."), Some("contradicts")),
        ("corrects", Some("We have 100 percent of the Caliphate."), Some("corrects")),
        ("supports", Some("We have 100 percent of the Caliphate."), Some("supports")),
        ("repeats", Some("We have 100 percent of the Caliphate."), Some("repeats")),
        ("part_of", Some("We have 100 percent of the Caliphate."), Some("part_of")),
    ];
    for (way, statement, link) in cases {
        let mut session = known();
        let before = session.own_register().unwrap().clone();
        let outcome = run(&mut session, &format!("claim.relate claim=c1 as={way}"));
        assert_eq!(stated(&session, "m1").as_deref(), statement, "{way}");
        let made = outcome.data.iter().find(|(name, _)| name == "claim").is_some();
        assert!(made, "{way} says which claim the mark states");
        assert_eq!(links(&session).len(), usize::from(link.is_some()), "{way}");
        assert!(links(&session).iter().all(|made| made.ends_with(&format!(" {way} c1"))), "{way}");
        run(&mut session, "undo");
        assert_eq!(*session.own_register().unwrap(), before, "{way}");
        assert_eq!(stated(&session, "m1"), None, "{way}");
        assert!(session.own_work(&"one".into()).unwrap().attributions().is_empty(), "{way}");
    }
}

#[test]
fn who_says_it_denies_it_or_else_the_outlet_does() {
    let polarity = |session: &Session| {
        let work = session.own_work(&"one".into()).unwrap();
        let said: Vec<_> =
            work.attributions().values().map(|said| (said.sources.len(), said.polarity)).collect();
        said
    };
    let mut session = known();
    run(&mut session, "claim.relate claim=c1 as=denies");
    assert_eq!(polarity(&session), [(0, Polarity::Denies)]);
    run(&mut session, "undo");
    run(&mut session, "attribution.add sources=p1 contents=m1");
    run(&mut session, "claim.relate claim=c1 as=denies");
    assert_eq!(polarity(&session), [(1, Polarity::Denies)]);
    run(&mut session, "undo");
    assert_eq!(polarity(&session), [(1, Polarity::Affirms)]);
    run(&mut session, "attribution.add sources=p1 contents=m1");
    refused(&mut session, "claim.relate claim=c1 as=denies", "more than one says it");
}

#[test]
fn links_that_say_nothing_are_refused() {
    let mut session = known();
    run(&mut session, "claim.mention claim=c1");
    refused(&mut session, "claim.relate claim=c1 as=updates", "cannot be linked to itself");
    refused(&mut session, "claim.link from=c1 to=c1 type=repeats", "cannot be linked to itself");
    run(&mut session, "claim.relate claim=c2 as=updates");
    refused(&mut session, "claim.relate claim=c2 as=updates", "there already");
    run(&mut session, "claim.link from=c2 to=c3 type=updates");
    refused(&mut session, "claim.link from=c3 to=c1 type=updates", "already, if only by others");
    refused(&mut session, "claim.link from=c2 to=c1 type=updates", "already, if only by others");
    assert_eq!(links(&session).len(), 2, "nothing was changed");
    // Two claims can contradict and repeat each other both ways, and be linked in two ways.
    run(&mut session, "claim.link from=c3 to=c1 type=contradicts");
    run(&mut session, "claim.link from=c1 to=c3 type=contradicts");
    refused(&mut session, "claim.relate claim=c9 as=updates", "c9");
}
