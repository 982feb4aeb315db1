//! The files in which a person's choices for the window are kept.

use std::path::{Path, PathBuf};

use crate::store::disk::Disk as _;
use crate::store::disk::real::RealDisk;
use crate::ui::messages::Message;
use crate::ui::places::Places;
use crate::ui::preferences::Preferences;
use crate::ui::texts::Texts;
use crate::ui::theme::{Theme, ThemeError};
use crate::ui::user_file::{Place as FilePlace, UserFile};

/// The name of the folder among those of other programs.
const FOLDER: &str = "glossator";
/// The choices of the person.
const PREFERENCES: &str = "preferences.ron";
/// Where articles were left, among the data of the program.
const PLACES: &str = "places.ron";
/// The person's own keys.
const KEYS: &str = "keys.ron";
/// What the person changes of the theme.
const THEME: &str = "theme.ron";

/// A person's choices, and where they are kept.
#[derive(Debug)]
pub(super) struct Settings {
    /// What the person has chosen.
    pub(super) preferences: Preferences,
    /// Where articles were left.
    pub(super) places: Places,
    /// The person's key file, if there is one.
    pub(super) keys: Option<UserFile>,
    /// Colours and sizes.
    pub(super) theme: Theme,
    /// Where the program may keep files of its own.
    pub(super) data: PathBuf,
    /// What was wrong with the files.
    pub(super) problems: Vec<Message>,
    config: PathBuf,
    /// Whether the files could be read, or were not there: they are never written over when they could not.
    may_write: MayWrite,
}

/// Which files may be written.
#[derive(Debug)]
struct MayWrite {
    preferences: bool,
    places: bool,
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
        let texts = Texts::default();
        let mut problems = Vec::new();
        let mut note = |problem| problems.push(problem);
        let preferences = file(&config, PREFERENCES, &texts).and_then(|file| match file {
            None => Ok(Preferences::default()),
            Some(UserFile { path, text }) => {
                Preferences::read(&text).map_err(|err| spanned(&path, &err, &texts))
            }
        });
        let places = file(&data, PLACES, &texts).and_then(|file| match file {
            None => Ok(Places::default()),
            Some(UserFile { path, text }) => Places::read(&text).map_err(|err| spanned(&path, &err, &texts)),
        });
        let may_write = MayWrite { preferences: preferences.is_ok(), places: places.is_ok() };
        let places = places.map_err(&mut note).unwrap_or_default();
        let preferences = preferences.map_err(&mut note).unwrap_or_default();
        let keys = file(&config, KEYS, &texts).map_err(&mut note).unwrap_or_default();
        let theme = file(&config, THEME, &texts).and_then(|file| match file {
            None => Ok(Theme::built_in()),
            Some(UserFile { path, text }) => {
                Theme::changed(&text).map_err(|err| no_theme(&path, &err, &texts))
            }
        });
        let theme = theme.map_err(&mut note).unwrap_or_else(|()| Theme::built_in());
        Self { preferences, places, keys, theme, data, problems, config, may_write }
    }

    /// Writes the choices of the person, and where articles were left.
    pub(super) fn write(&self, texts: &Texts) -> Result<(), Message> {
        let MayWrite { preferences, places } = self.may_write;
        let preferences = preferences.then(|| (&self.config, PREFERENCES, self.preferences.written()));
        let places = places.then(|| (&self.data, PLACES, self.places.written()));
        for (folder, name, content) in [preferences, places].into_iter().flatten() {
            replace(folder, name, &content).map_err(|err| {
                let hint = texts.name("make-writable", &folder.display().to_string());
                Message::trouble(texts.name("preferences-not-kept", &err.to_string()), vec![hint])
            })?;
        }
        Ok(())
    }
}

/// Writes the file `name` in `folder`; it appears there when it is whole.
fn replace(folder: &Path, name: &str, content: &str) -> std::io::Result<()> {
    let part = folder.join(format!("{name}.part"));
    RealDisk.create_folder(folder)?;
    RealDisk.write(&part, content.as_bytes())?;
    RealDisk.rename(&part, &folder.join(name))
}

/// A path with "~" in place of the person's own folder.
pub(super) fn expanded(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), dirs::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

/// The file `name` in the folder `config`, if there is one.
fn file(config: &Path, name: &str, texts: &Texts) -> Result<Option<UserFile>, Message> {
    let path = config.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(UserFile { path, text })),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(unreadable(&path, err.to_string(), texts)),
    }
}

fn no_theme(path: &Path, err: &ThemeError, texts: &Texts) -> Message {
    wrong("theme-unusable", "theme-unusable-hint", path, err.said(texts), texts)
}

fn spanned(path: &Path, err: &ron::error::SpannedError, texts: &Texts) -> Message {
    unreadable(path, FilePlace::from(err.span.start).said(&err.code.to_string(), texts), texts)
}

fn unreadable(path: &Path, reason: String, texts: &Texts) -> Message {
    wrong("settings-unreadable", "settings-unreadable-hint", path, reason, texts)
}

fn wrong(id: &str, hint: &str, path: &Path, reason: String, texts: &Texts) -> Message {
    let values = [("path", path.display().to_string().into()), ("reason", reason.into())];
    Message::trouble(texts.with(id, values), vec![texts.get(hint)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Appearance;

    fn settings_with(files: &[(&str, &[u8])]) -> (Settings, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        RealDisk.create_folder(&folder.path().join("data")).unwrap();
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
        assert_eq!((&settings.keys, &settings.problems), (&None, &Vec::new()));
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
            ("data/places.ron", b"[\n  (project: 3),\n]"),
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
        assert_eq!(settings.places, Places::default());
        assert!(of("data/places.ron").contains("line 2, column"), "{said:?}");
        assert!(settings.problems.iter().all(|problem| problem.hints[0].contains("mend")));
        // What cannot be read is not written over.
        settings.write(&Texts::default()).unwrap();
        let kept = std::fs::read_to_string(folder.path().join("preferences.ron")).unwrap();
        assert_eq!(kept, "(\n  zooom: 2,\n)");
        let kept = std::fs::read_to_string(folder.path().join("data/places.ron")).unwrap();
        assert_eq!(kept, "[\n  (project: 3),\n]");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (mut settings, folder) = settings_with(&[]);
        settings.preferences.annotator = Some("Léa".to_owned());
        let text = crate::model::body::BodyHash::of("Léa.");
        settings.places.note(
            Path::new("/p"),
            &"a".into(),
            text,
            crate::ui::places::Place { cursor: 4, top: 0 },
        );
        settings.write(&Texts::default()).unwrap();
        let again = Settings::read_in(folder.path().to_owned(), folder.path().join("data"));
        assert_eq!((again.preferences, again.places), (settings.preferences, settings.places));
        assert_eq!(again.problems, Vec::new());
    }

    fn ink() -> egui::Color32 {
        Theme::built_in().look(Appearance::Light).palette.ink
    }
}
