//! The cursor: by grapheme, and by word, sentence and paragraph, which are selected as it comes to them.

use std::ops::Range;

use super::call::Call;
use super::outcome::Outcome;
use super::spec::{Group, Need, Planner, Spec};
use crate::session::desk::Selection;
use crate::session::error::Stop;
use crate::session::spans::hard_breaks;
use crate::session::steps::Plan;
use crate::text::graphemes::{next_grapheme, previous_grapheme};
use crate::text::paragraphs::paragraph_at;
use crate::text::sentences::sentence_at;
use crate::text::units::{Unit, unit_at};
use crate::text::words::{next_word, previous_word};

const fn cursor(id: &'static str, plan: Planner) -> Spec {
    Spec::looks(id, Group::Select, plan).needs(&[Need::Open])
}

pub(super) const NEXT_WORD: Spec = cursor("cursor.next_word", |call| go(call, Unit::Word, true))
    .says("Next word", "Selects the next word")
    .keys(&["Right"]);
pub(super) const PREVIOUS_WORD: Spec = cursor("cursor.previous_word", |call| go(call, Unit::Word, false))
    .says("Previous word", "Selects the previous word")
    .keys(&["Left"]);
pub(super) const NEXT_SENTENCE: Spec = cursor("cursor.next_sentence", |call| go(call, Unit::Sentence, true))
    .says("Next sentence", "Selects the next sentence")
    .keys(&["Ctrl+Right"]);
pub(super) const PREVIOUS_SENTENCE: Spec =
    cursor("cursor.previous_sentence", |call| go(call, Unit::Sentence, false))
        .says("Previous sentence", "Selects the previous sentence")
        .keys(&["Ctrl+Left"]);
pub(super) const NEXT_PARAGRAPH: Spec =
    cursor("cursor.next_paragraph", |call| go(call, Unit::Paragraph, true))
        .says("Next paragraph", "Selects the next paragraph")
        .keys(&["Ctrl+Down"]);
pub(super) const PREVIOUS_PARAGRAPH: Spec =
    cursor("cursor.previous_paragraph", |call| go(call, Unit::Paragraph, false))
        .says("Previous paragraph", "Selects the previous paragraph")
        .keys(&["Ctrl+Up"]);
pub(super) const NEXT_GRAPHEME: Spec = cursor("cursor.next_grapheme", |call| move_head(call, next_grapheme))
    .says("Next character", "Puts the cursor behind the next character")
    .keys(&["Alt+Right"]);
pub(super) const PREVIOUS_GRAPHEME: Spec =
    cursor("cursor.previous_grapheme", |call| move_head(call, previous_grapheme))
        .says("Previous character", "Puts the cursor before the previous character")
        .keys(&["Alt+Left"]);

pub(super) const EXTEND_NEXT_WORD: Spec =
    cursor("cursor.extend_next_word", |call| extend(call, Unit::Word, true))
        .says("Extend by next word", "Takes the next word into the selection, or the first one out of it")
        .keys(&["Shift+Right"]);
pub(super) const EXTEND_PREVIOUS_WORD: Spec =
    cursor("cursor.extend_previous_word", |call| extend(call, Unit::Word, false))
        .says(
            "Extend by previous word",
            "Takes the previous word into the selection, or the last one out of it",
        )
        .keys(&["Shift+Left"]);
pub(super) const EXTEND_NEXT_SENTENCE: Spec =
    cursor("cursor.extend_next_sentence", |call| extend(call, Unit::Sentence, true))
        .says(
            "Extend by next sentence",
            "Takes the next sentence into the selection, or the first one out of it",
        )
        .keys(&["Ctrl+Shift+Right"]);
pub(super) const EXTEND_PREVIOUS_SENTENCE: Spec =
    cursor("cursor.extend_previous_sentence", |call| extend(call, Unit::Sentence, false))
        .says(
            "Extend by previous sentence",
            "Takes the previous sentence into the selection, or the last one out of it",
        )
        .keys(&["Ctrl+Shift+Left"]);
pub(super) const EXTEND_NEXT_PARAGRAPH: Spec =
    cursor("cursor.extend_next_paragraph", |call| extend(call, Unit::Paragraph, true))
        .says(
            "Extend by next paragraph",
            "Takes the next paragraph into the selection, or the first one out of it",
        )
        .keys(&["Ctrl+Shift+Down"]);
pub(super) const EXTEND_PREVIOUS_PARAGRAPH: Spec =
    cursor("cursor.extend_previous_paragraph", |call| extend(call, Unit::Paragraph, false))
        .says(
            "Extend by previous paragraph",
            "Takes the previous paragraph into the selection, or the last one out of it",
        )
        .keys(&["Ctrl+Shift+Up"]);
