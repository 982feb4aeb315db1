//! The grid that corners are put on, and which pixels lie between two places on it.

use std::ops::Range;

use egui::epaint::Vertex;
use egui::{Color32, Pos2};

/// Steps of the grid in one pixel.
pub(super) const STEPS: i64 = 256;
/// The furthest place, in steps. Products of two distances stay within 64 bits; the next two million pixels are near.
const FURTHEST: f32 = (1 << 29) as f32;

/// A corner of a triangle on the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    /// Steps from the left edge of the picture to the right.
    pub(super) x: i64,
    /// Steps from the upper edge of the picture downwards.
    pub(super) y: i64,
    /// The place in the texture, from 0 to 1.
    pub(super) uv: Pos2,
    /// What texels are multiplied with.
    pub(super) tint: Color32,
}

impl Corner {
    /// Puts a vertex on the grid, unless its place in the picture or in the texture is no number.
    pub(super) fn of(vertex: &Vertex, pixels_per_point: f32) -> Option<Self> {
        // Such places cannot be compared.
        if vertex.uv.any_nan() {
            return None;
        }
        Some(Self {
            x: step(vertex.pos.x * pixels_per_point)?,
            y: step(vertex.pos.y * pixels_per_point)?,
            uv: vertex.uv,
            tint: vertex.color,
        })
    }
}

/// The place on the grid nearest to a place in pixels.
fn step(pixels: f32) -> Option<i64> {
    let steps = (pixels * STEPS as f32).round();
    (!steps.is_nan()).then_some(steps.clamp(-FURTHEST, FURTHEST) as i64)
}

/// The pixels with centres in `from..to`, as far as they lie in `within`.
pub(super) fn pixels(from: i64, to: i64, within: &Range<i64>) -> Range<i64> {
    let first = |place: i64| (place + STEPS / 2 - 1).div_euclid(STEPS);
    first(from).max(within.start)..first(to).min(within.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_belongs_to_the_stretch_that_its_centre_lies_in() {
        let all = -100..100;
        assert_eq!(pixels(0, 256, &all), 0..1);
        assert_eq!(pixels(128, 384, &all), 0..1, "the left end counts, the right end does not");
        assert_eq!(pixels(129, 385, &all), 1..2);
        assert_eq!(pixels(-256, 0, &all), -1..0);
        assert_eq!(pixels(-1000 * 256, 1000 * 256, &all), all);
    }

    #[test]
    fn places_that_cannot_be_are_refused_or_brought_near() {
        assert_eq!(step(1.5), Some(384));
        assert_eq!(step(f32::NAN), None);
        assert_eq!(step(f32::INFINITY), Some(1 << 29));
        assert_eq!(step(f32::MIN), Some(-(1 << 29)));
    }
}
