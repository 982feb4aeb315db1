//! Colours by lightness, chroma and hue as people see them.
//!
//! The transformation is Björn Ottosson's OKLab (<https://bottosson.github.io/posts/oklab/>).

use egui::{Color32, Rgba};

/// A colour in OKLCH.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// From 0 (black) to 1 (white).
    pub lightness: f32,
    /// From 0 (grey) to about 0.32.
    pub chroma: f32,
    /// In degrees.
    pub hue: f32,
}

impl From<Color32> for Oklch {
    fn from(colour: Color32) -> Self {
        let [red, green, blue, _] = Rgba::from(colour).to_array();
        let long = (0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue).cbrt();
        let medium = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
        let short = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
        let lightness = 0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short;
        let a = 1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short;
        let b = 0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short;
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }
}

impl From<Oklch> for Color32 {
    /// The nearest colour of a screen: chroma is given up where a screen has no such colour.
    fn from(colour: Oklch) -> Self {
        let mut chroma = colour.chroma;
        loop {
            let [red, green, blue] = linear(colour.lightness, chroma, colour.hue);
            let fits = [red, green, blue].into_iter().all(|part| (-0.001..=1.001).contains(&part));
            if fits || chroma < 0.002 {
                let clamp = |part: f32| part.clamp(0.0, 1.0);
                return Rgba::from_rgb(clamp(red), clamp(green), clamp(blue)).into();
            }
            chroma *= 0.95;
        }
    }
}

/// Linear red, green and blue; outside of 0 to 1 where a screen has no such colour.
fn linear(lightness: f32, chroma: f32, hue: f32) -> [f32; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let long = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let medium = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let short = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_back() {
        for colour in ["#000000", "#ffffff", "#2f62d6", "#c2471d", "#0f7c86", "#e0a526"] {
            let colour = Color32::from_hex(colour).unwrap();
            assert_eq!(Color32::from(Oklch::from(colour)), colour);
        }
    }

    #[test]
    fn a_colour_no_screen_has_keeps_its_hue() {
        let wanted = Oklch { lightness: 0.9, chroma: 0.3, hue: 260.0 };
        let found = Oklch::from(Color32::from(wanted));
        assert!((found.hue - wanted.hue).abs() < 6.0, "{found:?}");
        assert!((found.lightness - wanted.lightness).abs() < 0.02, "{found:?}");
    }
}
