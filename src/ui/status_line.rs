//! The line at the bottom: the keys that work now, and how far the article has come.

use egui::{Align, Layout, RichText, Ui};

use super::commands::{AnyCommand, WindowCommand};
use super::inspector::suggested;
use super::keys::chord::Chord;
use super::keys::keymap::written;
use super::safety::Safety;
use super::scene::Scene;
use super::top_bar::View;
use super::{keycap, style};
use crate::session::command::kind::CommandKind;
use crate::suggest::zones::FoundZone;

/// How much of the room that is left a reason may take; the rest of it is shown when it is pointed at.
const REASON_SHARE: f32 = 0.66;

/// The keys that the list of the ledger takes itself, each with the id of what it does among the texts.
const LEDGER_KEYS: [(&str, &str); 4] =
    [("↑↓", "key-row"), ("←→", "key-part"), ("Enter", "key-go"), ("Space", "key-settle")];

/// Where the person is.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts {
    /// What is shown.
    pub view: View,
    /// Whether they are looking for words, and not in the article.
    pub is_finding: bool,
}

/// Shows the line in all of `ui`. `before` are keys that wait for another.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, at: Whereabouts, before: &[Chord]) {
    let spaces = scene.look.theme.spaces;
    // What is at the right comes first: of the keys, those that do not fit are left out.
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(spaces.near);
        let text = elapsed(scene);
        ui.label(
            RichText::new(text).size(scene.look.theme.sizes.caption).color(scene.look.palette.second_ink),
        );
        safety(ui, scene);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(spaces.near);
            if before.is_empty() {
                keys(ui, scene, at);
            } else {
                waiting(ui, scene, before);
            }
        });
    });
}

