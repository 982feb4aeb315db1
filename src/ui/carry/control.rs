//! The controls of both sheets: they remember which of them take Enter for themselves.

use egui::{Context, Id, Key, Response, RichText, TextEdit, Ui, WidgetInfo};

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
    /// Whether it is to be scrolled to what got the focus first: in its first frame nobody knows yet how high it is.
    is_to_scroll: bool,
}

impl Controls {
    /// Begins a frame: whether Enter is meant for the sheet as a whole.
    pub(super) fn begin(&mut self, ctx: &Context) -> bool {
        let focused = ctx.memory(egui::Memory::focused);
        let takes = focused.is_some_and(|id| self.pressed_by_enter.contains(&id));
        self.pressed_by_enter.clear();
        !takes && dialog::pressed(ctx, Key::Enter)
    }

    /// One of several choices.
    pub(super) fn choice<T: PartialEq>(&mut self, ui: &mut Ui, current: &mut T, value: T, name: &str) {
        let response = in_sight(ui.selectable_value(current, value, name));
        self.pressed_by_enter.push(response.id);
    }

    /// Yes or no.
    pub(super) fn check(&mut self, ui: &mut Ui, value: &mut bool, name: &str) -> Response {
        let response = in_sight(dialog::checkbox(ui, value, name));
        self.pressed_by_enter.push(response.id);
        response
    }

    /// A button; returns whether it was pressed.
    pub(super) fn button(&mut self, ui: &mut Ui, name: &str) -> bool {
        let response = ui.button(name);
        self.pressed_by_enter.push(response.id);
        response.clicked()
    }

    /// Gives `response` the focus when the sheet is shown for the first time.
    pub(super) fn first(&mut self, response: &Response) {
        if !std::mem::replace(&mut self.is_known, true) {
            response.request_focus();
            self.is_to_scroll = true;
        } else if std::mem::take(&mut self.is_to_scroll) {
            response.scroll_to_me(None);
        }
    }

    /// The button that does what the sheet is for. It has the focus at first, so that Enter is enough.
    pub(super) fn main_button(&mut self, ui: &mut Ui, name: &str, is_enabled: bool) -> bool {
        let response = ui.add_enabled(is_enabled, egui::Button::new(name));
        if is_enabled {
            self.first(&response);
        }
        response.clicked()
    }
}

/// Scrolls to what gets the focus: a sheet may be higher than the window.
fn in_sight(response: Response) -> Response {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// A field for words, with its name on the left and in the tree of accessibility, and what `beside` shows after it, which
/// is as wide as `reserved` points.
pub(super) fn field(
    ui: &mut Ui,
    setting: &Setting<'_>,
    name: &str,
    written: &mut String,
    hint: &str,
    reserved: f32,
    beside: impl FnOnce(&mut Ui, Response),
) {
    dialog::row(ui, &setting.look, name, |ui| {
        let width = (ui.available_width() - reserved).max(0.0);
        let response = ui.add(TextEdit::singleline(written).hint_text(hint).desired_width(width));
        response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, name));
        // The hint is covered by what is written.
        let response = in_sight(response).on_hover_text(hint);
        beside(ui, response);
    });
}

/// How much room a button called `name` takes after something else, in points.
pub(super) fn button_width(ui: &Ui, name: &str) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    let text = ui.painter().layout_no_wrap(name.to_owned(), font, egui::Color32::PLACEHOLDER);
    let spacing = ui.spacing();
    // A field is a little wider than the text that it holds.
    text.size().x + 2.0 * spacing.button_padding.x + 2.0 * spacing.item_spacing.x
}

/// The title of a sheet.
pub(super) fn title(ui: &mut Ui, look: &Look<'_>, text: &str) {
    ui.label(RichText::new(text).font(style::strong(look.theme.sizes.control)));
}
