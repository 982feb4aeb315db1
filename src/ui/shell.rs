//! The whole window without a machine under it: what is shown, and what the machine is asked for.

mod left;
mod typed;

use std::path::{Path, PathBuf};

use egui::{Context as Egui, Ui};

use super::carry::{Carry, Wish};
use super::commands::{AnyCommand, WindowCommand};
use super::fonts::{self, Fallback};
use super::form::{self, Filled, Form};
use super::guideline::GuidelinePanel;
use super::keys::chord::Chord;
use super::keys::chosen::keymap;
use super::keys::keymap::Keymap;
use super::messages::{Message, Messages, Weight};
use super::open_project::OpenProject;
use super::overlay::Overlay;
use super::palette::{Entry, Palette, Picked};
use super::path_form::{Asked, PathForm, Purpose};
use super::places::Places;
use super::preferences::{AppearanceChoice, Preferences, SIZE_STEP, ZOOM};
use super::report::Report;
use super::scene::{Act, Setting};
use super::shaped::Typesetter;
use super::start::{self, Chosen};
use super::style;
use super::texts::Texts;
use super::theme::{Appearance, Theme};
use super::user_file::UserFile;
use super::workbench::Reading;
use crate::exchange::losses::Losses;
use crate::model::id::Annotator;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::keeper::KeepState;

/// How many commands are remembered for the palette.
const REMEMBERED: usize = 8;

/// By how much one command enlarges the whole window.
const ZOOM_STEP: f32 = 1.1;

/// The whole window.
#[derive(Debug)]
pub struct Shell {
    theme: Theme,
    texts: Texts,
    keys: Keymap,
    /// The person's own key file.
    user_keys: Option<UserFile>,
    /// What the person has chosen.
    pub preferences: Preferences,
    /// Where articles were left.
    pub places: Places,
    /// Whose name is proposed for the work in a new project.
    pub proposed: String,
    fallback: Fallback,
    typesetter: Option<Typesetter>,
    bench: Option<Box<OpenProject>>,
    /// What was said.
    pub messages: Messages,
    palette: Option<Palette>,
    form: Option<Form>,
    path_form: Option<PathForm>,
    overlay: Option<Overlay>,
    /// Imports and exports.
    pub carry: Carry,
    /// Keys that wait for another.
    before: Vec<Chord>,
    /// A command that waits until the field in which somebody wrote has handed over the words.
    leaving: Option<WindowCommand>,
    requests: Vec<Request>,
    /// The commands that were given lately, the last first.
    lately: Vec<AnyCommand>,
}

/// What the window asks of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Let the person choose a place with the system's dialog.
    Browse(Purpose),
    /// Do what the place was asked for.
    Use(Purpose, PathBuf),
    /// Make a project in a folder, for the work of somebody.
    New(PathBuf, Annotator),
    /// Import or export, or a place for that.
    Carry(Wish),
    /// Open a private copy of the example.
    OpenExample,
    /// Save and close the project.
    Close,
    /// End the program.
    Quit,
}

impl Shell {
    /// A window without a project. `user_keys` is the person's own key file, if there is one.
    pub fn new(preferences: Preferences, fallback: Fallback, user_keys: Option<UserFile>) -> Self {
        let (mut messages, texts) = (Messages::default(), Texts::default());
        let (keys, problems) = keymap(preferences.keys, user_keys.as_ref(), &texts);
        messages.say_all(problems);
        Self {
            theme: Theme::built_in(),
            texts,
            keys,
            user_keys,
            preferences,
            places: Places::default(),
            proposed: String::new(),
            fallback,
            typesetter: None,
            bench: None,
            messages,
            palette: None,
            form: None,
            path_form: None,
            overlay: None,
            carry: Carry::default(),
            before: Vec::new(),
            leaving: None,
            requests: Vec::new(),
            lately: Vec::new(),
        }
    }

    /// The same window in the colours and sizes of `theme`. To be called before the first frame.
    #[must_use]
    pub fn themed(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Gives `ctx` the faces and colours. To be called once, before the first frame.
    pub fn install(&mut self, ctx: &Egui) {
        let typesetter = self.typesetter.insert(Typesetter::new(ctx, self.fallback));
        fonts::install(ctx, typesetter.fallback());
        style::install(ctx, &self.theme);
        ctx.options_mut(|options| {
            // Zooming is a command like any other.
            options.zoom_with_keyboard = false;
            // A system that does not say is shown paper.
            options.fallback_theme = egui::Theme::Light;
        });
        self.appear(ctx);
        ctx.set_zoom_factor(self.preferences.zoom);
    }

    fn appear(&self, ctx: &Egui) {
        ctx.set_theme(match self.preferences.appearance {
            AppearanceChoice::System => egui::ThemePreference::System,
            AppearanceChoice::Light => egui::ThemePreference::Light,
            AppearanceChoice::Dark => egui::ThemePreference::Dark,
        });
    }

    /// Whether the project may be let go of. Where work is in memory alone, says so, and lets only whoever wants it a second
    /// time.
    pub fn may_leave(&mut self) -> bool {
        let asked = self.bench.as_mut().map_or(Ok(()), |bench| bench.may_leave(&self.texts));
        let may = asked.is_ok();
        self.messages.say_all(asked.err());
        may
    }

    /// Shows no project any more; gives back the one that was shown.
    pub fn close(&mut self) -> Option<Session> {
        self.bench.take().map(|bench| bench.into_session())
    }

    /// The open project.
    pub fn session(&self) -> Option<&Session> {
        self.bench.as_ref().map(|bench| bench.session())
    }

    /// The open project, to take in what has come from outside.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        self.bench.as_mut().map(|bench| bench.session_mut())
    }

