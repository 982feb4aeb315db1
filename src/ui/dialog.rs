//! What a dialog over the window looks like.

use egui::{
    Align2, Color32, Context, Id, Key, Label, Layout, Modal, Modifiers, Response, RichText, ScrollArea,
    TextWrapMode, Ui, Vec2, vec2,
};

use super::style;
use super::theme::Look;

/// A dialog that is `lowered` by so much from the top of the window, or stands in its middle.
pub fn modal(id: &str, look: &Look<'_>, lowered: Option<f32>) -> Modal {
    let id = Id::unique(id);
    let (anchor, offset) = match lowered {
        Some(top) => (Align2::CENTER_TOP, Vec2::new(0.0, top)),
        None => (Align2::CENTER_CENTER, Vec2::ZERO),
    };
    let shadows = look.theme.shadows;
    let frame = egui::Frame::new()
        .fill(look.palette.raised)
        .stroke(egui::Stroke::new(look.theme.strokes.hair, look.palette.line))
        .corner_radius(look.theme.spaces.tight)
        .shadow(style::shadow(shadows.dialog_drop, shadows.dialog_blur, shadows.dialog_strength))
        .inner_margin(look.theme.spaces.near);
    Modal::new(id)
        .area(Modal::default_area(id).anchor(anchor, offset))
        .backdrop_color(Color32::from_black_alpha(shadows.backdrop))
        .frame(frame)
}

/// Whether `key` was pressed alone; nobody after the dialog hears of it then.
pub fn pressed(ctx: &Context, key: Key) -> bool {
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// How wide a sheet is, in points.
pub fn width(ctx: &Context, look: &Look<'_>) -> f32 {
    fit(ctx, look, look.theme.windows.sheet)
}

/// How wide a dialog is that would be `widest` where there is room for it, in points.
pub fn fit(ctx: &Context, look: &Look<'_>, widest: f32) -> f32 {
    let spaces = look.theme.spaces;
    widest.min(ctx.content_rect().width() - 2.0 * (spaces.near + spaces.tight)).max(spaces.wide)
}

/// What a dialog is about: it scrolls where the window is too low for it, so that the [`buttons`] below stay in sight.
pub fn body<R>(ui: &mut Ui, look: &Look<'_>, content: impl FnOnce(&mut Ui) -> R) -> R {
    let below = ui.data(|data| data.get_temp(below(ui))).unwrap_or(look.theme.spaces.wide);
    let height = room(ui, look, below);
    // A few lines more must not take frames to find their room.
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let shown = area.auto_shrink([false, true]).show(ui, |ui| {
        // The scroll bar lies over the edge.
        ui.set_max_width(ui.available_width() - look.theme.spaces.tight);
        content(ui)
    });
    shown.inner
}

/// One of two parts of a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The one that is asked.
    First,
    /// The one beside it.
    Second,
}

/// Two [`body`]s beside each other, `width` points wide the first; the second below the first in a window that has no room
/// for `least` points beside it.
pub fn bodies(
    ui: &mut Ui,
    look: &Look<'_>,
    [width, least]: [f32; 2],
    mut content: impl FnMut(&mut Ui, Part),
) {
    let gap = look.theme.spaces.near;
    if ui.available_width() < width + gap + least {
        body(ui, look, |ui| {
            content(ui, Part::First);
            content(ui, Part::Second);
        });
        return;
    }
    let below = ui.data(|data| data.get_temp(below(ui))).unwrap_or(look.theme.spaces.wide);
    let height = room(ui, look, below);
    let spacing = ui.spacing().item_spacing;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let rest = ui.available_width() - width - gap;
        for (part, width) in [(Part::First, width), (Part::Second, rest)] {
            let size = vec2(width, height);
            ui.allocate_ui_with_layout(size, Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = spacing;
                let area = ScrollArea::vertical().id_salt(part as u8).max_height(height);
                area.min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
                    // The scroll bar lies over the edge.
                    ui.set_max_width(ui.available_width() - look.theme.spaces.tight);
                    content(ui, part);
                });
            });
        }
    });
}

/// How high something in a dialog may be beside which so much else is shown, in points.
pub fn room(ui: &Ui, look: &Look<'_>, beside: f32) -> f32 {
    let spaces = look.theme.spaces;
    let height = ui.ctx().content_rect().height();
    // A low window has none to give away.
    let outside = (height / 16.0).clamp(spaces.tight, spaces.broad);
    (height - beside - 2.0 * (spaces.near + outside)).max(spaces.wide)
}

/// What can be done, below the [`body`].
pub fn buttons(ui: &mut Ui, look: &Look<'_>, content: impl FnOnce(&mut Ui)) {
    let top = ui.cursor().top();
    ui.add_space(look.theme.spaces.tight);
    let bottom = ui.horizontal_wrapped(content).response.rect.bottom();
    let (id, height) = (below(ui), bottom - top);
    if ui.data_mut(|data| data.get_temp_mut_or_default::<f32>(id).to_bits() != height.to_bits()) {
        ui.data_mut(|data| data.insert_temp(id, height));
        ui.ctx().request_repaint();
    }
}

/// Under which id it is remembered how much room the buttons took, in points.
fn below(ui: &Ui) -> Id {
    ui.scope_id().with("below")
}

/// Yes or no. In a row, its words would run out of a narrow window.
pub fn checkbox(ui: &mut Ui, value: &mut bool, name: &str) -> Response {
    ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
    ui.checkbox(value, name)
}

/// A row of a sheet: `name` on the left, and `content`.
pub fn row(ui: &mut Ui, look: &Look<'_>, name: &str, content: impl FnOnce(&mut Ui)) {
    explained_row(ui, look, name, "", content);
}

/// A row of a sheet as [`row`]; `about` is shown where its name is pointed at.
pub fn explained_row(ui: &mut Ui, look: &Look<'_>, name: &str, about: &str, content: impl FnOnce(&mut Ui)) {
    let theme = look.theme;
    ui.horizontal(|ui| {
        let name = Label::new(RichText::new(name).color(look.palette.second_ink)).halign(egui::Align::LEFT);
        let size = vec2(theme.panels.margin.min(ui.available_width() / 3.0), theme.spaces.wide);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(size);
            let shown = ui.add(name.truncate());
            if !about.is_empty() {
                shown.on_hover_text(about);
            }
        });
        content(ui);
    });
}