pub(super) const EXTEND_NEXT_GRAPHEME: Spec =
    cursor("cursor.extend_next_grapheme", |call| extend_head(call, next_grapheme))
        .says("Extend by next character", "Moves the end of the selection by one character")
        .keys(&["Alt+Shift+Right"]);
pub(super) const EXTEND_PREVIOUS_GRAPHEME: Spec =
    cursor("cursor.extend_previous_grapheme", |call| extend_head(call, previous_grapheme))
        .says("Extend by previous character", "Moves the end of the selection back by one character")
        .keys(&["Alt+Shift+Left"]);

/// Where the cursor walks.
struct Ground<'a> {
    text: &'a str,
    breaks: Vec<usize>,
}

impl<'a> Ground<'a> {
    fn of(call: &Call<'a>) -> Result<Self, Stop> {
        let article = call.article()?;
        let breaks = hard_breaks(article, &call.session.annotator);
        Ok(Self { text: article.body().text(), breaks })
    }

    /// The first unit that starts at or after `from` (bytes).
    fn next(&self, unit: Unit, from: usize) -> Option<Range<usize>> {
        if unit == Unit::Word {
            return next_word(self.text, from);
        }
        let mut at = from;
        while at < self.text.len() {
            if let Some(found) =
                unit_at(self.text, at, unit, &self.breaks).filter(|found| found.start >= from)
            {
                return Some(found);
            }
            at = self.text.ceil_char_boundary(self.block(unit, at).end.max(at) + 1);
        }
        None
    }

    /// The last unit that starts before `until` (bytes).
    fn previous(&self, unit: Unit, until: usize) -> Option<Range<usize>> {
        if unit == Unit::Word {
            return previous_word(self.text, until);
        }
        let mut at = until;
        while at > 0 {
            at = self.text.floor_char_boundary(at - 1);
            if let Some(found) =
                unit_at(self.text, at, unit, &self.breaks).filter(|found| found.start < until)
            {
                return Some(found);
            }
            at = self.block(unit, at).start.min(at);
        }
        None
    }

    fn block(&self, unit: Unit, at: usize) -> Range<usize> {
        match unit {
            Unit::Paragraph => paragraph_at(self.text, at),
            _ => sentence_at(self.text, at, &self.breaks),
        }
    }
}

/// At the end of the text the selection stays as it is.
fn go(call: &Call<'_>, unit: Unit, forward: bool) -> Result<Plan, Stop> {
    let ground = Ground::of(call)?;
    let mut desk = call.desk();
    let range = desk.selection.range();
    let found = if forward { ground.next(unit, range.end) } else { ground.previous(unit, range.start) };
    if let Some(found) = found {
        desk.select(Selection::of(&found));
    }
    Ok(Plan::look(desk, Outcome::default()))
}

/// The unit that the selection began with stays in it: going back past it turns the selection around.
fn extend(call: &Call<'_>, unit: Unit, forward: bool) -> Result<Plan, Stop> {
    let ground = Ground::of(call)?;
    let mut desk = call.desk();
    let range = desk.selection.range();
    let backward = desk.selection.head < desk.selection.anchor;
    let shrunk = match (forward, backward) {
        (true, true) => ground.next(unit, range.start + 1).map(|next| next.start..range.end),
        (false, false) => ground
            .previous(unit, range.end)
            .and_then(|last| ground.previous(unit, last.start))
            .map(|before| range.start..before.end),
        _ => None,
    };
    let selection = match shrunk.filter(|shrunk| shrunk.start < shrunk.end) {
        Some(smaller) if backward => Some(Selection { anchor: smaller.end, head: smaller.start }),
        Some(smaller) => Some(Selection::of(&smaller)),
        None if forward => {
            ground.next(unit, range.end).map(|next| Selection { anchor: range.start, head: next.end })
        }
        None => {
            ground.previous(unit, range.start).map(|last| Selection { anchor: range.end, head: last.start })
        }
    };
    if let Some(selection) = selection {
        desk.select(selection);
    }
    Ok(Plan::look(desk, Outcome::default()))
}

/// From a place in the text to a place beside it, both in bytes.
type Step = fn(&str, usize) -> usize;

fn move_head(call: &Call<'_>, step: Step) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    desk.select(Selection::caret(step(call.article()?.body().text(), desk.selection.head)));
    Ok(Plan::look(desk, Outcome::default()))
}

fn extend_head(call: &Call<'_>, step: Step) -> Result<Plan, Stop> {
    let mut desk = call.desk();
    let Selection { anchor, head } = desk.selection;
    desk.select(Selection { anchor, head: step(call.article()?.body().text(), head) });
    Ok(Plan::look(desk, Outcome::default()))
}
