//! The parts of the ledger, and which cards each has.

use super::content::{Card, Extent};
use super::{claims, entities, events, figures, sources};
use crate::ledger::figures::Group;
use crate::ledger::{Claimant, Ledger};
use crate::model::id::{ClaimId, EntityId, EventId};
use crate::model::schema::Schema;
use crate::ui::commands::WindowCommand;
use crate::ui::texts::Texts;

/// A part of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who says what.
    #[default]
    Sources,
    /// What is said, by whom, and who denies it.
    Claims,
    /// What is counted.
    Figures,
    /// What is named.
    Entities,
    /// What happened.
    Events,
}

/// What a card is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Source(Claimant),
    Claim(ClaimId),
    Figures(Group),
    Entity(EntityId),
    Event(EventId),
}

/// A card that can be made.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) key: Key,
    /// What it is looked for by, in lower case.
    pub(super) name: String,
    pub(super) extent: Extent,
}

/// What cards are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) schema: &'a Schema,
    pub(super) texts: &'a Texts,
}

impl Part {
    /// All parts, each with the command that shows it.
    pub const ALL: [(Self, WindowCommand); 5] = [
        (Self::Sources, WindowCommand::LedgerSources),
        (Self::Claims, WindowCommand::LedgerClaims),
        (Self::Figures, WindowCommand::LedgerFigures),
        (Self::Entities, WindowCommand::LedgerEntities),
        (Self::Events, WindowCommand::LedgerEvents),
    ];

    /// The command that shows the part so many further, as far as there are some.
    pub(super) fn further(self, steps: isize) -> WindowCommand {
        let at = Self::ALL.iter().position(|(part, _)| *part == self).unwrap_or_default();
        let to = at.saturating_add_signed(steps).min(Self::ALL.len() - 1);
        Self::ALL[to].1
    }

    /// The id of its name among the texts.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sources => "ledger-sources",
            Self::Claims => "ledger-claims",
            Self::Figures => "ledger-figures",
            Self::Entities => "ledger-entities",
            Self::Events => "ledger-events",
        }
    }

    /// The id of what is said where it has no card.
    pub(super) const fn empty(self) -> &'static str {
        match self {
            Self::Sources => "ledger-sources-empty",
            Self::Claims => "ledger-claims-empty",
            Self::Figures => "ledger-figures-empty",
            Self::Entities => "ledger-entities-empty",
            Self::Events => "ledger-events-empty",
        }
    }

    /// How many cards it has.
    pub(super) fn len(self, ledger: &Ledger) -> usize {
        let register = ledger.register();
        match self {
            Self::Sources => ledger.claimants_len(),
            Self::Claims => register.claims.len(),
            Self::Figures => ledger.groups_len(),
            Self::Entities => register.entities.len(),
            Self::Events => register.events.len(),
        }
    }

    /// Its cards, in order.
    pub(super) fn heads(self, source: Source<'_>) -> Vec<Head> {
        match self {
            Self::Sources => sources::heads(source),
            Self::Claims => claims::heads(source),
            Self::Figures => figures::heads(source),
            Self::Entities => entities::heads(source),
            Self::Events => events::heads(source),
        }
    }
}

impl Key {
    /// The part that it stands in.
    pub(super) const fn part(&self) -> Part {
        match self {
            Self::Source(_) => Part::Sources,
            Self::Claim(_) => Part::Claims,
            Self::Figures(_) => Part::Figures,
            Self::Entity(_) => Part::Entities,
            Self::Event(_) => Part::Events,
        }
    }

    /// The card, if what it is of is still there.
    pub(super) fn card(&self, source: Source<'_>) -> Option<Card> {
        match self {
            Self::Source(claimant) => Some(sources::card(source, claimant)),
            Self::Claim(id) => claims::card(source, id),
            Self::Figures(group) => Some(figures::card(source, group)),
            Self::Entity(id) => entities::card(source, id),
            Self::Event(id) => events::card(source, id),
        }
    }
}
