//! Notes beside the text: who says a claim, and whether they stand by it.

use egui::{Pos2, Rect, Stroke, pos2, vec2};

use super::attributions::Note;
use super::paint::Brush;
use super::plan::Margin;
use crate::model::attribution::Polarity;
use crate::model::id::{AnnotationId, AttributionId};
use crate::ui::shaped::{Label, TextStyle, Typesetter, Weight};
use crate::ui::texts::Texts;

/// At most so many lines for the words that name a source.
const SOURCE_LINES: usize = 2;

/// A note that was laid out and has its place.
pub(super) struct Placed {
    /// The attribution that it tells of.
    pub(super) id: AttributionId,
    /// The first claim that it stands beside.
    pub(super) claim: AnnotationId,
    /// All of it, in the window.
    pub(super) rect: Rect,
    /// What it says, in full where something had no room.
    pub(super) in_full: Option<String>,
    /// Where its claim begins, at the edge of the column, if the note had to stand lower than that.
    moved_from: Option<Pos2>,
    source: Label,
    polarity: Label,
    via: Option<Label>,
    /// Whether everything stands in one line.
    is_short: bool,
    stands_by: bool,
}

/// Gives every note its place: beside the first line of its claim or as near below as there is room. `edge` is
/// that of the column, in points. A note that would have to move far is made short, so that
/// those below it stay near their claims.
pub(super) fn place(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    texts: &Texts,
    notes: &[Note],
    (edge, margin): (f32, Margin),
) -> Vec<Placed> {
    let spaces = brush.look.theme.spaces;
    let view = brush.painter.clip_rect();
    let mut free = f32::MIN;
    let mut all = Vec::new();
    for note in notes {
        let Some((baseline, size)) = brush.sheet.baseline_at(note.at) else { continue };
        let wanted = baseline - size;
        if wanted > view.bottom() {
            break;
        }
        let top = free.max(wanted);
        let is_short = top - wanted > spaces.near;
        let mut placed = lay_out(brush, typesetter, texts, note, (margin.width, is_short));
        placed.rect = placed.rect.translate(vec2(margin.left, top));
        placed.moved_from = (top - wanted > spaces.tight).then_some(pos2(edge, baseline - size / 3.0));
        free = placed.rect.bottom() + spaces.tight;
        if free >= view.top() {
            all.push(placed);
        }
    }
    all
}

/// Lays a note out with its left top corner at the origin, `whole` points wide.
fn lay_out(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    texts: &Texts,
    note: &Note,
    (whole, is_short): (f32, bool),
) -> Placed {
    let theme = brush.look.theme;
    let (spaces, inset) = (theme.spaces, theme.spaces.close);
    let width = whole - inset;
    let strong = TextStyle::sans(Weight::Strong, theme.sizes.caption);
    let regular = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let word = polarity(texts, note.polarity);
    let has_via = !is_short && !note.via.is_empty();
    let written = if has_via { texts.name("note-through", &word) } else { word.clone() };
    let polarity = typesetter.label(&written, &regular, width, 1);
    let taken = if is_short { polarity.size().x + spaces.tight } else { 0.0 };
    let lines = if is_short { 1 } else { SOURCE_LINES };
    let source = typesetter.label(&note.source, &strong, (width - taken).max(0.0), lines);
    let room = width - polarity.size().x - spaces.hair;
    let via = (has_via && room > spaces.wide).then(|| typesetter.label(&note.via, &regular, room, 1));
    let is_short = is_short || note.source.is_empty();
    let height = if is_short { polarity.size().y } else { source.size().y + polarity.size().y };
    let has_all = !source.is_shortened()
        && (note.via.is_empty() || via.as_ref().is_some_and(|via| !via.is_shortened()));
    let in_full = [note.source.as_str(), &word, &note.via];
    let in_full = in_full.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Placed {
        id: note.id.clone(),
        claim: note.claim.clone(),
        rect: Rect::from_min_size(Pos2::ZERO, vec2(whole, height)),
        in_full: (!has_all).then_some(in_full),
        moved_from: None,
        source,
        polarity,
        via,
        is_short,
        stands_by: note.polarity == Polarity::Affirms,
    }
}

/// Whether a source stands by what it says, in a word.
fn polarity(texts: &Texts, polarity: Polarity) -> String {
    texts.get(match polarity {
        Polarity::Affirms => "polarity-affirms",
        Polarity::Denies => "polarity-denies",
        Polarity::Questions => "polarity-questions",
        Polarity::Withholds => "polarity-withholds",
    })
}

impl Placed {
    /// Paints the note, and a hairline to its claim where it stands lower.
    pub(super) fn paint(&self, brush: &Brush<'_>, typesetter: &Typesetter, is_lit: bool) {
        let (look, painter) = (brush.look, brush.painter);
        let (spaces, palette, rect) = (look.theme.spaces, look.palette, self.rect);
        if let Some(from) = self.moved_from {
            let stroke = if is_lit { palette.claim } else { palette.strong_line };
            let to = pos2(rect.left() - spaces.hair, rect.top() + self.polarity.size().y / 2.0);
            painter.line_segment(
                [from + vec2(spaces.hair, 0.0), to],
                Stroke::new(look.theme.strokes.hair, stroke),
            );
        }
        if is_lit {
            let behind = rect.expand2(vec2(0.0, spaces.hair / 2.0));
            painter.rect_filled(behind, look.theme.marks.radius, palette.hover);
        }
        let width = look.theme.marks.underline * if is_lit { 2.0 } else { 1.0 };
        let bracket = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        painter.rect_filled(bracket, 0.0, palette.claim);
        let mut at = rect.min + vec2(spaces.close, 0.0);
        self.source.paint_tight(painter, typesetter, at, palette.ink);
        if self.is_short && self.source.size().x > 0.0 {
            at.x += self.source.size().x + spaces.tight;
        }
        at.y = rect.bottom() - self.polarity.size().y;
        let colour = if self.stands_by { palette.second_ink } else { palette.claim };
        self.polarity.paint_tight(painter, typesetter, at, colour);
        if let Some(via) = &self.via {
            at.x += self.polarity.size().x + spaces.hair;
            via.paint_tight(painter, typesetter, at, palette.second_ink);
        }
    }
}
