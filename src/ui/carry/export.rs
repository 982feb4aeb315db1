//! The sheet that asks how to export.

use std::collections::BTreeSet;
use std::path::Path;

use egui::{Context, Ui};

use super::choices::{Deed, ExportChoices, Whose, writable};
use super::control::{Controls, button_width, field, title};
use super::preview::{self, Preview};
use super::{FileFor, Problem, Step, Wish, about, cutting, shapes, shaping};
use crate::exchange::format::Format;
use crate::model::id::Annotator;
use crate::session::Session;
use crate::text::offsets::OffsetUnit;
use crate::ui::dialog::{self, Part};
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::shaped::Typesetter;

/// How marks come about, each with the id of its name among the texts.
const ORIGINS: [(&str, &str); 4] = [
    ("hand", "export-by-hand"),
    ("bulk", "export-by-bulk"),
    ("import", "export-by-import"),
    ("suggestion", "export-by-suggestion"),
];

/// What offsets may count, each with the id of its name among the texts.
const OFFSETS: [(OffsetUnit, &str); 3] = [
    (OffsetUnit::CodePoint, "export-code-points"),
    (OffsetUnit::Utf16, "export-utf-16"),
    (OffsetUnit::Byte, "export-bytes"),
];

/// The sheet, while it is open.
#[derive(Debug, Default)]
pub(super) struct ExportSheet {
    pub(super) choices: ExportChoices,
    /// Why the last attempt was refused.
    pub(super) problem: Option<Problem>,
    /// Whether the place is a file that would be replaced: exporting again means it.
    pub(super) is_taken: bool,
    /// Everybody else who has work in the project, since the sheet was first shown: to ask for them takes a look at every
    /// article.
    others: Option<Vec<Annotator>>,
    /// Whether the keys are to go to what was written and cannot be meant.
    leads_to_unfit: bool,
    /// What the export would be.
    pub(super) preview: Preview,
    controls: Controls,
}

impl ExportSheet {
    pub(super) fn new(choices: ExportChoices) -> Self {
        Self { choices, ..Self::default() }
    }

