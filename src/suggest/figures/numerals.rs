//! Numbers, in digits and in words, with the scales that belong to them.

use rust_decimal::Decimal;

use super::Reader;
use crate::model::quantity::Approximator;
use crate::suggest::tokens::{Kind, Token, digit};

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The number; of a vague one the least that its words allow.
    pub(super) value: Decimal,
    /// What was multiplied with a scale: 2.3 in "2.3 million".
    pub(super) mantissa: Decimal,
    /// What it was multiplied with.
    pub(super) scale: Decimal,
    /// The word that makes it vague: "dozens", "several hundred".
    pub(super) vague: Option<Approximator>,
    /// Whether it is a figure only with something larger or a unit after it: "one", "several".
    pub(super) is_weak: bool,
    /// Whether it may have been meant as another number.
    pub(super) is_doubtful: bool,
    /// Whether it is written in digits.
    pub(super) is_digits: bool,
    /// The token after it.
    pub(super) end: usize,
}

impl Number {
    fn exact(value: Decimal, end: usize) -> Self {
        let (is_weak, is_doubtful, is_digits) = (false, false, false);
        Self {
            value,
            mantissa: value,
            scale: Decimal::ONE,
            vague: None,
            is_weak,
            is_doubtful,
            is_digits,
            end,
        }
    }
}

