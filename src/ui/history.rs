//! Every step of the work, the latest first: what was done, and the way to any of them.

mod deed;

use egui::{Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::commands::AnyCommand;
use super::scene::{Act, Scene};
use super::shaped::{TextStyle, Typesetter, Weight};
use super::{focus, moment, page, style};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;

/// What the view remembers between frames.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// How many steps were done when the place was last scrolled to.
    shown: Option<usize>,
}

impl HistoryView {
    /// Shows the steps in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let history = scene.session.history();
        let (all, done) = (history.revisions().len(), history.done());
        page::column(ui, &scene.look, |ui| {
            page::title(ui, &scene.look, &scene.texts.get("history-title"));
            let about = scene.texts.with("history-about", [("done", done.into()), ("count", all.into())]);
            ui.label(RichText::new(about).color(scene.look.palette.second_ink));
            ui.add_space(scene.look.theme.spaces.near);
            let is_new = self.shown.replace(done) != Some(done);
            rows(ui, typesetter, scene, is_new, acts);
        });
    }
}

/// One row for each place in the history: after the last step, ..., before the first.
#[expect(clippy::cast_sign_loss, reason = "no row stands above the first")]
fn rows(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, reveal: bool, acts: &mut Vec<Act>) {
    let history = scene.session.history();
    let count = history.revisions().len() + 1;
    let spaces = scene.look.theme.spaces;
    let height = spaces.wide + spaces.close;
    ScrollArea::vertical().auto_shrink(false).id_salt("history").show_viewport(ui, |ui, viewport| {
        ui.set_height(height * count as f32);
        let origin = ui.min_rect().min;
        let width = ui.available_width();
        let place =
            |row: usize| Rect::from_min_size(origin + vec2(0.0, height * row as f32), vec2(width, height));
        if reveal {
            ui.scroll_to_rect(place(count - 1 - history.done()).expand(height), None);
        }
        let first = (viewport.top() / height).floor().max(0.0) as usize;
        let last = ((viewport.bottom() / height).ceil().max(0.0) as usize).min(count);
        for row in first.min(last)..last {
            let steps = count - 1 - row;
            if place_row(ui, typesetter, scene, place(row), steps) && steps != history.done() {
                let arguments = Arguments::new().with("to", steps);
                acts.push(Act::Run(AnyCommand::Session(CommandKind::HistoryGo), arguments));
            }
        }
    });
}

/// The place after `steps` steps; whether it was chosen.
fn place_row(ui: &Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, rect: Rect, steps: usize) -> bool {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let history = scene.session.history();
    let revision = steps.checked_sub(1).and_then(|at| history.revisions().get(at));
    let (command, deed) = match revision {
        Some(revision) => {
            let command = AnyCommand::find(&revision.command);
            let name =
                command.map_or(revision.command.as_str(), |command| command.text()).trim_end_matches('…');
            (name.to_owned(), deed::of(scene, revision))
        }
        None => (scene.texts.get("history-beginning"), deed::Deed::default()),
    };
    let (is_current, is_undone) = (steps == history.done(), steps > history.done());
    let response = ui.interact(rect, egui::Id::unique(("history", steps)), Sense::click());
    let name = format!("{steps}: {command} {}", deed.what);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, name.trim_end()));
    let ground = rect.shrink2(vec2(0.0, 1.0));
    if is_current || response.hovered() || response.has_focus() {
        let fill = if is_current { palette.selection } else { palette.hover };
        ui.painter().rect_filled(ground, theme.marks.radius, fill);
    }
    focus::in_sight(&response);
    let ink = if is_undone { palette.third_ink } else { palette.ink };
    let second = if is_undone { palette.third_ink } else { palette.second_ink };
    let middle = rect.center().y;
    let text = |at, align, text: &str, font, colour| ui.painter().text(at, align, text, font, colour);
    let small = style::plain(theme.sizes.small);
    let caption = style::plain(theme.sizes.caption);
    let left = rect.left() + theme.spaces.broad;
    let number = pos2(left - theme.spaces.tight, middle);
    text(number, egui::Align2::RIGHT_CENTER, &steps.to_string(), caption.clone(), second);
    let name = if is_current { style::strong(theme.sizes.small) } else { small };
    let command =
        text(pos2(left + theme.spaces.tight, middle), egui::Align2::LEFT_CENTER, &command, name, ink);
    let at = revision
        .and_then(|revision| revision.at)
        .map(|at| moment::stamp(at, scene.texts))
        .unwrap_or_default();
    let right = rect.right() - theme.spaces.tight;
    let stamp = text(pos2(right, middle), egui::Align2::RIGHT_CENTER, &at, caption, second);
    // Most names of commands are shorter than this: what was done then begins at one line.
    let from = (left + theme.panels.margin).max(command.right() + theme.spaces.near);
    let words = [deed.what.as_str(), deed.place.as_str()];
    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("  ·  ");
    let room = stamp.left() - theme.spaces.near - from;
    if room > theme.spaces.broad && !words.is_empty() {
        let label = typesetter.label(&words, &TextStyle::sans(Weight::Regular, theme.sizes.small), room, 1);
        label.paint_tight(ui.painter(), typesetter, pos2(from, middle - label.size().y / 2.0), second);
    }
    response.clicked()
}
