//! Paints marks behind, around and below the letters.

use std::ops::Range;

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape as Figure, Stroke, StrokeKind, pos2, vec2};

use super::Suggestion;
use super::marks::{Mark, Shape};
use super::sections::Kind;
use super::sheet::{Patch, Sheet};
use crate::model::schema::Role;
use crate::ui::theme::Look;

/// Paints marks of one sheet.
pub(super) struct Brush<'a> {
    pub(super) painter: &'a Painter,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) look: Look<'a>,
}

impl Brush<'_> {
    /// What lies behind the selection and the letters.
    pub(super) fn behind(&self, mark: &Mark, is_lit: bool) {
        if mark.shape != Shape::Fill {
            return;
        }
        let colour = if is_lit { self.stronger(mark.colour) } else { mark.colour };
        let is_aside = |patch: &Patch| {
            self.sheet.column().laid(patch.line.0).is_some_and(|laid| laid.kind == Kind::Aside)
        };
        self.patches(mark, |patch| {
            let strength = if is_aside(patch) { self.look.theme.marks.aside_strength } else { 1.0 };
            let colour = colour.gamma_multiply(strength);
            let rect = self.rect(patch, mark.level);
            self.painter.rect_filled(rect, self.corners(patch), colour);
            if is_lit {
                let stroke = Stroke::new(self.look.theme.marks.outline, self.look.palette.second_ink);
                self.outline(rect, patch, Color32::TRANSPARENT, stroke);
            }
        });
    }

    /// What lies over the selection, but behind the letters.
    pub(super) fn around(&self, mark: &Mark, is_lit: bool) {
        let marks = self.look.theme.marks;
        let inside =
            if is_lit { mark.colour.gamma_multiply(marks.inside_strength) } else { Color32::TRANSPARENT };
        let stronger = if is_lit { marks.lit } else { 1.0 };
        match mark.shape {
            Shape::Fill => {}
            Shape::Outline => self.patches(mark, |patch| {
                let stroke = Stroke::new(marks.outline * stronger, mark.colour);
                let rect = self.rect(patch, mark.level);
                self.outline(rect, patch, inside, stroke);
            }),
            Shape::Underline => self.patches(mark, |patch| {
                let line = self.line_below(patch, mark.level, marks.underline * stronger);
                let above = Rect::from_x_y_ranges(line.x_range(), self.rect(patch, 0).top()..=line.top());
                self.painter.rect_filled(above, 0.0, inside);
                self.painter.rect_filled(line, 0.0, mark.colour);
            }),
        }
        self.bridges(mark);
    }

    /// Shows that the mark is chosen.
    pub(super) fn halo(&self, mark: &Mark) {
        let marks = self.look.theme.marks;
        let base = if mark.shape == Shape::Fill { self.look.palette.accent } else { mark.colour };
        let colour = base.gamma_multiply(marks.halo_strength);
        self.patches(mark, |patch| {
            let rect = match mark.shape {
                Shape::Underline => {
                    self.rect(patch, 0).union(self.line_below(patch, mark.level, marks.underline))
                }
                Shape::Fill | Shape::Outline => self.rect(patch, mark.level),
            };
            self.painter.rect_filled(
                rect,
                self.corners(patch),
                colour.gamma_multiply(self.look.theme.strengths.halo_inside),
            );
            self.outline(
                rect.expand(marks.halo / 2.0),
                patch,
                Color32::TRANSPARENT,
                Stroke::new(marks.halo, colour),
            );
        });
    }

    /// The dots below a word of saying.
    pub(super) fn cue(&self, cue: Range<usize>, is_lit: bool) {
        let marks = self.look.theme.marks;
        let dot = marks.cue_dot * if is_lit { marks.lit } else { 1.0 };
        self.sheet.patches(cue, |patch| {
            let line = self.line_below(&patch, 0, dot);
            self.dots(line.left(), line.right(), line.center().y, dot, self.look.palette.cue);
        });
    }

    /// A stretch that is proposed but not marked: the shape that it would have, faint and dashed.
    pub(super) fn suggestion(&self, suggestion: &Suggestion) {
        let (marks, palette) = (self.look.theme.marks, self.look.palette);
        let colour = match suggestion.role {
            Role::Entity | Role::None => palette.second_ink,
            Role::Figure => palette.figure,
            Role::Claim => palette.claim,
        };
        let stroke = Stroke::new(marks.suggestion, colour.gamma_multiply(marks.suggestion_strength));
        let dashed = |points: &[Pos2]| {
            self.painter.extend(Figure::dashed_line(points, stroke, marks.dash, marks.dash * marks.dash_gap));
        };
        self.sheet.patches(suggestion.span.clone(), |patch| {
            if suggestion.role == Role::Claim {
                let line = self.line_below(&patch, 0, marks.suggestion);
                dashed(&[line.left_center(), line.right_center()]);
                return;
            }
            let rect = self.rect(&patch, 0);
            dashed(&[rect.left_top(), rect.right_top()]);
            dashed(&[rect.left_bottom(), rect.right_bottom()]);
            // Open where it goes on in another line.
            if patch.ends_left {
                dashed(&[rect.left_top(), rect.left_bottom()]);
            }
            if patch.ends_right {
                dashed(&[rect.right_top(), rect.right_bottom()]);
            }
        });
    }

    /// A stretch that is selected or was searched for.
    pub(super) fn lit(&self, range: Range<usize>, colour: Color32) {
        // A little beyond the boxes of marks, so that its edge is seen on them.
        let beyond = self.look.theme.strokes.hair;
        self.sheet.patches(range, |patch| {
            let rect = patch.line_rect();
            let box_rect = self.rect(&patch, 0);
            let (above, below) = (box_rect.top() - beyond, box_rect.bottom() + beyond);
            let rect = Rect::from_x_y_ranges(rect.x_range(), above..=below);
            self.painter.rect_filled(rect, beyond, colour);
        });
    }

    /// The outline of a stretch that was searched for, over every mark: in ink, so that it is seen on any tint and in grey.
    pub(super) fn ring(&self, range: Range<usize>, is_current: bool) {
        let (marks, palette) = (self.look.theme.marks, self.look.palette);
        let stroke = if is_current {
            Stroke::new(marks.current_hit, palette.ink)
        } else {
            Stroke::new(marks.hit, palette.second_ink)
        };
        self.sheet.patches(range, |patch| {
            // Square, and around the box of a mark on the same words: a figure is round.
            let rect = self.rect(&patch, 0).expand2(vec2(0.0, marks.pad / 2.0));
            self.painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Middle);
        });
    }

    /// Lets letters stand back.
    pub(super) fn dim(&self, range: Range<usize>) {
        let veil = self.look.palette.paper.gamma_multiply(self.look.theme.strengths.veil);
        self.sheet.patches(range, |patch| {
            self.painter.rect_filled(patch.line_rect(), 0.0, veil);
        });
    }

    /// The box around a patch, for marks of a level.
    pub(super) fn rect(&self, patch: &Patch, level: u8) -> Rect {
        let marks = self.look.theme.marks;
        let reach = self.reach(level);
        let left = if patch.ends_left { marks.pad + reach / 2.0 } else { 0.0 };
        let right = if patch.ends_right { marks.pad + reach / 2.0 } else { 0.0 };
        Rect::from_min_max(
            pos2(patch.left - left, patch.baseline - self.rise(patch) - reach),
            pos2(patch.right + right, patch.baseline + self.drop(patch) + reach),
        )
    }

    /// From the baseline to the top of the innermost box, in points.
    fn rise(&self, patch: &Patch) -> f32 {
        self.look.theme.marks.rise * patch.size * self.fit(patch)
    }

    /// From the baseline to the bottom of the innermost box and to the underline, in points.
    fn drop(&self, patch: &Patch) -> f32 {
        self.look.theme.marks.drop * patch.size * self.fit(patch)
    }

    /// How much of their height marks have where lines stand close, as in a headline, so that those of one line do not run
    /// into those of the next: from 0 to 1.
    fn fit(&self, patch: &Patch) -> f32 {
        let marks = self.look.theme.marks;
        let room = patch.line_rect().height() - marks.underline;
        (room / ((marks.rise + marks.drop) * patch.size)).min(1.0)
    }

    /// How far a box of a level reaches beyond the innermost one. Deep ones come closer to each other, so that they do
    /// not run into the lines above and below.
    fn reach(&self, level: u8) -> f32 {
        let step = self.look.theme.marks.step;
        (0..level).map(|below| step / f32::from(below + 1)).sum()
    }

    fn line_below(&self, patch: &Patch, level: u8, width: f32) -> Rect {
        let marks = self.look.theme.marks;
        let y = patch.baseline + self.drop(patch) + f32::from(level) * marks.step;
        Rect::from_min_max(pos2(patch.left, y - width / 2.0), pos2(patch.right, y + width / 2.0))
    }

    /// Round where the mark ends, square where it goes on.
    fn corners(&self, patch: &Patch) -> CornerRadius {
        let round = CornerRadius::from(self.look.theme.marks.radius);
        let left = if patch.ends_left { round } else { CornerRadius::ZERO };
        let right = if patch.ends_right { round } else { CornerRadius::ZERO };
        CornerRadius { ne: right.ne, se: right.se, ..left }
    }

    fn outline(&self, rect: Rect, patch: &Patch, inside: Color32, stroke: Stroke) {
        self.painter.rect(rect, self.corners(patch), inside, stroke, StrokeKind::Middle);
    }

    /// Dots between the spans of one mark on the same line.
    fn bridges(&self, mark: &Mark) {
        if mark.spans.len() < 2 {
            return;
        }
        let dot = self.look.theme.marks.cue_dot;
        let colour = if mark.shape == Shape::Fill { self.stronger(mark.colour) } else { mark.colour };
        let mut last: Option<Patch> = None;
        self.patches(mark, |patch| {
            if let Some(last) = last.filter(|last| last.line == patch.line) {
                let y = patch.baseline + self.drop(patch);
                let (left, right) = if last.right <= patch.left {
                    (last.right, patch.left)
                } else {
                    (patch.right, last.left)
                };
                self.dots(left, right, y, dot, colour);
            }
            last = Some(*patch);
        });
    }

    fn dots(&self, left: f32, right: f32, y: f32, dot: f32, colour: Color32) {
        let places = std::iter::successors(Some(left), |x| Some(x + dot * 2.0)).take_while(|x| *x < right);
        let dots = places.map(|x| {
            let corner = pos2(x, y - dot / 2.0);
            Figure::rect_filled(Rect::from_min_size(corner, vec2(dot, dot)), 0.0, colour)
        });
        self.painter.extend(dots);
    }

    fn patches(&self, mark: &Mark, mut each: impl FnMut(&Patch)) {
        for span in &mark.spans {
            self.sheet.patches(span.clone(), |patch| each(&patch));
        }
    }

    fn stronger(&self, colour: Color32) -> Color32 {
        colour.lerp_to_gamma(self.look.palette.ink, self.look.theme.strengths.lit)
    }
}
