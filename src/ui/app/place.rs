//! Where on the screen the window stands, from one run to the next.

use eframe::egui::{self, Pos2, Rect, ViewportBuilder, ViewportCommand, pos2, vec2};

use crate::ui::preferences::Preferences;

/// The size of a window that was never opened, in points.
const FIRST_SIZE: (f32, f32) = (1280.0, 800.0);
/// The smallest window, in points.
const SMALLEST: (f32, f32) = (300.0, 200.0);
/// So much of the upper edge must lie on a screen for a person to take hold of it, in pixels.
const GRIP: egui::Vec2 = vec2(96.0, 24.0);

/// The window as it was left.
pub(super) fn as_left(preferences: &Preferences) -> ViewportBuilder {
    let size = preferences.window.unwrap_or(FIRST_SIZE);
    let viewport = ViewportBuilder::default()
        .with_inner_size(size)
        .with_min_inner_size(SMALLEST)
        .with_maximized(preferences.is_maximised);
    match preferences.position {
        Some((x, y)) => viewport.with_position(pos2(x, y)),
        None => viewport,
    }
}

/// Brings a window back that stands where there is no screen any more.
pub(super) fn bring_back(creation: &eframe::CreationContext<'_>) {
    let Some(window) = creation.winit_window() else { return };
    let Ok(position) = window.outer_position() else { return };
    let size = window.outer_size();
    let rect = |x: i32, y: i32, width: u32, height: u32| {
        Rect::from_min_size(pos2(x as f32, y as f32), vec2(width as f32, height as f32))
    };
    let screens = window.available_monitors().map(|screen| {
        let (at, size) = (screen.position(), screen.size());
        rect(at.x, at.y, size.width, size.height)
    });
    let screens: Vec<Rect> = screens.collect();
    let stands = rect(position.x, position.y, size.width, size.height);
    if let Some(to) = place_for(stands, &screens) {
        let scale = window.scale_factor() as f32;
        creation.egui_ctx.send_viewport_cmd(ViewportCommand::OuterPosition(to / scale));
    }
}

/// Where a window has to go whose upper edge nobody can take hold of; `None` where it may stay. All in pixels.
fn place_for(window: Rect, screens: &[Rect]) -> Option<Pos2> {
    let first = screens.first()?;
    let edge = Rect::from_min_size(window.min, vec2(window.width(), GRIP.y));
    let can_be_held = |screen: &Rect| {
        let seen = edge.intersect(*screen);
        seen.width() >= GRIP.x.min(window.width()) && seen.height() >= GRIP.y
    };
    (!screens.iter().any(can_be_held)).then_some(first.min)
}

/// Takes note of where the window stands and how large it is.
pub(super) fn note(ctx: &egui::Context, preferences: &mut Preferences) {
    // The points of the next start are those without zoom.
    let zoom = ctx.zoom_factor();
    let viewport = ctx.input(|input| input.viewport().clone());
    if viewport.minimized == Some(true) {
        return;
    }
    preferences.is_maximised = viewport.maximized == Some(true);
    if preferences.is_maximised {
        // What it goes back to is what it was before.
        return;
    }
    if let Some(rect) = viewport.inner_rect {
        preferences.window = Some((rect.width() * zoom, rect.height() * zoom));
    }
    preferences.position = viewport.outer_rect.map(|rect| (rect.left() * zoom, rect.top() * zoom));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_outside_of_all_screens_is_brought_back_and_any_other_stays() {
        let screens = [
            Rect::from_min_size(pos2(0.0, 0.0), vec2(1920.0, 1080.0)),
            Rect::from_min_size(pos2(1920.0, 200.0), vec2(1280.0, 800.0)),
        ];
        let place = |x, y| place_for(Rect::from_min_size(pos2(x, y), vec2(1280.0, 800.0)), &screens);
        for (x, y) in [(0.0, 0.0), (640.0, 280.0), (1900.0, 200.0), (3000.0, 900.0), (-1100.0, 100.0)] {
            assert_eq!(place(x, y), None, "{x}, {y}");
        }
        for (x, y) in [(5000.0, 5000.0), (-1270.0, 0.0), (100.0, -700.0), (100.0, 1079.0), (1930.0, 100.0)] {
            assert_eq!(place(x, y), Some(Pos2::ZERO), "{x}, {y}");
        }
        assert_eq!(place_for(Rect::ZERO, &[]), None, "a system that names no screens knows better");
    }
}