    /// Lists what an export of the open project has lost, or would lose.
    pub fn list_losses(&mut self, format: &str, losses: &Losses) {
        if let Some(bench) = &self.bench {
            self.carry.list_losses(format, losses, bench.session());
        }
    }

    /// The words of the window.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Where the open project lies.
    pub fn folder(&self) -> Option<&PathBuf> {
        self.bench.as_ref().map(|bench| bench.folder())
    }

    /// The commands that were given lately, the last first.
    pub fn lately(&self) -> &[AnyCommand] {
        &self.lately
    }

    /// The form that asks for what a command needs.
    pub fn asked(&self) -> Option<CommandKind> {
        self.form.as_ref().map(Form::kind)
    }

    /// Whether work is still on its way to its final place.
    pub fn is_unsettled(&self) -> bool {
        self.session().is_some_and(|session| session.keep_state() != KeepState::Saved)
    }

    /// How many paragraphs and labels were laid out so far.
    pub fn laid_out(&self) -> u64 {
        self.typesetter.as_ref().map_or(0, Typesetter::laid_out)
    }

    /// What the machine is asked for since this was last called.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Shows a frame of the window in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.read_keys(&ctx);
        let appearance = if ctx.theme() == egui::Theme::Dark { Appearance::Dark } else { Appearance::Light };
        let fallback = self.fallback;
        self.theme.page.leading = self.preferences.leading;
        self.theme.page.measure = self.preferences.measure;
        let typesetter = self.typesetter.get_or_insert_with(|| Typesetter::new(&ctx, fallback));
        typesetter.read_in(self.preferences.reading_face.as_deref());
        let look = self.theme.look(appearance);
        let setting = Setting { look, texts: &self.texts, keys: &self.keys };
        let mut acts = Vec::new();
        self.carry.show_going(ui, &setting);
        match &mut self.bench {
            Some(bench) => {
                let reading = Reading {
                    size: self.preferences.reading_size,
                    reduced_motion: self.preferences.reduced_motion,
                    suggestions: self.preferences.suggestions,
                };
                let (asked, said) = bench.show(ui, setting, typesetter, reading, &self.before);
                acts = asked;
                self.messages.say_all(said);
            }
            None => match start::show(ui, &look, &self.texts, &self.keys, &self.preferences.recent) {
                Some(Chosen::Recent(folder)) => self.requests.push(Request::Use(Purpose::Open, folder)),
                Some(Chosen::Example) => self.requests.push(Request::OpenExample),
                Some(Chosen::Command(command)) => acts.push(Act::window(command)),
                None => {}
            },
        }
        let chosen = self.preferences.clone();
        if let Some(overlay) = &mut self.overlay {
            let session = self.bench.as_ref().map(|bench| bench.shown());
            if !overlay.show(&ctx, &setting, typesetter, session, &mut self.preferences, &mut acts) {
                self.overlay = None;
            }
        }
        if self.carry.is_open() {
            let session = self.bench.as_ref().map(|bench| bench.session());
            let wish = self.carry.show(&ctx, &setting, typesetter, session, &mut acts);
            self.requests.extend(wish.map(Request::Carry));
        }
        self.messages.show(&ctx, &look, &self.texts);
        if let Some(palette) = &mut self.palette {
            let session = self.bench.as_ref().map(|bench| bench.shown());
            match palette.show(&ctx, &setting, &self.lately, session) {
                Picked::Nothing => {}
                Picked::Left => self.palette = None,
                Picked::Entry(entry) => {
                    self.palette = None;
                    acts.push(match entry {
                        Entry::Command(command) => Act::Run(command, Arguments::new()),
                        Entry::Label(label) => Act::label(&label.layer, &label.key),
                    });
                }
            }
        }
        if let Some(form) = &mut self.path_form {
            match form.show(&ctx, &look, &self.texts) {
                Asked::Nothing => {}
                Asked::Left => self.path_form = None,
                Asked::Browse(purpose) => {
                    // What else is asked for a new project stays as it is written.
                    self.path_form = self.path_form.take().filter(|_| purpose == Purpose::New);
                    self.requests.push(Request::Browse(purpose));
                }
                Asked::New(path, annotator) => {
                    self.path_form = None;
                    self.requests.push(Request::New(path, annotator));
                }
                Asked::Given(purpose, path) => {
                    self.path_form = None;
                    self.requests.push(Request::Use(purpose, path));
                }
            }
        }
        let mut filled = Filled::Nothing;
        if let (Some(form), Some(bench)) = (&mut self.form, &self.bench) {
            filled = form.show(&ctx, typesetter, &look, &self.texts, bench.shown());
        }
        let is_filled = self.take_form(&ctx, filled);
        self.follow(&ctx, &chosen);
        let leaving = self.leaving.take().map(Act::window);
        let has_acted = is_filled || !acts.is_empty() || leaving.is_some();
        for act in acts.into_iter().chain(leaving) {
            if let Act::Run(command, arguments) = act {
                self.act(&ctx, command, arguments);
            }
        }
        self.note_desk();
        if has_acted {
            ctx.request_repaint();
        }
    }

    /// Does what follows from preferences that are no longer as they were.
    fn follow(&mut self, ctx: &Egui, before: &Preferences) {
        let now = &self.preferences;
        if now.keys != before.keys {
            let (keys, problems) = keymap(now.keys, self.user_keys.as_ref(), &self.texts);
            self.keys = keys;
            self.messages.say_all(problems);
        }
        if (now.appearance, now.zoom) != (before.appearance, before.zoom) {
            self.appear(ctx);
            ctx.set_zoom_factor(self.preferences.zoom);
        }
    }

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
    fn act(&mut self, ctx: &Egui, command: AnyCommand, arguments: Arguments) {
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
