//! What a dialog over the window looks like.

use egui::{Align2, Color32, Context, Id, Label, Layout, Modal, RichText, Ui, Vec2, vec2};

use super::theme::Look;

/// A dialog that is `lowered` by so much from the top of the window, or stands in its middle.
pub fn modal(id: &str, look: &Look<'_>, lowered: Option<f32>) -> Modal {
    let id = Id::unique(id);
    let (anchor, offset) = match lowered {
        Some(top) => (Align2::CENTER_TOP, Vec2::new(0.0, top)),
        None => (Align2::CENTER_CENTER, Vec2::ZERO),
    };
    let frame = egui::Frame::new()
        .fill(look.palette.raised)
        .stroke(egui::Stroke::new(1.0, look.palette.line))
        .corner_radius(look.theme.spaces.tight)
        .shadow(egui::Shadow { offset: [0, 8], blur: 32, spread: 0, color: Color32::from_black_alpha(48) })
        .inner_margin(look.theme.spaces.near);
    Modal::new(id)
        .area(Modal::default_area(id).anchor(anchor, offset))
        .backdrop_color(Color32::from_black_alpha(40))
        .frame(frame)
}

/// How wide a sheet is, in points.
pub fn width(ctx: &Context, look: &Look<'_>) -> f32 {
    (look.theme.panels.page / 1.2).min(ctx.content_rect().width() - look.theme.spaces.wide)
}

/// A row of a sheet: `name` on the left, and `content`.
pub fn row(ui: &mut Ui, look: &Look<'_>, name: &str, content: impl FnOnce(&mut Ui)) {
    let theme = look.theme;
    ui.horizontal(|ui| {
        let name = Label::new(RichText::new(name).color(look.palette.second_ink)).halign(egui::Align::LEFT);
        let size = vec2(theme.panels.margin.min(ui.available_width() / 3.0), theme.spaces.wide);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_size(size);
            ui.add(name.truncate());
        });
        content(ui);
    });
}
