//! Everything that is not a mark: attributions, values, registers, status, zones, schema.

use glossator::model::attribution::{Anchor, Polarity};
use glossator::model::id::{ArticleId, ClaimId, EntityId, LabelKey, LayerKey};
use glossator::model::quantity::Referent;
use glossator::model::register::Claimant;
use glossator::model::status::Progress;
use glossator::session::Session;

use super::fixture::{check_in, mark, refused, run, session, shown};

const TEXT: &str =
    "¦[m1:person|Witnesses] [m2:claim|said] [m3:claim|[m4:figure|30] fled, [m5:figure|half] of them].";

fn attribution(session: &Session, id: &str) -> glossator::model::attribution::Attribution {
    session.open_article().unwrap().attribution(&id.into()).unwrap().as_ref().clone()
}

#[test]
fn an_attribution_is_made_of_marks() {
    let mut session = session(&[("one", TEXT)]);
    check_in(
        &mut session,
        "attribution.add sources=m1 cue=m2 contents=m3 polarity=denies said_at=2019-03-22 via='in a tweet'
        attribution.set id=q1 certainty=hedged note=odd",
        TEXT,
    );
    let made = attribution(&session, "q1");
    assert_eq!((made.polarity, made.note.as_deref()), (Polarity::Denies, Some("odd")));
    assert_eq!(made.references().count(), 3);
    refused(&mut session, "attribution.add", "needs a source, a cue or a content");
    refused(&mut session, "attribution.add sources=m9", "no mark m9");
    refused(&mut session, "attribution.set id=q1 polarity=maybe", "affirms or denies");
    refused(&mut session, "attribution.add sources=m1 said_at=soon", "no date");
}

#[test]
fn deleting_a_mark_keeps_its_place_in_attributions_and_frees_figures() {
    let mut session = session(&[("one", TEXT)]);
    run(&mut session, "entity.add name=Locals");
    run(&mut session, "entity.link id=m1 entity=e1");
    let quantity = r#"{"low":15,"base":{"figure":"m4","factor":0.5},"link":{"type":"part_of","figure":"m4"},"counted":{"annotation":"m4"}}"#;
    run(&mut session, &format!("quantity.set id=m5 quantity={quantity}"));
    run(&mut session, "attribution.add id=q1 sources=m1 contents=m3");
    run(&mut session, "relation_type.add name='Same as'");
    run(&mut session, "relation.add id=r1 type='Same as' from=m4 to=m5");
    let done = session.history().done();
    check_in(
        &mut session,
        "annotation.delete id=m1; annotation.delete id=m4",
        "¦Witnesses [m2:claim|said] [m3:claim|30 fled, [m5:figure|half] of them].",
    );
    assert_eq!(session.history().done(), done + 2);
    let source = attribution(&session, "q1").sources[0].clone();
    assert!(matches!(source.anchor, Anchor::Spans(ref spans) if spans.end() == 9));
    assert_eq!(source.entity, Some("e1".into()));
    let loose = mark(&session, "m5").quantity.clone().unwrap();
    assert!(loose.base.is_none() && loose.link.is_none());
    assert!(matches!(loose.counted, Some(Referent::Span(_))));
    assert!(session.open_article().unwrap().relation(&"r1".into()).is_none());
}

