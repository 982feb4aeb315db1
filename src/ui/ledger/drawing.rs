//! A card as shapes: laid out once, and drawn on the screen, in a picture or in SVG.

use std::ops::Range;

use egui::{Align2, Color32, Pos2, Rect, Vec2, pos2, vec2};

use super::axis::Axis;
use super::content::{Card, Chip, Extent, Row, Tone};
use crate::ui::theme::Look;

/// How letters are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Face {
    /// The face of the interface.
    Plain,
    /// The same, heavier.
    Strong,
    /// The reading face.
    Serif,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A filled box.
    Fill { rect: Rect, radius: f32, colour: Color32 },
    /// The edge of a box.
    Edge { rect: Rect, radius: f32, width: f32, colour: Color32, is_dashed: bool },
    /// A line.
    Line { from: Pos2, to: Pos2, width: f32, colour: Color32, is_dashed: bool },
    /// A dot.
    Dot { at: Pos2, radius: f32, colour: Color32 },
    /// Words in so much room; what has none is left out at the end.
    Words(Words),
}

/// Words in their place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    pub(super) at: Pos2,
    pub(super) align: Align2,
    pub(super) text: String,
    /// Which of them are set apart, in bytes.
    pub(super) accent: Range<usize>,
    pub(super) ink: Ink,
    /// How wide they may be, in points.
    pub(super) room: f32,
    /// In how many lines.
    pub(super) lines: usize,
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    pub(super) face: Face,
    /// In points.
    pub(super) size: f32,
    pub(super) colour: Color32,
}

/// A card that was laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawing {
    pub(super) shapes: Vec<Shape>,
    /// Where its notes and then its rows stand.
    pub(super) stops: Vec<Rect>,
    pub(super) size: Vec2,
}

impl Drawing {
    /// What is to be seen where the cursor is at `stop`: at the first, the title as well.
    pub(super) fn sight_of(&self, stop: usize) -> Rect {
        let title = Rect::from_min_size(Pos2::ZERO, Vec2::splat(1.0));
        match self.stops.get(stop) {
            Some(rect) if stop == 0 => rect.union(title),
            Some(rect) => *rect,
            None => title,
        }
    }
}

/// Tells how wide words are, in points.
pub(super) type Measure<'a> = dyn FnMut(&str, Face, f32) -> f32 + 'a;

/// How high a card is, in points, without the room below it.
pub(super) fn height(look: &Look<'_>, extent: Extent) -> f32 {
    let sizes = look.theme.ledger;
    let rows = extent.rows as f32 * row_height(look, extent.has_axis);
    let times = if extent.has_times { sizes.times } else { 0.0 };
    let axis = if extent.has_axis { sizes.axis } else { 0.0 };
    let more = if extent.more { sizes.note } else { 0.0 };
    let notes =
        if extent.notes > 0 { extent.notes as f32 * sizes.note + look.theme.spaces.hair } else { 0.0 };
    2.0 * sizes.pad + sizes.head + notes + times + rows + axis + more
}

fn row_height(look: &Look<'_>, has_axis: bool) -> f32 {
    if has_axis { look.theme.ledger.bar_row } else { look.theme.ledger.row }
}

