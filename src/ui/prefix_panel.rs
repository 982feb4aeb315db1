//! What can follow the keys that were pressed: a panel above the line at the bottom.

use egui::{Align2, Area, Context, Frame, Id, Order, RichText, Ui, vec2};

use super::keycap;
use super::keys::chord::Chord;
use super::keys::keymap::written;
use super::scene::Scene;

/// The most rows of a column.
const ROWS: usize = 12;

/// Shows the panel. `before` are keys that wait for another.
pub fn show(ctx: &Context, scene: &Scene<'_>, before: &[Chord]) {
    if before.is_empty() {
        return;
    }
    let mut rows: Vec<(String, &str)> = scene
        .keys
        .following(before)
        .map(|binding| (written(&binding.keys[before.len()..]), binding.command.text().trim_end_matches('…')))
        .collect();
    if scene.keys.labels_follow(before) {
        let schema = scene.session.project().schema();
        let layers = schema.layers_in_order();
        let labels = layers.iter().flat_map(|layer| schema.labels_of(&layer.key));
        let keyed = labels
            .filter(|label| label.fate.is_none())
            .filter_map(|label| Some((label.shortcut?.to_uppercase().to_string(), label.name.as_str())));
        rows.extend(keyed);
    }
    let theme = scene.look.theme;
    let corner = vec2(theme.spaces.near, -theme.panels.status_line - theme.spaces.tight);
    let area = Area::new(Id::unique("prefix")).order(Order::Foreground).interactable(false);
    area.anchor(Align2::LEFT_BOTTOM, corner).show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(theme.spaces.close).show(ui, |ui| {
            ui.horizontal_top(|ui| rows.chunks(ROWS).for_each(|rows| column(ui, scene, rows)));
        });
    });
}

fn column(ui: &mut Ui, scene: &Scene<'_>, rows: &[(String, &str)]) {
    ui.vertical(|ui| {
        ui.set_width(scene.look.theme.panels.margin);
        ui.spacing_mut().item_spacing.y = scene.look.theme.spaces.hair;
        for (keys, text) in rows {
            ui.horizontal(|ui| {
                keycap::show(ui, &scene.look, keys);
                let text = RichText::new(*text).color(scene.look.palette.ink);
                ui.add(egui::Label::new(text).truncate());
            });
        }
    });
}
