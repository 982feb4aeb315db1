//! The pixels that are drawn on.

use std::ops::Range;

use egui::{Color32, ColorImage, Rect};

/// A picture that may be drawn on within a rectangle of whole pixels.
pub(super) struct Surface<'a> {
    image: &'a mut ColorImage,
    /// The columns that may be drawn on.
    pub(super) columns: Range<i64>,
    /// The rows that may be drawn on.
    pub(super) rows: Range<i64>,
}

impl<'a> Surface<'a> {
    /// A picture with what may be drawn on, in points; `None` if that is nothing.
    pub(super) fn new(image: &'a mut ColorImage, clip: Rect, pixels_per_point: f32) -> Option<Self> {
        let side = |from: f32, to: f32, length: usize| {
            let end = i64::try_from(length).unwrap_or(i64::MAX);
            let pixel = |points: f32| ((points * pixels_per_point).round() as i64).clamp(0, end);
            pixel(from)..pixel(to)
        };
        let columns = side(clip.min.x, clip.max.x, image.size[0]);
        let rows = side(clip.min.y, clip.max.y, image.size[1]);
        let is_something = !columns.is_empty() && !rows.is_empty();
        is_something.then_some(Self { image, columns, rows })
    }

    /// The pixels of a row; none if they are not all in the picture.
    pub(super) fn row(&mut self, row: i64, columns: Range<i64>) -> &mut [Color32] {
        let width = self.image.size[0];
        let place = |row: i64| usize::try_from(row).ok();
        let range = place(row).zip(place(columns.start)).zip(place(columns.end));
        let pixels = range.and_then(|((row, start), end)| {
            let first = row * width;
            self.image.pixels.get_mut(first + start..first + end.min(width))
        });
        pixels.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn only_what_is_in_the_picture_can_be_drawn_on() {
        let mut image = ColorImage::filled([4, 3], Color32::BLACK);
        let clip = Rect { min: pos2(-5.0, 0.6), max: pos2(1.0, f32::INFINITY) };
        let mut surface = Surface::new(&mut image, clip, 2.0).unwrap();
        assert_eq!((surface.columns.clone(), surface.rows.clone()), (0..2, 1..3));
        assert_eq!(surface.row(1, 0..2).len(), 2);
        assert_eq!(surface.row(9, 0..2).len(), 0);
        assert_eq!(surface.row(1, -2..2).len(), 0);
        assert_eq!(surface.row(1, Range { start: 1, end: 0 }).len(), 0);
        assert_eq!(surface.row(2, 2..9).len(), 2, "a row ends where the picture does");
    }

    #[test]
    fn nothing_is_left_of_a_clip_beside_the_picture() {
        let mut image = ColorImage::filled([4, 3], Color32::BLACK);
        for clip in [Rect::NOTHING, Rect::NAN, Rect::from_min_max(pos2(9.0, 0.0), pos2(20.0, 2.0))] {
            assert!(Surface::new(&mut image, clip, 1.0).is_none(), "{clip:?}");
        }
    }
}
