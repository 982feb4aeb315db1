//! Counts, measures, sums of money, shares in percent and lengths of time, alone or as ranges.

use rust_decimal::Decimal;

use super::approximation::{assert_bounds, is_vague};
use super::numerals::Number;
use super::{Found, Reader};
use crate::model::quantity::{Approximator, Bound, Quantity, QuantityKind};

/// What a number is a number of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Measure {
    pub(super) kind: QuantityKind,
    pub(super) unit: Option<String>,
    pub(super) currency: Option<String>,
    /// What the number is divided by: 100 for cents.
    pub(super) per: Option<Decimal>,
    pub(super) is_doubtful: bool,
}

/// A number with what it is a number of.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) number: Number,
    /// `None` where it is a bare number.
    pub(super) measure: Option<Measure>,
    pub(super) end: usize,
}

/// One number, or two that it lies between.
pub(super) struct Core {
    pub(super) first: Part,
    last: Option<Part>,
    /// What says that it is a range.
    word: Option<Approximator>,
    end: usize,
}

impl Reader<'_> {
    /// The amount that begins at `at`, where the figures before it are `found`.
    pub(super) fn amount(&self, at: usize, found: &[Found]) -> Option<Found> {
        let words = &self.language.words;
        let since = usize::from(self.is_in(&words.ago_before, at));
        let mut start = at;
        let lead = self.lead(at + since);
        let mut next = lead.map_or(at + since, |lead| lead.next);
        let mut word = lead.map(|lead| lead.word);
        let core = self.unit_alone(next, word.is_some() || since > 0).or_else(|| self.core(next))?;
        let is_duration = core.measure().is_some_and(|measure| measure.kind == QuantityKind::Duration);
        if since > 0 && !is_duration {
            return None;
        }
        // "Over two years" is during them.
        if word == Some(Approximator::Over) && is_duration && next == at + 1 && !self.measures(at) {
            (word, start, next) = (None, next, next);
        }
        let follow_up = self.follow_up(core.end).filter(|_| word.is_none());
        let end = follow_up.map_or(core.end, |(_, end)| end);
        let word = word.or(follow_up.map(|(word, _)| word));
        if !self.is_figure(next, &core, word) {
            return None;
        }
        let mut quantity = Quantity::default();
        set_values(&mut quantity, &core, word);
        self.set_measure(&mut quantity, (start, next, end), &core, found);
        let end = self.with_time(end, &quantity);
        Some(Found { start, end, quantity, factor: None, base: None, link: None })
    }

    /// Whether "over" at `at` stands after a word that says how long something is: "for over two years".
    fn measures(&self, at: usize) -> bool {
        at > 0 && self.is_in(&self.language.words.lasting, at - 1)
    }

    /// A unit with an article for its number: "over a mile", "hace un siglo", "half an hour", "a year and a half".
    pub(super) fn unit_alone(&self, at: usize, is_approximate: bool) -> Option<Core> {
        let words = &self.language.words;
        let is_half = self.is_in(&words.half, at);
        let article = at + usize::from(is_half);
        let has_article = self.is_in(&words.articles, article);
        let unit_at = article + usize::from(has_article);
        if !has_article && !is_half {
            return None;
        }
        let measure = self.unit(unit_at)?;
        let half = self.language.half_after.at(&self.tokens, measure.1);
        if !is_half && half.is_none() && !is_approximate {
            return None;
        }
        let value = match (is_half, half.is_some()) {
            (true, _) => Decimal::new(5, 1),
            (false, true) => Decimal::new(15, 1),
            (false, false) => Decimal::ONE,
        };
        let end = half.map_or(measure.1, |((), end)| end);
        let number = Number {
            value,
            mantissa: value,
            scale: Decimal::ONE,
            vague: None,
            is_weak: false,
            is_doubtful: false,
            is_digits: false,
            end: unit_at,
        };
        let first = Part { number, measure: Some(measure.0), end };
        Some(Core { first, last: None, word: None, end })
    }

    fn core(&self, at: usize) -> Option<Core> {
        let words = &self.language.words;
        if let Some(((), next)) = self.language.between.at(&self.tokens, at) {
            let first = self.part(next)?;
            let ((), join) = self.language.between_joins.at(&self.tokens, first.end)?;
            let last = self.part(join)?;
            return Self::range(first, last, Some(Approximator::Between));
        }
        let is_from = self.is_in(&words.from, at);
        if is_from && !self.is_change_before(at) {
            let first = self.part(at + 1)?;
            let last = self.joined(&first)?;
            return Self::range(first, last, Some(Approximator::FromTo));
        }
        let first = self.part(at)?;
        // "Rose from 12 to 17" is two figures.
        let is_changed = at > 0 && self.is_in(&words.from, at - 1) && self.is_change_before(at - 1);
        if !is_changed
            && let Some(last) = self.joined(&first)
            && let Some(range) = Self::range(first.clone(), last, Some(Approximator::FromTo))
        {
            return Some(range);
        }
        let end = first.end;
        Some(Core { first, last: None, word: None, end })
    }

    /// The number that `first` is joined with to a range.
    fn joined(&self, first: &Part) -> Option<Part> {
        // "11- to 12-year-olds".
        let hangs = self.tokens.get(first.end)?.text == "-" && !self.tokens.get(first.end + 1)?.is_glued;
        let join = first.end + usize::from(hangs);
        let sign = self.tokens.get(join)?;
        if sign.begins_line || !self.is_in(&self.language.words.range_joins, join) {
            return None;
        }
        let is_dash = matches!(sign.text, "-" | "–" | "—");
        let next = self.tokens.get(join + 1)?;
        if is_dash && (sign.is_glued != next.is_glued || !first.number.is_digits) {
            return None;
        }
        self.part(join + 1)
    }

    /// The range from `first` to `last`, if they are one: what only one of them says holds for both.
    fn range(mut first: Part, mut last: Part, word: Option<Approximator>) -> Option<Core> {
        if first.number.vague.is_some() || last.number.vague.is_some() {
            return None;
        }
        match (&first.measure, &last.measure) {
            (None, None) => {}
            (None, Some(_)) => first.measure.clone_from(&last.measure),
            (Some(measure), None) if measure.currency.is_some() => last.measure.clone_from(&first.measure),
            (Some(one), Some(other)) if one.kind == other.kind && one.unit == other.unit => {}
            _ => return None,
        }
        // "Five to six thousand".
        let (one, other) = (&mut first.number, &last.number);
        if one.scale == Decimal::ONE && other.scale > Decimal::ONE && one.value < other.mantissa {
            one.value = one.value.checked_mul(other.scale)?;
        }
        first.number.is_weak = false;
        let end = last.end;
        (first.number.value < last.number.value).then_some(Core { first, last: Some(last), word, end })
    }

    /// The number at `at` with its currency or unit.
    pub(super) fn part(&self, at: usize) -> Option<Part> {
        if let Some((measure, next)) = self.currency_before(at) {
            let number = self.number(next).filter(|number| number.is_digits)?;
            // "US$3 million dollars" is said twice.
            let end = self.currency_after(number.end).map_or(number.end, |(_, end)| end);
            return Some(Part { number, measure: Some(measure), end });
        }
        let number = self.number(at)?;
        let (measure, end) = match self.measure_after(&number) {
            Some((measure, end)) => (Some(measure), end),
            None => (self.measure_before(at), number.end),
        };
        let mut number = number;
        if let Some(per) = measure.as_ref().and_then(|measure| measure.per) {
            number.value = number.value.checked_div(per)?;
        }
        // "Dos horas y media".
        let (number, end) = match self.language.half_after.at(&self.tokens, end).filter(|_| end > number.end)
        {
            Some(((), after)) => {
                let value = number.value.checked_add(Decimal::new(5, 1))?;
                (Number { value, is_weak: false, ..number }, after)
            }
            None => (number, end),
        };
        Some(Part { number, measure, end })
    }

    /// What follows a number: a percent sign, a currency, a unit.
    fn measure_after(&self, number: &Number) -> Option<(Measure, usize)> {
        let end = number.end;
        let token = self.tokens.get(end).filter(|token| !token.begins_line)?;
        let of_kind = |kind, unit: &str| Measure { kind, unit: Some(unit.to_owned()), ..Measure::default() };
        let is_hyphen =
            token.text == "-" && token.is_glued && self.tokens.get(end + 1).is_some_and(|next| next.is_glued);
        let at = end + usize::from(is_hyphen);
        if let Some(((), end)) = self.language.percent.at(&self.tokens, at) {
            return Some((of_kind(QuantityKind::Percent, "%"), end));
        }
        if let Some(((), end)) = self.language.points.at(&self.tokens, at) {
            return Some((of_kind(QuantityKind::PercentagePoints, "percentage point"), end));
        }
        let is_of = self.is_in(&self.language.words.of, at);
        let is_large = number.scale >= Decimal::from(1_000) || number.vague.is_some();
        let after_of = at + usize::from(is_of && is_large);
        if let Some((measure, end)) = self.currency_after(after_of) {
            return Some((measure, end));
        }
        let unit_at = at + usize::from(is_of && number.vague.is_some());
        let (measure, mut end) = self.unit(unit_at)?;
        // A day of the month is no length of time, and "one day" no measure.
        if number.is_weak
            && number.value == Decimal::ONE
            && number.vague.is_none()
            && self.is_in(&self.language.words.idiom_units, unit_at)
        {
            return None;
        }
        if is_hyphen || self.tokens.get(end).is_some_and(|next| next.text == "-" && next.is_glued) {
            let old = self.tokens.get(end).is_some_and(|next| next.text == "-")
                && self.is_in(&self.language.words.old, end + 1);
            end += 2 * usize::from(old);
        }
        Some((measure, end))
    }

    /// The unit at `at`: "square kilometres", "litres a second".
    fn unit(&self, at: usize) -> Option<(Measure, usize)> {
        // "Four-square-mile".
        let glued = self.hyphenated(at);
        let ((unit, kind), end) = match glued {
            Some((name, end)) => (name, end),
            None => self
                .language
                .units
                .at(&self.tokens, at)
                .map(|((unit, kind), end)| ((unit.clone(), *kind), end))?,
        };
        // A letter is a unit on digits alone: "5m".
        let first = self.tokens.get(at)?;
        if first.begins_line || first.text.chars().count() == 1 && !first.is_glued && first.is_lower_word() {
            return None;
        }
        let per = self.language.per.at(&self.tokens, end).filter(|_| kind == QuantityKind::Measure);
        let (unit, end) = match per {
            Some((per, end)) => (format!("{unit} per {per}"), end),
            None => (unit, end),
        };
        Some((Measure { kind, unit: Some(unit), ..Measure::default() }, end))
    }

    /// A unit of two words with a hyphen between them.
    fn hyphenated(&self, at: usize) -> Option<((String, QuantityKind), usize)> {
        let [first, hyphen, second] = self.tokens.get(at..at + 3)? else { return None };
        if hyphen.text != "-" || !hyphen.is_glued || !second.is_glued {
            return None;
        }
        let phrase = format!("{} {}", first.lower, second.lower);
        let tokens = super::super::tokens::tokens(&phrase, 0..phrase.len());
        let (found, end) = self.language.units.at(&tokens, 0)?;
        (end == tokens.len()).then(|| (found.clone(), at + 3))
    }

    /// A word in front of a bare number that says what scale it is on: "magnitude 6.1".
    fn measure_before(&self, at: usize) -> Option<Measure> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let unit = self.language.words.unit_before.get(&*before.lower)?;
        Some(Measure { kind: QuantityKind::Measure, unit: Some(unit.clone()), ..Measure::default() })
    }

    /// Whether what was read is a figure, rather than an idiom or a part of a name.
    fn is_figure(&self, at: usize, core: &Core, word: Option<Approximator>) -> bool {
        let number = &core.first.number;
        if core.measure().is_some() || core.last.is_some() {
            return !(number.is_weak && number.vague.is_none() && core.measure().is_none());
        }
        if number.is_weak {
            let is_several = number.vague.is_some();
            let counts = self.is_in(&self.language.words.one_counts, core.end);
            let words = &self.language.words;
            // "An elderly one": a word that it takes the place of.
            let is_idiom =
                at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| {
                    let is_adjective = before.is_lower_word() && !words.no_nouns.contains(&*before.lower);
                    words.one_before.contains(&*before.lower) || is_adjective
                });
            return !is_several && (word.is_some() || counts && !is_idiom);
        }
        word.is_some() || !self.is_part_of_name(at, core.end)
    }

    /// The end of a figure with the word that says how long ago it was.
    fn with_time(&self, end: usize, quantity: &Quantity) -> usize {
        let is_ago = quantity.kind == QuantityKind::Duration && self.is_in(&self.language.words.ago, end);
        end + usize::from(is_ago)
    }
}

/// Sets what the words of `core` assert, with the approximator `word`.
fn set_values(quantity: &mut Quantity, core: &Core, word: Option<Approximator>) {
    let first = &core.first.number;
    quantity.doubtful = first.is_doubtful || core.measure().is_some_and(|measure| measure.is_doubtful);
    if let Some(last) = &core.last {
        quantity.low = Some(Bound::Number(first.value));
        quantity.high = Some(Bound::Number(last.number.value));
        quantity.approximator = word.or(core.word);
        return;
    }
    assert_bounds(quantity, first.value, word.or(first.vague));
    if first.vague.is_some() {
        // "More than several hundred" has no number that is written.
        quantity.point = None;
        if word.is_none_or(is_vague) {
            quantity.approximator = first.vague;
        }
    }
}

impl Core {
    pub(super) fn measure(&self) -> Option<&Measure> {
        self.first.measure.as_ref()
    }
}
