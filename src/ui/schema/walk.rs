//! Going through the list of layers and labels with the keys: one stop for Tab, Up and Down from row to row, Enter into
//! the fields of the row, Escape back to it.

use egui::{Context, EventFilter, Id, Key, Modifiers, Rect, Response, Ui};

use super::Topic;
use crate::ui::focus;

/// The keys that do not move the focus while a row has it.
const ROW_KEYS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };

/// What the keys act on.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The rows of this frame, in order.
    rows: Vec<Topic>,
    /// Whether the current row is to get the focus.
    wants_row: bool,
    /// Whether the current row is to be scrolled to.
    wants_sight: bool,
    /// Whether something among the fields had the focus in the last frame.
    is_in_fields: bool,
    /// The last pass in which the view was shown.
    pass: u64,
}

/// What egui knows the current row by: the focus goes with it from row to row.
pub(super) fn current_row() -> Id {
    Id::unique("schema-current-row")
}

impl Walk {
    /// Begins a frame. The list has the focus when the view is opened, and again after Escape among the fields.
    pub(super) fn begin(&mut self, ctx: &Context) {
        let pass = ctx.cumulative_pass_nr();
        let is_opened = self.pass + 1 < pass;
        self.pass = pass;
        let is_left = self.is_in_fields && ctx.input(|input| input.key_pressed(Key::Escape));
        self.wants_row |= is_opened || is_left;
        self.rows.clear();
    }

    /// Takes in a row of this frame.
    pub(super) fn row(&mut self, response: &Response, topic: &Topic, is_current: bool) {
        self.rows.push(topic.clone());
        if !is_current {
            return;
        }
        if std::mem::take(&mut self.wants_row) {
            response.request_focus();
        }
        if std::mem::take(&mut self.wants_sight) {
            response.scroll_to_me(None);
        }
        focus::in_sight(response);
    }

    /// The row that the keys lead to from `current`, once all rows were shown.
    pub(super) fn step(&mut self, ui: &Ui, current: Option<&Topic>) -> Option<Topic> {
        if !ui.memory(|memory| memory.has_focus(current_row())) {
            return None;
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(current_row(), ROW_KEYS));
        let press = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let (up, down) = (press(Key::ArrowUp), press(Key::ArrowDown));
        let at = self.rows.iter().position(|row| Some(row) == current)?;
        let to = (at + down).saturating_sub(up).min(self.rows.len() - 1);
        self.wants_sight |= to != at;
        self.rows.get(to).filter(|_| to != at).cloned()
    }

    /// Notes whether something in `fields`, where the fields are shown, has the focus.
    pub(super) fn end(&mut self, ui: &Ui, fields: Rect) {
        let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
        self.is_in_fields = !egui::Popup::is_any_open(ui.ctx())
            && focused.is_some_and(|focused| {
                focused.layer_id == ui.layer_id() && fields.x_range().contains(focused.rect.center().x)
            });
    }
}