impl Reader<'_> {
    /// The number that begins at token `at`.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        self.half_of_scale(at)
            .or_else(|| self.vague(at))
            .or_else(|| self.digits(at))
            .or_else(|| self.cardinal(at))
            .map(|number| self.with_half(number))
    }

    /// "Half a million", "medio centenar", "half a dozen".
    pub(super) fn half_of_scale(&self, at: usize) -> Option<Number> {
        let words = &self.language.words;
        words.half.contains(&*self.tokens.get(at)?.lower).then_some(())?;
        let next = at + 1;
        let next = if self.is_in(&words.articles, next) { next + 1 } else { next };
        let (scale, end) = self.scale(next).or_else(|| self.group(next))?;
        Some(Number { scale, mantissa: Decimal::new(5, 1), ..Number::exact(scale * Decimal::new(5, 1), end) })
    }

    /// "Dozens", "tens of thousands", "several hundred".
    fn vague(&self, at: usize) -> Option<Number> {
        if let Some(((low, word), end)) = self.language.vague.at(&self.tokens, at) {
            // "Thousands" after a number is its scale, and no number of its own.
            return Some(Number { vague: Some(*word), ..Number::exact(*low, end) });
        }
        let ((low, word), mut end) = self.language.several.at(&self.tokens, at)?;
        let after_of = if self.is_in(&self.language.words.of, end) { end + 1 } else { end };
        if let Some((scale, next)) = self
            .scale(end)
            .or_else(|| self.group(end))
            .or_else(|| self.scale(after_of))
            .or_else(|| self.hundred(end))
        {
            end = next;
            return Some(Number {
                vague: Some(*word),
                scale,
                mantissa: *low,
                ..Number::exact(low * scale, end)
            });
        }
        Some(Number { vague: Some(*word), is_weak: true, ..Number::exact(*low, end) })
    }

    /// Digits, with a scale if one follows.
    fn digits(&self, at: usize) -> Option<Number> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
        let (mantissa, is_doubtful) = read_digits(token.text, self.decimal)?;
        let mut number = Number { is_doubtful, is_digits: true, ..Number::exact(mantissa, at + 1) };
        while let Some((scale, end)) = self.scale(number.end).or_else(|| self.group(number.end)) {
            // "12m" may be twelve metres; whoever reads money knows better.
            let is_suffix = self.is_in(&self.language.words.suffixes, number.end);
            if is_suffix && !self.is_money_at(at) {
                break;
            }
            number.scale = number.scale.checked_mul(scale)?;
            number.end = end;
        }
        number.value = mantissa.checked_mul(number.scale)?;
        Some(number)
    }

    /// A number in words.
    fn cardinal(&self, at: usize) -> Option<Number> {
        let words = &self.language.words;
        let first = self.tokens.get(at)?;
        let mut sum = Sum::default();
        let mut end = at;
        // "A hundred", "a dozen": the article is a one.
        let is_article = words.articles.contains(&*first.lower);
        if is_article && self.larger(at + 1).is_some() {
            sum.take_one(1);
            end = at + 1;
        }
        while let Some(next) = self.number_part(end, &mut sum) {
            end = next;
        }
        if end == at || is_article && end == at + 1 && self.group(end).is_none() {
            return None;
        }
        let value = sum.value()?;
        let is_weak = end == at + 1 && words.alone.contains(&*first.lower) && value == Decimal::ONE;
        let scale = if sum.last_scale.is_zero() { Decimal::ONE } else { sum.last_scale };
        let mantissa = value.checked_div(scale)?;
        let mut number = Number { mantissa, scale, is_weak, ..Number::exact(value, end) };
        let after_of = if self.is_in(&words.of, end) { end + 1 } else { end };
        if let Some((group, next)) = self.group(end).or_else(|| self.group(after_of)) {
            number = Number {
                value: value.checked_mul(group)?,
                scale: group,
                mantissa: value,
                end: next,
                ..number
            };
            number.is_weak = false;
            // "A couple of thousand".
            let of = if self.is_in(&words.of, next) { next + 1 } else { next };
            if let Some((scale, next)) = self.scale(of) {
                let value = number.value.checked_mul(scale)?;
                number = Number { value, scale, end: next, ..number };
            }
        }
        Some(number)
    }

    /// Takes the next word of a number into `sum`; the token after it.
    fn number_part(&self, at: usize, sum: &mut Sum) -> Option<usize> {
        let words = &self.language.words;
        let token = self.tokens.get(at)?;
        if token.begins_line && sum.is_begun {
            return None;
        }
        let lower = &*token.lower;
        if let Some(one) = words.ones.get(lower) {
            return sum.take_one(*one).then_some(at + 1);
        }
        if let Some(ten) = words.tens.get(lower) {
            return sum.take_ten(*ten).then_some(at + 1);
        }
        if let Some(hundred) = words.hundreds.get(lower) {
            return sum.take_hundreds(*hundred).then_some(at + 1);
        }
        if words.hundred.contains(lower) {
            return sum.take_hundred().then_some(at + 1);
        }
        if let Some((scale, end)) = self.scale(at).filter(|_| !words.suffixes.contains(lower)) {
            let may_begin = words.alone.contains(lower);
            return sum.take_scale(scale, may_begin).then_some(end);
        }
        // What joins two parts: "twenty-one", "a hundred and five", "treinta y uno".
        let next = self.tokens.get(at + 1)?;
        let is_hyphen =
            matches!(token.text, "-" | "\u{2010}" | "\u{2011}") && token.is_glued && next.is_glued;
        let joins = is_hyphen && sum.is_begun
            || words.joins.contains(lower) && sum.takes_rest()
            || words.joins_tens.contains(lower) && sum.wants_one();
        if !joins {
            return None;
        }
        let mut tried = sum.clone();
        let end = self.number_part(at + 1, &mut tried)?;
        *sum = tried;
        Some(end)
    }

    /// Whether a scale, a hundred or a group stands at `at`.
    fn larger(&self, at: usize) -> Option<()> {
        let is_suffix = self.is_in(&self.language.words.suffixes, at);
        self.scale(at)
            .filter(|_| !is_suffix)
            .or_else(|| self.hundred(at))
            .or_else(|| self.group(at))
            .map(|_| ())
    }

    fn scale(&self, at: usize) -> Option<(Decimal, usize)> {
        let token = self.tokens.get(at).filter(|token| !token.begins_line)?;
        let is_hyphen =
            token.text == "-" && token.is_glued && self.tokens.get(at + 1).is_some_and(|next| next.is_glued);
        let at = if is_hyphen { at + 1 } else { at };
        let scale = self.language.words.scales.get(&*self.tokens.get(at)?.lower)?;
        Some((Decimal::from(*scale), at + 1))
    }

    fn hundred(&self, at: usize) -> Option<(Decimal, usize)> {
        self.is_in(&self.language.words.hundred, at).then_some((Decimal::ONE_HUNDRED, at + 1))
    }

    fn group(&self, at: usize) -> Option<(Decimal, usize)> {
        let group = self.language.words.groups.get(&*self.tokens.get(at)?.lower)?;
        Some((Decimal::from(*group), at + 1))
    }

    /// The number with the half that follows it: "two and a half", "un millón y medio".
    fn with_half(&self, number: Number) -> Number {
        let Some(((), end)) = self.language.half_after.at(&self.tokens, number.end) else { return number };
        let half = Decimal::new(5, 1);
        let scale = if number.scale >= Decimal::ONE_HUNDRED { number.scale } else { Decimal::ONE };
        let Some(value) = (half * scale).checked_add(number.value) else { return number };
        let number = Number { value, end, is_weak: false, ..number };
        // "Two and a half million".
        match self.scale(end).filter(|_| scale == Decimal::ONE) {
            Some((scale, end)) => match value.checked_mul(scale) {
                Some(scaled) => Number { value: scaled, mantissa: value, scale, end, ..number },
                None => number,
            },
            None => number,
        }
    }
}

