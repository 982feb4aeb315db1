//! What is said, and how.

use std::ops::Range;

use super::cues::{Cue, CueKind};
use super::speakers::{Speaker, Subject};
use super::{Quote, Reader, Said};
use crate::model::attribution::{Certainty, Polarity, QuoteType};
use crate::suggest::tokens::{Kind, Token};
use crate::text::trim::{trim_full_stop, trim_span};

/// How many words at its beginning tell whether something is said with reserve.
const BEGINNING: usize = 10;

impl Reader<'_> {
    /// The attribution of the cue at `place`, where those before it are `found` and `last` spoke before.
    pub(super) fn attribution(
        &self,
        place: usize,
        cue: &Cue,
        found: &[(usize, Said)],
        last: Option<&[Range<usize>]>,
    ) -> Option<Said> {
        if cue.kind == CueKind::According && self.relays(cue) {
            return None;
        }
        let sentence = self.sentence(cue.at.start);
        let is_told = |other: &Cue| other.kind == CueKind::According && sentence.contains(&other.at.start);
        if cue.kind == CueKind::Passive && cue.polarity == Polarity::Affirms && self.cues.iter().any(is_told)
        {
            // "Are believed to have fled, according to officials": the officials believe it.
            return None;
        }
        let subject = self.subject(cue);
        if self.quote_around(cue.at.start).is_some()
            && !matches!(subject, Subject::Found(_))
            && cue.kind == CueKind::Verb
        {
            return None;
        }
        let (speaker, mut percent, reason) = match subject {
            Subject::Found(speaker) => (Some(speaker), 85, "a word of saying with its speaker"),
            Subject::Elided => (None, 60, "a word of saying after another"),
            Subject::Nobody => (None, 70, "nobody is named for it"),
        };
        let (contents, is_direct, is_mixed) = self.contents(place, cue, speaker.as_ref());
        if contents.is_empty() && cue.polarity == Polarity::Affirms {
            return None;
        }
        let sources = match &speaker {
            Some(speaker) => speaker.names.iter().map(|name| self.name_bytes(name.clone())).collect(),
            None if cue.kind == CueKind::Passive => Vec::new(),
            None => {
                let sentence = self.sentence(cue.at.start);
                let same = found.iter().rfind(|(at, said)| sentence.contains(at) && !said.sources.is_empty());
                let before = same.map(|(_, said)| said.sources.clone());
                before.or_else(|| self.main_subject(cue)).or_else(|| last.map(<[Range<usize>]>::to_vec))?
            }
        };
        let contents = if contents.is_empty() {
            // "Denied it": what is denied stands before.
            found.last().map(|(_, said)| said.contents.clone())?
        } else {
            contents
        };
        if sources.is_empty() {
            percent = percent.min(70);
        }
        let hedged = cue.is_hedged || contents.iter().any(|content| self.is_hedged(content.clone()));
        Some(Said {
            sources,
            cue: Some(self.bytes(cue.at.clone())),
            via: self.via(cue, speaker.as_ref()),
            contents,
            polarity: cue.polarity,
            certainty: if hedged { Certainty::Hedged } else { Certainty::Certain },
            quote_type: match (is_direct, is_mixed) {
                (true, _) => QuoteType::Direct,
                (_, true) => QuoteType::Mixed,
                _ => QuoteType::Indirect,
            },
            reason,
            percent,
        })
    }

    /// The subject of the sentence that `cue` is in, for a verb that has none of its own.
    fn main_subject(&self, cue: &Cue) -> Option<Vec<Range<usize>>> {
        let limit = self.sentence(cue.at.start).start;
        let segments = self.segments(limit..cue.at.start);
        let words = &self.language.words.speech;
        let main = segments.iter().find(|segment| {
            !self.is_in(&words.openers, segment.start) || self.is_in(&words.determiners, segment.start)
        })?;
        let end = (main.start..main.end)
            .find(|at| words.is_finite(&self.tokens[*at]) || self.cues_at(*at))
            .unwrap_or(main.end);
        // "La Guardia lo niega": the pronoun is the verb's, not the subject's.
        let end = (main.start..end).rev().find(|at| !words.is_skipped(&self.tokens[*at]))? + 1;
        let speaker = self.speaker_of(main.start..end)?;
        Some(speaker.names.into_iter().map(|name| self.name_bytes(name)).collect())
    }

    /// The bytes of a name, without a possessive ending.
    fn name_bytes(&self, name: Range<usize>) -> Range<usize> {
        let span = self.bytes(name);
        let text = &self.text[span.clone()];
        let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s"));
        let bare = bare.filter(|bare| !bare.is_empty()).unwrap_or(text);
        span.start..span.start + bare.len()
    }

    /// What is said, whether it is quoted whole, and whether it is in part.
    fn contents(
        &self,
        place: usize,
        cue: &Cue,
        speaker: Option<&Speaker>,
    ) -> (Vec<Range<usize>>, bool, bool) {
        let behind = speaker.filter(|speaker| speaker.is_inverted || cue.kind == CueKind::According);
        let before = speaker.filter(|_| behind.is_none());
        let start = before.map_or(cue.at.start, |speaker| speaker.region.start.min(cue.at.start));
        // «…», ha dicho Pedro López.
        let words = &self.language.words.speech;
        let mut start = start;
        while before.is_none() && start > 0 && words.auxiliaries.contains(self.lower(start - 1)) {
            start -= 1;
        }
        let after = self.after_remarks(behind.map_or(cue.at.end, |speaker| speaker.region.end));
        let sentence = self.sentence(cue.at.start);
        if cue.kind == CueKind::Passive {
            let start = self
                .quote_around(cue.at.start)
                .map_or(sentence.start, |quote| sentence.start.max(quote.outer.start + 1));
            let content = self.clean(start..cue.at.start).filter(|_| cue.polarity != Polarity::Withholds);
            let rest = self.clean(cue.at.end..self.content_end(place, cue.at.end, sentence.end));
            let whole = content.zip(rest.clone()).map(|(content, rest)| content.start..rest.end);
            return (whole.or(rest).into_iter().collect(), false, false);
        }
        let inside = self.quote_around(cue.at.start);
        let quote = self
            .quote_before(start)
            .filter(|quote| quote.is_speech && inside.is_none_or(|around| around.outer != quote.outer));
        let comma = start > sentence.start && self.tokens[start - 1].text == ",";
        let closes = after >= sentence.end
            || matches!(self.tokens[after].text, "," | "." | ";" | "—" | "–" | "?" | "!" | ":");
        let mut contents: Vec<Range<usize>> = Vec::new();
        let (mut direct, mut mixed) = (false, false);
        if let Some(quote) = quote.filter(|_| {
            closes || cue.kind == CueKind::According || behind.is_some() || self.is_after_quote(start)
        }) {
            let first = self.sentence(quote.outer.start);
            let start = quote.outer.start;
            let is_bare = |token: &Token<'_>| token.kind == Kind::Sign;
            let whole = self.tokens[first.start.min(start)..start].iter().all(is_bare)
                || self.tokens[start - 1].text == ",";
            if whole {
                direct = true;
                contents.push(self.spoken(quote));
            } else {
                mixed = true;
                contents.extend(self.clean(first.start..quote.outer.end));
            }
        } else if (comma || behind.is_some() && start > sentence.start)
            && (closes || cue.kind == CueKind::According)
        {
            let limit = self.content_start(cue, start, sentence.start);
            contents.extend(self.clean(limit..start).filter(|_| self.is_clause(limit, start)));
        }
        // What follows: a quotation, or the rest of the sentence.
        let goes_on = contents.is_empty() || !self.ends_sentence(after);
        if goes_on && after < sentence.end {
            let (rest, is_quote) = self.content_after(place, after, sentence.end, !contents.is_empty());
            if let Some(rest) = rest {
                direct = direct || is_quote && contents.is_empty();
                mixed = mixed || !is_quote && self.holds_quote(&rest);
                contents.push(rest);
            }
        }
        (contents, direct, mixed && !direct)
    }

    /// What stands in `quote`, without the comma or the full stop at its end.
    pub(super) fn spoken(&self, quote: &Quote) -> Range<usize> {
        trim_full_stop(self.text, trim_span(self.text, quote.inner.clone()))
    }

    /// Whether a quotation ends right before `at`.
    fn is_after_quote(&self, at: usize) -> bool {
        at > 0
            && (self.tokens[at - 1].is_quote()
                || at > 1 && self.tokens[at - 2].is_quote() && self.tokens[at - 1].text == ",")
    }

    /// Whether what stands from `start` to `end` is more than a word or two: an adverbial says nothing.
    fn is_clause(&self, start: usize, end: usize) -> bool {
        let words = &self.language.words.speech;
        let opens = self.is_in(&words.openers, start) && !self.has_verb(start..end);
        end.saturating_sub(start) >= 3 && !opens
    }

    /// Where what is said before `end` begins: after the last clause of another speaker.
    fn content_start(&self, cue: &Cue, end: usize, sentence: usize) -> usize {
        let earlier = self.cues.iter().filter(|other| {
            other.at.end <= end && other.at.start < cue.at.start && other.kind == CueKind::According
        });
        let earlier = earlier.map(|other| other.at.end).max().unwrap_or(sentence).max(sentence);
        // What stands in brackets or before a dash at the front is a dateline.
        let dash = (earlier..end)
            .take(9)
            .find(|at| matches!(self.tokens[*at].text, "—" | "–") && !self.tokens[*at].is_glued);
        let dateline = dash.filter(|at| self.tokens[earlier].is_capital() && !self.has_verb(earlier..*at));
        dateline.map_or(earlier, |at| at + 1)
    }

    /// What is said from `at` to the end of the sentence, and whether it is a quotation as a whole.
    fn content_after(
        &self,
        place: usize,
        at: usize,
        end: usize,
        is_second: bool,
    ) -> (Option<Range<usize>>, bool) {
        let words = &self.language.words.speech;
        let mut at = at;
        // "As the spokesman put it: …".
        at += usize::from(self.lower(at) == "it" && self.lower(at + 1) == ":");
        let comma = self.tokens.get(at).is_some_and(|token| matches!(token.text, "," | ":" | "—" | "–"));
        at += usize::from(comma);
        if let Some(quote) = self.quote_at(at) {
            let alone = (quote.is_speech || is_second)
                && (self.ends_sentence(quote.outer.end)
                    || quote.outer.end >= end
                    || !self.same_sentence_as(quote.outer.end, at)
                    || self.tokens[quote.outer.end].text == ",");
            if alone {
                return (Some(self.spoken(quote)), true);
            }
        }
        if is_second && !comma {
            return (None, false);
        }
        if is_second {
            // "…, he said, while another 1,300 were reached": a clause of its own goes on with what is said.
            // "The strikes, according to the army, had hit two places": the sentence goes on after what stands between.
            let goes_on = self.has_verb(at..end)
                && (words.is_finite(&self.tokens[at])
                    || words.coordinators.contains(self.lower(at))
                    || matches!(self.lower(at), "while" | "because" | "mientras" | "porque"));
            return (goes_on.then(|| self.clean(at..self.content_end(place, at, end))).flatten(), false);
        }
        if comma && self.tokens[at - 1].text == "," && !self.is_in(&words.that, at) {
            // Something stands in between: "said, in a voice that shook, that the gate was open".
            let that = (at..end).find(|next| {
                self.is_in(&words.that, *next) && *next > 0 && self.tokens[*next - 1].text == ","
            });
            return match that {
                Some(that) => (self.clean(that + 1..self.content_end(place, that, end)), false),
                None => (self.clean(at..self.content_end(place, at, end)).filter(|_| !is_second), false),
            };
        }
        // "Informaron de que", "insistió en que".
        at += usize::from(matches!(self.lower(at), "de" | "en") && self.is_in(&words.that, at + 1));
        at += usize::from(self.is_in(&words.that, at));
        let stop = self.content_end(place, at, end);
        (self.clean(at..stop), false)
    }

    fn same_sentence_as(&self, a: usize, b: usize) -> bool {
        a < self.tokens.len() && self.sentences.get(a) == self.sentences.get(b)
    }

    /// The quotation that opens at `at`.
    fn quote_at(&self, at: usize) -> Option<&Quote> {
        self.quotes.iter().find(|quote| quote.outer.start == at)
    }

    /// Where what is said from `at` on ends: before a verb of saying that has the same speaker, or with the sentence.
    fn content_end(&self, place: usize, at: usize, end: usize) -> usize {
        let words = &self.language.words.speech;
        let inside =
            self.quote_around(at).map_or(end, |quote| end.min(quote.outer.end - usize::from(quote.closed)));
        let inside = self.aside_end(&self.cues[place], at, inside).unwrap_or(inside);
        let inside = self.thing_end(at, inside).unwrap_or(inside);
        let next = self.cues[place + 1..].iter().find(|cue| cue.at.start > at && cue.at.start < inside);
        let Some(next) = next else { return inside };
        let mut before = next.at.start;
        while before > at && words.is_skipped(&self.tokens[before - 1]) {
            before -= 1;
        }
        let is_led_on =
            words.gerund_endings.iter().any(|end| self.lower(next.at.start).ends_with(end.as_str()));
        // "…, but doctors said": another clause with a speaker of its own.
        let clause = (at..before).rev().take(10).find(|place| {
            let opens = self.is_in(&words.coordinators, place + 1)
                || matches!(self.lower(place + 1), "while" | "but" | "mientras" | "pero");
            self.tokens[*place].text == "," && opens
        });
        let clause = clause.filter(|place| *place > at && !self.has_verb(place + 2..next.at.start));
        if let Some(clause) = clause {
            return clause;
        }
        let joined = before > at
            && (self.is_in(&words.coordinators, before - 1)
                || is_led_on && self.tokens[before - 1].text == ",");
        let according = next.kind == CueKind::According;
        if joined {
            before - 1
        } else if according {
            next.at.start
        } else {
            inside
        }
    }

    /// Where the relative clause of `cue` ends, if it is one with a comma behind it: "The Observatory, which said …, now says".
    fn aside_end(&self, cue: &Cue, at: usize, end: usize) -> Option<usize> {
        let words = &self.language.words.speech;
        let mut before = (cue.at.start.saturating_sub(4)..cue.at.start).rev();
        let relative =
            before.find(|place| self.is_in(&words.relatives, *place) || self.tokens[*place].text == ",")?;
        if !self.is_in(&words.relatives, relative) || self.is_in(&words.that, relative) {
            return None;
        }
        (at..end).find(|comma| {
            let mut next = comma + 1;
            while next < end && words.is_skipped(&self.tokens[next]) {
                next += 1;
            }
            self.tokens[*comma].text == ","
                && next < end
                && (words.is_finite(&self.tokens[next])
                    || self.cues_at(next)
                    || self.is_in(&words.subordinators, next) && !self.is_in(&words.that, next))
        })
    }

    /// Where a thing that is said ends, which is no clause: "declared victory over the rebels on Saturday, marking the end of …".
    fn thing_end(&self, at: usize, end: usize) -> Option<usize> {
        let words = &self.language.words.speech;
        let leads_on = |place: usize| {
            let lower = self.lower(place);
            lower.chars().count() > 4 && words.gerund_endings.iter().any(|end| lower.ends_with(end.as_str()))
        };
        let comma = (at..end)
            .find(|place| self.tokens[*place].text == "," && *place + 1 < end && leads_on(place + 1))?;
        if self.has_verb(at..comma) || self.is_in(&words.that, at) {
            return None;
        }
        let is_day = comma >= at + 3
            && self.is_in(&words.days, comma - 1)
            && self.is_in(&words.prepositions, comma - 2);
        Some(if is_day { comma - 2 } else { comma })
    }

    /// Whether `content` is said with reserve.
    fn is_hedged(&self, content: Range<usize>) -> bool {
        let words = &self.language.words.speech;
        let inside = |span: &Range<usize>| content.start <= span.start && span.end <= content.end;
        let mut first = self.tokens.iter().filter(|token| inside(&token.span)).take(BEGINNING);
        first.any(|token| words.hedged.contains(&*token.lower) && !token.is_capital())
    }

    /// Whether a quotation lies in `content`.
    fn holds_quote(&self, content: &Range<usize>) -> bool {
        self.quotes.iter().any(|quote| content.start <= quote.inner.start && quote.inner.end <= content.end)
    }

    /// The bytes of `range` without what does not belong to what is said: white space, commas, the full stop, marks around all.
    fn clean(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mut range = range;
        while range.start < range.end
            && self.tokens[range.start].kind == Kind::Sign
            && matches!(self.tokens[range.start].text, "," | ":" | ";" | "." | "—" | "–" | "-")
        {
            range.start += 1;
        }
        while range.end > range.start
            && self.tokens[range.end - 1].kind == Kind::Sign
            && matches!(self.tokens[range.end - 1].text, "," | ":" | ";" | "." | "—" | "–")
            && !self.is_short_form(range.end - 1)
        {
            range.end -= 1;
        }
        if range.is_empty() {
            return None;
        }
        let bytes = trim_span(self.text, self.bytes(range.clone()));
        let whole =
            self.quotes.iter().find(|quote| quote.outer.start == range.start && quote.outer.end == range.end);
        let bytes = whole.map_or(bytes, |quote| self.spoken(quote));
        (!bytes.is_empty()).then_some(bytes)
    }

    /// Whether the full stop at `at` belongs to the word: "U.S."
    fn is_short_form(&self, at: usize) -> bool {
        at > 1
            && self.tokens[at].text == "."
            && self.tokens[at - 1].text.chars().count() == 1
            && self.tokens[at - 1].is_capital()
            && self.tokens[at - 2].text == "."
    }
}
