//! The features of the chosen mark, each with the control that fits it.

use egui::{ComboBox, Ui};

use super::mark::{Draft, named, set, written};
use crate::model::annotation::{Annotation, FeatureValue};
use crate::model::schema::{Feature, FeatureKind};
use crate::session::command::arguments::{Argument, Arguments};
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::scene::{Act, Scene};
use crate::ui::style;

pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    draft: &mut Draft,
    mark: &Annotation,
    acts: &mut Vec<Act>,
) {
    for feature in scene.session.project().schema().features_of(&mark.layer) {
        let value = mark.features.get(&feature.key);
        match &feature.kind {
            FeatureKind::Choice(choices) => choice(ui, scene, feature, choices, value, acts),
            FeatureKind::Choices(choices) => many(ui, scene, feature, choices, value, acts),
            FeatureKind::YesNo => yes_no(ui, scene, feature, value, acts),
            FeatureKind::Text | FeatureKind::Number => words(ui, scene, feature, value, draft, acts),
        }
    }
}

fn change(feature: &Feature, value: Option<Argument>) -> Act {
    let arguments = Arguments::new().with("feature", feature.key.as_str());
    let arguments = match value {
        Some(value) => arguments.with("value", value),
        None => arguments,
    };
    Act::Run(AnyCommand::Session(CommandKind::FeatureSet), arguments)
}

fn choice(
    ui: &mut Ui,
    scene: &Scene<'_>,
    feature: &Feature,
    choices: &[String],
    value: Option<&FeatureValue>,
    acts: &mut Vec<Act>,
) {
    let current = match value {
        Some(FeatureValue::Text(text)) => text.as_str(),
        _ => "",
    };
    let mut chosen = current;
    named(ui, scene, &feature.name, |ui| {
        let boxed = ComboBox::from_id_salt(("feature", feature.key.as_str())).selected_text(current);
        let boxed = boxed.width(ui.available_width()).show_ui(ui, |ui| {
            ui.selectable_value(&mut chosen, "", scene.texts.get("inspector-none"));
            for choice in choices {
                ui.selectable_value(&mut chosen, choice.as_str(), choice);
            }
        });
        style::name_box(&boxed.response, &feature.name);
    });
    if chosen != current {
        acts.push(change(feature, Some(chosen).filter(|chosen| !chosen.is_empty()).map(Argument::from)));
    }
}

fn many(
    ui: &mut Ui,
    scene: &Scene<'_>,
    feature: &Feature,
    choices: &[String],
    value: Option<&FeatureValue>,
    acts: &mut Vec<Act>,
) {
    let mut current: Vec<String> = match value {
        Some(FeatureValue::Many(values)) => values.clone(),
        Some(FeatureValue::Text(text)) => vec![text.clone()],
        _ => Vec::new(),
    };
    let mut is_changed = false;
    named(ui, scene, &feature.name, |ui| {
        let shown = current.join(", ");
        let boxed = ComboBox::from_id_salt(("feature", feature.key.as_str())).selected_text(shown);
        let closing = egui::PopupCloseBehavior::CloseOnClickOutside;
        let boxed = boxed.width(ui.available_width()).close_behavior(closing).show_ui(ui, |ui| {
            for choice in choices {
                let mut is_on = current.contains(choice);
                if ui.checkbox(&mut is_on, choice).changed() {
                    is_changed = true;
                    current.retain(|known| known != choice);
                    current.extend(is_on.then(|| choice.clone()));
                }
            }
        });
        style::name_box(&boxed.response, &feature.name);
    });
    if is_changed {
        // In the order of the schema, whatever the order of clicks.
        let values: Vec<String> = choices.iter().filter(|choice| current.contains(choice)).cloned().collect();
        acts.push(change(feature, Some(values).filter(|values| !values.is_empty()).map(Argument::from)));
    }
}

fn yes_no(
    ui: &mut Ui,
    scene: &Scene<'_>,
    feature: &Feature,
    value: Option<&FeatureValue>,
    acts: &mut Vec<Act>,
) {
    let mut is_on = matches!(value, Some(FeatureValue::Bool(true)));
    named(ui, scene, "", |ui| {
        if ui.checkbox(&mut is_on, &feature.name).changed() {
            acts.push(change(feature, Some(Argument::Bool(is_on))));
        }
    });
}

fn words(
    ui: &mut Ui,
    scene: &Scene<'_>,
    feature: &Feature,
    value: Option<&FeatureValue>,
    draft: &mut Draft,
    acts: &mut Vec<Act>,
) {
    let current = match value {
        Some(FeatureValue::Text(text) | FeatureValue::Json(text)) => text.clone(),
        Some(FeatureValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let text = draft.features.entry(feature.key.as_str().to_owned()).or_insert_with(|| current.clone());
    if written(ui, scene, &feature.name, text) && text.trim() != current {
        let mut act = set(CommandKind::FeatureSet, "value", text);
        if let Act::Run(_, arguments) = &mut act {
            arguments.set("feature", feature.key.as_str());
        }
        acts.push(act);
    }
}
