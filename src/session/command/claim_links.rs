//! How one claim stands to another.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::model::extra::Extra;
use crate::model::id::{ClaimId, ClaimLinkId};
use crate::model::record::{Record, RecordKey, RegisterKey};
use crate::model::register::{ClaimLink, ClaimLinkKind};
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

/// The names of [`ClaimLinkKind::ALL`].
const KINDS: &[&str] = &["repeats", "updates", "corrects", "supports", "contradicts", "part_of"];

pub(super) const LINK: Spec = Spec::edits("claim.link", Group::Register, link)
    .says("Link claims…", "Says how one claim stands to another; a denial is the same claim, not a link")
    .takes(&[
        Parameter::text("id", "The id of the new link; else one is made"),
        Parameter::text("from", "The claim that does it: the later one of an update").required(),
        Parameter::text("to", "The claim that it is done to").required(),
        Parameter::choice("type", KINDS, "How they stand to each other").required(),
    ]);

pub(super) const UNLINK: Spec = Spec::edits("claim.unlink", Group::Register, unlink)
    .says("Unlink claims…", "Deletes a link between two claims")
    .takes(&[Parameter::text("link", "The link's id").required()]);

fn link(call: &Call<'_>) -> Result<Plan, Stop> {
    let from = lookup::claim(call.session, call.needed("from")?)?;
    let to = lookup::claim(call.session, call.needed("to")?)?;
    let kind = call.needed("type")?;
    let kind = ClaimLinkKind::from_name(kind)
        .ok_or_else(|| Refusal::new(format!("there is no link {kind:?} between claims")))?;
    check(call, &from, &to, kind)?;
    let link = made(call, from, to, kind, call.text("id"))?;
    let id = link.id.clone();
    let mut draft = call.draft();
    draft.put(Record::ClaimLink(Arc::new(link)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

/// A new link, with the id that is asked for or one that is made.
pub(super) fn made(
    call: &Call<'_>,
    from: ClaimId,
    to: ClaimId,
    kind: ClaimLinkKind,
    id: Option<&str>,
) -> Result<ClaimLink, Stop> {
    let register = call.session.own_register();
    let taken =
        |id: &str| register.is_some_and(|known| known.claim_links.contains_key(&ClaimLinkId::from(id)));
    Ok(ClaimLink {
        id: ClaimLinkId::from(call.session.new_id(id, "l", taken)?),
        annotator: call.session.annotator.clone(),
        from,
        to,
        kind,
        extra: Extra::default(),
    })
}

/// Refuses a link that says nothing: of a claim to itself, one that is there, one that goes round in a circle.
pub(super) fn check(call: &Call<'_>, from: &ClaimId, to: &ClaimId, kind: ClaimLinkKind) -> Result<(), Stop> {
    if from == to {
        return Err(Refusal::new("a claim cannot be linked to itself").into());
    }
    let Some(register) = call.session.own_register() else { return Ok(()) };
    let statement = |id| register.claims.get(id).map_or("", |claim| claim.statement.as_str());
    let links = || register.claim_links.values().filter(|link| link.kind == kind);
    if links().any(|link| link.from == *from && link.to == *to) {
        return Err(Refusal::new(format!("this link is there already, to “{}”", statement(to))).into());
    }
    // "Supports", "contradicts" and "repeats" may go both ways; what is later, better or larger may not.
    if !matches!(kind, ClaimLinkKind::Updates | ClaimLinkKind::Corrects | ClaimLinkKind::PartOf) {
        return Ok(());
    }
    let mut open = vec![to];
    let mut seen = BTreeSet::new();
    while let Some(claim) = open.pop() {
        if claim == from {
            let way = kind.name().replace('_', " ");
            return Err(Refusal::new(format!(
                "“{}” {way} “{}” already, if only by others",
                statement(to),
                statement(from)
            ))
            .hint("Delete the link the other way round first: “Unlink claims…”")
            .into());
        }
        if seen.insert(claim) {
            open.extend(links().filter(|link| link.from == *claim).map(|link| &link.to));
        }
    }
    Ok(())
}

fn unlink(call: &Call<'_>) -> Result<Plan, Stop> {
    let id = ClaimLinkId::from(call.needed("link")?);
    if !call.session.own_register().is_some_and(|register| register.claim_links.contains_key(&id)) {
        return Err(Refusal::new(format!("your register has no claim link {id}")).into());
    }
    let mut draft = call.draft();
    draft.set(RecordKey::Register(call.session.annotator.clone(), RegisterKey::ClaimLink(id)), None)?;
    call.quiet_plan(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_link_can_be_asked_for() {
        let names: Vec<&str> = ClaimLinkKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(KINDS, names);
    }
}
