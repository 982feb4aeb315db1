//! The program from outside: arguments, standard streams, exit codes, and the files it leaves.
#![expect(clippy::disallowed_methods, reason = "a test writes files as any other program does")]

mod conversation;
mod crash;
mod example;
mod harness;
mod imports;
mod many;
mod outside;
mod refusals;
mod removal;
mod reports;
mod round_trip;
mod texts;
mod undo;
