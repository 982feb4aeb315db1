//! A place in its line, as both lists show it.

use egui::{Rect, Ui, vec2};

use crate::session::search::excerpt::Excerpt;
use crate::ui::scene::Scene;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// Paints `excerpt` in at most two lines in `rect`, its place emphasised.
pub(super) fn paint(ui: &Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, rect: Rect, excerpt: &Excerpt) {
    let palette = scene.look.palette;
    let style = TextStyle::sans(Weight::Regular, scene.look.theme.sizes.small);
    let label = typesetter.label(&excerpt.text, &style, rect.width().max(1.0), 2);
    let at = rect.left_center() - vec2(0.0, label.size().y / 2.0);
    for place in label.paragraph().index().rects(excerpt.place.clone()) {
        let lit = place.translate(at.to_vec2());
        ui.painter().rect_filled(lit, scene.look.theme.marks.outline, palette.selection);
        let edge = egui::Stroke::new(scene.look.theme.marks.outline, palette.accent);
        ui.painter().hline(lit.x_range(), lit.bottom(), edge);
    }
    label.paint(ui.painter(), typesetter, at, palette.ink);
}
