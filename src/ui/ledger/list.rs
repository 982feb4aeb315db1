//! The cards of a part, one below the other: those that are seen are drawn.

use egui::{Label, Pos2, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::content::{Card, Goal, Place};
use super::cursor::{self, Cursor, Deed};
use super::drawing::{self, Drawing};
use super::parts::{Head, Key, Source};
use super::{LedgerView, claims, paint};
use crate::session::books::Books;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::scene::{Act, Scene};
use crate::ui::shaped::Typesetter;

/// What a frame of the list is shown with.
#[derive(Clone, Copy)]
struct Shown<'a> {
    scene: &'a Scene<'a>,
    source: Source<'a>,
    books: &'a Books,
    /// Whether the keys go to the list.
    is_lit: bool,
    /// Whether the cursor is to be scrolled to.
    wants_sight: bool,
}

impl LedgerView {
    /// Shows the cards in all of `ui`.
    pub(super) fn show_cards(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        scene: &Scene<'_>,
        books: &Books,
        acts: &mut Vec<Act>,
    ) {
        let source =
            Source { ledger: books.ledger(), schema: scene.session.project().schema(), texts: scene.texts };
        let mut cursor = self.cursors.remove(&self.part).unwrap_or_default();
        let is_elsewhere = cursor.settle(&self.listed.heads);
        let asked = cursor.keys(ui, &self.listed.heads);
        let room = ui.available_rect_before_wrap();
        let list = ui.interact(room, cursor::list(), Sense::FOCUSABLE);
        let about = self.about(scene, source, books);
        let name = format!("{}: {about}", scene.texts.get(self.part.name()));
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
        // Where a dialog or a field was left, the keys are the list's again.
        let is_left =
            |memory: &egui::Memory| memory.focused().is_none() && memory.top_modal_layer().is_none();
        let is_left = ui.memory(is_left) && !egui::Popup::is_any_open(ui.ctx());
        if std::mem::take(&mut self.wants_keys) || is_left {
            list.request_focus();
        }
        let wants_sight = std::mem::take(&mut self.wants_sight) || is_elsewhere || asked.moved;
        let shown = Shown { scene, source, books, is_lit: list.has_focus(), wants_sight };
        let clicked = self.scroll(ui, typesetter, shown, &mut cursor);
        if self.listed.heads.is_empty() {
            self.say_nothing(ui, scene, room);
        }
        let at_cursor = |view: &mut Self| {
            let (at, stop) = cursor.at()?;
            let key = view.listed.heads.get(at)?.key.clone();
            Some((view.card(&key, source)?, key, stop))
        };
        let mut goal = clicked;
        if let (Some(deed), Some((card, key, stop))) = (asked.deed, at_cursor(self)) {
            match deed {
                Deed::Enter => goal = goal.or(card.goal(stop)),
                Deed::Settle => acts.extend(settle(&card, stop)),
                Deed::Copy => ui.ctx().copy_text(citation(&card, &key, stop)),
            }
        }
        self.cursors.insert(self.part, cursor);
        if let Some(further) = asked.part {
            acts.push(Act::window(self.part.further(further)));
        }
        match goal {
            Some(Goal::Place(place)) => self.go(scene.session, place, acts),
            Some(Goal::Card(key)) => self.turn_to_card(key, acts),
            None => {}
        }
    }

    /// Shows the title and the cards that are seen; returns where a click leads.
    fn scroll(
        &mut self,
        ui: &mut Ui,
        typesetter: &mut Typesetter,
        shown: Shown<'_>,
        cursor: &mut Cursor,
    ) -> Option<Goal> {
        let theme = shown.scene.look.theme;
        let area = ScrollArea::vertical().auto_shrink(false).id_salt(("ledger", self.part));
        let output = area.show_viewport(ui, |ui, seen| {
            let side = theme.spaces.broad.min(ui.available_width() / theme.spaces.near);
            let width = (ui.available_width() - 2.0 * side).min(theme.ledger.page).max(1.0);
            let origin = ui.min_rect().min + vec2(side, theme.spaces.wide);
            let above = theme.spaces.wide + theme.ledger.front;
            ui.set_height(above + self.listed.height() + theme.spaces.wide);
            let front = Rect::from_min_size(origin, vec2(width, theme.ledger.front));
            self.title(ui, shown.scene, shown.source, shown.books, front);
            let visible = self.listed.visible(seen.top() - above..seen.bottom() - above);
            let current = cursor.at();
            let also = current.map(|(card, _)| card).filter(|at| shown.wants_sight && !visible.contains(at));
            let mut clicked = None;
            for at in visible.chain(also) {
                let Some(head) = self.listed.heads.get(at).cloned() else { continue };
                let Some(card) = self.card(&head.key, shown.source) else { continue };
                let drawing = lay_out(shown.scene, typesetter, &card, &head, width);
                let corner = front.left_bottom() + vec2(0.0, self.listed.top(at));
                let stop = current.filter(|(card, _)| *card == at).map(|(_, stop)| stop);
                if let Some(stop) = stop.filter(|_| shown.wants_sight) {
                    let rect = drawing.sight_of(stop).translate(corner.to_vec2());
                    ui.scroll_to_rect(rect.expand(theme.spaces.tight), None);
                }
                let lit = stop.map(|stop| (stop, shown.is_lit));
                if let Some(stop) = card_at(ui, typesetter, shown.scene, (&drawing, &card), corner, lit) {
                    cursor.set(&head, at, stop);
                    clicked = card.goal(stop);
                }
            }
            clicked
        });
        output.inner
    }

