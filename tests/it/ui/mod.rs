//! The window.

mod picture;
mod software;
mod texts;
