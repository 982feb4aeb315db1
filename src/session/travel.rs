//! Going back and forth in the history.

use super::candidates::Candidate;
use super::command::outcome::Outcome;
use super::desk::Desk;
use super::error::{Refusal, Stop};
use super::state::Session;
use crate::edit::history::Revision;
use crate::edit::{Edit, EditError, apply};
use crate::model::project::{AccessError, Project};
use crate::model::record::Record;

impl Session {
    /// Goes to the place in the history where `to` steps are done, all the way or not at all.
    pub(super) fn travel(&mut self, to: usize) -> Result<Outcome, Stop> {
        let done = self.history.done();
        let to = to.min(self.history.revisions().len());
        let back = to < done;
        let way = &self.history.revisions()[to.min(done)..to.max(done)];
        let mut way: Vec<&Revision> = way.iter().collect();
        if back {
            way.reverse();
        }
        let (project, edit) = walk(&self.project, &way, back)?;
        let last = way.last().map(|last| Revision::clone(last));
        let desk = last.as_ref().map(|last| desk_at(&self.desk, last, &project)).transpose()?;
        for _ in 0..way.len() {
            if back { self.history.undone() } else { self.history.redone() }
        }
        let changed = edit.changes.len();
        *self.project.change() = project;
        self.desk = desk.unwrap_or_else(|| self.desk.clone());
        self.tidy_desk();
        if back && let Some(last) = last {
            self.desk.candidate = self.undecided(&last);
        }
        if !edit.is_empty() {
            self.keep(edit).map_err(Stop::Fail)?;
        }
        Ok(Outcome { changed, ..Outcome::default() })
    }

    /// The candidate that is selected again now that `last`, in which the annotator decided about it, is taken back: it
    /// can be accepted or rejected at once, as before.
    fn undecided(&self, last: &Revision) -> Option<Candidate> {
        let article = self.open_article()?;
        let selected = self.desk.selection.range();
        let decided = last.edit.changes.iter().find_map(|change| match &change.after {
            Some(Record::Decision(decision)) if decision.spans.hull().range() == selected => Some(decision),
            _ => None,
        })?;
        self.candidate_of(article, decided)
    }
}

/// The project after every step of `way` was taken back or done again, and all that changes on it.
fn walk(project: &Project, way: &[&Revision], back: bool) -> Result<(Project, Edit), Stop> {
    let mut project = project.clone();
    let mut all = Edit::default();
    for step in way {
        require_texts(&project, step, back)?;
        let edit = if back { step.edit.inverse() } else { step.edit.clone() };
        apply(&mut project, &edit).map_err(|error| blocked(error, step, back))?;
        all.changes.extend(edit.changes);
    }
    Ok((project, all))
}

/// What lies before the annotator at the end of a way whose last step is `last`: what did when that step was made.
fn desk_at(desk: &Desk, last: &Revision, project: &Project) -> Result<Desk, Stop> {
    let mut desk = desk.clone();
    if let Some(id) = last.view.article.as_ref().filter(|id| project.articles().contains_key(*id)) {
        // After a restart it may not be in memory yet.
        let article = project.article(id)?;
        if last.is_in_text_of(article) {
            desk.restore(&last.view);
        } else {
            desk.open(id);
        }
    }
    Ok(desk)
}

/// Refuses a step in an article whose text is no longer the one that its offsets count in.
fn require_texts(project: &Project, step: &Revision, back: bool) -> Result<(), Stop> {
    // An article that is gone or not loaded stops the edit itself.
    let mut touched = step.edit.articles().into_iter().filter_map(|id| project.article(id).ok());
    match touched.find(|article| !step.is_in_text_of(article)) {
        Some(article) => {
            let reason = format!("the text of article {} is another one since then", article.id());
            Err(stuck(&reason, step, back))
        }
        None => Ok(()),
    }
}

/// Why the edit of a step cannot be made: it needs an article that is not loaded, or is stuck.
fn blocked(error: EditError, step: &Revision, back: bool) -> Stop {
    // An article that was removed stands in the way for good, one that is not loaded does not.
    let is_removed = matches!(error, EditError::Access(AccessError::NoArticle(_)));
    if matches!(error, EditError::NotLoaded(_) | EditError::Access(_)) && !is_removed {
        return error.into();
    }
    stuck(&error.to_string(), step, back)
}

/// That a step cannot be undone or redone, and how to go on.
fn stuck(reason: &str, step: &Revision, back: bool) -> Stop {
    let verb = if back { "undone" } else { "done again" };
    let refusal = Refusal::new(format!("{:?} cannot be {verb}: {reason}", step.command));
    let hint = "Run history.skip to leave that step as it is and undo the one before it";
    Stop::from(if back { refusal.hint(hint) } else { refusal })
}
