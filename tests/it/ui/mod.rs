//! The window.

mod parts;
mod find;
mod picture;
mod software;
mod texts;
