//! What is offered for the chosen mark: the entities that it may name, the claims that it may be about.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::picker::{Row, Step, Unknown};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::register::{Claim, Entity};
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::ParameterKind;
use crate::suggest::likeness::Likeness;
use crate::ui::inspector::why;
use crate::ui::texts::Texts;

/// The list for `kind`, if it is one that picks what the chosen mark belongs to and nobody has said that yet.
pub(super) fn rows(
    kind: CommandKind,
    given: &Arguments,
    session: &Session,
    texts: &Texts,
) -> Option<Vec<Row>> {
    if given.iter().next().is_some() {
        return None;
    }
    let (article, mark) = (session.open_article()?, session.chosen()?);
    match kind {
        CommandKind::EntityLink if session.is_name(mark) => Some(entities(session, article, mark, texts)),
        CommandKind::ClaimRelate if session.is_claim(mark) => Some(claims(session, article, mark, texts)),
        _ => None,
    }
}

/// What becomes of words that nothing in the list for `kind` is called by.
pub(super) fn unknown(kind: CommandKind) -> Option<Unknown> {
    match kind {
        CommandKind::EntityLink => {
            Some(Unknown { kind: CommandKind::EntityNew, argument: "name", text: "picker-entity-named" })
        }
        CommandKind::ClaimRelate => {
            Some(Unknown { kind: CommandKind::ClaimNew, argument: "statement", text: "picker-claim-stated" })
        }
        _ => None,
    }
}

/// The claims that `mark` may be about, the most alike first, then all others; a claim of its own, and none. What is picked
/// is followed by what it is to it.
fn claims(session: &Session, article: &Article, mark: &Annotation, texts: &Texts) -> Vec<Row> {
    let offers = session.claim_offers(article, mark);
    let register = session.own_register();
    let row = |claim: &Claim, about: String| Row::new(&claim.statement, about, Step::Ask(ways(claim, texts)));
    let offered = offers.iter().filter_map(|offer| {
        let claim = register?.claims.get(&offer.claim)?;
        Some(row(claim, shared(session, &offer.likeness, texts)))
    });
    let mut rows: Vec<Row> = offered.collect();
    let own = session.proposed_statement(article, mark);
    let own = texts.name("picker-claim-stated", &own);
    let new = Row::new(own, "", Step::Run(CommandKind::ClaimNew, Arguments::new()));
    rows.extend(mark.claim.is_none().then_some(new));
    let is_other = |claim: &&Arc<Claim>| {
        mark.claim.as_ref() != Some(&claim.id) && !offers.iter().any(|offer| offer.claim == claim.id)
    };
    let others = register.into_iter().flat_map(|register| register.claims.values()).filter(is_other);
    rows.extend(others.map(|claim| row(claim, String::new())));
    if mark.claim.is_some() {
        let none = Step::Run(CommandKind::ClaimMention, Arguments::new().with("claim", ""));
        rows.push(Row::new(texts.get("picker-no-claim"), "", none));
    }
    rows
}

/// What the mark may be to `claim`.
fn ways(claim: &Claim, texts: &Texts) -> Vec<Row> {
    let ways = CommandKind::ClaimRelate.spec().parameters.iter().find(|known| known.name == "as");
    let ParameterKind::Choice(ways) = ways.map_or(ParameterKind::Text, |known| known.kind) else {
        return Vec::new();
    };
    let row = |way: &&'static str| {
        let arguments = Arguments::new().with("claim", claim.id.as_str()).with("as", *way);
        let about = texts.get(&format!("way-{}-about", way.replace('_', "-")));
        Row::new(
            texts.get(&format!("way-{}", way.replace('_', "-"))),
            about,
            Step::Run(CommandKind::ClaimRelate, arguments),
        )
    };
    ways.iter().map(row).collect()
}

/// What two claims have in common, in words.
fn shared(session: &Session, likeness: &Likeness, texts: &Texts) -> String {
    /// More words than these say no more.
    const WORDS: usize = 4;
    let register = session.own_register();
    let names = likeness.names.iter().filter_map(|id| Some(register?.entities.get(id)?.name.clone()));
    let event = likeness.event.then(|| texts.get("shared-event"));
    let words = likeness.words.iter().take(WORDS).cloned();
    let parts: Vec<String> =
        names.chain(likeness.numbers.iter().cloned()).chain(event).chain(words).collect();
    texts.name("shared", &parts.join(", "))
}

/// The entities that `mark` may name, the surest first, then all others by name; a new one, and none.
fn entities(session: &Session, article: &Article, mark: &Annotation, texts: &Texts) -> Vec<Row> {
    let offers = session.entity_offers(article, mark);
    let mut others: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    let register = session.own_register();
    for entity in register.into_iter().flat_map(|register| register.entities.values()) {
        if !offers.iter().any(|offer| offer.entity == entity.id) {
            others.entry(&entity.name).or_default().push(entity);
        }
    }
    let row = |entity: &Entity, about: String| {
        let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
        let step = Step::Run(CommandKind::EntityLink, Arguments::new().with("entity", entity.id.as_str()));
        Row::new(&entity.name, about, step).also(aliases)
    };
    let offered = offers.iter().filter_map(|offer| {
        let entity = register?.entities.get(&offer.entity)?;
        Some(row(entity, why(texts, offer)))
    });
    let schema = session.project().schema();
    let kind = |entity: &Entity| {
        let layer = schema.layer_of_role(crate::model::schema::Role::Entity);
        let label = entity.kind.as_ref().and_then(|kind| schema.resolve(&layer?.key, kind));
        label.map_or_else(String::new, |label| label.name.clone())
    };
    let mut rows: Vec<Row> = offered.collect();
    let new =
        Row::new(texts.get("picker-new-entity"), "", Step::Run(CommandKind::EntityNew, Arguments::new()));
    // Where nothing is offered, it is most likely new.
    if rows.is_empty() {
        rows.push(new.clone());
    }
    let is_offered = rows.len();
    rows.extend(others.into_values().flatten().map(|entity| row(entity, kind(entity))));
    if !offers.is_empty() {
        rows.insert(is_offered, new);
    }
    if mark.entity.is_some() {
        let none = Step::Run(CommandKind::EntityLink, Arguments::new().with("entity", ""));
        rows.push(Row::new(texts.get("picker-no-entity"), "", none));
    }
    rows
}
