//! A page with nothing on it yet: it says what to do next.

use egui::{RichText, Ui};

use super::commands::{AnyCommand, WindowCommand};
use super::scene::Scene;
use super::{keycap, style};

/// How much of the page stays free above the words, from 0 to 1: in the middle they would seem to hang too low.
const ABOVE: f32 = 0.35;

/// Shows what to do in a project in which no article is open.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) {
    let is_new = scene.session.project().articles().is_empty();
    let (text, command) = if is_new {
        ("empty-project", WindowCommand::ProjectImport)
    } else {
        ("empty-article", WindowCommand::FilterArticles)
    };
    let theme = scene.look.theme;
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * ABOVE);
        let text = RichText::new(scene.texts.get(text)).font(style::serif(theme.sizes.deck));
        ui.label(text.color(scene.look.palette.second_ink));
        ui.add_space(theme.spaces.near);
        if let Some(keys) = scene.keys.of(AnyCommand::Window(command)) {
            keycap::show(ui, &scene.look, &keys);
        }
    });
}
