//! Where the column and the margin stand in the view.

use egui::Rect;

use super::Shown;

/// No line is made shorter than this, however narrow the window, in characters of average width: most words fit.
const SHORTEST: f32 = 8.0;

/// Where the column and the margin stand. Lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plan {
    /// The left edge of the column.
    pub(super) left: f32,
    /// Width of the column.
    pub(super) width: f32,
    /// The margin, where there is room for one.
    pub(super) margin: Option<Margin>,
}

/// Where notes stand. Lengths are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Margin {
    /// Its left edge.
    pub(super) left: f32,
    /// Its width.
    pub(super) width: f32,
}

impl Plan {
    /// The column as wide as it is good to read, in the middle of what there is; a margin where there is room.
    pub(super) fn new(shown: &Shown<'_>, rect: Rect) -> Self {
        let theme = shown.look.theme;
        let character = shown.reading_size * theme.page.character;
        let full = theme.page.measure * character;
        let gap = theme.spaces.wide + theme.spaces.hair;
        let room = rect.width() - 2.0 * theme.spaces.wide;
        let panels = theme.panels;
        // Lines give way first, then the margin, then lines again, and at last there is no margin.
        let margin =
            (room - gap - theme.page.good * character).min(panels.margin).max(panels.narrowest_margin);
        let margin = Some(margin).filter(|margin| room - gap - margin >= theme.page.narrowest * character);
        let beside = margin.map_or(0.0, |margin| gap + margin);
        let width = full.min(room - beside).max(character * SHORTEST).floor();
        let left = (rect.left() + (rect.width() - width - beside).max(0.0) / 2.0).round();
        Self { left, width, margin: margin.map(|margin| Margin { left: left + width + gap, width: margin }) }
    }
}
