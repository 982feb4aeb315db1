//! Going from candidate to candidate.

use super::fixture::{check_keys, press, refused, run, session, shown};
use glossator::session::Session;

/// What is selected by pressing Tab until there is nothing more.
fn tour(session: &mut Session) -> Vec<String> {
    let mut found = Vec::new();
    while run(session, "candidate.next").message.is_none() {
        let text = session.open_article().unwrap().body().text();
        found.push(text[session.desk().selection.range()].to_owned());
        assert!(found.len() < 100, "the way ends");
    }
    found
}

/// What is selected by pressing Tab so often.
fn tour_by(session: &mut Session, steps: usize) -> Vec<String> {
    let mut found = Vec::new();
    for _ in 0..steps {
        if run(session, "candidate.next").message.is_none() {
            let text = session.open_article().unwrap().body().text();
            found.push(text[session.desk().selection.range()].to_owned());
        }
    }
    found
}

#[test]
fn names_numbers_and_quotations_come_in_reading_order() {
    let mut session = session(&[(
        "one",
        "¦The Syrian Democratic Forces killed 2,000 people, Col. Sean Ryan said. “Baghouz is free.”",
    )]);
    assert_eq!(
        tour(&mut session),
        [
            // What is said comes before what it names.
            "The Syrian Democratic Forces killed 2,000 people",
            "Syrian Democratic Forces",
            "2,000",
            "Sean Ryan",
            "Baghouz is free",
        ]
        .map(str::to_owned)
    );
}

#[test]
fn shift_tab_goes_back_over_the_same_places() {
    let text = "¦They met Sean Ryan, 30 aides and Paul Ortega.";
    check_keys(text, "Tab Tab Tab", "They met Sean Ryan, 30 aides and ‹Paul Ortega›.");
    check_keys(text, "Tab Tab Tab Shift+Tab Shift+Tab", "They met ‹Sean Ryan›, 30 aides and Paul Ortega.");
}

#[test]
fn a_lone_word_at_a_sentence_start_counts_only_if_it_is_there_again() {
    assert_eq!(tour(&mut session(&[("one", "¦Baghouz fell. Nobody knew.")])), Vec::<String>::new());
    let again = tour(&mut session(&[("one", "¦Baghouz fell. Then they left Baghouz.")]));
    assert_eq!(again, ["Baghouz", "Baghouz"]);
}

#[test]
fn a_word_that_begins_a_thousand_sentences_is_still_found_where_it_is_a_name() {
    let text = format!("¦{}They met Gen. Halden now.", "Halden left. ".repeat(1_000));
    let mut session = session(&[("one", &text)]);
    run(&mut session, "candidate.next");
    assert_eq!(session.desk().selection.range(), 0..6);
}

#[test]
fn what_is_marked_nearby_is_offered_in_a_long_text_too() {
    let filler = "they left and nobody knew why. ".repeat(4_000);
    let text = format!("¦met [m1:place|baghouz] {filler} fled baghouz {filler}{filler}{filler} near baghouz");
    let mut session = session(&[("one", &text)]);
    assert_eq!(tour_by(&mut session, 4), ["baghouz"], "the second is near, the third is not");
}

#[test]
fn names_of_the_register_come_first_in_any_script() {
    let mut session = session(&[("one", "¦قال داعش. they saw is and IS in 巴古斯附近")]);
    run(&mut session, "entity.add name=Daesh aliases=داعش,巴古斯 exact_aliases=IS kind=organisation");
    assert_eq!(tour(&mut session), ["داعش", "IS", "巴古斯"]);
    run(&mut session, "select start=0");
    press(&mut session, "Tab Enter Tab Enter");
    assert_eq!(
        shown(&session),
        "قال [a2:organisation|داعش]. they saw is and [*a4:organisation|IS]¦ in 巴古斯附近"
    );
    assert_eq!(session.chosen().unwrap().entity, Some("e1".into()));
    assert_eq!(session.chosen().unwrap().origin.to_string(), "suggestion:alias");
}

#[test]
fn what_was_marked_once_is_found_again_in_scripts_without_case() {
    let mut session = session(&[("one", "¦[m1:place|بغداد] ثم بغداد")]);
    assert_eq!(tour(&mut session), ["بغداد"]);
}

#[test]
fn marked_and_rejected_places_do_not_come_back() {
    let mut session = session(&[("one", "¦They met [m1:person|Sean Ryan] and Paul Ortega in Baghouz.")]);
    press(&mut session, "Tab Backspace");
    assert_eq!(shown(&session), "They met [m1:person|Sean Ryan] and Paul Ortega in ‹Baghouz›.");
    run(&mut session, "select start=0");
    assert_eq!(tour(&mut session), ["Baghouz"]);
    run(&mut session, "undo");
    run(&mut session, "select start=0");
    assert_eq!(tour(&mut session), ["Paul Ortega", "Baghouz"]);
}

#[test]
fn a_candidate_inside_a_new_mark_is_next() {
    check_keys(
        "¦They said, “We met Paul Ortega.”",
        "Tab c Tab p",
        "They said, “[a1:claim|We met [*a2:person|Paul Ortega]]¦.”",
    );
}

