//! What commands do in the window: those of a session are handed on, those of the window are done here.

use std::path::Path;

use egui::Context as Egui;

use super::{Request, Shell};
use crate::session::command::arguments::Arguments;
use crate::ui::commands::{AnyCommand, WindowCommand};
use crate::ui::form;
use crate::ui::guideline::GuidelinePanel;
use crate::ui::ledger::Saved;
use crate::ui::messages::{Message, Weight};
use crate::ui::overlay::Overlay;
use crate::ui::palette::Palette;
use crate::ui::path_form::{PathForm, Purpose};
use crate::ui::preferences::{AppearanceChoice, SIZE_STEP, ZOOM};
use crate::ui::report::Report;
use crate::ui::shaped::Typesetter;
use crate::ui::theme::Appearance;

/// How many commands are remembered for the palette.
const REMEMBERED: usize = 8;
/// By how much one command enlarges the whole window.
const ZOOM_STEP: f32 = 1.1;

impl Shell {
    /// Does a command. Returns what is to be said if it could not be done.
    pub fn run(&mut self, ctx: &Egui, command: AnyCommand, arguments: Arguments) -> Option<Message> {
        match command {
            AnyCommand::Session(kind) => {
                let bench = self.bench.as_mut()?;
                let report = Report::on(kind, &arguments);
                let said = bench.run(kind, arguments);
                let told = || report?.message(bench.shown(), &self.texts);
                let said = said.or_else(told)?;
                if said.weight == Weight::Trouble {
                    return Some(said);
                }
                self.messages.say(said);
            }
            AnyCommand::Window(command) => return self.run_window(ctx, command, &arguments),
        }
        None
    }

    /// Does a command, and says what comes of it. What it still needs to be told is asked for first.
    pub(super) fn act(&mut self, ctx: &Egui, command: AnyCommand, arguments: Arguments) {
        self.lately.retain(|known| *known != command);
        self.lately.insert(0, command);
        self.lately.truncate(REMEMBERED);
        let bench = self.bench.as_ref();
        if let Some(form) =
            bench.and_then(|bench| form::needed(command, &arguments, bench.shown(), &self.texts))
        {
            self.form = Some(form);
            return;
        }
        let trouble = self.run(ctx, command, arguments);
        self.messages.say_all(trouble);
    }

    fn run_window(&mut self, ctx: &Egui, command: WindowCommand, arguments: &Arguments) -> Option<Message> {
        let sizes = self.theme.reading_sizes;
        let preferences = &mut self.preferences;
        match command {
            WindowCommand::ProjectOpen => self.ask(Purpose::Open),
            WindowCommand::ProjectNew => self.ask(Purpose::New),
            WindowCommand::ProjectImport => self.ask(Purpose::Import),
            WindowCommand::ProjectExport => self.ask_export(),
            WindowCommand::LedgerSave => self.ask_save(),
            WindowCommand::ProjectStop => self.carry.stop(),
            WindowCommand::ProjectClose => self.requests.push(Request::Close),
            WindowCommand::Quit => self.requests.push(Request::Quit),
            WindowCommand::Palette => self.palette = Some(Palette::open()),
            WindowCommand::Preferences => self.overlay = Some(Overlay::Preferences),
            WindowCommand::Keys => self.overlay = Some(Overlay::Keys),
            WindowCommand::Guideline => {
                let panel = self.bench.as_ref().map(|bench| GuidelinePanel::new(bench.shown()));
                self.overlay = panel.map(Overlay::Guideline);
            }
            WindowCommand::OthersWork => {
                match self.bench.as_mut()?.others_work(arguments, &self.keys, &self.texts) {
                    Ok(question) => self.overlay = question.map(Overlay::Others),
                    Err(said) => return Some(said),
                }
            }
            WindowCommand::Messages => self.messages.is_open = !self.messages.is_open,
            WindowCommand::ToggleSuggestions => preferences.suggestions = !preferences.suggestions,
            WindowCommand::TextLarger => {
                preferences.reading_size = (preferences.reading_size + SIZE_STEP).min(sizes.largest);
            }
            WindowCommand::TextSmaller => {
                preferences.reading_size = (preferences.reading_size - SIZE_STEP).max(sizes.smallest);
            }
            WindowCommand::ZoomIn => self.zoom(ctx, ZOOM_STEP),
            WindowCommand::ZoomOut => self.zoom(ctx, 1.0 / ZOOM_STEP),
            WindowCommand::ZoomReset => self.zoom(ctx, 0.0),
            WindowCommand::AppearanceLight => self.choose(ctx, AppearanceChoice::Light),
            WindowCommand::AppearanceDark => self.choose(ctx, AppearanceChoice::Dark),
            WindowCommand::AppearanceSystem => self.choose(ctx, AppearanceChoice::System),
            other => {
                let fallback = self.fallback;
                let typesetter = self.typesetter.get_or_insert_with(|| Typesetter::new(ctx, fallback));
                return self.bench.as_mut()?.run_window(ctx, other, typesetter, &self.texts);
            }
        }
        None
    }

