//! Whether everything that is read stands out from what lies behind it.

use egui::Color32;

use super::{Appearance, Theme};
use crate::ui::oklch::Oklch;

/// The least contrast of what is read, by WCAG 2.2.
const LEAST: f32 = 4.5;
/// How many hues of labels are looked at.
const HUES: u8 = 36;

/// Something that could hardly be read.
#[derive(Debug)]
pub(super) struct Faint {
    /// In which appearance.
    pub(super) appearance: Appearance,
    /// The field with the colour of the letters.
    pub(super) ink: &'static str,
    /// The field with the colour behind them, or what it is if no field has it.
    pub(super) ground: &'static str,
    /// From 1 to 21.
    pub(super) contrast: f32,
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
pub(super) fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let [red, green, blue, _] = egui::Rgba::from(colour).to_array();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What could hardly be read in `theme`, the first there is.
pub(super) fn faint(theme: &Theme) -> Option<Faint> {
    Appearance::ALL.into_iter().find_map(|appearance| {
        let pairs = pairs(theme, appearance).into_iter();
        let mut measured = pairs.map(|((ink, of), (ground, behind))| Faint {
            appearance,
            ink,
            ground,
            contrast: contrast(of, behind),
        });
        measured.find(|pair| pair.contrast < LEAST)
    })
}

type Named = (&'static str, Color32);

/// Everything that is read, on everything it is read on.
fn pairs(theme: &Theme, appearance: Appearance) -> Vec<(Named, Named)> {
    let look = theme.look(appearance);
    let p = look.palette;
    let inks = [
        ("ink", p.ink),
        ("second_ink", p.second_ink),
        ("third_ink", p.third_ink),
        ("accent", p.accent),
        ("focus", p.focus),
        ("figure", p.figure),
        ("claim", p.claim),
        ("good", p.good),
        ("warning", p.warning),
        ("danger", p.danger),
    ];
    let grounds = [("paper", p.paper), ("chrome", p.chrome), ("raised", p.raised)];
    let plain = inks.into_iter().flat_map(|ink| grounds.map(|ground| (ink, ground)));
    let special = [
        (("on_accent", p.on_accent), ("accent", p.accent)),
        (inks[0], ("selection", p.selection)),
        (inks[0], ("text_selection", p.text_selection)),
    ];
    let tinted = (0..HUES).flat_map(|hue| {
        let colour = Oklch { lightness: 0.65, chroma: 0.15, hue: f32::from(hue) * 360.0 / f32::from(HUES) };
        let tint = look.tint(&Color32::from(colour).to_hex());
        let aside = p.paper.blend(tint.gamma_multiply(theme.marks.aside_strength));
        [(inks[0], ("tints", tint)), (inks[2], ("tints", aside))]
    });
    plain.chain(special).chain(tinted).collect()
}
