//! What the program has said: toasts that pass, and the list that keeps them.

use egui::{Align2, Area, Context, Frame, Id, Order, RichText, ScrollArea, Ui, vec2};

use super::texts::Texts;
use super::theme::Look;
use crate::session::error::CommandError;

/// How long a toast is shown, in seconds.
const SHOWN: f64 = 6.0;
/// How many messages are kept.
const KEPT: usize = 200;

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something was done.
    News,
    /// Something could not be done.
    Trouble,
}

/// Something the program has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How much it matters.
    pub weight: Weight,
    /// What is said, a sentence without full stop.
    pub text: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
}

/// Everything the program has said.
#[derive(Debug, Default)]
pub struct Messages {
    said: Vec<(Message, Option<f64>)>,
    /// Whether the list is open.
    pub is_open: bool,
}

impl From<CommandError> for Message {
    fn from(error: CommandError) -> Self {
        Self { weight: Weight::Trouble, text: error.message, hints: error.hints }
    }
}

impl Message {
    /// Something was done.
    pub fn news(text: impl Into<String>) -> Self {
        Self { weight: Weight::News, text: text.into(), hints: Vec::new() }
    }

    /// Something could not be done.
    pub fn trouble(text: impl Into<String>, hints: Vec<String>) -> Self {
        Self { weight: Weight::Trouble, text: text.into(), hints }
    }
}

impl Messages {
    /// Says something. What was just said is not said twice.
    pub fn say(&mut self, message: Message) {
        self.said.retain(|(said, _)| *said != message);
        self.said.push((message, None));
        let surplus = self.said.len().saturating_sub(KEPT);
        self.said.drain(..surplus);
    }

    /// Says several things.
    pub fn say_all(&mut self, messages: impl IntoIterator<Item = Message>) {
        for message in messages {
            self.say(message);
        }
    }

    /// Everything that was said, the latest last.
    pub fn said(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.said.iter().map(|(message, _)| message)
    }

    /// Shows what was said lately, and the list if it is open.
    pub fn show(&mut self, ctx: &Context, look: &Look<'_>, texts: &Texts) {
        let now = ctx.input(|input| input.time);
        for (_, since) in &mut self.said {
            since.get_or_insert(now);
        }
        let lately: Vec<&(Message, Option<f64>)> = self
            .said
            .iter()
            .rev()
            .filter(|(_, since)| since.is_some_and(|since| now - since < SHOWN))
            .take(3)
            .collect();
        if let Some(next) = lately.iter().filter_map(|(_, since)| *since).reduce(f64::min) {
            ctx.request_repaint_after_secs((next + SHOWN - now).max(0.0) as f32);
        }
        let space = look.theme.spaces;
        let corner = vec2(-space.near, -look.theme.panels.status_line - space.close);
        if !lately.is_empty() {
            Area::new(Id::unique("toasts"))
                .order(Order::Foreground)
                .anchor(Align2::RIGHT_BOTTOM, corner)
                .show(ctx, |ui| {
                    for (message, _) in lately.iter().rev() {
                        Frame::popup(ui.style())
                            .inner_margin(space.close)
                            .show(ui, |ui| one(ui, look, message));
                    }
                });
        }
        self.list(ctx, look, texts);
    }

    fn list(&mut self, ctx: &Context, look: &Look<'_>, texts: &Texts) {
        let mut is_open = self.is_open;
        let window = egui::Window::new(texts.get("messages-title"))
            .open(&mut is_open)
            .default_width(look.theme.windows.messages);
        window.show(ctx, |ui| {
            if self.said.is_empty() {
                ui.label(RichText::new(texts.get("messages-none")).color(look.palette.second_ink));
            }
            ScrollArea::vertical().max_height(look.theme.windows.messages_height).show(ui, |ui| {
                for (message, _) in self.said.iter().rev() {
                    one(ui, look, message);
                    ui.add_space(look.theme.spaces.hair);
                }
            });
        });
        self.is_open = is_open;
    }
}

fn one(ui: &mut Ui, look: &Look<'_>, message: &Message) {
    let colour = match message.weight {
        Weight::News => look.palette.ink,
        Weight::Trouble => look.palette.danger,
    };
    ui.set_max_width(look.theme.windows.message);
    ui.label(RichText::new(sentence(&message.text)).color(colour));
    for hint in &message.hints {
        ui.label(RichText::new(sentence(hint)).size(look.theme.sizes.caption).color(look.palette.second_ink));
    }
}

/// `text` as a sentence: with a capital, unless it begins with a name in lower case, and with a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let first = text.split(' ').next().unwrap_or_default();
    let is_word = first.chars().all(char::is_alphabetic) && first != "glossator";
    let mut rest = text.chars();
    match rest.next().filter(|_| is_word) {
        Some(letter) => letter.to_uppercase().chain(rest).chain(['.']).collect(),
        None => format!("{text}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_shown_as_a_sentence() {
        assert_eq!(sentence("wrote 3 articles"), "Wrote 3 articles.");
        assert_eq!(sentence("élan is missing."), "Élan is missing.");
        assert_eq!(sentence("dam.txt cannot be read"), "dam.txt cannot be read.");
        assert_eq!(sentence("glossator import has more ways"), "glossator import has more ways.");
        assert_eq!(sentence("/a b/c is no project"), "/a b/c is no project.");
    }
}
