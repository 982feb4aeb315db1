//! Taking over what a file says of some values of a theme.

use std::ops::RangeInclusive;

use egui::Color32;
use serde::Deserialize;

use super::palette::colour;

/// Within which numbers a value makes sense.
pub(super) type Range = RangeInclusive<f32>;

/// A value that a file may change.
pub(super) trait Change {
    /// What a file says of it.
    type Said: for<'de> Deserialize<'de>;

    /// Takes over what a file says, if that lies in `range`.
    fn change(&mut self, said: Self::Said, range: &Range) -> Result<(), Wrong>;
}

/// A value that makes no sense.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The fields on the way to it, the innermost first.
    pub(super) fields: Vec<&'static str>,
    /// What it is.
    pub(super) value: f32,
    /// What it may be.
    pub(super) range: Range,
}

impl Wrong {
    /// The same, seen from the group that has it as `field`.
    pub(super) fn within(mut self, field: &'static str) -> Self {
        self.fields.push(field);
        self
    }
}

/// A colour as a file says it.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Colour(#[serde(deserialize_with = "colour")] Color32);

impl Change for f32 {
    type Said = Self;

    fn change(&mut self, said: Self, range: &Range) -> Result<(), Wrong> {
        if !range.contains(&said) {
            return Err(Wrong { fields: Vec::new(), value: said, range: range.clone() });
        }
        *self = said;
        Ok(())
    }
}

impl Change for u8 {
    type Said = Self;

    fn change(&mut self, said: Self, range: &Range) -> Result<(), Wrong> {
        f32::from(*self).change(said.into(), range)?;
        *self = said;
        Ok(())
    }
}

impl Change for Color32 {
    type Said = Colour;

    fn change(&mut self, Colour(said): Colour, _: &Range) -> Result<(), Wrong> {
        *self = said;
        Ok(())
    }
}
