//! The program from outside: arguments, standard streams, exit codes, and the files it leaves.
#![expect(clippy::disallowed_methods, reason = "a test writes files as any other program does")]

mod conversation;
mod crash;
mod data_sets;
mod everywhere;
mod example;
mod harness;
mod imports;
#[cfg(target_os = "linux")]
mod interrupted;
mod ledger;
mod manual;
mod many;
#[cfg(all(feature = "gui", target_os = "linux"))]
mod no_display;
mod outside;
#[cfg(feature = "gui")]
mod picture;
mod refusals;
mod removal;
mod reports;
mod round_trip;
mod rules;
mod suggestions;
mod texts;
mod undo;
