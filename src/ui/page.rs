//! Pages of text and controls: one column, not wider than can be read.

use egui::{Frame, RichText, Ui};

use super::style;
use super::theme::Look;

/// A column in all of `ui`, with room at its sides.
pub fn column<R>(ui: &mut Ui, look: &Look<'_>, content: impl FnOnce(&mut Ui) -> R) -> R {
    let side = look.theme.spaces.broad.min(ui.available_width() / look.theme.spaces.near);
    let margin = egui::Margin::symmetric(side as i8, look.theme.spaces.wide as i8);
    let framed = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_max_width(look.theme.panels.page.min(ui.available_width()));
        content(ui)
    });
    framed.inner
}

/// The headline of a page.
pub fn title(ui: &mut Ui, look: &Look<'_>, text: &str) {
    ui.label(RichText::new(text).font(style::headline(look.theme.sizes.deck)).color(look.palette.ink));
}

/// The heading of a part of a page.
pub fn heading(ui: &mut Ui, look: &Look<'_>, text: &str) {
    ui.add_space(look.theme.spaces.close);
    let text = RichText::new(text).font(style::strong(look.theme.sizes.caption));
    ui.label(text.color(look.palette.second_ink));
}

/// A sentence that stands back.
pub fn aside(ui: &mut Ui, look: &Look<'_>, text: &str) {
    let text = RichText::new(text).size(look.theme.sizes.caption).color(look.palette.second_ink);
    ui.add(egui::Label::new(text).wrap());
}

/// A sentence that warns.
pub fn warning(ui: &mut Ui, look: &Look<'_>, text: &str) {
    let text = RichText::new(text).size(look.theme.sizes.caption).color(look.palette.warning);
    ui.add(egui::Label::new(text).wrap());
}
