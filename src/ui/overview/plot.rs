//! What both plots share: axes in the colours and sizes of the window, and nothing that moves.

use egui::{RichText, Role, Sense, Ui, Vec2, WidgetInfo};
use egui_plot::{AxisHints, GridInput, GridMark, Plot, PlotUi};

use super::numbers::round_step;
use crate::ui::scene::Scene;
use crate::ui::style;

/// About how many lines lie across a plot.
const LINES: u32 = 4;

/// How much of the axis is free above its last number, so that a curve that reaches it is not cut.
const ABOVE: f64 = 0.02;

/// An axis: what it measures, and how its numbers are written.
pub(super) struct Axis<'a> {
    pub(super) name: String,
    pub(super) marks: Box<dyn Fn(GridInput) -> Vec<GridMark> + 'a>,
    pub(super) written: Box<dyn Fn(f64) -> String + 'a>,
    /// The ends of the axis.
    pub(super) ends: (f64, f64),
}

/// A plot.
pub(super) struct Figure<'a> {
    /// Tells it from others.
    pub(super) id: &'static str,
    /// What it shows, in a sentence: it is read out.
    pub(super) about: &'a str,
    pub(super) across: Axis<'a>,
    pub(super) up: Axis<'a>,
}

impl Axis<'_> {
    /// An axis that counts from 0 to `most`, with round numbers along it.
    pub(super) fn counting(name: String, most: u32) -> Self {
        let step = round_step(most.div_ceil(LINES));
        let lines = most.div_ceil(step).max(1);
        let step = f64::from(step);
        let marks = move |_: GridInput| {
            (0..=lines).map(|line| GridMark { value: f64::from(line) * step, step_size: step }).collect()
        };
        Self {
            name,
            marks: Box::new(marks),
            written: Box::new(|value| format!("{value:.0}")),
            ends: (0.0, f64::from(lines) * step),
        }
    }
}

/// Shows a figure; `about_place` says what is to be read where the pointer is, given the place along the axis across.
pub(super) fn show<'a>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    figure: Figure<'a>,
    draw: impl FnOnce(&mut PlotUi<'a>) + 'a,
    about_place: impl Fn(f64) -> Option<String>,
) {
    let Figure { id, about, across, up } = figure;
    let (palette, theme) = (scene.look.palette, scene.look.theme);
    let quiet = |text: &str| RichText::new(text).size(theme.sizes.caption).color(palette.second_ink);
    let hints = |hints: AxisHints<'a>, name: &str, written: Box<dyn Fn(f64) -> String + 'a>| {
        let hints = hints.label(quiet(name)).formatter(move |mark, _| written(mark.value));
        // Numbers are left out where they have no room, and never drawn faint.
        let hints = hints.label_spacing(egui::Rangef::new(0.0, 1.0)).tick_label_color(palette.second_ink);
        hints.tick_label_font(style::plain(theme.sizes.caption))
    };
    let (x, y) = (across.ends, up.ends);
    let plot = Plot::new(id)
        .height(theme.overview.plot)
        .sense(Sense::hover())
        .show_background(false)
        .show_crosshair(false)
        .show_grid([false, true])
        .grid_color(palette.line)
        .grid_fade(0.0)
        .grid_spacing(egui::Rangef::new(0.0, 1.0))
        .set_margin_fraction(Vec2::ZERO)
        .x_grid_spacer(across.marks)
        .y_grid_spacer(up.marks)
        .custom_x_axes(vec![hints(AxisHints::new_x(), &across.name, across.written)])
        .custom_y_axes(vec![hints(AxisHints::new_y(), &up.name, up.written)]);
    // The page scrolls, the plot stays.
    let plot = plot
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false);
    let shown = plot.show(ui, move |plot| {
        plot.set_plot_bounds_x(x.0..=x.1);
        plot.set_plot_bounds_y(y.0..=y.1 * (1.0 + ABOVE));
        draw(plot);
    });
    let response = shown.response;
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, about));
    let place = response.hover_pos().map(|at| shown.transform.value_from_position(at).x);
    if let Some(text) = place.and_then(about_place) {
        response.on_hover_text_at_pointer(text);
    }
}
