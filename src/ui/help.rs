//! All keys: the labels with their letters, and every command that has keys, by menu.

use egui::{RichText, Ui, vec2};

use super::commands::AnyCommand;
use super::scene::Setting;
use super::top_bar::MENUS;
use super::{keycap, page, style};
use crate::session::Session;

/// A heading, and keys with what they do.
struct Part {
    name: String,
    rows: Vec<(String, String)>,
}

/// Shows the keys in use, in as many columns as there is room for.
pub fn show(ui: &mut Ui, setting: &Setting<'_>, session: Option<&Session>) {
    let (look, theme) = (&setting.look, setting.look.theme);
    page::title(ui, look, &setting.texts.get("keys-title"));
    page::aside(ui, look, &setting.texts.get("keys-about"));
    let parts = parts(setting, session);
    let fits = |count: &u8| ui.available_width() >= f32::from(*count) * theme.panels.left;
    let count = [3, 2].into_iter().find(fits).map_or(1, usize::from);
    let rows: usize = parts.iter().map(|part| part.rows.len() + 2).sum();
    ui.columns(count, |columns| {
        let mut filled = 0;
        for part in &parts {
            // A part stays whole: it begins a column where the one before it is full.
            let column = (filled * count / rows.max(1)).min(count - 1);
            filled += part.rows.len() + 2;
            show_part(&mut columns[column], setting, part);
        }
    });
}

fn parts(setting: &Setting<'_>, session: Option<&Session>) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(session) = session {
        let schema = session.project().schema();
        for layer in schema.layers_in_order() {
            let labels = schema.labels_of(&layer.key);
            let keyed = labels
                .iter()
                .filter(|label| label.fate.is_none())
                .filter_map(|label| Some((setting.keys.of_label(label.shortcut?), label.name.clone())));
            parts.push(Part { name: layer.name.clone(), rows: keyed.collect() });
        }
    }
    for (menu, name) in MENUS {
        let rows = AnyCommand::all().filter(|command| command.menu() == menu).flat_map(|command| {
            let keys = setting.keys.all_of(command).into_iter();
            keys.map(move |keys| (keys, command.text().trim_end_matches('…').to_owned()))
        });
        parts.push(Part { name: setting.texts.get(name), rows: rows.collect() });
    }
    parts.retain(|part| !part.rows.is_empty());
    parts
}

fn show_part(ui: &mut Ui, setting: &Setting<'_>, part: &Part) {
    let theme = setting.look.theme;
    page::heading(ui, &setting.look, &part.name);
    ui.spacing_mut().item_spacing = vec2(theme.spaces.tight, theme.spaces.hair);
    for (keys, text) in &part.rows {
        ui.horizontal(|ui| {
            let left = ui.cursor().left();
            keycap::show(ui, &setting.look, keys);
            // What the keys do stands in a column of its own.
            ui.add_space((left + theme.controls.keys - ui.cursor().left()).max(0.0));
            let text =
                RichText::new(text).font(style::plain(theme.sizes.small)).color(setting.look.palette.ink);
            ui.add(egui::Label::new(text).truncate());
        });
    }
}
