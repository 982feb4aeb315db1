//! The window.

pub mod article;
pub mod fonts;
pub mod oklch;
pub mod shaped;
pub mod software;
pub mod theme;

pub mod commands;
pub mod keys;
pub mod texts;
