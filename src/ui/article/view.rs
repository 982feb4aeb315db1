//! The view itself: one frame of it, from input to paint.

use std::collections::HashMap;
use std::ops::Range;

use egui::{Id, Painter, Rect, Response, Sense, Ui, pos2};

use super::column::{self, Column, Setting};
use super::front::{Front, Heading};
use super::marks::{self, Marks};
use super::moves::{self, Jump};
use super::paint::Brush;
use super::pointer::{Pointer, Scene};
use super::scroll::{Glide, ScrollBar};
use super::sections::{Kind, Sections};
use super::sheet::Sheet;
use super::{Gesture, LabelNames, Shown, access, margin, names, relations};
use crate::model::id::ArticleId;
use crate::model::span::Span;
use crate::model::zone::ZoneKind;
use crate::ui::shaped::{Ink, Typesetter};
use crate::ui::theme::Look;

/// How far from the top a place is put that is scrolled to, as a part of the height of the view.
const REVEALED_AT: f32 = 0.3;
/// How fast the page follows a drag beyond its edge: points a second for each point beyond.
const DRAG_SPEED: f32 = 12.0;

/// An article to read and mark, kept between frames.
#[derive(Debug, Default)]
pub struct ArticleView {
    open: Option<Open>,
    /// Where other articles were left: their first byte on the screen.
    left_at: HashMap<ArticleId, usize>,
    id: Option<Id>,
}

/// What is kept of the open article.
#[derive(Debug)]
struct Open {
    id: ArticleId,
    column: Column,
    /// What the sections were found from.
    known: Option<Known>,
    sections: Sections,
    marks: Marks,
    pointer: Pointer,
    bar: ScrollBar,
    reveal: Option<Range<usize>>,
    glide: Option<Glide>,
    /// The place that a move over lines ended at, and the distance from the left that it keeps.
    kept_x: Option<(usize, f32)>,
    /// Height of the view in points.
    height: f32,
}

/// What the sections of an article are found from.
#[derive(Debug, PartialEq, Eq)]
struct Known {
    zones: Vec<(Span, ZoneKind)>,
    title: Option<String>,
}

/// Where the column and the margin stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plan {
    left: f32,
    width: f32,
    /// The left edge of the margin, where there is room for one.
    margin: Option<f32>,
}

impl ArticleView {
    /// A view of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// What egui knows the view by, once it was shown: what has the focus while a person reads.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// Scrolls so that `range` (bytes) can be seen, when it is next shown.
    pub fn reveal(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.open {
            open.reveal = Some(range);
        }
    }

    /// The place that the caret before `from` (bytes) moves to, or `None` where it cannot.
    pub fn visual(&mut self, typesetter: &mut Typesetter, from: usize, jump: Jump) -> Option<usize> {
        let open = self.open.as_mut()?;
        let over_lines = matches!(jump, Jump::Up | Jump::Down | Jump::PageUp | Jump::PageDown);
        let kept = open.kept_x.filter(|(at, _)| over_lines && *at == from).map(|(_, x)| x);
        let line = open.column.setting().reading_size * open.column.setting().leading;
        let page = (open.height - 2.0 * line).max(line);
        let (found, x) = moves::target(&mut open.column, typesetter, from, jump, page, kept)?;
        open.kept_x = over_lines.then_some((found, x));
        Some(found)
    }

    /// The first byte on the screen; 0 at the very top.
    pub fn first_visible(&self) -> usize {
        self.open.as_ref().and_then(|open| open.column.first_visible()).unwrap_or(0)
    }

