//! An import into the folder of a session that goes on.
//!
//! Everything is checked and written while the annotator works. Then the session is held for the moment in which the
//! articles get their places, so that no edit is made in a text that is being replaced. Where the annotator has worked
//! meanwhile on what is imported, it is read again against that work, still held, and nothing of it is lost.

use std::sync::Arc;

use super::{IntakeError, IntakeOptions, IntakeReport, prepare, require_going};
use crate::edit::{Change, Edit, apply};
use crate::exchange::source::Source;
use crate::exchange::watch::{Phase, Watch};
use crate::model::article::Listing;
use crate::model::id::ArticleId;
use crate::model::project::{Project, Slot};
use crate::session::Session;
use crate::session::desk::Selection;
use crate::session::error::{CommandError, Refusal};
use crate::store::StoreError;
use crate::store::gate::Gate;

/// An import beside a session, to be run on another thread.
#[derive(Debug)]
pub struct Beside {
    gate: Gate,
    project: Project,
}

/// What an import has brought into the folder of a session.
#[derive(Debug, Default)]
pub struct Brought {
    /// What has changed in the schema and in registers.
    shared: Edit,
    /// The articles that are new or other ones.
    listings: Vec<Arc<Listing>>,
}

impl Beside {
    /// Imports. `hold` is called once, when everything is written: it must see to it that nothing is changed in the session
    /// until this returns, and gives its project, or none where the session was closed meanwhile.
    ///
    /// As with [`super::import`], an error means that nothing has changed, unless the disk has failed in the last phase.
    pub fn run(
        self,
        source: &dyn Source,
        options: &IntakeOptions,
        watch: &dyn Watch,
        hold: impl FnOnce() -> Option<Project>,
    ) -> Result<(IntakeReport, Brought), IntakeError> {
        let Self { gate, mut project } = self;
        let annotator = gate.annotator();
        let mut hold = Some(hold);
        let mut held = None;
        loop {
            let mut store = gate.store();
            let prepared = prepare(&mut store, &project, source, options, Some(&annotator), watch)?;
            let Some(staged) = prepared.staged else { return Ok((prepared.report, Brought::default())) };
            let is_first = hold.is_some();
            if let Some(hold) = hold.take() {
                held = hold();
            }
            require_going(watch)?;
            watch.begin(Phase::Commit, prepared.articles.len() as u64);
            match (gate.commit(staged, held.as_ref(), &mut |done| watch.reach(done as u64)), &held) {
                (Ok(listings), _) => {
                    return Ok((prepared.report, Brought { shared: prepared.shared, listings }));
                }
                (Err(StoreError::ChangedMeanwhile { .. }), Some(latest)) if is_first => {
                    project = latest.clone();
                }
                (Err(err), _) => return Err(err.into()),
            }
        }
    }
}

impl Session {
    /// An import beside this session. What is done so far is brought into its files first.
    pub fn begin_intake(&mut self) -> Result<Beside, CommandError> {
        if let Some(reason) = self.why_read_only() {
            return Err(Refusal::new(reason).into());
        }
        self.settle()?;
        let gate = self.keeper.gate(&self.project)?;
        let gate = gate.ok_or_else(|| Refusal::new("there is no folder to import into"))?;
        Ok(Beside { gate, project: self.project.clone() })
    }

    /// Refuses every change for `reason`, a sentence without full stop, until [`Session::release`]. Everything that was done
    /// is safe on the disk when this returns; after an error nothing is held.
    pub fn hold(&mut self, reason: impl Into<String>) -> Result<Project, CommandError> {
        self.settle()?;
        self.held = Some(reason.into());
        Ok(Project::clone(&self.project))
    }

    /// Whether changes are refused for the moment.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Allows changes again.
    pub fn release(&mut self) {
        self.held = None;
    }

    /// Takes in what an import has brought. Nothing of it can be undone here; what is open stays open.
    pub fn take_in_import(&mut self, brought: Brought) -> Result<(), CommandError> {
        // Another program may have changed the same records, and the session may know that by now: the files have the
        // import's version in place and keep the other.
        let there = |key| self.project.record(key).ok().flatten();
        let changes = brought.shared.changes.iter();
        let changes = changes.map(|change| Change { before: there(&change.key), ..change.clone() });
        let shared: Edit = changes.filter(|change| change.before != change.after).collect();
        apply(self.project.change(), &shared).map_err(CommandError::internal)?;
        let is_loaded = |id: &ArticleId| self.project.article(id).is_ok();
        let loaded: Vec<ArticleId> =
            brought.listings.iter().map(|listing| listing.id.clone()).filter(is_loaded).collect();
        for listing in brought.listings {
            self.project.change().put_slot(Slot::Listed(listing));
        }
        // Only what lies open is read again at once.
        let open = self.desk.article.clone().filter(|id| loaded.contains(id));
        let read = open.map_or(Ok(()), |id| {
            // What was offered or grown there was so in the text as it was.
            self.desk.select(Selection::caret(self.desk.selection.head));
            self.load(&[id])
        });
        self.tidy_desk();
        read
    }
}
