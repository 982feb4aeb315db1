//! Colours for a label: some that stay apart for everybody, and a warning where two look alike.

use egui::{Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::model::schema::{Label, Layer};
use crate::ui::colour_vision::{Vision, alike, apart};
use crate::ui::page;
use crate::ui::scene::Scene;

/// How many colours are offered.
const OFFERED: usize = 10;

/// The colours that were offered last.
#[derive(Debug, Default)]
pub(super) struct Offers {
    /// From what they keep away, and what they are: hundreds are compared for them, which is not done in each frame.
    known: Option<(Vec<String>, Vec<String>)>,
}

impl Offers {
    /// Colours that keep away from `taken`.
    fn beside(&mut self, scene: &Scene<'_>, taken: &[&str]) -> &[String] {
        if self.known.as_ref().is_none_or(|(known, _)| known != taken) {
            let offered = apart(scene.look.theme, taken, OFFERED);
            self.known = Some((taken.iter().map(|&colour| colour.to_owned()).collect(), offered));
        }
        self.known.as_ref().map_or(&[], |(_, offered)| offered)
    }
}

/// Offers colours that keep away from `others` and from the one that the label has; the one that was clicked.
pub(super) fn offer(
    ui: &mut Ui,
    scene: &Scene<'_>,
    offers: &mut Offers,
    others: &[&str],
    current: &str,
) -> Option<String> {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        let taken: Vec<&str> = others.iter().copied().chain([current]).collect();
        let offered = offers.beside(scene, &taken).iter().cloned();
        let all = std::iter::once(current.to_owned()).chain(offered);
        for (at, colour) in all.enumerate() {
            let side = theme.spaces.wide;
            let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
            let is_current = at == 0;
            response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, is_current, &colour));
            ui.painter().rect_filled(rect, theme.marks.radius, scene.look.tint(&colour));
            let edge = match (is_current, response.hovered() || response.has_focus()) {
                (true, _) => Stroke::new(theme.marks.underline, palette.accent),
                (false, true) => Stroke::new(theme.marks.outline, palette.ink),
                (false, false) => Stroke::new(theme.strokes.hair, palette.line),
            };
            ui.painter().rect_stroke(rect, theme.marks.radius, edge, StrokeKind::Inside);
            if response.on_hover_text(&colour).clicked() && !is_current {
                chosen = Some(colour);
            }
        }
    });
    chosen
}

/// Names the labels of the layer that look like this one, and to whom.
pub(super) fn warn(ui: &mut Ui, scene: &Scene<'_>, layer: &Layer, label: &Label) {
    let labels = scene.session.project().schema().labels_of(&layer.key);
    let others = labels.into_iter().filter(|other| other.fate.is_none() && other.key != label.key);
    for other in others {
        let Some(vision) = alike(scene.look.theme, &label.colour, &other.colour) else { continue };
        let text = match vision {
            Vision::Full => scene.texts.name("schema-looks-alike", &other.name),
            vision => {
                let seen = scene.texts.get(vision.text());
                let values = [("name", other.name.as_str().into()), ("vision", seen.into())];
                scene.texts.with("schema-looks-alike-to", values)
            }
        };
        page::warning(ui, &scene.look, &text);
    }
}
