//! Days, months, years, parts of a day: as far as they are said, against the day of the article.

use std::cmp::Ordering;

use jiff::civil::{Date, DateTime, time};

use super::{Found, Reader};
use crate::model::moment::{Moment, PartialDate};
use crate::model::quantity::{Approximator, Bound, Quantity, QuantityKind};
use crate::suggest::tokens::Kind;

/// A date in tokens.
#[derive(Clone, Copy)]
struct Day {
    first: PartialDate,
    last: PartialDate,
    end: usize,
    /// Whether there is no such day.
    is_doubtful: bool,
}

impl Day {
    /// The days `first` to `last` of a month; where the month has no such days, the month.
    fn of_month(year: Option<i16>, month: i8, (first, last): (i8, i8), end: usize) -> Option<Self> {
        let day = |day| PartialDate::new(year, Some(month), Some(day));
        match (day(first), day(last)) {
            (Some(first), Some(last)) => Some(Self { first, last, end, is_doubtful: false }),
            _ => Some(Self { is_doubtful: true, ..Self::new(year, Some(month), None, end)? }),
        }
    }

    fn new(year: Option<i16>, month: Option<i8>, day: Option<i8>, end: usize) -> Option<Self> {
        let date = PartialDate::new(year, month, day)?;
        Some(Self { first: date, last: date, end, is_doubtful: false })
    }
}

