//! What an export would lose, or has lost: each thing with its article, to go there.

use egui::{Align2, Context, Key, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::Step;
use super::control::title;
use crate::exchange::losses::Losses;
use crate::model::id::ArticleId;
use crate::model::project::{Project, Slot};
use crate::session::command::kind::CommandKind;
use crate::ui::dialog;
use crate::ui::page;
use crate::ui::scene::{Act, Setting};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::style;
use crate::ui::theme::LossRows;

/// The list, while it is open.
#[derive(Debug)]
pub(super) struct LossList {
    /// The name of the format.
    format: String,
    rows: Vec<Row>,
    /// Which row has the keys.
    at: usize,
}

#[derive(Debug)]
enum Row {
    /// How much was lost for one reason, and that reason.
    Reason(u64, String),
    /// An article, its title, and which words or record.
    Loss(ArticleId, String, String),
}

impl LossList {
    pub(super) fn new(format: &str, losses: &Losses, project: &Project) -> Self {
        let mut rows = Vec::new();
        for (reason, lost) in losses.iter() {
            rows.push(Row::Reason(lost.count, reason.to_owned()));
            rows.extend(lost.listed.iter().map(|loss| {
                let listing = project.articles().get(&loss.article).map(Slot::listing);
                let title = listing.and_then(|listing| listing.metadata.title.clone());
                let title = title.unwrap_or_else(|| loss.article.to_string());
                Row::Loss(loss.article.clone(), title, loss.quote.clone())
            }));
        }
        let at = rows.iter().position(|row| matches!(row, Row::Loss(..))).unwrap_or_default();
        Self { format: format.to_owned(), rows, at }
    }

    /// Shows the list.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        setting: &Setting<'_>,
        typesetter: &mut Typesetter,
        acts: &mut Vec<Act>,
    ) -> Step {
        let press = |key| dialog::pressed(ctx, key);
        let moved = if press(Key::ArrowDown) { 1 } else { -isize::from(press(Key::ArrowUp)) };
        self.go(moved);
        let mut gone_to = press(Key::Enter).then_some(self.at);
        let mut is_left = false;
        let texts = setting.texts;
        let modal = dialog::modal("losses", &setting.look, None).show(ctx, |ui| {
            ui.set_width(dialog::width(ctx, &setting.look));
            title(ui, &setting.look, &texts.name("losses-title", &self.format));
            let about = if self.rows.is_empty() { "losses-none" } else { "losses-about" };
            page::aside(ui, &setting.look, &texts.get(about));
            ui.add_space(setting.look.theme.spaces.tight);
            ui.spacing_mut().item_spacing.y = 0.0;
            let LossRows { row, seen, .. } = setting.look.theme.losses;
            // Title and button have about the height of four rows.
            let height = (row * seen).min(dialog::room(ui, &setting.look, 4.0 * row));
            let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
            // Keys may lead out of what is seen.
            let area = if moved == 0 {
                area
            } else {
                area.vertical_scroll_offset((self.at as f32 - seen / 2.0).max(0.0) * row)
            };
            area.show_rows(ui, row, self.rows.len(), |ui, seen| {
                for at in seen {
                    if self.row(ui, setting, typesetter, at) {
                        gone_to = Some(at);
                    }
                }
            });
            ui.add_space(setting.look.theme.spaces.tight);
            is_left = ui.button(texts.get("losses-close")).clicked();
        });
        if let Some(Row::Loss(article, ..)) = gone_to.and_then(|at| self.rows.get(at)) {
            acts.push(Act::with(CommandKind::ArticleOpen, "article", article.as_str()));
            return Step::Leave;
        }
        if is_left || gone_to.is_some() || modal.should_close() { Step::Leave } else { Step::Stay }
    }

    /// Moves to the next loss, or to the one before.
    fn go(&mut self, step: isize) {
        let is_loss = |at: &usize| matches!(self.rows[*at], Row::Loss(..));
        let next = match step {
            0 => None,
            1.. => (self.at + 1..self.rows.len()).find(is_loss),
            _ => (0..self.at).rev().find(is_loss),
        };
        self.at = next.unwrap_or(self.at);
    }

    /// Shows one row; returns whether it was clicked.
    fn row(&self, ui: &mut Ui, setting: &Setting<'_>, typesetter: &mut Typesetter, at: usize) -> bool {
        let look = &setting.look;
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), look.theme.losses.row), Sense::click());
        match &self.rows[at] {
            Row::Reason(count, reason) => {
                let values = [("count", (*count).into()), ("name", reason.as_str().into())];
                let text = setting.texts.with("losses-reason", values);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
                let font = style::strong(look.theme.sizes.caption);
                let place = rect.left_center();
                ui.painter().text(place, Align2::LEFT_CENTER, text, font, look.palette.second_ink);
                false
            }
            Row::Loss(article, title, quote) => {
                response.widget_info(|| {
                    WidgetInfo::selected(Role::Button, true, at == self.at, format!("{article}: {quote}"))
                });
                if at == self.at || response.hovered() || response.has_focus() {
                    let fill = if at == self.at { look.palette.selection } else { look.palette.hover };
                    ui.painter().rect_filled(rect, look.theme.marks.radius, fill);
                }
                let gap = look.theme.spaces.tight;
                let words = rect.width() * look.theme.losses.words;
                let style = TextStyle::sans(Weight::Regular, look.theme.sizes.small);
                let columns = [
                    (quote, rect.left() + gap, words - 2.0 * gap, look.palette.ink),
                    (title, rect.left() + words, rect.width() - words - gap, look.palette.second_ink),
                ];
                for (text, left, width, colour) in columns {
                    let label = typesetter.label(&text.replace('\n', " "), &style, width.max(1.0), 1);
                    let place = egui::pos2(left, rect.center().y - label.size().y / 2.0);
                    label.paint_tight(ui.painter(), typesetter, place, colour);
                }
                response.clicked()
            }
        }
    }
}
