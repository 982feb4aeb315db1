//! What a figure's words assert.

use std::sync::Arc;

use super::call::Call;
use super::json;
use super::spec::{Group, Need, Parameter, ParameterKind, Spec};
use crate::model::quantity::{Approximator, Modality, Quantity, QuantityKind};
use crate::session::error::{Refusal, Stop};
use crate::session::steps::Plan;

pub(super) const SET: Spec = Spec::edits("quantity.set", Group::Mark, set)
    .says("Set value…", "Says what value a figure gives, or takes it away")
    .needs(&[Need::Article, Need::Mark])
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::json("quantity", "The value, as in the exchange format; without it, there is none")
            .of_parts(PARTS),
    ]);

/// What of a value can be said in words. How it stands to other figures, and who vouches for it, are of its parts, too.
const PARTS: &[Parameter] = &[
    bound("point", "The number that is written, or a date such as 2019-03-22"),
    bound("low", "The least value that is asserted"),
    bound("high", "The largest value that is asserted"),
    Parameter::flag("low_open", "Whether it is more than the least value"),
    Parameter::flag("high_open", "Whether it is less than the largest value"),
    Parameter::choice("approximator", Approximator::NAMES, "The word that makes the number inexact"),
    Parameter::choice("kind", QuantityKind::NAMES, "What kind of number it is; a count if nothing is said"),
    Parameter::text("unit", "The unit in the singular: week, mile, %"),
    Parameter::text("currency", "The three letters of the currency: EUR"),
    Parameter::text("counted", "The things that are counted"),
    Parameter::text("property", "What is said of them: killed, displaced"),
    Parameter::text("qualifier", "A restriction: mostly children"),
    Parameter::text("event", "The event it belongs to"),
    Parameter::text("place", "Where it holds"),
    Parameter::text("period.from", "The day from which it holds"),
    Parameter::text("period.to", "The day until which it holds"),
    Parameter::choice("modality", Modality::NAMES, "How it is meant; actual if nothing is said"),
    Parameter::flag("doubtful", "Whether the reading is unsure"),
];

/// A number or a date.
const fn bound(name: &'static str, doc: &'static str) -> Parameter {
    Parameter::new(name, ParameterKind::Value, doc)
}

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
