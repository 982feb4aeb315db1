//! How many marks articles have, as a histogram.

use egui::Ui;
use egui_plot::{Bar, BarChart, GridMark};

use super::numbers::{Density, Numbers, round_step};
use super::plot::{self, Axis, Figure};
use crate::ui::page;
use crate::ui::scene::Scene;

/// About how many numbers stand along the axis.
const NUMBERS: u32 = 10;
/// How much of its place a bar fills.
const FILL: f64 = 0.9;

/// Shows the histogram, below what it says in a sentence.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, numbers: &Numbers) {
    let density = &numbers.density;
    if density.bars.is_empty() {
        page::aside(ui, &scene.look, &scene.texts.get("overview-density-empty"));
        return;
    }
    let about = scene.texts.with(
        "overview-density-about",
        [
            ("articles", density.articles.into()),
            ("median", density.median.into()),
            ("most", density.most.into()),
            ("without", numbers.articles.saturating_sub(density.articles).into()),
        ],
    );
    page::aside(ui, &scene.look, &about);
    let step = f64::from(density.step);
    let colour = scene.look.palette.accent;
    let bars: Vec<Bar> = density
        .bars
        .iter()
        .enumerate()
        .map(|(at, articles)| {
            let middle = (at as f64).mul_add(step, step.midpoint(1.0));
            Bar::new(middle, f64::from(*articles)).width(step * FILL).fill(colour).stroke(egui::Stroke::NONE)
        })
        .collect();
    let highest = density.bars.iter().copied().max().unwrap_or_default();
    let up = Axis::counting(scene.texts.get("overview-density-up"), highest);
    let figure = Figure { id: "density", about: &about, across: across(scene, density), up };
    let draw = move |plot: &mut egui_plot::PlotUi<'_>| {
        plot.bar_chart(BarChart::new("", bars).allow_hover(false));
    };
    plot::show(ui, scene, figure, draw, |place| about_bar(scene, density, place));
}

fn across(scene: &Scene<'_>, density: &Density) -> Axis<'static> {
    let end = density.step * density.bars.len() as u32;
    let step = round_step(end.div_ceil(NUMBERS));
    let marks = move |_| {
        let numbers = (1..=end / step).map(|at| f64::from(at * step));
        numbers.map(|value| GridMark { value, step_size: f64::from(step) }).collect()
    };
    Axis {
        name: scene.texts.get("overview-density-across"),
        marks: Box::new(marks),
        written: Box::new(|value| format!("{value:.0}")),
        ends: (0.5, f64::from(end) + 0.5),
    }
}

/// What the bar at `place` says: a number of marks, from 1.
fn about_bar(scene: &Scene<'_>, density: &Density, place: f64) -> Option<String> {
    let ends = |at: &u32| (f64::from(at * density.step) + 0.5, f64::from((at + 1) * density.step) + 0.5);
    let holds = |(at, _): &(u32, &u32)| (ends(at).0..ends(at).1).contains(&place);
    let (at, articles) = (0..).zip(&density.bars).find(holds)?;
    let first = at * density.step + 1;
    let last = first + density.step - 1;
    let range = if first == last { first.to_string() } else { format!("{first}–{last}") };
    Some(
        scene.texts.with(
            "overview-density-bar",
            [("articles", (*articles).into()), ("range", range.as_str().into())],
        ),
    )
}
