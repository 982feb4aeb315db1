//! What can be done at a place of the article, under the pointer.

use egui::{Id, Popup, PopupCloseBehavior, Pos2, ScrollArea, Ui};

use super::commands::AnyCommand;
use super::scene::{Act, Scene};
use super::top_bar::entry;
use crate::session::command::kind::CommandKind;

/// What is offered for a mark.
const FOR_MARK: [CommandKind; 7] = [
    CommandKind::AnnotationDelete,
    CommandKind::AnnotationMarkAll,
    CommandKind::SelectionMark,
    CommandKind::AnnotationSetSpan,
    CommandKind::AnnotationAddSpan,
    CommandKind::FlagSet,
    CommandKind::NoteSet,
];
/// What is offered for a selection without a mark.
const FOR_SELECTION: [CommandKind; 3] =
    [CommandKind::SelectionGrow, CommandKind::ZoneAdd, CommandKind::AnnotationRepeat];

/// The menu, while it is open.
#[derive(Clone, Copy, Debug)]
pub struct ContextMenu {
    at: Pos2,
}

impl ContextMenu {
    /// A menu at a place of the window.
    pub fn new(at: Pos2) -> Self {
        Self { at }
    }

    /// Shows the menu; returns whether it is still open.
    pub fn show(self, ui: &Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) -> bool {
        let mut is_open = true;
        let popup = Popup::new(Id::unique("context-menu"), ui.ctx().clone(), self.at, ui.layer_id());
        let popup = popup
            .kind(egui::PopupKind::Menu)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .open_bool(&mut is_open);
        popup.show(|ui| {
            let area =
                ScrollArea::vertical().id_salt("labels").max_height(scene.look.theme.windows.menu_labels);
            area.show(ui, |ui| labels(ui, scene, acts));
            ui.separator();
            let has_mark = scene.session.chosen().is_some();
            let kinds = if has_mark { &FOR_MARK[..] } else { &FOR_SELECTION[..] };
            for kind in kinds {
                entry(ui, scene, AnyCommand::Session(*kind), acts);
            }
        });
        is_open
    }
}

fn labels(ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
    let schema = scene.session.project().schema();
    for layer in schema.layers_in_order() {
        for label in schema.labels_of(&layer.key) {
            let keys = label.shortcut.map(|shortcut| scene.keys.of_label(shortcut)).unwrap_or_default();
            if ui.add(egui::Button::new(&label.name).shortcut_text(keys)).clicked() {
                acts.push(Act::label(&layer.key, &label.key));
            }
        }
    }
}
