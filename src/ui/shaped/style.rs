//! How a text is set.

use std::hash::{Hash, Hasher};

use parley::{FontFamily, FontFamilyName, FontWeight};

use crate::ui::fonts;

/// Which of the two typefaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// The reading face.
    Serif,
    /// The face of the interface.
    Sans,
}

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Strong,
}

/// How a stretch of a text is set apart from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accent {
    /// Heavier.
    Strong,
    /// Italic, or heavier in scripts that have no italic.
    Italic,
    /// As what is typed: in the face of the interface.
    Code,
}

/// Where lines of a paragraph begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Where the first letter that has a direction says.
    #[default]
    OfText,
    /// At the left.
    LeftToRight,
    /// At the right.
    RightToLeft,
}

/// From one baseline to the next in text of the interface, in sizes. It decides where letters stand within the height of
/// a row, and every row counts on it: it is no more a matter of taste than the weights are.
const INTERFACE_LEADING: f32 = 1.4;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Which typeface.
    pub family: Family,
    /// How heavy.
    pub weight: Weight,
    /// Size of the letters in points.
    pub size: f32,
    /// From one baseline to the next, in sizes.
    pub leading: f32,
}

impl TextStyle {
    /// Text of the interface.
    pub const fn sans(weight: Weight, size: f32) -> Self {
        Self { family: Family::Sans, weight, size, leading: INTERFACE_LEADING }
    }

    /// Text to read.
    pub const fn serif(weight: Weight, size: f32, leading: f32) -> Self {
        Self { family: Family::Serif, weight, size, leading }
    }

    pub(super) const fn font_weight(self) -> FontWeight {
        FontWeight::new(match self.weight {
            Weight::Regular => 400.0,
            Weight::Strong => 600.0,
        })
    }

    /// The families to look in before the fallback of the script. `reading` is the family that the person has chosen for
    /// text to read.
    pub(super) fn families(self, reading: Option<&str>) -> FontFamily<'_> {
        let families = match (self.family, reading) {
            (Family::Serif, Some(chosen)) => vec![chosen, fonts::SERIF],
            (Family::Serif, None) => vec![fonts::SERIF],
            (Family::Sans, _) => vec![fonts::SANS, fonts::SANS_ARABIC],
        };
        FontFamily::List(families.into_iter().map(FontFamilyName::named).collect::<Vec<_>>().into())
    }
}

impl Eq for TextStyle {}

impl Hash for TextStyle {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.family, self.weight, self.size.to_bits(), self.leading.to_bits()).hash(state);
    }
}
