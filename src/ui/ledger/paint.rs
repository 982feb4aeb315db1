//! Drawings on the screen.

use egui::{Painter, Rect, Stroke, StrokeKind, Vec2};

use super::drawing::{Face, Shape, Words};
use crate::ui::shaped::{Accent, TextStyle, Typesetter, Weight};

/// From one baseline to the next of what is read, in sizes.
const LEADING: f32 = 1.35;
/// Lengths of the dashes of a dashed line and of the gaps between them, in points.
const DASH: f32 = 3.0;

/// How letters of a face are set.
pub(super) fn style(face: Face, size: f32) -> TextStyle {
    match face {
        Face::Plain => TextStyle::sans(Weight::Regular, size),
        Face::Strong => TextStyle::sans(Weight::Strong, size),
        Face::Serif => TextStyle::serif(Weight::Regular, size, LEADING),
    }
}

/// How wide words are, in points.
pub(super) fn measure(typesetter: &mut Typesetter, text: &str, face: Face, size: f32) -> f32 {
    typesetter.label(text, &style(face, size), f32::MAX, 1).size().x
}

/// Paints `shapes`, moved by `by`.
pub(super) fn paint(painter: &Painter, typesetter: &mut Typesetter, shapes: &[Shape], by: Vec2) {
    for shape in shapes {
        match shape {
            Shape::Fill { rect, radius, colour } => {
                painter.rect_filled(rect.translate(by), *radius, *colour);
            }
            Shape::Edge { rect, radius, width, colour, is_dashed: false } => {
                let stroke = Stroke::new(*width, *colour);
                painter.rect_stroke(rect.translate(by), *radius, stroke, StrokeKind::Inside);
            }
            Shape::Edge { rect, width, colour, is_dashed: true, .. } => {
                let Rect { min, max } = rect.translate(by);
                let corners = [min, egui::pos2(max.x, min.y), max, egui::pos2(min.x, max.y), min];
                let stroke = Stroke::new(*width, *colour);
                painter.extend(egui::Shape::dashed_line(&corners, stroke, DASH, DASH));
            }
            Shape::Line { from, to, width, colour, is_dashed } => {
                let (ends, stroke) = ([*from + by, *to + by], Stroke::new(*width, *colour));
                if *is_dashed {
                    painter.extend(egui::Shape::dashed_line(&ends, stroke, DASH, DASH));
                } else {
                    painter.line_segment(ends, stroke);
                }
            }
            Shape::Dot { at, radius, colour } => {
                painter.circle_filled(*at + by, *radius, *colour);
            }
            Shape::Words(Words { at, align, text, accent, ink, room, lines }) => {
                let accents = [(accent.clone(), Accent::Strong)];
                let accents = if accent.is_empty() { &[][..] } else { &accents[..] };
                let label = typesetter.rich(text, accents, &style(ink.face, ink.size), *room, *lines);
                let place = align.anchor_size(*at + by, label.size());
                label.paint_tight(painter, typesetter, place.min, ink.colour);
            }
        }
    }
}
