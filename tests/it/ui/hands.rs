//! A window without a screen, and a person's hands.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::model::id::ArticleId;
use glossator::session::Session;
use glossator::session::command::arguments::Arguments;
use glossator::session::command::kind::CommandKind;
use glossator::ui::commands::AnyCommand;
use glossator::ui::fonts::Fallback;
use glossator::ui::keys::chord::Chord;
use glossator::ui::preferences::Preferences;
use glossator::ui::shell::Shell;

/// The whole window, as `glossator` shows it.
pub(super) struct Window(pub(super) Harness<'static, Shell>);

/// What is held with the key of `chord`, as a keyboard says it.
pub(super) fn held(chord: Chord) -> Modifiers {
    let modifiers = Modifiers { alt: chord.alt, shift: chord.shift, ..Modifiers::NONE };
    if chord.ctrl { modifiers.plus(Modifiers::CTRL).plus(Modifiers::COMMAND) } else { modifiers }
}

impl Window {
    /// A window of 1280x800 points that shows `session`.
    pub(super) fn new(session: Session) -> Self {
        Self::of_size(session, Vec2::new(1280.0, 800.0))
    }

    pub(super) fn of_size(session: Session, size: Vec2) -> Self {
        let preferences = Preferences { reduced_motion: true, ..Preferences::default() };
        let mut shell = Shell::new(preferences, Fallback::None, None);
        shell.open(session, "/nowhere".into());
        let mut is_new = true;
        let show = move |ui: &mut egui::Ui, shell: &mut Shell| {
            if std::mem::take(&mut is_new) {
                shell.install(ui.ctx());
            }
            shell.show(ui);
        };
        let mut window = Self(Harness::builder().with_size(size).build_ui_state(show, shell));
        window.settle();
        window
    }

    pub(super) fn settle(&mut self) {
        self.0.run_steps(4);
    }

    pub(super) fn session(&self) -> &Session {
        self.0.state().session().unwrap()
    }

    /// Presses keys as they are written in the table of commands, one after the other.
    pub(super) fn press(&mut self, keys: &str) {
        for keys in keys.split(' ') {
            let chord: Chord = keys.parse().unwrap();
            self.0.key_press_modifiers(held(chord), chord.key);
            self.settle();
        }
    }

    /// Presses the letter of a label, as it comes from a keyboard: the key, and what it types.
    pub(super) fn letter(&mut self, letter: char) {
        self.0.key_press(Key::from_name(&letter.to_uppercase().to_string()).unwrap());
        self.write(&letter.to_string());
    }

    /// Types into whatever has the focus.
    pub(super) fn write(&mut self, words: &str) {
        self.0.event(Event::Text(words.to_owned()));
        self.settle();
    }

    /// Gives a command, and returns what is said if it cannot be done.
    pub(super) fn run(&mut self, kind: CommandKind, arguments: Arguments) -> Option<String> {
        let ctx = self.0.ctx.clone();
        let said = self.0.state_mut().run(&ctx, AnyCommand::Session(kind), arguments);
        self.settle();
        said.map(|message| message.text)
    }

    /// Selects the first place of `quote` in the open article.
    #[track_caller]
    pub(super) fn select(&mut self, quote: &str) {
        let start = self.session().open_article().unwrap().body().text().find(quote).unwrap();
        let arguments = Arguments::new().with("start", start).with("end", start + quote.len());
        assert_eq!(self.run(CommandKind::Select, arguments), None);
    }

    /// What is selected.
    pub(super) fn selected(&self) -> &str {
        let range = self.session().desk().selection.range();
        &self.session().open_article().unwrap().body().text()[range]
    }

    /// The own marks of an article in the order of the text: label and text, pieces joined by "…".
    pub(super) fn marks_in(&self, article: &str) -> Vec<String> {
        let id = ArticleId::from(article);
        let Some(work) = self.session().own_work(&id) else { return Vec::new() };
        let text = self.session().project().article(&id).unwrap().body().text();
        let mut marks: Vec<_> = work.annotations().values().collect();
        marks.sort_by_key(|mark| (mark.spans.hull().start(), std::cmp::Reverse(mark.spans.hull().end())));
        let quote = |mark: &glossator::model::annotation::Annotation| {
            mark.spans.iter().map(|span| &text[span.range()]).collect::<Vec<_>>().join("…")
        };
        marks.into_iter().map(|mark| format!("{}: {}", mark.label, quote(mark))).collect()
    }

    /// How many buttons have this name.
    pub(super) fn buttons(&self, name: &str) -> usize {
        self.0.query_all_by_role_and_label(Role::Button, name).count()
    }

    /// Whether something that can be read contains `words`.
    pub(super) fn says(&self, words: &str) -> bool {
        self.0.query_all_by_label_contains(words).next().is_some()
    }

    pub(super) fn click(&mut self, role: Role, name: &str) {
        self.0.get_by_role_and_label(role, name).click();
        self.settle();
    }

    /// What stands in the field `name`.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.0.get_by_role_and_label(Role::TextInput, name).accesskit_node().value()
    }

    pub(super) fn is_focused(&self, name: &str) -> bool {
        self.0.get_by_role_and_label(Role::TextInput, name).accesskit_node().is_focused()
    }
}
