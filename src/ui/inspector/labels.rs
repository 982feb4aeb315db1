//! The labels of the schema, each in the shape of its role, with its key.

use egui::{Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::schema::{Label, Layer, Role};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::{AnyCommand, WindowCommand};
use crate::ui::scene::{Act, Scene};
use crate::ui::{keycap, style};

/// More labels than this are filtered by name: nobody finds one of 500 by looking.
const MANY: usize = 40;

/// Shows the labels; `filter` is what is written in their filter, and `Enter` there gives the first that fits. Returns what
/// egui knows the filter by, where there is one.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    filter: &mut String,
    acts: &mut Vec<Act>,
) -> Option<egui::Id> {
    let schema = scene.session.project().schema();
    let guideline = AnyCommand::Window(WindowCommand::Guideline);
    super::heading(ui, scene, &scene.texts.get("inspector-labels"), |ui| {
        let keys = scene.keys.of(guideline).unwrap_or_default();
        let text = scene.texts.name("inspector-guideline", &keys);
        let text = egui::RichText::new(text)
            .size(scene.look.theme.sizes.caption)
            .color(scene.look.palette.second_ink);
        if ui.add(egui::Label::new(text).sense(Sense::click())).clicked() {
            acts.push(Act::window(WindowCommand::Guideline));
        }
    });
    let layers = schema.layers_in_order();
    let count: usize = layers.iter().map(|layer| schema.labels_of(&layer.key).len()).sum();
    let (mut field, mut is_entered) = (None, false);
    if count > MANY {
        let response = filter_field(ui, scene, filter);
        is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        field = Some(response.id);
    } else {
        filter.clear();
    }
    let wanted = filter.trim().to_lowercase();
    let fits = |label: &&Label| wanted.is_empty() || label.name.to_lowercase().contains(&wanted);
    let found = layers.into_iter().flat_map(|layer| {
        let labels = schema.labels_of(&layer.key).into_iter();
        labels.filter(fits).map(move |label| (layer, label))
    });
    let found: Vec<_> = found.collect();
    if let Some((layer, label)) = found.first().filter(|_| is_entered && !wanted.is_empty()) {
        acts.push(Act::label(&layer.key, &label.key));
        filter.clear();
    }
    chips(ui, scene, &found, acts);
    field
}

/// The field for the letters of a name.
fn filter_field(ui: &mut Ui, scene: &Scene<'_>, filter: &mut String) -> Response {
    let hint = scene.texts.get("inspector-labels-filter");
    let response = ui.add(TextEdit::singleline(filter).hint_text(hint.as_str()).desired_width(f32::INFINITY));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, &hint));
    response
}

/// As many labels as can be looked through, and how many are left out.
fn chips(ui: &mut Ui, scene: &Scene<'_>, labels: &[(&Layer, &Label)], acts: &mut Vec<Act>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(scene.look.theme.controls.chip_gap);
        for (layer, label) in labels.iter().take(MANY) {
            let response = chip(ui, scene, layer, label);
            if response.clicked() {
                acts.push(Act::label(&layer.key, &label.key));
            }
            response.context_menu(|ui| {
                if ui.button(scene.texts.get("label-arm")).clicked() {
                    let arguments =
                        Arguments::new().with("layer", layer.key.as_str()).with("label", label.key.as_str());
                    acts.push(Act::Run(AnyCommand::Session(CommandKind::LabelArm), arguments));
                }
            });
        }
        let left = labels.len().saturating_sub(MANY);
        if left > 0 {
            let text = egui::RichText::new(scene.texts.count("inspector-labels-left", left));
            ui.label(text.size(scene.look.theme.sizes.caption).color(scene.look.palette.second_ink));
        }
    });
}

/// A label in the shape of its role.
fn chip(ui: &mut Ui, scene: &Scene<'_>, layer: &Layer, label: &Label) -> Response {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let spaces = theme.spaces;
    let galley =
        ui.painter().layout_no_wrap(label.name.clone(), style::plain(theme.sizes.small), palette.ink);
    let keys = label.shortcut.map(|shortcut| scene.keys.of_label(shortcut));
    let key_width =
        keys.as_ref().map_or(0.0, |keys| keycap::width(ui, &scene.look, keys) + theme.controls.field_pad);
    let size = vec2(galley.size().x + key_width + spaces.tight + spaces.hair, spaces.wide);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &label.name));
    let armed = scene.session.desk().armed.as_ref();
    let is_armed = armed.is_some_and(|(armed, key)| *armed == layer.key && *key == label.key);
    let radius = theme.marks.radius;
    match layer.role {
        Role::Entity | Role::None => {
            ui.painter().rect_filled(rect, radius, scene.look.tint(&label.colour));
        }
        Role::Figure => {
            let stroke = Stroke::new(theme.marks.outline, palette.figure);
            ui.painter().rect_stroke(rect, radius, stroke, StrokeKind::Inside);
        }
        Role::Claim => {
            let stroke = Stroke::new(theme.marks.underline, palette.claim);
            ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, stroke);
        }
    }
    if response.hovered() || response.has_focus() || is_armed {
        let colour = if is_armed { palette.accent } else { palette.strong_line };
        ui.painter().rect_stroke(rect, radius, Stroke::new(theme.strokes.sign, colour), StrokeKind::Outside);
    }
    let inner = Rect::from_min_max(pos2(rect.left() + theme.controls.key_pad, rect.top()), rect.max);
    if let Some(keys) = &keys {
        keycap::at(ui, &scene.look, inner, keys);
    }
    let at = pos2(inner.left() + key_width, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.ink);
    let first = label.guideline.lines().next().unwrap_or_default();
    if first.is_empty() { response } else { response.on_hover_text(first) }
}