/// Why the work is not kept, for as long as it is not.
fn safety(ui: &mut Ui, scene: &Scene<'_>) {
    let safety = Safety::of(scene.session);
    let Some(sentence) = safety.sentence(scene) else { return };
    ui.add_space(scene.look.theme.spaces.near);
    let font = style::strong(scene.look.theme.sizes.caption);
    let colour = safety.colour(scene.look.palette);
    let mut job = egui::text::LayoutJob::simple_singleline(sentence.clone(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(ui.available_width() * REASON_SHARE);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.label(galley).on_hover_text(sentence);
}

/// The commands that matter most as things are, each with the id of a short name among the texts.
fn useful(scene: &Scene<'_>, at: Whereabouts) -> Vec<(AnyCommand, &'static str)> {
    let session = |kind, text| (AnyCommand::Session(kind), text);
    let palette = (AnyCommand::Window(WindowCommand::Palette), "key-commands");
    let desk = scene.session.desk();
    if at.view == View::Ledger {
        let window = |command, text| (AnyCommand::Window(command), text);
        return vec![
            window(WindowCommand::LedgerCopy, "key-cite"),
            window(WindowCommand::LedgerSave, "key-save"),
            window(WindowCommand::ShowArticles, "key-articles"),
            palette,
        ];
    }
    if at.view != View::Articles || desk.article.is_none() {
        return vec![(AnyCommand::Window(WindowCommand::ShowArticles), "key-articles"), palette];
    }
    if at.is_finding {
        let next = (AnyCommand::Window(WindowCommand::FindNext), "key-find-next");
        let previous = (AnyCommand::Window(WindowCommand::FindPrevious), "key-find-previous");
        let mark = session(CommandKind::AnnotationMarkAll, "key-mark-ticked");
        return vec![next, previous, mark, session(CommandKind::SelectionClear, "key-article"), palette];
    }
    if scene.session.visitor().is_some() {
        let back = session(CommandKind::SelectionClear, "key-own-marks");
        return vec![back, session(CommandKind::AnnotationNext, "key-next-mark"), palette];
    }
    let mut useful = Vec::new();
    if let Some(candidate) = &desk.candidate {
        if candidate.label.is_some() || desk.armed.is_some() {
            useful.push(session(CommandKind::CandidateAccept, "key-accept"));
        }
        useful.push(session(CommandKind::CandidateReject, "key-reject"));
    }
    if let Some(mark) = scene.session.chosen() {
        if mark.entity.is_none() && scene.session.is_name(mark) {
            useful.push(session(CommandKind::EntityTake, "key-link"));
        } else if mark.claim.is_none() && scene.session.is_claim(mark) {
            useful.push(session(CommandKind::ClaimRelate, "key-relate"));
        }
        useful.push(session(CommandKind::AnnotationDelete, "key-delete"));
        useful.push(session(CommandKind::AnnotationEndForward, "key-end-forward"));
        useful.push(session(CommandKind::AnnotationMarkAll, "key-mark-all"));
        useful.push(session(CommandKind::SelectionMark, "key-select-mark"));
    } else {
        useful.push(session(CommandKind::SelectionGrow, "key-grow"));
    }
    useful.push(session(CommandKind::CandidateNext, "key-candidate"));
    let is_in_zone = |zone: FoundZone| zone.span.start <= desk.selection.head;
    if scene.session.zone_ahead().is_some_and(is_in_zone) {
        useful.push(session(CommandKind::ZoneAccept, "key-zone-accept"));
        useful.push(session(CommandKind::ZoneRefuse, "key-zone-refuse"));
    }
    if desk.last.is_some() {
        useful.push(session(CommandKind::AnnotationRepeat, "key-repeat"));
    }
    if scene.session.history().to_undo().is_some() {
        useful.push(session(CommandKind::Undo, "key-undo"));
    }
    useful.push(palette);
    useful
}

fn keys(ui: &mut Ui, scene: &Scene<'_>, at: Whereabouts) {
    suggestion(ui, scene, at);
    if at.view == View::Ledger {
        for (keys, text) in LEDGER_KEYS {
            hint(ui, scene, keys, &scene.texts.get(text));
        }
    }
    for (command, text) in useful(scene, at) {
        // What does not fit is left out: the palette has everything.
        if ui.available_width() < scene.look.theme.controls.hint_room {
            break;
        }
        let Some(keys) = scene.keys.of(command) else { continue };
        hint(ui, scene, &keys, &scene.texts.get(text));
    }
    if let Some((layer, label)) = &scene.session.desk().armed {
        let label = scene.session.project().schema().resolve(layer, label);
        let text = scene.texts.name("status-armed", label.map_or("", |label| label.name.as_str()));
        ui.label(RichText::new(text).color(scene.look.palette.accent));
    }
}

/// What the suggestion that is selected says, in front of the keys that decide about it.
fn suggestion(ui: &mut Ui, scene: &Scene<'_>, at: Whereabouts) {
    let candidate = scene.session.desk().candidate.as_ref().filter(|_| at.view == View::Articles);
    let Some(suggestion) = candidate.and_then(|candidate| candidate.suggestion.as_ref()) else { return };
    ui.label(RichText::new(suggested(scene, suggestion)).color(scene.look.palette.accent));
    ui.add_space(scene.look.theme.spaces.tight);
}

/// The keys that wait for another: what can follow them is in a panel above the line.
fn waiting(ui: &mut Ui, scene: &Scene<'_>, before: &[Chord]) {
    hint(ui, scene, &written(before), "…");
    if scene.keys.labels_follow(before) {
        ui.label(RichText::new(scene.texts.get("status-label-follows")).color(scene.look.palette.second_ink));
    }
}

fn hint(ui: &mut Ui, scene: &Scene<'_>, keys: &str, text: &str) {
    ui.spacing_mut().item_spacing.x = scene.look.theme.controls.hint_gap;
    keycap::show(ui, &scene.look, keys);
    let text = RichText::new(text).size(scene.look.theme.sizes.hint).color(scene.look.palette.second_ink);
    ui.label(text);
    ui.add_space(scene.look.theme.spaces.tight);
}

fn elapsed(scene: &Scene<'_>) -> String {
    let Some(article) = scene.session.open_article() else {
        return scene.texts.count("status-articles", scene.session.project().articles().len());
    };
    let marks = scene.session.own_work(article.id()).map_or(0, |work| work.annotations().len());
    scene.texts.count("status-marks", marks)
}
