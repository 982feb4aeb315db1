//! What lies over the window until it is left: the keys, a guideline, the preferences.

use egui::{Context, Key, ScrollArea, Ui};

use super::guideline::GuidelinePanel;
use super::others::OthersPanel;
use super::preferences::Preferences;
use super::scene::{Act, Setting};
use super::shaped::Typesetter;
use super::{dialog, help, preferences_panel};
use crate::session::Session;

/// What lies over the window.
#[derive(Debug)]
pub enum Overlay {
    /// All keys.
    Keys,
    /// What to mark with a label.
    Guideline(GuidelinePanel),
    /// Whose work is to be looked at.
    Others(OthersPanel),
    /// What the person has chosen for the window.
    Preferences,
}

impl Overlay {
    /// Shows it; returns whether it stays.
    pub fn show(
        &mut self,
        ctx: &Context,
        setting: &Setting<'_>,
        typesetter: &mut Typesetter,
        session: Option<&Session>,
        preferences: &mut Preferences,
        acts: &mut Vec<Act>,
    ) -> bool {
        if dialog::pressed(ctx, Key::Escape) {
            return false;
        }
        let theme = setting.look.theme;
        let size = ctx.content_rect().size();
        let widest = match self {
            Self::Keys => theme.panels.dialog,
            // What is left beside the topics is as wide as it is good to read.
            Self::Guideline(_) => theme.panels.page,
            Self::Preferences | Self::Others(_) => theme.windows.column,
        };
        let width = dialog::fit(ctx, &setting.look, widest);
        // The bars above and below stay in sight, unless a low window needs the room.
        let low = (size.y - 2.0 * theme.spaces.broad).clamp(theme.spaces.broad, theme.panels.margin * 2.0);
        let height = (size.y - 2.0 * (theme.panels.top_bar + theme.spaces.wide)).max(low);
        let modal = dialog::modal("overlay", &setting.look, None).show(ctx, |ui| {
            ui.set_width(width);
            ui.set_max_height(height);
            match self {
                Self::Keys => scroll(ui, height, |ui| help::show(ui, setting, session)),
                Self::Guideline(panel) => {
                    if let Some(session) = session {
                        panel.show(ui, typesetter, &setting.scene(session), height, acts);
                    }
                }
                Self::Others(panel) => scroll(ui, height, |ui| panel.show(ui, typesetter, setting, acts)),
                Self::Preferences => {
                    scroll(ui, height, |ui| {
                        preferences_panel::show(ui, setting, typesetter, preferences);
                    });
                }
            }
        });
        let is_answered = matches!(self, Self::Others(_)) && !acts.is_empty();
        !is_answered && !modal.should_close()
    }
}

fn scroll(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, content);
}
