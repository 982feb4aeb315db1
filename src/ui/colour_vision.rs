//! How colours look to people who do not tell all of them apart, and colours that stay apart for everybody.
//!
//! The simulation is the one of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
//! Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), at full severity, which is
//! computed on linear red, green and blue.

use egui::{Color32, Rgba};

use super::oklch::Oklch;
use super::theme::{Appearance, Theme};

/// Two tints that are nearer than this in OKLab look alike: CSS Color 4 takes it as the least difference that is noticed.
const ALIKE: f32 = 0.02;
/// Every how many degrees a hue is tried.
const STEP: u16 = 10;
/// Lightness of the colours that are offered: theirs shows in their tints.
const LIGHTNESSES: [f32; 5] = [0.66, 0.5, 0.82, 0.36, 0.92];
/// Chromas of the colours that are offered: the less vivid ones are tints of their own beside the others.
const CHROMAS: [f32; 3] = [0.16, 0.06, 0.03];

/// How somebody sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// With all three kinds of cones.
    Full,
    /// Without the cones for long waves: red is dark, and red and green are alike.
    Protanopia,
    /// Without the cones for middle waves: red and green are alike.
    Deuteranopia,
    /// Without the cones for short waves: blue and green are alike.
    Tritanopia,
}

impl Vision {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Full, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// The id of its name among the texts.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Full => "vision-full",
            Self::Protanopia => "vision-protanopia",
            Self::Deuteranopia => "vision-deuteranopia",
            Self::Tritanopia => "vision-tritanopia",
        }
    }

    /// What `colour` looks like.
    pub fn seen(self, colour: Color32) -> Color32 {
        let Some(rows) = self.matrix() else { return colour };
        let [red, green, blue, _] = Rgba::from(colour).to_array();
        let part = |[r, g, b]: [f32; 3]| (r * red + g * green + b * blue).clamp(0.0, 1.0);
        Rgba::from_rgb(part(rows[0]), part(rows[1]), part(rows[2])).into()
    }

    /// The matrices of severity 1.0.
    const fn matrix(self) -> Option<[[f32; 3]; 3]> {
        match self {
            Self::Full => None,
            Self::Protanopia => Some([
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ]),
            Self::Deuteranopia => Some([
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ]),
            Self::Tritanopia => Some([
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ]),
        }
    }
}

/// A colour in OKLab: lightness, and two axes from green to red and from blue to yellow.
type Lab = [f32; 3];
/// The tint of a label as each kind of vision sees it, on light and on dark paper.
type Seen = [Lab; 8];

fn lab(colour: Color32) -> Lab {
    let Oklch { lightness, chroma, hue } = colour.into();
    let (sin, cos) = hue.to_radians().sin_cos();
    [lightness, chroma * cos, chroma * sin]
}

fn between(a: &Lab, b: &Lab) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
}

/// How far apart two colours look to `vision`, in OKLab: 1 is from black to white.
pub fn distance(a: Color32, b: Color32, vision: Vision) -> f32 {
    between(&lab(vision.seen(a)), &lab(vision.seen(b)))
}

/// The first kind of vision to which the tints of two labels ("#rrggbb") look alike, on light or on dark paper.
pub fn alike(theme: &Theme, a: &str, b: &str) -> Option<Vision> {
    let is_alike = |vision: &Vision| {
        let looks = Appearance::ALL.map(|appearance| theme.look(appearance));
        looks.iter().any(|look| distance(look.tint(a), look.tint(b), *vision) < ALIKE)
    };
    Vision::ALL.into_iter().find(is_alike)
}

/// At most `count` colours for labels, each as far as can be from those before it and from `taken`. On light and on dark
/// paper its tint keeps the least distance of the theme from all of those, and looks like none of them to anybody. There
/// may be none left.
pub fn apart(theme: &Theme, taken: &[&str], count: usize) -> Vec<String> {
    let mut left = Left::new(theme, taken);
    std::iter::from_fn(|| left.take(1.0)).take(count).collect()
}

/// The colour that is farthest from all of `taken`, even where it looks like one of them.
pub fn farthest(theme: &Theme, taken: &[&str]) -> Option<String> {
    Left::new(theme, taken).take(0.0)
}

/// The colours that may still be offered.
struct Left {
    /// How far apart tints are to be, in OKLab.
    least: f32,
    /// Each with how it is seen, and how near it is to the nearest of those that are taken: 1 is just far enough.
    colours: Vec<(String, Seen, f32)>,
}

impl Left {
    fn new(theme: &Theme, taken: &[&str]) -> Self {
        let least = theme.least_apart().max(f32::EPSILON);
        let known: Vec<Seen> = taken.iter().map(|colour| seen(theme, colour)).collect();
        let colours = offered().map(|colour| {
            let own = seen(theme, &colour);
            let nearest = known.iter().map(|other| room(&own, other, least)).fold(f32::MAX, f32::min);
            (colour, own, nearest)
        });
        Self { least, colours: colours.collect() }
    }