/// A number in words while it is read.
#[derive(Clone, Debug, Default)]
struct Sum {
    total: Decimal,
    /// What stands before the next scale.
    current: u32,
    last_scale: Decimal,
    is_begun: bool,
    /// Whether the last part was below ten, so that nothing but a scale may follow.
    is_closed: bool,
}

impl Sum {
    fn take_one(&mut self, one: u32) -> bool {
        let fits = self.current.is_multiple_of(if one < 10 { 10 } else { 100 });
        if !fits || self.is_closed {
            return false;
        }
        self.current += one;
        self.is_closed = true;
        self.begin()
    }

    fn take_ten(&mut self, ten: u32) -> bool {
        if !self.current.is_multiple_of(100) || self.is_closed {
            return false;
        }
        self.current += ten;
        self.begin()
    }

    fn take_hundreds(&mut self, hundreds: u32) -> bool {
        if self.current != 0 || self.is_closed {
            return false;
        }
        self.current = hundreds;
        self.begin()
    }

    fn take_hundred(&mut self) -> bool {
        if self.current == 0 || self.current > 99 {
            return false;
        }
        self.current *= 100;
        self.is_closed = false;
        self.begin()
    }

    fn take_scale(&mut self, scale: Decimal, may_begin: bool) -> bool {
        if self.current == 0 && self.total.is_zero() && !may_begin {
            return false;
        }
        let is_smaller = self.last_scale.is_zero() || scale < self.last_scale;
        // "Dos mil millones" multiplies what is there.
        if self.current == 0 && !self.total.is_zero() {
            let Some(total) = self.total.checked_mul(scale).filter(|_| !is_smaller) else { return false };
            self.total = total;
        } else {
            let Some(part) = Decimal::from(self.current.max(1)).checked_mul(scale) else { return false };
            let Some(total) = self.total.checked_add(part).filter(|_| is_smaller) else { return false };
            self.total = total;
        }
        self.last_scale = scale;
        self.current = 0;
        self.is_closed = false;
        self.begin()
    }

    /// Whether "and" may lead to the rest: after hundreds and scales.
    fn takes_rest(&self) -> bool {
        self.is_begun && !self.is_closed && self.current.is_multiple_of(100)
    }

    /// Whether "y" may lead to a one: after tens.
    fn wants_one(&self) -> bool {
        self.is_begun && !self.is_closed && !self.current.is_multiple_of(100)
    }

    fn begin(&mut self) -> bool {
        self.is_begun = true;
        true
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(Decimal::from(self.current))
    }
}

/// The number that digits are, where `decimal` is the sign before tenths, and whether it may be another one.
pub(super) fn read_digits(text: &str, decimal: char) -> Option<(Decimal, bool)> {
    let signs: Vec<char> = text.chars().filter(|sign| digit(*sign).is_none()).collect();
    let last = signs.last().copied();
    let after = text.chars().rev().take_while(|sign| digit(*sign).is_some()).count();
    let before = text.chars().take_while(|sign| digit(*sign).is_some()).count();
    let is_mixed = signs.iter().any(|sign| Some(*sign) != last);
    let begins_with_zero = text.chars().next().and_then(digit) == Some(0);
    let (point, is_doubtful) = match last {
        None => (None, false),
        Some('٫') => (last, false),
        Some(sign) if !matches!(sign, '.' | ',') => (None, false),
        Some(_) if is_mixed => (last, false),
        Some(_) if signs.len() > 1 => (None, false),
        // Three digits after the only sign: thousands, unless tenths are written so here.
        Some(sign) if after == 3 && before <= 3 && !begins_with_zero => {
            let is_decimal = sign == decimal;
            (is_decimal.then_some(sign), is_decimal)
        }
        Some(_) => (last, false),
    };
    let mut plain = String::with_capacity(text.len());
    let last_at = point.and_then(|sign| text.rfind(sign));
    for (at, sign) in text.char_indices() {
        match digit(sign) {
            Some(value) => plain.push(char::from_digit(value, 10)?),
            None if Some(at) == last_at => plain.push('.'),
            None => {}
        }
    }
    plain.parse().ok().map(|value| (value, is_doubtful))
}

impl Reader<'_> {
    /// Whether the word at `at` is one of `words`.
    pub(super) fn is_in(&self, words: &std::collections::BTreeSet<String>, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token: &Token<'_>| words.contains(&*token.lower))
    }
}
