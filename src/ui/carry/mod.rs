//! Importing and exporting from the window: what is asked, what goes on, and what came of it.
//!
//! Nothing here knows a single format: all of them come from the registry.

pub mod choices;
pub mod file_choices;
pub mod going;
pub mod preview;

pub(super) mod told;

mod about;
mod arriving;
mod control;
mod cutting;
mod export;
mod import;
mod losses;
mod shapes;
mod shaping;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Frame, Key, Panel, Ui};

use self::choices::{ExportChoices, ImportChoices};
use self::export::ExportSheet;
use self::file_choices::LabelChoice;
use self::going::Going;
use self::import::ImportSheet;
use self::losses::LossList;
use self::preview::Foreseen;
use super::scene::{Act, Setting};
use super::shaped::Typesetter;
use super::theme::Look;
use super::{dialog, page};
use crate::exchange::arrival::Arrival;
use crate::exchange::exporter::Exported;
use crate::exchange::watch::Watch as _;
use crate::session::Session;

/// How often the progress is looked at, in seconds.
const LOOK_AGAIN: f32 = 0.1;

/// Imports and exports of a window.
#[derive(Debug, Default)]
pub struct Carry {
    sheet: Option<Sheet>,
    /// The sheet that was given last, to be shown again if it is refused.
    given: Option<Sheet>,
    /// The sheet that what goes on, or went on last, was given with, to be shown again if it fails.
    begun: Option<Sheet>,
    going: Option<Arc<Going>>,
    /// Whether the end of what goes on is waited for, because somebody wants to leave.
    is_left: bool,
    /// The choices of the last export.
    last: Option<ExportChoices>,
}

#[derive(Debug)]
enum Sheet {
    Import(Box<ImportSheet>),
    Export(Box<ExportSheet>),
    Losses(LossList),
}

impl Sheet {
    /// The same with the reason why it was refused.
    fn with(mut self, problem: Problem) -> Self {
        match &mut self {
            Self::Import(sheet) => sheet.problem = Some(problem),
            Self::Export(sheet) => sheet.problem = Some(problem),
            Self::Losses(_) => {}
        }
        self
    }
}

/// What the window asks of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Import.
    Import(ImportChoices),
    /// Export, or try it.
    Export(Box<ExportChoices>),
    /// Look what an import would bring.
    ForeseeImport(Box<ImportChoices>),
    /// Look what an export would be.
    Foresee(Box<ExportChoices>),
    /// Let the person choose a file with the system's dialog.
    BrowseFile(FileFor),
    /// Let the person choose where to export to, and suggest this name.
    BrowsePlace(String),
}

/// What a file is for that is named in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFor {
    /// A table of metadata, for an import.
    Table,
    /// What labels are called, for an export.
    Labels,
    /// What a language model is asked, for an export.
    Template,
}

/// Why an import or export was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, a sentence without full stop.
    pub text: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
    /// Encodings in which the file is text, the likeliest first.
    pub encodings: Vec<String>,
}

/// What became of a sheet in a frame.
#[derive(Debug)]
enum Step {
    Stay,
    Leave,
    Wish(Wish),
}

impl Problem {
    fn show(&self, ui: &mut Ui, look: &Look<'_>) {
        let sentence = |text: &str| format!("{}.", text.trim_end_matches('.'));
        page::warning(ui, look, &sentence(&self.text));
        for hint in &self.hints {
            page::aside(ui, look, &sentence(hint));
        }
    }
}

impl Carry {
    /// Asks how to import `paths`.
    pub fn ask_import(&mut self, paths: Vec<PathBuf>) {
        let choices = ImportChoices { paths, ..ImportChoices::default() };
        self.sheet = Some(Sheet::Import(Box::new(ImportSheet::new(choices))));
    }

    /// Asks what to export, and where to; what was chosen last is chosen again.
    pub fn ask_export(&mut self) {
        let choices = self.last.clone().unwrap_or_default();
        self.sheet = Some(Sheet::Export(Box::new(ExportSheet::new(choices))));
    }

    /// Takes the file that was browsed for.
    pub fn choose_file(&mut self, purpose: FileFor, path: &Path) {
        let path = path.display().to_string();
        match (purpose, &mut self.sheet) {
            (FileFor::Table, Some(Sheet::Import(sheet))) => sheet.choices.table = path,
            (FileFor::Labels, Some(Sheet::Export(sheet))) => {
                sheet.choices.shaping.labels = LabelChoice::File(path);
            }
            (FileFor::Template, Some(Sheet::Export(sheet))) => sheet.choices.template = path,
            // The sheet was left meanwhile.
            _ => {}
        }
    }

    /// Takes the place that was browsed for; the system's dialog has asked whether it may be replaced.
    pub fn choose_place(&mut self, path: &Path) {
        if let Some(Sheet::Export(sheet)) = &mut self.sheet {
            sheet.choices.place = path.display().to_string();
            sheet.is_taken = false;
        }
    }

