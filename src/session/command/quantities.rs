//! What a figure's words assert.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::spec::{Group, Need, Parameter, Spec};
use crate::model::quantity::Quantity;
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const SET: Spec = Spec::edits("quantity.set", Group::Mark, set)
    .says("Set value…", "Says what value a figure gives, or takes it away")
    .needs(&[Need::Article, Need::Mark])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::json("quantity", "The value, as in the exchange format; without it, there is none"),
    ]);

fn set(call: &Call<'_>) -> Result<Plan, Stop> {
    let article = call.article()?;
    let quantity = call.text("quantity").map(|text| json::quantity(text, article)).transpose()?;
    let own = &call.mark()?.id;
    for id in quantity.iter().flat_map(Quantity::references) {
        if id == own {
            return Err(Refusal::new("a figure cannot refer to itself").into());
        }
        call.own_mark(id.as_str())?;
    }
    call.change_mark(|mark| {
        mark.quantity = quantity.map(Arc::new);
        Ok(())
    })
}
