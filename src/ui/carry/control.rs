//! The controls of both sheets: they remember which of them take Enter for themselves.

use egui::{Context, Id, Key, Modifiers, Response, RichText, TextEdit, Ui, WidgetInfo};

use crate::ui::dialog;
use crate::ui::scene::Setting;
use crate::ui::style;
use crate::ui::theme::Look;

/// The controls of a sheet in a frame.
#[derive(Debug, Default)]
pub(super) struct Controls {
    /// What is pressed by Enter when it has the focus.
    pressed_by_enter: Vec<Id>,
    /// Whether the sheet was shown before.
    is_known: bool,
}

impl Controls {
    /// Begins a frame: whether Enter is meant for the sheet as a whole.
    pub(super) fn begin(&mut self, ctx: &Context) -> bool {
        let focused = ctx.memory(egui::Memory::focused);
        let takes = focused.is_some_and(|id| self.pressed_by_enter.contains(&id));
        self.pressed_by_enter.clear();
        !takes && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    }

    /// One of several choices.
    pub(super) fn choice<T: PartialEq>(&mut self, ui: &mut Ui, current: &mut T, value: T, name: &str) {
        let response = ui.selectable_value(current, value, name);
        self.pressed_by_enter.push(response.id);
    }

    /// Yes or no.
    pub(super) fn check(&mut self, ui: &mut Ui, value: &mut bool, name: &str) {
        let response = ui.checkbox(value, name);
        self.pressed_by_enter.push(response.id);
    }

    /// A button; returns whether it was pressed.
    pub(super) fn button(&mut self, ui: &mut Ui, name: &str) -> bool {
        let response = ui.button(name);
        self.pressed_by_enter.push(response.id);
        response.clicked()
    }

    /// The button that does what the sheet is for. It has the focus at first, so that Enter is enough.
    pub(super) fn main_button(&mut self, ui: &mut Ui, name: &str, is_enabled: bool) -> bool {
        let response = ui.add_enabled(is_enabled, egui::Button::new(name));
        if is_enabled && !std::mem::replace(&mut self.is_known, true) {
            response.request_focus();
        }
        response.clicked()
    }
}

/// A field for words, with its name on the left and in the tree of accessibility.
pub(super) fn field(
    ui: &mut Ui,
    setting: &Setting<'_>,
    name: &str,
    written: &mut String,
    hint: &str,
    beside: impl FnOnce(&mut Ui),
) -> Response {
    let mut shown = None;
    dialog::row(ui, &setting.look, name, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            beside(ui);
            let field = TextEdit::singleline(written).hint_text(hint).desired_width(ui.available_width());
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, name));
            shown = Some(response);
        });
    });
    shown.unwrap_or_else(|| ui.label(""))
}

/// The title of a sheet.
pub(super) fn title(ui: &mut Ui, look: &Look<'_>, text: &str) {
    ui.label(RichText::new(text).font(style::strong(look.theme.sizes.control)));
}
