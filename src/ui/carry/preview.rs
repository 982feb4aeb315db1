//! What an export would be, beside the sheet that asks for it: the beginnings of its files, what it would lose, what would
//! be in each split, and the command line that does the same.

use std::path::Path;

use egui::{Context, ProgressBar, RichText, Ui};

use super::choices::{Deed, ExportChoices};
use super::control::Controls;
use super::told;
use crate::exchange::command_line;
use crate::exchange::exporter::{ExportContext, Exported};
use crate::exchange::preview::Sample;
use crate::exchange::splits::leakage::Leakage;
use crate::exchange::watch::Unwatched;
use crate::session::Session;
use crate::ui::dialog::{self, Part};
use crate::ui::page;
use crate::ui::scene::Setting;
use crate::ui::shaped::{TextStyle, Typesetter, Weight};
use crate::ui::style;
use crate::ui::theme::PreviewPane;

/// How long choices stay as they are before it is looked what they would give, in seconds.
const REST: f64 = 0.25;
/// How many files are shown at most.
const FILES: usize = 3;
/// How many lines of each.
const LINES: usize = 14;

/// A part of what an export would be.
#[derive(Debug)]
pub enum Foreseen {
    /// How its files begin.
    Samples(Vec<Sample>),
    /// What would come of it.
    Whole(Box<Exported>),
    /// Why it would fail.
    Problem(String),
}

/// Choices that are to come to rest before it is looked what they would give.
#[derive(Debug)]
pub(super) struct Rest<C> {
    /// The choices that were seen last.
    of: Option<C>,
    /// When they were seen first, if it was not asked yet, in seconds.
    seen: Option<f64>,
}

impl<C> Default for Rest<C> {
    fn default() -> Self {
        Self { of: None, seen: None }
    }
}

impl<C: Clone + PartialEq> Rest<C> {
    /// The choices, once they have come to rest and were not asked about yet.
    pub(super) fn follow(&mut self, ctx: &Context, choices: C) -> Option<C> {
        let now = ctx.input(|input| input.time);
        if self.of.as_ref() != Some(&choices) {
            self.of = Some(choices);
            self.seen = Some(now);
        }
        if now - self.seen? < REST {
            ctx.request_repaint_after_secs(REST as f32);
            return None;
        }
        self.seen = None;
        self.of.clone()
    }

    /// Whether these are still the choices.
    pub(super) fn is_of(&self, choices: &C) -> bool {
        self.seen.is_none() && self.of.as_ref() == Some(choices)
    }
}

/// What an export would be, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Preview {
    /// The choices that it is of.
    choices: Rest<ExportChoices>,
    samples: Vec<Sample>,
    whole: Option<Box<Exported>>,
    problem: Option<String>,
}

impl Preview {
    /// Looks whether `choices` are others: what they would give is to be asked for once they have come to rest.
    pub(super) fn follow(&mut self, ctx: &Context, choices: &ExportChoices) -> Option<ExportChoices> {
        // Where it goes, and what is done first, changes nothing of it.
        self.choices.follow(ctx, ExportChoices { place: String::new(), deed: Deed::Try, ..choices.clone() })
    }

    /// Takes a part of what an export with the choices `of` would be.
    pub(super) fn take(&mut self, of: &ExportChoices, part: Foreseen) {
        if !self.choices.is_of(of) {
            return;
        }
        match part {
            Foreseen::Samples(samples) => {
                self.samples = samples;
                self.problem = None;
            }
            Foreseen::Whole(whole) => self.whole = Some(whole),
            Foreseen::Problem(problem) => {
                self.samples.clear();
                self.whole = None;
                self.problem = Some(problem);
            }
        }
    }

