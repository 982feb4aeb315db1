//! Dates and times as people write them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::moment::{Moment, PartialDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as people write it: "12 May 2021"; what is not known is left out.
pub fn day(date: PartialDate) -> String {
    let month = date.month().and_then(|month| MONTHS.get(usize::from(month.unsigned_abs()).wrapping_sub(1)));
    let day = date.day().map(|day| day.to_string());
    let year = date.year().map(|year| year.to_string());
    [day, month.map(ToString::to_string), year].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A date, with the time of day where that is known: "12 May 2021, 18:40".
pub fn written(moment: Moment) -> String {
    let day = day(moment.date());
    match moment {
        Moment::Date(_) => day,
        Moment::DateTime { local, .. } => format!("{day}, {:02}:{:02}", local.hour(), local.minute()),
    }
}

/// A point in time as people write it, in UTC: "12 May 2021, 18:40".
pub fn stamp(at: Timestamp) -> String {
    let local = at.to_zoned(TimeZone::UTC).datetime();
    written(Moment::DateTime { local, offset: None })
}

/// A stretch of time in the two largest units that it has: "3 h 20 min", "45 s".
pub fn duration(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {seconds} s"),
        _ => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_out() {
        let text = |iso: &str| written(iso.parse().unwrap());
        assert_eq!(text("2021-05-12"), "12 May 2021");
        assert_eq!(text("2021-05"), "May 2021");
        assert_eq!(text("--05-12"), "12 May");
        assert_eq!(text("2021-05-12T18:40:00Z"), "12 May 2021, 18:40");
    }

    #[test]
    fn durations_have_two_units_at_most() {
        assert_eq!([45, 80, 12_000].map(duration), ["45 s", "1 min 20 s", "3 h 20 min"]);
    }
}