    /// Shows the article in all the room there is, and returns what was done in it.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, shown: &Shown<'_>) -> Vec<Gesture> {
        let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
        self.id = Some(response.id);
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, shown.look.palette.paper);
        let mut gestures = Vec::new();
        let open = self.opened(shown);
        let front = open.lay_out(typesetter, shown, rect);
        open.scroll(ui, &response, typesetter, shown, rect);
        open.column.settle(typesetter, rect.height());
        let plan = Plan::new(shown, rect);
        let Open { column, marks, pointer, .. } = open;
        let sheet = Sheet::new(column, rect, plan.left);
        let text = shown.article.body().text();
        marks.look_up(shown.work, shown.schema, shown.look, text, &sheet.bytes());
        let chosen = shown.desk.chosen.as_ref();
        let anchor = shown.desk.selection.anchor;
        let scene = Scene { text, sheet: &sheet, work: shown.work, chosen, anchor, look: shown.look };
        pointer.update(ui, &response, &scene, &mut gestures);
        let brush = Brush { painter: &painter, sheet: &sheet, look: shown.look };
        let page = Page { brush, shown, marks, pointer, front: &front, plan };
        page.paint(typesetter);
        let title = shown.article.metadata().title.as_deref().unwrap_or_default();
        access::describe(ui, response.id, title, &sheet, marks.list(), shown.desk.selection);
        open.bar.paint(&painter, rect, shown.look, &open.column);
        gestures
    }

    fn opened(&mut self, shown: &Shown<'_>) -> &mut Open {
        let (id, body) = (shown.article.id(), shown.article.body());
        let is_open = |open: &Open| open.id == *id && open.column.body().hash() == body.hash();
        if !self.open.as_ref().is_some_and(is_open) {
            if let Some(open) = self.open.take() {
                self.left_at.insert(open.id.clone(), open.column.first_visible().unwrap_or(0));
            }
            let mut column = Column::new(body);
            if let Some(&byte) = self.left_at.get(id).filter(|byte| **byte > 0) {
                column.put_at_top(byte);
            }
            self.open = None;
            return self.open.insert(Open::new(id, column));
        }
        self.open.get_or_insert_with(|| Open::new(id, Column::new(body)))
    }
}

impl Open {
    fn new(id: &ArticleId, column: Column) -> Self {
        Self {
            id: id.clone(),
            column,
            known: None,
            sections: Sections::default(),
            marks: Marks::default(),
            pointer: Pointer::default(),
            bar: ScrollBar::default(),
            reveal: None,
            glide: None,
            kept_x: None,
            height: 0.0,
        }
    }

    /// Hands everything that decides about the layout to the column.
    fn lay_out(&mut self, typesetter: &mut Typesetter, shown: &Shown<'_>, rect: Rect) -> Front {
        self.height = rect.height();
        let metadata = shown.article.metadata();
        let zones = shown.zones.iter().map(|zone| (zone.span, zone.kind)).collect();
        let known = Some(Known { zones, title: metadata.title.clone() });
        if self.known != known {
            let title = metadata.title.as_deref();
            self.sections =
                Sections::new(shown.article.body().text(), self.column.pieces(), &shown.zones, title);
            self.known = known;
        }
        let width = Plan::new(shown, rect).width;
        let title_in_body = self.sections.headline().is_some();
        let heading = Heading { metadata, dateline: shown.dateline, title_in_body };
        let front = Front::new(typesetter, shown.look, &heading, width);
        let scale = typesetter.pixels_per_point();
        let mut setting = Setting {
            front_above: front.above(shown.look, title_in_body),
            front_below: front.below(shown.look),
            ..Setting::new(shown.look.theme, shown.reading_size, width, scale)
        };
        if shown.label_names == LabelNames::Small {
            setting.leading = setting.leading.max(shown.look.theme.page.leading_with_names);
        }
        self.column.set(setting, self.sections.clone());
        front
    }

