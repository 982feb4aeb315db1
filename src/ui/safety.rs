//! Whether the work is safe: what is said of it, and what happens when somebody leaves while it is not.

use egui::Color32;

use super::messages::Message;
use super::scene::Scene;
use super::texts::Texts;
use super::theme::Palette;
use crate::session::Session;
use crate::session::keeper::KeepState;

/// What is known of the work on the disk, as it is said in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Everything is where it belongs, or would survive a crash.
    Saved,
    /// Something is on its way.
    Writing,
    /// Nothing is kept, for this reason: the project may only be looked at.
    ReadOnly(String),
    /// Something is in memory alone, for this reason. It is tried again.
    Unsafe(String),
}

impl Safety {
    /// How safe the work of `session` is.
    pub fn of(session: &Session) -> Self {
        if let Some(reason) = session.why_read_only() {
            return Self::ReadOnly(reason.to_owned());
        }
        if let Some(reason) = session.why_unsaved() {
            return Self::Unsafe(reason.to_owned());
        }
        match session.keep_state() {
            KeepState::Unsafe(reason) => Self::Unsafe(reason),
            KeepState::Writing => Self::Writing,
            KeepState::Safe | KeepState::Saved => Self::Saved,
        }
    }

    /// The id of the word for it among the texts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Saved => "saved-saved",
            Self::Writing => "saved-writing",
            Self::ReadOnly(_) => "saved-read-only",
            Self::Unsafe(_) => "saved-unsafe",
        }
    }

    /// Its colour.
    pub fn colour(&self, palette: &Palette) -> Color32 {
        match self {
            Self::Saved => palette.good,
            Self::Writing | Self::ReadOnly(_) => palette.warning,
            Self::Unsafe(_) => palette.danger,
        }
    }

    /// Why it is not as it should be, if so.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Saved | Self::Writing => None,
            Self::ReadOnly(reason) | Self::Unsafe(reason) => Some(reason),
        }
    }

    /// What the line at the bottom says for as long as it holds, if it matters.
    pub fn sentence(&self, scene: &Scene<'_>) -> Option<String> {
        let reason = self.reason()?;
        Some(format!("{}: {reason}", scene.texts.get(self.word())))
    }
}

/// What was said of the work's safety.
#[derive(Debug, Default)]
pub struct Watch {
    /// Why the work was not safe when that was last said.
    said: Option<String>,
    /// The revision in which somebody who wanted to leave was told that work would be lost.
    warned: Option<u64>,
}

impl Watch {
    /// What is to be said now, once for each change.
    pub fn news(&mut self, session: &Session, texts: &Texts) -> Option<Message> {
        match Safety::of(session) {
            Safety::Unsafe(reason) if self.said.as_ref() == Some(&reason) => None,
            Safety::Unsafe(reason) => {
                let text = format!("{}: {reason}", texts.get("saved-unsafe"));
                self.said = Some(reason);
                Some(Message::trouble(text, vec![texts.get("unsafe-hint")]))
            }
            // What is on its way has not arrived.
            Safety::Writing => None,
            Safety::Saved | Safety::ReadOnly(_) => {
                self.warned = None;
                self.said.take().map(|_| Message::news(texts.get("saved-again")))
            }
        }
    }

    /// Whether the project may be let go of. Where work is in memory alone, it is said that it would be lost, and only
    /// whoever wants it a second time, having done nothing since, may.
    pub fn may_leave(&mut self, session: &mut Session, texts: &Texts) -> Result<(), Message> {
        // Whoever may only look has nothing to lose, and what was done before a session was held is safe on the disk.
        if session.why_read_only().is_some() {
            return Ok(());
        }
        let Err(error) = session.settle() else { return Ok(()) };
        if self.warned.replace(session.revision()) == Some(session.revision()) {
            return Ok(());
        }
        let text = texts.get("leave-unsafe");
        Err(Message::trouble(format!("{text}: {}", error.message), vec![texts.get("leave-unsafe-hint")]))
    }
}
