//! How far each layer has come.

use egui::{Rect, Ui, pos2, vec2};

use super::numbers::Numbers;
use super::time::Time;
use crate::model::schema::Layer;
use crate::ui::scene::Scene;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::{moment, page};

/// Shows a bar for each layer.
pub(super) fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    numbers: &Numbers,
    time: &Time,
) {
    for layer in scene.session.project().schema().layers_in_order() {
        row(ui, typesetter, scene, layer, numbers, time);
    }
}

fn row(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    layer: &Layer,
    numbers: &Numbers,
    time: &Time,
) {
    let theme = scene.look.theme;
    let of_layer = numbers.layers.get(&layer.key).copied().unwrap_or_default();
    let style = TextStyle::sans(Weight::Strong, theme.sizes.small);
    super::words(ui, typesetter, &layer.name, &style, scene.look.palette.ink);
    let text = scene.texts.with(
        "overview-layer",
        [
            ("marks", of_layer.marks.into()),
            ("finished", of_layer.finished.into()),
            ("all", numbers.assigned.into()),
        ],
    );
    let spent =
        time.by_layer.get(&Some(layer.key.clone())).map(|seconds| moment::duration(*seconds, scene.texts));
    let text = text + &spent.map(|spent| format!(" · {spent}")).unwrap_or_default();
    page::aside(ui, &scene.look, &text);
    bar(ui, scene, scene.role_colour(layer.role), [of_layer.finished, of_layer.begun], numbers.assigned);
    ui.add_space(theme.spaces.tight);
}

/// A bar of articles: finished, begun, untouched.
fn bar(ui: &mut Ui, scene: &Scene<'_>, colour: egui::Color32, parts: [usize; 2], all: usize) {
    let (spaces, radius) = (scene.look.theme.spaces, scene.look.theme.overview.bar / 2.0);
    let size = vec2(ui.available_width(), scene.look.theme.overview.bar);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect_filled(rect, radius, scene.look.palette.line);
    let ends = [parts[0] + parts[1], parts[0]];
    // The longer one lies below, so that both have round ends.
    for (end, fill) in ends.into_iter().zip([colour.gamma_multiply(scene.look.theme.strengths.begun), colour])
    {
        if end > 0 {
            let share = (end as f32 / all.max(1) as f32).min(1.0);
            let width = (rect.width() * share).max(spaces.hair);
            let piece = Rect::from_min_max(rect.min, pos2(rect.left() + width, rect.bottom()));
            ui.painter().rect_filled(piece, radius, fill);
        }
    }
}
