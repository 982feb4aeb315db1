//! Shapes of the native format that other formats borrow for what they have no shape of their own for.

use super::places::Places;
use super::{features, quantity};
use crate::exchange::json::output::Object;
use crate::model::annotation::Features;
use crate::model::body::Body;
use crate::model::extra::Extra;
use crate::model::quantity::Quantity;
use crate::text::offsets::OffsetUnit;

/// Writes features as an object.
pub(crate) fn write_features(out: &mut Vec<u8>, values: &Features) {
    let mut object = Object::begin(out);
    features::write_pairs(&mut object, values);
    object.end();
}

/// Writes what another program had written as an object.
pub(crate) fn write_extra(out: &mut Vec<u8>, values: &Extra) {
    let mut object = Object::begin(out);
    object.extra(values);
    object.end();
}

/// Writes a quantity, whose offsets count `unit` of `body`.
pub(crate) fn write_quantity(out: &mut Vec<u8>, body: &Body, unit: OffsetUnit, value: &Quantity) {
    quantity::write(out, Places::new(body, unit), value);
}

/// Writes an attribution, as only data sets of the Hub have it, whose offsets count `unit` of `body`.
#[cfg(feature = "parquet")]
pub(crate) fn write_attribution(
    out: &mut Vec<u8>,
    body: &Body,
    unit: OffsetUnit,
    value: &crate::model::attribution::Attribution,
) {
    super::attribution::write(out, Places::new(body, unit), value);
}
