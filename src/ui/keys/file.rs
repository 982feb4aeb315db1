//! The file in which a person sets keys.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::chord::{Chord, ChordError};
use crate::ui::commands::AnyCommand;
use crate::ui::texts::Texts;
use crate::ui::user_file::Place;

/// A key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is not RON, or holds something that key files do not have.
    Unreadable {
        /// Where.
        place: Place,
        /// What is wrong there, in the words of the parser.
        reason: String,
    },
    /// It names a command that there is not.
    NoCommand(String),
    /// It names a key that there is not.
    NoKeys {
        /// The command.
        command: String,
        /// What is written.
        keys: String,
        /// The first of them that is no key.
        wrong: String,
    },
    /// Two commands have the same keys, or the keys of one begin those of the other.
    Clash {
        /// The keys.
        keys: String,
        /// One command.
        first: String,
        /// The other.
        second: String,
    },
}

impl KeyError {
    /// What is said of it, a sentence without full stop.
    pub fn said(&self, texts: &Texts) -> String {
        let text = |id, values: &[(&'static str, &str)]| {
            texts.with(id, values.iter().map(|(name, value)| (*name, (*value).into())))
        };
        match self {
            Self::Unreadable { reason, .. } => reason.clone(),
            Self::NoCommand(id) => texts.name("keys-no-command", id),
            Self::NoKeys { command, keys, wrong } => {
                text("keys-no-keys", &[("command", command), ("keys", keys), ("wrong", wrong)])
            }
            Self::Clash { keys, first, second } => {
                text("keys-clash", &[("keys", keys), ("first", first), ("second", second)])
            }
        }
    }
}

/// The commands whose keys are set, and the keys that come before the letter of a label.
pub(super) type Changes = (Vec<(AnyCommand, Vec<Vec<Chord>>)>, Option<Vec<Chord>>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What is pressed before the letter of a label; none for the letter alone.
    #[serde(default)]
    labels: Option<Vec<String>>,
    /// Keys by command.
    #[serde(default)]
    keys: BTreeMap<String, Vec<String>>,
}

/// Reads a key file.
pub(super) fn read(text: &str) -> Result<Changes, KeyError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let file: File = options
        .from_str(text)
        .map_err(|err| KeyError::Unreadable { place: err.span.start.into(), reason: err.code.to_string() })?;
    let mut changes = Vec::new();
    for (id, keys) in file.keys {
        let command = AnyCommand::find(&id).ok_or_else(|| KeyError::NoCommand(id.clone()))?;
        let sequences = keys.iter().map(|keys| sequence(&id, keys)).collect::<Result<_, _>>()?;
        changes.push((command, sequences));
    }
    let labels = file.labels.map(|keys| sequence("labels", &keys.join(" "))).transpose()?;
    Ok((changes, labels))
}

/// Keys pressed one after the other, with spaces between them.
pub(super) fn sequence(command: &str, keys: &str) -> Result<Vec<Chord>, KeyError> {
    keys.split(' ')
        .filter(|key| !key.is_empty())
        .map(|key| {
            key.parse().map_err(|ChordError(wrong)| KeyError::NoKeys {
                command: command.to_owned(),
                keys: keys.to_owned(),
                wrong,
            })
        })
        .collect()
}
