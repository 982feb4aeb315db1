//! An import or export that goes on: how far it is, and the wish that it be called off.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use egui::{Align, Layout, ProgressBar, RichText, Ui};

use crate::exchange::watch::{Phase, Watch};
use crate::ui::commands::{AnyCommand, WindowCommand};
use crate::ui::keycap;
use crate::ui::scene::Setting;

/// What goes on beside the window, shared with the thread that does it.
#[derive(Debug, Default)]
pub struct Going {
    reached: Mutex<Option<Reached>>,
    is_stopped: AtomicBool,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
struct Reached {
    phase: Phase,
    done: u64,
    all: u64,
}

impl Going {
    /// Wishes that it be called off. In the last phase of an import that is too late.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    fn reached(&self) -> Option<Reached> {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows how far it is, in all of `ui`; `is_left` is whether somebody waits for its end to leave. Returns whether it is
    /// to be called off.
    pub(super) fn show(&self, ui: &mut Ui, setting: &Setting<'_>, is_left: bool) -> bool {
        let Setting { look, texts, keys } = *setting;
        let reached = self.reached();
        let is_stopped = self.is_stopped();
        let is_final = reached.is_some_and(|reached| reached.phase == Phase::Commit);
        let (text, fraction) = match reached {
            _ if is_stopped && !is_final => (texts.get("carry-stopping"), None),
            Some(reached) => (reached.told(setting), reached.fraction()),
            None => (texts.get("carry-begins"), None),
        };
        let text = if is_left { texts.name("carry-leaving", &text) } else { text };
        let mut is_clicked = false;
        ui.horizontal_centered(|ui| {
            ui.add_space(look.theme.spaces.near);
            ui.label(RichText::new(text).size(look.theme.sizes.small));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(look.theme.spaces.near);
                let button = egui::Button::new(texts.get("carry-stop"));
                is_clicked = ui.add_enabled(!is_stopped && !is_final, button).clicked();
                if let Some(shown) = keys.of(AnyCommand::Window(WindowCommand::ProjectStop)) {
                    keycap::show(ui, &look, &shown);
                }
                ui.visuals_mut().extreme_bg_color = look.palette.line;
                let bar = ProgressBar::new(fraction.unwrap_or(0.0)).fill(look.palette.accent);
                ui.add(bar.desired_width(ui.available_width()).desired_height(look.theme.spaces.tight));
            });
        });
        is_clicked
    }
}

impl Reached {
    fn fraction(self) -> Option<f32> {
        (self.all > 0).then(|| (self.done as f64 / self.all as f64).min(1.0) as f32)
    }

    fn told(self, setting: &Setting<'_>) -> String {
        let id = match self.phase {
            Phase::Check => "carry-check",
            Phase::Write => "carry-write",
            Phase::Commit => "carry-commit",
            Phase::Prove => "carry-prove",
            Phase::Export | Phase::Audit => "carry-export",
        };
        let (done, all) = (self.done.min(self.all), self.all);
        if matches!(self.phase, Phase::Check | Phase::Prove) {
            let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
            return setting
                .texts
                .with(id, [("done", megabytes(done).into()), ("all", megabytes(all).into())]);
        }
        setting.texts.with(id, [("done", done.into()), ("all", all.into())])
    }
}

impl Watch for Going {
    fn begin(&self, phase: Phase, all: u64) {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reached { phase, done: 0, all });
    }

    fn reach(&self, done: u64) {
        if let Some(reached) = &mut *self.reached.lock().unwrap_or_else(PoisonError::into_inner) {
            reached.done = done;
        }
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
