//! What has the focus: always in sight, with a ring around it that nobody overlooks.

use egui::{Context, Id, Response, Stroke, StrokeKind, Ui};

use super::theme::Look;

/// What had the focus in this frame and in the one before.
#[derive(Clone, Copy, Debug, Default)]
struct Watch {
    before: Option<Id>,
    now: Option<Id>,
}

fn key() -> Id {
    Id::unique("focus-watch")
}

/// Notes at the beginning of a frame what has the focus.
pub fn watch(ctx: &Context) {
    let now = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| {
        let watch = data.get_temp_mut_or_default::<Watch>(key());
        *watch = Watch { before: watch.now, now };
    });
}

/// What has the focus, if it did not have it in the last frame: whoever asked for it, and when.
fn newly(ctx: &Context) -> Option<Id> {
    let before = ctx.data(|data| data.get_temp::<Watch>(key())).unwrap_or_default().before;
    ctx.memory(egui::Memory::focused).filter(|now| Some(*now) != before)
}

/// Scrolls to `response` when it gets the focus.
pub fn in_sight(response: &Response) {
    if newly(&response.ctx) == Some(response.id) {
        response.scroll_to_me(None);
    }
}

/// Scrolls `ui`, all of which lies in a place that scrolls, to what gets the focus in it.
pub fn follow(ui: &Ui) {
    let focused = newly(ui.ctx()).and_then(|id| ui.ctx().read_response(id));
    let own = focused
        .filter(|focused| focused.layer_id == ui.layer_id() && ui.min_rect().contains(focused.rect.center()));
    if let Some(focused) = own {
        ui.scroll_to_rect(focused.rect.expand(ui.spacing().item_spacing.y), None);
    }
}

/// Draws the ring around what has the focus, unless that is `page`: there the caret says it.
pub fn ring(ctx: &Context, look: &Look<'_>, page: Option<Id>) {
    let focused = ctx.memory(egui::Memory::focused).filter(|id| Some(*id) != page);
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else { return };
    let width = look.theme.panels.focus;
    let rect = response.interact_rect.intersect(ctx.content_rect().shrink(width));
    if !rect.is_positive() {
        return;
    }
    let stroke = Stroke::new(width, look.palette.focus);
    let painter = ctx.layer_painter(response.layer_id);
    painter.rect_stroke(rect, look.theme.marks.radius, stroke, StrokeKind::Outside);
}
