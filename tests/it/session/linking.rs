//! What a name names: offered with a reason, taken with one key, split off again, each in one step.

use std::sync::Arc;

use glossator::model::annotation::Annotation;
use glossator::model::article::Article;
use glossator::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType, Source};
use glossator::model::body::Body;
use glossator::model::extra::Extra;
use glossator::model::id::{AttributionId, EntityId};
use glossator::model::metadata::Metadata;
use glossator::model::project::{Project, Slot};
use glossator::model::work::WorkRecords;
use glossator::session::Session;
use glossator::session::command::arguments::Argument;
use glossator::session::keeper::Unkept;

use super::fixture::{ANA, annotation, refused, run, schema, session, session_with};
use super::markup::Markup;

/// The names of an article and what each is offered: the entity's name, and why.
fn offers(session: &Session, id: &str) -> Vec<(String, &'static str)> {
    let article = session.open_article().unwrap();
    let mark = article.annotation(&id.into()).unwrap();
    let register = session.own_register().unwrap();
    let offers = session.entity_offers(article, mark);
    offers.iter().map(|offer| (register.entities[&offer.entity].name.clone(), offer.reason.name())).collect()
}

/// What every mark of an article names.
fn named(session: &Session, article: &str) -> Vec<String> {
    let entities = &session.own_register().unwrap().entities;
    let work = session.own_work(&article.into()).unwrap();
    let name = |id: &EntityId| entities.get(id).map_or("nothing known", |entity| entity.name.as_str());
    work.in_order().map(|mark| format!("{}: {}", mark.id, mark.entity.as_ref().map_or("–", name))).collect()
}

#[test]
fn every_way_to_write_a_name_is_offered_with_its_reason() {
    let cases = [
        ("Baghouz", "Baghuz", Some("spelling")),
        ("Baghouz", "Baghuoz", Some("spelling")),
        ("Abu Bakr al-Baghdadi", "Baghdadi", Some("last_name")),
        ("Abu Bakr al-Baghdadi", "al-Baghdadi", Some("last_name")),
        ("Baghdadi", "Abu Bakr al-Baghdadi", Some("full_name")),
        ("Donald Trump", "President Trump", Some("last_name")),
        ("Syrian Democratic Forces", "SDF", Some("acronym")),
        ("Islamic State of Iraq and the Levant", "ISIL", Some("acronym")),
        ("SDF", "Syrian Democratic Forces", Some("expansion")),
        ("U.S.", "US", Some("spelling")),
        ("José Lima", "Jose Lima", Some("name")),
        ("muhammad Ali", "Mohammed Ali", Some("spelling")),
        ("دمشق", "دمشق", Some("name")),
        // Case tells acronyms from words, one letter tells short names apart, and digits tell anything apart.
        ("IS", "is", None),
        ("us", "US", None),
        ("Trump", "TRUMP", Some("name")),
        ("Iraq", "Iran", None),
        ("Brigade 12", "Brigade 13", None),
        ("Austria", "Australia", None),
        ("Lisk", "Halvard", None),
    ];
    for (known, written, reason) in cases {
        let mut session = session(&[("one", &format!("In [*m1:person|{written}] 👩🏽‍🚒."))]);
        run(&mut session, &format!("entity.add id=e1 name='{known}'"));
        let offered = offers(&session, "m1").into_iter().map(|(_, reason)| reason).next();
        assert_eq!(offered, reason, "{written} for {known}");
    }
}

#[test]
fn a_second_expansion_of_an_acronym_is_offered_as_another() {
    let mut session = session(&[("one", "The [*m1:person|Syrian Defence Forces] left.")]);
    run(&mut session, "entity.add id=e1 name='Syrian Democratic Forces' aliases=SDF");
    assert_eq!(offers(&session, "m1"), [("Syrian Democratic Forces".to_owned(), "other_expansion")]);
}

