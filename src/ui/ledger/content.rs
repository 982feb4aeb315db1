//! What a card of the ledger says, as plain data: on the screen, in pictures and in tables alike.

use std::ops::Range;

use super::axis::Axis;
use super::parts::Key;
use crate::model::id::{AnnotationId, ArticleId};

/// What is known of one source, claim, group of figures, entity or event.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Card {
    /// What it is about.
    pub(super) title: String,
    /// What stands out, beside the title.
    pub(super) chips: Vec<Chip>,
    /// What is to be known first, in one line.
    pub(super) about: String,
    /// What else there is to say of it, a line each.
    pub(super) notes: Vec<Note>,
    /// When its rows were said, along a line.
    pub(super) times: Option<Times>,
    /// The axis that the bars of its rows stand on.
    pub(super) axis: Option<Axis>,
    /// What it is known from.
    pub(super) rows: Vec<Row>,
    /// How many rows there are beyond those.
    pub(super) more: usize,
}

/// A word that stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    pub(super) words: String,
    pub(super) tone: Tone,
}

/// How something is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// There is nothing to look at.
    Good,
    /// It is worth a look.
    Warning,
    /// It cannot be so.
    Danger,
}

/// A line beside the rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    pub(super) words: String,
    pub(super) tone: Tone,
    /// Where it leads.
    pub(super) goal: Option<Goal>,
    /// The two figures that it is about, where something is to be found out about them.
    pub(super) figures: Option<[Place; 2]>,
}

/// Where something leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Goal {
    /// To a place in an article.
    Place(Place),
    /// To another card.
    Card(Key),
}

/// Moments along a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Times {
    pub(super) axis: Axis,
    /// Where on the axis, and how each is to be taken.
    pub(super) dots: Vec<(f64, Tone)>,
}

/// A place in an article that tells something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Who says it.
    pub(super) who: String,
    /// Where and when.
    pub(super) when: String,
    /// The words.
    pub(super) words: String,
    /// Which of them are set apart, in bytes.
    pub(super) accent: Range<usize>,
    /// What stands out of it.
    pub(super) chip: Option<Chip>,
    /// What its words assert.
    pub(super) bar: Option<Bar>,
    /// Where it leads.
    pub(super) place: Option<Place>,
    /// The row as a citation.
    pub(super) citation: String,
}

/// Numbers that words assert.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// The lower end of what is asserted; without it, anything below the upper one.
    pub(super) low: Option<f64>,
    /// The upper end; without it, anything above the lower one.
    pub(super) high: Option<f64>,
    /// What the words make plausible.
    pub(super) plausible: (f64, f64),
    /// Whether it does not go with another of the same card.
    pub(super) is_odd: bool,
}

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) article: ArticleId,
    /// In bytes.
    pub(super) span: Range<usize>,
    /// The mark there.
    pub(super) mark: Option<AnnotationId>,
}

/// How much there is in a card, known before it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) notes: usize,
    pub(super) rows: usize,
    pub(super) more: bool,
    pub(super) has_times: bool,
    pub(super) has_axis: bool,
}

/// The most rows of a card.
pub(super) const MOST_ROWS: usize = 300;

impl Extent {
    /// The extent of a card with so many places.
    pub(super) fn of(places: usize) -> Self {
        Self { rows: places.min(MOST_ROWS), more: places > MOST_ROWS, ..Self::default() }
    }
}

impl Extent {
    /// How many stops the keys make in it: at its notes, at its rows, else at itself.
    pub(super) fn stops(self) -> usize {
        (self.notes + self.rows).max(1)
    }
}

impl Card {
    /// Where a stop leads.
    pub(super) fn goal(&self, stop: usize) -> Option<Goal> {
        match stop.checked_sub(self.notes.len()) {
            None => self.notes.get(stop)?.goal.clone(),
            Some(row) => self.rows.get(row)?.place.clone().map(Goal::Place),
        }
    }
}
