//! The one table of commands, behind menus, keys, the palette, the command line and the manual.
//!
//! A [`kind::CommandKind`] names a row. Resolving it in a session gives a [`Command`] with its target, or the reason
//! why it cannot be run; running it plans an edit (a function of the session as it is) and carries it out. So a command
//! that fails has changed nothing.

#![expect(clippy::unnecessary_wraps, reason = "planners share one signature")]

pub mod kind;
pub mod spec;

pub mod arguments;
pub mod docs;
pub mod outcome;

pub(super) mod call;
mod fields;
mod json;
mod resolve;

mod articles;
mod cursor;
mod selecting;
mod settling;

mod arming;
pub mod bulk;
mod candidates;
mod choosing;
mod edges;
mod marks;
pub mod places;
mod quantities;
mod relating;
mod relations;
mod remarks;
mod review;

mod attributing;
mod attributions;
mod claim_links;
mod claims;
mod entities;
mod events;

mod labels;
mod layers;
mod linking;
mod progress;
mod project;
mod schema;
mod zones;

mod history;

pub use resolve::{Command, Target};
