//! Asking for a place on the machine: typed, or browsed for with the system's own dialog.

use std::path::{Path, PathBuf};

use egui::{Context, Key, Response, RichText, TextEdit, Ui, WidgetInfo};

use super::texts::Texts;
use super::theme::Look;
use super::{dialog, style};
use crate::model::id::Annotator;

/// What a place is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project, to open it.
    Open,
    /// A folder, to make a project in it.
    New,
    /// Files or a folder, to take articles from.
    Import,
    /// A file that is not there yet, for a plot or table of the ledger.
    SaveLedger,
}

/// The form, while it is open.
#[derive(Debug)]
pub struct PathForm {
    purpose: Purpose,
    written: String,
    /// Who works in a new project.
    annotator: String,
    is_new: bool,
}

/// What became of the form in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing yet.
    Nothing,
    /// It was left.
    Left,
    /// The system's dialog is wanted.
    Browse(Purpose),
    /// The place was given.
    Given(Purpose, PathBuf),
    /// The place of a new project was given, and who works in it.
    New(PathBuf, Annotator),
}

impl Purpose {
    /// The ids of the title and of the explanation among the texts.
    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("path-open", "path-open-about"),
            Self::New => ("path-new", "path-new-about"),
            Self::Import => ("path-import", "path-import-about"),
            Self::SaveLedger => ("path-save-ledger", "path-save-ledger-about"),
        }
    }
}

impl PathForm {
    /// An empty form; `annotator` is proposed as the name of who works in a new project.
    pub fn new(purpose: Purpose, annotator: &str) -> Self {
        Self { purpose, written: String::new(), annotator: annotator.to_owned(), is_new: true }
    }

    /// Writes a place into it that was browsed for.
    pub fn fill(&mut self, path: &Path) {
        self.written = path.display().to_string();
    }

    /// Shows the form.
    pub fn show(&mut self, ctx: &Context, look: &Look<'_>, texts: &Texts) -> Asked {
        let press = |key| dialog::pressed(ctx, key);
        if press(Key::Escape) {
            return Asked::Left;
        }
        let is_new_project = self.purpose == Purpose::New;
        let is_empty = self.written.trim().is_empty() || (is_new_project && self.annotator.trim().is_empty());
        let (title, about) = self.purpose.texts();
        let mut asked = Asked::Nothing;
        let mut is_done = press(Key::Enter);
        let modal = dialog::modal("path", look, None).show(ctx, |ui| {
            ui.set_width(dialog::fit(ctx, look, look.theme.windows.place));
            dialog::body(ui, look, |ui| {
                ui.label(RichText::new(texts.get(title)).font(style::strong(look.theme.sizes.control)));
                ui.label(RichText::new(texts.get(about)).color(look.palette.second_ink));
                ui.add_space(look.theme.spaces.tight);
                let response = field(ui, &mut self.written, &texts.get("path-hint"));
                if std::mem::take(&mut self.is_new) {
                    response.request_focus();
                }
                if is_new_project {
                    ui.add_space(look.theme.spaces.tight);
                    let about = RichText::new(texts.get("path-annotator-about"));
                    ui.label(about.color(look.palette.second_ink));
                    field(ui, &mut self.annotator, &texts.get("path-annotator"));
                }
            });
            dialog::buttons(ui, look, |ui| {
                is_done |= ui.add_enabled(!is_empty, egui::Button::new(texts.get("path-done"))).clicked();
                if ui.button(texts.get("path-browse")).clicked() {
                    asked = Asked::Browse(self.purpose);
                }
                if ui.button(texts.get("form-leave")).clicked() {
                    asked = Asked::Left;
                }
            });
        });
        if is_done && !is_empty {
            let path = PathBuf::from(self.written.trim());
            return match self.purpose {
                Purpose::New => Asked::New(path, Annotator::from(self.annotator.trim())),
                purpose @ (Purpose::Open | Purpose::Import | Purpose::SaveLedger) => {
                    Asked::Given(purpose, path)
                }
            };
        }
        if asked == Asked::Nothing && modal.should_close() { Asked::Left } else { asked }
    }
}

/// A field for words, with its name as the hint and in the tree of accessibility.
fn field(ui: &mut Ui, written: &mut String, name: &str) -> Response {
    let response = ui.add(TextEdit::singleline(written).hint_text(name).desired_width(f32::INFINITY));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}
