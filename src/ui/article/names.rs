//! Words beside marks: names of labels above them, the reading of a figure below.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use egui::{Rect, StrokeKind, pos2, vec2};

use super::marks::{Mark, Shape};
use super::paint::Brush;
use super::room::Room;
use super::sections::Kind;
use super::sheet::Patch;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// Names that begin no further apart than this, in points, begin together.
const SAME: f32 = 1.0;

/// A name that wants a place above its mark.
struct Wish<'a> {
    mark: &'a Mark,
    patch: Patch,
    is_right_to_left: bool,
    /// Whether the text stands back.
    is_aside: bool,
    /// Where its mark begins in the direction of reading, in points from the side where lines begin.
    start: f32,
}

/// What the name of `mark` wants, if the mark begins on the screen: a place at that end of it in its first line at which
/// the lines of the paragraph begin.
fn wish<'a>(brush: &Brush<'_>, mark: &'a Mark) -> Option<Wish<'a>> {
    let mut first: Option<Patch> = None;
    brush.sheet.patches(mark.spans.first()?.clone(), |patch| match &mut first {
        None => first = Some(patch),
        // Numbers in a line that is read from the right are rectangles of their own.
        Some(first) if first.line == patch.line => {
            first.ends_left = if patch.left < first.left { patch.ends_left } else { first.ends_left };
            first.ends_right = if patch.right > first.right { patch.ends_right } else { first.ends_right };
            (first.left, first.right) = (first.left.min(patch.left), first.right.max(patch.right));
        }
        Some(_) => {}
    });
    let patch = first?;
    let laid = brush.sheet.column().laid(patch.line.0)?;
    let is_right_to_left = laid.paragraph.index().is_right_to_left();
    let begins = patch.ends_left || patch.ends_right;
    let start = if is_right_to_left { -patch.right } else { patch.left };
    let is_aside = laid.kind == Kind::Aside;
    begins.then_some(Wish { mark, patch, is_right_to_left, is_aside, start })
}

/// Paints the name of each mark's label above its beginning, one after the other within a line. A name that has no room
/// before the next is shortened, and left out where not even a letter of it could be read.
pub(super) fn paint(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    marks: &[Mark],
    column: RangeInclusive<f32>,
) {
    let mut lines: BTreeMap<(usize, usize), Vec<Wish<'_>>> = BTreeMap::new();
    for mark in marks {
        if let Some(wish) = wish(brush, mark) {
            lines.entry(wish.patch.line).or_default().push(wish);
        }
    }
    for wishes in lines.values_mut() {
        // Of those that begin together, the outer one stands first.
        wishes.sort_by(|a, b| {
            let outer =
                b.mark.spans.first().map(|span| span.end).cmp(&a.mark.spans.first().map(|span| span.end));
            a.start.total_cmp(&b.start).then(outer)
        });
        paint_line(brush, typesetter, wishes, &column);
    }
}

fn paint_line(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    wishes: &[Wish<'_>],
    column: &RangeInclusive<f32>,
) {
    let theme = brush.look.theme;
    let style =
        TextStyle { leading: theme.leadings.name, ..TextStyle::sans(Weight::Strong, theme.marks.name) };
    let gap = theme.spaces.hair;
    let mut free = f32::MIN;
    for (at, wish) in wishes.iter().enumerate() {
        let start = wish.start.max(free);
        let side = if wish.is_right_to_left { -column.start() } else { *column.end() };
        let next = wishes[at + 1..].iter().map(|next| next.start).find(|next| *next > wish.start + SAME);
        let mut room = next.map_or(side, |next| next - gap).min(side) - start;
        // Names that begin together share what there is.
        let together = wishes[at + 1..].iter().take_while(|next| next.start <= wish.start + SAME).count();
        let whole = typesetter.label(&wish.mark.name, &style, theme.panels.margin, 1);
        if together > 0 {
            room = room.min(
                (room / (together + 1) as f32)
                    .max(room - together as f32 * theme.marks.name * theme.marks.name_room),
            );
        }
        if room < theme.marks.name {
            continue;
        }
        let label = if whole.size().x <= room {
            whole
        } else {
            typesetter.label(&wish.mark.name, &style, room.floor(), 1)
        };
        let left = if wish.is_right_to_left { -start - label.size().x } else { start };
        // Just above the letters, within the upper part of the box: so there is room between the lines, in a headline too.
        let top = wish.patch.baseline - theme.marks.name_above * wish.patch.size - label.size().y;
        let colour = match wish.mark.shape {
            _ if wish.is_aside => brush.look.palette.third_ink,
            Shape::Fill => brush.look.palette.ink,
            Shape::Outline => brush.look.palette.figure,
            Shape::Underline => brush.look.palette.claim,
        };
        if wish.mark.shape == Shape::Outline {
            // The outline is broken for it.
            let gap = Rect::from_min_size(pos2(left, top), label.size());
            brush.painter.rect_filled(
                gap.expand2(vec2(theme.strokes.hair, 0.0)),
                0.0,
                brush.look.palette.paper,
            );
        }
        label.paint_tight(brush.painter, typesetter, pos2(left, top), colour);
        free = start + label.size().x + gap;
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
    let style =
        TextStyle { leading: theme.leadings.tag, ..TextStyle::sans(Weight::Strong, theme.sizes.caption) };
    let pad = vec2(theme.spaces.tight, theme.spaces.hair / 4.0);
    let width = column.end() - column.start() - 2.0 * pad.x;
    let label = typesetter.label(reading, &style, width, 1);
    let size = label.size() + 2.0 * pad;
    let figure = brush.rect(patch, 0);
    let mut room = Room::new(brush.sheet, brush.look);
    let boxes = marks.iter().filter(|mark| mark.shape != Shape::Underline);
    for span in boxes.flat_map(|mark| &mark.spans) {
        brush.sheet.patches(span.clone(), |other| {
            if other.line != patch.line {
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
    let stroke = egui::Stroke::new(theme.strokes.hair, palette.line);
    brush.painter.rect(tag, theme.marks.radius, palette.raised, stroke, StrokeKind::Inside);
    label.paint_tight(brush.painter, typesetter, tag.min + pad, palette.figure);
}
