//! Axes: what stands where along a line, with round numbers or days below it.

use jiff::civil::Date;

use crate::model::moment::{Moment, PartialDate};
use crate::ui::moment;
use crate::ui::texts::Texts;

/// About how many numbers stand below an axis.
const TICKS: f64 = 5.0;
/// The most days that are all written.
const DAYS: usize = 6;
/// How much room is left at both ends, as a share of the whole.
const ROOM: f64 = 0.06;

/// A line from one number to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    /// What is written below it.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis for numbers; `None` where there are none.
    pub(super) fn numbers(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (low, high) = ends(values)?;
        let step = round_step((high - low) / TICKS);
        let first = (low / step).ceil();
        let ticks = (0..=(TICKS * 2.0) as i32).map(|at| (first + f64::from(at)) * step);
        let ticks = ticks.take_while(|tick| *tick <= high).map(|tick| (tick, written(tick, step))).collect();
        Some(Self { low, high, ticks })
    }

    /// An axis for days, as [`days_of`] counts them.
    pub(super) fn days(values: &[f64], texts: &Texts) -> Option<Self> {
        let (low, high) = ends(values.iter().copied())?;
        let mut days: Vec<f64> = values.iter().map(|day| day.floor()).collect();
        days.sort_by(f64::total_cmp);
        days.dedup();
        if days.len() > DAYS {
            let (first, last) = (days[0], days[days.len() - 1]);
            days = (0..DAYS).map(|at| first + (last - first) * at as f64 / (DAYS - 1) as f64).collect();
            for day in &mut days {
                *day = day.round();
            }
            days.dedup();
        }
        let ticks = days.into_iter().filter_map(|day| Some((day, day_written(day, texts)?))).collect();
        Some(Self { low, high, ticks })
    }

    /// Where `value` stands, from 0 at the lower end to 1.
    pub(super) fn share(&self, value: f64) -> f32 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) as f32
    }
}

/// The ends of an axis on which all of `values` stand.
fn ends(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return None;
    }
    let room = if low < high { (high - low) * ROOM } else { (low.abs() * ROOM).max(0.5) };
    // Room is no reason for numbers below nothing.
    let least = if low >= 0.0 { 0.0 } else { f64::MIN };
    Some(((low - room).max(least), high + room))
}

/// The round number from which on `least` has room.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.max(f64::MIN_POSITIVE).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= least).unwrap_or(power * 10.0)
}

/// A number as it is written below an axis with `step` from one to the next.
fn written(value: f64, step: f64) -> String {
    // As many places as the step has, up to nine.
    let places = (0..9).take_while(|places| step * 10_f64.powi(*places) < 1.0).count();
    let plain = format!("{:.places$}", value.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    format!("{sign}{grouped}{rest}")
}

/// The day of the year 0 from which days are counted.
fn first_day() -> Date {
    Date::constant(0, 1, 1)
}

/// How many days after the beginning of the year 0 `moment` is; `None` without a year.
pub(super) fn days_of(moment: Moment) -> Option<f64> {
    let date = moment.date();
    date.year()?;
    let (year, month, day) = date.first();
    let date = Date::new(year, month, day).ok()?;
    let days = f64::from(first_day().until(date).ok()?.get_days());
    Some(match moment {
        Moment::Date(_) => days,
        Moment::DateTime { local, .. } => {
            days + (f64::from(local.hour()) + f64::from(local.minute()) / 60.0) / 24.0
        }
    })
}

fn day_written(day: f64, texts: &Texts) -> Option<String> {
    let span = jiff::Span::new().try_days(day as i64).ok()?;
    let date = first_day().checked_add(span).ok()?;
    let date = PartialDate::new(Some(date.year()), Some(date.month()), Some(date.day()))?;
    Some(moment::day(date, texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_an_axis_are_round_and_few() {
        for (low, high) in
            [(0.0, 1.0), (30_000.0, 67_500.0), (-4.0, 12.0), (7.0, 7.0), (1e-6, 2e-6), (0.0, 1e18)]
        {
            let axis = Axis::numbers([low, high]).unwrap();
            assert!((2..=12).contains(&axis.ticks.len()), "{axis:?}");
            assert!(axis.low <= low && axis.high >= high);
            assert!(axis.ticks.iter().all(|(tick, _)| (axis.low..=axis.high).contains(tick)), "{axis:?}");
        }
        let texts: Vec<String> =
            Axis::numbers([30_000.0, 60_000.0]).unwrap().ticks.into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["30,000", "40,000", "50,000", "60,000"]);
        assert_eq!(Axis::numbers([]), None);
    }

    #[test]
    fn many_days_are_written_in_part() {
        let days: Vec<f64> = (0..400).map(|day| 737_500.0 + f64::from(day)).collect();
        let axis = Axis::days(&days, &Texts::default()).unwrap();
        assert_eq!(axis.ticks.len(), DAYS);
        assert!(axis.ticks[0].1.contains("20"), "{axis:?}");
        let one = Axis::days(&days[..1], &Texts::default()).unwrap();
        assert_eq!(one.ticks.len(), 1);
    }
}