    /// Takes the colour that is farthest from all that are taken, if it is at least so far from them.
    fn take(&mut self, enough: f32) -> Option<String> {
        let all = self.colours.iter().enumerate();
        let best = all.max_by(|(i, a), (j, b)| a.2.total_cmp(&b.2).then(j.cmp(i)));
        let (at, _) = best.filter(|(_, (_, _, nearest))| *nearest >= enough)?;
        let (colour, own, _) = self.colours.swap_remove(at);
        for (_, other, nearest) in &mut self.colours {
            *nearest = nearest.min(room(&own, other, self.least));
        }
        Some(colour)
    }
}

/// Every colour that may be offered.
fn offered() -> impl Iterator<Item = String> {
    CHROMAS.into_iter().flat_map(|chroma| {
        LIGHTNESSES.into_iter().flat_map(move |lightness| {
            let colour = move |hue: u16| Oklch { lightness, chroma, hue: f32::from(hue) };
            (0..360).step_by(usize::from(STEP)).map(move |hue| {
                // Without the two digits of how opaque it is.
                Color32::from(colour(hue)).to_hex()[..7].to_owned()
            })
        })
    })
}

fn seen(theme: &Theme, colour: &str) -> Seen {
    let mut seen = Seen::default();
    let looks = Appearance::ALL.into_iter().flat_map(|appearance| {
        let tint = theme.look(appearance).tint(colour);
        Vision::ALL.map(|vision| lab(vision.seen(tint)))
    });
    for (place, colour) in seen.iter_mut().zip(looks) {
        *place = colour;
    }
    seen
}

/// How far apart two tints look, where 1 is just far enough: `least` for whoever sees all colours, and more than alike for
/// whoever tells them apart worst.
fn room(a: &Seen, b: &Seen, least: f32) -> f32 {
    let visions = Vision::ALL.into_iter().cycle();
    let all = a
        .iter()
        .zip(b)
        .zip(visions)
        .map(|((a, b), vision)| between(a, b) / if vision == Vision::Full { least } else { ALIKE });
    all.fold(f32::MAX, f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    fn hex(colour: &str) -> Color32 {
        Color32::from_hex(colour).unwrap()
    }

    #[test]
    fn grey_looks_the_same_to_everybody() {
        for vision in Vision::ALL {
            for colour in ["#000000", "#808080", "#ffffff"] {
                assert!(
                    distance(vision.seen(hex(colour)), hex(colour), Vision::Full) < 0.01,
                    "{vision:?} {colour}"
                );
            }
        }
    }

    #[test]
    fn what_is_confused_is_confused() {
        let (red, green) = (hex("#b05a4a"), hex("#7a7a3a"));
        assert!(distance(red, green, Vision::Full) > 0.1);
        assert!(distance(red, green, Vision::Deuteranopia) < 0.5 * distance(red, green, Vision::Full));
        let (blue, green) = (hex("#4a8fb0"), hex("#4a9a8f"));
        assert!(distance(blue, green, Vision::Tritanopia) < 0.5 * distance(blue, green, Vision::Full));
    }

    #[test]
    fn colours_that_are_offered_stay_apart_for_everybody() {
        let theme = Theme::built_in();
        let colours = apart(&theme, &[], 6);
        assert_eq!(colours.len(), 6);
        for (at, a) in colours.iter().enumerate() {
            for b in &colours[at + 1..] {
                assert_eq!(alike(&theme, a, b), None, "{a} and {b}");
            }
        }
    }

    #[test]
    fn a_new_colour_keeps_away_from_those_that_are_taken() {
        let theme = Theme::built_in();
        let taken = ["#E0A526", "#2E7CFE"];
        for colour in apart(&theme, &taken, 3) {
            for other in taken {
                assert_eq!(alike(&theme, &colour, other), None, "{colour} and {other}");
            }
        }
        assert!(alike(&theme, "#E0A526", "#E0A62A").is_some());
    }

    #[test]
    fn colours_that_are_offered_keep_the_distance_of_the_theme_in_both_appearances() {
        let theme = Theme::built_in();
        let taken = ["#2ECA96", "#B0E47C", "#967C14"];
        let offered = apart(&theme, &taken, 10);
        assert_eq!(offered.len(), 10);
        let mut all: Vec<&str> = taken.to_vec();
        for colour in &offered {
            for (other, appearance) in all.iter().flat_map(|other| Appearance::ALL.map(|one| (other, one))) {
                let look = theme.look(appearance);
                let found = distance(look.tint(colour), look.tint(other), Vision::Full);
                assert!(found >= 0.039, "{colour} and {other} are {found} apart in {appearance:?}");
            }
            all.push(colour);
        }
    }

    #[test]
    fn where_nothing_is_left_nothing_is_offered_and_one_is_the_farthest_all_the_same() {
        let theme = Theme::built_in();
        let many = apart(&theme, &[], 1_000);
        assert!((6..40).contains(&many.len()), "{many:?}");
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(apart(&theme, &many, 10), [""; 0]);
        assert!(farthest(&theme, &many).is_some());
    }
}
