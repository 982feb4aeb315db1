//! The rows that ask which articles are exported, and what becomes of them before they are written.

use egui::Ui;

use super::choices::{ArticleChoices, Unfit};
use super::control::{Controls, button_width, field};
use super::cutting::choices;
use super::file_choices::{LabelChoice, ShapingChoices};
use crate::exchange::shaping::label_map::LabelMap;
use crate::exchange::shaping::unit::Unit;
use crate::model::schema::Schema;
use crate::ui::dialog;
use crate::ui::page;
use crate::ui::scene::Setting;

/// What may become an article of its own, each with the id of its name among the texts.
const UNITS: [(Unit, &str); 3] = [
    (Unit::Article, "export-unit-article"),
    (Unit::Paragraph, "export-unit-paragraph"),
    (Unit::Sentence, "export-unit-sentence"),
];

/// Asks for languages and days. `leads` gives the keys to a day that is none; returns whether there is still something
/// else to lead to.
pub(super) fn articles(ui: &mut Ui, setting: &Setting<'_>, choice: &mut ArticleChoices, leads: bool) -> bool {
    let texts = setting.texts;
    let about = texts.get("export-languages-about");
    field(ui, setting, &texts.get("export-languages"), &mut choice.languages, &about, 0.0, |_, _| {});
    let since = choice.since().err();
    let leads_to_since = leads && since.is_some();
    day(ui, setting, ["export-since", "export-since-about"], &mut choice.since, since, leads_to_since);
    let until = choice.until().err();
    let leads_to_until = leads && !leads_to_since && until.is_some();
    day(ui, setting, ["export-until", "export-until-about"], &mut choice.until, until, leads_to_until);
    leads && !leads_to_since && !leads_to_until
}

/// A field for a day, and below it what is wrong with it.
fn day(
    ui: &mut Ui,
    setting: &Setting<'_>,
    [name, about]: [&str; 2],
    written: &mut String,
    unfit: Option<Unfit>,
    leads: bool,
) {
    let texts = setting.texts;
    field(ui, setting, &texts.get(name), written, &texts.get(about), 0.0, |_, field| {
        if leads {
            field.request_focus();
            field.scroll_to_me(None);
        }
    });
    if let Some(unfit) = unfit {
        dialog::row(ui, &setting.look, "", |ui| page::warning(ui, &setting.look, &unfit.said(texts)));
    }
}

/// Asks for the unit, the names of labels and of people, and for the texts where the format can do without. Returns whether
/// a map of labels is to be browsed for.
pub(super) fn shape(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    (choice, without_text): (&mut ShapingChoices, Option<&mut bool>),
    schema: &Schema,
) -> bool {
    let (texts, look) = (setting.texts, &setting.look);
    choices(ui, setting, controls, ["export-unit", "export-unit-about"], &mut choice.unit, &UNITS);
    let wants_file = labels(ui, setting, controls, &mut choice.labels, schema);
    dialog::row(ui, look, "", |ui| {
        let check = controls.check(ui, &mut choice.pseudonyms, &texts.get("export-pseudonyms"));
        check.on_hover_text(texts.get("export-pseudonyms-about"));
    });
    if let Some(without_text) = without_text {
        dialog::row(ui, look, "", |ui| {
            let check = controls.check(ui, without_text, &texts.get("export-no-text"));
            check.on_hover_text(texts.get("export-no-text-about"));
        });
    }
    wants_file
}

/// Asks what labels are called. Returns whether a map of labels is to be browsed for.
fn labels(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    choice: &mut LabelChoice,
    schema: &Schema,
) -> bool {
    let texts = setting.texts;
    let [name, about] = ["export-labels", "export-labels-about"].map(|id| texts.get(id));
    dialog::explained_row(ui, &setting.look, &name, &about, |ui| {
        ui.horizontal_wrapped(|ui| {
            controls.choice(ui, choice, LabelChoice::Own, &texts.get("export-labels-own"));
            for standard in LabelMap::standards(schema) {
                controls.choice(ui, choice, LabelChoice::Standard(standard.to_owned()), standard);
            }
            let file = match choice {
                LabelChoice::File(path) => path.clone(),
                LabelChoice::Own | LabelChoice::Standard(_) => String::new(),
            };
            controls.choice(ui, choice, LabelChoice::File(file), &texts.get("export-labels-file"));
        });
    });
    let LabelChoice::File(path) = choice else { return false };
    file(ui, setting, controls, ["export-labels-path", "export-labels-path-about"], path)
}

/// Asks in what words a language model is asked. Returns whether a template is to be browsed for.
pub(super) fn template(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    path: &mut String,
) -> bool {
    file(ui, setting, controls, ["export-template", "export-template-about"], path)
}

/// A field for the path of a file. Returns whether it is to be browsed for.
fn file(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    [name, about]: [&str; 2],
    path: &mut String,
) -> bool {
    let texts = setting.texts;
    let browse = texts.get("path-browse");
    let reserved = button_width(ui, &browse);
    let mut wants_file = false;
    field(ui, setting, &texts.get(name), path, &texts.get(about), reserved, |ui, _| {
        wants_file = controls.button(ui, &browse);
    });
    wants_file
}

/// Asks under what licence the data set is.
pub(super) fn licence(ui: &mut Ui, setting: &Setting<'_>, choice: &mut String) {
    let texts = setting.texts;
    let about = texts.get("export-licence-about");
    field(ui, setting, &texts.get("export-licence"), choice, &about, 0.0, |_, _| {});
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::texts::Texts;

    #[test]
    fn every_unit_of_the_command_line_can_be_chosen_and_has_a_name() {
        let texts = Texts::default();
        assert!(Unit::ALL.iter().all(|(one, _)| UNITS.iter().any(|(known, _)| known == one)));
        assert!(UNITS.iter().all(|(_, id)| texts.has(id)));
    }
}
