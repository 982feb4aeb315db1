//! Relations of the chosen and the hovered mark, as arcs above the text.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Rect, Shape, Stroke, vec2};

use super::marks;
use super::paint::Brush;
use crate::model::id::AnnotationId;
use crate::model::relation::Relation;
use crate::model::schema::Schema;
use crate::model::work::{Referrer, Work};
use crate::ui::shaped::{TextStyle, Typesetter, Weight};

/// More arcs of one mark than this could not be told apart.
const MOST: usize = 24;

/// Paints the relations of `mark` whose two ends are on the screen.
pub(super) fn paint(
    brush: &Brush<'_>,
    typesetter: &mut Typesetter,
    work: &Work,
    schema: &Schema,
    mark: &AnnotationId,
) {
    let relations = work.referrers(mark).into_iter().filter_map(|referrer| match referrer {
        Referrer::Relation(id) => work.relations().get(&id),
        _ => None,
    });
    for relation in relations.take(MOST) {
        let ends = top_of(brush, work, schema, &relation.from).zip(top_of(brush, work, schema, &relation.to));
        if let Some((from, to)) = ends {
            arc(brush, from, to);
            name(brush, typesetter, schema, relation, middle(brush, from, to));
        }
    }
}

/// The middle of the upper edge of a mark's first rectangle on the screen.
fn top_of(brush: &Brush<'_>, work: &Work, schema: &Schema, id: &AnnotationId) -> Option<Pos2> {
    let mark = marks::mark(work.annotations().get(id)?, schema, brush.look);
    let patch = brush.sheet.first_patch(mark.spans.first()?.clone())?;
    Some(brush.rect(&patch, 0).center_top())
}

/// How far above its ends an arc rises.
fn rise(brush: &Brush<'_>, from: Pos2, to: Pos2) -> f32 {
    let spaces = brush.look.theme.spaces;
    (from.distance(to) / 4.0).clamp(spaces.near, spaces.broad)
}

fn middle(brush: &Brush<'_>, from: Pos2, to: Pos2) -> Pos2 {
    // A cubic arc passes at three quarters of the height of its two inner points.
    from.lerp(to, 0.5) - vec2(0.0, rise(brush, from, to) * 0.75)
}

fn arc(brush: &Brush<'_>, from: Pos2, to: Pos2) {
    let up = vec2(0.0, -rise(brush, from, to));
    let colour = brush.look.palette.second_ink;
    let stroke = Stroke::new(1.0, colour);
    let points = [from, from + up, to + up, to];
    brush.painter.add(CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke));
    let head = brush.look.theme.spaces.hair;
    let tip = [to, to + vec2(-head, -head) * 0.75, to + vec2(head, -head) * 0.75];
    brush.painter.add(Shape::convex_polygon(tip.to_vec(), colour, Stroke::NONE));
}

fn name(brush: &Brush<'_>, typesetter: &mut Typesetter, schema: &Schema, relation: &Relation, at: Pos2) {
    let theme = brush.look.theme;
    let style = TextStyle::sans(Weight::Regular, theme.sizes.caption);
    let known = schema.relations.get(&relation.kind);
    let text = known.map_or(relation.kind.as_str(), |kind| kind.name.as_str());
    let label = typesetter.label(text, &style, theme.panels.margin, 1);
    let chip = Rect::from_center_size(at, label.size() + vec2(theme.spaces.tight, 0.0));
    brush.painter.rect_filled(chip, theme.marks.radius, brush.look.palette.paper);
    let corner = chip.center() - label.size() / 2.0;
    label.paint_tight(brush.painter, typesetter, corner, brush.look.palette.second_ink);
}
