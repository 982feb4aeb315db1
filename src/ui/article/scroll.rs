//! Moves of the page: gliding to a place, and a scroll bar.

use egui::{Id, Painter, Rect, Sense, Ui, pos2, vec2};

use super::column::{Anchor, Column};
use crate::ui::theme::Look;

/// How long a glide takes, in seconds.
const GLIDE: f64 = 0.15;
/// Farther than so many screens nothing glides.
const FAR: f64 = 2.0;
/// The thumb is never shorter than so many of its widths.
const SHORTEST_THUMB: f32 = 6.0;

/// A glide to a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glide {
    to: Anchor,
    /// How far above its end it began, in points.
    distance: f64,
    /// In seconds.
    began: f64,
}

impl Glide {
    /// A glide from where the column is; `None` if it should be there at once.
    pub(super) fn new(column: &Column, to: Anchor, view: f32, now: f64) -> Option<Self> {
        let distance = column.depth_of(to) - column.depth();
        (distance.abs() <= f64::from(view) * FAR).then_some(Self { to, distance, began: now })
    }

    /// Puts the column where it is at `now` (seconds); whether it goes on.
    pub(super) fn step(&self, column: &mut Column, now: f64) -> bool {
        let part = ((now - self.began) / GLIDE).clamp(0.0, 1.0);
        let rest = (1.0 - part).powi(3);
        column.scroll_to_anchor(self.to, self.distance * rest);
        part < 1.0
    }
}

/// A thin scroll bar at the right edge.
#[derive(Debug, Default)]
pub(super) struct ScrollBar {
    /// Where the thumb is held, in points below its top.
    held: Option<f32>,
}

impl ScrollBar {
    /// Lets the bar be dragged. Scrolls the column, which must be settled afterwards.
    pub(super) fn update(&mut self, ui: &Ui, id: Id, view: Rect, look: Look<'_>, column: &mut Column) {
        let Some(thumb) = thumb(view, look, column) else {
            self.held = None;
            return;
        };
        let rail =
            Rect::from_min_max(pos2(thumb.left() - look.theme.spaces.hair, view.top()), view.right_bottom());
        let response = ui.interact(rail, id.with("scroll-bar"), Sense::drag());
        let (down, at) = ui.input(|input| (input.pointer.primary_down(), input.pointer.latest_pos()));
        let Some(at) = at.filter(|_| down) else {
            self.held = None;
            return;
        };
        if self.held.is_none() && response.is_pointer_button_down_on() {
            let inside = thumb.y_range().contains(at.y);
            self.held = Some(if inside { at.y - thumb.top() } else { thumb.height() / 2.0 });
        }
        if let Some(held) = self.held {
            let room = f64::from((view.height() - thumb.height()).max(1.0));
            let part = f64::from(at.y - held - view.top()) / room;
            column.scroll_to(part.clamp(0.0, 1.0) * (column.total() - f64::from(view.height())));
        }
    }

    /// Whether the thumb is being dragged.
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    pub(super) fn paint(&self, painter: &Painter, view: Rect, look: Look<'_>, column: &Column) {
        if let Some(thumb) = thumb(view, look, column) {
            let colour = if self.is_held() { look.palette.second_ink } else { look.palette.strong_line };
            painter.rect_filled(thumb, thumb.width() / 2.0, colour);
        }
    }
}

/// Where the thumb is; `None` where everything is seen at once.
fn thumb(view: Rect, look: Look<'_>, column: &Column) -> Option<Rect> {
    let (total, height) = (column.total(), f64::from(view.height()));
    if total <= height + 1.0 {
        return None;
    }
    let width = look.theme.panels.scroll_bar;
    let length = ((height * height / total) as f32).max(width * SHORTEST_THUMB).min(view.height());
    let part = (column.depth() / (total - height)).clamp(0.0, 1.0) as f32;
    let top = view.top() + part * (view.height() - length);
    Some(Rect::from_min_size(
        pos2(view.right() - width - look.theme.controls.scroll_bar_gap, top),
        vec2(width, length),
    ))
}
