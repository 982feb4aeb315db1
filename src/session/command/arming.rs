//! Keeping a label armed, to paint with it.

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::session::error::Stop;
use crate::session::lookup;
use crate::session::steps::Plan;

pub(super) const ARM: Spec = Spec::looks("label.arm", Group::Label, arm)
    .says("Arm label…", "Keeps a label ready: whatever is selected next is marked with it")
    .takes(&[
        Parameter::text("layer", "The layer, by key or name; not needed where only one layer has the label"),
        Parameter::text("label", "The label, by name or key").required(),
    ]);

pub(super) const DISARM: Spec = Spec::looks("label.disarm", Group::Label, disarm)
    .says("Disarm label", "Selecting no longer marks anything")
    .keys(&["Shift+Escape"]);

fn arm(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let label = lookup::label(schema, call.text("layer"), call.needed("label")?)?;
    let mut desk = call.desk();
    desk.armed = Some((label.layer.clone(), label.key.clone()));
    Ok(Plan::look(desk, Outcome::default()))
}

fn disarm(call: &Call<'_>) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    desk.armed = None;
    Ok(Plan::look(desk, Outcome::default()))
}
