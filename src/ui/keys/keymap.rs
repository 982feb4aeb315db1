//! Which command keys mean: the default table, changed by a preset and by the person's own file.

use super::chord::Chord;
pub use super::file::KeyError;
use super::file::{read, sequence};
use super::stroke::Stroke;
use crate::session::command::spec::Context;
use crate::ui::commands::AnyCommand;

/// The preset that ships with the program.
pub const VIM: &str = include_str!("../../../assets/keys/vim.ron");

/// Which command keys mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// What is pressed before the letter of a label.
    labels: Vec<Chord>,
}

/// Keys pressed one after the other, and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The keys.
    pub keys: Vec<Chord>,
    /// What they do.
    pub command: AnyCommand,
}

/// What a press means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A command.
    Run(AnyCommand),
    /// The label with one of these letters, the likeliest first.
    Label(Vec<char>),
    /// Nothing yet: these keys are the beginning of several commands.
    More(Vec<Chord>),
    /// Nothing.
    Nothing,
}

impl Default for Keymap {
    fn default() -> Self {
        // A test reads every default key.
        let keys = |command: AnyCommand| command.default_keys().iter().filter_map(|keys| keys.parse().ok());
        let bindings = AnyCommand::all()
            .flat_map(|command| keys(command).map(move |key| Binding { keys: vec![key], command }))
            .collect();
        Self { bindings, labels: Vec::new() }
    }
}

impl Keymap {
    /// The same keys, with what the file `text` says of some of them.
    pub fn changed(mut self, text: &str) -> Result<Self, KeyError> {
        let (changes, labels) = read(text)?;
        for (command, sequences) in changes {
            self.bindings.retain(|binding| binding.command != command);
            self.bindings.extend(sequences.into_iter().map(|keys| Binding { keys, command }));
        }
        self.labels = labels.unwrap_or(self.labels);
        match self.clash() {
            Some(clash) => Err(clash),
            None => Ok(self),
        }
    }

    /// The first two commands that get in each other's way.
    fn clash(&self) -> Option<KeyError> {
        let mut sorted: Vec<&Binding> =
            self.bindings.iter().filter(|binding| !binding.keys.is_empty()).collect();
        sorted.sort_by(|a, b| a.keys.cmp(&b.keys).then(a.command.cmp(&b.command)));
        let error = |keys: &[Chord], first: &str, second: &str| KeyError::Clash {
            keys: written(keys),
            first: first.to_owned(),
            second: second.to_owned(),
        };
        let pairs = sorted.windows(2).find(|pair| pair[1].keys.starts_with(&pair[0].keys));
        let between = pairs.map(|pair| error(&pair[0].keys, pair[0].command.id(), pair[1].command.id()));
        let with_labels = || {
            let is_taken = |binding: &&&Binding| match &self.labels[..] {
                [] => binding.keys[0].is_bare_letter(),
                labels => labels.starts_with(&binding.keys) || binding.keys.starts_with(labels),
            };
            let taken = sorted.iter().find(is_taken)?;
            Some(error(&taken.keys, taken.command.id(), "labels"))
        };
        between.or_else(with_labels)
    }

    /// What `stroke` means after the keys `before`. `context` is where the person is.
    pub fn meaning(&self, before: &[Chord], stroke: &Stroke, context: Context) -> Meaning {
        if context == Context::Article && before == self.labels {
            let letters = stroke.letters();
            if !letters.is_empty() {
                return Meaning::Label(letters);
            }
        }
        self.command(before, stroke, context)
    }

    /// What `stroke` means after the keys `before` where no label has its letter. On keyboards of other scripts the
    /// places of punctuation bear letters.
    pub fn command(&self, before: &[Chord], stroke: &Stroke, context: Context) -> Meaning {
        for chord in stroke.chords() {
            let keys: Vec<Chord> = before.iter().copied().chain([chord]).collect();
            let here = |binding: &&Binding| {
                binding.command.context() == Context::Window || context == Context::Article
            };
            let mut starts =
                self.bindings.iter().filter(here).filter(|binding| binding.keys.starts_with(&keys));
            match starts.next() {
                Some(binding) if binding.keys == keys => return Meaning::Run(binding.command),
                Some(_) => return Meaning::More(keys),
                None if context == Context::Article && self.labels.starts_with(&keys) => {
                    return Meaning::More(keys);
                }
                None => {}
            }
        }
        Meaning::Nothing
    }

    /// What can follow the keys `before`.
    pub fn following<'a>(&'a self, before: &'a [Chord]) -> impl Iterator<Item = &'a Binding> {
        self.bindings
            .iter()
            .filter(|binding| binding.keys.len() > before.len() && binding.keys.starts_with(before))
    }

    /// Whether the letter of a label follows the keys `before`.
    pub fn labels_follow(&self, before: &[Chord]) -> bool {
        self.labels == before
    }

    /// The keys of `command` as people read them, the first of several.
    pub fn of(&self, command: AnyCommand) -> Option<String> {
        let binding = self.bindings.iter().find(|binding| binding.command == command)?;
        Some(written(&binding.keys))
    }

