//! The marks of the open article, in reading order.

use std::sync::Arc;

use egui::{Align2, Rect, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, ArticleId};
use crate::model::schema::Role;
use crate::model::work::Work;
use crate::session::command::kind::CommandKind;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::{focus, style};

/// Height of a mark in the list.
const ROW: f32 = 26.0;
/// The most rows that are seen at once.
const SEEN: f32 = 12.0;

/// What the list remembers between frames.
#[derive(Debug, Default)]
pub(super) struct MarkList {
    /// Which marks are shown.
    filter: String,
    /// The marks that the filter lets through, and what they were looked up for.
    found: Option<(Sought, Vec<AnnotationId>)>,
}

/// What marks are looked up for: an article may have 100,000, and they are not looked through in each frame.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sought {
    article: ArticleId,
    /// Of the project, in which marks and names of labels may have changed.
    revision: u64,
    /// In small letters.
    words: String,
}

impl MarkList {
    /// Shows the list; returns what egui knows its filter by.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        scene: &Scene<'_>,
        acts: &mut Vec<Act>,
    ) -> Option<egui::Id> {
        let article = scene.session.open_article()?;
        let work = scene.session.own_work(article.id());
        let count = work.map_or(0, |work| work.annotations().len());
        super::heading(ui, scene, &scene.texts.get("inspector-marks"), |ui| {
            ui.label(egui::RichText::new(count.to_string()).size(scene.look.theme.sizes.caption));
        });
        let Some(work) = work.filter(|_| count > 0) else {
            let text = egui::RichText::new(scene.texts.get("inspector-no-marks"));
            ui.label(text.color(scene.look.palette.second_ink));
            return None;
        };
        let hint = scene.texts.get("inspector-marks-filter");
        let field = TextEdit::singleline(&mut self.filter).hint_text(hint.as_str());
        let field = ui.add(field.desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, &hint));
        let words = self.filter.trim().to_lowercase();
        if words.is_empty() {
            self.found = None;
            area(count).show_rows(ui, ROW, count, |ui, seen| {
                for mark in work.in_order_from(seen.start).take(seen.len()) {
                    row(ui, typesetter, scene, mark, acts);
                }
            });
            return Some(field.id);
        }
        let sought = Sought { article: article.id().clone(), revision: scene.session.revision(), words };
        let found = self.find(scene, work, sought);
        area(found.len()).show_rows(ui, ROW, found.len(), |ui, seen| {
            for mark in found[seen].iter().filter_map(|id| work.annotations().get(id)) {
                row(ui, typesetter, scene, mark, acts);
            }
        });
        Some(field.id)
    }

    /// The marks whose label or text holds the words, in reading order.
    fn find(&mut self, scene: &Scene<'_>, work: &Work, sought: Sought) -> &[AnnotationId] {
        if self.found.as_ref().is_none_or(|(known, _)| *known != sought) {
            let holds = |mark: &&Arc<Annotation>| {
                let name = scene.label_of(mark).map_or("", |label| label.name.as_str());
                name.to_lowercase().contains(&sought.words)
                    || scene.quote(mark).to_lowercase().contains(&sought.words)
            };
            let marks = work.in_order().filter(holds).map(|mark| mark.id.clone()).collect();
            self.found = Some((sought, marks));
        }
        self.found.as_ref().map_or(&[], |(_, marks)| marks)
    }
}

/// The place of so many rows.
fn area(rows: usize) -> ScrollArea {
    ScrollArea::vertical().id_salt("marks").max_height(ROW * SEEN.min(rows as f32)).auto_shrink([false, true])
}

fn row(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, mark: &Annotation, acts: &mut Vec<Act>) {
    let (palette, sizes) = (scene.look.palette, scene.look.theme.sizes);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y), Sense::click());
    focus::in_sight(&response);
    let quote = scene.quote(mark);
    let label = scene.label_of(mark);
    let name = label.map_or(mark.label.as_str(), |label| label.name.as_str());
    let is_chosen = scene.session.desk().chosen.as_ref() == Some(&mark.id);
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("{name}: {quote}"))
    });
    if is_chosen || response.hovered() || response.has_focus() {
        let fill = if is_chosen { palette.selection } else { palette.hover };
        ui.painter().rect_filled(rect, scene.look.theme.marks.radius, fill);
    }
    let swatch = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), vec2(10.0, 10.0));
    swatch_of(ui, scene, mark, swatch);
    let right = ui.painter().text(
        rect.right_center() - vec2(scene.look.theme.spaces.hair, 0.0),
        Align2::RIGHT_CENTER,
        name,
        style::plain(sizes.caption),
        palette.second_ink,
    );
    let left = swatch.right() + scene.look.theme.spaces.tight;
    let text = TextStyle::sans(Weight::Regular, sizes.small);
    let label = typesetter.label(&quote, &text, (right.left() - left - 6.0).max(1.0), 1);
    label.paint_tight(
        ui.painter(),
        typesetter,
        pos2(left, rect.center().y - label.size().y / 2.0),
        palette.ink,
    );
    if response.clicked() {
        acts.push(Act::with(CommandKind::AnnotationChoose, "id", mark.id.as_str()));
        acts.push(Act::Reveal);
    }
}

/// A small picture of the mark's shape.
fn swatch_of(ui: &Ui, scene: &Scene<'_>, mark: &Annotation, rect: Rect) {
    let palette = scene.look.palette;
    let role = scene.layer_of(mark).map_or(Role::None, |layer| layer.role);
    match role {
        Role::Entity | Role::None => {
            let colour = scene.label_of(mark).map_or(palette.line, |label| scene.look.tint(&label.colour));
            ui.painter().rect(
                rect,
                scene.look.theme.corners.small,
                colour,
                egui::Stroke::new(scene.look.theme.strokes.hair, palette.line),
                egui::StrokeKind::Inside,
            );
        }
        Role::Figure => {
            let stroke = egui::Stroke::new(scene.look.theme.marks.outline, palette.figure);
            ui.painter().rect_stroke(rect, scene.look.theme.corners.small, stroke, egui::StrokeKind::Inside);
        }
        Role::Claim => {
            ui.painter().hline(
                rect.x_range(),
                rect.bottom() - 1.0,
                egui::Stroke::new(scene.look.theme.marks.underline, palette.claim),
            );
        }
    }
}