    /// What is said where there is no card.
    fn say_nothing(&self, ui: &mut Ui, scene: &Scene<'_>, room: Rect) {
        let theme = scene.look.theme;
        let from = vec2(theme.spaces.broad, theme.spaces.wide + theme.ledger.front);
        let at = Rect::from_min_size(room.min + from, vec2(theme.panels.page, theme.spaces.broad));
        let text = if self.filter.trim().is_empty() { self.part.empty() } else { "ledger-none-match" };
        let text = RichText::new(scene.texts.get(text)).color(scene.look.palette.second_ink);
        ui.put(at.intersect(room), Label::new(text).wrap());
    }
}

/// Asks what the two figures are to each other that a stop is about.
fn settle(card: &Card, stop: usize) -> Option<Act> {
    let [one, other] = card.notes.get(stop)?.figures.as_ref()?;
    let mark = |place: &Place| place.mark.as_ref().map(ToString::to_string);
    let arguments = Arguments::new()
        .with("one", mark(one)?)
        .with("one_article", one.article.as_str())
        .with("other", mark(other)?)
        .with("other_article", other.article.as_str());
    Some(Act::Run(AnyCommand::Session(CommandKind::FiguresSettle), arguments))
}

/// A stop as a citation.
pub(super) fn citation(card: &Card, key: &Key, stop: usize) -> String {
    if matches!(key, Key::Claim(_)) {
        return claims::citation(card);
    }
    let row = card.rows.get(stop.saturating_sub(card.notes.len()));
    row.map_or_else(|| card.title.clone(), |row| row.citation.clone())
}

fn lay_out(scene: &Scene<'_>, typesetter: &mut Typesetter, card: &Card, head: &Head, width: f32) -> Drawing {
    let more = if card.more > 0 { scene.texts.count("ledger-more", card.more) } else { String::new() };
    let mut measure = |text: &str, face, size| paint::measure(typesetter, text, face, size);
    drawing::draw(card, head.extent, &scene.look, width, &more, &mut measure)
}

/// Shows a card with its left top corner at `corner`; returns the row that was clicked. `lit` is the row of the cursor, and whether
/// the keys go there.
fn card_at(
    ui: &Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    (drawing, card): (&Drawing, &Card),
    corner: Pos2,
    lit: Option<(usize, bool)>,
) -> Option<usize> {
    let (theme, palette) = (scene.look.theme, scene.look.palette);
    let by = corner.to_vec2();
    let (ground, rest) = drawing.shapes.split_at(2.min(drawing.shapes.len()));
    paint::paint(ui.painter(), typesetter, ground, by);
    let title = Rect::from_min_size(corner, vec2(drawing.size.x, theme.ledger.head));
    let chips = card.chips.iter().map(|chip| chip.words.as_str());
    let said = std::iter::once(card.title.as_str()).chain(chips).chain([card.about.as_str()]);
    let said = said.collect::<Vec<_>>().join(", ");
    let heading = ui.interact(title, ui.scope_id().with((&card.title, "title")), Sense::hover());
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &said));
    let mut clicked = None;
    let notes = card.notes.iter().map(|note| (note.words.clone(), note.goal.is_some()));
    let rows = card.rows.iter().map(|row| {
        let chip = row.chip.as_ref().map(|chip| chip.words.as_str()).unwrap_or_default();
        let said = [&row.who, &row.when, chip, &row.words];
        let said = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        (said, row.place.is_some())
    });
    for (at, ((said, leads), rect)) in notes.chain(rows).zip(&drawing.stops).enumerate() {
        let rect = rect.translate(by).expand2(vec2(theme.spaces.tight, 0.0));
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let id = ui.scope_id().with((&card.title, at));
        let response = ui.interact(rect, id, Sense::CLICK);
        let is_current = lit.is_some_and(|(row, _)| row == at);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &said));
        if is_current || (leads && response.hovered()) {
            let is_lit = lit.is_some_and(|(row, is_lit)| row == at && is_lit);
            let fill = if is_lit { palette.selection } else { palette.hover };
            ui.painter().rect_filled(rect, theme.marks.radius, fill);
        }
        if response.clicked() {
            clicked = Some(at);
        }
    }
    paint::paint(ui.painter(), typesetter, rest, by);
    clicked
}
