//! The window.

mod find;
mod parts;
mod picture;
mod software;
mod texts;
