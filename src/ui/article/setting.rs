//! What decides how pieces are laid out.

use super::sections::Kind;
use crate::ui::shaped::{TextStyle, Weight};
use crate::ui::theme::{Palette, Theme};

/// Everything that decides how pieces are laid out. Lengths are points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Setting {
    pub(super) width: f32,
    pub(super) reading_size: f32,
    pub(super) leading: f32,
    pub(super) headline_size: f32,
    pub(super) headline_leading: f32,
    pub(super) paragraph_gap: f32,
    /// Width of an average character, in sizes of the letters.
    pub(super) character: f32,
    /// How far asides are set in.
    pub(super) indent: f32,
    /// Sizes of asides, in sizes of running text.
    pub(super) aside_scale: f32,
    /// Above the first piece.
    pub(super) top: f32,
    /// Below the last piece.
    pub(super) bottom: f32,
    /// Above the headline, or above the first piece.
    pub(super) front_above: f32,
    /// Below the headline.
    pub(super) front_below: f32,
    pub(super) pixels_per_point: f32,
    /// Goes up when another family is chosen.
    pub(super) readings: u32,
}

impl Setting {
    /// The setting of a column of `width` points, without what stands above it.
    pub(super) fn new(theme: &Theme, reading_size: f32, width: f32, pixels_per_point: f32) -> Self {
        Self {
            width,
            reading_size,
            leading: theme.page.leading,
            headline_size: theme.sizes.headline,
            headline_leading: theme.page.headline_leading,
            paragraph_gap: theme.page.paragraph_gap,
            character: theme.page.character,
            indent: theme.spaces.near,
            aside_scale: theme.page.aside_scale,
            top: theme.spaces.broad,
            bottom: theme.spaces.broad * 2.0,
            front_above: 0.0,
            front_below: 0.0,
            pixels_per_point,
            readings: 0,
        }
    }

    /// How a kind of text is set.
    pub(super) fn style(&self, kind: Kind) -> TextStyle {
        match kind {
            Kind::Body => TextStyle::serif(Weight::Regular, self.reading_size, self.leading),
            Kind::Headline => TextStyle::serif(Weight::Strong, self.headline_size, self.headline_leading),
            Kind::Aside => {
                TextStyle::serif(Weight::Regular, self.reading_size * self.aside_scale, self.leading)
            }
            Kind::Blank => {
                let leading = self.paragraph_gap / self.reading_size;
                TextStyle::serif(Weight::Regular, self.reading_size, leading)
            }
        }
    }
}

/// The ink of a kind of text.
pub(super) fn ink(kind: Kind, palette: &Palette) -> egui::Color32 {
    if kind == Kind::Aside { palette.third_ink } else { palette.ink }
}
