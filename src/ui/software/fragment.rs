//! The colour of each pixel of a triangle or quad: a texel, and the tint that it is seen through.

use egui::Color32;

use super::colour::{Channels, channels, over, tinted};
use super::grid::{Corner, STEPS};
use super::texture::{Sampler, Texture};

/// A number that changes evenly over the picture.
#[derive(Clone, Copy, Debug)]
struct Slope {
    /// At the first corner.
    start: f32,
    /// From one pixel to the next on its right.
    right: f32,
    /// From one pixel to the next below.
    down: f32,
}

impl Slope {
    /// At a place in pixels from the first corner.
    fn at(&self, x: f32, y: f32) -> f32 {
        self.start + self.right * x + self.down * y
    }
}

/// How the corners of a triangle lie, to find slopes with.
struct Sides {
    second: [f32; 2],
    third: [f32; 2],
    /// Twice the area.
    area: f32,
}

impl Sides {
    fn of(corners: &[Corner; 3]) -> Self {
        let from_first = |corner: &Corner| {
            [corner.x - corners[0].x, corner.y - corners[0].y].map(|steps| steps as f32 / STEPS as f32)
        };
        let (second, third) = (from_first(&corners[1]), from_first(&corners[2]));
        Self { second, third, area: second[0] * third[1] - third[0] * second[1] }
    }

    /// The slope of what has these values at the three corners.
    fn slope(&self, [first, second, third]: [f32; 3]) -> Slope {
        let (to_second, to_third) = (second - first, third - first);
        Slope {
            start: first,
            right: (to_second * self.third[1] - to_third * self.second[1]) / self.area,
            down: (to_third * self.second[0] - to_second * self.third[0]) / self.area,
        }
    }
}

enum Texel<'a> {
    Even(Channels),
    Read { sampler: Sampler<'a>, u: Slope, v: Slope },
}

enum Tint {
    Even(Channels),
    Graded([Slope; 4]),
}

/// What a triangle is filled with.
pub(super) struct Fragment<'a> {
    /// The first corner, in pixels.
    origin: [f32; 2],
    texel: Texel<'a>,
    tint: Tint,
}

impl<'a> Fragment<'a> {
    /// What lies between three corners that are not in one line.
    pub(super) fn between(corners: &[Corner; 3], texture: &'a Texture) -> Self {
        let sides = Sides::of(corners);
        let [first, second, third] = corners;
        let [u, v] = std::array::from_fn(|i| sides.slope(corners.map(|corner| corner.uv[i])));
        let sampler = texture.sampler([u.right, v.right], [u.down, v.down]);
        let is_one_place = first.uv == second.uv && first.uv == third.uv;
        let texel = if is_one_place {
            Texel::Even(sampler.at(first.uv.x, first.uv.y))
        } else {
            Texel::Read { sampler, u, v }
        };
        let is_one_tint = first.tint == second.tint && first.tint == third.tint;
        let tint = if is_one_tint {
            Tint::Even(channels(first.tint))
        } else {
            let tints = corners.map(|corner| channels(corner.tint));
            Tint::Graded(std::array::from_fn(|i| sides.slope(tints.map(|tint| tint[i]))))
        };
        let origin = [first.x, first.y].map(|steps| steps as f32 / STEPS as f32);
        Self { origin, texel, tint }
    }

    /// Lays the fill over the pixels of a row, the first of which is in `column`.
    pub(super) fn fill(&self, pixels: &mut [Color32], column: i64, row: i64) {
        if let (Texel::Even(texel), Tint::Even(tint)) = (&self.texel, &self.tint) {
            return lay(pixels, tinted(*texel, *tint));
        }
        let y = row as f32 + 0.5 - self.origin[1];
        let mut x = column as f32 + 0.5 - self.origin[0];
        for pixel in pixels {
            let top = self.colour(x, y);
            if top != Color32::TRANSPARENT {
                *pixel = over(*pixel, top);
            }
            x += 1.0;
        }
    }

    /// The colour at a place in pixels from the first corner.
    fn colour(&self, x: f32, y: f32) -> Color32 {
        let texel = match &self.texel {
            Texel::Even(texel) => *texel,
            Texel::Read { sampler, u, v } => sampler.at(u.at(x, y), v.at(x, y)),
        };
        let tint = match &self.tint {
            Tint::Even(tint) => *tint,
            Tint::Graded(slopes) => slopes.map(|slope| slope.at(x, y)),
        };
        tinted(texel, tint)
    }
}

/// Lays one colour over pixels.
fn lay(pixels: &mut [Color32], top: Color32) {
    if top.a() == u8::MAX {
        pixels.fill(top);
    } else if top != Color32::TRANSPARENT {
        for pixel in pixels {
            *pixel = over(*pixel, top);
        }
    }
}
