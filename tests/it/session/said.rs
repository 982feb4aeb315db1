//! Claims with who says them: accepted whole, proposed for a mark, undone in one step.

use glossator::model::attribution::{Anchor, Attribution, Polarity, QuoteType};
use glossator::session::Session;

use super::fixture::{press, run, session, shown};

const TEXT: &str = "¦👨🏻‍🚒 “We held,” Col. Davit Orsolen told Radio Orlan, “until dawn.” The Guard denied that its guns had fired.";

/// The attributions of the open article, in the order of their contents, each with its parts in words.
fn said(session: &Session) -> Vec<(Vec<String>, String, Vec<String>)> {
    let article = session.open_article().unwrap();
    let text = article.body().text();
    let words = |anchor: &Anchor| {
        let spans = match anchor {
            Anchor::Spans(spans) => spans.clone(),
            Anchor::Annotation(id) => article.annotation(id).unwrap().spans.clone(),
        };
        spans.iter().map(|span| text[span.range()].to_owned()).collect::<Vec<_>>().join(" … ")
    };
    let mut all: Vec<&Attribution> =
        article.works().values().flat_map(|work| work.attributions().values()).map(AsRef::as_ref).collect();
    all.sort_by_key(|one| one.cue.as_ref().map(&words));
    all.iter()
        .map(|one| {
            let sources = one.sources.iter().map(|source| words(&source.anchor)).collect();
            (
                sources,
                one.cue.as_ref().map(words).unwrap_or_default(),
                one.contents.iter().map(words).collect(),
            )
        })
        .collect()
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn a_claim_is_accepted_whole_with_one_key_and_undone_with_one() {
    let mut session = session(&[("one", TEXT)]);
    press(&mut session, "Tab");
    assert_eq!(session.desk().candidate.as_ref().unwrap().rule.name(), "attribution");
    press(&mut session, "Enter");
    let expected = (strings(&["Davit Orsolen"]), "told".to_owned(), strings(&["We held … until dawn"]));
    assert_eq!(said(&session), [expected]);
    let article = session.open_article().unwrap();
    let one = article.works().values().next().unwrap().attributions().values().next().unwrap();
    assert_eq!((one.quote_type, one.polarity), (QuoteType::Direct, Polarity::Affirms));
    assert_eq!(one.via.as_ref().unwrap().text, "Radio Orlan");
    // The claim is chosen, and its edges can be moved.
    assert_eq!(session.chosen().unwrap().layer.as_str(), "claim");
    press(&mut session, "Ctrl+Z");
    assert_eq!(said(&session), []);
    assert!(session.open_article().unwrap().works().is_empty() || !shown(&session).contains("claim"));
}

#[test]
fn a_source_that_is_marked_is_named_by_its_mark() {
    let mut session = session(&[("one", TEXT)]);
    let start = TEXT.replace('¦', "").find("Guard").unwrap();
    run(
        &mut session,
        &format!("annotation.add layer=entity label=organisation start={start} end={}", start + 5),
    );
    run(&mut session, &format!("select start={} end={}", start - 4, start - 4));
    while session.desk().candidate.as_ref().is_none_or(|found| found.rule.name() != "attribution") {
        press(&mut session, "Tab");
    }
    press(&mut session, "Enter");
    let article = session.open_article().unwrap();
    let work = article.works().values().next().unwrap();
    let one = work.attributions().values().next().unwrap();
    assert_eq!(one.polarity, Polarity::Denies);
    assert!(matches!(one.sources[0].anchor, Anchor::Annotation(_)), "{one:?}");
}

#[test]
fn a_claim_that_is_marked_by_hand_gets_the_nearest_speaker() {
    let mut session = session(&[("one", TEXT)]);
    let text = TEXT.replace('¦', "");
    let start = text.find("its guns").unwrap();
    run(
        &mut session,
        &format!("annotation.add layer=claim label=claim start={start} end={}", text.len() - 1),
    );
    press(&mut session, "=");
    assert_eq!(
        said(&session),
        [(strings(&["Guard"]), "denied".to_owned(), strings(&["its guns had fired"]))]
    );
    press(&mut session, "Ctrl+Z");
    assert_eq!(said(&session), []);
    assert!(shown(&session).contains("claim"));
}
