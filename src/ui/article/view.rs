//! The view itself: one frame of it, from input to paint.

use std::collections::HashMap;
use std::ops::Range;

use egui::{Id, Rect, Response, Sense, Ui};

use super::beside::Beside;
use super::column::{self, Column};
use super::front::{Front, Heading};
use super::marks::Marks;
use super::moves::{self, Jump};
use super::page::Page;
use super::paint::Brush;
use super::plan::Plan;
use super::pointer::{Pointer, Scene, Spot};
use super::scroll::{Glide, ScrollBar};
use super::sections::Sections;
use super::setting::Setting;
use super::sheet::Sheet;
use super::{Gesture, LabelNames, Shown, access};
use crate::model::id::ArticleId;
use crate::model::span::Span;
use crate::model::zone::ZoneKind;
use crate::ui::shaped::Typesetter;

/// How far from the top a place is put that is scrolled to, as a part of the height of the view.
const REVEALED_AT: f32 = 0.3;

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
    /// What was beside the text in the last frame.
    spots: Vec<Spot>,
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

    /// Begins the article at `byte` when it is first shown.
    pub fn begin_at(&mut self, article: &ArticleId, byte: usize) {
        self.left_at.entry(article.clone()).or_insert(byte);
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
        let Open { column, marks, pointer, spots, .. } = open;
        let sheet = Sheet::new(column, rect, plan.left);
        let text = shown.article.body().text();
        marks.look_up(shown.work, shown.schema, shown.look, text, &sheet.bytes());
        let chosen = shown.desk.chosen.as_ref();
        let anchor = shown.desk.selection.anchor;
        let look = shown.look;
        let scene = Scene {
            text,
            sheet: &sheet,
            work: shown.work,
            chosen,
            anchor,
            look,
            zones: &shown.zones,
            right: plan.margin.map_or(rect.right(), |margin| margin.left),
            spots,
        };
        pointer.update(ui, &response, &scene, &mut gestures);
        let brush = Brush { painter: &painter, sheet: &sheet, look };
        let beside = Beside::new(&brush, typesetter, shown, marks.notes(), pointer.hovered(), plan);
        let page = Page { brush, shown, marks, pointer, front: &front, plan, beside: &beside };
        page.paint(typesetter);
        beside.explain(ui, typesetter, look);
        *spots = beside.spots();
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
            if let Some(&byte) = self.left_at.get(id).filter(|byte| (1..body.text().len()).contains(*byte)) {
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
            spots: Vec::new(),
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
            readings: typesetter.readings(),
            ..Setting::new(shown.look.theme, shown.reading_size, width, scale)
        };
        if shown.label_names == LabelNames::Small {
            let page = shown.look.theme.page;
            setting.leading = setting.leading.max(page.leading_with_names);
            setting.headline_leading = setting.headline_leading.max(page.headline_leading_with_names);
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
                let speed = shown.look.theme.pointer.drag_speed;
                self.column.scroll_by(f64::from(beyond * speed * frame_time));
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
