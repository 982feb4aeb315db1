//! A feature of a layer: its name, its values, its default, when to use it.

use egui::Ui;

use super::change;
use super::fields::{Fields, Rows};
use crate::model::schema::{Feature, FeatureKind};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::page;
use crate::ui::scene::{Act, Scene};

/// Shows everything that can be changed about a feature.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    fields: &mut Fields,
    feature: &Feature,
    acts: &mut Vec<Act>,
) {
    let texts = scene.texts;
    let mut field = |ui: &mut Ui, argument: &str, name: &str, current: &str, rows: Rows| {
        let key = format!("{}/{argument}", feature.key);
        fields.field(ui, scene, (&key, &texts.get(name)), current, rows)
    };
    let of = || Arguments::new().with("layer", feature.layer.as_str()).with("feature", feature.key.as_str());
    let (kind, values) = kind(&feature.kind);
    page::aside(ui, &scene.look, &texts.get(kind));
    if let Some(words) = field(ui, "name", "schema-name", &feature.name, Rows::One) {
        acts.push(change(CommandKind::FeatureChange, of().with("name", words)));
    }
    if let Some(values) = values {
        let words = field(ui, "values", "schema-values", &values.join("\n"), Rows::Many);
        if let Some(words) = words {
            acts.push(change(CommandKind::FeatureChange, of().with("values", super::fields::lines(&words))));
        }
        page::aside(ui, &scene.look, &texts.get("schema-values-about"));
    }
    let default = feature.default.as_deref().unwrap_or_default();
    if let Some(words) = field(ui, "default", "schema-default", default, Rows::One) {
        acts.push(change(CommandKind::FeatureChange, of().with("default", words)));
    }
    if let Some(words) = field(ui, "guideline", "schema-guideline", &feature.guideline, Rows::Many) {
        acts.push(change(CommandKind::FeatureChange, of().with("guideline", words)));
    }
}

/// The id of the text that says what the values are, and the list of a choice.
const fn kind(kind: &FeatureKind) -> (&'static str, Option<&Vec<String>>) {
    match kind {
        FeatureKind::Choice(values) => ("schema-kind-choice", Some(values)),
        FeatureKind::Choices(values) => ("schema-kind-choices", Some(values)),
        FeatureKind::YesNo => ("schema-kind-yes-no", None),
        FeatureKind::Text => ("schema-kind-text", None),
        FeatureKind::Number => ("schema-kind-number", None),
    }
}
