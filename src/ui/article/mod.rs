//! An article to read, with the marks in it.
//!
//! The view draws and listens. It changes nothing: what a person did comes back as [`Gesture`]s.

mod access;
mod attributions;
mod beside;
mod column;
mod extent;
mod front;
mod heights;
mod margin;
mod marks;
mod moves;
mod names;
mod page;
mod paint;
mod pieces;
mod plan;
mod pointer;
mod relations;
mod room;
mod scroll;
mod sections;
mod setting;
mod sheet;
mod together;
mod view;

use std::ops::Range;
use std::sync::Arc;

use egui::Pos2;

pub use moves::Jump;
pub use view::ArticleView;

use super::texts::Texts;
use super::theme::Look;
use crate::model::article::Article;
use crate::model::id::AnnotationId;
use crate::model::schema::{Role, Schema};
use crate::model::work::Work;
use crate::model::zone::Zone;
use crate::session::desk::Desk;

/// Whether the names of labels stand above marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelNames {
    /// They do not.
    #[default]
    Hidden,
    /// They do, in small letters.
    Small,
}

impl LabelNames {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Hidden => Self::Small,
            Self::Small => Self::Hidden,
        }
    }
}

/// What the view shows. Ranges are bytes of the body.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// Colours and sizes.
    pub look: Look<'a>,
    /// The article.
    pub article: &'a Article,
    /// The work of whoever's marks are to be seen.
    pub work: Option<&'a Work>,
    /// What labels look like and are called.
    pub schema: &'a Schema,
    /// Selection and chosen mark.
    pub desk: &'a Desk,
    /// The zones that hold, by position.
    pub zones: Vec<&'a Arc<Zone>>,
    /// The line below the headline.
    pub dateline: &'a str,
    /// What the chosen figure says, as a value; empty where no figure is chosen.
    pub reading: &'a str,
    /// Size of running text in points.
    pub reading_size: f32,
    /// Whether the names of labels are shown.
    pub label_names: LabelNames,
    /// Places to light up because they were searched for, in order.
    pub hits: &'a [Range<usize>],
    /// Places that are proposed, in order.
    pub suggestions: &'a [Suggestion],
    /// Words of the interface.
    pub texts: &'a Texts,
    /// Whether nothing may glide.
    pub reduced_motion: bool,
}

/// A place that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Where, in bytes of the body.
    pub span: Range<usize>,
    /// What it would be marked as: it is drawn in the shape of that, faint and dashed.
    pub role: Role,
}

/// What a person did in the view. Offsets are bytes of the body.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Placed the caret, or is dragging over text.
    Select {
        /// Where the drag began.
        anchor: usize,
        /// Where it is.
        head: usize,
    },
    /// Let go after dragging over text: an armed label may be put.
    Selected {
        /// The end where the drag began, without spaces and commas.
        anchor: usize,
        /// The other end.
        head: usize,
    },
    /// Clicked twice.
    SelectWord(usize),
    /// Clicked three times.
    SelectSentence(usize),
    /// Clicked on a mark.
    Choose(AnnotationId),
    /// Moved an edge of the chosen mark.
    MoveEdge {
        /// The mark.
        mark: AnnotationId,
        /// Its first byte now.
        start: usize,
        /// The byte after its last now.
        end: usize,
    },
    /// Asked for what can be done at a place.
    Menu {
        /// Where in the window.
        at: Pos2,
        /// The nearest place in the text.
        offset: usize,
        /// The innermost mark there.
        mark: Option<AnnotationId>,
    },
}
