//! How many marks each label has, as bars in the shape of its marks.

use egui::{Align2, Rect, Role as Reads, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::numbers::Numbers;
use crate::model::id::{LabelKey, LayerKey};
use crate::model::schema::Role;
use crate::ui::scene::Scene;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::{page, style};

/// Shows the labels that have marks, the most frequent first.
pub(super) fn show(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, numbers: &Numbers) {
    let most = numbers.labels.first().map_or(0, |(_, _, marks)| *marks);
    if most == 0 {
        page::aside(ui, &scene.look, &scene.texts.get("overview-labels-empty"));
        return;
    }
    let shown = numbers.labels.len().min(scene.look.theme.overview.labels.into());
    let (shown, rest) = numbers.labels.split_at(shown);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (layer, label, marks) in shown {
        row(ui, typesetter, scene, (layer, label), *marks, most);
    }
    if !rest.is_empty() {
        let marks: u64 = rest.iter().map(|(_, _, marks)| marks).sum();
        let text =
            scene.texts.with("overview-labels-rest", [("count", rest.len().into()), ("marks", marks.into())]);
        page::aside(ui, &scene.look, &text);
    }
}

fn row(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    (layer, key): (&LayerKey, &LabelKey),
    marks: u64,
    most: u64,
) {
    let (theme, palette) = (scene.look.theme, scene.look.palette);
    let schema = scene.session.project().schema();
    let label = schema.resolve(layer, key);
    let name = label.map_or(key.as_str(), |label| &label.name);
    let size = vec2(ui.available_width(), theme.overview.row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let text = scene.texts.with("overview-label", [("name", name.into()), ("marks", marks.into())]);
    response.widget_info(|| WidgetInfo::labeled(Reads::Label, true, &text));
    let bars = rect.left() + rect.width() * theme.overview.name;
    let style = TextStyle::sans(Weight::Regular, theme.sizes.small);
    let words = typesetter.label(name, &style, bars - rect.left() - theme.spaces.tight, 1);
    let at = pos2(rect.left(), rect.center().y - words.size().y / 2.0);
    words.paint_tight(ui.painter(), typesetter, at, palette.ink);
    let number = style::plain(theme.sizes.caption);
    let longest = rect.width() * theme.overview.bars;
    let width = (longest * (marks as f64 / most as f64) as f32).max(theme.spaces.hair);
    let bar = Rect::from_min_size(
        pos2(bars, rect.center().y - theme.overview.label_bar / 2.0),
        vec2(width, theme.overview.label_bar),
    );
    let role = schema.layers.get(layer).map_or(Role::None, |layer| layer.role);
    let tint = label.map_or(palette.line, |label| scene.look.tint(&label.colour));
    mark(ui, scene, role, tint, bar);
    let at = pos2(bar.right() + theme.spaces.tight, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, marks.to_string(), number, palette.second_ink);
}

/// A bar that looks like a mark of `role`.
fn mark(ui: &Ui, scene: &Scene<'_>, role: Role, tint: egui::Color32, bar: Rect) {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let marks = theme.marks;
    match role {
        Role::Entity | Role::None => {
            let edge = Stroke::new(theme.strokes.hair, palette.strong_line);
            ui.painter().rect(bar, marks.radius, tint, edge, StrokeKind::Inside);
        }
        Role::Figure => {
            let inside = palette.figure.gamma_multiply(marks.inside_strength);
            let outline = Stroke::new(marks.outline, palette.figure);
            ui.painter().rect(bar, marks.radius, inside, outline, StrokeKind::Inside);
        }
        Role::Claim => {
            let line = Stroke::new(marks.underline, palette.claim);
            ui.painter().hline(bar.x_range(), bar.bottom() - marks.underline / 2.0, line);
        }
    }
}
