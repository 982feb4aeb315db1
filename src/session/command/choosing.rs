//! Going from mark to mark.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::annotation::Annotation;
use crate::model::id::AnnotationId;
use crate::model::work::position;
use crate::session::desk::Selection;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const CHOOSE: Spec = Spec::looks("annotation.choose", Group::Mark, choose)
    .says("Choose mark…", "Chooses a mark for the commands that act on one")
    .needs(&[Need::Open])
    .takes(&[Parameter::text("id", "The mark").required()]);

pub(super) const NEXT: Spec = Spec::looks("annotation.next", Group::Mark, |call| step(call, true))
    .says("Next mark", "Chooses the next mark in reading order")
    .keys(&["F3"])
    .needs(&[Need::Open]);

pub(super) const PREVIOUS: Spec = Spec::looks("annotation.previous", Group::Mark, |call| step(call, false))
    .says("Previous mark", "Chooses the previous mark in reading order")
    .keys(&["Shift+F3"])
    .needs(&[Need::Open]);

fn choose(call: &Call<'_>) -> Result<Plan, Stop> {
    let id = AnnotationId::from(call.needed("id")?);
    let work = call.session.own_work(call.article_id()?);
    let mark = work.and_then(|work| work.annotations().get(&id));
    let mark = mark.ok_or_else(|| Refusal::new(format!("you have no mark {id} in this article")))?;
    Ok(show(call, mark))
}

fn step(call: &Call<'_>, forward: bool) -> Result<Plan, Stop> {
    let session = call.session;
    let at = session.desk.selection.head;
    // A chosen mark is where the way goes on, until the cursor has left it.
    let is_at = |mark: &&Arc<Annotation>| (mark.spans.hull().start()..=mark.spans.hull().end()).contains(&at);
    let chosen = session.chosen().filter(is_at);
    let place = chosen.map_or_else(|| (at, at, AnnotationId::from("")), |mark| position(mark));
    let work = session.own_work(call.article_id()?);
    let next = work.and_then(|work| if forward { work.after(&place) } else { work.before(&place) });
    match next {
        Some(mark) => Ok(show(call, mark)),
        None if forward => Err(Refusal::new("there is no mark after this place").into()),
        None => Err(Refusal::new("there is no mark before this place").into()),
    }
}

/// The cursor goes behind the mark, so that the next candidate is looked for from there.
fn show(call: &Call<'_>, mark: &Annotation) -> Plan {
    let mut desk = call.desk();
    desk.select(Selection::caret(mark.spans.end()));
    desk.chosen = Some(mark.id.clone());
    Plan::look(desk, Outcome::default().with("id", mark.id.as_str()))
}
