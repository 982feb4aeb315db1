//! What a figure counts, what is said of it, and how it stands to the figures beside it, as the words around tell.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Found, Reader};
use crate::model::moment::{Moment, PartialDate};
use crate::model::quantity::{Bound, FigureLinkKind, Modality, Period, QuantityKind, Referent};
use crate::model::span::Span;
use crate::suggest::tokens::{Kind, Token};

/// How many words what is counted has at most.
const COUNTED: usize = 7;

/// How many words may stand between what is counted and what is said of it.
const ASIDE: usize = 16;

/// How far before a figure it is looked for words that make it a plan.
const PLANNED: usize = 6;

impl Reader<'_> {
    /// Sets what the words around the figure at `place` of `found` say of it.
    pub(super) fn set_meaning(&self, place: usize, found: &mut [Found]) {
        let (start, end) = (found[place].start, found[place].end);
        let kind = found[place].quantity.kind;
        let counts = matches!(
            kind,
            QuantityKind::Count | QuantityKind::Percent | QuantityKind::Ratio | QuantityKind::Change
        );
        let limit = self.clause_end(end, found.get(place + 1).map_or(self.tokens.len(), |next| next.start));
        let counted = counts.then(|| self.counted(end, limit)).flatten();
        let property = counts
            .then(|| self.property(start, counted.as_ref().map_or(end, |counted| counted.end), limit))
            .flatten();
        let period = self.period(end, place, found);
        let link = self.link(place, found);
        let base = found[place].factor.and_then(|_| self.base(place, found));
        if kind == QuantityKind::Date && start > 0 && self.holds(&self.language.words.speech.since, start - 1)
        {
            let past = |bound: &mut Option<Bound>| {
                if let Some(Bound::Date(moment)) = bound {
                    *moment = self.past(*moment);
                }
            };
            let quantity = &mut found[place].quantity;
            [&mut quantity.low, &mut quantity.high, &mut quantity.point].into_iter().for_each(past);
        }
        let modality = self.modality(start);
        let figure = &mut found[place];
        figure.link = link;
        figure.base = base;
        let quantity = &mut figure.quantity;
        let span = counted.and_then(|range| {
            let (first, last) = (self.tokens.get(range.start)?, self.tokens.get(range.end - 1)?);
            Span::new(first.span.start, last.span.end).ok()
        });
        quantity.counted = span.map(|span| Referent::Span(span.into()));
        quantity.property = property;
        if let Some(period) = period {
            quantity.period = period;
        }
        if let Some(modality) =
            modality.filter(|_| quantity.modality == Modality::Actual && kind != QuantityKind::Date)
        {
            quantity.modality = modality;
        }
    }

    fn holds(&self, set: &BTreeSet<String>, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| set.contains(&*token.lower))
    }

    /// The end of the clause that goes on at `at`, not beyond `limit`.
    fn clause_end(&self, at: usize, limit: usize) -> usize {
        let ends = |place: &usize| {
            let token = &self.tokens[*place];
            let is_stop = matches!(token.text, "." | ";" | "!" | "?" | ":")
                && self.tokens.get(place + 1).is_none_or(|next| !next.is_glued && !next.is_lower_word());
            is_stop || token.begins_line && *place > at
        };
        (at..limit).find(ends).unwrap_or(limit)
    }

    /// The noun phrase that is counted, which begins at `at`.
    fn counted(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let speech = &self.language.words.speech;
        let mut start = at;
        // "100 percent sure" counts nothing.
        if self.holds(&self.language.words.rhetorical, at) {
            return None;
        }
        // "Half of the villages", "two of them".
        if self.holds(&self.language.words.of, start) {
            start += 1;
        }
        while start < limit && self.holds(&speech.determiners, start) {
            start += 1;
        }
        let goes_on = |token: &Token<'_>, place: usize| {
            let joins = matches!(token.text, "-" | "’" | "'" | ".")
                && token.is_glued
                && self.tokens.get(place + 1).is_some_and(|next| next.is_glued);
            let is_small = token.is_capital()
                || !self.language.words.no_nouns.contains(&*token.lower)
                    && !speech.prepositions.contains(&*token.lower)
                    && !speech.relatives.contains(&*token.lower)
                    && !speech.coordinators.contains(&*token.lower)
                    && !speech.pronouns.contains(&*token.lower)
                    && !speech.days.contains(&*token.lower)
                    && !speech.auxiliaries.contains(&*token.lower);
            // "Civilians trying to flee".
            let trails =
                place > start && speech.gerund_endings.iter().any(|end| token.lower.ends_with(end.as_str()));
            let is_word = token.kind == Kind::Word && is_small && (token.is_capital() || !trails);
            // Participles stand before nouns too: "three wounded men".
            let next = self.tokens.get(place + 1);
            let ends = !next.is_some_and(|next| next.is_lower_word() || next.is_capital())
                || self.holds(&speech.prepositions, place + 1)
                || self.holds(&speech.determiners, place + 1);
            // "Battle-hardened".
            let is_compound = place > 0 && token.is_glued && self.tokens[place - 1].text == "-";
            let is_verb = speech.is_finite(token) && !is_compound && (place > start || ends);
            joins || is_word && !is_verb
        };
        let mut end = start;
        while end < limit && end - start < COUNTED && goes_on(&self.tokens[end], end) {
            end += 1;
        }
        (end > start && self.tokens[start].kind == Kind::Word).then_some(start..end)
    }

    /// What is said of what is counted: "killed", "fled".
    fn property(&self, start: usize, after: usize, limit: usize) -> Option<String> {
        let speech = &self.language.words.speech;
        let mut at = after;
        // "…, mostly women, have fled".
        if self.tokens.get(at).is_some_and(|token| token.text == ",") {
            let close = (at + 1..limit.min(at + ASIDE)).find(|place| self.tokens[*place].text == ",");
            at = close
                .filter(|close| {
                    self.holds(&speech.auxiliaries, close + 1)
                        || self.tokens.get(close + 1).is_some_and(|token| speech.is_finite(token))
                })
                .map_or(at, |close| close + 1);
        }
        // "Syrian civilians and foreign nationals are believed to have fled".
        if self.holds(&speech.coordinators, at)
            && let Some(other) = self.counted(at + 1, limit)
        {
            at = other.end;
        }
        while at < limit
            && (self.holds(&speech.relatives, at)
                || self.holds(&speech.auxiliaries, at)
                || speech.is_skipped(&self.tokens[at]))
        {
            at += 1;
        }
        let says = |place: usize| {
            let token = self.tokens.get(place).filter(|token| token.is_lower_word() && !token.begins_line)?;
            let is_verb = speech.is_finite(token) && !speech.auxiliaries.contains(&*token.lower);
            (is_verb || speech.participles.contains(&*token.lower)).then(|| token.lower.to_string())
        };
        if at < limit
            && let Some(said) = says(at)
        {
            return Some(said);
        }
        // "Captured 157 people".
        let mut before = start;
        while before > 0
            && (self.holds(&speech.additions, before - 1)
                || self.holds(&speech.determiners, before - 1) && !self.tokens[before - 1].is_capital())
        {
            before -= 1;
        }
        before.checked_sub(1).filter(|before| !self.tokens[before + 1].begins_line).and_then(says)
    }

    /// How the figure is meant, if it is not so yet.
    fn modality(&self, start: usize) -> Option<Modality> {
        let speech = &self.language.words.speech;
        let from = start.saturating_sub(PLANNED);
        let clause = (from..start).rev().find(|at| {
            matches!(self.tokens[*at].text, "." | "," | ";" | ":") || self.tokens[*at].begins_line
        });
        let range = clause.map_or(from, |at| at)..start;
        let has = |set: &BTreeSet<String>| range.clone().any(|at| self.holds(set, at));
        if has(&speech.predicted) {
            return Some(Modality::Predicted);
        }
        has(&speech.planned).then_some(Modality::Planned)
    }

    /// When it holds: "in the past week", "since April".
    fn period(&self, at: usize, place: usize, found: &[Found]) -> Option<Period> {
        let speech = &self.language.words.speech;
        let end = self.clause_end(at, self.tokens.len()).min(at + ASIDE);
        // Up to the next figure that counts.
        let next = found[place + 1..]
            .iter()
            .find(|next| !matches!(next.quantity.kind, QuantityKind::Date | QuantityKind::Duration));
        let end = next.map_or(end, |next| end.min(next.start));
        if found[place].quantity.kind == QuantityKind::Date
            || found[place].quantity.kind == QuantityKind::Duration
        {
            return None;
        }
        let since = found[place + 1..]
            .iter()
            .find(|next| next.start < end && next.quantity.kind == QuantityKind::Date);
        if let Some(since) =
            since.filter(|since| since.start > 0 && self.holds(&speech.since, since.start - 1))
            && let Some(Bound::Date(from)) = since.quantity.low
        {
            return Some(Period { from: Some(self.past(from)), to: self.published.map(Moment::Date) });
        }
        let past = (at..end).find(|place| {
            self.holds(&speech.past, *place)
                && place.checked_sub(1).is_some_and(|before| self.holds(&speech.determiners, before))
        })?;
        let (count, unit) = match found[place + 1..].iter().find(|next| next.start == past + 1) {
            Some(next) => match (&next.quantity.point, &next.quantity.unit) {
                (Some(Bound::Number(count)), Some(unit)) => (i32::try_from(*count).ok()?, unit.clone()),
                _ => return None,
            },
            None => (1, self.unit_name(past + 1)?),
        };
        let to = self.published?;
        Some(Period { from: Some(Moment::Date(back(to, count, &unit)?)), to: Some(Moment::Date(to)) })
    }

    /// `moment`, whose year may have been taken for granted, not after the day of the article.
    fn past(&self, moment: Moment) -> Moment {
        let date = moment.date();
        let is_late = self.published.is_some_and(|day| date.first() > day.last());
        let before = date
            .year()
            .filter(|_| is_late)
            .and_then(|year| PartialDate::new(Some(year - 1), date.month(), date.day()));
        before.map_or(moment, Moment::Date)
    }

    /// The name of the length of time at `at`.
    fn unit_name(&self, at: usize) -> Option<String> {
        let ((unit, kind), _) = self.language.units.at(&self.tokens, at)?;
        (*kind == QuantityKind::Duration).then(|| unit.clone())
    }

    /// The figure that it is part of, or comes on top of: by its place in `found`.
    fn link(&self, place: usize, found: &[Found]) -> Option<(FigureLinkKind, usize)> {
        let speech = &self.language.words.speech;
        let one = &found[place];
        let counts = |other: &Found| {
            other.quantity.kind == one.quantity.kind && other.quantity.unit == one.quantity.unit
        };
        // "Twelve of the 17".
        if let Some(whole) = found.get(place + 1).filter(|whole| counts(whole) && whole.start <= one.end + 3)
        {
            let of = self.holds(&self.language.words.of, one.end)
                && (one.end + 1..whole.start).all(|at| self.holds(&speech.determiners, at));
            if of && whole.start > one.end {
                return Some((FigureLinkKind::PartOf, place + 1));
            }
        }
        let before = place.checked_sub(1).filter(|before| counts(&found[*before]))?;
        let is_near = self.clause_end(found[before].end, one.start) == one.start;
        let range = one.start.saturating_sub(2).max(found[before].end)..one.start;
        let has = |set: &BTreeSet<String>| range.clone().any(|at| self.holds(set, at));
        if is_near && has(&speech.additions) {
            return Some((FigureLinkKind::InAdditionTo, before));
        }
        if is_near && has(&speech.including) {
            return Some((FigureLinkKind::PartOf, before));
        }
        let to = self.holds(&self.language.words.range_joins, one.start.checked_sub(1)?);
        let from = found[before]
            .start
            .checked_sub(1)
            .is_some_and(|at| self.holds(&self.language.words.from, at) && self.is_change_before(at));
        (to && from && found[before].end + 1 == one.start).then_some((FigureLinkKind::RelativeTo, before))
    }

    /// The figure that the one at `place` is a multiple of: of those before it in the same paragraph that count or measure
    /// something the largest, which is what the sentence is about; else the nearest.
    fn base(&self, place: usize, found: &[Found]) -> Option<usize> {
        let counts = |other: &Found| {
            matches!(other.quantity.kind, QuantityKind::Count | QuantityKind::Measure | QuantityKind::Money)
                && other.factor.is_none()
        };
        let size = |other: &Found| match (&other.quantity.low, &other.quantity.high) {
            (Some(Bound::Number(number)), _) | (None, Some(Bound::Number(number))) => Some(*number),
            _ => None,
        };
        let line = (0..=found[place].start).rev().find(|at| self.tokens[*at].begins_line).unwrap_or(0);
        let here = (0..place).filter(|before| counts(&found[*before]) && found[*before].start >= line);
        let largest = here.max_by_key(|before| (size(&found[*before]), *before));
        largest.or_else(|| (0..place).rev().find(|before| counts(&found[*before])))
    }
}

/// The day that lies `count` of `unit` before `day`.
fn back(day: PartialDate, count: i32, unit: &str) -> Option<PartialDate> {
    let (year, month, number) = (day.year()?, day.month()?, day.day()?);
    let date = jiff::civil::Date::new(year, month, number).ok()?;
    let span = match unit {
        "day" | "night" => jiff::Span::new().try_days(count),
        "week" => jiff::Span::new().try_weeks(count),
        "fortnight" => jiff::Span::new().try_weeks(count.checked_mul(2)?),
        "month" => jiff::Span::new().try_months(count),
        "year" => jiff::Span::new().try_years(count),
        "decade" => jiff::Span::new().try_years(count.checked_mul(10)?),
        _ => return None,
    };
    let then = date.checked_sub(span.ok()?).ok()?;
    PartialDate::new(Some(then.year()), Some(then.month()), Some(then.day()))
}