#[test]
fn zones_and_headlines_are_no_hunting_ground() {
    let mut session = session(&[("one", "¦Rebels Flee Baghouz\nSign up to Daily News\nThey left Baghouz.")]);
    run(&mut session, "zone.add kind=headline start=0 end=19");
    run(&mut session, "zone.add kind=promotion start=20 end=41");
    assert_eq!(tour(&mut session), ["Baghouz"]);
}

#[test]
fn accepting_needs_a_label() {
    let mut session = session(&[("one", "¦They met Paul Ortega")]);
    refused(&mut session, "candidate.accept", "nothing is selected");
    press(&mut session, "Tab");
    refused(&mut session, "candidate.accept", "no label is known");
    run(&mut session, "label.arm label=person");
    press(&mut session, "Enter");
    assert_eq!(shown(&session), "They met [*a1:person|Paul Ortega]¦");
}

#[test]
fn a_long_stretch_without_candidates_is_gone_through_in_steps() {
    let text = format!("¦{}They met Paul Ortega.", "they left and nobody knew why. ".repeat(9_000));
    let mut session = session(&[("one", &text)]);
    let steps = (1..10).find(|_| run(&mut session, "candidate.next").message.is_none());
    assert_eq!(steps, Some(2));
    let range = session.desk().selection.range();
    assert_eq!(&session.open_article().unwrap().body().text()[range], "Paul Ortega");
    let back = (1..10).find(|_| {
        session.desk().selection.range().start == 0 || {
            run(&mut session, "candidate.previous").message
                == Some("there is no candidate before this place".to_owned())
        }
    });
    assert_eq!(back, Some(2));
}

#[test]
fn looking_ahead_shows_what_the_key_comes_to() {
    let texts = [
        "¦The Syrian Democratic Forces killed 2,000 people, Col. Sean Ryan said. “Baghouz is free,” he told Al Jazeera.",
        "¦قال [m1:person|العقيد] إن 31 شخصا قتلوا. العقيد قال 👩🏽‍🚒 «لا».\r\n巴古斯 2,000 人",
        "¦Nobody knew.",
    ];
    for text in texts {
        let mut session = session(&[("one", text)]);
        loop {
            let ahead: Vec<_> = session.upcoming(3).into_iter().map(|candidate| candidate.span).collect();
            let done = run(&mut session, "candidate.next").message.is_some();
            assert_eq!(ahead.is_empty(), done, "{text}");
            let Some(first) = ahead.first() else { break };
            assert_eq!(session.desk().selection.range(), *first, "{text}");
        }
    }
}

#[test]
fn looking_ahead_follows_the_work() {
    let mut session = session(&[("one", "¦They met Sean Ryan. Later baghouz fell.")]);
    let ahead = |session: &Session| {
        let text = session.open_article().unwrap().body().text();
        let found = session.upcoming(3).into_iter().map(|candidate| text[candidate.span].to_owned());
        found.collect::<Vec<_>>()
    };
    assert_eq!(ahead(&session), ["Sean Ryan"]);
    run(&mut session, "entity.add name=Baghouz kind=place");
    assert_eq!(ahead(&session), ["Sean Ryan", "baghouz"]);
    press(&mut session, "Tab p");
    run(&mut session, "select start=0");
    assert_eq!(ahead(&session), ["baghouz"]);
    run(&mut session, "undo");
    run(&mut session, "select start=0");
    assert_eq!(ahead(&session), ["Sean Ryan", "baghouz"]);
    run(&mut session, "status.set layer=entity status=done");
    assert_eq!(ahead(&session), Vec::<String>::new());
}

#[test]
fn what_was_decided_is_open_again_once_that_is_taken_back() {
    let text = "¦They met Sean Ryan 👩🏽‍🚒 and Paul Ortega in Baghouz.";
    let mut session = session(&[("one", text)]);
    run(&mut session, "label.arm label=person");
    press(&mut session, "Tab Tab Backspace");
    run(&mut session, "undo");
    assert_eq!(shown(&session), "They met Sean Ryan 👩🏽‍🚒 and ‹Paul Ortega› in Baghouz.");
    assert_eq!(session.desk().candidate.as_ref().unwrap().span, session.desk().selection.range());
    press(&mut session, "Backspace");
    run(&mut session, "undo");
    press(&mut session, "Enter");
    assert_eq!(shown(&session), "They met Sean Ryan 👩🏽‍🚒 and [*a3:person|Paul Ortega]¦ in Baghouz.");
    assert_eq!(session.chosen().unwrap().origin.to_string(), "suggestion:name");
    run(&mut session, "undo");
    press(&mut session, "Tab");
    assert_eq!(shown(&session), "They met Sean Ryan 👩🏽‍🚒 and Paul Ortega in ‹Baghouz›.");
}

#[test]
fn days_and_months_are_no_names_unless_they_are_part_of_one() {
    let text = "¦She met Paul Ortega on Monday, in October and each Friday’s eve; am Montag, im März. Then Black Monday \
                came, and October Films.";
    assert_eq!(
        tour(&mut session(&[("one", text)])),
        // The month is a figure there.
        ["Paul Ortega", "October", "Black Monday", "October Films"].map(str::to_owned)
    );
    let mut session = session(&[("one", "¦They call her Friday. On Friday she met Friday.")]);
    run(&mut session, "entity.add name=Friday kind=person");
    assert_eq!(tour(&mut session).len(), 3, "names of the register are names all the same");
}
