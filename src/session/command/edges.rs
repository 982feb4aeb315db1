//! Where a mark begins and ends.

use super::call::Call;
use super::spec::{Group, Need, Parameter, Planner, Spec};
use crate::model::span::{Span, Spans};
use crate::session::error::{Refusal, Stop};
use crate::session::spans::{difference, union};
use crate::session::steps::Plan;
use crate::text::graphemes::{next_grapheme, previous_grapheme};
use crate::text::words::{next_word, previous_word, word_at};

const fn edge(id: &'static str, plan: Planner) -> Spec {
    Spec::edits(id, Group::Mark, plan).needs(&[Need::Article, Need::Mark])
}

pub(super) const MOVE: Spec = edge("annotation.move_edge", move_edge)
    .says("Move edge…", "Moves the beginning or the end of a mark by a word or a character")
    .takes(&[
        Parameter::ARTICLE,
        Parameter::MARK,
        Parameter::choice("edge", &["start", "end"], "Which edge").required(),
        Parameter::choice("by", &["word", "grapheme"], "How far; a word when left out"),
        Parameter::choice("direction", &["forward", "back"], "Where to").required(),
    ]);

pub(super) const END_FORWARD: Spec = edge("annotation.end_forward", |call| moved(call, END, WORD, FORWARD))
    .says("End one word later", "Takes the next word into the chosen mark")
    .keys(&["]"]);
pub(super) const END_BACK: Spec = edge("annotation.end_back", |call| moved(call, END, WORD, BACK))
    .says("End one word earlier", "Leaves the last word out of the chosen mark")
    .keys(&["["]);
pub(super) const START_FORWARD: Spec =
    edge("annotation.start_forward", |call| moved(call, START, WORD, FORWARD))
        .says("Begin one word later", "Leaves the first word out of the chosen mark")
        .keys(&["Shift+]"]);
pub(super) const START_BACK: Spec = edge("annotation.start_back", |call| moved(call, START, WORD, BACK))
    .says("Begin one word earlier", "Takes the previous word into the chosen mark")
    .keys(&["Shift+["]);
pub(super) const END_FORWARD_GRAPHEME: Spec =
    edge("annotation.end_forward_grapheme", |call| moved(call, END, GRAPHEME, FORWARD))
        .says("End one character later", "Takes the next character into the chosen mark")
        .keys(&["Alt+]"]);
pub(super) const END_BACK_GRAPHEME: Spec =
    edge("annotation.end_back_grapheme", |call| moved(call, END, GRAPHEME, BACK))
        .says("End one character earlier", "Leaves the last character out of the chosen mark")
        .keys(&["Alt+["]);
pub(super) const START_FORWARD_GRAPHEME: Spec =
    edge("annotation.start_forward_grapheme", |call| moved(call, START, GRAPHEME, FORWARD))
        .says("Begin one character later", "Leaves the first character out of the chosen mark")
        .keys(&["Alt+Shift+]"]);
pub(super) const START_BACK_GRAPHEME: Spec =
    edge("annotation.start_back_grapheme", |call| moved(call, START, GRAPHEME, BACK))
        .says("Begin one character earlier", "Takes the previous character into the chosen mark")
        .keys(&["Alt+Shift+["]);

pub(super) const SET_SPAN: Spec = edge("annotation.set_span", set_span)
    .says("Move mark to selection", "Gives a mark the place that is selected")
    .keys(&["Ctrl+M"])
    .needs(&[Need::Article, Need::Mark, Need::Selection])
    .takes(SPAN);
pub(super) const ADD_SPAN: Spec = edge("annotation.add_span", add_span)
    .says("Add selection to mark", "Makes the selection another part of a mark")
    .keys(&["+"])
    .needs(&[Need::Article, Need::Mark, Need::Selection])
    .takes(SPAN);
pub(super) const REMOVE_SPAN: Spec = edge("annotation.remove_span", remove_span)
    .says("Take selection out of mark", "Leaves the selected text out of a mark")
    .keys(&["-"])
    .needs(&[Need::Article, Need::Mark, Need::Selection])
    .takes(SPAN);

const SPAN: &[Parameter] =
    &[Parameter::ARTICLE, Parameter::MARK, Parameter::START, Parameter::END, Parameter::EXACT];

const START: &str = "start";
const END: &str = "end";
const WORD: &str = "word";
const GRAPHEME: &str = "grapheme";
const FORWARD: &str = "forward";
const BACK: &str = "back";

fn move_edge(call: &Call<'_>) -> Result<Plan, Stop> {
    moved(call, call.needed("edge")?, call.text("by").unwrap_or(WORD), call.needed("direction")?)
}

/// Moves an edge of the whole mark: of its first span, or of its last.
fn moved(call: &Call<'_>, edge: &str, by: &str, direction: &str) -> Result<Plan, Stop> {
    let text = call.article()?.body().text();
    call.change_mark(|mark| {
        let mut spans: Vec<Span> = mark.spans.iter().collect();
        let changed = if edge == START { spans.first_mut() } else { spans.last_mut() };
        if let Some(span) = changed {
            let (start, end) = (span.start(), span.end());
            let (start, end) = match edge {
                START => (moved_start(text, start, by, direction), end),
                _ => (start, moved_end(text, end, by, direction)),
            };
            *span = Span::new(start, end)
                .map_err(|_| Refusal::new("a mark cannot become empty").hint("Delete it instead"))?;
        }
        mark.spans = Spans::new(spans)?;
        Ok(())
    })
}

/// The start of a word, or of a grapheme, before or after `start` (bytes). At the end of the text it stays.
fn moved_start(text: &str, start: usize, by: &str, direction: &str) -> usize {
    match (by, direction) {
        (GRAPHEME, FORWARD) => next_grapheme(text, start),
        (GRAPHEME, _) => previous_grapheme(text, start),
        (_, FORWARD) => next_word(text, start + 1).map_or(start, |word| word.start),
        _ => previous_word(text, start).map_or(start, |word| word.start),
    }
}

/// The end of a word, or of a grapheme, before or after `end` (bytes). At the end of the text it stays.
fn moved_end(text: &str, end: usize, by: &str, direction: &str) -> usize {
    match (by, direction) {
        (GRAPHEME, FORWARD) => next_grapheme(text, end),
        (GRAPHEME, _) => previous_grapheme(text, end),
        (_, FORWARD) => word_at(text, end).or_else(|| next_word(text, end)).map_or(end, |word| word.end),
        _ => {
            let last = previous_word(text, end);
            let earlier = match last {
                Some(word) if word.end >= end => previous_word(text, word.start),
                last => last,
            };
            // With no word before it, the mark would become empty, which is then refused.
            earlier.map_or(0, |word| word.end)
        }
    }
}

fn set_span(call: &Call<'_>) -> Result<Plan, Stop> {
    let span = call.span()?;
    call.change_mark(|mark| {
        mark.spans = span.into();
        Ok(())
    })
}

fn add_span(call: &Call<'_>) -> Result<Plan, Stop> {
    let span = call.span()?;
    call.change_mark(|mark| {
        mark.spans = union(&mark.spans, span)?;
        Ok(())
    })
}

fn remove_span(call: &Call<'_>) -> Result<Plan, Stop> {
    let span = call.span()?;
    call.change_mark(|mark| {
        mark.spans = difference(&mark.spans, span)
            .ok_or_else(|| Refusal::new("a mark cannot become empty").hint("Delete it instead"))?;
        Ok(())
    })
}
