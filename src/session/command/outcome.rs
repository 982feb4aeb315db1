//! What a command has done.

use super::arguments::Argument;

/// What a command has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The id of the record that was made.
    pub id: Option<String>,
    /// How many records were added, changed or removed.
    pub changed: usize,
    /// What to say to a person, a sentence without full stop.
    pub message: Option<String>,
    /// More that a caller may print, by name.
    pub data: Vec<(String, Argument)>,
}

impl Outcome {
    /// A record was made.
    pub(in crate::session) fn made(id: &impl ToString) -> Self {
        Self { id: Some(id.to_string()), ..Self::default() }
    }

    /// Something is to be said.
    pub(in crate::session) fn said(message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::default() }
    }

    /// The same outcome with one more field.
    #[must_use]
    pub(in crate::session) fn with(mut self, name: &str, value: impl Into<Argument>) -> Self {
        self.data.push((name.to_owned(), value.into()));
        self
    }
}
