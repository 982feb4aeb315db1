//! The window on the machine: files, dialogs, threads, preferences. What is shown is `shell`.

mod carry;
mod display;
mod example;
mod frame_log;
mod jobs;
mod picture;
mod place;
mod project;
mod save;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use eframe::egui;

use self::carry::Carried;
use self::frame_log::FrameLog;
use self::jobs::{Done, Jobs};
use self::settings::Settings;
use super::carry::going::Going;
use super::fonts::Fallback;
use super::messages::Message;
use super::path_form::Purpose;
use super::shell::{Request, Shell};
use super::texts::Texts;
use crate::machine::env::login_name;
use crate::machine::launch::{Launch, NoWindow, Window};
use crate::model::id::Annotator;
use crate::model::project::Slot;
use crate::session::Session;

/// While work is on its way to its final place, its state is looked at this often, in seconds.
const LOOK_AGAIN: f32 = 0.5;

/// The window of this program.
pub const WINDOW: Window = Window { show, picture: picture::take };

/// The program in its window.
struct App {
    shell: Shell,
    settings: Settings,
    jobs: Jobs,
    annotator: Option<Annotator>,
    frame_log: Option<FrameLog>,
    title: String,
    /// The import or export that goes on.
    carried: Option<Carried>,
    /// What looks what an export would be, to be called off when something else is chosen.
    foreseen: Option<Arc<Going>>,
    /// What is done when it has ended: somebody wants to leave.
    leaving: Option<Request>,
}

/// Shows the window until the person closes it.
fn show(launch: Launch) -> Result<(), NoWindow> {
    let frame_log = launch.frame_log.as_deref().map(FrameLog::create).transpose()?;
    let settings = Settings::read();
    let viewport = place::as_left(&settings.preferences).with_title("Glossator").with_app_id("glossator");
    // Dithering moves colours that are meant to be exact, and pictures of the window would differ from it.
    let options = eframe::NativeOptions { viewport, dithering: false, ..eframe::NativeOptions::default() };
    let create = move |creation: &eframe::CreationContext<'_>| {
        place::bring_back(creation);
        let app: Box<dyn eframe::App> = Box::new(App::new(&creation.egui_ctx, launch, settings, frame_log));
        Ok(app)
    };
    display::watched(|| {
        eframe::run_native("glossator", options, Box::new(create)).map_err(|err| no_window(&err))
    })
}

/// Why there is no window, with the packages that are most likely missing.
fn no_window(err: &eframe::Error) -> NoWindow {
    let texts = Texts::default();
    let hints = ["no-window-display", "no-window-commands"].map(|hint| texts.get(hint));
    NoWindow { message: texts.name("no-window", reason(&err.to_string())), hints: hints.into() }
}

/// What an error says, without the place in a source file that winit puts before it.
fn reason(text: &str) -> &str {
    match text.split_once(".rs:").and_then(|(_, after)| after.split_once(": ")) {
        Some((line, reason)) if line.bytes().all(|byte| byte.is_ascii_digit()) => reason,
        _ => text,
    }
}

impl App {
    fn new(ctx: &egui::Context, launch: Launch, mut settings: Settings, frame_log: Option<FrameLog>) -> Self {
        let preferences = settings.preferences.clone();
        let named = launch.annotator.as_ref().map(ToString::to_string).or(preferences.annotator.clone());
        let mut shell =
            Shell::new(preferences, Fallback::System, settings.keys.clone()).themed(settings.theme);
        shell.places = std::mem::take(&mut settings.places);
        shell.proposed = named.unwrap_or_else(|| login_name().to_string());
        shell.install(ctx);
        let jobs = Jobs::new(ctx.clone());
        let title = String::new();
        let mut app = Self {
            shell,
            settings,
            jobs,
            annotator: launch.annotator,
            frame_log,
            title,
            carried: None,
            foreseen: None,
            leaving: None,
        };
        for problem in std::mem::take(&mut app.settings.problems) {
            app.shell.messages.say(problem);
        }
        match launch.project {
            Some(folder) => app.open(&folder, None),
            None if app.shell.preferences.recent.is_empty() => app.open_example(),
            None => {}
        }
        app
    }

    /// Shows the window, and keeps what that took where frames are logged.
    fn show(&mut self, ui: &mut egui::Ui) {
        let (start, before) = (Instant::now(), self.shell.laid_out());
        self.shell.show(ui);
        if let Some(log) = &mut self.frame_log {
            log.pass(start.elapsed(), self.shell.laid_out() - before);
        }
    }

    /// Opens the project in `folder` for the work of `annotator`, else of who was named: for the program, for this project
    /// when it was made, or last for any; else of who is logged in.
    fn open(&mut self, folder: &Path, annotator: Option<Annotator>) {
        let of_example = || example::is_copy(folder, &self.settings.data).then(example::annotator);
        let said = || {
            let preferences = &self.shell.preferences;
            let name = preferences.annotators.get(folder).or(preferences.annotator.as_ref())?;
            Some(Annotator::from(name.as_str()))
        };
        let annotator = annotator.or_else(|| self.annotator.clone()).or_else(of_example).or_else(said);
        if self.is_committing() {
            return self.shell.messages.say(Message::news(self.shell.texts().get("carry-held")));
        }
        if !self.shell.may_leave() {
            return;
        }
        self.close();
        match project::open(folder, annotator, self.shell.texts()) {
            Ok(opened) => {
                for notice in opened.notices {
                    self.shell.messages.say(Message::news(notice));
                }
                let stranger = stranger(&opened.session, self.shell.texts());
                self.shell.messages.say_all(stranger);
                self.shell.open(opened.session, opened.folder);
                self.keep_settings();
            }
            Err(message) => self.shell.messages.say(message),
        }
    }

