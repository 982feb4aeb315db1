//! What an import would bring, beside the sheet that asks for it.

use egui::{Context, Ui};

use super::choices::ImportChoices;
use super::preview::{Rest, wrapped};
use crate::exchange::arrival::Arrival;
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::shaped::{Typesetter, Weight};

/// How many lines of the text of an article are shown.
const TEXT_LINES: usize = 4;

/// What an import would bring, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Arriving {
    choices: Rest<ImportChoices>,
    came: Option<Result<Box<Arrival>, String>>,
}

impl Arriving {
    /// The choices, once they have come to rest and were not asked about yet.
    pub(super) fn follow(&mut self, ctx: &Context, choices: &ImportChoices) -> Option<ImportChoices> {
        self.choices.follow(ctx, choices.clone())
    }

    /// Takes what an import with the choices `of` would bring, or why it would fail.
    pub(super) fn take(&mut self, of: &ImportChoices, came: Result<Box<Arrival>, String>) {
        if self.choices.is_of(of) {
            self.came = Some(came);
        }
    }

    /// Shows it.
    pub(super) fn show(&self, ui: &mut Ui, setting: &Setting<'_>, typesetter: &mut Typesetter) {
        let (texts, look) = (setting.texts, &setting.look);
        page::heading(ui, look, &texts.get("arrival-title"));
        let arrival = match &self.came {
            None => return page::aside(ui, look, &texts.get("arrival-looking")),
            Some(Err(problem)) => return page::warning(ui, look, &format!("{problem}.")),
            Some(Ok(arrival)) => arrival,
        };
        for (format, files) in &arrival.formats {
            let values = [("name", (*format).into()), ("count", (*files).into())];
            page::aside(ui, look, &texts.with("arrival-format", values));
        }
        let values = [("articles", arrival.articles.into()), ("marks", arrival.marks.into())];
        page::aside(ui, look, &texts.with("arrival-counts", values));
        for item in &arrival.schema {
            page::aside(ui, look, &texts.name("import-schema", item));
        }
        for warning in &arrival.warnings {
            page::warning(ui, look, &format!("{warning}."));
        }
        if arrival.warned > arrival.warnings.len() {
            let more = arrival.warned - arrival.warnings.len();
            page::aside(ui, look, &texts.count("import-more-warnings", more));
        }
        for article in &arrival.first {
            ui.add_space(look.theme.spaces.close);
            wrapped(ui, setting, typesetter, (&article.title, Weight::Strong), 1);
            wrapped(ui, setting, typesetter, (&article.text, Weight::Regular), TEXT_LINES);
            for (words, label) in &article.marks {
                let values = [("words", words.as_str().into()), ("label", label.as_str().into())];
                let told = texts.with("arrival-mark", values);
                wrapped(ui, setting, typesetter, (&told, Weight::Regular), 1);
            }
        }
    }
}
