//! Draws one glyph.

use egui::Color32;
use swash::FontRef;
use swash::scale::image::Content;
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::Vector;

use super::atlas::Picture;

/// A glyph of a font at a size.
pub(super) struct Glyph<'a> {
    /// The font file.
    pub(super) data: &'a [u8],
    /// Which face in the file.
    pub(super) face: u32,
    /// Which glyph in the face.
    pub(super) number: u16,
    /// In pixels.
    pub(super) size: f32,
    /// How far right of a whole pixel, in quarters.
    pub(super) quarter: u8,
    /// Where a variable font stands on its axes.
    pub(super) axes: &'a [i16],
}

/// Draws `glyph`: in its own colours where it has some, else as coverage. `None` where there is nothing to see.
pub(super) fn draw(scaling: &mut ScaleContext, glyph: &Glyph<'_>) -> Option<Picture> {
    let font = FontRef::from_index(glyph.data, glyph.face as usize)?;
    let axes = glyph.axes.iter().copied();
    let mut scaler = scaling.builder(font).size(glyph.size).hint(true).normalized_coords(axes).build();
    let sources = [Source::ColorOutline(0), Source::ColorBitmap(StrikeWith::BestFit), Source::Outline];
    let offset = Vector::new(f32::from(glyph.quarter) / 4.0, 0.0);
    let image = Render::new(&sources).offset(offset).render(&mut scaler, glyph.number)?;
    let coloured = image.content != Content::Mask;
    let pixels = if coloured {
        let four = image.data.chunks_exact(4);
        four.map(|c| Color32::from_rgba_unmultiplied(c[0], c[1], c[2], c[3])).collect()
    } else {
        image.data.iter().map(|&cover| Color32::from_white_alpha(cover)).collect()
    };
    Some(Picture {
        width: image.placement.width as usize,
        height: image.placement.height as usize,
        left: image.placement.left as i16,
        top: image.placement.top as i16,
        coloured,
        pixels,
    })
}
