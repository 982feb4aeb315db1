//! A label: its name, its colour, its letter, what it means, and what may become of it.

use egui::{ComboBox, Ui};

use super::fields::{Fields, Rows, caption, lines};
use super::{change, colours, colours_in_use};
use crate::model::schema::{Fate, Label, Layer, Role};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::page;
use crate::ui::scene::{Act, Scene};
use crate::ui::style;

/// Shows everything that can be changed about a label.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    fields: &mut Fields,
    marks: u64,
    (layer, label): (&Layer, &Label),
    acts: &mut Vec<Act>,
) {
    let texts = scene.texts;
    page::title(ui, &scene.look, &label.name);
    page::aside(ui, &scene.look, &scene.texts.with("schema-marks", [("marks", marks.into())]));
    if let Some(words) = fields.field(ui, scene, ("name", &texts.get("schema-name")), &label.name, Rows::One)
    {
        acts.push(change(CommandKind::LabelRename, of(label).with("name", words)));
    }
    page::aside(ui, &scene.look, &texts.name("schema-key-stays", label.key.as_str()));
    // Figures and claims are drawn in the colour of their role.
    if matches!(layer.role, Role::Entity | Role::None) {
        colour(ui, scene, fields, (layer, label), acts);
    }
    letter(ui, scene, fields, label, acts);
    guideline(ui, scene, fields, label, acts);
    fate(ui, scene, fields, label, acts);
}

/// The arguments that name `label`.
fn of(label: &Label) -> Arguments {
    Arguments::new().with("layer", label.layer.as_str()).with("label", label.key.as_str())
}

fn colour(
    ui: &mut Ui,
    scene: &Scene<'_>,
    fields: &mut Fields,
    (layer, label): (&Layer, &Label),
    acts: &mut Vec<Act>,
) {
    let name = scene.texts.get("schema-colour");
    caption(ui, scene, &name);
    let others = colours_in_use(scene, layer, Some(&label.key));
    if let Some(chosen) = colours::offer(ui, scene, &mut fields.offers, &others, &label.colour) {
        acts.push(change(CommandKind::LabelRecolour, of(label).with("colour", chosen)));
    }
    let width = scene.look.theme.panels.margin / 2.0;
    if let Some(words) = fields.bare(ui, ("colour", &name), &label.colour, Rows::One, width) {
        acts.push(change(CommandKind::LabelRecolour, of(label).with("colour", words)));
    }
    colours::warn(ui, scene, layer, label);
}

fn letter(ui: &mut Ui, scene: &Scene<'_>, fields: &mut Fields, label: &Label, acts: &mut Vec<Act>) {
    let name = scene.texts.get("schema-letter");
    caption(ui, scene, &name);
    let current = label.shortcut.map(String::from).unwrap_or_default();
    let width = scene.look.theme.spaces.broad;
    if let Some(words) = fields.bare(ui, ("letter", &name), &current, Rows::One, width) {
        let arguments = if words.is_empty() { of(label) } else { of(label).with("shortcut", words) };
        acts.push(change(CommandKind::LabelSetKey, arguments));
    }
    for other in same_letter(scene, label) {
        let schema = scene.session.project().schema();
        let layer = schema.layers.get(&other.layer).map_or("", |layer| layer.name.as_str());
        let values = [
            ("letter", current.to_uppercase().into()),
            ("name", other.name.as_str().into()),
            ("layer", layer.into()),
        ];
        page::warning(ui, &scene.look, &scene.texts.with("schema-letter-clash", values));
    }
}

/// The other labels that can be chosen and have the letter of `label`.
fn same_letter<'a>(scene: &Scene<'a>, label: &Label) -> Vec<&'a Label> {
    let Some(letter) = label.shortcut else { return Vec::new() };
    let labels = scene.session.project().schema().labels.values().map(AsRef::as_ref);
    let has = |other: &&Label| {
        other.fate.is_none()
            && other.shortcut.is_some_and(|other| other.to_lowercase().eq(letter.to_lowercase()))
    };
    labels.filter(has).filter(|other| (&other.layer, &other.key) != (&label.layer, &label.key)).collect()
}

fn guideline(ui: &mut Ui, scene: &Scene<'_>, fields: &mut Fields, label: &Label, acts: &mut Vec<Act>) {
    let texts = scene.texts;
    let name = texts.get("schema-guideline");
    if let Some(words) = fields.field(ui, scene, ("guideline", &name), &label.guideline, Rows::Many) {
        acts.push(change(CommandKind::LabelSetGuideline, of(label).with("guideline", words)));
    }
    for (key, name, current) in [
        ("boundaries", "schema-boundaries", &label.boundaries),
        ("examples", "schema-examples", &label.examples),
        ("counter_examples", "schema-counter-examples", &label.counter_examples),
    ] {
        if let Some(words) = fields.field(ui, scene, (key, &texts.get(name)), &current.join("\n"), Rows::Many)
        {
            acts.push(change(CommandKind::LabelSetGuideline, of(label).with(key, lines(&words))));
        }
    }
}

/// Taking a label out of use, making it another, or taking it back: each with what happens to its marks.
fn fate(ui: &mut Ui, scene: &Scene<'_>, fields: &mut Fields, label: &Label, acts: &mut Vec<Act>) {
    let (texts, schema) = (scene.texts, scene.session.project().schema());
    caption(ui, scene, &texts.get("schema-fate"));
    if let Some(fate) = &label.fate {
        let now = schema.resolve(&label.layer, &label.key).map_or("", |now| now.name.as_str());
        let text = match fate {
            Fate::Became(_) => texts.name("schema-is-merged", now),
            Fate::Retired => texts.get("schema-is-retired"),
        };
        page::aside(ui, &scene.look, &text);
        if ui.button(texts.get("schema-restore")).clicked() {
            acts.push(change(CommandKind::LabelRestore, of(label)));
        }
        return;
    }
    page::aside(ui, &scene.look, &texts.get("schema-retire-about"));
    if ui.button(texts.get("schema-retire")).clicked() {
        acts.push(change(CommandKind::LabelRetire, of(label)));
    }
    let others: Vec<&Label> = schema.labels_of(&label.layer).into_iter().collect();
    let others: Vec<&Label> =
        others.into_iter().filter(|other| other.fate.is_none() && other.key != label.key).collect();
    if others.is_empty() {
        return;
    }
    let into = fields.choice("into");
    let chosen = others.iter().find(|other| other.key.as_str() == into).copied();
    page::aside(
        ui,
        &scene.look,
        &match chosen {
            Some(chosen) => texts.with(
                "schema-merge-about",
                [("name", label.name.as_str().into()), ("into", chosen.name.as_str().into())],
            ),
            None => texts.get("schema-merge-choose"),
        },
    );
    ui.horizontal(|ui| {
        let shown = chosen.map_or("", |chosen| chosen.name.as_str());
        let boxed = ComboBox::from_id_salt("into").selected_text(shown).width(scene.look.theme.panels.margin);
        let boxed = boxed.show_ui(ui, |ui| {
            for other in &others {
                ui.selectable_value(into, other.key.as_str().to_owned(), &other.name);
            }
        });
        style::name_box(&boxed.response, &texts.get("schema-merge-into"));
        let merge = ui.add_enabled(chosen.is_some(), egui::Button::new(texts.get("schema-merge")));
        if let (true, Some(chosen)) = (merge.clicked(), chosen) {
            acts.push(change(CommandKind::LabelMerge, of(label).with("into", chosen.key.as_str())));
        }
    });
}
