//! Triangles, row by row.

use std::ops::Range;

use super::fragment::Fragment;
use super::grid::{Corner, STEPS, pixels};
use super::surface::Surface;
use super::texture::Texture;

/// A side of a triangle that has its inside on the right hand of who walks along it.
///
/// A place is inside if `at_origin + right * column + down * row` is not negative.
struct Side {
    at_origin: i64,
    right: i64,
    down: i64,
}

impl Side {
    /// A pixel whose centre lies on the side itself belongs to the triangle if the side is on its left or on its top:
    /// of two triangles with a common side, only one paints it.
    fn new(from: Corner, to: Corner) -> Self {
        let (across, along) = (to.x - from.x, to.y - from.y);
        let is_ours = along < 0 || (along == 0 && across > 0);
        let centre = STEPS / 2;
        Self {
            at_origin: across * (centre - from.y) - along * (centre - from.x) - i64::from(!is_ours),
            right: -along * STEPS,
            down: across * STEPS,
        }
    }

    /// What is inside of `columns` in a row.
    fn inside(&self, row: i64, columns: Range<i64>) -> Range<i64> {
        let at_row = self.at_origin + self.down * row;
        match self.right {
            0 if at_row < 0 => columns.start..columns.start,
            0 => columns,
            right if right > 0 => columns.start.max(-at_row.div_euclid(right))..columns.end,
            right => columns.start..columns.end.min(at_row.div_euclid(-right) + 1),
        }
    }
}

/// Draws a triangle, whichever way round it is.
pub(super) fn draw(surface: &mut Surface<'_>, texture: &Texture, mut corners: [Corner; 3]) {
    let [first, second, third] = corners;
    let area = (second.x - first.x) * (third.y - first.y) - (second.y - first.y) * (third.x - first.x);
    if area == 0 {
        return;
    }
    if area < 0 {
        corners.swap(1, 2);
    }
    let [first, second, third] = corners;
    let fragment = Fragment::between(&corners, texture);
    let sides = [Side::new(first, second), Side::new(second, third), Side::new(third, first)];
    let top = first.y.min(second.y).min(third.y);
    let bottom = first.y.max(second.y).max(third.y);
    for row in pixels(top, bottom, &surface.rows) {
        let columns = sides.iter().fold(surface.columns.clone(), |columns, side| side.inside(row, columns));
        if !columns.is_empty() {
            let start = columns.start;
            fragment.fill(surface.row(row, columns), start, row);
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::epaint::ImageDelta;
    use egui::{Color32, ColorImage, Pos2, Rect, TextureOptions};
    use proptest::prelude::*;

    use super::*;

    const SIDE: usize = 24;

    fn corner((x, y): (i64, i64)) -> Corner {
        // One step of light for each triangle on a pixel.
        Corner { x, y, uv: Pos2::ZERO, tint: Color32::from_rgba_premultiplied(1, 1, 1, 0) }
    }

    /// How often each pixel is painted by these triangles.
    fn painted(triangles: &[[(i64, i64); 3]]) -> Vec<u8> {
        let white = ColorImage::filled([1, 1], Color32::WHITE);
        let texture = Texture::new(&ImageDelta::full(white, TextureOptions::LINEAR)).unwrap();
        let mut image = ColorImage::filled([SIDE, SIDE], Color32::TRANSPARENT);
        let mut surface = Surface::new(&mut image, Rect::EVERYTHING, 1.0).unwrap();
        for triangle in triangles {
            draw(&mut surface, &texture, triangle.map(corner));
        }
        image.pixels.iter().map(Color32::r).collect()
    }

    fn place() -> impl Strategy<Value = (i64, i64)> {
        // Halves of a pixel, so that many centres lie exactly on sides.
        (-4..52_i64, -4..52_i64).prop_map(|(x, y)| (x * STEPS / 2, y * STEPS / 2))
    }

    proptest! {
        #[test]
        fn triangles_around_a_point_paint_each_pixel_once(
            hub in (1..47_i64, 1..47_i64), cuts in prop::collection::vec(0..96_i64, 0..6), turn in any::<bool>(),
        ) {
            let hub = (hub.0 * STEPS / 2, hub.1 * STEPS / 2);
            let rim = |cut: i64| {
                let (side, along) = (cut / 24, cut % 24 * STEPS);
                let far = 24 * STEPS;
                [(along, 0), (far, along), (far - along, far), (0, far - along)][usize::try_from(side).unwrap()]
            };
            let mut cuts: Vec<i64> = cuts.into_iter().chain([0, 24, 48, 72]).collect();
            cuts.sort_unstable();
            cuts.dedup();
            let fan: Vec<_> = (0..cuts.len())
                .map(|i| {
                    let (from, to) = (rim(cuts[i]), rim(cuts[(i + 1) % cuts.len()]));
                    if turn { [hub, from, to] } else { [to, from, hub] }
                })
                .collect();
            prop_assert!(painted(&fan).iter().all(|times| *times == 1));
        }

        #[test]
        fn a_pixel_is_painted_if_its_centre_is_inside(triangle in [place(), place(), place()]) {
            let [a, b, c] = triangle;
            let cross = |from: (i64, i64), to: (i64, i64), at: (i64, i64)| {
                (to.0 - from.0) * (at.1 - from.1) - (to.1 - from.1) * (at.0 - from.0)
            };
            let found = painted(&[triangle]);
            for (i, times) in found.into_iter().enumerate() {
                let centre = |pixel: usize| i64::try_from(pixel).unwrap() * STEPS + STEPS / 2;
                let at = (centre(i % SIDE), centre(i / SIDE));
                let turns = [cross(a, b, at), cross(b, c, at), cross(c, a, at)];
                if turns.iter().all(|turn| *turn > 0) || turns.iter().all(|turn| *turn < 0) {
                    prop_assert_eq!(times, 1);
                } else if turns.iter().any(|turn| *turn > 0) && turns.iter().any(|turn| *turn < 0) {
                    prop_assert_eq!(times, 0);
                }
            }
        }
    }

    #[test]
    fn the_furthest_corners_are_no_trouble() {
        let far = 1 << 29;
        assert!(painted(&[[(-far, -far), (far, -far), (0, far)]]).iter().all(|times| *times == 1));
        assert!(painted(&[[(0, 0), (far, far), (far, far)]]).iter().all(|times| *times == 0));
    }
}
