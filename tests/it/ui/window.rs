//! A window without a screen, with what tests do in it.

use std::sync::atomic::{AtomicU64, Ordering};

use egui::Vec2;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::edit::history::History;
use glossator::model::effort::Effort;
use glossator::model::project::Project;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::session::env::Env;
use glossator::session::keeper::{Keeper, Unkept};
use glossator::ui::commands::{AnyCommand, WindowCommand};
use glossator::ui::fonts::Fallback;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;
use jiff::Timestamp;

/// Counts instead of looking at a clock.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Env for Counter {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn new_id(&self) -> String {
        self.0.fetch_add(1, Ordering::Relaxed).to_string()
    }
}

fn session(project: Project, keeper: impl Keeper + 'static) -> Session {
    let env = Box::new(Counter::default());
    Session::new(project, "ana".into(), History::default(), env, Box::new(keeper))
}

/// The window of Ana, and whether it was given its faces.
pub(super) struct Window(pub(super) Harness<'static, (Shell, bool)>);

impl Window {
    /// Shows `project`, of which nothing is kept.
    pub(super) fn new(project: Project) -> Self {
        Self::kept_by(project, Unkept)
    }

    /// Shows `project`, in which Ana was at work before.
    pub(super) fn with_effort(project: Project, effort: Effort) -> Self {
        Self::of(session(project, Unkept).with_effort(effort))
    }

    pub(super) fn kept_by(project: Project, keeper: impl Keeper + 'static) -> Self {
        Self::of(session(project, keeper))
    }

    pub(super) fn of(session: Session) -> Self {
        let preferences = Preferences { reduced_motion: true, ..Preferences::default() };
        let mut shell = Shell::new(preferences, Fallback::None, None);
        shell.open(session, "/projects/test".into());
        let builder = Harness::builder().with_size(Vec2::new(1280.0, 800.0));
        let show = |ui: &mut egui::Ui, (shell, is_installed): &mut (Shell, bool)| {
            // Faces are there from the frame after this one.
            if std::mem::replace(is_installed, true) {
                shell.show(ui);
            } else {
                shell.install(ui.ctx());
            }
        };
        let mut window = Self(builder.build_ui_state(show, (shell, false)));
        window.settle();
        window
    }

    pub(super) fn settle(&mut self) {
        self.0.run_steps(6);
    }

    pub(super) fn shell(&mut self) -> &mut Shell {
        &mut self.0.state_mut().0
    }

    pub(super) fn session(&self) -> &Session {
        self.0.state().0.session().unwrap()
    }

    #[track_caller]
    pub(super) fn run(&mut self, command: WindowCommand) {
        let ctx = self.0.ctx.clone();
        assert_eq!(self.shell().run(&ctx, AnyCommand::Window(command), Arguments::new()), None);
        self.settle();
    }

    #[track_caller]
    pub(super) fn run_session(&mut self, kind: CommandKind, arguments: Arguments) {
        let ctx = self.0.ctx.clone();
        assert_eq!(self.shell().run(&ctx, AnyCommand::Session(kind), arguments), None);
        self.settle();
    }

    #[track_caller]
    pub(super) fn click(&mut self, label: &str) {
        self.0.get_by_role_and_label(Role::Button, label).click_accesskit();
        self.settle();
    }

    /// Whether something is shown whose label contains `text`.
    pub(super) fn shows(&self, text: &str) -> bool {
        self.0.query_all_by_label_contains(text).next().is_some()
    }

    /// Everything that is read out, for a message.
    pub(super) fn labels(&self) -> Vec<String> {
        self.0.query_all_by_label_contains("").filter_map(|node| node.accesskit_node().label()).collect()
    }
}
