//! Words beside marks: names of labels above them, the reading of a figure below.

use std::collections::HashMap;

use egui::{Rect, StrokeKind, pos2, vec2};

use super::marks::{Mark, Shape};
use super::paint::Brush;
use super::sheet::Patch;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// Paints the name of each mark's label above its beginning, where that does not run into another name.
pub(super) fn paint(brush: &Brush<'_>, typesetter: &mut Typesetter, marks: &[Mark]) {
    let theme = brush.look.theme;
    let style = TextStyle { leading: 1.0, ..TextStyle::sans(Weight::Strong, theme.marks.name) };
    // Where the last name in each line ends.
    let mut free: HashMap<(usize, usize), f32> = HashMap::new();
    let mut in_order: Vec<&Mark> = marks.iter().collect();
    in_order.sort_by_key(|mark| mark.spans.first().map(|span| span.start));
    for mark in in_order {
        let Some(patch) = mark.spans.first().and_then(|span| brush.sheet.first_patch(span.clone())) else {
            continue;
        };
        let taken = free.entry(patch.line).or_insert(f32::MIN);
        if !patch.ends_left || patch.left < *taken {
            continue;
        }
        let label = typesetter.label(&mark.name, &style, theme.panels.margin, 1);
        let top = brush.rect(&patch, mark.level).top() - label.size().y;
        let colour = match mark.shape {
            Shape::Fill => brush.look.palette.second_ink,
            Shape::Outline => brush.look.palette.figure,
            Shape::Underline => brush.look.palette.claim,
        };
        label.paint_tight(brush.painter, typesetter, pos2(patch.left, top), colour);
        *taken = patch.left + label.size().x + theme.spaces.hair;
    }
}

/// Paints what a figure says in a tag below `patch`, not beyond `right` (points).
pub(super) fn paint_reading(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    patch: &Patch,
    reading: &str,
    right: f32,
) {
    let (theme, palette) = (brush.look.theme, brush.look.palette);
    let style = TextStyle::sans(Weight::Strong, theme.sizes.caption);
    let label = typesetter.label(reading, &style, theme.panels.left, 1);
    let pad = vec2(theme.spaces.tight, theme.spaces.hair);
    let size = label.size() + 2.0 * pad;
    let corner = pos2(patch.left.min(right - size.x), brush.rect(patch, 0).bottom() + theme.spaces.hair);
    let tag = Rect::from_min_size(corner, size);
    let stroke = egui::Stroke::new(1.0, palette.line);
    brush.painter.rect(tag, theme.marks.radius, palette.raised, stroke, StrokeKind::Inside);
    label.paint_tight(brush.painter, typesetter, tag.min + pad, palette.figure);
}
