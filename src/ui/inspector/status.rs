//! How far the annotator has come with each layer of the open article.

use egui::{ComboBox, Ui};

use crate::model::status::Progress;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::scene::{Act, Scene};
use crate::ui::style;

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
    let Some(article) = scene.session.open_article() else { return };
    let work = scene.session.own_work(article.id());
    super::heading(ui, scene, &scene.texts.get("inspector-status"), |_| {});
    for layer in scene.session.project().schema().layers_in_order() {
        let progress = work.map(|work| work.progress(&layer.key)).unwrap_or_default();
        ui.horizontal(|ui| {
            ui.label(egui::RichText::new(&layer.name).color(scene.look.palette.second_ink));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let mut choice = word(&progress);
                let shown = scene.texts.get(text(choice));
                let boxed = ComboBox::from_id_salt(("status", layer.key.as_str()))
                    .selected_text(shown)
                    .width(scene.look.theme.controls.status);
                let boxed = boxed.show_ui(ui, |ui| choices(ui, scene, &mut choice));
                style::name_box(&boxed.response, &layer.name);
                if choice != word(&progress) {
                    let arguments = Arguments::new().with("layer", layer.key.as_str()).with("status", choice);
                    acts.push(Act::Run(AnyCommand::Session(CommandKind::StatusSet), arguments));
                }
            });
        });
    }
}

/// What can be chosen; the list is closed when something is.
fn choices(ui: &mut Ui, scene: &Scene<'_>, choice: &mut &'static str) {
    for other in ["new", "in_progress", "done", "skipped"] {
        if ui.selectable_value(choice, other, scene.texts.get(text(other))).clicked() {
            ui.close();
        }
    }
}

/// The word that the command takes.
fn word(progress: &Progress) -> &'static str {
    match progress {
        Progress::New => "new",
        Progress::InProgress => "in_progress",
        Progress::Done => "done",
        Progress::Skipped { .. } => "skipped",
    }
}

/// The id of the text for a word of the command.
fn text(word: &str) -> &'static str {
    match word {
        "in_progress" => "status-in-progress",
        "done" => "status-done",
        "skipped" => "status-skipped",
        _ => "status-new",
    }
}