#[test]
fn an_attribution_takes_its_name_out_of_figures_when_it_goes() {
    let mut session = session(&[("one", TEXT)]);
    run(
        &mut session,
        r#"attribution.add id=q7 attribution={"sources":[{"start":0,"end":9}],"contents":["m3"]}"#,
    );
    run(&mut session, r#"quantity.set id=m4 quantity={"low":30,"high":30,"source":"q7"}"#);
    check_in(&mut session, "attribution.delete id=q7", TEXT);
    assert_eq!(mark(&session, "m4").quantity.as_ref().unwrap().source, None);
}

#[test]
fn offsets_in_json_count_code_points() {
    let mut session = session(&[("one", "¦💩 30 [m1:figure|civilians]")]);
    run(&mut session, r#"quantity.set id=m1 quantity={"counted":{"start":5,"end":14,"text":"civilians"}}"#);
    refused(&mut session, r#"quantity.set id=m1 quantity={"low":"many"}"#, "must be a number");
    refused(&mut session, r#"quantity.set id=m1 quantity={"base":{"figure":"m1"}}"#, "refer to itself");
}

#[test]
fn a_mark_with_gaps_and_features_is_added_in_one_command() {
    let mut session = session(&[("one", "¦We held, he said, until dawn")]);
    run(&mut session, "feature.add layer=claim name=Mood kind=choice values=glad,sad default=glad");
    run(&mut session, r#"annotation.add label=claim fragments=[[0,7],[18,28]] features={"mood":"sad"}"#);
    assert_eq!(shown(&session), "¦[*a1:claim|We held], he said, [*a1:claim|until dawn]");
    run(&mut session, "feature.set feature=Mood value=glad");
    refused(&mut session, "feature.set feature=Mood value=angry", "one of glad, sad");
    refused(&mut session, "feature.set feature=Size value=3", "no feature \"Size\"");
    refused(
        &mut session,
        r#"annotation.add label=claim start=0 end=2 features={"mood":"odd"}"#,
        "one of glad, sad",
    );
    refused(
        &mut session,
        r#"annotation.add label=claim start=0 end=2 features={"hue":"x"}"#,
        "no feature \"hue\"",
    );
    refused(&mut session, "annotation.add label=claim fragments=[[0,7],[3,9]]", "without overlap");
    run(&mut session, "feature.add layer=claim name=Size kind=number");
    run(&mut session, "feature.set feature=Size value=-1.50");
    assert_eq!(mark(&session, "a1").features.len(), 2);
    refused(&mut session, "feature.set feature=Size value=large", "takes a number");
    run(&mut session, "annotation.add id=a9 label=claim start=0 end=2");
    assert_eq!(mark(&session, "a9").features.len(), 1);
}

#[test]
fn a_doubt_is_asked_answered_and_dropped() {
    let mut session = session(&[("one", "[*m1:person|Ali]¦")]);
    refused(&mut session, "flag.answer answer=no", "not flagged");
    run(&mut session, "flag.set question='Which Ali?'");
    run(&mut session, "flag.answer answer='The mayor'");
    let flag = mark(&session, "m1").flag.clone().unwrap();
    assert_eq!((flag.question.as_str(), flag.answer.as_deref()), ("Which Ali?", Some("The mayor")));
    check_in(&mut session, "flag.clear; note.set note=hm; note.set", "[*m1:person|Ali]¦");
    assert_eq!((&mark(&session, "m1").flag, &mark(&session, "m1").note), (&None, &None));
}

#[test]
fn entities_merge_and_go_from_everything_that_names_them() {
    let mut session = session(&[("one", "¦[m1:person|IS] [m2:figure|30]"), ("two", "[m3:person|Daesh]")]);
    run(&mut session, "entity.add id=e1 name=IS");
    run(&mut session, "entity.add id=e2 name=Daesh aliases=ISIS kind=Organisation");
    run(&mut session, "entity.link id=m1 entity=e1");
    run(&mut session, "entity.link article=two id=m3 entity=e2");
    run(&mut session, r#"quantity.set id=m2 quantity={"counted":{"entity":"e1"}}"#);
    run(&mut session, "claim.add id=c1 statement='They left' claimant_entity=e1");
    check_in(&mut session, "entity.merge entity=e1 into=e2", "¦[m1:person|IS] [m2:figure|30]");
    assert_eq!(mark(&session, "m1").entity, Some("e2".into()));
    let register = session.own_register().unwrap();
    let names: Vec<&str> =
        register.entities[&EntityId::from("e2")].aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!(names, ["ISIS", "IS"]);
    check_in(&mut session, "entity.delete entity=e2", "¦[m1:person|IS] [m2:figure|30]");
    let claim = session.own_register().unwrap().claims[&ClaimId::from("c1")].clone();
    assert_eq!(claim.claimant, Some(Claimant::Text("Daesh".to_owned())));
    let counted = mark(&session, "m2").quantity.as_ref().unwrap().counted.clone();
    assert_eq!(counted, Some(Referent::Text("Daesh".to_owned())));
    let two = session.project().article(&ArticleId::from("two")).unwrap();
    assert_eq!(two.annotation(&"m3".into()).unwrap().entity, None);
    refused(&mut session, "entity.link id=m1 entity=e2", "no entity e2");
}

#[test]
fn claims_are_linked_and_go_with_their_links() {
    let mut session = session(&[("one", "[*m1:claim|They left]¦")]);
    run(&mut session, "claim.add id=c1 statement='They left' types=event check_worthy=true");
    run(&mut session, "event.add id=ev1 name=Retreat date=2019-03");
    run(&mut session, "claim.add id=c2 statement='They stayed' event=ev1");
    run(&mut session, "claim.link from=c2 to=c1 type=contradicts");
    run(&mut session, "claim.mention claim=c1");
    refused(&mut session, "claim.link from=c2 to=c2 type=updates", "linked to itself");
    refused(&mut session, "claim.link from=c2 to=c9 type=updates", "no claim c9");
    refused(&mut session, "claim.add statement=' '", "needs a statement");
    check_in(&mut session, "claim.delete claim=c1; event.delete event=ev1", "[*m1:claim|They left]¦");
    let register = session.own_register().unwrap();
    assert!(register.claim_links.is_empty() && register.claims[&ClaimId::from("c2")].event.is_none());
    assert_eq!(mark(&session, "m1").claim, None);
}

#[test]
fn status_is_kept_by_layer_and_skipping_needs_a_reason() {
    let mut session = session(&[("one", "¦[m1:person|Ali]")]);
    run(&mut session, "status.set layer=ENTITY status=done");
    let work = session.own_work(&"one".into()).unwrap();
    assert_eq!(work.progress(&LayerKey::from("entity")), Progress::Done);
    assert_eq!(work.progress(&LayerKey::from("claim")), Progress::New);
    refused(&mut session, "status.set layer=claim status=skipped", "needs a reason");
    refused(&mut session, "status.set layer=claim status=done reason=x", "only a skipped layer");
    refused(&mut session, "status.set layer=claims status=done", "no layer \"claims\"");
    check_in(&mut session, "status.set layer=claim status=skipped reason=advert", "¦[m1:person|Ali]");
}

#[test]
fn articles_carry_labels_metadata_and_zones() {
    let mut session = session(&[("one", "¦By Ann. Text")]);
    run(&mut session, "scales.set document_labels=politics,health");
    check_in(
        &mut session,
        "document.label labels=politics; metadata.set key=published value=2019-03-22
        metadata.set key=desk value=foreign; zone.add kind=byline start=0 end=7; zone.delete zone=z1",
        "¦By Ann. Text",
    );
    let metadata = session.open_article().unwrap().metadata().clone();
    assert_eq!(metadata.published.unwrap().to_string(), "2019-03-22");
    refused(&mut session, "document.label labels=sport", "no label of articles");
    refused(&mut session, "metadata.set key=published value=soon", "no date");
    refused(&mut session, "metadata.set key=text value=x", "never change");
    refused(&mut session, "zone.add kind=box start=0 end=1", "caption or");
}

#[test]
fn labels_are_renamed_merged_and_retired_without_losing_marks() {
    let text = "¦[m1:person|Ali] [m2:place|Rome]";
    let mut session = session(&[("one", text)]);
    check_in(
        &mut session,
        "label.add layer=entity name='Political place' shortcut=g; label.rename layer=entity label=Person name=Human
        label.recolour layer=entity label=Human colour=#00ff00; label.merge layer=entity label=Place into='Political place'",
        text,
    );
    let schema = session.project().schema();
    let counted = schema.resolve(&"entity".into(), &LabelKey::from("place")).unwrap();
    assert_eq!(counted.key.as_str(), "political_place");
    refused(&mut session, "annotation.add label=Place start=0 end=3", "merged into \"Political place\"");
    run(&mut session, "label.retire layer=entity label=Human");
    refused(&mut session, "annotation.add label=Human start=0 end=3", "is retired");
    refused(&mut session, "label.merge layer=entity label='Political place' into=Place", "merged into");
    refused(&mut session, "label.set_key layer=entity label=Organisation shortcut=g", "already");
    refused(
        &mut session,
        "label.rename layer=entity label=Organisation name='Political place'",
        "another label",
    );
    refused(&mut session, "label.recolour layer=entity label=Organisation colour=green", "no colour");
    run(&mut session, "label.restore layer=entity label=Human");
    run(&mut session, "annotation.add label=Human start=0 end=3");
}

#[test]
fn links_between_marks_keep_to_their_layers() {
    let mut session = session(&[("one", "¦[m1:person|Ali] [m2:figure|30]")]);
    run(&mut session, "relation_type.add name=Counts from=figure to=entity");
    refused(&mut session, "relation.add type=Counts from=m1 to=m2", "cannot start at a mark of layer entity");
    refused(&mut session, "relation.add type=Causes from=m1 to=m2", "no relation type");
    refused(&mut session, "relation.add type=Counts from=m2 to=m2", "to itself");
    let outcome = run(&mut session, "relation.add type=counts from=m2 to=m1");
    check_in(
        &mut session,
        &format!("relation.delete relation={}", outcome.id.unwrap()),
        "¦[m1:person|Ali] [m2:figure|30]",
    );
}

#[test]
fn people_rules_and_names_of_the_project() {
    let mut session = session(&[("one", "¦x"), ("two", "y"), ("three", "z")]);
    run(&mut session, "person.add annotator=ana name='Ana B.'");
    check_in(
        &mut session,
        "person.assign annotator=ana articles=one,two; project.rename name=News; guideline.set text=Read!
        layer.add name=Mood role=none; layer.rename layer=mood name=Moods",
        "¦x",
    );
    assert_eq!((session.project().name(), session.project().guideline().version), ("News", 1));
    run(&mut session, "article.next");
    assert_eq!(shown(&session), "¦y");
    refused(&mut session, "article.next", "last article");
    refused(&mut session, "person.add annotator=gold", "cannot be the name");
    refused(&mut session, "person.assign annotator=ana articles=four", "no article four");
}
