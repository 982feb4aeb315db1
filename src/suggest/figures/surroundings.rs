//! What the words around a number make of it: an age, a change, a share of a measure that stands beside it.

use rust_decimal::Decimal;

use super::amounts::{Core, Measure};
use super::{Found, Reader};
use crate::model::quantity::{Bound, Modality, Quantity, QuantityKind};

/// Units of what falls as rain.
const POURED: [&str; 5] = ["litre", "gallon", "barrel", "millimetre", "inch"];

impl Reader<'_> {
    /// Sets what the figure from `start` to `end`, whose number begins at `number`, is a number of, where those before it are
    /// `found`.
    pub(super) fn set_measure(
        &self,
        quantity: &mut Quantity,
        (start, number, end): (usize, usize, usize),
        core: &Core,
        found: &[Found],
    ) {
        if let Some(measure) = core.measure() {
            quantity.kind = measure.kind;
            quantity.unit.clone_from(&measure.unit);
            quantity.currency.clone_from(&measure.currency);
        } else if self.is_age(start, number, end, core) || self.is_another_age(start, found) {
            quantity.kind = QuantityKind::Duration;
            quantity.unit = Some("year".to_owned());
        } else if self.language.becomes.before(&self.tokens, start).is_some() {
            quantity.kind = QuantityKind::Change;
        } else if let Some(other) = self.shared_measure(start, end, found) {
            quantity.kind = other.kind;
            quantity.unit = other.unit;
            quantity.currency = other.currency;
        }
        // Rain falls in litres, and that is no change.
        let is_poured = quantity.unit.as_deref().is_some_and(|unit| POURED.contains(&unit));
        let may_change = matches!(quantity.kind, QuantityKind::Percent | QuantityKind::Measure) && !is_poured;
        if may_change && self.is_changed_by(start, end, quantity.kind) {
            quantity.kind = QuantityKind::Change;
        }
        if self.is_in(&self.language.words.rhetorical, end)
            && quantity.kind == QuantityKind::Percent
            && quantity.low == Some(Bound::Number(Decimal::ONE_HUNDRED))
        {
            quantity.modality = Modality::Rhetorical;
        }
    }

    /// What a bare number takes from the one that it is compared with: "to 809 acres from 779", "from 34 to 30 metres".
    fn shared_measure(&self, start: usize, end: usize, found: &[Found]) -> Option<Measure> {
        let words = &self.language.words;
        let before = start.checked_sub(1)?;
        if !self.is_in(&words.from, before) || !self.is_change_before(before) {
            return None;
        }
        let is_far = |one: usize, other: usize| other.saturating_sub(one) > 3;
        let last = found.last().filter(|last| !is_far(last.end, before));
        let last = last.filter(|last| {
            last.quantity.kind != QuantityKind::Count && last.quantity.kind != QuantityKind::Date
        });
        if let Some(Found { quantity, .. }) = last {
            return Some(Measure {
                kind: quantity.kind,
                unit: quantity.unit.clone(),
                currency: quantity.currency.clone(),
                ..Measure::default()
            });
        }
        let join = self.is_in(&words.range_joins, end).then_some(end + 1)?;
        self.part(join)?.measure
    }

    /// Whether a verb of change stands before token `at`, in the same line and not far.
    pub(super) fn is_change_before(&self, at: usize) -> bool {
        (at.saturating_sub(5)..at).any(|place| self.is_in(&self.language.words.changes, place))
    }

    /// Whether the share or measure from `start` to `end` is by how much something has changed.
    fn is_changed_by(&self, start: usize, end: usize, kind: QuantityKind) -> bool {
        let words = &self.language.words;
        let article = |at: usize| self.is_in(&words.articles, at) || self.is_in(&words.between_articles, at);
        let mut before = start;
        while before > 0 && article(before - 1) {
            before -= 1;
        }
        let verb = before > 0 && self.is_in(&words.changes, before - 1);
        let noun = before > 1
            && self.is_in(&words.change_of, before - 1)
            && self.is_in(&words.change_nouns, before - 2);
        let more = kind == QuantityKind::Percent && self.is_in(&words.comparatives, end);
        verb || noun || more
    }

    /// Whether a bare number is somebody's age.
    fn is_age(&self, start: usize, number: usize, end: usize, core: &Core) -> bool {
        let value = core.first.number.value;
        if value > Decimal::from(115) || core.first.number.vague.is_some() || value.scale() > 0 {
            return false;
        }
        let words = &self.language.words;
        let before = |back: usize| start.checked_sub(back).and_then(|at| self.tokens.get(at));
        if start > 0 && self.is_in(&words.ages_before, start - 1) {
            return true;
        }
        if self.language.age_comparatives.before(&self.tokens, number).is_some() {
            return true;
        }
        let ends = self.tokens.get(end).is_none_or(|token| matches!(token.text, "," | "." | ";" | ")"));
        let is_name = |back: usize| before(back).is_some_and(|token| token.is_capital() || token.text == ")");
        let comma = |back: usize| before(back).is_some_and(|token| token.text == ",");
        let of = before(1).is_some_and(|token| words.age_of.contains(&*token.lower));
        let follows_name = comma(1) && is_name(2) || of && comma(2);
        ends && follows_name && start == number && core.first.number.value >= Decimal::ONE
    }

    /// Whether a bare number is joined to an age before it: "aged 4 and 7".
    fn is_another_age(&self, start: usize, found: &[Found]) -> bool {
        let Some(before) = start.checked_sub(1) else { return false };
        found.last().is_some_and(|last| {
            let is_bare = last.end == before && last.start + 1 == last.end;
            is_bare
                && last.quantity.kind == QuantityKind::Duration
                && self.is_in(&self.language.words.date_joins, before)
        })
    }
}
