//! Where the column and the margin stand in the view.

use egui::Rect;

use super::Shown;

/// Where the column and the margin stand. Lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    /// The left edge of the column.
    pub(super) left: f32,
    /// Width of the column.
    pub(super) width: f32,
    /// The left edge of the margin, where there is room for one.
    pub(super) margin: Option<f32>,
}

impl Plan {
    /// The column as wide as it is good to read, in the middle of what there is; a margin where there is room.
    pub(super) fn new(shown: &Shown<'_>, rect: Rect) -> Self {
        let theme = shown.look.theme;
        let character = shown.reading_size * theme.page.character;
        let full = theme.page.measure * character;
        let gap = theme.spaces.wide + theme.spaces.hair;
        let beside = gap + theme.panels.margin;
        let room = rect.width() - 2.0 * theme.spaces.wide;
        let has_margin = room - beside >= theme.page.narrowest * character;
        let width = full.min(if has_margin { room - beside } else { room }).max(character * 8.0).floor();
        let whole = if has_margin { width + beside } else { width };
        let left = (rect.left() + (rect.width() - whole).max(0.0) / 2.0).round();
        Self { left, width, margin: has_margin.then_some(left + width + gap) }
    }
}
