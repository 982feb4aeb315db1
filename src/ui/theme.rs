//! Colours, sizes and spaces, from the one file `assets/theme.ron`; a file of the person may change some of them.

mod change;
mod contrast;
mod drawing;
mod groups;
mod palette;
mod values;

use egui::Color32;
use ron::extensions::Extensions;

use self::change::{Change as _, Wrong};
use self::contrast::{Faint, faint};
pub use self::drawing::{Corners, Leadings, Marks, Pointer, Strengths, Strokes};
pub use self::palette::Palette;
use self::values::ThemeSaid;
pub use self::values::{
    Controls, LedgerCards, LossRows, Page, Panels, PreviewPane, ReadingSizes, Rows, Shadows, Sizes, Spaces,
    Theme, Windows,
};
use super::oklch::Oklch;
use super::texts::Texts;
use super::user_file::{Place, place_of};

/// The file that is built in.
const BUILT_IN: &str = include_str!("../../assets/theme.ron");

/// A theme file that cannot be used.
#[derive(Debug)]
pub struct ThemeError {
    /// Where in the file.
    pub place: Place,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a theme file. Fields are named as the file names them, those inside others with a dot between.
#[derive(Debug)]
pub enum Fault {
    /// It is not RON, or has something that themes do not have; in the words of the parser.
    Unreadable(String),
    /// A number makes no sense.
    Outside {
        /// Its field.
        field: String,
        /// What it is.
        value: f32,
        /// The smallest and the largest that make sense.
        range: [f32; 2],
    },
    /// A value is more than one that must not be less.
    Reversed {
        /// The field that should be less.
        less: String,
        /// What it is.
        low: f32,
        /// The field that should be more.
        more: String,
        /// What it is.
        high: f32,
    },
    /// Something could hardly be read.
    Faint {
        /// The group of the colours.
        group: &'static str,
        /// The field with the colour of the letters.
        ink: &'static str,
        /// The field with the colour behind them.
        ground: &'static str,
        /// From 1 to 21.
        contrast: f32,
    },
}

impl ThemeError {
    /// What is said of it, with its place, a sentence without full stop.
    pub fn said(&self, texts: &Texts) -> String {
        self.place.said(&self.fault.said(texts), texts)
    }
}

impl Fault {
    fn said(&self, texts: &Texts) -> String {
        match self {
            Self::Unreadable(reason) => reason.clone(),
            Self::Outside { field, value, range: [least, most] } => {
                let numbers = [("value", value), ("least", least), ("most", most)];
                let numbers = numbers.map(|(name, number)| (name, number.to_string().into()));
                texts.with("theme-outside", numbers.into_iter().chain([("name", field.as_str().into())]))
            }
            Self::Reversed { less, low, more, high } => texts.with(
                "theme-reversed",
                [
                    ("less", less.as_str().into()),
                    ("low", low.to_string().into()),
                    ("more", more.as_str().into()),
                    ("high", high.to_string().into()),
                ],
            ),
            Self::Faint { group, ink, ground, contrast } => texts.with(
                "theme-faint",
                [
                    ("name", (*group).into()),
                    ("ink", (*ink).into()),
                    ("ground", (*ground).into()),
                    ("contrast", format!("{contrast:.1}").into()),
                ],
            ),
        }
    }
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

    /// The name in theme files.
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
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

    /// Reads a theme file that says everything.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        ron::from_str(text).map_err(|err| unreadable(&err))
    }

