//! Fields of words: what is written in them is taken when they are left.

use std::collections::BTreeMap;

use egui::{Response, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::colours::Offers;
use crate::edit::history::History;
use crate::ui::scene::Scene;
use crate::ui::style;

/// What is being written.
#[derive(Debug, Default)]
pub(super) struct Fields {
    words: BTreeMap<String, String>,
    /// Whether everything that was written is to be taken, because something else is about to be edited.
    pub(super) is_leaving: bool,
    /// The colours that are offered for the label.
    pub(super) offers: Offers,
    /// Whether the first field that is shown is to get the focus.
    pub(super) wants_first: bool,
    /// How many steps were done, of how many, when the words were read.
    steps: Option<(usize, usize)>,
}

/// How a field looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// A line.
    One,
    /// As many lines as are written.
    Many,
}

impl Fields {
    /// Reads all words again after a step: what was written was taken, or is as it was before.
    pub(super) fn follow(&mut self, history: &History) {
        let steps = (history.done(), history.revisions().len());
        if self.steps.replace(steps) != Some(steps) {
            self.words.clear();
        }
    }

    /// A named field of what is `current`; what was written, once it is left and differs.
    pub(super) fn field(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        (key, name): (&str, &str),
        current: &str,
        rows: Rows,
    ) -> Option<String> {
        caption(ui, scene, name);
        self.bare(ui, (key, name), current, rows, f32::INFINITY)
    }

    /// What was chosen from a list and not yet done.
    pub(super) fn choice(&mut self, key: &str) -> &mut String {
        self.words.entry(key.to_owned()).or_default()
    }

    /// A field without its name above it, `width` points wide. The name is read out.
    pub(super) fn bare(
        &mut self,
        ui: &mut Ui,
        (key, name): (&str, &str),
        current: &str,
        rows: Rows,
        width: f32,
    ) -> Option<String> {
        let words = self.words.entry(key.to_owned()).or_insert_with(|| current.to_owned());
        let field = match rows {
            Rows::One => TextEdit::singleline(words),
            Rows::Many => TextEdit::multiline(words).desired_rows(2),
        };
        let response: Response = ui.add(field.desired_width(width));
        if std::mem::take(&mut self.wants_first) {
            response.request_focus();
        }
        let value = words.clone();
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(value.clone()),
            ..WidgetInfo::labeled(Role::TextInput, true, name)
        });
        let is_given_up = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        if is_given_up {
            current.clone_into(words);
        }
        let is_done = (response.lost_focus() || self.is_leaving) && words.trim() != current.trim();
        is_done.then(|| words.trim().to_owned())
    }
}

/// The name of what follows.
pub(super) fn caption(ui: &mut Ui, scene: &Scene<'_>, name: &str) {
    let theme = scene.look.theme;
    ui.add_space(theme.spaces.hair);
    ui.label(
        RichText::new(name).font(style::strong(theme.sizes.caption)).color(scene.look.palette.second_ink),
    );
}

/// The lines of `words`, without those that are empty.
pub(super) fn lines(words: &str) -> Vec<String> {
    words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
