//! From candidate to candidate.

use std::cmp::Reverse;

use super::found::Ground;
use super::{Candidate, Rule};
use crate::model::article::Article;
use crate::model::decision::Decision;
use crate::model::id::{LayerKey, SuggestionId};
use crate::session::Session;
use crate::text::sentences::{sentence_at, sentences_in};

/// How much text, in bytes, is cut into sentences at a time.
pub(super) const CHUNK: usize = 4096;

/// How much text, in bytes, is looked through for one step: more than most articles hold, and still no wait.
const HORIZON: usize = 256 * 1024;

/// What one step comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::session) enum Walk {
    /// A candidate.
    Found(Candidate),
    /// Nothing so far; from this place, in bytes, it goes on.
    Further(usize),
    /// Nothing any more.
    End,
}

/// A place among candidates: by start, of those that start together the longer first, and of those at one place the
/// better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// In bytes.
    start: usize,
    /// In bytes.
    end: Reverse<usize>,
    rule: Option<Rule>,
    suggestion: Option<SuggestionId>,
    layer: Option<LayerKey>,
}

impl Place {
    pub(super) fn of(candidate: &Candidate) -> Self {
        Self {
            rule: Some(candidate.rule),
            suggestion: candidate.suggestion.as_ref().map(|suggestion| suggestion.id.clone()),
            layer: Some(candidate.layer.clone()),
            ..Self::before(candidate.span.start, candidate.span.end)
        }
    }

    /// Before all candidates there.
    fn before(start: usize, end: usize) -> Self {
        Self { start, end: Reverse(end), rule: None, suggestion: None, layer: None }
    }
}

impl Session {
    /// The next candidate of `article` after the cursor, or the last one before it.
    pub(in crate::session) fn candidate(&self, article: &Article, forward: bool) -> Walk {
        let ground = Ground::new(self, article);
        let place = self.candidate_place();
        if forward { next(&ground, place) } else { previous(&ground, &place.0) }
    }

    /// The candidate of `article` that `decided` was about, before it was.
    pub(in crate::session) fn candidate_of(
        &self,
        article: &Article,
        decided: &Decision,
    ) -> Option<Candidate> {
        let ground = Ground::new(self, article);
        let range = decided.spans.hull().range();
        let sentence = sentence_at(ground.text, range.start, &ground.breaks);
        let candidates = ground.in_sentence(&sentence).into_iter();
        let there =
            candidates.filter(|candidate| candidate.span == range && candidate.layer == decided.layer);
        there.max_by_key(|candidate| {
            (candidate.label.as_ref() == Some(&decided.label), Reverse(candidate.rule))
        })
    }

    /// After a candidate or a new mark, those inside of it are next; else those from the cursor on.
    pub(super) fn candidate_place(&self) -> (Place, bool) {
        let range = self.desk.selection.range();
        let marked = self.chosen().map(|mark| mark.spans.hull().range()).filter(|mark| mark.end == range.end);
        match (&self.desk.candidate, marked) {
            (Some(candidate), _) => (Place::of(candidate), true),
            (None, Some(mark)) => (Place::before(mark.start, mark.end), false),
            (None, None) => (Place::before(range.start, usize::MAX), false),
        }
    }
}

fn next(ground: &Ground<'_>, (from, passed): (Place, bool)) -> Walk {
    let comes = |candidate: &Candidate| {
        let here = Place::of(candidate);
        here > from || here == from && !passed
    };
    let mut at = from.start;
    while at < ground.text.len() {
        if at - from.start > HORIZON {
            return Walk::Further(ground.text.floor_char_boundary(at));
        }
        let chunk = at..at.saturating_add(CHUNK);
        let sentences = sentences_in(ground.text, chunk.clone(), &ground.breaks);
        let found =
            sentences.iter().find_map(|sentence| ground.in_sentence(sentence).into_iter().find(comes));
        if let Some(found) = found {
            return Walk::Found(found);
        }
        at = sentences.last().map_or(0, |sentence| sentence.end).max(chunk.end);
    }
    Walk::End
}

/// At most `most` candidates from a place on, in the next `ahead` bytes of text.
pub(super) fn several(
    ground: &Ground<'_>,
    (from, passed): (Place, bool),
    (most, ahead): (usize, usize),
) -> Vec<Candidate> {
    let comes = |candidate: &Candidate| {
        let here = Place::of(candidate);
        here > from || here == from && !passed
    };
    let until = from.start.saturating_add(ahead).min(ground.text.len());
    let mut found = Vec::new();
    let mut at = from.start;
    while at < until && found.len() < most {
        let chunk = at..at.saturating_add(CHUNK).min(until);
        let sentences = sentences_in(ground.text, chunk.clone(), &ground.breaks);
        for sentence in &sentences {
            found.extend(ground.in_sentence(sentence).into_iter().filter(comes).take(most - found.len()));
            if found.len() == most {
                break;
            }
        }
        at = sentences.last().map_or(0, |sentence| sentence.end).max(chunk.end);
    }
    found
}

fn previous(ground: &Ground<'_>, until: &Place) -> Walk {
    let came = |candidate: &Candidate| Place::of(candidate) < *until;
    let mut at = until.start.saturating_add(1).min(ground.text.len());
    while at > 0 {
        if until.start.saturating_sub(at) > HORIZON {
            return Walk::Further(ground.text.floor_char_boundary(at));
        }
        let chunk = at.saturating_sub(CHUNK)..at;
        let sentences = sentences_in(ground.text, chunk.clone(), &ground.breaks);
        let found =
            sentences.iter().rev().find_map(|sentence| ground.in_sentence(sentence).into_iter().rfind(came));
        if let Some(found) = found {
            return Walk::Found(found);
        }
        at = sentences.first().map_or(usize::MAX, |sentence| sentence.start).min(chunk.start);
    }
    Walk::End
}
