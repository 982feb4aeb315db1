//! Who says what: the words of saying, and the notes in the margin.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use imbl::OrdMap;

use crate::model::attribution::{Anchor, Attribution, Polarity};
use crate::model::id::{AnnotationId, AttributionId};
use crate::model::schema::{Role, Schema};
use crate::model::span::{Span, Spans};
use crate::model::work::{Referrer, Work};

/// Above this many bytes the words of a source are cut in the margin.
const LONGEST_SOURCE: usize = 120;

/// A note in the margin: who says a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The attribution that it tells of.
    pub(super) id: AttributionId,
    /// The first claim that it stands beside.
    pub(super) claim: AnnotationId,
    /// Where that claim begins, in bytes of the body.
    pub(super) at: usize,
    /// The words that name the sources; empty where the text names none.
    pub(super) source: String,
    /// Whether the source stands by the claim.
    pub(super) polarity: Polarity,
    /// Through what it was said.
    pub(super) via: String,
}

/// All words of saying by position.
#[derive(Debug, Default)]
pub(super) struct Attributions {
    known: OrdMap<AttributionId, Arc<Attribution>>,
    /// By their starts.
    cues: Vec<Range<usize>>,
    /// Length of the longest cue in bytes.
    longest: usize,
}

impl Attributions {
    /// Collects the cues anew if the attributions have changed.
    pub(super) fn update(&mut self, work: &Work) {
        if self.known.ptr_eq(work.attributions()) {
            return;
        }
        self.known = work.attributions().clone();
        let cues = self.known.values().filter_map(|attribution| attribution.cue.as_ref());
        self.cues = cues.flat_map(|cue| ranges(cue, work)).collect();
        self.cues.sort_unstable_by_key(|cue| (cue.start, cue.end));
        self.cues.dedup();
        self.longest = self.cues.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    }

    /// The cues that touch `window` (bytes).
    pub(super) fn cues(&self, window: &Range<usize>) -> Vec<Range<usize>> {
        let earliest = window.start.saturating_sub(self.longest);
        let first = self.cues.partition_point(|cue| cue.start < earliest);
        let rest = self.cues[first..].iter().take_while(|cue| cue.start < window.end);
        rest.filter(|cue| cue.end > window.start).cloned().collect()
    }
}

/// The notes for claims that begin in `window` (bytes), in their order; several claims of one saying share one.
pub(super) fn notes(work: &Work, schema: &Schema, text: &str, window: &Range<usize>) -> Vec<Note> {
    let mut noted = HashSet::new();
    let mut notes = Vec::new();
    for claim in work.in_range(window.clone()) {
        let is_claim = schema.layers.get(&claim.layer).is_some_and(|layer| layer.role == Role::Claim);
        if !is_claim || claim.spans.start() < window.start {
            continue;
        }
        for referrer in work.referrers(&claim.id) {
            let Referrer::Attribution(id) = referrer else { continue };
            let Some(attribution) = work.attributions().get(&id) else { continue };
            let is_said = |content: &Anchor| matches!(content, Anchor::Annotation(of) if *of == claim.id);
            if attribution.contents.iter().any(is_said) && noted.insert(id.clone()) {
                notes.push(Note {
                    id,
                    claim: claim.id.clone(),
                    at: claim.spans.start(),
                    source: source(attribution, work, text),
                    polarity: attribution.polarity,
                    via: attribution.via.as_ref().map(|via| via.text.clone()).unwrap_or_default(),
                });
            }
        }
    }
    notes
}

fn source(attribution: &Attribution, work: &Work, text: &str) -> String {
    let words = |anchor| {
        let parts = ranges(anchor, work).into_iter().filter_map(|range| text.get(range));
        let all = parts.collect::<Vec<_>>().join(" … ");
        let cut = all.floor_char_boundary(LONGEST_SOURCE);
        if cut < all.len() { format!("{}…", &all[..cut]) } else { all }
    };
    let sources = attribution.sources.iter().map(|source| words(&source.anchor));
    sources.filter(|source| !source.is_empty()).collect::<Vec<_>>().join(", ")
}

fn ranges(anchor: &Anchor, work: &Work) -> Vec<Range<usize>> {
    let spans = match anchor {
        Anchor::Annotation(id) => work.annotations().get(id).map(|annotation| &annotation.spans),
        Anchor::Spans(spans) => Some(spans),
    };
    spans.into_iter().flat_map(Spans::iter).map(Span::range).collect()
}
