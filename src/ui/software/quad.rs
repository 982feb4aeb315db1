//! Two triangles that make an upright rectangle in one tint: what letters, bars and backgrounds are made of.

use super::fragment::Fragment;
use super::grid::{Corner, pixels};
use super::surface::Surface;
use super::texture::Texture;

/// The ends of a rectangle along one axis: the place on the grid, and the place in the texture.
struct Ends {
    first: (i64, f32),
    last: (i64, f32),
}

impl Ends {
    /// The ends of the corners along an axis; `None` if they lie in one line.
    fn of(places: impl Iterator<Item = (i64, f32)> + Clone) -> Option<Self> {
        let first = places.clone().min_by_key(|place| place.0)?;
        let last = places.max_by_key(|place| place.0)?;
        (first.0 < last.0).then_some(Self { first, last })
    }

    /// Whether a place is the last end; `None` if it is neither.
    fn is_last(&self, place: (i64, f32)) -> Option<bool> {
        if place == self.first { Some(false) } else { (place == self.last).then_some(true) }
    }
}

/// Draws two triangles if they are a rectangle, and says whether they are.
pub(super) fn draw(surface: &mut Surface<'_>, texture: &Texture, one: [Corner; 3], two: [Corner; 3]) -> bool {
    let Some((across, down)) = rectangle([one, two]) else { return false };
    let columns = pixels(across.first.0, across.last.0, &surface.columns);
    if columns.is_empty() {
        return true;
    }
    let fragment = Fragment::between(&one, texture);
    for row in pixels(down.first.0, down.last.0, &surface.rows) {
        fragment.fill(surface.row(row, columns.clone()), columns.start, row);
    }
    true
}

/// The ends of the rectangle that two triangles make, if they make one.
fn rectangle(triangles: [[Corner; 3]; 2]) -> Option<(Ends, Ends)> {
    let corners = triangles.as_flattened();
    if corners.iter().any(|corner| corner.tint != corners[0].tint) {
        return None;
    }
    let across = Ends::of(corners.iter().map(|corner| (corner.x, corner.uv.x)))?;
    let down = Ends::of(corners.iter().map(|corner| (corner.y, corner.uv.y)))?;
    // Corners are numbered from the upper left (0) to the lower right (3); each triangle leaves one out.
    let mut missing = [6_u8; 2];
    let mut seen = [0_u8; 2];
    for (i, corner) in corners.iter().enumerate() {
        let is_right = across.is_last((corner.x, corner.uv.x))?;
        let is_low = down.is_last((corner.y, corner.uv.y))?;
        let number = u8::from(is_right) + 2 * u8::from(is_low);
        missing[i / 3] = missing[i / 3].checked_sub(number)?;
        seen[i / 3] |= 1 << number;
    }
    let are_triangles = seen.iter().all(|seen| seen.count_ones() == 3);
    let are_opposite = missing[0] + missing[1] == 3;
    (are_triangles && are_opposite).then_some((across, down))
}

#[cfg(test)]
mod tests {
    use egui::{Color32, pos2};

    use super::*;

    /// Corners by number, in a rectangle of three by two pixels.
    fn corners(numbers: [i64; 6]) -> [Corner; 6] {
        numbers.map(|number| {
            let (right, low) = (number % 2, number / 2);
            Corner { x: right * 768, y: low * 512, uv: pos2(right as f32, low as f32), tint: Color32::GRAY }
        })
    }

    fn found(corners: [Corner; 6]) -> Option<(Ends, Ends)> {
        let (triangles, _) = corners.as_chunks::<3>();
        rectangle([triangles[0], triangles[1]])
    }

    #[test]
    fn rectangles_are_found_however_they_are_cut() {
        for numbers in [[0, 1, 2, 2, 1, 3], [0, 1, 3, 3, 2, 0], [3, 0, 1, 0, 2, 3], [1, 0, 2, 3, 1, 2]] {
            let (across, down) = found(corners(numbers)).unwrap();
            assert_eq!((across.last, down.last), ((768, 1.0), (512, 1.0)), "{numbers:?}");
        }
    }

    #[test]
    fn what_is_no_rectangle_is_left_to_triangles() {
        for numbers in [[0, 1, 2, 0, 1, 3], [0, 1, 2, 0, 1, 2], [0, 0, 1, 2, 3, 3], [0, 1, 1, 1, 0, 1]] {
            assert!(found(corners(numbers)).is_none(), "{numbers:?}");
        }
        let mut tinted = corners([0, 1, 2, 2, 1, 3]);
        tinted[5].tint = Color32::RED;
        assert!(found(tinted).is_none());
        let mut turned = corners([0, 1, 2, 2, 1, 3]);
        for corner in &mut turned {
            corner.uv = pos2(corner.uv.y, corner.uv.x);
        }
        assert!(found(turned).is_none());
        let mut slanted = corners([0, 1, 2, 2, 1, 3]);
        slanted[5].x += 1;
        assert!(found(slanted).is_none());
    }
}
