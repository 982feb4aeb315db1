//! The words that make a number inexact, and the interval that they assert.

use rust_decimal::Decimal;

use super::Reader;
use crate::model::quantity::{Approximator, Bound, Quantity};

/// An approximator in front of a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    pub(super) word: Approximator,
    /// The token after it, and after the quotation mark that ends it.
    pub(super) next: usize,
}

impl Reader<'_> {
    /// The approximator that begins at `at`, perhaps in quotation marks: “no more than” 200.
    pub(super) fn lead(&self, at: usize) -> Option<Lead> {
        let opens = self.tokens.get(at)?.is_quote();
        let (word, end) = self.language.approximators.at(&self.tokens, at + usize::from(opens))?;
        let closes = self.tokens.get(end).is_some_and(super::super::tokens::Token::is_quote);
        // A quotation that goes on after it is not of the approximator alone.
        (!opens || closes).then_some(Lead { word: *word, next: end + usize::from(closes) })
    }

    /// The approximator that begins at `at` behind a number: "50 or more".
    pub(super) fn follow_up(&self, at: usize) -> Option<(Approximator, usize)> {
        self.language.approximators_after.at(&self.tokens, at).map(|(word, end)| (*word, end))
    }
}

/// What `word` before `value` asserts; without one it is the value itself.
pub(super) fn assert_bounds(quantity: &mut Quantity, value: Decimal, word: Option<Approximator>) {
    use Approximator as A;
    let bound = || Some(Bound::Number(value));
    quantity.approximator = word;
    let (low, high, is_open) = match word {
        Some(A::MoreThan | A::Over | A::Above | A::UpwardsOf) => (true, false, true),
        Some(A::AtLeast | A::NoFewerThan | A::NoLessThan) => (true, false, false),
        Some(A::Nearly | A::Almost | A::LessThan | A::FewerThan | A::Under | A::Below) => (false, true, true),
        Some(A::AtMost | A::NoMoreThan | A::UpTo) => (false, true, false),
        // The least that a vague word allows.
        Some(word) if is_vague(word) => (true, false, false),
        Some(_) | None => (true, true, false),
    };
    quantity.low = bound().filter(|_| low);
    quantity.high = bound().filter(|_| high);
    quantity.low_open = low && is_open;
    quantity.high_open = high && is_open;
    quantity.point = bound().filter(|_| word.is_none_or(|word| !is_vague(word)));
}

/// Whether `word` stands for a number itself: "dozens".
pub(super) fn is_vague(word: Approximator) -> bool {
    use Approximator as A;
    matches!(
        word,
        A::Several
            | A::AFew
            | A::Dozens
            | A::Scores
            | A::Hundreds
            | A::Thousands
            | A::TensOfThousands
            | A::HundredsOfThousands
            | A::Millions
            | A::Many
    )
}