/// Lays out `card` at the left top corner of the plane, `width` points wide. `more` says how many rows are left out.
pub(super) fn draw(
    card: &Card,
    extent: Extent,
    look: &Look<'_>,
    width: f32,
    more: &str,
    measure: &mut Measure<'_>,
) -> Drawing {
    let size = vec2(width, height(look, extent));
    let mut pen = Pen { look, measure, drawing: Drawing { size, ..Drawing::default() } };
    let (palette, theme) = (look.palette, look.theme);
    let ground = Rect::from_min_size(Pos2::ZERO, size);
    pen.fill(ground, theme.corners.window, palette.raised);
    pen.edge(ground.shrink(theme.strokes.hair / 2.0), theme.corners.window, palette.line, false);
    let inner = ground.shrink(theme.ledger.pad);
    pen.head(card, inner);
    let mut y = inner.top() + theme.ledger.head;
    for note in &card.notes {
        let rect = Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), theme.ledger.note));
        pen.drawing.stops.push(rect);
        let at = pos2(inner.left() + theme.spaces.close, y + theme.ledger.note / 2.0);
        pen.dot(pos2(inner.left() + theme.spaces.hair, at.y), theme.controls.dot, pen.tone(note.tone));
        pen.words(
            at,
            Align2::LEFT_CENTER,
            &note.words,
            Ink { face: Face::Plain, size: theme.sizes.small, colour: palette.ink },
            inner.right() - at.x,
        );
        y += theme.ledger.note;
    }
    y += if card.notes.is_empty() { 0.0 } else { theme.spaces.hair };
    if let Some(times) = &card.times {
        pen.times(times, Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), theme.ledger.times)));
        y += theme.ledger.times;
    }
    let row = row_height(look, extent.has_axis);
    let label = (inner.width() * theme.ledger.label).min(theme.ledger.widest_label);
    let plot = Rect::from_min_max(
        pos2(inner.left() + label, y),
        pos2(inner.right(), y + row * card.rows.len() as f32),
    );
    if let Some(axis) = &card.axis {
        pen.grid(axis, plot);
    }
    for item in &card.rows {
        let rect = Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), row));
        pen.row(item, card.axis.as_ref(), rect, label);
        pen.drawing.stops.push(rect);
        y += row;
    }
    if extent.has_axis {
        y += theme.ledger.axis;
    }
    if extent.more {
        let at = pos2(inner.left() + label, y + theme.ledger.note / 2.0);
        pen.words(
            at,
            Align2::LEFT_CENTER,
            more,
            Ink { face: Face::Plain, size: theme.sizes.caption, colour: palette.second_ink },
            inner.right() - at.x,
        );
    }
    pen.drawing
}

/// Draws shapes, one after the other.
pub(super) struct Pen<'a, 'm> {
    pub(super) look: &'a Look<'a>,
    pub(super) measure: &'a mut Measure<'m>,
    drawing: Drawing,
}

impl Pen<'_, '_> {
    pub(super) fn tone(&self, tone: Tone) -> Color32 {
        let palette = self.look.palette;
        match tone {
            Tone::Plain => palette.second_ink,
            Tone::Good => palette.good,
            Tone::Warning => palette.warning,
            Tone::Danger => palette.danger,
        }
    }

    pub(super) fn fill(&mut self, rect: Rect, radius: f32, colour: Color32) {
        self.drawing.shapes.push(Shape::Fill { rect, radius, colour });
    }

    pub(super) fn edge(&mut self, rect: Rect, radius: f32, colour: Color32, is_dashed: bool) {
        let width = self.look.theme.strokes.hair;
        self.drawing.shapes.push(Shape::Edge { rect, radius, width, colour, is_dashed });
    }

    pub(super) fn line(&mut self, from: Pos2, to: Pos2, width: f32, colour: Color32, is_dashed: bool) {
        self.drawing.shapes.push(Shape::Line { from, to, width, colour, is_dashed });
    }

    pub(super) fn dot(&mut self, at: Pos2, radius: f32, colour: Color32) {
        self.drawing.shapes.push(Shape::Dot { at, radius, colour });
    }

    pub(super) fn words(&mut self, at: Pos2, align: Align2, text: &str, ink: Ink, room: f32) {
        self.say(Words { at, align, text: text.to_owned(), accent: 0..0, ink, room, lines: 1 });
    }

    fn say(&mut self, words: Words) {
        if !words.text.is_empty() {
            self.drawing.shapes.push(Shape::Words(Words { room: words.room.max(1.0), ..words }));
        }
    }

