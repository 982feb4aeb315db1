//! How long the annotator was at work on each day, as a curve.

use egui::Ui;
use egui_plot::{GridMark, Line, PlotPoints, Points};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::plot::{self, Axis, Figure};
use super::time::{Days, Time};
use crate::model::moment::PartialDate;
use crate::ui::scene::Scene;
use crate::ui::texts::Texts;
use crate::ui::{moment, page};

/// Steps along the axis, in days.
const STEPS: [u32; 9] = [1, 2, 7, 14, 28, 91, 182, 364, 3640];
/// Room at both ends, as a share of the days.
const SIDE: f64 = 0.06;
/// About how many days are named.
const NAMED: u32 = 6;

/// Shows the curve, below what it says in a sentence.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, time: &Time) {
    let (Some(days), Some((longest, most))) = (time.days(), time.longest()) else {
        page::aside(ui, &scene.look, &scene.texts.get("overview-time-empty"));
        return;
    };
    let about = scene.texts.with(
        "overview-time-about",
        [
            ("total", moment::duration(time.total, scene.texts).into()),
            ("days", time.by_day.len().into()),
            ("longest", moment::duration(most, scene.texts).into()),
            ("day", written(longest, scene.texts).into()),
        ],
    );
    page::aside(ui, &scene.look, &about);
    let (unit, up) = match most {
        0..180 => (1, "overview-time-seconds"),
        180..10_800 => (60, "overview-time-minutes"),
        _ => (3_600, "overview-time-hours"),
    };
    let most = u32::try_from(most.div_ceil(unit)).unwrap_or(u32::MAX);
    let up = Axis::counting(scene.texts.get(up), most);
    let colour = scene.look.palette.accent;
    let marks = scene.look.theme.marks;
    let at = |(day, seconds): &(u32, u64)| [f64::from(*day), *seconds as f64 / unit as f64];
    let curve: PlotPoints<'_> = days.rows.iter().map(at).collect();
    let points: PlotPoints<'_> = days.rows.iter().filter(|(_, seconds)| *seconds > 0).map(at).collect();
    let draw = move |plot: &mut egui_plot::PlotUi<'_>| {
        let line = Line::new("", curve).color(colour).width(marks.underline).allow_hover(false);
        plot.line(line.fill(0.0).fill_alpha(marks.inside_strength));
        plot.points(Points::new("", points).color(colour).radius(marks.halo).allow_hover(false));
    };
    let figure = Figure { id: "time", about: &about, across: across(scene, &days), up };
    plot::show(ui, scene, figure, draw, |place| about_day(time, days.first, place, scene.texts));
}

fn across<'a>(scene: &Scene<'a>, days: &Days) -> Axis<'a> {
    let (first, texts) = (days.first, scene.texts);
    let last = days.rows.last().map_or(0, |(day, _)| *day);
    // Room for the name of the first day beside the numbers.
    let side = (f64::from(last) * SIDE).max(0.5);
    let step = STEPS.into_iter().find(|step| last / step <= NAMED).unwrap_or(STEPS[STEPS.len() - 1]);
    let marks = move |_| {
        let places = (0..=last / step).map(|at| f64::from(at * step));
        places.map(|value| GridMark { value, step_size: f64::from(step) }).collect()
    };
    Axis {
        name: scene.texts.get("overview-time-across"),
        marks: Box::new(marks),
        written: Box::new(move |day| day_after(first, day).map(|day| brief(day, texts)).unwrap_or_default()),
        ends: (-side, f64::from(last) + side),
    }
}

/// What is known of the day at `place`, counted from the first.
fn about_day(time: &Time, first: Date, place: f64, texts: &Texts) -> Option<String> {
    let day = day_after(first, place.round())?;
    let seconds = time.by_day.get(&day)?;
    Some(format!("{}: {}", written(day, texts), moment::duration(*seconds, texts)))
}

fn day_after(first: Date, days: f64) -> Option<Date> {
    let days: Span = (days as i64).days();
    first.checked_add(days).ok()
}

/// "3 March 2026"
fn written(day: Date, texts: &Texts) -> String {
    let date = PartialDate::new(Some(day.year()), Some(day.month()), Some(day.day()));
    date.map(|date| moment::day(date, texts)).unwrap_or_default()
}

/// "3 March"
fn brief(day: Date, texts: &Texts) -> String {
    let whole = written(day, texts);
    whole.rsplit_once(' ').map_or(whole.clone(), |(day, _)| day.to_owned())
}