    /// Asks for a place; only what needs a project is refused without one.
    fn ask(&mut self, purpose: Purpose) {
        if purpose != Purpose::Import || self.has_project() {
            self.path_form = Some(PathForm::new(purpose, &self.proposed));
        }
    }

    /// Asks for a place for a plot or table of the ledger, if it is shown.
    fn ask_save(&mut self) {
        if self.bench.as_ref().is_some_and(|bench| bench.shows_ledger()) {
            self.path_form = Some(PathForm::new(Purpose::SaveLedger, &self.proposed));
        } else {
            let hint = self.texts.get("ledger-show-first");
            self.messages.say(Message::trouble(self.texts.get("ledger-not-shown"), vec![hint]));
        }
    }

    /// The bytes of a plot or table of the ledger for a file at `path`; the ending says which.
    pub fn ledger_file(&mut self, path: &Path) -> Result<Vec<u8>, Message> {
        let hints = || vec![self.texts.get("path-save-ledger-about")];
        let Some(saved) = Saved::of(path) else {
            return Err(Message::trouble(self.texts.get("path-save-ending"), hints()));
        };
        let appearance = match self.preferences.appearance {
            AppearanceChoice::Dark => Appearance::Dark,
            _ => Appearance::Light,
        };
        let file = self
            .bench
            .as_mut()
            .and_then(|bench| bench.ledger_file(saved, &self.theme, appearance, &self.texts));
        file.ok_or_else(|| Message::trouble(self.texts.get("ledger-nothing-to-save"), Vec::new()))
    }

    /// Reads everything that is read beside the window, so that a picture shows it whole.
    pub fn read_all(&mut self) {
        self.bench.iter_mut().for_each(|bench| bench.read_all());
    }

    /// Asks what else there is to ask for a project in `folder`, which was browsed for.
    pub fn ask_new_in(&mut self, folder: &Path) {
        let form = self.path_form.get_or_insert_with(|| PathForm::new(Purpose::New, &self.proposed));
        form.fill(folder);
    }

    fn ask_export(&mut self) {
        if self.has_project() {
            self.carry.ask_export();
        }
    }

    /// Whether a project is open; says so if there is none.
    fn has_project(&mut self) -> bool {
        if self.bench.is_none() {
            let hint = self.texts.get("open-first");
            self.messages.say(Message::trouble(self.texts.get("no-project"), vec![hint]));
        }
        self.bench.is_some()
    }

    fn choose(&mut self, ctx: &Egui, appearance: AppearanceChoice) {
        self.preferences.appearance = appearance;
        self.appear(ctx);
    }

    /// Zooms by `factor`; 0 for the normal size.
    fn zoom(&mut self, ctx: &Egui, factor: f32) {
        let zoom = if factor == 0.0 { 1.0 } else { self.preferences.zoom * factor };
        self.preferences.zoom = zoom.clamp(ZOOM.0, ZOOM.1);
        ctx.set_zoom_factor(self.preferences.zoom);
    }
}
