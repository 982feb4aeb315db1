//! What two figures that do not go together are to each other.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::ledger::digest::Digest;
use crate::model::extra::Extra;
use crate::model::id::{AnnotationId, ArticleId, SettlementId};
use crate::model::record::{Record, RecordKey, RegisterKey};
use crate::model::register::{SettledFigure, Settlement, SettlementKind};
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

/// The names of [`SettlementKind::ALL`].
const KINDS: &[&str] = &["update", "different", "error", "conflict"];

/// The two figures.
const FIGURES: [Parameter; 4] = [
    Parameter::text("one", "The mark of the one figure").required(),
    Parameter::text("one_article", "The article of the one figure").required(),
    Parameter::text("other", "The mark of the other figure").required(),
    Parameter::text("other_article", "The article of the other figure").required(),
];

pub(super) const SETTLE: Spec = Spec::edits("figures.settle", Group::Register, settle)
    .says("Settle figures…", "Says what two figures that do not go together are to each other, and why")
    .takes(
        const {
            &[
                FIGURES[0],
                FIGURES[1],
                FIGURES[2],
                FIGURES[3],
                Parameter::choice(
                    "as",
                    KINDS,
                    "The later replaces the earlier, they count different things, one is an error, or they contradict each other",
                )
                .required(),
                Parameter::text("why", "What was found out"),
            ]
        },
    );

pub(super) const REOPEN: Spec = Spec::edits("figures.reopen", Group::Register, reopen)
    .says("Reopen figures…", "Takes back what was said of two figures that do not go together")
    .takes(&FIGURES);

fn settle(call: &Call<'_>) -> Result<Plan, Stop> {
    let (one, other) = figures(call)?;
    if one == other {
        return Err(Refusal::new("a figure goes together with itself").into());
    }
    let kind = call.needed("as")?;
    let known = known(call, &one, &other);
    let taken = |id: &str| {
        let register = call.session.own_register();
        register.is_some_and(|register| register.settlements.contains_key(&SettlementId::from(id)))
    };
    let id = match &known {
        Some(known) => known.id.clone(),
        None => SettlementId::from(call.session.fresh_id("s", taken)?),
    };
    let settlement = Settlement {
        id: id.clone(),
        annotator: call.session.annotator.clone(),
        one,
        other,
        kind: SettlementKind::from_name(kind)
            .ok_or_else(|| Refusal::new(format!("figures cannot be settled as {kind:?}")))?,
        why: call.text("why").map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned),
        at: Some(call.session.stamp()),
        extra: known.map_or_else(Extra::default, |known| known.extra.clone()),
    };
    let mut draft = call.draft();
    draft.put(Record::Settlement(Arc::new(settlement)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn reopen(call: &Call<'_>) -> Result<Plan, Stop> {
    let (one, other) = figures(call)?;
    let known = known(call, &one, &other).ok_or_else(|| Refusal::new("these figures are not settled"))?;
    let mut draft = call.draft();
    let key = RegisterKey::Settlement(known.id.clone());
    draft.set(RecordKey::Register(call.session.annotator.clone(), key), None)?;
    call.quiet_plan(draft)
}

/// What was said of the two figures before.
fn known<'a>(call: &Call<'a>, one: &SettledFigure, other: &SettledFigure) -> Option<&'a Arc<Settlement>> {
    call.session.own_register()?.settlements.values().find(|known| known.is_of(one.place(), other.place()))
}

/// The two figures, as they are now.
fn figures(call: &Call<'_>) -> Result<(SettledFigure, SettledFigure), Stop> {
    Ok((figure(call, "one_article", "one")?, figure(call, "other_article", "other")?))
}

fn figure(call: &Call<'_>, article: &str, annotation: &str) -> Result<SettledFigure, Stop> {
    let session = call.session;
    let (article, annotation) =
        (ArticleId::from(call.needed(article)?), AnnotationId::from(call.needed(annotation)?));
    let text = session.project.article(&article)?;
    let register = session.own_register().cloned().unwrap_or_default();
    let digest = Digest::of(text, &session.annotator, session.project.schema(), &register);
    let figure = digest.figures.iter().find(|figure| figure.annotation == annotation);
    let missing = || Refusal::new(format!("article {article} has no figure {annotation} with a value"));
    let said = figure.ok_or_else(missing)?.assertion();
    Ok(SettledFigure { article, annotation, said })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_settlement_can_be_asked_for() {
        let names: Vec<&str> = SettlementKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(KINDS, names);
    }
}
