//! The whole window without a machine under it: what is shown, and what the machine is asked for.

mod answers;
mod done;
mod left;
mod typed;

use std::path::PathBuf;

use egui::{Context as Egui, Ui};

use super::carry::{Carry, Wish};
use super::commands::{AnyCommand, WindowCommand};
use super::focus;
use super::fonts::{self, Fallback};
use super::form::{Filled, Form};
use super::keys::chord::Chord;
use super::keys::chosen::keymap;
use super::keys::keymap::Keymap;
use super::messages::Messages;
use super::open_project::OpenProject;
use super::overlay::Overlay;
use super::palette::{Palette, Picked};
use super::path_form::{Asked, PathForm, Purpose};
use super::places::Places;
use super::preferences::{AppearanceChoice, Preferences, Preset};
use super::scene::{Act, Setting};
use super::shaped::Typesetter;
use super::start;
use super::style;
use super::texts::Texts;
use super::theme::{Appearance, Theme};
use super::user_file::UserFile;
use super::workbench::Reading;
use crate::exchange::exporter::Exported;
use crate::model::id::Annotator;
use crate::session::Session;
use crate::session::command::kind::CommandKind;
use crate::session::keeper::KeepState;

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

/// The preferences from which something follows in the moment in which they change.
#[derive(Clone, Copy)]
struct Followed {
    keys: Preset,
    appearance: AppearanceChoice,
    zoom: f32,
}

impl Followed {
    fn of(preferences: &Preferences) -> Self {
        let &Preferences { keys, appearance, zoom, .. } = preferences;
        Self { keys, appearance, zoom }
    }
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

    /// Lists what came of an export of the open project, or would come of it: losses, remarks and what leaks.
    pub fn list_losses(&mut self, format: &str, exported: &Exported) {
        if let Some(bench) = &self.bench {
            self.carry.list_losses(format, exported, bench.session());
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
        focus::watch(&ctx);
        self.read_keys(&ctx);
        let appearance = if ctx.theme() == egui::Theme::Dark { Appearance::Dark } else { Appearance::Light };
        let fallback = self.fallback;
        self.theme.page.leading = self.preferences.leading;
        self.theme.page.measure = self.preferences.measure;
        let typesetter = self.typesetter.get_or_insert_with(|| Typesetter::new(&ctx, fallback));
        typesetter.read_in(self.preferences.reading_face.as_deref());
        let look = self.theme.look(appearance);
        let setting = Setting { look, texts: &self.texts, keys: &self.keys };
        let (mut acts, mut started) = (Vec::new(), None);
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
            None => started = start::show(ui, &look, &self.texts, &self.keys, &self.preferences.recent),
        }
        let chosen = Followed::of(&self.preferences);
        if let Some(overlay) = &mut self.overlay {
            let session = self.bench.as_ref().map(|bench| bench.shown());
            if !overlay.show(&ctx, &setting, typesetter, session, &mut self.preferences, &mut acts) {
                self.overlay = None;
            }
        }
        if self.carry.is_open() {
            let open = self.bench.as_ref().map(|bench| (bench.session(), bench.folder().as_path()));
            let wish = self.carry.show(&ctx, &setting, typesetter, open, &mut acts);
            self.requests.extend(wish.map(Request::Carry));
        }
        self.messages.show(&ctx, &look, &self.texts);
        let session = self.bench.as_ref().map(|bench| bench.shown());
        let picked = match &mut self.palette {
            Some(palette) => palette.show(&ctx, &setting, &self.lately, session),
            None => Picked::Nothing,
        };
        let asked = match &mut self.path_form {
            Some(form) => form.show(&ctx, &look, &self.texts),
            None => Asked::Nothing,
        };
        let mut filled = Filled::Nothing;
        if let (Some(form), Some(bench)) = (&mut self.form, &self.bench) {
            filled = form.show(&ctx, typesetter, &look, &self.texts, bench.shown());
        }
        focus::ring(&ctx, &look, self.bench.as_ref().and_then(|bench| bench.ringless()));
        acts.extend(self.take_chosen(started));
        acts.extend(self.take_picked(picked));
        self.take_place(asked);
        let is_filled = self.take_form(&ctx, filled);
        self.follow(&ctx, chosen);
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
    fn follow(&mut self, ctx: &Egui, before: Followed) {
        let now = Followed::of(&self.preferences);
        if now.keys != before.keys {
            let (keys, problems) = keymap(now.keys, self.user_keys.as_ref(), &self.texts);
            self.keys = keys;
            self.messages.say_all(problems);
        }
        if (now.appearance, now.zoom) != (before.appearance, before.zoom) {
            self.appear(ctx);
            ctx.set_zoom_factor(now.zoom);
        }
    }
}
