//! A project on disk: RON files that belong to their users, a journal that is never behind, and a cache.
//!
//! This module knows `text`, `model` and `edit`. It may not know commands, selections or windows, and it reaches files
//! only through [`disk::Disk`], so that every failure can be caused in a test.

pub mod disk;
pub mod layout;
pub mod stem;

pub mod open;
pub mod reader;

pub mod background;
pub mod gate;
pub mod import;
pub mod removal;
pub mod staged;
pub mod writer;

pub mod conflict;
pub mod create;
pub mod merge;

mod cache;
mod copies;
mod current;
mod effort;
mod files;
mod frames;
mod history_file;
mod import_shared;
mod journal;
mod listing;
mod others;
mod parsed;
mod records;
mod ron_write;
mod rows;
mod saving;
pub mod schema_file;
mod superseded;
mod trash;
mod unfinished;
mod work_entry;

mod error;
pub use error::{Notice, StoreError};
