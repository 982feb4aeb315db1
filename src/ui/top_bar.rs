//! The bar at the top: menus, the project, the views, who is at work, whether it is saved.

use egui::{Align, Layout, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::commands::{AnyCommand, Menu, WindowCommand};
use super::safety::Safety;
use super::scene::{Act, Scene};
use super::{keycap, style};
use crate::session::command::arguments::Arguments;
use crate::session::command::spec::Group;

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The article.
    #[default]
    Articles,
    /// Who said what, when, and how many.
    Ledger,
    /// How far the project has come.
    Overview,
    /// Layers and labels.
    Schema,
    /// Every step.
    History,
}

impl View {
    /// All views, each with the command that shows it.
    pub const ALL: [(Self, WindowCommand); 5] = [
        (Self::Articles, WindowCommand::ShowArticles),
        (Self::Ledger, WindowCommand::ShowLedger),
        (Self::Overview, WindowCommand::ShowOverview),
        (Self::Schema, WindowCommand::ShowSchema),
        (Self::History, WindowCommand::ShowHistory),
    ];
}

/// The menus, in order, each with the id of its name among the texts.
pub(super) const MENUS: [(Menu, &str); 12] = [
    (Menu::Project, "menu-project"),
    (Menu::View, "menu-view"),
    (Menu::Session(Group::Article), "menu-article"),
    (Menu::Session(Group::Select), "menu-select"),
    (Menu::Session(Group::Mark), "menu-mark"),
    (Menu::Session(Group::Label), "menu-label"),
    (Menu::Session(Group::Attribution), "menu-attribution"),
    (Menu::Session(Group::Register), "menu-register"),
    (Menu::Session(Group::Schema), "menu-schema"),
    (Menu::Session(Group::Project), "menu-people"),
    (Menu::Session(Group::History), "menu-history"),
    (Menu::Help, "menu-help"),
];

/// Shows the bar in all of `ui`.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, view: View, acts: &mut Vec<Act>) {
    let spaces = scene.look.theme.spaces;
    ui.horizontal_centered(|ui| {
        ui.add_space(spaces.close);
        menus(ui, scene, acts);
        // What stands at the right is about as wide as two broad spaces. The name gives way first, it is in the title of
        // the window as well; then the views that are not shown, which are in the menu.
        let room = ui.available_width() - tabs_width(ui, scene) - 2.0 * spaces.broad;
        name(ui, scene, room);
        for (other, command) in View::ALL {
            let has_room = room >= 0.0 || other == view;
            if has_room && tab(ui, scene, command.spec().text, other == view) {
                acts.push(Act::window(command));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(spaces.near);
            saved(ui, scene);
            ui.add_space(spaces.tight);
            // Who works here can be read in the list of people, too: the name is the first to give way. Whose work is looked
            // at is always said.
            let has_room = ui.available_width() >= scene.look.theme.spaces.broad * 2.0;
            if has_room || scene.session.visitor().is_some() {
                annotator(ui, scene);
                ui.add_space(spaces.tight);
            }
            find(ui, scene, acts);
        });
    });
}

/// The name of the project in at most `room` points, if that is enough for a few letters.
fn name(ui: &mut Ui, scene: &Scene<'_>, room: f32) {
    let theme = scene.look.theme;
    if room < theme.spaces.broad {
        return;
    }
    let name = RichText::new(scene.session.project().name()).font(style::strong(theme.sizes.row));
    ui.scope(|ui| {
        ui.set_max_width(room - theme.spaces.close);
        ui.add(egui::Label::new(name).truncate());
    });
    ui.add_space(theme.spaces.close);
}

/// How wide all tabs are, whichever is shown, in points.
fn tabs_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let theme = scene.look.theme;
    let width = |text: &str| {
        let font = style::strong(theme.sizes.small);
        ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
    };
    let between = 2.0 * theme.spaces.tight + ui.spacing().item_spacing.x;
    View::ALL.iter().map(|(_, command)| width(command.spec().text) + between).sum()
}

/// Who is at work, or whose work is looked at.
fn annotator(ui: &mut Ui, scene: &Scene<'_>) {
    let (name, palette) = (scene.session.annotator().as_str(), scene.look.palette);
    if scene.session.visitor().is_some() {
        let text = RichText::new(scene.texts.name("visit-bar", name));
        let text = text.font(style::strong(scene.look.theme.sizes.small)).color(palette.accent);
        ui.add(egui::Label::new(text).truncate());
    } else {
        ui.add(egui::Label::new(RichText::new(name).color(palette.second_ink)).truncate());
    }
}

