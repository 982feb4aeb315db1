//! Undo and redo: a list of revisions and a place in it, for one annotator, over all articles.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::change::Edit;
use crate::model::article::Article;
use crate::model::body::BodyHash;
use crate::model::id::ArticleId;

/// What was chosen when a revision was made, so that undo puts it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The open article.
    pub article: Option<ArticleId>,
    /// The fixed end of the selection, in bytes of the body.
    pub anchor: usize,
    /// The moving end of the selection, in bytes of the body.
    pub head: usize,
}

/// One step that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What was done.
    pub edit: Edit,
    /// The command that did it, by its stable id.
    pub command: String,
    /// When.
    pub at: Option<Timestamp>,
    /// What was chosen before.
    pub view: View,
    /// The texts that it was made in: of each article that it touches, and of the one that was open. Another text may
    /// stand under the same id later, in which the offsets of this step mean nothing.
    pub texts: BTreeMap<ArticleId, BodyHash>,
}

impl Revision {
    /// Whether `article` still has the text that this step was made in.
    pub fn is_in_text_of(&self, article: &Article) -> bool {
        self.texts.get(article.id()) == Some(&article.body().hash())
    }
}

/// The steps of one annotator. Those before the place are done, those after it are undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    revisions: Vec<Revision>,
    done: usize,
}

/// The most revisions that are kept; the oldest go first.
const MAX_REVISIONS: usize = 10_000;

impl History {
    /// A history read from a file: the revisions, of which the first `done` are done.
    pub fn new(revisions: Vec<Revision>, done: usize) -> Self {
        let done = done.min(revisions.len());
        Self { revisions, done }
    }

    /// Every revision, oldest first.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// How many revisions are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Adds a step that was just done. What had been undone is forgotten.
    pub fn push(&mut self, revision: Revision) {
        self.revisions.truncate(self.done);
        self.revisions.push(revision);
        if self.revisions.len() > MAX_REVISIONS {
            // A quarter at a time, so that the cost of moving the rest is spread.
            self.revisions.drain(..MAX_REVISIONS / 4);
        }
        self.done = self.revisions.len();
    }

    /// The step that undo would take back.
    pub fn to_undo(&self) -> Option<&Revision> {
        self.done.checked_sub(1).and_then(|last| self.revisions.get(last))
    }

    /// The step that redo would do again.
    pub fn to_redo(&self) -> Option<&Revision> {
        self.revisions.get(self.done)
    }

    /// Notes that [`Self::to_undo`] was taken back.
    pub fn undone(&mut self) {
        self.done = self.done.saturating_sub(1);
    }

    /// Notes that [`Self::to_redo`] was done again.
    pub fn redone(&mut self) {
        self.done = (self.done + 1).min(self.revisions.len());
    }

    /// Drops the step that undo would take back, because it no longer can be. Returns whether there was one.
    pub fn forget_undo(&mut self) -> bool {
        if self.done == 0 {
            return false;
        }
        self.done -= 1;
        self.revisions.remove(self.done);
        true
    }
}
