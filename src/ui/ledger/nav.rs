//! The parts of the ledger beside the cards, and the title above them.

use egui::{Role, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::LedgerView;
use super::parts::{Part, Source};
use crate::session::books::Books;
use crate::ui::scene::{Act, Scene};
use crate::ui::{page, style};

impl LedgerView {
    /// The parts, each with how much it has; and what is looked for.
    pub(super) fn nav(&mut self, ui: &mut Ui, scene: &Scene<'_>, books: &Books, acts: &mut Vec<Act>) {
        let (theme, palette) = (scene.look.theme, scene.look.palette);
        let hint = scene.texts.get("ledger-filter");
        let field = TextEdit::singleline(&mut self.filter).hint_text(hint.as_str());
        let response = ui.add(field.desired_width(f32::INFINITY));
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &hint));
        ui.add_space(theme.spaces.tight);
        ui.spacing_mut().item_spacing.y = 0.0;
        for (part, command) in Part::ALL {
            let is_current = part == self.part;
            let size = vec2(ui.available_width(), theme.ledger.part);
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let (name, count) = (scene.texts.get(part.name()), part.len(books.ledger()).to_string());
            let said = format!("{name}: {count}");
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, &said));
            let ground = if is_current { palette.paper } else { palette.hover };
            if is_current || response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, theme.marks.radius, ground);
            }
            let font =
                if is_current { style::strong(theme.sizes.small) } else { style::plain(theme.sizes.small) };
            let ink = if is_current { palette.ink } else { palette.second_ink };
            let at = rect.left_center() + vec2(theme.spaces.tight, 0.0);
            ui.painter().text(at, egui::Align2::LEFT_CENTER, name, font.clone(), ink);
            let at = rect.right_center() - vec2(theme.spaces.tight, 0.0);
            ui.painter().text(at, egui::Align2::RIGHT_CENTER, count, font, ink);
            if response.clicked() {
                acts.push(Act::window(command));
            }
        }
        ui.add_space(theme.spaces.near);
        if books.waiting() > 0 {
            page::aside(ui, &scene.look, &scene.texts.count("ledger-reading", books.waiting()));
        }
        if !books.unread().is_empty() {
            page::warning(ui, &scene.look, &scene.texts.count("ledger-unread", books.unread().len()));
        }
    }

    /// The title of the part, and what it is seen with.
    pub(super) fn title(
        &self,
        ui: &Ui,
        scene: &Scene<'_>,
        source: Source<'_>,
        books: &Books,
        rect: egui::Rect,
    ) {
        let (theme, palette) = (scene.look.theme, scene.look.palette);
        let title = scene.texts.get(self.part.name());
        let font = style::headline(theme.sizes.deck);
        let drawn = ui.painter().text(rect.min, egui::Align2::LEFT_TOP, title, font, palette.ink);
        let about = self.about(scene, source, books);
        let at = pos2(rect.left(), drawn.bottom() + theme.spaces.hair);
        ui.painter().text(
            at,
            egui::Align2::LEFT_TOP,
            about,
            style::plain(theme.sizes.small),
            palette.second_ink,
        );
    }

    /// How much there is in the part, and with whose eyes it is seen.
    pub(super) fn about(&self, scene: &Scene<'_>, source: Source<'_>, books: &Books) -> String {
        let count = self.part.len(source.ledger);
        let mut about = scene.texts.count(&format!("{}-count", self.part.name()), count);
        if self.part == Part::Figures {
            about = about + " · " + &scene.texts.count("ledger-to-look-at", source.ledger.open_len());
        }
        let annotator = scene.texts.name("ledger-as", books.annotator().as_str());
        format!("{about} · {annotator}")
    }
}
