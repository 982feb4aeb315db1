//! Words beside marks: names of labels above them, the reading of a figure below.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use egui::{Rect, StrokeKind, pos2, vec2};

use super::marks::{Mark, Shape};
use super::paint::Brush;
use super::room::Room;
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

/// Paints what a figure says in a tag below its last `patch`, or beside or above it where the tag would cover less there:
/// the marks of the next line are to be seen, too. It stays within `column` (points from the left).
pub(super) fn paint_reading(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    marks: &[Mark],
    patch: &Patch,
    reading: &str,
    column: RangeInclusive<f32>,
) {
    let (theme, palette) = (brush.look.theme, brush.look.palette);
    let style = TextStyle { leading: 1.15, ..TextStyle::sans(Weight::Strong, theme.sizes.caption) };
    let pad = vec2(theme.spaces.tight, theme.spaces.hair / 4.0);
    let width = column.end() - column.start() - 2.0 * pad.x;
    let label = typesetter.label(reading, &style, width, 1);
    let size = label.size() + 2.0 * pad;
    let figure = brush.rect(patch, 0);
    let mut room = Room::new(brush.sheet, brush.look);
    let boxes = marks.iter().filter(|mark| mark.shape != Shape::Underline);
    for span in boxes.flat_map(|mark| &mark.spans) {
        brush.sheet.patches(span.clone(), |other| {
            if other.baseline != patch.baseline {
                room.keep_off(brush.rect(&other, 0));
            }
        });
    }
    let (half, gap) = (size / 2.0, theme.spaces.hair / 2.0);
    let sides = [figure.left() + half.x, figure.center().x, figure.right() - half.x];
    // Between the lines there is hardly room: the tag may lie over the lower edge of the box.
    let heights = [gap, 0.0, -gap, -2.0 * gap].map(|below| figure.bottom() + below + half.y);
    let above = figure.top() - gap - half.y;
    let centres = heights.into_iter().chain([above]).flat_map(|y| sides.map(|x| pos2(x, y)));
    let view = brush.painter.clip_rect();
    let within = Rect::from_x_y_ranges(column, view.y_range());
    let tag = room.take(size, centres, within);
    let stroke = egui::Stroke::new(1.0, palette.line);
    brush.painter.rect(tag, theme.marks.radius, palette.raised, stroke, StrokeKind::Inside);
    label.paint_tight(brush.painter, typesetter, tag.min + pad, palette.figure);
}
