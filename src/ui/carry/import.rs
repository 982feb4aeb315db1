//! The sheet that asks how to import.

use egui::{Context, Ui};

use super::arriving::Arriving;
use super::choices::{ImportChoices, readable};
use super::control::{Controls, button_width, field, title};
use super::{FileFor, Problem, Step, Wish, preview};
use crate::ui::dialog::{self, Part};
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::shaped::Typesetter;

/// The sheet, while it is open.
#[derive(Debug, Default)]
pub(super) struct ImportSheet {
    pub(super) choices: ImportChoices,
    /// Why the last attempt was refused.
    pub(super) problem: Option<Problem>,
    /// What the import would bring.
    pub(super) arriving: Arriving,
    controls: Controls,
}

impl ImportSheet {
    pub(super) fn new(choices: ImportChoices) -> Self {
        Self { choices, ..Self::default() }
    }

    /// Shows the sheet.
    pub(super) fn show(&mut self, ctx: &Context, setting: &Setting<'_>, typesetter: &mut Typesetter) -> Step {
        let mut step = Step::Stay;
        if self.controls.begin(ctx) {
            step = self.given();
        }
        let look = &setting.look;
        let modal = dialog::modal("import", look, None).show(ctx, |ui| {
            preview::sheet(ui, setting, |ui, part| match part {
                Part::First => {
                    title(ui, look, &setting.texts.get("import-title"));
                    page::aside(ui, look, &self.places(setting));
                    self.problem(ui, setting);
                    ui.add_space(look.theme.spaces.tight);
                    if self.fields(ui, setting) {
                        step = Step::Wish(Wish::BrowseFile(FileFor::Table));
                    }
                }
                Part::Second => self.arriving.show(ui, setting, typesetter),
            });
            dialog::buttons(ui, look, |ui| {
                if self.controls.main_button(ui, &setting.texts.get("import-do"), true) {
                    step = self.given();
                }
                if self.controls.button(ui, &setting.texts.get("form-leave")) {
                    step = Step::Leave;
                }
            });
        });
        match step {
            Step::Stay if modal.should_close() => Step::Leave,
            Step::Stay => match self.arriving.follow(ctx, &self.choices) {
                Some(choices) => Step::Wish(Wish::ForeseeImport(Box::new(choices))),
                None => Step::Stay,
            },
            step => step,
        }
    }

    fn given(&self) -> Step {
        Step::Wish(Wish::Import(self.choices.clone()))
    }

    /// The first place, and how many more there are.
    fn places(&self, setting: &Setting<'_>) -> String {
        let first = self.choices.paths.first().map(|path| path.display().to_string()).unwrap_or_default();
        let more = self.choices.paths.len().saturating_sub(1);
        setting.texts.with("import-places", [("name", first.into()), ("more", more.into())])
    }

    fn problem(&mut self, ui: &mut Ui, setting: &Setting<'_>) {
        let Some(problem) = &self.problem else { return };
        problem.show(ui, &setting.look);
        ui.horizontal_wrapped(|ui| {
            for name in &problem.encodings {
                self.controls.choice(ui, &mut self.choices.encoding, name.clone(), name);
            }
        });
    }

    /// Returns whether a table is to be browsed for.
    fn fields(&mut self, ui: &mut Ui, setting: &Setting<'_>) -> bool {
        let texts = setting.texts;
        let Self { choices, controls, .. } = self;
        dialog::row(ui, &setting.look, &texts.get("carry-format"), |ui| {
            ui.horizontal_wrapped(|ui| {
                controls.choice(ui, &mut choices.format, None, &texts.get("import-each-file"));
                for format in readable() {
                    controls.choice(ui, &mut choices.format, Some(format.id), format.name);
                }
            });
        });
        let (name, hint) = (texts.get("import-encoding"), texts.get("import-encoding-about"));
        field(ui, setting, &name, &mut choices.encoding, &hint, 0.0, |_, _| ());
        let (name, hint) = (texts.get("import-table"), texts.get("import-table-about"));
        let mut wants_table = false;
        let browse = texts.get("path-browse");
        let reserved = button_width(ui, &browse);
        field(ui, setting, &name, &mut choices.table, &hint, reserved, |ui, _| {
            wants_table = controls.button(ui, &browse);
        });
        for (id, about, said) in [
            ("import-columns", "import-columns-about", &mut choices.columns),
            ("import-layer", "import-layer-about", &mut choices.layer),
        ] {
            field(ui, setting, &texts.get(id), said, &texts.get(about), 0.0, |_, _| ());
        }
        let (name, hint) = (texts.get("import-annotator"), texts.get("import-annotator-about"));
        field(ui, setting, &name, &mut choices.annotator, &hint, 0.0, |_, _| ());
        dialog::row(ui, &setting.look, &texts.get("import-as"), |ui| {
            ui.horizontal_wrapped(|ui| {
                let said = texts.get("import-as-annotations");
                controls.choice(ui, &mut choices.as_suggestions, false, &said);
                let said = texts.get("import-as-suggestions");
                controls.choice(ui, &mut choices.as_suggestions, true, &said);
            })
            .response
            .on_hover_text(texts.get("import-as-about"));
        });
        dialog::row(ui, &setting.look, "", |ui| {
            let check = controls.check(ui, &mut choices.update, &texts.get("import-update"));
            check.on_hover_text(texts.get("import-update-about"));
        });
        dialog::row(ui, &setting.look, "", |ui| {
            let check = controls.check(ui, &mut choices.keep_going, &texts.get("import-keep-going"));
            check.on_hover_text(texts.get("import-keep-going-about"));
        });
        wants_table
    }
}
