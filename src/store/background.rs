//! A [`Writer`] on a thread of its own, so that nobody who edits waits for the disk.
//!
//! Edits go to the journal as soon as the disk is free, many at a time if they come fast; RON files follow after a pause,
//! when the journal has grown, or on closing. What cannot be written stays in memory and is tried again.

mod worker;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;
use std::time::Duration;

use self::worker::Worker;
use super::disk::Disk;
use super::gate::Gate;
use super::reader::Loaded;
use super::removal::Removed;
use super::writer::{OpenedForWork, Saved, Writer};
use super::{Notice, StoreError};
use crate::edit::Edit;
use crate::edit::history::{History, Revision};
use crate::model::effort::Effort;
use crate::model::id::{Annotator, ArticleId};
use crate::model::project::Project;

/// Whoever does not wait for a whole import looks again after this long whether the writer is free.
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Writes a project in the background.
#[derive(Debug)]
pub struct Background {
    writer: Arc<Mutex<Writer>>,
    progress: Arc<(Mutex<Progress>, Condvar)>,
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    /// Whether an import gives its articles their places.
    is_committing: Arc<AtomicBool>,
}

/// What an edit has done, to be kept.
#[derive(Clone, Debug)]
pub struct Step {
    /// The edit as it was applied.
    pub edit: Edit,
    /// The project afterwards.
    pub project: Project,
    /// The undo step that was added, if it was not an undo or redo.
    pub pushed: Option<Revision>,
    /// How many undo steps are done now.
    pub done: usize,
}

enum Message {
    Step(Box<Step>),
    Effort(Effort),
    Save(Box<Project>),
}

/// How far the thread has come.
#[derive(Debug, Default)]
struct Progress {
    /// How many messages were sent.
    sent: u64,
    /// How many of them are dealt with.
    settled: u64,
    /// Why the last attempt to write failed; `None` when everything is safe.
    failure: Option<Arc<StoreError>>,
    /// Whether there is work that no RON file holds yet.
    is_dirty: bool,
    /// Whether the thread has ended: nothing more will be dealt with.
    is_over: bool,
    /// What saving has brought to light.
    saved: Vec<Saved>,
}

/// The state of the work on the disk.
#[derive(Clone, Debug)]
pub enum State {
    /// Everything is in RON files.
    Saved,
    /// Everything is safe in the journal.
    Safe,
    /// Edits are on their way to the disk.
    Writing,
    /// Edits are in memory alone, for this reason; they are tried again.
    Unsafe(Arc<StoreError>),
}

/// What opening for work gives.
#[derive(Debug)]
pub struct OpenedInBackground {
    /// Writes what is done.
    pub background: Background,
    /// What the files and the journal say.
    pub project: Project,
    /// The annotator's undo steps.
    pub history: History,
    /// The annotator's active time.
    pub effort: Effort,
    /// What is odd in the files.
    pub notices: Vec<Notice>,
}

/// Loads articles of a project that a [`Background`] keeps, from any thread.
#[derive(Clone, Debug)]
pub struct Loader(Gate);

impl Loader {
    /// Loads an article. Waits while files are being written, the files of a whole import too.
    pub fn load(&self, id: &ArticleId) -> Result<Loaded, StoreError> {
        lock(&self.0.writer).load(id)
    }

    /// Loads an article. Waits while files are being written; while an import gives its articles their places, that is an
    /// error.
    pub fn load_now(&self, id: &ArticleId) -> Result<Loaded, StoreError> {
        loop {
            match self.0.writer.try_lock() {
                Ok(mut writer) => return writer.load(id),
                Err(TryLockError::Poisoned(poisoned)) => return poisoned.into_inner().load(id),
                Err(TryLockError::WouldBlock) if self.0.is_committing.load(Ordering::SeqCst) => {
                    return Err(committing(id));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK_AGAIN),
            }
        }
    }
}

impl Background {
    /// Opens a project for the work of `annotator`.
    pub fn open(
        disk: &Arc<dyn Disk>,
        path: &Path,
        annotator: &Annotator,
    ) -> Result<OpenedInBackground, StoreError> {
        let OpenedForWork { writer, project, history, effort, notices } =
            Writer::open(disk, path, annotator)?;
        let progress = Progress { is_dirty: writer.is_dirty(), ..Progress::default() };
        let (writer, progress) =
            (Arc::new(Mutex::new(writer)), Arc::new((Mutex::new(progress), Condvar::new())));
        let (sender, receiver) = mpsc::channel();
        let worker = Worker {
            writer: Arc::clone(&writer),
            progress: Arc::clone(&progress),
            waiting: Vec::new(),
            latest: project.clone(),
        };
        let thread =
            std::thread::Builder::new().name("writer".to_owned()).spawn(move || worker.run(&receiver));
        let thread = thread.map_err(StoreError::io("start the writer for", path))?;
        let is_committing = Arc::default();
        let background = Self { writer, progress, sender: Some(sender), thread: Some(thread), is_committing };
        Ok(OpenedInBackground { background, project, history, effort, notices })
    }

