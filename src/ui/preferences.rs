//! What a person has chosen for the window, kept between runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How many projects are remembered.
const REMEMBERED: usize = 8;

/// The smallest and the largest distance of lines, in sizes of the letters.
pub const LEADING: (f32, f32) = (1.3, 2.2);
/// By how much one command changes the size of the reading text, in points.
pub const SIZE_STEP: f32 = 0.5;
/// The shortest and the longest of the longest line, in characters of average width.
pub const MEASURE: (f32, f32) = (48.0, 96.0);
/// How much smaller or larger than normal everything can be shown.
pub const ZOOM: (f32, f32) = (0.5, 3.0);

/// The smallest and the largest reading text in a file, in points; the theme may allow less.
const READING: (f32, f32) = (6.0, 96.0);
/// The shortest and the longest side of a window, in points.
const SIDE: (f32, f32) = (100.0, 16_384.0);

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

/// Which panels are shown beside the article, where there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Panels {
    /// The list of articles.
    pub list: bool,
    /// The inspector.
    pub inspector: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self { list: true, inspector: true }
    }
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
    /// Where its upper left corner stood, in points, where the system tells.
    pub position: Option<(f32, f32)>,
    /// Whether it took all of the screen; size and place are those before.
    pub is_maximised: bool,
    /// Which panels are shown beside the article.
    pub panels: Panels,
    /// The projects that were open lately, the last first.
    pub recent: Vec<PathBuf>,
    /// The article that was open last, by project.
    pub articles: BTreeMap<PathBuf, String>,
    /// The name under which the person works who has last said it.
    pub annotator: Option<String>,
    /// The name that was said for a project when it was made. It is never forgotten: under another one, the work would
    /// seem to be gone.
    pub annotators: BTreeMap<PathBuf, String>,
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
            position: None,
            is_maximised: false,
            panels: Panels::default(),
            recent: Vec::new(),
            articles: BTreeMap::new(),
            annotator: None,
            annotators: BTreeMap::new(),
        }
    }
}

impl Preferences {
    /// Reads what [`Preferences::written`] wrote. What cannot be read is an error with its place.
    pub fn read(text: &str) -> Result<Self, ron::error::SpannedError> {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .map(Self::within_reason)
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
        let recent = &self.recent;
        self.articles.retain(|folder, _| recent.contains(folder));
    }

    /// The same, with what makes no sense as it is by default: a file may have been written by hand.
    fn within_reason(mut self) -> Self {
        let known = Self::default();
        let fit = |number: f32, (least, most): (f32, f32), otherwise: f32| {
            if number.is_finite() { number.clamp(least, most) } else { otherwise }
        };
        self.reading_size = fit(self.reading_size, READING, known.reading_size);
        self.leading = fit(self.leading, LEADING, known.leading);
        self.measure = fit(self.measure, MEASURE, known.measure);
        self.zoom = fit(self.zoom, ZOOM, known.zoom);
        self.window = self.window.filter(|(width, height)| {
            [width, height].into_iter().all(|side| (SIDE.0..=SIDE.1).contains(side))
        });
        self.position = self.position.filter(|(x, y)| [x, y].into_iter().all(|at| at.abs() <= SIDE.1));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_reason_hide_nothing() {
        let read = |text: &str| Preferences::read(text).unwrap();
        let odd = read("(zoom: 0, reading_size: inf, leading: NaN, window: (0, 1e9), position: (NaN, 3))");
        let expected = Preferences { zoom: ZOOM.0, ..Preferences::default() };
        assert_eq!(odd, expected);
        assert_eq!(read("(position: (-1200, 40))").position, Some((-1200.0, 40.0)), "there may be a screen");
    }

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