fn tab(ui: &mut Ui, scene: &Scene<'_>, text: &str, is_current: bool) -> bool {
    let (palette, sizes) = (scene.look.palette, scene.look.theme.sizes);
    let font = if is_current { style::strong(sizes.small) } else { style::plain(sizes.small) };
    let colour = if is_current { palette.ink } else { palette.second_ink };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let size = vec2(galley.size().x + 2.0 * scene.look.theme.spaces.tight, scene.look.theme.panels.top_bar);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_current, text));
    let colour = if response.hovered() || response.has_focus() { palette.ink } else { colour };
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, colour);
    if is_current || response.has_focus() {
        let stroke = Stroke::new(scene.look.theme.strokes.strong, palette.accent);
        ui.painter().hline(
            rect.x_range().shrink(scene.look.theme.spaces.hair),
            rect.bottom() - stroke.width / 2.0,
            stroke,
        );
    }
    response.clicked()
}

/// Something that looks like a field and opens the search.
fn find(ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let width = (ui.available_width() - theme.spaces.near).min(theme.panels.find);
    if width < theme.panels.narrowest_find {
        return;
    }
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, theme.spaces.wide + theme.spaces.hair), Sense::click());
    let text = scene.texts.get("top-find");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let edge = if response.hovered() || response.has_focus() { palette.strong_line } else { palette.line };
    ui.painter().rect(
        rect,
        theme.corners.menu,
        palette.raised,
        Stroke::new(theme.strokes.hair, edge),
        egui::StrokeKind::Inside,
    );
    let at = pos2(rect.left() + theme.controls.find_pad, rect.center().y);
    ui.painter().text(
        at,
        egui::Align2::LEFT_CENTER,
        &text,
        style::plain(theme.sizes.small),
        palette.second_ink,
    );
    if let Some(keys) = scene.keys.of(AnyCommand::Window(WindowCommand::Find)) {
        let left = rect.right() - keycap::width(ui, &scene.look, &keys) - theme.spaces.tight;
        keycap::at(ui, &scene.look, egui::Rect::from_min_max(pos2(left, rect.top()), rect.max), &keys);
    }
    if response.clicked() {
        acts.push(Act::window(WindowCommand::Find));
    }
}

/// Whether the work is safe, in a word and a dot.
fn saved(ui: &mut Ui, scene: &Scene<'_>) {
    let palette = scene.look.palette;
    let safety = Safety::of(scene.session);
    let label = RichText::new(scene.texts.get(safety.word())).color(palette.second_ink);
    let response = ui.label(label);
    if let Some(why) = safety.reason() {
        response.on_hover_text(why);
    }
    let theme = scene.look.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(theme.spaces.tight, theme.spaces.tight), Sense::hover());
    ui.painter().circle_filled(rect.center(), theme.controls.dot, safety.colour(palette));
}

fn menus(ui: &mut Ui, scene: &Scene<'_>, acts: &mut Vec<Act>) {
    let side = scene.look.theme.spaces.wide;
    let button = egui::Button::new("").min_size(vec2(side, side)).frame_when_inactive(false);
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for (menu, name) in MENUS {
            ui.menu_button(scene.texts.get(name), |ui| {
                egui::ScrollArea::vertical()
                    .max_height(ui.ctx().content_rect().height() - scene.look.theme.windows.around_menu)
                    .show(ui, |ui| {
                        for command in AnyCommand::all().filter(|command| command.menu() == menu) {
                            entry(ui, scene, command, acts);
                        }
                    });
            });
        }
    });
    let text = scene.texts.get("menu-all");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let stroke = Stroke::new(scene.look.theme.strokes.sign, scene.look.palette.second_ink);
    let half = side / 4.0;
    for line in [-1.0, 0.0, 1.0] {
        let center = response.rect.center() + vec2(0.0, line * half * 0.75);
        ui.painter().hline(center.x - half..=center.x + half, center.y, stroke);
    }
}

/// One command of a menu: greyed with the reason when it cannot run.
pub(super) fn entry(ui: &mut Ui, scene: &Scene<'_>, command: AnyCommand, acts: &mut Vec<Act>) {
    let refusal = match command {
        AnyCommand::Session(kind) if !command.asks() => kind.resolve(scene.session, Arguments::new()).err(),
        _ => None,
    };
    let keys = scene.keys.of(command).unwrap_or_default();
    let button = egui::Button::new(command.text()).shortcut_text(keys);
    let response = ui.add_enabled(refusal.is_none(), button);
    let response = match &refusal {
        Some(refusal) => response.on_disabled_hover_text(refusal.to_string()),
        None => response.on_hover_text(command.tooltip()),
    };
    if response.clicked() {
        acts.push(Act::Run(command, Arguments::new()));
        ui.close();
    }
}
