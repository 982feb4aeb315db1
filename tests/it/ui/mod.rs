//! The window.

mod commands;
mod find;
mod parts;
mod picture;
mod software;
mod texts;
mod whole_project;
mod window;
