//! The start screen: the projects that were open lately, the example, a new one.

use std::path::{Path, PathBuf};

use egui::{Align, CentralPanel, Frame, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::commands::{AnyCommand, WindowCommand};
use super::keys::keymap::Keymap;
use super::texts::Texts;
use super::theme::Look;
use super::{keycap, style};

/// How much of the window stays free above the name of the program, from 0 to 1: a little more below it than above.
const ABOVE: f32 = 0.16;

/// What the person has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A project that was open before.
    Recent(PathBuf),
    /// The example.
    Example,
    /// A command.
    Command(WindowCommand),
}

/// Shows the start screen in all of `ui`.
pub fn show(
    ui: &mut Ui,
    look: &Look<'_>,
    texts: &Texts,
    keys: &Keymap,
    recent: &[PathBuf],
) -> Option<Chosen> {
    let mut chosen = None;
    CentralPanel::default().frame(Frame::new().fill(look.palette.paper)).show(ui, |ui| {
        let width = look.theme.windows.start.min(ui.available_width() - look.theme.spaces.wide);
        ui.add_space((ui.available_height() * ABOVE).max(look.theme.spaces.wide));
        ui.vertical_centered(|ui| {
            ui.set_max_width(width);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.label(RichText::new("Glossator").font(style::headline(look.theme.sizes.headline)));
                let deck =
                    RichText::new(texts.get("start-deck")).font(style::serif(look.theme.sizes.reading));
                ui.label(deck.color(look.palette.second_ink));
                ui.add_space(look.theme.spaces.wide);
                for command in [WindowCommand::ProjectOpen, WindowCommand::ProjectNew] {
                    let name = command.spec().text;
                    let hint = keys.of(AnyCommand::Window(command));
                    if line(ui, look, name, command.spec().tooltip, hint.as_deref()) {
                        chosen = Some(Chosen::Command(command));
                    }
                }
                if line(ui, look, &texts.get("start-example"), &texts.get("start-example-about"), None) {
                    chosen = Some(Chosen::Example);
                }
                if !recent.is_empty() {
                    chosen = chosen.take().or(recent_projects(ui, look, texts, recent));
                }
            });
        });
    });
    chosen
}

fn recent_projects(ui: &mut Ui, look: &Look<'_>, texts: &Texts, recent: &[PathBuf]) -> Option<Chosen> {
    ui.add_space(look.theme.spaces.wide);
    let heading = RichText::new(texts.get("start-recent")).font(style::strong(look.theme.sizes.caption));
    ui.label(heading.color(look.palette.second_ink));
    let mut chosen = None;
    for path in recent {
        if line(ui, look, &name(path), &path.display().to_string(), None) {
            chosen = Some(Chosen::Recent(path.clone()));
        }
    }
    chosen
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Something that can be chosen: its name, what it is, its key.
fn line(ui: &mut Ui, look: &Look<'_>, name: &str, about: &str, keys: Option<&str>) -> bool {
    let (palette, theme) = (look.palette, look.theme);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), theme.rows.start), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme.marks.radius, palette.hover);
    }
    let left = rect.left() + theme.spaces.tight;
    let at = egui::pos2(left, rect.top() + theme.controls.start_pad);
    ui.painter().text(at, egui::Align2::LEFT_TOP, name, style::strong(theme.sizes.control), palette.ink);
    let font = style::plain(theme.sizes.caption);
    let mut job = egui::text::LayoutJob::simple_singleline(about.to_owned(), font, palette.second_ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - theme.spaces.broad);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(
        egui::pos2(left, rect.bottom() - theme.controls.start_pad - galley.size().y),
        galley,
        palette.second_ink,
    );
    if let Some(keys) = keys {
        let width = keycap::width(ui, look, keys);
        let place = egui::Rect::from_min_max(
            egui::pos2(rect.right() - width - theme.spaces.tight, rect.top()),
            rect.max,
        );
        keycap::at(ui, look, place, keys);
    }
    response.clicked()
}