    /// The theme that is built in, with what the theme file `text` says of some of its fields. It must still be readable
    /// then: by the person, too.
    pub fn changed(text: &str) -> Result<Self, ThemeError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let said: ThemeSaid = options.from_str(text).map_err(|err| unreadable(&err))?;
        let mut theme = Self::built_in();
        theme.change(said, &(0.0..=0.0)).map_err(|wrong| senseless(text, wrong))?;
        if let Some([(less, low), (more, high)]) = reversed(&theme) {
            let place = place_of(text, &more).or_else(|| place_of(text, &less)).unwrap_or_default();
            let fault = Fault::Reversed { less: less.join("."), low, more: more.join("."), high };
            return Err(ThemeError { place, fault });
        }
        match faint(&theme) {
            Some(faint) => Err(unreadable_pair(text, &faint)),
            None => Ok(theme),
        }
    }

    /// How far apart in OKLab the tints of two labels are, at least, whose colours are offered together.
    pub fn least_apart(&self) -> f32 {
        self.tints.apart
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

/// The fields on the way to a value, and the value.
type Named = ([&'static str; 2], f32);

/// The first two values of which the one that bounds from below is more than the one that bounds from above.
fn reversed(theme: &Theme) -> Option<[Named; 2]> {
    let Theme { reading_sizes, spaces, panels, page, .. } = theme;
    let rising: [&[Named]; 6] = [
        &[
            (["reading_sizes", "smallest"], reading_sizes.smallest),
            (["reading_sizes", "largest"], reading_sizes.largest),
        ],
        &[(["panels", "narrowest_left"], panels.narrowest_left), (["panels", "left"], panels.left)],
        &[(["panels", "narrowest_right"], panels.narrowest_right), (["panels", "right"], panels.right)],
        &[(["panels", "narrowest_margin"], panels.narrowest_margin), (["panels", "margin"], panels.margin)],
        &[
            (["page", "narrowest"], page.narrowest),
            (["page", "good"], page.good),
            (["page", "measure"], page.measure),
        ],
        &[
            (["spaces", "hair"], spaces.hair),
            (["spaces", "tight"], spaces.tight),
            (["spaces", "close"], spaces.close),
            (["spaces", "near"], spaces.near),
            (["spaces", "wide"], spaces.wide),
            (["spaces", "broad"], spaces.broad),
        ],
    ];
    let mut pairs = rising.into_iter().flat_map(|values| values.windows(2));
    pairs.find(|pair| pair[0].1 > pair[1].1).map(|pair| [pair[0], pair[1]])
}

fn unreadable(err: &ron::error::SpannedError) -> ThemeError {
    ThemeError { place: err.span.start.into(), fault: Fault::Unreadable(err.code.to_string()) }
}

fn senseless(text: &str, Wrong { mut fields, value, range }: Wrong) -> ThemeError {
    fields.reverse();
    let fault = Fault::Outside { field: fields.join("."), value, range: [*range.start(), *range.end()] };
    ThemeError { place: place_of(text, &fields).unwrap_or_default(), fault }
}

/// Letters that do not stand out: the place is that of the first of their colours that the file sets.
fn unreadable_pair(text: &str, faint: &Faint) -> ThemeError {
    let &Faint { appearance, ink, ground, contrast } = faint;
    let group = appearance.name();
    let paths =
        [[group, ink], [group, ground], ["tints", group], [group, "paper"], ["marks", "aside_strength"]];
    let place = paths.iter().find_map(|path| place_of(text, path)).unwrap_or_default();
    ThemeError { place, fault: Fault::Faint { group, ink, ground, contrast } }
}

#[cfg(test)]
mod tests {
    use super::contrast::contrast;
    use super::*;

    fn said(err: &ThemeError) -> String {
        err.said(&Texts::default())
    }

    #[test]
    fn everything_that_is_read_has_enough_contrast() {
        let theme = Theme::built_in();
        assert!(faint(&theme).is_none(), "{:?}", faint(&theme));
        for appearance in Appearance::ALL {
            let look = theme.look(appearance);
            for hue in 0..36 {
                let colour = Color32::from(Oklch { lightness: 0.65, chroma: 0.15, hue: hue as f32 * 10.0 });
                let tint = look.tint(&colour.to_hex());
                let found = contrast(look.palette.ink, tint);
                assert!(found >= 7.0, "{appearance:?}: ink on the tint of {colour:?}");
            }
        }
    }

    #[test]
    fn the_ring_of_the_focus_stands_out_from_every_ground() {
        let theme = Theme::built_in();
        assert!(theme.panels.focus >= 2.0, "{}", theme.panels.focus);
        for appearance in Appearance::ALL {
            let p = theme.look(appearance).palette;
            for ground in [p.paper, p.chrome, p.raised, p.hover, p.selection, p.line, p.strong_line] {
                let found = contrast(p.focus, ground);
                assert!(found >= 3.0, "{appearance:?}: {found} on {ground:?}");
            }
        }
    }

    #[test]
    fn an_error_names_the_place() {
        let text = BUILT_IN.replace("\"#FCFBF8\"", "\"paper\"");
        let err = Theme::read(&text).unwrap_err();
        assert!(err.place.line > 10, "{err:?}");
        assert!(said(&err).contains("no colour"), "{err:?}");
        let unknown = BUILT_IN.replace("leading: 1.7", "heading: 1.7");
        assert!(said(&Theme::read(&unknown).unwrap_err()).contains("heading"));
    }

    #[test]
    fn bounds_that_are_the_wrong_way_round_are_named() {
        let wrong = |text: &str| Theme::changed(text).unwrap_err();
        let err = wrong("(\n  panels: (margin: 120),\n)");
        assert_eq!(
            said(&err),
            "line 2, column 12: panels.narrowest_margin is 136, which is more than panels.margin (120)"
        );
        assert!(said(&wrong("(spaces: (close: 3))")).contains("spaces.tight"));
        assert!(said(&wrong("(reading_sizes: (smallest: 30))")).contains("reading_sizes.largest"));
        assert!(Theme::changed("(panels: (margin: 120, narrowest_margin: 100))").is_ok());
    }

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let theme =
            Theme::changed("(\n  // A wider list.\n  panels: (left: 300),\n  dark: (paper: \"#000000\"),\n)");
        let (theme, built_in) = (theme.unwrap(), Theme::built_in());
        let panels = format!("{:?}", built_in.panels).replace("left: 268.0", "left: 300.0");
        assert_eq!(format!("{:?}", theme.panels), panels);
        assert_eq!(theme.look(Appearance::Dark).palette.paper, Color32::BLACK);
        assert_eq!(theme.look(Appearance::Light).palette.paper, built_in.light.paper);
        assert!(Theme::changed("()").is_ok());
        assert!(Theme::changed(BUILT_IN).is_ok());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_refused_with_its_line() {
        for (text, line, reason) in [
            ("(\n  sizes: (small: -3),\n)", 2, "sizes.small -3 does not lie between 6 and 96"),
            ("(\n  sizes: (\n    small: NaN,\n  ),\n)", 3, "NaN"),
            ("(\n\n  light: (\n    second_ink: \"#C0C0C0\",\n  ),\n)", 4, "in light, second_ink on paper"),
            ("(\n  dark: (chrome: \"#E6E3DC\"),\n)", 2, "in dark, ink on chrome has a contrast of 1.0:1"),
            ("(\n  tints: (dark: (lightness: 0.95)),\n)", 2, "in dark, ink on tints"),
            ("(\n  colours: (),\n)", 2, "colours"),
            ("(\n  light: (ink: \"black\"),\n)", 2, "is no colour"),
            ("(\n  sizes: (small: 13\n", 2, "Expected comma"),
        ] {
            let err = Theme::changed(text).unwrap_err();
            assert_eq!(err.place.line, line, "{text}: {err:?}");
            assert!(said(&err).contains(reason), "{text}: {err:?}");
        }
    }
}
