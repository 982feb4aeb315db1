//! The band above everything that is somebody else's: whose it is, and how to get back.

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo};

use super::commands::{AnyCommand, WindowCommand};
use super::scene::{Act, Scene};
use super::shaped::{TextStyle, Typesetter, Weight};
use crate::session::command::kind::CommandKind;

/// The keys that lead back, as they are written on the keyboard.
pub fn keys_back(keys: &super::keys::keymap::Keymap) -> String {
    let back = [
        AnyCommand::Session(CommandKind::SelectionClear),
        AnyCommand::Window(WindowCommand::OwnWork),
        AnyCommand::Window(WindowCommand::Palette),
    ];
    back.into_iter().find_map(|command| keys.of(command)).unwrap_or_default()
}

/// Shows the band in all of `ui`.
pub fn show(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let host = scene.session.annotator().as_str();
    let keys = keys_back(scene.keys);
    let text = scene.texts.with("visit-band", [("name", host.into()), ("keys", keys.as_str().into())]);
    ui.horizontal_centered(|ui| {
        ui.add_space(theme.spaces.near);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(theme.spaces.near);
            let command = WindowCommand::OwnWork;
            if ui.button(command.spec().text).on_hover_text(command.spec().tooltip).clicked() {
                acts.push(Act::window(command));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let style = TextStyle::sans(Weight::Strong, theme.sizes.small);
                let label = typesetter.label(&text, &style, ui.available_width().max(1.0), 1);
                let (rect, response) = ui.allocate_exact_size(label.size(), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
                label.paint_tight(ui.painter(), typesetter, rect.min, palette.on_accent);
            });
        });
    });
}
