//! What came of an export, or would come of it: what leaks from split to split, what is lost, and what to know. Each
//! thing has its article, to go there.

use egui::{Context, Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::control::title;
use super::{Step, told};
use crate::exchange::exporter::Exported;
use crate::exchange::losses::Lost;
use crate::exchange::splits::leakage::Leakage;
use crate::model::id::ArticleId;
use crate::model::project::{Project, Slot};
use crate::session::command::kind::CommandKind;
use crate::ui::dialog;
use crate::ui::page;
use crate::ui::scene::{Act, Setting};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::texts::Texts;
use crate::ui::theme::LossRows;

/// The list, while it is open.
#[derive(Debug)]
pub(super) struct LossList {
    /// The name of the format.
    format: String,
    /// Whether something is lost.
    is_lossy: bool,
    leakage: Option<Leakage>,
    rows: Vec<Row>,
    /// Which row has the keys.
    at: usize,
}

#[derive(Debug)]
enum Row {
    /// What stands below, by the id of its name among the texts.
    Section(&'static str),
    /// Which line of what leaks.
    Leak(usize),
    /// How much there is for one reason, and that reason.
    Reason(u64, String),
    /// An article, its title, and which words or record.
    Loss(ArticleId, String, String),
}

impl LossList {
    pub(super) fn new(format: &str, exported: &Exported, project: &Project) -> Self {
        let (losses, leakage) = (&exported.losses, exported.leakage.clone());
        let mut rows = Vec::new();
        if let Some(leakage) = &leakage {
            rows.push(Row::Section("losses-splits"));
            // One line for each split, and one for copies.
            rows.extend((0..=leakage.splits.len()).map(Row::Leak));
        }
        list(&mut rows, "losses-lost", losses.iter(), project);
        list(&mut rows, "losses-remarks", losses.remarks(), project);
        let at = rows.iter().position(|row| matches!(row, Row::Loss(..))).unwrap_or_default();
        Self { format: format.to_owned(), is_lossy: !losses.is_empty(), leakage, rows, at }
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
            self.head(ui, setting);
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

    /// Says in which format, and what can be done here.
    fn head(&self, ui: &mut Ui, setting: &Setting<'_>) {
        let texts = setting.texts;
        let id = if self.is_lossy { "losses-title" } else { "losses-title-none" };
        title(ui, &setting.look, &texts.name(id, &self.format));
        if !self.is_lossy {
            page::aside(ui, &setting.look, &texts.get("losses-none"));
        }
        if self.rows.iter().any(|row| matches!(row, Row::Loss(..))) {
            page::aside(ui, &setting.look, &texts.get("losses-about"));
        }
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
        let (text, weight, colour) = match &self.rows[at] {
            Row::Section(id) => (setting.texts.get(id), Weight::Strong, look.palette.ink),
            Row::Leak(number) => (self.leak(*number, setting.texts), Weight::Regular, look.palette.ink),
            Row::Reason(count, reason) => {
                (told::reason(*count, reason, setting.texts), Weight::Strong, look.palette.second_ink)
            }
            Row::Loss(article, title, quote) => {
                let name = format!("{article}: {quote}");
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, at == self.at, &name));
                if at == self.at || response.hovered() || response.has_focus() {
                    let fill = if at == self.at { look.palette.selection } else { look.palette.hover };
                    ui.painter().rect_filled(rect, look.theme.marks.radius, fill);
                }
                columns(ui, setting, typesetter, rect, [quote, title]);
                return response.clicked();
            }
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        let style = TextStyle::sans(weight, look.theme.sizes.hint);
        let label = typesetter.label(&text, &style, rect.width().max(1.0), 1);
        let place = egui::pos2(rect.left(), rect.center().y - label.size().y / 2.0);
        label.paint_tight(ui.painter(), typesetter, place, colour);
        // It may be longer than there is room for.
        response.on_hover_text(text);
        false
    }

    /// A line of what leaks.
    fn leak(&self, number: usize, texts: &Texts) -> String {
        let mut leaks = self.leakage.iter().flat_map(|leakage| told::leaks(leakage, texts));
        leaks.nth(number).unwrap_or_default()
    }
}

/// Puts a heading over everything that is noted in `found`, by reason; nothing where nothing is noted.
fn list<'a>(
    rows: &mut Vec<Row>,
    heading: &'static str,
    found: impl Iterator<Item = (&'a str, &'a Lost)>,
    project: &Project,
) {
    let title = |article: &ArticleId| {
        let listing = project.articles().get(article).map(Slot::listing);
        let title = listing.and_then(|listing| listing.metadata.title.clone());
        title.unwrap_or_else(|| article.to_string())
    };
    for (number, (reason, lost)) in found.enumerate() {
        if number == 0 {
            rows.push(Row::Section(heading));
        }
        rows.push(Row::Reason(lost.count, reason.to_owned()));
        let listed = lost.listed.iter();
        rows.extend(
            listed.map(|loss| Row::Loss(loss.article.clone(), title(&loss.article), loss.quote.clone())),
        );
    }
}

/// Shows words, and the title of their article beside them.
fn columns(
    ui: &Ui,
    setting: &Setting<'_>,
    typesetter: &mut Typesetter,
    rect: Rect,
    [quote, title]: [&str; 2],
) {
    let look = &setting.look;
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
}