    /// Shows the sheet.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        setting: &Setting<'_>,
        typesetter: &mut Typesetter,
        (session, folder): (&Session, &Path),
    ) -> Step {
        let mut step = Step::Stay;
        let made = (self.choices.format, self.choices.shape());
        if self.controls.begin(ctx) {
            step = self.given();
        }
        let command = preview::command(session, folder, &self.choices);
        let look = &setting.look;
        let modal = dialog::modal("export", look, None).show(ctx, |ui| {
            preview::sheet(ui, setting, |ui, part| match part {
                Part::First => {
                    if let Some(wish) = self.asked(ui, setting, session) {
                        step = Step::Wish(wish);
                    }
                }
                Part::Second => {
                    let command = command.as_deref();
                    self.preview.show(ui, setting, typesetter, &mut self.controls, command);
                }
            });
            dialog::buttons(ui, look, |ui| {
                if let Some(pressed) = self.pressed(ui, setting) {
                    step = pressed;
                }
            });
        });
        if made != (self.choices.format, self.choices.shape()) {
            // What was said of the file that is there was said of another export.
            self.is_taken = false;
        }
        match step {
            Step::Stay if modal.should_close() => Step::Leave,
            Step::Stay => self.foresee(ctx),
            step => step,
        }
    }
    /// Asks what to export, and where to. Returns what is to be browsed for.
    fn asked(&mut self, ui: &mut Ui, setting: &Setting<'_>, session: &Session) -> Option<Wish> {
        title(ui, &setting.look, &setting.texts.get("export-title"));
        if let Some(problem) = &self.problem {
            problem.show(ui, &setting.look);
        }
        ui.add_space(setting.look.theme.spaces.tight);
        let mut wish = None;
        if self.format_and_place(ui, setting) {
            wish = Some(Wish::BrowsePlace(self.choices.suggested_name()));
        }
        self.parts(ui, setting, session);
        let leads = std::mem::take(&mut self.leads_to_unfit);
        let leads = shaping::articles(ui, setting, &mut self.choices.articles, leads);
        let can_omit = self.choices.format().is_some_and(Format::can_omit_text);
        let without_text = can_omit.then_some(&mut self.choices.without_text);
        let (shape, schema) = (&mut self.choices.shaping, session.project().schema());
        if shaping::shape(ui, setting, &mut self.controls, (shape, without_text), schema) {
            wish = Some(Wish::BrowseFile(FileFor::Labels));
        }
        let has_template = self.choices.format().is_some_and(Format::has_template);
        if has_template && shaping::template(ui, setting, &mut self.controls, &mut self.choices.template) {
            wish = Some(Wish::BrowseFile(FileFor::Template));
        }
        cutting::splits(ui, setting, &mut self.controls, &mut self.choices.splits, leads);
        if self.choices.has_card() {
            shaping::licence(ui, setting, &mut self.choices.licence);
        }
        if self.is_taken {
            page::warning(ui, &setting.look, &setting.texts.get("export-taken"));
        }
        wish
    }

    /// Shows what can be done. Returns what was.
    fn pressed(&mut self, ui: &mut Ui, setting: &Setting<'_>) -> Option<Step> {
        let mut step = None;
        let has_place = !self.choices.place.trim().is_empty();
        if self.controls.main_button(ui, &setting.texts.get("export-do"), has_place) {
            step = Some(self.given());
        }
        if self.controls.button(ui, &setting.texts.get("export-try")) {
            step = Some(self.wish(Deed::Try));
        }
        if self.controls.button(ui, &setting.texts.get("form-leave")) {
            step = Some(Step::Leave);
        }
        step
    }

    /// Asks what the export would be, where that has changed.
    fn foresee(&mut self, ctx: &Context) -> Step {
        if self.is_unfit() {
            return Step::Stay;
        }
        match self.preview.follow(ctx, &self.choices) {
            Some(choices) => Step::Wish(Wish::Foresee(Box::new(choices))),
            None => Step::Stay,
        }
    }

    /// Whether something was written that cannot be meant.
    fn is_unfit(&self) -> bool {
        let Self { choices, .. } = self;
        choices.options().is_err() || choices.articles.since().and(choices.articles.until()).is_err()
    }

    fn given(&mut self) -> Step {
        match self.choices.place.trim() {
            "" => Step::Stay,
            _ if self.is_taken => self.wish(Deed::Replace),
            _ => self.wish(Deed::Write),
        }
    }

    fn wish(&mut self, deed: Deed) -> Step {
        if self.is_unfit() {
            self.leads_to_unfit = true;
            return Step::Stay;
        }
        Step::Wish(Wish::Export(Box::new(ExportChoices { deed, ..self.choices.clone() })))
    }

    /// Returns whether a place is to be browsed for.
    fn format_and_place(&mut self, ui: &mut Ui, setting: &Setting<'_>) -> bool {
        let texts = setting.texts;
        let Self { choices, controls, .. } = self;
        dialog::row(ui, &setting.look, &texts.get("carry-format"), |ui| {
            ui.horizontal_wrapped(|ui| {
                for format in writable() {
                    controls.choice(ui, &mut choices.format, format.id, format.name);
                }
            });
        });
        if let Some(format) = choices.format() {
            dialog::row(ui, &setting.look, "", |ui| about::format(ui, setting, format));
            shapes::records(ui, setting, controls, &mut choices.record_shape, format);
        }
        let hint = texts.name("export-place-about", &choices.suggested_name());
        let (mut wants_place, mut is_changed) = (false, false);
        let (name, browse) = (texts.get("export-place"), texts.get("path-browse"));
        let (reserved, is_empty) = (button_width(ui, &browse), choices.place.is_empty());
        field(ui, setting, &name, &mut choices.place, &hint, reserved, |ui, place| {
            if is_empty {
                controls.first(&place);
            }
            is_changed = place.changed();
            wants_place = controls.button(ui, &browse);
        });
        if is_changed {
            self.is_taken = false;
        }
        wants_place
    }

    fn parts(&mut self, ui: &mut Ui, setting: &Setting<'_>, session: &Session) {
        let (texts, look) = (setting.texts, &setting.look);
        let Self { choices, controls, others, .. } = self;
        let others = others.get_or_insert_with(|| others_in(session));
        dialog::explained_row(ui, look, &texts.get("export-whose"), &texts.get("export-whose-about"), |ui| {
            ui.horizontal_wrapped(|ui| {
                controls.choice(ui, &mut choices.whose, Whose::Own, &texts.get("export-own"));
                controls.choice(ui, &mut choices.whose, Whose::All, &texts.get("export-all"));
                for who in others.iter() {
                    controls.choice(ui, &mut choices.whose, Whose::Of(who.clone()), &who.to_string());
                }
            });
        });
        dialog::row(ui, look, &texts.get("export-layers"), |ui| {
            ui.horizontal_wrapped(|ui| {
                let layers = session.project().schema().layers_in_order();
                let named = layers.iter().map(|layer| (layer.key.clone(), layer.name.clone()));
                among(ui, controls, &mut choices.layers, named.collect());
            });
        });
        dialog::explained_row(
            ui,
            look,
            &texts.get("export-origins"),
            &texts.get("export-origins-about"),
            |ui| {
                ui.horizontal_wrapped(|ui| {
                    let named = ORIGINS.iter().map(|(key, text)| ((*key).to_owned(), texts.get(text)));
                    among(ui, controls, &mut choices.origins, named.collect());
                });
            },
        );
        if choices.has_offsets() {
            dialog::explained_row(
                ui,
                look,
                &texts.get("export-offsets"),
                &texts.get("export-offsets-about"),
                |ui| {
                    ui.horizontal_wrapped(|ui| {
                        for (unit, text) in OFFSETS {
                            controls.choice(ui, &mut choices.offsets, unit, &texts.get(text));
                        }
                    });
                },
            );
        }
        if let Some(tokens) = choices.tokens() {
            cutting::tokens(ui, setting, controls, &mut choices.tokens, tokens);
        }
        dialog::row(ui, look, "", |ui| {
            let check = controls.check(ui, &mut choices.only_done, &texts.get("export-only-done"));
            check.on_hover_text(texts.get("export-only-done-about"));
        });
        dialog::row(ui, look, "", |ui| {
            let check = controls.check(ui, &mut choices.drop_zones, &texts.get("export-drop-zones"));
            check.on_hover_text(texts.get("export-drop-zones-about"));
        });
    }
}

fn others_in(session: &Session) -> Vec<Annotator> {
    session.project().annotators().into_iter().filter(|who| who != session.annotator()).collect()
}

/// Ticks for some of `all`; all ticked is the same as no choice. The last one stays ticked.
fn among<T: Ord + Clone>(
    ui: &mut Ui,
    controls: &mut Controls,
    chosen: &mut BTreeSet<T>,
    all: Vec<(T, String)>,
) {
    let count = all.len();
    let everything: BTreeSet<T> = all.iter().map(|(key, _)| key.clone()).collect();
    let mut ticked = if chosen.is_empty() { everything } else { std::mem::take(chosen) };
    for (key, name) in all {
        let mut is_ticked = ticked.contains(&key);
        controls.check(ui, &mut is_ticked, &name);
        if is_ticked {
            ticked.insert(key);
        } else if ticked.len() > 1 {
            ticked.remove(&key);
        }
    }
    if ticked.len() < count {
        *chosen = ticked;
    }
}
