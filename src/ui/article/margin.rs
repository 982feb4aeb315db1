//! Notes beside the text: who says a claim, and whether they stand by it.

use egui::{Pos2, Rect, pos2, vec2};

use super::attributions::Note;
use super::paint::Brush;
use crate::model::attribution::Polarity;
use crate::ui::shaped::{Label, TextStyle, Typesetter, Weight};

/// At most so many lines for the words that name a source.
const SOURCE_LINES: usize = 2;

/// A note that was laid out.
struct Placed {
    top: f32,
    height: f32,
    source: Label,
    polarity: Label,
    via: Label,
    stands_by: bool,
}

/// Paints the notes of claims on the screen, each beside the first line of its claim or as near below as there is room.
pub(super) fn paint(brush: &Brush<'_>, typesetter: &mut Typesetter, notes: &[Note], left: f32) {
    let look = brush.look;
    let spaces = look.theme.spaces;
    let mut free = f32::MIN;
    for note in notes {
        let Some(patch) = brush.sheet.first_patch(note.at..note.at + 1) else { continue };
        let mut placed = lay_out(brush, typesetter, note);
        placed.top = free.max(patch.baseline - patch.size);
        free = placed.top + placed.height + spaces.tight;
        placed.paint(brush, typesetter, left);
    }
}

fn lay_out(brush: &Brush<'_>, typesetter: &mut Typesetter, note: &Note) -> Placed {
    let theme = brush.look.theme;
    let width = theme.panels.margin - theme.spaces.close;
    let strong = TextStyle::sans(Weight::Strong, theme.sizes.caption);
    let regular = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let source = typesetter.label(&note.source, &strong, width, SOURCE_LINES);
    let word = note.polarity.name();
    let polarity = if note.via.is_empty() { word.to_owned() } else { format!("{word} ·") };
    let polarity = typesetter.label(&polarity, &regular, width, 1);
    let rest = (width - polarity.size().x - theme.spaces.hair).max(theme.spaces.wide);
    let via = typesetter.label(&note.via, &regular, rest, 1);
    let height = if note.source.is_empty() { 0.0 } else { source.size().y } + polarity.size().y;
    Placed { top: 0.0, height, source, polarity, via, stands_by: note.polarity == Polarity::Affirms }
}

impl Placed {
    fn paint(&self, brush: &Brush<'_>, typesetter: &Typesetter, left: f32) {
        let (look, painter) = (brush.look, brush.painter);
        let bracket =
            Rect::from_min_size(pos2(left, self.top), vec2(look.theme.marks.underline, self.height));
        painter.rect_filled(bracket, 0.0, look.palette.claim);
        let mut at = Pos2::new(left + look.theme.spaces.close, self.top);
        self.source.paint_tight(painter, typesetter, at, look.palette.ink);
        at.y = self.top + self.height - self.polarity.size().y;
        let colour = if self.stands_by { look.palette.second_ink } else { look.palette.claim };
        self.polarity.paint_tight(painter, typesetter, at, colour);
        at.x += self.polarity.size().x + look.theme.spaces.hair;
        self.via.paint_tight(painter, typesetter, at, look.palette.second_ink);
    }
}
