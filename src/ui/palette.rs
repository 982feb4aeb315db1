//! The palette: any command, and any label, by a few letters of its name.

use std::sync::Arc;

use egui::{Context, Key, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::commands::AnyCommand;
use super::dialog;
use super::keys::keymap::Keymap;
use super::scene::Setting;
use super::texts::Texts;
use crate::model::schema::Label;
use crate::session::Session;
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::session::error::Refusal;

/// How many commands are seen at once.
const SEEN: f32 = 12.0;

/// The palette, while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    words: String,
    at: usize,
    is_new: bool,
}

/// What became of the palette in a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Nothing,
    /// It was left.
    Left,
    /// Something was picked.
    Entry(Entry),
}

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A command.
    Command(AnyCommand),
    /// A label, to be put on what is selected. Only some of many have a letter.
    Label(Arc<Label>),
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
        let labels = session.map(labels).unwrap_or_default();
        let found = matching(&self.words, keys, lately, labels);
        self.at = self.at.min(found.len().saturating_sub(1));
        let press = |key| dialog::pressed(ctx, key);
        if press(Key::Escape) {
            return Picked::Left;
        }
        let moved = press(Key::ArrowDown).then_some(1).or_else(|| press(Key::ArrowUp).then_some(-1_isize));
        if let Some(step) = moved {
            self.at = self.at.saturating_add_signed(step).min(found.len().saturating_sub(1));
        }
        let enter = press(Key::Enter);
        let mut picked = found.get(self.at).cloned().filter(|_| enter);
        let width = dialog::fit(ctx, &look, look.theme.windows.palette);
        let modal = dialog::modal("palette", &look, Some(look.theme.panels.top_bar));
        let modal = modal.show(ctx, |ui| {
            ui.set_width(width);
            self.field(ui, texts);
            let moved = moved.is_some();
            ui.spacing_mut().item_spacing.y = 0.0;
            let area =
                ScrollArea::vertical().max_height(look.theme.rows.command * SEEN).auto_shrink([false, true]);
            area.show(ui, |ui| {
                for (at, entry) in found.iter().enumerate() {
                    let is_current = at == self.at;
                    let response = row(ui, setting, entry, is_current, session);
                    if is_current && moved {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        picked = Some(entry.clone());
                    }
                }
                if found.is_empty() {
                    ui.label(RichText::new(texts.get("palette-none")).color(look.palette.second_ink));
                }
            });
        });
        match picked {
            Some(entry) if entry.refusal(session, texts).is_none() => Picked::Entry(entry),
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

impl Entry {
    /// What it is called.
    fn text(&self) -> &str {
        match self {
            Self::Command(command) => command.text(),
            Self::Label(label) => &label.name,
        }
    }

    /// What does the same without the palette.
    fn keys(&self, keys: &Keymap) -> Option<String> {
        match self {
            Self::Command(command) => keys.of(*command),
            Self::Label(label) => label.shortcut.map(|shortcut| keys.of_label(shortcut)),
        }
    }

    /// Why it cannot be done as things are.
    fn refusal(&self, session: Option<&Session>, texts: &Texts) -> Option<Refusal> {
        match (self, session) {
            (Self::Command(AnyCommand::Window(_)), _) => None,
            (Self::Command(command), Some(_)) if command.asks() => None,
            (Self::Command(AnyCommand::Session(kind)), Some(session)) => {
                kind.resolve(session, Arguments::new()).err()
            }
            (Self::Label(label), Some(session)) => {
                let arguments = Arguments::new();
                let arguments =
                    arguments.with("layer", label.layer.as_str()).with("label", label.key.as_str());
                CommandKind::LabelApply.resolve(session, arguments).err()
            }
            (_, None) => Some(Refusal::new(texts.get("no-project"))),
        }
    }

    /// What is said about it, where it can be done.
    fn about(&self, session: Option<&Session>) -> String {
        match self {
            Self::Command(command) => command.tooltip().to_owned(),
            Self::Label(label) => {
                let layer = session.and_then(|session| session.project().schema().layers.get(&label.layer));
                layer.map(|layer| layer.name.clone()).unwrap_or_default()
            }
        }
    }
}

/// Every label that can be given.
fn labels(session: &Session) -> Vec<Arc<Label>> {
    let labels = session.project().schema().labels.values();
    labels.filter(|label| label.fate.is_none()).cloned().collect()
}

/// What `words` fit, the best first; without words, all commands.
fn matching(words: &str, keys: &Keymap, lately: &[AnyCommand], labels: Vec<Arc<Label>>) -> Vec<Entry> {
    let commands = AnyCommand::all();
    if words.trim().is_empty() {
        // What was done lately first, then what has keys: that is what people do most.
        let mut commands: Vec<AnyCommand> = commands.collect();
        let ago =
            |command: &AnyCommand| lately.iter().position(|known| known == command).unwrap_or(lately.len());
        commands.sort_by_key(|command| (ago(command), keys.of(*command).is_none()));
        return commands.into_iter().map(Entry::Command).collect();
    }
    let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut scored: Vec<(u32, Entry)> = Vec::new();
    for command in commands {
        let text = format!("{} {}", command.text(), command.id());
        scored.extend(score(&text).map(|score| (score, Entry::Command(command))));
    }
    for label in labels {
        scored.extend(score(&label.name).map(|score| (score, Entry::Label(label))));
    }
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, entry)| entry).collect()
}

fn row(
    ui: &mut Ui,
    setting: &Setting<'_>,
    entry: &Entry,
    is_current: bool,
    session: Option<&Session>,
) -> egui::Response {
    let (look, keys) = (&setting.look, setting.keys);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), look.theme.rows.command), egui::Sense::click());
    if !ui.is_rect_visible(rect) {
        // Of hundreds of labels only those that are seen are laid out.
        return response;
    }
    let refusal = entry.refusal(session, setting.texts);
    response.widget_info(|| WidgetInfo::selected(Role::Button, refusal.is_none(), is_current, entry.text()));
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
        entry.text(),
        super::style::plain(sizes.small),
        colour,
    );
    let mut right = rect.right() - look.theme.spaces.tight;
    if let Some(keys) = entry.keys(keys) {
        right -= super::keycap::width(ui, look, &keys);
        super::keycap::at(ui, look, egui::Rect::from_min_max(egui::pos2(right, rect.top()), rect.max), &keys);
    }
    let why = refusal.map_or_else(|| entry.about(session), |refusal| refusal.message);
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

    #[test]
    fn a_few_letters_find_a_command() {
        let keys = Keymap::default();
        let first = |words: &str| matching(words, &keys, &[], Vec::new()).first().cloned();
        let session = |kind| Some(Entry::Command(AnyCommand::Session(kind)));
        assert_eq!(first("undo"), session(CommandKind::Undo));
        assert_eq!(first("grow"), session(CommandKind::SelectionGrow));
        assert_eq!(first("xyzzy"), None);
        assert!(matching("", &keys, &[], Vec::new()).len() > 60);
    }
}
