//! How far the project has come, and what is to be done next. Counted from what is known without reading texts.

mod days;
mod density;
mod labels;
mod layers;
mod numbers;
mod plot;
mod time;

use egui::{Color32, Label, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

use self::numbers::Numbers;
use self::time::Time;
use super::commands::{AnyCommand, WindowCommand};
use super::scene::{Act, Scene};
use super::shaped::{TextStyle, Typesetter, Weight};
use super::{moment, style};
use crate::model::effort::Effort;

/// What the overview remembers between frames: counting goes over all articles.
#[derive(Debug, Default)]
pub struct Overview {
    /// The numbers, and the revision of the project that they hold for.
    numbers: Option<(u64, Numbers)>,
    /// The time, and what it was counted from.
    time: Option<(Effort, Time)>,
}

impl Overview {
    /// Shows the overview in all of `ui`.
    pub fn show(&mut self, ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, acts: &mut Vec<Act>) {
        let revision = scene.session.revision();
        if self.numbers.as_ref().is_none_or(|(counted, _)| *counted != revision) {
            self.numbers = Some((revision, Numbers::of(scene.session)));
        }
        let effort = scene.session.effort();
        if self.time.as_ref().is_none_or(|(counted, _)| counted != effort) {
            self.time = Some((effort.clone(), Time::of(effort)));
        }
        let (Some((_, numbers)), Some((_, time))) = (&self.numbers, &self.time) else { return };
        let theme = scene.look.theme;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let side = theme.spaces.broad.min(ui.available_width() / theme.spaces.near);
            let side = side.max((ui.available_width() - theme.overview.page) / 2.0);
            ui.add_space(theme.spaces.wide);
            let column = ui.available_rect_before_wrap().shrink2(vec2(side, 0.0));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                head(ui, typesetter, scene, numbers, time);
                next(ui, scene, numbers, acts);
                parts(ui, typesetter, scene, numbers, time);
            });
            ui.add_space(theme.spaces.wide);
        });
    }
}

/// What the project is.
fn head(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, numbers: &Numbers, time: &Time) {
    let (theme, palette) = (scene.look.theme, scene.look.palette);
    let headline = TextStyle::serif(Weight::Strong, theme.sizes.headline, theme.page.headline_leading);
    words(ui, typesetter, scene.session.project().name(), &headline, palette.ink);
    let size = moment::size(numbers.bytes, scene.texts);
    let about = [("count", numbers.articles.into()), ("size", size.into())];
    let mut about = scene.texts.with("overview-about", about);
    if numbers.assigned < numbers.articles {
        about = about + " · " + &scene.texts.count("overview-assigned", numbers.assigned);
    }
    if time.total > 0 {
        about =
            about + " · " + &scene.texts.name("overview-time", &moment::duration(time.total, scene.texts));
    }
    ui.add(Label::new(RichText::new(about).color(palette.second_ink)).wrap());
}

/// What is to be done next, with the command that goes there.
fn next(ui: &mut Ui, scene: &Scene<'_>, numbers: &Numbers, acts: &mut Vec<Act>) {
    let (theme, palette) = (scene.look.theme, scene.look.palette);
    let (text, command) = match numbers {
        Numbers { articles: 0, .. } => (scene.texts.get("empty-project"), Some(WindowCommand::ProjectImport)),
        Numbers { unfinished: 0, .. } => (scene.texts.get("overview-finished"), None),
        Numbers { unfinished, .. } => {
            (scene.texts.count("overview-unfinished", *unfinished), Some(WindowCommand::NextUnfinished))
        }
    };
    ui.add_space(theme.spaces.close);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(text).font(style::serif(theme.sizes.reading)).color(palette.ink));
        let Some(command) = command else { return };
        ui.add_space(theme.spaces.tight);
        let keys = scene.keys.of(AnyCommand::Window(command)).unwrap_or_default();
        let button = ui.add(egui::Button::new(command.spec().text).shortcut_text(keys));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, command.spec().text));
        if button.on_hover_text(command.spec().tooltip).clicked() {
            acts.push(Act::window(command));
        }
    });
    if let (suggestions @ 1.., articles) = numbers.waiting {
        let counts = [("suggestions", suggestions.into()), ("articles", articles.into())];
        let text = RichText::new(scene.texts.with("overview-waiting", counts));
        ui.add(Label::new(text.color(palette.second_ink)).wrap());
    }
}

/// The parts, in two columns where there is room.
fn parts(ui: &mut Ui, typesetter: &mut Typesetter, scene: &Scene<'_>, numbers: &Numbers, time: &Time) {
    let theme = scene.look.theme;
    let is_wide = ui.available_width() >= theme.overview.columns;
    ui.spacing_mut().item_spacing.x = theme.spaces.broad;
    ui.columns(if is_wide { 2 } else { 1 }, |columns| {
        let [first, others @ ..] = columns else { return };
        first.spacing_mut().item_spacing.x = theme.spaces.tight;
        part(first, scene, "overview-progress");
        layers::show(first, typesetter, scene, numbers, time);
        part(first, scene, "overview-density");
        density::show(first, scene, numbers);
        let second = others.first_mut().unwrap_or(first);
        second.spacing_mut().item_spacing.x = theme.spaces.tight;
        part(second, scene, "overview-time-title");
        days::show(second, scene, time);
        part(second, scene, "overview-labels");
        labels::show(second, typesetter, scene, numbers);
    });
}

/// The heading of a part, below a hairline.
fn part(ui: &mut Ui, scene: &Scene<'_>, name: &str) {
    let spaces = scene.look.theme.spaces;
    ui.add_space(spaces.near);
    let width = scene.look.theme.strokes.hair;
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), width), Sense::hover());
    let stroke = Stroke::new(width, scene.look.palette.line);
    ui.painter().hline(line.x_range(), line.center().y, stroke);
    let text = RichText::new(scene.texts.get(name)).font(style::strong(scene.look.theme.sizes.control));
    ui.label(text.color(scene.look.palette.ink));
}

/// Words that people wrote, in one line.
fn words(ui: &mut Ui, typesetter: &mut Typesetter, text: &str, style: &TextStyle, colour: Color32) {
    let label = typesetter.label(text, style, ui.available_width().max(1.0), 1);
    let (rect, response) = ui.allocate_exact_size(label.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    label.paint_tight(ui.painter(), typesetter, rect.min, colour);
}
