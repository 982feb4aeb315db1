//! A text that is put together from tokens.

/// The key under which an article says that its text was put together from tokens, and of what.
pub(crate) const REBUILT: &str = "text_rebuilt";