    /// Shows it.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        setting: &Setting<'_>,
        typesetter: &mut Typesetter,
        controls: &mut Controls,
        command: Option<&str>,
    ) {
        let (texts, look) = (setting.texts, &setting.look);
        page::heading(ui, look, &texts.get("preview-title"));
        if let Some(problem) = &self.problem {
            page::warning(ui, look, &format!("{problem}."));
        }
        if let Some(whole) = &self.whole {
            losses(ui, setting, whole);
            if let Some(leakage) = &whole.leakage {
                splits(ui, setting, leakage);
            }
        } else if self.problem.is_none() {
            page::aside(ui, look, &texts.get("preview-looking"));
        }
        if let Some(command) = command {
            page::heading(ui, look, &texts.get("preview-command"));
            wrapped(ui, setting, typesetter, (command, Weight::Regular), LINES);
            if controls.button(ui, &texts.get("preview-copy")) {
                ui.ctx().copy_text(command.to_owned());
            }
        }
        for sample in self.samples.iter().take(FILES) {
            let id = if sample.is_decoded { "preview-decoded" } else { "preview-begins" };
            let name = if sample.name.is_empty() { texts.get("preview-file") } else { sample.name.clone() };
            page::heading(ui, look, &texts.name(id, &name));
            wrapped(ui, setting, typesetter, (&sample.text, Weight::Regular), LINES);
        }
        let others: Vec<&str> = self.samples.iter().skip(FILES).map(|sample| sample.name.as_str()).collect();
        if !others.is_empty() {
            page::aside(ui, look, &texts.name("preview-others", &others.join(", ")));
        }
    }
}

/// A sheet with what is asked, and beside it what it would give.
pub(super) fn sheet(ui: &mut Ui, setting: &Setting<'_>, content: impl FnMut(&mut Ui, Part)) {
    let (ctx, look) = (ui.ctx().clone(), &setting.look);
    let PreviewPane { width, least } = look.theme.preview;
    let (asked, gap) = (look.theme.windows.sheet, look.theme.spaces.near);
    let is_roomy = dialog::fit(&ctx, look, f32::INFINITY) >= asked + gap + least;
    let widest = if is_roomy { asked + gap + width } else { asked };
    ui.set_width(dialog::fit(&ctx, look, widest));
    dialog::bodies(ui, look, [asked, least], content);
}

/// The command line of an export of the project in `folder` with `choices`; none while they cannot be meant.
pub(super) fn command(session: &Session, folder: &Path, choices: &ExportChoices) -> Option<String> {
    let (filter, options) = (choices.filter(session.annotator()).ok()?, choices.options().ok()?);
    let context = ExportContext::new(session.project(), &filter, &options, &Unwatched);
    let place = match choices.place.trim() {
        "" => choices.suggested_name(),
        place => place.to_owned(),
    };
    Some(command_line::line(&context, choices.format()?, [&folder.display().to_string(), &place]))
}

/// Says what would be lost.
fn losses(ui: &mut Ui, setting: &Setting<'_>, whole: &Exported) {
    let (texts, look) = (setting.texts, &setting.look);
    let about = if whole.losses.is_empty() { "losses-none" } else { "preview-lost" };
    page::aside(ui, look, &texts.get(about));
    for (reason, lost) in whole.losses.iter() {
        page::warning(ui, look, &told::reason(lost.count, reason, texts));
    }
    for (reason, lost) in whole.losses.remarks() {
        page::aside(ui, look, &texts.name("losses-remark", &told::reason(lost.count, reason, texts)));
    }
}

/// Shows how many articles are in each split, and how much of it training has seen.
fn splits(ui: &mut Ui, setting: &Setting<'_>, leakage: &Leakage) {
    let look = &setting.look;
    let all: usize = leakage.splits.iter().map(|split| split.articles).sum();
    for (split, told) in leakage.splits.iter().zip(told::leaks(leakage, setting.texts)) {
        ui.visuals_mut().extreme_bg_color = look.palette.line;
        let share = split.articles as f32 / all.max(1) as f32;
        let bar = ProgressBar::new(share).fill(look.palette.accent).desired_height(look.theme.overview.bar);
        ui.label(RichText::new(told).font(style::plain(look.theme.sizes.caption)));
        ui.add(bar.desired_width(ui.available_width()));
    }
    page::aside(ui, look, &setting.texts.count("split-copies", leakage.duplicates));
}

/// Shows the first `most` lines of text of any script.
pub(super) fn wrapped(
    ui: &mut Ui,
    setting: &Setting<'_>,
    typesetter: &mut Typesetter,
    (text, weight): (&str, Weight),
    most: usize,
) {
    let look = &setting.look;
    let text_style = TextStyle::sans(weight, look.theme.sizes.caption);
    let (width, mut left) = (ui.available_width().max(1.0), most);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if left == 0 {
            break;
        }
        let label = typesetter.label(line, &text_style, width, left);
        let (rect, response) =
            ui.allocate_exact_size(egui::vec2(width, label.size().y), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, line));
        label.paint_tight(ui.painter(), typesetter, rect.min, look.palette.ink);
        left = left.saturating_sub(label.paragraph().index().lines().len());
    }
}
