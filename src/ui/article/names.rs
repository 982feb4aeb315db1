//! Names of labels above marks.

use std::collections::HashMap;

use egui::pos2;

use super::marks::{Mark, Shape};
use super::paint::Brush;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// Paints the name of each mark's label above its beginning, where that does not run into another name.
pub(super) fn paint(brush: &Brush<'_>, typesetter: &mut Typesetter, marks: &[Mark]) {
    let theme = brush.look.theme;
    let style = TextStyle { leading: 1.0, ..TextStyle::sans(Weight::Strong, theme.marks.name) };
    // Where the last name in each line ends.
    let mut free: HashMap<(usize, usize), f32> = HashMap::new();
    let mut in_order: Vec<&Mark> = marks.iter().collect();
    in_order.sort_by_key(|mark| mark.spans.first().map(|span| span.start));
    for mark in in_order {
        let Some(patch) = mark.spans.first().and_then(|span| brush.sheet.first_patch(span.clone())) else {
            continue;
        };
        let taken = free.entry(patch.line).or_insert(f32::MIN);
        if !patch.ends_left || patch.left < *taken {
            continue;
        }
        let label = typesetter.label(&mark.name, &style, theme.panels.margin, 1);
        let top = brush.rect(&patch, mark.level).top() - label.size().y;
        let colour = match mark.shape {
            Shape::Fill => brush.look.palette.second_ink,
            Shape::Outline => brush.look.palette.figure,
            Shape::Underline => brush.look.palette.claim,
        };
        label.paint_tight(brush.painter, typesetter, pos2(patch.left, top), colour);
        *taken = patch.left + label.size().x + theme.spaces.hair;
    }
}
