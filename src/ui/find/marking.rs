//! Which label the ticked places get, and the act that gives it to them.

use egui::{ComboBox, RichText, Ui};

use crate::model::id::{ArticleId, EntityId, LabelKey, LayerKey};
use crate::model::schema::{Label, Schema};
use crate::model::span::Span;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::command::places;
use crate::ui::commands::AnyCommand;
use crate::ui::scene::{Act, Scene};

/// Puts a label on every place, in one step.
pub(super) fn act<'a>(
    layer: &LayerKey,
    label: &LabelKey,
    entity: Option<&EntityId>,
    places: impl IntoIterator<Item = (&'a ArticleId, Vec<Span>)>,
) -> Act {
    let mut arguments = Arguments::new()
        .with("layer", layer.as_str())
        .with("label", label.as_str())
        .with("places", places::written(places));
    if let Some(entity) = entity {
        arguments.set("entity", entity.as_str());
    }
    Act::Run(AnyCommand::Session(CommandKind::AnnotationAddMany), arguments)
}

/// The labels that can be put, in the order of layers.
fn labels(schema: &Schema) -> Vec<&Label> {
    let layers = schema.layers_in_order();
    let labels = layers.iter().flat_map(|layer| schema.labels_of(&layer.key));
    labels.filter(|label| label.fate.is_none()).collect()
}

/// The label with one of `letters` as its key.
pub(super) fn by_letter(schema: &Schema, letters: &[char]) -> Option<(LayerKey, LabelKey)> {
    let has = |letter: &char| {
        let same = |shortcut: char| shortcut.to_lowercase().eq(letter.to_lowercase());
        labels(schema).into_iter().find(|label| label.shortcut.is_some_and(same))
    };
    letters.iter().find_map(has).map(|label| (label.layer.clone(), label.key.clone()))
}

/// Shows the label, to be chosen from a list.
pub(super) fn choice(ui: &mut Ui, scene: &Scene<'_>, chosen: &mut Option<(LayerKey, LabelKey)>, width: f32) {
    let schema = scene.session.project().schema();
    let now = chosen.as_ref().and_then(|(layer, label)| schema.resolve(layer, label));
    let none = scene.texts.get("find-no-label");
    let text = now.map_or(none.as_str(), |label| label.name.as_str());
    let boxed = ComboBox::from_id_salt("find-label").selected_text(text).width(width).truncate();
    let inner = boxed.show_ui(ui, |ui| {
        for label in labels(schema) {
            let key = label.shortcut.map(|shortcut| scene.keys.of_label(shortcut)).unwrap_or_default();
            let entry = egui::Button::selectable(now == Some(label), label.name.as_str()).shortcut_text(key);
            if ui.add(entry).clicked() {
                *chosen = Some((label.layer.clone(), label.key.clone()));
            }
        }
    });
    let about = scene.texts.get("find-label");
    inner
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{about}: {text}")));
}

/// The names of labels in one line, in the ink of hints.
pub(super) fn names(scene: &Scene<'_>, labels: &[(LayerKey, LabelKey)]) -> String {
    let schema = scene.session.project().schema();
    let name = |(layer, label): &(LayerKey, LabelKey)| {
        schema.resolve(layer, label).map_or_else(|| label.as_str().to_owned(), |label| label.name.clone())
    };
    labels.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Words in the ink of hints.
pub(super) fn quiet(scene: &Scene<'_>, text: impl Into<String>) -> RichText {
    RichText::new(text).size(scene.look.theme.sizes.caption).color(scene.look.palette.second_ink)
}