    /// Loads an article, as [`Loader::load_now`] does.
    pub fn load(&self, id: &ArticleId) -> Result<Loaded, StoreError> {
        self.loader().load_now(id)
    }

    /// A way to load articles from another thread.
    pub fn loader(&self) -> Loader {
        Loader(self.gate())
    }

    /// A way for an import to come in from another thread.
    pub fn gate(&self) -> Gate {
        Gate { writer: Arc::clone(&self.writer), is_committing: Arc::clone(&self.is_committing) }
    }

    /// Removes an article, after everything sent so far. Returns when that is safe on the disk.
    pub fn remove_article(&self, id: &ArticleId, project: &Project) -> Result<Removed, Arc<StoreError>> {
        self.settle()?;
        lock(&self.writer).remove_article(id, project).map_err(Arc::new)
    }

    /// Takes a step to the disk. Returns at once.
    pub fn note(&self, step: Step) {
        self.send(Message::Step(Box::new(step)));
    }

    /// Takes note of sums of active time that have grown. Returns at once; they are saved with the RON files, and what was
    /// measured since is lost in a crash.
    pub fn note_effort(&self, grown: Effort) {
        self.send(Message::Effort(grown));
    }

    /// Brings all RON files up to `project`. Returns at once.
    pub fn save(&self, project: Project) {
        self.send(Message::Save(Box::new(project)));
    }

    fn send(&self, message: Message) {
        lock(&self.progress.0).sent += 1;
        if let Some(sender) = &self.sender {
            // The thread lives as long as the sender does.
            drop(sender.send(message));
        }
    }

    /// Waits until everything sent so far is dealt with; fails if something is not safe on the disk.
    pub fn settle(&self) -> Result<(), Arc<StoreError>> {
        let (progress, changed) = &*self.progress;
        let mut progress = lock(progress);
        let target = progress.sent;
        while progress.settled < target && !progress.is_over {
            progress = changed.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
        match &progress.failure {
            Some(err) => Err(Arc::clone(err)),
            None if progress.settled < target => {
                Err(Arc::new(stopped(lock(&self.writer).store().layout().root())))
            }
            None => Ok(()),
        }
    }

    /// The state of the work on the disk, now.
    pub fn state(&self) -> State {
        let progress = lock(&self.progress.0);
        match &progress.failure {
            Some(err) => State::Unsafe(Arc::clone(err)),
            None if progress.settled < progress.sent && progress.is_over => {
                drop(progress);
                State::Unsafe(Arc::new(stopped(lock(&self.writer).store().layout().root())))
            }
            None if progress.settled < progress.sent => State::Writing,
            None if progress.is_dirty => State::Safe,
            None => State::Saved,
        }
    }

    /// What saving has brought to light since this was last asked.
    pub fn news(&self) -> Vec<Saved> {
        std::mem::take(&mut lock(&self.progress.0).saved)
    }

    /// Saves `project`, closes the files and lets go of the lock. On failure the journal still holds what was safe.
    pub fn close(mut self, project: &Project, history: &History) -> Result<Vec<Saved>, Arc<StoreError>> {
        self.save(project.clone());
        let settled = self.settle();
        self.stop();
        settled?;
        lock(&self.writer).rewrite_history(history).map_err(Arc::new)?;
        Ok(self.news())
    }

    fn stop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been reported by the panic hook; what was noted is in the journal.
            drop(thread.join());
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop();
    }
}

fn stopped(path: &Path) -> StoreError {
    StoreError::io("write any longer", path)(std::io::Error::other("the thread that writes has stopped"))
}

fn committing(id: &ArticleId) -> StoreError {
    let reason = "articles that were imported get their places; try it again in a moment";
    StoreError::io("open the article", Path::new(id.as_str()))(std::io::Error::other(reason))
}

/// A lock that a panic has poisoned still guards whole values: every change is made by one call that either returns or
/// leaves its journal to be replayed.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
