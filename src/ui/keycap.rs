//! A key as it is drawn where it acts.

use egui::{Rect, Response, Sense, Ui, Vec2, vec2};

use super::style;
use super::theme::Look;

/// Draws a key in the flow of `ui`.
pub fn show(ui: &mut Ui, look: &Look<'_>, keys: &str) -> Response {
    let galley = galley(ui, look, keys);
    let size = size(look, galley.size());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint(ui, look, rect, galley);
    response
}

/// Draws a key at the left of `rect`, in its middle; returns its width.
pub fn at(ui: &Ui, look: &Look<'_>, rect: Rect, keys: &str) -> f32 {
    let galley = galley(ui, look, keys);
    let size = size(look, galley.size());
    let place = Rect::from_min_size(rect.left_center() - vec2(0.0, size.y / 2.0), size);
    paint(ui, look, place, galley);
    size.x
}

/// How wide a key is drawn, in points.
pub fn width(ui: &Ui, look: &Look<'_>, keys: &str) -> f32 {
    size(look, galley(ui, look, keys).size()).x
}

fn size(look: &Look<'_>, text: Vec2) -> Vec2 {
    vec2(text.x + 2.0 * look.theme.controls.key_pad, look.theme.spaces.near)
}

fn galley(ui: &Ui, look: &Look<'_>, keys: &str) -> std::sync::Arc<egui::Galley> {
    let font = style::strong(look.theme.sizes.key);
    ui.painter().layout_no_wrap(keys.to_owned(), font, look.palette.ink)
}

fn paint(ui: &Ui, look: &Look<'_>, rect: Rect, galley: std::sync::Arc<egui::Galley>) {
    let palette = look.palette;
    let edge = egui::Stroke::new(look.theme.strokes.hair, palette.strong_line);
    ui.painter().rect(rect, look.theme.corners.key, palette.raised, edge, egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.ink);
}
