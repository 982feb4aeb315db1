//! The files in which a person's choices for the window are kept.

use std::path::{Path, PathBuf};

use crate::store::disk::Disk as _;
use crate::store::disk::real::RealDisk;
use crate::ui::messages::Message;
use crate::ui::preferences::Preferences;

/// The name of the folder among those of other programs.
const FOLDER: &str = "glossator";
/// The choices of the person.
const PREFERENCES: &str = "preferences.ron";
/// The person's own keys.
const KEYS: &str = "keys.ron";

/// A person's choices, and where they are kept.
#[derive(Debug)]
pub(super) struct Settings {
    /// What the person has chosen.
    pub(super) preferences: Preferences,
    /// What the person's key file says, if there is one.
    pub(super) keys: Option<String>,
    /// Where the program may keep files of its own.
    pub(super) data: PathBuf,
    /// What was wrong with the files.
    pub(super) problems: Vec<Message>,
    config: PathBuf,
    /// Whether the file could be read, or was not there: it is never written over when it could not.
    may_write: bool,
}

impl Settings {
    /// Reads what there is. What cannot be read is named, and the defaults are used.
    pub(super) fn read() -> Self {
        let config = dirs::config_dir().unwrap_or_default().join(FOLDER);
        let data = dirs::data_dir().unwrap_or_default().join(FOLDER);
        let mut problems = Vec::new();
        let (preferences, may_write) = match read(&config.join(PREFERENCES)) {
            Ok(None) => (Preferences::default(), true),
            Ok(Some(text)) => match Preferences::read(&text) {
                Ok(preferences) => (preferences, true),
                Err(err) => {
                    problems.push(unreadable(&config.join(PREFERENCES), &err.to_string()));
                    (Preferences::default(), false)
                }
            },
            Err(err) => {
                problems.push(unreadable(&config.join(PREFERENCES), &err));
                (Preferences::default(), false)
            }
        };
        let keys = read(&config.join(KEYS)).unwrap_or_else(|err| {
            problems.push(unreadable(&config.join(KEYS), &err));
            None
        });
        Self { preferences, keys, data, problems, config, may_write }
    }

    /// Writes the choices of the person.
    pub(super) fn write(&self) -> Result<(), Message> {
        if !self.may_write {
            return Ok(());
        }
        let path = self.config.join(PREFERENCES);
        let part = self.config.join(format!("{PREFERENCES}.part"));
        let written = RealDisk
            .create_folder(&self.config)
            .and_then(|()| RealDisk.write(&part, self.preferences.written().as_bytes()))
            .and_then(|()| RealDisk.rename(&part, &path));
        written.map_err(|err| {
            let hint = format!("Make {} writable", self.config.display());
            Message::trouble(format!("what you have chosen for the window cannot be kept: {err}"), vec![hint])
        })
    }
}

/// A path with "~" in place of the person's own folder.
pub(super) fn expanded(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), dirs::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(err.to_string()),
    }
}

fn unreadable(path: &Path, reason: &str) -> Message {
    let hint = "It is left as it is; mend or remove it, and start again".to_owned();
    Message::trouble(format!("{} cannot be read: {reason}", path.display()), vec![hint])
}
