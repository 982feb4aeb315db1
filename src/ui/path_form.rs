//! Asking for a place on the machine: typed, or browsed for with the system's own dialog.

use std::path::PathBuf;

use egui::{Context, Key, Modifiers, RichText, TextEdit, WidgetInfo};

use super::texts::Texts;
use super::theme::Look;
use super::{dialog, style};

/// What a place is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project, to open it.
    Open,
    /// A folder, to make a project in it.
    New,
    /// Files or a folder, to take articles from.
    Import,
}

/// The form, while it is open.
#[derive(Debug)]
pub struct PathForm {
    purpose: Purpose,
    written: String,
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
}

impl Purpose {
    /// The ids of the title and of the explanation among the texts.
    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("path-open", "path-open-about"),
            Self::New => ("path-new", "path-new-about"),
            Self::Import => ("path-import", "path-import-about"),
        }
    }
}

impl PathForm {
    /// An empty form.
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, written: String::new(), is_new: true }
    }

    /// Shows the form.
    pub fn show(&mut self, ctx: &Context, look: &Look<'_>, texts: &Texts) -> Asked {
        let press = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if press(Key::Escape) {
            return Asked::Left;
        }
        let is_empty = self.written.trim().is_empty();
        let (title, about) = self.purpose.texts();
        let mut asked = Asked::Nothing;
        let mut is_done = press(Key::Enter);
        let modal = dialog::modal("path", look, None).show(ctx, |ui| {
            ui.set_width(520.0_f32.min(ctx.content_rect().width() - look.theme.spaces.wide));
            ui.label(RichText::new(texts.get(title)).font(style::strong(look.theme.sizes.control)));
            ui.label(RichText::new(texts.get(about)).color(look.palette.second_ink));
            ui.add_space(look.theme.spaces.tight);
            let hint = texts.get("path-hint");
            let field =
                TextEdit::singleline(&mut self.written).hint_text(hint.as_str()).desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, &hint));
            if std::mem::take(&mut self.is_new) {
                response.request_focus();
            }
            ui.add_space(look.theme.spaces.tight);
            ui.horizontal(|ui| {
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
            return Asked::Given(self.purpose, PathBuf::from(self.written.trim()));
        }
        if asked == Asked::Nothing && modal.should_close() { Asked::Left } else { asked }
    }
}
