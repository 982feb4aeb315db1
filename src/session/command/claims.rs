//! Claims of the annotator's register.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::kind::CommandKind;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, ParameterKind, Spec};
use crate::model::extra::Extra;
use crate::model::id::ClaimId;
use crate::model::record::{Record, RecordKey, RegisterKey};
use crate::model::register::{Claim, Claimant};
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

const fn fields(first: Parameter) -> [Parameter; 13] {
    [
        first,
        Parameter::text("statement", "The proposition as a sentence that stands alone"),
        Parameter::text("claimant", "Who makes it, in words"),
        Parameter::text("claimant_entity", "Who makes it, by the id of an entity"),
        Parameter::text("said_at", "When it was said: 2019-03-22, 2019-03, 2019 or a date with time"),
        Parameter::text("valid_at", "The time of which it speaks"),
        Parameter::list("types", "All its types"),
        Parameter::new("check_worthy", ParameterKind::Bool, "Whether it is worth checking"),
        Parameter::text("verdict", "A value of the project's scale"),
        Parameter::text("justification", "Why that verdict"),
        Parameter::text("event", "The id of the event that it is about"),
        Parameter::text("note", "A remark"),
        Parameter::json("record", "All of it, as in the exchange format; other arguments come on top"),
    ]
}

const CLAIM: Parameter = Parameter::text("claim", "The claim's id");

pub(super) const ADD: Spec = Spec::edits("claim.add", Group::Register, add)
    .says("New claim…", "Adds a checkable proposition that articles state")
    .takes(const { &fields(Parameter::text("id", "The id of the new claim; else one is made")) });

pub(super) const SET: Spec = Spec::edits("claim.set", Group::Register, set)
    .says("Change claim…", "Changes the parts of a claim that are given")
    .takes(const { &fields(CLAIM.required()) });

pub(super) const DELETE: Spec = Spec::edits("claim.delete", Group::Register, delete)
    .says("Delete claim…", "Deletes a claim with its links to others; marks that stated it stay")
    .takes(&[CLAIM.required()]);

pub(super) const MENTION: Spec = Spec::edits("claim.mention", Group::Register, mention)
    .says("Link to claim…", "Says which claim a mark states, or that it states none")
    .needs(&[Need::Article, Need::Mark])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::text("claim", "The claim's id; without it, the link is taken away"),
    ]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let register = call.session.own_register();
    let taken = |id: &str| register.is_some_and(|known| known.claims.contains_key(&ClaimId::from(id)));
    let id = ClaimId::from(call.session.new_id(call.text("id"), "c", taken)?);
    let blank = Claim {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        statement: String::new(),
        claimant: None,
        said_at: None,
        valid_at: None,
        types: Vec::new(),
        check_worthy: None,
        verdict: None,
        justification: None,
        evidence: Vec::new(),
        questions: Vec::new(),
        event: None,
        note: None,
        extra: Extra::default(),
    };
    let mut draft = call.draft();
    draft.put(Record::Claim(Arc::new(filled(call, blank)?)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn set(call: &Call<'_>) -> Result<Plan, Stop> {
    let known = Claim::clone(find(call)?);
    let mut draft = call.draft();
    draft.put(Record::Claim(Arc::new(filled(call, known)?)))?;
    call.quiet_plan(draft)
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Arc<Claim>, Refusal> {
    let id = lookup::claim(call.session, call.needed("claim")?)?;
    let register = call.session.own_register();
    let found = register.and_then(|register| register.claims.get(&id));
    found.ok_or_else(|| Refusal::new(format!("your register has no claim {id}")))
}

/// `claim` with everything that the command was given.
fn filled(call: &Call<'_>, mut claim: Claim) -> Result<Claim, Stop> {
    if let Some(text) = call.text("record") {
        let (id, annotator) = (claim.id, claim.annotator);
        claim = Claim { id, annotator, ..json::claim(text)? };
    }
    if let Some(statement) = call.text("statement") {
        statement.clone_into(&mut claim.statement);
    }
    if claim.statement.trim().is_empty() {
        return Err(Refusal::new("a claim needs a statement").into());
    }
    if let Some(text) = call.text("claimant") {
        claim.claimant = (!text.is_empty()).then(|| Claimant::Text(text.to_owned()));
    }
    if let Some(id) = call.text("claimant_entity") {
        claim.claimant = Some(Claimant::Entity(lookup::entity(call.session, id)?));
    }
    if let Some(id) = call.text("event") {
        claim.event = if id.is_empty() { None } else { Some(lookup::event(call.session, id)?) };
    }
    if call.get("check_worthy").is_some() {
        claim.check_worthy = Some(call.flag("check_worthy"));
    }
    call.set_moment("said_at", &mut claim.said_at)?;
    call.set_moment("valid_at", &mut claim.valid_at)?;
    call.set_list("types", &mut claim.types);
    call.set_text("verdict", &mut claim.verdict);
    call.set_text("justification", &mut claim.justification);
    call.set_text("note", &mut claim.note);
    check_verdict(call, &claim)?;
    Ok(claim)
}

fn check_verdict(call: &Call<'_>, claim: &Claim) -> Result<(), Refusal> {
    let scale = &call.session.project.schema().scales.verdicts;
    match &claim.verdict {
        Some(verdict) if !scale.is_empty() && !scale.contains(verdict) => {
            Err(Refusal::new(format!("{verdict:?} is no verdict of the project's scale"))
                .hint(format!("There are {}", scale.join(", "))))
        }
        _ => Ok(()),
    }
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let claim = find(call)?;
    let key = |key| RecordKey::Register(call.session.annotator.clone(), key);
    let mut draft = call.draft();
    call.session.release_claim(&mut draft, &claim.id)?;
    let links = call.session.own_register().into_iter().flat_map(|register| register.claim_links.values());
    for link in links.filter(|link| link.from == claim.id || link.to == claim.id) {
        draft.set(key(RegisterKey::ClaimLink(link.id.clone())), None)?;
    }
    draft.set(key(RegisterKey::Claim(claim.id.clone())), None)?;
    call.quiet_plan(draft)
}

fn mention(call: &Call<'_>) -> Result<Plan, Stop> {
    let wanted = call.text("claim").filter(|id| !id.is_empty());
    let claim = wanted.map(|id| lookup::claim(call.session, id)).transpose()?;
    let plan = call.change_mark(|mark| {
        mark.claim = claim;
        Ok(())
    })?;
    Ok(plan.remembering(call, CommandKind::ClaimMention))
}
