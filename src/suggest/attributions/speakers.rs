//! Who speaks: the noun phrase that a word of saying belongs to, and what of it names the speaker.

use std::ops::Range;

use super::Reader;
use super::cues::{Cue, CueKind};
use crate::suggest::tokens::{Kind, Token};
use crate::text::names::names_in;

/// A speaker, as found.
#[derive(Clone, Debug, Default)]
pub(super) struct Speaker {
    /// What names them, in tokens.
    pub(super) names: Vec<Range<usize>>,
    /// All tokens that tell of them.
    pub(super) region: Range<usize>,
    /// Whether they stand behind the cue.
    pub(super) is_inverted: bool,
}

/// Where a speaker was looked for.
pub(super) enum Subject {
    Found(Speaker),
    /// The verb has the subject of the one before it: "… and accused".
    Elided,
    /// Nobody is named.
    Nobody,
}

impl Reader<'_> {
    /// Who says what `cue` introduces.
    pub(super) fn subject(&self, cue: &Cue) -> Subject {
        match cue.kind {
            CueKind::Passive => Subject::Nobody,
            CueKind::According => self.speaker_after(cue.at.end).map_or(Subject::Nobody, Subject::Found),
            CueKind::AsSaying => {
                let limit = self.limit_before(cue.at.start - 1);
                let start = self.phrase_start(cue.at.start - 1, limit);
                self.speaker_of(start..cue.at.start - 1).map_or(Subject::Elided, Subject::Found)
            }
            CueKind::Verb => self.subject_of_verb(cue),
        }
    }

    fn subject_of_verb(&self, cue: &Cue) -> Subject {
        let words = &self.language.words.speech;
        let limit = self.limit_before(cue.at.start);
        let mut end = cue.at.start;
        while end > limit && words.is_skipped(&self.tokens[end - 1]) && !self.is_in(&words.pronouns, end - 1)
        {
            end -= 1;
        }
        // "On Tuesday", "Monday" between the speaker and the verb.
        while end > limit && self.is_in(&words.days, end - 1) && end < cue.at.start + 1 {
            let on = usize::from(end >= limit + 2 && self.is_in(&words.channel_before, end - 2));
            if end - 1 - on <= limit {
                break;
            }
            end -= 1 + on;
        }
        // "Syrian Democratic Forces (SDF) said".
        if end > limit && self.tokens[end - 1].text == ")" {
            let open = (limit..end).rev().find(|at| self.tokens[*at].text == "(");
            end = open.filter(|open| *open > limit).unwrap_or(end);
        }
        let is_led_on =
            words.gerund_endings.iter().any(|ending| self.lower(cue.at.start).ends_with(ending.as_str()));
        if is_led_on && end > limit && self.tokens[end - 1].text == "," {
            return Subject::Elided;
        }
        if is_led_on && end > limit && self.is_in(&words.be, end - 1) {
            end -= 1;
        }
        let inverted =
            || self.speaker_after(cue.at.end).map(|speaker| Speaker { is_inverted: true, ..speaker });
        if end <= limit {
            let quoted = limit > 0 && self.tokens[limit - 1].is_quote();
            return match inverted().filter(|_| {
                self.is_named_after(cue) && (quoted || limit == 0 || self.language.words.tag == "es")
            }) {
                Some(speaker) => Subject::Found(speaker),
                None => Subject::Elided,
            };
        }
        let before = &self.tokens[end - 1];
        if words.coordinators.contains(&*before.lower)
            || words.subordinators.contains(&*before.lower) && self.lower(end - 1) != "that"
        {
            let is_es = self.language.words.tag == "es";
            return inverted()
                .filter(|_| is_es && self.is_named_after(cue))
                .map_or(Subject::Elided, Subject::Found);
        }
        if words.relatives.contains(&*before.lower) {
            return self.antecedent(end - 1, limit).map_or(Subject::Elided, Subject::Found);
        }
        if before.text == "," {
            if let Some(speaker) = self.interrupted(end - 1, limit) {
                return Subject::Found(speaker);
            }
            let after = inverted().filter(|_| self.is_named_after(cue));
            return after.map_or(Subject::Elided, Subject::Found);
        }
        if before.kind == Kind::Sign && !before.is_glued {
            return inverted().filter(|_| self.is_named_after(cue)).map_or(Subject::Elided, Subject::Found);
        }
        let start = self.phrase_start(end, limit);
        // "The woman who ran it for 11 years says": what stands before is a clause about her.
        if let Some(relative) = self.relative_before(start, limit)
            && let Some(speaker) = self.antecedent(relative, limit)
        {
            return Subject::Found(speaker);
        }
        match self.speaker_of(start..end) {
            Some(speaker) => Subject::Found(speaker),
            None => inverted().filter(|_| self.is_named_after(cue)).map_or(Subject::Elided, Subject::Found),
        }
    }

    /// Whether what follows the cue may be its speaker: a name, or somebody with a determiner.
    fn is_named_after(&self, cue: &Cue) -> bool {
        let words = &self.language.words.speech;
        let Some(next) = self.tokens.get(cue.at.end) else { return false };
        next.is_capital()
            || words.determiners.contains(&*next.lower)
            || words.pronouns.contains(&*next.lower)
            || next.is_lower_word()
                && !words.that.contains(&*next.lower)
                && !words.channel_before.contains(&*next.lower)
                && !words.days.contains(&*next.lower)
    }

    /// The first token that may belong to the clause of the one at `at`: after the last quotation, colon or cue, and in the
    /// same sentence.
    pub(super) fn limit_before(&self, at: usize) -> usize {
        let sentence = self.sentence(at).start;
        let around = self.quote_around(at).map_or(0, |quote| quote.outer.start + 1);
        let quotes = self.quotes.iter().filter(|quote| quote.is_speech && quote.outer.end <= at);
        let quoted = quotes.map(|quote| quote.outer.end).max().unwrap_or(0);
        let cue = self.cues.iter().filter(|cue| cue.at.end <= at && !self.is_aside(cue, at));
        let cue = cue.map(|cue| cue.at.end).max().unwrap_or(0);
        let sign =
            (sentence..at).rev().find(|place| matches!(self.tokens[*place].text, ":" | ";" | "—" | "–"));
        let sign = sign.filter(|place| !self.tokens[*place].is_glued || self.tokens[*place].text != ":");
        sentence.max(around).max(quoted).max(cue).max(sign.map_or(0, |place| place + 1))
    }

    /// Whether `cue` belongs to a relative clause that is over before `at`: "The Observatory, which said …, now says".
    fn is_aside(&self, cue: &Cue, at: usize) -> bool {
        let words = &self.language.words.speech;
        let before = (cue.at.start.saturating_sub(4)..cue.at.start).rev().find(|place| {
            self.is_in(&words.relatives, *place) && !self.is_in(&words.that, *place)
                || self.tokens[*place].text == ","
        });
        let relative = before.is_some_and(|place| self.tokens[place].text != ",");
        relative && (cue.at.end..at).any(|place| self.tokens[place].text == ",")
    }

    /// The speaker before an interruption that ends with the comma at `comma`: "Mustafa Bali, the head of the office, said".
    fn interrupted(&self, comma: usize, limit: usize) -> Option<Speaker> {
        let words = &self.language.words.speech;
        let mut segments = self.segments(limit..comma);
        if segments.len() < 2 {
            return None;
        }
        let relative = |segment: &Range<usize>| {
            self.is_in(&words.relatives, segment.start)
                || matches!(self.lower(segment.start), "or" | "a" | "an" | "o" | "un" | "una")
        };
        let opens = |segment: &Range<usize>| {
            self.is_in(&words.openers, segment.start) && !self.is_in(&words.determiners, segment.start)
        };
        let last = segments.pop()?;
        let mut name = segments.pop()?;
        while relative(&name) && !segments.is_empty() {
            name = segments.pop()?;
        }
        // One more to the left where that is a noun phrase as well: "Neve Hallqvist, its director, who …, said".
        while let Some(before) = segments.last() {
            if opens(before) || self.has_verb(before.clone()) || relative(&name) {
                break;
            }
            name = segments.pop()?;
        }
        let start = self.phrase_start(name.end, name.start);
        let speaker = self.speaker_of(start..name.end)?;
        let apposed = Some(last).filter(|last| self.is_bare_name(last.clone()));
        let is_nameless =
            |names: &[Range<usize>]| names.iter().all(|name| !self.tokens[name.end - 1].is_capital());
        Some(match apposed {
            Some(name) if is_nameless(&speaker.names) => Speaker {
                names: vec![self.named(name.clone()).unwrap_or(name)],
                region: start..comma + 1,
                ..speaker
            },
            _ => Speaker { region: start..comma + 1, ..speaker },
        })
    }

    /// The relative pronoun of the clause whose verb stands before `start`, unless a comma cuts it off.
    fn relative_before(&self, start: usize, limit: usize) -> Option<usize> {
        let words = &self.language.words.speech;
        let verb = start.checked_sub(1).filter(|verb| *verb > limit)?;
        if !words.is_finite(&self.tokens[verb]) && !self.cues_at(verb) {
            return None;
        }
        let near = (limit.max(verb.saturating_sub(3))..verb).rev();
        let mut near = near.take_while(|at| self.tokens[*at].text != ",");
        near.find(|at| self.is_in(&words.relatives, *at) && !self.is_in(&words.that, *at) && *at > limit)
    }

    /// The speaker before the relative pronoun at `at`.
    fn antecedent(&self, at: usize, limit: usize) -> Option<Speaker> {
        let end = at - usize::from(at > limit && self.tokens[at - 1].text == ",");
        if end <= limit {
            return None;
        }
        let start = self.phrase_start(end, limit);
        self.speaker_of(start..end)
    }

    /// The speaker that follows at `at`: "according to the governor, …", "said Yusra Denn, the engineer".
    pub(super) fn speaker_after(&self, at: usize) -> Option<Speaker> {
        if at >= self.tokens.len() {
            return None;
        }
        let limit = self.sentence(at.min(self.tokens.len() - 1)).end;
        if self.sentences.get(at) != self.sentences.get(at.checked_sub(1)?) {
            return None;
        }
        let end = self.phrase_end(at, limit);
        let mut speaker = self.speaker_of(at..end)?;
        let is_nameless = speaker.names.iter().all(|name| !self.tokens[name.end - 1].is_capital());
        if is_nameless && self.tokens.get(end).is_some_and(|token| token.text == ",") {
            let next = self.segments(end + 1..limit).into_iter().next();
            let next = next.map(|next| next.start..self.without_stop(next));
            if let Some(name) = next.filter(|next| self.is_bare_name(next.clone())) {
                speaker.region.end = name.end;
                speaker.names = vec![self.named(name.clone()).unwrap_or(name)];
            }
        }
        Some(speaker)
    }

    /// The end of `range` without a full stop.
    fn without_stop(&self, range: Range<usize>) -> usize {
        let stop = range.end > range.start && matches!(self.tokens[range.end - 1].text, "." | "!" | "?");
        range.end - usize::from(stop)
    }

    /// Whether `range` is a name and nothing else.
    fn is_bare_name(&self, range: Range<usize>) -> bool {
        let tokens = &self.tokens[range.clone()];
        let all = tokens.iter().all(|token| {
            token.is_capital()
                || token.kind == Kind::Sign
                || matches!(&*token.lower, "al" | "bin" | "de" | "von" | "van" | "del" | "la")
        });
        !tokens.is_empty() && tokens.len() <= 7 && tokens[0].is_capital() && all
    }

    /// The name within `range`, without titles before it.
    fn named(&self, range: Range<usize>) -> Option<Range<usize>> {
        let span = self.bytes(range.clone());
        let name = names_in(self.text, span.clone()).into_iter().rfind(|name| name.span.end == span.end)?;
        let start = self.tokens.partition_point(|token| token.span.start < name.span.start);
        // A name may begin inside of what is a word here.
        if start >= range.end {
            return None;
        }
        // "Acting Defense Secretary Pat Shanahan": what follows the last title is the name.
        let titles = &self.language.words.names.titles;
        let title = (start..range.end - 1).rev().find(|at| self.is_in(titles, *at));
        let named = title.map_or(start, |title| {
            let of = self.lower(title + 1) == "of" || self.lower(title + 1) == "de";
            let stop = usize::from(self.tokens[title + 1].text == ".");
            title + 1 + stop + 2 * usize::from(of)
        });
        Some(if named < range.end { named..range.end } else { start..range.end })
    }

    /// What names the speaker in the noun phrase `region`.
    pub(super) fn speaker_of(&self, region: Range<usize>) -> Option<Speaker> {
        let words = &self.language.words.speech;
        let region = self.without_opener(region);
        if region.is_empty() {
            return None;
        }
        let mut names = Vec::new();
        let mut start = region.start;
        for at in region.clone().chain([region.end]) {
            let joins = at < region.end
                && words.coordinators.contains(&*self.tokens[at].lower)
                && !self.is_inside_name(at);
            if at == region.end || joins {
                names.extend(self.head(start..at));
                start = at + 1;
            }
        }
        (!names.is_empty()).then_some(Speaker { names, region, is_inverted: false })
    }

    /// Whether the "and" at `at` stands inside a name: "Ministry of Health and Welfare". Only after "of" and between capitals.
    fn is_inside_name(&self, at: usize) -> bool {
        let of = (at.saturating_sub(3)..at).any(|before| matches!(self.lower(before), "of" | "de" | "for"));
        of && at > 0
            && self.tokens[at - 1].is_capital()
            && self.tokens.get(at + 1).is_some_and(Token::is_capital)
    }

    /// `region` without an adverbial that opens it: "On Friday the White House" is the White House.
    fn without_opener(&self, region: Range<usize>) -> Range<usize> {
        let words = &self.language.words.speech;
        let mut start = region.start;
        while start < region.end && !Self::is_word(&self.tokens[start]) {
            start += 1;
        }
        let opens = |at: usize| {
            self.is_in(&words.openers, at)
                && !self.is_in(&words.determiners, at)
                && !self.is_in(&words.pronouns, at)
        };
        while start < region.end
            && (self.is_in(&words.coordinators, start)
                || matches!(self.lower(start), "but" | "yet" | "so" | "pero"))
        {
            start += 1;
        }
        if start >= region.end || !opens(start) {
            return start.min(region.end)..region.end;
        }
        // The last noun phrase of the stretch is the subject: from its determiner, or its name, or the pronoun.
        let last = region.end - 1;
        if self.is_in(&words.pronouns, last) {
            return last..region.end;
        }
        if self.tokens[last].is_capital() {
            let mut at = last;
            while at > start + 1
                && (self.tokens[at - 1].is_capital()
                    || self.tokens[at - 1].text == "."
                    || self.is_glue(at - 1))
                && !self.is_in(&words.days, at - 1)
            {
                at -= 1;
            }
            let determiner = at > start + 1 && self.is_in(&words.determiners, at - 1);
            return at - usize::from(determiner)..region.end;
        }
        let determiner = (start + 1..last).rev().find(|at| self.is_in(&words.determiners, *at));
        determiner.map_or_else(|| (start + 2).min(last)..region.end, |at| at..region.end)
    }

    /// Whether token `at` joins two parts of a name.
    fn is_glue(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            "of" | "for" | "de" | "del" | "al" | "bin" | "-" | "van" | "von" | "la" | "ibn" | "abu"
        )
    }

    /// The part of the noun phrase `part` that names the speaker: a name, or the head without determiner and possessor.
    fn head(&self, part: Range<usize>) -> Option<Range<usize>> {
        let words = &self.language.words.speech;
        let mut part = part;
        while part.start < part.end && !Self::is_word(&self.tokens[part.start]) {
            part.start += 1;
        }
        while part.end > part.start
            && (!Self::is_word(&self.tokens[part.end - 1]) && self.tokens[part.end - 1].text != "."
                || self.is_in(&words.days, part.end - 1))
        {
            part.end -= 1;
        }
        if part.is_empty() {
            return None;
        }
        // Whatever stands before a pronoun belongs to something else: "VOA’s service he could not confirm".
        if self.is_in(&words.pronouns, part.end - 1) && !self.is_in(&words.determiners, part.end - 1) {
            return Some(part.end - 1..part.end);
        }
        if part.len() == 1 && self.is_in(&words.pronouns, part.start) {
            return Some(part);
        }
        let is_partitive = self.is_in(&words.partitives, part.start)
            && matches!(self.lower(part.start + 1), "of" | "de")
            && part.len() > 2;
        if is_partitive {
            return Some(part);
        }
        // "An aide to Reik" is the aide, "the Ministry of Works" all of it.
        let cut = (part.start + 1..part.end).find(|at| {
            let is_compound = self.tokens[*at].is_glued && self.tokens[*at - 1].text == "-";
            self.is_in(&words.prepositions, *at) && !is_compound && !self.joins_name(*at, part.end)
        });
        part.end = cut.unwrap_or(part.end);
        if let Some(possessor) = self.possessor(part.clone()) {
            // "Kestrian Hydro's website showed": the site is where it said so.
            if self.is_in(&words.channels, part.end - 1) {
                return Some(part.start..possessor).map(|range| self.without_determiners(range));
            }
            part.start = possessor;
        }
        let part = self.without_determiners(part);
        if part.is_empty() {
            return None;
        }
        let last = part.end - 1;
        let is_name =
            self.tokens[last].is_capital() && !(part.len() == 1 && self.begins_sentence(part.start));
        if is_name { Some(self.named(part.clone()).unwrap_or(part)) } else { Some(part) }
    }

    /// Whether the "of" or "for" at `at` stands inside a name.
    fn joins_name(&self, at: usize, end: usize) -> bool {
        let is_glue = matches!(self.lower(at), "of" | "for" | "de" | "del" | "on" | "in" | "to" | "para");
        let mut next = at + 1;
        while next < end
            && self.tokens[next].is_lower_word()
            && matches!(self.lower(next), "the" | "la" | "los" | "las" | "el")
        {
            next += 1;
        }
        let capital = |place: usize| place < end && self.tokens[place].is_capital();
        let before = &self.tokens[at - 1];
        // "Neve Hallqvist of Lantern Relief" is a person: two capitals in front, and none of them a word for a body.
        is_glue
            && before.is_capital()
            && capital(next)
            && (before.text.chars().count() > 1)
            && !(matches!(self.lower(at), "in" | "to" | "on"))
            && !self.looks_personal(at)
    }

    /// Whether the capitalised words before `at` look like the name of a person: two or three, none of them after "the".
    fn looks_personal(&self, at: usize) -> bool {
        let mut start = at;
        while start > 0 && self.tokens[start - 1].is_capital() && self.same(start - 1, at) {
            start -= 1;
        }
        let article = start > 0 && self.is_in(&self.language.words.speech.determiners, start - 1);
        let organizations = &self.language.words.names.organizations;
        let is_body = (start..at).any(|place| self.is_in(organizations, place));
        // "Lawyers for Mr. Chen": one word that begins the sentence.
        let opens = at - start == 1 && self.begins_sentence(start);
        !article && !is_body && (opens || at - start == 2 && !self.begins_sentence(start))
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.sentences.get(a) == self.sentences.get(b.min(self.tokens.len() - 1))
    }

    /// The token after a possessor in `part`: after "the governor's".
    fn possessor(&self, part: Range<usize>) -> Option<usize> {
        let is_possessive = |at: &usize| {
            let text = self.tokens[*at].text;
            text.ends_with("'s")
                || text.ends_with("’s")
                || matches!(text, "'" | "’") && self.tokens[*at].is_glued
        };
        let at = part.clone().rev().find(is_possessive)?;
        (at + 1 < part.end).then_some(at + 1)
    }

    fn without_determiners(&self, part: Range<usize>) -> Range<usize> {
        let words = &self.language.words.speech;
        let mut part = part;
        // "The 27-year-old" is one.
        let is_number = |at: usize| self.tokens[at].kind == Kind::Digits && self.tokens[at + 1].text != "-";
        while part.len() > 1 && (self.is_in(&words.determiners, part.start) || is_number(part.start)) {
            part.start += 1;
        }
        part
    }
}
