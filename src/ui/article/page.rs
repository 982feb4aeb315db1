//! Everything that is painted in one frame, from the back to the front.

use std::ops::Range;

use egui::{Painter, Rect, pos2};

use super::beside::Beside;
use super::front::{Front, Place};
use super::marks::{self, Marks};
use super::paint::Brush;
use super::plan::Plan;
use super::pointer::Pointer;
use super::sections::Kind;
use super::{LabelNames, Shown, names, setting};
use crate::ui::shaped::{Ink, Typesetter};
use crate::ui::theme::Look;

/// The caret is never higher than this, in sizes of the letters: where lines stand far apart it would look like a rule.
const CARET: f32 = 1.4;

/// Everything that is painted in one frame.
pub(super) struct Page<'a> {
    pub(super) brush: Brush<'a>,
    pub(super) shown: &'a Shown<'a>,
    pub(super) marks: &'a Marks,
    pub(super) pointer: &'a Pointer,
    pub(super) front: &'a Front,
    pub(super) plan: Plan,
    pub(super) beside: &'a Beside,
}

impl Page<'_> {
    /// Paints from the back to the front.
    pub(super) fn paint(&self, typesetter: &mut Typesetter) {
        let (brush, shown) = (&self.brush, self.shown);
        let look = shown.look;
        self.paint_front(brush.painter, typesetter, look);
        for hit in on_screen(shown.hits, &brush.sheet.bytes()) {
            brush.lit(hit.clone(), look.palette.hover);
        }
        let is_lit = |mark: &marks::Mark| self.beside.together.marks.contains(&mark.id);
        for mark in self.marks.list() {
            brush.behind(mark, is_lit(mark));
        }
        let selection = shown.desk.selection;
        if !selection.is_empty() {
            // The tints of marks show through.
            brush.lit(
                selection.range(),
                look.palette.text_selection.gamma_multiply(look.theme.marks.selection_strength),
            );
        }
        self.paint_chosen();
        for mark in self.marks.list() {
            brush.around(mark, is_lit(mark));
        }
        for words in &self.beside.together.words {
            brush.lit(words.clone(), look.palette.hover);
        }
        for cue in self.marks.cues() {
            brush.cue(cue.clone(), self.beside.together.words.contains(cue));
        }
        for hit in on_screen(shown.hits, &brush.sheet.bytes()) {
            // Whoever goes to a place that was found selects it.
            brush.ring(hit.clone(), *hit == selection.range());
        }
        for suggestion in shown.suggestions {
            brush.suggestion(suggestion);
        }
        self.paint_letters(typesetter);
        for zone in on_screen(brush.sheet.column().sections().dimmed(), &brush.sheet.bytes()) {
            brush.dim(zone.clone());
        }
        if selection.is_empty() && shown.desk.chosen.is_none() {
            self.paint_caret(selection.head);
        }
        self.beside.paint(brush, typesetter);
        self.paint_reading(typesetter);
        if shown.label_names == LabelNames::Small {
            let column = self.plan.left..=self.plan.left + self.plan.width;
            names::paint(brush, typesetter, self.marks.list(), column);
        }
    }

    fn paint_front(&self, painter: &Painter, typesetter: &Typesetter, look: Look<'_>) {
        let column = self.brush.sheet.column();
        let headline = column.sections().headline();
        for strip in self.brush.sheet.strips().iter().filter(|strip| strip.piece == headline.unwrap_or(0)) {
            let Some(laid) = column.laid(strip.piece) else { continue };
            let top = if strip.piece == 0 { column.setting().top } else { 0.0 };
            let at = pos2(self.plan.left, strip.origin.y - laid.above + top);
            let is_right_to_left =
                self.front.is_right_to_left().unwrap_or_else(|| laid.paragraph.index().is_right_to_left());
            let place = Place { at, is_right_to_left };
            self.front.paint_above(painter, typesetter, look, place, headline.is_some());
            if headline.is_some() {
                let below = pos2(self.plan.left, self.brush.sheet.bottom(strip));
                self.front.paint_below(painter, typesetter, look, Place { at: below, ..place });
            }
        }
    }

    fn paint_chosen(&self) {
        let (brush, shown) = (&self.brush, self.shown);
        let chosen = shown.desk.chosen.as_ref().zip(shown.work);
        let Some(annotation) = chosen.and_then(|(chosen, work)| work.annotations().get(chosen)) else {
            return;
        };
        let mut mark = marks::mark(annotation, shown.schema, shown.look);
        mark.level = self.marks.level_of(&mark);
        if let Some((_, span)) = self.pointer.moved_edge().filter(|(moved, _)| **moved == mark.id) {
            mark.spans = std::iter::once(span).collect();
        }
        brush.halo(&mark);
    }

    /// The value of the chosen figure, in a tag below it.
    fn paint_reading(&self, typesetter: &mut Typesetter) {
        let (brush, shown) = (&self.brush, self.shown);
        let chosen = shown.desk.chosen.as_ref().zip(shown.work);
        let Some(annotation) = chosen.and_then(|(chosen, work)| work.annotations().get(chosen)) else {
            return;
        };
        let mut last = None;
        annotation
            .spans
            .iter()
            .for_each(|span| brush.sheet.patches(span.range(), |patch| last = Some(patch)));
        if let Some(patch) = last.filter(|_| !shown.reading.is_empty()) {
            let column = self.plan.left..=self.plan.left + self.plan.width;
            names::paint_reading(brush, typesetter, self.marks.list(), &patch, shown.reading, column);
        }
    }

    fn paint_letters(&self, typesetter: &Typesetter) {
        let sheet = self.brush.sheet;
        let palette = self.shown.look.palette;
        let mut ink = Ink::default();
        for strip in sheet.strips() {
            let Some(laid) = sheet.column().laid(strip.piece) else { continue };
            ink.add(&laid.paragraph, strip.lines.clone(), strip.origin, setting::ink(laid.kind, palette));
            if laid.kind == Kind::Aside {
                let right_to_left = laid.paragraph.index().is_right_to_left();
                let width = self.shown.look.theme.strokes.hair;
                let x = if right_to_left { self.plan.left + self.plan.width - width } else { self.plan.left };
                let rule = Rect::from_x_y_ranges(x..=x + width, strip.origin.y..=sheet.bottom(strip));
                self.brush.painter.rect_filled(rule, 0.0, palette.strong_line);
            }
        }
        ink.paint(self.brush.painter, typesetter);
    }

    fn paint_caret(&self, at: usize) {
        let Some(caret) = self.brush.sheet.caret(at) else { return };
        let size = self.shown.look.theme.panels.caret;
        let middle = caret.center();
        let height = caret.height().min(self.shown.reading_size * CARET);
        let rect = Rect::from_center_size(middle, egui::vec2(size, height));
        self.brush.painter.rect_filled(rect, 0.0, self.shown.look.palette.accent);
    }
}

/// Those of `ranges`, which are in order, that touch `screen`.
fn on_screen<'a>(ranges: &'a [Range<usize>], screen: &Range<usize>) -> &'a [Range<usize>] {
    let first = ranges.partition_point(|range| range.end <= screen.start);
    let last = ranges.partition_point(|range| range.start < screen.end);
    ranges.get(first..last).unwrap_or_default()
}
