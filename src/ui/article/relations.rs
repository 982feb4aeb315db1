//! Relations of the chosen and the hovered mark: an arc between the ends, with the name of the relation on it. Where one
//! end is not on the screen, a stub leads to the edge behind which it lies, with the words of that end.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Rect, Shape, Stroke, pos2, vec2};
use fluent_bundle::FluentValue;

use super::paint::Brush;
use super::room::Room;
use super::{Shown, marks};
use crate::model::id::{AnnotationId, RelationId};
use crate::model::relation::Relation;
use crate::model::work::{Referrer, Work};
use crate::ui::shaped::{Label, TextStyle, Typesetter, Weight};

/// More arcs of one mark than this could not be told apart.
const MOST: usize = 24;
/// The most letters of an end that is not on the screen.
const WORDS: usize = 32;
/// At how many places of an arc its name is tried.
const PLACES: u8 = 9;
/// From one such place to the next, as a part of the arc: all of them lie in its middle two thirds.
const APART: f32 = 0.08;
/// How far above and below each place its name is tried, in points: within the room between two lines.
const ASIDE: [f32; 5] = [0.0, 3.0, -3.0, 6.0, -6.0];

/// A relation that was laid out.
pub(super) struct Link {
    pub(super) id: RelationId,
    /// The end that one comes to from the mark whose relation it is.
    pub(super) other: AnnotationId,
    /// Where its name stands in the window.
    pub(super) chip: Rect,
    label: Label,
    /// The four points of the curve, from where the relation starts to where it points.
    curve: [Pos2; 4],
    /// Whether the tip of the arrow can be seen.
    has_tip: bool,
}

/// Where an end of a relation is.
enum End {
    /// On the screen.
    Seen(Rect),
    /// Above the screen, or below it.
    Beyond { is_above: bool },
}

/// Lays out the relations of `marks` of which at least one end is on the screen.
pub(super) fn place<'m>(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    shown: &Shown<'_>,
    marks: impl IntoIterator<Item = &'m AnnotationId>,
    room: &mut Room<'_>,
) -> Vec<Link> {
    let Some(work) = shown.work else { return Vec::new() };
    let mut links: Vec<Link> = Vec::new();
    for mark in marks {
        let relations = work.referrers(mark).filter_map(|referrer| match referrer {
            Referrer::Relation(id) => work.relations().get(&id),
            _ => None,
        });
        for relation in relations.take(MOST) {
            if links.iter().all(|link| link.id != relation.id) {
                links.extend(lay_out(brush, typesetter, shown, work, (relation, mark), room));
            }
        }
    }
    links
}

fn lay_out(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    shown: &Shown<'_>,
    work: &Work,
    (relation, of): (&Relation, &AnnotationId),
    room: &mut Room<'_>,
) -> Option<Link> {
    let theme = brush.look.theme;
    let (from, to) = (end(brush, shown, work, &relation.from)?, end(brush, shown, work, &relation.to)?);
    let kind = shown.schema.relations.get(&relation.kind);
    let kind = kind.map_or(relation.kind.as_str(), |kind| kind.name.as_str());
    let view = brush.painter.clip_rect().shrink(theme.spaces.hair);
    let style =
        TextStyle { leading: theme.leadings.tag, ..TextStyle::sans(Weight::Strong, theme.sizes.caption) };
    let mut named = |text: &str| typesetter.label(text, &style, theme.panels.left, 1);
    let other = if relation.from == *of { relation.to.clone() } else { relation.from.clone() };
    let (label, chip, curve, has_tip);
    match (from, to) {
        (End::Beyond { .. }, End::Beyond { .. }) => return None,
        (End::Seen(from), End::Seen(to)) => {
            label = named(kind);
            curve = arc(brush, from, to);
            chip = room.take(padded(brush, &label), on(curve), view);
            has_tip = true;
        }
        (End::Seen(from), End::Beyond { is_above }) => {
            label = named(&written(shown, "relation-to", kind, &words(shown, work, &relation.to)));
            chip = at_edge(brush, &label, from, is_above, room, view);
            curve = stub(from, chip, is_above);
            has_tip = false;
        }
        (End::Beyond { is_above }, End::Seen(to)) => {
            label = named(&written(shown, "relation-from", kind, &words(shown, work, &relation.from)));
            chip = at_edge(brush, &label, to, is_above, room, view);
            let [a, b, c, d] = stub(to, chip, is_above);
            curve = [d, c, b, a];
            has_tip = true;
        }
    }
    Some(Link { id: relation.id.clone(), other, chip, label, curve, has_tip })
}

/// Where a mark is: its first rectangle on the screen, or beyond which edge.
fn end(brush: &Brush<'_>, shown: &Shown<'_>, work: &Work, id: &AnnotationId) -> Option<End> {
    let mark = marks::mark(work.annotations().get(id)?, shown.schema, brush.look);
    let patch = mark.spans.iter().find_map(|span| brush.sheet.first_patch(span.clone()));
    Some(match patch {
        Some(patch) => End::Seen(brush.rect(&patch, 0)),
        None => End::Beyond { is_above: mark.spans.first()?.start < brush.sheet.bytes().start },
    })
}

fn written(shown: &Shown<'_>, id: &str, kind: &str, words: &str) -> String {
    shown.texts.with(id, [("kind", FluentValue::from(kind)), ("name", FluentValue::from(words))])
}

