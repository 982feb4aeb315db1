//! What a marked claim is to a claim that is known: the same, its denial, an update, a correction.

use std::sync::Arc;

use super::call::Call;
use super::claim_links::{check, made};
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::Annotation;
use crate::model::attribution::{Anchor, Attribution, Certainty, Polarity, QuoteType};
use crate::model::extra::Extra;
use crate::model::id::{AttributionId, ClaimId};
use crate::model::record::Record;
use crate::model::register::{Claim, ClaimLinkKind};
use crate::session::draft::Draft;
use crate::session::error::{Refusal, Stop};
use crate::session::lookup;
use crate::session::steps::Plan;

const STATEMENT: Parameter =
    Parameter::text("statement", "What the mark states as a sentence of its own; else its words");

pub(super) const NEW: Spec = Spec::edits("claim.new", Group::Register, new)
    .says("Make a claim of the mark", "Makes a claim of the chosen mark, stated in its words")
    .keys(&["Ctrl+Alt+J"])
    .needs(&[Need::Article, Need::Mark])
    .takes(&[Parameter::ARTICLE, Parameter::MARK, STATEMENT]);

/// What a mark can be to a claim. After the first two, the names of [`ClaimLinkKind`].
const WAYS: &[&str] =
    &["same", "denies", "updates", "contradicts", "corrects", "supports", "repeats", "part_of"];

pub(super) const RELATE: Spec = Spec::edits("claim.relate", Group::Register, relate)
    .says(
        "Relate to claim…",
        "Says what the chosen mark is to a claim that is known: the same, its denial, an update, a correction",
    )
    .keys(&["Ctrl+J"])
    .needs(&[Need::Article, Need::Mark])
    .takes(
        const {
            &[
                Parameter::ARTICLE,
                Parameter::MARK,
                Parameter::text("claim", "The claim's id").required(),
                Parameter::choice(
                    "as",
                    WAYS,
                    "It states it, it denies it, or what it states is linked to it in this way",
                )
                .required(),
                STATEMENT,
            ]
        },
    );

fn claim_mark<'a>(call: &Call<'a>) -> Result<&'a Arc<Annotation>, Stop> {
    let mark = call.mark()?;
    if !call.session.is_claim(mark) {
        return Err(Refusal::new("the chosen mark is no claim").into());
    }
    Ok(mark)
}

fn new(call: &Call<'_>) -> Result<Plan, Stop> {
    let mark = claim_mark(call)?;
    let mut draft = call.draft();
    let id = stated(call, &mut draft, mark)?;
    call.plan(draft, call.desk(), Outcome::made(&id).with("claim", id.to_string()))
}

/// Drafts a claim that `mark` states.
fn stated(call: &Call<'_>, draft: &mut Draft<'_>, mark: &Annotation) -> Result<ClaimId, Stop> {
    let article = call.article()?;
    let given = call.text("statement").map(str::trim).filter(|words| !words.is_empty());
    let statement = given.map_or_else(|| call.session.proposed_statement(article, mark), str::to_owned);
    if statement.is_empty() {
        return Err(Refusal::new("a claim needs a statement").into());
    }
    let register = call.session.own_register();
    let taken = |id: &str| register.is_some_and(|known| known.claims.contains_key(&ClaimId::from(id)));
    let id = ClaimId::from(call.session.fresh_id("c", taken)?);
    let event = article.work(&call.session.annotator).and_then(|work| work.event());
    let claim = Claim {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        statement,
        claimant: None,
        said_at: None,
        valid_at: None,
        types: Vec::new(),
        check_worthy: None,
        verdict: None,
        justification: None,
        evidence: Vec::new(),
        questions: Vec::new(),
        event: event.map(|known| known.event.clone()),
        note: None,
        extra: Extra::default(),
    };
    draft.put(Record::Claim(Arc::new(claim)))?;
    mention(call, draft, mark, &id)?;
    Ok(id)
}

/// Drafts that `mark` states `claim`.
fn mention(call: &Call<'_>, draft: &mut Draft<'_>, mark: &Annotation, claim: &ClaimId) -> Result<(), Stop> {
    let linked = Annotation { claim: Some(claim.clone()), ..mark.clone() };
    Ok(draft.put_in(call.article()?.id(), Record::Annotation(Arc::new(linked)))?)
}

fn relate(call: &Call<'_>) -> Result<Plan, Stop> {
    let mark = claim_mark(call)?;
    let other = lookup::claim(call.session, call.needed("claim")?)?;
    let way = call.needed("as")?;
    let mut draft = call.draft();
    let Some(kind) = ClaimLinkKind::from_name(way) else {
        mention(call, &mut draft, mark, &other)?;
        if way == "denies" {
            deny(call, &mut draft, mark)?;
        }
        let outcome = Outcome::default().with("claim", other.to_string());
        return call.plan(draft, call.desk(), outcome);
    };
    let own = match &mark.claim {
        Some(own) => own.clone(),
        None => stated(call, &mut draft, mark)?,
    };
    check(call, &own, &other, kind)?;
    let link = made(call, own.clone(), other, kind, None)?;
    let outcome = Outcome::made(&link.id).with("claim", own.to_string());
    draft.put(Record::ClaimLink(Arc::new(link)))?;
    call.plan(draft, call.desk(), outcome)
}

/// Drafts that whoever says `mark` denies it: where nobody is said to, the outlet itself does.
fn deny(call: &Call<'_>, draft: &mut Draft<'_>, mark: &Annotation) -> Result<(), Stop> {
    let article = call.article()?;
    let content = Anchor::Annotation(mark.id.clone());
    let work = article.work(&call.session.annotator);
    let said = work.into_iter().flat_map(|work| work.attributions().values());
    let said: Vec<&Arc<Attribution>> = said.filter(|said| said.contents.contains(&content)).collect();
    let denial = match said[..] {
        [] => {
            let taken = |id: &str| article.attribution(&AttributionId::from(id)).is_some();
            Attribution {
                id: AttributionId::from(call.session.fresh_id("q", taken)?),
                annotator: call.session.annotator.clone(),
                sources: Vec::new(),
                cue: None,
                contents: vec![content],
                via: None,
                said_at: None,
                quote_type: QuoteType::Indirect,
                polarity: Polarity::Denies,
                certainty: Certainty::Certain,
                note: None,
                extra: Extra::default(),
            }
        }
        [one] => Attribution { polarity: Polarity::Denies, ..Attribution::clone(one) },
        _ => {
            return Err(Refusal::new("more than one says it, and it is not known which of them denies it")
                .hint("Take “Change attribution…” and set its polarity")
                .into());
        }
    };
    Ok(draft.put_in(article.id(), Record::Attribution(Arc::new(denial)))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_link_is_a_way() {
        let linked: Vec<&str> =
            WAYS.iter().copied().filter(|way| ClaimLinkKind::from_name(way).is_some()).collect();
        assert_eq!(linked.len(), ClaimLinkKind::ALL.len());
        assert_eq!(WAYS.len(), linked.len() + 2);
    }
}
