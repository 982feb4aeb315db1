//! Colours, sizes and spaces, from the one file `assets/theme.ron`.

use egui::Color32;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use super::oklch::Oklch;

/// The file that is built in.
const BUILT_IN: &str = include_str!("../../assets/theme.ron");

/// A theme file that cannot be used.
#[derive(Debug, Error)]
#[error("the theme cannot be read: line {line}, column {column}: {reason}")]
pub struct ThemeError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub reason: String,
}

/// Everything that decides how the window looks. All lengths are points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Sizes of letters.
    pub sizes: Sizes,
    /// What the person may choose as the size of the reading text.
    pub reading_sizes: ReadingSizes,
    /// The scale of spaces.
    pub spaces: Spaces,
    /// Widths and heights of what stands around the page.
    pub panels: Panels,
    /// How the article is set.
    pub page: Page,
    /// How marks are drawn.
    pub marks: Marks,
    /// How the overview is laid out.
    pub overview: Overview,
    tints: Tints,
    light: Palette,
    dark: Palette,
}

/// Sizes of letters, from the smallest to the largest.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sizes {
    pub caption: f32,
    pub small: f32,
    pub control: f32,
    pub reading: f32,
    pub deck: f32,
    pub headline: f32,
}

/// What the person may choose as the size of the reading text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ReadingSizes {
    pub smallest: f32,
    pub largest: f32,
}

/// The scale of spaces, from the smallest to the largest.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Spaces {
    pub hair: f32,
    pub tight: f32,
    pub close: f32,
    pub near: f32,
    pub wide: f32,
    pub broad: f32,
}

/// Widths and heights of what stands around the page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panels {
    /// Width of the list of articles.
    pub left: f32,
    /// Width of the inspector.
    pub right: f32,
    /// Width of the margin beside the text, where claims are noted.
    pub margin: f32,
    /// Height of the bar at the top.
    pub top_bar: f32,
    /// Height of the line at the bottom.
    pub status_line: f32,
    /// The widest page of text and controls.
    pub page: f32,
    /// Width of a large dialog.
    pub dialog: f32,
    /// Width of a scroll bar.
    pub scroll_bar: f32,
    /// Width of the caret.
    pub caret: f32,
}

/// How the article is set.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// From one baseline to the next, in sizes of the letters.
    pub leading: f32,
    /// The same where the names of labels stand above marks.
    pub leading_with_names: f32,
    /// The same for headlines.
    pub headline_leading: f32,
    /// The same for headlines with names.
    pub headline_leading_with_names: f32,
    /// The longest line, in characters of average width.
    pub measure: f32,
    /// How far the longest line may shrink to leave room for the margin, in characters of average width.
    pub narrowest: f32,
    /// Width of an average character, in sizes of the letters.
    pub character: f32,
    /// Size of captions and zones, in sizes of running text.
    pub aside_scale: f32,
    /// Between paragraphs.
    pub paragraph_gap: f32,
}

/// How marks are drawn.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// Radius of corners.
    pub radius: f32,
    /// Width of the outline of figures.
    pub outline: f32,
    /// Width of the underline of claims.
    pub underline: f32,
    /// Width of the halo around the chosen mark.
    pub halo: f32,
    /// Width of the outline of what was searched for.
    pub hit: f32,
    /// The same for the one that was gone to.
    pub current_hit: f32,
    /// Side of the dots below a cue.
    pub cue_dot: f32,
    /// How far each mark that encloses another reaches beyond it.
    pub step: f32,
    /// How many marks on one place are told apart; deeper ones share the last step.
    pub deepest: u8,
    /// From the baseline to the top of a box, in sizes of the letters.
    pub rise: f32,
    /// From the baseline to the bottom of a box and to an underline, in sizes of the letters.
    pub drop: f32,
    /// From the baseline to the top of most letters, in sizes of the letters.
    pub ascent: f32,
    /// From the baseline to the bottom of most letters, in sizes of the letters.
    pub descent: f32,
    /// From the first and the last letter to the edge of a box.
    pub pad: f32,
    /// How much of a tint is left where the text stands back, so that it can be read: from 0 to 1.
    pub aside_strength: f32,
    /// How much of the colour of a mark its halo and the inside of an outline have, from 0 to 1.
    pub halo_strength: f32,
    /// The same for the inside of a figure.
    pub inside_strength: f32,
    /// The same for the selection, which lies over the tints of marks.
    pub selection_strength: f32,
    /// Size of the names of labels above marks.
    pub name: f32,
    /// From the baseline to the bottom of such a name, in sizes of the letters.
    pub name_above: f32,
    /// How near to an edge the pointer takes hold of it.
    pub grip: f32,
    /// Width of the dashes of suggestions.
    pub suggestion: f32,
    /// How much of its colour a suggestion has, from 0 to 1.
    pub suggestion_strength: f32,
    /// Length of the dashes of suggestions.
    pub dash: f32,
}