/// The words of a mark, cut where they are many.
fn words(shown: &Shown<'_>, work: &Work, id: &AnnotationId) -> String {
    let text = shown.article.body().text();
    let mark = work.annotations().get(id);
    let part = mark.and_then(|mark| text.get(mark.spans.hull().range())).unwrap_or_default();
    let all = part[..part.floor_char_boundary(WORDS * 8)].split_whitespace().collect::<Vec<_>>().join(" ");
    match all.char_indices().nth(WORDS) {
        Some((cut, _)) => format!("{}…", all[..cut].trim_end()),
        None => all,
    }
}

fn padded(brush: &Brush<'_>, label: &Label) -> egui::Vec2 {
    label.size() + vec2(2.0 * brush.look.theme.spaces.hair, 0.0)
}

/// The curve between two rectangles: a low arc within a line, else from the lower edge of the upper one to the upper edge
/// of the lower one, so that it runs between the lines where they are neighbours and crosses them steeply where not.
fn arc(brush: &Brush<'_>, from: Rect, to: Rect) -> [Pos2; 4] {
    let spaces = brush.look.theme.spaces;
    if (from.center().y - to.center().y).abs() < from.height() / 2.0 {
        let (a, b) = (from.center_top(), to.center_top());
        let up = vec2(0.0, -(a.distance(b) / 4.0).min(spaces.close).max(spaces.hair));
        return [a, a + up, b + up, b];
    }
    let is_down = from.center().y < to.center().y;
    let (a, b) = if is_down {
        (from.center_bottom(), to.center_top())
    } else {
        (from.center_top(), to.center_bottom())
    };
    let steep = vec2(0.0, ((b.y - a.y).abs() / 2.0).max(spaces.hair) * if is_down { 1.0 } else { -1.0 });
    [a, a + steep, b - steep, b]
}

/// The name of the end beyond an edge: at that edge, as near to the seen end as there is room.
fn at_edge(
    brush: &Brush<'_>,
    label: &Label,
    seen: Rect,
    is_above: bool,
    room: &mut Room<'_>,
    view: Rect,
) -> Rect {
    let size = padded(brush, label);
    let half = size.y / 2.0;
    let y = if is_above { view.top() + half } else { view.bottom() - half };
    let inwards = if is_above { size.y } else { -size.y };
    let rows = (0..3_u8).flat_map(|row| [0.0, 1.0, -1.0].map(move |aside| (f32::from(row), aside)));
    let centres = rows.map(|(row, aside)| pos2(seen.center().x + aside * size.x, y + row * inwards));
    room.take(size, centres, view)
}

fn stub(seen: Rect, chip: Rect, is_above: bool) -> [Pos2; 4] {
    let (a, b) = if is_above {
        (seen.center_top(), chip.center_bottom())
    } else {
        (seen.center_bottom(), chip.center_top())
    };
    let steep = vec2(0.0, (b.y - a.y) / 2.0);
    [a, a + steep, b - steep, b]
}

/// Places on and beside a curve, from its middle outwards.
fn on(curve: [Pos2; 4]) -> impl Iterator<Item = Pos2> {
    let shape = CubicBezierShape::from_points_stroke(curve, false, Color32::TRANSPARENT, Stroke::NONE);
    (0..PLACES).flat_map(move |step| {
        let aside = f32::from(step.div_ceil(2)) * APART * if step % 2 == 0 { 1.0 } else { -1.0 };
        let at = shape.sample(0.5 + aside);
        ASIDE.map(|up| at - vec2(0.0, up))
    })
}

impl Link {
    /// Paints the curve and the name.
    pub(super) fn paint(&self, brush: &Brush<'_>, typesetter: &Typesetter, is_lit: bool) {
        let (palette, theme) = (brush.look.palette, brush.look.theme);
        let colour = if is_lit { palette.ink } else { palette.second_ink };
        let width = theme.marks.outline * if is_lit { theme.marks.lit } else { 1.0 };
        // Letters that the curve crosses are parted from it by a little paper.
        let parted = Stroke::new(
            width + theme.marks.outline * theme.marks.parting,
            palette.paper.gamma_multiply(theme.strengths.parting),
        );
        for stroke in [parted, Stroke::new(width, colour)] {
            let shape = CubicBezierShape::from_points_stroke(self.curve, false, Color32::TRANSPARENT, stroke);
            brush.painter.add(shape);
        }
        if self.has_tip {
            let [_, _, before, tip] = self.curve;
            let back = vec2(0.0, if before.y < tip.y { -1.0 } else { 1.0 }) * theme.spaces.hair;
            let aside = vec2(theme.spaces.hair * theme.marks.tip, 0.0);
            let points = vec![tip, tip + back - aside, tip + back + aside];
            brush.painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        }
        brush.painter.rect_filled(self.chip, theme.marks.radius, palette.paper);
        if is_lit {
            let stroke = Stroke::new(theme.strokes.hair, palette.strong_line);
            brush.painter.rect_stroke(self.chip, theme.marks.radius, stroke, egui::StrokeKind::Inside);
        }
        let corner = Rect::from_center_size(self.chip.center(), self.label.size()).min;
        self.label.paint_tight(brush.painter, typesetter, corner, colour);
    }
}
