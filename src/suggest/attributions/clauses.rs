//! Where clauses and noun phrases begin and end, as far as words tell.

use std::ops::Range;

use super::Reader;
use crate::suggest::tokens::{Kind, Token};

impl Reader<'_> {
    /// Whether a noun phrase cannot go on over token `at`.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        let words = &self.language.words.speech;
        let token = &self.tokens[at];
        if token.kind == Kind::Sign {
            let joins = matches!(token.text, "-" | "'" | "’" | "." | "&" | "/") && token.is_glued;
            return !joins;
        }
        words.relatives.contains(&*token.lower)
            || words.subordinators.contains(&*token.lower) && (!token.is_capital() || self.headlines[at])
            || words.is_finite(token)
            || self.headlines[at] && words.is_finite_word(&token.lower)
            || self.cues_at(at)
    }

    /// Whether token `at` is part of a cue.
    pub(super) fn cues_at(&self, at: usize) -> bool {
        self.cues.iter().any(|cue| cue.at.contains(&at))
    }

    /// The first token of the noun phrase that ends before `end`, not before `limit`.
    pub(super) fn phrase_start(&self, end: usize, limit: usize) -> usize {
        let words = &self.language.words.speech;
        let mut start = end;
        while start > limit {
            let at = start - 1;
            if self.is_boundary(at) {
                break;
            }
            // "The army and the Guard said" has two speakers; "… fell and the Guard said" another clause before.
            if words.coordinators.contains(&*self.tokens[at].lower) && !self.joins_phrases(at, limit) {
                break;
            }
            start = at;
        }
        start
    }

    /// Whether what stands before the "and" at `at` is a noun phrase and no clause.
    fn joins_phrases(&self, at: usize, limit: usize) -> bool {
        let words = &self.language.words.speech;
        if matches!(self.lower(at), "but" | "pero" | "then") {
            return false;
        }
        let mut place = at;
        while place > limit {
            let token = &self.tokens[place - 1];
            if token.kind == Kind::Sign
                && !(token.is_glued && matches!(token.text, "-" | "'" | "’" | "." | "/"))
            {
                // "Beshlik, Tarn and Vey said": before the comma it may go on, and then it is a list.
                return token.text != "," || place == at;
            }
            if words.is_finite(token)
                || words.subordinators.contains(&*token.lower)
                || self.cues_at(place - 1)
            {
                return false;
            }
            place -= 1;
        }
        place < at
    }

    /// The token after the noun phrase that begins at `start`, before `limit`.
    pub(super) fn phrase_end(&self, start: usize, limit: usize) -> usize {
        let words = &self.language.words.speech;
        let mut end = start;
        while end < limit {
            let token = &self.tokens[end];
            let is_day = words.days.contains(&*token.lower) && end > start;
            let stops = self.is_boundary(end) && end > start || token.kind == Kind::Sign && end == start;
            let is_stop = token.text == "." && (end + 1 >= limit || !self.is_abbreviation(end));
            if stops || is_day || is_stop {
                break;
            }
            end += 1;
        }
        while end > start
            && (self.is_in(&words.prepositions, end - 1) || self.is_in(&words.coordinators, end - 1))
        {
            end -= 1;
        }
        end
    }

    /// Whether the full stop at `at` belongs to the word before it: "U.S.", "Col.".
    fn is_abbreviation(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before)) else { return false };
        before.text.chars().count() <= 4 && before.is_capital() && self.tokens[at].is_glued
    }

    /// The parts of `range` between commas, outside of quotations and brackets.
    pub(super) fn segments(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut segments = Vec::new();
        let (mut start, mut depth) = (range.start, 0_usize);
        for at in range.clone() {
            match self.tokens[at].text {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                "," if depth == 0 => {
                    segments.push(start..at);
                    start = at + 1;
                }
                _ => {}
            }
        }
        segments.push(start..range.end);
        segments.retain(|segment| !segment.is_empty());
        segments
    }

    /// Whether `range` holds the verb of a clause.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        let words = &self.language.words.speech;
        range.clone().any(|at| words.is_finite(&self.tokens[at]) || self.cues_at(at))
    }

    /// Whether token is a word that begins a name or a noun: no sign.
    pub(super) fn is_word(token: &Token<'_>) -> bool {
        token.kind != Kind::Sign
    }
}
