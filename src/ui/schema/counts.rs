//! How many marks a change would touch, in all articles and of all annotators.

use crate::model::schema::Label;
use crate::session::Session;
use crate::session::tally::{MarksByLabel, marks_by_label};

/// The counts that were made last.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// What was counted, and in which revision of the project.
    counted: Option<(u64, MarksByLabel)>,
}

impl Counts {
    /// The number of marks with `label`; counted again only when something has changed.
    pub(super) fn of(&mut self, session: &Session, label: &Label) -> u64 {
        let revision = session.revision();
        if self.counted.as_ref().is_none_or(|(counted, _)| *counted != revision) {
            self.counted = Some((revision, marks_by_label(session.project(), None)));
        }
        let of = (label.layer.clone(), label.key.clone());
        self.counted.as_ref().and_then(|(_, marks)| marks.get(&of)).copied().unwrap_or_default()
    }
}
