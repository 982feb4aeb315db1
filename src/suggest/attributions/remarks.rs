//! What is said of the saying itself: to whom, where, when, and who has passed it on.

use std::ops::Range;

use super::Reader;
use super::cues::{Cue, CueKind};
use super::speakers::Speaker;
use crate::suggest::tokens::{Kind, Token};

impl Reader<'_> {
    /// The token after what is said of the saying itself: the hearer, the channel, the day.
    pub(super) fn after_remarks(&self, at: usize) -> usize {
        let words = &self.language.words.speech;
        let mut at = at;
        let end = match at.checked_sub(1) {
            Some(last) if last < self.tokens.len() => self.sentence(last).end,
            _ => return at,
        };
        loop {
            let start = at;
            if at < end && at > 0 && words.tells.contains(self.lower(at - 1)) {
                at = self.hearer(at, end);
            }
            if let Some(channel) = self.channel(at, end) {
                at = channel.end;
            }
            // "On Tuesday", "Monday", "late on Friday", "earlier this week".
            let on =
                usize::from(matches!(self.lower(at), "on" | "this" | "last" | "el" | "este" | "esta" | "la"));
            let on = if self.is_in(&words.channel_before, at) && self.is_in(&words.determiners, at + 1) {
                2
            } else {
                on
            };
            if at + on < end && self.is_in(&words.days, at + on) {
                at += on + 1;
            }
            if at == start {
                return at;
            }
        }
    }

    /// The token after the hearer who begins at `at`: "reporters", "the Post", "VOA’s Kurdish service".
    pub(super) fn hearer(&self, at: usize, end: usize) -> usize {
        let words = &self.language.words.speech;
        let is_possessive = |token: &Token<'_>| token.text.ends_with("’s") || token.text.ends_with("'s");
        let stops = |place: &usize| {
            let token = &self.tokens[*place];
            let joins = matches!(token.text, "." | "-" | "’" | "'") && token.is_glued;
            token.kind == Kind::Sign && !joins || words.is_finite(token) || self.cues_at(*place)
        };
        // Before "that" everything is the hearer: "told members of the coalition that …".
        let limit = (at..end).find(stops).unwrap_or(end);
        if let Some(that) = (at + 1..limit).find(|place| self.is_in(&words.that, *place)) {
            return that;
        }
        if self.is_in(&words.pronouns, at) {
            return at;
        }
        let mut stop = at + usize::from(self.lower(at) == "a" && self.language.words.tag == "es");
        let mut noun = false;
        while stop < limit {
            let token = &self.tokens[stop];
            let is_determiner = words.determiners.contains(&*token.lower);
            let is_first = stop == at || stop > 0 && words.determiners.contains(self.lower(stop - 1));
            let is_joined = token.kind == Kind::Sign || token.is_glued;
            if words.days.contains(&*token.lower)
                || self.is_in(&words.channel_before, stop)
                || words.pronouns.contains(&*token.lower)
            {
                break;
            }
            if noun && !is_joined && !token.is_capital() || is_determiner && stop > at {
                break;
            }
            // A name is no noun that ends it where a possessor or an article stands before: "VOA’s Kurdish service".
            let owned = stop > at
                && (at..stop).any(|place| {
                    is_possessive(&self.tokens[place]) || words.determiners.contains(self.lower(place))
                });
            let is_adjective = token.is_capital()
                && (owned || is_first)
                && self.tokens.get(stop + 1).is_some_and(|next| {
                    next.is_lower_word()
                        && !self.is_boundary(stop + 1)
                        && !words.determiners.contains(&*next.lower)
                        && !words.prepositions.contains(&*next.lower)
                        && owned
                });
            noun = !(is_determiner || is_adjective || is_possessive(token) || token.kind == Kind::Sign);
            if noun
                && token.is_capital()
                && self
                    .tokens
                    .get(stop + 1)
                    .is_some_and(|next| next.text == "." && next.is_glued && token.text.chars().count() == 1)
            {
                noun = false;
            }
            stop += 1;
        }
        stop
    }

    /// The channel that begins at `at`: "in a tweet", "on Twitter".
    pub(super) fn channel(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let words = &self.language.words.speech;
        if !self.is_in(&words.channel_before, at) {
            return None;
        }
        let noun = (at + 1..end.min(at + 6))
            .take_while(|place| self.tokens[*place].kind != Kind::Sign)
            .find(|place| self.is_in(&words.channels, *place))?;
        let mut stop = noun + 1;
        // "In a statement to VOA", "in a message on Friday".
        if matches!(self.lower(stop), "to" | "a" | "with" | "con") {
            let hearer = self.phrase_end(stop + 1, end);
            stop = if hearer > stop + 1 { hearer } else { stop };
        }
        Some(at..stop)
    }

    /// Through what it was said.
    pub(super) fn via(&self, cue: &Cue, speaker: Option<&Speaker>) -> Option<Range<usize>> {
        let words = &self.language.words.speech;
        let sentence = self.sentence(cue.at.start);
        let after =
            speaker.filter(|speaker| speaker.is_inverted).map_or(cue.at.end, |speaker| speaker.region.end);
        let is_inverted = speaker.is_some_and(|speaker| speaker.is_inverted);
        if words.tells.contains(self.lower(cue.at.end - 1)) && cue.kind == CueKind::Verb && !is_inverted {
            let end = self.hearer(cue.at.end, sentence.end);
            let pronoun = end == cue.at.end + 1
                && (self.is_in(&words.pronouns, cue.at.end)
                    || matches!(self.lower(cue.at.end), "her" | "him" | "them" | "me" | "us"));
            let named = self.tokens[cue.at.end.min(end)..end].iter().any(Token::is_capital)
                || matches!(self.lower(end.saturating_sub(1)), "reporters" | "journalists" | "periodistas");
            let days = (cue.at.end..end)
                .rev()
                .take_while(|at| self.is_in(&words.days, *at) || self.lower(*at) == "on")
                .count();
            let to = usize::from(self.lower(cue.at.end) == "a" && self.language.words.tag == "es");
            if end - days > cue.at.end + to && !pronoun && named {
                return Some(self.bytes(cue.at.end + to..end - days));
            }
        }
        let behind = self.channel(after, sentence.end);
        let front =
            || self.channel(sentence.start, sentence.end).filter(|channel| channel.end <= cue.at.start);
        let relay = || {
            let other = self.cues.iter().find(|other| {
                other.at.start >= cue.at.end && sentence.contains(&other.at.start) && self.relays(other)
            })?;
            let stop = (other.at.end..sentence.end).find(|at| matches!(self.tokens[*at].text, "," | "."));
            Some(other.at.start..stop.unwrap_or(sentence.end))
        };
        behind.or_else(front).or_else(relay).map(|range| self.bytes(range))
    }

    /// Whether what `cue` names has only passed the words on: "according to a translation by …".
    pub(super) fn relays(&self, cue: &Cue) -> bool {
        let end = self.phrase_end(cue.at.end, self.sentence(cue.at.start).end);
        let words = &self.language.words.speech;
        cue.kind == CueKind::According && (cue.at.end..end).any(|at| self.is_in(&words.translations, at))
    }
}