    /// All keys of `command` as people read them.
    pub fn all_of(&self, command: AnyCommand) -> Vec<String> {
        let own = self.bindings.iter().filter(|binding| binding.command == command);
        own.map(|binding| written(&binding.keys)).collect()
    }

    /// What is pressed for a label with the letter `shortcut`, as people read it.
    pub fn of_label(&self, shortcut: char) -> String {
        let letter = shortcut.to_uppercase().to_string();
        if self.labels.is_empty() { letter } else { format!("{} {letter}", written(&self.labels)) }
    }

    /// The keys written in `text` one after the other, with spaces between them.
    pub fn parse(text: &str) -> Result<Vec<Chord>, KeyError> {
        sequence("keys", text)
    }
}

/// Keys as people read them.
pub fn written(keys: &[Chord]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use egui::{Event, Key, Modifiers};

    use super::*;
    use crate::session::command::kind::CommandKind;
    use crate::ui::commands::WindowCommand;
    use crate::ui::texts::Texts;

    fn stroke(key: Key, modifiers: Modifiers) -> Stroke {
        let event = Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers };
        Stroke::read(&[event]).remove(0)
    }

    #[test]
    fn the_default_keys_do_not_clash() {
        assert_eq!(Keymap::default().clash(), None);
    }

    #[test]
    fn keys_mean_commands_where_they_work() {
        let keys = Keymap::default();
        let grow = AnyCommand::Session(CommandKind::SelectionGrow);
        let space = stroke(Key::Space, Modifiers::NONE);
        assert_eq!(keys.meaning(&[], &space, Context::Article), Meaning::Run(grow));
        assert_eq!(keys.meaning(&[], &space, Context::Window), Meaning::Nothing);
        let letter = stroke(Key::P, Modifiers::NONE);
        assert_eq!(keys.meaning(&[], &letter, Context::Article), Meaning::Label(vec!['p']));
        assert_eq!(keys.meaning(&[], &letter, Context::Window), Meaning::Nothing);
        let palette = AnyCommand::Window(WindowCommand::Palette);
        assert_eq!(
            keys.meaning(&[], &stroke(Key::P, Modifiers::COMMAND), Context::Window),
            Meaning::Run(palette)
        );
    }

    #[test]
    fn a_letter_without_a_label_may_lie_where_punctuation_does() {
        // Russian and Arabic keyboards, as their events came from X.
        let command = |key, typed: &str| {
            let event = Event::Key {
                key,
                physical_key: Some(key),
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            let stroke = Stroke::read(&[event, Event::Text(typed.to_owned())]).remove(0);
            let keys = Keymap::default();
            let letters = keys.meaning(&[], &stroke, Context::Article);
            assert_eq!(letters, Meaning::Label(typed.chars().collect()));
            keys.command(&[], &stroke, Context::Article)
        };
        let run = |kind| Meaning::Run(AnyCommand::Session(kind));
        assert_eq!(command(Key::CloseBracket, "ъ"), run(CommandKind::AnnotationEndForward));
        assert_eq!(command(Key::OpenBracket, "ج"), run(CommandKind::AnnotationEndBack));
        assert_eq!(command(Key::Period, "ز"), run(CommandKind::AnnotationRepeat));
    }

    #[test]
    fn the_vim_preset_puts_labels_behind_a_prefix() {
        let keys = Keymap::default().changed(VIM).unwrap();
        let comma = stroke(Key::Comma, Modifiers::NONE);
        let Meaning::More(before) = keys.meaning(&[], &comma, Context::Article) else { panic!("no prefix") };
        assert!(keys.labels_follow(&before));
        let letter = stroke(Key::P, Modifiers::NONE);
        assert_eq!(keys.meaning(&before, &letter, Context::Article), Meaning::Label(vec!['p']));
        assert_eq!(keys.of_label('p'), ", P");
        let word = AnyCommand::Session(CommandKind::CursorNextWord);
        assert_eq!(keys.meaning(&[], &stroke(Key::W, Modifiers::NONE), Context::Article), Meaning::Run(word));
        let g = keys.meaning(&[], &stroke(Key::G, Modifiers::NONE), Context::Article);
        let Meaning::More(before) = g else { panic!("{g:?}") };
        assert_eq!(keys.following(&before).count(), 5);
    }

    #[test]
    fn clashes_and_mistakes_are_named() {
        let wrong = |text: &str| Keymap::default().changed(text).unwrap_err().said(&Texts::default());
        assert_eq!(wrong("(keys: {\"undo\": [\"Ctrl+Y\"]})"), "Ctrl+Y is for undo and for redo");
        assert_eq!(wrong("(keys: {\"undo\": [\"U\"]})"), "U is for undo and for labels");
        assert_eq!(wrong("(keys: {\"undo\": [\"Space Z\"]})"), "Space is for selection.grow and for undo");
        assert_eq!(wrong("(keys: {\"undoo\": [\"Ctrl+Z\"]})"), "there is no command “undoo”");
        assert!(wrong("(keys: {\"undo\": [\"Strg+Z\"]})").contains("Strg+Z"));
        assert!(wrong("(\n  key: {},\n)").contains("key"));
    }
}
