//! The rows that ask how texts are cut into tokens, and how articles are put into splits.

use egui::Ui;

use super::choices::{SplitChoices, Unfit};
use super::control::{Controls, field};
use crate::exchange::format::Tokens;
use crate::exchange::splits::GroupBy;
use crate::exchange::tokens::{Misfits, TokenOptions, Tokeniser};
use crate::ui::dialog;
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::texts::Texts;

/// What tokens may be, each with the id of its name among the texts.
const TOKENISERS: [(Tokeniser, &str); 4] = [
    (Tokeniser::Unicode, "export-tokens-unicode"),
    (Tokeniser::Whitespace, "export-tokens-whitespace"),
    (Tokeniser::Words, "export-tokens-words"),
    (Tokeniser::SpacyLike, "export-tokens-spacy-like"),
];

/// What may become of marks inside of tokens, each with the id of its name among the texts.
const MISFITS: [(Misfits, &str); 3] = [
    (Misfits::Split, "export-misfits-split"),
    (Misfits::Expand, "export-misfits-expand"),
    (Misfits::Omit, "export-misfits-omit"),
];

/// What may stay together, each with the id of its name among the texts.
const GROUPS: [(GroupBy, &str); 5] = [
    (GroupBy::Duplicates, "export-group-duplicates"),
    (GroupBy::Outlet, "export-group-outlet"),
    (GroupBy::Date, "export-group-date"),
    (GroupBy::Entity, "export-group-entity"),
    (GroupBy::None, "export-group-none"),
];

/// Asks what tokens are, where `tokens` leaves that open, and what becomes of marks inside of them.
pub(super) fn tokens(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    options: &mut TokenOptions,
    tokens: Tokens,
) {
    if tokens == Tokens::Chosen {
        let row = ["export-tokens", "export-tokens-about"];
        choices(ui, setting, controls, row, &mut options.tokeniser, &TOKENISERS);
    }
    let row = ["export-misfits", "export-misfits-about"];
    choices(ui, setting, controls, row, &mut options.misfits, &MISFITS);
}

/// Asks whether articles are put into splits, and how. `leads` gives the keys to what was written and cannot be meant.
pub(super) fn splits(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    choice: &mut SplitChoices,
    leads: bool,
) {
    let texts = setting.texts;
    dialog::row(ui, &setting.look, "", |ui| {
        let check = controls.check(ui, &mut choice.is_on, &texts.get("export-split"));
        check.on_hover_text(texts.get("export-split-about"));
    });
    if !choice.is_on {
        return;
    }
    let shares = ["export-shares", "export-shares-about"];
    let check = |choice: &SplitChoices| choice.shares().err();
    written(ui, setting, shares, choice, |choice| &mut choice.shares, check, leads);
    let row = ["export-group", "export-group-about"];
    choices(ui, setting, controls, row, &mut choice.group_by, &GROUPS);
    let seed = ["export-seed", "export-seed-about"];
    let leads = leads && choice.shares().is_ok();
    written(ui, setting, seed, choice, |choice| &mut choice.seed, |choice| choice.seed().err(), leads);
}

/// A field, and below it what is wrong with what was written there.
fn written(
    ui: &mut Ui,
    setting: &Setting<'_>,
    [name, about]: [&str; 2],
    choice: &mut SplitChoices,
    words: fn(&mut SplitChoices) -> &mut String,
    check: impl Fn(&SplitChoices) -> Option<Unfit>,
    leads: bool,
) {
    let texts = setting.texts;
    let leads = leads && check(choice).is_some();
    field(ui, setting, &texts.get(name), words(choice), &texts.get(about), 0.0, |_, field| {
        if leads {
            field.request_focus();
            field.scroll_to_me(None);
        }
    });
    if let Some(unfit) = check(choice) {
        dialog::row(ui, &setting.look, "", |ui| page::warning(ui, &setting.look, &unfit.said(texts)));
    }
}

/// One of several, in a row.
pub(super) fn choices<T: PartialEq + Copy>(
    ui: &mut Ui,
    setting: &Setting<'_>,
    controls: &mut Controls,
    [name, about]: [&str; 2],
    chosen: &mut T,
    all: &[(T, &str)],
) {
    let texts = setting.texts;
    dialog::explained_row(ui, &setting.look, &texts.get(name), &texts.get(about), |ui| {
        ui.horizontal_wrapped(|ui| {
            for (value, text) in all {
                controls.choice(ui, chosen, *value, &texts.get(text));
            }
        });
    });
}

impl Unfit {
    /// What is wrong, a sentence.
    pub(super) fn said(&self, texts: &Texts) -> String {
        match self {
            Self::Shares(err) => format!("{err}."),
            Self::Seed => texts.get("export-seed-wrong"),
            Self::Day(err) => format!("{err}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_command_line_has_can_be_chosen_and_has_a_name() {
        let texts = Texts::default();
        assert!(Tokeniser::ALL.iter().all(|(one, _)| TOKENISERS.iter().any(|(known, _)| known == one)));
        assert!(Misfits::ALL.iter().all(|(one, _)| MISFITS.iter().any(|(known, _)| known == one)));
        assert!(GroupBy::ALL.iter().all(|(one, _)| GROUPS.iter().any(|(known, _)| known == one)));
        let ids = TOKENISERS.map(|(_, id)| id).into_iter().chain(MISFITS.map(|(_, id)| id));
        let missing: Vec<&str> = ids.chain(GROUPS.map(|(_, id)| id)).filter(|id| !texts.has(id)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
