//! The article for people who do not see it: a document of text runs, with named marks and the selection.

use std::ops::Range;

use egui::accesskit::{self, Node, Role, TextDirection, TextPosition, TextSelection};
use egui::{Id, Rect, Ui, UiBuilder, pos2};

use super::marks::Mark;
use super::sheet::{Sheet, Strip};
use crate::session::desk::Selection;
use crate::text::words;
use crate::ui::shaped::Cluster;

/// A run holds at most so many letters: it counts them in bytes.
const LONGEST_RUN: usize = 255;
/// More marks than this on one screen are not listed one by one.
const MOST_MARKS: usize = 400;

/// A run of text that was described.
struct Run {
    id: Id,
    /// The first byte of each letter in the body, and the byte after the last.
    places: Vec<usize>,
}

/// Describes what is on the screen, if anybody listens.
pub(super) fn describe(
    ui: &mut Ui,
    id: Id,
    title: &str,
    sheet: &Sheet<'_>,
    marks: &[Mark],
    selection: Selection,
) {
    let document = |node: &mut Node| {
        node.set_role(Role::Document);
        node.set_label(title);
        node.set_read_only();
    };
    if ui.ctx().accesskit_node_builder(id, document).is_none() {
        return;
    }
    let mut runs = Vec::new();
    for strip in sheet.strips() {
        for line in strip.lines.clone() {
            describe_line(ui, id, sheet, strip, line, &mut runs);
        }
    }
    // Marks are looked up for more than the screen.
    let screen = sheet.bytes();
    let is_seen =
        |mark: &&Mark| mark.spans.iter().any(|span| span.start < screen.end && screen.start < span.end);
    for mark in marks.iter().filter(is_seen).take(MOST_MARKS) {
        describe_mark(ui, id, sheet, mark);
    }
    let ends = position(&runs, selection.anchor).zip(position(&runs, selection.head));
    if let Some((anchor, focus)) = ends {
        ui.ctx().accesskit_node_builder(id, |node| node.set_text_selection(TextSelection { anchor, focus }));
    }
}

fn describe_line(
    ui: &mut Ui,
    parent: Id,
    sheet: &Sheet<'_>,
    strip: &Strip,
    line: usize,
    runs: &mut Vec<Run>,
) {
    let Some(index) = sheet.index(strip) else { return };
    let text = sheet.column().body().text();
    let is_last = line + 1 == index.lines().len();
    let clusters = index.clusters(line);
    let parts = clusters.len().div_ceil(LONGEST_RUN).max(1);
    for part in 0..parts {
        let end = clusters.len().min((part + 1) * LONGEST_RUN);
        let letters = &clusters[part * LONGEST_RUN..end];
        let closes = is_last && part + 1 == parts;
        let (Some(place), true) = (index.lines().get(line), closes || !letters.is_empty()) else { continue };
        let left = letters.iter().map(|letter| letter.left).reduce(f32::min).unwrap_or_default();
        let right = letters.iter().map(|letter| letter.right).fold(left, f32::max);
        let bounds = Rect::from_min_max(pos2(left, place.top), pos2(right, place.bottom));
        let bounds = bounds.translate(strip.origin.to_vec2());
        let start = strip.start();
        let mut places: Vec<usize> = letters.iter().map(|letter| start + letter.start as usize).collect();
        let first = places.first().copied().unwrap_or(start + place.bytes.start as usize);
        places.push(letters.last().map_or(first, |letter| start + letter.end as usize));
        let run = child(ui, parent, ("run", first), bounds, |node| {
            node.set_role(Role::TextRun);
            fill(node, text, &places, letters, left, closes);
        });
        runs.push(Run { id: run, places });
    }
}

/// The text of a run and where each of its letters stands.
fn fill(node: &mut Node, text: &str, places: &[usize], letters: &[Cluster], left: f32, closes: bool) {
    let bytes = places.first().copied().unwrap_or(0)..places.last().copied().unwrap_or(0);
    let mut value = text.get(bytes.clone()).unwrap_or_default().to_owned();
    let mut lengths: Vec<u8> = letters.iter().map(|letter| (letter.end - letter.start) as u8).collect();
    let mut positions: Vec<f32> = letters.iter().map(|letter| letter.left - left).collect();
    let mut widths: Vec<f32> = letters.iter().map(|letter| letter.right - letter.left).collect();
    if closes {
        value.push('\n');
        lengths.push(1);
        positions.push(widths.iter().sum());
        widths.push(0.0);
    }
    let is_start =
        |word: Range<usize>| places.binary_search(&word.start).ok().and_then(|at| u8::try_from(at).ok());
    node.set_word_starts(words::words_in(text, bytes).filter_map(is_start).collect::<Vec<u8>>());
    let right_to_left = letters.first().is_some_and(|letter| letter.right_to_left);
    node.set_text_direction(if right_to_left {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    });
    node.set_value(value);
    node.set_character_lengths(lengths);
    node.set_character_positions(positions);
    node.set_character_widths(widths);
}

fn describe_mark(ui: &mut Ui, parent: Id, sheet: &Sheet<'_>, mark: &Mark) {
    // Of a mark with gaps the first piece may be above the screen.
    let patch = mark.spans.iter().find_map(|span| sheet.first_patch(span.clone()));
    let Some(patch) = patch else { return };
    let text = sheet.column().body().text();
    let parts: Vec<&str> = mark.spans.iter().filter_map(|span| text.get(span.clone())).collect();
    let label = format!("{}: {}", mark.name, parts.join(" … "));
    child(ui, parent, ("mark", mark.id.as_str()), patch.line_rect(), |node| {
        node.set_role(Role::Mark);
        node.set_label(label);
    });
}

/// Adds a node below the document. An empty `Ui` is the only public way to give it a parent.
fn child(
    ui: &mut Ui,
    parent: Id,
    name: impl std::hash::Hash + std::fmt::Debug,
    bounds: Rect,
    describe: impl FnOnce(&mut Node),
) -> Id {
    let builder = UiBuilder::new().id_salt(name).max_rect(bounds).accessibility_parent(parent);
    let node = ui.new_child(builder).unique_id();
    ui.ctx().accesskit_node_builder(node, |node| {
        describe(node);
        node.set_bounds(accesskit::Rect {
            x0: bounds.left().into(),
            y0: bounds.top().into(),
            x1: bounds.right().into(),
            y1: bounds.bottom().into(),
        });
    });
    node
}

/// A byte of the body as a letter of a run; the nearest one where it is not on the screen.
fn position(runs: &[Run], byte: usize) -> Option<TextPosition> {
    let after = runs.partition_point(|run| run.places.first().is_some_and(|first| *first <= byte));
    let run = runs.get(after.saturating_sub(1))?;
    let letter = run.places.partition_point(|place| *place < byte).min(run.places.len() - 1);
    Some(TextPosition { node: run.id.accesskit_id(), character_index: letter })
}
