//! Fractions, one in so many, multiples of something else, and places in an order.

use rust_decimal::Decimal;

use super::approximation::{Lead, assert_bounds};
use super::{Found, Reader};
use crate::model::quantity::{Approximator, Bound, Quantity, QuantityKind};
use crate::suggest::tokens::Kind;

/// How many digits of a third are kept.
const PLACES: u32 = 4;

impl Reader<'_> {
    /// The ratio or rank that begins at `at`.
    pub(super) fn share(&self, at: usize) -> Option<Found> {
        let lead = self.lead(at);
        let next = lead.map_or(at, |lead| lead.next);
        self.of_figure(at, lead, next)
            .or_else(|| self.one_in(at, lead, next))
            .or_else(|| self.fraction(at, lead, next))
            .or_else(|| self.multiple(at, lead, next))
            .or_else(|| if lead.is_none() { self.rank(at) } else { None })
    }

    /// "About half that", "more than twice that number".
    fn of_figure(&self, at: usize, lead: Option<Lead>, next: usize) -> Option<Found> {
        let words = &self.language.words;
        let first = self.tokens.get(next)?;
        let (factor, end) = if words.half.contains(&*first.lower) {
            (Decimal::new(5, 1), next + 1)
        } else if let Some(multiple) = words.multiples.get(&*first.lower) {
            (Decimal::from(*multiple), next + 1)
        } else {
            let number = self.number(next).filter(|number| self.is_in(&words.times, number.end))?;
            (number.value, number.end + 1)
        };
        let ((), end) = self.language.pronouns.at(&self.tokens, end)?;
        // "Half that village" names no figure.
        let is_noun = self
            .tokens
            .get(end)
            .is_some_and(|token| token.is_lower_word() && !words.no_nouns.contains(&*token.lower));
        if is_noun {
            return None;
        }
        let quantity = Quantity { approximator: lead.map(|lead| lead.word), ..Quantity::default() };
        Some(Found { start: at, end, quantity, factor: Some(factor), base: None, link: None })
    }

    /// "One in five", "nine out of ten", "dos de cada tres".
    fn one_in(&self, at: usize, lead: Option<Lead>, next: usize) -> Option<Found> {
        let one = self.number(next).filter(|number| number.vague.is_none())?;
        let ((), of) = self.language.out_of.at(&self.tokens, one.end)?;
        let all = self.number(of).filter(|all| all.vague.is_none() && all.value > one.value)?;
        let round = [2_u32, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 1_000, 10_000, 100_000];
        let is_round = round.iter().any(|known| Decimal::from(*known) == all.value);
        let is_unit = self.language.units.at(&self.tokens, all.end).is_some();
        if !is_round || is_unit || one.is_digits != all.is_digits {
            return None;
        }
        let share = one.value.checked_div(all.value)?.round_dp(PLACES);
        Some(ratio((at, all.end), share, lead.map(|lead| lead.word)))
    }

    /// "Two-thirds", "a fifth", "half", "la mitad".
    fn fraction(&self, at: usize, lead: Option<Lead>, next: usize) -> Option<Found> {
        let words = &self.language.words;
        let word = lead.map(|lead| lead.word);
        // "Half a million", "half an hour".
        if self.half_of_scale(next).is_some() || self.unit_alone(next, false).is_some() {
            return None;
        }
        let next = self.with_article(next, lead);
        if let Some(((), end)) = self.language.lone_fractions.at(&self.tokens, next) {
            let before = next.checked_sub(1).and_then(|before| self.tokens.get(before));
            let is_ordinal =
                lead.is_none() && before.is_some_and(|before| words.half_of.contains(&*before.lower));
            let is_compound = self.tokens.get(end).is_some_and(|token| token.text == "-" && token.is_glued);
            let last = self.tokens.get(end - 1)?;
            let share = self.language.fractions.at(&self.tokens, end - 1).map(|(share, _)| *share);
            let share = share
                .or_else(|| self.language.fractions.at(&self.tokens, end - 2).map(|(share, _)| *share))?;
            if is_ordinal || is_compound || last.begins_line && end > next + 1 {
                return None;
            }
            return Some(ratio((at, end), quotient(share)?, word));
        }
        let is_article = self.is_in(&words.articles, next);
        let (count, after) = if is_article {
            (Decimal::ONE, next + 1)
        } else {
            let number =
                self.number(next).filter(|number| number.vague.is_none() && number.scale == Decimal::ONE)?;
            (number.value, number.end)
        };
        let is_hyphen = self.tokens.get(after).is_some_and(|token| token.text == "-" && token.is_glued);
        let (share, end) = self.language.fractions.at(&self.tokens, after + usize::from(is_hyphen))?;
        // "A third man" is no third of anything.
        let follows = self.tokens.get(end).filter(|token| !token.begins_line);
        let is_noun =
            follows.is_some_and(|token| token.kind == Kind::Word && !words.no_nouns.contains(&*token.lower));
        if is_article && is_noun || count >= Decimal::from(share.1) {
            return None;
        }
        let share =
            count.checked_mul(Decimal::from(share.0))?.checked_div(Decimal::from(share.1))?.round_dp(PLACES);
        Some(ratio((at, end), share, word))
    }

    /// `next`, or the article before it where the approximator `lead` ends with one: "casi el triple".
    fn with_article(&self, next: usize, lead: Option<Lead>) -> usize {
        let is_article =
            lead.is_some() && next > 0 && self.is_in(&self.language.words.between_articles, next - 1);
        let at = next - usize::from(is_article);
        let is_whole = self.language.lone_multiples.at(&self.tokens, at).is_some()
            || self.language.lone_fractions.at(&self.tokens, at).is_some();
        if is_article && is_whole { at } else { next }
    }

    /// "Three times as many", "twice the size", "el doble".
    fn multiple(&self, at: usize, lead: Option<Lead>, next: usize) -> Option<Found> {
        let words = &self.language.words;
        let word = lead.map(|lead| lead.word);
        let compares = |end: usize| self.is_in(&words.times_after, end);
        let next = self.with_article(next, lead);
        if let Some(((), end)) = self.language.lone_multiples.at(&self.tokens, next) {
            let multiple = words.multiples.get(&*self.tokens.get(end - 1)?.lower)?;
            let is_compared = end > next + 1 || compares(end) || lead.is_some();
            return is_compared.then(|| ratio((at, end), Decimal::from(*multiple), word));
        }
        let number = self.number(next)?;
        let end = number.end + 1;
        if !self.is_in(&words.times, number.end) || !compares(end) {
            return None;
        }
        Some(ratio((at, end), number.value, word.or(number.vague)))
    }

    /// "Third-largest", "18th", "segunda mayor".
    fn rank(&self, at: usize) -> Option<Found> {
        let words = &self.language.words;
        let token = self.tokens.get(at)?;
        let rank = |place: Decimal, end: usize| {
            let mut quantity = Quantity { kind: QuantityKind::Rank, ..Quantity::default() };
            assert_bounds(&mut quantity, place, None);
            Some(Found { start: at, end, quantity, factor: None, base: None, link: None })
        };
        let (place, next) = if token.kind == Kind::Digits {
            let suffix = self.tokens.get(at + 1).filter(|suffix| suffix.is_glued)?;
            words.ordinal_suffixes.contains(&*suffix.lower).then_some(())?;
            (super::numerals::read_digits(token.text, self.decimal)?.0, at + 2)
        } else {
            (Decimal::from(*words.ordinals.get(&*token.lower)?), at + 1)
        };
        let is_hyphen = self.tokens.get(next).is_some_and(|token| token.text == "-" && token.is_glued);
        let superlative = next + usize::from(is_hyphen);
        if let Some(((), end)) = self.language.superlatives.at(&self.tokens, superlative) {
            return rank(place, end);
        }
        let follows = self.tokens.get(superlative)?;
        let is_superlative = follows.kind == Kind::Word
            && follows.text.chars().count() > 4
            && words.superlative_endings.iter().any(|ending| follows.lower.ends_with(ending.as_str()));
        if is_superlative && !words.not_superlatives.contains(&*follows.lower) {
            return rank(place, superlative + 1);
        }
        let is_century = words.not_ranked.contains(&*follows.lower);
        let is_month = words.months.contains_key(&*follows.lower);
        (token.kind == Kind::Digits && !is_hyphen && !is_century && !is_month).then(|| rank(place, next))?
    }
}

fn quotient((above, below): (u32, u32)) -> Option<Decimal> {
    Some(Decimal::from(above).checked_div(Decimal::from(below))?.round_dp(PLACES))
}

fn ratio((start, end): (usize, usize), value: Decimal, word: Option<Approximator>) -> Found {
    let mut quantity = Quantity { kind: QuantityKind::Ratio, ..Quantity::default() };
    assert_bounds(&mut quantity, value, word);
    // A third is no decimal: what is kept of it is near enough, and not exact.
    quantity.point =
        quantity.point.filter(|point| matches!(point, Bound::Number(value) if value.scale() < PLACES));
    Found { start, end, quantity, factor: None, base: None, link: None }
}
