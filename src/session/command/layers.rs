//! Layers of the schema.

use std::sync::Arc;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Parameter, Spec};
use crate::model::id::LayerKey;
use crate::model::record::Record;
use crate::model::schema::{Layer, Role, position_after};
use crate::session::error::{Refusal, Stop};
use crate::session::keys::fresh_key;
use crate::session::lookup;
use crate::session::steps::Plan;

const LAYER: Parameter = Parameter::text("layer", "The layer, by key or name").required();
const NAME: Parameter = Parameter::text("name", "The name that people see").required();

pub(super) const ADD: Spec = Spec::edits("layer.add", Group::Schema, add)
    .says("New layer…", "Adds a kind of annotation with its own labels and features")
    .takes(&[
        NAME,
        Parameter::text("key", "The permanent key; else one is made from the name"),
        Parameter::choice(
            "role",
            &["entity", "claim", "figure", "none"],
            "What its marks mean; none if left out",
        ),
        Parameter::text("guideline", "What to mark, as Markdown"),
    ]);

pub(super) const RENAME: Spec = Spec::edits("layer.rename", Group::Schema, rename)
    .says("Rename layer…", "Gives a layer another name; its key stays")
    .takes(&[LAYER, NAME]);

pub(super) const SET_GUIDELINE: Spec = Spec::edits("layer.set_guideline", Group::Schema, set_guideline)
    .says("Write guideline of layer…", "Says what to mark in a layer")
    .takes(&[LAYER, Parameter::text("guideline", "What to mark, as Markdown").required()]);

fn add(call: &Call<'_>) -> Result<Plan, Stop> {
    let schema = call.session.project.schema();
    let name = call.needed("name")?;
    let taken = |key: &str| schema.layers.contains_key(&LayerKey::from(key));
    let key = match call.text("key") {
        Some(key) if taken(key) => {
            return Err(Refusal::new(format!("the key {key:?} is taken already")).into());
        }
        Some(key) => key.to_owned(),
        None => fresh_key(name, taken),
    };
    let mut role = Role::None;
    call.set_word("role", &mut role, Role::from_name)?;
    let position = position_after(schema.layers.values().map(|layer| layer.position));
    let guideline = call.text("guideline").unwrap_or_default().to_owned();
    let layer = Layer { key: key.as_str().into(), name: name.to_owned(), role, guideline, position };
    let mut draft = call.draft();
    draft.put(Record::Layer(Arc::new(layer)))?;
    call.plan(draft, call.desk(), Outcome::made(&key))
}

fn change(call: &Call<'_>, change: impl FnOnce(&mut Layer)) -> Result<Plan, Stop> {
    let mut layer = lookup::layer(call.session.project.schema(), call.needed("layer")?)?.clone();
    change(&mut layer);
    let mut draft = call.draft();
    draft.put(Record::Layer(Arc::new(layer)))?;
    call.quiet_plan(draft)
}

fn rename(call: &Call<'_>) -> Result<Plan, Stop> {
    let name = call.needed("name")?;
    change(call, |layer| name.clone_into(&mut layer.name))
}

fn set_guideline(call: &Call<'_>) -> Result<Plan, Stop> {
    let guideline = call.needed("guideline")?;
    change(call, |layer| guideline.clone_into(&mut layer.guideline))
}
