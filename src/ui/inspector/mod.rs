//! The panel at the right: the labels with their keys, the chosen mark, the marks of the article.

mod features;
mod labels;
mod mark;
mod marks;
mod metadata;
mod next;
mod status;
mod values;

use egui::{Id, ScrollArea, Ui};

use super::scene::{Act, Scene};
use super::shaped::Typesetter;
use super::{focus, style};
use crate::session::candidates::Candidate;

pub(in crate::ui) use next::suggested;
pub use values::{reading, why};

/// What the inspector remembers between frames.
#[derive(Debug, Default)]
pub struct Inspector {
    /// What is being written into the fields of the chosen mark.
    draft: mark::Draft,
    /// What is being written about the article.
    metadata: metadata::Draft,
    marks: marks::MarkList,
    /// Which labels are shown, where there are many.
    label_filter: String,
    field: Option<Id>,
    labels: Option<Id>,
}

impl Inspector {
    /// What egui knows the filter of marks by, once it was shown.
    pub fn field(&self) -> Option<Id> {
        self.field
    }

    /// What egui knows the filter of labels by, where there are so many that there is one.
    pub fn label_field(&self) -> Option<Id> {
        self.labels
    }

    /// Shows the inspector in all of `ui`.
    ///
    /// `upcoming` is what could be marked next, unless that is not to be shown.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        scene: &Scene<'_>,
        upcoming: Option<&[Candidate]>,
        acts: &mut Vec<Act>,
    ) {
        if scene.session.open_article().is_none() {
            return;
        }
        ScrollArea::vertical().auto_shrink(false).id_salt("inspector").show(ui, |ui| {
            let spaces = scene.look.theme.spaces;
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(spaces.near as i8, spaces.close as i8))
                .show(ui, |ui| {
                    // The labels come first, where they stay whatever is chosen: their letters are read all day.
                    self.labels = labels::show(ui, scene, &mut self.label_filter, acts);
                    rule(ui, scene);
                    if let Some(chosen) = scene.session.chosen() {
                        mark::show(ui, typesetter, scene, &mut self.draft, chosen, acts);
                        rule(ui, scene);
                    }
                    if let Some(candidates) = upcoming {
                        next::show(ui, typesetter, scene, candidates, acts);
                        rule(ui, scene);
                    }
                    status::show(ui, scene, acts);
                    metadata::show(ui, scene, &mut self.metadata, acts);
                    rule(ui, scene);
                    self.field = self.marks.show(ui, typesetter, scene, acts);
                });
            focus::follow(ui);
        });
    }
}

/// A hairline between two parts, from edge to edge.
fn rule(ui: &mut Ui, scene: &Scene<'_>) {
    ui.add_space(scene.look.theme.spaces.tight);
    let y = ui.cursor().top();
    let range = ui.clip_rect().x_range();
    ui.painter().hline(range, y, egui::Stroke::new(scene.look.theme.strokes.hair, scene.look.palette.line));
    ui.add_space(scene.look.theme.spaces.close);
}

/// The heading of a part, with something at its right.
fn heading(ui: &mut Ui, scene: &Scene<'_>, text: &str, right: impl FnOnce(&mut Ui)) {
    let size = scene.look.theme.sizes.caption;
    let colour = scene.look.palette.second_ink;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(text).font(style::strong(size)).color(colour));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), right);
    });
}
