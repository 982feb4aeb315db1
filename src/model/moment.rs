//! Dates as newspapers give them: sometimes to the second, sometimes only a month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use thiserror::Error;

/// A date of which parts may be unknown, written as in ISO 8601: "2019-03-22", "2019-03", "2019", "--03-22", "--03".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

/// A point in time, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day, or less than that.
    Date(PartialDate),
    /// A date and a time of day; the offset from UTC is `None` where the zone is unknown.
    DateTime {
        /// Wall clock time.
        local: DateTime,
        /// Offset from UTC.
        offset: Option<Offset>,
    },
}

/// A string is no date.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{text:?} is no date: write 2019-03-22, 2019-03, 2019, --03-22 or 2019-03-22T10:00:00Z")]
pub struct MomentError {
    /// What was read.
    pub text: String,
}

impl PartialDate {
    /// A date with at least a year or a month; a day needs its month and must exist in it.
    pub fn new(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let exists = match (year, month, day) {
            (None, None, _) | (_, None, Some(_)) => false,
            // 2000 was a leap year: without a year, 29 February exists.
            (year, month, day) => {
                Date::new(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1)).is_ok()
            }
        };
        (exists && year.is_none_or(|year| (0..=9999).contains(&year))).then_some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    pub fn year(self) -> Option<i16> {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The first day that it can be, as year, month and day; a year that is unknown is 0.
    pub fn first(self) -> (i16, i8, i8) {
        (self.year.unwrap_or(0), self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that it can be, as year, month and day; a year that is unknown is 9999, and every month has 31 days.
    pub fn last(self) -> (i16, i8, i8) {
        (self.year.unwrap_or(9999), self.month.unwrap_or(12), self.day.unwrap_or(31))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(formatter, "{year:04}")?,
            None => formatter.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        read_partial(text).ok_or_else(|| MomentError { text: text.to_owned() })
    }
}

fn read_partial(text: &str) -> Option<PartialDate> {
    let (year, rest) = if let Some(rest) = text.strip_prefix("--") {
        (None, Some(rest))
    } else {
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        (Some(digits(year, 4)?), rest)
    };
    let (month, day) = match rest.map(|rest| rest.split_once('-').map_or((rest, None), |(m, d)| (m, Some(d))))
    {
        None => (None, None),
        Some((month, day)) => (Some(month), day),
    };
    let two = |part: Option<&str>| part.map_or(Some(None), |part| digits(part, 2).map(Some));
    let narrow = |part: Option<i16>| part.and_then(|part| i8::try_from(part).ok());
    PartialDate::new(year, narrow(two(month)?), narrow(two(day)?))
}

fn digits(text: &str, count: usize) -> Option<i16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Moment {
    /// When it begins in UTC, to put moments in order; a time whose offset is not known counts as one in UTC.
    pub fn begins(self) -> Option<DateTime> {
        match self {
            Self::Date(date) => {
                let (year, month, day) = date.first();
                Some(Date::new(year, month, day).ok()?.at(0, 0, 0, 0))
            }
            Self::DateTime { local, offset: Some(offset) } => {
                Some(offset.to_timestamp(local).ok()?.to_zoned(TimeZone::UTC).datetime())
            }
            Self::DateTime { local, offset: None } => Some(local),
        }
    }

    /// The calendar day, as far as it is known.
    pub fn date(self) -> PartialDate {
        match self {
            Self::Date(date) => date,
            Self::DateTime { local, .. } => {
                PartialDate { year: Some(local.year()), month: Some(local.month()), day: Some(local.day()) }
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(formatter),
            Self::DateTime { local, offset: None } => local.fmt(formatter),
            Self::DateTime { local, offset: Some(offset) } if *offset == Offset::UTC => {
                write!(formatter, "{local}Z")
            }
            Self::DateTime { local, offset: Some(offset) } => {
                let seconds = offset.seconds().abs();
                let sign = if offset.is_negative() { '-' } else { '+' };
                write!(formatter, "{local}{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
                // Local mean time, before there were zones.
                if seconds % 60 == 0 { Ok(()) } else { write!(formatter, ":{:02}", seconds % 60) }
            }
        }
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        if let Some(date) = read_partial(text) {
            return Ok(Self::Date(date));
        }
        let error = || MomentError { text: text.to_owned() };
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text).map_err(|_| error())?;
        let Some(time) = pieces.time() else { return Err(error()) };
        let local = DateTime::from_parts(pieces.date(), time);
        let offset = pieces.to_numeric_offset();
        (local.year() >= 0).then_some(Self::DateTime { local, offset }).ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_what_they_write() {
        for text in [
            "2019-03-22",
            "2015-11",
            "2014",
            "--03-10",
            "--02-29",
            "--03",
            "0007",
            "2019-03-22T10:00:00",
            "2019-03-22T10:00:00Z",
            "2019-03-22T10:00:00.25+05:30",
            "2019-03-22T10:00:00-03:00",
            "1890-01-01T12:00:00-00:36:45",
        ] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "-",
            "--",
            "2019-02-31",
            "2019-13",
            "19-03-22",
            "2019-3-2",
            "yesterday",
            "--02-30",
            "12019-01-01",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text:?}");
        }
    }
}