    /// Makes a project in `folder` for the work of `annotator`, who is the same the next time it is opened.
    fn make(&mut self, folder: &Path, annotator: Annotator) {
        if let Err(message) = project::create(folder, self.shell.texts()) {
            return self.shell.messages.say(message);
        }
        let name = annotator.to_string();
        self.shell.preferences.annotators.insert(folder.to_owned(), name.clone());
        self.shell.preferences.annotator = Some(name.clone());
        self.shell.proposed = name;
        self.open(folder, Some(annotator));
    }

    fn open_example(&mut self) {
        match example::copy(&self.settings.data, self.shell.texts()) {
            Ok(folder) => self.open(&folder, self.annotator.clone().or_else(|| Some(example::annotator()))),
            Err(message) => self.shell.messages.say(message),
        }
    }

    /// Saves and lets go of the open project.
    fn close(&mut self) {
        let Some(session) = self.shell.close() else { return };
        if let Some(carried) = &mut self.carried {
            carried.is_open = false;
        }
        match session.close() {
            Ok(messages) => self.shell.messages.say_all(messages.into_iter().map(Message::news)),
            Err(error) => self.shell.messages.say(error.into()),
        }
    }

    fn keep_settings(&mut self) {
        self.settings.preferences = self.shell.preferences.clone();
        self.settings.places = self.shell.places.clone();
        if let Err(message) = self.settings.write(self.shell.texts()) {
            self.shell.messages.say(message);
        }
    }

    fn answer(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::Browse(purpose) => self.jobs.browse(purpose),
            Request::Use(purpose, path) => self.make_use(purpose, settings::expanded(path)),
            Request::New(folder, annotator) => self.make(&settings::expanded(folder), annotator),
            Request::Carry(wish) => self.wish(wish),
            Request::OpenExample => self.open_example(),
            // Saving would wait for the end, and the window with it.
            Request::Close if self.is_committing() => self.leave_after(Request::Close),
            Request::Close if self.shell.may_leave() => self.close(),
            Request::Close => {}
            Request::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn make_use(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.open(&path, None),
            Purpose::New => self.shell.ask_new_in(&path),
            Purpose::Import => self.ask_import(vec![path]),
            Purpose::SaveLedger => {
                let said = save::ledger(&mut self.shell, &path);
                self.shell.messages.say(said);
            }
        }
    }

    fn take(&mut self, done: Done) {
        match done {
            Done::Browsed(Purpose::Import, paths) => self.ask_import(paths),
            Done::Browsed(purpose, paths) => {
                paths.into_iter().take(1).for_each(|path| self.make_use(purpose, path));
            }
            Done::File(purpose, path) => self.shell.carry.choose_file(purpose, &path),
            Done::Place(path) => self.shell.carry.choose_place(&path),
            Done::Written(reply) => self.hold(&reply),
            Done::Imported(imported) => self.imported(imported.map(|imported| *imported)),
            Done::Arriving(choices, came) => self.shell.carry.foresee_import(&choices, came),
            Done::Foreseen(choices, part) => self.shell.carry.foresee(&choices, *part),
            Done::Exported(choices, exported) => self.exported(&choices, exported.map(|exported| *exported)),
        }
    }

    /// Files that were dropped on the window: a project is opened, anything else is imported.
    fn take_dropped(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<_> = dropped.iter().map(|file| file.path().to_owned()).collect();
        match &paths[..] {
            [] => {}
            [folder] if project::is_one(folder) => self.open(&folder.clone(), None),
            _ => self.ask_import(paths),
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        while let Some(done) = self.jobs.done() {
            self.take(done);
        }
        self.take_dropped(&ctx);
        let is_leaving = ctx.input(|input| input.viewport().close_requested());
        if is_leaving {
            Shell::finish_writing(&ctx);
        }
        self.show(ui);
        if is_leaving && !self.may_quit() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
        if self.carried.is_none()
            && let Some(leaving) = self.leaving.take()
        {
            self.answer(&ctx, leaving);
        }
        for request in self.shell.take_requests() {
            self.answer(&ctx, request);
        }
        let title =
            self.shell.session().map_or_else(String::new, |session| session.project().name().to_owned());
        if title != self.title {
            let shown =
                if title.is_empty() { "Glossator".to_owned() } else { format!("{title} – Glossator") };
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(shown));
            self.title = title;
        }
        if self.shell.is_unsettled() {
            ctx.request_repaint_after_secs(LOOK_AGAIN);
        }
        place::note(&ctx, &mut self.shell.preferences);
        if let Some(log) = self.frame_log.as_mut().filter(|_| !ctx.will_discard()) {
            log.frame(frame.info().cpu_usage);
        }
    }

    /// What shows between panels where their edges fall between pixels.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close();
        self.end_carried();
        self.keep_settings();
    }
}

/// What is said to somebody who has marked nothing where others have: it may be the wrong name.
fn stranger(session: &Session, texts: &Texts) -> Option<Message> {
    let others: Vec<String> = session.others().into_keys().map(|who| who.to_string()).collect();
    let mut listings = session.project().articles().values().map(Slot::listing);
    let is_new = others.is_empty() || listings.any(|listing| session.own_summary(&listing).is_some());
    (!is_new).then(|| {
        let text = texts.name("stranger", session.annotator().as_str());
        Message { hints: vec![texts.name("stranger-hint", &others.join(", "))], ..Message::news(text) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_no_source_file() {
        let text = "winit EventLoopError: os error at /home/somebody/linux/mod.rs:765: DISPLAY is not set.";
        assert_eq!(reason(text), "DISPLAY is not set.");
        assert_eq!(reason("no OpenGL: too old"), "no OpenGL: too old");
    }
}
