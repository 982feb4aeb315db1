//! What stands along an axis: moments, and what words assert.

use egui::{Align2, Rect, pos2, vec2};

use super::axis::Axis;
use super::content::{Bar, Times};
use super::drawing::{Face, Ink, Pen};

impl Pen<'_, '_> {
    /// Moments along a line, with days below it.
    pub(super) fn times(&mut self, times: &Times, rect: Rect) {
        let (theme, palette) = (self.look.theme, self.look.palette);
        let room = rect.shrink2(vec2(theme.spaces.near, 0.0));
        let y = rect.top() + rect.height() * 0.4;
        self.line(
            pos2(room.left(), y),
            pos2(room.right(), y),
            theme.strokes.hair,
            palette.strong_line,
            false,
        );
        let mut taken: Vec<f32> = Vec::new();
        let radius = theme.ledger.dot;
        for (day, tone) in &times.dots {
            let at = pos2(room.left() + room.width() * times.axis.share(*day), y);
            let colour = self.tone(*tone);
            // What was said at one time stands above one another, as far as there is room.
            let before = taken.iter().filter(|other| (*other - at.x).abs() < radius).count();
            taken.push(at.x);
            let above = before.min(2);
            self.dot(at - vec2(0.0, above as f32 * radius * 1.5), radius, colour);
        }
        self.ticks(&times.axis, room, y + theme.spaces.tight);
    }

    /// Lines behind bars, and what they stand for below.
    pub(super) fn grid(&mut self, axis: &Axis, plot: Rect) {
        let (theme, palette) = (self.look.theme, self.look.palette);
        for (tick, _) in &axis.ticks {
            let x = plot.left() + plot.width() * axis.share(*tick);
            self.line(pos2(x, plot.top()), pos2(x, plot.bottom()), theme.strokes.hair, palette.line, true);
        }
        self.line(plot.left_bottom(), plot.right_bottom(), theme.strokes.hair, palette.strong_line, false);
        self.ticks(axis, plot, plot.bottom() + theme.spaces.hair);
    }

    /// What is written below an axis, as far as it has room.
    fn ticks(&mut self, axis: &Axis, plot: Rect, top: f32) {
        let (theme, palette) = (self.look.theme, self.look.palette);
        let mut free = f32::MIN;
        for (tick, text) in &axis.ticks {
            let x = plot.left() + plot.width() * axis.share(*tick);
            let half = (self.measure)(text, Face::Plain, theme.sizes.caption) / 2.0;
            if x - half < free {
                continue;
            }
            free = x + half + theme.spaces.tight;
            self.words(
                pos2(x, top),
                Align2::CENTER_TOP,
                text,
                Ink { face: Face::Plain, size: theme.sizes.caption, colour: palette.second_ink },
                4.0 * half,
            );
        }
    }

    /// What words assert and what they make plausible. Returns where the bar begins.
    pub(super) fn bar(&mut self, bar: Bar, axis: &Axis, plot: Rect) -> f32 {
        let theme = self.look.theme;
        let colour = if bar.is_odd { self.look.palette.danger } else { self.look.palette.figure };
        let x = |value: f64| plot.left() + plot.width() * axis.share(value);
        let (top, bottom) =
            (plot.top() + theme.ledger.row_pad, plot.top() + theme.ledger.row_pad + theme.ledger.bar);
        let least = |from: f32, to: f32| {
            Rect::from_min_max(pos2(from, top), pos2(to.max(from + theme.strokes.strong), bottom))
        };
        let (from, to) = (x(bar.plausible.0), x(bar.plausible.1));
        self.fill(least(from, to), theme.corners.small, colour.gamma_multiply(theme.ledger.plausible));
        let asserted = match (bar.low, bar.high) {
            (Some(low), Some(high)) => Some((x(low), x(high))),
            (Some(low), None) => Some((x(low), plot.right())),
            (None, Some(high)) => Some((plot.left(), x(high))),
            (None, None) => None,
        };
        if let Some((from, to)) = asserted.filter(|(from, to)| to - from > theme.strokes.strong) {
            self.edge(least(from, to), theme.corners.small, colour, true);
        }
        // The numbers that are written.
        for value in [bar.low, bar.high].into_iter().flatten() {
            let overhang = theme.strokes.strong;
            self.line(
                pos2(x(value), top - overhang),
                pos2(x(value), bottom + overhang),
                theme.strokes.strong,
                colour,
                false,
            );
        }
        let first = asserted.map_or(from, |(start, _)| start.max(plot.left()));
        if bar.low.is_none() { from } else { from.min(first) }
    }
}