#[test]
fn names_in_brackets_are_those_of_what_stands_before_them() {
    let mut session = session(&[("one", "The [m1:person|Frente Unido] ([*m2:person|FARU]) left.")]);
    run(&mut session, "entity.add id=e1 name='Frente Unido'");
    assert!(offers(&session, "m2").is_empty(), "the name before it names nothing yet");
    run(&mut session, "annotation.choose id=m1");
    run(&mut session, "entity.take");
    assert_eq!(offers(&session, "m2"), [("Frente Unido".to_owned(), "spelled_out")]);
}

#[test]
fn one_key_links_every_name_like_it_and_one_step_takes_it_back() {
    let text = "[*m1:person|Baghuz] fell, and [m2:person|Baghuz] burnt; [m3:person|Baghouz] too. [m4:place|Baghuz] 👩🏽‍🚒.";
    let mut session = session(&[("one", text)]);
    run(&mut session, "entity.add id=e1 name=Baghouz");
    let before = named(&session, "one");
    let outcome = run(&mut session, "entity.take");
    assert_eq!(
        outcome.data,
        [("entity".to_owned(), Argument::from("e1")), ("reason".to_owned(), Argument::from("spelling"))]
    );
    assert_eq!(named(&session, "one"), ["m1: Baghouz", "m2: Baghouz", "m3: –", "m4: –"]);
    // The new spelling is remembered: from now on it is known wherever it stands.
    assert_eq!(offers(&session, "m2"), [("Baghouz".to_owned(), "alias")]);
    refused(&mut session, "entity.take", "linked to Baghouz already");
    run(&mut session, "undo");
    assert_eq!(named(&session, "one"), before);
    let register = session.own_register().unwrap();
    assert!(register.entities[&EntityId::from("e1")].aliases.is_empty());
}

#[test]
fn what_is_offered_to_nobody_is_new() {
    let mut session = session(&[("one", "[*m1:person|Ilsa Maren] left; [m2:person|Ilsa Maren] came.")]);
    let outcome = run(&mut session, "entity.take");
    let id = outcome.id.expect("a new entity");
    assert_eq!(named(&session, "one"), ["m1: Ilsa Maren", "m2: Ilsa Maren"]);
    let entity = &session.own_register().unwrap().entities[&EntityId::from(id.as_str())];
    assert_eq!(entity.kind.as_ref().unwrap().as_str(), "person");
    run(&mut session, "undo");
    assert!(session.own_register().is_none_or(|register| register.entities.is_empty()));
    let work = session.own_work(&"one".into()).unwrap();
    assert!(work.in_order().all(|mark| mark.entity.is_none()));
    // Under another name, the words of the mark are a name of it too.
    run(&mut session, "entity.new name='Ilsa Maren (minister)'");
    assert_eq!(offers(&session, "m2"), [("Ilsa Maren (minister)".to_owned(), "alias")]);
}

#[test]
fn a_man_and_a_town_of_one_name_are_not_offered_for_each_other() {
    let mut session = session(&[("one", "[*m1:place|Reyk] burnt.")]);
    run(&mut session, "entity.add id=e1 name='Toma Reyk' kind=person");
    assert!(offers(&session, "m1").is_empty());
    run(&mut session, "entity.set entity=e1 kind=''");
    assert_eq!(offers(&session, "m1").len(), 1, "its kind is not known");
}

/// Two articles that name two ministers of one name as one.
fn mixed() -> Session {
    let one = "¦[m1:person|Maren] and [m2:person|the minister] left; [m3:person|Maren] spoke.";
    let mut session = session(&[("one", one), ("two", "[n1:person|Maren] 🚒 came.")]);
    run(&mut session, "entity.add id=e1 name='Ilsa Maren' aliases=Maren");
    for (article, mark) in [("one", "m1"), ("one", "m2"), ("one", "m3"), ("two", "n1")] {
        run(&mut session, &format!("entity.link article={article} id={mark} entity=e1"));
    }
    session
}

