//! Stretches that are not the article's own running text.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::review::Decided;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::decision;
use crate::model::id::{LabelKey, LayerKey, ZoneId};
use crate::model::record::{ArticleKey, Record, RecordKey};
use crate::model::zone::{Zone, ZoneKind, ZoneVerdict};
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;
use crate::suggest::proposal::Rule;
use crate::text::graphemes::snap_to_graphemes;

/// The names of [`ZoneKind::ALL`].
const KINDS: &[&str] = &[
    "caption",
    "duplicate_caption",
    "headline",
    "byline",
    "related_link",
    "promotion",
    "player",
    "legal",
    "navigation",
    "front_matter",
];

const ZONE: Parameter = Parameter::text("zone", "The zone's id").required();

pub(super) const ADD: Spec = Spec::edits("zone.add", Group::Article, add)
    .says("Mark as zone…", "Says that the selection is not the article's own running text, and what it is")
    .needs(&[Need::Article, Need::Selection])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::text("id", "The id of the new zone; else one is made"),
        Parameter::choice("kind", KINDS, "What it is").required(),
        Parameter::START,
        Parameter::END,
    ]);

pub(super) const DELETE: Spec = Spec::edits("zone.delete", Group::Article, delete)
    .says("Delete zone…", "Deletes a zone that you have marked")
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE, ZONE]);

/// The zone that is judged.
const JUDGED: Parameter =
    Parameter::text("zone", "The zone's id; else the one that seems to be at the cursor, or the next");

pub(super) const ACCEPT: Spec = Spec::edits("zone.accept", Group::Article, |call| judge(call, true))
    .says(
        "Accept zone",
        "Confirms a zone that came with the article, or one that seems to be at the cursor or after it",
    )
    .keys(&["Alt+Z"])
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE, JUDGED]);

pub(super) const REFUSE: Spec = Spec::edits("zone.refuse", Group::Article, |call| judge(call, false))
    .says(
        "Refuse zone",
        "Says that a zone that came with the article, or seems to be at the cursor or after it, is none",
    )
    .keys(&["Alt+Shift+Z"])
    .needs(&[Need::Article])
    .takes(&[Parameter::ARTICLE, JUDGED]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let kind = call.needed("kind")?;
    let kind =
        ZoneKind::from_name(kind).ok_or_else(|| Refusal::new(format!("there is no zone kind {kind:?}")))?;
    let range = match (call.offset("start"), call.offset("end")) {
        (Some(start), Some(end)) => article.body().span(start, end)?.range(),
        _ => call.selected()?,
    };
    let snapped = snap_to_graphemes(article.body().text(), range);
    let span = article.body().span(snapped.start, snapped.end)?;
    let taken = |id: &str| article.zone(&ZoneId::from(id)).is_some();
    let id = ZoneId::from(call.session.new_id(call.text("id"), "z", taken)?);
    let zone = Zone { id: id.clone(), span, kind, annotator: Some(call.session.annotator.clone()) };
    let mut draft = call.draft();
    draft.put_in(article.id(), Record::Zone(Arc::new(zone)))?;
    call.plan(draft, call.desk(), Outcome::made(&id))
}

fn find<'a>(call: &Call<'a>) -> Result<&'a Arc<Zone>, Stop> {
    let article = call.article()?;
    let id = ZoneId::from(call.needed("zone")?);
    let missing = || Refusal::new(format!("there is no zone {id} in article {}", article.id()));
    Ok(article.zone(&id).ok_or_else(missing)?)
}

fn delete(call: &Call<'_>) -> Result<Plan, Stop> {
    let zone = find(call)?;
    if zone.annotator.is_none() {
        let refusal = Refusal::new(format!("zone {} came with the article", zone.id));
        return Err(refusal.hint("Refuse it with zone.refuse").into());
    }
    let mut draft = call.draft();
    let key = ArticleKey::Zone(zone.id.clone());
    draft.set(RecordKey::Article(call.article_id()?.clone(), key), None)?;
    call.quiet_plan(draft)
}

fn judge(call: &Call<'_>, accepted: bool) -> Result<Plan, Stop> {
    if call.text("zone").is_none() {
        return judge_found(call, accepted);
    }
    let zone = find(call)?;
    if zone.annotator.is_some() {
        return Err(Refusal::new("only zones that came with the article are accepted or refused").into());
    }
    let verdict = ZoneVerdict { zone: zone.id.clone(), annotator: call.session.annotator.clone(), accepted };
    let mut draft = call.draft();
    draft.put_in(call.article_id()?, Record::ZoneVerdict(Arc::new(verdict)))?;
    call.quiet_plan(draft)
}

/// Makes a zone that was only found one of the annotator's, or notes that it is none.
fn judge_found(call: &Call<'_>, accepted: bool) -> Result<Plan, Stop> {
    let article = call.article()?;
    let none = || Refusal::new("nothing from the cursor on seems to be a zone");
    let found = call.session.zone_ahead().filter(|_| call.is_open()).ok_or_else(none)?;
    let span = article.body().span(found.span.start, found.span.end)?;
    let mut draft = call.draft();
    let kind = found.kind.name().replace('_', " ");
    let said = if accepted {
        let taken = |id: &str| article.zone(&ZoneId::from(id)).is_some();
        let id = ZoneId::from(call.session.fresh_id("z", taken)?);
        let zone = Zone { id, span, kind: found.kind, annotator: Some(call.session.annotator.clone()) };
        draft.put_in(article.id(), Record::Zone(Arc::new(zone)))?;
        format!("accepted as {kind}: {}", found.reason)
    } else {
        let (layer, label) = (LayerKey::from(""), LabelKey::from(""));
        let decided = Decided { rule: Rule::Zones.name(), spans: span.into(), layer: &layer, label: &label };
        decided.put(call, article, &mut draft, decision::Outcome::Rejected)?;
        format!("no {kind}: the text is the article's own")
    };
    call.plan(draft, call.desk(), Outcome::said(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_zone_can_be_asked_for() {
        let names: Vec<&str> = ZoneKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(KINDS, names);
    }
}
