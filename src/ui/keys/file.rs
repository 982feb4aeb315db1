//! The file in which a person sets keys.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::chord::Chord;
use crate::ui::commands::AnyCommand;
use crate::ui::user_file::Place;

/// A key file that cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// It is not RON, or holds something that key files do not have.
    #[error("{reason}")]
    Unreadable {
        /// Where.
        place: Place,
        /// What is wrong there.
        reason: String,
    },
    /// It names a command that there is not.
    #[error("there is no command {0:?}")]
    NoCommand(String),
    /// It names a key that there is not.
    #[error("{keys:?} of {command} are no keys: {reason}")]
    NoKeys {
        /// The command.
        command: String,
        /// What is written.
        keys: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Two commands have the same keys, or the keys of one begin those of the other.
    #[error("{keys} is for {first} and for {second}")]
    Clash {
        /// The keys.
        keys: String,
        /// One command.
        first: String,
        /// The other.
        second: String,
    },
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
            key.parse().map_err(|err: super::chord::ChordError| KeyError::NoKeys {
                command: command.to_owned(),
                keys: keys.to_owned(),
                reason: err.to_string(),
            })
        })
        .collect()
}
