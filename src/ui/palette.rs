//! The palette: any command by a few letters of its name.

use egui::{Context, Key, Modifiers, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::commands::AnyCommand;
use super::dialog;
use super::keys::keymap::Keymap;
use super::scene::Setting;
use super::texts::Texts;
use super::theme::Look;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::error::Refusal;

/// How many commands are seen at once.
const SEEN: f32 = 12.0;
/// Height of a command.
const ROW: f32 = 28.0;

/// The palette, while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    words: String,
    at: usize,
    is_new: bool,
}

/// What became of the palette in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Nothing,
    /// It was left.
    Left,
    /// A command was picked.
    Command(AnyCommand),
}

impl Palette {
    /// An open palette.
    pub fn open() -> Self {
        Self { is_new: true, ..Self::default() }
    }

    /// Shows the palette.
    pub fn show(
        &mut self,
        ctx: &Context,
        setting: &Setting<'_>,
        lately: &[AnyCommand],
        session: Option<&Session>,
    ) -> Picked {
        let Setting { look, texts, keys } = *setting;
        let found = matching(&self.words, keys, lately);
        self.at = self.at.min(found.len().saturating_sub(1));
        let press = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if press(Key::Escape) {
            return Picked::Left;
        }
        let moved = press(Key::ArrowDown).then_some(1).or_else(|| press(Key::ArrowUp).then_some(-1_isize));
        if let Some(step) = moved {
            self.at = self.at.saturating_add_signed(step).min(found.len().saturating_sub(1));
        }
        let enter = press(Key::Enter);
        let mut picked = found.get(self.at).copied().filter(|_| enter);
        let width = 560.0_f32.min(ctx.content_rect().width() - look.theme.spaces.wide);
        let modal = dialog::modal("palette", &look, Some(look.theme.panels.top_bar));
        let modal = modal.show(ctx, |ui| {
            ui.set_width(width);
            self.field(ui, texts);
            let moved = moved.is_some();
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().max_height(ROW * SEEN).auto_shrink([false, true]);
            area.show(ui, |ui| {
                for (at, command) in found.iter().enumerate() {
                    let is_current = at == self.at;
                    let response = row(ui, &look, keys, *command, is_current, session);
                    if is_current && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        picked = Some(*command);
                    }
                }
                if found.is_empty() {
                    ui.label(RichText::new(texts.get("palette-none")).color(look.palette.second_ink));
                }
            });
        });
        match picked {
            Some(command) if refusal(command, session).is_none() => Picked::Command(command),
            _ if modal.should_close() => Picked::Left,
            _ => Picked::Nothing,
        }
    }

    fn field(&mut self, ui: &mut Ui, texts: &Texts) {
        let hint = texts.get("palette-hint");
        let field =
            TextEdit::singleline(&mut self.words).hint_text(hint.as_str()).desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &hint));
        if std::mem::take(&mut self.is_new) {
            response.request_focus();
        }
        if response.changed() {
            self.at = 0;
        }
    }
}

/// The commands that `words` fit, the best first; without words, all of them.
fn matching(words: &str, keys: &Keymap, lately: &[AnyCommand]) -> Vec<AnyCommand> {
    let commands = AnyCommand::all();
    if words.trim().is_empty() {
        // What was done lately first, then what has keys: that is what people do most.
        let mut commands: Vec<AnyCommand> = commands.collect();
        let ago =
            |command: &AnyCommand| lately.iter().position(|known| known == command).unwrap_or(lately.len());
        commands.sort_by_key(|command| (ago(command), keys.of(*command).is_none()));
        return commands;
    }
    let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, AnyCommand)> = commands
        .filter_map(|command| {
            let text = format!("{} {}", command.text(), command.id());
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
            Some((score, command))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, command)| command).collect()
}

/// Why a command cannot run as things are.
fn refusal(command: AnyCommand, session: Option<&Session>) -> Option<Refusal> {
    match (command, session) {
        (AnyCommand::Window(_), _) => None,
        (AnyCommand::Session(_), Some(_)) if command.asks() => None,
        (AnyCommand::Session(kind), Some(session)) => kind.resolve(session, Arguments::new()).err(),
        (AnyCommand::Session(_), None) => Some(Refusal::new("no project is open")),
    }
}

fn row(
    ui: &mut Ui,
    look: &Look<'_>,
    keys: &Keymap,
    command: AnyCommand,
    is_current: bool,
    session: Option<&Session>,
) -> egui::Response {
    let refusal = refusal(command, session);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, refusal.is_none(), is_current, command.text()));
    let palette = look.palette;
    if is_current || response.hovered() {
        let fill = if is_current { palette.selection } else { palette.hover };
        ui.painter().rect_filled(rect, look.theme.marks.radius, fill);
    }
    let colour = if refusal.is_some() { palette.third_ink } else { palette.ink };
    let sizes = look.theme.sizes;
    let left = rect.left_center() + vec2(look.theme.spaces.tight, 0.0);
    let text = ui.painter().text(
        left,
        egui::Align2::LEFT_CENTER,
        command.text(),
        super::style::plain(sizes.small),
        colour,
    );
    let mut right = rect.right() - look.theme.spaces.tight;
    if let Some(keys) = keys.of(command) {
        right -= super::keycap::width(ui, look, &keys);
        super::keycap::at(ui, look, egui::Rect::from_min_max(egui::pos2(right, rect.top()), rect.max), &keys);
    }
    let why = refusal.map_or_else(|| command.tooltip().to_owned(), |refusal| refusal.message);
    let room = right - text.right() - 2.0 * look.theme.spaces.near;
    let font = super::style::plain(sizes.caption);
    let mut job = egui::text::LayoutJob::simple_singleline(why, font, palette.second_ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(text.right() + look.theme.spaces.near, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.second_ink);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::command::kind::CommandKind;

    #[test]
    fn a_few_letters_find_a_command() {
        let keys = Keymap::default();
        let first = |words: &str| matching(words, &keys, &[]).first().copied();
        assert_eq!(first("undo"), Some(AnyCommand::Session(CommandKind::Undo)));
        assert_eq!(first("grow"), Some(AnyCommand::Session(CommandKind::SelectionGrow)));
        assert_eq!(first("xyzzy"), None);
        assert!(matching("", &keys, &[]).len() > 60);
    }
}
