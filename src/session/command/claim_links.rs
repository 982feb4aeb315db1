//! How one claim stands to another.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::model::extra::Extra;
use crate::model::id::ClaimLinkId;
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
    let (from, to) = (call.needed("from")?, call.needed("to")?);
    let kind = call.needed("type")?;
    let register = call.session.own_register();
    let taken =
        |id: &str| register.is_some_and(|known| known.claim_links.contains_key(&ClaimLinkId::from(id)));
    let link = ClaimLink {
        id: ClaimLinkId::from(call.session.new_id(call.text("id"), "l", taken)?),
        annotator: call.session.annotator.clone(),
        from: lookup::claim(call.session, from)?,
        to: lookup::claim(call.session, to)?,
        kind: ClaimLinkKind::from_name(kind)
            .ok_or_else(|| Refusal::new(format!("there is no link {kind:?} between claims")))?,
        extra: Extra::default(),
    };
    let id = link.id.clone();
    let mut draft = call.draft();
    draft.put(Record::ClaimLink(Arc::new(link)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
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
