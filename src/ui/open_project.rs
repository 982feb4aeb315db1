//! An open project: one's own work, and somebody else's while it is looked at.
//!
//! What is somebody else's is a bench of its own over a session of its own: the two never mix, and one's own stays as it
//! was left.

use std::path::PathBuf;

use egui::Ui;

use super::commands::WindowCommand;
use super::keys::chord::Chord;
use super::keys::keymap::Keymap;
use super::ledger::{LedgerView, Saved};
use super::messages::Message;
use super::others::OthersPanel;
use super::places::{Place, ProjectPlaces};
use super::preferences::Panels;
use super::scene::{Act, Setting};
use super::shaped::Typesetter;
use super::texts::Texts;
use super::theme::{Appearance, Theme};
use super::visit_band;
use super::workbench::{Reading, Workbench};
use crate::model::article::Article;
use crate::model::id::ArticleId;
use crate::session::Session;
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;
use crate::session::command::spec::Context;

/// An open project.
#[derive(Debug)]
pub struct OpenProject {
    own: Workbench,
    visit: Option<Visit>,
}

/// Somebody else's work.
#[derive(Debug)]
struct Visit {
    bench: Workbench,
    /// The revision of one's own session that it shows.
    revision: u64,
}

impl OpenProject {
    /// Shows `session`, whose project lies in `folder`.
    pub fn new(session: Session, folder: PathBuf) -> Self {
        Self { own: Workbench::new(session, folder), visit: None }
    }

    /// The same as it was left: beginning with the article `first`, if it is there, each article at its place, and with
    /// these panels.
    pub fn as_left(mut self, first: Option<ArticleId>, places: ProjectPlaces, panels: Panels) -> Self {
        self.own = self.own.beginning_with(first, places);
        self.own.rooms = panels.into();
        self
    }

    /// Which panels are wanted beside one's own work.
    pub fn panels(&self) -> Panels {
        self.own.rooms.wanted()
    }

    /// The article that is read as one's own work, and where.
    pub fn place(&self) -> Option<(&Article, Place)> {
        self.own.place().filter(|_| self.visit.is_none())
    }

    /// One's own work.
    pub fn session(&self) -> &Session {
        self.own.session()
    }

    /// One's own work, to take in what has come from outside.
    pub fn session_mut(&mut self) -> &mut Session {
        self.own.session_mut()
    }

    /// The work that is shown.
    pub fn shown(&self) -> &Session {
        self.visit.as_ref().map_or(&self.own, |visit| &visit.bench).session()
    }

    /// Gives one's own work back, to close it.
    pub fn into_session(self) -> Session {
        self.own.into_session()
    }

    /// Whether the project may be let go of; else what is to be said.
    pub fn may_leave(&mut self, texts: &Texts) -> Result<(), Message> {
        self.own.may_leave(texts)
    }

    /// Where the project lies.
    pub fn folder(&self) -> &PathBuf {
        &self.own.folder
    }

    fn bench(&mut self) -> &mut Workbench {
        match &mut self.visit {
            Some(visit) => &mut visit.bench,
            None => &mut self.own,
        }
    }

    /// What egui knows the open article by, while it is shown.
    pub fn page(&self) -> Option<egui::Id> {
        self.visit.as_ref().map_or(&self.own, |visit| &visit.bench).page()
    }

    /// What egui knows the part by that says itself where the keys go.
    pub fn ringless(&self) -> Option<egui::Id> {
        if self.shows_ledger() { Some(LedgerView::list()) } else { self.page() }
    }

    /// Where the person is, for the meaning of keys.
    pub fn context(&self, ctx: &egui::Context) -> Context {
        self.visit.as_ref().map_or(&self.own, |visit| &visit.bench).context(ctx)
    }

    /// Shows everything, and does what is asked for. Returns what is to be said.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        setting: Setting<'_>,
        typesetter: &mut Typesetter,
        reading: Reading,
        before: &[Chord],
    ) -> (Vec<Act>, Vec<Message>) {
        let Some(visit) = &mut self.visit else {
            return self.own.show(ui, setting, typesetter, reading, before);
        };
        let mut messages = self.own.catch_up(setting.texts);
        let revision = self.own.session().revision();
        if visit.revision != revision {
            visit.revision = revision;
            messages.extend(visit.bench.follow(self.own.session().project()));
        }
        // What could be marked next is of no use where nothing can be marked.
        let reading = Reading { suggestions: false, ..reading };
        let (acts, said) = visit.bench.show(ui, setting, typesetter, reading, before);
        messages.extend(said);
        (acts, messages)
    }

    /// Shows the work of the "annotator" in `arguments`, to be looked at; without one, gives back the question whose it
    /// is to be. Fails with what is to be said.
    pub fn others_work(
        &mut self,
        arguments: &Arguments,
        keys: &Keymap,
        texts: &Texts,
    ) -> Result<Option<OthersPanel>, Message> {
        let Some(Argument::Text(host)) = arguments.get("annotator") else {
            let question = OthersPanel::new(self.session());
            return question.map(Some).ok_or_else(|| Message::news(texts.get("others-none")));
        };
        let keys = visit_band::keys_back(keys);
        let reason =
            texts.with("visit-reason", [("name", host.as_str().into()), ("keys", keys.as_str().into())]);
        let bench = self.own.visit(&host.as_str().into(), reason)?;
        self.visit = Some(Visit { bench, revision: self.own.session().revision() });
        Ok(None)
    }

    /// Whether the ledger is shown.
    pub fn shows_ledger(&self) -> bool {
        self.visit.as_ref().map_or(&self.own, |visit| &visit.bench).shows_ledger()
    }

    /// The bytes of a plot or table of the ledger that is shown.
    pub fn ledger_file(
        &mut self,
        saved: Saved,
        theme: &Theme,
        appearance: Appearance,
        texts: &Texts,
    ) -> Option<Vec<u8>> {
        self.bench().ledger_file(saved, theme, appearance, texts)
    }

    /// Reads everything that is read beside the window.
    pub fn read_all(&mut self) {
        self.bench().read_all();
    }

    /// Does a command, and shows what it has done.
    pub fn run(&mut self, kind: CommandKind, arguments: Arguments) -> Option<Message> {
        if kind == CommandKind::SelectionClear && self.visit.take().is_some() {
            return None;
        }
        self.bench().run(kind, arguments)
    }

    /// Does a command of the window, if it concerns the open project. Returns what is to be said.
    pub fn run_window(
        &mut self,
        ctx: &egui::Context,
        command: WindowCommand,
        typesetter: &mut Typesetter,
        texts: &Texts,
    ) -> Option<Message> {
        let is_ones_own = matches!(
            command,
            WindowCommand::OwnWork
                | WindowCommand::ShowOverview
                | WindowCommand::ShowSchema
                | WindowCommand::ShowHistory
                | WindowCommand::NextUnfinished
        );
        if is_ones_own {
            self.visit = None;
        }
        self.bench().run_window(ctx, command, typesetter, texts)
    }
}
