//! What the thread does: edits to the journal at once, RON files after a pause.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::{Message, Progress, Step, lock};
use crate::edit::Edit;
use crate::model::project::Project;
use crate::store::StoreError;
use crate::store::writer::Writer;

/// RON files are written after this long without an edit.
const IDLE: Duration = Duration::from_secs(5);
/// What could not be written is tried again after this long.
const RETRY: Duration = Duration::from_secs(2);
/// RON files are written at the latest when the journal has this many bytes.
const MAX_JOURNAL: u64 = 4 << 20;

/// Writes what it is sent, until nobody sends any more.
pub(super) struct Worker {
    pub(super) writer: Arc<Mutex<Writer>>,
    pub(super) progress: Arc<(Mutex<Progress>, Condvar)>,
    /// Steps that are not in the journal yet.
    pub(super) waiting: Vec<Step>,
    /// The project after the last step.
    pub(super) latest: Project,
}

impl Worker {
    /// Deals with messages until their sender is dropped.
    pub(super) fn run(mut self, receiver: &Receiver<Message>) {
        loop {
            let (mut count, mut wants_save) = (0, false);
            match self.receive(receiver) {
                Ok(first) => {
                    for message in std::iter::once(first).chain(receiver.try_iter()) {
                        count += 1;
                        wants_save |= self.take(message);
                    }
                }
                Err(RecvTimeoutError::Timeout) => wants_save = self.waiting.is_empty(),
                Err(RecvTimeoutError::Disconnected) => {
                    // A last attempt, in case the disk has recovered. The rest is lost, and was said to be unsafe.
                    let written = if self.waiting.is_empty() { return } else { self.write(false) };
                    return self.report(0, written);
                }
            }
            let written = self.write(wants_save);
            self.report(count, written);
        }
    }

    /// Waits for a message: for ever where nothing is left to be written.
    fn receive(&self, receiver: &Receiver<Message>) -> Result<Message, RecvTimeoutError> {
        if !self.waiting.is_empty() {
            return receiver.recv_timeout(RETRY);
        }
        let is_behind = {
            let writer = lock(&self.writer);
            writer.is_dirty() || writer.is_effort_due()
        };
        if is_behind {
            return receiver.recv_timeout(IDLE);
        }
        receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
    }

    /// Returns whether RON files are asked for.
    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Step(step) => {
                self.latest = step.project.clone();
                self.waiting.push(*step);
                false
            }
            Message::Effort(grown) => {
                lock(&self.writer).note_effort(&grown);
                false
            }
            Message::Save(project) => {
                self.latest = *project;
                true
            }
        }
    }

    fn write(&mut self, wants_save: bool) -> Result<(), StoreError> {
        let mut writer = lock(&self.writer);
        if !self.waiting.is_empty() {
            let edits: Vec<&Edit> = self.waiting.iter().map(|step| &step.edit).collect();
            writer.note(&edits)?;
            for step in self.waiting.drain(..) {
                // Losing a step of undo loses no work.
                drop(writer.note_history(step.pushed.as_ref(), step.done));
            }
        }
        let is_due = wants_save || writer.journal_len() > MAX_JOURNAL;
        if !is_due {
            return Ok(());
        }
        if writer.is_dirty() {
            writer.save_files(&self.latest)?;
        } else {
            // What others have changed was told when it was opened, and need not be told again.
            writer.save_index();
        }
        // Last: the work goes first.
        writer.save_effort();
        Ok(())
    }

    fn report(&self, count: u64, written: Result<(), StoreError>) {
        let (saved, is_dirty) = {
            let mut writer = lock(&self.writer);
            (writer.take_saved(), writer.is_dirty())
        };
        let (progress, changed) = &*self.progress;
        let mut progress = lock(progress);
        progress.settled += count;
        progress.is_dirty = is_dirty;
        progress.failure = written.err().map(Arc::new);
        if !saved.is_empty() {
            progress.saved.push(saved);
        }
        changed.notify_all();
    }
}

impl Drop for Worker {
    /// Also when the thread panics: nobody may wait for it in vain.
    fn drop(&mut self) {
        let (progress, changed) = &*self.progress;
        lock(progress).is_over = true;
        changed.notify_all();
    }
}
