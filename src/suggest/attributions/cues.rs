//! Words of saying, where they are verbs.

use std::ops::Range;

use super::Reader;
use crate::model::attribution::Polarity;
use crate::suggest::tokens::Kind;

/// A word of saying.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Its tokens.
    pub(super) at: Range<usize>,
    pub(super) polarity: Polarity,
    pub(super) kind: CueKind,
    pub(super) is_hedged: bool,
    /// Whether somebody speaks of themselves in a quotation: "I think".
    pub(super) is_own: bool,
}

/// How a cue stands to its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// The speaker is its subject.
    Verb,
    /// The speaker follows: "according to".
    According,
    /// Nobody is named: "are believed to".
    Passive,
    /// The speaker stands before "as": "quoted him as saying".
    AsSaying,
}

impl Reader<'_> {
    /// The cues of the paragraph, in order; none lies in another.
    pub(super) fn find_cues(&self) -> Vec<Cue> {
        let mut cues: Vec<Cue> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.cue(at) {
                Some(cue) => {
                    at = cue.at.end.max(at + 1);
                    cues.push(cue);
                }
                None => at += 1,
            }
        }
        cues
    }

    fn cue(&self, at: usize) -> Option<Cue> {
        let (speech, words) = (&self.language.speech, &self.language.words.speech);
        let found = |end: usize, polarity, kind| Cue {
            at: at..end,
            polarity,
            kind,
            is_hedged: words.hedged.contains(&*self.tokens[at].lower),
            is_own: false,
        };
        if let Some(((), end)) = speech.according.at(&self.tokens, at) {
            return Some(found(end, Polarity::Affirms, CueKind::According));
        }
        if let Some(((), end)) = speech.withheld.at(&self.tokens, at) {
            return Some(found(end, Polarity::Withholds, CueKind::Verb));
        }
        if let Some(((), end)) = speech.unsourced.at(&self.tokens, at) {
            return Some(found(end, Polarity::Withholds, CueKind::Passive));
        }
        if let Some(((), end)) = speech.as_saying.at(&self.tokens, at) {
            return Some(Cue { at: at + 1..end, ..found(end, Polarity::Affirms, CueKind::AsSaying) });
        }
        if let Some(end) = self.passive(at) {
            return Some(Cue { is_hedged: true, ..found(end, Polarity::Affirms, CueKind::Passive) });
        }
        let (polarity, end) = speech.cues.at(&self.tokens, at)?;
        if self.tokens[at].kind != Kind::Word || self.is_noun(at) || self.is_participle(at) {
            return None;
        }
        let is_weak = end == at + 1 && self.is_in(&words.weak, at);
        if is_weak && !self.stands_beside_speech(at, end) {
            return None;
        }
        let mut cue = found(end, *polarity, CueKind::Verb);
        let own = (at.saturating_sub(3)..at).any(|before| self.is_in(&words.own, before));
        cue.is_own = own && self.quote_around(at).is_some();
        (!cue.is_own).then_some(cue)
    }

    /// The end of "is believed", "has been reported", "was widely thought" at `at`.
    fn passive(&self, at: usize) -> Option<usize> {
        let words = &self.language.words.speech;
        if !self.is_in(&words.be, at) {
            return None;
        }
        let mut end = at + 1;
        while self.is_in(&words.be, end) || self.tokens.get(end).is_some_and(|token| words.is_skipped(token))
        {
            end += 1;
        }
        // "Is thought to be", "it is believed that"; not "was said by him" and not "was accused of".
        let goes_on = self.lower(end + 1) == "to" && self.lower(end + 2) != "the"
            || self.lower(end + 1) == "of"
            || self.is_in(&words.that, end + 1);
        let goes_on = goes_on || at > 0 && self.lower(at - 1) == "it" || self.lower(at).starts_with("it");
        (end - at <= 4 && self.is_in(&words.believed, end) && goes_on).then_some(end + 1)
    }

    /// Whether the word at `at` is a noun: "the report", "their claims".
    fn is_noun(&self, at: usize) -> bool {
        let words = &self.language.words.speech;
        let token = &self.tokens[at];
        if token.is_glued && at > 0 && matches!(self.tokens[at - 1].text, "-" | "@" | "#" | "/")
            || self.tokens.get(at + 1).is_some_and(|next| next.is_glued && next.text == "-")
        {
            return true;
        }
        let is_inverted = at > 0 && (self.tokens[at - 1].text == "," || self.tokens[at - 1].is_quote());
        let is_verb = ends_like_past(&token.lower) || words.tells.contains(&*token.lower);
        let has_name = at > 0 && self.tokens[at - 1].is_capital();
        let after = self.is_in(&words.noun_after, at + 1)
            && !self.is_in(&words.that, at + 2)
            && !is_verb
            && !is_inverted
            && !has_name;
        let before = at > 0 && !is_inverted && !is_verb && self.is_in(&words.noun_before, at - 1);
        // Capitals in the middle of a sentence are names.
        let is_name = token.is_capital() && at > 0 && !self.begins_sentence(at) && !self.headlines[at];
        after || before || is_name || token.is_capital() && self.begins_sentence(at)
    }

    /// Whether the form at `at` belongs to a passive or to another verb: "was told", "expected to", "to deny".
    fn is_participle(&self, at: usize) -> bool {
        let words = &self.language.words.speech;
        let mut before = at;
        while before > 0
            && words.is_skipped(&self.tokens[before - 1])
            && self.tokens[before - 1].kind == Kind::Word
        {
            before -= 1;
        }
        let lower = &*self.tokens[at].lower;
        // "To announce" says nothing yet, and what is "claimed as" something is no claim.
        let is_infinitive = before > 0 && self.lower(before - 1) == "to" && !ends_like_past(lower);
        let is_as = self.lower(at + 1) == "as" && !words.tells.contains(lower);
        if is_infinitive || is_as {
            return true;
        }
        // "Held off declaring", "wary of saying": the speaker of such a form stands before a comma, or after "with".
        if words.gerund_endings.iter().any(|end| lower.ends_with(end.as_str())) {
            let is_progressive = before > 0 && self.is_in(&words.be, before - 1);
            let is_led_on = at > 0 && (self.tokens[at - 1].text == "," || self.tokens[at - 1].is_quote());
            let is_with = (at.saturating_sub(6)..at).any(|place| self.lower(place) == "with");
            return !(is_progressive || is_led_on || is_with);
        }
        let is_passive =
            before > 0 && self.is_in(&words.be, before - 1) && ends_like_past(&self.tokens[at].lower);
        // "Was quoted as saying" has its own rule; "claims to be" and "said to be" say something else.
        // "Ha dicho", but no "lo dicho".
        let is_perfect = words.perfects.contains(lower);
        let behind_aux = || (before.saturating_sub(1)..at).any(|place| self.is_in(&words.auxiliaries, place));
        if is_perfect && !behind_aux() {
            return true;
        }
        // "Asked not to be named".
        let is_asked = self.lower(at + 1) == "not" && self.lower(at + 2) == "to";
        if is_asked || self.is_in(&words.reflexives, at + 1) {
            return true;
        }
        let goes_on = self.lower(at + 1) == "to" && !words.tells.contains(&*self.tokens[at].lower);
        let by = self.lower(at + 1) == "by" && ends_like_past(&self.tokens[at].lower);
        is_passive || by || goes_on && !self.is_in(&words.objects, at)
    }

    /// Whether "that" or a quotation stands beside the verb at `at`..`end`, or a noun phrase that it takes.
    fn stands_beside_speech(&self, at: usize, end: usize) -> bool {
        let words = &self.language.words.speech;
        let that = (end..end + 7)
            .take_while(|place| self.same_sentence(*place, at))
            .take_while(|place| !matches!(self.tokens[*place].text, "." | ";" | "“" | "\"" | "«"));
        let that = that.into_iter().any(|place| self.is_in(&words.that, place));
        let quote_after = self.quotes.iter().any(|quote| {
            quote.outer.start >= end
                && quote.outer.start <= end + 8
                && self.same_sentence(quote.outer.start, at)
        });
        let quote_before = self.quotes.iter().any(|quote| {
            let near = quote.outer.end <= at && quote.outer.end + 14 >= at;
            near && quote.is_speech && self.same_sentence(quote.outer.end - 1, at)
        });
        let describes = self.is_in(&words.describes, at)
            && ((end + 1..end + 14).any(|place| self.same_sentence(place, at) && self.lower(place) == "as")
                || words.gerund_endings.iter().any(|ending| self.lower(end).ends_with(ending.as_str())));
        let follows = describes
            || at > 0
                && self.tokens[at - 1].text != ","
                && self.is_in(&words.objects, at)
                && self.takes_object(end);
        let closes = self.is_postposed_plainly(at, end);
        // "…, explicó Neve Hallqvist."
        let inverted = at > 0 && self.tokens[at - 1].text == "," && self.takes_object(end) && {
            let after = self.phrase_end(end, self.sentence(at).end);
            after > end && (self.ends_sentence(after) || self.tokens[after].text == ",")
        };
        let places = words.places_at.contains(&*self.tokens[at].lower)
            && self.takes_object(end)
            && (end + 1..end + 20).any(|place| self.same_sentence(place, at) && self.is_in(&words.at, place));
        that || quote_after || quote_before || follows || closes || inverted || places
    }

    /// Whether a noun phrase begins at `at`: a determiner, a pronoun, a number, a name.
    fn takes_object(&self, at: usize) -> bool {
        let words = &self.language.words.speech;
        let Some(token) = self.tokens.get(at) else { return false };
        words.determiners.contains(&*token.lower)
            || words.pronouns.contains(&*token.lower)
            || token.kind == Kind::Digits
            || token.is_capital()
    }

    /// Whether the verb at `at` ends its sentence after a comma and a speaker: "…, its website showed."
    fn is_postposed_plainly(&self, at: usize, end: usize) -> bool {
        let sentence = self.sentence(at);
        let closes = self.ends_sentence(end) || self.tokens.get(end).is_some_and(|token| token.text == ",");
        let comma = (sentence.start..at).rev().take(8).find(|place| self.tokens[*place].text == ",");
        closes
            && comma.is_some_and(|comma| comma + 1 < at && comma > sentence.start + 3)
            && (comma.unwrap_or(0) + 1..at)
                .all(|place| !self.language.words.speech.is_finite(&self.tokens[place]))
            && !comma.is_some_and(|comma| self.is_in(&self.language.words.speech.openers, comma + 1))
            && !comma.is_some_and(|comma| self.is_in(&self.language.words.speech.relatives, comma + 1))
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        a < self.tokens.len() && self.sentences.get(a) == self.sentences.get(b)
    }
}

/// Whether a form may be a participle or a simple past.
fn ends_like_past(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(word, "said" | "told" | "found" | "thought" | "put" | "written" | "shown")
}
