//! What the window is started with, and what pictures of it are asked for.

use std::path::PathBuf;

use crate::model::id::{Annotator, ArticleId};

/// What the window is started with.
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// The project to open; else the start screen, or the first time the example.
    pub project: Option<PathBuf>,
    /// Who is at work; else who is logged in.
    pub annotator: Option<Annotator>,
    /// Where to write a line for each frame.
    pub frame_log: Option<PathBuf>,
}

/// A picture of the window, taken without a display.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The project; else the start screen.
    pub project: Option<PathBuf>,
    /// Whose work is shown; else that of the project's only annotator, else of who is logged in.
    pub annotator: Option<Annotator>,
    /// The article that is open; else the first.
    pub article: Option<ArticleId>,
    /// The command that shows the view; else the article is shown.
    pub view: Option<String>,
    /// Width and height in points.
    pub size: (f32, f32),
    /// How many pixels a point has.
    pub scale: f32,
    /// Light letters on dark paper.
    pub is_dark: bool,
}

/// The window, or a picture of it, could not be shown.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct NoWindow {
    /// Why, a sentence without full stop.
    pub message: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
}

/// The window of this build.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Shows it until the person closes it.
    pub show: fn(Launch) -> Result<(), NoWindow>,
    /// A picture of it, as a PNG file.
    pub picture: fn(&Picture) -> Result<Vec<u8>, NoWindow>,
}
