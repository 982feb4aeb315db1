//! Numbers that are no figures: parts of names, of addresses, of scores, of lists.

use super::Reader;
use crate::suggest::tokens::{Kind, Token};

impl Reader<'_> {
    /// Whether no figure begins at token `at`, whatever follows.
    pub(super) fn is_refused(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.tokens.get(at));
        let after = |on: usize| self.tokens.get(at + on);
        if token.kind != Kind::Digits {
            // "Self-one": what hangs on a word by a hyphen is a part of it.
            let hangs = before(1).is_some_and(|sign| token.is_glued && sign.text == "-" && sign.is_glued);
            return hangs && before(2).is_some_and(|word| word.kind == Kind::Word && !self.is_prefix(word));
        }
        if let Some(sign) = before(1).filter(|_| token.is_glued) {
            let is_address =
                matches!(sign.text, "#" | "@" | "/" | "\\" | "_" | "=" | "&") || sign.text == ":";
            let hangs = matches!(sign.text, "-" | "–") && sign.is_glued;
            let of_word =
                hangs && before(2).is_some_and(|word| word.kind == Kind::Word && !self.is_prefix(word));
            let of_score = hangs && before(2).is_some_and(|word| word.kind == Kind::Digits);
            if is_address || of_word || of_score || sign.kind == Kind::Word {
                return true;
            }
        }
        if let Some(sign) = after(1).filter(|sign| sign.is_glued) {
            let digits_follow = after(2).is_some_and(|next| next.is_glued && next.kind == Kind::Digits);
            let is_item =
                sign.text == "." && token.begins_line && after(2).is_some_and(|next| !next.is_glued);
            let is_fraction = matches!(sign.text, "/" | ":") && digits_follow && self.clock(at).is_none();
            let is_score = sign.text == "-" && digits_follow && !self.rises(at);
            let is_shape = sign.kind == Kind::Word && digits_follow;
            if is_item || is_fraction || is_score || is_shape || self.is_code(sign) {
                return true;
            }
        }
        false
    }

    /// How many tokens after `at` belong to something that is no figure.
    pub(super) fn skipped(&self, at: usize) -> usize {
        let is_digits = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == Kind::Digits);
        let glued = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_glued);
        let mut end = at + 1;
        if is_digits(at) {
            while glued(end) && glued(end + 1) && is_digits(end + 1) {
                end += 2;
            }
        }
        end - at - 1
    }

    /// Whether the bare number from `start` to `end` belongs to a name: "Flight 93", "Varga 40".
    pub(super) fn is_part_of_name(&self, start: usize, end: usize) -> bool {
        let words = &self.language.words;
        let Some(before) = start.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return false };
        let first = &self.tokens[start];
        if first.begins_line || before.kind != Kind::Word && before.text != "." {
            return false;
        }
        let counts = self.tokens.get(end).is_some_and(|next| {
            next.is_lower_word() && !next.begins_line && !words.no_nouns.contains(&*next.lower)
        });
        // "No. 5".
        let head = if before.text == "." {
            start.checked_sub(2).and_then(|at| self.tokens.get(at))
        } else {
            Some(before)
        };
        let Some(head) = head else { return false };
        let is_head = words.name_heads.contains(&*head.lower);
        if before.text == "." {
            return is_head && before.is_glued && !counts;
        }
        if is_head {
            return (first.kind == Kind::Digits || head.is_capital()) && (!counts || head.is_capital());
        }
        let begins_sentence = head.begins_line || self.begins_sentence(start - 1);
        let is_name = head.is_capital() && !begins_sentence && first.kind == Kind::Digits;
        is_name && !counts && !self.is_dated(head)
    }

    /// Whether the word at `at` is the first of its sentence.
    fn begins_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return true };
        before.is_quote() || matches!(before.text, "." | "!" | "?" | ":" | ";" | "¿" | "¡" | "(" | "—" | "–")
    }

    /// Whether `word` is a day or month.
    fn is_dated(&self, word: &Token<'_>) -> bool {
        let words = &self.language.words;
        words.months.contains_key(&*word.lower) || words.weekdays.contains_key(&*word.lower)
    }

    /// Whether `word` may hang before a number: "mid-1990s".
    fn is_prefix(&self, word: &Token<'_>) -> bool {
        self.language.words.prefixes.contains(&*word.lower)
    }

    /// Whether the number at `at` is followed by a dash and a larger one.
    fn rises(&self, at: usize) -> bool {
        let value = |at: usize| {
            let token = self.tokens.get(at)?;
            super::numerals::read_digits(token.text, self.decimal).map(|(value, _)| value)
        };
        // "$19-22 million" says what is the larger one after it.
        value(at).zip(value(at + 2)).is_some_and(|(one, other)| one < other)
    }

    /// Whether a word that is written onto digits makes them a name: "3D", "4x4".
    fn is_code(&self, word: &Token<'_>) -> bool {
        if word.kind != Kind::Word {
            return false;
        }
        let words = &self.language.words;
        let lower = &*word.lower;
        let one = std::slice::from_ref(word);
        let is_known = words.scales.contains_key(lower)
            || words.ordinal_suffixes.contains(lower)
            || self.language.units.at(one, 0).is_some()
            || self.language.percent.at(one, 0).is_some()
            || words.after_digits.contains(lower);
        !is_known || word.text.contains(|sign: char| sign.is_uppercase()) && !is_unit_like(word.text)
    }
}

/// Whether capitals stand in units: "20MW", "5K", "30C".
fn is_unit_like(text: &str) -> bool {
    text.chars().count() <= 3
}
