//! The files in which a person's choices for the window are kept.

use std::path::{Path, PathBuf};

use crate::store::disk::Disk as _;
use crate::store::disk::real::RealDisk;
use crate::ui::messages::Message;
use crate::ui::preferences::Preferences;
use crate::ui::theme::{Theme, ThemeError};
use crate::ui::user_file::{Place, UserFile};

/// The name of the folder among those of other programs.
const FOLDER: &str = "glossator";
/// The choices of the person.
const PREFERENCES: &str = "preferences.ron";
/// The person's own keys.
const KEYS: &str = "keys.ron";
/// What the person changes of the theme.
const THEME: &str = "theme.ron";

/// A person's choices, and where they are kept.
#[derive(Debug)]
pub(super) struct Settings {
    /// What the person has chosen.
    pub(super) preferences: Preferences,
    /// The person's key file, if there is one.
    pub(super) keys: Option<UserFile>,
    /// Colours and sizes.
    pub(super) theme: Theme,
    /// Where the program may keep files of its own.
    pub(super) data: PathBuf,
    /// What was wrong with the files.
    pub(super) problems: Vec<Message>,
    config: PathBuf,
    /// Whether the file could be read, or was not there: it is never written over when it could not.
    may_write: bool,
}

impl Settings {
    /// Reads what there is where settings belong on this machine.
    pub(super) fn read() -> Self {
        let config = dirs::config_dir().unwrap_or_default().join(FOLDER);
        let data = dirs::data_dir().unwrap_or_default().join(FOLDER);
        Self::read_in(config, data)
    }

    /// Settings that lie below `folder`, so that a test does not touch those of whoever runs it.
    #[cfg(test)]
    pub(super) fn below(folder: &Path) -> Self {
        Self::read_in(folder.join("config"), folder.join("data"))
    }

    /// Reads what there is in the folder `config`. What cannot be read is named, and the defaults are used.
    fn read_in(config: PathBuf, data: PathBuf) -> Self {
        let mut problems = Vec::new();
        let mut note = |problem| problems.push(problem);
        let preferences = file(&config, PREFERENCES).and_then(|file| match file {
            None => Ok(Preferences::default()),
            Some(UserFile { path, text }) => Preferences::read(&text).map_err(|err| {
                let place = Place::from(err.span.start);
                unreadable(&path, &format!("{place}: {}", err.code))
            }),
        });
        let may_write = preferences.is_ok();
        let preferences = preferences.map_err(&mut note).unwrap_or_default();
        let keys = file(&config, KEYS).map_err(&mut note).unwrap_or_default();
        let theme = file(&config, THEME).and_then(|file| match file {
            None => Ok(Theme::built_in()),
            Some(UserFile { path, text }) => Theme::changed(&text).map_err(|err| no_theme(&path, &err)),
        });
        let theme = theme.map_err(&mut note).unwrap_or_else(|()| Theme::built_in());
        Self { preferences, keys, theme, data, problems, config, may_write }
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

/// The file `name` in the folder `config`, if there is one.
fn file(config: &Path, name: &str) -> Result<Option<UserFile>, Message> {
    let path = config.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(UserFile { path, text })),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(unreadable(&path, &err.to_string())),
    }
}

fn no_theme(path: &Path, err: &ThemeError) -> Message {
    let hint = "The built-in theme is used; mend or remove the file, and start again".to_owned();
    Message::trouble(format!("the theme in {} cannot be used: {err}", path.display()), vec![hint])
}

fn unreadable(path: &Path, reason: &str) -> Message {
    let hint = "It is left as it is; mend or remove it, and start again".to_owned();
    Message::trouble(format!("{} cannot be read: {reason}", path.display()), vec![hint])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Appearance;

    fn settings_with(files: &[(&str, &[u8])]) -> (Settings, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::File::create(folder.path().join(name))
                .and_then(|mut file| std::io::Write::write_all(&mut file, content))
                .unwrap();
        }
        (Settings::read_in(folder.path().to_owned(), folder.path().join("data")), folder)
    }

    #[test]
    fn without_files_the_defaults_hold_and_nothing_is_said() {
        let (settings, _folder) = settings_with(&[]);
        assert_eq!(settings.preferences, Preferences::default());
        assert_eq!((settings.keys, settings.problems), (None, Vec::new()));
    }

    #[test]
    fn a_theme_file_changes_the_theme() {
        let (settings, _folder) = settings_with(&[("theme.ron", b"(light: (ink: \"#000000\"))")]);
        assert_eq!(settings.problems, Vec::new());
        assert_eq!(settings.theme.look(Appearance::Light).palette.ink, egui::Color32::BLACK);
    }

    #[test]
    fn files_that_cannot_be_used_are_named_with_their_line_and_the_defaults_hold() {
        let (settings, folder) = settings_with(&[
            ("preferences.ron", b"(\n  zooom: 2,\n)"),
            ("theme.ron", b"(\n  light: (\n    ink: \"#EEEEEE\",\n  ),\n)"),
            ("keys.ron", b"\xff\xfe"),
        ]);
        assert_eq!(settings.preferences, Preferences::default());
        assert_eq!(settings.keys, None);
        assert_eq!(settings.theme.look(Appearance::Light).palette.ink, ink());
        let said: Vec<_> = settings.problems.iter().map(|problem| problem.text.as_str()).collect();
        let of = |name: &str| {
            let path = folder.path().join(name).display().to_string();
            *said.iter().find(|text| text.contains(&path)).unwrap_or_else(|| panic!("{name}: {said:?}"))
        };
        assert!(of("preferences.ron").contains("line 2, column"), "{said:?}");
        assert!(
            of("theme.ron").contains("line 3, column 5: in light, ink on paper has a contrast"),
            "{said:?}"
        );
        assert!(of("keys.ron").contains("UTF-8"), "{said:?}");
        assert!(settings.problems.iter().all(|problem| problem.hints[0].contains("mend")));
        // What cannot be read is not written over.
        settings.write().unwrap();
        let kept = std::fs::read_to_string(folder.path().join("preferences.ron")).unwrap();
        assert_eq!(kept, "(\n  zooom: 2,\n)");
    }

    fn ink() -> egui::Color32 {
        Theme::built_in().look(Appearance::Light).palette.ink
    }
}
