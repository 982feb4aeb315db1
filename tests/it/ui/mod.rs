//! The window.

mod parts;
mod picture;
mod software;
mod texts;
