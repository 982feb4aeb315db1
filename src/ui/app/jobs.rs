//! What takes time and is done beside the window: dialogs of the system, imports, exports.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::Context;

use crate::model::id::Annotator;
use crate::ui::messages::Message;
use crate::ui::path_form::Purpose;

/// Something that was done beside the window.
#[derive(Debug)]
pub(super) enum Done {
    /// Places that the person has chosen.
    Browsed(Purpose, Vec<PathBuf>),
    /// Articles were taken into a project.
    Imported {
        /// Where the project lies.
        folder: PathBuf,
        /// Who was at work in it.
        annotator: Annotator,
        /// What came of it.
        said: Vec<Message>,
    },
    /// A data set was written, or not.
    Exported(Message),
}

/// Threads beside the window.
#[derive(Debug)]
pub(super) struct Jobs {
    ctx: Context,
    sender: Sender<Done>,
    receiver: Receiver<Done>,
}

impl Jobs {
    pub(super) fn new(ctx: Context) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { ctx, sender, receiver }
    }

    /// The next thing that was done.
    pub(super) fn done(&self) -> Option<Done> {
        self.receiver.try_recv().ok()
    }

    /// Does `job` on a thread of its own.
    pub(super) fn run(&self, job: impl FnOnce() -> Done + Send + 'static) {
        self.start(move || Some(job()));
    }

    fn start(&self, job: impl FnOnce() -> Option<Done> + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        std::thread::spawn(move || {
            if let Some(done) = job() {
                // The window may be gone meanwhile.
                drop(sender.send(done));
                ctx.request_repaint();
            }
        });
    }

    /// Lets the person choose a place with the system's dialog.
    pub(super) fn browse(&self, purpose: Purpose) {
        let dialog = rfd::FileDialog::new();
        self.start(move || {
            let paths = match purpose {
                Purpose::Open | Purpose::New => dialog.pick_folder().map(|path| vec![path]),
                Purpose::Import => dialog.pick_files(),
                Purpose::Export => dialog.set_file_name("project.jsonl").save_file().map(|path| vec![path]),
            };
            paths.map(|paths| Done::Browsed(purpose, paths))
        });
    }
}
