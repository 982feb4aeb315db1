//! From candidate to candidate.

use std::cmp::Reverse;
use std::ops::Range;

use super::Candidate;
use super::found::Ground;
use crate::model::article::Article;
use crate::model::id::LayerKey;
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

/// A place among candidates: by start, and of those that start together the longer first.
type Place = (usize, Reverse<usize>);

impl Session {
    /// The next candidate of `article` after the cursor, or the last one before it.
    pub(in crate::session) fn candidate(&self, article: &Article, forward: bool) -> Walk {
        let ground = Ground::new(self, article);
        let place = self.candidate_place();
        if forward { next(&ground, place) } else { previous(&ground, place) }
    }

    /// The candidate of `article` in `layer` that covers just `range` (bytes).
    pub(in crate::session) fn candidate_at(
        &self,
        article: &Article,
        range: &Range<usize>,
        layer: &LayerKey,
    ) -> Option<Candidate> {
        let ground = Ground::new(self, article);
        let sentence = sentence_at(ground.text, range.start, &ground.breaks);
        let mut candidates = ground.in_sentence(&sentence).into_iter();
        candidates.find(|candidate| candidate.span == *range && candidate.layer == *layer)
    }

    /// After a candidate or a new mark, those inside of it are next; else those from the cursor on.
    pub(super) fn candidate_place(&self) -> (Place, bool) {
        let range = self.desk.selection.range();
        let marked = self.chosen().map(|mark| mark.spans.hull().range()).filter(|mark| mark.end == range.end);
        match (&self.desk.candidate, marked) {
            (Some(candidate), _) => (place(&candidate.span), true),
            (None, Some(mark)) => (place(&mark), false),
            (None, None) => ((range.start, Reverse(usize::MAX)), false),
        }
    }
}

fn place(span: &Range<usize>) -> Place {
    (span.start, Reverse(span.end))
}

fn next(ground: &Ground<'_>, (from, passed): (Place, bool)) -> Walk {
    let comes = |candidate: &Candidate| {
        let here = place(&candidate.span);
        here > from || here == from && !passed
    };
    let mut at = from.0;
    while at < ground.text.len() {
        if at - from.0 > HORIZON {
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
        let here = place(&candidate.span);
        here > from || here == from && !passed
    };
    let until = from.0.saturating_add(ahead).min(ground.text.len());
    let mut found = Vec::new();
    let mut at = from.0;
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

fn previous(ground: &Ground<'_>, (until, _): (Place, bool)) -> Walk {
    let came = |candidate: &Candidate| place(&candidate.span) < until;
    let mut at = until.0.saturating_add(1).min(ground.text.len());
    while at > 0 {
        if until.0.saturating_sub(at) > HORIZON {
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