impl Reader<'_> {
    /// The date or time that begins at `at`.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        if let Some(((), start)) = self.language.bare_clock_before.before(&self.tokens, at)
            && start < at
            && let Some((clock, end)) = self.bare_clock(at)
        {
            return Some(self.timed((at, end), clock, None));
        }
        let lead = self.lead(at);
        let next = lead.map_or(at, |lead| lead.next);
        if let Some((clock, end)) = self.clock(next) {
            return Some(self.timed((at, end), clock, lead.map(|lead| lead.word)));
        }
        if lead.is_some() {
            return None;
        }
        let part = self.language.period_parts.at(&self.tokens, at).map(|((), end)| end);
        let start = part.unwrap_or(at);
        let day = self
            .weekday_date(at)
            .or_else(|| self.calendar_day(start, part.is_some()))
            .or_else(|| self.decade(start))
            .or_else(|| self.years(start, part.is_some()));
        if let Some(day) = day {
            return Some(dated(at, day));
        }
        self.part_of_week(at)
    }

    /// "Friday, March 22", "viernes 22 de marzo".
    fn weekday_date(&self, at: usize) -> Option<Day> {
        self.language.words.weekdays.get(&*self.tokens.get(at)?.lower)?;
        let is_comma = self.tokens.get(at + 1)?.text == ",";
        let next = at + 1 + usize::from(is_comma);
        let day = self.calendar_day(next, false)?;
        // "On Friday, March sales rose" is another thing.
        day.first.day().map(|_| day)
    }

    /// "Late Thursday", "Friday night" is a day of which the date follows from that of the article.
    fn part_of_week(&self, at: usize) -> Option<Found> {
        let words = &self.language.words;
        if !self.is_in(&words.day_parts_before, at) {
            return None;
        }
        let weekday = *words.weekdays.get(&*self.tokens.get(at + 1)?.lower)?;
        let mut quantity = Quantity { kind: QuantityKind::Date, doubtful: true, ..Quantity::default() };
        if let Some(date) = self.last_weekday(weekday) {
            let bound = Some(Bound::Date(Moment::Date(date)));
            (quantity.low, quantity.high, quantity.point) = (bound.clone(), bound.clone(), bound);
        }
        Some(Found { start: at, end: at + 2, quantity, factor: None, base: None, link: None })
    }

    /// The last day of the week `weekday` (1 is Monday) up to the day of the article.
    fn last_weekday(&self, weekday: i8) -> Option<PartialDate> {
        let published = self.published?;
        let day = Date::new(published.year()?, published.month()?, published.day()?).ok()?;
        let back = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        let date = day.checked_sub(jiff::Span::new().days(back)).ok()?;
        PartialDate::new(Some(date.year()), Some(date.month()), Some(date.day()))
    }

    /// A month with a day, a year or both, or by itself.
    fn calendar_day(&self, at: usize, is_part: bool) -> Option<Day> {
        self.day_first(at).or_else(|| self.month_first(at, is_part)).or_else(|| self.iso(at))
    }

    /// "20 September 2021", "22 y 25 de septiembre", "15 de marzo de 2018".
    fn day_first(&self, at: usize) -> Option<Day> {
        let first = self.day_number(at)?;
        let words = &self.language.words;
        let joins = |at: usize| self.is_in(&words.date_joins, at) || self.is_in(&words.range_joins, at);
        let (last, next) =
            match joins(at + 1).then(|| self.day_number(at + 2)).flatten().filter(|last| *last > first) {
                Some(last) => (last, at + 3),
                None => (first, at + 1),
            };
        let suffix = self
            .tokens
            .get(next)
            .is_some_and(|token| token.is_glued && words.ordinal_suffixes.contains(&*token.lower));
        let next = next + usize::from(suffix);
        let month_at = if self.is_in(&words.date_of, next) { next + 1 } else { next };
        // Where a word stands between day and month, it must be there.
        if words.date_of.is_empty() == (month_at != next) {
            return None;
        }
        let (month, end) = self.month(month_at)?;
        let (year, end) = self.year_after(end).map_or((None, end), |(year, end)| (Some(year), end));
        let year = year.or_else(|| self.nearest_year(month));
        Day::of_month(year, month, (first, last), end)
    }

    /// "Oct. 3, 2013", "February 6 and 7", "May 2014", "mid-May".
    fn month_first(&self, at: usize, is_part: bool) -> Option<Day> {
        let words = &self.language.words;
        let token = self.tokens.get(at)?;
        let (month, next) = self.month(at)?;
        let day = if words.date_of.is_empty() { self.day_number(next) } else { None };
        if let Some(day) = day {
            let suffix = self
                .tokens
                .get(next + 1)
                .is_some_and(|token| token.is_glued && words.ordinal_suffixes.contains(&*token.lower));
            let mut end = next + 1 + usize::from(suffix);
            let mut last = day;
            let joins = self.is_in(&words.date_joins, end) || self.is_in(&words.range_joins, end);
            if let Some(other) =
                joins.then(|| self.day_number(end + 1)).flatten().filter(|other| *other > day)
            {
                (last, end) = (other, end + 2);
            }
            let (year, end) = self.year_after(end).map_or((None, end), |(year, end)| (Some(year), end));
            let year = year.or_else(|| self.nearest_year(month));
            return Day::of_month(year, month, (day, last), end);
        }
        if let Some((year, end)) = self.year_after(next) {
            return Day::new(Some(year), Some(month), None, end);
        }
        // A month alone: "since April", but no "may" and no "March on".
        let is_unsure = words.unsure_months.contains(&*token.lower);
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let is_dated = before.is_some_and(|before| words.month_before.contains(&*before.lower));
        // "Black Monday and October Films".
        let names = before.is_some_and(|before| words.date_joins.contains(&*before.lower))
            && self.tokens.get(next).is_some_and(|token| token.is_capital() && !token.begins_line);
        if names || !is_part && !is_dated && (is_unsure || words.months_are_capitals) {
            return None;
        }
        Day::new(self.nearest_year(month), Some(month), None, next)
    }

    /// "2019-03-22".
    fn iso(&self, at: usize) -> Option<Day> {
        let tokens = self.tokens.get(at..at + 5)?;
        let is_shape =
            tokens[1].text == "-" && tokens[3].text == "-" && tokens[1..].iter().all(|token| token.is_glued);
        if !is_shape || tokens[0].text.len() != 4 || tokens[2].text.len() != 2 || tokens[4].text.len() != 2 {
            return None;
        }
        Day::new(
            tokens[0].text.parse().ok(),
            tokens[2].text.parse().ok(),
            tokens[4].text.parse().ok(),
            at + 5,
        )
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let token =
            self.tokens.get(at).filter(|token| token.kind == Kind::Digits && token.text.len() <= 2)?;
        token.text.parse().ok().filter(|day| (1..=31).contains(day))
    }

    /// The month at `at`, with the full stop of its short form.
    fn month(&self, at: usize) -> Option<(i8, usize)> {
        let words = &self.language.words;
        let token = self.tokens.get(at)?;
        let month = *words.months.get(&*token.lower)?;
        if words.months_are_capitals && !token.is_capital() {
            return None;
        }
        let is_short = words.months_are_capitals && token.text.len() <= 4;
        let stop = self.tokens.get(at + 1).is_some_and(|stop| stop.text == "." && stop.is_glued);
        let goes_on = self.tokens.get(at + 2).is_some_and(|next| next.kind == Kind::Digits);
        Some((month, at + 1 + usize::from(is_short && stop && goes_on)))
    }

    /// The year behind a day or month: ", 2019", " 2019", " de 2019".
    fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let token = self.tokens.get(at).filter(|token| !token.begins_line)?;
        let skips = token.text == "," || self.language.words.date_of.contains(&*token.lower);
        let at = at + usize::from(skips);
        let year = self.year(at)?;
        Some((year, at + 1))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let token =
            self.tokens.get(at).filter(|token| token.kind == Kind::Digits && token.text.len() == 4)?;
        token.text.parse().ok().filter(|year| (1000..=2999).contains(year))
    }

    /// The year in which a day without one lies: the last time before the article, or soon after it.
    fn nearest_year(&self, month: i8) -> Option<i16> {
        let published = self.published?;
        let (year, now) = (published.year()?, published.month()?);
        // Half a year ahead and half a year back.
        let ahead = (month - now).rem_euclid(12);
        let is_soon = ahead <= 6;
        Some(match month.cmp(&now) {
            Ordering::Less if is_soon => year + 1,
            Ordering::Greater if !is_soon => year - 1,
            _ => year,
        })
    }

    /// "1990s", "los años setenta".
    fn decade(&self, at: usize) -> Option<Day> {
        let years = |first: i16, end: usize| {
            let first_year = PartialDate::new(Some(first), None, None)?;
            Some(Day {
                first: first_year,
                last: PartialDate::new(Some(first + 9), None, None)?,
                end,
                is_doubtful: false,
            })
        };
        if let Some(((), next)) = self.language.decades_before.at(&self.tokens, at) {
            let token = self.tokens.get(next)?;
            let decade = self.language.words.decades.get(&*token.lower).copied();
            let decade =
                decade.or_else(|| token.text.parse().ok().filter(|decade| (10..=90).contains(decade)));
            return years(1900 + decade.filter(|decade| decade % 10 == 0)?, next + 1);
        }
        let year = self.year(at).filter(|year| year % 10 == 0)?;
        let plural = self.tokens.get(at + 1)?;
        let apostrophe = matches!(plural.text, "'" | "’") && plural.is_glued;
        let letter = self.tokens.get(at + 1 + usize::from(apostrophe))?;
        (letter.is("s") && letter.is_glued).then(|| years(year, at + 2 + usize::from(apostrophe)))?
    }

    /// A year, or two with a dash between them.
    fn years(&self, at: usize, is_part: bool) -> Option<Day> {
        let year = self.year(at).filter(|year| (1500..=2150).contains(year))?;
        let after = |on: usize| self.tokens.get(at + on);
        let is_dash = after(1).is_some_and(|dash| matches!(dash.text, "-" | "–") && dash.is_glued);
        if let Some(last) =
            is_dash.then(|| self.year(at + 2)).flatten().filter(|last| *last > year && *last - year < 200)
        {
            let first = PartialDate::new(Some(year), None, None)?;
            return Some(Day {
                first,
                last: PartialDate::new(Some(last), None, None)?,
                end: at + 3,
                is_doubtful: false,
            });
        }
        let day = || Day::new(Some(year), None, None, at + 1);
        if is_part {
            return day();
        }
        let measures = after(1).is_some_and(|_| {
            self.language.units.at(&self.tokens, at + 1).is_some()
                || self.language.percent.at(&self.tokens, at + 1).is_some()
                || self.language.currencies.at(&self.tokens, at + 1).is_some()
                || self.language.words.scales.contains_key(&*self.tokens[at + 1].lower)
        });
        if measures || self.is_money_at(at) {
            return None;
        }
        let is_dated = self.language.year_before.before(&self.tokens, at).is_some();
        let counts = after(1).is_some_and(|next| {
            next.is_lower_word() && !next.begins_line && !self.language.words.no_nouns.contains(&*next.lower)
        });
        let ends =
            matches!(self.tokens.get(at + 1).map(|next| next.text), None | Some("," | "." | ";" | ")" | ":"));
        // Round numbers before a noun count it: "2000 people".
        let is_year = (1900..=2099).contains(&year) && (is_dated || ends || !counts);
        let is_old = is_dated && !counts;
        if is_year && (is_dated || !counts) || is_old { day() } else { None }
    }

    /// A time of day with what says that it is one: "4:52 a.m.", "10.20pm", "13:15", "6:30 in the morning".
    pub(super) fn clock(&self, at: usize) -> Option<((i8, i8), usize)> {
        let (hour, minute, end, has_colon) = self.clock_digits(at)?;
        if let Some(((), end)) = self.language.morning.at(&self.tokens, end) {
            return (hour <= 12).then_some(((hour % 12, minute), end));
        }
        if let Some(((), end)) = self.language.afternoon.at(&self.tokens, end) {
            // "Las 12 de la noche" is midnight, and "1 de la noche" after it.
            return (hour <= 12).then_some(((hour % 12 + 12, minute), end));
        }
        // "0:00" is where a recording begins.
        (has_colon && self.tokens[at].text != "0").then_some(((hour, minute), end))
    }

    /// A time of day where nothing else can stand: "a las 8.15".
    fn bare_clock(&self, at: usize) -> Option<((i8, i8), usize)> {
        self.clock(at).or_else(|| {
            let (hour, minute, end, _) = self.clock_digits(at)?;
            Some(((hour, minute), end))
        })
    }

    /// Hour and minute, the token after them, and whether they are written with a colon.
    fn clock_digits(&self, at: usize) -> Option<(i8, i8, usize, bool)> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
        let parse = |text: &str| text.parse::<i8>().ok();
        let (hour, minute, end, has_colon) = match token.text.split_once('.') {
            Some((hour, minute)) if minute.len() == 2 => (parse(hour)?, parse(minute)?, at + 1, false),
            Some(_) => return None,
            None => {
                let colon = self.tokens.get(at + 1).is_some_and(|sign| sign.text == ":" && sign.is_glued);
                let minute = self
                    .tokens
                    .get(at + 2)
                    .filter(|minute| colon && minute.is_glued && minute.text.len() == 2);
                match minute.and_then(|minute| parse(minute.text)) {
                    Some(minute) => (parse(token.text)?, minute, at + 3, true),
                    None => (parse(token.text)?, 0, at + 1, false),
                }
            }
        };
        // A third part makes it a length of time: "0:02:34".
        let goes_on = self.tokens.get(end).is_some_and(|sign| sign.text == ":" && sign.is_glued);
        let is_time =
            (0..24).contains(&hour) && (0..60).contains(&minute) && token.text.len() <= 5 && !goes_on;
        is_time.then_some((hour, minute, end, has_colon))
    }

    /// A time of day on the day of the article, which may be another one.
    fn timed(
        &self,
        (start, end): (usize, usize),
        (hour, minute): (i8, i8),
        word: Option<Approximator>,
    ) -> Found {
        let day = self.published.and_then(|day| Date::new(day.year()?, day.month()?, day.day()?).ok());
        let moment = day.map(|day| Moment::DateTime {
            local: DateTime::from_parts(day, time(hour, minute, 0, 0)),
            offset: None,
        });
        let bound = moment.map(Bound::Date);
        let quantity = Quantity {
            kind: QuantityKind::Date,
            low: bound.clone(),
            high: bound.clone(),
            point: bound,
            approximator: word,
            doubtful: true,
            ..Quantity::default()
        };
        Found { start, end, quantity, factor: None, base: None, link: None }
    }
}

fn dated(start: usize, day: Day) -> Found {
    let bound = |date: PartialDate| Some(Bound::Date(Moment::Date(date)));
    let quantity = Quantity {
        kind: QuantityKind::Date,
        low: bound(day.first),
        high: bound(day.last),
        point: bound(day.first).filter(|_| day.first == day.last),
        doubtful: day.is_doubtful,
        ..Quantity::default()
    };
    Found { start, end: day.end, quantity, factor: None, base: None, link: None }
}
