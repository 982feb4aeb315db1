//! Dates and times as people write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::texts::Texts;
use crate::model::moment::{Moment, PartialDate};

/// A date as people write it: "12 May 2021"; what is not known is left out.
pub fn day(date: PartialDate, texts: &Texts) -> String {
    let month = date.month().map(|month| texts.get(&format!("month-{month}")));
    let day = date.day().map(|day| day.to_string());
    let year = date.year().map(|year| year.to_string());
    [day, month, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A date, with the time of day where that is known: "12 May 2021, 18:40".
pub fn written(moment: Moment, texts: &Texts) -> String {
    let day = day(moment.date(), texts);
    match moment {
        Moment::Date(_) => day,
        Moment::DateTime { local, .. } => format!("{day}, {:02}:{:02}", local.hour(), local.minute()),
    }
}

/// A point in time as people write it, in UTC: "12 May 2021, 18:40".
pub fn stamp(at: Timestamp, texts: &Texts) -> String {
    let local = at.to_zoned(TimeZone::UTC).datetime();
    written(Moment::DateTime { local, offset: None }, texts)
}

/// A stretch of time in the two largest units that it has: "3 h 20 min", "45 s".
pub fn duration(seconds: u64, texts: &Texts) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let id = match (hours, minutes) {
        (0, 0) => "duration-seconds",
        (0, _) => "duration-minutes",
        _ => "duration-hours",
    };
    let values = [("hours", hours), ("minutes", minutes), ("seconds", seconds)];
    texts.with(id, values.map(|(name, value)| (name, value.to_string().into())))
}

/// A size as people write it, in the unit that fits it best.
pub fn size(bytes: u64, texts: &Texts) -> String {
    match bytes {
        0..1_000 => texts.name("size-bytes", &bytes.to_string()),
        1_000..1_000_000 => texts.name("size-kilobytes", &(bytes / 1_000).to_string()),
        _ => texts.name("size-megabytes", &format!("{:.1}", bytes as f64 / 1e6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_out() {
        let text = |iso: &str| written(iso.parse().unwrap(), &Texts::default());
        assert_eq!(text("2021-05-12"), "12 May 2021");
        assert_eq!(text("2021-05"), "May 2021");
        assert_eq!(text("--05-12"), "12 May");
        assert_eq!(text("2021-05-12T18:40:00Z"), "12 May 2021, 18:40");
    }

    #[test]
    fn durations_have_two_units_at_most() {
        assert_eq!(
            [45, 80, 12_000].map(|seconds| duration(seconds, &Texts::default())),
            ["45 s", "1 min 20 s", "3 h 20 min"]
        );
    }
}
