//! The machine under the program, for the command line and the window: clock, randomness, names, files.
//!
//! This module knows no arguments and no window.

pub mod env;
pub mod export_files;
pub mod files;
pub mod launch;
pub mod place;
