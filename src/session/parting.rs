//! Removing an article from the project: outside undo, and done when its keeper has done it.

use super::command::outcome::Outcome;
use super::error::{CommandError, ErrorKind, Refusal};
use super::keeper::Removal;
use super::state::Session;
use crate::model::id::ArticleId;

impl Session {
    /// Removes an article. Where it was open, the next of the articles that the annotator is to work on is opened, else
    /// the previous one.
    pub(super) fn remove_article(&mut self, id: &ArticleId) -> Result<Outcome, CommandError> {
        self.retry_unsaved().map_err(|error| {
            let refusal = Refusal::new(format!("what was done before is not saved: {}", error.message));
            error.hints.into_iter().fold(refusal, Refusal::hint)
        })?;
        let removal = self.keeper.remove(&self.project, id)?;
        let was_open = self.desk.article.as_ref() == Some(id);
        self.project.change().remove_slot(id);
        if was_open {
            self.open_beside(id);
        }
        told(id, removal)
    }

    /// Opens the article after or before the place where `id` was in the list; none, where there is none or it does not
    /// read, of which whoever opens it is told.
    fn open_beside(&mut self, id: &ArticleId) {
        let beside = self.neighbour(Some(id), true).or_else(|| self.neighbour(Some(id), false)).cloned();
        if let Some(beside) = beside
            && self.require(&beside).is_ok()
        {
            self.desk.open(&beside);
        }
        self.tidy_desk();
    }
}

/// What to say of a removal.
fn told(id: &ArticleId, removal: Removal) -> Result<Outcome, CommandError> {
    let Removal { folder, marks, annotators, unread, left, unsynced } = removal;
    if let Some(error) = unsynced {
        let message = format!("article {id} is removed, but that is not safe on the disk: {}", error.message);
        let hints = error.hints.clone();
        return Err(CommandError { kind: ErrorKind::File, message, hints, source: Some(Box::new(error)) });
    }
    let count = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    let counted = format!("{} by {}", count(marks, "mark"), count(annotators, "annotator"));
    let uncounted = format!("{} that cannot be read", count(unread, "file"));
    let what = match (marks, unread) {
        (0, 0) => "without marks".to_owned(),
        (0, _) => format!("with {uncounted}"),
        (_, 0) => format!("with {counted}"),
        _ => format!("with {counted} and {uncounted}"),
    };
    let ignored = match left[..] {
        [] => String::new(),
        _ => format!("; these could not be removed and are ignored: {}", left.join(", ")),
    };
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let outcome = Outcome::said(format!("article {id} {what} is in the trash: {folder}{ignored}"))
        .with("marks", number(marks))
        .with("annotators", number(annotators));
    Ok(outcome.with("trash", folder))
}
