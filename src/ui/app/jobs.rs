//! What takes time and is done beside the window: dialogs of the system, imports, exports.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use eframe::egui::Context;

use super::carry::Imported;
use super::carry::going_out::Exported;
use crate::exchange::arrival::Arrival;
use crate::model::project::Project;
use crate::ui::carry::FileFor;
use crate::ui::carry::choices::{ExportChoices, ImportChoices};
use crate::ui::carry::preview::Foreseen;
use crate::ui::path_form::Purpose;

/// How often the end of a job is looked for when the window closes.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Something that was done beside the window.
#[derive(Debug)]
pub(super) enum Done {
    /// Places that the person has chosen.
    Browsed(Purpose, Vec<PathBuf>),
    /// A file that the person has chosen.
    File(FileFor, PathBuf),
    /// Where the person wants to export to.
    Place(PathBuf),
    /// Everything that is imported is written. It gets its place when the project is answered, as it is then, held.
    Written(Sender<Option<Project>>),
    /// An import has ended, in a panic where nothing came of it.
    Imported(Option<Box<Imported>>),
    /// An export has ended, in a panic where nothing came of it.
    Exported(Box<ExportChoices>, Option<Box<Exported>>),
    /// What an import with these choices would bring, or why it would fail.
    Arriving(Box<ImportChoices>, Result<Box<Arrival>, String>),
    /// A part of what an export with these choices would be.
    Foreseen(Box<ExportChoices>, Box<Foreseen>),
}

/// Tells of something before the end of a job.
pub(super) type Tell<'a> = dyn Fn(Done) + 'a;

/// Threads beside the window.
#[derive(Debug)]
pub(super) struct Jobs {
    ctx: Context,
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    /// The last import or export.
    last: Option<JoinHandle<()>>,
}

impl Jobs {
    pub(super) fn new(ctx: Context) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { ctx, sender, receiver, last: None }
    }

    /// The next thing that was done.
    pub(super) fn done(&self) -> Option<Done> {
        self.receiver.try_recv().ok()
    }

    /// Does `job` on a thread of its own. What came of it is told as `end` says; after a panic that is nothing, so that
    /// nobody waits for it in vain.
    pub(super) fn run<T>(
        &mut self,
        job: impl FnOnce(&Tell<'_>) -> T + Send + 'static,
        end: impl FnOnce(Option<T>) -> Done + Send + 'static,
    ) {
        // What the job held is dropped by then, and nothing of it is seen again.
        self.last = Some(self.start(move |tell| {
            let came = catch_unwind(AssertUnwindSafe(|| job(tell)));
            Some(end(came.ok()))
        }));
    }

    /// Does `job` on a thread of its own, which nobody waits for: after a panic nothing more is told.
    pub(super) fn aside(&self, job: impl FnOnce(&Tell<'_>) + Send + 'static) {
        self.start(move |tell| {
            // The panic hook has reported it.
            drop(catch_unwind(AssertUnwindSafe(|| job(tell))));
            None
        });
    }

    /// Waits for the end of the last import or export. What it asks for is not answered any more.
    pub(super) fn join(&mut self) {
        let Some(last) = self.last.take() else { return };
        while !last.is_finished() {
            while self.done().is_some() {}
            std::thread::sleep(LOOK_AGAIN);
        }
        // A panic there has been reported by the panic hook.
        drop(last.join());
    }

    fn start(&self, job: impl FnOnce(&Tell<'_>) -> Option<Done> + Send + 'static) -> JoinHandle<()> {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        std::thread::spawn(move || {
            let tell = |done| {
                // The window may be gone meanwhile.
                drop(sender.send(done));
                ctx.request_repaint();
            };
            if let Some(done) = job(&tell) {
                tell(done);
            }
        })
    }

    /// Lets the person choose a place with the system's dialog.
    pub(super) fn browse(&self, purpose: Purpose) {
        let dialog = rfd::FileDialog::new();
        self.start(move |_| {
            let paths = match purpose {
                Purpose::Open | Purpose::New => dialog.pick_folder().map(|path| vec![path]),
                Purpose::Import => dialog.pick_files(),
                Purpose::SaveLedger => dialog.set_file_name("ledger.csv").save_file().map(|path| vec![path]),
            };
            paths.map(|paths| Done::Browsed(purpose, paths))
        });
    }

    /// Lets the person choose a file.
    pub(super) fn browse_file(&self, purpose: FileFor) {
        let dialog = rfd::FileDialog::new();
        self.start(move |_| dialog.pick_file().map(|path| Done::File(purpose, path)));
    }

    /// Lets the person choose where to export to.
    pub(super) fn browse_place(&self, name: &str) {
        let dialog = rfd::FileDialog::new().set_file_name(name);
        self.start(move |_| dialog.save_file().map(Done::Place));
    }
}
