//! A key with the modifiers that are held with it, as key tables write it.

use std::fmt;
use std::str::FromStr;

use egui::{Key, Modifiers};

/// A key with modifiers, such as "Ctrl+Shift+Z".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// Control; on a Mac, Command.
    pub ctrl: bool,
    /// Alt; on a Mac, Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

/// Words that are no chord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChordError(pub String);

impl Chord {
    /// A key without modifiers.
    pub const fn bare(key: Key) -> Self {
        Self { ctrl: false, alt: false, shift: false, key }
    }

    /// A key as it was pressed.
    pub const fn pressed(key: Key, modifiers: Modifiers) -> Self {
        Self { ctrl: modifiers.command || modifiers.ctrl, alt: modifiers.alt, shift: modifiers.shift, key }
    }

    /// Whether it is a letter alone, or with Shift: such keys belong to labels.
    pub fn is_bare_letter(self) -> bool {
        !self.ctrl && !self.alt && (Key::A..=Key::Z).contains(&self.key)
    }
}

impl FromStr for Chord {
    type Err = ChordError;

    fn from_str(text: &str) -> Result<Self, ChordError> {
        let error = || ChordError(text.to_owned());
        // "+" is a key and stands between keys.
        let (modifiers, name) = match text.strip_suffix('+') {
            Some("") => ("", "+"),
            Some(modifiers) => (modifiers.strip_suffix('+').ok_or_else(error)?, "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let mut chord = Self::bare(key(name).ok_or_else(error)?);
        for modifier in modifiers.split('+').filter(|modifier| !modifier.is_empty()) {
            let held = match modifier {
                "Ctrl" => &mut chord.ctrl,
                "Alt" => &mut chord.alt,
                "Shift" => &mut chord.shift,
                _ => return Err(error()),
            };
            if std::mem::replace(held, true) {
                return Err(error());
            }
        }
        Ok(chord)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is_held, name) in [(self.ctrl, "Ctrl"), (self.alt, "Alt"), (self.shift, "Shift")] {
            if is_held {
                write!(formatter, "{name}+")?;
            }
        }
        formatter.write_str(self.name())
    }
}

impl Chord {
    /// What is written on the key.
    pub fn name(self) -> &'static str {
        match self.key {
            Key::ArrowLeft => "Left",
            Key::ArrowRight => "Right",
            Key::ArrowUp => "Up",
            Key::ArrowDown => "Down",
            Key::PageUp => "PageUp",
            Key::PageDown => "PageDown",
            Key::Plus => "+",
            Key::Minus => "-",
            key => key.symbol_or_name(),
        }
    }
}

fn key(name: &str) -> Option<Key> {
    match name {
        "Left" => Some(Key::ArrowLeft),
        "Right" => Some(Key::ArrowRight),
        "Up" => Some(Key::ArrowUp),
        "Down" => Some(Key::ArrowDown),
        name => Key::from_name(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::commands::AnyCommand;

    #[test]
    fn every_default_key_can_be_read_and_written() {
        for command in AnyCommand::all() {
            for text in command.default_keys() {
                let chord: Chord = text.parse().unwrap();
                let again: Chord = chord.to_string().parse().unwrap();
                assert_eq!(again, chord, "{text}");
                assert!(!chord.is_bare_letter(), "{text} of {} belongs to labels", command.id());
            }
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "Hyper+A", "Ctrl+", "Ctrl+Ctrl+A", "Ctrl+Wurst", "Ctrl A"] {
            assert_eq!(text.parse::<Chord>(), Err(ChordError(text.to_owned())), "{text}");
        }
        let plus: Chord = "Ctrl++".parse().unwrap();
        assert_eq!((plus.ctrl, plus.key), (true, Key::Plus));
        assert_eq!("+".parse::<Chord>().unwrap(), Chord::bare(Key::Plus));
    }
}