/// How the overview is laid out.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overview {
    /// The widest it gets.
    pub page: f32,
    /// From this width on it has two columns.
    pub columns: f32,
    /// Height of the row of a label.
    pub row: f32,
    /// Height of the bar of a layer.
    pub bar: f32,
    /// Height of the bar of a label.
    pub label_bar: f32,
    /// Height of a plot with its axes.
    pub plot: f32,
    /// How much of a column the names of labels have, from 0 to 1.
    pub name: f32,
    /// How much of a column the longest bar of a label has, from 0 to 1.
    pub bars: f32,
    /// The most labels that are shown.
    pub labels: usize,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tints {
    light: Tint,
    dark: Tint,
}

/// Where the tint of a label lies in OKLCH.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tint {
    lightness: f32,
    spread: f32,
    chroma: f32,
}

/// The colours of one appearance.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
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
    /// What is current, focused or can be followed.
    #[serde(deserialize_with = "colour")]
    pub accent: Color32,
    /// Text on the accent.
    #[serde(deserialize_with = "colour")]
    pub on_accent: Color32,
    /// Behind selected text.
    #[serde(deserialize_with = "colour")]
    pub selection: Color32,
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

/// Light on dark, or dark on light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appearance {
    /// Dark letters on light paper.
    #[default]
    Light,
    /// Light letters on dark paper.
    Dark,
}

impl Appearance {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];
}

/// A theme in one of its appearances: what everything that draws is given.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Sizes and spaces.
    pub theme: &'a Theme,
    /// Colours.
    pub palette: &'a Palette,
    /// Which of the two the colours are.
    pub appearance: Appearance,
}

impl Theme {
    /// The theme that is built in.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "a test reads the file that is built in"
    )]
    pub fn built_in() -> Self {
        Self::read(BUILT_IN).expect("the theme that is built in can be read")
    }

    /// Reads a theme file.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        ron::from_str(text).map_err(|err| {
            let start = err.span.start;
            ThemeError { line: start.line, column: start.col, reason: err.code.to_string() }
        })
    }

    /// The theme in one of its appearances.
    pub fn look(&self, appearance: Appearance) -> Look<'_> {
        let palette = match appearance {
            Appearance::Light => &self.light,
            Appearance::Dark => &self.dark,
        };
        Look { theme: self, palette, appearance }
    }
}

impl Look<'_> {
    /// What a label of this colour ("#rrggbb") is filled with: its hue, at about the lightness of all tints.
    pub fn tint(&self, colour: &str) -> Color32 {
        let tint = match self.appearance {
            Appearance::Light => self.theme.tints.light,
            Appearance::Dark => self.theme.tints.dark,
        };
        let own = Oklch::from(Color32::from_hex(colour).unwrap_or(self.palette.second_ink));
        let lightness = tint.lightness + tint.spread * (own.lightness - 0.65);
        // A grey label stays grey.
        let chroma = tint.chroma.min(own.chroma);
        Color32::from(Oklch { lightness, chroma, hue: own.hue })
    }
}

fn colour<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(from)?;
    Color32::from_hex(&text)
        .map_err(|_| serde::de::Error::custom(format!("{text:?} is no colour like \"#E2DFD7\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours by WCAG 2.2, from 1 to 21.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let [red, green, blue, _] = egui::Rgba::from(colour).to_array();
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_that_is_read_has_enough_contrast() {
        let theme = Theme::built_in();
        for appearance in [Appearance::Light, Appearance::Dark] {
            let look = theme.look(appearance);
            let p = look.palette;
            let inks =
                [p.ink, p.second_ink, p.third_ink, p.accent, p.figure, p.claim, p.good, p.warning, p.danger];
            for (i, ink) in inks.into_iter().enumerate() {
                for ground in [p.paper, p.chrome, p.raised] {
                    let found = contrast(ink, ground);
                    assert!(found >= 4.5, "{appearance:?}: ink {i} on {ground:?}: {found}");
                }
            }
            assert!(contrast(p.on_accent, p.accent) >= 4.5);
            assert!(contrast(p.ink, p.selection) >= 4.5);
            for hue in 0..36 {
                let colour = Color32::from(Oklch { lightness: 0.65, chroma: 0.15, hue: hue as f32 * 10.0 });
                let tint = look.tint(&colour.to_hex());
                assert!(contrast(p.ink, tint) >= 7.0, "{appearance:?}: ink on the tint of {colour:?}");
                let behind = p.paper.blend(tint.gamma_multiply(theme.marks.aside_strength));
                assert!(
                    contrast(p.third_ink, behind) >= 4.5,
                    "{appearance:?}: aside on the tint of {colour:?}"
                );
            }
        }
    }

    #[test]
    fn an_error_names_the_place() {
        let text = BUILT_IN.replace("\"#FCFBF8\"", "\"paper\"");
        let err = Theme::read(&text).unwrap_err();
        assert!(err.line > 10, "{err}");
        assert!(err.reason.contains("no colour"), "{err}");
        let unknown = BUILT_IN.replace("leading: 1.7", "heading: 1.7");
        assert!(Theme::read(&unknown).unwrap_err().reason.contains("heading"));
    }
}
