//! A layer: its name, what it means, its guideline, its features.

use egui::Ui;

use super::fields::{Fields, Rows, caption};
use super::{change, feature};
use crate::model::schema::{Layer, Role};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::page;
use crate::ui::scene::{Act, Scene};

/// Shows everything that can be changed about a layer.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, fields: &mut Fields, layer: &Layer, acts: &mut Vec<Act>) {
    let texts = scene.texts;
    let of = || Arguments::new().with("layer", layer.key.as_str());
    page::title(ui, &scene.look, &layer.name);
    page::aside(ui, &scene.look, &texts.get(role(layer.role)));
    if let Some(words) = fields.field(ui, scene, ("name", &texts.get("schema-name")), &layer.name, Rows::One)
    {
        acts.push(change(CommandKind::LayerRename, of().with("name", words)));
    }
    page::aside(ui, &scene.look, &texts.name("schema-key-stays", layer.key.as_str()));
    let name = texts.get("schema-guideline");
    if let Some(words) = fields.field(ui, scene, ("guideline", &name), &layer.guideline, Rows::Many) {
        acts.push(change(CommandKind::LayerSetGuideline, of().with("guideline", words)));
    }
    caption(ui, scene, &texts.get("schema-features"));
    for known in scene.session.project().schema().features_of(&layer.key) {
        let header = egui::CollapsingHeader::new(&known.name).id_salt(known.key.as_str());
        header.show(ui, |ui| feature::show(ui, scene, fields, known, acts));
    }
    if ui.button(texts.get("schema-new-feature")).clicked() {
        acts.push(change(CommandKind::FeatureAdd, of()));
    }
}

/// The id of the text that says what a role means.
const fn role(role: Role) -> &'static str {
    match role {
        Role::Entity => "schema-role-entity",
        Role::Claim => "schema-role-claim",
        Role::Figure => "schema-role-figure",
        Role::None => "schema-role-none",
    }
}