    /// Shows the sheet again that was given last, with the reason why it was refused.
    pub fn refuse(&mut self, problem: Problem) {
        self.sheet = self.given.take().map(|sheet| sheet.with(problem));
    }

    /// Shows the sheet again that what went on was given with, with the reason why it failed; somebody who fills in another
    /// one meanwhile is not disturbed.
    pub fn fail(&mut self, problem: Problem) {
        let begun = self.begun.take();
        if self.sheet.is_none() {
            self.sheet = begun.map(|sheet| sheet.with(problem));
        }
    }

    /// Shows the sheet of the export again: there is a file that would be replaced.
    pub fn ask_replace(&mut self) {
        self.sheet = self.given.take();
        if let Some(Sheet::Export(sheet)) = &mut self.sheet {
            sheet.is_taken = true;
        }
    }

    /// Takes what an import with `choices` would bring, or why it would fail.
    pub fn foresee_import(&mut self, choices: &ImportChoices, came: Result<Box<Arrival>, String>) {
        if let Some(Sheet::Import(sheet)) = &mut self.sheet {
            sheet.arriving.take(choices, came);
        }
    }

    /// Takes a part of what an export with `choices` would be.
    pub fn foresee(&mut self, choices: &ExportChoices, part: Foreseen) {
        if let Some(Sheet::Export(sheet)) = &mut self.sheet {
            sheet.preview.take(choices, part);
        }
    }

    /// Whether a sheet lies over the window.
    pub fn is_open(&self) -> bool {
        self.sheet.is_some()
    }

    /// Whether an import or export goes on.
    pub fn is_going(&self) -> bool {
        self.going.is_some()
    }

    /// Shows from now on what goes on.
    pub fn begin(&mut self, going: Arc<Going>) {
        self.begun = self.given.take();
        self.going = Some(going);
    }

    /// Nothing goes on any more.
    pub fn end(&mut self) {
        self.going = None;
        self.is_left = false;
    }

    /// Calls off what goes on because somebody wants to leave, who waits for its end: what gets its place is not cut off.
    pub fn leave(&mut self) {
        self.stop();
        self.is_left = self.is_going();
    }

    /// Wishes that what goes on be called off.
    pub fn stop(&self) {
        if let Some(going) = &self.going {
            going.stop();
        }
    }

    /// Whether that was wished.
    pub fn is_stopped(&self) -> bool {
        self.going.as_ref().is_some_and(|going| going.is_stopped())
    }

    /// Lists what came of an export, or would come of it; somebody who fills in a sheet is not disturbed.
    pub fn list_losses(&mut self, format: &str, exported: &Exported, session: &Session) {
        if matches!(self.sheet, Some(Sheet::Import(_) | Sheet::Export(_))) {
            return;
        }
        self.sheet = Some(Sheet::Losses(LossList::new(format, exported, session.project())));
    }

    /// Shows what goes on, at the bottom of `ui`.
    pub fn show_going(&self, ui: &mut Ui, setting: &Setting<'_>) {
        let Some(going) = &self.going else { return };
        let frame = Frame::new().fill(setting.look.palette.chrome);
        let panel = Panel::bottom("carry").exact_size(setting.look.theme.panels.top_bar).resizable(false);
        let is_clicked = panel.frame(frame).show(ui, |ui| going.show(ui, setting, self.is_left)).inner;
        if is_clicked {
            going.stop();
        }
        ui.ctx().request_repaint_after_secs(LOOK_AGAIN);
    }

    /// Shows the sheet that is open. `open` is one's own session, and the folder of its project.
    pub fn show(
        &mut self,
        ctx: &Context,
        setting: &Setting<'_>,
        typesetter: &mut Typesetter,
        open: Option<(&Session, &Path)>,
        acts: &mut Vec<Act>,
    ) -> Option<Wish> {
        let (Some(sheet), Some((session, folder))) = (&mut self.sheet, open) else {
            // Without a project there is nothing to import into or to export.
            self.sheet = None;
            return None;
        };
        if dialog::pressed(ctx, Key::Escape) {
            self.sheet = None;
            return None;
        }
        let step = match sheet {
            Sheet::Import(sheet) => sheet.show(ctx, setting, typesetter),
            Sheet::Export(sheet) => sheet.show(ctx, setting, typesetter, (session, folder)),
            Sheet::Losses(list) => list.show(ctx, setting, typesetter, acts),
        };
        if let Sheet::Export(sheet) = sheet {
            self.last = Some(sheet.choices.clone());
        }
        match step {
            Step::Stay => None,
            Step::Leave => {
                self.sheet = None;
                None
            }
            Step::Wish(wish) => {
                if matches!(wish, Wish::Import(_) | Wish::Export(_)) {
                    self.given = self.sheet.take();
                }
                Some(wish)
            }
        }
    }
}
