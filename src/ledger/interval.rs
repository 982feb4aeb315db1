//! Intervals of numbers, with ends that may be left out or missing.

use rust_decimal::Decimal;

use crate::model::moment::Moment;
use crate::model::quantity::{Bound, Quantity};

/// What may be true: everything between two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// The lower end; without it, anything below the upper one.
    pub low: Option<Decimal>,
    /// The upper end; without it, anything above the lower one.
    pub high: Option<Decimal>,
    /// Whether the lower end itself is left out.
    pub low_open: bool,
    /// Whether the upper end itself is left out.
    pub high_open: bool,
}

impl Interval {
    /// What `quantity` asserts, each number times `factor`. Dates are days since the beginning of the year 0; `None` where
    /// nothing is asserted that could be compared.
    pub(super) fn of(quantity: &Quantity, factor: Decimal) -> Option<Self> {
        let end = |bound: &Option<Bound>, is_high: bool| match bound {
            Some(Bound::Number(number)) => number.checked_mul(factor).map(Some),
            Some(Bound::Date(moment)) => day(*moment, is_high).map(Some),
            None => Some(None),
        };
        let (low, high) = (end(&quantity.low, false)?, end(&quantity.high, true)?);
        let Quantity { low_open, high_open, .. } = *quantity;
        (low.is_some() || high.is_some()).then_some(Self { low, high, low_open, high_open })
    }

    /// Whether no number lies in both.
    pub(super) fn is_apart(self, other: Self) -> bool {
        let below = |a: Self, b: Self| match (a.high, b.low) {
            (Some(high), Some(low)) => high < low || high == low && (a.high_open || b.low_open),
            _ => false,
        };
        below(self, other) || below(other, self)
    }
}

/// The number of the first or the last day that `moment` can be. One without a year is none.
fn day(moment: Moment, is_last: bool) -> Option<Decimal> {
    let date = moment.date();
    date.year()?;
    let (year, month, day) = if is_last { date.last() } else { date.first() };
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let day = day.min(first.days_in_month());
    let start = jiff::civil::Date::new(0, 1, 1).ok()?;
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let days = start.until(date).ok()?.get_days();
    Some(Decimal::from(days))
}