    /// Moves the page: wheel, scroll bar, a drag beyond the edge, a place to be seen.
    fn scroll(
        &mut self,
        ui: &Ui,
        response: &Response,
        typesetter: &mut Typesetter,
        shown: &Shown<'_>,
        rect: Rect,
    ) {
        let (wheel, now, at, frame_time) = ui.input(|input| {
            (input.smooth_scroll_delta().y, input.time, input.pointer.latest_pos(), input.stable_dt)
        });
        if response.contains_pointer() && wheel != 0.0 {
            self.glide = None;
            self.column.scroll_by(-f64::from(wheel));
        }
        self.bar.update(ui, response.id, rect, shown.look, &mut self.column);
        if let Some(at) = at.filter(|_| self.pointer.is_dragging()) {
            let beyond = (at.y - rect.bottom()).max(0.0) + (at.y - rect.top()).min(0.0);
            if beyond != 0.0 {
                self.column.scroll_by(f64::from(beyond * DRAG_SPEED * frame_time));
                ui.ctx().request_repaint();
            }
        }
        if let Some(range) = self.reveal.take() {
            self.glide = self.go_to(typesetter, shown, &range, rect.height(), now);
        }
        if let Some(glide) = self.glide {
            if glide.step(&mut self.column, now) {
                ui.ctx().request_repaint();
            } else {
                self.glide = None;
            }
        }
    }

    /// Begins a glide to `range`, or goes there at once; nothing happens if it can be seen.
    fn go_to(
        &mut self,
        typesetter: &mut Typesetter,
        shown: &Shown<'_>,
        range: &Range<usize>,
        height: f32,
        now: f64,
    ) -> Option<Glide> {
        let line = f64::from(shown.reading_size * shown.look.theme.page.leading);
        let start = self.column.anchor_of(typesetter, range.start);
        let end = self.column.anchor_of(typesetter, range.end);
        let top = self.column.depth();
        let bottom = top + f64::from(height);
        let (start_depth, end_depth) = (self.column.depth_of(start), self.column.depth_of(end) + line);
        // What is longer than the screen is seen when its beginning is.
        let is_seen = start_depth >= top + line / 2.0
            && (end_depth <= bottom
                || (end_depth - start_depth > bottom - top && start_depth < bottom - line));
        if is_seen && self.height > 0.0 && !self.column.rows().is_empty() {
            return None;
        }
        let above = f64::from(height * REVEALED_AT);
        let to = column::Anchor { piece: start.piece, into: start.into - above };
        let glide = Glide::new(&self.column, to, height, now).filter(|_| !shown.reduced_motion);
        if glide.is_none() {
            self.column.scroll_to_anchor(to, 0.0);
        }
        glide
    }
}

impl Plan {
    fn new(shown: &Shown<'_>, rect: Rect) -> Self {
        let theme = shown.look.theme;
        let character = shown.reading_size * theme.page.character;
        let full = theme.page.measure * character;
        let gap = theme.spaces.wide + theme.spaces.hair;
        let beside = gap + theme.panels.margin;
        let room = rect.width() - 2.0 * theme.spaces.wide;
        let has_margin = room - beside >= theme.page.narrowest * character;
        let width = full.min(if has_margin { room - beside } else { room }).max(character * 8.0).floor();
        let whole = if has_margin { width + beside } else { width };
        let left = (rect.left() + (rect.width() - whole).max(0.0) / 2.0).round();
        Self { left, width, margin: has_margin.then_some(left + width + gap) }
    }
}

/// Everything that is painted in one frame.
struct Page<'a> {
    brush: Brush<'a>,
    shown: &'a Shown<'a>,
    marks: &'a Marks,
    pointer: &'a Pointer,
    front: &'a Front,
    plan: Plan,
}

