//! The values of a theme, in groups. Each says within which numbers it makes sense, and has a twin for files that say
//! something of some of its fields alone.

use egui::Color32;
use serde::{Deserialize, Deserializer};

use super::change::{Change, Range, Wrong};
use crate::ui::texts::Texts;

macro_rules! groups {
    ($(
        $(#[$about:meta])*
        $vis:vis struct $name:ident / $said:ident in $range:expr => {
            $( $(#[$about_field:meta])* $field_vis:vis $field:ident: $kind:ty, )*
        }
    )*) => { $(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name { $( $(#[$about_field])* $field_vis $field: $kind, )* }

        #[doc = concat!("What a file says of [`", stringify!($name), "`].")]
        #[derive(Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub(super) struct $said { $( $field: Option<<$kind as Change>::Said>, )* }

        impl Change for $name {
            type Said = $said;

            fn change(&mut self, said: $said, _: &Range) -> Result<(), Wrong> {
                $( if let Some(said) = said.$field {
                    self.$field.change(said, &$range).map_err(|wrong| wrong.within(stringify!($field)))?;
                } )*
                Ok(())
            }
        }
    )* };
}

groups! {
    /// Everything that decides how the window looks. All lengths are points.
    pub struct Theme / ThemeSaid in 0.0..=1.0 => {
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
        /// How the list of what an export loses is laid out.
        pub losses: LossRows,
        pub(super) tints: Tints,
        pub(super) light: Palette,
        pub(super) dark: Palette,
    }

    /// Sizes of letters, from the smallest to the largest.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Sizes / SizesSaid in 6.0..=96.0 => {
        pub caption: f32,
        pub small: f32,
        pub control: f32,
        pub reading: f32,
        pub deck: f32,
        pub headline: f32,
    }

    /// What the person may choose as the size of the reading text.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct ReadingSizes / ReadingSizesSaid in 6.0..=96.0 => {
        pub smallest: f32,
        pub largest: f32,
    }

    /// The scale of spaces, from the smallest to the largest.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Spaces / SpacesSaid in 0.0..=200.0 => {
        pub hair: f32,
        pub tight: f32,
        pub close: f32,
        pub near: f32,
        pub wide: f32,
        pub broad: f32,
    }

    /// Widths and heights of what stands around the page.
    pub struct Panels / PanelsSaid in 0.5..=4000.0 => {
        /// Width of the list of articles.
        pub left: f32,
        /// The same where there is little room.
        pub narrowest_left: f32,
        /// From this width on, the page has room for lines of a good length and for notes.
        pub good_page: f32,
        /// The page is not made narrower than this to make room for a panel.
        pub narrowest_page: f32,
        /// Width of the inspector.
        pub right: f32,
        /// The same where there is little room.
        pub narrowest_right: f32,
        /// Width of the margin beside the text, where claims are noted.
        pub margin: f32,
        /// The same where there is little room.
        pub narrowest_margin: f32,
        /// Width of what opens the search in the bar at the top.
        pub find: f32,
        /// The same where there is little room; with less it is not shown.
        pub narrowest_find: f32,
        /// Height of the bar at the top.
        pub top_bar: f32,
        /// Height of the line at the bottom.
        pub status_line: f32,
        /// Height of the band above somebody else's work.
        pub band: f32,
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
    pub struct Page / PageSaid in 0.1..=400.0 => {
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
        /// How far the longest line may shrink before the margin does, in characters of average width.
        pub good: f32,
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
    pub struct Marks / MarksSaid in 0.0..=100.0 => {
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
    pub struct Overview / OverviewSaid in 0.0..=4000.0 => {
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
        pub labels: u8,
    }

    /// How the list of what an export loses is laid out.
    pub struct LossRows / LossRowsSaid in 0.1..=400.0 => {
        /// Height of a row.
        pub row: f32,
        /// How many rows are seen at once, at most.
        pub seen: f32,
        /// How much of a row the words have, from 0 to 1; the rest is for the title of their article.
        pub words: f32,
    }

    pub(super) struct Tints / TintsSaid in 0.0..=1.0 => {
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
        /// What is current, focused or can be followed.
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
