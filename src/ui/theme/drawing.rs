//! The values of a theme that say how marks, lines and letters are drawn.

use serde::Deserialize;

use super::change::{Change, Range, Wrong};
use super::groups::groups;

groups! {
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
        /// From one dash to the next, in dashes.
        pub dash_gap: f32,
        /// How much wider the lines of a mark are that the pointer is on, or that belongs to what is chosen.
        pub lit: f32,
        /// Half the width of the tip of a relation, in its lengths.
        pub tip: f32,
        /// Width of the paper on both sides of a relation, in widths of the outline.
        pub parting: f32,
        /// The least room for a name above a mark that begins where others do, in sizes of its letters.
        pub name_room: f32,
    }

    /// Widths of lines that are no part of a mark.
    pub struct Strokes / StrokesSaid in 0.1..=20.0 => {
        /// Edges, and what divides.
        pub hair: f32,
        /// The lines that a sign is drawn with.
        pub sign: f32,
        /// What says that something is current or has the focus.
        pub strong: f32,
        /// The bar beside the article of the list that is open.
        pub bar: f32,
    }

    /// Radii of corners that are no corners of marks.
    pub struct Corners / CornersSaid in 0.0..=40.0 => {
        /// Of bars and of other small things.
        pub small: f32,
        /// Of keys.
        pub key: f32,
        /// Of buttons and fields.
        pub control: f32,
        /// Of menus, and of the field that opens the search.
        pub menu: f32,
        /// Of windows.
        pub window: f32,
    }

    /// How the words beside marks and in lists are set: from one baseline to the next, in sizes of the letters.
    pub struct Leadings / LeadingsSaid in 0.8..=4.0 => {
        /// Names of labels above marks.
        pub name: f32,
        /// Names of relations, and what figures say.
        pub tag: f32,
        /// Titles and words in lists.
        pub row: f32,
        /// The words of the mark that is inspected.
        pub quote: f32,
    }

    /// How much is left of colours that stand back.
    pub struct Strengths / StrengthsSaid in 0.0..=1.0 => {
        /// What is begun and not finished, of its colour.
        pub begun: f32,
        /// The paper over letters that stand back.
        pub veil: f32,
        /// The paper between a relation and the letters that it crosses.
        pub parting: f32,
        /// The inside of a halo, of its outline.
        pub halo_inside: f32,
        /// How much ink is mixed into a tint that stands out.
        pub lit: f32,
    }

    /// How exactly the pointer is to be held.
    pub struct Pointer / PointerSaid in 0.0..=100.0 => {
        /// A press that moves no further than this is no drag.
        pub still: f32,
        /// A press that is no further than this from the one before takes more than that did.
        pub again: f32,
        /// How fast the page moves while something is dragged beyond it, in points a second for each point beyond.
        pub drag_speed: f32,
    }
}
