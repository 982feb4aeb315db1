//! Registers: entities, events, claims and links between claims.

use std::sync::Arc;

use glossator::model::id::{Annotator, ClaimId, EntityId, EventId, LabelKey};
use glossator::model::project::Project;
use glossator::model::record::Record;
use glossator::model::register::{
    Alias, Claim, ClaimLink, ClaimLinkKind, Claimant, Entity, Event, Evidence, Question, SettledFigure,
    Settlement, SettlementKind,
};

use super::dice::Dice;
use super::leaves::{extra, moment, timestamp};

/// Records for the register of `annotator`, each after those that it refers to.
pub(crate) fn register_records(dice: &mut Dice, project: &Project, annotator: &Annotator) -> Vec<Record> {
    let entities: Vec<Entity> = dice.some(3, |dice| entity(dice, project, annotator));
    let events: Vec<Event> = dice.some(3, |dice| event(dice, annotator));
    let claims: Vec<Claim> = dice.some(4, |dice| claim(dice, annotator, &entities, &events));
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    let links = if ids.len() > 1 { dice.some(3, |dice| link(dice, annotator, &ids)) } else { Vec::new() };
    let settlements = dice.some(3, |dice| settlement(dice, annotator));
    let entities = entities.into_iter().map(|entity| Record::Entity(Arc::new(entity)));
    let events = events.into_iter().map(|event| Record::Event(Arc::new(event)));
    let claims = claims.into_iter().map(|claim| Record::Claim(Arc::new(claim)));
    entities
        .chain(events)
        .chain(claims)
        .chain(links.into_iter().map(|link| Record::ClaimLink(Arc::new(link))))
        .chain(settlements.into_iter().map(|settlement| Record::Settlement(Arc::new(settlement))))
        .collect()
}

fn entity(dice: &mut Dice, project: &Project, annotator: &Annotator) -> Entity {
    let labels: Vec<LabelKey> = project.schema().labels.keys().map(|(_, label)| label.clone()).collect();
    Entity {
        id: dice.id("e").into(),
        annotator: annotator.clone(),
        name: dice.name(),
        aliases: dice.some(3, |dice| Alias { text: dice.text(3), case_sensitive: dice.once_in(2) }),
        kind: dice.maybe(|dice| dice.choose(&labels)),
        external: dice.maybe(|dice| dice.text(2)),
        note: dice.maybe(|dice| dice.text(3)),
        extra: extra(dice),
    }
}

fn event(dice: &mut Dice, annotator: &Annotator) -> Event {
    Event {
        id: dice.id("v").into(),
        annotator: annotator.clone(),
        name: dice.name(),
        date: dice.maybe(moment),
        place: dice.maybe(|dice| dice.text(2)),
        note: dice.maybe(|dice| dice.text(2)),
        extra: extra(dice),
    }
}

fn claim(dice: &mut Dice, annotator: &Annotator, entities: &[Entity], events: &[Event]) -> Claim {
    let entity: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
    let event: Vec<EventId> = events.iter().map(|event| event.id.clone()).collect();
    let claimant = |dice: &mut Dice| {
        if entity.is_empty() { Claimant::Text(dice.text(2)) } else { Claimant::Entity(dice.choose(&entity)) }
    };
    Claim {
        id: dice.id("c").into(),
        annotator: annotator.clone(),
        statement: dice.text(5),
        claimant: dice.maybe(claimant),
        said_at: dice.maybe(moment),
        valid_at: dice.maybe(moment),
        types: dice.some(3, |dice| dice.text(2)),
        check_worthy: dice.maybe(|dice| dice.once_in(2)),
        verdict: dice.maybe(|dice| dice.text(2)),
        justification: dice.maybe(|dice| dice.text(2)),
        evidence: dice.some(3, |dice| Evidence { text: dice.text(2), url: dice.maybe(|dice| dice.text(2)) }),
        questions: dice
            .some(3, |dice| Question { question: dice.text(2), answer: dice.maybe(|dice| dice.text(2)) }),
        event: if event.is_empty() { None } else { dice.maybe(|dice| dice.choose(&event)) },
        note: dice.maybe(|dice| dice.text(2)),
        extra: extra(dice),
    }
}

fn settlement(dice: &mut Dice, annotator: &Annotator) -> Settlement {
    let figure = |dice: &mut Dice| SettledFigure {
        article: dice.id("a").into(),
        annotation: dice.id("m").into(),
        said: dice.text(3),
    };
    Settlement {
        id: dice.id("s").into(),
        annotator: annotator.clone(),
        one: figure(dice),
        other: figure(dice),
        kind: dice.choose(SettlementKind::ALL),
        why: dice.maybe(|dice| dice.text(4)),
        at: dice.maybe(timestamp),
        extra: extra(dice),
    }
}

fn link(dice: &mut Dice, annotator: &Annotator, claims: &[ClaimId]) -> ClaimLink {
    let from = dice.below(claims.len());
    ClaimLink {
        id: dice.id("l").into(),
        annotator: annotator.clone(),
        from: claims[from].clone(),
        to: claims[(from + 1) % claims.len()].clone(),
        kind: dice.choose(ClaimLinkKind::ALL),
        extra: extra(dice),
    }
}
