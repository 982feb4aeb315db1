//! The window.

pub mod fonts;
pub mod oklch;
pub mod theme;