impl Page<'_> {
    fn paint(&self, typesetter: &mut Typesetter) {
        let (brush, shown) = (&self.brush, self.shown);
        let look = shown.look;
        self.paint_front(brush.painter, typesetter, look);
        for hit in on_screen(shown.hits, &brush.sheet.bytes()) {
            brush.lit(hit.clone(), look.palette.hover);
        }
        let is_hovered = |mark: &marks::Mark| self.pointer.hovered() == Some(&mark.id);
        for mark in self.marks.list() {
            brush.behind(mark, is_hovered(mark));
        }
        let selection = shown.desk.selection;
        if !selection.is_empty() {
            // The tints of marks show through.
            brush.lit(
                selection.range(),
                look.palette.selection.gamma_multiply(look.theme.marks.selection_strength),
            );
        }
        self.paint_chosen();
        for mark in self.marks.list() {
            brush.around(mark, is_hovered(mark));
        }
        for cue in self.marks.cues() {
            brush.cue(cue.clone());
        }
        for suggestion in on_screen(shown.suggestions, &brush.sheet.bytes()) {
            brush.suggestion(suggestion.clone());
        }
        self.paint_letters(typesetter);
        for zone in on_screen(brush.sheet.column().sections().dimmed(), &brush.sheet.bytes()) {
            brush.dim(zone.clone());
        }
        if selection.is_empty() && shown.desk.chosen.is_none() {
            self.paint_caret(selection.head);
        }
        if let Some(left) = self.plan.margin {
            margin::paint(brush, typesetter, self.marks.notes(), left);
        }
        self.paint_relations(typesetter);
        self.paint_reading(typesetter);
        if shown.label_names == LabelNames::Small {
            names::paint(brush, typesetter, self.marks.list());
        }
    }

    fn paint_front(&self, painter: &Painter, typesetter: &Typesetter, look: Look<'_>) {
        let column = self.brush.sheet.column();
        let headline = column.sections().headline();
        for strip in self.brush.sheet.strips().iter().filter(|strip| strip.piece == headline.unwrap_or(0)) {
            let Some(laid) = column.laid(strip.piece) else { continue };
            let top = if strip.piece == 0 { column.setting().top } else { 0.0 };
            let at = pos2(self.plan.left, strip.origin.y - laid.above + top);
            self.front.paint_above(painter, typesetter, look, at, headline.is_some());
            if headline.is_some() {
                let below = pos2(self.plan.left, self.brush.sheet.bottom(strip));
                self.front.paint_below(painter, typesetter, look, below);
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
        let patch = annotation.spans.iter().find_map(|span| brush.sheet.first_patch(span.range()));
        if let Some(patch) = patch.filter(|_| !shown.reading.is_empty()) {
            names::paint_reading(brush, typesetter, &patch, shown.reading, self.plan.left + self.plan.width);
        }
    }

    fn paint_relations(&self, typesetter: &mut Typesetter) {
        let Some(work) = self.shown.work else { return };
        let (chosen, hovered) = (self.shown.desk.chosen.as_ref(), self.pointer.hovered());
        for mark in chosen.into_iter().chain(hovered.filter(|hovered| Some(*hovered) != chosen)) {
            relations::paint(&self.brush, typesetter, work, self.shown.schema, mark);
        }
    }

    fn paint_letters(&self, typesetter: &Typesetter) {
        let sheet = self.brush.sheet;
        let palette = self.shown.look.palette;
        let mut ink = Ink::default();
        for strip in sheet.strips() {
            let Some(laid) = sheet.column().laid(strip.piece) else { continue };
            ink.add(&laid.paragraph, strip.lines.clone(), strip.origin, column::ink(laid.kind, palette));
            if laid.kind == Kind::Aside {
                let right_to_left = laid.paragraph.index().is_right_to_left();
                let x = if right_to_left { self.plan.left + self.plan.width - 1.0 } else { self.plan.left };
                let rule = Rect::from_x_y_ranges(x..=x + 1.0, strip.origin.y..=sheet.bottom(strip));
                self.brush.painter.rect_filled(rule, 0.0, palette.strong_line);
            }
        }
        ink.paint(self.brush.painter, typesetter);
    }

    fn paint_caret(&self, at: usize) {
        let Some(caret) = self.brush.sheet.caret(at) else { return };
        let size = self.shown.look.theme.panels.caret;
        let middle = caret.center();
        let height = caret.height().min(self.shown.reading_size * 1.4);
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
