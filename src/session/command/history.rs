//! Undo and redo.

use super::call::Call;
use super::spec::{Group, Need, Parameter, ParameterKind, Spec};
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const UNDO: Spec = Spec::edits("undo", Group::History, undo)
    .says("Undo", "Takes back the last step, in whichever article it was")
    .window_keys(&["Ctrl+Z"])
    .needs(&[Need::Undo]);

pub(super) const REDO: Spec = Spec::edits("redo", Group::History, redo)
    .says("Redo", "Does the step again that was taken back last")
    .window_keys(&["Ctrl+Shift+Z", "Ctrl+Y"])
    .needs(&[Need::Redo]);

pub(super) const GO: Spec = Spec::edits("history.go", Group::History, go)
    .says("Go to step…", "Takes back or does again all steps between here and there")
    .takes(
        &[Parameter::new("to", ParameterKind::Number, "How many steps are to be done, from 0").required()],
    );

pub(super) const SKIP: Spec = Spec::edits("history.skip", Group::History, skip)
    .says("Leave last step", "Leaves the last step as it is, so that the one before it can be taken back")
    .needs(&[Need::Undo]);

fn undo(call: &Call<'_>) -> Result<Plan, Stop> {
    Ok(Plan::Travel(call.session.history.done().saturating_sub(1)))
}

fn redo(call: &Call<'_>) -> Result<Plan, Stop> {
    Ok(Plan::Travel(call.session.history.done() + 1))
}

fn go(call: &Call<'_>) -> Result<Plan, Stop> {
    let steps = call.session.history.revisions().len();
    match call.offset("to").filter(|to| *to <= steps) {
        Some(to) => Ok(Plan::Travel(to)),
        None => Err(Refusal::new(format!("the history has steps 0 to {steps}")).into()),
    }
}

fn skip(_: &Call<'_>) -> Result<Plan, Stop> {
    Ok(Plan::Skip)
}
