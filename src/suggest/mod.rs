//! What could be marked in a text, and what it would mean.
//!
//! Rules read a text and propose; nothing here changes an article, and nothing is decided.

pub mod attributions;
pub mod figures;
pub mod language;
pub mod likeness;
pub mod linking;
pub mod names;
pub mod proposal;
pub mod zones;

mod phrases;
mod speech_words;
mod tokens;
