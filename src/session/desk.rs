//! What lies before the annotator: the open article, the selection, the chosen mark, the armed label.

use std::ops::Range;

use super::candidates::Candidate;
use super::command::arguments::Arguments;
use super::command::kind::CommandKind;
use crate::edit::history::View;
use crate::model::id::{AnnotationId, ArticleId, LabelKey, LayerKey};

/// A stretch of the open article, or, when both ends are equal, a place in it. Offsets are bytes of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays where it is.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

/// What lies before the annotator. It is never part of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The open article.
    pub article: Option<ArticleId>,
    /// What is selected in it.
    pub selection: Selection,
    /// The selections that growing has replaced, the latest last, so that shrinking goes back the same way.
    pub grown: Vec<Selection>,
    /// The candidate that is selected, if it is one.
    pub candidate: Option<Candidate>,
    /// The mark that commands without an id act on.
    pub chosen: Option<AnnotationId>,
    /// The label to paint with.
    pub armed: Option<(LayerKey, LabelKey)>,
    /// The last command that "." can repeat, with what it was given.
    pub last: Option<(CommandKind, Arguments)>,
}

impl Selection {
    /// A place without extent.
    pub const fn caret(at: usize) -> Self {
        Self { anchor: at, head: at }
    }

    /// Everything in `range` (bytes), with the moving end last.
    pub const fn of(range: &Range<usize>) -> Self {
        Self { anchor: range.start, head: range.end }
    }

    /// What is selected, in bytes, whichever end moves.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether it is only a place.
    pub const fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

impl Desk {
    /// Opens `article` at its beginning; nothing is selected or chosen there. An article that is open stays as it is.
    pub(super) fn open(&mut self, article: &ArticleId) {
        if self.article.as_ref() != Some(article) {
            self.article = Some(article.clone());
            self.select(Selection::default());
            self.chosen = None;
        }
    }

    /// Selects anew, forgetting how the selection had grown.
    pub(super) fn select(&mut self, selection: Selection) {
        self.selection = selection;
        self.grown.clear();
        self.candidate = None;
    }

    /// What undo puts back.
    pub(super) fn view(&self) -> View {
        View { article: self.article.clone(), anchor: self.selection.anchor, head: self.selection.head }
    }

    /// Puts back what was open and selected. A view without an article leaves the desk as it is.
    pub(super) fn restore(&mut self, view: &View) {
        if let Some(article) = &view.article {
            self.open(article);
            self.select(Selection { anchor: view.anchor, head: view.head });
        }
    }
}
