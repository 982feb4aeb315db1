//! The only way to change a project: an [`Edit`] is a value, applying it gives back nothing but success or a reason,
//! and its inverse takes it back. Journal, undo, conflict check and merge all work on edits.
//!
//! This module knows `text` and `model`. It may not know files, commands, or who is asking.

mod apply;
mod change;
mod check;
pub mod history;

pub use apply::{EditError, Found, apply};
pub use change::{Change, Edit};
pub use check::Violation;