    /// A word in a box of its colour; its right or left end is at `at`. Returns how wide it is.
    fn chip(&mut self, chip: &Chip, at: Pos2, from_right: bool) -> f32 {
        let theme = self.look.theme;
        let size = theme.sizes.caption;
        let width = (self.measure)(&chip.words, Face::Strong, size) + 2.0 * theme.spaces.tight;
        let left = if from_right { at.x - width } else { at.x };
        let rect =
            Rect::from_min_size(pos2(left, at.y - theme.ledger.chip / 2.0), vec2(width, theme.ledger.chip));
        let colour = self.tone(chip.tone);
        self.fill(rect, theme.corners.control, colour.gamma_multiply(theme.strengths.lit));
        self.words(
            rect.center(),
            Align2::CENTER_CENTER,
            &chip.words,
            Ink { face: Face::Strong, size, colour },
            width,
        );
        width
    }

    /// Title, chips and what is to be known first.
    fn head(&mut self, card: &Card, inner: Rect) {
        let (theme, palette) = (self.look.theme, self.look.palette);
        let middle = inner.top() + theme.ledger.title / 2.0;
        let gap = theme.spaces.tight;
        let chips: f32 = card
            .chips
            .iter()
            .map(|chip| (self.measure)(&chip.words, Face::Strong, theme.sizes.caption) + 3.0 * gap)
            .sum();
        let room = (inner.width() - chips - gap).max(inner.width() / 2.0);
        let size = theme.sizes.control;
        let width = (self.measure)(&card.title, Face::Strong, size).min(room);
        self.words(
            pos2(inner.left(), middle),
            Align2::LEFT_CENTER,
            &card.title,
            Ink { face: Face::Strong, size, colour: palette.ink },
            room,
        );
        let mut x = inner.left() + width + theme.spaces.close;
        for chip in &card.chips {
            x += self.chip(chip, pos2(x, middle), false) + gap;
        }
        let about = pos2(inner.left(), inner.top() + theme.ledger.title);
        self.words(
            about,
            Align2::LEFT_TOP,
            &card.about,
            Ink { face: Face::Plain, size: theme.sizes.small, colour: palette.second_ink },
            inner.width(),
        );
    }

    fn row(&mut self, row: &Row, axis: Option<&Axis>, rect: Rect, label: f32) {
        let (theme, palette) = (self.look.theme, self.look.palette);
        let room = label - theme.spaces.near;
        let top = rect.top() + theme.ledger.row_pad;
        self.words(
            pos2(rect.left(), top),
            Align2::LEFT_TOP,
            &row.who,
            Ink { face: Face::Strong, size: theme.sizes.hint, colour: palette.ink },
            room,
        );
        let below = if row.who.is_empty() { top } else { top + theme.ledger.line };
        self.words(
            pos2(rect.left(), below),
            Align2::LEFT_TOP,
            &row.when,
            Ink { face: Face::Plain, size: theme.sizes.caption, colour: palette.second_ink },
            room,
        );
        let mut right = rect.right();
        if let Some(chip) = &row.chip {
            right -= self.chip(chip, pos2(right, top + theme.ledger.chip / 2.0), true) + theme.spaces.tight;
        }
        let left = rect.left() + label;
        let size = theme.sizes.row;
        match (axis, row.bar) {
            (Some(axis), Some(bar)) => {
                let plot = Rect::from_min_max(pos2(left, rect.top()), rect.max);
                let x = self.bar(bar, axis, plot);
                let width = (self.measure)(&row.words, Face::Serif, size);
                let x = x.min(rect.right() - width).max(left);
                let at = pos2(x, top + theme.spaces.hair + theme.ledger.bar);
                self.words(
                    at,
                    Align2::LEFT_TOP,
                    &row.words,
                    Ink { face: Face::Serif, size, colour: palette.ink },
                    rect.right() - x,
                );
            }
            _ => self.say(Words {
                at: pos2(left, top),
                align: Align2::LEFT_TOP,
                text: row.words.clone(),
                accent: row.accent.clone(),
                ink: Ink { face: Face::Serif, size, colour: palette.ink },
                room: right - left,
                lines: 2,
            }),
        }
    }
}
