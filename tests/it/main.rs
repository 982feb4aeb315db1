//! Integration tests: one binary, one module for each subject.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what is not as it should be is a failed test")]

mod architecture;
mod cli;
mod common;
mod fixture;
mod generate;

#[cfg(feature = "gui")]
mod article_traps;
#[cfg(feature = "gui")]
mod article_view;

mod edit_undo;
mod exchange;
mod queries;
mod session;
mod store_background;
mod store_basics;
mod store_commit;
mod store_damage;
mod store_effort;
mod store_faults;
mod store_git;
mod store_index;
mod store_merge;
mod store_outside;
mod store_removal;
mod store_round_trip;
mod store_sessions;
mod store_texts;
mod suggest;
#[cfg(feature = "gui")]
mod ui;
