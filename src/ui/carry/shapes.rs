//! The row that asks what records look like, where a format leaves a choice.

use egui::Ui;

use super::control::Controls;
use crate::exchange::format::Format;
use crate::ui::dialog;
use crate::ui::scene::Setting;

/// Asks for one of the shapes that the records of `format` may have; what was asked of another format is the first.
pub(super) fn records(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    chosen: &mut Option<&'static str>,
    format: &'static Format,
) {
    let Some(first) = format.record_shapes.first() else { return };
    let texts = setting.texts;
    let mut shape = chosen.filter(|shape| format.record_shapes.contains(shape)).unwrap_or(first);
    let [name, about] = ["export-shape", "export-shape-about"].map(|id| texts.get(id));
    dialog::explained_row(ui, &setting.look, &name, &about, |ui| {
        ui.horizontal_wrapped(|ui| {
            for known in format.record_shapes {
                controls.choice(ui, &mut shape, *known, &texts.get(&text_id(known)));
            }
        });
    });
    *chosen = Some(shape);
}

/// The id of a shape's name among the texts.
fn text_id(shape: &str) -> String {
    format!("export-shape-{shape}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::format::FORMATS;
    use crate::ui::texts::Texts;

    #[test]
    fn every_shape_has_a_name() {
        let texts = Texts::default();
        let shapes = FORMATS.iter().flat_map(|format| format.record_shapes);
        let missing: Vec<String> = shapes.map(|shape| text_id(shape)).filter(|id| !texts.has(id)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
