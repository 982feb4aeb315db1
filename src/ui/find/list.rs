//! The places that were found, article by article, each with a box to tick.

use egui::{Checkbox, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::results::{Results, Row};
use super::{excerpt, marking};
use crate::ui::scene::Scene;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::stack::Heights;
use crate::ui::style;

/// How the list is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    /// The place that was gone to last.
    pub(super) current: Option<usize>,
    /// Whether it is to be scrolled to.
    pub(super) wants_current: bool,
    /// Whether the list has the keys.
    pub(super) is_lit: bool,
}

/// What a person did in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// Ticked a place, or not any more.
    Tick(usize, bool),
    /// Asked for a place.
    Go(usize),
}

/// Shows the list in what is left of `ui`.
pub(super) fn show(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    results: &mut Results,
    shown: Shown,
) -> Option<Did> {
    let mut did = None;
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("find-places");
    area.show_viewport(ui, |ui, viewport| {
        let rows = scene.look.theme.rows;
        let heights = Heights { heading: rows.found_article, other: rows.found };
        ui.set_height(results.stack().height(heights));
        let (origin, width) = (ui.min_rect().min, ui.available_width());
        let rect = |row: usize| {
            let extent = results.stack().extent(row, heights);
            Rect::from_x_y_ranges(origin.x..=origin.x + width, origin.y + extent.min..=origin.y + extent.max)
        };
        if let Some(place) = shown.current.filter(|_| shown.wants_current) {
            ui.scroll_to_rect(rect(results.row_of(place)), None);
        }
        for row in results.stack().visible(viewport.y_range(), heights) {
            match results.rows()[row] {
                Row::Heading(group) => heading(ui, typesetter, scene, rect(row), results, group),
                Row::Place(place) => {
                    let look = Look {
                        rect: rect(row),
                        is_current: shown.current == Some(place),
                        is_lit: shown.is_lit,
                    };
                    did = self::place(ui, typesetter, scene, results, place, look).or(did);
                }
            }
        }
    });
    did
}

fn heading(
    ui: &Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    rect: Rect,
    results: &Results,
    group: usize,
) {
    let found = &results.group(group).found;
    let (sizes, palette) = (scene.look.theme.sizes, scene.look.palette);
    let count = (found.hits.len() + found.more).to_string();
    let count = ui.painter().text(
        rect.right_center() - vec2(scene.look.theme.spaces.tight, 0.0),
        egui::Align2::RIGHT_CENTER,
        count,
        style::plain(sizes.caption),
        palette.second_ink,
    );
    let style = TextStyle::serif(Weight::Strong, sizes.small, scene.look.theme.leadings.row);
    let width = count.left() - rect.left() - scene.look.theme.spaces.tight;
    let title = typesetter.label(&found.title, &style, width.max(1.0), 1);
    let at = pos2(rect.left(), rect.center().y - title.size().y / 2.0);
    title.paint_tight(ui.painter(), typesetter, at, palette.ink);
    ui.painter().hline(
        rect.x_range(),
        rect.bottom(),
        egui::Stroke::new(scene.look.theme.strokes.hair, palette.line),
    );
}

/// Where a place is drawn, and how.
#[derive(Clone, Copy, Debug)]
struct Look {
    rect: Rect,
    is_current: bool,
    is_lit: bool,
}

fn place(
    ui: &mut Ui,
    typesetter: &mut Typesetter,
    scene: &Scene<'_>,
    results: &Results,
    place: usize,
    look: Look,
) -> Option<Did> {
    let (_, hit) = results.place(place)?;
    let rect = look.rect;
    let id = ui.scope_id().with(("place", place));
    let response = ui.interact(rect, id, Sense::click());
    let labels = results.labels(scene.session, place);
    let names = marking::names(scene, &labels);
    let said = match (names.is_empty(), hit.is_aside) {
        (false, _) => scene.texts.name("find-has", &names),
        (true, true) => scene.texts.get("find-aside"),
        (true, false) => String::new(),
    };
    let text = format!("{} {said}", hit.excerpt.text);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, look.is_current, text.trim()));
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    if look.is_current || response.hovered() {
        let fill = if look.is_current && look.is_lit { palette.selection } else { palette.hover };
        ui.painter().rect_filled(rect, theme.marks.radius, fill);
    }
    let is_ticked = results.is_ticked(scene.session, place);
    let side = vec2(theme.spaces.wide, rect.height());
    let ticked = tick(ui, scene, Rect::from_min_size(rect.min, side), place, is_ticked);
    let mut inner = Rect::from_min_max(pos2(rect.left() + theme.spaces.wide, rect.top()), rect.max);
    if !said.is_empty() {
        let font = style::plain(theme.sizes.caption);
        let at = inner.right_center() - vec2(theme.spaces.tight, 0.0);
        let drawn = ui.painter().text(at, egui::Align2::RIGHT_CENTER, said, font, palette.second_ink);
        inner.max.x = drawn.left() - theme.spaces.tight;
    }
    excerpt::paint(ui, typesetter, scene, inner, &hit.excerpt);
    let goes = response.clicked().then_some(Did::Go(place));
    ticked.map(|ticked| Did::Tick(place, ticked)).or(goes)
}

/// The box of a place; returns what it is now if a person has changed it.
fn tick(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, place: usize, is_ticked: bool) -> Option<bool> {
    let builder = UiBuilder::new().id_salt(("tick", place)).max_rect(rect);
    let mut inner = ui.new_child(builder.layout(egui::Layout::left_to_right(egui::Align::Center)));
    let mut now = is_ticked;
    let response = inner.add(Checkbox::without_text(&mut now));
    let name = scene.texts.count("find-tick", place + 1);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, now, &name));
    response.changed().then_some(now)
}
