//! What every rule proposes.

use std::ops::Range;

use super::attributions::Said;
use super::figures::Figure;
use super::names::NameKind;
use crate::model::zone::ZoneKind;

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Stretches that are no running text.
    Zones,
    /// Names.
    Entities,
    /// Numbers, with what they assert.
    Figures,
    /// Who says what.
    Attributions,
}

impl Rule {
    /// All rules, in the order in which they are applied.
    pub const ALL: [Self; 4] = [Self::Zones, Self::Entities, Self::Figures, Self::Attributions];

    /// Its name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Entities => "entities",
            Self::Figures => "figures",
            Self::Attributions => "attributions",
        }
    }

    /// The rule of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// Something that could be marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Where, in bytes.
    pub span: Range<usize>,
    /// What it would be.
    pub matter: Matter,
    /// How sure the rule is, in percent.
    pub percent: u8,
    /// Why it is proposed, in English.
    pub reason: String,
}

/// What a proposal would become.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A zone.
    Zone(ZoneKind),
    /// A mention of an entity.
    Name(Option<NameKind>),
    /// A figure with its value.
    Figure(Box<Figure>),
    /// A claim with its source; the span is that of what is said.
    Said(Box<Said>),
}

impl Matter {
    /// The rule that proposes such things.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Zone(_) => Rule::Zones,
            Self::Name(_) => Rule::Entities,
            Self::Figure(_) => Rule::Figures,
            Self::Said(_) => Rule::Attributions,
        }
    }
}
