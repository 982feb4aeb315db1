//! The window.

pub mod fonts;
pub mod oklch;
pub mod theme;

pub mod commands;
pub mod keys;
pub mod texts;
