//! The colours of a theme.

use egui::Color32;
use serde::{Deserialize, Deserializer};

use super::change::{Change, Range, Wrong};
use super::groups::groups;
use crate::ui::texts::Texts;

groups! {
    pub(super) struct Tints / TintsSaid in 0.0..=1.0 => {
        /// How far apart in OKLab the tints of labels are, at least, whose colours are offered together.
        pub(super) apart: f32,
        pub(super) light: Tint,
        pub(super) dark: Tint,
    }

    /// Where the tint of a label lies in OKLCH.
    pub(super) struct Tint / TintSaid in 0.0..=1.0 => {
        pub(super) lightness: f32,
        pub(super) spread: f32,
        pub(super) chroma: f32,
    }

    /// The colours of one appearance.
    pub struct Palette / PaletteSaid in 0.0..=1.0 => {
        /// Behind the article.
        #[serde(deserialize_with = "colour")]
        pub paper: Color32,
        /// Behind everything around the article.
        #[serde(deserialize_with = "colour")]
        pub chrome: Color32,
        /// Fields, menus, whatever floats.
        #[serde(deserialize_with = "colour")]
        pub raised: Color32,
        /// Hairlines.
        #[serde(deserialize_with = "colour")]
        pub line: Color32,
        /// Edges of keys and fields.
        #[serde(deserialize_with = "colour")]
        pub strong_line: Color32,
        /// Text.
        #[serde(deserialize_with = "colour")]
        pub ink: Color32,
        /// Text that stands back.
        #[serde(deserialize_with = "colour")]
        pub second_ink: Color32,
        /// Zones and hints.
        #[serde(deserialize_with = "colour")]
        pub third_ink: Color32,
        /// The ring around what has the focus.
        #[serde(deserialize_with = "colour")]
        pub focus: Color32,
        /// What is current or can be followed.
        #[serde(deserialize_with = "colour")]
        pub accent: Color32,
        /// Text on the accent.
        #[serde(deserialize_with = "colour")]
        pub on_accent: Color32,
        /// Behind what is selected in a list or a field.
        #[serde(deserialize_with = "colour")]
        pub selection: Color32,
        /// Behind what is selected in the article: no label has a tint like it.
        #[serde(deserialize_with = "colour")]
        pub text_selection: Color32,
        /// Behind what the pointer is on.
        #[serde(deserialize_with = "colour")]
        pub hover: Color32,
        /// Figures.
        #[serde(deserialize_with = "colour")]
        pub figure: Color32,
        /// Claims.
        #[serde(deserialize_with = "colour")]
        pub claim: Color32,
        /// The dots below a cue.
        #[serde(deserialize_with = "colour")]
        pub cue: Color32,
        /// All is well.
        #[serde(deserialize_with = "colour")]
        pub good: Color32,
        /// Something wants to be looked at.
        #[serde(deserialize_with = "colour")]
        pub warning: Color32,
        /// Something is wrong.
        #[serde(deserialize_with = "colour")]
        pub danger: Color32,
    }
}

/// Reads "#rrggbb".
pub(super) fn colour<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(from)?;
    Color32::from_hex(&text)
        .map_err(|_| serde::de::Error::custom(Texts::default().name("theme-no-colour", &text)))
}
