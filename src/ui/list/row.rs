//! One article of the list.

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::article::Listing;
use crate::model::id::ArticleId;
use crate::model::status::Progress;
use crate::ui::focus;
use crate::ui::scene::Scene;
use crate::ui::shaped::Typesetter;
use crate::ui::shaped::{TextStyle, Weight};

/// Shows the article `id` in `rect`.
pub(super) fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    rect: Rect,
    id: &ArticleId,
    is_open: bool,
) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(("article", id.as_str())), Sense::click());
    focus::in_sight(&response);
    let Some(slot) = scene.session.project().articles().get(id) else { return response };
    let listing = slot.listing();
    let title = listing.metadata.title.as_deref().unwrap_or(id.as_str());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, title));
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let (sizes, spaces) = (theme.sizes, theme.spaces);
    if is_open {
        ui.painter().rect_filled(rect, 0.0, palette.paper);
        let edge = Rect::from_min_size(rect.min, vec2(theme.strokes.bar, rect.height()));
        ui.painter().rect_filled(edge, 0.0, palette.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, palette.hover);
    }
    let inner = rect.shrink2(vec2(spaces.near, spaces.tight));
    let title_style = TextStyle::serif(Weight::Strong, sizes.row, theme.leadings.row);
    let title = typesetter.label(title, &title_style, inner.width(), 2);
    title.paint(ui.painter(), typesetter, inner.min, palette.ink);
    let bars = bars(ui, scene, &listing, inner);
    let below =
        [listing.metadata.outlet.as_deref(), listing.metadata.language.as_deref().filter(|tag| *tag != "en")];
    let below = below.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let place = Rect::from_min_max(
        pos2(inner.left(), inner.bottom() - theme.controls.outlet),
        pos2(bars - spaces.tight, inner.bottom()),
    );
    let text = TextStyle::sans(Weight::Regular, sizes.caption);
    let below = typesetter.label(&below, &text, place.width().max(1.0), 1);
    let at = pos2(place.left(), place.center().y - below.size().y / 2.0);
    below.paint_tight(ui.painter(), typesetter, at, palette.second_ink);
    response
}

/// A bar for each layer: empty, begun, done. Returns where the bars begin.
fn bars(ui: &Ui, scene: &Scene<'_>, listing: &Listing, inner: Rect) -> f32 {
    let own = scene.session.own_summary(listing);
    let layers = scene.session.project().schema().layers_in_order();
    let (theme, controls) = (scene.look.theme, scene.look.theme.controls);
    let step = controls.layer_bar + controls.layer_bar_gap;
    let mut left = inner.right() - step * layers.len() as f32;
    let first = left;
    for layer in layers {
        let found = own.and_then(|work| work.layers.iter().find(|(key, _, _)| *key == layer.key));
        let colour = scene.role_colour(layer.role);
        let fill = match found {
            Some((_, _, Progress::Done | Progress::Skipped { .. })) => colour,
            Some((_, marks, progress)) if *marks > 0 || *progress == Progress::InProgress => {
                colour.gamma_multiply(theme.strengths.begun)
            }
            _ => scene.look.palette.line,
        };
        let size = vec2(controls.layer_bar, controls.layer_bar_height);
        let bar = Rect::from_min_size(pos2(left, inner.bottom() - controls.layer_bar_rise), size);
        ui.painter().rect_filled(bar, theme.corners.small, fill);
        left += step;
    }
    first
}
