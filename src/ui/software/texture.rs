//! Textures: what they hold, how they change, and what colour they have at a place.

use egui::epaint::ImageDelta;
use egui::{Color32, ImageData, TextureFilter, TextureOptions, TextureWrapMode};

use super::colour::{Channels, channels};

/// Between two texels, places are told apart in so many steps.
const STEPS: f32 = 256.0;

/// An image that meshes are covered with.
#[derive(Debug)]
pub(super) struct Texture {
    size: [usize; 2],
    /// As many as the size says, and at least one.
    texels: Vec<Color32>,
    options: TextureOptions,
}

impl Texture {
    /// A new texture, unless it is empty.
    pub(super) fn new(delta: &ImageDelta) -> Option<Self> {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let is_whole = width > 0 && height > 0 && image.pixels.len() == width * height;
        is_whole.then(|| Self { size: image.size, texels: image.pixels.clone(), options: delta.options })
    }

    /// Replaces the part that begins at `corner` (column, row), as far as it lies in the texture.
    pub(super) fn update(&mut self, [column, row]: [usize; 2], delta: &ImageDelta) {
        self.options = delta.options;
        let ImageData::Color(image) = &delta.image;
        let [width, height] = self.size;
        let Some(room) = width.checked_sub(column).filter(|room| *room > 0) else { return };
        let part = image.size[0].min(room);
        let rows = self.texels.chunks_exact_mut(width).take(height).skip(row);
        for (old, new) in rows.zip(image.pixels.chunks_exact(image.size[0].max(1))) {
            old[column..column + part].copy_from_slice(&new[..part]);
        }
    }

    /// Reads the texture where one pixel to the right moves by `right` and one pixel down by `down` (parts of 1).
    pub(super) fn sampler(&self, right: [f32; 2], down: [f32; 2]) -> Sampler<'_> {
        let scale = self.size.map(|side| side as f32);
        let texels = |[u, v]: [f32; 2]| (u * scale[0]).hypot(v * scale[1]);
        let is_smaller = texels(right).max(texels(down)) > 1.0;
        let filter = if is_smaller { self.options.minification } else { self.options.magnification };
        Sampler { texture: self, scale, filter }
    }

    /// The texel at a place, as the wrap mode says if the place is outside.
    fn texel(&self, column: i64, row: i64) -> Channels {
        let [column, row] = [self.wrapped(column, self.size[0]), self.wrapped(row, self.size[1])];
        channels(self.texels[row * self.size[0] + column])
    }

    /// A place along a side, brought into it.
    fn wrapped(&self, place: i64, side: usize) -> usize {
        let side = i64::try_from(side).unwrap_or(i64::MAX / 2);
        let inside = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => place.clamp(0, side - 1),
            TextureWrapMode::Repeat => place.rem_euclid(side),
            TextureWrapMode::MirroredRepeat => {
                let place = place.rem_euclid(2 * side);
                place.min(2 * side - 1 - place)
            }
        };
        usize::try_from(inside).unwrap_or_default()
    }
}

/// Reads a texture at one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sampler<'a> {
    texture: &'a Texture,
    scale: [f32; 2],
    filter: TextureFilter,
}

impl Sampler<'_> {
    /// The colour at a place; (0, 0) is the upper left corner of the texture and (1, 1) the lower right.
    pub(super) fn at(&self, u: f32, v: f32) -> Channels {
        let (x, y) = (u * self.scale[0], v * self.scale[1]);
        match self.filter {
            TextureFilter::Nearest => self.texture.texel(x.floor() as i64, y.floor() as i64),
            TextureFilter::Linear => self.mixed(on_steps(x - 0.5), on_steps(y - 0.5)),
        }
    }

    /// The mean of the four texels around a place, in texels from the centre of the first.
    fn mixed(&self, x: f32, y: f32) -> Channels {
        let (column, row) = (x.floor(), y.floor());
        let (right, down) = (x - column, y - row);
        let (column, row) = (column as i64, row as i64);
        let first = self.texture.texel(column, row);
        if right == 0.0 && down == 0.0 {
            return first;
        }
        let (next_column, next_row) = (column.saturating_add(1), row.saturating_add(1));
        let second = self.texture.texel(next_column, row);
        let (third, fourth) =
            (self.texture.texel(column, next_row), self.texture.texel(next_column, next_row));
        std::array::from_fn(|i| {
            let upper = first[i] + (second[i] - first[i]) * right;
            let lower = third[i] + (fourth[i] - third[i]) * right;
            upper + (lower - upper) * down
        })
    }
}