#[test]
fn an_entity_is_split_as_far_as_is_asked_in_one_step() {
    let cases: [(&str, [&str; 3], [&str; 1]); 3] = [
        ("mark", ["m1: Maren", "m2: Ilsa Maren", "m3: Ilsa Maren"], ["n1: Ilsa Maren"]),
        ("article", ["m1: Maren", "m2: Ilsa Maren", "m3: Maren"], ["n1: Ilsa Maren"]),
        ("project", ["m1: Maren", "m2: Ilsa Maren", "m3: Maren"], ["n1: Maren"]),
    ];
    for (scope, one, two) in cases {
        let mut session = mixed();
        let before = session.own_register().unwrap().clone();
        run(&mut session, &format!("entity.split id=m1 scope={scope}"));
        assert_eq!(named(&session, "one"), one, "{scope}");
        assert_eq!(named(&session, "two"), two, "{scope}");
        let aliases = session.own_register().unwrap().entities[&EntityId::from("e1")].aliases.len();
        assert_eq!(aliases, usize::from(scope != "project"), "the name goes with the last mark that has it");
        run(&mut session, "undo");
        assert_eq!(*session.own_register().unwrap(), before);
        assert!(named(&session, "one").iter().all(|name| name.ends_with("Ilsa Maren")));
    }
}

#[test]
fn who_was_a_source_is_one_after_the_split() {
    let markup = Markup::read("[*m1:person|Maren] said [m2:person|Maren] left.");
    let source = Source { anchor: Anchor::Annotation("m1".into()), entity: Some("e1".into()) };
    let attribution = Attribution {
        id: "q1".into(),
        annotator: ANA.into(),
        sources: vec![source],
        cue: None,
        contents: Vec::new(),
        via: None,
        said_at: None,
        quote_type: QuoteType::Indirect,
        polarity: Polarity::Affirms,
        certainty: Certainty::Certain,
        note: None,
        extra: Extra::default(),
    };
    let marks = markup.marks.iter().map(|(id, (label, spans))| {
        let mark = annotation(ANA, id, label, spans);
        Arc::new(Annotation { entity: Some("e1".into()), ..mark })
    });
    let records = WorkRecords {
        annotations: marks.collect(),
        attributions: vec![Arc::new(attribution)],
        ..WorkRecords::default()
    };
    let article = Article::new("one".into(), Body::new(markup.text.as_str()), Metadata::default(), []);
    let mut project = Project::new("Test", schema());
    project.put_slot(Slot::Loaded(Arc::new(article.with_work(ANA.into(), records))));
    let mut session = session_with(project, Unkept);
    run(&mut session, "article.open article=one");
    run(&mut session, "entity.add id=e1 name=Maren");
    let new = run(&mut session, "entity.split id=m1 scope=mark name='Olaf Maren'").id.unwrap();
    let source = |session: &Session| {
        let work = session.own_work(&"one".into()).unwrap();
        work.attributions()[&AttributionId::from("q1")].sources[0].entity.clone().unwrap().to_string()
    };
    assert_eq!(source(&session), new);
    run(&mut session, "undo");
    assert_eq!(source(&session), "e1");
}

#[test]
fn nothing_is_split_off_that_leaves_nothing() {
    let mut session = session(&[("one", "[*m1:person|Maren] left; [m2:claim|it rained].")]);
    refused(&mut session, "entity.split scope=mark", "linked to no entity");
    run(&mut session, "entity.take");
    refused(&mut session, "entity.split scope=project", "nothing would be left of Maren");
    refused(&mut session, "entity.take id=m2", "in no layer of entities");
}

#[test]
fn a_merge_is_taken_back_in_one_step_with_everything_that_was_linked() {
    let mut session = mixed();
    run(&mut session, "entity.add id=e2 name='Ilse Maren' aliases=Ilse");
    let before = (session.own_register().unwrap().clone(), named(&session, "one"), named(&session, "two"));
    run(&mut session, "entity.merge entity=e1 into=e2");
    assert_eq!(named(&session, "two"), ["n1: Ilse Maren"]);
    run(&mut session, "undo");
    assert_eq!(
        (session.own_register().unwrap().clone(), named(&session, "one"), named(&session, "two")),
        before
    );
}
