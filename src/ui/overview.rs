//! How far the project has come: marks by label, progress by layer. Counted from what is known without reading texts.

use std::collections::BTreeMap;

use egui::{Rect, RichText, ScrollArea, Ui, pos2, vec2};

use super::moment;
use super::scene::Scene;
use super::style;
use crate::model::id::LayerKey;
use crate::model::status::Progress;

/// What is counted of one's own work.
#[derive(Debug, Default)]
struct Counts {
    articles: usize,
    bytes: u64,
    /// Marks, articles begun and articles finished, by layer.
    layers: BTreeMap<LayerKey, (usize, usize, usize)>,
}

impl Counts {
    fn of(scene: &Scene<'_>) -> Self {
        let mut counts = Self::default();
        for slot in scene.session.project().articles().values() {
            let listing = slot.listing();
            counts.articles += 1;
            counts.bytes += listing.body_len;
            let own = listing.work.iter().filter(|work| work.annotator == *scene.session.annotator());
            for (layer, marks, progress) in own.flat_map(|work| &work.layers) {
                let (all, begun, finished) = counts.layers.entry(layer.clone()).or_default();
                *all += marks;
                match progress {
                    Progress::Done | Progress::Skipped { .. } => *finished += 1,
                    Progress::InProgress => *begun += 1,
                    Progress::New => *begun += usize::from(*marks > 0),
                }
            }
        }
        counts
    }
}

/// Shows the overview in all of `ui`.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = scene.look.theme;
    let counts = Counts::of(scene);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(theme.spaces.broad).show(ui, |ui| {
            ui.set_max_width(760.0);
            ui.label(
                RichText::new(scene.session.project().name()).font(style::headline(theme.sizes.headline)),
            );
            let about = scene.texts.with(
                "overview-about",
                [("count", counts.articles.into()), ("size", size(counts.bytes).into())],
            );
            ui.label(RichText::new(about).color(scene.look.palette.second_ink));
            let effort = scene.session.effort();
            let by_layer = effort.by_layer();
            if effort.total() > 0 {
                let text = scene.texts.name("overview-time", &moment::duration(effort.total()));
                ui.label(RichText::new(text).color(scene.look.palette.second_ink));
            }
            ui.add_space(theme.spaces.wide);
            for layer in scene.session.project().schema().layers_in_order() {
                let (marks, begun, finished) = counts.layers.get(&layer.key).copied().unwrap_or_default();
                ui.label(RichText::new(&layer.name).font(style::strong(theme.sizes.control)));
                let text = scene.texts.with(
                    "overview-layer",
                    [("marks", marks.into()), ("finished", finished.into()), ("all", counts.articles.into())],
                );
                let spent = by_layer.get(&Some(layer.key.clone())).map(|seconds| moment::duration(*seconds));
                let text = text + &spent.map(|spent| format!(" · {spent}")).unwrap_or_default();
                ui.label(RichText::new(text).color(scene.look.palette.second_ink));
                bar(ui, scene, scene.role_colour(layer.role), [finished, begun], counts.articles);
                ui.add_space(theme.spaces.wide);
            }
        });
    });
}

/// A bar of articles: finished, begun, untouched.
fn bar(ui: &mut Ui, scene: &Scene<'_>, colour: egui::Color32, parts: [usize; 2], all: usize) {
    let size = vec2(ui.available_width(), scene.look.theme.spaces.tight);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect_filled(rect, 4.0, scene.look.palette.line);
    let mut left = rect.left();
    for (part, fill) in parts.into_iter().zip([colour, colour.gamma_multiply(0.4)]) {
        let width = rect.width() * part as f32 / all.max(1) as f32;
        let piece = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        ui.painter().rect_filled(piece, 4.0, fill);
        left += width;
    }
}

/// A number of bytes as people write it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