fn on_steps(place: f32) -> f32 {
    (place * STEPS).round() / STEPS
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::ColorImage;

    use super::super::colour::tinted;

    fn greys(size: [usize; 2], values: &[u8]) -> ColorImage {
        ColorImage::from_gray(size, values)
    }

    fn grey(sampler: Sampler<'_>, u: f32, v: f32) -> u8 {
        tinted(sampler.at(u, v), [255.0; 4]).r()
    }

    /// As seen on a picture that is much larger than the texture.
    fn large(texture: &Texture, u: f32, v: f32) -> u8 {
        grey(texture.sampler([0.0; 2], [0.0; 2]), u, v)
    }

    fn texture(options: TextureOptions) -> Texture {
        Texture::new(&ImageDelta::full(greys([2, 2], &[0, 100, 200, 40]), options)).unwrap()
    }

    #[test]
    fn nearest_has_edges_and_linear_has_none() {
        let sharp = texture(TextureOptions::NEAREST);
        assert_eq!([0.0, 0.49, 0.51, 0.99].map(|u| large(&sharp, u, 0.1)), [0, 0, 100, 100]);
        let soft = texture(TextureOptions::LINEAR);
        assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|u| large(&soft, u, 0.0)), [0, 0, 50, 100, 100]);
        assert_eq!(large(&soft, 0.5, 0.5), 85);
    }

    #[test]
    fn beyond_the_edge_the_wrap_mode_decides() {
        let across = |options| [-0.75, -0.25, 1.25, 1.75, 2.25].map(|u| large(&texture(options), u, 0.25));
        assert_eq!(across(TextureOptions::NEAREST), [0, 0, 100, 100, 100]);
        assert_eq!(across(TextureOptions::NEAREST_REPEAT), [0, 100, 0, 100, 0]);
        assert_eq!(across(TextureOptions::NEAREST_MIRRORED_REPEAT), [100, 0, 100, 0, 0]);
    }

    #[test]
    fn a_smaller_picture_uses_the_other_filter() {
        let options = TextureOptions { minification: TextureFilter::Linear, ..TextureOptions::NEAREST };
        let texture = texture(options);
        assert_eq!(grey(texture.sampler([0.4, 0.0], [0.0, 0.4]), 0.5, 0.0), 100);
        assert_eq!(grey(texture.sampler([0.6, 0.0], [0.0, 0.4]), 0.5, 0.0), 50);
    }

    #[test]
    fn a_part_is_replaced_and_what_hangs_over_is_dropped() {
        let mut texture = texture(TextureOptions::LINEAR);
        let part = greys([2, 2], &[1, 2, 3, 4]);
        texture.update([1, 1], &ImageDelta::partial([1, 1], part.clone(), TextureOptions::NEAREST));
        let values: Vec<u8> = texture.texels.iter().map(Color32::r).collect();
        assert_eq!(values, [0, 100, 200, 1]);
        assert_eq!(texture.options, TextureOptions::NEAREST);
        for corner in [[2, 0], [0, 2], [usize::MAX, usize::MAX]] {
            texture.update(corner, &ImageDelta::partial(corner, part.clone(), TextureOptions::NEAREST));
            assert_eq!(texture.texels.iter().map(Color32::r).collect::<Vec<_>>(), values, "{corner:?}");
        }
        let empty = greys([0, 0], &[]);
        texture.update([0, 0], &ImageDelta::partial([0, 0], empty, TextureOptions::NEAREST));
    }

    #[test]
    fn an_image_that_is_not_whole_is_no_texture() {
        let empty = ImageDelta::full(greys([0, 3], &[]), TextureOptions::LINEAR);
        assert!(Texture::new(&empty).is_none());
        let mut short = greys([2, 2], &[0; 4]);
        short.pixels.pop();
        assert!(Texture::new(&ImageDelta::full(short, TextureOptions::LINEAR)).is_none());
    }

    #[test]
    fn places_that_are_no_place_have_some_colour() {
        for options in
            [TextureOptions::LINEAR, TextureOptions::NEAREST_REPEAT, TextureOptions::LINEAR_MIRRORED_REPEAT]
        {
            let texture = texture(options);
            for place in [f32::NAN, f32::INFINITY, f32::MIN, f32::MAX] {
                texture.sampler([place; 2], [place; 2]).at(place, place);
            }
        }
    }
}
