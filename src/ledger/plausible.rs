//! What words make plausible, beyond what they assert: who writes "more than 30,000" hardly means 60,000.

use rust_decimal::Decimal;

pub use super::interval::Interval;
use crate::model::quantity::{Approximator, Quantity};

/// The range, in percent of the number that is written, that an approximator makes plausible.
const RANGES: &[(Approximator, u32, u32)] = &[
    (Approximator::About, 90, 110),
    (Approximator::Around, 90, 110),
    (Approximator::Approximately, 90, 110),
    (Approximator::Roughly, 90, 110),
    (Approximator::Some, 90, 110),
    (Approximator::Nearly, 90, 100),
    (Approximator::Almost, 90, 100),
    (Approximator::CloseTo, 90, 110),
    (Approximator::MoreThan, 100, 125),
    (Approximator::Over, 100, 125),
    (Approximator::Above, 100, 125),
    (Approximator::AtLeast, 100, 150),
    (Approximator::NoFewerThan, 100, 150),
    (Approximator::NoLessThan, 100, 150),
    (Approximator::UpwardsOf, 100, 125),
    (Approximator::LessThan, 75, 100),
    (Approximator::FewerThan, 75, 100),
    (Approximator::Under, 75, 100),
    (Approximator::Below, 75, 100),
    (Approximator::UpTo, 75, 100),
    (Approximator::AtMost, 75, 100),
    (Approximator::NoMoreThan, 75, 100),
    // Of these, no number is written: per cent of the least that the word asserts.
    (Approximator::Several, 100, 300),
    (Approximator::AFew, 100, 200),
    (Approximator::Dozens, 100, 410),
    (Approximator::Scores, 100, 500),
    (Approximator::Hundreds, 100, 500),
    (Approximator::Thousands, 100, 500),
    (Approximator::TensOfThousands, 100, 500),
    (Approximator::HundredsOfThousands, 100, 500),
    (Approximator::Millions, 100, 500),
];

/// What the words of `quantity`, which assert `asserted`, make plausible.
pub fn plausible(quantity: &Quantity, asserted: Interval) -> Interval {
    let range = quantity.approximator.and_then(|word| RANGES.iter().find(|(known, ..)| *known == word));
    let Some((_, least, most)) = range else { return asserted };
    let Some(number) = asserted.low.or(asserted.high) else { return asserted };
    let share = |percent: u32| number.checked_mul(Decimal::new(i64::from(percent), 2));
    let (Some(low), Some(high)) = (share(*least), share(*most)) else { return asserted };
    // What is below zero grows the other way.
    Interval { low: Some(low.min(high)), high: Some(high.max(low)), low_open: false, high_open: false }
}
