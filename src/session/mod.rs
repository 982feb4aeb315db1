//! A person at work on a project: what is open and selected, the table of commands, undo.
//!
//! Everything that changes a project goes through [`Session::run`], and a session is the only caller of
//! `edit::apply`: a command plans an edit from the session as it is, the session applies it, remembers it for undo
//! and hands it to its [`keeper::Keeper`]. This module knows no files, clock, randomness, arguments or window; they
//! come in as [`env::Env`] and [`keeper::Keeper`].

mod state;

pub mod command;

pub mod candidates;
pub mod desk;
pub mod effort;
pub mod env;
pub mod error;
pub mod keeper;
pub mod linking;
pub mod relating;

pub mod occurrences;
pub mod search;

pub mod audit;
pub mod books;
pub mod intake;
pub mod kept;
pub mod statistics;
pub mod stored;
pub mod suggesting;
pub mod tally;
pub mod visit;

mod draft;
mod features;
mod figures;
mod held;
mod keys;
mod lookup;
mod parting;
mod removal;
mod spans;
mod steps;
mod travel;
mod unlink;
mod zoning;

pub use state::Session;
