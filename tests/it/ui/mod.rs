//! The window.

mod again;
mod carry;
mod commands;
mod disk;
mod find;
mod forms;
mod hands;
mod keys_per_mark;
mod ledger;
mod many;
mod mark_list;
mod parts;
mod picture;
mod software;
mod steady;
mod texts;
mod traps;
mod visit;
mod whole_project;
mod window;
