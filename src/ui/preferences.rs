//! What a person has chosen for the window, kept between runs.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How many projects are remembered.
const REMEMBERED: usize = 8;

/// The smallest and the largest distance of lines, in sizes of the letters.
pub const LEADING: (f32, f32) = (1.3, 2.2);
/// The shortest and the longest of the longest line, in characters of average width.
pub const MEASURE: (f32, f32) = (48.0, 96.0);
/// How much smaller or larger than normal everything can be shown.
pub const ZOOM: (f32, f32) = (0.5, 3.0);

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppearanceChoice {
    /// As the system says.
    #[default]
    System,
    /// Dark letters on light paper.
    Light,
    /// Light letters on dark paper.
    Dark,
}

/// Which table of keys is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Bare letters are labels.
    #[default]
    Default,
    /// Bare letters move; labels stand behind a prefix.
    Vim,
}

/// What a person has chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    /// Light or dark.
    pub appearance: AppearanceChoice,
    /// The family of the reading text; else the built-in one.
    pub reading_face: Option<String>,
    /// The size of the reading text, in points.
    pub reading_size: f32,
    /// From one baseline of the reading text to the next, in sizes of its letters.
    pub leading: f32,
    /// The longest line of the reading text, in characters of average width.
    pub measure: f32,
    /// How much larger than normal everything is shown.
    pub zoom: f32,
    /// Which table of keys is used.
    pub keys: Preset,
    /// Whether nothing is to move.
    pub reduced_motion: bool,
    /// Whether what could be marked next is shown.
    pub suggestions: bool,
    /// The size of the window, in points.
    pub window: Option<(f32, f32)>,
    /// The projects that were open lately, the last first.
    pub recent: Vec<PathBuf>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            appearance: AppearanceChoice::default(),
            reading_face: None,
            reading_size: 17.5,
            leading: 1.7,
            measure: 68.0,
            zoom: 1.0,
            keys: Preset::default(),
            reduced_motion: false,
            suggestions: true,
            window: None,
            recent: Vec::new(),
        }
    }
}

impl Preferences {
    /// Reads what [`Preferences::written`] wrote. What cannot be read is an error with its place.
    pub fn read(text: &str) -> Result<Self, ron::error::SpannedError> {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
    }

    /// As a file.
    pub fn written(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().extensions(ron::extensions::Extensions::IMPLICIT_SOME);
        // Nothing in it can fail to be written.
        ron::ser::to_string_pretty(self, pretty).unwrap_or_default() + "\n"
    }

    /// Puts a project at the head of those that were open lately.
    pub fn remember(&mut self, folder: &Path) {
        self.recent.retain(|known| known != folder);
        self.recent.insert(0, folder.to_owned());
        self.recent.truncate(REMEMBERED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_come_back() {
        let mut preferences = Preferences { window: Some((1280.0, 800.0)), ..Preferences::default() };
        for at in 0..12 {
            preferences.remember(Path::new(&format!("/projects/{at}")));
        }
        preferences.remember(Path::new("/projects/7"));
        assert_eq!(preferences.recent.len(), REMEMBERED);
        assert_eq!(preferences.recent[0], Path::new("/projects/7"));
        assert_eq!(Preferences::read(&preferences.written()).unwrap(), preferences);
        assert_eq!(Preferences::read("()").unwrap(), Preferences::default());
        assert!(Preferences::read("(zooom: 2)").is_err());
    }
}
