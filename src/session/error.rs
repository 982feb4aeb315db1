//! Why a command did not do what was asked.

use std::error::Error;

use thiserror::Error;

use super::keeper::KeepError;
use crate::edit::EditError;
use crate::model::id::ArticleId;
use crate::model::project::AccessError;
use crate::model::span::SpanError;

/// Why a command cannot be carried out as things are, in a sentence, with what can be done about it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct Refusal {
    /// The reason, a sentence without full stop.
    pub message: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
}

/// Whose fault an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for cannot be done.
    User,
    /// A file could not be read or written.
    File,
    /// The program is wrong.
    Internal,
}

/// An error as people see it: shown once, by whoever ran the command.
#[derive(Debug, Error)]
#[error("{message}")]
pub struct CommandError {
    /// Whose fault it is.
    pub kind: ErrorKind,
    /// What went wrong, a sentence without full stop.
    pub message: String,
    /// What can be done about it, sentences without full stop.
    pub hints: Vec<String>,
    /// What lies behind it.
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl Refusal {
    /// A refusal without hints.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// The same refusal with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl CommandError {
    /// An error that only a mistake in the program explains.
    pub(super) fn internal(source: impl Error + Send + Sync + 'static) -> Self {
        let hints = vec!["This is a mistake in the program: please report it".to_owned()];
        let message = source.to_string();
        Self { kind: ErrorKind::Internal, message, hints, source: Some(Box::new(source)) }
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self { kind: ErrorKind::User, message: refusal.message, hints: refusal.hints, source: None }
    }
}

impl From<KeepError> for CommandError {
    fn from(error: KeepError) -> Self {
        let (message, hints) = (error.message.clone(), error.hints.clone());
        Self { kind: ErrorKind::File, message, hints, source: Some(Box::new(error)) }
    }
}

/// Why planning a command stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// These articles must be loaded, then it can be planned again.
    Load(Vec<ArticleId>),
    /// It cannot be done.
    Fail(CommandError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Fail(refusal.into())
    }
}

impl From<SpanError> for Refusal {
    fn from(error: SpanError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<SpanError> for Stop {
    fn from(error: SpanError) -> Self {
        Refusal::from(error).into()
    }
}

impl From<AccessError> for Stop {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotLoaded(id) => Self::Load(vec![id]),
            AccessError::NoArticle(_) => Refusal::new(error.to_string()).into(),
            AccessError::WrongKind(_) => Self::Fail(CommandError::internal(error)),
        }
    }
}

impl From<EditError> for Stop {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotLoaded(ids) => Self::Load(ids),
            EditError::Access(error) => error.into(),
            EditError::Invalid { .. } => Refusal::new(error.to_string()).into(),
            // An edit is planned from the project that it is then applied to.
            EditError::Stale { .. } => Self::Fail(CommandError::internal(error)),
        }
    }
}
